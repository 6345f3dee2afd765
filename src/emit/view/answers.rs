//! What is written down at a step: answers, categories, forms.

use serde::Serialize;

use super::super::page::Page;
use super::super::phrase::range_words;
use super::work::each_work;
use crate::labels::fill;
use crate::model::{Ask, AskType, Body, DeclKind, Name, Record, Ref};

/// A question with its kind of answer.
#[derive(Debug, Serialize)]
pub(in super::super) struct AskView {
    title: String,
    choices: Vec<String>,
    /// The range, where the title does not tell it.
    range: String,
    /// What stands between question and answer.
    after: &'static str,
    /// The kind of answer behind the title: behind a question in brackets, else behind a colon.
    told: String,
}

/// A form to fill in.
#[derive(Debug, Serialize)]
pub(in super::super) struct FillView {
    text: String,
    /// The fields that no step asks or decides, behind a colon.
    more: String,
}

pub(super) fn ask_view(page: &Page<'_>, ask: &Ask) -> AskView {
    let ty = page.ask_type(ask);
    let title = page.ask_title(ask);
    let range = match ty {
        AskType::Number(Some(range)) => {
            // Many a title says the range itself; twice on one line it would only confuse.
            let told = title.contains(&range.least.to_string()) && title.contains(&range.most.to_string());
            if told { String::new() } else { fill(page.w.signs.paren, &[&range_words(range)]) }
        }
        AskType::Percent => fill(page.w.signs.paren, &["%"]),
        _ => String::new(),
    };
    // Behind a question mark a colon would be one sign too many.
    let after = if title.ends_with(['?', '？']) { " " } else { page.w.signs.colon };
    let (title, after) = match ask.optional {
        true => (format!("{title}{}", page.w.step.optional), page.w.signs.colon),
        false => (title, after),
    };
    let answer = page.type_words(&ty);
    // A list of choices ends in brackets of its own.
    let listed = matches!(ty, AskType::OneOf(_) | AskType::Category(_));
    let told = if after == " " && !listed { fill(page.w.signs.paren, &[&answer]) } else { format!("{after}{answer}") };
    AskView { title, choices: page.choices(&ty), range, after, told }
}

/// A category that is decided at a step.
pub(super) fn set_view(page: &Page<'_>, category: &Ref) -> AskView {
    let found = page.project.find_kind(category.span().file, category, DeclKind::Category);
    let ty = found.map_or(AskType::Text, |_| AskType::Category(category.clone()));
    let after = page.w.signs.colon;
    AskView {
        title: fill(page.w.step.sets, &[&page.title(category)]),
        choices: page.choices(&ty),
        range: String::new(),
        after,
        told: format!("{after}{}", page.type_words(&ty)),
    }
}

pub(super) fn fill_view(page: &Page<'_>, reference: &Ref) -> FillView {
    let found = page.project.find_kind(reference.span().file, reference, DeclKind::Record);
    let record: Option<&Record> = found.and_then(|(_, decl)| match &decl.body {
        Body::Record(record) => Some(record),
        _ => None,
    });
    // What one step asks is written there, not at every other step that fills the same form.
    let asked = |name: &Name| {
        let mut found = false;
        each_work(page, &mut |_, work| {
            found |= work.asks().any(|ask| ask.ident.as_ref().is_some_and(|ident| ident.name == *name));
            found |= work.sets.iter().any(|set| set.last() == name);
        });
        found
    };
    // What no step asks is known when the form is filled in for the last time.
    let mut last = None;
    each_work(page, &mut |_, work| {
        let same = |other: &&Ref| {
            let other = page.project.find_kind(other.span().file, other, DeclKind::Record);
            found.is_some_and(|(symbol, _)| other.is_some_and(|(other, _)| other == symbol))
        };
        last = work.fills.iter().rfind(same).map(|fill| fill.at).or(last);
    });
    let record = record.filter(|_| last.is_none_or(|last| last == reference.at));
    let fields = record.into_iter().flat_map(|record| &record.fields).filter(|field| !asked(&field.ident.name));
    let fields: Vec<String> = fields.map(|field| page.field_title(field)).collect();
    let text = fill(page.w.step.fills, &[&fill(page.w.signs.book, &[&page.title(reference)])]);
    let more = if fields.is_empty() { String::new() } else { format!("{}{}", page.w.signs.colon, page.list(&fields)) };
    FillView { text, more }
}
