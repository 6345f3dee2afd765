//! Procedures that call each other in a circle.

use crate::model::{NodeKind, each_node};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{FileId, Span};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;
use rustc_hash::FxHashMap;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "call-circle",
    code: "F19",
    group: Group::Flow,
    severity: Severity::Error,
    page: include_str!("call_circle.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut graph: DiGraph<FileId, Span> = DiGraph::new();
    let nodes: FxHashMap<FileId, _> = context.modules().map(|module| (module.id, graph.add_node(module.id))).collect();
    for module in context.modules() {
        let Some(flow) = &module.file.flow else { continue };
        each_node(&flow.nodes, &mut |node| {
            let NodeKind::Call { procedure } = &node.kind else { return };
            let callee = context.project.callee(module.id, procedure);
            if let (Some(from), Some(to)) = (nodes.get(&module.id), callee.and_then(|id| nodes.get(&id))) {
                graph.add_edge(*from, *to, node.span());
            }
        });
    }
    for knot in kosaraju_scc(&graph) {
        let mut files: Vec<FileId> = knot.iter().filter_map(|node| graph.node_weight(*node).copied()).collect();
        files.sort_unstable();
        let inside = |file: FileId| files.contains(&file);
        let call = graph.edge_indices().find_map(|edge| {
            let (from, to) = graph.edge_endpoints(edge)?;
            let (from, to) = (*graph.node_weight(from)?, *graph.node_weight(to)?);
            (inside(from) && inside(to) && Some(&from) == files.first()).then(|| graph.edge_weight(edge).copied())?
        });
        let Some(at) = call else { continue };
        let name = |file: &FileId| {
            let module = context.project.module(*file)?;
            Some(module.file.procedure().map_or(module.path.clone(), |ident| ident.name.to_string()))
        };
        let mut names: Vec<String> = files.iter().filter_map(name).collect();
        names.extend(names.first().cloned());
        let way = names.join(" → ");
        out.push(
            INFO.at(at, say!("规程互相调用，没有尽头：{way}", "procedures call each other in a circle: {way}"))
                .path(names)
                .help(say!("去掉其中一次调用", "take one of the calls out")),
        );
    }
}
