//! A matrix as CSV that Excel reads as it is: UTF-8 with its mark, lines as RFC 4180 has them.

use super::{Cell, Matrix};

/// The mark by which Excel knows that a file is UTF-8.
const MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Prints a matrix.
pub(in super::super) fn print(matrix: &Matrix) -> Vec<u8> {
    let mut rows = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.to_vec());
    let width = matrix.header.len();
    // Writing to memory cannot fail, and all rows have the same width.
    let _ = rows.write_record(matrix.header.iter().map(|title| harmless(title)));
    for row in &matrix.rows {
        let mut cells = vec![String::new(); width];
        for (column, cell) in row {
            if let Some(place) = cells.get_mut(*column) {
                *place = words(cell);
            }
        }
        let _ = rows.write_record(cells);
    }
    rows.into_inner().unwrap_or_default()
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => harmless(text),
        Cell::Number(number) => number.normalize().to_string(),
        Cell::Share(share) => format!("{}%", share.normalize()),
    }
}

/// A text that no spreadsheet takes for a formula: an apostrophe stands before the sign with which one would begin.
fn harmless(text: &str) -> String {
    let begins = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if begins { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::super::row;
    use super::*;

    #[test]
    fn a_text_is_no_formula_and_a_number_stays_one() {
        let matrix = Matrix {
            name: "x",
            title: "x",
            header: vec!["一".to_owned(), "b".to_owned(), "c".to_owned()],
            fixed: 1,
            narrow: None,
            rows: vec![
                row(["=1+1".into(), Cell::Number(Decimal::NEGATIVE_ONE), Cell::Share(Decimal::TEN)]),
                row([" @a".into(), "".into(), "x,\"y\"".into()]),
            ],
        };
        let text = String::from_utf8(print(&matrix)).unwrap();
        assert_eq!(text, "\u{FEFF}一,b,c\r\n'=1+1,-1,10%\r\n' @a,,\"x,\"\"y\"\"\"\r\n");
    }
}
