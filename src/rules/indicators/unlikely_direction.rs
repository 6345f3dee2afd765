//! A target that points in an unlikely direction.

use super::cases::Flow;
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

/// How the title of a figure ends that ought to be high; in front of it nothing may turn it round.
const HIGH: &[&str] = &[
    "满意度",
    "满意率",
    "解决率",
    "达标率",
    "合格率",
    "及时率",
    "准时率",
    "按时率",
    "接通率",
    "完成率",
    "satisfaction",
    "resolution rate",
    "on-time rate",
    "pass rate",
    "completion rate",
    "first-time fix rate",
];
/// The same of a figure that ought to be low.
const LOW: &[&str] = &[
    "投诉率",
    "差错率",
    "返工率",
    "返修率",
    "超时率",
    "误判率",
    "遗漏率",
    "不合格率",
    "不满意率",
    "complaint rate",
    "error rate",
    "rework rate",
    "late rate",
    "dissatisfaction",
];
/// What may stand behind either.
const BEHIND: &[&str] = &["指数", "评分", "得分", "分数", "平均分", " index", " score", " rate", " rating"];
/// What turns a word round when it stands before it.
const NOT: &[char] = &['不', '未', '非', '欠', '无', '低'];

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
                    "指标 `{name}` 越低越好，目标却要求不低于",
                    "`{name}` ought to be low, and its target asks for more"
                )
            }
            (Some(true), false) => {
                say!(
                    "指标 `{name}` 越高越好，目标却要求不高于",
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

fn by_words(title: &str) -> Option<bool> {
    let lower = title.trim().to_lowercase();
    let end = BEHIND.iter().find_map(|word| lower.strip_suffix(word)).unwrap_or(&lower);
    let says = |words: &[&str]| {
        [lower.as_str(), end]
            .into_iter()
            .any(|text| words.iter().any(|word| text.strip_suffix(word).is_some_and(is_plain)))
    };
    match (says(HIGH), says(LOW)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Whether what stands before a word leaves its sense alone.
fn is_plain(before: &str) -> bool {
    let last = before.chars().next_back();
    let turned = last.is_some_and(|sign| NOT.contains(&sign) || sign.is_ascii_alphanumeric());
    let word = before.trim_end().rsplit(' ').next().unwrap_or("");
    !turned && !matches!(word, "no" | "not" | "low" | "poor" | "without" | "un" | "non")
}

#[cfg(test)]
mod tests {
    use super::by_words;

    #[test]
    fn only_titles_that_say_it_plainly_count() {
        for high in [
            "客户满意度",
            "客户满意度指数",
            "问题解决率",
            "Customer satisfaction",
            "Satisfaction rate",
            "Customer satisfaction index",
        ] {
            assert_eq!(by_words(high), Some(true), "{high}");
        }
        for low in ["客户投诉率", "单据差错率", "客户不满意率", "Billing error rate", "Customer dissatisfaction"]
        {
            assert_eq!(by_words(low), Some(false), "{low}");
        }
        for open in [
            "未解决率",
            "不及时率",
            "低满意度",
            "满意度低于60分的占比",
            "满意度回访用时",
            "Low satisfaction",
            "处理时间",
        ] {
            assert_eq!(by_words(open), None, "{open}");
        }
    }
}
