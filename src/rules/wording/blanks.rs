//! Placeholders in texts.

use std::ops::Range;
use std::sync::LazyLock;

use super::words::words;
use crate::rules::lists::list;

/// Words that stand for what is still missing.
struct Missing {
    bracketed: Vec<&'static str>,
    capitals: Vec<&'static str>,
    anywhere: Vec<&'static str>,
    numbered: Vec<&'static str>,
}

static MISSING: LazyLock<Missing> = LazyLock::new(|| {
    let list = |what: &str| list(include_str!("placeholders.tsv"), &[what]);
    Missing {
        bracketed: list("bracketed"),
        capitals: list("capitals"),
        anywhere: list("anywhere"),
        numbered: list("numbered"),
    }
});

/// Signs for a letter or figure that is still missing.
const CROSSES: &[char] = &['x', 'X', 'ｘ', 'Ｘ', '×', '✕', '╳'];

/// Brackets around a word that says that something is missing.
const OPENING: &[char] = &['（', '(', '【', '[', '〔', '<'];

/// The first placeholder of a text.
pub(super) fn placeholder(text: &str) -> Option<Range<usize>> {
    let whole = text.trim();
    let is_empty = whole.chars().all(|sign| matches!(sign, '.' | '…' | '?' | '？' | '_' | '＿' | '*' | '、' | '。'));
    if !whole.is_empty() && (is_empty || MISSING.bracketed.contains(&whole)) {
        let at = text.find(whole)?;
        return Some(at..at + whole.len());
    }
    let english = words(text).find(|(word, _)| MISSING.capitals.contains(word)).map(|(_, at)| at);
    let lower = text.to_ascii_lowercase();
    let anywhere = MISSING.anywhere.iter().find_map(|word| Some((lower.find(word)?, word.len())));
    let anywhere = anywhere.map(|(at, length)| at..at + length);
    let bracketed = text.contains(OPENING).then(|| MISSING.bracketed.iter().find_map(|word| in_brackets(text, word)));
    let first = [english, anywhere, bracketed.flatten(), crosses(text), blank_line(text)];
    first.into_iter().flatten().min_by_key(|at| at.start)
}

fn in_brackets(text: &str, word: &str) -> Option<Range<usize>> {
    let mut found = text.match_indices(word).map(|(at, word)| at..at + word.len());
    found.find(|at| {
        let before = text.get(..at.start).and_then(|before| before.chars().next_back());
        let after = text.get(at.end..).and_then(|after| after.chars().next());
        matches!(
            (before, after),
            (Some(open), Some('）' | ')' | '】' | ']' | '〕' | '>')) if OPENING.contains(&open)
        )
    })
}

/// `XX公司`, `400-xxx-xxxx`, `20XX年`; not `Exxon`, the size `XXL`, `4xx`, or chapter `XX`.
fn crosses(text: &str) -> Option<Range<usize>> {
    runs(text, |sign| CROSSES.contains(&sign)).find(|at| {
        let (before, after) = (text.get(..at.start).unwrap_or(""), text.get(at.end..).unwrap_or(""));
        let figures = before.len() - before.trim_end_matches(|sign: char| sign.is_ascii_digit()).len();
        let long = text.get(at.clone()).map_or(0, |run| run.chars().count());
        let is_code = figures == 1 && long == 2;
        let glued = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphabetic() || sign == '_');
        long >= 2
            && !glued(before.chars().next_back())
            && !glued(after.chars().next())
            && !after.starts_with(|sign: char| sign.is_ascii_digit())
            && !is_code
            && !is_numbered(before)
    })
}

/// Whether the word before is one behind which `XX` is a number.
fn is_numbered(before: &str) -> bool {
    let word = before.trim_end().rsplit(|sign: char| !sign.is_alphabetic()).next().unwrap_or("");
    MISSING.numbered.contains(&word.to_ascii_lowercase().as_str())
}

/// `____`; three and more, since two are the sign of bold type.
fn blank_line(text: &str) -> Option<Range<usize>> {
    runs(text, |sign| matches!(sign, '_' | '＿')).find(|at| {
        let glued = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
        let long = text.get(at.clone()).map_or(0, |run| run.chars().count());
        long >= 3
            && !glued(text.get(..at.start).and_then(|before| before.chars().next_back()))
            && !glued(text.get(at.end..).and_then(|after| after.chars().next()))
    })
}

/// Unbroken runs of some signs.
fn runs(text: &str, is_sign: impl Fn(char) -> bool + Copy) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text.get(from..)?.find(is_sign)?;
        let rest = text.get(start..)?;
        from = start + rest.find(|sign| !is_sign(sign)).unwrap_or(rest.len());
        Some(start..from)
    })
}

#[cfg(test)]
mod tests {
    use super::placeholder;

    #[test]
    fn placeholders() {
        for text in [
            "致电 400-xxx-xxxx",
            "您好，这里是XX公司",
            "××部门",
            "20XX年",
            "TBD: who pays?",
            "收费标准（待定）",
            "待补充",
            "……",
            "某某公司",
            "Call ____ first",
            "xxx",
        ] {
            assert!(placeholder(text).is_some(), "{text}");
        }
    }

    #[test]
    fn harmless() {
        for text in [
            "Exxon",
            "尺码 XXL",
            "4xx errors",
            "Chapter XX",
            "2×3",
            "24x7",
            "__重要__",
            "状态改为待定",
            "把待定的方案提交审批",
            "to do list",
            "file_xx_name",
            "略作说明",
            "10×20 cm",
            "XX1000 型",
            "",
        ] {
            assert_eq!(placeholder(text), None, "{text}");
        }
    }
}
