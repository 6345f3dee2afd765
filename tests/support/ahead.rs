//! What lies ahead of a case: how far it is from where it is to come, and which values bring it there.
//!
//! A map is drawn backwards from its targets over the points of a flow. Each entry says: from this point, with values out
//! of these sets, it is so far. What a node asks is free before it is asked; what a condition reads must fit. So the map
//! knows at the first question what the last condition on the way wants.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::rc::Rc;

use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use sopkit::flow::case::{Doing, Path, Program, Slot, State, Step};
use sopkit::flow::{
    Assigned, Atom, Atoms, Domain, EdgeKind, FieldHere, Graph, Measure, NodeId, Reach, Values, assigned, build,
    reachable,
};
use sopkit::model::{Count, Guard, Name, Node, NodeKind, Trigger};
use sopkit::source::FileId;

use super::conditions::{each_combination, holds};

/// A set of values for each variable.
pub type Sets = Vec<Atoms>;

/// A map has no more entries than this, and no more at one point.
const MOST_ENTRIES: usize = 8_000;
const MOST_AT_POINT: usize = 80;

/// What it costs, in edges, if the values do not fit and must come from elsewhere.
const UNFIT: u32 = 40;

/// A field that conditions of the program read.
pub struct Variable {
    pub slot: Slot,
    pub domain: Domain,
    pub measure: Measure,
}

impl Variable {
    /// The bit of an answer; every bit for one that no condition tells apart.
    fn bit(&self, answer: &str) -> Atoms {
        let bits = 1..=self.domain.len();
        let found = bits.into_iter().find(|bit| self.text(*bit).as_deref() == Some(answer));
        match (found, &self.domain) {
            (Some(bit), _) => 1 << bit,
            (None, Domain::Texts(texts)) => 1 << (texts.len() + 1),
            (None, _) => self.domain.all(),
        }
    }

    /// An answer that has a bit.
    pub fn text(&self, bit: usize) -> Option<String> {
        match self.domain.atom(bit) {
            Atom::Number(number) => Some(self.measure.in_words(number)).filter(|text| !text.starts_with('-')),
            Atom::Name(name) => Some(name.to_string()),
            Atom::YesNo(yes) => Some(if yes { "yes" } else { "no" }.to_owned()),
            Atom::Text(text) => Some(text),
            Atom::OtherText => Some("some other text".to_owned()),
            Atom::Unset | Atom::Any => None,
        }
    }
}

/// Where to come in a flow, with which values, and how far it is from there.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Target {
    pub point: NodeIndex,
    pub sets: Sets,
    pub far: u32,
    /// The only way out of the point that counts, if any does not.
    pub by: Option<EdgeIndex>,
}

/// Where to come.
pub struct Goals {
    number: usize,
    targets: Vec<Target>,
    /// Bounded ways of these nodes may not be gone.
    closed: Vec<NodeId>,
}

/// How far each point is, with which values; the nearest first.
pub struct Map {
    entries: Vec<Vec<(u32, Sets)>>,
    /// The ways that lead straight to where to come, each with the point that it leaves.
    straight: Vec<(EdgeIndex, NodeIndex, (u32, Sets))>,
}

impl Map {
    pub fn at(&self, point: NodeIndex) -> &[(u32, Sets)] {
        &self.entries[point.index()]
    }

    fn far(&self, point: NodeIndex, values: &[Atoms]) -> Option<u32> {
        let entries = self.at(point);
        let fits = |sets: &Sets| sets.iter().zip(values).all(|(set, value)| set & value != 0);
        let fit = entries.iter().find(|(_, sets)| fits(sets)).map(|(far, _)| *far);
        fit.or_else(|| entries.first().map(|(far, _)| far + UNFIT))
    }
}

type Key = (FileId, usize, Vec<(NodeId, u32)>, Vec<NodeIndex>);

/// What was found out once, by what was asked.
type Memo<K, V> = RefCell<HashMap<K, Rc<V>>>;

/// How far the scopes of one state are from what goals, some points taken out.
type Fars = HashMap<(Path, usize, Vec<NodeIndex>), Option<u32>>;

/// The maps of one program.
pub struct Ahead<'r, 'm> {
    pub program: &'r Program<'m>,
    pub variables: Vec<Variable>,
    maps: Memo<Key, Map>,
    goals: Memo<(Vec<Target>, Vec<NodeId>), Goals>,
    taken: Memo<(FileId, EdgeIndex), Vec<Sets>>,
    /// How long called procedures are.
    lengths: RefCell<HashMap<FileId, u32>>,
}

impl<'r, 'm> Ahead<'r, 'm> {
    pub fn new(program: &'r Program<'m>) -> Self {
        let mut variables: Vec<Variable> = Vec::new();
        let mut add = |graph: &Graph<'m>| {
            for known in Values::of(program.project, graph).variables {
                let slot = program.slot(graph.file, known.name);
                if !variables.iter().any(|variable| variable.slot == slot && variable.domain == known.domain) {
                    variables.push(Variable { slot, domain: known.domain, measure: known.measure });
                }
            }
        };
        add(program.graph(&Path::default()).unwrap());
        for module in &program.project.modules {
            if let Some(flow) = &module.file.flow {
                add(&build(module.id, flow));
            }
        }
        let (maps, goals, taken, lengths) = Default::default();
        Self { program, variables, maps, goals, taken, lengths }
    }

    /// Any values.
    pub fn any(&self) -> Sets {
        vec![Atoms::MAX; self.variables.len()]
    }

    pub fn goals(&self, mut targets: Vec<Target>, closed: &[NodeId]) -> Rc<Goals> {
        targets.sort_by_key(|target| target.far);
        let mut known = self.goals.borrow_mut();
        let number = known.len();
        let key = (targets.clone(), closed.to_vec());
        Rc::clone(known.entry(key).or_insert_with(|| Rc::new(Goals { number, targets, closed: closed.to_vec() })))
    }

    /// The map of a flow; bounded lines that are used up lead to their `then`, and some points may be taken out.
    pub fn map(&self, graph: &Graph<'m>, goals: &Goals, used: Vec<(NodeId, u32)>, without: &[NodeIndex]) -> Rc<Map> {
        let key = (graph.file, goals.number, used, without.to_vec());
        if let Some(known) = self.maps.borrow().get(&key) {
            return Rc::clone(known);
        }
        let entries = self.draw(graph, goals, &key.2, without);
        let straight = |target: &Target| Some((target.by?, target.point, (target.far, target.sets.clone())));
        let map = Rc::new(Map { entries, straight: goals.targets.iter().filter_map(straight).collect() });
        self.maps.borrow_mut().insert(key, Rc::clone(&map));
        map
    }

    fn draw(
        &self,
        graph: &Graph<'m>,
        goals: &Goals,
        used: &[(NodeId, u32)],
        without: &[NodeIndex],
    ) -> Vec<Vec<(u32, Sets)>> {
        let mut entries: Vec<Vec<(u32, Sets)>> = vec![Vec::new(); graph.points.node_count()];
        let mut open = BinaryHeap::new();
        for target in &goals.targets {
            open.push(Reverse((target.far, target.point, target.sets.clone())));
        }
        let mut count = 0;
        while let Some(Reverse((far, point, sets))) = open.pop() {
            let here = &mut entries[point.index()];
            let holds = |known: &Sets| known.iter().zip(&sets).all(|(known, set)| set & !known == 0);
            if without.contains(&point) || here.len() >= MOST_AT_POINT || here.iter().any(|(_, known)| holds(known)) {
                continue;
            }
            here.push((far, sets.clone()));
            count += 1;
            if count > MOST_ENTRIES {
                break;
            }
            for edge in graph.points.edges_directed(point, petgraph::Direction::Incoming) {
                let from = graph.node_at(edge.source());
                let weight = edge.weight();
                let is_used = from.is_some_and(|(id, _)| used.contains(&(id, weight.at.start)));
                let closed = from.is_some_and(|(id, _)| goals.closed.contains(&id));
                let price = match weight.kind {
                    _ if weight.idle => continue,
                    _ if weight.bound.is_some() && (is_used || closed) => continue,
                    EdgeKind::Exceeded if closed && !is_used => continue,
                    EdgeKind::Exceeded if !is_used => 6,
                    EdgeKind::Work => 1 + from.map_or(0, |(_, node)| self.called_for(graph, node.node)),
                    _ => 1,
                };
                for sets in self.before(graph, edge.id(), &sets) {
                    open.push(Reverse((far + price, edge.source(), sets)));
                }
            }
        }
        entries
    }

    /// How long the procedure that a node calls is at least.
    fn called_for(&self, graph: &Graph<'m>, node: &Node) -> u32 {
        let NodeKind::Call { procedure } = &node.kind else { return 0 };
        let project = self.program.project;
        let Some(callee) = project.callee(graph.file, procedure) else { return 0 };
        if let Some(known) = self.lengths.borrow().get(&callee) {
            return *known;
        }
        let flow = project.module(callee).and_then(|module| module.file.flow.as_ref());
        let length = flow.map_or(0, |flow| {
            let inner = build(callee, flow);
            let reached = reachable(&inner, inner.start, &Reach::default());
            let ends = inner.ends().filter(|(_, end)| reached.has(end.enter));
            ends.map(|(_, end)| reached.way(&inner, end.enter).len()).min().unwrap_or(0)
        });
        let length = u32::try_from(length).unwrap();
        self.lengths.borrow_mut().insert(callee, length);
        length
    }

    /// With which values an edge may be gone so that these stand behind it.
    pub fn before(&self, graph: &Graph<'m>, edge: EdgeIndex, sets: &Sets) -> Vec<Sets> {
        let (from, _) = graph.points.edge_endpoints(edge).unwrap();
        let weight = graph.points[edge];
        let Some((_, node)) = graph.node_at(from) else {
            return if weight.kind == EdgeKind::Anytime { Vec::new() } else { vec![sets.clone()] };
        };
        let own =
            |trigger: &Trigger| node.node.work.ways.iter().any(|way| way.at.0 == weight.at && way.trigger == *trigger);
        match weight.kind {
            _ if weight.guess => Vec::new(),
            EdgeKind::Work => vec![self.unasked(graph, node.node, sets, false)],
            EdgeKind::Skip | EdgeKind::Ended(_) => vec![sets.clone()],
            _ if from == node.enter && own(&Trigger::Rejected) => vec![self.unasked(graph, node.node, sets, false)],
            // The lines of an `each` are for what comes behind its items.
            EdgeKind::Branch(_) if matches!(node.node.kind, NodeKind::Each { .. }) => vec![sets.clone()],
            EdgeKind::Branch(_) => self.both(&self.taken(graph, edge), sets),
            _ if from == node.enter => vec![self.unasked(graph, node.node, sets, true)],
            _ => self.both(&self.taken(graph, edge), sets),
        }
    }

    fn both(&self, some: &[Sets], sets: &Sets) -> Vec<Sets> {
        let both = some.iter().map(|one| one.iter().zip(sets).map(|(one, set)| one & set).collect::<Sets>());
        both.filter(|both| both.iter().zip(&self.variables).all(|(set, v)| set & (v.domain.all() | 1) != 0)).collect()
    }

    /// The values before the work of a node: what it asks may have been anything.
    fn unasked(&self, graph: &Graph<'m>, node: &Node, sets: &Sets, interrupted: bool) -> Sets {
        let each = self.variables.iter().zip(sets).map(|(variable, set)| {
            let name: &Name = &variable.slot.name;
            if self.program.slot(graph.file, name) != variable.slot {
                return *set;
            }
            let surely = |assigned| !interrupted && assigned == Assigned::Surely;
            let project = self.program.project;
            match assigned(project, graph.file, node, FieldHere::of(project, graph.file, name)) {
                Some(how) if surely(how) || set & variable.domain.all() != 0 => Atoms::MAX,
                _ => *set,
            }
        });
        each.collect()
    }

    /// The values with which an edge that has a condition, or follows others that have, is taken.
    pub fn taken(&self, graph: &Graph<'m>, edge: EdgeIndex) -> Rc<Vec<Sets>> {
        let key = (graph.file, edge);
        if let Some(known) = self.taken.borrow().get(&key) {
            return Rc::clone(known);
        }
        let (from, _) = graph.points.edge_endpoints(edge).unwrap();
        let weight = graph.points[edge];
        let node = graph.node_at(from).unwrap().1.node;
        let mut fails = Vec::new();
        let mut wanted = None;
        if let (EdgeKind::Branch(branch), NodeKind::Parallel { branches, .. }) = (weight.kind, &node.kind) {
            match &branches[branch].guard {
                Guard::When(cond) => wanted = Some(cond),
                Guard::Otherwise => fails.extend(branches.iter().filter_map(|branch| match &branch.guard {
                    Guard::When(cond) => Some(cond),
                    _ => None,
                })),
                _ => {}
            }
        } else {
            for way in &node.work.ways {
                if way.at.0 == weight.at && way.trigger != Trigger::Otherwise {
                    if let Trigger::When(cond) = &way.trigger {
                        wanted = Some(cond);
                    }
                    break;
                }
                if let Trigger::When(cond) = &way.trigger {
                    fails.push(cond);
                }
            }
        }
        let read = |variable: &Variable| {
            let mut found = false;
            let name = &variable.slot.name;
            let mut look = |field: &sopkit::model::Ref| found |= field.last() == name;
            fails.iter().copied().chain(wanted).for_each(|cond| cond.fields(&mut look));
            found && self.program.slot(graph.file, name) == variable.slot
        };
        let read: Vec<usize> = (0..self.variables.len()).filter(|index| read(&self.variables[*index])).collect();
        let mut found: Vec<Sets> = Vec::new();
        let complete = each_combination(&self.variables, &read, &mut |now| {
            let holds = |cond| holds(self.program.project, graph.file, cond, &self.variables, now);
            if wanted.is_none_or(|cond| holds(cond) != Some(false))
                && fails.iter().all(|cond| holds(cond) != Some(true))
            {
                found.push(now.iter().map(|bit| bit.map_or(Atoms::MAX, |bit| 1 << bit)).collect());
            }
        });
        let found = Rc::new(if complete { merged(found) } else { vec![self.any()] });
        self.taken.borrow_mut().insert(key, Rc::clone(&found));
        found
    }

    /// The values of a case as the flow of a scope sees them.
    pub fn values(&self, state: &State, path: &Path) -> Sets {
        let bit = |variable: &Variable| match state.answer(path, &variable.slot) {
            Some(answer) => variable.bit(&answer.to_string()),
            None => 1,
        };
        self.variables.iter().map(bit).collect()
    }

    /// The bounded lines that are used up for a scope.
    pub fn used_up(&self, state: &State, graph: &Graph<'m>, path: &Path) -> Vec<(NodeId, u32)> {
        let lines = graph.points.edge_references().filter_map(|edge| {
            let (id, _) = graph.node_at(edge.source())?;
            let most = edge.weight().bound.flatten()?;
            let line = edge.weight().at.start;
            let homes = path.homes();
            let taken = homes.filter_map(|home| state.taken.get(&(home, id, line))).max().copied().unwrap_or(0);
            (taken >= most).then_some((id, line))
        });
        let mut lines: Vec<_> = lines.collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// How far the flow of a scope is from its goals; `None` if no way leads there.
    pub fn far(&self, state: &State, path: &Path, goals: &Goals) -> Option<u32> {
        self.far_within(&mut HashMap::new(), state, path, (goals, &[]))
    }

    /// The same, with some points taken out, and with what is known already of this state: blocks ask again and again.
    fn far_within(&self, known: &mut Fars, state: &State, path: &Path, to: (&Goals, &[NodeIndex])) -> Option<u32> {
        let key = (path.clone(), to.0.number, to.1.to_vec());
        if let Some(far) = known.get(&key) {
            return *far;
        }
        let far = self.far_new(known, state, path, to);
        known.insert(key, far);
        far
    }

    fn far_new(
        &self,
        known: &mut Fars,
        state: &State,
        path: &Path,
        (goals, without): (&Goals, &[NodeIndex]),
    ) -> Option<u32> {
        let position = state.scopes.get(path)?;
        let graph = self.program.graph(path)?;
        let node = graph.node(position.node)?;
        let used = self.used_up(state, graph, path);
        let map = self.map(graph, goals, used.clone(), without);
        let values = self.values(state, path);
        // What is late leads away from a call or block whatever goes on inside.
        let late = || {
            let out = || graph.points.edges(node.enter);
            let lines = out().filter(|edge| edge.weight().kind == EdgeKind::Late);
            let fars = lines.filter_map(|line| {
                let at = line.weight().at;
                let is_used = used.contains(&(position.node, at.start));
                let then = || out().find(|edge| edge.weight().kind == EdgeKind::Exceeded && edge.weight().at == at);
                let edge = if is_used { then()? } else { line };
                let straight = map.straight.iter().filter(|(by, ..)| *by == edge.id()).map(|(.., (far, _))| *far);
                // To begin anew leads no farther than to go on.
                let behind = (edge.target() != node.enter).then(|| map.far(edge.target(), &values)).flatten();
                Some(straight.chain(behind).min()? + 2)
            });
            fars.min()
        };
        match &position.doing {
            Doing::Work(_) => map.far(node.enter, &values),
            Doing::Chosen(_) => map.far(node.done, &values),
            Doing::Arrived | Doing::Stuck(_) => None,
            Doing::Called => {
                let inner = self.called(state, path, &map);
                let called = path.inner(Step::Call(position.node));
                let own = inner.and_then(|inner| self.far_within(known, state, &called, (&inner, &[])));
                own.into_iter().chain(late()).min()
            }
            Doing::Block(all) => {
                let depth = path.0.len() + 1;
                let inside = |(open, _): &(&Path, _)| open.0.len() == depth && open.is_in(path);
                let inner: Vec<_> = state.scopes.iter().filter(inside).collect();
                let arrived = inner.iter().filter(|(_, inner)| inner.doing == Doing::Arrived).count();
                let needed = match &node.node.kind {
                    NodeKind::Parallel { join, .. } | NodeKind::Each { join, .. } => match join {
                        Some(Count::Any) => 1.min(*all),
                        Some(Count::Number(_)) => 2.min(*all),
                        _ => *all,
                    },
                    _ => *all,
                };
                let here = self.goals(vec![Target { point: node.done, sets: self.any(), far: 0, by: None }], &[]);
                let mut fars: Vec<(u32, &Path)> = Vec::new();
                for (inner, _) in &inner {
                    fars.extend(self.far_within(known, state, inner, (&here, &[])).map(|far| (far, *inner)));
                }
                // What is still asked in a branch may be what the way behind the block needs.
                let behind = fars.iter().filter_map(|(near, inner)| {
                    self.far_within(known, state, inner, (goals, without)).map(|far| far.saturating_sub(*near))
                });
                let behind = behind.chain(map.far(node.done, &values)).min();
                let mut fars: Vec<u32> = fars.iter().map(|(far, _)| *far).collect();
                fars.sort_unstable();
                let rest = needed.saturating_sub(arrived);
                let join = (fars.len() >= rest).then(|| fars[..rest].iter().sum::<u32>());
                let join = join.zip(behind).map(|(join, behind)| join + behind);
                let out = [without, &[node.done]].concat();
                let out =
                    inner.iter().filter_map(|(inner, _)| self.far_within(known, state, inner, (goals, &out))).min();
                join.into_iter().chain(out).chain(late()).min()
            }
        }
    }

    /// The goals of the procedure that is called where a scope stands: its ends, each as far as what follows in the
    /// caller. What only the caller knows stays as it is meanwhile.
    pub fn called(&self, state: &State, path: &Path, map: &Map) -> Option<Rc<Goals>> {
        let graph = self.program.graph(path)?;
        let position = state.scopes.get(path)?;
        let node = graph.node(position.node)?;
        let inner = self.program.graph(&path.inner(Step::Call(position.node)))?;
        let values = self.values(state, path);
        let mut targets = Vec::new();
        for (_, end) in inner.ends() {
            let failed = matches!(end.node.kind, NodeKind::End { failed: true });
            let line = node.node.work.ways.iter().find(|way| match &way.trigger {
                Trigger::Failed => failed,
                Trigger::Ended(ends) => ends.iter().any(|name| *name.last() == *end.node.label()),
                _ => false,
            });
            // The way behind this end may be the one that counts; those behind other ends are none for it.
            let fars: Vec<&(u32, Sets)> = match line {
                Some(way) => {
                    let used = self.used_up(state, graph, path).contains(&(position.node, way.at.0.start));
                    let all = graph.points.edges(node.enter).chain(graph.points.edges(node.done));
                    let mut of_line = all.filter(|edge| edge.weight().at == way.at.0);
                    let edge = of_line.find(|edge| (edge.weight().kind == EdgeKind::Exceeded) == used)?;
                    let straight = map.straight.iter().filter(|(by, ..)| *by == edge.id()).map(|(.., far)| far);
                    straight.chain(map.at(edge.target())).collect()
                }
                None => {
                    let of_end = |by: EdgeIndex| matches!(graph.points[by].kind, EdgeKind::Ended(_));
                    let others = map.straight.iter().filter(|(by, from, _)| *from == node.done && of_end(*by));
                    let others: Vec<&(u32, Sets)> = others.map(|(.., far)| far).collect();
                    map.at(node.done).iter().filter(|far| !others.contains(far)).collect()
                }
            };
            for (far, sets) in fars.into_iter().take(20) {
                let mut extra = 1;
                let kept = self.variables.iter().zip(sets).zip(&values).map(|((variable, set), value)| {
                    if variable.slot.shared.is_some() {
                        return *set;
                    }
                    extra += if set & value == 0 { UNFIT } else { 0 };
                    Atoms::MAX
                });
                let sets = kept.collect();
                targets.push(Target { point: end.enter, sets, far: far + extra, by: None });
            }
        }
        Some(self.goals(targets, &[]))
    }

    /// The goals of the flow of a scope, if those of the whole case are these.
    pub fn goals_of(&self, state: &State, path: &Path, goals: &Rc<Goals>) -> Option<Rc<Goals>> {
        let flow = path.flow();
        let Some((caller, _)) = flow.out() else { return Some(Rc::clone(goals)) };
        let outer = self.goals_of(state, &caller, goals)?;
        let graph = self.program.graph(&caller)?;
        let map = self.map(graph, &outer, self.used_up(state, graph, &caller), &[]);
        self.called(state, &caller, &map)
    }
}

/// Sets that differ in one variable only are one.
fn merged(mut all: Vec<Sets>) -> Vec<Sets> {
    let mut at = 0;
    while at < all.len() {
        let differ = |one: &Sets, other: &Sets| {
            let mut places = (0..one.len()).filter(|index| one[*index] != other[*index]);
            let first = places.next();
            if places.next().is_some() { None } else { first }
        };
        let found = (at + 1..all.len()).find_map(|other| Some((other, differ(&all[at], &all[other])?)));
        match found {
            Some((other, place)) => {
                let gone = all.remove(other);
                all[at][place] |= gone[place];
                // What is larger now may fit those that it did not fit before.
                at = 0;
            }
            None => at += 1,
        }
    }
    all
}
