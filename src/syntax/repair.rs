//! Where a closing brace was lost, as the indentation tells.
//!
//! The grammar closes a block before a line that begins a declaration, but the brace that it misses in the end may be
//! another one than the author forgot. People indent: a line that stands no deeper than the line which opened a block
//! shows that the block ends before it. The text is parsed once more with the braces put in, and that tree is taken
//! if it has less damage than the first.

use super::{Kind, Node, is_mark};

/// How many marks of lost or stray braces a tree holds.
pub(super) fn brace_marks(root: Node<'_>) -> usize {
    let brace = |kind| matches!(kind, Kind::m_open | Kind::m_close | Kind::stray_close | Kind::bad_block);
    root.descendants().filter(|node| brace(node.kind())).count()
}

/// How many marks of any kind a tree holds.
pub(super) fn damage(root: Node<'_>) -> usize {
    root.descendants().filter(|node| is_mark(node.kind())).count()
}

/// An opening brace whose block is still open.
struct Open {
    line: usize,
    indent: usize,
}

/// The offsets at which closing braces are missing, in order: each at the end of the last leaf of its block.
pub(super) fn lost_braces(root: Node<'_>) -> Vec<u32> {
    let mut lost = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // `previous` ends the last leaf of any kind, `code` the last one that is no comment: a brace goes behind that.
    let (mut line, mut indent, mut previous, mut code) = (0_usize, 0_usize, 0_u32, 0_u32);
    let mut last = Kind::file;
    let text = root.text_of_tree();
    for leaf in root.leaves() {
        let gap = text.get(previous as usize..leaf.start() as usize).unwrap_or("");
        let first = line == 0 || gap.contains(['\n', '\r']);
        previous = leaf.end();
        if leaf.kind() == Kind::comment {
            line += usize::from(first);
            continue;
        }
        if first && !goes_on(leaf.kind(), last) {
            line += 1;
            indent = gap.rsplit(['\n', '\r']).next().map_or(0, |blank| blank.chars().count());
            let closes = leaf.kind() == Kind::rbrace;
            while let Some(top) = open.last() {
                let ends = if closes { top.indent > indent } else { top.indent >= indent };
                if !ends || top.line == line {
                    break;
                }
                lost.push(code);
                open.pop();
            }
        }
        last = leaf.kind();
        match leaf.kind() {
            Kind::lbrace => open.push(Open { line, indent }),
            Kind::rbrace => drop(open.pop()),
            _ => {}
        }
        code = leaf.end();
    }
    lost.extend(open.iter().map(|_| code));
    lost
}

/// Whether a line that begins with this leaf goes on with what the line before began.
fn goes_on(first: Kind, last: Kind) -> bool {
    let joins = matches!(
        first,
        Kind::lang
            | Kind::lbrace
            | Kind::kw_because
            | Kind::kw_until
            | Kind::kw_means
            | Kind::kw_at_most
            | Kind::kw_then
            | Kind::kw_and
            | Kind::kw_and_action
            | Kind::kw_or
            | Kind::kw_among
    );
    joins || last == Kind::comma
}

/// How many bytes one brace that is put in takes: a line break, in case a lost quote takes the rest of the line, and
/// the brace.
pub(super) const WIDTH: u32 = 2;

/// The text with a closing brace at each offset.
pub(super) fn patch(text: &str, lost: &[u32]) -> String {
    let mut patched = String::with_capacity(text.len() + 2 * lost.len());
    let mut from = 0;
    for &at in lost {
        patched.push_str(text.get(from..at as usize).unwrap_or(""));
        patched.push_str("\n}");
        from = at as usize;
    }
    patched.push_str(text.get(from..).unwrap_or(""));
    patched
}
