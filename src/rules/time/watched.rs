//! Limits held against those who must keep them: for each clock and set of posts of a flow, and when cases come.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use jiff::{SignedDuration, Timestamp};
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::figures::{Figure, figures};
use crate::flow::{EdgeKind, FlowNode, NodeId, Reach, point_of, reachable};
use crate::model::{Body, Count, Limit, Name, NodeKind, Ref, StartOn, Symbol, Trigger, Value};
use crate::rules::hours::{Arrivals, Open, Question};
use crate::rules::people::at_work::hours_of;
use crate::rules::{Context, FlowView};
use crate::source::{FileId, Span};

/// A limit and those who must keep it.
pub(in crate::rules) struct Held<'p> {
    /// The node at which it stands.
    pub node: FlowNode<'p>,
    /// The limit.
    pub limit: &'p Limit,
    /// Its shortest figure.
    pub figure: Figure<'p>,
    /// Who may act: any of them.
    pub by: Vec<&'p Ref>,
    /// Whether its clock starts with the case.
    pub begins: bool,
    /// What is asked about the year.
    pub question: Question,
}

/// The limits of a flow on one clock that the same posts must keep, in reading order; at least one.
pub(in crate::rules) struct Watch<'p> {
    /// The clock.
    pub clock: Open,
    /// The posts: any of them may act.
    pub who: BTreeSet<Symbol>,
    /// When they and their deputies are at work.
    pub posts: BTreeSet<Open>,
    /// The limits.
    pub held: Vec<Held<'p>>,
}

/// The worst case of a year for a limit.
pub(in crate::rules) struct Worst {
    /// When it comes.
    pub from: Timestamp,
    /// When somebody is at work again; `None` if never.
    pub to: Option<Timestamp>,
    /// What the clock counts in between; `None` if nobody ever comes, and of working days.
    pub counted: Option<SignedDuration>,
    /// Of working days: when it was due.
    pub due: Option<Timestamp>,
}

impl Watch<'_> {
    /// What findings about it name as their cause.
    pub(in crate::rules) fn cause(&self) -> Span {
        self.held.first().map(|held| held.limit.at.0).unwrap_or_default()
    }
}

impl Held<'_> {
    /// The worst case, if it misses the limit before anybody is at work.
    pub(in crate::rules) fn missed(&self, context: &Context<'_>) -> Option<Worst> {
        missed(context, &self.question, &self.figure)
    }
}

/// The worst case of a question, if a limit is missed in it.
pub(in crate::rules) fn missed(context: &Context<'_>, question: &Question, figure: &Figure<'_>) -> Option<Worst> {
    if let Some(seconds) = figure.seconds() {
        let unseen = context.unseen(question)?;
        let longer = unseen.counted.is_none_or(|counted| counted.as_secs() > seconds);
        let worst = Worst { from: unseen.stretch.from, to: unseen.stretch.to, counted: unseen.counted, due: None };
        return longer.then_some(worst);
    }
    let (stretch, due) = context.missed(question, figure.length)?;
    Some(Worst { from: stretch.from, to: stretch.to, counted: None, due: Some(due) })
}

/// The limits of steps, decisions and approvals of a flow by clock and posts. Left out: waits; calls and blocks, whose
/// work is that of others; posts of which nobody knows when they work, and those that are always there; limits that
/// stand still in a wait that every case passes.
pub(in crate::rules) fn watches<'p>(context: &Context<'p>, view: &FlowView<'p>) -> Vec<Watch<'p>> {
    let graph = &view.graph;
    let mut found: IndexMap<(Open, BTreeSet<Symbol>), Watch<'p>> = IndexMap::new();
    let Some(year) = context.year(graph.file).filter(|_| !graph.wild) else { return Vec::new() };
    for (id, node) in graph.iter() {
        if !matches!(node.node.kind, NodeKind::Step | NodeKind::Decision | NodeKind::Approval { .. }) {
            continue;
        }
        for limit in &node.node.work.limits {
            let figures = figures(context, graph, limit, &node.node.work.by);
            let Some(figure) = figures.shortest() else { continue };
            let waits = figures.table.map(|(_, sla)| sla.paused.as_slice()).unwrap_or_default();
            let from = limit.from.as_ref().map_or(Some(node.enter), |point| point_of(graph, point));
            let Some(from) = from.filter(|from| !surely_paused(view, *from, node.enter, waits)) else { continue };
            for by in acting(view, id) {
                let Some(posts) = hours_of_some(context, view, &by).filter(|posts| !posts.contains(&Open::Always))
                else {
                    continue;
                };
                let who = posts_of(context, graph.file, &by);
                let arrivals = arrivals(context, view, from);
                let question = Question { year, clock: figure.clock, posts: posts.clone(), arrivals };
                let begins = begins(view, from);
                let held = Held { node: *node, limit, figure: figure.clone(), by, begins, question };
                let watch = Watch { clock: figure.clock, who: who.clone(), posts, held: Vec::new() };
                found.entry((figure.clock, who)).or_insert(watch).held.push(held);
            }
        }
    }
    found.into_values().collect()
}

/// What names those who act.
pub(in crate::rules) fn posts_of(context: &Context<'_>, file: FileId, by: &[&Ref]) -> BTreeSet<Symbol> {
    by.iter().filter_map(|post| context.project.find(file, post)).map(|(symbol, _)| symbol).collect()
}

/// Who may do a node: any of those of one list. An approval that all must give has a list for each of them.
fn acting<'p>(view: &FlowView<'p>, id: NodeId) -> Vec<Vec<&'p Ref>> {
    let Some(node) = view.graph.node(id) else { return Vec::new() };
    let by: Vec<&'p Ref> = node.node.work.by.iter().collect();
    let NodeKind::Approval { needs } = &node.node.kind else { return vec![by] };
    let all = match needs {
        None | Some(Count::All) => true,
        Some(Count::Any) => false,
        Some(Count::Number(number)) => match &number.value {
            Value::Number(needed) if *needed == rust_decimal::Decimal::ONE => false,
            Value::Number(needed) if *needed == rust_decimal::Decimal::from(by.len()) => true,
            _ => return Vec::new(),
        },
    };
    if all { by.into_iter().map(|one| vec![one]).collect() } else { vec![by] }
}

fn hours_of_some(context: &Context<'_>, view: &FlowView<'_>, by: &[&Ref]) -> Option<BTreeSet<Open>> {
    let by: Vec<Ref> = by.iter().map(|one| (*one).clone()).collect();
    hours_of(context, view.graph.file, &by)
}

/// Whether every way from one point to another passes one of some waits.
fn surely_paused(view: &FlowView<'_>, from: NodeIndex, to: NodeIndex, waits: &[Ref]) -> bool {
    if waits.is_empty() || from == to {
        return false;
    }
    let graph = &view.graph;
    let named: Vec<&Name> = waits.iter().map(Ref::last).collect();
    let passable = |point: NodeIndex| {
        graph
            .node_at(point)
            .is_none_or(|(_, node)| !node.node.ident.as_ref().is_some_and(|it| named.contains(&&it.name)))
    };
    !reachable(graph, from, &Reach { passable: &passable, ..Reach::default() }).has(to)
}

/// Whether a clock that starts at a point starts with the case.
fn begins(view: &FlowView<'_>, from: NodeIndex) -> bool {
    let graph = &view.graph;
    let mut before = graph.points.neighbors_directed(from, Direction::Incoming);
    from == graph.start || before.any(|point| point == graph.start)
}

/// When cases come to a point. To the beginning of the case they come by channels; to others when what stands before
/// was done by somebody at work. What somebody outside does, what time or a called procedure does, and what nobody
/// knows, may happen at any time.
pub(in crate::rules) fn arrivals(context: &Context<'_>, view: &FlowView<'_>, to: NodeIndex) -> Arrivals {
    let graph = &view.graph;
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::from([to]);
    let mut waiting = vec![to];
    while let Some(point) = waiting.pop() {
        if point == graph.start {
            match first_arrivals(context, view) {
                Some(hours) => found.extend(hours),
                None => return Arrivals::Any,
            }
            continue;
        }
        let Some((_, node)) = graph.node_at(point) else { return Arrivals::Any };
        let is_block = matches!(node.node.kind, NodeKind::Parallel { .. } | NodeKind::Each { .. });
        if point == node.done && point != node.enter && !is_block {
            match done(context, view, node) {
                Some(hours) => found.extend(hours),
                None => return Arrivals::Any,
            }
            continue;
        }
        for edge in graph.points.edges_directed(point, Direction::Incoming) {
            let source = edge.source();
            let from = graph.node_at(source).filter(|(_, node)| node.enter == source).map(|(_, node)| node);
            match (edge.weight().kind, from) {
                (EdgeKind::Late | EdgeKind::Failed | EdgeKind::Anytime, _) => return Arrivals::Any,
                (EdgeKind::Branch(_) | EdgeKind::Skip | EdgeKind::Sync(_), _) | (_, None) => {
                    if seen.insert(source) {
                        waiting.push(source);
                    }
                }
                (EdgeKind::When(Trigger::Rejected), Some(node)) => match done(context, view, node) {
                    Some(hours) => found.extend(hours),
                    None => return Arrivals::Any,
                },
                _ => return Arrivals::Any,
            }
        }
    }
    Arrivals::While(found, 0)
}

/// When a node may be done; `None` for any time.
fn done(context: &Context<'_>, view: &FlowView<'_>, node: &FlowNode<'_>) -> Option<BTreeSet<Open>> {
    let acts = matches!(node.node.kind, NodeKind::Step | NodeKind::Decision | NodeKind::Approval { .. });
    let hours = hours_of(context, view.graph.file, &node.node.work.by).filter(|_| acts && !node.node.broken)?;
    (!hours.contains(&Open::Always)).then_some(hours)
}

/// When cases begin; `None` for any time.
fn first_arrivals(context: &Context<'_>, view: &FlowView<'_>) -> Option<BTreeSet<Open>> {
    let file = view.graph.file;
    // When periodic work begins is another question.
    if view.routine.is_some() {
        return Some(BTreeSet::new());
    }
    let starts = &view.graph.flow.starts;
    if starts.is_empty() || context.project.is_called(file) {
        return None;
    }
    let mut found = BTreeSet::new();
    for start in starts {
        if matches!(start.on, StartOn::After(_)) || start.via.is_empty() {
            return None;
        }
        for via in &start.via {
            match channel_hours(context, view, via)? {
                Open::Always => return None,
                open => drop(found.insert(open)),
            }
        }
    }
    Some(found)
}

/// The hours of a channel; `None` where nobody knows them.
pub(in crate::rules) fn channel_hours(context: &Context<'_>, view: &FlowView<'_>, via: &Ref) -> Option<Open> {
    let (symbol, _) = context.project.find(view.graph.file, via).filter(|(_, rest)| rest.is_empty())?;
    let decl = context.project.decl(symbol).filter(|decl| !decl.broken)?;
    let Body::Channel(channel) = &decl.body else { return None };
    context.open(symbol.file, channel.open.as_ref()?)
}
