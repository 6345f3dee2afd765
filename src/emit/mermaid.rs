//! The flow as a picture: a Mermaid flowchart.
//!
//! Texts stand between quotes, and every sign that Mermaid could take for its own is written as a number.

mod edges;

use std::fmt::Write as _;

use edges::{Edges, Line};

use super::page::Page;
use super::phrase::{Next, falls_through};
use super::view::{join_words, start_words};
use crate::labels::fill;
use crate::model::{
    Action, Branch, Cond, Flow, Go, Guard, LateLine, Limit, Name, Node, NodeKind, Ref, Target, Trigger, Way,
};

/// The flowchart of a flow; `None` where there is nothing to draw.
pub(super) fn flowchart(page: &Page<'_>, flow: &Flow) -> Option<String> {
    if flow.unset.is_some() || flow.nodes.is_empty() {
        return None;
    }
    let mut chart = Chart { page, flow_late: &flow.late, nodes: String::new(), edges: Edges::default() };
    if let Some(first) = flow.nodes.first().and_then(|node| chart.id(node)) {
        for (index, start) in flow.starts.iter().enumerate() {
            let id = format!("s{index}");
            chart.shape(&id, ("(\"", "\")"), &start_words(page, start), 1);
            chart.edge(&id, &first, "", Line::Solid);
        }
    }
    chart.block(&flow.nodes, Next::Nothing, None, 1);
    for (index, anytime) in flow.anytime.iter().enumerate() {
        let id = format!("a{index}");
        let text = fill(page.w.way.anytime_short, &[&page.text(&anytime.when)]);
        chart.shape(&id, ("{{\"", "\"}}"), &text, 1);
        chart.target(&id, &anytime.to, "", Line::Dotted, None);
    }
    Some(format!("flowchart TD\n{}{}", chart.nodes, chart.edges.print().trim_end()))
}

struct Chart<'c, 'p> {
    page: &'c Page<'p>,
    flow_late: &'c [LateLine],
    nodes: String,
    edges: Edges,
}

impl Chart<'_, '_> {
    fn id(&self, node: &Node) -> Option<String> {
        self.page.numbers.at(node.at.0.start).map(|stop| format!("n{}", stop.order))
    }

    /// Draws a block; `join` is where branch or item come together.
    fn block(&mut self, nodes: &[Node], last: Next<'_>, join: Option<&str>, depth: usize) {
        let readable: Vec<&Node> = nodes.iter().filter(|node| !matches!(node.kind, NodeKind::Broken(_))).collect();
        for (index, node) in readable.iter().enumerate() {
            let next = readable.get(index + 1).map_or(last, |next| Next::Node(next));
            self.node(node, next, join, depth);
        }
    }

    fn node(&mut self, node: &Node, next: Next<'_>, join: Option<&str>, depth: usize) {
        let Some(stop) = self.page.numbers.at(node.at.0.start) else { return };
        let id = format!("n{}", stop.order);
        let text = format!("{} {}", stop.number, stop.title);
        let mut out = id.clone();
        match &node.kind {
            NodeKind::Parallel { branches, join: count, .. } => {
                out = format!("j{}", stop.order);
                self.open(&format!("p{}", stop.order), depth);
                self.fork(&id, &text, self.page.w.step.parallel, depth + 1);
                for branch in branches {
                    self.branch(branch, &id, &out, depth + 1);
                }
                let words = join_words(self.page, count.as_ref(), true);
                self.shape(&out, ("([\"", "\"])"), &words, depth + 1);
                self.close(depth);
            }
            NodeKind::Each { nodes, join: count, .. } => {
                out = format!("j{}", stop.order);
                self.open(&format!("p{}", stop.order), depth);
                self.fork(&id, &text, self.page.w.step.each, depth + 1);
                self.block(nodes, Next::Item, Some(&out), depth + 1);
                let first = nodes.iter().find_map(|node| self.id(node));
                self.edge(&id, first.as_deref().unwrap_or(&out), "", Line::Solid);
                let words = join_words(self.page, count.as_ref(), false);
                self.shape(&out, ("([\"", "\"])"), &words, depth + 1);
                self.close(depth);
            }
            NodeKind::End { failed } => {
                let failed = if *failed { self.page.w.step.failed } else { "" };
                self.shape(&id, ("([\"", "\"])"), &self.beside(&stop.title, failed), depth);
            }
            NodeKind::Decision | NodeKind::Approval { .. } => self.shape(&id, ("{\"", "\"}"), &text, depth),
            NodeKind::Wait { .. } => self.shape(&id, ("[/\"", "\"/]"), &text, depth),
            NodeKind::Call { .. } => self.shape(&id, ("[[\"", "\"]]"), &text, depth),
            NodeKind::Step => {
                // The ways are labelled with the answers; the question stands with the step that asks it.
                let asked = self.only_field(node).map(|field| self.page.field_alone(field)).unwrap_or_default();
                let told = asked.is_empty() || stop.title.contains(&asked);
                let text = if told { text } else { format!("{text}{}{asked}", self.page.w.signs.colon) };
                self.shape(&id, ("[\"", "\"]"), &text, depth);
            }
            NodeKind::Broken(_) => return,
        }
        self.ways(node, &id, &out, next, join);
    }

    /// The shape from which branches or items start. It bears the title of the block: a title on the frame would lie
    /// under the arrow that comes in.
    fn fork(&mut self, id: &str, title: &str, how: &str, depth: usize) {
        let text = self.beside(title, how);
        self.shape(id, ("[\"", "\"]"), &text, depth);
    }

    /// A branch is named on its arrow.
    fn branch(&mut self, branch: &Branch, fork: &str, join: &str, depth: usize) {
        let Some(stop) = self.page.numbers.at(branch.at.0.start) else { return };
        self.block(&branch.nodes, Next::Branch, Some(join), depth);
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

    fn shape(&mut self, id: &str, (open, close): (&str, &str), text: &str, depth: usize) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.nodes, "{:indent$}{id}{open}{}{close}", "", escape(text), indent = depth * 2);
        self.edges.known(id);
    }

    fn open(&mut self, id: &str, depth: usize) {
        let _ = writeln!(self.nodes, "{:indent$}subgraph {id}[\" \"]", "", indent = depth * 2);
    }

    fn close(&mut self, depth: usize) {
        let _ = writeln!(self.nodes, "{:indent$}end", "", indent = depth * 2);
    }

    fn edge(&mut self, from: &str, to: &str, label: &str, line: Line) {
        self.edges.add(from, to, escape(label), line);
    }
}

/// A text as a Mermaid label: letters and a few harmless signs stay, the rest of ASCII becomes its number.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        match sign {
            ' ' | '(' | ')' | ',' | '.' | '-' | '/' | ':' | '?' | '!' => out.push(sign),
            _ if sign.is_ascii_alphanumeric() => out.push(sign),
            _ if sign.is_ascii_control() => out.push(' '),
            _ if sign.is_ascii() => {
                let _ = write!(out, "#{};", u32::from(sign));
            }
            _ => out.push(sign),
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_of_a_text_is_left_to_mermaid() {
        assert_eq!(escape("a \"b\" [c] #1; `d`"), "a #34;b#34; #91;c#93; #35;1#59; #96;d#96;");
        assert_eq!(escape("%%{init}\n|"), "#37;#37;#123;init#125; #124;");
    }
}
