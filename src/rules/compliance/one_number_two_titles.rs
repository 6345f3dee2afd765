//! One standard under two titles, or one title under two numbers.

use rustc_hash::FxHashMap;

use super::standards::{Number, Numbered, agree, by_language, numbered};
use crate::model::same_number;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "one-number-two-titles",
    code: "C11",
    group: Group::Compliance,
    severity: Severity::Error,
    page: include_str!("one_number_two_titles.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut by_number: FxHashMap<Number, Numbered<'_>> = FxHashMap::default();
    let mut by_title: FxHashMap<(String, String), Numbered<'_>> = FxHashMap::default();
    for here in numbered(context) {
        let Some(title) = &here.decl.title else { continue };
        let number = here.number();
        let titles = by_language(context, here.file, title);
        let first = *by_number.entry(number.clone()).or_insert(here);
        let other = first.decl.title.as_ref().map(|title| by_language(context, first.file, title)).unwrap_or_default();
        if agree(&titles, &other) == Some(false) {
            let (written, shown) = (here.written.0, other.first().map_or("", |(_, text)| text));
            out.push(
                INFO.at(
                    title.span(),
                    say!("`{written}` 在这里和在别处的名称不同", "`{written}` bears another title here than elsewhere"),
                )
                .also(first.decl.span(), say!("那里叫“{shown}”", "there it is called “{shown}”"))
                .help(say!("查一查标准原文，改正名称或编号", "look the standard up, and mend the title or the number")),
            );
            continue;
        }
        for (lang, text) in titles {
            // The same title from another issuer is an adoption; another edition or part is the same standard.
            let key = (format!("{lang} {}", same_number(text)), number.issuer.clone());
            let first = *by_title.entry(key).or_insert(here);
            if first.number().is_beside(&number) {
                continue;
            }
            let (written, known) = (here.written.0, first.written.0);
            out.push(
                INFO.at(
                    here.written.1.0,
                    say!(
                        "“{text}”有两个编号：这里是 `{written}`，别处是 `{known}`",
                        "“{text}” has two numbers: `{written}` here, `{known}` elsewhere"
                    ),
                )
                .also(first.written.1.0, say!("另一个编号在这里", "the other number"))
                .help(say!("查一查标准原文，改正其中一个", "look the standard up, and mend one of them")),
            );
            break;
        }
    }
}
