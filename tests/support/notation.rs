//! The notation in which runs of a case are written, in `docs/semantics.md` and in tests: a line an event, and behind
//! `=>` what is open then, or how the case ended.
//!
//! ```text
//! started => one
//! Ann as boss: done one says "It is here" => two, three[1]
//! late two 1 2 => two | told boss about two
//! refused done three => not open
//! may two => boss, vice
//! asks two => score, remark?
//! lates => two 1 2
//! ```
//!
//! Without a name, the first post that may do it does it. Behind `|` stands what else follows: who is told, to whom work
//! is handed over, what is given up, what waits, whether a bound is used up. A refusal may name its reason.

use sopkit::flow::case::{
    At, DueId, Effect, Event, Fault, Open, Path, Program, Refusal, State, Wanted, What, accept, anytime_now, apply,
    asked, due_now, may_do, open_now,
};
use sopkit::model::{Action, Name, Party};
use sopkit::source::Span;

/// A case that a run drives.
pub struct Case<'r, 'm> {
    pub program: &'r Program<'m>,
    pub state: State,
}

impl<'r, 'm> Case<'r, 'm> {
    pub fn new(program: &'r Program<'m>) -> Self {
        Self { program, state: State::default() }
    }

    /// One line of a run; what is wrong with it.
    pub fn line(&mut self, line: &str) -> Result<(), String> {
        // It would follow, but would leave the case at a stand, so nobody keeps it.
        if let Some((action, reason)) = line.strip_prefix("not kept ").and_then(|rest| rest.split_once(" => ")) {
            let event = self.event(action)?;
            return match (apply(self.program, &self.state, &event), accept(self.program, &self.state, &event)) {
                (Ok(_), Err(refusal)) if why(&refusal) == reason => Ok(()),
                (_, other) => Err(format!("{line}: {other:?}")),
            };
        }
        if let Some(action) = line.strip_prefix("refused ") {
            let (action, reason) = action.split_once(" => ").map_or((action, None), |(one, two)| (one, Some(two)));
            return match (apply(self.program, &self.state, &self.event(action)?), reason) {
                (Ok(_), _) => Err(format!("{line}: it is not refused")),
                (Err(refusal), Some(reason)) if why(&refusal) != reason => Err(format!("{line}: {}", why(&refusal))),
                (Err(_), _) => Ok(()),
            };
        }
        let (action, expected) = line.split_once(" =>").ok_or(format!("{line}: no `=>`"))?;
        let expected = expected.trim();
        let told = match self.question(action) {
            Some(answer) => answer,
            None => {
                let event = self.event(action)?;
                let (state, effects) = apply(self.program, &self.state, &event)
                    .map_err(|refusal| format!("{line}: refused, {}", why(&refusal)))?;
                self.state = state;
                let effects: Vec<String> = effects.iter().filter_map(|effect| self.effect(effect)).collect();
                match expected.contains(" |") {
                    true => format!("{} | {}", self.now(), effects.join(", ")).trim().to_owned(),
                    false => self.now(),
                }
            }
        };
        if told == expected { Ok(()) } else { Err(format!("{line}: now {told}")) }
    }

    /// What a question is answered.
    fn question(&self, line: &str) -> Option<String> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        let at = || self.program.find(&self.state, rest).expect("nothing is there");
        let all = match verb {
            "may" => match may_do(self.program, &self.state, &at()) {
                Some(posts) => posts.into_iter().map(|post| self.program.name(post).to_string()).collect(),
                None => vec!["anybody".to_owned()],
            },
            "asks" => {
                let mark = |optional: bool| if optional { "?" } else { "" };
                let fields = asked(self.program, &at()).into_iter();
                fields.map(|field| format!("{}{}", field.name, mark(field.optional))).collect()
            }
            "lates" => due_now(self.program, &self.state)
                .into_iter()
                .filter_map(|due| match due.id {
                    DueId::Late(index) => {
                        Some(format!("{} {} {}", self.program.address(&due.at), due.limit + 1, index + 1))
                    }
                    DueId::Warning(_) => None,
                })
                .collect(),
            "anytimes" => {
                let place = |address: &str| if address.is_empty() { String::new() } else { format!(" in {address}") };
                let lines = anytime_now(self.program, &self.state).into_iter();
                lines.map(|line| format!("{}{}", line.line.when.source, place(&line.address))).collect()
            }
            _ => return None,
        };
        Some(all.join(", "))
    }

    fn event(&self, action: &str) -> Result<Event, String> {
        let who = action.split_once(": ").and_then(|(who, action)| Some((who.split_once(" as ")?, action)));
        let (who, action) = who.map_or((None, action), |(who, action)| (Some(who), action));
        let (verb, rest) = action.split_once(' ').unwrap_or((action, ""));
        let mut words = rest.split(' ');
        let at = words.next().unwrap_or_default().trim_end_matches(':').to_owned();
        let quoted: Vec<String> = rest.split('"').skip(1).step_by(2).map(str::to_owned).collect();
        let because = quoted.first().cloned().unwrap_or("so it is".to_owned());
        let text = quoted.first().cloned();
        let number = |word: Option<&str>| word.map_or(Ok(1), str::parse).map_err(|_| format!("{action}: no number"));
        let what = match verb {
            "started" => What::Started,
            "done" => What::Done { at: at.clone(), says: quoted, confirmed: !rest.ends_with(" unconfirmed") },
            "happened" => What::Happened { at: at.clone(), says: text },
            "late" => What::Late { at: at.clone(), limit: number(words.next())?, line: number(words.next())? },
            "warned" => What::Warned { at: at.clone(), limit: number(words.next())?, warning: number(words.next())? },
            "approved" => What::Approved { at: at.clone(), because },
            "rejected" => What::Rejected { at: at.clone(), because },
            "skipped" => What::Skipped { at: at.clone(), because },
            "ticked" => What::Ticked { at: at.clone(), number: number(words.next())? },
            "handed" => {
                let to = words.nth(1).unwrap_or_default().to_owned();
                What::HandedOver { at: at.clone(), to, because }
            }
            "anytime" => {
                let place = rest.rsplit_once("\" in ").map_or("", |(_, place)| place);
                What::Anytime { says: text.ok_or("no text")?, at: place.to_owned() }
            }
            "listed" => {
                let (_, items) = rest.split_once(':').ok_or("no items")?;
                let items = items.split(',').map(str::trim).filter(|item| !item.is_empty());
                What::Listed { at: at.clone(), items: items.map(str::to_owned).collect() }
            }
            "answer" => {
                let field = words.next().unwrap_or_default().to_owned();
                What::Answered { at: at.clone(), field, value: words.collect::<Vec<_>>().join(" ") }
            }
            other => return Err(format!("{action}: nobody knows `{other}`")),
        };
        let (person, role) = match who {
            Some((person, role)) => (person.to_owned(), role.to_owned()),
            None => {
                let open = open_now(self.program, &self.state).into_iter().find(|open| open.address == at);
                let post = open.and_then(|open| open.by).and_then(|by| by.first().copied());
                let role = post.map_or(Name::new("clerk"), |post| self.program.name(post)).to_string();
                (role.clone(), role)
            }
        };
        let moment = jiff::Timestamp::from_second(1_800_000_000).unwrap();
        Ok(Event { moment, person, role, what })
    }

    /// What is open, or how the case ended, or where it cannot go on.
    pub fn now(&self) -> String {
        if let Some(outcome) = &self.state.outcome {
            let graph = self.program.graph(&Path::default()).unwrap();
            return format!("ended {}", graph.node(outcome.end).unwrap().node.label());
        }
        let stuck = self.state.stuck().map(|(path, node, fault)| {
            let at = At::new(path, node);
            format!("stuck {} {}", self.program.address(&at), fault_name(fault))
        });
        let shown = |open: Open<'_>| match open.wanted {
            Wanted::Branches(_) => format!("{}?", open.address),
            _ => open.address,
        };
        let mut open: Vec<String> = open_now(self.program, &self.state).into_iter().map(shown).chain(stuck).collect();
        open.sort();
        open.join(", ")
    }

    fn effect(&self, effect: &Effect) -> Option<String> {
        let address = |at: &At| self.program.address(at);
        match effect {
            Effect::Told(at, line) => Some(format!("told {} about {}", self.told(at, *line), address(at))),
            Effect::HandedOver(at, post) => Some(format!("{} handed to {}", address(at), self.program.name(*post))),
            Effect::Waits(at, _) => Some(format!("{} waits", address(at))),
            Effect::GivenUp(at) => Some(format!("{} given up", address(at))),
            Effect::BoundUsedUp(at, _) => Some(format!("bound used up at {}", address(at))),
            _ => None,
        }
    }

    /// The posts that a late line tells.
    fn told(&self, at: &At, line: Span) -> String {
        let graph = self.program.graph(&at.path).unwrap();
        let limits = &graph.node(at.node).unwrap().node.work.limits;
        let lines = limits.iter().flat_map(|limit| &limit.late).chain(&graph.flow.late);
        let actions = lines.filter(|known| known.at.0 == line).flat_map(|known| &known.actions);
        let parties = actions.filter_map(|action| match action {
            Action::Notify(parties, _) => Some(parties),
            _ => None,
        });
        let name = |party: &Party| match party {
            Party::Post(post) => post.last().to_string(),
            Party::Superior(_) => "superior".to_owned(),
        };
        parties.flatten().map(name).collect::<Vec<_>>().join(" and ")
    }
}

/// A refusal in a few words.
fn why(refusal: &Refusal) -> String {
    let names = |names: &[Name]| names.iter().map(Name::to_string).collect::<Vec<_>>().join(", ");
    match refusal {
        Refusal::HasBegun => "has begun".to_owned(),
        Refusal::NotBegun => "not begun".to_owned(),
        Refusal::HasEnded => "has ended".to_owned(),
        Refusal::NotOpen(_) => "not open".to_owned(),
        Refusal::NotHere(_) => "not here".to_owned(),
        Refusal::NoSuchField(_) => "no such field".to_owned(),
        Refusal::NoSuchBox(_) => "no such box".to_owned(),
        Refusal::WrongValue { .. } => "wrong value".to_owned(),
        Refusal::OtherMeasure { wanted, .. } => format!("compared in {}", wanted.say().en),
        Refusal::Unanswered(fields) => format!("unanswered {}", names(fields)),
        Refusal::Unticked(boxes) => {
            format!("unticked {}", boxes.iter().map(usize::to_string).collect::<Vec<_>>().join(", "))
        }
        Refusal::Say(texts) => format!("say {}", texts.join(" / ")),
        Refusal::NoSuchAnytime(_) => "no such anytime".to_owned(),
        Refusal::NotDue => "not due".to_owned(),
        Refusal::NoSuchRole(_) => "no such post".to_owned(),
        Refusal::NotYours { by, .. } => format!("not yours but {}", names(by)),
        Refusal::MayNotApprove(_) => "may not approve".to_owned(),
        Refusal::HasAnswered => "has answered".to_owned(),
        Refusal::AnswersAlready(_) => "answers already".to_owned(),
        Refusal::SamePerson { person, did } => format!("{person} did {did}"),
        Refusal::NeededByRule(other) => format!("a rule with {other} needs it"),
        Refusal::NoReason => "no reason".to_owned(),
        Refusal::Nobody => "nobody".to_owned(),
        Refusal::WouldBeStuck(_, fault) => format!("would be stuck, {}", fault_name(*fault)),
        // A refusal that this notation has no word for yet.
        #[allow(unreachable_patterns, reason = "new refusals need no change here")]
        other => format!("{other:?}"),
    }
}

fn fault_name(fault: Fault) -> &'static str {
    match fault {
        Fault::NothingFollows => "nothing follows",
        Fault::NotCovered => "not covered",
        Fault::Undecided => "undecided",
        Fault::NoTarget => "no target",
        Fault::IntoBlock => "into a block",
        Fault::OpenBound => "open bound",
        Fault::Endless => "endless",
    }
}
