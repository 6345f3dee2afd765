//! What the registry knows of a cited standard.

use rustc_hash::FxHashMap;

use super::standards::{Number, Numbered, agree, by_language};
use crate::rules::Context;
use crate::source::{Registered, Registry};

/// The registry, by number.
#[derive(Default)]
pub(super) struct Known<'p> {
    /// All facts, by number without edition; of a part also under the whole.
    by_stem: FxHashMap<(String, String), Vec<(Number, &'p Registered)>>,
    /// Numbers that were replaced, each with what replaces it.
    replaced: FxHashMap<Number, &'p Registered>,
    by_number: FxHashMap<Number, &'p Registered>,
    /// What adopts a standard without change: it bears the same title, often in another language.
    adopting: FxHashMap<Number, Vec<&'p Registered>>,
}

/// What the registry says to a citation.
pub(super) enum Says<'p> {
    /// Nothing that contradicts it.
    Agrees,
    /// The number is not there; the fact about the nearest that is, another edition or form of it.
    Unknown(Option<&'p Registered>),
    /// The number was looked for and not found.
    NotFound,
    /// It has another title.
    OtherTitle(&'p Registered),
    /// There is no such edition.
    NoEdition(&'p Registered),
    /// It is mandatory: `GB`, not `GB/T`.
    Mandatory(&'p Registered),
    /// Another has taken its place: its number, and since when.
    Superseded(&'p Registered, &'p str, Option<jiff::civil::Date>),
}

impl<'p> Known<'p> {
    pub(super) fn of(registry: &'p Registry) -> Self {
        let mut known = Known::default();
        for entry in &registry.standards {
            let number = Number::of(&entry.number, None);
            let whole = number.series.split('.').next().unwrap_or("").to_owned();
            let mut add = |series: String| {
                known.by_stem.entry((number.issuer.clone(), series)).or_default().push((number.clone(), entry));
            };
            add(number.series.clone());
            if whole != number.series {
                add(whole);
            }
            known.replaced.extend(entry.replaces.iter().map(|old| (Number::of(old, None), entry)));
            if let Some(adopted) = &entry.same_as {
                known.adopting.entry(Number::of(adopted, None)).or_default().push(entry);
            }
            known.by_number.insert(number, entry);
        }
        known
    }

    pub(super) fn says(&self, context: &Context<'p>, cited: &Numbered<'p>) -> Says<'p> {
        let number = cited.number();
        let (issuer, series) = number.stem();
        let facts = |issuer: &str| self.by_stem.get(&(issuer.to_owned(), series.to_owned()));
        let Some(same) = facts(issuer) else {
            let form = if issuer == "GB/T" { facts("GB") } else { None };
            let form = form.and_then(|facts| facts.iter().find(|(fact, _)| is_edition(&number, fact)));
            return match form.or_else(|| facts(&format!("{issuer}/T"))?.first()) {
                Some((fact, entry)) if fact.issuer == "GB" && is_certain(entry) => Says::Mandatory(entry),
                Some((_, entry)) => Says::Unknown(Some(entry)),
                None => self.by_replacement(context, &number).unwrap_or(Says::Unknown(None)),
            };
        };
        let about: Vec<&'p Registered> =
            same.iter().filter(|(fact, _)| is_edition(&number, fact)).map(|(_, entry)| *entry).collect();
        if about.is_empty() {
            return self.other_edition(context, &number, same);
        }
        let certain: Vec<&'p Registered> = about.into_iter().filter(|entry| is_certain(entry)).collect();
        let Some(first) = certain.first() else { return Says::NotFound };
        // Of a standard in parts, the title of one of them will do.
        if certain.iter().all(|entry| self.has_other_title(context, cited, entry)) {
            return Says::OtherTitle(first);
        }
        // Without a year the newest edition is meant: as long as one holds, nothing has taken its place.
        let replaced: Option<Vec<Says<'p>>> = certain.iter().map(|entry| superseded(context, entry)).collect();
        let replaced = replaced.and_then(|all| all.into_iter().next());
        replaced.or_else(|| self.by_replacement(context, &number)).unwrap_or(Says::Agrees)
    }

    fn other_edition(&self, context: &Context<'p>, number: &Number, same: &[(Number, &'p Registered)]) -> Says<'p> {
        let listed = same.iter().map(|(_, entry)| *entry).find(|entry| is_certain(entry) && !entry.editions.is_empty());
        let replaced = self.by_replacement(context, number);
        match (listed, &number.year) {
            (Some(entry), Some(year)) if !entry.editions.contains(year) => Says::NoEdition(entry),
            (Some(entry), _) => superseded(context, entry).or(replaced).unwrap_or(Says::Agrees),
            _ => replaced
                .unwrap_or_else(|| Says::Unknown(same.iter().map(|(_, entry)| *entry).find(|entry| is_certain(entry)))),
        }
    }

    fn by_replacement(&self, context: &Context<'p>, number: &Number) -> Option<Says<'p>> {
        let entry = self.replaced.get(number).filter(|entry| is_certain(entry))?;
        is_past(context, entry.in_force).then(|| Says::Superseded(entry, &entry.number, entry.in_force))
    }

    fn has_other_title(&self, context: &Context<'p>, cited: &Numbered<'p>, entry: &'p Registered) -> bool {
        let Some(title) = &cited.decl.title else { return false };
        let own = by_language(context, cited.file, title);
        let adopted = entry.same_as.as_ref().and_then(|number| self.by_number.get(&Number::of(number, None)));
        let adopting = self.adopting.get(&Number::of(&entry.number, None)).into_iter().flatten();
        let all = std::iter::once(&entry).chain(adopted).chain(adopting);
        let titles = all.flat_map(|entry| &entry.titles).map(|(lang, text)| (lang.as_str(), text.as_str()));
        agree(&own, &titles.collect::<Vec<_>>()) == Some(false)
    }
}

fn is_certain(entry: &Registered) -> bool {
    entry.verified != crate::source::Verified::NotFound
}

/// Whether a fact is about the cited edition; a citation without a year means the one that holds.
fn is_edition(cited: &Number, fact: &Number) -> bool {
    cited.year.is_none() || cited.year == fact.year
}

fn superseded<'p>(context: &Context<'_>, entry: &'p Registered) -> Option<Says<'p>> {
    let by = entry.superseded.as_ref()?;
    is_past(context, by.on).then(|| Says::Superseded(entry, &by.number, by.on))
}

/// Whether a day has come; one that nobody knows has.
fn is_past(context: &Context<'_>, day: Option<jiff::civil::Date>) -> bool {
    day.is_none_or(|day| context.today.is_some_and(|today| day <= today))
}
