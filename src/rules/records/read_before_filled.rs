//! A record that is read before it is filled.

use rustc_hash::FxHashMap;

use crate::flow::{Bypass, in_words};
use crate::model::{Body, DeclKind, Ref, Symbol, each_flow, each_node};
use crate::rules::{Context, Finding, FlowView, Group, RuleInfo, Severity};
use crate::say;
use crate::source::FileId;
use petgraph::graph::NodeIndex;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "read-before-filled",
    code: "D05",
    group: Group::Records,
    severity: Severity::Error,
    page: include_str!("read_before_filled.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(records) = &context.records else { return };
    let whole: rustc_hash::FxHashSet<Symbol> = records.all.iter().map(|(symbol, ..)| *symbol).collect();
    let filled = fillings(context);
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let own = fillers(context, view);
        // What is filled elsewhere too may have been filled there before.
        let only_here =
            |symbol: &Symbol| whole.contains(symbol) && filled.get(symbol).copied() == own.get(symbol).map(Vec::len);
        let mut ways: FxHashMap<Symbol, Bypass<'_, '_>> = FxHashMap::default();
        for (_, node) in view.graph.iter() {
            for record in &node.node.work.reads {
                let Some(symbol) = found(context, view.graph.file, record).filter(only_here) else { continue };
                let fills = node.node.work.fills.iter().any(|own| found(context, view.graph.file, own) == Some(symbol));
                let Some(points) = own.get(&symbol).filter(|_| !fills) else { continue };
                // Most records are filled on the one way there; only for the others all ways are looked at.
                if points.iter().any(|point| view.passes(*point, node.enter)) {
                    continue;
                }
                let bypass = ways
                    .entry(symbol)
                    .or_insert_with(|| Bypass::of(context.project, &view.graph, &view.values, points));
                let Some(way) = bypass.way(node.enter) else { continue };
                out.push(tell(view, record, points, &way));
            }
        }
    }
}

fn tell(view: &FlowView<'_>, record: &Ref, points: &[NodeIndex], way: &[NodeIndex]) -> Finding {
    let words = in_words(&view.graph, way);
    let shown = words.join(" → ");
    let finding = INFO
        .at(
            record.span(),
            say!(
                "走到这里时记录 `{record}` 不一定已经填写",
                "the record `{record}` may not be filled yet when it is read here"
            ),
        )
        .label(say!("经 {shown} 到这里时还没有填写", "not filled on the way {shown}"))
        .path(words)
        .help(say!(
            "在之前的每条路上用 `fills {record}` 填写，或改到填写之后再查阅",
            "fill it on every way before, with `fills {record}`, or read it later"
        ));
    match points.first().and_then(|point| view.graph.node_at(*point)) {
        Some((_, filler)) => finding.also(filler.node.span(), say!("这里填写", "it is filled here")),
        None => finding,
    }
}

fn found(context: &Context<'_>, file: FileId, record: &Ref) -> Option<Symbol> {
    context.project.find_kind(file, record, DeclKind::Record).map(|(symbol, _)| symbol)
}

/// Where the nodes of a flow that fill each record are done.
fn fillers(context: &Context<'_>, view: &FlowView<'_>) -> FxHashMap<Symbol, Vec<NodeIndex>> {
    let mut own: FxHashMap<Symbol, Vec<NodeIndex>> = FxHashMap::default();
    for (_, node) in view.graph.iter() {
        for record in &node.node.work.fills {
            if let Some(symbol) = found(context, view.graph.file, record) {
                own.entry(symbol).or_default().push(node.done);
            }
        }
    }
    own
}

/// How often each record is filled in the whole project.
fn fillings(context: &Context<'_>) -> FxHashMap<Symbol, usize> {
    let mut counts: FxHashMap<Symbol, usize> = FxHashMap::default();
    for module in context.modules() {
        let mut add = |records: &[Ref]| {
            for symbol in records.iter().filter_map(|record| found(context, module.id, record)) {
                *counts.entry(symbol).or_default() += 1;
            }
        };
        each_flow(&module.file, &mut |flow| each_node(&flow.nodes, &mut |node| add(&node.work.fills)));
        for decl in &module.file.decls {
            match &decl.body {
                Body::Routine(routine) => add(&routine.work.fills),
                Body::Training(training) => add(&training.fills),
                _ => {}
            }
        }
    }
    counts
}
