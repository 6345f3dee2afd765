//! What is still open: parameters without a value, `xx` values, a flow that is not written yet.

use serde::Serialize;

use super::super::page::Page;
use super::params::limit_of;
use super::work::each_work;
use crate::labels::fill;
use crate::model::{
    Body, Decl, DeclKind, Flow, Kpi, LateLine, NodeKind, Param, ParamValue, Period, Quantity, Start, Symbol, Threshold,
    Training, Value, Way, Work, each_node,
};

/// Something that somebody still has to decide.
#[derive(Debug, Serialize)]
pub(in super::super) struct OpenView {
    about: String,
    what: String,
}

/// The open points in the order of the sections.
pub(super) fn points(page: &Page<'_>) -> Vec<OpenView> {
    let mut list = List { page, found: Vec::new() };
    let file = page.file();
    if let Some((every, _)) = file.head.as_ref().and_then(|head| head.review.as_ref()) {
        list.hole(every, page.w.head.review);
    }
    if let Some(flow) = &file.flow {
        list.flow(flow, page.w.open.flow);
    }
    each_work(page, &mut |stop, work| {
        let step = page.stop(stop);
        list.work(work, &step);
    });
    let kinds = [
        DeclKind::Param,
        DeclKind::Role,
        DeclKind::Record,
        DeclKind::Sla,
        DeclKind::Kpi,
        DeclKind::Training,
        DeclKind::Routine,
    ];
    for kind in kinds {
        for (symbol, decl) in page.decls(kind) {
            list.decl(symbol, decl);
        }
    }
    let broken = file.broken || file.decls.iter().any(|decl| decl.broken);
    if broken || file.flow.as_ref().is_some_and(has_broken) {
        list.add(page.w.open.whole, page.w.open.unreadable.to_owned());
    }
    if file.doubled {
        list.add(page.w.open.whole, page.w.open.doubled.to_owned());
    }
    list.found
}

fn has_broken(flow: &Flow) -> bool {
    let mut broken = flow.broken;
    each_node(&flow.nodes, &mut |node| broken |= node.broken || matches!(node.kind, NodeKind::Broken(_)));
    broken
}

struct List<'l, 'p> {
    page: &'l Page<'p>,
    found: Vec<OpenView>,
}

impl List<'_, '_> {
    fn add(&mut self, about: &str, what: String) {
        self.found.push(OpenView { about: about.to_owned(), what });
    }

    /// Tells a value that is open; one of a parameter is told at the parameter.
    fn hole(&mut self, quantity: &Quantity, about: &str) {
        if matches!(quantity.value, Value::Hole(_)) {
            self.add(about, self.page.quantity(quantity));
        }
    }

    fn threshold(&mut self, threshold: Option<&Threshold>, about: &str) {
        if let Some(threshold) = threshold {
            self.hole(&threshold.value, about);
        }
    }

    /// A part of something, as the reader finds it: "step 5: time limit".
    fn part(&self, whole: &str, part: &str) -> String {
        format!("{whole}{}{part}", self.page.w.signs.colon)
    }

    fn flow(&mut self, flow: &Flow, name: &str) {
        if let Some(why) = &flow.unset {
            self.add(name, fill(self.page.w.blank.open_because, &[&self.page.text(why)]));
        }
        self.late(&flow.late, name);
        for Start { expects, .. } in &flow.starts {
            if let Some((count, _)) = expects {
                self.hole(count, self.page.w.step.expects);
            }
        }
        let page = self.page;
        each_node(&flow.nodes, &mut |node| {
            if let (NodeKind::Wait { delay: Some(delay) }, Some(stop)) = (&node.kind, page.numbers.at(node.at.0.start))
            {
                let step = page.stop(stop);
                self.hole(&delay.lasts, &self.part(&step, page.w.step.delay));
            }
        });
    }

    fn work(&mut self, work: &Work, step: &str) {
        let w = &self.page.w.step;
        for limit in &work.limits {
            self.hole(&limit.value, &self.part(step, w.limit));
            self.late(&limit.late, &self.part(step, w.limit));
        }
        if let Some(takes) = &work.takes {
            self.hole(&takes.least, &self.part(step, w.effort));
        }
        let unbound = |way: &Way| way.go.bound.as_ref().is_some_and(|bound| bound.times.is_none());
        if work.ways.iter().any(unbound) {
            self.add(&self.part(step, w.ways), self.page.w.open.times.to_owned());
        }
    }

    fn late(&mut self, lines: &[LateLine], about: &str) {
        for quantity in lines.iter().flat_map(|line| line.after.iter().chain(&line.every)) {
            self.hole(quantity, about);
        }
    }

    fn decl(&mut self, symbol: Symbol, decl: &Decl) {
        let page = self.page;
        let w = page.w;
        let title = page.decl_title(decl);
        match &decl.body {
            Body::Param(param) => self.param(symbol, decl, param),
            Body::Role(role) => {
                if let Some(count) = &role.count {
                    self.hole(count, &self.part(&title, w.people.count));
                }
            }
            Body::Record(record) => {
                if let Some((time, _)) = &record.kept {
                    self.hole(time, &self.part(&title, w.record.kept));
                }
            }
            Body::Sla(sla) => {
                for row in sla.tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row))) {
                    let (table, row) = row;
                    let value = row.value.as_ref().map(|value| {
                        let known = table.axis.as_ref().and_then(|axis| page.category_value(axis, value));
                        known.unwrap_or_else(|| value.name.to_string())
                    });
                    let about = self.part(&title, &value.unwrap_or_default());
                    for (column, cell) in row.cells.iter().enumerate() {
                        let Some(cell) = cell else { continue };
                        let column = super::levels::column(page, decl, &table.columns, column);
                        self.hole(cell, &format!("{about}{}{column}", w.signs.comma));
                    }
                }
            }
            Body::Kpi(kpi) => self.kpi(kpi, &title),
            Body::Training(training) => self.training(training, &title),
            Body::Routine(routine) => {
                if let Period::Every(quantity) | Period::Month(Some(quantity)) = &routine.every {
                    self.hole(quantity, &self.part(&title, w.routine.when));
                }
                if let Some(flow) = &routine.flow {
                    self.flow(flow, &title);
                }
            }
            _ => {}
        }
    }

    fn kpi(&mut self, kpi: &Kpi, title: &str) {
        let w = &self.page.w.kpi;
        self.threshold(kpi.target.as_ref(), &self.part(title, w.target));
        self.threshold(kpi.warn.as_ref(), &self.part(title, w.warn));
        for (_, threshold) in &kpi.grades {
            self.threshold(Some(threshold), &self.part(title, w.grades));
        }
        if let Some(weight) = &kpi.weight {
            self.hole(weight, &self.part(title, w.weight));
        }
    }

    fn training(&mut self, training: &Training, title: &str) {
        let w = &self.page.w.conduct;
        if let Some(lasts) = &training.lasts {
            self.hole(lasts, &self.part(title, w.lasts));
        }
        self.threshold(training.pass.as_ref(), &self.part(title, w.pass_all));
        for test in &training.tests {
            self.threshold(test.pass.as_ref(), &self.part(title, w.pass));
        }
    }

    /// A parameter has no title; the steps whose limits it sets stand beside its name.
    fn param(&mut self, symbol: Symbol, decl: &Decl, param: &Param) {
        let page = self.page;
        let what = match &param.value {
            ParamValue::Unset(why) => fill(page.w.blank.open_because, &[&page.text(why)]),
            ParamValue::Set(quantity) if matches!(quantity.value, Value::Hole(_)) => page.quantity(quantity),
            ParamValue::Set(_) => return,
        };
        let name = fill(page.w.reference.param, &[&page.decl_title(decl)]);
        self.add(&format!("{name}{}", limit_of(page, symbol)), what);
    }
}
