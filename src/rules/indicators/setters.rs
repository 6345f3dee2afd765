//! Which nodes of a flow may give a field a value: looked at once, not once an indicator.

use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::rc::Rc;

use petgraph::graph::NodeIndex;

use super::cases::Flow;
use crate::flow::{FieldHere, NodeId, assigned};
use crate::model::{Body, Callee, Name, NodeKind};
use crate::rules::{Context, FlowView};
use crate::source::{FileId, Span};

/// For some points of a flow, whether each of its points comes after them.
type After = FxHashMap<(Span, Vec<NodeIndex>), Rc<Vec<bool>>>;

/// By flow and field the nodes that ask for it, decide it or fill a record that has it.
pub(super) struct Setters<'p> {
    by_field: FxHashMap<(Span, &'p Name), Vec<NodeId>>,
    /// The calls of each flow: what they set is said in another file.
    calls: FxHashMap<Span, Vec<NodeId>>,
    /// By procedure the calls of it: the flow, by its number, and the call.
    callers: FxHashMap<FileId, Vec<(usize, NodeId)>>,
    /// By flow and points where a case may come after them: many indicators measure from the same.
    after: RefCell<After>,
}

impl<'p> Setters<'p> {
    /// Looks at all flows.
    pub(super) fn of(context: &Context<'p>) -> Setters<'p> {
        let mut setters = Setters {
            by_field: FxHashMap::default(),
            calls: FxHashMap::default(),
            callers: FxHashMap::default(),
            after: RefCell::default(),
        };
        for (number, view) in context.flows.iter().enumerate() {
            let (flow, file) = (view.graph.flow.head.0, view.graph.file);
            for (id, node) in view.graph.iter() {
                if let NodeKind::Call { procedure } = &node.node.kind {
                    setters.calls.entry(flow).or_default().push(id);
                    if let Some(callee) = context.project.callee(file, procedure) {
                        setters.callers.entry(callee).or_default().push((number, id));
                    }
                }
                let work = &node.node.work;
                let asked = work.asks().filter_map(|ask| ask.ident.as_ref()).map(|ident| &ident.name);
                let filled = work.fills.iter().filter_map(|record| context.project.find(file, record));
                let records = filled.filter_map(|(symbol, _)| match &context.project.decl(symbol)?.body {
                    Body::Record(record) => Some(record),
                    _ => None,
                });
                let fields = records.flat_map(|record| record.fields.iter().map(|field| &field.ident.name));
                for name in asked.chain(work.sets.iter().map(|set| set.last())).chain(fields) {
                    let known = setters.by_field.entry((flow, name)).or_default();
                    if known.last() != Some(&id) {
                        known.push(id);
                    }
                }
            }
        }
        setters
    }

    /// The nodes of a flow that may set a field, in reading order.
    pub(super) fn likely(&self, flow: Span, field: &Name) -> Vec<NodeId> {
        let own = self.by_field.get(&(flow, field)).into_iter().flatten();
        let mut found: Vec<NodeId> = own.chain(self.calls.get(&flow).into_iter().flatten()).copied().collect();
        found.sort_unstable();
        found
    }

    /// Whether a case may come to a procedure with a field that is set already: the field is common to it and a
    /// procedure that calls it, and there, in what is called there before, or further up, something sets it.
    pub(super) fn callers_may_set(&self, context: &Context<'p>, file: FileId, field: &Name) -> bool {
        let Some(home) = context.project.shared_home(file, field) else { return false };
        let mut seen = FxHashSet::from_iter([file]);
        let mut open = vec![file];
        while let Some(callee) = open.pop() {
            for (number, call) in self.callers.get(&callee).into_iter().flatten() {
                let Some(view) = context.flows.get(*number) else { continue };
                if self.may_be_set_before(context, view, *call, (field, home)) {
                    return true;
                }
                if view.routine.is_none() && seen.insert(view.graph.file) {
                    open.push(view.graph.file);
                }
            }
        }
        false
    }

    /// Whether something on a way to a call may set a field that a shared file declares. What could not be read may.
    fn may_be_set_before(
        &self,
        context: &Context<'p>,
        view: &FlowView<'p>,
        call: NodeId,
        (field, home): (&Name, FileId),
    ) -> bool {
        let graph = &view.graph;
        if graph.wild || graph.nodes.iter().any(|node| node.node.broken) {
            return true;
        }
        let here = FieldHere::shared(context.project, graph.file, field, home);
        let likely = self.likely(graph.flow.head.0, field).into_iter().filter_map(|id| graph.node(id));
        // An earlier round of the procedure itself is no caller.
        let own = graph.node(call).map(|node| &node.node.kind);
        let sets = likely.filter(|node| own != Some(&node.node.kind)).filter(|node| {
            let unread = matches!(&node.node.kind, NodeKind::Call { procedure }
                if *procedure != Callee::Missing && context.project.callee(graph.file, procedure).is_none());
            unread || assigned(context.project, graph.file, node.node, here).is_some()
        });
        let sets: Vec<_> = sets.collect();
        let Some(call) = graph.node(call).filter(|_| !sets.is_empty()) else { return false };
        // What stands in a branch beside may come first.
        let beside = call.inside.is_some() && sets.iter().any(|node| node.inside.is_some());
        let done: Vec<NodeIndex> = sets.iter().map(|node| node.done).collect();
        beside || Flow { context, view }.known_after(self, done).get(call.enter.index()) == Some(&true)
    }

    /// What is known of where a case may come after some points of a flow, or what `find` says, to be kept.
    pub(super) fn after(
        &self,
        flow: Span,
        points: Vec<NodeIndex>,
        find: impl Fn(&[NodeIndex]) -> Vec<bool>,
    ) -> Rc<Vec<bool>> {
        let mut known = self.after.borrow_mut();
        Rc::clone(known.entry((flow, points)).or_insert_with_key(|(_, points)| Rc::new(find(points))))
    }
}
