//! A case that is driven by chance, as people would drive it.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use sopkit::flow::case::{
    AskedField, DueId, Effect, Event, Fault, Open, Program, Refusal, State, Wanted, What, anytime_now, apply, due_now,
    open_now,
};
use sopkit::flow::{Atom, Domain, Values, build};
use sopkit::model::{AskType, Body, Name, Project, Symbol};
use sopkit::source::FileId;

use super::Random;

/// Values that conditions tell apart, by field.
pub type Telling = HashMap<Name, Vec<String>>;

/// A case and the chance that drives it.
pub struct Walk<'r, 'm> {
    pub program: &'r Program<'m>,
    pub state: State,
    pub events: Vec<Event>,
    pub effects: Vec<Effect>,
    random: Random,
    /// Values that conditions tell apart, by field.
    telling: Arc<Telling>,
}

/// How a walk went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Walked {
    /// It came to an end of the flow.
    Ended,
    /// It cannot go on.
    Stuck(Fault),
    /// Nothing can happen any more, or it never ended.
    Lost(String),
}

/// The values that the conditions of a project tell apart.
pub fn telling(project: &Project) -> Telling {
    let mut telling = HashMap::new();
    for module in &project.modules {
        if let Some(flow) = &module.file.flow {
            let graph = build(module.id, flow);
            for variable in Values::of(project, &graph).variables {
                if let Domain::Numbers(_) = variable.domain {
                    let atoms = (1..=variable.domain.len()).map(|bit| variable.domain.atom(bit));
                    let texts = atoms.filter_map(|atom| match atom {
                        Atom::Number(number) => Some(variable.measure.in_words(number)),
                        _ => None,
                    });
                    telling.insert(variable.name.clone(), texts.collect());
                }
            }
        }
    }
    telling
}

impl<'r, 'm> Walk<'r, 'm> {
    pub fn new(program: &'r Program<'m>, seed: u64) -> Self {
        Self::telling(program, seed, &Arc::new(telling(program.project)))
    }

    /// The same with what `telling` found for the project: it takes longer than a walk.
    pub fn telling(program: &'r Program<'m>, seed: u64, telling: &Arc<Telling>) -> Self {
        let mut walk = Self {
            program,
            state: State::default(),
            events: Vec::new(),
            effects: Vec::new(),
            random: Random::new(seed),
            telling: Arc::clone(telling),
        };
        let role = walk.any_role();
        walk.happen("starter", &role, What::Started).unwrap();
        walk
    }

    /// Goes on until the case ends, or cannot, or `most` events have happened.
    pub fn run(&mut self, most: usize) -> Walked {
        let mut refused = 0;
        loop {
            if self.state.outcome.is_some() {
                return Walked::Ended;
            }
            if let Some((_, _, fault)) = self.state.stuck().next() {
                return Walked::Stuck(fault);
            }
            if self.events.len() >= most {
                return Walked::Lost(format!("after {most} events the case has not ended"));
            }
            match self.step() {
                Ok(true) => refused = 0,
                Ok(false) => return Walked::Lost("nothing can happen any more".to_owned()),
                Err(refusal) if is_fair(&refusal) && refused < 200 => refused += 1,
                Err(refusal) => return Walked::Lost(format!("refused: {refusal:?}")),
            }
        }
    }

    fn step(&mut self) -> Result<bool, Refusal> {
        if self.random.below(60) == 0 {
            let now = anytime_now(self.program, &self.state);
            if let Some(line) = self.one(&now) {
                let what = What::Anytime { says: line.line.when.source.clone(), at: line.address.clone() };
                let role = self.any_role();
                return self.happen("clerk", &role, what).map(|()| true);
            }
        }
        if self.random.below(12) == 0 {
            let now = due_now(self.program, &self.state);
            if let Some(due) = self.one(&now) {
                let (at, limit, role) = (self.program.address(&due.at), due.limit + 1, self.any_role());
                let what = match due.id {
                    DueId::Warning(index) => What::Warned { at, limit, warning: index + 1 },
                    DueId::Late(index) => What::Late { at, limit, line: index + 1 },
                };
                return self.happen("clock", &role, what).map(|()| true);
            }
        }
        let open = open_now(self.program, &self.state);
        let Some(open) = self.one(&open) else { return Ok(false) };
        let (person, role) = self.somebody(&open);
        let what = self.what(&open);
        self.happen(&person, &role, what).map(|()| true)
    }

    fn one<T: Clone>(&mut self, list: &[T]) -> Option<T> {
        let index = self.random.below(list.len());
        list.get(index).cloned()
    }

    fn somebody(&mut self, open: &Open<'_>) -> (String, String) {
        let posts: Vec<Symbol> = match &open.by {
            Some(by) => by.clone(),
            None => Vec::new(),
        };
        let role = self.one(&posts).map(|post| self.program.name(post).to_string()).unwrap_or_else(|| self.any_role());
        (format!("{role} {}", self.random.below(3)), role)
    }

    fn any_role(&mut self) -> String {
        let roles: Vec<Name> = self
            .program
            .project
            .modules
            .iter()
            .flat_map(|module| &module.file.decls)
            .filter(|decl| matches!(decl.body, Body::Role(_)))
            .filter_map(|decl| decl.ident.as_ref().map(|ident| ident.name.clone()))
            .collect();
        self.one(&roles).map(|name| name.to_string()).unwrap_or_default()
    }

    fn what(&mut self, open: &Open<'_>) -> What {
        let at = open.address.clone();
        let file = self.program.graph(&open.at.path).unwrap().file;
        let texts =
            |texts: &[&sopkit::model::Text]| -> Vec<String> { texts.iter().map(|text| text.source.clone()).collect() };
        match &open.wanted {
            Wanted::Event { says } => match self.answer(&at, &open.fields, file) {
                Some(what) => what,
                None => What::Happened { at, says: self.one(&texts(says)) },
            },
            Wanted::Items => {
                let items = (0..self.random.below(4)).map(|number| format!("item {number}")).collect();
                What::Listed { at, items }
            }
            Wanted::Branches(says) => {
                let says = texts(says).into_iter().filter(|_| self.random.below(2) == 0).collect();
                What::Done { at, says, confirmed: false }
            }
            Wanted::Approval => {
                if let Some(what) = self.answer(&at, &open.fields, file) {
                    return what;
                }
                match self.random.below(3) {
                    0 => What::Rejected { at, because: "not like this".to_owned() },
                    _ => What::Approved { at, because: String::new() },
                }
            }
            Wanted::Work { says } => {
                if let Some(what) = self.answer(&at, &open.fields, file) {
                    return what;
                }
                match self.random.below(40) {
                    0 => return What::Skipped { at, because: "not needed today".to_owned() },
                    1 => return What::HandedOver { at, to: self.any_role(), because: "busy".to_owned() },
                    _ => {}
                }
                if let Some(open) = open.boxes.iter().position(|(_, ticked)| !ticked)
                    && self.random.below(2) == 0
                {
                    return What::Ticked { at, number: open + 1 };
                }
                // One text alone may be left unsaid where there is an `otherwise`.
                let mut said: Vec<String> = self.one(&texts(says)).into_iter().collect();
                if says.len() == 1 && self.random.below(2) == 0 {
                    said.clear();
                }
                What::Done { at, says: said, confirmed: true }
            }
        }
    }

    fn answer(&mut self, at: &str, fields: &[(AskedField<'_>, bool)], file: FileId) -> Option<What> {
        let chance = self.random.below(3) == 0;
        let open = |(field, answered): &&(AskedField<'_>, bool)| !answered && (!field.optional || chance);
        let (field, _) = fields.iter().find(open)?;
        let value = self.value(field, file);
        Some(What::Answered { at: at.to_owned(), field: field.name.to_string(), value })
    }

    fn value(&mut self, field: &AskedField<'_>, file: FileId) -> String {
        if let Some(telling) = self.telling.get(&field.name).cloned()
            && let Some(value) = self.one(&telling)
            && !value.starts_with('-')
        {
            // Where all figures of a field are open or bare, they name no currency; an answer does.
            let bare = field.ty == AskType::Money && value.bytes().all(|sign| sign.is_ascii_digit() || sign == b'.');
            return if bare { format!("{value} CNY") } else { value };
        }
        match &field.ty {
            AskType::YesNo => if self.random.below(2) == 0 { "yes" } else { "no" }.to_owned(),
            AskType::OneOf(_) | AskType::Category(_) => {
                let values = self.program.project.values_of(file, &field.ty).unwrap_or_default();
                self.one(&values).map(|name| name.to_string()).unwrap_or_default()
            }
            AskType::Number(Some(range)) => range.least.to_string(),
            AskType::Number(None) => self.random.below(200).to_string(),
            AskType::Percent => format!("{}%", self.random.below(101)),
            AskType::Money => format!("{} CNY", self.random.below(5000)),
            AskType::Duration => {
                let amount = 1 + self.random.below(50);
                // In what the conditions of a routine compare it in, as the program asks for it.
                match self.program.measure(&self.program.slot(file, &field.name)) {
                    Some(measure) => measure.in_words(amount.into()),
                    None => format!("{amount}h"),
                }
            }
            AskType::Date => "2026-11-22".to_owned(),
            AskType::File => format!("sha256:{} note.txt", "0".repeat(64)),
            AskType::Text | AskType::Broken => "some text".to_owned(),
        }
    }

    /// Applies an event and keeps it.
    pub fn happen(&mut self, person: &str, role: &str, what: What) -> Result<(), Refusal> {
        let moment = Timestamp::from_second(1_800_000_000 + i64::try_from(self.events.len()).unwrap() * 60).unwrap();
        let event = Event { moment, person: person.to_owned(), role: role.to_owned(), what };
        let (state, effects) = apply(self.program, &self.state, &event)?;
        self.state = state;
        self.effects.extend(effects);
        self.events.push(event);
        Ok(())
    }
}

/// What people run into without anything being wrong with the procedure.
fn is_fair(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::SamePerson { .. }
            | Refusal::HasAnswered
            | Refusal::MayNotApprove(_)
            | Refusal::NeededByRule(_)
            | Refusal::WouldBeStuck(..)
            | Refusal::NotHere(_)
            | Refusal::Say(_)
            | Refusal::Unanswered(_)
    )
}
