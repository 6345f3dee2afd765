//! What stands around a document in a browser: the way to the others, its contents, what it is and in which state.

use std::sync::OnceLock;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::super::fault::TemplateFault;
use super::super::render::Templates;
use super::super::signs::clean;
use super::{Body, escape};
use crate::labels::{Lang, Words};

/// The ids that a page has of its own; no heading gets one of them.
pub(super) const IDS: [&str; 6] = ["_content", "_search", "_hits", "_count", "_data", "_hint"];

const SCRIPT: &str = include_str!("search.js");

/// What is known of a document beside its content.
#[derive(Debug)]
pub(in super::super) struct Around {
    pub(in super::super) lang: Lang,
    pub(in super::super) title: String,
    /// What it is: number, version, state, day.
    pub(in super::super) head: Vec<String>,
    /// The ways to other pages.
    pub(in super::super) ways: Vec<Way>,
    /// What stands at its end.
    pub(in super::super) foot: Vec<String>,
    /// The index of the site, where the page searches it.
    pub(in super::super) search: Option<String>,
}

/// A way to another page.
#[derive(Debug, Serialize)]
pub(in super::super) struct Way {
    label: String,
    href: String,
    /// The language of the other page, where it is another.
    lang: Option<&'static str>,
}

impl Way {
    pub(in super::super) fn to(label: &str, href: String) -> Self {
        Way { label: label.to_owned(), href, lang: None }
    }

    /// A way to the same document in another language, named in that language.
    pub(in super::super) fn to_language(lang: Lang, href: String) -> Self {
        let label = match lang {
            Lang::Zh => "中文",
            Lang::En => "English",
        };
        Way { label: label.to_owned(), href, lang: Some(tag(lang)) }
    }
}

#[derive(Serialize)]
struct PageView<'v> {
    #[serde(serialize_with = "super::super::render::words")]
    w: &'static Words,
    lang: &'static str,
    title: &'v str,
    logo: Option<&'v str>,
    head: &'v [String],
    ways: &'v [Way],
    foot: &'v [String],
    /// What it is, at the foot of every printed page: a string of CSS.
    print_foot: String,
    contents: Vec<Entry<'v>>,
    /// The title, and what stands below it.
    opening: &'v str,
    content: &'v str,
    search: Option<&'v str>,
    script: &'static str,
    script_hash: &'static str,
}

#[derive(Serialize)]
struct Entry<'v> {
    level: u8,
    id: &'v str,
    text: &'v str,
}

/// A whole page.
pub(in super::super) fn page(templates: &Templates, around: &Around, body: &Body) -> Result<String, TemplateFault> {
    let headings = body.headings.iter().filter(|heading| (2..=3).contains(&heading.level));
    let contents: Vec<Entry<'_>> =
        headings.map(|heading| Entry { level: heading.level, id: &heading.id, text: &heading.text }).collect();
    let end = body.html.find("</h1>\n").map_or(0, |at| at + "</h1>\n".len());
    let (opening, content) = body.html.split_at(end);
    let view = PageView {
        w: Words::of(around.lang),
        lang: tag(around.lang),
        title: &around.title,
        logo: templates.logo(),
        head: &around.head,
        ways: &around.ways,
        foot: &around.foot,
        print_foot: css(&around.head.join(" · ")),
        // One heading alone is no help to find another.
        contents: if contents.len() > 1 { contents } else { Vec::new() },
        opening,
        content,
        search: around.search.as_deref(),
        script: SCRIPT,
        script_hash: script_hash(),
    };
    templates.render("page.html.j2", &view)
}

fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    }
}

/// A text inside a string of a style: whatever is no letter, digit or plain sign stands as its number.
fn css(text: &str) -> String {
    let is_plain = |sign: char| sign.is_alphanumeric() || matches!(sign, ' ' | '-' | '.' | '·');
    clean(text).chars().fold(String::new(), |mut out, sign| {
        if is_plain(sign) {
            out.push(sign);
        } else {
            out.push_str(&format!("\\{:06x}", u32::from(sign)));
        }
        out
    })
}

/// The hash by which a browser knows the one script that may run.
fn script_hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(SCRIPT.as_bytes()))))
}

/// The content of a page that asks for the language.
pub(in super::super) fn choice(title: &str, ways: &[Way]) -> Body {
    let item = |way: &Way| {
        let lang = way.lang.map(|lang| format!(" lang=\"{lang}\" hreflang=\"{lang}\"")).unwrap_or_default();
        format!("<li><a href=\"{}\"{lang}>{}</a></li>\n", escape(&way.href), escape(&way.label))
    };
    let items: String = ways.iter().map(item).collect();
    Body { html: format!("<h1>{}</h1>\n<ul>\n{items}</ul>\n", escape(&clean(title))), headings: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::css;

    #[test]
    fn nothing_ends_a_string_of_css() {
        assert_eq!(css("版本 2.1\"</style>\\"), "版本 2.1\\000022\\00003c\\00002fstyle\\00003e\\00005c");
    }
}
