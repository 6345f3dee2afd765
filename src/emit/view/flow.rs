//! The flow in reading order: what starts it, its steps, branches and ends.

use serde::Serialize;

use super::super::page::Page;
use super::super::phrase::{FlowOf, Next, WayView};
use super::common::{Fact, NoteView, cites, facts, notes};
use super::step::{StepView, by_label, heading, node_facts};
use crate::labels::fill;
use crate::model::{Branch, Count, Flow, Guard, Node, NodeKind, Start, StartOn};

/// A flow as a reader follows it.
#[derive(Debug, Default, Serialize)]
pub(in super::super) struct FlowView {
    /// Whether there is anything to do.
    exists: bool,
    /// Why there is no flow yet.
    unset: String,
    starts: Vec<EventView>,
    pub(super) entries: Vec<Entry>,
    anytime: Vec<EventView>,
    ends: Vec<EventView>,
    notes: Vec<NoteView>,
    cites: String,
}

/// Something that happens, and where it leads.
#[derive(Debug, Serialize)]
struct EventView {
    text: String,
    facts: Vec<Fact>,
    notes: Vec<NoteView>,
}

/// One piece of the flow in reading order.
#[derive(Debug, Serialize)]
#[serde(tag = "entry", rename_all = "lowercase")]
pub(super) enum Entry {
    /// Something that is done.
    Step(Box<StepView>),
    /// A branch of a parallel block begins.
    Branch(BranchView),
    /// Branches or items come together.
    Join {
        /// When, and where it goes on.
        text: String,
    },
}

#[derive(Debug, Serialize)]
pub(super) struct BranchView {
    hashes: &'static str,
    heading: String,
    when: String,
    notes: Vec<NoteView>,
    cites: String,
}

impl FlowView {
    /// The view of a flow; `depth` says how deep its steps lie below the section.
    pub(in super::super) fn of(page: &Page<'_>, flow: &Flow, depth: usize) -> Self {
        let mut walk = Walk { page, flow: FlowOf::from(flow), entries: Vec::new(), ends: Vec::new() };
        walk.block(&flow.nodes, Next::Nothing, depth);
        let anytime = flow.anytime.iter().map(|anytime| EventView {
            text: format!("{}{}{}", page.text(&anytime.when), page.w.signs.colon, page.target(&anytime.to, 0)),
            facts: facts([(page.w.step.cites, cites(page, &anytime.common.cites))]),
            notes: notes(page, &anytime.common),
        });
        FlowView {
            exists: flow.unset.is_none() && !flow.nodes.is_empty(),
            unset: flow
                .unset
                .as_ref()
                .map(|why| fill(page.w.blank.open_because, &[&page.text(why)]))
                .unwrap_or_default(),
            starts: flow.starts.iter().map(|start| event(page, start)).collect(),
            entries: walk.entries,
            anytime: anytime.collect(),
            ends: walk.ends,
            notes: notes(page, &flow.common),
            cites: cites(page, &flow.common.cites),
        }
    }
}

fn event(page: &Page<'_>, start: &Start) -> EventView {
    let expects = start
        .expects
        .as_ref()
        .map(|(count, period)| fill(page.w.step.expected, &[&page.period(period), &page.quantity(count)]));
    EventView {
        text: start_words(page, start),
        facts: facts([
            (page.w.step.via, page.title_list(&start.via)),
            (page.w.step.expects, expects.unwrap_or_default()),
            (page.w.step.cites, cites(page, &start.common.cites)),
        ]),
        notes: notes(page, &start.common),
    }
}

/// What starts a case, in words.
pub(in super::super) fn start_words(page: &Page<'_>, start: &Start) -> String {
    match &start.on {
        StartOn::Event(text) => page.text(text),
        StartOn::After(reference) => {
            let procedure = page.procedure_by_name(reference.first());
            let title = procedure.map_or_else(|| reference.first().to_string(), |id| page.procedure(id));
            let after = match (reference.parts.as_slice(), procedure) {
                ([_, end], Some(id)) => fill(page.w.way.after_ended, &[&title, &page.end_of(id, &end.name)]),
                _ => fill(page.w.way.after_end, &[&title]),
            };
            page.sentence(&after)
        }
    }
}

struct Walk<'w, 'p> {
    page: &'w Page<'p>,
    flow: FlowOf<'w>,
    entries: Vec<Entry>,
    ends: Vec<EventView>,
}

impl Walk<'_, '_> {
    fn block(&mut self, nodes: &[Node], last: Next<'_>, depth: usize) {
        let readable: Vec<&Node> = nodes.iter().filter(|node| !matches!(node.kind, NodeKind::Broken(_))).collect();
        for (index, node) in readable.iter().enumerate() {
            let next = readable.get(index + 1).map_or(last, |next| Next::Node(next));
            self.node(node, next, depth);
        }
    }

    fn node(&mut self, node: &Node, next: Next<'_>, depth: usize) {
        let page = self.page;
        let Some(stop) = page.numbers.at(node.at.0.start) else { return };
        if let NodeKind::End { failed } = node.kind {
            let failed = if failed { fill(page.w.signs.paren, &[page.w.step.failed]) } else { String::new() };
            self.ends.push(EventView {
                text: format!("{}{failed}", stop.title),
                facts: facts([(page.w.step.cites, cites(page, &node.work.common.cites))]),
                notes: notes(page, &node.work.common),
            });
            return;
        }
        let mut step = StepView::of(page, &node.work, self.flow, stop.order);
        step.hashes = hashes(depth);
        step.number.clone_from(&stop.number);
        step.title.clone_from(&stop.title);
        step.heading = heading(page, node, &stop.number, &stop.title);
        step.by_label = by_label(page, node);
        if matches!(node.kind, NodeKind::Wait { .. }) {
            step.limit_label = page.w.step.wait_limit;
        }
        if matches!(node.kind, NodeKind::Approval { .. }) {
            // How many of them must approve is said beside.
            let posts: Vec<String> = node.work.by.iter().map(|post| page.to_post(post)).collect();
            step.by = page.list(&posts);
        }
        step.facts = node_facts(page, node);
        step.approval = matches!(node.kind, NodeKind::Approval { .. });
        let plain_delay = matches!(node.kind, NodeKind::Wait { delay: Some(_) });
        let block = matches!(node.kind, NodeKind::Parallel { .. } | NodeKind::Each { .. });
        step.block = block;
        if matches!(node.kind, NodeKind::Each { .. }) {
            step.items = fill(page.w.checklist.items, &[&stop.title]);
        }
        step.no_limit = step.limits.is_empty() && !plain_delay && !block;
        step.ways = page.ways(node, next, stop.order);
        // Of a block the ways are told where it comes together.
        let after = if block { std::mem::take(&mut step.ways) } else { Vec::new() };
        for way in step.ways.iter_mut().filter(|way| way.when.is_empty()) {
            way.then = page.sentence(&way.then);
        }
        self.entries.push(Entry::Step(Box::new(step)));
        match &node.kind {
            NodeKind::Parallel { branches, join, .. } => {
                for branch in branches {
                    self.branch(branch, depth + 1);
                }
                self.join(join.as_ref(), &stop.number, &after, true);
            }
            NodeKind::Each { nodes, join, .. } => {
                self.block(nodes, Next::Item, depth + 1);
                self.join(join.as_ref(), &stop.number, &after, false);
            }
            _ => {}
        }
    }

    fn branch(&mut self, branch: &Branch, depth: usize) {
        let page = self.page;
        let Some(stop) = page.numbers.at(branch.at.0.start) else { return };
        let when = match &branch.guard {
            Guard::Always => String::new(),
            Guard::When(cond) => page.sentence(&fill(page.w.step.guard_when, &[&page.cond_before_word(cond)])),
            Guard::Says(text) => page.sentence(&fill(page.w.step.guard_when, &[&page.quote(&page.text(text))])),
            Guard::Otherwise => page.sentence(page.w.step.guard_otherwise),
        };
        self.entries.push(Entry::Branch(BranchView {
            hashes: hashes(depth),
            heading: fill(page.w.step.branch_heading, &[&stop.number, &stop.title]),
            when,
            notes: notes(page, &branch.common),
            cites: cites(page, &branch.common.cites),
        }));
        self.block(&branch.nodes, Next::Branch, depth + 1);
    }

    fn join(&mut self, join: Option<&Count>, number: &str, ways: &[WayView], branches: bool) {
        let words = join_words(self.page, join, branches);
        let way = |way: &WayView| match way.when.as_str() {
            "" => way.then.clone(),
            when => format!("{when}{}{}", self.page.w.signs.colon, way.then),
        };
        let ways = ways.iter().map(way).collect::<Vec<_>>().join(self.page.w.signs.semicolon);
        self.entries.push(Entry::Join { text: fill(self.page.w.step.join, &[number, &words, &ways]) });
    }
}

/// When branches or items have come together.
pub(in super::super) fn join_words(page: &Page<'_>, join: Option<&Count>, branches: bool) -> String {
    let w = &page.w.step;
    let (all, any, some) = if branches {
        (w.join_all, w.join_any, w.join_number)
    } else {
        (w.join_items_all, w.join_items_any, w.join_items_number)
    };
    match join {
        None | Some(Count::All) => all.to_owned(),
        Some(Count::Any) => any.to_owned(),
        Some(Count::Number(number)) => fill(some, &[&page.quantity(number)]),
    }
}

pub(super) fn hashes(depth: usize) -> &'static str {
    match depth {
        0 => "###",
        1 => "####",
        2 => "#####",
        _ => "######",
    }
}
