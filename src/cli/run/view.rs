//! A case as it is shown: plain data in the reader's language. The JSON is a promise: all keys are always there.

use std::collections::BTreeMap;

use serde::Serialize;

use super::command::{command, written};
use super::due::{self, FiredView, LateView, WarningView};
use super::effects::EffectView;
use super::open::{OpenView, open};
use super::teller::Teller;
use crate::flow::case::{AskedField, At, Path, Program, Slot, Step, What, anytime_now, open_now};
use crate::model::{AskType, Ident, Name, Ref};
use crate::run::{Case, Note, Told, stuck};
use crate::source::{FileId, Place, Span};

/// Where a case stands.
#[derive(Debug, Serialize)]
pub(super) struct CaseView {
    pub version: u32,
    pub case: String,
    pub procedure: ProcedureView,
    pub began: Option<MomentView>,
    pub last: Option<MomentView>,
    pub outcome: Option<OutcomeView>,
    pub open: Vec<OpenView>,
    pub stuck: Vec<StuckView>,
    pub anytime: Vec<AnytimeView>,
    pub warnings: Vec<WarningView>,
    pub late: Vec<LateView>,
    pub fired: Vec<FiredView>,
    pub answers: Vec<AnswerView>,
    pub effects: Vec<EffectView>,
    /// What whoever began it should know; only where it begins.
    pub notes: Vec<NoteView>,
    /// Whether a torn line was taken away from the store, or one that lacked its end was ended.
    pub mended: bool,
    /// How an event is noted, as people write it.
    #[serde(skip)]
    pub event_command: String,
}

/// What a case is of.
#[derive(Debug, Serialize)]
pub(super) struct ProcedureView {
    pub title: String,
    /// The title of the routine.
    pub routine_title: Option<String>,
    /// Both within a sentence.
    #[serde(skip)]
    pub called: String,
    pub number: Option<String>,
    pub version: Option<String>,
    pub file: String,
    pub routine: Option<String>,
    /// The hash of its text.
    pub text: String,
}

/// Something that whoever begins a case should know.
#[derive(Debug, Serialize)]
pub(super) struct NoteView {
    pub note: &'static str,
    pub words: String,
}

impl NoteView {
    pub(super) fn new(teller: &Teller<'_>, note: &Note) -> NoteView {
        NoteView { note: note.note, words: teller.say(&note.words) }
    }
}

/// When, and by whom.
#[derive(Debug, Serialize)]
pub(super) struct MomentView {
    pub moment: String,
    pub person: String,
    pub role: String,
    #[serde(skip)]
    pub words: String,
}

/// How a case ended.
#[derive(Debug, Serialize)]
pub(super) struct OutcomeView {
    pub end: String,
    pub title: String,
    pub failed: bool,
    pub moment: String,
    #[serde(skip)]
    pub words: String,
}

/// Where a case cannot go on.
#[derive(Debug, Serialize)]
pub(super) struct StuckView {
    pub address: String,
    pub words: String,
}

/// Something that may happen at any time.
#[derive(Debug, Serialize)]
pub(super) struct AnytimeView {
    /// The call inside which it lies; empty for the case itself.
    pub address: String,
    /// Its place among the lines of its flow, from 1: it does not change while others fire.
    pub number: usize,
    pub text: String,
    pub leads: String,
    /// The call in words.
    #[serde(skip)]
    pub within: String,
}

/// An answer that the case holds.
#[derive(Debug, Serialize)]
pub(super) struct AnswerView {
    pub field: String,
    pub title: String,
    pub value: String,
    pub words: String,
    /// The item that it belongs to.
    pub item: Option<String>,
    /// The items and calls that it belongs to, in words.
    #[serde(skip)]
    pub around: String,
}

impl CaseView {
    pub(super) fn new(teller: &Teller<'_>, case: &Case) -> CaseView {
        let (program, state, story) = (teller.program, &case.state, teller.story);
        let moment = |told: &Told| MomentView {
            moment: told.event.moment.to_string(),
            person: told.event.person.clone(),
            role: told.event.role.clone(),
            words: format!("{} {}", teller.moment(told.event.moment), teller.who(&told.event)),
        };
        let outcome = state.outcome.as_ref().and_then(|outcome| {
            let at = At::new(&Path::default(), outcome.end);
            let (_, node, phrases) = teller.at(&at)?;
            Some(OutcomeView {
                end: node.node.label().to_owned(),
                title: phrases.title(node.node),
                failed: outcome.failed,
                moment: outcome.at.moment.to_string(),
                words: teller.moment(outcome.at.moment),
            })
        });
        let stuck = state.stuck().map(|(path, node, fault)| StuckView {
            address: program.address(&At::new(path, node)),
            words: teller.say(&stuck(fault)),
        });
        CaseView {
            version: 1,
            case: story.id.clone(),
            procedure: procedure(teller),
            began: case.told.first().map(moment),
            last: case.told.last().map(moment),
            outcome,
            open: open_now(program, state).iter().filter_map(|now| open(teller, state, now)).collect(),
            stuck: stuck.collect(),
            anytime: anytime(teller, case),
            warnings: due::warnings(teller, state),
            late: due::late(teller, state),
            fired: due::fired(teller, state),
            answers: answers(teller, case),
            effects: Vec::new(),
            notes: Vec::new(),
            mended: false,
            event_command: written(&command(teller, ["event".to_owned(), story.id.clone()])),
        }
    }
}

fn procedure(teller: &Teller<'_>) -> ProcedureView {
    let story = teller.story;
    let head = story.project.module(story.file).and_then(|module| module.file.head.as_ref());
    ProcedureView {
        title: teller.plain_title(),
        routine_title: teller.routine_title(),
        called: teller.title(),
        number: head.and_then(|head| head.number.as_ref()).map(|(number, _)| number.clone()),
        version: head.and_then(|head| head.version.as_ref()).map(|(version, _)| version.clone()),
        file: story.procedure.clone(),
        routine: story.routine.as_ref().map(Name::to_string),
        text: story.text.clone(),
    }
}

fn anytime(teller: &Teller<'_>, case: &Case) -> Vec<AnytimeView> {
    let now = anytime_now(teller.program, &case.state);
    let views = now.into_iter().filter_map(|now| {
        let phrases = teller.of(teller.program.graph(&now.flow)?.file)?;
        let (text, leads) = (phrases.text(&now.line.when), phrases.anytime(now.line));
        let call = match now.flow.out() {
            Some((caller, Step::Call(call))) => Some(At::new(&caller, call)),
            _ => None,
        };
        let within = call.map(|call| teller.step(&case.state, &call)).unwrap_or_default();
        Some(AnytimeView { address: now.address, number: now.index + 1, text, leads, within })
    });
    views.collect()
}

fn answers(teller: &Teller<'_>, case: &Case) -> Vec<AnswerView> {
    // Where each field was first answered: in that order they are told, and in the words of that procedure.
    let mut asked: BTreeMap<(Path, Slot), (usize, FileId)> = BTreeMap::new();
    for told in &case.told {
        let What::Answered { at, field, .. } = &told.event.what else { continue };
        let Some(at) = teller.program.find(&told.before, at) else { continue };
        let Some(file) = teller.program.graph(&at.path).map(|graph| graph.file) else { continue };
        let slot = teller.program.slot(file, &Name::new(field));
        let path = if slot.shared.is_some() { at.path.shared() } else { at.path.home() };
        let order = asked.len();
        asked.entry((path, slot)).or_insert((order, file));
    }
    let mut values: Vec<_> = case.state.values.iter().collect();
    values.sort_by_key(|(key, _)| asked.get(*key).map_or(usize::MAX, |(order, _)| *order));
    let views = values.into_iter().map(|(key, answer)| {
        let (path, slot) = key;
        let home = || slot.shared.or_else(|| teller.program.graph(path).map(|graph| graph.file));
        let file = asked.get(key).map(|(_, file)| *file).or_else(home).unwrap_or(teller.story.file);
        let ty = field_type(teller.program, file, &slot.name);
        AnswerView {
            field: slot.name.to_string(),
            title: teller.field(file, &slot.name),
            value: answer.to_string(),
            words: teller.answer(file, &ty, answer),
            item: teller.item(&case.state, path).map(|(_, item)| item),
            around: teller.around(&case.state, path),
        }
    });
    views.collect()
}

/// The type of a field of a file by its name.
fn field_type(program: &Program<'_>, file: FileId, name: &Name) -> AskType {
    let at = Place(Span::new(file, 0, 0));
    let reference = Ref { parts: vec![Ident { name: name.clone(), at }], at };
    program.project.field(file, &reference).map_or(AskType::Text, |field| field.ty)
}

/// What an asked field is called.
pub(super) fn field_title(teller: &Teller<'_>, file: FileId, field: &AskedField<'_>) -> String {
    let own = field.title.and_then(|(text, home)| Some(teller.of(home)?.text(text)));
    own.filter(|title| !title.is_empty()).unwrap_or_else(|| teller.field(file, &field.name))
}
