//! A clause that does not belong in the block where it stands.

use super::words;
use crate::model::{Act, Body, Decl, FaultKind, Node, NodeKind, Trigger, each_flow, each_node};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use crate::syntax::Kind;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "clause-not-here",
    code: "X09",
    group: Group::Written,
    severity: Severity::Error,
    page: include_str!("clause_not_here.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut last: Option<(crate::source::FileId, Kind)> = None;
    for mark in context.marks.iter().filter(|mark| !mark.inside_unread) {
        let kind = mark.node.kind();
        let what = words::first(mark.node.text());
        match kind {
            // Nodes in a row behind a flow that was closed too early have one cause.
            Kind::foreign_node if last == Some((mark.module.id, kind)) => continue,
            Kind::foreign_node => out.push(
                INFO.at(head(mark.span(), what), say!("`{what}` 写在流程之外", "`{what}` stands outside the flow"))
                    .help(say!(
                        "移到 `flow {{ … }}` 里；也许前面多了一个 `}}`",
                        "move it into `flow {{ … }}`; perhaps there is a `}}` too many before it"
                    )),
            ),
            Kind::foreign | Kind::foreign_clause | Kind::join_stray => out.push(
                INFO.at(
                    head(mark.span(), what),
                    say!("`{what}` 不能写在这个块里", "`{what}` does not belong in this block"),
                )
                .help(say!("移到它所属的块，或去掉", "move it to the block that it is about, or take it out")),
            ),
            _ => continue,
        }
        last = Some((mark.module.id, kind));
    }
    for module in context.modules() {
        for fault in &module.file.faults {
            let (message, help) = match fault.kind {
                FaultKind::LateWithoutLimit => (
                    say!("上面没有 `within`，这一行没有时限可依", "no `within` stands above this line"),
                    say!("先写时限，再写提醒和超时", "write the limit first, then what happens near and past it"),
                ),
                FaultKind::BoundOnAnytime => (
                    say!(
                        "`anytime` 在一个案件里最多触发一次，不能再限次数",
                        "`anytime` fires at most once in a case and takes no bound"
                    ),
                    say!("只留 `anytime when … -> …`，去掉次数", "leave `anytime when … -> …` and take the bound out"),
                ),
                _ => continue,
            };
            out.push(INFO.at(fault.at.0, message).help(help));
        }
        module.file.decls.iter().for_each(|decl| started(context, decl, out));
        each_flow(&module.file, &mut |flow| each_node(&flow.nodes, &mut |node| clauses(node, out)));
    }
    for at in context.flows.iter().flat_map(|view| &view.graph.stray_joins) {
        out.push(
            INFO.at(*at, say!("这里不在分支里，没有可以汇合的地方", "this is no branch: there is nothing to join"))
                .help(say!("写一个步骤的名称", "name a step")),
        );
    }
}

/// What starts a routine is its period.
fn started(context: &Context<'_>, decl: &Decl, out: &mut Vec<Finding>) {
    let Body::Routine(routine) = &decl.body else { return };
    for start in routine.flow.iter().flat_map(|flow| &flow.starts) {
        let word = words::first(context.text(start.at.0));
        out.push(
            INFO.at(
                head(start.at.0, word),
                say!(
                    "例行工作按周期开始，它的流程里不写 `{word}`",
                    "a routine starts by its period: `{word}` does not belong in its flow"
                ),
            )
            .help(say!(
                "去掉这一行；由事件开始的写成 `routine … every week from \"…\"`，或单独写成规程",
                "take the line out; for an event write `routine … every week from \"…\"`, or make it a procedure"
            )),
        );
    }
}

fn head(at: Span, word: &str) -> Span {
    Span::new(at.file, at.start, at.start + u32::try_from(word.len()).unwrap_or(0))
}

/// Clauses that the grammar reads in every node, but that mean something only in some.
fn clauses(node: &Node, out: &mut Vec<Finding>) {
    let mut tell = |at: Span, what: &str| {
        out.push(
            INFO.at(at, say!("`{what}` 不能写在这种环节里", "`{what}` does not belong in this kind of step"))
                .help(say!("移到它所属的环节，或去掉", "move it to the step that it is about, or take it out")),
        );
    };
    let (approval, call) = (matches!(node.kind, NodeKind::Approval { .. }), matches!(node.kind, NodeKind::Call { .. }));
    for way in &node.work.ways {
        match way.trigger {
            Trigger::Approved if !approval => tell(way.at.0, "when approved"),
            Trigger::Rejected if !approval => tell(way.at.0, "when rejected"),
            Trigger::Failed if !call => tell(way.at.0, "when failed"),
            Trigger::Ended(_) if !call => tell(way.at.0, "when ended in"),
            _ => {}
        }
    }
    if matches!(node.kind, NodeKind::Parallel { .. } | NodeKind::Each { .. } | NodeKind::Call { .. }) {
        for act in &node.work.acts {
            match act {
                Act::Do(text) => tell(text.span(), "do"),
                Act::Ask(ask) => tell(ask.at.0, "ask"),
                Act::Warning(_) | Act::Pause(..) => {}
            }
        }
        let lists = [("sets", &node.work.sets), ("fills", &node.work.fills), ("reads", &node.work.reads)];
        for (word, list) in lists {
            list.iter().take(1).for_each(|reference| tell(reference.span(), word));
        }
    }
}
