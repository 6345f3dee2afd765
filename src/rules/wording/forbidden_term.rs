//! A word that the project replaces by another.

use super::words::{Term, Words};
use crate::labels::Lang;
use crate::model::{Body, Owner, TextKind};
use crate::rules::pieces::{each_text, is_han};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "forbidden-term",
    code: "S07",
    group: Group::Wording,
    severity: Severity::Warning,
    page: include_str!("forbidden_term.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(pairs) = context.set_pairs(&INFO, "replace") else { return };
    // The word may be a part of the one that replaces it: 投诉 in 客户投诉.
    let terms: Vec<(Term, &String)> =
        pairs.iter().map(|(word, by)| (Term::new(word, vec![by.to_ascii_lowercase()]), by)).collect();
    each_text(context, |_, used, pieces| {
        // The titles and clauses of standards are other people's words.
        let is_quoted = used.kind == TextKind::Clause
            || matches!(used.owner, Owner::Decl(decl) if matches!(decl.body, Body::Standard(_)));
        if is_quoted {
            return;
        }
        for piece in pieces {
            let read = Words::of(piece.text);
            for (term, by) in &terms {
                // A Chinese word that stands in a Japanese text is another word.
                if term.written.contains(is_han) && piece.lang() != Some(Lang::Zh) {
                    continue;
                }
                let Some(at) = term.find(&read) else { continue };
                let word = &term.written;
                out.push(
                    INFO.at(
                        piece.place(at),
                        say!("本项目不用 `{word}` 这个词", "this project does not use the word `{word}`"),
                    )
                    .help(say!("写 `{by}`", "write `{by}`")),
                );
            }
        }
    });
}
