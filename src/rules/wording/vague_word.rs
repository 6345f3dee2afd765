//! A word that leaves open what a clause of the language would say.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::words::{Term, Words};
use crate::labels::{Lang, Say};
use crate::model::{Body, NodeKind, Owner, TextKind, TextUse};
use crate::rules::pieces::each_text;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "vague-word",
    code: "S02",
    group: Group::Wording,
    severity: Severity::Warning,
    page: include_str!("vague_word.md"),
};

/// A vague word.
struct Vague {
    term: Term,
    /// Its language; a word of the project counts in every text.
    lang: Option<Lang>,
    /// The clause that replaces it, by its name in the list.
    clause: &'static str,
}

static LIST: LazyLock<Vec<Vague>> = LazyLock::new(|| {
    let word = |line: &'static str| {
        let mut cells = line.strip_prefix("word\t")?.split('\t');
        let (lang, word, clause) = (cells.next()?, cells.next()?, cells.next()?);
        let unless = cells.next().into_iter().flat_map(|longer| longer.split(',')).map(str::to_owned).collect();
        Some(Vague { term: Term::new(word, unless), lang: Lang::of_tag(lang), clause })
    };
    include_str!("vague.tsv").lines().filter_map(word).collect()
});

/// What a text must hold for a word of the list to stand in it: most texts hold nothing of it, and are not read further.
static SEEDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let seeds = LIST.iter().map(|vague| vague.term.seed());
    AhoCorasick::builder().ascii_case_insensitive(true).build(seeds).ok()
});

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let allowed = context.set_words(&INFO, "allow");
    let added = context.set_words(&INFO, "add");
    let is_new = |word: &&String| !LIST.iter().any(|vague| word.eq_ignore_ascii_case(&vague.term.written));
    let own = |word: &String| Vague { term: Term::new(word, Vec::new()), lang: None, clause: "how" };
    let own: Vec<Vague> = added.iter().filter(is_new).map(own).collect();
    let is_wanted = |vague: &&Vague| !allowed.iter().any(|word| word.eq_ignore_ascii_case(&vague.term.written));
    let list: Vec<&Vague> = own.iter().chain(LIST.iter()).filter(is_wanted).collect();
    each_text(context, |_, used, pieces| {
        if !binds(used) {
            return;
        }
        // What one language says vaguely, its translation does too: one finding for each clause that is missing.
        let mut told: Vec<&str> = Vec::new();
        for piece in pieces {
            if own.is_empty() && SEEDS.as_ref().is_some_and(|seeds| !seeds.is_match(piece.text)) {
                continue;
            }
            let read = Words::of(piece.text);
            for vague in &list {
                let speaks = vague.lang.is_none() || vague.lang == piece.lang();
                if !speaks || told.contains(&vague.clause) || is_answered(used, vague.clause) {
                    continue;
                }
                let Some(at) = vague.term.find(&read) else { continue };
                told.push(vague.clause);
                let word = piece.text.get(at.clone()).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
                let finding = INFO.at(piece.place(at), say!("`{word}` 说得含糊", "`{word}` is vague"));
                out.push(finding.cause(used.text.span()).help(advice(used, vague.clause)));
            }
        }
    });
}

/// Whether a text tells people what to do or when something holds. Reasons and remarks, aims, questions and what other
/// documents say may be vague.
fn binds(used: &TextUse<'_>) -> bool {
    match used.kind {
        TextKind::Do
        | TextKind::Warning
        | TextKind::Pause
        | TextKind::Event
        | TextKind::Answer
        | TextKind::Duty
        | TextKind::Definition
        | TextKind::Conduct => true,
        TextKind::Title => match used.owner {
            // The title of an `each` names what is listed: which those are, the person says there.
            Owner::Node(node) => !matches!(node.kind, NodeKind::Each { .. }),
            Owner::Branch(_) => true,
            Owner::Decl(decl) => matches!(decl.body, Body::Routine(_)),
            Owner::File | Owner::Control(_) | Owner::Flow => false,
        },
        _ => false,
    }
}

/// Whether the construct itself says what the word leaves open: a routine says how often.
fn is_answered(used: &TextUse<'_>, clause: &str) -> bool {
    matches!(used.owner, Owner::Decl(decl) if matches!(decl.body, Body::Routine(_))) && clause == "often"
}

fn advice(used: &TextUse<'_>, clause: &str) -> Say {
    if clause == "soon" && matches!(used.owner, Owner::Node(node) if !node.work.limits.is_empty()) {
        return say!(
            "`within` 已经写明时限，删去这个词；若要求更快，另写一步，写上它自己的 `within`",
            "`within` says how soon: leave the word out; if this must be sooner, make it a step with its own `within`"
        );
    }
    let line = |line: &'static str| {
        let mut cells = line.strip_prefix("clause\t")?.split('\t');
        (cells.next()? == clause).then_some(())?;
        Some(Say { zh: cells.next()?.to_owned(), en: cells.next()?.to_owned() })
    };
    include_str!("vague.tsv").lines().find_map(line).unwrap_or_default()
}
