//! A whole flow: its head, the first node, what chance plans, the last choice and the ends.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::super::Random;
use super::choice::{Field, Type};
use super::plan::{Plan, plan};
use super::{Callee, Care, shared};

/// Writes one file.
pub struct Writer<'r> {
    pub random: &'r mut Random,
    pub text: String,
    /// Begins every name of the file.
    pub prefix: String,
    pub care: Care,
    pub callees: Vec<Callee>,
    /// What the first node of the flow surely sets.
    pub steady: Vec<Field>,
    /// What was asked anywhere before, surely or not, and what guards of branches read: careless writers rely on it.
    pub asked: Vec<Field>,
    /// Where some way leads to.
    pub led_to: HashSet<String>,
    /// Whether the flow says what happens when a limit is missed.
    pub late_default: bool,
    /// The first node of the flow.
    pub first: String,
    count: usize,
}

/// Where a node stands.
pub struct Around<'a> {
    /// What ways may lead to, the next node first.
    pub forward: Vec<String>,
    /// What lies before, within the blocks around.
    pub back: Vec<String>,
    /// Whether it stands in a block, so that `-> join` may be written.
    pub inside: bool,
    /// Whether it is the last of its block.
    pub last: bool,
    pub indent: &'a str,
    /// A condition that held when the branch began.
    pub known: Option<String>,
}

impl<'r> Writer<'r> {
    pub fn new(random: &'r mut Random, prefix: &str, care: Care, callees: Vec<Callee>) -> Self {
        Self {
            random,
            text: String::new(),
            prefix: prefix.to_owned(),
            care,
            callees,
            steady: Vec::new(),
            asked: Vec::new(),
            led_to: HashSet::new(),
            late_default: false,
            first: String::new(),
            count: 0,
        }
    }

    /// One in `of`.
    pub fn chance(&mut self, of: usize) -> bool {
        self.random.below(of) == 0
    }

    pub fn one<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.random.below(list.len())].clone()
    }

    pub fn line(&mut self, indent: &str, line: &str) {
        writeln!(self.text, "{indent}{line}").unwrap();
    }

    pub fn fresh(&mut self, word: &str) -> String {
        self.count += 1;
        format!("{}_{word}{}", self.prefix, self.count)
    }

    /// Writes a procedure; its ends are what callers see.
    pub fn procedure(&mut self, asks_all: bool) -> Vec<(String, bool)> {
        let name = self.prefix.clone();
        self.line("", &format!("sop {name} \"Procedure {name}\" {{ status draft }}"));
        self.line("", "use \"common.sop\"");
        let ends = self.flow("", asks_all);
        if self.chance(3) {
            self.different_people();
        }
        if self.chance(3) {
            let name = self.fresh("round");
            self.line("", &format!("routine {name} \"Round\" every month on day 5 {{"));
            self.flow("  ", true);
            self.line("", "}");
        }
        ends
    }

    fn flow(&mut self, indent: &str, asks_all: bool) -> Vec<(String, bool)> {
        let inner = format!("{indent}  ");
        let inner = inner.as_str();
        self.led_to.clear();
        let mut ends: Vec<(String, bool)> = Vec::new();
        for _ in 0..=self.random.below(3) {
            let failed = !ends.is_empty() && self.chance(3);
            ends.push((self.fresh("end"), failed));
        }
        let names: Vec<String> = ends.iter().map(|(name, _)| name.clone()).collect();
        let (first, close, up) = (self.fresh("intake"), self.fresh("close"), self.fresh("escalate"));
        let own: Vec<Field> = (0..2).map(|_| self.field()).collect();
        self.line(indent, "flow {");
        if self.chance(4) {
            self.line(inner, "clock office");
        }
        self.late_default = self.chance(2);
        if self.late_default {
            let go = format!("when late -> {up}");
            let both = format!("when late notify boss and -> {}", names[0]);
            let line = self.one(&["when late notify superior".to_owned(), go, both]);
            self.line(inner, &line);
        }
        self.line(inner, &format!("step {first} \"Intake\" {{"));
        self.line(inner, "  by clerk");
        let calls = asks_all || self.chance(2);
        if calls {
            self.line(inner, "  sets kind, grade");
        }
        for field in &own {
            self.line(inner, &format!("  ask {} \"?\" as {}", field.name, field.ty.written()));
        }
        if self.chance(2) {
            self.line(inner, "  fills form");
        }
        self.line(inner, "}");
        self.first.clone_from(&first);
        self.steady = own;
        self.steady.extend(shared());
        self.asked.clone_from(&self.steady);
        let mut count = self.count;
        // A procedure that leaves the shared fields to its caller calls no other that might need them.
        let may_call = !self.callees.is_empty() && calls;
        let plans = plan(self.random, &self.prefix, &mut count, 0, may_call);
        self.count = count;
        let mut after = vec![close.clone()];
        after.extend(names.iter().cloned());
        self.block(
            &plans,
            &Around { forward: after, back: vec![first], inside: false, last: false, indent: inner, known: None },
        );
        self.close(inner, &close, &up, &names);
        let failed = |failed: bool| if failed { "failed " } else { "" };
        for (name, is_failed) in &ends {
            self.line(inner, &format!("end {}{name} \"{name}\"", failed(*is_failed)));
        }
        for number in 0..self.random.below(3) {
            let to = self.one(&[names[0].clone(), names[names.len() - 1].clone(), up.clone()]);
            self.line(inner, &format!("anytime when \"Something {number}\" -> {to}"));
        }
        self.line(indent, "}");
        ends
    }

    /// The last choice leads to everything that nothing else leads to.
    fn close(&mut self, indent: &str, close: &str, up: &str, ends: &[String]) {
        let mut to: Vec<String> = ends.iter().filter(|end| !self.led_to.contains(*end)).cloned().collect();
        to.push(up.to_owned());
        to.push(ends[0].clone());
        self.line(indent, &format!("decision {close} \"Close\" {{"));
        self.line(indent, "  by clerk");
        for (number, name) in to.iter().enumerate() {
            self.line(indent, &format!("  when \"Close {number}\" -> {name}"));
        }
        self.line(indent, "}");
        self.line(indent, &format!("step {up} \"Escalate\" {{"));
        self.line(indent, "  by boss");
        self.line(indent, &format!("  -> {}", ends[ends.len() - 1]));
        self.line(indent, "}");
    }

    /// The nodes of a block, each with what lies before and behind it.
    pub fn block(&mut self, plans: &[Plan], around: &Around<'_>) {
        for (index, plan) in plans.iter().enumerate() {
            let mut forward: Vec<String> = plans[index + 1..].iter().map(|plan| plan.name.clone()).collect();
            forward.extend(around.forward.iter().cloned());
            let mut back = around.back.clone();
            back.extend(plans[..=index].iter().map(|plan| plan.name.clone()));
            let last = index + 1 == plans.len();
            let known = around.known.clone();
            let here = Around { forward, back, inside: around.inside, last, indent: around.indent, known };
            self.node(plan, &here);
        }
    }

    pub fn field(&mut self) -> Field {
        let ty = Type::by_chance(self.random).in_units(self.count);
        let name = self.fresh("field");
        match ty {
            // The values of a choice are names of their own.
            Type::Names(values) => {
                Field { ty: Type::Names(values.iter().map(|value| format!("{value}_{name}")).collect()), name }
            }
            ty => Field { name, ty },
        }
    }

    fn different_people(&mut self) {
        let steps = self.text.lines().filter_map(|line| line.trim().strip_prefix("step ")?.split(' ').next());
        let names: Vec<String> = steps.filter(|name| name.contains("_work")).map(str::to_owned).collect();
        if let [first, .., last] = names.as_slice() {
            let line = format!("rule {first}, {last} by different people because \"Two see more than one\"");
            self.line("", &line);
        }
    }
}
