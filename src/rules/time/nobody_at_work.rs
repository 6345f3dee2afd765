//! Hours of a channel in which nobody who takes its cases works, while a limit runs.

use std::sync::Arc;

use super::moments::weekly;
use super::watched::{Watch, channel_hours, posts_of};
use crate::model::{NodeKind, Ref, Symbol};
use crate::rules::people::at_work::hours_of;
use crate::rules::{Context, Finding, FlowView, Group, RuleInfo, Severity};
use crate::say;
use crate::time::Intervals;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "nobody-at-work",
    code: "T22",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("nobody_at_work.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| view.routine.is_none()) {
        if view.graph.flow.starts.iter().all(|start| start.via.is_empty()) {
            continue;
        }
        let Some(first) = view.graph.nodes.first() else { continue };
        let takes = matches!(first.node.kind, NodeKind::Step | NodeKind::Decision | NodeKind::Approval { .. });
        let by = &first.node.work.by;
        let Some(posts) = hours_of(context, view.graph.file, by).filter(|_| takes) else { continue };
        let who = posts_of(context, view.graph.file, &by.iter().collect::<Vec<_>>());
        let own: Vec<&Watch<'_>> = view.watches.iter().filter(|watch| watch.who == who).collect();
        // What cannot be kept is told as that.
        let cannot = own.iter().find(|watch| watch.held.iter().any(|held| held.missed(context).is_some()));
        let mut told: Vec<Symbol> = Vec::new();
        for via in view.graph.flow.starts.iter().flat_map(|start| &start.via) {
            let Some((symbol, _)) = context.project.find(view.graph.file, via) else { continue };
            let Some((watch, alone)) = own.iter().find_map(|watch| Some((watch, alone(context, view, watch, via)?)))
            else {
                continue;
            };
            if told.contains(&symbol) {
                continue;
            }
            told.push(symbol);
            let hours = weekly(&alone, &context.zone_of(&posts, watch.clock));
            let (zh, en) = (hours.zh, hours.en);
            let names: Vec<String> = by.iter().map(|post| format!("`{post}`")).collect();
            let (who_zh, who) = (names.join("、"), names.join(", "));
            out.push(
                INFO.at(
                    via.span(),
                    say!(
                        "渠道 `{via}` 开放时没有人接：{zh}（{who_zh} 不上班）",
                        "channel `{via}` is open while nobody takes its cases: {en} ({who} not at work)"
                    ),
                )
                .also(first.node.span(), say!("案件从这里接起", "here its cases are taken"))
                .help(say!(
                    "让渠道与岗位的时间一致，安排人值班，或让时限只计工作时间",
                    "let channel and post have the same hours, put somebody on duty, or count working time only"
                ))
                .cause(cannot.unwrap_or(watch).cause()),
            );
        }
    }
}

/// When a channel is open, a limit that begins with the case runs, and none of the posts is at work.
fn alone(context: &Context<'_>, view: &FlowView<'_>, watch: &Watch<'_>, via: &Ref) -> Option<Arc<Intervals>> {
    let begins = watch.held.iter().find(|held| held.begins)?;
    context.alone(&begins.question, channel_hours(context, view, via)?)
}
