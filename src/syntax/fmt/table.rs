//! Tables: columns that stand under one another.

use unicode_width::UnicodeWidthStr as _;

use super::fit::gap_width;
use super::layout::{Gap, Word};
use super::lines::Lines;
use super::outline::Outline;
use crate::syntax::Kind;

/// Pads the cells of every table. Rows that are copied neither move nor count.
pub(super) fn align(words: &mut [Word<'_>], outline: &Outline<'_>, lines: &Lines) {
    for rows in &outline.tables {
        let cells: Vec<Cell> =
            rows.iter().filter(|row| !lines.copied(row.start)).flat_map(|row| cells(words, row.clone())).collect();
        let mut columns: Vec<usize> = Vec::new();
        for cell in &cells {
            if columns.len() <= cell.column {
                columns.resize(cell.column + 1, 0);
            }
            if let Some(width) = columns.get_mut(cell.column) {
                *width = cell.width.max(*width);
            }
        }
        for cell in cells {
            let width = columns.get(cell.column).copied().unwrap_or(0);
            if let Some(bar) = words.get_mut(cell.bar) {
                bar.gap = Gap::Blanks(1 + width.saturating_sub(cell.width));
            }
        }
    }
}

/// A cell of a row: its column, its width, and the bar that closes it.
struct Cell {
    column: usize,
    width: usize,
    bar: usize,
}

fn cells(words: &[Word<'_>], row: std::ops::Range<usize>) -> Vec<Cell> {
    let mut cells = Vec::new();
    let (mut column, mut width) = (0, 0);
    // The first bar opens the row; the blank behind a bar belongs to no cell.
    let mut after_bar = true;
    for (at, word) in words.iter().enumerate().take(row.end).skip(row.start + 1) {
        if word.spelled.kind == Kind::bar {
            cells.push(Cell { column, width, bar: at });
            (column, width, after_bar) = (column + 1, 0, true);
            continue;
        }
        width += if after_bar { 0 } else { gap_width(word.gap) };
        width += word.spelled.text.width();
        after_bar = false;
    }
    cells
}
