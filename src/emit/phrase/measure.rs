//! What an indicator measures, in words.

use super::super::page::Page;
use crate::labels::fill;
use crate::model::{CaseSet, Measure, Statistic};

impl Page<'_> {
    /// A measure in words.
    pub(in super::super) fn measure(&self, measure: &Measure) -> String {
        let k = &self.w.kpi;
        match measure {
            Measure::Time { statistic, from, to, among } => {
                let what = fill(k.time_between, &[&self.point(from), &self.point(to)]);
                self.among(fill(self.statistic(*statistic), &[&what]), among.as_ref())
            }
            Measure::Field { statistic, field, among } => {
                self.among(fill(self.statistic(*statistic), &[&self.field(field)]), among.as_ref())
            }
            Measure::Share { of, among } => fill(k.share, &[&self.cases(of), &self.cases(among)]),
            Measure::Count(set) => fill(k.count, &[&self.cases(set)]),
            Measure::Value(field) => fill(k.reported, &[&self.field(field)]),
            Measure::Broken => self.w.blank.unreadable.to_owned(),
        }
    }

    fn statistic(&self, statistic: Statistic) -> &'static str {
        let k = &self.w.kpi;
        match statistic {
            Statistic::Average => k.average,
            Statistic::Median => k.median,
            Statistic::P90 => k.p90,
            Statistic::Maximum => k.maximum,
        }
    }

    fn among(&self, words: String, among: Option<&CaseSet>) -> String {
        among.map_or(words.clone(), |set| fill(self.w.kpi.among, &[&words, &self.cases(set)]))
    }

    /// The cases of a set.
    fn cases(&self, set: &CaseSet) -> String {
        let k = &self.w.kpi;
        let ends: Vec<String> = set.ends.iter().map(|end| self.step_meant(end.span().file, end.last())).collect();
        let ends = self.list_with(&ends, self.w.signs.or);
        let condition = set.condition.as_ref().map(|cond| self.cond_before_word(cond));
        match (condition, ends.is_empty()) {
            (None, true) => k.all_cases.to_owned(),
            (Some(cond), true) => fill(k.cases_where, &[&cond]),
            (None, false) => fill(k.cases_ending, &[&ends]),
            (Some(cond), false) => fill(k.cases_where_ending, &[&cond, &ends]),
        }
    }
}
