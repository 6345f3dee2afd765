//! Every construct of the page that may carry notes, citations and accepted deviations, with its name for readers.

use super::super::page::Page;
use super::common::work_cites;
use crate::labels::fill;
use crate::model::{Anytime, Body, Cite, Common, Decl, DeclKind, Flow, NodeKind, each_node};

/// What a reader calls a construct: "step 5", "channel “Phone”".
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// The pattern for one.
    one: &'static str,
    /// The pattern for several; empty where each is named by itself.
    many: &'static str,
    /// What stands in the pattern.
    item: String,
}

impl Label {
    fn new(one: &'static str, many: &'static str, item: &str) -> Self {
        Label { one, many, item: item.to_owned() }
    }

    /// As words.
    pub(super) fn words(&self) -> String {
        fill(self.one, &[&self.item])
    }
}

/// Several constructs as a list, those of one kind together: "steps 6, 7, channels “Phone”, “Email”".
pub(super) fn listed(page: &Page<'_>, labels: &[Label]) -> String {
    let together = |one: &Label, next: &Label| !one.many.is_empty() && one.many == next.many;
    let groups = labels.chunk_by(together).map(|group| match group {
        [only] => only.words(),
        _ => {
            let many = group.first().map(|label| label.many).unwrap_or_default();
            let quoted =
                |label: &Label| if label.one.contains('“') { page.quote(&label.item) } else { label.item.clone() };
            fill(many, &[&page.list(&group.iter().map(quoted).collect::<Vec<_>>())])
        }
    });
    groups.collect::<Vec<_>>().join(page.w.signs.semicolon)
}

/// One construct.
pub(super) struct Construct<'p> {
    /// What a reader calls it.
    pub(super) label: Label,
    /// What stands in its block.
    pub(super) common: &'p Common,
    /// All citations on it and on its lines.
    pub(super) cites: Vec<&'p Cite>,
}

/// The constructs of a page: the whole, the steps, the rest in the order of the sections.
pub(super) fn constructs<'p>(page: &Page<'p>) -> Vec<Construct<'p>> {
    let file = page.file();
    let w = &page.w.reference;
    let mut found = Vec::new();
    let whole = |common: &'p Common| {
        let cites = common.cites.iter().collect();
        Construct { label: Label::new(w.whole, "", ""), common, cites }
    };
    found.extend(file.head.as_ref().map(|head| whole(&head.common)));
    found.push(whole(&file.common));
    if let Some(flow) = &file.flow {
        of_flow(page, flow, &Label::new(w.flow, "", ""), &mut found);
    }
    let kinds = [
        DeclKind::Role,
        DeclKind::Channel,
        DeclKind::System,
        DeclKind::Calendar,
        DeclKind::Param,
        DeclKind::Category,
        DeclKind::Record,
        DeclKind::Sla,
        DeclKind::Kpi,
        DeclKind::Policy,
        DeclKind::Training,
        DeclKind::Term,
        DeclKind::Standard,
    ];
    for kind in kinds {
        found.extend(page.decls(kind).into_iter().map(|(_, decl)| of_decl(page, decl)));
    }
    for decl in &file.decls {
        if let Body::Routine(routine) = &decl.body {
            let number = page.numbers.at(decl.at.0.start).map(|stop| page.to_stop(stop, &stop.number));
            let number = number.unwrap_or_default();
            let label = Label::new(w.routine, w.routines, &number);
            found.push(Construct { label: label.clone(), common: &decl.common, cites: work_cites(&routine.work) });
            if let Some(flow) = &routine.flow {
                of_flow(page, flow, &label, &mut found);
            }
        }
    }
    for (index, control) in file.controls.iter().enumerate() {
        let cites = control.common.cites.iter().collect();
        let label = Label::new(w.rule, w.rules, &(index + 1).to_string());
        found.push(Construct { label, common: &control.common, cites });
    }
    found
}

fn of_flow<'p>(page: &Page<'p>, flow: &'p Flow, label: &Label, found: &mut Vec<Construct<'p>>) {
    let w = &page.w.reference;
    let plain = |label: Label, common: &'p Common| {
        let cites = common.cites.iter().collect();
        Construct { label, common, cites }
    };
    let mut whole = plain(label.clone(), &flow.common);
    whole.cites.extend(flow.late.iter().flat_map(|line| &line.cites));
    found.push(whole);
    found.extend(flow.starts.iter().map(|start| plain(Label::new(w.start, "", ""), &start.common)));
    each_node(&flow.nodes, &mut |node| {
        let Some(stop) = page.numbers.at(node.at.0.start) else { return };
        let label = match node.kind {
            NodeKind::End { .. } => Label::new(w.end, "", &stop.title),
            _ => Label::new(w.step, page.w.step.numbers, &page.to_stop(stop, &stop.number)),
        };
        found.push(Construct { label, common: &node.work.common, cites: work_cites(&node.work) });
        if let NodeKind::Parallel { branches, .. } = &node.kind {
            for branch in branches {
                let number = page.numbers.at(branch.at.0.start).map(|stop| page.to_stop(stop, &stop.number));
                let number = number.unwrap_or_default();
                found.push(plain(Label::new(w.branch, "", &number), &branch.common));
            }
        }
    });
    let anytime = |anytime: &'p Anytime| plain(Label::new(w.anytime, "", &page.text(&anytime.when)), &anytime.common);
    found.extend(flow.anytime.iter().map(anytime));
}

fn of_decl<'p>(page: &Page<'p>, decl: &'p Decl) -> Construct<'p> {
    let w = &page.w.reference;
    let (one, many, lines): (&str, &str, Vec<&Cite>) = match &decl.body {
        Body::Role(_) => (w.post, w.posts, Vec::new()),
        Body::Channel(_) => (w.channel, w.channels, Vec::new()),
        Body::System(_) => (w.system, w.systems, Vec::new()),
        Body::Calendar(_) => (w.calendar, "", Vec::new()),
        Body::Param(_) => (w.param, "", Vec::new()),
        Body::Category(category) => {
            (w.category, w.categories, category.values.iter().flat_map(|value| &value.cites).collect())
        }
        Body::Record(record) => (w.record, w.records, record.fields.iter().flat_map(|field| &field.cites).collect()),
        Body::Sla(sla) => {
            let rows = sla.tables.iter().flat_map(|table| &table.rows);
            (w.level, "", rows.flat_map(|row| &row.cites).collect())
        }
        Body::Kpi(kpi) => (w.kpi, w.kpis, kpi.cites.iter().collect()),
        Body::Policy(policy) => (w.policy, w.policies, policy.says.iter().flat_map(|(_, _, cites)| cites).collect()),
        Body::Training(_) => (w.training, "", Vec::new()),
        Body::Term(_) => (w.term, "", Vec::new()),
        Body::Standard(_) => (w.standard, "", Vec::new()),
        Body::Routine(_) => (w.routine, "", Vec::new()),
    };
    let cites = decl.common.cites.iter().chain(lines).collect();
    Construct { label: Label::new(one, many, &page.decl_title(decl)), common: &decl.common, cites }
}

/// Calls `visit` for every citation of a page.
pub(in super::super) fn each_cite<'p>(page: &Page<'p>, visit: &mut dyn FnMut(&'p Cite)) {
    for construct in constructs(page) {
        construct.cites.into_iter().for_each(&mut *visit);
    }
}
