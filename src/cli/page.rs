//! A rule's page as text, Markdown or JSON.

use serde::Serialize;

use crate::labels::Lang;
use crate::report::{HEAD, Look, severity_style};
use crate::rules::{self, Group, RuleInfo, Severity};
use crate::say;

/// A rule in JSON; the shape is a promise.
#[derive(Serialize)]
pub(super) struct RuleJson {
    name: &'static str,
    code: &'static str,
    group: &'static str,
    severity: &'static str,
    summary: String,
    why: String,
    bad: String,
    good: String,
    settings: Vec<String>,
    retired: Option<String>,
}

/// A rule in the reader's language.
pub(super) fn json(info: &RuleInfo, lang: Lang) -> RuleJson {
    let page = rules::page(info);
    RuleJson {
        name: info.name,
        code: info.code,
        group: info.group.word(),
        severity: info.severity.word(),
        summary: page.summary.to(lang).to_owned(),
        why: page.why.to(lang).to_owned(),
        bad: page.bad,
        good: page.good,
        settings: settings(page.settings.to(lang)),
        retired: page.retired.map(|why| why.to(lang).to_owned()),
    }
}

/// The settings of a rule, one each.
fn settings(section: &str) -> Vec<String> {
    let items: Vec<&str> = section.lines().filter_map(|line| line.strip_prefix("- ")).collect();
    let all = if items.is_empty() && !section.is_empty() { vec![section] } else { items };
    all.into_iter().map(|item| item.trim().to_owned()).collect()
}

/// A whole page for the terminal.
pub(super) fn text(info: &RuleInfo, look: Look) -> String {
    let page = rules::page(info);
    let lang = look.lang;
    let mut out = head(info, look);
    out.push_str(&format!("{}\n", page.summary.to(lang)));
    let heads = headings(lang);
    let mut section = |head: &str, lines: &str| {
        out.push_str(&format!("\n{}\n", look.painted(HEAD, head)));
        for line in lines.trim_end().lines() {
            out.push_str(if line.is_empty() { "" } else { "  " });
            out.push_str(line);
            out.push('\n');
        }
    };
    if let Some(why) = &page.retired {
        section(&heads.retired, why.to(lang));
        return out;
    }
    section(&heads.finds, page.finds.to(lang));
    section(&heads.why, page.why.to(lang));
    section(&heads.bad, &page.bad);
    section(&heads.good, &page.good);
    if !page.settings.en.is_empty() {
        section(&heads.settings, page.settings.to(lang));
    }
    out
}

/// A rule in one line, for the list of all.
pub(super) fn line(info: &RuleInfo, look: Look) -> String {
    let summary = rules::page(info).summary;
    let name = look.painted(severity_style(info.severity), &format!("{:<26}", info.name));
    let weight = weight(info, look.lang);
    format!("{} {name} {weight}  {}\n", info.code, summary.to(look.lang))
}

/// The heading of a group, for the list of all.
pub(super) fn group(group: Group, look: Look) -> String {
    look.painted(HEAD, title(group, look.lang)) + "\n"
}

/// A whole page in Markdown.
pub(super) fn markdown(info: &RuleInfo, lang: Lang) -> String {
    let (page, heads) = (rules::page(info), headings(lang));
    let (name, code, severity, group) = (info.name, info.code, weight(info, lang), title(info.group, lang));
    let mut out = format!("# {name} ({code})\n\n{} ({}, {})\n", page.summary.to(lang), group.trim(), severity.trim());
    let fence = |code: &str| match code.trim_end() {
        "" => String::new(),
        code => format!("```sop\n{code}\n```"),
    };
    let sections = [
        (heads.finds, page.finds.to(lang).trim().to_owned()),
        (heads.why, page.why.to(lang).trim().to_owned()),
        (heads.bad, fence(&page.bad)),
        (heads.good, fence(&page.good)),
        (heads.settings, page.settings.to(lang).to_owned()),
        (heads.retired, page.retired.map(|why| why.to(lang).to_owned()).unwrap_or_default()),
    ];
    for (head, body) in sections.into_iter().filter(|(_, body)| !body.is_empty()) {
        out.push_str(&format!("\n## {head}\n\n{body}\n"));
    }
    out
}

struct Headings {
    finds: String,
    why: String,
    bad: String,
    good: String,
    settings: String,
    retired: String,
}

fn headings(lang: Lang) -> Headings {
    let to = |zh: &str, en: &str| say!("{zh}", "{en}").to(lang).to_owned();
    Headings {
        finds: to("查什么", "What it finds"),
        why: to("为什么重要", "Why it matters"),
        bad: to("错误的写法", "Wrong"),
        good: to("正确的写法", "Right"),
        settings: to("设置", "Settings"),
        retired: to("停用的原因", "Retired"),
    }
}

fn head(info: &RuleInfo, look: Look) -> String {
    let (name, code) = (info.name, info.code);
    let (weight, group) = (weight(info, look.lang), title(info.group, look.lang));
    let title = look.painted(severity_style(info.severity), &format!("{name} ({code})"));
    let line = say!("{title}  {group}，{weight}\n", "{title}  {group}, {weight}\n");
    line.to(look.lang).to_owned()
}

/// The usual weight of a rule in words.
fn weight(info: &RuleInfo, lang: Lang) -> &'static str {
    match (info.severity, lang) {
        _ if rules::find_retired(info.code).is_some() => match lang {
            Lang::Zh => "停用",
            Lang::En => "retired",
        },
        (Severity::Error, Lang::Zh) => "错误",
        (Severity::Warning, Lang::Zh) => "警告",
        (Severity::Info, Lang::Zh) => "提示",
        (severity, Lang::En) => severity.word(),
    }
}

fn title(group: Group, lang: Lang) -> &'static str {
    let chinese = match group {
        Group::Written => "书写",
        Group::Names => "名称",
        Group::Flow => "流程",
        Group::Time => "时间",
        Group::People => "岗位",
        Group::Indicators => "指标",
        Group::Records => "记录",
        Group::Compliance => "合规",
        Group::Wording => "措辞",
        Group::Languages => "语言",
        Group::Project => "项目",
    };
    match lang {
        Lang::Zh => chinese,
        Lang::En => group.word(),
    }
}
