//! More than 70 % of eight or more steps by one post.

use indexmap::IndexMap;

use super::posts::{Post, doers, is_done_by_posts};
use crate::model::Symbol;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// Shorter flows say nothing about how the work is shared.
const LEAST_STEPS: usize = 8;
/// A larger share is told, in percent.
const MOST_PERCENT: usize = 70;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "one-post-does-all",
    code: "R06",
    group: Group::People,
    severity: Severity::Info,
    page: include_str!("one_post_does_all.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let mut steps = 0;
        let mut alone: IndexMap<Symbol, (Post<'_>, usize)> = IndexMap::new();
        for (_, node) in view.graph.iter().filter(|(_, node)| is_done_by_posts(&node.node.kind)) {
            steps += 1;
            // What several may do, or a system does, is not left to one post.
            if let Some([post]) = doers(context, view.graph.file, &node.node.work).as_deref()
                && node.node.work.by.len() == 1
            {
                alone.entry(post.symbol).or_insert((*post, 0)).1 += 1;
            }
        }
        let Some((post, own)) = alone.values().max_by_key(|(_, own)| *own) else { continue };
        if steps < LEAST_STEPS || own * 100 <= steps * MOST_PERCENT {
            continue;
        }
        let name = post.decl.label();
        out.push(
            INFO.at(
                view.graph.flow.head.0,
                say!("{steps} 个步骤中有 {own} 个只由 `{name}` 做", "`{name}` alone does {own} of {steps} steps"),
            )
            .help(say!(
                "让别的岗位分担，重要的步骤由另一个岗位复核",
                "share the work with another post, and let it check what matters"
            )),
        );
    }
}
