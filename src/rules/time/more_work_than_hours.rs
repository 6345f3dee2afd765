//! More work surely comes to a post than its holders have hours for.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::moments::length;
use super::workload::{capacity, cases, surely_done};
use crate::flow::{FlowNode, NodeId};
use crate::model::{Body, DeclKind, NodeKind, Start, Symbol};
use crate::rules::{Context, Finding, FlowView, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use crate::time::Unit;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "more-work-than-hours",
    code: "T21",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("more_work_than_hours.md"),
};

/// The work of a post: seconds a year, and the starts that it comes from.
#[derive(Default)]
struct Load {
    seconds: i64,
    from: Vec<Span>,
}

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut loads: BTreeMap<(Symbol, i16), Load> = BTreeMap::new();
    for view in context.flows.iter().filter(|view| view.routine.is_none() && !view.graph.wild) {
        let Some(year) = context.year(view.graph.file) else { continue };
        let expected: Vec<&Start> = view.graph.flow.starts.iter().filter(|start| start.expects.is_some()).collect();
        if expected.is_empty() {
            continue;
        }
        for (id, node) in view.graph.iter() {
            let Some((post, takes)) = effort(context, view, id, node) else { continue };
            for start in &expected {
                let Some(cases) = cases(context, view, start, post, year) else { continue };
                let load = loads.entry((post, year)).or_default();
                load.seconds = load.seconds.saturating_add(cases.saturating_mul(takes));
                if !load.from.contains(&start.at.0) {
                    load.from.push(start.at.0);
                }
            }
        }
    }
    for ((post, year), load) in &loads {
        out.extend(too_much(context, *post, *year, load));
    }
}

/// The post that alone does a step which every case comes to, and the seconds that it takes at least.
fn effort(context: &Context<'_>, view: &FlowView<'_>, id: NodeId, node: &FlowNode<'_>) -> Option<(Symbol, i64)> {
    let work = &node.node.work;
    let [by] = work.by.as_slice() else { return None };
    let takes = context.project.duration(view.graph.file, &work.takes.as_ref()?.least)?;
    let seconds = match takes.unit {
        Unit::WorkingHours => takes.amount.checked_mul(Decimal::from(3600))?.to_i64()?,
        _ => takes.seconds()?,
    };
    let acts = matches!(node.node.kind, NodeKind::Step | NodeKind::Decision | NodeKind::Approval { .. });
    let (post, _) = context.project.find_kind(view.graph.file, by, DeclKind::Role).filter(|_| acts)?;
    surely_done(view, id, node).then_some((post, seconds))
}

fn too_much(context: &Context<'_>, post: Symbol, year: i16, load: &Load) -> Option<Finding> {
    let decl = context.project.decl(post)?;
    let Body::Role(role) = &decl.body else { return None };
    let mut capacity_of_all = capacity(context, post, year)?;
    // Deputies may take some of the work, all their hours.
    for deputy in &role.deputies {
        let (deputy, _) = context.project.find_kind(post.file, deputy, DeclKind::Role)?;
        capacity_of_all = capacity_of_all.saturating_add(capacity(context, deputy, year)?);
    }
    if load.seconds <= capacity_of_all {
        return None;
    }
    let a_week = |seconds: i64| length(SignedDuration::from_secs(seconds.saturating_mul(7) / 365 / 360 * 360));
    let (work, hours, name) = (a_week(load.seconds), a_week(capacity_of_all), decl.label());
    let (work_zh, hours_zh, work, hours) = (work.zh, hours.zh, work.en, hours.en);
    let finding = INFO
        .at(
            decl.span(),
            say!(
                "`{name}` 每周至少有 {work_zh}的工作，可用工时只有 {hours_zh}",
                "at least {work} of work a week come to `{name}`, who has {hours}"
            ),
        )
        .help(say!(
            "增加人数（`count`）或工作时间，或核对 `expects` 与 `takes`",
            "raise the `count` or the hours, or check `expects` and `takes`"
        ));
    Some(
        load.from
            .iter()
            .fold(finding, |finding, start| finding.also(*start, say!("工作从这里来", "the work comes from here"))),
    )
}
