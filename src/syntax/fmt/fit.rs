//! Which clauses share a line: those that did, as long as the line is not too long.

use unicode_width::UnicodeWidthStr;

use super::layout::{Gap, Indent, Word};
use super::outline::{Block, Item, Outline};
use crate::syntax::Kind;

/// How many columns a line may take before its clauses are parted; a Chinese character takes two.
pub(super) const COLUMNS: usize = 100;

/// Parts clauses that do not fit on one line, and opens blocks out that do not.
pub(super) fn fit(words: &mut [Word<'_>], outline: &Outline<'_>) {
    let mut fit = Fit { words, outline };
    fit.block(&outline.file);
}

struct Fit<'a, 'w, 't> {
    words: &'a mut [Word<'w>],
    outline: &'a Outline<'t>,
}

impl<'a> Fit<'a, '_, '_> {
    /// A block that is opened out, or the file.
    fn block(&mut self, block: &'a Block) {
        if let Some(first) = block.items.first().filter(|_| block.open.is_some()) {
            self.part(first.first);
        }
        if let Some(close) = block.close {
            self.part(close);
        }
        // What takes several lines shares none of them.
        let mut after_tall = false;
        for item in &block.items {
            let tall = self.tall(item);
            if tall || after_tall {
                self.part(item.first);
            }
            after_tall = tall;
        }
        self.share(&block.items);
        for (at, item) in block.items.iter().enumerate() {
            let Some(inner) = item.block.and_then(|inner| self.outline.blocks.get(inner)) else {
                continue;
            };
            if self.is_open(inner) {
                self.block(inner);
            } else if let Some(open) = inner.open.filter(|open| self.too_wide(*open)) {
                if inner.items.is_empty() || matches!(self.gap(open), Some(Gap::Copied(_))) {
                    continue;
                }
                for part in inner.items.iter().filter(|part| part.kind != Kind::cites) {
                    self.part(part.first);
                }
                if let Some(next) = block.items.get(at + 1) {
                    self.part(next.first);
                }
                self.block(inner);
            }
        }
    }

    /// Parts the clauses of every line that is too long.
    fn share(&mut self, items: &[Item]) {
        let mut parted_to = 0;
        for item in items {
            let shares = matches!(self.gap(item.first), Some(Gap::Blanks(_)));
            // `cites` belongs to the clause before it on its line.
            if !shares || item.kind == Kind::cites {
                continue;
            }
            if item.first >= parted_to && self.too_wide(item.first) {
                parted_to = self.line_end(item.first);
            }
            if item.first < parted_to {
                self.part(item.first);
            }
        }
    }

    /// Puts a line break before a leaf, unless what stands there is copied.
    fn part(&mut self, at: usize) {
        let indent = self.outline.places.get(at).map_or(0, |place| place.indent);
        if let Some(word) = self.words.get_mut(at)
            && let Gap::Blanks(_) = word.gap
        {
            word.gap = Gap::Break { empty: false, indent: Indent::Columns(indent) };
        }
    }

    /// Whether an item takes lines of its own.
    fn tall(&self, item: &Item) -> bool {
        let inner = item.block.and_then(|inner| self.outline.blocks.get(inner));
        item.kind == Kind::table || inner.is_some_and(|inner| self.is_open(inner))
    }

    /// Whether a block was written over several lines.
    fn is_open(&self, block: &Block) -> bool {
        let leaf = |at: Option<usize>| at.and_then(|at| self.outline.leaves.get(at));
        let (Some(open), Some(close)) = (leaf(block.open), leaf(block.close)) else {
            return false;
        };
        let inside = open.text_of_tree().get(open.end() as usize..close.start() as usize);
        inside.is_some_and(|inside| inside.contains(['\n', '\r']))
    }

    fn gap(&self, at: usize) -> Option<Gap<'_>> {
        self.words.get(at).map(|word| word.gap)
    }

    fn begins_line(&self, at: usize) -> bool {
        match self.gap(at) {
            Some(Gap::Break { .. }) | None => true,
            Some(Gap::Copied(blanks)) => blanks.contains(['\n', '\r']),
            Some(Gap::Blanks(_)) => false,
        }
    }

    /// The text of a leaf, if it goes over several lines.
    fn over_lines(&self, at: usize) -> Option<&str> {
        self.words.get(at).map(|word| &*word.spelled.text).filter(|text| text.contains('\n'))
    }

    /// One past the last leaf that begins on the line of a leaf.
    fn line_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while !self.begins_line(end) && self.over_lines(end - 1).is_none() {
            end += 1;
        }
        end
    }

    /// Whether the line of a leaf is too long. A comment at its end does not count: it can not be broken.
    fn too_wide(&self, at: usize) -> bool {
        let mut start = at;
        while !self.begins_line(start) && self.over_lines(start - 1).is_none() {
            start -= 1;
        }
        let above = start.checked_sub(1).filter(|_| !self.begins_line(start)).and_then(|above| self.over_lines(above));
        // The line may begin with the end of a block text.
        let last_line = above.and_then(|text| text.rsplit('\n').next());
        let mut columns = last_line.map_or(0, UnicodeWidthStr::width);
        for (at, word) in self.words.iter().enumerate().skip(start) {
            if word.spelled.kind == Kind::comment || at > start && self.begins_line(at) {
                break;
            }
            columns += gap_width(word.gap);
            columns += word.spelled.text.lines().next().map_or(0, |line| line.width());
            if columns > COLUMNS {
                return true;
            }
            if self.over_lines(at).is_some() {
                break;
            }
        }
        false
    }
}

/// How many columns the blanks before a leaf take on its line.
pub(super) fn gap_width(gap: Gap<'_>) -> usize {
    match gap {
        Gap::Blanks(count) | Gap::Break { indent: Indent::Columns(count), .. } => count,
        Gap::Break { indent: Indent::Copied(blanks), .. } | Gap::Copied(blanks) => blanks.width(),
    }
}
