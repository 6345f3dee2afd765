//! A translation that is the source once more.

use super::{is_neutral, primary};
use crate::rules::pieces::each_text;
use crate::rules::wording::words::words;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "same-translation",
    code: "L06",
    group: Group::Languages,
    severity: Severity::Info,
    page: include_str!("same_translation.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    each_text(context, |_, used, pieces| {
        let Some((source, others)) = pieces.split_first() else { return };
        let text = source.text.trim();
        if text.is_empty() || !is_sentence(text, source.tag) {
            return;
        }
        // Words of both Chinese scripts, and of Chinese and Japanese, may be written with the same characters.
        let is_near = |tag: &str| primary(tag) == primary(source.tag) || primary(tag) == "ja";
        for other in others.iter().filter(|other| other.text.trim() == text && !is_near(other.tag)) {
            let lang = other.tag;
            out.push(
                INFO.at(
                    other.at,
                    say!("`{lang}` 译文与原文完全相同", "the `{lang}` translation is the source text once more"),
                )
                .cause(used.text.span())
                .help(say!("译成 `{lang}`，或先删去", "translate it, or leave it out until it is translated")),
            );
        }
    });
}

/// Whether a text must read otherwise in another language. A name or a single word (`Email`, `Status`) need not.
fn is_sentence(text: &str, tag: &str) -> bool {
    if tag.starts_with("zh") {
        return !is_neutral(text, tag);
    }
    words(text).filter(|(word, _)| word.starts_with(char::is_lowercase)).count() >= 2
}
