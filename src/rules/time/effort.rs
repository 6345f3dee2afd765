//! Work that takes longer than its own limit: for part-exceeds-whole.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::figures::{Figure, figures};
use super::part_exceeds_whole::INFO;
use super::rows::Rows;
use crate::flow::FlowNode;
use crate::model::{Limit, NodeKind};
use crate::rules::hours::Open;
use crate::rules::people::at_work::own_calendar;
use crate::rules::{Context, Finding, FlowView};
use crate::say;
use crate::time::{Duration, Unit};

/// Looks at every step and decision: one of those who may act does it alone.
pub(super) fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let mut rows = Rows::of(context, view);
        for (_, node) in view.graph.iter().filter(|(_, node)| !node.node.broken) {
            if !matches!(node.node.kind, NodeKind::Step | NodeKind::Decision) {
                continue;
            }
            let limits = node.node.work.limits.iter().filter(|limit| limit.from.is_none());
            out.extend(limits.filter_map(|limit| too_long(context, view, &mut rows, node, limit)).take(1));
        }
    }
}

fn too_long<'p>(
    context: &Context<'p>,
    view: &FlowView<'p>,
    rows: &mut Rows<'_, 'p>,
    node: &FlowNode<'p>,
    limit: &'p Limit,
) -> Option<Finding> {
    let work = &node.node.work;
    let takes = work.takes.as_ref()?;
    let least = context.project.duration(view.graph.file, &takes.least)?;
    let own = own_calendar(context, view.graph.file, &work.by);
    let found = figures(context, &view.graph, limit, &work.by);
    let figure = match found.table {
        // Of several tables another one may decide.
        Some((_, sla)) if sla.tables.len() > 1 => found.shortest().filter(|figure| exceeds(least, figure, own)),
        _ => found.all.iter().find(|figure| exceeds(least, figure, own) && rows.may_come(&figure.case, node.done)),
    }?;
    let (name, takes_words, limit_words) = (node.node.label(), least.say(), figure.length.say());
    let (takes_zh, limit_zh, takes_en, limit_en) = (takes_words.zh, limit_words.zh, takes_words.en, limit_words.en);
    let finding = INFO.at(
        takes.least.span(),
        say!(
            "`{name}` 至少要做 {takes_zh}，时限却只有 {limit_zh}",
            "`{name}` takes at least {takes_en}, and its limit is {limit_en}"
        ),
    );
    let finding = finding.also(limit.at.0, say!("这一步的时限", "the limit of the step"));
    let in_a_table = found.table.is_some();
    let finding =
        if in_a_table { finding.also(figure.at, say!("表中的一格", "its cell in the table")) } else { finding };
    Some(finding.help(say!("核对所需时间，或放宽时限", "check how long the work takes, or allow more for it")))
}

/// Whether work surely takes longer than a limit. Days of work are no days on the wall: they are compared only with days
/// alike. On a calendar that is not that of those who act, work may go on while the clock stands still.
fn exceeds(least: Duration, figure: &Figure<'_>, own: Option<Open>) -> bool {
    if figure.clock != Open::Always && own != Some(figure.clock) {
        return false;
    }
    if least.unit == figure.length.unit {
        return least.compare(figure.length) == Some(Ordering::Greater);
    }
    let least = match least.unit {
        Unit::WorkingHours => least.amount.checked_mul(Decimal::from(3600)).and_then(|seconds| seconds.to_i64()),
        Unit::Seconds | Unit::Minutes | Unit::Hours => least.seconds(),
        _ => None,
    };
    least.zip(figure.seconds()).is_some_and(|(least, limit)| least > limit)
}
