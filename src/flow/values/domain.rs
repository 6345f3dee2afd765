//! The variables of a flow and the atoms of each.

use rust_decimal::Decimal;

use super::assigned::FieldHere;
use super::{Atoms, UNSET};
use crate::flow::graph::Graph;
use crate::flow::measure::{Measure, figure};
use crate::model::{AskType, Cond, Guard, Name, NodeKind, Project, Range, Ref, Trigger, Value};
use crate::source::FileId;
use crate::time::Reckoning;

/// More atoms than this and nothing is concluded about a variable.
const MOST_ATOMS: usize = 120;

/// A field or category that conditions read.
#[derive(Debug, Clone)]
pub struct Variable<'m> {
    /// Its name: the last part of the references to it.
    pub name: &'m Name,
    /// Its values.
    pub domain: Domain,
    /// What its numbers count.
    pub measure: Measure,
    /// What it is to the nodes of the flow. What a shared file declares, the procedures of a case have in common.
    pub field: FieldHere<'m>,
}

impl<'m> Variable<'m> {
    /// One that no condition of the flow reads; of its value nothing is known but whether there is one.
    pub(super) fn unread(field: FieldHere<'m>) -> Variable<'m> {
        Variable { name: field.name, domain: Domain::Open, measure: Measure::Plain, field }
    }
}

/// The values of a variable.
#[derive(Debug, Clone, PartialEq)]
pub enum Domain {
    /// A closed set: the values of a category, of a choice, or yes and no.
    Names(Vec<Name>),
    /// Yes or no.
    YesNo,
    /// Numbers, by one example of each stretch that conditions cannot tell apart, ascending.
    Numbers(Vec<Decimal>),
    /// Texts: those that conditions name, and one more for every other.
    Texts(Vec<String>),
    /// Anything else; one atom stands for all of it, and no comparison is decided.
    Open,
}

/// One atom in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Atom {
    /// Not set.
    Unset,
    /// A value of a closed set.
    Name(Name),
    /// Yes or no.
    YesNo(bool),
    /// A number; a day is the number that `day` gives it.
    Number(Decimal),
    /// A text that a condition names.
    Text(String),
    /// A text that no condition names.
    OtherText,
    /// Any value.
    Any,
}

impl Domain {
    /// How many atoms there are beside "not set".
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Domain::Names(names) => names.len(),
            Domain::YesNo => 2,
            Domain::Numbers(numbers) => numbers.len(),
            Domain::Texts(texts) => texts.len() + 1,
            Domain::Open => 1,
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The set of all values, without "not set".
    #[must_use]
    pub fn all(&self) -> Atoms {
        ((1 << (self.len() + 1)) - 1) & !UNSET
    }

    /// An atom by its bit.
    #[must_use]
    pub fn atom(&self, bit: usize) -> Atom {
        let Some(index) = bit.checked_sub(1) else { return Atom::Unset };
        match self {
            Domain::Names(names) => names.get(index).cloned().map_or(Atom::Any, Atom::Name),
            Domain::YesNo => Atom::YesNo(index == 0),
            Domain::Numbers(numbers) => numbers.get(index).copied().map_or(Atom::Any, Atom::Number),
            Domain::Texts(texts) => texts.get(index).cloned().map_or(Atom::OtherText, Atom::Text),
            Domain::Open => Atom::Any,
        }
    }
}

/// The variables that the conditions of a flow read, in the order in which they are read first.
pub(super) fn variables<'m>(project: &'m Project, graph: &Graph<'m>) -> Vec<Variable<'m>> {
    let make = |Read { field: reference, figures, texts }: Read<'m>| {
        let field = project.field(graph.file, reference);
        let cuts: Vec<Decimal> = figures.iter().filter_map(|value| figure(value)).collect();
        let mut measures: Vec<Measure> = figures.iter().filter_map(|value| Measure::of(value)).collect();
        measures.dedup();
        let domain = match &field {
            // No number is the same in both.
            Some(_) if measures.len() > 1 => Domain::Open,
            Some(field) => domain(project, graph.file, &field.ty, cuts, texts),
            None => Domain::Open,
        };
        let measure = field.as_ref().map_or(Measure::Plain, |field| match &field.ty {
            AskType::Percent => Measure::Percent,
            AskType::Date => Measure::Date,
            AskType::Duration => measures.first().cloned().unwrap_or(Measure::Time(Reckoning::Elapsed)),
            AskType::Money => measures.first().cloned().unwrap_or(Measure::Plain),
            _ => Measure::Plain,
        });
        let name = reference.last();
        Variable { name, domain, measure, field: FieldHere::of(project, graph.file, name) }
    };
    reads(project, graph).into_iter().map(make).collect()
}

/// What the conditions of a flow measure a field in.
pub(super) fn measures<'m>(project: &'m Project, graph: &Graph<'m>, name: &Name) -> Vec<Measure> {
    let reads = reads(project, graph).into_iter().filter(|read| read.field.last() == name);
    reads.flat_map(|read| read.figures).filter_map(Measure::of).collect()
}

/// The fields that the conditions of a flow read.
fn reads<'m>(project: &'m Project, graph: &Graph<'m>) -> Vec<Read<'m>> {
    let mut found: Vec<Read<'m>> = Vec::new();
    let mut add = |cond: &'m Cond| collect(project, graph.file, cond, &mut found);
    for (_, node) in graph.iter() {
        for way in &node.node.work.ways {
            if let Trigger::When(cond) = &way.trigger {
                add(cond);
            }
        }
        if let NodeKind::Parallel { branches, .. } = &node.node.kind {
            for branch in branches {
                if let Guard::When(cond) = &branch.guard {
                    add(cond);
                }
            }
        }
    }
    found
}

/// A field that conditions read, with what they compare it with.
struct Read<'m> {
    field: &'m Ref,
    figures: Vec<&'m Value>,
    texts: Vec<&'m String>,
}

/// Adds the fields that a condition reads, with the figures and texts that it compares them with.
fn collect<'m>(project: &'m Project, file: FileId, cond: &'m Cond, found: &mut Vec<Read<'m>>) {
    let mut add = |field: &'m Ref, figures: Vec<&'m Value>, texts: Vec<&'m String>| match found
        .iter_mut()
        .find(|known| known.field.last() == field.last())
    {
        Some(known) => {
            known.figures.extend(figures);
            known.texts.extend(texts);
        }
        None => found.push(Read { field, figures, texts }),
    };
    match cond {
        Cond::Any(parts) | Cond::All(parts) => parts.iter().for_each(|part| collect(project, file, part, found)),
        Cond::Is(is) => {
            let figures = is.values.iter().filter_map(|value| value.value(project, file));
            let texts = is.values.iter().filter_map(|value| value.text(project, file));
            add(&is.field, figures.collect(), texts.collect());
        }
        Cond::Compare(compare) => {
            add(&compare.field, project.value(file, &compare.value).into_iter().collect(), Vec::new());
        }
        Cond::Broken => {}
    }
}

fn domain(project: &Project, file: FileId, ty: &AskType, cuts: Vec<Decimal>, texts: Vec<&String>) -> Domain {
    let found = match ty {
        AskType::YesNo => Domain::YesNo,
        AskType::OneOf(_) | AskType::Category(_) => {
            project.values_of(file, ty).filter(|names| !names.is_empty()).map_or(Domain::Open, Domain::Names)
        }
        AskType::Number(Some(range)) => Domain::Numbers(in_range(*range, cuts)),
        AskType::Number(None) | AskType::Money | AskType::Percent | AskType::Duration => {
            Domain::Numbers(unbounded(cuts, !matches!(ty, AskType::Number(None))))
        }
        AskType::Date => Domain::Numbers(days(cuts)),
        AskType::Text if !texts.is_empty() => {
            let mut known: Vec<String> = Vec::new();
            for text in texts {
                if !known.contains(text) {
                    known.push(text.clone());
                }
            }
            Domain::Texts(known)
        }
        AskType::Text | AskType::File | AskType::Broken => Domain::Open,
    };
    if found.len() > MOST_ATOMS || found.is_empty() { Domain::Open } else { found }
}

/// One example of each stretch of the range: each figure itself, and the first value after the one before.
fn in_range(range: Range, mut cuts: Vec<Decimal>) -> Vec<Decimal> {
    let step = Decimal::new(1, range.decimals);
    cuts.retain(|cut| *cut >= range.least && *cut <= range.most);
    cuts.sort_unstable();
    cuts.dedup();
    let mut examples = Vec::new();
    let mut next = range.least;
    for cut in cuts {
        if next < cut {
            examples.push(next);
        }
        // A figure between two values of the scale, such as 4.55 on a scale with one decimal, is no value itself.
        if (cut - range.least) % step == Decimal::ZERO {
            examples.push(cut);
            next = cut + step;
        } else {
            next = range.least + ((cut - range.least) / step).floor() * step + step;
        }
    }
    if next <= range.most {
        examples.push(next);
    }
    examples
}

/// Days: each one named, one before the first, and those right behind.
fn days(mut cuts: Vec<Decimal>) -> Vec<Decimal> {
    cuts.sort_unstable();
    cuts.dedup();
    let (Some(first), Some(last)) = (cuts.first().copied(), cuts.last().copied()) else { return vec![Decimal::ZERO] };
    in_range(Range { least: first - Decimal::ONE, most: last + Decimal::ONE, decimals: 0 }, cuts)
}

/// Examples where nothing limits the values but, for amounts and shares, that they are not below nought.
fn unbounded(mut cuts: Vec<Decimal>, not_negative: bool) -> Vec<Decimal> {
    cuts.sort_unstable();
    cuts.dedup();
    let mut examples = Vec::new();
    let mut last: Option<Decimal> = None;
    for cut in cuts {
        match last {
            None if !not_negative => examples.push(cut.saturating_sub(Decimal::ONE)),
            None if cut > Decimal::ZERO => examples.push(Decimal::ZERO),
            None => {}
            Some(last) => examples.push(last / Decimal::TWO + cut / Decimal::TWO),
        }
        examples.push(cut);
        last = Some(cut);
    }
    examples.push(last.map_or(Decimal::ZERO, |last| last.saturating_add(Decimal::ONE)));
    examples
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn whole_numbers_have_one_example_a_stretch() {
        let range = Range { least: d("0"), most: d("100"), decimals: 0 };
        assert_eq!(in_range(range, vec![d("60"), d("90")]), [d("0"), d("60"), d("61"), d("90"), d("91")]);
        assert_eq!(in_range(range, vec![d("0")]), [d("0"), d("1")]);
        assert_eq!(in_range(range, vec![d("100")]), [d("0"), d("100")]);
    }

    #[test]
    fn decimals_count_in_their_own_steps() {
        let range = Range { least: d("0.0"), most: d("5.0"), decimals: 1 };
        assert_eq!(in_range(range, vec![d("4.5")]), [d("0.0"), d("4.5"), d("4.6")]);
        assert_eq!(in_range(range, vec![d("4.55")]), [d("0.0"), d("4.6")]);
    }
}
