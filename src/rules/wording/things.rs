//! Whether a text names a thing: it consists of nothing but words of a list.
//!
//! A list of acts would never be long enough to say that no act is named; so what is not on the list of things keeps the
//! rule silent.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::words::words;
use crate::labels::Lang;

/// Where in a phrase a word may stand.
#[derive(Clone, Copy, Default)]
struct Places {
    begin: bool,
    inside: bool,
    end: bool,
}

static THINGS: LazyLock<FxHashMap<(Lang, &'static str), Places>> = LazyLock::new(|| {
    let mut things: FxHashMap<(Lang, &str), Places> = FxHashMap::default();
    for line in include_str!("things.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(lang), Some(place), Some(list)) = (cells.next().and_then(Lang::of_tag), cells.next(), cells.next())
        else {
            continue;
        };
        for word in list.split(' ') {
            let places = things.entry((lang, word)).or_default();
            places.begin |= matches!(place, "both" | "begin");
            places.end |= matches!(place, "both" | "end");
            places.inside = true;
        }
    }
    things
});

/// The longest word of the list of things, in signs.
const LONGEST: usize = 6;

/// Whether a text names a thing and no act.
pub(super) fn is_thing(text: &str, lang: Lang) -> bool {
    let text = text.trim().trim_end_matches(['。', '.', '；', ';']);
    let words = match lang {
        Lang::Zh => chinese(text),
        Lang::En => english(text),
    };
    let Some(words) = words else { return false };
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    first.begin && last.end
}

/// The words of a Chinese text, the longest first; nothing where one is not on the list.
fn chinese(text: &str) -> Option<Vec<Places>> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let ends = rest.char_indices().map(|(at, sign)| at + sign.len_utf8()).take(LONGEST);
        let longest = ends.filter_map(|end| Some((*THINGS.get(&(Lang::Zh, rest.get(..end)?))?, end))).last();
        let (places, end) = longest?;
        found.push(places);
        rest = rest.get(end..)?;
    }
    Some(found)
}

fn english(text: &str) -> Option<Vec<Places>> {
    if !text.chars().all(|sign| sign.is_ascii_alphabetic() || matches!(sign, ' ' | '\'' | '’' | '-')) {
        return None;
    }
    let found: Option<Vec<Places>> = words(text)
        .map(|(word, _)| THINGS.get(&(Lang::En, word.to_lowercase().replace('’', "'").as_str())).copied())
        .collect();
    // `The full record` is one; the article alone, or one word that may be cut off, is not.
    found.filter(|words| words.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things() {
        for text in ["客户身份信息", "投诉登记表", "客户的联系地址", "服务工单", "详细的故障原因", "客户身份和保修资料"]
        {
            assert!(is_thing(text, Lang::Zh), "{text}");
        }
        for text in
            ["Customer data", "The complaint form", "The customer's contact details", "Warranty and serial number"]
        {
            assert!(is_thing(text, Lang::En), "{text}");
        }
    }

    #[test]
    fn acts() {
        for text in [
            "核对客户身份",
            "登记客户信息",
            "客户身份核对",
            "投诉处理",
            "电话回访客户",
            "处理结果告知客户",
            "反馈处理结果",
            "联系客户",
            "录音",
            "检查记录",
            "服务客户",
            "问题分类",
            "报告主管",
            "上报主管",
        ] {
            assert!(!is_thing(text, Lang::Zh), "{text}");
        }
        for text in [
            "Check the customer data",
            "Order parts",
            "File the complaint",
            "Invoice the customer",
            "Phone customers",
            "Data check",
        ] {
            assert!(!is_thing(text, Lang::En), "{text}");
        }
    }
}
