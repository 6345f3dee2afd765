//! A control that asks for a consequence which does not always follow.

use crate::flow::{in_words, leads_to};
use crate::model::ControlKind;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "consequence-broken",
    code: "C05",
    group: Group::Compliance,
    severity: Severity::Error,
    page: include_str!("consequence_broken.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (_, view, control) in super::controls(context) {
        let ControlKind::LeadsTo(first, second) = &control.kind else { continue };
        let graph = &view.graph;
        let (Some((a, _)), Some((b, target))) = (graph.named(&first.name), graph.named(&second.name)) else { continue };
        let Some(way) = leads_to(graph, a, b) else { continue };
        let words = in_words(graph, &way);
        let shown = words.join(" → ");
        let (first, second) = (&first.name, &second.name);
        out.push(
            INFO.at(
                control.at.0,
                say!("`{first}` 完成之后不一定到 `{second}`", "after `{first}` a case can end without `{second}`"),
            )
            .label(say!("这条路：{shown}", "on the way {shown}"))
            .also(target.node.span(), say!("`{second}` 在这里", "`{second}` is here"))
            .path(words)
            .help(say!("改变这条路，或删去规则", "change that way, or take the rule out")),
        );
    }
}
