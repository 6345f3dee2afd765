//! A target that points in an unlikely direction.

use super::cases::Flow;
use super::titles::by_words;
use super::{Indicator, indicators};
use crate::model::{Cmp, Measure, NodeKind};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "unlikely-direction",
    code: "K05",
    group: Group::Indicators,
    severity: Severity::Warning,
    page: include_str!("unlikely_direction.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for indicator in indicators(context) {
        let (Some((measure, at)), Some(target)) = (indicator.measure(), &indicator.kpi.target) else { continue };
        let asks_more = match target.cmp {
            Some(Cmp::AtLeast | Cmp::Above) => true,
            Some(Cmp::AtMost | Cmp::Below) => false,
            Some(Cmp::Equal) | None => continue,
        };
        let name = indicator.decl.label();
        let message = match (wanted_high(context, &indicator, measure), asks_more) {
            (Some(false), true) if matches!(measure, Measure::Time { .. }) => {
                say!("指标 `{name}` 的目标写成用时越长越好", "the target of `{name}` is met when it takes longer")
            }
            (Some(false), true) => {
                say!(
                    "指标 `{name}` 越低越好，目标却写成越高越好",
                    "`{name}` ought to be low, and its target asks for more"
                )
            }
            (Some(true), false) => {
                say!(
                    "指标 `{name}` 越高越好，目标却写成越低越好",
                    "`{name}` ought to be high, and its target asks for less"
                )
            }
            _ => continue,
        };
        let sign = if asks_more { "<=" } else { ">=" };
        out.push(
            INFO.at(target.value.span(), message)
                .also(at, say!("算法写在这里", "what is measured"))
                .help(say!("检查符号是否写反：`target {sign} …`", "check the sign: `target {sign} …`")),
        );
    }
}

/// Whether a figure ought to be high; `None` where only its owner can say.
fn wanted_high(context: &Context<'_>, indicator: &Indicator<'_>, measure: &Measure) -> Option<bool> {
    match measure {
        Measure::Time { .. } => Some(false),
        // Cases that fail ought to be few.
        Measure::Share { of, .. } if !of.ends.is_empty() => {
            let flow = Flow::of(context, indicator.file, of.ends.iter().map(|end| end.last()))?;
            let fails = |end: &crate::flow::FlowNode<'_>| matches!(end.node.kind, NodeKind::End { failed: true });
            flow.ends(of)?.iter().all(|end| fails(end)).then_some(false)
        }
        Measure::Share { .. } | Measure::Field { .. } | Measure::Value(_) => {
            let title = indicator.decl.title.as_ref()?;
            let mut texts = std::iter::once(&title.source).chain(title.translations.iter().map(|other| &other.text));
            texts.find_map(|text| by_words(text))
        }
        Measure::Count(_) | Measure::Broken => None,
    }
}
