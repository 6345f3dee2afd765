//! Two steps of a flow with one text.

use rustc_hash::FxHashMap;

use crate::model::{Node, NodeKind, each_node};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "same-text",
    code: "S08",
    group: Group::Wording,
    severity: Severity::Info,
    page: include_str!("same_text.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        let mut seen: FxHashMap<(Sort, &str), &Node> = FxHashMap::default();
        each_node(&view.graph.flow.nodes, &mut |node| {
            let (Some(sort), Some(title)) = (sort(node), &node.title) else { return };
            let text = title.source.trim();
            if text.is_empty() {
                return;
            }
            let Some(first) = seen.get(&(sort, text)) else {
                seen.insert((sort, text), node);
                return;
            };
            // One name twice is told as that.
            if first.label() == node.label() {
                return;
            }
            let (name, other) = (node.label(), first.label());
            out.push(
                INFO.at(
                    title.span(),
                    say!("`{name}` 和 `{other}` 的文字相同", "`{name}` and `{other}` have the same text"),
                )
                .also(first.span(), say!("另一个在这里", "the other one is here"))
                .help(say!(
                    "写出两者的区别，例如“首次回访”和“再次回访”",
                    "say how they differ, such as `first call` and `second call`"
                )),
            );
        });
    }
}

/// What a reader takes for one kind of thing.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Sort {
    Work,
    End,
}

fn sort(node: &Node) -> Option<Sort> {
    match node.kind {
        NodeKind::Step
        | NodeKind::Decision
        | NodeKind::Approval { .. }
        | NodeKind::Wait { .. }
        | NodeKind::Call { .. } => Some(Sort::Work),
        NodeKind::End { .. } => Some(Sort::End),
        // A block often bears the name of the step that it consists of.
        NodeKind::Parallel { .. } | NodeKind::Each { .. } | NodeKind::Broken(_) => None,
    }
}
