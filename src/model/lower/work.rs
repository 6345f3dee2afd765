//! The clauses of a node or routine: who, how, within what, and the ways on.

use super::Lower;
use super::values::{comparison, number};
use crate::model::{
    Act, Action, Bound, Compare, Cond, FaultKind, Form, Go, Is, LateLine, Limit, Literal, Party, Quantity, Takes,
    Target, Trigger, Value, Warn, Way, Work,
};
use crate::syntax::{Kind, Node};
use crate::time::Duration;

impl Lower {
    pub(super) fn work(&mut self, node: Node<'_>) -> Work {
        let mut work = Work::default();
        let within = self.place(node);
        for clause in node.children() {
            if !self.common(clause, within, &mut work.common) && !self.people_clause(clause, &mut work) {
                self.flow_clause(clause, &mut work);
            }
        }
        // Where a line cannot be read, it may have been the limit.
        if !super::broken(node) {
            work.stray_late.iter().for_each(|at| self.fault(FaultKind::LateWithoutLimit, *at));
        }
        work
    }

    fn people_clause(&mut self, clause: Node<'_>, work: &mut Work) -> bool {
        let list = match clause.kind() {
            Kind::by_c => &mut work.by,
            Kind::accountable_c => &mut work.accountable,
            Kind::consults_c => &mut work.consults,
            Kind::informs_c => &mut work.informs,
            Kind::via_c => &mut work.via,
            Kind::using_c => &mut work.using,
            Kind::sets_c => &mut work.sets,
            Kind::fills_c => &mut work.fills,
            Kind::reads_c => &mut work.reads,
            _ => return false,
        };
        list.extend(self.refs(clause));
        true
    }

    fn flow_clause(&mut self, clause: Node<'_>, work: &mut Work) {
        let at = self.place(clause);
        match clause.kind() {
            Kind::do_c => work.acts.push(Act::Do(self.title_or_empty(clause))),
            Kind::ask_c => work.acts.push(Act::Ask(self.ask(clause))),
            Kind::warning_c => work.acts.push(Act::Warning(self.title_or_empty(clause))),
            Kind::pause_c => work.acts.push(Act::Pause(self.title_or_empty(clause), self.refs(clause))),
            Kind::checklist_c => {
                work.form = clause.children().find_map(|word| match word.kind() {
                    Kind::kw_read_do => Some(Form::ReadDo),
                    Kind::kw_do_confirm => Some(Form::DoConfirm),
                    _ => None,
                });
            }
            Kind::takes_c => work.takes = self.takes(clause),
            Kind::within_c => {
                let limit = self.limit(clause);
                work.limits.push(limit);
            }
            Kind::at_c => {
                let warn = self.warn(clause);
                match work.limits.last_mut() {
                    Some(limit) => limit.warns.push(warn),
                    None => work.stray_late.push(at),
                }
            }
            Kind::late_c => {
                let line = self.late_line(clause);
                match work.limits.last_mut() {
                    Some(limit) => limit.late.push(line),
                    None => work.stray_late.push(at),
                }
            }
            Kind::way_c | Kind::otherwise_c | Kind::next_c => {
                let way = self.way(clause);
                work.ways.push(way);
            }
            // `for 7 days -> t`: the way stands inside the clause.
            Kind::wait_for_c => {
                if let Some(next) = clause.child(Kind::next_c) {
                    let way = self.way(next);
                    work.ways.push(way);
                }
            }
            _ => {}
        }
    }

    fn takes(&mut self, clause: Node<'_>) -> Option<Takes> {
        let unit = clause.children().find_map(|leaf| super::values::time_unit(leaf.kind()))?;
        let at = self.place(clause);
        let figure = |leaf: Node<'_>| Quantity {
            value: number(leaf.text()).map_or(Value::Broken, |amount| Value::Duration(Duration { amount, unit })),
            at,
        };
        let mut figures = clause.children().filter(|leaf| leaf.kind() == Kind::number).map(figure);
        let least = figures.next().unwrap_or(Quantity { value: Value::Hole(None), at });
        let most = figures.next().unwrap_or_else(|| least.clone());
        Some(Takes { least, most })
    }

    fn limit(&mut self, clause: Node<'_>) -> Limit {
        Limit {
            value: self.clock_duration_in(clause),
            on: self.clock_in(clause),
            from: clause.child(Kind::point).map(|point| self.point(point)),
            warns: Vec::new(),
            late: Vec::new(),
            cites: self.cites_of(clause),
            at: self.place(clause),
        }
    }

    fn warn(&mut self, clause: Node<'_>) -> Warn {
        let shares = self.quantities(clause);
        Warn {
            shares: shares.into_iter().map(|share| self.expect(share, crate::model::Expect::Percent)).collect(),
            notify: clause.child(Kind::notify_a).map(|action| self.action(action)),
            cites: self.cites_of(clause),
            at: self.place(clause),
        }
    }

    pub(super) fn late_line(&mut self, clause: Node<'_>) -> LateLine {
        let mut figures = self.quantities(clause).into_iter();
        let after = if clause.has(Kind::kw_late_by) { figures.next() } else { None };
        let every = if clause.has(Kind::kw_every) { figures.next() } else { None };
        let after = after.map(|quantity| self.expect(quantity, crate::model::Expect::Duration));
        let every = every.map(|quantity| self.expect(quantity, crate::model::Expect::Duration));
        let is_action =
            |kind| matches!(kind, Kind::notify_a | Kind::hand_over_a | Kind::go_a | Kind::bad_value | Kind::m_word);
        let actions: Vec<Node<'_>> = clause.children().filter(|child| is_action(child.kind())).collect();
        LateLine {
            after,
            every,
            actions: actions.into_iter().map(|action| self.action(action)).collect(),
            cites: self.cites_of(clause),
            at: self.place(clause),
        }
    }

    fn action(&mut self, node: Node<'_>) -> Action {
        match node.kind() {
            Kind::notify_a => {
                let by = node.children().take_while(|child| child.kind() != Kind::kw_via);
                let parties = by.filter_map(|child| self.party(child)).collect();
                let via = node.children().skip_while(|child| child.kind() != Kind::kw_via);
                let channels = via.filter(|child| child.kind() == Kind::r#ref).map(|child| self.reference(child));
                Action::Notify(parties, channels.collect())
            }
            Kind::hand_over_a => {
                let party = node.children().find_map(|child| self.party(child));
                party.map_or(Action::Broken, Action::HandOver)
            }
            Kind::go_a => Action::Go(self.go(node)),
            _ => Action::Broken,
        }
    }

    fn party(&self, node: Node<'_>) -> Option<Party> {
        match node.kind() {
            Kind::kw_superior => Some(Party::Superior(self.place(node))),
            Kind::r#ref => Some(Party::Post(self.reference(node))),
            _ => None,
        }
    }

    fn way(&mut self, clause: Node<'_>) -> Way {
        let trigger = match clause.kind() {
            Kind::next_c => Trigger::Always,
            Kind::otherwise_c => Trigger::Otherwise,
            _ => self.trigger(clause),
        };
        Way { trigger, go: self.go(clause), cites: self.cites_of(clause), at: self.place(clause) }
    }

    fn trigger(&mut self, clause: Node<'_>) -> Trigger {
        if let Some(text) = self.text_in(clause) {
            return Trigger::Says(text);
        }
        if let Some(cond) = clause.child(Kind::cond) {
            return Trigger::When(self.cond(cond));
        }
        let Some(outcome) = clause.child(Kind::outcome) else { return Trigger::When(Cond::Broken) };
        match outcome.children().next().map(Node::kind) {
            Some(Kind::kw_approved) => Trigger::Approved,
            Some(Kind::kw_rejected) => Trigger::Rejected,
            Some(Kind::kw_failed) => Trigger::Failed,
            _ => Trigger::Ended(self.refs(outcome)),
        }
    }

    fn go(&mut self, clause: Node<'_>) -> Go {
        // What stands before the arrow, such as the ends of `ended in`, is no target.
        let to = self.target_in(clause);
        let bound = clause.child(Kind::bound).map(|bound| self.bound(bound));
        Go { to, bound, at: self.place(clause) }
    }

    fn bound(&mut self, node: Node<'_>) -> Bound {
        let leaf = node.child(Kind::number);
        let times = leaf.and_then(|leaf| number(leaf.text())).and_then(|times| {
            let whole = times.is_integer().then(|| u32::try_from(times).ok()).flatten();
            if whole.is_none() {
                self.fault(FaultKind::NotWhole, self.place(node));
            }
            whole
        });
        let then: Target = self.target_in(node);
        Bound { times, then, at: self.place(node) }
    }

    pub(super) fn cond(&mut self, node: Node<'_>) -> Cond {
        match node.kind() {
            Kind::cond => self.joined(node, Cond::Any),
            Kind::conj => self.joined(node, Cond::All),
            Kind::paren => node.child(Kind::cond).map_or(Cond::Broken, |inner| self.cond(inner)),
            Kind::comparison => self.comparison(node),
            _ => Cond::Broken,
        }
    }

    /// One part stands for itself; several are joined.
    fn joined(&mut self, node: Node<'_>, join: fn(Vec<Cond>) -> Cond) -> Cond {
        let parts: Vec<Node<'_>> = node
            .children()
            .filter(|child| !matches!(child.kind(), Kind::kw_or | Kind::kw_and | Kind::comment))
            .collect();
        let mut parts: Vec<Cond> = parts.into_iter().map(|part| self.cond(part)).collect();
        match parts.len() {
            0 => Cond::Broken,
            1 => parts.remove(0),
            _ => join(parts),
        }
    }

    fn comparison(&mut self, node: Node<'_>) -> Cond {
        let at = self.place(node);
        let Some(field) = self.reference_in(node) else { return Cond::Broken };
        if let Some(sign) = node.child(Kind::cmp) {
            let Some(cmp) = comparison(sign.text()) else { return Cond::Broken };
            return Cond::Compare(Compare { field, cmp, value: self.quantity_in(node), at });
        }
        if !node.has(Kind::kw_is) {
            return Cond::Broken;
        }
        let values: Vec<Node<'_>> = node.children().skip_while(|child| child.kind() != Kind::kw_is).collect();
        let values: Vec<Literal> = values.into_iter().filter_map(|value| self.literal(value)).collect();
        if values.is_empty() {
            return Cond::Broken;
        }
        Cond::Is(Is { field, not: node.has(Kind::kw_not), values, at })
    }

    fn literal(&mut self, node: Node<'_>) -> Option<Literal> {
        let at = self.place(node);
        Some(match node.kind() {
            Kind::kw_yes => Literal::Yes(at),
            Kind::kw_no => Literal::No(at),
            Kind::quantity => {
                let quantity = self.quantity(node);
                match &quantity.value {
                    Value::Name(name) => match name.parts.as_slice() {
                        [one] => Literal::Name(one.clone()),
                        _ => Literal::Quantity(quantity),
                    },
                    _ => Literal::Quantity(quantity),
                }
            }
            kind if super::shared::is_string(kind) => Literal::Text(super::shared::string_value(node), at),
            _ => return None,
        })
    }
}
