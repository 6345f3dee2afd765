//! A source text that changed since the earlier version, with a translation that did not.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Owner, Project, Text, TextKind, TextUse, texts};
use crate::rules::figures::{Figure, Sure, figures};
use crate::rules::pieces::each_text;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "stale-translation",
    code: "L02",
    group: Group::Languages,
    severity: Severity::Warning,
    page: include_str!("stale_translation.md"),
};

/// What a text is for which construct of which file. Several texts may share one, such as the boxes of a step.
type Key<'p> = (&'p str, &'static str, &'p str, TextKind, Option<&'p str>);

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(before) = context.before else { return };
    let earlier = Earlier::of(before);
    each_text(context, |module, used, pieces| {
        let key = key(&module.path, used);
        // Unchanged, or only moved among its like.
        if earlier.sources.contains(&(key, letters(&used.text.source))) {
            return;
        }
        for piece in pieces.iter().skip(1) {
            let Some(old) = earlier.translations.get(&(key, piece.tag, letters(piece.text))) else { continue };
            if has_come_right(&old.source, &used.text.source, piece.text) {
                continue;
            }
            let (lang, was) = (piece.tag, short(&old.source));
            out.push(
                INFO.at(
                    piece.at,
                    say!("原文改了，`{lang}` 译文没有改", "the source changed and the `{lang}` translation did not"),
                )
                .cause(used.text.span())
                .help(say!("原文以前是 `{was}`", "the source was `{was}` before")),
            );
        }
    });
}

/// The texts of the earlier version.
#[derive(Default)]
struct Earlier<'p> {
    sources: FxHashSet<(Key<'p>, String)>,
    translations: FxHashMap<(Key<'p>, &'p str, String), &'p Text>,
}

impl<'p> Earlier<'p> {
    fn of(project: &'p Project) -> Self {
        let mut earlier = Earlier::default();
        for module in &project.modules {
            for used in texts(&module.file) {
                let key = key(&module.path, &used);
                earlier.sources.insert((key, letters(&used.text.source)));
                for other in &used.text.translations {
                    let place = (key, other.lang.as_str(), letters(&other.text));
                    earlier.translations.entry(place).or_insert(used.text);
                }
            }
        }
        earlier
    }
}

fn key<'p>(path: &'p str, used: &TextUse<'p>) -> Key<'p> {
    let (owner, name) = match used.owner {
        Owner::File => ("file", ""),
        Owner::Flow => ("flow", ""),
        Owner::Control(_) => ("control", ""),
        Owner::Decl(decl) => ("declaration", decl.label()),
        Owner::Node(node) => ("node", node.label()),
        Owner::Branch(branch) => ("branch", branch.ident.as_ref().map_or("", |ident| ident.name.as_str())),
    };
    (path, owner, name, used.kind, used.item)
}

/// What a text says without its signs, blanks and capitals: to mend those needs no new translation.
fn letters(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_same(one: &str, other: &str) -> bool {
    letters(one) == letters(other)
}

/// Whether the change only brought the figures of the source to those that the translation had all the time.
fn has_come_right(old: &str, new: &str, translation: &str) -> bool {
    let read = |text: &str| -> Vec<Figure> {
        figures(text).into_iter().filter(|figure| figure.sure != Sure::Doubtful).collect()
    };
    let amounts =
        |figures: &[Figure]| -> Vec<_> { figures.iter().map(|figure| (figure.kind, figure.amount)).collect() };
    let (was, is, says) = (read(old), read(new), read(translation));
    let outside = |text: &str, figures: &[Figure]| {
        let mut rest = text.to_owned();
        figures
            .iter()
            .rev()
            .filter(|figure| !figure.in_range)
            .for_each(|figure| rest.replace_range(figure.at.clone(), ""));
        rest
    };
    !is.is_empty()
        && amounts(&is) == amounts(&says)
        && amounts(&was) != amounts(&says)
        && is_same(&outside(old, &was), &outside(new, &is))
}

/// The beginning of a text for a message of one line.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(40).collect();
    if cut.len() < line.len() { format!("{cut}…") } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_that_comes_to_agree_needs_no_new_translation() {
        let answer = "Answer within 48 hours";
        assert!(has_come_right("24 小时内答复", "48 小时内答复", answer));
        assert!(!has_come_right("48 小时内答复", "24 小时内答复", answer));
        assert!(!has_come_right("24 小时内答复", "48 小时内书面答复", answer));
        assert!(!has_come_right("尽快答复", "尽快书面答复", "Answer"));
    }

    #[test]
    fn signs_and_blanks_are_no_change() {
        assert!(is_same("核对身份，登记。", "核对身份、登记"));
        assert!(is_same("Check the Order", "check  the order"));
        assert!(!is_same("核对身份", "核对身份证"));
    }
}
