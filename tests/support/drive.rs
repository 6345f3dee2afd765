//! A case that is driven on purpose: a search over the states of a case for one in which something is so.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashSet};
use std::rc::Rc;

use jiff::Timestamp;
use petgraph::visit::EdgeRef;
use sopkit::flow::case::{
    Answer, AskedField, At, Doing, DueId, Effect, Event, Open, Path, Program, State, Wanted, What, apply, due_now,
    open_now,
};
use sopkit::flow::{Atom, Domain};
use sopkit::model::{Action, AskType, Body, Name};

use super::ahead::{Ahead, Goals, Sets};

/// A state on the way, with what led to it.
#[derive(Clone)]
pub struct Reached {
    pub state: State,
    /// The events from the beginning of the case; those of many states begin alike.
    pub events: Vec<Rc<Event>>,
    /// What followed from the last of them.
    pub last: Vec<Effect>,
}

/// The driver of one program.
pub struct Driver<'r, 'm> {
    pub program: &'r Program<'m>,
    pub ahead: Ahead<'r, 'm>,
    prepared: bool,
    /// The categories by which limits go: whether somebody can be late depends on them.
    axes: Vec<Name>,
}

/// What a driver wants.
pub trait Aim {
    /// How far a case has come by its last events, if it had come so far before; `None` if it has gone astray.
    fn progress(&self, reached: &Reached, before: usize) -> Option<usize>;
    /// How far it must come.
    fn last(&self) -> usize;
    /// Where to go at each stage.
    fn goals(&self, progress: usize) -> &Rc<Goals>;
    /// Whether a case that has come far enough is what is wanted; its events were so many when each stage was reached.
    fn is_it(&self, _reached: &Reached, _stages: &[usize]) -> bool {
        true
    }
}

/// More states than this are not looked at.
const MOST_STATES: usize = 3_000;

/// So many of them with the answers only that the way ahead wants.
const MOST_PLANNED: usize = 1_500;

/// A round that is gone again as it was has no more events.
const LONGEST_ROUND: usize = 60;

/// More combinations of answers at one node than this are not tried.
const MOST_ANSWERS: usize = 100;

/// Who does what, in which post.
type Deed = (String, String, What);

/// What is done as a whole.
type Deeds = Vec<Deed>;

/// A state on the way to an aim.
struct Stop {
    reached: Reached,
    /// How many events there were when each stage was reached.
    stages: Vec<usize>,
}

/// The stops that are still to be gone on from, by how far they have come; the nearest first.
#[derive(Default)]
struct Waiting(BTreeMap<usize, Nearest>);

/// By what they cost, and in which order they were found.
type Nearest = BinaryHeap<(Reverse<u64>, Reverse<usize>)>;

impl Waiting {
    fn push(&mut self, progress: usize, cost: u64, stop: usize) {
        self.0.entry(progress).or_default().push((Reverse(cost), Reverse(stop)));
    }

    /// By turns the nearest of those that have come farthest, of all, and of each stage: what came far may have begun with
    /// values that do not lead on, and the way ahead may seem longer behind a stage than before it.
    fn next(&mut self, turn: usize) -> Option<usize> {
        self.0.retain(|_, stops| !stops.is_empty());
        let stages = self.0.len().max(1);
        let stops = match turn % 3 {
            0 => self.0.values_mut().next_back(),
            1 => self.0.values_mut().max_by_key(|stops| stops.peek().copied()),
            _ => self.0.values_mut().nth(turn / 3 % stages),
        };
        stops?.pop().map(|(_, Reverse(stop))| stop)
    }
}

impl<'r, 'm> Driver<'r, 'm> {
    /// A driver of cases that begin as they are, or prepared by callers.
    pub fn new(program: &'r Program<'m>, prepared: bool) -> Self {
        let decls = program.project.modules.iter().flat_map(|module| &module.file.decls);
        let tables = decls.filter_map(|decl| if let Body::Sla(sla) = &decl.body { Some(sla) } else { None });
        let axes = tables.flat_map(|sla| sla.axes.iter().map(|axis| axis.last().clone())).collect();
        Self { program, ahead: Ahead::new(program), prepared, axes }
    }

    /// A post that does what anybody may.
    fn role(&self) -> String {
        let decls = self.program.project.modules.iter().flat_map(|module| &module.file.decls);
        let mut roles = decls.filter(|decl| matches!(decl.body, Body::Role(_))).filter_map(|decl| decl.ident.as_ref());
        roles.next().unwrap().name.to_string()
    }

    /// The beginnings of a case: one, or, of a procedure that relies on its callers, one for each combination of the
    /// shared values that callers may have set.
    pub fn starts(&self) -> Vec<Reached> {
        let mut states = vec![State::default()];
        for variable in self.ahead.variables.iter().filter(|known| self.prepared && known.slot.shared.is_some()) {
            let bits = (1..=variable.domain.len()).map(|bit| variable.domain.atom(bit));
            let answers = bits.filter_map(|atom| match atom {
                Atom::Name(name) => Some(Answer::Name(name.clone())),
                _ => None,
            });
            let key = (Path::default(), variable.slot.clone());
            let with = |state: &State, answer| {
                let mut state = state.clone();
                state.values.insert(key.clone(), answer);
                state
            };
            let all = answers.flat_map(|answer| states.iter().map(move |state| (state, answer.clone())));
            states = all.map(|(state, answer)| with(state, answer)).collect();
        }
        let begin = |state| {
            let none = Reached { state, events: Vec::new(), last: Vec::new() };
            self.after(&none, &[("starter".to_owned(), self.role(), What::Started)]).unwrap()
        };
        states.into_iter().map(begin).collect()
    }

    /// Drives a case from its beginning until an aim is reached, along the nearest states first. An answer that turns
    /// out wrong is taken otherwise: states that were left aside are come back to.
    pub fn drive(&self, aim: &dyn Aim) -> Option<Reached> {
        [false, true].into_iter().find_map(|thorough| self.search(aim, thorough))
    }

    fn search(&self, aim: &dyn Aim, thorough: bool) -> Option<Reached> {
        let mut seen = HashSet::new();
        let mut open = Waiting::default();
        let mut stops: Vec<Stop> = Vec::new();
        for start in self.starts() {
            let Some(first) = aim.progress(&start, 0) else { continue };
            if first >= aim.last() {
                return Some(start);
            }
            open.push(first, 0, stops.len());
            stops.push(Stop { stages: vec![0; first], reached: start });
        }
        let most = if thorough { MOST_STATES } else { MOST_PLANNED };
        for round in 0..most {
            let index = open.next(round)?;
            let (here, stages) = (stops[index].reached.clone(), stops[index].stages.clone());
            let mut all = self.next(&here, aim.goals(stages.len()), thorough);
            // What has just led on may do so once more as it was: rounds are long where they go through calls.
            if stages.last() == Some(&here.events.len()) {
                let first = here.events.len().saturating_sub(LONGEST_ROUND).max(1);
                all.extend((first..here.events.len()).filter_map(|from| self.again(&here, &here.events[from..])));
            }
            for next in all {
                let Some(progress) = aim.progress(&next, stages.len()) else { continue };
                let mut stages = stages.clone();
                stages.resize(progress, next.events.len());
                if progress >= aim.last() {
                    match aim.is_it(&next, &stages) {
                        true => return Some(next),
                        // Once more on another way would not be better.
                        false => continue,
                    }
                }
                if next.state.outcome.is_some() || next.state.stuck().next().is_some() {
                    continue;
                }
                if !seen.insert((progress, self.key(&next.state))) {
                    continue;
                }
                let Some(far) = self.ahead.far(&next.state, &Path::default(), aim.goals(progress)) else { continue };
                // How far it is counts all stages that are still to come.
                let cost = u64::from(far) * 4 + u64::try_from(next.events.len()).unwrap();
                open.push(progress, cost, stops.len());
                stops.push(Stop { reached: next, stages });
            }
        }
        None
    }

    /// Does the same again; what followed from it, if it may be done.
    pub fn again(&self, here: &Reached, events: &[Rc<Event>]) -> Option<Reached> {
        let deeds = events.iter().map(|event| (event.person.clone(), event.role.clone(), event.what.clone()));
        let next = self.after(here, &deeds.collect::<Deeds>())?;
        (next.events.len() == here.events.len() + events.len()).then_some(next)
    }

    /// What tells states apart, as far as ways depend on it.
    pub fn key(&self, state: &State) -> String {
        let scopes: Vec<String> = state
            .scopes
            .iter()
            .map(|(path, position)| match &position.doing {
                Doing::Work(work) => format!("{path:?}{:?}{:?}", position.node, work.handed_to),
                doing => format!("{path:?}{:?}{doing:?}", position.node),
            })
            .collect();
        let read = state.values.iter().filter(|((_, slot), _)| {
            self.ahead.variables.iter().any(|known| known.slot == *slot) || self.axes.contains(&slot.name)
        });
        let values: Vec<String> = read.map(|(key, answer)| format!("{key:?}{answer}")).collect();
        let clocks: Vec<String> =
            state.clocks.iter().map(|(key, clock)| format!("{key:?}{:?}", clock.pending)).collect();
        format!("{scopes:?}{values:?}{:?}{clocks:?}{:?}", state.taken, state.fired)
    }

    /// Every state that one person can bring about by doing one thing as a whole.
    pub fn next(&self, here: &Reached, goals: &Rc<Goals>, thorough: bool) -> Vec<Reached> {
        let mut found = Vec::new();
        for open in open_now(self.program, &here.state) {
            for what in self.ways(&open, here, goals, thorough) {
                found.extend(self.decided(here, &what));
            }
        }
        // Who is late before the node is entered may as well be late while it is open.
        let is_open = |at: &At| here.state.scopes.get(&at.path).is_some_and(|position| position.node == at.node);
        for due in due_now(self.program, &here.state).into_iter().filter(|due| is_open(&due.at)) {
            if let DueId::Late(index) = due.id
                && due.actions().iter().any(|action| matches!(action, Action::Go(_)))
            {
                let at = self.program.address(&due.at);
                let what = What::Late { at, limit: due.limit + 1, line: index + 1 };
                found.extend(self.after(here, &[("clock".to_owned(), self.role(), what)]));
            }
        }
        found
    }

    /// Everything that may be done at an open node, each as the events that do it.
    fn ways(&self, open: &Open<'m>, here: &Reached, goals: &Rc<Goals>, thorough: bool) -> Vec<Deeds> {
        let at = open.address.clone();
        let role = open.by.as_ref().and_then(|by| by.first()).map(|post| self.program.name(*post).to_string());
        let role = role.unwrap_or_else(|| self.role());
        let by = |what: What| (format!("{role} at {at}"), role.clone(), what);
        let texts = |texts: &[&sopkit::model::Text]| -> Vec<Vec<String>> {
            std::iter::once(Vec::new()).chain(texts.iter().map(|text| vec![text.source.clone()])).collect()
        };
        let mut found = Vec::new();
        for answers in self.answers(open, &open.fields, here, goals, thorough) {
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

    /// The answers that the way ahead wants, one combination for each way; and, thoroughly, every combination that
    /// conditions tell apart.
    fn answers(
        &self,
        open: &Open<'m>,
        fields: &[(AskedField<'m>, bool)],
        here: &Reached,
        goals: &Rc<Goals>,
        thorough: bool,
    ) -> Vec<Vec<What>> {
        let graph = self.program.graph(&open.at.path).unwrap();
        let node = graph.node(open.at.node).unwrap();
        let mut wanted: Vec<Sets> = Vec::new();
        let values = self.ahead.values(&here.state, &open.at.path);
        if let Some(goals) = self.ahead.goals_of(&here.state, &open.at.path, goals) {
            let used = self.ahead.used_up(&here.state, graph, &open.at.path);
            let map = self.ahead.map(graph, &goals, used, &[]);
            let rejected = graph.points.edges(node.enter).map(|edge| edge.target());
            for point in std::iter::once(node.done).chain(rejected) {
                wanted.extend(map.at(point).iter().take(12).map(|(_, sets)| sets.clone()));
            }
        }
        wanted.push(self.ahead.any());
        let open_fields: Vec<&AskedField<'m>> =
            fields.iter().filter(|(_, answered)| !answered).map(|(field, _)| field).collect();
        let variable = |field: &AskedField<'m>| {
            let slot = self.program.slot(graph.file, &field.name);
            self.ahead.variables.iter().position(|known| known.slot == slot)
        };
        let answer = |field: &AskedField<'m>, value: String| What::Answered {
            at: open.address.clone(),
            field: field.name.to_string(),
            value,
        };
        // `None` leaves a field open that may be.
        let first = |field: &AskedField<'m>, sets: &Sets| -> Option<String> {
            let Some(variable) = variable(field) else {
                return (!field.optional).then(|| self.plain(field, graph.file));
            };
            let set = sets[variable];
            if field.optional && (set & 1 != 0 || set & values[variable] != 0) {
                return None;
            }
            let known = &self.ahead.variables[variable];
            let bits = (1..=known.domain.len()).filter(|bit| set & (1 << bit) != 0);
            bits.into_iter().find_map(|bit| known.text(bit)).or_else(|| Some(self.plain(field, graph.file)))
        };
        let mut all: Vec<Vec<What>> = Vec::new();
        for sets in &wanted {
            let answers: Vec<What> =
                open_fields.iter().filter_map(|field| first(field, sets).map(|value| answer(field, value))).collect();
            if !all.contains(&answers) {
                all.push(answers);
            }
        }
        if thorough {
            let mut every: Vec<Vec<What>> = vec![Vec::new()];
            for field in open_fields.iter().filter(|field| !field.optional) {
                let mut values = match variable(field).map(|index| &self.ahead.variables[index]) {
                    Some(known) if known.domain != Domain::Open => {
                        (1..=known.domain.len()).filter_map(|bit| known.text(bit)).collect()
                    }
                    None if self.axes.contains(&field.name) => {
                        let names = self.program.project.values_of(graph.file, &field.ty).unwrap_or_default();
                        names.iter().map(Name::to_string).collect()
                    }
                    _ => vec![self.plain(field, graph.file)],
                };
                if every.len() * values.len() > MOST_ANSWERS {
                    values.truncate(1);
                }
                every = every
                    .iter()
                    .flat_map(|before| {
                        values.iter().map(move |value| [before.as_slice(), &[answer(field, value.clone())]].concat())
                    })
                    .collect();
            }
            let more: Vec<Vec<What>> = every.into_iter().filter(|one| !all.contains(one)).collect();
            all.extend(more);
        }
        all
    }

    /// An answer where no condition cares.
    fn plain(&self, field: &AskedField<'m>, file: sopkit::source::FileId) -> String {
        match &field.ty {
            AskType::YesNo => "yes".to_owned(),
            AskType::OneOf(_) | AskType::Category(_) => {
                let values = self.program.project.values_of(file, &field.ty).unwrap_or_default();
                values.first().map(Name::to_string).unwrap_or_default()
            }
            AskType::Number(Some(range)) => range.least.to_string(),
            AskType::Money => "1 CNY".to_owned(),
            AskType::Duration => "1h".to_owned(),
            AskType::Date => "2026-11-22".to_owned(),
            AskType::File => format!("sha256:{} note.txt", "0".repeat(64)),
            _ => "1".to_owned(),
        }
    }

    /// The state after some events. `None` if one is refused.
    fn after(&self, here: &Reached, deeds: &[Deed]) -> Option<Reached> {
        let mut next = Reached { last: Vec::new(), ..here.clone() };
        for (person, role, what) in deeds {
            let second = 1_800_000_000 + i64::try_from(next.events.len()).unwrap() * 60;
            let moment = Timestamp::from_second(second).unwrap();
            let event = Event { moment, person: person.clone(), role: role.clone(), what: what.clone() };
            let (state, effects) = apply(self.program, &next.state, &event).ok()?;
            next.state = state;
            next.last.extend(effects);
            next.events.push(Rc::new(event));
        }
        (next.events.len() > here.events.len()).then_some(next)
    }

    /// The state after some deeds; of the votes at their end as many as decide. One more may be a vote of the next round.
    fn decided(&self, here: &Reached, deeds: &[Deed]) -> Option<Reached> {
        let is_vote = |deed: &&Deed| matches!(deed.2, What::Approved { .. } | What::Rejected { .. });
        let votes = deeds.iter().filter(is_vote).count();
        let least = deeds.len() - votes.saturating_sub(1);
        let all = (least..=deeds.len()).map(|count| self.after(here, &deeds[..count]));
        all.map_while(|next| next).find(|next| votes == 0 || !next.last.is_empty())
    }
}
