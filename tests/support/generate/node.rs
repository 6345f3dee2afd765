//! One node with its clauses and ways.

use super::Care;
use super::choice::{Field, of_two, partition};
use super::flow::{Around, Writer};
use super::plan::{Plan, Shape};

impl Writer<'_> {
    pub fn node(&mut self, plan: &Plan, around: &Around<'_>) {
        let (indent, name) = (around.indent, &plan.name);
        let callee = (plan.kind == Shape::Call).then(|| {
            let callees = self.callees.clone();
            self.one(&callees)
        });
        let head = match plan.kind {
            Shape::Step => format!("step {name} \"Work {name}\" {{"),
            Shape::Decision => format!("decision {name} \"Choose {name}\" {{"),
            Shape::Approval => format!("approval {name} \"Sign {name}\" {{"),
            Shape::Wait | Shape::Delay => format!("wait {name} \"Wait {name}\" {{"),
            Shape::Call => format!("call {name} \"Call {name}\" of {} {{", callee.as_ref().unwrap().name),
            Shape::Parallel => format!("parallel {name} \"Block {name}\" {{"),
            Shape::Each => format!("each {name} \"Item of {name}\" {{"),
        };
        self.line(indent, &head);
        let deeper = format!("{indent}  ");
        let inner = Around { inside: around.inside, last: around.last, ..within(around, &deeper) };
        match plan.kind {
            Shape::Parallel => self.branches(plan, &inner),
            Shape::Each => {
                self.block(&plan.inside[0], &within(&inner, &deeper));
                let join = self.one(&["all", "all", "any", "2"]);
                self.line(&deeper, &format!("join {join}"));
            }
            _ => {}
        }
        if matches!(plan.kind, Shape::Step | Shape::Decision | Shape::Call) || self.chance(4) {
            let by = self.one(&["by clerk", "by clerk, judge", "by boss", "by client"]);
            if plan.kind != Shape::Approval {
                self.line(&deeper, by);
            }
        }
        let own = match plan.kind {
            Shape::Step | Shape::Decision | Shape::Approval | Shape::Wait => self.work(&deeper),
            _ => Vec::new(),
        };
        match plan.kind {
            Shape::Approval => self.approval(&inner),
            Shape::Delay => {
                let way = if self.chance(2) { self.main(&inner) } else { String::new() };
                let span = self.one(&["2h", "30 min", "3 days"]);
                self.line(&deeper, &format!("for {span} {way}"));
            }
            Shape::Wait => self.wait(&inner),
            Shape::Decision => self.choice(&inner, &own),
            Shape::Call => self.call(&inner, callee.map(|callee| callee.ends).unwrap_or_default()),
            _ => self.onward(&inner, &own),
        }
        if plan.kind != Shape::Delay && self.chance(3) {
            self.limit(&inner, plan.kind);
        }
        self.line(indent, "}");
    }

    /// What is done and asked; the fields that the writer takes as answered then.
    fn work(&mut self, indent: &str) -> Vec<Field> {
        for number in 0..self.random.below(3) {
            self.line(indent, &format!("do \"Do thing {number}\""));
        }
        let mut own = Vec::new();
        for _ in 0..self.random.below(3) {
            let field = self.field();
            let optional = if self.chance(4) { " optional" } else { "" };
            self.line(indent, &format!("ask {} \"?\" as {}{optional}", field.name, field.ty.written()));
            // Careless writers rely on what may be left empty.
            if optional.is_empty() || (self.care == Care::Careless && self.chance(3)) {
                own.push(field);
            }
        }
        if self.chance(8) {
            self.line(indent, "fills form");
        }
        self.asked.extend(own.iter().cloned());
        if self.care == Care::Careless && self.chance(2) {
            let asked = self.asked.clone();
            let field = self.one(&asked);
            match field.name.as_str() {
                "kind" | "grade" => self.line(indent, &format!("sets {}", field.name)),
                name => self.line(indent, &format!("ask {name} \"?\" as {}", field.ty.written())),
            }
        }
        own
    }

    /// What a node without a choice of its own does: it falls through, or goes on, or chooses all the same.
    fn onward(&mut self, around: &Around<'_>, own: &[Field]) {
        match self.random.below(5) {
            0 => self.choice(around, own),
            1 => {
                let main = self.main(around);
                self.line(around.indent, &main);
            }
            // Nothing falls into an end.
            _ => {}
        }
    }

    /// Lines of which one holds in every case, one of them to the next node.
    fn choice(&mut self, around: &Around<'_>, own: &[Field]) {
        let mut fields = own.to_vec();
        fields.extend(self.steady.iter().cloned());
        if self.care == Care::Careless && self.chance(6) {
            fields.clone_from(&self.asked);
        }
        let (first, second) = (self.one(&fields), self.one(&fields));
        let mut lines: Vec<String> = match self.random.below(6) {
            0 => (0..2 + self.random.below(3)).map(|number| format!("when \"Answer {number}\"")).collect(),
            1 => vec!["when \"It is so\"".to_owned(), "otherwise".to_owned()],
            2 | 3 if first.name != second.name => when(of_two(self.random, &first, &second)),
            _ => when(partition(self.random, &first)),
        };
        match self.random.below(6) {
            0 | 1 if lines.len() > 2 || self.chance(2) => {
                let last = lines.len() - 1;
                lines[last] = "otherwise".to_owned();
            }
            // What a person says, beside what the fields say.
            2 if lines[0].contains(" is ") => lines.insert(1, "when \"All the same\"".to_owned()),
            3 | 4 if self.care == Care::Careless => match &around.known {
                Some(known) => lines = vec![format!("when {known}")],
                None if lines.len() > 2 => drop(lines.pop()),
                None => {}
            },
            _ => {}
        }
        let main = self.random.below(lines.len());
        for (index, line) in lines.iter().enumerate() {
            let way = if index == main { self.main(around) } else { self.way(around) };
            self.line(around.indent, &format!("{line} {way}"));
        }
    }

    fn approval(&mut self, around: &Around<'_>) {
        let posts = self.one(&["boss", "boss, judge", "boss, judge, auditor"]);
        self.line(around.indent, &format!("by {posts}"));
        let most = posts.split(',').count();
        let needs = self.one(&["", "needs all", "needs any", "needs 2"]);
        if !needs.is_empty() && (needs != "needs 2" || most >= 2) {
            self.line(around.indent, needs);
        }
        let (approved, rejected) = match self.chance(4) {
            true => (self.way(around), self.main(around)),
            false => (self.main(around), self.way(around)),
        };
        self.line(around.indent, &format!("when approved {approved}"));
        self.line(around.indent, &format!("when rejected {rejected}"));
    }

    fn wait(&mut self, around: &Around<'_>) {
        let events = self.random.below(4);
        let main = self.random.below(events.max(1));
        for index in 0..events {
            let way = if index == main { self.main(around) } else { self.way(around) };
            self.line(around.indent, &format!("when \"Event {index}\" {way}"));
        }
        if events == 0 && self.chance(2) {
            let main = self.main(around);
            self.line(around.indent, &main);
        }
    }

    fn call(&mut self, around: &Around<'_>, ends: Vec<(String, bool)>) {
        // Every end that has a line of its own, or that of the failed ones, is covered; if all are, one line leads on.
        let mut covered: Vec<Vec<String>> = Vec::new();
        let names: Vec<String> = ends.iter().map(|(name, _)| name.clone()).collect();
        match self.random.below(5) {
            0 => covered.extend(names.first().map(|name| vec![name.clone()])),
            1 if names.len() > 1 => covered.extend(names[1..].iter().map(|name| vec![name.clone()])),
            2 if names.len() > 1 => covered.push(names[..2].to_vec()),
            3 => covered.extend(names.iter().map(|name| vec![name.clone()])),
            _ => {}
        }
        let failed = ends.iter().any(|(_, failed)| *failed) && self.chance(2);
        let has_line = |(name, is_failed): &(String, bool)| {
            (failed && *is_failed) || covered.iter().any(|names| names.contains(name))
        };
        let mut leads_on = !ends.iter().all(has_line);
        for names in covered {
            let way = if leads_on { self.way(around) } else { self.main(around) };
            leads_on = true;
            self.line(around.indent, &format!("when ended in {} {way}", names.join(", ")));
        }
        if failed {
            let way = if leads_on { self.way(around) } else { self.main(around) };
            self.line(around.indent, &format!("when failed {way}"));
        }
    }

    /// `within …` and what happens then.
    fn limit(&mut self, around: &Around<'_>, kind: Shape) {
        let first = self.first.clone();
        let from = self.one(&[
            String::new(),
            String::new(),
            " from case".to_owned(),
            format!(" from {first}.start"),
            format!(" from {first}.end"),
        ]);
        let span = self.one(&["4h", "4h", "90 min on office", "limits.reply", "limits.settle"]);
        self.line(around.indent, &format!("within {span}{from}"));
        if self.chance(3) {
            self.line(around.indent, "at 50%, 80% notify clerk");
        }
        // An approval with a limit says what happens when it is late.
        if (self.late_default || kind != Shape::Approval) && self.chance(3) {
            return;
        }
        let lines = match self.random.below(10) {
            0 => vec!["when late notify superior".to_owned()],
            1 => vec!["when late by 2h every 4h notify boss, judge".to_owned()],
            2 => vec!["when late hand over to boss".to_owned()],
            3 => vec![format!("when late notify boss and {}", self.way(around))],
            4 => vec![format!("when late hand over to judge and {}", self.way(around))],
            5 => vec!["when late hand over to boss".to_owned(), format!("when late by 2h {}", self.way(around))],
            6 => vec![format!("when late by 1h every 2h {}", self.way(around))],
            _ => vec![format!("when late {}", self.way(around))],
        };
        lines.iter().for_each(|line| self.line(around.indent, line));
    }

    fn branches(&mut self, plan: &Plan, around: &Around<'_>) {
        let count = plan.inside.len();
        let steady = self.steady.clone();
        let field = self.one(&steady);
        if self.care == Care::Careless {
            (0..3).for_each(|_| self.asked.push(field.clone()));
        }
        let parts = partition(self.random, &field);
        let guard: Vec<String> = match self.random.below(5) {
            // Proved: one always holds.
            0 if parts.len() == count => when(parts),
            1 => {
                (0..count).map(|index| if index == 0 { String::new() } else { format!("when {}", parts[0]) }).collect()
            }
            2 => {
                let last =
                    |index| if index + 1 == count { "otherwise".to_owned() } else { format!("when {}", parts[0]) };
                (0..count).map(last).collect()
            }
            3 => {
                let says = |index| format!("when \"Branch {index} is needed\"");
                (0..count).map(|index| if index + 1 == count { "otherwise".to_owned() } else { says(index) }).collect()
            }
            _ => vec![String::new(); count],
        };
        for (index, (plans, guard)) in plan.inside.iter().zip(guard).enumerate() {
            let name = format!("{}_branch{}", plan.name, index + 1);
            self.line(around.indent, &format!("branch {name} \"Branch {name}\" {guard} {{"));
            let deeper = format!("{}  ", around.indent);
            let known = guard.strip_prefix("when ").filter(|known| !known.starts_with('"')).map(str::to_owned);
            self.block(plans, &Around { known: known.or(around.known.clone()), ..within(around, &deeper) });
            self.line(around.indent, "}");
        }
        let join = self.one(&["all", "all", "any", "2"]);
        self.line(around.indent, &format!("join {join}"));
    }

    /// The way to the next node.
    fn main(&mut self, around: &Around<'_>) -> String {
        let to = if around.last && around.inside { "join" } else { around.forward[0].as_str() };
        self.led_to.insert(to.to_owned());
        format!("-> {to}")
    }

    /// Any way: forward, out of blocks, to the join, or back with a bound.
    fn way(&mut self, around: &Around<'_>) -> String {
        match self.random.below(10) {
            0..=2 => self.main(around),
            3 if around.inside => "-> join".to_owned(),
            4..=6 => {
                let to = self.one(&around.back);
                // Of a late line that comes once it is never gone: it leads to nothing for certain.
                let then = self.ahead(around);
                format!("-> {to} at most {} times then -> {then}", 1 + self.random.below(3))
            }
            _ => format!("-> {}", self.forward(around)),
        }
    }

    fn forward(&mut self, around: &Around<'_>) -> String {
        let to = self.ahead(around);
        self.led_to.insert(to.clone());
        to
    }

    fn ahead(&mut self, around: &Around<'_>) -> String {
        match around.inside && self.chance(2) {
            true => "join".to_owned(),
            false => self.one(&around.forward),
        }
    }
}

fn when(conditions: Vec<String>) -> Vec<String> {
    conditions.into_iter().map(|condition| format!("when {condition}")).collect()
}

/// Inside a block: what stands behind the block may still be led to.
fn within<'a>(around: &Around<'_>, indent: &'a str) -> Around<'a> {
    let (forward, back, known) = (around.forward.clone(), around.back.clone(), around.known.clone());
    Around { forward, back, inside: true, last: false, indent, known }
}
