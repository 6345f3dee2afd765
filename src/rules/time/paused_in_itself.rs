//! The limit of a wait, counted by a clock that stands still in that wait.

use crate::model::NodeKind;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "paused-in-itself",
    code: "T15",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("paused_in_itself.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        for (_, node) in view.graph.iter() {
            let Some(ident) = &node.node.ident else { continue };
            if !matches!(node.node.kind, NodeKind::Wait { .. }) {
                continue;
            }
            for limit in &node.node.work.limits {
                let table = context.project.table_limit(view.graph.file, &limit.value);
                // The waits that a table names are those of the procedures that use it.
                let paused =
                    table.and_then(|(_, sla, _)| sla.paused.iter().find(|wait| wait.single() == Some(&ident.name)));
                let Some(paused) = paused else { continue };
                let name = &ident.name;
                out.push(
                    INFO.at(
                        limit.at.0,
                        say!(
                            "等待 `{name}` 时这个时钟暂停，所以这个时限永远不会到",
                            "this clock is paused in `{name}`, so its limit never comes"
                        ),
                    )
                    .also(paused.span(), say!("时钟在这里暂停", "the clock is paused here"))
                    .help(say!(
                        "为等待单独写时限，例如 `within 72h`",
                        "give the wait a limit of its own, for example `within 72h`"
                    )),
                );
            }
        }
    }
}
