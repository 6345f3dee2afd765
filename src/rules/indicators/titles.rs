//! What the title of a figure says of it: whether it ought to be high or low.

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
const NOT: &[char] = &['不', '未', '非', '欠', '无', '低', '零', '免'];
/// Words that do so.
const NOT_WORDS: &[&str] = &[
    "逾期", "超期", "超时", "延期", "延误", "延迟", "no", "not", "low", "poor", "without", "un", "non", "zero", "late",
    "overdue", "delayed",
];

/// Whether a figure ought to be high; `None` where its title does not plainly say so.
pub(super) fn by_words(title: &str) -> Option<bool> {
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
    let word = before.trim_end().rsplit([' ', '-']).next().unwrap_or("");
    let plain = |other: &str| if other.is_ascii() { word != other } else { !word.ends_with(other) };
    !turned && NOT_WORDS.iter().all(|other| plain(other))
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
