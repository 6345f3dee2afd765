//! All matrices of one language as a workbook, one sheet a matrix.

use std::borrow::Cow;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook as File, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::{Cell, Matrix};

/// What the workbook says about itself.
pub(in super::super) struct Workbook<'w> {
    /// Its title.
    pub(in super::super) title: &'w str,
    /// What every printed page must say first; empty if nothing.
    pub(in super::super) mark: &'w str,
    /// What stands before the number of a page and the number of pages, as `{0}` and `{1}`.
    pub(in super::super) pages: &'w str,
}

/// A sheet has no more rows than this; what is beyond goes on another one.
const MOST_ROWS: usize = 1_048_575;
/// A sheet has no more columns than this.
const MOST_COLUMNS: usize = 16_384;
/// No column is wider than so many signs: longer texts are wrapped.
const WIDEST: usize = 60;
/// So many signs stand side by side on a page that can be read.
const PAGE: usize = 190;
const NARROWEST: usize = 5;
/// The height of a line, in points: Chinese fonts need half as much again as their signs are high.
const LINE: f64 = 16.5;
/// The height of a sign that lies on its side, in points.
const UPRIGHT: f64 = 6.6;
const MOST_UPRIGHT: usize = 40;
/// A row is not higher than so many lines: no more fit on a screen.
const MOST_LINES: usize = 24;
/// More columns than this would be too small on one page.
const COLUMNS_A_PAGE: u16 = 40;
/// So many columns can be read on A4.
const COLUMNS_OF_A4: u16 = 20;
/// The numbers of the papers.
const A4: u8 = 9;
const A3: u8 = 8;
/// A cell holds no more signs than this.
const MOST_SIGNS: usize = 32_767;

impl Workbook<'_> {
    /// The bytes of the workbook.
    ///
    /// # Errors
    /// What the format does not allow, in English.
    pub(in super::super) fn print(&self, matrices: &[Matrix]) -> Result<Vec<u8>, XlsxError> {
        let mut file = File::new();
        let properties = DocProperties::new().set_title(self.title).set_comment(self.mark);
        file.set_properties(&properties.set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
        let looks = Looks::new();
        for matrix in matrices {
            let parts = matrix.rows.chunks(MOST_ROWS).map(Some).chain(matrix.rows.is_empty().then_some(None));
            for (index, rows) in parts.enumerate() {
                let sheet = file.add_worksheet();
                match index {
                    0 => sheet.set_name(matrix.title)?,
                    more => sheet.set_name(format!("{} {}", matrix.title, more + 1))?,
                };
                self.sheet(sheet, matrix, rows.unwrap_or_default(), &looks)?;
            }
        }
        file.save_to_buffer()
    }

    fn sheet(
        &self,
        sheet: &mut Worksheet,
        matrix: &Matrix,
        rows: &[super::Row],
        looks: &Looks,
    ) -> Result<(), XlsxError> {
        let widths = widths(matrix, rows);
        for ((column, title), width) in (0_u16..).zip(&matrix.header).zip(&widths) {
            let look = if matrix.is_narrow(column.into()) { &looks.upright } else { &looks.head };
            sheet.write_string_with_format(0, column, cut(title), look)?;
            sheet.set_column_width(column, u32::try_from(*width).unwrap_or(0))?;
        }
        let titles = matrix.header.iter().enumerate();
        let upright = titles.filter(|(column, _)| matrix.is_narrow(*column)).map(|(_, title)| title.width()).max();
        let signs = u32::try_from(upright.unwrap_or(0).min(MOST_UPRIGHT)).unwrap_or(0);
        sheet.set_row_height(0, (LINE * 2.0).max(f64::from(signs) * UPRIGHT + LINE))?;
        for (line, row) in (1_u32..).zip(rows) {
            let mut height = 1;
            for (column, cell) in row {
                let (Ok(place), Some(width)) = (u16::try_from(*column), widths.get(*column)) else { continue };
                self.cell(sheet, line, place, cell, looks)?;
                // A line is seldom filled to its end.
                height = height.max((cell.width() + 1).div_ceil(width.saturating_sub(1).max(1)));
            }
            // Not every program fits the height of a row to its wrapped texts by itself.
            let lines = u32::try_from(height.min(MOST_LINES)).unwrap_or(1);
            sheet.set_row_height(line, LINE * f64::from(lines))?;
        }
        let last_row = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let last_column = u16::try_from(widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
        sheet.autofilter(0, 0, last_row, last_column)?;
        sheet.set_freeze_panes(1, matrix.fixed)?;
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_repeat_columns(0, matrix.fixed.saturating_sub(1))?;
        // The matrix of responsibilities is as wide as there are posts: on the smaller paper nobody could read it.
        let paper = if last_column < COLUMNS_OF_A4 { A4 } else { A3 };
        sheet.set_landscape().set_paper_size(paper).set_margins(0.4, 0.4, 0.75, 0.75, 0.3, 0.3);
        sheet.set_print_fit_to_pages(1 + last_column / COLUMNS_A_PAGE, 0);
        sheet.set_print_gridlines(true);
        let pages = crate::labels::fill(self.pages, &["&P", "&N"]);
        sheet.set_header(format!("&L{}&C{}&R{}", coded(self.title), coded(self.mark), coded(matrix.title)));
        sheet.set_footer(format!("&C{pages}"));
        Ok(())
    }

    fn cell(&self, sheet: &mut Worksheet, line: u32, column: u16, cell: &Cell, looks: &Looks) -> Result<(), XlsxError> {
        match cell {
            // As a string: a text that begins with `=` stays a text.
            Cell::Text(text) => sheet.write_string_with_format(line, column, cut(text), &looks.text)?,
            Cell::Number(number) => {
                sheet.write_number_with_format(line, column, number.to_f64().unwrap_or(0.0), &looks.number)?
            }
            Cell::Share(share) => {
                let part = *share / Decimal::ONE_HUNDRED;
                sheet.write_number_with_format(line, column, part.to_f64().unwrap_or(0.0), &looks.share)?
            }
        };
        Ok(())
    }
}

impl Cell {
    /// How many signs wide it is; Chinese signs are twice as wide as others.
    fn width(&self) -> usize {
        match self {
            Cell::Text(text) => text.width(),
            Cell::Number(number) => number.to_string().len(),
            Cell::Share(share) => share.to_string().len() + 1,
        }
    }
}

impl Matrix {
    fn is_narrow(&self, column: usize) -> bool {
        self.narrow.is_some_and(|first| column >= first.into())
    }
}

/// The widths of all columns in signs: as wide as what stands in them, and all together as wide as can be read on a
/// page; what is wider is wrapped.
fn widths(matrix: &Matrix, rows: &[super::Row]) -> Vec<usize> {
    let header = matrix.header.iter().take(MOST_COLUMNS).enumerate();
    let first = header.map(|(column, title)| match matrix.is_narrow(column) {
        true => NARROWEST,
        // Beside a title there is the arrow of the filter.
        false => (title.width() + 4).clamp(NARROWEST, WIDEST / 2),
    });
    let mut widths: Vec<usize> = first.collect();
    for (column, cell) in rows.iter().flatten() {
        if let Some(width) = widths.get_mut(*column) {
            *width = (*width).max(cell.width() + 2).min(WIDEST);
        }
    }
    let wide = |most: usize| -> usize {
        let columns = widths.iter().enumerate().filter(|(column, _)| !matrix.is_narrow(*column));
        columns.map(|(_, width)| (*width).min(most)).sum()
    };
    let most = (NARROWEST * 2..=WIDEST).rev().find(|most| wide(*most) <= PAGE).unwrap_or(NARROWEST * 2);
    widths.into_iter().map(|width| width.min(most)).collect()
}

/// How cells look.
struct Looks {
    head: Format,
    /// The head of a narrow column.
    upright: Format,
    text: Format,
    number: Format,
    share: Format,
}

impl Looks {
    fn new() -> Looks {
        let cell = || Format::new().set_align(FormatAlign::Top);
        let shade = Color::RGB(0x00E6_EDF5);
        let head = || Format::new().set_bold().set_background_color(shade).set_border_bottom(FormatBorder::Thin);
        Looks {
            head: head().set_text_wrap().set_align(FormatAlign::VerticalCenter),
            upright: head().set_rotation(90).set_align(FormatAlign::Bottom),
            text: cell().set_text_wrap(),
            number: cell(),
            share: cell().set_num_format("0.##%"),
        }
    }
}

/// A text as long as a cell may hold.
fn cut(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MOST_SIGNS) {
        None => Cow::Borrowed(text),
        Some(_) => Cow::Owned(text.chars().take(MOST_SIGNS - 1).chain(['…']).collect()),
    }
}

/// A text in a header or footer, where `&` begins a code, and no more of it than one may hold.
fn coded(text: &str) -> String {
    text.chars().take(60).collect::<String>().replace('&', "&&")
}
