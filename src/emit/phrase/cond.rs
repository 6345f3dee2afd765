//! Conditions in words.

use super::super::page::Page;
use super::value::sign;
use crate::labels::{Lang, fill};
use crate::model::{AskType, Body, Cond, DeclKind, Ident, Is, Literal, Ref};

impl Page<'_> {
    /// A condition in words, such as `优先级为“紧急”`.
    pub(in super::super) fn cond(&self, cond: &Cond) -> String {
        let v = &self.w.value;
        match cond {
            Cond::Any(parts) => self.joined(parts, v.cond_or),
            Cond::All(parts) => self.joined(parts, v.cond_and),
            Cond::Is(is) => self.is(is),
            Cond::Compare(compare) => {
                let (field, value) = (self.field(&compare.field), self.quantity(&compare.value));
                fill(v.compare, &[&field, sign(compare.cmp), &value])
            }
            Cond::Broken => self.w.blank.unreadable.to_owned(),
        }
    }

    /// A condition before another word. Chinese sets a blank between a figure and a character.
    pub(in super::super) fn cond_before_word(&self, cond: &Cond) -> String {
        let words = self.cond(cond);
        let figure = words.ends_with(|sign: char| sign.is_ascii_alphanumeric() || sign == '%');
        if self.lang == Lang::Zh && figure { format!("{words} ") } else { words }
    }

    /// The answer that a condition asks for, where question or category stand beside it, such as `是` or `< 70%`.
    pub(in super::super) fn cond_alone(&self, cond: &Cond) -> Option<String> {
        match cond {
            Cond::Is(is) if !is.not => {
                let ty = self.project.field(is.field.span().file, &is.field).map(|field| field.ty);
                let values: Vec<String> = is.values.iter().map(|value| self.answer(value, ty.as_ref())).collect();
                Some(self.list(&values))
            }
            Cond::Compare(compare) => Some(format!("{} {}", sign(compare.cmp), self.quantity(&compare.value))),
            _ => None,
        }
    }

    /// A field by itself: a category by its title, a question as it is asked.
    pub(in super::super) fn field_alone(&self, reference: &Ref) -> String {
        match self.project.find_kind(reference.span().file, reference, DeclKind::Category) {
            Some((_, category)) => self.decl_title(category),
            None => reference.parts.last().map(|ident| self.field_name(ident)).unwrap_or_default(),
        }
    }

    fn joined(&self, parts: &[Cond], word: &str) -> String {
        let part = |part: &Cond| match part {
            // Brackets, so that nobody has to know what binds more strongly.
            Cond::Any(_) | Cond::All(_) => fill(self.w.signs.paren, &[&self.cond(part)]).trim().to_owned(),
            _ => self.cond(part),
        };
        parts.iter().map(part).collect::<Vec<_>>().join(word)
    }

    fn is(&self, is: &Is) -> String {
        let v = &self.w.value;
        let file = is.field.span().file;
        let ty = self.project.field(file, &is.field).map(|field| field.ty);
        let values: Vec<String> = is.values.iter().map(|value| self.literal(value, ty.as_ref())).collect();
        let (pattern, last) = if is.not { (v.is_not, v.nor_value) } else { (v.is, v.or_value) };
        fill(pattern, &[&self.field(&is.field), &self.list_with(&values, last)])
    }

    fn literal(&self, literal: &Literal, ty: Option<&AskType>) -> String {
        let answer = self.answer(literal, ty);
        if matches!(literal, Literal::Quantity(_)) { answer } else { self.quote(&answer) }
    }

    fn answer(&self, literal: &Literal, ty: Option<&AskType>) -> String {
        match literal {
            Literal::Yes(_) => self.w.value.yes.to_owned(),
            Literal::No(_) => self.w.value.no.to_owned(),
            Literal::Name(name) => self.value_title(name, ty),
            Literal::Text(text, _) => super::super::flatten::flatten(text),
            Literal::Quantity(quantity) => self.quantity(quantity),
        }
    }

    fn value_title(&self, name: &Ident, ty: Option<&AskType>) -> String {
        let title = match ty {
            Some(AskType::Category(category)) => self.category_value(category, name),
            Some(AskType::OneOf(choices)) => {
                choices.iter().find(|choice| choice.ident == *name).map(|choice| self.choice(choice))
            }
            _ => None,
        };
        title.unwrap_or_else(|| name.name.to_string())
    }

    /// The title of a value of a category.
    pub(in super::super) fn category_value(&self, category: &Ref, name: &Ident) -> Option<String> {
        let (_, decl) = self.project.find_kind(category.span().file, category, DeclKind::Category)?;
        let Body::Category(category) = &decl.body else { return None };
        let is_it = |ident: &Option<Ident>| ident.as_ref().is_some_and(|ident| ident.name == name.name);
        let value = category.values.iter().find(|value| is_it(&value.ident))?;
        Some(self.text(&value.title)).filter(|title| !title.is_empty())
    }

    /// A field within a sentence: a category by its title, a question between quotation marks.
    pub(in super::super) fn field(&self, reference: &Ref) -> String {
        let file = reference.span().file;
        if let Some((_, category)) = self.project.find_kind(file, reference, DeclKind::Category) {
            let title = self.decl_title(category);
            return fill(self.w.value.category, &[&self.said(&title)]);
        }
        if let Some((symbol, [name])) = self.project.find(file, reference)
            && let Some(decl) = self.project.decl(symbol)
            && let Body::Record(record) = &decl.body
        {
            let field = record.fields.iter().find(|field| field.ident.name == name.name);
            let title = field.map_or_else(|| name.name.to_string(), |field| self.field_title(field));
            return fill(self.w.value.field_of, &[&fill(self.w.signs.book, &[&self.decl_title(decl)]), &title]);
        }
        match reference.parts.as_slice() {
            [one] => self.quote(&self.field_said(one)),
            _ => self.quote(&reference.to_string()),
        }
    }
}
