//! What kind of answer a question or a field takes, in words, and its closed set of answers.

use super::super::page::Page;
use crate::labels::fill;
use crate::model::{Ask, AskType, Body, Choice, DeclKind, Field, Ident, Range, Ref};

impl Page<'_> {
    /// The title of a question, else that of its field.
    pub(in super::super) fn ask_title(&self, ask: &Ask) -> String {
        let title = ask.title.as_ref().map(|text| self.text(text)).filter(|title| !title.is_empty());
        title.or_else(|| ask.ident.as_ref().map(|ident| self.field_name(ident))).unwrap_or_default()
    }

    /// The title of a field of a record.
    pub(in super::super) fn field_title(&self, field: &Field) -> String {
        let title = field.title.as_ref().map(|text| self.text(text)).filter(|title| !title.is_empty());
        title.unwrap_or_else(|| self.field_name(&field.ident))
    }

    /// What a field is called that has no title where it stands: as the category, the question or the field of a
    /// filled record of that name.
    pub(in super::super) fn field_name(&self, ident: &Ident) -> String {
        if let Some(category) = self.category_named(ident) {
            return self.decl_title(category);
        }
        if let Some(title) = self.ask_meant(ident).and_then(|ask| ask.title.as_ref()) {
            return self.text(title);
        }
        let title = self.filled_field(ident).and_then(|field| field.title.as_ref()).map(|title| self.text(title));
        title.unwrap_or_else(|| ident.name.to_string())
    }

    /// What a field is called within a sentence: a title reads better there than a question.
    pub(in super::super) fn field_said(&self, ident: &Ident) -> String {
        let title = self.filled_fields(ident).into_iter().find_map(|field| field.title.as_ref());
        match title.map(|title| self.text(title)).filter(|title| !title.is_empty()) {
            Some(title) if self.category_named(ident).is_none() => title,
            _ => self.field_name(ident),
        }
    }

    /// The type of a question; that of its category or of its field in a record where it names none.
    pub(in super::super) fn ask_type(&self, ask: &Ask) -> AskType {
        if let Some(ty) = &ask.ty {
            return ty.clone();
        }
        let Some(ident) = &ask.ident else { return AskType::Text };
        if let Some(ty) = self.category_type(ident) {
            return ty;
        }
        let typed = self.filled_field(ident).and_then(|field| field.ty.clone());
        typed.or_else(|| self.ask(&ident.name)?.ty.clone()).unwrap_or(AskType::Text)
    }

    /// The type of a field of a record.
    pub(in super::super) fn field_type(&self, field: &Field) -> AskType {
        if let Some(ty) = &field.ty {
            return ty.clone();
        }
        let asked = || self.ask(&field.ident.name)?.ty.clone();
        self.category_type(&field.ident).or_else(asked).unwrap_or(AskType::Text)
    }

    /// The type of a field that bears the name of a category.
    fn category_type(&self, ident: &Ident) -> Option<AskType> {
        let category = self.category_named(ident)?;
        let parts = category.ident.clone().into_iter().collect();
        Some(AskType::Category(Ref { parts, at: category.head }))
    }

    /// The field of this name in a record that the procedure fills; one with a title or type before one without.
    fn filled_field(&self, ident: &Ident) -> Option<&Field> {
        self.filled_fields(ident).into_iter().max_by_key(|field| field.title.is_some() || field.ty.is_some())
    }

    /// The fields of this name in the records that the procedure fills, or the file that names it.
    fn filled_fields(&self, ident: &Ident) -> Vec<&Field> {
        let mut records = self.project.filled_records(self.module.id);
        if ident.span().file != self.module.id {
            records.extend(self.project.filled_records(ident.span().file));
        }
        let fields = records.into_iter().filter_map(|symbol| match &self.project.decl(symbol)?.body {
            Body::Record(record) => record.fields.iter().find(|field| field.ident.name == ident.name),
            _ => None,
        });
        fields.collect()
    }

    /// The answers to choose from, where they are a closed set.
    pub(in super::super) fn choices(&self, ty: &AskType) -> Vec<String> {
        match ty {
            AskType::YesNo => vec![self.w.value.yes.to_owned(), self.w.value.no.to_owned()],
            AskType::OneOf(choices) => choices.iter().map(|choice| self.choice(choice)).collect(),
            AskType::Category(reference) => self.category_values(reference),
            _ => Vec::new(),
        }
    }

    /// How a value to choose reads.
    pub(in super::super) fn choice(&self, choice: &Choice) -> String {
        let title = choice.title.as_ref().map(|title| self.text(title)).filter(|title| !title.is_empty());
        title.unwrap_or_else(|| choice.ident.name.to_string())
    }

    /// The titles of the values of a category.
    pub(in super::super) fn category_values(&self, reference: &Ref) -> Vec<String> {
        let found = self.project.find_kind(reference.span().file, reference, DeclKind::Category);
        match found.map(|(_, decl)| &decl.body) {
            Some(Body::Category(category)) => {
                category.values.iter().map(|value| self.text(&value.title)).filter(|title| !title.is_empty()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The type of an answer in words.
    pub(in super::super) fn type_words(&self, ty: &AskType) -> String {
        let v = &self.w.value;
        match ty {
            AskType::YesNo => v.yes_no_type.to_owned(),
            AskType::OneOf(_) | AskType::Category(_) => {
                let choices = self.choices(ty);
                if choices.is_empty() { v.text_type.to_owned() } else { fill(v.choice_type, &[&self.list(&choices)]) }
            }
            AskType::Number(None) => v.number_type.to_owned(),
            AskType::Number(Some(range)) => fill(v.number_range, &[&range_words(*range)]),
            AskType::Percent => v.percent_type.to_owned(),
            AskType::Money => v.money_type.to_owned(),
            AskType::Duration => v.duration_type.to_owned(),
            AskType::Date => v.date_type.to_owned(),
            AskType::Text | AskType::Broken => v.text_type.to_owned(),
            AskType::File => v.file_type.to_owned(),
        }
    }
}

/// `0–100`, or `0.0–5.0` where the values have a decimal.
pub(in super::super) fn range_words(range: Range) -> String {
    let decimals = usize::try_from(range.decimals).unwrap_or(0);
    format!("{:.decimals$}–{:.decimals$}", range.least, range.most)
}
