//! Words as data: tables of which each line says what its words are.

/// The words of the line of a table that begins with these cells; none if there is no such line.
pub(super) fn list<'t>(table: &'t str, cells: &[&str]) -> Vec<&'t str> {
    let words = |line: &'t str| {
        let mut found = line.split('\t');
        cells.iter().all(|cell| found.next() == Some(cell)).then(|| found.next()).flatten()
    };
    table.lines().find_map(words).into_iter().flat_map(|words| words.split('|')).collect()
}
