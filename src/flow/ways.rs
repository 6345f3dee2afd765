//! A way through the flow in words: the names of its nodes.

use petgraph::graph::NodeIndex;

use super::graph::{Graph, NodeId};

/// The names of the nodes on a way, each once in a row. The enter and done of one node are one name.
#[must_use]
pub fn in_words(graph: &Graph<'_>, way: &[NodeIndex]) -> Vec<String> {
    let mut names: Vec<(NodeId, String)> = Vec::new();
    for point in way {
        let Some((id, node)) = graph.node_at(*point) else { continue };
        if names.last().is_none_or(|(last, _)| *last != id) {
            names.push((id, node.node.label().to_owned()));
        }
    }
    names.into_iter().map(|(_, name)| name).collect()
}
