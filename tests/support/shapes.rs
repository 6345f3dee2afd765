//! How often each shape occurs, counted on built graphs.

use std::collections::BTreeMap;

use petgraph::visit::EdgeRef;
use sopkit::flow::{EdgeKind, Graph, NodeId, build};
use sopkit::model::{
    Action, Body, Callee, Cond, ControlKind, Count, Guard, LateLine, NodeKind, Project, Trigger, Value,
};

pub type Shapes = BTreeMap<&'static str, usize>;

/// Every shape that must occur often.
pub const EVERY: &[&str] = &[
    "step",
    "decision",
    "approval",
    "wait",
    "delay",
    "call",
    "parallel",
    "each",
    "end",
    "failed end",
    "Work",
    "Next",
    "Go",
    "When",
    "Otherwise",
    "Exceeded",
    "Late",
    "Failed",
    "Ended",
    "Anytime",
    "Branch",
    "Sync",
    "Skip",
    "and",
    "or",
    "is not",
    "compared",
    "two fields",
    "texts",
    "one text",
    "text and field",
    "needs all",
    "needs any",
    "needs 2",
    "limit of approval",
    "event",
    "plain wait",
    "late wait",
    "asking wait",
    "branch with condition",
    "branch by text",
    "otherwise branch",
    "proved branches",
    "join all",
    "join any",
    "join 2",
    "three deep",
    "each in branch",
    "-> join",
    "out of a block",
    "back by late line",
    "text behind a block",
    "flow's late line",
    "hand over",
    "notify",
    "every",
    "from case",
    "from node",
    "limit by table",
    "limit on calendar",
    "flow's clock",
    "every and way",
    "hand over and way",
    "way after hand over",
    "call of an open flow",
    "several ends of a call",
    "routine",
    "different people",
    "shared by caller",
];

pub fn count(project: &Project, shapes: &mut Shapes) {
    for module in &project.modules {
        let routines = module.file.decls.iter().filter_map(|decl| match &decl.body {
            Body::Routine(routine) => routine.flow.as_ref(),
            _ => None,
        });
        let mut add = |shape| *shapes.entry(shape).or_default() += 1;
        for flow in module.file.flow.iter() {
            let sets = |node: &sopkit::model::Node| !node.work.sets.is_empty();
            if flow.nodes.first().is_some_and(|node| !sets(node)) {
                add("shared by caller");
            }
        }
        for control in &module.file.controls {
            if matches!(control.kind, ControlKind::DifferentPeople(_)) {
                add("different people");
            }
        }
        for (index, flow) in module.file.flow.iter().chain(routines).enumerate() {
            if index > 0 {
                add("routine");
            }
            if !flow.late.is_empty() {
                add("flow's late line");
            }
            if flow.clock.is_some() {
                add("flow's clock");
            }
            let graph = build(module.id, flow);
            edges(&graph, &mut add);
            for (id, _) in graph.iter() {
                node(&graph, id, &mut add);
            }
        }
    }
}

fn edges(graph: &Graph<'_>, add: &mut dyn FnMut(&'static str)) {
    for edge in graph.points.edge_references() {
        let inside = |point| graph.node_at(point).and_then(|(_, node)| node.inside);
        let to_join = graph.node_at(edge.target()).is_some_and(|(_, node)| node.done == edge.target());
        if to_join
            && inside(edge.source()).is_some()
            && !matches!(edge.weight().kind, EdgeKind::Sync(_) | EdgeKind::Work)
        {
            add("-> join");
        }
        if edge.weight().kind == EdgeKind::Late && edge.weight().bound.is_some() {
            add("back by late line");
        }
        add(match edge.weight().kind {
            EdgeKind::Work => "Work",
            EdgeKind::Next => "Next",
            EdgeKind::Go => "Go",
            EdgeKind::When(_) => "When",
            EdgeKind::Otherwise => "Otherwise",
            EdgeKind::Exceeded => "Exceeded",
            EdgeKind::Late => "Late",
            EdgeKind::Failed => "Failed",
            EdgeKind::Ended(_) => "Ended",
            EdgeKind::Anytime => "Anytime",
            EdgeKind::Branch(_) => "Branch",
            EdgeKind::Sync(_) => "Sync",
            EdgeKind::Skip => "Skip",
        });
    }
    graph.jumps.iter().filter(|jump| !jump.into).for_each(|_| add("out of a block"));
}

fn node(graph: &Graph<'_>, id: NodeId, add: &mut dyn FnMut(&'static str)) {
    let node = graph.node(id).unwrap().node;
    let work = &node.work;
    let joined = |join: &Option<Count>, add: &mut dyn FnMut(&'static str)| match join {
        Some(Count::All) => add("join all"),
        Some(Count::Any) => add("join any"),
        Some(Count::Number(_)) => add("join 2"),
        None => {}
    };
    let texts = work.ways.iter().filter(|way| matches!(way.trigger, Trigger::Says(_))).count();
    match &node.kind {
        NodeKind::Step => add("step"),
        NodeKind::Decision => add("decision"),
        NodeKind::Approval { needs } => {
            add("approval");
            match needs {
                Some(Count::All) => add("needs all"),
                Some(Count::Any) => add("needs any"),
                Some(Count::Number(_)) => add("needs 2"),
                None => {}
            }
            work.limits.iter().for_each(|_| add("limit of approval"));
        }
        NodeKind::Wait { delay } => {
            add(if delay.is_some() { "delay" } else { "wait" });
            add(if texts > 0 { "event" } else { "plain wait" });
            if work.limits.iter().any(|limit| limit.late.iter().any(|line| line.actions.iter().any(goes))) {
                add("late wait");
            }
            if work.asks().next().is_some() {
                add("asking wait");
            }
        }
        NodeKind::Call { procedure } => {
            add("call");
            if matches!(procedure, Callee::Name(name) if name.last().as_str() == "later") {
                add("call of an open flow");
            }
            let ended = |trigger: &Trigger| matches!(trigger, Trigger::Ended(_));
            if work.ways.iter().filter(|way| ended(&way.trigger)).count() > 1 {
                add("several ends of a call");
            }
        }
        NodeKind::Parallel { branches, join, .. } => {
            add("parallel");
            joined(join, add);
            let conds = branches.iter().filter(|branch| matches!(branch.guard, Guard::When(_))).count();
            if conds > 0 {
                add("branch with condition");
            }
            if conds == branches.len() {
                add("proved branches");
            }
            if branches.iter().any(|branch| matches!(branch.guard, Guard::Says(_))) {
                add("branch by text");
            }
            if branches.iter().any(|branch| branch.guard == Guard::Otherwise) {
                add("otherwise branch");
            }
            if graph.around(id).len() == 2 {
                add("three deep");
            }
        }
        NodeKind::Each { join, .. } => {
            add("each");
            joined(join, add);
            if !graph.around(id).is_empty() {
                add("each in branch");
            }
        }
        NodeKind::End { failed } => add(if *failed { "failed end" } else { "end" }),
        NodeKind::Broken(_) => panic!("broken node"),
    }
    ways(node, texts, add);
}

fn ways(node: &sopkit::model::Node, texts: usize, add: &mut dyn FnMut(&'static str)) {
    let block = matches!(node.kind, NodeKind::Parallel { .. } | NodeKind::Each { .. });
    let conds = node.work.ways.iter().filter_map(|way| match &way.trigger {
        Trigger::When(cond) => Some(cond),
        _ => None,
    });
    let mut any = false;
    for cond in conds {
        any = true;
        let mut names = Vec::new();
        cond.fields(&mut |field| names.push(field.last().clone()));
        names.dedup();
        if names.len() > 1 {
            add("two fields");
        }
        condition(cond, add);
    }
    match texts {
        0 => {}
        1 if !any => add("one text"),
        1 => add("text and field"),
        _ => add("texts"),
    }
    if texts > 0 && block {
        add("text behind a block");
    }
    for limit in &node.work.limits {
        match &limit.from {
            Some(point) if point.node.is_some() => add("from node"),
            Some(_) => add("from case"),
            None => {}
        }
        if matches!(limit.value.value, Value::Name(_)) {
            add("limit by table");
        }
        if limit.on.is_some() {
            add("limit on calendar");
        }
        let hands_over = |line: &LateLine| line.actions.iter().any(|action| matches!(action, Action::HandOver(_)));
        if let [first, second] = limit.late.as_slice()
            && hands_over(first)
            && second.actions.iter().any(goes)
        {
            add("way after hand over");
        }
        for line in &limit.late {
            if line.every.is_some() {
                add("every");
            }
            if line.actions.iter().any(goes) {
                if line.every.is_some() {
                    add("every and way");
                }
                if hands_over(line) {
                    add("hand over and way");
                }
            }
            for action in &line.actions {
                match action {
                    Action::Notify(..) => add("notify"),
                    Action::HandOver(_) => add("hand over"),
                    _ => {}
                }
            }
        }
    }
}

fn goes(action: &Action) -> bool {
    matches!(action, Action::Go(_))
}

fn condition(cond: &Cond, add: &mut dyn FnMut(&'static str)) {
    match cond {
        Cond::Any(parts) | Cond::All(parts) => {
            add(if matches!(cond, Cond::Any(_)) { "or" } else { "and" });
            parts.iter().for_each(|part| condition(part, add));
        }
        Cond::Is(is) if is.not => add("is not"),
        Cond::Compare(_) => add("compared"),
        _ => {}
    }
}
