//! A text without one of the languages that its file must have.

use rustc_hash::FxHashSet;

use super::{is_neutral, primary};
use crate::model::{Module, Text, TextUse};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{FileId, Span};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "untranslated",
    code: "L01",
    group: Group::Languages,
    severity: Severity::Warning,
    page: include_str!("untranslated.md"),
};

/// As many missing translations are told one by one; more in a language that a file has nowhere are one mistake.
const ONE_BY_ONE: usize = 1;

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let unread: FxHashSet<(FileId, u32)> =
        context.marks.iter().map(|mark| (mark.module.id, context.line(mark.span()))).collect();
    for (module, texts) in context.modules().zip(&context.texts) {
        let Some(languages) = context.project.languages_asked(module.id) else { continue };
        let Some((first, others)) = languages.split_first() else { continue };
        let speaks = |used: &&TextUse<'_>| !used.text.source.trim().is_empty() && !is_neutral(&used.text.source, first);
        // A tag of no listed language may be a slip of the one that is missing; unknown-name tells it.
        let is_known = |used: &&TextUse<'_>| {
            used.text.translations.iter().all(|other| context.project.is_listed(module.id, &other.lang))
        };
        // What could not be read on the line of the text or on the next may be the translation.
        let is_whole = |used: &&TextUse<'_>| {
            let at = used.text.span();
            let line = context.line(Span::new(at.file, at.end.saturating_sub(1), at.end));
            !unread.contains(&(module.id, line)) && !unread.contains(&(module.id, line + 1))
        };
        let texts: Vec<&TextUse<'_>> = texts.iter().filter(speaks).filter(is_known).filter(is_whole).collect();
        for lang in others.iter().filter(|lang| primary(lang) != primary(first)) {
            let has = |text: &Text| text.exact(lang, first).is_some_and(|other| !other.trim().is_empty());
            let missing: Vec<&&TextUse<'_>> = texts.iter().filter(|used| !has(used.text)).collect();
            if missing.len() > ONE_BY_ONE && missing.len() == texts.len() {
                out.push(nowhere(
                    module,
                    lang,
                    missing.len(),
                    missing.first().map_or(module.file.at.0, |used| used.text.span()),
                ));
                continue;
            }
            out.extend(missing.into_iter().map(|used| one(used.text, lang)));
        }
    }
}

fn one(text: &Text, lang: &str) -> Finding {
    INFO.at(text.span(), say!("这段文字没有 `{lang}` 译文", "this text has no translation into `{lang}`"))
        .help(say!("在后面写 `{lang} \"…\"`", "write `{lang} \"…\"` behind it"))
}

/// A whole file without a language: said once, where the head asks for it, else at the first text.
fn nowhere(module: &Module, lang: &str, count: usize, first: Span) -> Finding {
    let asked = module.file.head.as_ref().and_then(|head| head.languages.iter().find(|(code, _)| code == lang));
    let at = asked.map_or(first, |(_, at)| at.0);
    INFO.at(
        at,
        say!(
            "`{lang}` 译文一处也没有，共缺 {count} 处",
            "nothing is translated into `{lang}`; {count} texts are missing"
        ),
    )
    .cause(first)
    .help(if asked.is_some() {
        say!(
            "在每段文字后面写 `{lang} \"…\"`；若不需要，从 `language` 中删去",
            "write `{lang} \"…\"` behind each text, or take the language out of `language`"
        )
    } else {
        say!("在每段文字后面写 `{lang} \"…\"`", "write `{lang} \"…\"` behind each text")
    })
}
