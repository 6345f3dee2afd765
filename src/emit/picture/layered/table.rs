//! Lists that are asked by number all the time. A number outside reads the blank, so that nothing here can stop a build.

use std::ops::{Index, IndexMut};

/// A list with a blank for what is not in it.
#[derive(Debug, Clone)]
pub(super) struct Table<T> {
    rows: Vec<T>,
    blank: T,
    /// What is written outside goes here and is never read.
    lost: T,
}

impl<T: Clone> Table<T> {
    /// So many rows, all alike.
    pub(super) fn new(rows: usize, blank: T) -> Self {
        Self::of(vec![blank.clone(); rows], blank)
    }

    /// These rows.
    pub(super) fn of(rows: Vec<T>, blank: T) -> Self {
        Self { rows, lost: blank.clone(), blank }
    }

    pub(super) fn push(&mut self, row: T) {
        self.rows.push(row);
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }
}

impl<T> Index<usize> for Table<T> {
    type Output = T;

    fn index(&self, row: usize) -> &T {
        self.rows.get(row).unwrap_or(&self.blank)
    }
}

impl<T> IndexMut<usize> for Table<T> {
    fn index_mut(&mut self, row: usize) -> &mut T {
        self.rows.get_mut(row).unwrap_or(&mut self.lost)
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn what_is_outside_reads_blank_whatever_was_written_there() {
        let mut table = Table::new(2, 7);
        table[1] = 8;
        table[2] = 9;
        assert_eq!([table[0], table[1], table[2]], [7, 8, 7]);
    }
}
