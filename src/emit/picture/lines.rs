//! Texts in shapes: how wide they are, and where a line ends.
//!
//! Nothing here knows a font. The widths are those of common sans-serif faces, rather too wide than too narrow.

use unicode_width::UnicodeWidthChar;

/// The width of a text, in units of its size.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(width_of).sum()
}

fn width_of(sign: char) -> f64 {
    match (sign, sign.width()) {
        (_, Some(2)) | ('“' | '”' | '‘' | '’' | '…' | '—' | '×' | '→', _) => 1.0,
        (_, None | Some(0)) => 0.0,
        (
            ' ' | 'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' | 't' | 'f' | 'r' | '(' | ')' | '/',
            _,
        ) => 0.36,
        ('m' | 'w' | 'M' | 'W' | '@' | '%', _) => 0.92,
        _ if sign.is_uppercase() => 0.7,
        _ => 0.57,
    }
}

/// The lines of a text that are at most so wide, in units of its size. A word that is wider stands alone.
pub(super) fn wrap(text: &str, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && width(line.trim_end()) + width(piece.trim_end()) > most {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(piece);
    }
    if !line.trim_end().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    even(lines, text, most)
}

/// One sign alone on the last line reads badly: the lines are then made a little shorter.
fn even(lines: Vec<String>, text: &str, most: f64) -> Vec<String> {
    let short = lines.len() > 1 && lines.last().is_some_and(|last| width(last) < 2.5);
    if !short || most < 6.0 {
        return lines;
    }
    let shorter = wrap(text, most - 1.0);
    if shorter.len() > lines.len() { lines } else { shorter }
}

/// The pieces of a text between which a line may end: Chinese characters, and words with the blank behind them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, sign) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, sign)) {
            pieces.extend(text.get(start..at));
            start = at;
        }
        before = Some(sign);
    }
    pieces.extend(text.get(start..));
    pieces
}

fn may_break(before: char, after: char) -> bool {
    let closes = |sign: char| "，。、；：？！）】》”’」』…,.;:?!)]}%".contains(sign);
    let opens = |sign: char| "（【《“‘「『([{".contains(sign);
    let wide = |sign: char| sign.width() == Some(2) && !closes(sign) && !opens(sign);
    if closes(after) || opens(before) || after == ' ' {
        return false;
    }
    before == ' '
        || wide(before)
        || wide(after)
        || closes(before) && sign_is_wide(before)
        || opens(after) && wide(before)
}

fn sign_is_wide(sign: char) -> bool {
    sign.width() == Some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_between_characters_and_words_and_not_before_a_full_stop() {
        assert_eq!(wrap("告知客户处理结果，并征询满意度。", 8.0), ["告知客户处理", "结果，并征询", "满意度。"]);
        assert_eq!(wrap("Tell the customer the result", 8.0), ["Tell the", "customer the", "result"]);
        assert_eq!(wrap("登记到 CRM 系统", 6.0), ["登记到", "CRM 系统"]);
        assert_eq!(wrap("Donaudampfschifffahrt", 4.0), ["Donaudampfschifffahrt"]);
        assert_eq!(wrap("", 4.0), Vec::<String>::new());
    }
}
