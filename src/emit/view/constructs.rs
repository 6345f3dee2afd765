//! Every construct of the page that may carry notes, citations and accepted deviations, with its name for readers.

use super::super::page::Page;
use super::common::work_cites;
use crate::labels::fill;
use crate::model::{Body, Cite, Common, Decl, DeclKind, Flow, NodeKind, each_node};

/// One construct.
pub(super) struct Construct<'p> {
    /// What a reader calls it: "step 5", "the form “…”".
    pub(super) label: String,
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
    let whole =
        |common: &'p Common| Construct { label: w.whole.to_owned(), common, cites: common.cites.iter().collect() };
    found.extend(file.head.as_ref().map(|head| whole(&head.common)));
    found.push(whole(&file.common));
    if let Some(flow) = &file.flow {
        of_flow(page, flow, w.flow, &mut found);
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
            let number = page.numbers.at(decl.at.0.start).map(|stop| stop.number.clone()).unwrap_or_default();
            let label = fill(w.routine, &[&number]);
            found.push(Construct { label: label.clone(), common: &decl.common, cites: work_cites(&routine.work) });
            if let Some(flow) = &routine.flow {
                of_flow(page, flow, &label, &mut found);
            }
        }
    }
    for (index, control) in file.controls.iter().enumerate() {
        let cites = control.common.cites.iter().collect();
        let label = fill(w.rule, &[&(index + 1).to_string()]);
        found.push(Construct { label, common: &control.common, cites });
    }
    found
}

fn of_flow<'p>(page: &Page<'p>, flow: &'p Flow, label: &str, found: &mut Vec<Construct<'p>>) {
    let w = &page.w.reference;
    let plain = |label: &str, common: &'p Common| {
        let cites = common.cites.iter().collect();
        Construct { label: label.to_owned(), common, cites }
    };
    let mut whole = plain(label, &flow.common);
    whole.cites.extend(flow.late.iter().flat_map(|line| &line.cites));
    found.push(whole);
    found.extend(flow.starts.iter().map(|start| plain(w.start, &start.common)));
    each_node(&flow.nodes, &mut |node| {
        let Some(stop) = page.numbers.at(node.at.0.start) else { return };
        let label = match node.kind {
            NodeKind::End { .. } => fill(w.end, &[&stop.title]),
            _ => fill(w.step, &[&stop.number]),
        };
        found.push(Construct { label, common: &node.work.common, cites: work_cites(&node.work) });
        if let NodeKind::Parallel { branches, .. } = &node.kind {
            for branch in branches {
                let number = page.numbers.at(branch.at.0.start).map(|stop| stop.number.clone()).unwrap_or_default();
                found.push(plain(&fill(w.branch, &[&number]), &branch.common));
            }
        }
    });
    found.extend(
        flow.anytime.iter().map(|anytime| plain(&fill(w.anytime, &[&page.text(&anytime.when)]), &anytime.common)),
    );
}

fn of_decl<'p>(page: &Page<'p>, decl: &'p Decl) -> Construct<'p> {
    let w = &page.w.reference;
    let (pattern, lines): (&str, Vec<&Cite>) = match &decl.body {
        Body::Role(_) => (w.post, Vec::new()),
        Body::Channel(_) => (w.channel, Vec::new()),
        Body::System(_) => (w.system, Vec::new()),
        Body::Calendar(_) => (w.calendar, Vec::new()),
        Body::Param(_) => (w.param, Vec::new()),
        Body::Category(category) => (w.category, category.values.iter().flat_map(|value| &value.cites).collect()),
        Body::Record(record) => (w.record, record.fields.iter().flat_map(|field| &field.cites).collect()),
        Body::Sla(sla) => {
            let rows = sla.tables.iter().flat_map(|table| &table.rows);
            (w.level, rows.flat_map(|row| &row.cites).collect())
        }
        Body::Kpi(kpi) => (w.kpi, kpi.cites.iter().collect()),
        Body::Policy(policy) => (w.policy, policy.says.iter().flat_map(|(_, _, cites)| cites).collect()),
        Body::Training(_) => (w.training, Vec::new()),
        Body::Term(_) => (w.term, Vec::new()),
        Body::Standard(_) => (w.standard, Vec::new()),
        Body::Routine(_) => (w.routine, Vec::new()),
    };
    let cites = decl.common.cites.iter().chain(lines).collect();
    Construct { label: fill(pattern, &[&page.decl_title(decl)]), common: &decl.common, cites }
}
