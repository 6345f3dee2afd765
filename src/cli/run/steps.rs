//! What may be done next, as text.

use super::command::written;
use super::limits::LimitView;
use super::open::{FieldView, OpenView};
use super::page::Page;
use super::rejected;
use super::view::CaseView;
use crate::emit::in_sentence;
use crate::labels::Say;
use crate::say;

/// Everything that may be done or may happen.
pub(super) fn steps(page: &mut Page, view: &CaseView) {
    for open in &view.open {
        page.gap();
        step(page, open);
    }
    stuck(page, view);
    if !view.anytime.is_empty() {
        page.gap();
        let command = &view.event_command;
        page.say(0, &say!("随时可能发生，发生了用 `{command}` 登记：", "at any time, to be noted with `{command}`:"));
    }
    for now in &view.anytime {
        let (number, text, leads) = (now.number, &now.text, &now.leads);
        // Written behind the command as it stands here.
        let at = if now.address.is_empty() { String::new() } else { format!("{} ", now.address) };
        page.say(2, &say!("{at}{number}  {text}：{leads}", "{at}{number}  {text}: {leads}"));
    }
    if !(view.warnings.is_empty() && view.late.is_empty()) {
        page.gap();
        let command = &view.event_command;
        page.say(
            0,
            &say!(
                "计时中的时限，到了时候用 `{command}` 登记：",
                "limits that run, to be noted with `{command}` when their time comes:"
            ),
        );
    }
    for warning in &view.warnings {
        let (address, limit, number, words) = (&warning.address, warning.limit, warning.warning, &warning.words);
        let Say { zh, en } = then(&warning.due_words);
        page.say(
            2,
            &say!("{address} --warn {limit}.{number}  {words}{zh}", "{address} --warn {limit}.{number}  {words}{en}"),
        );
    }
    for late in &view.late {
        let (address, limit, line, words) = (&late.address, late.limit, late.line, &late.words);
        let Say { zh, en } = then(&late.due_words);
        page.say(
            2,
            &say!("{address} --late {limit}.{line}  {words}{zh}", "{address} --late {limit}.{line}  {words}{en}"),
        );
    }
}

fn step(page: &mut Page, open: &OpenView) {
    about(page, open);
    for one in &open.boxes {
        let (sign, number, text) = (if one.ticked { "x" } else { " " }, one.number, &one.text);
        let pause = if one.pause { say!("（停顿确认）", " (pause)") } else { Say::default() };
        let Say { zh, en } = pause;
        page.say(2, &say!("[{sign}] {number} {text}{zh}", "[{sign}] {number} {text}{en}"));
    }
    open.fields.iter().for_each(|one| field(page, one));
    texts(page, open);
    ways(page, open);
    let command = written(&open.command);
    page.say(2, &say!("命令：{command}", "command: {command}"));
}

/// Where the step may lead. What has followed already is told with an arrow; this has not.
pub(super) fn ways(page: &mut Page, open: &OpenView) {
    if let [only] = open.ways.as_slice()
        && only.when.is_empty()
    {
        let then = &only.then;
        return page.say(2, &say!("然后：{then}", "then: {then}"));
    }
    if !open.ways.is_empty() {
        page.say(2, &say!("然后：", "then:"));
    }
    for way in &open.ways {
        let (when, then) = (&way.when, &way.then);
        page.say(
            4,
            &match when.is_empty() {
                true => say!("{then}", "{then}"),
                false => say!("{when}：{then}", "{when}: {then}"),
            },
        );
    }
}

/// What an open step is, whose it is, its limits and warnings.
pub(super) fn about(page: &mut Page, open: &OpenView) {
    let (address, step) = (&open.address, &open.step);
    let kind = match open.kind_words {
        "" => Say::default(),
        kind => say!("（{kind}）", " ({kind})"),
    };
    let Say { zh, en } = kind;
    page.say(0, &say!("{address}：{step}{zh}", "{address}: {step}{en}"));
    if !open.by_words.is_empty() {
        let by = &open.by_words;
        page.say(
            2,
            &match (open.wants, open.handed_over) {
                (_, true) => say!("已转交：{by}", "handed over to {by}"),
                ("event", _) => say!("由谁跟进：{by}", "followed by {by}"),
                ("approval", _) => say!("由谁审批：{by}", "decided by {by}"),
                _ => say!("由谁做：{by}", "done by {by}"),
            },
        );
    }
    for fact in &open.facts {
        // The label of a document, small as the other lines of a step.
        let (label, words) = (in_sentence(fact.label), &fact.words);
        page.say(2, &say!("{label}：{words}", "{label}: {words}"));
    }
    if let Some(delay) = &open.delay {
        let due = &delay.due_words;
        page.say(2, &say!("等到：{due}", "waits: {due}"));
    }
    open.limits.iter().for_each(|one| limit(page, one));
    open.rejected.iter().for_each(|one| page.say(2, &rejected::line(one)));
    for missing in &open.missing {
        page.say(
            2,
            &say!("尚未定值，用到它时走不下去：{missing}", "not set yet, no way on where it is needed: {missing}"),
        );
    }
    for warning in &open.warnings {
        page.say(2, &say!("警示：{warning}", "warning: {warning}"));
    }
}

/// When something is due, behind what is said of it.
pub(super) fn then(due: &str) -> Say {
    match due {
        "" => Say::default(),
        due => say!("，{due}", ", {due}"),
    }
}

fn limit(page: &mut Page, limit: &LimitView) {
    let (words, Say { zh: due, en: by }) = (&limit.words, then(&limit.due_words));
    page.say(
        2,
        &match &limit.since_words {
            Some(since) => say!("时限：{words}，{since} 起{due}", "limit: {words}, since {since}{by}"),
            None => say!("时限：{words}", "limit: {words}"),
        },
    );
    limit.consequences.iter().for_each(|consequence| page.line(4, consequence));
}

fn field(page: &mut Page, field: &FieldView) {
    let (name, title) = (&field.name, &field.title);
    let values: Vec<String> = match field.values.is_empty() {
        true => vec![field.words.clone()],
        false => field
            .values
            .iter()
            .map(|value| match value.name == value.title {
                true => value.name.clone(),
                false => format!("{} {}", value.name, value.title),
            })
            .collect(),
    };
    let (zh, en) = (values.join("、"), values.join(", "));
    let Say { zh: such, en: example } = match &field.example {
        Some(example) => say!("，如 {example}", ", such as {example}"),
        None => Say::default(),
    };
    let Say { zh: free, en: optional } =
        if field.optional { say!("，可不填", ", optional") } else { Say::default() };
    let Say { zh: known, en: value } = match (field.value.is_some(), field.answered) {
        (false, _) => Say::default(),
        (true, true) => {
            let value = &field.value_words;
            say!("；已填：{value}", "; answered: {value}")
        }
        (true, false) => {
            let value = &field.value_words;
            say!("；上次为：{value}", "; before: {value}")
        }
    };
    page.say(
        2,
        &say!("{name}=  {title}（{zh}{such}{free}）{known}", "{name}=  {title} ({en}{example}{optional}){value}"),
    );
}

fn texts(page: &mut Page, open: &OpenView) {
    if open.texts.is_empty() {
        return;
    }
    page.say(
        2,
        &match open.wants {
            "event" => say!("等待下面的事：", "waiting for:"),
            "branches" => {
                say!("哪些成立（可选几项，用 `--say` 写明）：", "which hold (several may; say them with `--say`):")
            }
            _ if open.may_hold_none => {
                say!(
                    "下面有成立的，用 `--say` 写明；都不成立就不写：",
                    "if one of these holds, say it with `--say`; else leave it out:"
                )
            }
            _ => say!("选择一项：", "choose one:"),
        },
    );
    for (number, text) in (1..).zip(&open.texts) {
        let number: usize = number;
        page.line(4, &format!("{number}  {text}"));
    }
}

/// Where a case cannot go on.
pub(super) fn stuck(page: &mut Page, view: &CaseView) {
    for stuck in &view.stuck {
        let (address, words) = (&stuck.address, &stuck.words);
        page.say(2, &say!("走不下去：{address}，{words}", "it cannot go on at {address}: {words}"));
    }
}
