//! The line of an approval: where it goes, how it is written, and that nothing else changes by it.

use super::super::check::edited;
use super::super::refusal::Refusal;
use crate::labels::Lang;
use crate::model::{Approval, Module, Status, Text, Translation, lower};
use crate::say;
use crate::source::{Place, Span};
use crate::syntax::fmt::{self, Options};
use crate::syntax::{Kind, Node, keywords, parse};

/// A piece of the text, and what stands there instead.
pub(super) type Edit = (Span, String);

/// The meaning of an approval: one text for each language.
pub(super) fn meaning(given: &[String], languages: &[&str]) -> Result<Option<Text>, Refusal> {
    let mut texts = given.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let Some(source) = texts.next() else { return Ok(None) };
    let translations: Vec<Translation> = languages
        .iter()
        .skip(1)
        .zip(texts)
        .map(|(lang, text)| Translation { lang: (*lang).to_owned(), lang_at: Place::default(), text })
        .collect();
    if given.len() != languages.len().max(1) {
        let listed = if languages.is_empty() { "1".to_owned() } else { languages.join(", ") };
        return Err(Refusal(say!(
            "`--meaning` 每种语言写一次，依次为：{listed}",
            "`--meaning` is given once for each language, in this order: {listed}"
        )));
    }
    Ok(Some(Text { source, translations, at: Place::default() }))
}

/// What releases a draft: the word behind `status`.
pub(super) fn release(module: &Module) -> Option<Edit> {
    let clause = head(module)?.children().filter(|clause| clause.kind() == Kind::status_c).last()?;
    let word = clause.child(Kind::kw_draft)?;
    Some((span(module, word.start(), word.end()), spelled(Kind::kw_st_approved, lang_of(word)).to_owned()))
}

/// The new line: behind the last approval, else behind who wrote and who answers for the document.
pub(super) fn approval(module: &Module, approval: &Approval) -> Result<Edit, Refusal> {
    let clauses: Vec<Node<'_>> = head(module).into_iter().flat_map(Node::children).collect();
    let last = |kinds: &[Kind]| clauses.iter().rev().find(|clause| kinds.contains(&clause.kind())).copied();
    let anchor = last(&[Kind::approved_c])
        .or_else(|| last(&[Kind::owner_c, Kind::author_c]))
        .or_else(|| last(&[Kind::status_c]));
    let Some(anchor) = anchor else { return Err(changed(module)) };
    let words = words(approval, lang_of(anchor)).ok_or_else(|| {
        Refusal(say!(
            "`--as` 或 `--meaning` 为空，或引号太多",
            "`--as` or `--meaning` is empty, or has too many sorts of quotes"
        ))
    })?;
    let (before, behind) = module.source.text().split_at_checked(anchor.end() as usize).unwrap_or_default();
    let rest = behind.split('\n').next().unwrap_or_default();
    // A comment belongs to the line that it ends.
    let alone = matches!(rest.trim_start().chars().next(), None | Some('#' | '＃'));
    if !alone {
        return Ok((span(module, anchor.end(), anchor.end()), format!("  {words}")));
    }
    let line_end = if rest.ends_with('\r') { "\r\n" } else { "\n" };
    let start = before.get(..anchor.start() as usize).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
    let line = before.get(start..).unwrap_or_default();
    let indent = line.get(..line.len() - line.trim_start().len()).unwrap_or_default();
    let at = anchor.end() + u32::try_from(rest.trim_end_matches('\r').len()).unwrap_or(0);
    Ok((span(module, at, at), format!("{line_end}{indent}{words}")))
}

/// The edits as they stand in the text, one after the other.
pub(super) fn in_order(release: Vec<Edit>, line: Option<Edit>) -> Vec<Edit> {
    let mut edits = release;
    edits.extend(line);
    edits.sort_by_key(|(at, _)| at.start);
    edits
}

/// The text with these edits, in its one form if it was in that. It must say what it said, and this approval.
pub(super) fn written(module: &Module, edits: &[Edit], new: Option<&Approval>) -> Result<String, Refusal> {
    let before = module.source.text();
    let release = release(module).is_some_and(|edit| edits.contains(&edit));
    let mut text = edited(before, edits);
    let formatted = |text: &str| fmt::format(text, &Options::default()).ok();
    if formatted(before).is_some_and(|formatted| formatted == before)
        && let Some(formatted) = formatted(&text)
    {
        text = formatted;
    }
    let mut expected = module.file.clone();
    if let Some(head) = &mut expected.head {
        head.approvals.extend(new.cloned());
        if release {
            head.status = Some((Status::Approved, Place::default()));
        }
    }
    if lower(module.id, &parse(&text).tree, &text) == expected { Ok(text) } else { Err(changed(module)) }
}

/// The refusal to write what would be read otherwise than meant.
pub(super) fn changed(module: &Module) -> Refusal {
    let name = module.source.name();
    Refusal(say!(
        "批准无法写进 `{name}` 的文件头，文件没有改动：先用 `sop fmt` 整理",
        "the approval cannot be written into the head of `{name}`, which is as it was: bring it into form with `sop fmt` first"
    ))
}

/// The clause as it is written; `None` where a text of it cannot be.
fn words(approval: &Approval, lang: Lang) -> Option<String> {
    let word = |kind| spelled(kind, lang);
    let mut words = format!("{} {}", word(Kind::kw_approved_by), approval.by);
    if let Some(person) = &approval.person {
        words.push_str(&format!(" {}", quoted(person)?));
    }
    if let Some(on) = approval.on {
        words.push_str(&format!(" {} {on}", word(Kind::kw_on_date)));
    }
    if let Some(meaning) = &approval.meaning {
        words.push_str(&format!(" {} {}", word(Kind::kw_meaning), quoted(&meaning.source)?));
        for other in &meaning.translations {
            words.push_str(&format!(" {} {}", other.lang, quoted(&other.text)?));
        }
    }
    if let Some(hash) = &approval.of {
        words.push_str(&format!(" {} {}", word(Kind::kw_of_hash), quoted(hash)?));
    }
    Some(words)
}

/// A text between quotes that it does not hold itself.
fn quoted(text: &str) -> Option<String> {
    let free = [('"', '"'), ('“', '”'), ('「', '」')].into_iter().find(|(open, close)| !text.contains([*open, *close]));
    let (open, close) = free.filter(|_| !text.is_empty())?;
    Some(format!("{open}{text}{close}"))
}

fn head(module: &Module) -> Option<Node<'_>> {
    module.parsed.tree.root(module.source.text()).child(Kind::sop_decl)
}

fn spelled(kind: Kind, lang: Lang) -> &'static str {
    keywords::of(kind).map_or("", |keyword| keyword.spelling(lang, false))
}

/// The language of the keyword with which a clause begins.
fn lang_of(clause: Node<'_>) -> Lang {
    let first = clause.leaves().next();
    if first.is_some_and(|word| word.text().is_ascii()) { Lang::En } else { Lang::Zh }
}

fn span(module: &Module, start: u32, end: u32) -> Span {
    Span::new(module.id, start, end)
}
