//! From view to text: the templates, and the rule that every text is escaped unless it is Markdown on purpose.

use std::sync::OnceLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, Output, State, Value};
use serde::Serialize;

use super::markdown::{escape, link, quotation};

const TEMPLATES: [(&str, &str); 4] = [
    ("parts.md.j2", include_str!("templates/parts.md.j2")),
    ("handbook.md.j2", include_str!("templates/handbook.md.j2")),
    ("checklist.md.j2", include_str!("templates/checklist.md.j2")),
    ("index.md.j2", include_str!("templates/index.md.j2")),
];

/// Renders a template with a view. A template that does not fit its view renders as its own error, which the tests
/// of the built-in templates would show; a person who changes one sees where.
pub(super) fn render(template: &str, view: &impl Serialize) -> String {
    static ENVIRONMENT: OnceLock<Environment<'static>> = OnceLock::new();
    let environment = ENVIRONMENT.get_or_init(environment);
    let text = environment.get_template(template).and_then(|template| template.render(Serde(view)));
    match text {
        Ok(text) => tidy(&text),
        Err(error) => format!("{error:#}\n"),
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    environment.set_formatter(print);
    environment.add_filter("quotation", |text: &str| Value::from_safe_string(quotation(text)));
    environment.add_filter("link", |path: &str| Value::from_safe_string(link(path)));
    environment.add_filter("boxes", |choices: Vec<String>| Value::from_safe_string(boxes(&choices)));
    environment.add_filter("header", |cells: Vec<String>| Value::from_safe_string(header(&cells)));
    environment.add_filter("row", |cells: Vec<String>| Value::from_safe_string(row(&cells)));
    environment.add_filter("raw", |text: &str| Value::from_safe_string(text.to_owned()));
    for (name, source) in TEMPLATES {
        // A broken template is reported when it is asked for.
        let _ = environment.add_template(name, source);
    }
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
fn print(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() || value.is_none() {
        return Ok(());
    }
    let text = value.to_string();
    let text = if value.is_safe() { text } else { escape(&text) };
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
