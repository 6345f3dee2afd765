//! The head of a procedure and what it declares.

use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

use super::declared_shape::{
    Calendar, Category, Channel, Extra, Grade, Hours, Indicator, Parameter, Post, Raci, Record, ServiceLevel, System,
    TableLimit,
};
use super::maker::Maker;
use super::shape::{Approval, Change, Head, Status};
use crate::emit::view::{Column, column, letters, people};
use crate::model::{
    self, Body, Columns, Combine, Decl, DeclKind, ParamValue, Ref, Sla, Symbol, Table, Work, each_flow, each_node,
};

/// What is done in a procedure, each with the id of the step or routine: looked at once for all posts and records.
#[derive(Default)]
pub(super) struct Works {
    raci: FxHashMap<Column, Vec<Raci>>,
    filled: FxHashMap<Symbol, Vec<String>>,
    read: FxHashMap<Symbol, Vec<String>>,
}

impl Works {
    pub(super) fn of(maker: &Maker<'_, '_>) -> Works {
        let mut works = Works::default();
        each_flow(maker.page.file(), &mut |flow| {
            each_node(&flow.nodes, &mut |node| works.add(maker, node.label(), &node.work));
        });
        for decl in &maker.page.file().decls {
            if let Body::Routine(routine) = &decl.body {
                works.add(maker, decl.label(), &routine.work);
            }
        }
        works
    }

    fn add(&mut self, maker: &Maker<'_, '_>, step: &str, work: &Work) {
        let mut columns: Vec<Column> = people(work).map(|reference| column(maker.page, reference)).collect();
        columns.sort_unstable();
        columns.dedup();
        for column in columns {
            let is = letters(maker.page, work, &column).split('/').map(str::to_owned).collect();
            self.raci.entry(column).or_default().push(Raci { step: step.to_owned(), is });
        }
        let project = maker.page.project;
        let symbols = |references: &[Ref]| -> Vec<Symbol> {
            let found = references.iter().filter_map(|reference| project.find(reference.span().file, reference));
            found.map(|(symbol, _)| symbol).collect()
        };
        for symbol in symbols(&work.fills) {
            self.filled.entry(symbol).or_default().push(step.to_owned());
        }
        for symbol in symbols(&work.reads) {
            self.read.entry(symbol).or_default().push(step.to_owned());
        }
    }

    fn raci(&mut self, symbol: Symbol, kind: u8) -> Vec<Raci> {
        self.raci.remove(&Column(kind, Some(symbol), String::new())).unwrap_or_default()
    }
}

pub(super) fn head(maker: &Maker<'_, '_>, head: &model::Head) -> Head {
    let name = head.ident.as_ref().map(|ident| ident.name.to_string()).unwrap_or_default();
    let review = head.review.as_ref();
    Head {
        title: maker.say(|page| head.title.as_ref().map_or_else(|| name.clone(), |title| page.text(title))),
        number: head.number.as_ref().map(|(number, _)| number.clone()),
        version: head.version.as_ref().map(|(version, _)| version.clone()),
        status: match head.status {
            None | Some((model::Status::Draft, _)) => Status::Draft,
            Some((model::Status::Approved, _)) => Status::Approved,
            Some((model::Status::Retired, _)) => Status::Retired,
        },
        languages: maker.page.project.languages(maker.page.module.id).into_iter().map(str::to_owned).collect(),
        owner: head.owner.as_ref().map(|owner| maker.id(owner)),
        author: head.author.as_ref().map(|author| maker.id(author)),
        effective: head.effective.map(|(date, _)| date.to_string()),
        review: review.map(|(every, _)| maker.value(every)),
        reviewer: review.and_then(|(_, by)| by.as_ref()).map(|by| maker.id(by)),
        supersedes: head.supersedes.clone(),
        purpose: maker.maybe(head.purpose.as_ref()),
        scope: maker.maybe(head.scope.as_ref()),
        distribution: maker.ids(&head.distribution),
        approvals: head
            .approvals
            .iter()
            .map(|approval| Approval {
                by: maker.id(&approval.by),
                person: approval.person.clone(),
                on: approval.on.map(|date| date.to_string()),
                meaning: maker.maybe(approval.meaning.as_ref()),
                of: approval.of.clone(),
            })
            .collect(),
        history: head
            .history
            .iter()
            .map(|row| Change {
                version: row.version.clone(),
                on: row.on.map(|date| date.to_string()),
                by: row.by.as_ref().map(|by| maker.id(by)),
                what: maker.maybe(row.what.as_ref()),
            })
            .collect(),
    }
}

pub(super) fn posts(maker: &Maker<'_, '_>, works: &mut Works) -> Vec<Post> {
    let all = maker.decls(DeclKind::Role).into_iter();
    all.filter_map(|(symbol, id, decl)| {
        let Body::Role(role) = &decl.body else { return None };
        Some(Post {
            id,
            title: maker.title(decl),
            external: role.external,
            reports_to: maker.ids(&role.reports_to),
            deputies: maker.ids(&role.deputies),
            works: role.works.as_ref().map(|clock| maker.clock(clock)),
            count: role.count.as_ref().map(|count| maker.value(count)),
            may_approve: role.may_approve,
            duties: maker.texts(&role.duties),
            qualified: maker.texts(&role.qualified),
            raci: works.raci(symbol, 0),
            cites: maker.own_cites(&decl.common),
        })
    })
    .collect()
}

pub(super) fn systems(maker: &Maker<'_, '_>, works: &mut Works) -> Vec<System> {
    let all = maker.decls(DeclKind::System).into_iter();
    all.filter_map(|(symbol, id, decl)| {
        let Body::System(system) = &decl.body else { return None };
        let holds = maker.ids(&system.holds);
        let (title, cites) = (maker.title(decl), maker.own_cites(&decl.common));
        Some(System { id, title, holds, raci: works.raci(symbol, 1), cites })
    })
    .collect()
}

pub(super) fn channels(maker: &Maker<'_, '_>) -> Vec<Channel> {
    let all = maker.decls(DeclKind::Channel).into_iter();
    all.filter_map(|(_, id, decl)| {
        let Body::Channel(channel) = &decl.body else { return None };
        let open = channel.open.as_ref().map(|clock| maker.clock(clock));
        Some(Channel { id, title: maker.title(decl), open, cites: maker.own_cites(&decl.common) })
    })
    .collect()
}

pub(super) fn calendars(maker: &Maker<'_, '_>) -> Vec<Calendar> {
    let all = maker.decls(DeclKind::Calendar).into_iter();
    let spans = |spans: &[(jiff::civil::Time, jiff::civil::Time)]| -> Vec<[String; 2]> {
        let clock = |time: jiff::civil::Time| format!("{:02}:{:02}", time.hour(), time.minute());
        spans.iter().map(|(from, to)| [clock(*from), clock(*to)]).collect()
    };
    all.filter_map(|(_, id, decl)| {
        let Body::Calendar(calendar) = &decl.body else { return None };
        Some(Calendar {
            id,
            title: maker.title(decl),
            timezone: calendar.timezone.as_ref().map(|(zone, _)| zone.clone()),
            always: calendar.always,
            hours: calendar
                .hours
                .iter()
                .map(|hours| Hours {
                    days: hours.days.iter().map(|day| day.to_monday_one_offset()).collect(),
                    spans: spans(&hours.spans),
                })
                .collect(),
            holidays: calendar.holidays.iter().map(|(path, _)| path.clone()).collect(),
            closed: calendar.closed.iter().map(|days| [days.first.to_string(), days.last.to_string()]).collect(),
            extra: calendar
                .extra
                .iter()
                .map(|extra| Extra {
                    day: extra.day.to_string(),
                    like: extra.like.map(|day| day.to_monday_one_offset()),
                    spans: spans(&extra.spans),
                })
                .collect(),
        })
    })
    .collect()
}

pub(super) fn categories(maker: &Maker<'_, '_>) -> Vec<Category> {
    let all = maker.decls(DeclKind::Category).into_iter();
    all.filter_map(|(_, id, decl)| {
        let Body::Category(category) = &decl.body else { return None };
        let lines = category.values.iter().flat_map(|value| &value.cites);
        Some(Category {
            id,
            title: maker.title(decl),
            ranked: category.ranked,
            values: maker.values(category),
            cites: maker.cites(decl.common.cites.iter().chain(lines)),
        })
    })
    .collect()
}

pub(super) fn parameters(maker: &Maker<'_, '_>) -> Vec<Parameter> {
    let all = maker.decls(DeclKind::Param).into_iter();
    all.filter_map(|(_, id, decl)| {
        let Body::Param(param) = &decl.body else { return None };
        let (value, open) = match &param.value {
            ParamValue::Set(quantity) => (Some(maker.value(quantity)), None),
            ParamValue::Unset(why) => (None, Some(maker.text(why))),
        };
        Some(Parameter { id, title: maker.title(decl), value, open })
    })
    .collect()
}

pub(super) fn service_levels(maker: &Maker<'_, '_>) -> Vec<ServiceLevel> {
    let all = maker.decls(DeclKind::Sla).into_iter();
    all.filter_map(|(_, id, decl)| {
        let Body::Sla(sla) = &decl.body else { return None };
        Some(service_level(maker, id, decl, sla))
    })
    .collect()
}

fn service_level(maker: &Maker<'_, '_>, id: String, decl: &Decl, sla: &Sla) -> ServiceLevel {
    let combine = sla.combine.map(|combine| match combine {
        Combine::Shortest => "shortest".to_owned(),
        Combine::Longest => "longest".to_owned(),
    });
    ServiceLevel {
        id,
        title: maker.title(decl),
        clock: sla.clock.as_ref().map(|clock| maker.clock(clock)),
        paused: sla.paused.iter().map(|wait| wait.last().to_string()).collect(),
        combine,
        limits: sla.tables.iter().flat_map(|table| table_limits(maker, table)).collect(),
        cites: maker.own_cites(&decl.common),
    }
}

fn table_limits(maker: &Maker<'_, '_>, table: &Table) -> Vec<TableLimit> {
    let axis = table.axis.as_ref().map(|axis| maker.id(axis));
    let mut found = Vec::new();
    for row in &table.rows {
        let mut case = BTreeMap::new();
        if let (Some(axis), Some(value)) = (&axis, &row.value) {
            case.insert(axis.clone(), value.name.to_string());
        }
        for (index, cell) in row.cells.iter().enumerate() {
            let mut case = case.clone();
            let limit = match &table.columns {
                Columns::Limits(limits) => limits.get(index),
                Columns::Values { limit, axis, values } => {
                    if let Some(value) = values.get(index) {
                        case.insert(maker.id(axis), value.name.to_string());
                    }
                    Some(limit)
                }
            };
            let Some(limit) = limit else { continue };
            found.push(TableLimit {
                limit: limit.name.to_string(),
                case,
                value: cell.as_ref().map(|value| maker.value(value)),
                cites: maker.cites(&row.cites),
            });
        }
    }
    found
}

pub(super) fn indicators(maker: &Maker<'_, '_>) -> Vec<Indicator> {
    let all = maker.decls(DeclKind::Kpi).into_iter();
    all.filter_map(|(_, id, decl)| {
        let Body::Kpi(kpi) = &decl.body else { return None };
        let grade = |(title, threshold): &(model::Text, model::Threshold)| Grade {
            title: maker.text(title),
            threshold: maker.threshold(threshold),
        };
        Some(Indicator {
            id,
            title: maker.title(decl),
            measure: kpi.measure.as_ref().map(|(measure, _)| maker.say(|page| page.measure(measure))),
            target: kpi.target.as_ref().map(|target| maker.threshold(target)),
            grades: kpi.grades.iter().map(grade).collect(),
            warn: kpi.warn.as_ref().map(|warn| maker.threshold(warn)),
            weight: kpi.weight.as_ref().map(|weight| maker.value(weight)),
            every: kpi.every.as_ref().map(|every| maker.say(|page| page.period(every))),
            owner: kpi.owner.as_ref().map(|owner| maker.id(owner)),
            source: maker.maybe(kpi.source.as_ref()),
            when_missed: maker.ids(&kpi.when_missed),
            cites: maker.cites(decl.common.cites.iter().chain(&kpi.cites)),
        })
    })
    .collect()
}

pub(super) fn records(maker: &Maker<'_, '_>, works: &mut Works) -> Vec<Record> {
    let all = maker.decls(DeclKind::Record).into_iter();
    all.filter_map(|(symbol, id, decl)| {
        let Body::Record(record) = &decl.body else { return None };
        let kept = record.kept.as_ref();
        Some(Record {
            id,
            title: maker.title(decl),
            fields: record.fields.iter().map(|field| maker.field(field)).collect(),
            numbered: record.numbered.clone(),
            kept: kept.map(|(time, _)| maker.value(time)),
            kept_by: kept.and_then(|(_, by)| by.as_ref()).map(|by| maker.id(by)),
            personal: record.personal,
            readers: maker.ids(&record.readers),
            filled_in: works.filled.remove(&symbol).unwrap_or_default(),
            read_in: works.read.remove(&symbol).unwrap_or_default(),
            cites: maker.own_cites(&decl.common),
        })
    })
    .collect()
}
