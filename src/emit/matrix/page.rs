//! The matrix of clauses as a page for a browser: a table for each standard, a row for each clause.

use super::super::fault::TemplateFault;
use super::super::html::{self, Around, Body, Heading, escape};
use super::super::render::Templates;
use super::super::signs::clean;
use super::{Cell, Matrix, Row};
use crate::labels::{Lang, Words};

/// How many columns say what a clause is; those behind them say where it is met.
const OF_CLAUSE: usize = 5;

/// A clause with the places where it is met.
struct Clause<'m> {
    /// The standard, the clause, its text, must or may, and the state.
    own: Vec<&'m str>,
    /// The number of the procedure, the procedure, and the words for the place.
    met: Vec<Vec<&'m str>>,
}

/// The page; `summary` counts what is met.
///
/// # Errors
/// A template of the house that does not fit.
pub(super) fn print(matrix: &Matrix, library: &str, summary: &str, lang: Lang) -> Result<String, TemplateFault> {
    let w = Words::of(lang);
    let mut body =
        Body { html: format!("<h1>{}</h1>\n<p>{}</p>\n", text(matrix.title), text(summary)), headings: Vec::new() };
    let clauses = clauses(&matrix.rows, matrix.header.len());
    let standard = |clause: &Clause<'_>| clause.own.first().copied().unwrap_or_default().to_owned();
    for (number, clauses) in clauses.chunk_by(|one, next| standard(one) == standard(next)).enumerate() {
        let Some(title) = clauses.first().map(standard) else { continue };
        let id = format!("standard-{}", number + 1);
        body.html.push_str(&table(matrix, clauses, &title, &id, w));
        body.headings.push(Heading { level: 2, id, text: title });
    }
    let around = Around {
        lang,
        title: matrix.title.to_owned(),
        head: vec![library.to_owned()],
        ways: Vec::new(),
        foot: vec![library.to_owned(), summary.to_owned()],
        search: None,
    };
    html::page(Templates::built_in(), &around, &body)
}

/// The rows put together that belong to one clause.
fn clauses(rows: &[Row], width: usize) -> Vec<Clause<'_>> {
    let mut clauses: Vec<Clause<'_>> = Vec::new();
    for row in rows {
        let mut cells = vec![""; width];
        for (column, cell) in row {
            if let (Some(place), Cell::Text(text)) = (cells.get_mut(*column), cell) {
                *place = text;
            }
        }
        let met = cells.split_off(OF_CLAUSE.min(cells.len()));
        match clauses.last_mut().filter(|last| last.own == cells) {
            Some(last) => last.met.push(met),
            None => clauses.push(Clause { own: cells, met: vec![met] }),
        }
    }
    clauses
}

fn table(matrix: &Matrix, clauses: &[Clause<'_>], title: &str, id: &str, w: &Words) -> String {
    let titles = matrix.header.get(1..OF_CLAUSE).unwrap_or_default().iter().map(String::as_str);
    let titles: Vec<&str> = titles.chain([w.reference.met_by]).collect();
    let head: String = titles.iter().map(|title| format!("<th scope=\"col\">{}</th>", text(title))).collect();
    let title = text(title);
    let mut out = format!(
        "<h2 id=\"{id}\">{title}</h2>\n<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"{title}\"><table>\n\
         <thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n"
    );
    for clause in clauses {
        let cells = clause.own.iter().skip(1).enumerate().map(|(index, cell)| match (index, text(cell)) {
            (0, cell) => format!("<th scope=\"row\">{cell}</th>"),
            // A gap is what the page is read for.
            (3, cell) if clause.own.get(4) == Some(&w.matrix.gap) => format!("<td><strong>{cell}</strong></td>"),
            (1, cell) => format!("<td class=\"long\">{cell}</td>"),
            (_, cell) => format!("<td>{cell}</td>"),
        });
        let cells: String = cells.collect();
        let places: Vec<String> = clause.met.iter().filter_map(|place| told(place, w)).collect();
        out.push_str(&format!("<tr>{cells}<td class=\"long\">{}</td></tr>\n", places.join("<br>\n")));
    }
    out + "</tbody>\n</table></div>\n"
}

/// Where a clause is met, in a line; nothing where it is not.
fn told(place: &[&str], w: &Words) -> Option<String> {
    let [number, procedure, words] = place else { return None };
    let name: Vec<&str> = [*number, *procedure].into_iter().filter(|part| !part.is_empty()).collect();
    (!name.is_empty() || !words.is_empty()).then(|| text(&format!("{}{}{words}", name.join(" "), w.signs.colon)))
}

fn text(text: &str) -> String {
    escape(&clean(text))
}
