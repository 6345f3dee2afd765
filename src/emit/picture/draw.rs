//! From the flow to its picture.

use super::super::page::Page;
use super::super::phrase::{Next, falls_through};
use super::super::view::{join_words, start_words};
use super::arrows::Arrows;
use super::{Frame, Line, Mark, Picture, Shape};
use crate::labels::fill;
use crate::model::{
    Action, Branch, Cond, Flow, Go, Guard, LateLine, Limit, Name, Node, NodeKind, Ref, Target, Trigger, Way,
};

/// The picture of a flow; `None` where there is nothing to draw.
pub(in super::super) fn draw(page: &Page<'_>, flow: &Flow) -> Option<Picture> {
    if flow.unset.is_some() || flow.nodes.is_empty() {
        return None;
    }
    let mut chart = Chart {
        page,
        flow_late: &flow.late,
        marks: Vec::new(),
        frames: Vec::new(),
        inside: None,
        arrows: Arrows::default(),
    };
    if let Some(first) = flow.nodes.first().and_then(|node| chart.id(node)) {
        for (index, start) in flow.starts.iter().enumerate() {
            let id = format!("s{index}");
            chart.shape(&id, Shape::Start, start_words(page, start));
            chart.edge(&id, &first, "", Line::Solid);
        }
    }
    chart.block(&flow.nodes, Next::Nothing, None);
    for (index, anytime) in flow.anytime.iter().enumerate() {
        let id = format!("a{index}");
        chart.shape(&id, Shape::Anytime, fill(page.w.way.anytime_short, &[&page.text(&anytime.when)]));
        chart.target(&id, &anytime.to, "", Line::Dotted, None);
    }
    Some(Picture { marks: chart.marks, frames: chart.frames, arrows: chart.arrows.in_order() })
}

struct Chart<'c, 'p> {
    page: &'c Page<'p>,
    flow_late: &'c [LateLine],
    marks: Vec<Mark>,
    frames: Vec<Frame>,
    /// The frame in which shapes are drawn now.
    inside: Option<usize>,
    arrows: Arrows,
}

impl Chart<'_, '_> {
    fn id(&self, node: &Node) -> Option<String> {
        self.page.numbers.at(node.at.0.start).map(|stop| format!("n{}", stop.order))
    }

    /// Draws a block; `join` is where branch or item come together.
    fn block(&mut self, nodes: &[Node], last: Next<'_>, join: Option<&str>) {
        let readable: Vec<&Node> = nodes.iter().filter(|node| !matches!(node.kind, NodeKind::Broken(_))).collect();
        for (index, node) in readable.iter().enumerate() {
            let next = readable.get(index + 1).map_or(last, |next| Next::Node(next));
            self.node(node, next, join);
        }
    }

    fn node(&mut self, node: &Node, next: Next<'_>, join: Option<&str>) {
        let Some(stop) = self.page.numbers.at(node.at.0.start) else { return };
        let id = format!("n{}", stop.order);
        let text = format!("{} {}", stop.number, stop.title);
        let mut out = id.clone();
        match &node.kind {
            NodeKind::Parallel { branches, join: count, .. } => {
                out = format!("j{}", stop.order);
                let around = self.open(format!("p{}", stop.order));
                self.fork(&id, &text, self.page.w.step.parallel);
                for branch in branches {
                    self.branch(branch, &id, &out);
                }
                let words = join_words(self.page, count.as_ref(), true);
                self.shape(&out, Shape::Join, words);
                self.inside = around;
            }
            NodeKind::Each { nodes, join: count, .. } => {
                out = format!("j{}", stop.order);
                let around = self.open(format!("p{}", stop.order));
                self.fork(&id, &text, self.page.w.step.each);
                self.block(nodes, Next::Item, Some(&out));
                let first = nodes.iter().find_map(|node| self.id(node));
                self.edge(&id, first.as_deref().unwrap_or(&out), "", Line::Solid);
                let words = join_words(self.page, count.as_ref(), false);
                self.shape(&out, Shape::Join, words);
                self.inside = around;
            }
            NodeKind::End { failed: false } => self.shape(&id, Shape::End, stop.title.clone()),
            NodeKind::End { failed: true } => {
                self.shape(&id, Shape::Failed, self.beside(&stop.title, self.page.w.step.failed));
            }
            NodeKind::Decision | NodeKind::Approval { .. } => self.work(&id, Shape::Choice, text, node),
            NodeKind::Wait { .. } => self.work(&id, Shape::Wait, text, node),
            NodeKind::Call { .. } => self.work(&id, Shape::Call, text, node),
            NodeKind::Step => {
                // The ways are labelled with the answers; the question stands with the step that asks it.
                let asked = self.only_field(node).map(|field| self.page.field_alone(field)).unwrap_or_default();
                let told = asked.is_empty() || stop.title.contains(&asked);
                let text = if told { text } else { format!("{text}{}{asked}", self.page.w.signs.colon) };
                self.work(&id, Shape::Step, text, node);
            }
            NodeKind::Broken(_) => return,
        }
        self.ways(node, &id, &out, next, join);
    }

    /// The shape from which branches or items start. It bears the title of the block: a title on the frame would lie
    /// under the arrow that comes in.
    fn fork(&mut self, id: &str, title: &str, how: &str) {
        let text = self.beside(title, how);
        self.shape(id, Shape::Fork, text);
    }

    /// A branch is named on its arrow.
    fn branch(&mut self, branch: &Branch, fork: &str, join: &str) {
        let Some(stop) = self.page.numbers.at(branch.at.0.start) else { return };
        self.block(&branch.nodes, Next::Branch, Some(join));
        let name = format!("{} {}", stop.number, stop.title);
        let when = match &branch.guard {
            Guard::Always => String::new(),
            Guard::When(cond) => fill(self.page.w.way.when, &[&self.page.cond(cond)]),
            Guard::Says(text) => fill(self.page.w.way.when, &[&self.page.quote(&self.page.text(text))]),
            Guard::Otherwise => self.page.w.way.otherwise.to_owned(),
        };
        let label = if when.is_empty() { name } else { format!("{name}{}{when}", self.page.w.signs.colon) };
        let first = branch.nodes.iter().find_map(|node| self.id(node));
        self.edge(fork, first.as_deref().unwrap_or(join), &label, Line::Solid);
    }

    fn ways(&mut self, node: &Node, id: &str, out: &str, next: Next<'_>, join: Option<&str>) {
        for way in &node.work.ways {
            let (label, line) = self.label(way, node);
            let from = if matches!(line, Line::Dotted) { id } else { out };
            self.go(from, &way.go, &label, line, join);
        }
        if falls_through(node) {
            let label = if node.work.ways.is_empty() { "" } else { self.page.w.way.otherwise };
            let to = match next {
                Next::Node(next) => self.id(next),
                Next::Branch | Next::Item => join.map(str::to_owned),
                Next::Nothing => None,
            };
            if let Some(to) = to {
                self.edge(out, &to, label, Line::Solid);
            }
        }
        for limit in &node.work.limits {
            self.late(limit, id, join);
        }
    }

    fn late(&mut self, limit: &Limit, id: &str, join: Option<&str>) {
        let lines = if limit.late.is_empty() { self.flow_late } else { &limit.late };
        for line in lines {
            let w = &self.page.w.way;
            let label = match &line.after {
                None => w.late_short.to_owned(),
                Some(after) => fill(w.late_after_short, &[&self.page.quantity(after)]),
            };
            for action in &line.actions {
                if let Action::Go(go) = action {
                    self.go(id, go, &label, Line::Dotted, join);
                }
            }
        }
    }

    fn label(&self, way: &Way, node: &Node) -> (String, Line) {
        let w = &self.page.w.way;
        match &way.trigger {
            Trigger::Always => (String::new(), Line::Solid),
            Trigger::Otherwise => (w.otherwise.to_owned(), Line::Solid),
            Trigger::When(cond) => {
                let short = self.only_field(node).and_then(|_| self.page.cond_alone(cond));
                (short.unwrap_or_else(|| self.page.cond(cond)), Line::Solid)
            }
            Trigger::Says(text) => (self.page.text(text), Line::Solid),
            Trigger::Approved => (w.approved.to_owned(), Line::Solid),
            // Rejecting interrupts as little as approving does: it is one of the two answers.
            Trigger::Rejected => (w.rejected.to_owned(), Line::Solid),
            Trigger::Failed => (w.failed_short.to_owned(), Line::Dotted),
            Trigger::Ended(ends) => {
                let ends: Vec<String> = ends.iter().map(|end| self.page.called_end(node, end)).collect();
                (self.page.list(&ends), Line::Solid)
            }
        }
    }

    /// The field that all conditions of a step or decision ask for, if it is only one.
    fn only_field<'n>(&self, node: &'n Node) -> Option<&'n Ref> {
        if !matches!(node.kind, NodeKind::Step | NodeKind::Decision) {
            return None;
        }
        let mut found: Option<&Ref> = None;
        for way in &node.work.ways {
            let field = match &way.trigger {
                Trigger::When(Cond::Is(is)) => &is.field,
                Trigger::When(Cond::Compare(compare)) => &compare.field,
                Trigger::When(_) => return None,
                _ => continue,
            };
            if found.is_some_and(|found| found.parts != field.parts) {
                return None;
            }
            found = Some(field);
        }
        found
    }

    fn go(&mut self, from: &str, go: &Go, label: &str, line: Line, join: Option<&str>) {
        let Some(bound) = &go.bound else { return self.target(from, &go.to, label, line, join) };
        let w = &self.page.w.way;
        let times = bound.times.map_or_else(|| self.page.w.blank.open.to_owned(), |times| times.to_string());
        let pattern = if bound.times == Some(1) { w.bound_once_short } else { w.bound_short };
        let (times, then) = match label {
            "" => (fill(pattern, &[&times]), w.then_short.to_owned()),
            label => (self.beside(label, &fill(pattern, &[&times])), self.beside(label, w.then_short)),
        };
        self.target(from, &go.to, &times, line, join);
        self.target(from, &bound.then, &then, line, join);
    }

    /// A text with another in brackets behind it.
    fn beside(&self, text: &str, words: &str) -> String {
        if words.is_empty() { text.to_owned() } else { format!("{text}{}", fill(self.page.w.signs.paren, &[words])) }
    }

    fn target(&mut self, from: &str, target: &Target, label: &str, line: Line, join: Option<&str>) {
        let to = match target {
            Target::Node(name) => self.named(name.last()),
            Target::Join(_) => join.map(str::to_owned),
            Target::Missing(_) => None,
        };
        if let Some(to) = to {
            self.edge(from, &to, label, line);
        }
    }

    fn named(&self, name: &Name) -> Option<String> {
        self.page.numbers.stop(name).map(|stop| format!("n{}", stop.order))
    }

    fn shape(&mut self, id: &str, shape: Shape, title: String) {
        self.arrows.known(id);
        self.marks.push(Mark { id: id.to_owned(), shape, title, details: Vec::new(), frame: self.inside });
    }

    /// The shape of something that is done, with who does it and within which time.
    fn work(&mut self, id: &str, shape: Shape, title: String, node: &Node) {
        self.shape(id, shape, title);
        let by = self.page.title_list(&node.work.by);
        let limits: Vec<String> = node.work.limits.iter().map(|limit| self.page.quantity(&limit.value)).collect();
        let details = [by, self.page.list(&limits)].into_iter().filter(|words| !words.is_empty());
        if let Some(mark) = self.marks.last_mut() {
            mark.details = details.collect();
        }
    }

    /// Opens a frame; gives the one around it.
    fn open(&mut self, id: String) -> Option<usize> {
        let around = self.inside;
        self.inside = Some(self.frames.len());
        self.frames.push(Frame { id, around });
        around
    }

    fn edge(&mut self, from: &str, to: &str, label: &str, line: Line) {
        self.arrows.add(from, to, label.to_owned(), line);
    }
}
