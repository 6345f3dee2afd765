//! A case that is driven on purpose: a search over the states of a case for one in which something is so.

use std::collections::{BinaryHeap, HashMap, HashSet};

use jiff::Timestamp;
use petgraph::graph::NodeIndex;
use sopkit::flow::case::{
    AskedField, Doing, DueId, Effect, Event, Open, Path, Program, State, Wanted, What, anytime_now, apply, due_now,
    open_now,
};
use sopkit::flow::{Atom, EdgeKind, Graph, Values, build};
use sopkit::model::{Action, AskType, Body, Name};

/// A state on the way, with what led to it.
#[derive(Clone)]
pub struct Reached {
    pub state: State,
    /// The events from the beginning of the case.
    pub events: Vec<Event>,
    /// What followed from the last of them.
    pub last: Vec<Effect>,
}

/// The driver of one program.
pub struct Driver<'r, 'm> {
    pub program: &'r Program<'m>,
    /// For each field that some condition reads, values that the conditions tell apart.
    telling: HashMap<Name, Vec<String>>,
    /// Whether things that may happen at any time do.
    pub anytime: bool,
}

/// What a driver wants.
pub trait Aim {
    /// How far a case has come by its last events, if it had come so far before; `None` if it has gone astray.
    fn progress(&self, reached: &Reached, before: usize) -> Option<usize>;
    /// How far it must come.
    fn last(&self) -> usize;
    /// The point to go to at each stage, over and over.
    fn points(&self) -> Vec<NodeIndex>;
}

/// No way leads from a point to another.
const NO_WAY: usize = 1_000;

/// More states than this are not looked at.
const MOST_STATES: usize = 1_000;

/// More combinations of answers at one node than this are not tried.
const MOST_ANSWERS: usize = 700;

impl<'r, 'm> Driver<'r, 'm> {
    pub fn new(program: &'r Program<'m>, own: &Graph<'m>) -> Self {
        let project = program.project;
        let mut telling: HashMap<Name, Vec<String>> = HashMap::new();
        let mut add = |graph: &Graph<'m>| {
            for variable in Values::of(project, graph).variables {
                let atoms = (1..=variable.domain.len()).map(|bit| variable.domain.atom(bit));
                let texts = atoms.filter_map(|atom| match atom {
                    Atom::Number(number) => Some(variable.measure.in_words(number)),
                    Atom::Name(name) => Some(name.to_string()),
                    Atom::YesNo(yes) => Some(if yes { "yes" } else { "no" }.to_owned()),
                    Atom::Text(text) => Some(text),
                    Atom::OtherText => Some("some other text".to_owned()),
                    Atom::Unset | Atom::Any => None,
                });
                let known = telling.entry(variable.name.clone()).or_default();
                known.extend(texts.filter(|text| !text.starts_with('-')));
                known.sort();
                known.dedup();
            }
        };
        add(own);
        for module in &project.modules {
            if let Some(flow) = &module.file.flow {
                add(&build(module.id, flow));
            }
        }
        Self { program, telling, anytime: false }
    }

    /// A post that does what anybody may.
    fn role(&self) -> String {
        let decls = self.program.project.modules.iter().flat_map(|module| &module.file.decls);
        let mut roles = decls.filter(|decl| matches!(decl.body, Body::Role(_))).filter_map(|decl| decl.ident.as_ref());
        roles.next().unwrap().name.to_string()
    }

    pub fn start(&self) -> Reached {
        let none = Reached { state: State::default(), events: Vec::new(), last: Vec::new() };
        self.after(&none, &[("starter".to_owned(), self.role(), What::Started)]).unwrap()
    }

    /// Drives a case from its beginning until an aim is reached, along the nearest states first. An answer that turns
    /// out wrong is taken otherwise: states that were left aside are come back to.
    pub fn drive(&self, graph: &Graph<'m>, aim: &dyn Aim) -> Option<Reached> {
        let start = self.start();
        let stages: Vec<Vec<usize>> = aim.points().into_iter().map(|point| distances(graph, point)).collect();
        let mut seen = HashSet::new();
        let mut open = BinaryHeap::new();
        let mut states: Vec<(Reached, usize)> = Vec::new();
        let first = aim.progress(&start, 0)?;
        if first >= aim.last() {
            return Some(start);
        }
        open.push((0_i64, 0_usize));
        states.push((start, first));
        let mut looked = 0;
        while let Some((_, index)) = open.pop() {
            looked += 1;
            if looked > MOST_STATES {
                return None;
            }
            let (here, progress) = states[index].clone();
            for next in self.next(&here) {
                let Some(progress) = aim.progress(&next, progress) else { continue };
                if progress >= aim.last() {
                    return Some(next);
                }
                if next.state.outcome.is_some() || next.state.stuck().next().is_some() {
                    continue;
                }
                let far = &stages[progress % stages.len()];
                let own = next.state.scopes.iter().filter(|(path, _)| path.flow() == Path::default());
                let near = own.filter_map(|(_, position)| far.get(graph.node(position.node)?.enter.index()));
                let Some(near) = near.copied().min().filter(|near| *near < NO_WAY) else { continue };
                if !seen.insert((progress, self.key(&next.state))) {
                    continue;
                }
                let cost = near * 4 + next.events.len();
                let gain = i64::try_from(progress).unwrap() * 60;
                open.push((gain - i64::try_from(cost).unwrap(), states.len()));
                states.push((next, progress));
            }
        }
        None
    }

    /// What tells states apart, as far as ways depend on it.
    fn key(&self, state: &State) -> String {
        let scopes: Vec<String> = state
            .scopes
            .iter()
            .map(|(path, position)| match &position.doing {
                Doing::Work(work) => format!("{path:?}{:?}{:?}", position.node, work.handed_to),
                doing => format!("{path:?}{:?}{doing:?}", position.node),
            })
            .collect();
        let read = state.values.iter().filter(|((_, slot), _)| self.telling.contains_key(&slot.name));
        let values: Vec<String> = read.map(|(key, answer)| format!("{key:?}{answer}")).collect();
        let clocks: Vec<String> =
            state.clocks.iter().map(|(key, clock)| format!("{key:?}{:?}", clock.pending)).collect();
        format!("{scopes:?}{values:?}{:?}{clocks:?}{:?}", state.taken, state.fired)
    }

    /// Every state that one person can bring about by doing one thing as a whole.
    fn next(&self, here: &Reached) -> Vec<Reached> {
        let mut found = Vec::new();
        for open in open_now(self.program, &here.state) {
            for what in self.ways(&open, here) {
                found.extend(self.after(here, &what));
            }
        }
        for due in due_now(self.program, &here.state) {
            if let DueId::Late(index) = due.id
                && due.actions().iter().any(|action| matches!(action, Action::Go(_)))
            {
                let at = self.program.address(&due.at);
                let what = What::Late { at, limit: due.limit + 1, line: index + 1 };
                found.extend(self.after(here, &[("clock".to_owned(), self.role(), what)]));
            }
        }
        if self.anytime {
            for line in anytime_now(self.program, &here.state) {
                let what = What::Anytime { says: line.line.when.source.clone(), at: line.address.clone() };
                found.extend(self.after(here, &[("clerk".to_owned(), self.role(), what)]));
            }
        }
        found
    }

    /// Everything that may be done at an open node, each as the events that do it.
    fn ways(&self, open: &Open<'m>, here: &Reached) -> Vec<Vec<(String, String, What)>> {
        let at = open.address.clone();
        let role = open.by.as_ref().and_then(|by| by.first()).map(|post| self.program.name(*post).to_string());
        let role = role.unwrap_or_else(|| self.role());
        let by = |what: What| (format!("{role} at {at}"), role.clone(), what);
        let texts = |texts: &[&sopkit::model::Text]| -> Vec<Vec<String>> {
            std::iter::once(Vec::new()).chain(texts.iter().map(|text| vec![text.source.clone()])).collect()
        };
        let mut found = Vec::new();
        for answers in self.answers(&at, &open.fields, here) {
            let mut events: Vec<_> = answers.into_iter().map(by).collect();
            match &open.wanted {
                Wanted::Work { says } => {
                    // Answered, and not done: perhaps nothing can be said.
                    if !says.is_empty() {
                        found.push(events.clone());
                    }
                    for says in texts(says) {
                        let done = by(What::Done { at: at.clone(), says, confirmed: true });
                        found.push([events.as_slice(), &[done]].concat());
                    }
                }
                Wanted::Event { says } => {
                    for says in texts(says) {
                        let happened = by(What::Happened { at: at.clone(), says: says.into_iter().next() });
                        found.push([events.as_slice(), &[happened]].concat());
                    }
                }
                Wanted::Approval => {
                    let posts = open.by.clone().unwrap_or_default();
                    let mut refused = events.clone();
                    for post in posts {
                        let role = self.program.name(post).to_string();
                        let person = format!("{role} at {at}");
                        let approved = What::Approved { at: at.clone(), because: String::new() };
                        let rejected = What::Rejected { at: at.clone(), because: "no".to_owned() };
                        events.push((person.clone(), role.clone(), approved));
                        refused.push((person, role, rejected));
                    }
                    found.push(events);
                    found.push(refused);
                }
                Wanted::Items => {
                    for count in [0, 1] {
                        let items = vec!["item".to_owned(); count];
                        found.push(vec![by(What::Listed { at: at.clone(), items })]);
                    }
                }
                Wanted::Branches(says) => {
                    let all = says.iter().map(|text| text.source.clone()).collect();
                    for says in texts(says).into_iter().chain([all]) {
                        found.push(vec![by(What::Done { at: at.clone(), says, confirmed: true })]);
                    }
                }
            }
        }
        found
    }

    /// Every combination of answers that conditions tell apart.
    fn answers(&self, at: &str, fields: &[(AskedField<'m>, bool)], here: &Reached) -> Vec<Vec<What>> {
        let file = self.program.find(&here.state, at).and_then(|at| self.program.graph(&at.path)).unwrap().file;
        let mut all: Vec<Vec<What>> = vec![Vec::new()];
        for (field, _) in fields.iter().filter(|(field, answered)| !field.optional && !answered) {
            let telling = self.telling.get(&field.name).cloned().unwrap_or_default();
            let mut values = match &field.ty {
                _ if !telling.is_empty() => telling,
                AskType::YesNo => vec!["yes".to_owned()],
                AskType::OneOf(_) | AskType::Category(_) => {
                    let values = self.program.project.values_of(file, &field.ty).unwrap_or_default();
                    values.iter().take(1).map(Name::to_string).collect()
                }
                AskType::Number(Some(range)) => vec![range.least.to_string()],
                AskType::Money => vec!["1 CNY".to_owned()],
                AskType::Duration => vec!["1h".to_owned()],
                AskType::Date => vec!["2026-11-22".to_owned()],
                AskType::File => vec![format!("sha256:{} note.txt", "0".repeat(64))],
                _ => vec!["1".to_owned()],
            };
            if all.len() * values.len() > MOST_ANSWERS {
                values.truncate(1);
            }
            let answer = |value: &String| What::Answered {
                at: at.to_owned(),
                field: field.name.to_string(),
                value: value.clone(),
            };
            all = all
                .iter()
                .flat_map(|before| values.iter().map(move |value| [before.as_slice(), &[answer(value)]].concat()))
                .collect();
        }
        all
    }

    /// The state after some events; of those of an approval only as many as are needed. `None` if one is refused.
    fn after(&self, here: &Reached, whats: &[(String, String, What)]) -> Option<Reached> {
        let mut next = Reached { last: Vec::new(), ..here.clone() };
        for (index, (person, role, what)) in whats.iter().enumerate() {
            let second = 1_800_000_000 + i64::try_from(next.events.len()).unwrap() * 60;
            let moment = Timestamp::from_second(second).unwrap();
            let event = Event { moment, person: person.clone(), role: role.clone(), what: what.clone() };
            match apply(self.program, &next.state, &event) {
                Ok((state, effects)) => {
                    next.state = state;
                    next.last.extend(effects);
                    next.events.push(event);
                }
                Err(_) if matches!(what, What::Approved { .. } | What::Rejected { .. }) && index > 0 => {}
                Err(_) => return None,
            }
        }
        (next.events.len() > here.events.len()).then_some(next)
    }
}

/// How far each point is from another, in edges.
fn distances(graph: &Graph<'_>, to: NodeIndex) -> Vec<usize> {
    let mut far = vec![NO_WAY; graph.points.node_count()];
    let mut queue = std::collections::VecDeque::from([(to, 0)]);
    while let Some((point, distance)) = queue.pop_front() {
        if far[point.index()] <= distance {
            continue;
        }
        far[point.index()] = distance;
        let before = graph.points.edges_directed(point, petgraph::Direction::Incoming);
        for edge in before.filter(|edge| edge.weight().kind != EdgeKind::Anytime) {
            queue.push_back((petgraph::visit::EdgeRef::source(&edge), distance + 1));
        }
    }
    far
}
