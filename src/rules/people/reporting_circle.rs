//! Posts that report to each other.

use indexmap::IndexMap;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::posts::{Identity, all};
use crate::model::Ref;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "reporting-circle",
    code: "R03",
    group: Group::People,
    severity: Severity::Error,
    page: include_str!("reporting_circle.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut lines: DiGraph<&str, &Ref> = DiGraph::new();
    let mut known: IndexMap<Identity<'_>, NodeIndex> = IndexMap::new();
    for post in all(context) {
        known.entry(post.identity()).or_insert_with(|| lines.add_node(post.decl.label()));
    }
    for post in all(context) {
        for line in &post.role.reports_to {
            let above = super::posts::post(context, post.symbol.file, line);
            let (from, to) = (known.get(&post.identity()), above.and_then(|above| known.get(&above.identity())));
            if let (Some(from), Some(to)) = (from, to) {
                lines.add_edge(*from, *to, line);
            }
        }
    }
    for together in kosaraju_scc(&lines) {
        let circle = circle(&lines, &together);
        // Which of them is wrong nobody can say: the first is shown.
        let Some(first) = (0..circle.len()).min_by_key(|at| circle.get(*at).map(|(_, line)| line.span())) else {
            continue;
        };
        let mut way: Vec<(String, &Ref)> = circle
            .iter()
            .map(|(post, line)| (lines.node_weight(*post).copied().unwrap_or("?").to_owned(), *line))
            .collect();
        way.rotate_left(first);
        let mut names: Vec<String> = way.iter().map(|(name, _)| name.clone()).collect();
        let Some((name, line)) = way.first() else { continue };
        let message = match names.len() {
            1 => say!("岗位 `{name}` 的上级写成了它自己", "the post `{name}` reports to itself"),
            _ => say!("岗位 `{name}` 逐级往上报，最后又报回自己", "the post `{name}` reports to itself in the end"),
        };
        names.push(name.clone());
        let shown = names.join(" → ");
        let mut finding = INFO.at(line.span(), message).label(say!("上级依次是 {shown}", "reporting up: {shown}"));
        for (other, line) in way.iter().skip(1) {
            finding = finding.also(line.span(), say!("`{other}` 的上级写在这里", "whom `{other}` reports to"));
        }
        out.push(finding.path(names).help(say!(
            "改正其中一个 `reports to`，最上面的岗位不写",
            "mend one of the `reports to`; the post at the top has none"
        )));
    }
}

/// A circle among posts that all lead to each other, each with the line that leads on; nothing if there is none.
fn circle<'p>(lines: &DiGraph<&str, &'p Ref>, together: &[NodeIndex]) -> Vec<(NodeIndex, &'p Ref)> {
    let inside: rustc_hash::FxHashSet<NodeIndex> = together.iter().copied().collect();
    let on = |from: NodeIndex| {
        let edges = lines.edges(from).filter(|edge| inside.contains(&edge.target()));
        edges.min_by_key(|edge| edge.id()).map(|edge| (edge.target(), *edge.weight()))
    };
    let mut way: IndexMap<NodeIndex, &'p Ref> = IndexMap::new();
    let Some(mut at) = together.iter().copied().min() else { return Vec::new() };
    while let Some((to, line)) = on(at) {
        way.insert(at, line);
        if let Some(first) = way.get_index_of(&to) {
            return way.into_iter().skip(first).collect();
        }
        at = to;
    }
    Vec::new()
}
