//! One step's limit is longer than the limit that it lies in, or its work than its own.

use std::cmp::Ordering;

use super::figures::{Figure, figures};
use super::outer::outers;
use crate::rules::hours::Open;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::FileId;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "part-exceeds-whole",
    code: "T09",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("part_exceeds_whole.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    super::effort::check(context, out);
    super::called::check(context, out);
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let graph = &view.graph;
        let outers = outers(context, view);
        let sure: Vec<_> = outers.iter().filter_map(|outer| Some((outer, outer.sure(view)?))).collect();
        if sure.is_empty() {
            continue;
        }
        for (id, node) in graph.iter().filter(|(_, node)| !node.node.broken) {
            for limit in node.node.work.limits.iter().filter(|limit| limit.from.is_none()) {
                let inner = figures(context, graph, limit, &node.node.work.by);
                let Some(least) = inner.shortest() else { continue };
                let longer = sure.iter().find_map(|(outer, whole)| {
                    // For one class of cases both figures may stand in one table.
                    let same =
                        inner.all.iter().filter(|figure| figure.case == whole.case).find(|_| !whole.case.is_empty());
                    let part = same.unwrap_or(least);
                    let is_in = !outer.is_paused_in(node)
                        && exceeds(context, graph.file, part, whole)
                        && outer.covers(view, id);
                    is_in.then_some((*outer, part, *whole))
                });
                let Some((outer, part, whole)) = longer else { continue };
                let (name, home) = (node.node.label(), outer.node.node.label());
                let (part, whole) = (part.length.say(), whole.length.say());
                let (part_zh, whole_zh, part, whole) = (part.zh, whole.zh, part.en, whole.en);
                out.push(
                    INFO.at(
                        limit.at.0,
                        say!(
                            "`{name}` 一步的时限是 {part_zh}，比包含它的总时限（`{home}`，{whole_zh}）还长",
                            "the limit of `{name}` alone, {part}, is longer than the limit of `{home}` over it, {whole}"
                        ),
                    )
                    .also(outer.limit.at.0, say!("总时限", "the limit over it"))
                    .help(say!(
                        "缩短这一步的时限，或放宽总时限",
                        "shorten the limit of the step, or allow more for the whole"
                    ))
                    .cause(outer.limit.at.0),
                );
            }
        }
    }
}

/// Whether a part surely lasts longer than the whole. On different clocks only a whole that runs all the time can be
/// held against it, and what the part takes at least.
fn exceeds(context: &Context<'_>, file: FileId, part: &Figure<'_>, whole: &Figure<'_>) -> bool {
    if let Some(order) = part.compare(whole) {
        return order == Ordering::Greater;
    }
    let (Open::Always, Some(whole)) = (whole.clock, whole.seconds()) else { return false };
    let least = context.year(file).and_then(|year| context.least_elapsed(part.clock, year, part.length));
    least.is_some_and(|least| least.as_secs() > whole)
}
