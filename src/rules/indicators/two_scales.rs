//! One indicator on two scales.

use rustc_hash::FxHashMap;

use super::unit::{Unit, scale};
use super::{Indicator, indicators};
use crate::labels::Say;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "two-scales",
    code: "K13",
    group: Group::Indicators,
    severity: Severity::Warning,
    page: include_str!("two_scales.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    // Indicators of one title are one to their readers, whatever file they stand in. A name alone says nothing: two
    // files that do not see each other may each have their own `satisfaction`.
    let mut first: FxHashMap<&str, (Unit, Span)> = FxHashMap::default();
    for indicator in indicators(context) {
        let mut figures = indicator.kpi.thresholds().filter_map(|threshold| {
            let unit = Unit::of(context.project.value(indicator.file, &threshold.value)?)?;
            scored(unit).map(|unit| (unit, threshold.value.span()))
        });
        let Some((unit, at)) = figures.next() else { continue };
        // Where it is known what the figures are, target-unit tells the wrong one.
        let measure = indicator.measure().and_then(|(measure, _)| scale(context, indicator.file, measure));
        if let (None, Some((other, second))) = (measure, figures.find(|(other, _)| *other != unit)) {
            out.push(tell(&indicator, (other, second), (unit, at)));
            continue;
        }
        let wrong = measure.is_some_and(|measure| !measure.unit.takes(unit));
        let Some(title) = indicator.decl.title.as_ref().filter(|_| !wrong) else { continue };
        let texts = || std::iter::once(&title.source).chain(title.translations.iter().map(|other| &other.text));
        let before = texts().find_map(|text| first.get(text.trim()).copied());
        match before {
            Some(before) if before.0 != unit => out.push(tell(&indicator, (unit, at), before)),
            Some(_) => {}
            None => texts().filter(|text| !text.trim().is_empty()).for_each(|text| {
                first.entry(text.trim()).or_insert((unit, at));
            }),
        }
    }
}

/// The scale of a score: percent or points. A bare number may mean either.
fn scored(unit: Unit) -> Option<Unit> {
    matches!(unit, Unit::Percent | Unit::Points).then_some(unit)
}

fn tell(indicator: &Indicator<'_>, (unit, at): (Unit, Span), (other, before): (Unit, Span)) -> Finding {
    let name = indicator.decl.label();
    let (Say { zh: here_zh, en: here }, Say { zh: there_zh, en: there }) = (unit.say(), other.say());
    INFO.at(
        at,
        say!(
            "指标 `{name}` 在这里是{here_zh}，在别处是{there_zh}",
            "the indicator `{name}` is {here} here and {there} elsewhere"
        ),
    )
    .also(before, say!("另一处", "elsewhere"))
    .help(say!("统一成一种计分方式，或换一个标题", "use one of the two for both, or give one another title"))
}
