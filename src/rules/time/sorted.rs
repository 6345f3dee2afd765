//! Whether a way of the graph is one that some case can go.

use rustc_hash::FxHashSet;

use petgraph::graph::NodeIndex;

use crate::model::{Cond, Guard, Name, NodeKind, Trigger};
use crate::rules::FlowView;

/// Whether some case surely goes a way: no field or category sorts the cases twice on it. Where one does, the second
/// choice may exclude the first.
pub(super) fn can_be_gone(view: &FlowView<'_>, way: &[NodeIndex]) -> bool {
    let mut read: FxHashSet<&Name> = FxHashSet::default();
    way.windows(2).all(|pair| {
        let [from, to] = pair else { return true };
        let Some((_, node)) = view.graph.node_at(*from) else { return true };
        let mut here: FxHashSet<&Name> = FxHashSet::default();
        match &node.node.kind {
            // Past a block by its own limit no branch is chosen.
            NodeKind::Parallel { branches, .. } if node.enter == *from && node.done != *to => {
                branches.iter().for_each(|branch| {
                    if let Guard::When(cond) = &branch.guard {
                        sorted_by(cond, &mut here);
                    }
                });
            }
            _ if node.done == *from => node.node.work.ways.iter().for_each(|way| {
                if let Trigger::When(cond) = &way.trigger {
                    sorted_by(cond, &mut here);
                }
            }),
            _ => {}
        }
        here.into_iter().all(|name| read.insert(name))
    })
}

fn sorted_by<'c>(cond: &'c Cond, names: &mut FxHashSet<&'c Name>) {
    cond.fields(&mut |field| {
        names.insert(field.last());
    });
}
