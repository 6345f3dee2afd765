//! Whether a sentence says what must be done and lets nobody do it.
//!
//! Only the main clause counts: `Tell the customer that it will be repaired` is an act. So the sentence must begin with
//! what the act is done to, and no word in it may open another clause or name who acts.

use std::ops::Range;
use std::sync::LazyLock;

use super::words::words;
use crate::labels::Lang;
use crate::rules::lists::list;
use crate::rules::pieces::is_han;

struct Lists {
    zh_modals: Vec<&'static str>,
    zh_verbs: Vec<&'static str>,
    zh_says: Vec<&'static str>,
    en_modals: Vec<Vec<&'static str>>,
    en_verbs: Vec<&'static str>,
    en_stops: Vec<&'static str>,
    en_begins: Vec<&'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let words = |lang: &str, what: &str| list(include_str!("passive.tsv"), &[lang, what]);
    Lists {
        zh_modals: words("zh", "modal"),
        zh_verbs: words("zh", "verb"),
        zh_says: words("zh", "says"),
        en_modals: words("en", "modal").iter().map(|modal| modal.split(' ').collect()).collect(),
        en_verbs: words("en", "verb"),
        en_stops: words("en", "stop"),
        en_begins: words("en", "begin"),
    }
});

/// The words with which a text is passive, if nobody acts in it.
pub(super) fn passive(text: &str, lang: Lang) -> Option<Range<usize>> {
    match lang {
        Lang::Zh => chinese(text),
        Lang::En => english(text),
    }
}

/// `投诉应被记录`; not `投诉应被主管批准`, and not `告知客户投诉将被记录`.
fn chinese(text: &str) -> Option<Range<usize>> {
    let clause = text.split(['，', '。', '；', '：', ',', ';', ':', '\n']).next()?;
    let modal = |modal: &&str| clause.find(*modal).map(|at| (at, modal.len()));
    let (at, length) = LISTS.zh_modals.iter().filter_map(modal).min()?;
    let (before, after) = (clause.get(..at)?, clause.get(at + length..)?);
    let told = LISTS.zh_says.iter().any(|word| before.contains(word));
    let subject = before.chars().filter(|sign| is_han(*sign)).count();
    let verb = LISTS.zh_verbs.iter().find(|verb| after.starts_with(**verb))?;
    // `应被投诉人要求` is the wish of somebody, `应被记录人` a man.
    let rest = after.get(verb.len()..)?;
    let is_person = rest.starts_with(['人', '方', '者', '员', '单']);
    (!told && subject > 0 && !is_person).then(|| at..at + length + verb.len())
}

/// `The complaint must be recorded`; not `… recorded by the agent`, and not `Make sure that it must be recorded`.
fn english(text: &str) -> Option<Range<usize>> {
    let clause = text.split(['.', ';', ':', '\n']).next()?;
    let lower = clause.to_ascii_lowercase();
    let found: Vec<(&str, Range<usize>)> = words(&lower).collect();
    if found.iter().any(|(word, _)| LISTS.en_stops.contains(word)) || lower.contains(',') {
        return None;
    }
    let fits = |modal: &&Vec<&str>, at: usize| {
        modal.iter().enumerate().all(|(index, word)| found.get(at + index).is_some_and(|(found, _)| found == word))
    };
    let modal = |at: usize| LISTS.en_modals.iter().find(|modal| fits(modal, at)).map(|modal| (at, modal.len()));
    let (at, length) = (1..found.len()).find_map(modal)?;
    let (first, _) = found.first()?;
    // One bare word in front can only be what is acted on: `Complaints must be recorded`.
    let begins = LISTS.en_begins.contains(first) || at == 1;
    let (verb, ends) = found.get(at + length)?;
    let is_done = verb.ends_with("ed") || LISTS.en_verbs.contains(verb);
    let (_, starts) = found.get(at)?;
    (begins && at <= 7 && is_done).then_some(starts.start..ends.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_acts() {
        for text in ["投诉应被记录", "所有投诉资料必须被归档", "客户的诉求须被登记，不得遗漏"]
        {
            assert!(passive(text, Lang::Zh).is_some(), "{text}");
        }
        for text in [
            "The complaint is to be recorded",
            "All complaints must be logged within a day",
            "Complaints shall be kept",
        ] {
            assert!(passive(text, Lang::En).is_some(), "{text}");
        }
    }

    #[test]
    fn somebody_acts() {
        for text in [
            "应被投诉人要求出示记录",
            "告知客户投诉将被记录",
            "投诉应被主管批准",
            "确认资料应被归档",
            "记录投诉",
            "向被投诉人核实",
            "被投诉部门答复",
            "核对客户身份，资料应被归档",
        ] {
            assert_eq!(passive(text, Lang::Zh), None, "{text}");
        }
        for text in [
            "Tell the customer that the device must be returned",
            "The complaint must be approved by the supervisor",
            "Check what is to be repaired",
            "List the parts to be replaced",
            "The agent must be polite",
            "If the goods are to be returned, send a label",
            "Confirm parts must be returned",
            "Be ready to be called",
        ] {
            assert_eq!(passive(text, Lang::En), None, "{text}");
        }
    }
}
