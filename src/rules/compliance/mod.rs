//! C: compliance.

pub mod calls_unapproved;
pub mod changed_without_version;
pub mod cites_itself;
pub mod clause_uncovered;
pub mod consequence_broken;
pub mod customer_not_told;
mod distinct;
pub mod idle_accept;
mod known;
mod met_by;
pub mod one_number_two_titles;
pub mod order_broken;
pub mod policy_unchecked;
pub mod post_untrained;
pub mod review_overdue;
pub mod same_person_both;
pub mod standard_contradicted;
pub mod standard_unregistered;
mod standards;
mod telling;
pub mod training_without_test;
pub mod unknown_clause;

pub use met_by::may_meet;
use petgraph::graph::NodeIndex;

use crate::flow::{self, FlowNode, in_words};
use crate::model::{Control, ControlKind, Ident, Module, Name};
use crate::rules::{Context, Finding, FlowView};
use crate::say;

/// The controls of all files with the flow that they are about: the first whose nodes they name.
fn controls<'v, 'p>(context: &'v Context<'p>) -> impl Iterator<Item = (&'p Module, &'v FlowView<'p>, &'p Control)> {
    context.modules().flat_map(move |module| {
        let controls = module.file.controls.iter().filter(|control| !control.broken);
        controls.filter_map(move |control| {
            let mut views = context.flows_of(module.id).filter(|view| !view.graph.wild);
            let view = views.find(|view| names(control).all(|name| view.graph.by_name.contains_key(name)))?;
            Some((module, view, control))
        })
    })
}

fn names(control: &Control) -> impl Iterator<Item = &Name> {
    let (pair, list): ([Option<&Ident>; 2], &[Ident]) = match &control.kind {
        ControlKind::Before(a, b) | ControlKind::LeadsTo(a, b) => ([Some(a), Some(b)], &[]),
        ControlKind::DifferentPeople(names) => ([None, None], names),
        ControlKind::Broken(_) => ([None, None], &[]),
    };
    pair.into_iter().flatten().chain(list).map(|ident| &ident.name)
}

/// A control between two nodes that does not hold.
struct Broken<'v, 'p> {
    first: &'p Name,
    second: &'p Name,
    /// The node that the second name is of.
    target: &'v FlowNode<'p>,
    /// A way on which it does not hold, in names.
    words: Vec<String>,
}

impl Broken<'_, '_> {
    /// What every finding about such a control shows: the way, the other node, what to do.
    fn shown(self, finding: Finding) -> Finding {
        let (second, way) = (self.second, self.words.join(" → "));
        finding
            .label(say!("这条路：{way}", "on the way {way}"))
            .also(self.target.node.span(), say!("`{second}` 在这里", "`{second}` is here"))
            .path(self.words)
            .help(say!("改变这条路，或删去规则", "change that way, or take the rule out"))
    }
}

/// Holds a control between two nodes to the flow: `way` finds one on which it does not hold.
fn broken<'v, 'p>(
    context: &Context<'p>,
    view: &'v FlowView<'p>,
    (first, second): (&'p Ident, &'p Ident),
    way: fn(flow::Control<'_, '_>) -> Option<Vec<NodeIndex>>,
) -> Option<Broken<'v, 'p>> {
    let graph = &view.graph;
    let ((a, _), (b, target)) = (graph.named(&first.name)?, graph.named(&second.name)?);
    let control = flow::Control { project: context.project, graph, values: &view.values, first: a, second: b };
    Some(Broken { first: &first.name, second: &second.name, target, words: in_words(graph, &way(control)?) })
}
