//! Declarations of shared things: posts, calendars, channels, records, tables, policies, trainings.

use jiff::civil::{Time, Weekday};

use super::values::{decimals, number, weekday};
use super::{Lower, broken};
use crate::model::{
    Ask, AskType, Body, Calendar, Category, CategoryValue, Channel, Choice, Clause, ClauseKind, Columns, Combine,
    Common, DayRange, Decl, Expect, ExtraDay, FaultKind, Field, Hours, Modal, Policy, Quantity, Range, Record, Role,
    Row, Sla, Standard, System, Table, Test, Text, Training, Value,
};
use crate::syntax::{Kind, Node};

impl Lower {
    /// The declaration of a node of the tree, if it is one.
    pub(super) fn decl(&mut self, node: Node<'_>) -> Option<Decl> {
        let at = self.place(node);
        let body = match node.kind() {
            Kind::standard_decl => Body::Standard(self.standard(node)),
            Kind::param_decl => Body::Param(self.param(node)),
            Kind::calendar_decl => Body::Calendar(self.calendar(node)),
            Kind::role_decl => Body::Role(self.role(node)),
            Kind::channel_decl => Body::Channel(Channel { open: self.open_of(node) }),
            Kind::system_decl => Body::System(System { holds: self.refs_of(node, Kind::holds_c) }),
            Kind::category_decl => Body::Category(self.category(node)),
            Kind::record_decl => Body::Record(self.record(node)),
            Kind::sla_decl => Body::Sla(self.sla(node)),
            Kind::kpi_decl => Body::Kpi(Box::new(self.kpi(node))),
            Kind::policy_decl => Body::Policy(self.policy(node)),
            Kind::training_decl => Body::Training(Box::new(self.training(node))),
            Kind::term_decl => Body::Term(self.second_text(node)),
            Kind::routine_decl => Body::Routine(Box::new(self.routine(node))),
            _ => return None,
        };
        // The clauses of a routine carry its notes; everything else has them in its own block.
        let common = match &body {
            Body::Routine(routine) => routine.work.common.clone(),
            _ => self.commons(node, at),
        };
        Some(Decl {
            ident: self.ident_in(node),
            title: super::param::title_of(node).and_then(|node| self.text_in(node)),
            body,
            common,
            at,
            head: self.head_place(node),
            broken: broken(node),
        })
    }

    fn refs_of(&self, node: Node<'_>, clause: Kind) -> Vec<crate::model::Ref> {
        node.children().filter(|child| child.kind() == clause).flat_map(|clause| self.refs(clause)).collect()
    }

    fn second_text(&self, node: Node<'_>) -> Text {
        node.children()
            .filter(|child| child.kind() == Kind::text)
            .nth(1)
            .map_or_else(Text::default, |text| self.text(text))
    }

    fn standard(&mut self, node: Node<'_>) -> Standard {
        let mut standard = Standard::default();
        for clause in node.children() {
            match clause.kind() {
                Kind::number_c => {
                    standard.number = self.string_in(clause).map(|number| (number, self.place(clause)));
                }
                Kind::edition_c => standard.edition = self.string_in(clause),
                Kind::clause_c => {
                    let excluded = clause.has(Kind::kw_excluded);
                    let mut texts =
                        clause.children().filter(|child| child.kind() == Kind::text).map(|text| self.text(text));
                    // `clause 7.9 excluded "why"`: the only text is then the reason.
                    let count = clause.children().filter(|child| child.kind() == Kind::text).count();
                    let text = if excluded && count < 2 { None } else { texts.next() };
                    standard.clauses.push(Clause {
                        id: clause.child(Kind::clause_id).map(|leaf| self.ident(leaf)),
                        kind: clause.children().find_map(|word| clause_kind(word.kind())),
                        text,
                        may: clause.has(Kind::kw_may_skip),
                        excluded: if excluded { texts.next() } else { None },
                        at: self.place(clause),
                    });
                }
                _ => {}
            }
        }
        standard
    }

    fn calendar(&mut self, node: Node<'_>) -> Calendar {
        let mut calendar = Calendar::default();
        for clause in node.children() {
            let at = self.place(clause);
            match clause.kind() {
                Kind::timezone_c => calendar.timezone = self.string_in(clause).map(|zone| (zone, at)),
                Kind::holidays_c => calendar.holidays.extend(self.string_in(clause).map(|path| (path, at))),
                Kind::closed_c => {
                    let leaves: Vec<Node<'_>> = clause.children().filter(|child| child.kind() == Kind::date).collect();
                    let days: Vec<_> = leaves.into_iter().filter_map(|leaf| self.date(leaf)).collect();
                    if let (Some(first), Some(last)) = (days.first(), days.last()) {
                        if first > last {
                            self.fault(FaultKind::EmptyRange, at);
                        }
                        calendar.closed.push(DayRange { first: *first, last: *last, at });
                    }
                }
                Kind::open_c if clause.has(Kind::always) => calendar.always = true,
                Kind::open_c => self.opening(clause, &mut calendar),
                _ => {}
            }
        }
        calendar
    }

    fn opening(&mut self, clause: Node<'_>, calendar: &mut Calendar) {
        let at = self.place(clause);
        if let Some(day) = clause.child(Kind::open_day) {
            let like = day.children().find_map(|word| weekday(word.kind()));
            let spans = self.spans(day);
            if let Some(day) = self.date_in(day) {
                calendar.extra.push(ExtraDay { day, like, spans, at });
            }
        } else if let Some(hours) = clause.child(Kind::open_hours) {
            let days = weekdays(hours);
            let spans = self.spans(hours);
            calendar.hours.push(Hours { days, spans, at });
        }
    }

    fn spans(&mut self, node: Node<'_>) -> Vec<(Time, Time)> {
        let mut spans = Vec::new();
        for span in node.children().filter(|child| child.kind() == Kind::spans).flat_map(Node::children) {
            let mut ends = span.children().filter(|leaf| leaf.kind() == Kind::clock_time);
            if let (Some(from), Some(to)) = (ends.next(), ends.next())
                && let (Some(from), Some(to)) = (self.time_of_day(from), self.time_of_day(to))
            {
                spans.push((from, to));
            }
        }
        spans
    }

    fn open_of(&self, node: Node<'_>) -> Option<crate::model::ClockRef> {
        node.child(Kind::open_c).and_then(|clause| self.clock_in(clause))
    }

    fn role(&mut self, node: Node<'_>) -> Role {
        let mut role = Role { external: node.has(Kind::kw_external), ..Role::default() };
        for clause in node.children() {
            match clause.kind() {
                Kind::reports_c => role.reports_to.extend(self.reference_in(clause)),
                Kind::deputy_c => role.deputies.extend(self.refs(clause)),
                Kind::works_c => role.works = self.clock_in(clause),
                Kind::count_c => {
                    let count = self.quantity_in(clause);
                    role.count = Some(self.expect(count, Expect::Number));
                }
                Kind::may_c => {
                    role.may_approve |= clause.has(Kind::kw_approve);
                    let words = clause.children().filter(|child| child.kind() == Kind::name);
                    role.may.extend(words.map(|word| self.ident(word)));
                }
                Kind::qualified_c => role.qualified.extend(self.text_in(clause)),
                Kind::duty_c => role.duties.extend(self.text_in(clause)),
                _ => {}
            }
        }
        role
    }

    fn category(&mut self, node: Node<'_>) -> Category {
        let values = node.children().filter(|child| child.kind() == Kind::value_c);
        let values = values
            .map(|value| CategoryValue {
                ident: self.ident_in(value),
                title: self.text_in(value).unwrap_or_default(),
                cites: self.cites_in(value),
                at: self.place(value),
            })
            .collect();
        // The text behind `of` is the last one of the head; a title may be missing.
        let of = node.has(Kind::kw_of_what).then(|| {
            let texts = node.children().filter(|child| child.kind() == Kind::text);
            texts.last().map_or_else(Text::default, |text| self.text(text))
        });
        Category { of, ranked: node.has(Kind::kw_ranked), values }
    }

    fn record(&mut self, node: Node<'_>) -> Record {
        let mut record = Record::default();
        for clause in node.children() {
            match clause.kind() {
                Kind::fields_c => {
                    let cites = self.cites_in(clause);
                    for name in clause.children().filter(|child| child.kind() == Kind::name) {
                        let ident = self.ident(name);
                        record.fields.push(Field { ident, title: None, ty: None, cites: cites.clone() });
                    }
                }
                Kind::field_c => {
                    if let Some(ident) = self.ident_in(clause) {
                        let title = self.text_in(clause);
                        let ty = self.ask_type_in(clause);
                        record.fields.push(Field { ident, title, ty, cites: self.cites_in(clause) });
                    }
                }
                Kind::kept_c => {
                    let kept = self.duration_in(clause);
                    record.kept = Some((kept, self.reference_in(clause)));
                }
                Kind::personal_c => record.personal = true,
                Kind::numbered_c => record.numbered = self.string_in(clause),
                Kind::for_reader_c => record.readers.extend(self.refs(clause)),
                _ => {}
            }
        }
        record
    }

    pub(super) fn ask(&mut self, clause: Node<'_>) -> Ask {
        Ask {
            ident: self.ident_in(clause),
            title: self.text_in(clause),
            ty: self.ask_type_in(clause),
            optional: clause.has(Kind::kw_optional),
            cites: self.cites_in(clause),
            at: self.place(clause),
        }
    }

    fn ask_type_in(&mut self, clause: Node<'_>) -> Option<AskType> {
        let node = clause.child(Kind::ask_type)?;
        let word = node.children().next()?;
        Some(match word.kind() {
            Kind::kw_yes_no => AskType::YesNo,
            Kind::number_type => self.number_type(word),
            Kind::kw_percent => AskType::Percent,
            Kind::kw_money => AskType::Money,
            Kind::kw_duration => AskType::Duration,
            Kind::kw_one_of => {
                let choices = node.children().filter(|child| child.kind() == Kind::choice);
                AskType::OneOf(choices.filter_map(|choice| self.choice(choice)).collect())
            }
            Kind::kw_category => self.reference_in(node).map_or(AskType::Broken, AskType::Category),
            Kind::kw_date => AskType::Date,
            Kind::kw_t_text => AskType::Text,
            Kind::kw_file => AskType::File,
            _ => AskType::Broken,
        })
    }

    fn choice(&mut self, node: Node<'_>) -> Option<Choice> {
        Some(Choice { ident: self.ident_in(node)?, title: self.text_in(node) })
    }

    fn number_type(&mut self, node: Node<'_>) -> AskType {
        let mut ends = node.children().filter(|leaf| leaf.kind() == Kind::number);
        let (Some(first), Some(last)) = (ends.next(), ends.next()) else { return AskType::Number(None) };
        let (Some(least), Some(most)) = (number(first.text()), number(last.text())) else { return AskType::Broken };
        if least > most {
            self.fault(FaultKind::EmptyRange, self.place(node));
            return AskType::Broken;
        }
        let decimals = decimals(first.text()).max(decimals(last.text()));
        AskType::Number(Some(Range { least, most, decimals }))
    }

    fn sla(&mut self, node: Node<'_>) -> Sla {
        let mut sla = Sla { axes: self.refs(node), ..Sla::default() };
        for clause in node.children() {
            match clause.kind() {
                Kind::clock_c => {
                    sla.clock = self.clock_in(clause);
                    let pauses = clause.has(Kind::kw_paused_in);
                    let named = usize::from(!clause.has(Kind::always));
                    sla.paused = if pauses { self.refs(clause).into_iter().skip(named).collect() } else { Vec::new() };
                }
                Kind::combine_c => {
                    sla.combine = clause.children().find_map(|word| match word.kind() {
                        Kind::kw_shortest => Some(Combine::Shortest),
                        Kind::kw_longest => Some(Combine::Longest),
                        _ => None,
                    });
                }
                Kind::table => sla.tables.push(self.table(clause)),
                _ => {}
            }
        }
        sla
    }

    fn table(&mut self, node: Node<'_>) -> Table {
        let rows: Vec<Node<'_>> = node.children().filter(|child| child.kind() == Kind::row).collect();
        let mut broken = broken(node);
        let (header, data) = rows.split_first().map_or((node, &[][..]), |(header, data)| (*header, data));
        let cells: Vec<Node<'_>> = cells(header).collect();
        let names: Vec<_> = cells.iter().skip(1).filter_map(|cell| self.cell_name(*cell)).collect();
        broken |= names.len() + 1 != cells.len();
        let corner = cells.first().and_then(|cell| cell.child(Kind::corner)).map(|corner| self.refs(corner));
        let (axis, columns) = match corner.as_deref() {
            Some([limit, rows, columns]) => {
                let limit = limit.parts.first().cloned().unwrap_or_default();
                (Some(rows.clone()), Columns::Values { limit, axis: columns.clone(), values: names })
            }
            Some(_) => (None, Columns::Limits(names)),
            None => {
                let axis = cells.first().and_then(|cell| cell.child(Kind::quantity)).and_then(|q| self.reference_in(q));
                broken |= axis.is_none();
                (axis, Columns::Limits(names))
            }
        };
        let width = cells.len();
        let rows = data.iter().map(|row| self.row(*row, width)).collect();
        Table { axis, columns, rows, head: self.place(header), at: self.place(node), broken }
    }

    fn row(&mut self, node: Node<'_>, width: usize) -> Row {
        let cells: Vec<Node<'_>> = cells(node).collect();
        if cells.len() != width {
            self.fault(FaultKind::Ragged(cells.len(), width), self.place(node));
        }
        let value = cells.first().and_then(|cell| self.cell_name(*cell));
        let limits = cells.iter().skip(1).map(|cell| self.cell(*cell)).collect();
        Row { value, cells: limits, cites: self.cites_in(node), at: self.place(node) }
    }

    fn cell_name(&self, cell: Node<'_>) -> Option<crate::model::Ident> {
        let reference = cell.child(Kind::quantity).and_then(|quantity| self.reference_in(quantity))?;
        reference.parts.into_iter().next()
    }

    fn cell(&mut self, cell: Node<'_>) -> Option<Quantity> {
        if cell.has(Kind::dash_cell) {
            return None;
        }
        Some(self.clock_duration_in(cell))
    }

    fn policy(&mut self, node: Node<'_>) -> Policy {
        let mut policy = Policy::default();
        for clause in node.children() {
            let modal = match clause.kind() {
                Kind::must_c => Modal::Must,
                Kind::must_not_c => Modal::MustNot,
                Kind::should_c => Modal::Should,
                Kind::applies_c => {
                    policy.applies_to.extend(self.refs(clause));
                    continue;
                }
                Kind::checked_c => {
                    policy.checked_by.extend(self.refs(clause));
                    continue;
                }
                _ => continue,
            };
            if let Some(text) = self.text_in(clause) {
                policy.says.push((modal, text, self.cites_in(clause)));
            }
        }
        policy
    }

    fn training(&mut self, node: Node<'_>) -> Training {
        let mut training = Training::default();
        for clause in node.children() {
            match clause.kind() {
                Kind::for_whom_c => training.for_whom.extend(self.refs(clause)),
                Kind::by_c => training.by.extend(self.refs(clause)),
                Kind::fills_c => training.fills.extend(self.refs(clause)),
                Kind::once_c => training.once = true,
                Kind::every_c => training.every = clause.child(Kind::every).map(|every| self.period(every)),
                Kind::lasts_c => training.lasts = Some(self.duration_in(clause)),
                Kind::covers_c => {
                    let texts = clause.children().filter(|child| child.kind() == Kind::text);
                    training.covers.extend(texts.map(|text| self.text(text)));
                }
                Kind::test_c => {
                    let test = self.test(clause);
                    training.tests.push(test);
                }
                Kind::pass_c => training.pass = Some(self.threshold_in(clause)),
                Kind::test_failed_c => {
                    let times = clause.child(Kind::number).map(|leaf| Quantity {
                        value: number(leaf.text()).map_or(Value::Broken, Value::Number),
                        at: self.place(leaf),
                    });
                    training.when_failed = Some((times, self.text_in(clause)));
                }
                _ => {}
            }
        }
        training
    }

    fn test(&mut self, clause: Node<'_>) -> Test {
        let (weighted, marked) = (clause.has(Kind::kw_weight), clause.has(Kind::kw_pass));
        let mut figures = self.quantities(clause).into_iter();
        let weight = if weighted { figures.next() } else { None };
        let cmp = clause.child(Kind::cmp).and_then(|sign| super::values::comparison(sign.text()));
        let pass = if marked { figures.next().map(|value| crate::model::Threshold { cmp, value }) } else { None };
        Test { title: self.text_in(clause).unwrap_or_default(), weight, pass }
    }

    /// The common clauses of a small block, such as that of a `rule`.
    pub(super) fn small_block(&mut self, node: Node<'_>) -> Common {
        let at = self.place(node);
        self.commons(node, at)
    }
}

fn cells<'t>(row: Node<'t>) -> impl Iterator<Item = Node<'t>> {
    row.children().filter(|child| matches!(child.kind(), Kind::cell | Kind::empty_cell))
}

fn weekdays(hours: Node<'_>) -> Vec<Weekday> {
    let mut days = Vec::new();
    let mut range = false;
    for child in hours.children() {
        if child.kind() == Kind::dash {
            range = true;
        } else if let Some(day) = weekday(child.kind()) {
            match days.last().copied() {
                Some(first) if range => extend_to(&mut days, first, day),
                _ => days.push(day),
            }
            range = false;
        }
    }
    days
}

/// Adds the days after `first` up to `last`, over the weekend if need be.
fn extend_to(days: &mut Vec<Weekday>, first: Weekday, last: Weekday) {
    let mut day = first;
    while day != last {
        day = day.next();
        days.push(day);
    }
}

fn clause_kind(kind: Kind) -> Option<ClauseKind> {
    Some(match kind {
        Kind::kw_ck_procedure => ClauseKind::Procedure,
        Kind::kw_ck_step => ClauseKind::Step,
        Kind::kw_ck_branch => ClauseKind::Branch,
        Kind::kw_ck_role => ClauseKind::Role,
        Kind::kw_ck_channel => ClauseKind::Channel,
        Kind::kw_ck_class => ClauseKind::Class,
        Kind::kw_ck_deadline => ClauseKind::Deadline,
        Kind::kw_ck_kpi => ClauseKind::Kpi,
        Kind::kw_ck_record => ClauseKind::Record,
        Kind::kw_ck_rule => ClauseKind::Rule,
        Kind::kw_ck_control => ClauseKind::Control,
        Kind::kw_ck_training => ClauseKind::Training,
        Kind::kw_ck_review => ClauseKind::Review,
        Kind::kw_ck_escalation => ClauseKind::Escalation,
        Kind::kw_ck_contingency => ClauseKind::Contingency,
        Kind::kw_ck_resource => ClauseKind::Resource,
        Kind::kw_ck_incentive => ClauseKind::Incentive,
        Kind::kw_ck_standard => ClauseKind::Standard,
        Kind::kw_ck_case => ClauseKind::Case,
        Kind::kw_ck_placeholder => ClauseKind::Placeholder,
        _ => return None,
    })
}
