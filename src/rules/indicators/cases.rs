//! The cases that an indicator measures, and what can be said of them.

use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::setters::Setters;
use crate::flow::{Assigned, Atom, EdgeKind, FieldHere, FlowNode, assigned, point_of};
use crate::model::{AskType, CaseSet, Cond, Is, Literal, Name, NodeKind, Point};
use crate::rules::{Context, FlowView};
use crate::source::FileId;

/// The flow that an indicator is about.
#[derive(Clone, Copy)]
pub(super) struct Flow<'v, 'p> {
    pub(super) context: &'v Context<'p>,
    pub(super) view: &'v FlowView<'p>,
}

impl<'v, 'p> Flow<'v, 'p> {
    /// The first flow of a file that has all of these nodes; `None` if none has, or it could not be read.
    pub(super) fn of<'n>(
        context: &'v Context<'p>,
        file: FileId,
        names: impl Iterator<Item = &'n Name> + Clone,
    ) -> Option<Self> {
        let mut views = context.flows_of(file).filter(|view| !view.graph.wild);
        let view = views.find(|view| names.clone().all(|name| view.graph.by_name.contains_key(name)))?;
        Some(Flow { context, view })
    }

    /// The flow of a measure between two points among some cases.
    pub(super) fn of_points(
        context: &'v Context<'p>,
        file: FileId,
        points: [&Point; 2],
        among: Option<&CaseSet>,
    ) -> Option<Self> {
        let nodes = points.into_iter().filter_map(|point| point.node.as_ref()).map(|node| &node.name);
        let ends = among.into_iter().flat_map(|set| &set.ends).map(|end| end.last());
        Self::of(context, file, nodes.chain(ends).collect::<Vec<_>>().into_iter())
    }

    pub(super) fn point(&self, point: &Point) -> Option<NodeIndex> {
        point.other.is_none().then(|| point_of(&self.view.graph, point))?
    }

    /// The ends that a set of cases names, or all that some case comes to; `None` if one of them is no end.
    pub(super) fn ends(&self, set: &CaseSet) -> Option<Vec<&'v FlowNode<'p>>> {
        let view = self.view;
        if set.ends.is_empty() {
            return Some(view.graph.ends().map(|(_, end)| end).filter(|end| view.reached.has(end.enter)).collect());
        }
        let named = |name: &Name| view.graph.named(name).map(|(_, node)| node);
        let end = |node: &&FlowNode<'p>| matches!(node.node.kind, NodeKind::End { .. });
        set.ends.iter().map(|name| named(name.last()).filter(end)).collect()
    }

    /// The nodes that give a field or category a value, and how surely, in reading order.
    pub(super) fn setters<'s>(
        &'s self,
        setters: &'s Setters<'p>,
        field: &'s Name,
    ) -> impl Iterator<Item = (&'v FlowNode<'p>, Assigned)> + use<'s, 'v, 'p> {
        let graph = &self.view.graph;
        let nodes = setters.likely(graph.flow.head.0, field).into_iter().filter_map(|id| graph.node(id));
        nodes.filter_map(|node| {
            Some((
                node,
                assigned(
                    self.context.project,
                    graph.file,
                    node.node,
                    FieldHere::of(self.context.project, graph.file, field),
                )?,
            ))
        })
    }

    /// For each point, whether a case may come there after one of some points. What may happen at any time may happen
    /// then.
    pub(super) fn after(&self, points: &[NodeIndex]) -> Vec<bool> {
        let graph = &self.view.graph;
        let anytime = graph.points.edges(graph.start).filter(|edge| edge.weight().kind == EdgeKind::Anytime);
        let mut open: Vec<NodeIndex> = points.iter().copied().chain(anytime.map(|edge| edge.target())).collect();
        let mut comes = vec![false; graph.points.node_count()];
        while let Some(point) = open.pop() {
            if let Some(known) = comes.get_mut(point.index())
                && !std::mem::replace(known, true)
            {
                open.extend(graph.points.neighbors(point));
            }
        }
        comes
    }

    /// The same, kept for the next indicator that asks.
    pub(super) fn known_after(&self, setters: &Setters<'p>, points: Vec<NodeIndex>) -> Rc<Vec<bool>> {
        setters.after(self.view.graph.flow.head.0, points, |points| self.after(points))
    }

    /// Whether a case that comes to a point may meet all of some conditions when it has ended; `false` only if that is
    /// sure.
    pub(super) fn may_meet(&self, setters: &Setters<'p>, point: NodeIndex, conds: &[&Cond]) -> bool {
        let mut open: Vec<&Cond> = conds.to_vec();
        let mut asked: FxHashMap<&Name, Vec<&Is>> = FxHashMap::default();
        while let Some(cond) = open.pop() {
            match cond {
                Cond::All(parts) => open.extend(parts),
                Cond::Is(is) => asked.entry(is.field.last()).or_default().push(is),
                // Any of several, and figures: nothing is concluded.
                Cond::Any(_) | Cond::Compare(_) | Cond::Broken => {}
            }
        }
        asked.into_iter().all(|(field, parts)| self.may_be(setters, point, field, &parts))
    }

    fn may_be(&self, known: &Setters<'p>, point: NodeIndex, field: &Name, parts: &[&Is]) -> bool {
        let Some(all) = parts.first().and_then(|is| self.values(is)) else { return true };
        // A value that the field cannot have is told as that.
        if parts.iter().any(|is| is.values.iter().any(|value| !is_known(value, &all))) {
            return true;
        }
        let left: FxHashSet<&String> = all.iter().filter(|value| parts.iter().all(|is| says(is, value))).collect();
        if left.is_empty() {
            return false;
        }
        let (graph, project) = (&self.view.graph, self.context.project);
        let setters: Vec<&FlowNode<'_>> = self.setters(known, field).map(|(node, _)| node).collect();
        let from: Vec<NodeIndex> = setters.iter().map(|node| node.done).collect();
        // Whoever calls this procedure may have set what is common to both.
        let before = project.is_called(graph.file) && project.shared_home(graph.file, field).is_some();
        if setters.is_empty() || before {
            return true;
        }
        if !graph.is_end(point) {
            // What is set later, or in a branch beside, may still change it.
            let after = self.known_after(known, vec![point]);
            let inside = graph.node_at(point).is_some_and(|(_, node)| node.inside.is_some());
            let later = |setter: &&FlowNode<'_>| {
                after.get(setter.done.index()).is_none_or(|comes| *comes) || (inside && setter.inside.is_some())
            };
            if setters.iter().any(later) {
                return true;
            }
        }
        // A comparison with a field that is not set is false.
        if self.known_after(known, from).get(point.index()) == Some(&false) {
            return false;
        }
        let values = &self.view.values;
        let Some((index, variable)) = values.variables.iter().enumerate().find(|(_, known)| known.name == field) else {
            return true;
        };
        let atoms = values.at(point, index);
        let atom = |bit: usize| match variable.domain.atom(bit) {
            Atom::Name(name) => Some(name.as_str().to_owned()),
            Atom::YesNo(yes) => Some(if yes { "yes" } else { "no" }.to_owned()),
            _ => None,
        };
        let possible: Option<Vec<String>> =
            (1..=variable.domain.len()).filter(|bit| atoms & (1 << bit) != 0).map(atom).collect();
        // No atoms at all: no case was followed there.
        possible.is_none_or(|possible| possible.is_empty() || possible.iter().any(|value| left.contains(value)))
    }

    /// The values of the field that a condition reads, where they are a closed set.
    fn values(&self, is: &Is) -> Option<Vec<String>> {
        let file = self.view.graph.file;
        let ty = self.context.project.field(file, &is.field)?.ty;
        match ty {
            AskType::YesNo => Some(vec!["yes".to_owned(), "no".to_owned()]),
            _ => {
                let names = self.context.project.values_of(file, &ty)?;
                Some(names.iter().map(|name| name.as_str().to_owned()).collect())
            }
        }
    }
}

/// Whether a value of a condition is one of a closed set.
fn is_known(value: &Literal, all: &[String]) -> bool {
    match value {
        Literal::Yes(_) => all.iter().any(|known| known == "yes"),
        Literal::No(_) => all.iter().any(|known| known == "no"),
        Literal::Name(name) => all.iter().any(|known| name.name == **known),
        Literal::Text(..) | Literal::Quantity(_) => false,
    }
}

/// Whether a condition holds for a value of the closed set that its own are of.
fn says(is: &Is, value: &str) -> bool {
    let found = is.values.iter().any(|literal| match literal {
        Literal::Yes(_) => value == "yes",
        Literal::No(_) => value == "no",
        Literal::Name(name) => name.name == *value,
        Literal::Text(..) | Literal::Quantity(_) => false,
    });
    found != is.not
}
