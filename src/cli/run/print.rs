//! Cases as text.

use super::entry::Entry;
use super::open::{FieldView, LimitView, OpenView};
use super::teller::Teller;
use super::view::CaseView;
use crate::labels::{Lang, Say};
use crate::say;

/// Lines that are put together.
struct Page {
    lang: Lang,
    text: String,
}

impl Page {
    fn new(lang: Lang) -> Page {
        Page { lang, text: String::new() }
    }

    fn line(&mut self, indent: usize, words: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(words);
        self.text.push('\n');
    }

    fn say(&mut self, indent: usize, say: &Say) {
        let words = say.to(self.lang).to_owned();
        self.line(indent, &words);
    }

    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }
}

/// What followed from a command, and what may be done next.
pub(super) fn changed(teller: &Teller<'_>, entries: &[Entry], view: &CaseView) -> String {
    let mut page = Page::new(teller.lang);
    let (case, title) = (&view.case, &view.procedure.title);
    page.say(0, &say!("{case}：{title}", "{case}: {title}"));
    for entry in entries {
        page.line(2, &entry.head);
        followed(&mut page, entry);
    }
    if view.outcome.is_none() {
        steps(&mut page, view);
    }
    page.text
}

/// What may be done next.
pub(super) fn next(teller: &Teller<'_>, view: &CaseView) -> String {
    let mut page = Page::new(teller.lang);
    head(&mut page, view);
    if view.outcome.is_none() {
        steps(&mut page, view);
    }
    page.text
}

/// Where a case stands.
pub(super) fn status(teller: &Teller<'_>, view: &CaseView) -> String {
    let mut page = Page::new(teller.lang);
    head(&mut page, view);
    if let Some(began) = &view.began {
        let words = &began.words;
        page.say(2, &say!("开始：{words}", "began: {words}"));
    }
    if let Some(last) = &view.last {
        let words = &last.words;
        page.say(2, &say!("最近：{words}", "last: {words}"));
    }
    if !view.open.is_empty() {
        page.say(2, &say!("正在办理：", "open:"));
    }
    for open in &view.open {
        let (address, step, by, since) = (&open.address, &open.step, &open.by_words, &open.since_words);
        let by = match by.as_str() {
            "" => Say::default(),
            by => say!("，{by}", ", {by}"),
        };
        let Say { zh, en } = by;
        page.say(4, &say!("{address}：{step}{zh}，{since} 起", "{address}: {step}{en}, since {since}"));
    }
    stuck(&mut page, view);
    if !view.answers.is_empty() {
        page.say(2, &say!("已登记的内容：", "answers:"));
    }
    for answer in &view.answers {
        let item = answer.item.as_ref().map(|item| format!("{item} · ")).unwrap_or_default();
        page.line(4, &format!("{item}{}", teller.labelled(&answer.title, &answer.words)));
    }
    page.text
}

/// The whole story.
pub(super) fn log(teller: &Teller<'_>, entries: &[Entry], view: &CaseView) -> String {
    let mut page = Page::new(teller.lang);
    head(&mut page, view);
    for entry in entries {
        page.gap();
        page.line(0, &format!("{} {}", entry.moment, entry.who));
        page.line(2, &entry.head);
        entry.details.iter().for_each(|detail| page.line(4, detail));
        followed(&mut page, entry);
    }
    stuck(&mut page, view);
    page.text
}

/// The cases of a store, one line each.
pub(super) fn list(cases: &[CaseView], lang: Lang) -> String {
    let mut page = Page::new(lang);
    for view in cases {
        let (case, title) = (&view.case, &view.procedure.title);
        let stands = match &view.outcome {
            Some(outcome) => {
                let (title, moment) = (&outcome.title, &outcome.words);
                say!("{moment} 结束，结果为“{title}”", "ended {moment}: “{title}”")
            }
            None => {
                let open: Vec<&str> = view.open.iter().map(|open| open.step.as_str()).collect();
                let (zh, en) = (open.join("、"), open.join(", "));
                say!("正在办理：{zh}", "open: {en}")
            }
        };
        let Say { zh, en } = stands;
        page.say(0, &say!("{case}  {title}  {zh}", "{case}  {title}  {en}"));
    }
    if cases.is_empty() {
        page.say(0, &say!("没有案件", "there are no cases"));
    }
    page.text
}

fn head(page: &mut Page, view: &CaseView) {
    let (case, title) = (&view.case, &view.procedure.title);
    let number = view.procedure.number.clone();
    let version = view.procedure.version.as_ref().map(|version| {
        let say = say!("版本 {version}", "version {version}");
        say.to(page.lang).to_owned()
    });
    let about: Vec<String> = number.into_iter().chain(version).collect();
    let (zh, en) = (about.join("，"), about.join(", "));
    match about.is_empty() {
        true => page.say(0, &say!("{case}：{title}", "{case}: {title}")),
        false => page.say(0, &say!("{case}：{title}（{zh}）", "{case}: {title} ({en})")),
    }
    match &view.outcome {
        Some(outcome) => {
            let (title, moment) = (&outcome.title, &outcome.words);
            page.say(
                0,
                &match outcome.failed {
                    true => say!("{moment} 以失败结束，结果为“{title}”", "ended {moment} in failure: “{title}”"),
                    false => say!("{moment} 结束，结果为“{title}”", "ended {moment}: “{title}”"),
                },
            );
        }
        None => page.say(0, &say!("尚未结束", "not ended yet")),
    }
}

fn followed(page: &mut Page, entry: &Entry) {
    for words in &entry.followed {
        page.line(2, &format!("→ {words}"));
    }
}

fn stuck(page: &mut Page, view: &CaseView) {
    for stuck in &view.stuck {
        let (address, words) = (&stuck.address, &stuck.words);
        page.say(2, &say!("走不下去：{address}，{words}", "it cannot go on at {address}: {words}"));
    }
}

/// Everything that may be done or may happen.
fn steps(page: &mut Page, view: &CaseView) {
    for open in &view.open {
        page.gap();
        step(page, open);
    }
    stuck(page, view);
    if !view.anytime.is_empty() {
        page.gap();
        page.say(0, &say!("随时可能发生：", "at any time:"));
    }
    for now in &view.anytime {
        let (number, text, leads) = (now.number, &now.text, &now.leads);
        let at = if now.address.is_empty() { String::new() } else { format!("{} ", now.address) };
        page.say(2, &say!("{number}  {at}{text}：{leads}", "{number}  {at}{text}: {leads}"));
    }
    if !view.late.is_empty() {
        page.gap();
        page.say(0, &say!("可能超时：", "may be late:"));
    }
    for late in &view.late {
        let (address, limit, line, words) = (&late.address, late.limit, late.line, &late.words);
        page.line(2, &format!("{address} --late {limit}.{line}  {words}"));
    }
}

fn step(page: &mut Page, open: &OpenView) {
    let (address, step) = (&open.address, &open.step);
    let kind = match open.kind.as_str() {
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
        let (label, words) = (fact.label, &fact.words);
        page.say(2, &say!("{label}：{words}", "{label}: {words}"));
    }
    open.limits.iter().for_each(|one| limit(page, one));
    for warning in &open.warnings {
        page.say(2, &say!("警示：{warning}", "warning: {warning}"));
    }
    for one in &open.boxes {
        let (sign, number, text) = (if one.ticked { "x" } else { " " }, one.number, &one.text);
        let pause = if one.pause { say!("（停顿确认）", " (pause)") } else { Say::default() };
        let Say { zh, en } = pause;
        page.say(2, &say!("[{sign}] {number} {text}{zh}", "[{sign}] {number} {text}{en}"));
    }
    open.fields.iter().for_each(|one| field(page, one));
    texts(page, open);
    for way in &open.ways {
        let (when, then) = (&way.when, &way.then);
        page.say(
            2,
            &match when.is_empty() {
                true => say!("→ {then}", "→ {then}"),
                false => say!("→ {when}：{then}", "→ {when}: {then}"),
            },
        );
    }
}

fn limit(page: &mut Page, limit: &LimitView) {
    let words = &limit.words;
    page.say(
        2,
        &match &limit.since_words {
            Some(since) => say!("时限：{words}，{since} 起", "limit: {words}, since {since}"),
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
    page.say(2, &say!("{name}=  {title}（{zh}{free}）{known}", "{name}=  {title} ({en}{optional}){value}"));
}

fn texts(page: &mut Page, open: &OpenView) {
    if open.texts.is_empty() {
        return;
    }
    page.say(
        2,
        &match open.wants {
            "event" => say!("等待下面的事：", "waiting for:"),
            "branches" => say!("哪些成立（可选几项）：", "which hold (several may):"),
            _ => say!("选择一项：", "choose one:"),
        },
    );
    for (number, text) in (1..).zip(&open.texts) {
        let number: usize = number;
        page.line(4, &format!("{number}  {text}"));
    }
}
