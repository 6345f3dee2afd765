//! `sop explain`: the page of a rule, or what a keyword is for.

use clap::{Args, ValueEnum};
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use super::check::or_nearest;
use super::nearest::nearest;
use super::page::{self, RuleJson};
use super::refusal::Refusal;
use super::{Session, Verdict};
use crate::labels::{Lang, Say};
use crate::rules;
use crate::say;
use crate::syntax::examples;
use crate::syntax::keywords::{self, Class, Keyword};

/// How wide the list of keywords is.
const LINE: usize = 96;

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// Name or code of a rule, or a keyword in English or Chinese; without one, all rules and keywords
    #[arg(value_name = "NAME|CODE")]
    name: Option<String>,
    /// All rules
    #[arg(long, conflicts_with = "name")]
    all: bool,
    /// How it is printed
    #[arg(long, value_name = "text|json|md", default_value = "text", hide_possible_values = true)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Md,
}

#[derive(Serialize)]
struct RulesJson {
    version: u32,
    rules: Vec<RuleJson>,
}

#[derive(Serialize)]
struct KeywordsJson {
    version: u32,
    keywords: Vec<KeywordJson>,
}

#[derive(Serialize)]
struct KeywordJson {
    en: &'static str,
    zh: &'static str,
    others: Vec<&'static str>,
    class: &'static str,
    help: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<String>,
}

pub(super) fn run(args: &ExplainArgs, session: &mut Session) -> Result<Verdict, Refusal> {
    let text = match args.name.as_deref() {
        None if args.all || args.format != Format::Text => all(args.format, session)?,
        None => all(args.format, session)? + &all_keywords(session.lang()),
        Some(name) => one(name, args.format, session)?,
    };
    session.out.print(&text)?;
    Ok(Verdict::Clean)
}

fn all(format: Format, session: &Session) -> Result<String, Refusal> {
    let infos = rules::infos().into_iter();
    match format {
        Format::Json => {
            written(&RulesJson { version: 1, rules: infos.map(|info| page::json(info, session.lang())).collect() })
        }
        Format::Md => {
            let pages: Vec<String> = infos.map(|info| page::markdown(info, session.lang())).collect();
            Ok(pages.join("\n"))
        }
        Format::Text => {
            let mut out = String::new();
            let mut group = None;
            for info in infos {
                if group.replace(info.group) != Some(info.group) {
                    out.push_str(if out.is_empty() { "" } else { "\n" });
                    out.push_str(&page::group(info.group, session.look));
                }
                out.push_str(&page::line(info, session.look));
            }
            Ok(out)
        }
    }
}

/// Every keyword in the reader's language, in the order of the table, each once.
fn all_keywords(lang: Lang) -> String {
    let mut words: Vec<&str> = Vec::new();
    for word in keywords::all().iter().filter(|word| matches!(word.class, Class::Word | Class::Reserved)) {
        let spelling = word.spelling(lang, false);
        if !words.contains(&spelling) {
            words.push(spelling);
        }
    }
    let mut out = String::from("\n");
    out.push_str(say!("关键词", "keywords").to(lang));
    let mut width = usize::MAX;
    for word in words {
        width = width.saturating_add(word.width() + 2);
        if width > LINE {
            out.push_str("\n ");
            width = 1 + word.width() + 2;
        } else {
            out.push(' ');
        }
        out.push_str(&format!(" {word}"));
    }
    out.push('\n');
    out.push_str(
        say!("\n`sop explain 名称` 讲一条规则或一个关键词\n", "\n`sop explain NAME` tells of one rule or keyword\n")
            .to(lang),
    );
    out
}

fn one(name: &str, format: Format, session: &Session) -> Result<String, Refusal> {
    let lang = session.lang();
    if let Some(info) = rules::find(name).or_else(|| rules::find_retired(name)) {
        return match format {
            Format::Text => Ok(page::text(info, session.look)),
            Format::Md => Ok(page::markdown(info, lang)),
            Format::Json => written(&RulesJson { version: 1, rules: vec![page::json(info, lang)] }),
        };
    }
    let words: Vec<&Keyword> =
        keywords::all().iter().filter(|word| spellings(word).any(|s| is_same(s, name))).collect();
    if words.is_empty() {
        let known = rules::infos().into_iter().map(|info| info.name).chain(keywords::all().iter().flat_map(spellings));
        let sentence = say!("没有名为 `{name}` 的规则或关键词", "there is no rule or keyword `{name}`");
        return Err(Refusal(or_nearest(sentence, nearest(name, known))));
    }
    match format {
        Format::Json => {
            let keywords = words.into_iter().map(|word| keyword_json(word, lang)).collect();
            written(&KeywordsJson { version: 1, keywords })
        }
        Format::Text => Ok(words.into_iter().map(|word| keyword_text(word, lang)).collect::<Vec<_>>().join("\n")),
        Format::Md => Ok(words.into_iter().map(|word| keyword_markdown(word, lang)).collect::<Vec<_>>().join("\n")),
    }
}

fn written(value: &impl Serialize) -> Result<String, Refusal> {
    match serde_json::to_string_pretty(value) {
        Ok(text) => Ok(text + "\n"),
        Err(error) => {
            let words = error.to_string();
            Err(Refusal(say!("无法生成 JSON：{words}", "the JSON cannot be written: {words}")))
        }
    }
}

/// Every spelling of a keyword that is read.
fn spellings(word: &Keyword) -> impl Iterator<Item = &'static str> {
    [word.en, word.en_one, word.zh].into_iter().chain(word.others.clone())
}

fn is_same(spelling: &str, name: &str) -> bool {
    spelling.eq_ignore_ascii_case(name)
}

fn help(word: &Keyword, lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => word.help_zh,
        Lang::En => word.help_en,
    }
}

fn keyword_json(word: &Keyword, lang: Lang) -> KeywordJson {
    let class = match word.class {
        Class::Word => "word",
        Class::Reserved => "reserved",
        Class::Weekday => "weekday",
        Class::Unit => "unit",
    };
    let example = examples::of(word.rule);
    KeywordJson {
        en: word.en,
        zh: word.zh,
        others: word.others.clone(),
        class,
        help: help(word, lang),
        place: example.map(|example| example.place().to(lang).to_owned()),
        example: example.map(|example| example.line(lang)),
    }
}

fn keyword_text(word: &Keyword, lang: Lang) -> String {
    let (en, zh, help) = (word.en, word.zh, help(word, lang));
    let class = match word.class {
        Class::Word => say!("关键词，也可以用作名称", "a keyword that may also be a name"),
        Class::Reserved => say!("关键词，不能用作名称", "a keyword that may not be a name"),
        Class::Weekday => say!("星期", "a day of the week"),
        Class::Unit => say!("单位", "a unit"),
    };
    let mut out = format!("{en} · {zh}\n  {help}\n  {}\n", class.to(lang));
    if !word.others.is_empty() {
        let others = word.others.join(", ");
        out.push_str(say!("  也可以写作：{others}\n", "  also read: {others}\n").to(lang));
    }
    if let Some(example) = examples::of(word.rule) {
        let (place, line) = (example.place(), example.line(lang));
        let Say { zh, en } = place;
        out.push_str(say!("  写在：{zh}\n  例如：{line}\n", "  stands: {en}\n  for example: {line}\n").to(lang));
    }
    out
}

fn keyword_markdown(word: &Keyword, lang: Lang) -> String {
    let example = examples::of(word.rule).map(|example| format!("\n```sop\n{}\n```\n", example.line(lang)));
    format!("# {} · {}\n\n{}\n{}", word.en, word.zh, help(word, lang), example.unwrap_or_default())
}
