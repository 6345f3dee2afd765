//! More than five hand-overs between posts on the straight way to an end.

use super::hands::straightest;
use crate::model::NodeKind;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// More hand-overs than this are told.
const MOST: usize = 5;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "many-hand-overs",
    code: "R10",
    group: Group::People,
    severity: Severity::Info,
    page: include_str!("many_hand_overs.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let graph = &view.graph;
        let found = straightest(context, graph);
        // The end to which even the straightest way changes hands most often; of several the first.
        let ends = graph.ends().filter(|(_, end)| matches!(end.node.kind, NodeKind::End { failed: false }));
        let ways = ends.filter_map(|(_, end)| Some((end, found.get(&end.enter)?)));
        let Some((end, hands)) = ways.min_by_key(|(_, hands)| std::cmp::Reverse(hands.len())) else { continue };
        let times = hands.len().saturating_sub(1);
        if times <= MOST {
            continue;
        }
        let names = hands.iter().filter_map(|post| context.project.decl(*post)).map(|post| post.label().to_owned());
        let names: Vec<String> = names.collect();
        let (end, shown) = (end.node.label(), names.join(" → "));
        out.push(
            INFO.at(
                graph.flow.head.0,
                say!(
                    "走到 `{end}`，最少也要换 {times} 次手",
                    "on the straightest way to `{end}` a case changes hands {times} times"
                ),
            )
            .label(say!("依次经手：{shown}", "from hand to hand: {shown}"))
            .path(names)
            .help(say!(
                "让一个岗位多做几步，或用 `consults`、`informs` 代替转手",
                "let one post do more steps in a row, or consult and inform others instead"
            )),
        );
    }
}
