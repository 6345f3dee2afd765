//! One step with everything that its doer must know.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::markdown::slug;
use super::super::numbers::Stop;
use super::super::page::Page;
use super::super::phrase::{FlowOf, LimitView, WayView};
use super::answers::{AskView, FillView, ask_view, fill_view, set_view};
use super::common::{Fact, NoteView, cites, facts, notes, work_cites};
use super::flow::hashes;
use crate::labels::fill;
use crate::model::{Act, Body, Count, Form, Guard, Limit, Node, NodeKind, Work, each_flow, each_node};

/// A step with everything that its doer must know.
#[derive(Debug, Serialize)]
pub(in super::super) struct StepView {
    /// The signs of its heading: deeper inside blocks.
    pub(super) hashes: &'static str,
    pub(super) number: String,
    pub(super) title: String,
    /// Number, title, and what it is if it is no plain step.
    pub(super) heading: String,
    /// Who does it; a wait is followed, an approval decided.
    pub(super) by_label: &'static str,
    pub(super) by: String,
    /// Who does it, one by one.
    doers: Vec<String>,
    accountable: String,
    consults: String,
    informs: String,
    via: String,
    using: String,
    /// What this kind of step says of itself: the called procedure, how many must approve, how long to wait.
    pub(super) facts: Vec<Fact>,
    warnings: Vec<String>,
    form: &'static str,
    acts: Vec<ActView>,
    asks: Vec<AskView>,
    sets: Vec<AskView>,
    fills: Vec<FillView>,
    reads: String,
    /// What a limit is to the step: the time to be done in, or how long a wait may last.
    pub(super) limit_label: &'static str,
    pub(super) limits: Vec<LimitView>,
    /// Whether a limit belongs here and none is set.
    pub(super) no_limit: bool,
    effort: String,
    pub(super) ways: Vec<WayView>,
    pub(super) approval: bool,
    /// What is done with each item: the line on which the items are listed.
    pub(super) items: String,
    /// Whether it only holds others: branches or items.
    pub(super) block: bool,
    notes: Vec<NoteView>,
    pub(super) cites: String,
}

#[derive(Debug, Serialize)]
struct ActView {
    text: String,
    /// Whether all stop here until it is confirmed.
    pause: bool,
}

impl StepView {
    /// The clauses of a step or routine.
    pub(super) fn of(page: &Page<'_>, work: &Work, flow: FlowOf<'_>, order: usize) -> Self {
        let limit = |limit: &Limit| page.limit(limit, &work.by, flow, order);
        let doers = page.titles(&work.by);
        let posts: Vec<String> = work.by.iter().map(|post| page.to_post(post)).collect();
        StepView {
            hashes: hashes(0),
            number: String::new(),
            title: String::new(),
            heading: String::new(),
            by_label: page.w.step.by,
            by: page.list_with(&posts, page.w.signs.or),
            doers,
            accountable: page.title_list(&work.accountable),
            consults: page.title_list(&work.consults),
            informs: page.title_list(&work.informs),
            via: page.title_list(&work.via),
            using: page.title_list(&work.using),
            facts: Vec::new(),
            warnings: warnings(page, work),
            form: form(page, work),
            acts: work.acts.iter().filter_map(|act| act_view(page, act)).collect(),
            asks: work.asks().map(|ask| ask_view(page, ask)).collect(),
            sets: work.sets.iter().map(|category| set_view(page, category)).collect(),
            fills: work.fills.iter().map(|record| fill_view(page, record)).collect(),
            reads: page.title_list(&work.reads),
            limit_label: page.w.step.limit,
            limits: work.limits.iter().map(limit).collect(),
            no_limit: false,
            effort: work.takes.as_ref().map(|takes| page.effort(&takes.least, &takes.most)).unwrap_or_default(),
            ways: Vec::new(),
            approval: false,
            items: String::new(),
            block: false,
            notes: notes(page, &work.common),
            cites: cites(page, work_cites(work)),
        }
    }
}

fn warnings(page: &Page<'_>, work: &Work) -> Vec<String> {
    let texts = work.acts.iter().filter_map(|act| if let Act::Warning(text) = act { Some(text) } else { None });
    texts.map(|text| page.text(text)).collect()
}

fn act_view(page: &Page<'_>, act: &Act) -> Option<ActView> {
    Some(ActView { text: box_text(page, act)?, pause: matches!(act, Act::Pause(..)) })
}

/// What a box of the checklist says.
pub(in super::super) fn box_text(page: &Page<'_>, act: &Act) -> Option<String> {
    match act {
        Act::Do(text) => Some(page.text(text)),
        Act::Pause(text, by) if by.is_empty() => Some(page.text(text)),
        Act::Pause(text, by) => Some(fill(page.w.step.pause_by, &[&page.text(text), &page.title_list(by)])),
        Act::Ask(_) | Act::Warning(_) => None,
    }
}

/// What the clauses of a step say that its doer must know beside its boxes, fields and limits.
pub(in super::super) fn work_facts(page: &Page<'_>, work: &Work) -> Vec<Fact> {
    let w = &page.w.step;
    let takes = work.takes.as_ref().map(|takes| page.effort(&takes.least, &takes.most));
    facts([
        (w.accountable, page.title_list(&work.accountable)),
        (w.consults, page.title_list(&work.consults)),
        (w.informs, page.title_list(&work.informs)),
        (w.via, page.title_list(&work.via)),
        (w.using, page.title_list(&work.using)),
        (w.reads, page.title_list(&work.reads)),
        (w.effort, takes.unwrap_or_default()),
        (w.form, form(page, work).to_owned()),
    ])
}

/// How the checklist is used; empty if nothing is said.
fn form(page: &Page<'_>, work: &Work) -> &'static str {
    match work.form {
        None => "",
        Some(Form::ReadDo) => page.w.step.read_do,
        Some(Form::DoConfirm) => page.w.step.do_confirm,
    }
}

/// The heading of a node: number, title, and what it is if it is no plain step.
pub(super) fn heading(page: &Page<'_>, node: &Node, number: &str, title: &str) -> String {
    if let NodeKind::Each { .. } = node.kind {
        return fill(page.w.step.heading, &[number, &fill(page.w.step.each_title, &[&page.said(title)])]);
    }
    let heading = fill(page.w.step.heading, &[number, title]);
    match kind(page, node) {
        // "Supervisor approval (approval)" would only repeat itself.
        kind if kind.is_empty() || title.to_lowercase().contains(kind) => heading,
        kind => format!("{heading}{}", fill(page.w.signs.paren, &[kind])),
    }
}

/// What a node is if it is no plain step; else empty.
pub(in super::super) fn kind(page: &Page<'_>, node: &Node) -> &'static str {
    let w = &page.w.step;
    match node.kind {
        NodeKind::Decision => w.decision,
        NodeKind::Approval { .. } => w.approval,
        NodeKind::Wait { .. } => w.wait,
        NodeKind::Call { .. } => w.call,
        NodeKind::Parallel { .. } => w.parallel,
        NodeKind::Each { .. } => w.each,
        NodeKind::Step | NodeKind::End { .. } | NodeKind::Broken(_) => "",
    }
}

/// What the doer of a node is to it.
pub(super) fn by_label(page: &Page<'_>, node: &Node) -> &'static str {
    match node.kind {
        NodeKind::Approval { .. } => page.w.step.by_approval,
        NodeKind::Wait { .. } => page.w.step.by_wait,
        _ => page.w.step.by,
    }
}

/// What this kind of node says beside its clauses.
pub(in super::super) fn node_facts(page: &Page<'_>, node: &Node) -> Vec<Fact> {
    let w = &page.w.step;
    match &node.kind {
        NodeKind::Call { procedure } => {
            let link = page.project.callee(page.module.id, procedure).and_then(|id| page.link_to(id));
            vec![Fact::linked(w.procedure, page.callee(procedure), link)]
        }
        NodeKind::Approval { needs } => {
            let words = match needs {
                // One approver alone needs no count.
                None | Some(Count::All) if node.work.by.len() < 2 => String::new(),
                None | Some(Count::All) => w.needs_all.to_owned(),
                Some(Count::Any) => w.needs_any.to_owned(),
                Some(Count::Number(number)) => fill(w.needs_number, &[&page.quantity(number)]),
            };
            facts([(w.needs, words)])
        }
        NodeKind::Wait { delay: Some(delay) } => {
            let clock = page.unusual_clock(delay.on.as_ref());
            let clock: String = clock.iter().map(|clock| fill(page.w.signs.paren, &[clock])).collect();
            facts([(w.delay, format!("{}{clock}", page.quantity(&delay.lasts)))])
        }
        NodeKind::Parallel { branches, .. } => {
            let always = branches.iter().all(|branch| branch.guard == Guard::Always);
            let words = if always { w.branches_together } else { w.branches_applying };
            facts([(w.together, fill(words, &[&branches.len().to_string()]))])
        }
        NodeKind::Each { .. } => {
            let title = node.title.as_ref().map_or_else(|| node.label().to_owned(), |title| page.text(title));
            facts([(w.together, fill(w.each_item, &[&title]))])
        }
        _ => Vec::new(),
    }
}

/// The anchors of the headings of steps, branches and routines, by their place in reading order.
pub(in super::super) fn anchors(page: &Page<'_>) -> BTreeMap<usize, String> {
    let mut found = BTreeMap::new();
    let mut add = |start: u32, heading: &dyn Fn(&Stop) -> String| {
        if let Some(stop) = page.numbers.at(start).filter(|stop| !stop.number.is_empty()) {
            found.insert(stop.order, slug(&heading(stop)));
        }
    };
    each_flow(page.file(), &mut |flow| {
        each_node(&flow.nodes, &mut |node| {
            add(node.at.0.start, &|stop| heading(page, node, &stop.number, &stop.title));
            if let NodeKind::Parallel { branches, .. } = &node.kind {
                for branch in branches {
                    add(branch.at.0.start, &|stop| fill(page.w.step.branch_heading, &[&stop.number, &stop.title]));
                }
            }
        });
    });
    for decl in page.file().decls.iter().filter(|decl| matches!(decl.body, Body::Routine(_))) {
        add(decl.at.0.start, &|stop| fill(page.w.routine.heading, &[&stop.number, &page.decl_title(decl)]));
    }
    found
}
