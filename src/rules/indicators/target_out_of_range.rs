//! A target outside the range of the figure, or one that no figure misses.

use rust_decimal::Decimal;

use super::indicators;
use super::unit::{Scale, Unit, scale};
use crate::model::{Cmp, Threshold, Value};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "target-out-of-range",
    code: "K10",
    group: Group::Indicators,
    severity: Severity::Error,
    page: include_str!("target_out_of_range.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for indicator in indicators(context) {
        let Some((measure, at)) = indicator.measure() else { continue };
        let Some(scale) = scale(context, indicator.file, measure) else { continue };
        for threshold in indicator.kpi.thresholds() {
            let value = context.project.value(indicator.file, &threshold.value);
            let fits = value.and_then(Unit::of).is_some_and(|unit| scale.unit.takes(unit));
            let possible = is_possible(&scale, threshold, value);
            // A warning may be meant to come always, and the lowest grade takes what is left.
            let always = indicator.kpi.target.as_ref() == Some(threshold) && is_always(&scale, threshold, value);
            if !fits || (possible && !always) {
                continue;
            }
            let name = indicator.decl.label();
            let (sign, written) = (threshold.cmp.map_or("=", Cmp::sign), context.text(threshold.value.span()));
            let percent = if scale.unit == Unit::Percent { "%" } else { "" };
            let bound = |bound: Option<Decimal>| bound.map(|bound| bound.normalize());
            let help = match (bound(scale.least), bound(scale.most)) {
                (Some(least), Some(most)) => {
                    say!(
                        "`{name}` 只会在 {least}{percent} 到 {most}{percent} 之间",
                        "`{name}` lies between {least}{percent} and {most}{percent}"
                    )
                }
                _ => say!("`{name}` 不会小于 0", "`{name}` is never below 0"),
            };
            let message = match possible {
                true => say!(
                    "目标 `{sign} {written}` 无论如何都能达到，`{name}` 等于没有目标",
                    "`{name}` always meets `{sign} {written}`, which is no target"
                ),
                false => say!(
                    "`{sign} {written}` 超出了指标 `{name}` 的取值范围",
                    "`{sign} {written}` lies outside the range of `{name}`"
                ),
            };
            // A figure off the scale is wrong whatever its sign; a target that is always met may have the wrong sign only.
            let cause = if possible { threshold.value.span() } else { at };
            let finding = INFO.at(threshold.value.span(), message).also(at, say!("算法写在这里", "what is measured"));
            out.push(finding.help(help).cause(cause));
        }
    }
}

/// Whether every figure of a scale meets a threshold.
fn is_always(scale: &Scale, threshold: &Threshold, value: Option<&Value>) -> bool {
    let Some(Value::Number(number) | Value::Points(number) | Value::Percent(number)) = value else { return false };
    match threshold.cmp {
        Some(Cmp::AtLeast) => scale.least.is_some_and(|least| *number <= least),
        Some(Cmp::AtMost) => scale.most.is_some_and(|most| *number >= most),
        _ => false,
    }
}

/// Whether the figure can come to what a threshold asks for, and lies on its scale.
fn is_possible(scale: &Scale, threshold: &Threshold, value: Option<&Value>) -> bool {
    let Some(Value::Number(number) | Value::Points(number) | Value::Percent(number)) = value else { return true };
    let above = scale.most.is_some_and(|most| *number > most || (*number == most && threshold.cmp == Some(Cmp::Above)));
    let below =
        scale.least.is_some_and(|least| *number < least || (*number == least && threshold.cmp == Some(Cmp::Below)));
    !above && !below
}
