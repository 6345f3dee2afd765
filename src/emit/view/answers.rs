//! What is written down at a step: answers, categories, forms.

use serde::Serialize;

use super::super::page::Page;
use super::super::phrase::range_words;
use crate::labels::fill;
use crate::model::{Ask, AskType, Body, DeclKind, Record, Ref, Work};

/// A question with its kind of answer.
#[derive(Debug, Serialize)]
pub(in super::super) struct AskView {
    title: String,
    /// What kind of answer.
    answer: String,
    choices: Vec<String>,
    /// The range, where the title does not tell it.
    range: String,
    /// What stands between question and answer.
    after: &'static str,
}

/// A form to fill in.
#[derive(Debug, Serialize)]
pub(in super::super) struct FillView {
    text: String,
    /// The fields that are not asked at the step itself, behind a colon.
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
    AskView { title, answer: page.type_words(&ty), choices: page.choices(&ty), range, after }
}

/// A category that is decided at a step.
pub(super) fn set_view(page: &Page<'_>, category: &Ref) -> AskView {
    let found = page.project.find_kind(category.span().file, category, DeclKind::Category);
    let ty = found.map_or(AskType::Text, |_| AskType::Category(category.clone()));
    AskView {
        title: fill(page.w.step.sets, &[&page.title(category)]),
        answer: page.type_words(&ty),
        choices: page.choices(&ty),
        range: String::new(),
        after: page.w.signs.colon,
    }
}

pub(super) fn fill_view(page: &Page<'_>, reference: &Ref, work: &Work) -> FillView {
    let found = page.project.find_kind(reference.span().file, reference, DeclKind::Record);
    let record: Option<&Record> = found.and_then(|(_, decl)| match &decl.body {
        Body::Record(record) => Some(record),
        _ => None,
    });
    let asked = |name: &crate::model::Name| {
        let questions = work.asks().any(|ask| ask.ident.as_ref().is_some_and(|ident| ident.name == *name));
        questions || work.sets.iter().any(|set| set.last() == name)
    };
    let fields = record.into_iter().flat_map(|record| &record.fields).filter(|field| !asked(&field.ident.name));
    let fields: Vec<String> = fields.map(|field| page.field_title(field)).collect();
    let text = fill(page.w.step.fills, &[&fill(page.w.signs.book, &[&page.title(reference)])]);
    let more = if fields.is_empty() { String::new() } else { format!("{}{}", page.w.signs.colon, page.list(&fields)) };
    FillView { text, more }
}
