//! Which nodes of a flow may give a field a value: looked at once, not once an indicator.

use std::collections::HashMap;

use crate::flow::NodeId;
use crate::model::{Body, Name, NodeKind};
use crate::rules::Context;
use crate::source::Span;

/// By flow and field the nodes that ask for it, decide it or fill a record that has it.
pub(super) struct Setters<'p> {
    by_field: HashMap<(Span, &'p Name), Vec<NodeId>>,
    /// The calls of each flow: what they set is said in another file.
    calls: HashMap<Span, Vec<NodeId>>,
}

impl<'p> Setters<'p> {
    /// Looks at all flows.
    pub(super) fn of(context: &Context<'p>) -> Setters<'p> {
        let mut setters = Setters { by_field: HashMap::new(), calls: HashMap::new() };
        for view in &context.flows {
            let (flow, file) = (view.graph.flow.head.0, view.graph.file);
            for (id, node) in view.graph.iter() {
                if matches!(node.node.kind, NodeKind::Call { .. }) {
                    setters.calls.entry(flow).or_default().push(id);
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
}
