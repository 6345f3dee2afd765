//! What may be done at one open step, with everything that its doer needs.

use serde::Serialize;

use super::command;
use super::limits::{DelayView, LimitView, delay_view, limit_view};
use super::rejected::{RejectionView, rejected};
use super::teller::Teller;
use super::view::field_title;
use crate::flow::case::{AskedField, At, Doing, Open, Slot, State, Wanted};
use crate::labels::Words;
use crate::model::{Act, AskType, NodeKind, Symbol, Trigger};
use crate::run::open_values;
use crate::say;
use crate::source::FileId;

/// An open step.
#[derive(Debug, Serialize)]
pub(super) struct OpenView {
    pub address: String,
    pub node: String,
    pub number: String,
    pub title: String,
    /// What it is, in the word of the language: `step`, `decision`, `approval`, `wait`, `call`, `parallel` or `each`.
    pub kind: &'static str,
    /// What is wanted: `work`, `approval`, `event`, `items` or `branches`.
    pub wants: &'static str,
    /// The item that it is about.
    pub item: Option<String>,
    pub since: Option<String>,
    /// Whose work it is.
    pub by: Vec<PostView>,
    /// The posts that may act, deputies included; none if anybody may.
    pub may: Vec<PostView>,
    pub handed_over: bool,
    /// What this kind of step says of itself.
    pub facts: Vec<FactView>,
    /// Of a delay: since when, and when it has passed.
    pub delay: Option<DelayView>,
    pub limits: Vec<LimitView>,
    pub warnings: Vec<String>,
    /// Why it is to be done again.
    pub rejected: Vec<RejectionView>,
    /// Values of its conditions and bounds that are still open.
    pub missing: Vec<String>,
    pub boxes: Vec<BoxView>,
    pub fields: Vec<FieldView>,
    /// The texts to choose from.
    pub texts: Vec<String>,
    pub ways: Vec<WayView>,
    /// The command that does it, word by word; `…` stands for what must be filled in.
    pub command: Vec<String>,
    /// What it is if it is no plain step, for people.
    #[serde(skip)]
    pub kind_words: &'static str,
    #[serde(skip)]
    pub step: String,
    #[serde(skip)]
    pub since_words: String,
    #[serde(skip)]
    pub by_words: String,
    /// Whether a way leads on if none of the texts holds.
    #[serde(skip)]
    pub may_hold_none: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct PostView {
    pub role: String,
    pub title: String,
}

#[derive(Debug, Serialize)]
pub(super) struct FactView {
    /// What it is about, such as `consults`.
    pub fact: &'static str,
    pub words: String,
    #[serde(skip)]
    pub label: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct BoxView {
    pub number: usize,
    pub text: String,
    /// Whether all stop here until it is confirmed.
    pub pause: bool,
    pub ticked: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct FieldView {
    pub name: String,
    pub title: String,
    #[serde(rename = "type")]
    pub ty: &'static str,
    /// What may be written, in words.
    pub words: String,
    /// How it may be written, where that is not plain.
    pub example: Option<String>,
    pub least: Option<String>,
    pub most: Option<String>,
    pub values: Vec<ValueView>,
    pub optional: bool,
    /// Whether it was answered since the step was entered.
    pub answered: bool,
    /// The answer that the case holds.
    pub value: Option<String>,
    #[serde(skip)]
    pub value_words: String,
}

#[derive(Debug, Serialize)]
pub(super) struct ValueView {
    pub name: String,
    pub title: String,
}

#[derive(Debug, Serialize)]
pub(super) struct WayView {
    pub when: String,
    pub then: String,
}

impl OpenView {
    /// What is due first of its limits and its delay, in words; empty where nothing is known.
    pub(super) fn due_first(&self) -> &str {
        let limits = self.limits.iter().map(|limit| (&limit.due, &limit.due_words));
        let delay = self.delay.iter().map(|delay| (&delay.due, &delay.due_words));
        let known = limits.chain(delay).filter_map(|(due, words)| Some((due.moment()?, words)));
        known.min_by_key(|(moment, _)| *moment).map_or("", |(_, words)| words)
    }
}

/// The view of an open step.
pub(super) fn open(teller: &Teller<'_>, state: &State, open: &Open<'_>) -> Option<OpenView> {
    let at = &open.at;
    let (graph, node, phrases) = teller.at(at)?;
    let own = node.node;
    let wants = match &open.wanted {
        Wanted::Work { .. } => "work",
        Wanted::Approval => "approval",
        Wanted::Event { .. } => "event",
        Wanted::Items => "items",
        Wanted::Branches(_) => "branches",
    };
    let handed_over = state.handed_to(at).is_some();
    let post = |symbol: &Symbol| {
        let title = teller.story.project.decl(*symbol).map(|decl| teller.decl(decl)).unwrap_or_default();
        PostView { role: teller.program.name(*symbol).to_string(), title }
    };
    let doers = teller.doers(state, at);
    let entered = state.marks.get(&(at.path.home(), at.node)).and_then(|mark| mark.entered);
    let boxes = (1..).zip(&open.boxes).filter_map(|(number, (act, ticked))| {
        let text = phrases.act(act)?;
        Some(BoxView { number, text, pause: matches!(act, Act::Pause(..)), ticked: *ticked })
    });
    let field =
        |(field, answered): &(AskedField<'_>, bool)| field_view(teller, state, at, graph.file, (field, *answered));
    let about =
        if matches!(state.scopes.get(&at.path)?.doing, Doing::Work(_)) { phrases.work_facts(own) } else { Vec::new() };
    let facts = phrases.facts(own).into_iter().chain(about);
    let unset = teller.program.unset_flow(at);
    let mut warnings: Vec<String> = open.warnings.iter().map(|text| phrases.text(text)).collect();
    warnings.extend(unset.map(|why| {
        let why = phrases.text(why);
        teller.say(&say!(
            "要执行的规程流程待定（{why}）；按现行做法办理，办完后登记，办理失败的去向不适用",
            "the flow of the procedure is still open ({why}): do it as it is done now, and say when it is done; ways for its failure do not apply"
        ))
    }));
    // How a procedure ended nobody can say that has no ends yet.
    let ends = |index: usize| {
        let trigger = own.work.ways.get(index).map(|way| &way.trigger);
        unset.is_some() && matches!(trigger, Some(Trigger::Failed | Trigger::Ended(_)))
    };
    let ways = (0..).zip(phrases.ways(graph, at.node)).filter(|(index, _)| !ends(*index));
    let view = OpenView {
        command: Vec::new(),
        address: open.address.clone(),
        node: own.label().to_owned(),
        number: phrases.number(own),
        title: phrases.title(own),
        kind: kind_word(&own.kind),
        kind_words: phrases.kind(own),
        wants,
        item: teller.item(state, &at.path).map(|(_, item)| item),
        since: entered.map(|stamp| stamp.moment.to_string()),
        by: doers.iter().map(post).collect(),
        may: open.by.iter().flatten().map(post).collect(),
        handed_over,
        facts: facts.map(|(label, words)| FactView { fact: fact_word(phrases.words(), label), words, label }).collect(),
        delay: delay_view(teller, state, at, own),
        limits: own.work.limits.iter().map(|limit| limit_view(teller, state, at, limit)).collect(),
        warnings,
        rejected: rejected(teller, state, at, entered),
        missing: open_values(teller.program, at).iter().map(|missing| teller.say(missing)).collect(),
        boxes: boxes.collect(),
        fields: open.fields.iter().map(field).collect(),
        texts: super::texts::of(open).iter().map(|text| phrases.text(text)).collect(),
        ways: ways.map(|(_, (when, then))| WayView { when, then }).collect(),
        step: teller.step(state, at),
        since_words: entered.map(|stamp| teller.moment(stamp.moment)).unwrap_or_default(),
        by_words: teller.posts(&doers),
        may_hold_none: own.work.ways.iter().any(|way| matches!(way.trigger, Trigger::Otherwise | Trigger::Always)),
    };
    Some(OpenView { command: command::of_step(teller, &view), ..view })
}

fn field_view(
    teller: &Teller<'_>,
    state: &State,
    at: &At,
    file: FileId,
    (field, answered): (&AskedField<'_>, bool),
) -> FieldView {
    let phrases = teller.of(file);
    let slot = teller.program.slot(file, &field.name);
    let answer = state.answer(&at.path, &slot);
    let range = match &field.ty {
        AskType::Number(range) => *range,
        _ => None,
    };
    let values = phrases.map(|phrases| phrases.values(&field.ty)).unwrap_or_default();
    FieldView {
        name: field.name.to_string(),
        title: field_title(teller, file, field),
        ty: type_word(&field.ty),
        words: phrases.map(|phrases| phrases.ty(&field.ty)).unwrap_or_default(),
        example: example(teller, &field.ty, &slot),
        least: range.map(|range| range.least.to_string()),
        most: range.map(|range| range.most.to_string()),
        values: values.into_iter().map(|(name, title)| ValueView { name: name.to_string(), title }).collect(),
        optional: field.optional,
        answered,
        value: answer.map(ToString::to_string),
        value_words: answer.map(|answer| teller.answer(file, &field.ty, answer)).unwrap_or_default(),
    }
}

/// The word of the language for a kind of node.
fn kind_word(kind: &NodeKind) -> &'static str {
    match kind {
        NodeKind::Step | NodeKind::Broken(_) => "step",
        NodeKind::Decision => "decision",
        NodeKind::Approval { .. } => "approval",
        NodeKind::Wait { .. } => "wait",
        NodeKind::Call { .. } => "call",
        NodeKind::Parallel { .. } => "parallel",
        NodeKind::Each { .. } => "each",
        NodeKind::End { .. } => "end",
    }
}

/// What a labelled fact is about, for programs.
fn fact_word(words: &Words, label: &str) -> &'static str {
    let w = &words.step;
    let known = [
        (w.accountable, "accountable"),
        (w.consults, "consults"),
        (w.informs, "informs"),
        (w.via, "via"),
        (w.using, "using"),
        (w.reads, "reads"),
        (w.effort, "takes"),
        (w.form, "checklist"),
        (w.procedure, "procedure"),
        (w.needs, "needs"),
        (w.delay, "for"),
        (w.together, "together"),
    ];
    known.iter().find(|(known, _)| *known == label).map_or("other", |(_, word)| word)
}

/// The word of the language for a type.
fn type_word(ty: &AskType) -> &'static str {
    match ty {
        AskType::YesNo => "yes/no",
        AskType::Number(_) => "number",
        AskType::Percent => "percent",
        AskType::Money => "money",
        AskType::Duration => "duration",
        AskType::OneOf(_) => "one of",
        AskType::Category(_) => "category",
        AskType::Date => "date",
        AskType::Text | AskType::Broken => "text",
        AskType::File => "file",
    }
}

/// How a value of a type is written, where people could not know it: in what the conditions compare it in.
fn example(teller: &Teller<'_>, ty: &AskType, slot: &Slot) -> Option<String> {
    let measured = || teller.program.measure(slot).map(|measure| teller.say(&measure.example()));
    let usual = match ty {
        AskType::Percent => "85%",
        AskType::Money => return measured().or_else(|| Some("200 CNY".to_owned())),
        AskType::Duration => return measured().or_else(|| Some("2h".to_owned())),
        AskType::Date => "2026-11-22",
        AskType::File => "./photo.jpg",
        AskType::YesNo
        | AskType::Number(_)
        | AskType::OneOf(_)
        | AskType::Category(_)
        | AskType::Text
        | AskType::Broken => return None,
    };
    Some(usual.to_owned())
}
