//! Cases as text.

use super::due::LateView;
use super::entry::Entry;
use super::page::Page;
use super::steps::{steps, stuck, then};
use super::teller::Teller;
use super::view::CaseView;
use crate::labels::{Lang, Say};
use crate::run::Refused;
use crate::say;

/// What followed from a command, and what may be done next.
pub(super) fn changed(teller: &Teller<'_>, entries: &[Entry], view: &CaseView) -> String {
    let mut page = Page::new(teller.reader.lang);
    let (case, title) = (&view.case, &view.procedure.called);
    page.say(0, &say!("{case}：{title}", "{case}: {title}"));
    for entry in entries {
        page.line(2, &entry.head);
        followed(&mut page, entry);
    }
    for note in &view.notes {
        let words = &note.words;
        page.say(2, &say!("注意：{words}", "note: {words}"));
    }
    if view.outcome.is_none() {
        steps(&mut page, view);
    }
    page.text
}

/// What may be done next.
pub(super) fn next(teller: &Teller<'_>, view: &CaseView) -> String {
    let mut page = Page::new(teller.reader.lang);
    head(&mut page, view);
    if view.outcome.is_none() {
        steps(&mut page, view);
    }
    page.text
}

/// Where a case stands.
pub(super) fn status(teller: &Teller<'_>, view: &CaseView) -> String {
    let mut page = Page::new(teller.reader.lang);
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
        let Say { zh: due, en: limit } = then(open.due_first());
        page.say(4, &say!("{address}：{step}{zh}，{since} 起{due}", "{address}: {step}{en}, since {since}{limit}"));
    }
    stuck(&mut page, view);
    // Those of what is open stand with it.
    let ahead = |late: &&LateView| view.open.iter().all(|open| open.address != late.address);
    let ahead: Vec<&LateView> = view.late.iter().filter(ahead).collect();
    if !ahead.is_empty() {
        page.say(2, &say!("已在计时的时限：", "limits that run:"));
    }
    for late in ahead {
        let (step, words, Say { zh, en }) = (&late.step, &late.words, then(&late.due_words));
        page.say(4, &say!("{step}：{words}{zh}", "{step}: {words}{en}"));
    }
    if !view.fired.is_empty() {
        page.say(2, &say!("预警和超时：", "limits:"));
    }
    for fired in &view.fired {
        let (words, moment, remark) = (&fired.words, &fired.moment_words, &fired.remark);
        page.say(
            4,
            &match remark.is_empty() {
                true => say!("{words}，{moment} 登记", "{words}, noted {moment}"),
                false => say!("{moment} {words}，{remark}", "{moment} {words}: {remark}"),
            },
        );
    }
    if !view.answers.is_empty() {
        page.say(2, &say!("已登记的内容：", "answers:"));
    }
    for answer in &view.answers {
        let around = if answer.around.is_empty() { String::new() } else { format!("{} · ", answer.around) };
        page.line(4, &format!("{around}{}", teller.labelled(&answer.title, &answer.words)));
    }
    page.text
}

/// The whole story.
pub(super) fn log(teller: &Teller<'_>, entries: &[Entry], view: &CaseView) -> String {
    let mut page = Page::new(teller.reader.lang);
    head(&mut page, view);
    let zone = teller.zone();
    page.say(0, &say!("时间均为 {zone} 时间", "times are those of {zone}"));
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

/// The cases of a store, one line each; those behind the others cannot be read.
pub(super) fn list(cases: &[CaseView], unread: &[(&str, Refused)], lang: Lang) -> String {
    let mut page = Page::new(lang);
    for view in cases {
        let (case, title) = (&view.case, &view.procedure.called);
        let stands = match &view.outcome {
            Some(outcome) => {
                let (title, moment) = (&outcome.title, &outcome.words);
                say!("{moment} 结束，结果为“{title}”", "ended {moment}: “{title}”")
            }
            None if view.open.is_empty() => match view.stuck.first() {
                Some(stuck) => {
                    let (address, words) = (&stuck.address, &stuck.words);
                    say!("走不下去：{address}，{words}", "it cannot go on at {address}: {words}")
                }
                None => say!("尚未结束", "not ended yet"),
            },
            None => {
                let open = view.open.iter().map(|open| {
                    let (step, Say { zh, en }) = (&open.step, then(open.due_first()));
                    say!("{step}{zh}", "{step}{en}")
                });
                let (zh, en): (Vec<String>, Vec<String>) = open.map(|open| (open.zh, open.en)).unzip();
                let (zh, en) = (zh.join("；"), en.join("; "));
                say!("正在办理：{zh}", "open: {en}")
            }
        };
        let Say { zh, en } = stands;
        page.say(0, &say!("{case}  {title}  {zh}", "{case}  {title}  {en}"));
    }
    for (case, _) in unread {
        page.say(0, &say!("{case}  无法读取", "{case}  cannot be read"));
    }
    if cases.is_empty() && unread.is_empty() {
        page.say(0, &say!("没有案件", "there are no cases"));
    }
    page.text
}

fn head(page: &mut Page, view: &CaseView) {
    let (case, title) = (&view.case, &view.procedure.called);
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
