//! A warning after the breach, a later level of escalation before an earlier one.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::model::{LateLine, Limit, Value, Warn};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::FileId;
use crate::time::{Duration, Unit};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "escalation-out-of-order",
    code: "T11",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("escalation_out_of_order.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        let file = view.graph.file;
        late_lines(context, file, &view.graph.flow.late, out);
        for (_, node) in view.graph.iter() {
            node.node.work.limits.iter().for_each(|limit| of_limit(context, file, limit, out));
        }
    }
    for (file, decl) in context.decls() {
        if let crate::model::Body::Routine(routine) = &decl.body {
            routine.work.limits.iter().for_each(|limit| of_limit(context, file, limit, out));
        }
    }
}

fn of_limit(context: &Context<'_>, file: FileId, limit: &Limit, out: &mut Vec<Finding>) {
    late_lines(context, file, &limit.late, out);
    let mut before: Option<(&Warn, Decimal)> = None;
    for warn in &limit.warns {
        let shares: Vec<(Decimal, _)> = warn
            .shares
            .iter()
            .filter_map(|share| match context.project.value(file, share) {
                Some(Value::Percent(percent)) => Some((*percent, share.span())),
                _ => None,
            })
            .collect();
        for (share, at) in shares.iter().filter(|(share, _)| *share > Decimal::ONE_HUNDRED) {
            let share = share.normalize();
            out.push(
                INFO.at(
                    *at,
                    say!(
                        "用到时限的 {share}% 才提醒，那时已经超时",
                        "a warning at {share}% of the limit comes after it is missed"
                    ),
                )
                .help(say!(
                    "提醒写 100% 以内的比例；超时之后的写 `when late by …`",
                    "warn below 100%; what follows a missed limit is `when late by …`"
                )),
            );
        }
        let Some(first) = shares.iter().map(|(share, _)| *share).min() else { continue };
        if let Some((earlier, share)) = before.filter(|(_, share)| first < *share) {
            let (now, then) = (first.normalize(), share.normalize());
            out.push(
                INFO.at(
                    warn.at.0,
                    say!(
                        "这一级提醒在 {now}% 时就到，比写在前面的 {then}% 还早",
                        "this warning comes at {now}%, before the one written above it at {then}%"
                    ),
                )
                .also(earlier.at.0, say!("写在前面的提醒", "the warning above"))
                .help(say!(
                    "检查比例是否写反，按先后次序写",
                    "check whether the shares were swapped, and write them in their order"
                )),
            );
        }
        before = Some((warn, first));
    }
}

/// Lines that are written later and come earlier.
fn late_lines(context: &Context<'_>, file: FileId, lines: &[LateLine], out: &mut Vec<Finding>) {
    let after = |line: &LateLine| match &line.after {
        Some(after) => context.project.duration(file, after),
        None => Some(Duration { amount: Decimal::ZERO, unit: Unit::Seconds }),
    };
    for pair in lines.windows(2) {
        let [earlier, later] = pair else { continue };
        let (Some(first), Some(second)) = (after(earlier), after(later)) else { continue };
        // At once is before everything, also before working time.
        let order = if later.after.is_none() && earlier.after.is_some() && !first.amount.is_zero() {
            Some(Ordering::Less)
        } else {
            second.compare(first)
        };
        if order != Some(Ordering::Less) {
            continue;
        }
        let finding = if later.after.is_none() {
            INFO.at(
                later.at.0,
                say!(
                    "这一级写在后面，却在超时的一刻就先到",
                    "this level is written later, and comes first: as soon as the limit is missed"
                ),
            )
        } else {
            let (now, then) = (second.say(), first.say());
            let (now_zh, then_zh, now, then) = (now.zh, then.zh, now.en, then.en);
            INFO.at(
                later.at.0,
                say!(
                    "这一级在超时 {now_zh}后就到，比写在前面的 {then_zh}还早",
                    "this level comes {now} after the limit, before the one written above it at {then}"
                ),
            )
        };
        out.push(finding.also(earlier.at.0, say!("写在前面的一级", "the level above")).help(say!(
            "检查时间是否写反，按先后次序写",
            "check whether the times were swapped, and write the levels in their order"
        )));
    }
}
