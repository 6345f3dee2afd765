//! What every part of a compiled procedure needs: texts in all its languages, ids, values, conditions.

use rustc_hash::{FxHashMap, FxHashSet};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::declared_shape::{Choice, Field, FieldType, Range, Threshold as ThresholdShape};
use super::flow_shape::{Compares, Has, Test};
use super::shape::{Cite, LimitOf, Texts, Value as ValueShape, ValueKind};
use crate::emit::checked::Checked;
use crate::emit::page::Page;
use crate::model::{
    self, Ask, AskType, Body, ClockRef, Common, Cond, Decl, DeclKind, Ident, Literal, Quantity, Ref, Symbol, Text,
    Threshold, Value,
};
use crate::time::Unit;

/// The kinds of declarations that have ids.
const KINDS: [DeclKind; 9] = [
    DeclKind::Role,
    DeclKind::System,
    DeclKind::Channel,
    DeclKind::Calendar,
    DeclKind::Category,
    DeclKind::Param,
    DeclKind::Record,
    DeclKind::Sla,
    DeclKind::Kpi,
];

/// One procedure, read in all languages in which it is compiled.
pub(super) struct Maker<'m, 'p> {
    /// The page of the first language; ids are the same in all.
    pub(super) page: &'m Page<'p>,
    /// What the check of the project came to.
    pub(super) checked: Option<&'m Checked>,
    pages: &'m [Page<'p>],
    ids: FxHashMap<Symbol, String>,
}

impl<'m, 'p> Maker<'m, 'p> {
    /// `None` without a language.
    pub(super) fn new(pages: &'m [Page<'p>], checked: Option<&'m Checked>) -> Option<Self> {
        let page = pages.first()?;
        let mut ids = FxHashMap::default();
        for kind in KINDS {
            let mut taken = FxHashSet::default();
            for (symbol, decl) in page.decls(kind) {
                let name = decl.label().to_owned();
                let path = page.project.module(symbol.file).map_or("", |module| module.path.as_str());
                let id = if taken.contains(&name) { format!("{name}@{path}") } else { name };
                taken.insert(id.clone());
                ids.insert(symbol, id);
            }
        }
        Some(Maker { page, checked, pages, ids })
    }

    /// A phrase in all languages.
    pub(super) fn say(&self, phrase: impl Fn(&Page<'p>) -> String) -> Texts {
        Texts(self.pages.iter().map(|page| (page.lang.tag(), phrase(page))).collect())
    }

    /// A text in all languages, with its line breaks.
    pub(super) fn text(&self, text: &Text) -> Texts {
        self.say(|page| page.raw(text))
    }

    /// A text that may be missing.
    pub(super) fn maybe(&self, text: Option<&Text>) -> Option<Texts> {
        text.map(|text| self.text(text))
    }

    /// Several texts.
    pub(super) fn texts(&self, texts: &[Text]) -> Vec<Texts> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    /// The title of a declaration.
    pub(super) fn title(&self, decl: &Decl) -> Texts {
        self.say(|page| page.decl_title(decl))
    }

    /// The declarations of a kind, with their ids.
    pub(super) fn decls(&self, kind: DeclKind) -> Vec<(Symbol, String, &'p Decl)> {
        let all = self.page.decls(kind).into_iter();
        all.map(|(symbol, decl)| (symbol, self.id_of(symbol, decl), decl)).collect()
    }

    fn id_of(&self, symbol: Symbol, decl: &Decl) -> String {
        self.ids.get(&symbol).cloned().unwrap_or_else(|| decl.label().to_owned())
    }

    /// The id that a name means.
    pub(super) fn id(&self, reference: &Ref) -> String {
        let project = self.page.project;
        match project.find(reference.span().file, reference) {
            Some((symbol, [])) => project.decl(symbol).map(|decl| self.id_of(symbol, decl)),
            _ => None,
        }
        .unwrap_or_else(|| reference.last().to_string())
    }

    /// The ids that names mean.
    pub(super) fn ids(&self, references: &[Ref]) -> Vec<String> {
        references.iter().map(|reference| self.id(reference)).collect()
    }

    /// What a clock counts.
    pub(super) fn clock(&self, clock: &ClockRef) -> String {
        match clock {
            ClockRef::Always => "always".to_owned(),
            ClockRef::Calendar(calendar) => self.id(calendar),
        }
    }

    /// Citations, clause by clause.
    pub(super) fn cites<'c>(&self, cites: impl IntoIterator<Item = &'c model::Cite>) -> Vec<Cite> {
        let mut found = Vec::new();
        for cite in cites {
            let standard = self.id(&cite.standard);
            let clauses = cite.clauses.iter();
            found.extend(clauses.map(|clause| Cite { standard: standard.clone(), clause: clause.name.to_string() }));
        }
        found
    }

    /// The citations in a block.
    pub(super) fn own_cites(&self, common: &Common) -> Vec<Cite> {
        self.cites(&common.cites)
    }

    /// A value; what a parameter has been set to, with its name.
    pub(super) fn value(&self, quantity: &Quantity) -> ValueShape {
        let project = self.page.project;
        let text = self.say(|page| page.quantity(quantity));
        let mut shape =
            ValueShape { text, kind: ValueKind::Open, amount: None, unit: None, parameter: None, table: None };
        if let Some((symbol, _, limit)) = project.table_limit(quantity.span().file, quantity) {
            shape.kind = ValueKind::Table;
            let service_level = project.decl(symbol).map(|decl| self.id_of(symbol, decl)).unwrap_or_default();
            shape.table = Some(LimitOf { service_level, limit: limit.name.to_string() });
            return shape;
        }
        if let Value::Name(reference) = &quantity.value {
            shape.parameter = Some(self.id(reference));
        }
        let (kind, amount, unit) = match project.value(quantity.span().file, quantity) {
            Some(Value::Duration(duration)) => {
                (ValueKind::Duration, Some(duration.amount), Some(unit(duration.unit).to_owned()))
            }
            Some(Value::Number(number)) => (ValueKind::Number, Some(*number), None),
            Some(Value::Percent(share)) => (ValueKind::Percent, Some(*share), None),
            Some(Value::Points(points)) => (ValueKind::Points, Some(*points), None),
            Some(Value::Money(amount, currency)) => (ValueKind::Money, Some(*amount), Some(currency.clone())),
            Some(Value::Date(_)) => (ValueKind::Date, None, None),
            Some(Value::Text(_)) => (ValueKind::Text, None, None),
            Some(Value::Name(_) | Value::Hole(_) | Value::Broken) | None => (ValueKind::Open, None, None),
        };
        ValueShape { kind, amount: amount.map(number), unit, ..shape }
    }

    /// A comparison with a value.
    pub(super) fn threshold(&self, threshold: &Threshold) -> ThresholdShape {
        let sign = threshold.cmp.map(|cmp| cmp.sign().to_owned());
        ThresholdShape { sign, value: self.value(&threshold.value) }
    }

    /// A question.
    pub(super) fn ask(&self, ask: &Ask) -> Field {
        let id = ask.ident.as_ref().map(|ident| ident.name.to_string()).unwrap_or_default();
        let title = self.say(|page| page.ask_title(ask));
        self.typed(id, title, &self.page.ask_type(ask), !ask.optional, &ask.cites)
    }

    /// A field of a record.
    pub(super) fn field(&self, field: &model::Field) -> Field {
        let title = self.say(|page| page.field_title(field));
        self.typed(field.ident.name.to_string(), title, &self.page.field_type(field), true, &field.cites)
    }

    fn typed(&self, id: String, title: Texts, ty: &AskType, required: bool, cites: &[model::Cite]) -> Field {
        let (ty, range, options, category) = match ty {
            AskType::YesNo => (FieldType::YesNo, None, Vec::new(), None),
            AskType::Number(range) => (FieldType::Number, range.as_ref(), Vec::new(), None),
            AskType::Percent => (FieldType::Percent, None, Vec::new(), None),
            AskType::Money => (FieldType::Money, None, Vec::new(), None),
            AskType::Duration => (FieldType::Duration, None, Vec::new(), None),
            AskType::Date => (FieldType::Date, None, Vec::new(), None),
            AskType::File => (FieldType::File, None, Vec::new(), None),
            AskType::Text | AskType::Broken => (FieldType::Text, None, Vec::new(), None),
            AskType::OneOf(choices) => {
                let choice = |choice: &model::Choice| Choice {
                    id: choice.ident.name.to_string(),
                    title: self.say(|page| page.choice(choice)),
                };
                (FieldType::Choice, None, choices.iter().map(choice).collect(), None)
            }
            AskType::Category(category) => (FieldType::Choice, None, self.values_of(category), Some(self.id(category))),
        };
        let range =
            range.map(|range| Range { least: number(range.least), most: number(range.most), decimals: range.decimals });
        Field { id, title, ty, range, options, category, required, cites: self.cites(cites) }
    }

    fn values_of(&self, category: &Ref) -> Vec<Choice> {
        let found = self.page.project.find_kind(category.span().file, category, DeclKind::Category);
        match found.map(|(_, decl)| &decl.body) {
            Some(Body::Category(category)) => self.values(category),
            _ => Vec::new(),
        }
    }

    /// The values of a category.
    pub(super) fn values(&self, category: &model::Category) -> Vec<Choice> {
        let named = category.values.iter().filter_map(|value| Some((value.ident.as_ref()?, &value.title)));
        named.map(|(ident, title)| Choice { id: ident.name.to_string(), title: self.text(title) }).collect()
    }

    /// A condition as a tree.
    pub(super) fn test(&self, cond: &Cond) -> Test {
        match cond {
            Cond::Any(parts) => Test::Any(parts.iter().map(|part| self.test(part)).collect()),
            Cond::All(parts) => Test::All(parts.iter().map(|part| self.test(part)).collect()),
            Cond::Is(is) => {
                let values = is.values.iter().map(|value| self.literal(value)).collect();
                let has = Has { field: is.field.to_string(), values };
                if is.not { Test::IsNot(has) } else { Test::Is(has) }
            }
            Cond::Compare(compare) => Test::Compares(Compares {
                field: compare.field.to_string(),
                sign: compare.cmp.sign().to_owned(),
                value: self.value(&compare.value),
            }),
            Cond::Broken => Test::Unreadable,
        }
    }

    fn literal(&self, literal: &Literal) -> String {
        match literal {
            Literal::Yes(_) => "yes".to_owned(),
            Literal::No(_) => "no".to_owned(),
            Literal::Name(Ident { name, .. }) => name.to_string(),
            Literal::Text(text, _) => text.clone(),
            Literal::Quantity(quantity) => self.page.quantity(quantity),
        }
    }
}

fn number(number: Decimal) -> f64 {
    number.to_f64().unwrap_or(f64::NAN)
}

/// The unit as the schema names it.
fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => "s",
        Unit::Minutes => "min",
        Unit::Hours => "h",
        Unit::Days => "d",
        Unit::Weeks => "weeks",
        Unit::WorkingHours => "working_hours",
        Unit::WorkingDays => "working_days",
        Unit::Months => "months",
        Unit::Years => "years",
    }
}
