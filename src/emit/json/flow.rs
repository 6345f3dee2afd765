//! A flow as a graph.

use super::flow_shape::{
    Act as ActShape, Action as ActionShape, Anytime, Bound, Branch, End, Flow as FlowShape, Late, Limit as LimitShape,
    Moment, Routine as RoutineShape, Start, Step, StepKind, Target as TargetShape, Warning, Way as WayShape, When,
    WhenKind,
};
use super::maker::Maker;
use super::shape::{Cite, Texts};
use crate::emit::phrase::{FlowOf, falls_through};
use crate::emit::view::{box_text, start_words};
use crate::model::{
    Act, Action, Body, Callee, ClockRef, Count, Decl, DeclKind, Flow, Form, Go, Guard, Limit, Node, NodeKind, Party,
    Project, Ref, Routine, Side, StartOn, Target, Trigger, Value, Warn, Work,
};

/// The flow of a case, or of a routine.
pub(super) fn flow(maker: &Maker<'_, '_>, flow: &Flow) -> FlowShape {
    let mut walk = Walk { maker, flow: FlowOf::from(flow), steps: Vec::new(), ends: Vec::new() };
    walk.block(&flow.nodes, None, &TargetShape { target: None, joins: false });
    let starts = flow.starts.iter().map(|start| Start {
        text: maker.say(|page| start_words(page, start)),
        after: match &start.on {
            StartOn::After(reference) => Some(reference.first().to_string()),
            StartOn::Event(_) => None,
        },
        via: maker.ids(&start.via),
        cites: maker.own_cites(&start.common),
    });
    let anytime = flow.anytime.iter().map(|anytime| Anytime {
        text: maker.text(&anytime.when),
        to: target(&anytime.to, None),
        cites: maker.own_cites(&anytime.common),
    });
    FlowShape {
        unset: maker.maybe(flow.unset.as_ref()),
        starts: starts.collect(),
        first: first(maker, &flow.nodes),
        anytime: anytime.collect(),
        notes: maker.texts(&flow.common.notes),
        cites: maker.own_cites(&flow.common),
        steps: walk.steps,
        ends: walk.ends,
    }
}

/// A routine with its own clauses.
pub(super) fn routine(maker: &Maker<'_, '_>, decl: &Decl, routine: &Routine) -> RoutineShape {
    let number = maker.page.numbers.at(decl.at.0.start).map(|stop| stop.number.clone()).unwrap_or_default();
    let of = routine.flow.as_ref().map(FlowOf::from).unwrap_or_default();
    let what = What { id: decl.label().to_owned(), kind: StepKind::Routine, number, title: maker.title(decl) };
    RoutineShape {
        every: maker.say(|page| page.period(&routine.every)),
        work: step(maker, &routine.work, of, what, 0),
        flow: routine.flow.as_ref().map(|own| flow(maker, own)),
    }
}

/// The id of a node: its name, else its number.
fn id(maker: &Maker<'_, '_>, node: &Node) -> String {
    match &node.ident {
        Some(ident) => ident.name.to_string(),
        None => format!("#{}", maker.page.numbers.at(node.at.0.start).map_or("", |stop| stop.number.as_str())),
    }
}

fn readable(nodes: &[Node]) -> impl Iterator<Item = &Node> {
    nodes.iter().filter(|node| !matches!(node.kind, NodeKind::Broken(_)))
}

fn first(maker: &Maker<'_, '_>, nodes: &[Node]) -> Option<String> {
    readable(nodes).next().map(|node| id(maker, node))
}

/// Where a way leads that was written inside a block.
fn target(to: &Target, block: Option<&str>) -> TargetShape {
    match to {
        Target::Node(name) => TargetShape { target: Some(name.last().to_string()), joins: false },
        Target::Join(_) => TargetShape { target: block.map(str::to_owned), joins: true },
        Target::Missing(_) => TargetShape { target: None, joins: false },
    }
}

fn bound(go: &Go, block: Option<&str>) -> Option<Bound> {
    go.bound.as_ref().map(|bound| Bound { times: bound.times, then: target(&bound.then, block) })
}

/// What a step is, before its clauses.
struct What {
    id: String,
    kind: StepKind,
    number: String,
    title: Texts,
}

struct Walk<'w, 'm, 'p> {
    maker: &'w Maker<'m, 'p>,
    flow: FlowOf<'w>,
    steps: Vec<Step>,
    ends: Vec<End>,
}

impl Walk<'_, '_, '_> {
    /// The nodes of a block; `around` is the branch or `each` with the block that it belongs to, `last` where its last
    /// node goes on to.
    fn block(&mut self, nodes: &[Node], around: Option<(&str, &str)>, last: &TargetShape) {
        let nodes: Vec<&Node> = readable(nodes).collect();
        for (index, node) in nodes.iter().enumerate() {
            let next =
                nodes.get(index + 1).map(|next| TargetShape { target: Some(id(self.maker, next)), joins: false });
            self.node(node, around, next.as_ref().unwrap_or(last));
        }
    }

    fn node(&mut self, node: &Node, around: Option<(&str, &str)>, next: &TargetShape) {
        let maker = self.maker;
        let own = id(maker, node);
        let stop = maker.page.numbers.at(node.at.0.start);
        let title =
            maker.say(|page| page.numbers.at(node.at.0.start).map(|stop| stop.title.clone()).unwrap_or_default());
        let kind = match &node.kind {
            NodeKind::End { failed } => {
                let cites = maker.own_cites(&node.work.common);
                self.ends.push(End { id: own, title, failed: *failed, cites });
                return;
            }
            NodeKind::Step | NodeKind::Broken(_) => StepKind::Step,
            NodeKind::Decision => StepKind::Decision,
            NodeKind::Approval { .. } => StepKind::Approval,
            NodeKind::Wait { .. } => StepKind::Wait,
            NodeKind::Call { .. } => StepKind::Call,
            NodeKind::Parallel { .. } => StepKind::Parallel,
            NodeKind::Each { .. } => StepKind::Each,
        };
        let number = stop.map(|stop| stop.number.clone()).unwrap_or_default();
        let what = What { id: own.clone(), kind, number, title };
        let order = stop.map_or(0, |stop| stop.order);
        let mut shape = step(maker, &node.work, self.flow, what, order);
        shape.within = around.map(|(inner, _)| inner.to_owned());
        shape.ways = self.ways(node, around.map(|(_, block)| block), next);
        let mut inner: Vec<(&[Node], String)> = Vec::new();
        match &node.kind {
            NodeKind::Call { procedure } => shape.calls = Some(called(maker.page.project, node, procedure)),
            NodeKind::Approval { needs } => shape.needs = needs.as_ref().map(|needs| count(maker, needs)),
            NodeKind::Wait { delay } => shape.delay = delay.as_ref().map(|delay| maker.value(&delay.lasts)),
            NodeKind::Parallel { branches, join, .. } => {
                shape.needs = join.as_ref().map(|join| count(maker, join));
                for branch in branches {
                    let stop = maker.page.numbers.at(branch.at.0.start);
                    let number = stop.map(|stop| stop.number.clone()).unwrap_or_default();
                    let name = branch.ident.as_ref().map(|ident| ident.name.to_string());
                    let name = name.unwrap_or_else(|| format!("#{number}"));
                    shape.branches.push(Branch {
                        id: name.clone(),
                        title: maker.say(|page| {
                            page.numbers.at(branch.at.0.start).map(|stop| stop.title.clone()).unwrap_or_default()
                        }),
                        number,
                        when: self.guard(&branch.guard),
                        first: first(maker, &branch.nodes),
                        cites: maker.own_cites(&branch.common),
                    });
                    inner.push((&branch.nodes, name));
                }
            }
            NodeKind::Each { nodes, join, .. } => {
                shape.needs = join.as_ref().map(|join| count(maker, join));
                shape.first = first(maker, nodes);
                inner.push((nodes, own.clone()));
            }
            _ => {}
        }
        self.steps.push(shape);
        let joined = TargetShape { target: Some(own.clone()), joins: true };
        for (nodes, name) in inner {
            self.block(nodes, Some((&name, &own)), &joined);
        }
    }

    fn ways(&self, node: &Node, block: Option<&str>, next: &TargetShape) -> Vec<WayShape> {
        let maker = self.maker;
        let way = |way: &crate::model::Way| {
            let (kind, test, ends) = match &way.trigger {
                Trigger::Always => (WhenKind::Always, None, Vec::new()),
                Trigger::Otherwise => (WhenKind::Otherwise, None, Vec::new()),
                Trigger::When(cond) => (WhenKind::Condition, Some(maker.test(cond)), Vec::new()),
                Trigger::Says(_) => (WhenKind::Says, None, Vec::new()),
                Trigger::Approved => (WhenKind::Approved, None, Vec::new()),
                Trigger::Rejected => (WhenKind::Rejected, None, Vec::new()),
                Trigger::Failed => (WhenKind::Failed, None, Vec::new()),
                Trigger::Ended(ends) => {
                    (WhenKind::Ended, None, ends.iter().map(|end| end.last().to_string()).collect())
                }
            };
            let text = match &way.trigger {
                Trigger::Always | Trigger::Otherwise => None,
                Trigger::When(cond) => Some(maker.say(|page| page.cond(cond))),
                Trigger::Says(text) => Some(maker.text(text)),
                _ => Some(maker.say(|page| page.way(way, node, 0).when)),
            };
            WayShape {
                when: When { kind, text, test, ends },
                to: target(&way.go.to, block),
                bound: bound(&way.go, block),
                cites: maker.cites(&way.cites),
            }
        };
        let mut ways: Vec<WayShape> = node.work.ways.iter().map(way).collect();
        if falls_through(node) {
            let kind = if ways.is_empty() { WhenKind::Always } else { WhenKind::Otherwise };
            let when = When { kind, text: None, test: None, ends: Vec::new() };
            ways.push(WayShape { when, to: next.clone(), bound: None, cites: Vec::new() });
        }
        ways
    }

    fn guard(&self, guard: &Guard) -> When {
        let (kind, text, test) = match guard {
            Guard::Always => (WhenKind::Always, None, None),
            Guard::Otherwise => (WhenKind::Otherwise, None, None),
            Guard::Says(text) => (WhenKind::Says, Some(self.maker.text(text)), None),
            Guard::When(cond) => {
                let text = self.maker.say(|page| page.cond(cond));
                (WhenKind::Condition, Some(text), Some(self.maker.test(cond)))
            }
        };
        When { kind, text, test, ends: Vec::new() }
    }
}

fn called(project: &Project, node: &Node, callee: &Callee) -> String {
    let found = project.callee(node.at.0.file, callee).and_then(|id| project.module(id)?.file.procedure());
    match (found, callee) {
        (Some(ident), _) => ident.name.to_string(),
        (None, Callee::Name(name)) => name.to_string(),
        (None, Callee::File(path, _)) => path.clone(),
        (None, Callee::Missing) => String::new(),
    }
}

fn count(maker: &Maker<'_, '_>, count: &Count) -> String {
    match count {
        Count::All => "all".to_owned(),
        Count::Any => "any".to_owned(),
        Count::Number(number) => match maker.page.project.value(number.span().file, number) {
            Some(Value::Number(number)) => number.normalize().to_string(),
            _ => String::new(),
        },
    }
}

/// The clauses of a step or routine.
fn step(maker: &Maker<'_, '_>, work: &Work, flow: FlowOf<'_>, what: What, order: usize) -> Step {
    let warnings = work.acts.iter().filter_map(|act| if let Act::Warning(text) = act { Some(text) } else { None });
    let acts = work.acts.iter().filter(|act| matches!(act, Act::Do(_) | Act::Pause(..)));
    Step {
        limits: work.limits.iter().map(|own| limit(maker, own, (&what.id, work), flow, order)).collect(),
        id: what.id,
        kind: what.kind,
        number: what.number,
        title: what.title,
        within: None,
        by: maker.ids(&work.by),
        accountable: maker.ids(&work.accountable),
        consults: maker.ids(&work.consults),
        informs: maker.ids(&work.informs),
        via: maker.ids(&work.via),
        using: maker.ids(&work.using),
        sets: maker.ids(&work.sets),
        fills: maker.ids(&work.fills),
        reads: maker.ids(&work.reads),
        warnings: warnings.map(|text| maker.text(text)).collect(),
        acts: acts
            .map(|act| ActShape {
                text: maker.say(|page| box_text(page, act).unwrap_or_default()),
                pause: matches!(act, Act::Pause(..)),
            })
            .collect(),
        form: work.form.map(|form| {
            match form {
                Form::ReadDo => "read-do",
                Form::DoConfirm => "do-confirm",
            }
            .to_owned()
        }),
        asks: work.asks().map(|ask| maker.ask(ask)).collect(),
        effort: work.takes.as_ref().map(|takes| [maker.value(&takes.least), maker.value(&takes.most)]),
        calls: None,
        needs: None,
        delay: None,
        branches: Vec::new(),
        first: None,
        ways: Vec::new(),
        notes: maker.texts(&work.common.notes),
        cites: all_cites(maker, work),
    }
}

/// The citations of a step in its block and on the lines that are no ways, limits or questions.
fn all_cites(maker: &Maker<'_, '_>, work: &Work) -> Vec<Cite> {
    let warns = work.limits.iter().flat_map(|limit| &limit.warns).flat_map(|warn| &warn.cites);
    let late = work.limits.iter().flat_map(|limit| &limit.late).flat_map(|line| &line.cites);
    maker.cites(work.common.cites.iter().chain(warns).chain(late))
}

fn limit(
    maker: &Maker<'_, '_>,
    limit: &Limit,
    (own, work): (&str, &Work),
    flow: FlowOf<'_>,
    order: usize,
) -> LimitShape {
    let late = if limit.late.is_empty() { flow.late } else { &limit.late };
    let warning = |warn: &Warn| Warning {
        at: warn.shares.iter().map(|share| maker.value(share)).collect(),
        actions: warn.notify.iter().map(|action| self::action(maker, action)).collect(),
    };
    let point = limit.from.as_ref();
    LimitShape {
        value: maker.value(&limit.value),
        clock: clock(maker, limit, &work.by, flow),
        from: Moment {
            step: match point {
                // The step's own start, where nothing else is said.
                None => Some(own.to_owned()),
                Some(point) => point.node.as_ref().map(|ident| ident.name.to_string()),
            },
            end: point.is_some_and(|point| point.side == Side::End),
        },
        warnings: limit.warns.iter().map(warning).collect(),
        late: late
            .iter()
            .map(|line| Late {
                text: maker.say(|page| page.late(line, &work.by, order)),
                after: line.after.as_ref().map(|after| maker.value(after)),
                every: line.every.as_ref().map(|every| maker.value(every)),
                actions: line.actions.iter().map(|action| self::action(maker, action)).collect(),
            })
            .collect(),
        cites: maker.cites(&limit.cites),
    }
}

/// What the clock of a limit counts: what the limit says, its table, the flow; for working units whoever does it.
fn clock(maker: &Maker<'_, '_>, limit: &Limit, doers: &[Ref], flow: FlowOf<'_>) -> String {
    let project = maker.page.project;
    let file = limit.at.0.file;
    let table = project.table_limit(file, &limit.value).and_then(|(_, sla, _)| sla.clock.as_ref());
    let working = || match project.value(file, &limit.value) {
        Some(Value::Duration(duration)) if duration.unit.is_working() => {
            doers.iter().find_map(|doer| match &project.find_kind(doer.span().file, doer, DeclKind::Role)?.1.body {
                Body::Role(role) => role.works.as_ref(),
                _ => None,
            })
        }
        _ => None,
    };
    let found = limit.on.as_ref().or(table).or(flow.clock).or_else(working);
    maker.clock(found.unwrap_or(&ClockRef::Always))
}

fn action(maker: &Maker<'_, '_>, action: &Action) -> ActionShape {
    let party = |party: &Party| match party {
        Party::Superior(_) => "superior".to_owned(),
        Party::Post(post) => maker.id(post),
    };
    match action {
        Action::Notify(parties, via) => {
            ActionShape::Notify { posts: parties.iter().map(party).collect(), via: maker.ids(via) }
        }
        Action::HandOver(to) => ActionShape::HandOver(party(to)),
        Action::Go(go) => ActionShape::Go { to: target(&go.to, None), bound: bound(go, None) },
        Action::Broken => ActionShape::Unreadable,
    }
}
