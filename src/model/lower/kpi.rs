//! Indicators and what they measure.

use super::Lower;
use crate::model::{CaseSet, Expect, Kpi, Measure, Statistic};
use crate::syntax::{Kind, Node};

impl Lower {
    pub(super) fn kpi(&mut self, node: Node<'_>) -> Kpi {
        let mut kpi = Kpi::default();
        for clause in node.children() {
            let at = self.place(clause);
            match clause.kind() {
                Kind::measure_c => kpi.measure = Some((self.measure(clause), at)),
                Kind::target_c => kpi.target = Some(self.threshold_in(clause)),
                Kind::warn_c => kpi.warn = Some(self.threshold_in(clause)),
                Kind::grade_c => {
                    let title = self.text_in(clause).unwrap_or_default();
                    let threshold = self.threshold_in(clause);
                    kpi.grades.push((title, threshold));
                }
                Kind::weight_c => {
                    let weight = self.quantity_in(clause);
                    kpi.weight = Some(self.expect(weight, Expect::Percent));
                }
                Kind::every_c => kpi.every = clause.child(Kind::every).map(|every| self.period(every)),
                Kind::owner_c => kpi.owner = self.reference_in(clause),
                Kind::source_c => kpi.source = self.text_in(clause),
                Kind::missed_c => kpi.when_missed.extend(self.reference_in(clause)),
                _ => continue,
            }
            kpi.cites.extend(self.cites_in(clause));
        }
        kpi
    }

    fn measure(&mut self, clause: Node<'_>) -> Measure {
        let Some(node) = clause
            .children()
            .find(|child| matches!(child.kind(), Kind::average_m | Kind::share_m | Kind::count_m | Kind::value_m))
        else {
            return Measure::Broken;
        };
        match node.kind() {
            Kind::average_m => self.average(node),
            Kind::share_m => {
                let mut sets = node.children().filter(|child| child.kind() == Kind::case_set);
                match (sets.next(), sets.next()) {
                    (Some(of), Some(among)) => Measure::Share { of: self.case_set(of), among: self.case_set(among) },
                    _ => Measure::Broken,
                }
            }
            Kind::count_m => {
                node.child(Kind::case_set).map_or(Measure::Broken, |set| Measure::Count(self.case_set(set)))
            }
            _ => self.reference_in(node).map_or(Measure::Broken, Measure::Value),
        }
    }

    fn average(&mut self, node: Node<'_>) -> Measure {
        let statistic = match node.children().next().map(Node::kind) {
            Some(Kind::kw_median) => Statistic::Median,
            Some(Kind::kw_p90) => Statistic::P90,
            Some(Kind::kw_maximum) => Statistic::Maximum,
            _ => Statistic::Average,
        };
        let among = node.child(Kind::case_set).map(|set| self.case_set(set));
        if !node.has(Kind::kw_time) {
            let field = self.reference_in(node);
            return field.map_or(Measure::Broken, |field| Measure::Field { statistic, field, among });
        }
        let mut points = node.children().filter(|child| child.kind() == Kind::point);
        match (points.next(), points.next()) {
            (Some(from), Some(to)) => Measure::Time { statistic, from: self.point(from), to: self.point(to), among },
            _ => Measure::Broken,
        }
    }

    fn case_set(&mut self, node: Node<'_>) -> CaseSet {
        let condition = node.child(Kind::cond).map(|cond| self.cond(cond));
        CaseSet { condition, ends: self.refs(node) }
    }
}
