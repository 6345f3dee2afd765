//! The matrices over a whole build: who answers for what, service levels, indicators, records, clauses, retention. They
//! are gathered procedure by procedure as rows of typed cells; [`csv`] and [`xlsx`] print them.

mod csv;
mod gather;
mod page;
mod trace;
#[cfg(feature = "office")]
mod xlsx;

use rust_decimal::Decimal;

use super::links::plain;
use super::make::Workshop;
use super::signs::one_line;
use super::trace::Trace;
use super::view::library;
use super::{Audience, Document, Fault, Format};
use crate::labels::Lang;
use crate::labels::Words;
#[cfg(feature = "office")]
use crate::labels::fill;
use crate::model::Project;
#[cfg(feature = "office")]
use crate::say;
pub(super) use gather::Matrices;

impl Matrices {
    /// The documents of all matrices of a language, where any are asked for.
    ///
    /// # Errors
    /// What a workbook cannot hold.
    pub(super) fn print(self, shop: &Workshop<'_>, lang: Lang) -> Result<Vec<Document>, Fault> {
        let (project, request) = (shop.project, shop.request);
        let mut documents = Vec::new();
        if !request.formats.iter().any(|format| format.is_of_matrices()) {
            return Ok(documents);
        }
        let matrices = self.finish(project, lang, request.audience);
        for format in &request.formats {
            match format {
                Format::Csv => documents.extend(matrices.iter().map(|matrix| Document {
                    path: format!("matrices/{}.{lang}.csv", matrix.name),
                    content: csv::print(matrix),
                })),
                Format::Xlsx => documents.push(Document {
                    path: format!("matrices.{lang}.xlsx"),
                    content: book(project, lang, request.draft_mark, &matrices)?,
                }),
                _ => {}
            }
        }
        Ok(documents)
    }
}

/// A workbook of matrices.
#[cfg(feature = "office")]
fn book(project: &Project, lang: Lang, errors: bool, matrices: &[Matrix]) -> Result<Vec<u8>, Fault> {
    let w = Words::of(lang);
    let title = library(project, lang).map(|title| fill(w.matrix.title_of, &[title]));
    let title = title.unwrap_or_else(|| w.matrix.title.to_owned());
    let mark = if errors { w.head.errors_mark } else { "" };
    let book = xlsx::Workbook { title: &title, mark, pages: w.head.pages };
    book.print(matrices)
        .map_err(|error| Fault::Format(say!("无法生成 Excel 文件：{error}", "the workbook cannot be made: {error}")))
}

#[cfg(not(feature = "office"))]
fn book(_: &Project, _: Lang, _: bool, _: &[Matrix]) -> Result<Vec<u8>, Fault> {
    Err(Fault::without("office"))
}

/// The matrix of clauses alone as a workbook.
///
/// # Errors
/// Where the program was built without workbooks.
pub(super) fn trace_alone(project: &Project, trace: &Trace, lang: Lang) -> Result<Vec<u8>, Fault> {
    book(project, lang, false, &[gather::clauses(trace, lang, &gather::declared(project, lang, Audience::Auditor))])
}

/// The matrix of clauses alone as a page.
///
/// # Errors
/// A template of the house that does not fit.
pub(super) fn trace_page(project: &Project, trace: &Trace, summary: &str, lang: Lang) -> Result<String, Fault> {
    let library = library(project, lang).unwrap_or_else(|| Words::of(lang).matrix.title);
    let matrix = gather::clauses(trace, lang, &gather::declared(project, lang, Audience::Auditor));
    Ok(page::print(&matrix, library, summary, lang)?)
}

/// A value of a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Words; lengths of time are words, too, since a working day is no number of hours.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A share, in percent.
    Share(Decimal),
}

impl Cell {
    /// A weight as it is printed: a share or a number where it reads as one.
    pub(super) fn figure(words: &str) -> Cell {
        let number = |text: &str| text.parse::<Decimal>().ok();
        match words.strip_suffix('%').map(number) {
            Some(Some(share)) => Cell::Share(share),
            _ => number(words).map_or_else(|| Cell::from(words), Cell::Number),
        }
    }

    /// Whether there is nothing to print.
    fn is_empty(&self) -> bool {
        matches!(self, Cell::Text(text) if text.is_empty())
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        // A cell leads nowhere.
        Cell::Text(one_line(&plain(text)))
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::from(text.as_str())
    }
}

/// The cells of a row that are not empty, each with its column: a matrix of posts is mostly empty.
pub(super) type Row = Vec<(usize, Cell)>;

/// A row of cells from the first column on.
pub(super) fn row<const N: usize>(cells: [Cell; N]) -> Row {
    cells.into_iter().enumerate().filter(|(_, cell)| !cell.is_empty()).collect()
}

/// One matrix.
#[derive(Debug)]
#[cfg_attr(not(feature = "office"), allow(dead_code, reason = "only a workbook has sheets to shape"))]
pub(super) struct Matrix {
    /// What its file is called.
    pub(super) name: &'static str,
    /// What its sheet is called.
    pub(super) title: &'static str,
    /// The titles of its columns.
    pub(super) header: Vec<String>,
    /// So many columns at the left say what a row is about.
    pub(super) fixed: u16,
    /// From this column on they are narrow: they hold a letter or two.
    pub(super) narrow: Option<u16>,
    pub(super) rows: Vec<Row>,
}
