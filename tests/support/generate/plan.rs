//! The shape of a flow: which nodes stand where, before anything is written about them.

use super::super::Random;

/// A node to be written.
pub struct Plan {
    pub name: String,
    pub kind: Shape,
    /// The branches of a block.
    pub inside: Vec<Vec<Plan>>,
}

/// What it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Step,
    Decision,
    Approval,
    Wait,
    Delay,
    Call,
    Parallel,
    Each,
}

/// Deeper blocks are told as too many.
const DEEPEST: usize = 3;

/// Plans the nodes of a block; `count` goes on counting names.
pub fn plan(random: &mut Random, prefix: &str, count: &mut usize, depth: usize, calls: bool) -> Vec<Plan> {
    let most = if depth == 0 { 6 } else { 3 };
    let length = 1 + random.below(most);
    (0..length)
        .map(|_| {
            let kind = match random.below(20) {
                0..=4 => Shape::Step,
                5..=8 => Shape::Decision,
                9 | 10 => Shape::Approval,
                11 | 12 => Shape::Wait,
                13 => Shape::Delay,
                14 | 15 if calls => Shape::Call,
                16 | 17 if depth < DEEPEST => Shape::Parallel,
                18 if depth < DEEPEST => Shape::Each,
                _ => Shape::Step,
            };
            *count += 1;
            let name = format!("{prefix}_{}{count}", word(kind));
            let branches = match kind {
                Shape::Parallel => 2 + random.below(2),
                Shape::Each => 1,
                _ => 0,
            };
            let inside = (0..branches).map(|_| plan(random, prefix, count, depth + 1, calls)).collect();
            Plan { name, kind, inside }
        })
        .collect()
}

fn word(kind: Shape) -> &'static str {
    match kind {
        Shape::Step => "work",
        Shape::Decision => "choose",
        Shape::Approval => "sign",
        Shape::Wait => "await",
        Shape::Delay => "rest",
        Shape::Call => "ask",
        Shape::Parallel => "all",
        Shape::Each => "every",
    }
}
