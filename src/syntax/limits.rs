//! How large and how deep a file may be. The limits keep our own recursion bounded and every answer quick.

/// Files past this size (bytes) are not read.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// Blocks and brackets inside one another.
pub const MAX_DEPTH: usize = 64;

/// Where a text opens the first block or bracket past [`MAX_DEPTH`], as a byte offset.
///
/// Texts and comments are passed over as the grammar reads them: a text ends at its partner on the same line.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(found) = rest.find(SIGNS) {
        rest = rest.get(found..)?;
        let sign = rest.chars().next()?;
        let width = match sign {
            '{' | '｛' | '(' | '（' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(text.len() - rest.len());
                }
                sign.len_utf8()
            }
            '}' | '｝' | ')' | '）' => {
                depth = depth.saturating_sub(1);
                sign.len_utf8()
            }
            '#' | '＃' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '"' if rest.starts_with("\"\"\"") => rest.get(3..)?.find("\"\"\"").map_or(3, |end| end + 6),
            '"' => text_width(rest, '"'),
            '“' => text_width(rest, '”'),
            _ => text_width(rest, '」'),
        };
        rest = rest.get(width..)?;
    }
    None
}

const SIGNS: [char; 13] = ['{', '｛', '(', '（', '}', '｝', ')', '）', '#', '＃', '"', '“', '「'];

/// How many bytes a text takes that opens here: to its partner on the same line, else only its opening sign.
fn text_width(rest: &str, partner: char) -> usize {
    let mut chars = rest.char_indices();
    let opening = chars.next().map_or(1, |(_, sign)| sign.len_utf8());
    for (at, sign) in chars {
        if sign == partner {
            return at + sign.len_utf8();
        }
        if sign == '\n' || sign == '\r' {
            break;
        }
    }
    opening
}
