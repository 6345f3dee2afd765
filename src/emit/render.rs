//! From view to text: the templates, and the rule that every text is escaped unless it is markup on purpose.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior, Value};
use serde::{Serialize, Serializer};

use super::fault::TemplateFault;
use super::html;
use super::links::plain;
use super::markdown::{escape, link, quotation};
use super::signs::clean;
use crate::labels::{Lang, Words};
use crate::say;

/// The templates of the house, by their file names.
const BUILT_IN: [(&str, &str); 8] = [
    ("parts.md.j2", include_str!("templates/parts.md.j2")),
    ("handbook.md.j2", include_str!("templates/handbook.md.j2")),
    ("checklist.md.j2", include_str!("templates/checklist.md.j2")),
    ("index.md.j2", include_str!("templates/index.md.j2")),
    ("posts.md.j2", include_str!("templates/posts.md.j2")),
    ("post.md.j2", include_str!("templates/post.md.j2")),
    ("page.html.j2", include_str!("templates/page.html.j2")),
    ("page.css", include_str!("templates/page.css")),
];

/// The files that may be a logo, with the types of their contents.
const LOGOS: [(&str, &str); 4] =
    [("logo.svg", "image/svg+xml"), ("logo.png", "image/png"), ("logo.jpg", "image/jpeg"), ("logo.webp", "image/webp")];

/// The templates of a build: those of the house, and those of a project in their place.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    /// The logo as it stands in a page.
    logo: Option<String>,
}

impl Templates {
    /// The templates of the house.
    #[must_use]
    pub fn built_in() -> &'static Templates {
        static TEMPLATES: OnceLock<Templates> = OnceLock::new();
        TEMPLATES.get_or_init(|| {
            let mut environment = environment();
            for (name, source) in BUILT_IN {
                // The tests read them all.
                let _ = environment.add_template(name, source);
            }
            Templates { environment, logo: None }
        })
    }

    /// The templates of the house, and `files` in the place of those that they are named like.
    ///
    /// # Errors
    /// The first file that cannot be read as a template.
    pub fn with(files: Vec<(String, Vec<u8>)>) -> Result<Templates, TemplateFault> {
        let mut templates = Templates { environment: environment(), logo: None };
        let own = |name: &str| files.iter().any(|(own, _)| own == name);
        for (name, source) in BUILT_IN.into_iter().filter(|(name, _)| !own(name)) {
            let _ = templates.environment.add_template(name, source);
        }
        for (name, bytes) in files {
            if let Some((_, kind)) = LOGOS.iter().find(|(logo, _)| *logo == name) {
                templates.logo = Some(html::data_url(kind, &bytes));
                continue;
            }
            let text = String::from_utf8(bytes).map_err(|error| TemplateFault {
                name: name.clone(),
                line: 1 + error
                    .as_bytes()
                    .iter()
                    .take(error.utf8_error().valid_up_to())
                    .filter(|byte| **byte == b'\n')
                    .count(),
                words: say!("不是 UTF-8 文本", "it is no text in UTF-8"),
            })?;
            let added = templates.environment.add_template_owned(name.clone(), text);
            added.map_err(|error| TemplateFault::of(&name, &error))?;
        }
        Ok(templates)
    }

    /// Whether a file of this name has a place among the templates: one of theirs, a logo, or a part of one's own,
    /// whose name begins with `_`.
    #[must_use]
    pub fn knows(name: &str) -> bool {
        name.starts_with('_') || Self::names().any(|known| known == name)
    }

    /// The names of all files that may be replaced.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name).chain(LOGOS.iter().map(|(name, _)| *name))
    }

    /// The logo as it stands in a page.
    pub(super) fn logo(&self) -> Option<&str> {
        self.logo.as_deref()
    }

    /// Renders a template with a view.
    pub(super) fn render(&self, template: &str, view: &impl Serialize) -> Result<String, TemplateFault> {
        let text = self.environment.get_template(template).and_then(|template| template.render(Serde(view)));
        let text = text.map_err(|error| TemplateFault::of(template, &error))?;
        Ok(if template.ends_with(".md.j2") { tidy(&text) } else { text })
    }
}

/// A view as the templates read it, for those that two of them read.
pub(super) fn shown(view: &impl Serialize) -> Value {
    Value::from(Serde(view))
}

/// Writes the words of a language into a view: they are made readable for templates once, not once a document.
pub(super) fn words<S: Serializer>(words: &&'static Words, serializer: S) -> Result<S::Ok, S::Error> {
    static SHOWN: [OnceLock<Value>; 2] = [OnceLock::new(), OnceLock::new()];
    let index = [Lang::Zh, Lang::En].iter().position(|lang| std::ptr::eq(Words::of(*lang), *words));
    match index.and_then(|index| SHOWN.get(index)) {
        Some(shown) => shown.get_or_init(|| indexed(Value::from(Serde(*words)))).serialize(serializer),
        None => words.serialize(serializer),
    }
}

/// The same value with an index of its keys: what a structure becomes is searched from the first key to the last.
fn indexed(value: Value) -> Value {
    if value.kind() != ValueKind::Map {
        return value;
    }
    let keys = value.try_iter().into_iter().flatten();
    let entries = keys.filter_map(|key| Some((Arc::from(key.as_str()?), indexed(value.get_item(&key).ok()?))));
    Value::from(entries.collect::<BTreeMap<Arc<str>, Value>>())
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    // A word that no view has is a fault of the template, not an empty place in a document.
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_auto_escape_callback(|name| match name.rsplit_once('.').map_or(name, |(stem, _)| stem) {
        stem if stem.ends_with(".html") => AutoEscape::Html,
        _ if name.ends_with(".css") => AutoEscape::None,
        _ => AutoEscape::Custom("markdown".into()),
    });
    environment.set_formatter(print);
    environment.add_filter("quotation", |text: &str| Value::from_safe_string(quotation(text)));
    environment.add_filter("link", |path: &str| Value::from_safe_string(link(path)));
    environment.add_filter("boxes", |choices: Vec<String>| Value::from_safe_string(boxes(&choices)));
    environment.add_filter("header", |cells: Vec<String>| Value::from_safe_string(header(&cells)));
    environment.add_filter("row", |cells: Vec<String>| Value::from_safe_string(row(&cells)));
    environment.add_filter("raw", |text: &str| Value::from_safe_string(text.to_owned()));
    environment
}

/// A row of a table.
fn row(cells: &[String]) -> String {
    let cells = cells.iter().map(|cell| format!(" {} |", escape(cell)));
    format!("|{}", cells.collect::<String>())
}

/// Choices to tick; a line to write on where there are none.
fn boxes(choices: &[String]) -> String {
    match choices {
        [] => "______".to_owned(),
        _ => choices.iter().map(|choice| format!("☐ {}", escape(choice))).collect::<Vec<_>>().join("\u{2003}"),
    }
}

/// The first two lines of a table.
fn header(cells: &[String]) -> String {
    format!("{}\n|{}", row(cells), " --- |".repeat(cells.len()))
}

/// Prints a value: texts escaped, safe strings as they are.
fn print(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    // A word that is not known is an error before it comes here; what is left is an `if` without `else`.
    if value.is_undefined() || value.is_none() {
        return Ok(());
    }
    let text = value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed);
    let text = match state.auto_escape() {
        _ if value.is_safe() => text,
        AutoEscape::Html => html::escape(&clean(&plain(&text))).into(),
        AutoEscape::Custom(_) => escape(&text).into(),
        _ => text,
    };
    out.write_str(&text).map_err(Error::from)
}

/// One blank line between blocks, none within a list; the templates need not care.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = "";
    let mut gap = false;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() {
            gap = true;
            continue;
        }
        let together = is_item(last) && is_item(line);
        if gap && !last.is_empty() && !together {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        (last, gap) = (line, false);
    }
    out
}

/// Whether a line is an item of a list.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let rest = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
    line.starts_with("- ") || rest.len() < line.len() && rest.starts_with(". ")
}
