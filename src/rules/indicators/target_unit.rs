//! Target and measure in different units.

use super::indicators;
use super::unit::{Unit, scale};
use crate::labels::Say;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "target-unit",
    code: "K03",
    group: Group::Indicators,
    severity: Severity::Error,
    page: include_str!("target_unit.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for indicator in indicators(context) {
        let Some((measure, at)) = indicator.measure() else { continue };
        let Some(scale) = scale(context, indicator.file, measure) else { continue };
        // Where several are wrong, one thing is: what is measured, or how its figures are written.
        let other = indicator.kpi.thresholds().find_map(|threshold| {
            let unit = Unit::of(context.project.value(indicator.file, &threshold.value)?)?;
            (!scale.unit.takes(unit)).then_some((threshold, unit))
        });
        let Some((threshold, unit)) = other else { continue };
        let name = indicator.decl.label();
        let (Say { zh: measured_zh, en: measured }, Say { zh: written_zh, en: written }) =
            (scale.unit.say(), unit.say());
        let example = scale.unit.example();
        out.push(
            INFO.at(
                threshold.value.span(),
                say!(
                    "指标 `{name}` 算出来是{measured_zh}，这里写的是{written_zh}",
                    "`{name}` is measured as {measured}, and this is {written}"
                ),
            )
            .also(at, say!("算法写在这里", "what is measured"))
            .help(say!("写成例如 `{example}`，或改正算法", "write for example `{example}`, or mend what is measured")),
        );
    }
}
