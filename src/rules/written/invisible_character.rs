//! Zero-width, no-break, private-use and control characters in a name or text, and those that turn others round.

use crate::model::is_invisible;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use crate::syntax::Kind;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "invisible-character",
    code: "X10",
    group: Group::Written,
    severity: Severity::Warning,
    page: include_str!("invisible_character.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for module in context.modules() {
        let text = module.source.text();
        if !text.contains(is_hidden) {
            continue;
        }
        let root = module.parsed.tree.root(text);
        for leaf in root.leaves().filter(|leaf| leaf.kind() != Kind::comment) {
            let Some((at, sign)) = leaf.text().char_indices().find(|(_, sign)| is_hidden(*sign)) else { continue };
            let start = leaf.start() + u32::try_from(at).unwrap_or(0);
            let span = Span::new(module.id, start, start + u32::try_from(sign.len_utf8()).unwrap_or(1));
            let code = format!("U+{:04X}", u32::from(sign));
            let finding = INFO
                .at(span, say!("这里有一个看不见的字符（{code}）", "an invisible character stands here ({code})"))
                .help(say!("删掉它，或换成普通空格", "delete it, or write a plain blank"));
            out.push(match sign {
                '\u{A0}' | '\u{2028}' | '\u{2029}' | '\u{3164}' => finding.mend(span, " "),
                // Joins the parts of one picture.
                '\u{200D}' => finding,
                // A sign of Word's own: perhaps a bullet that somebody wants to see.
                '\u{E000}'..='\u{F8FF}' => finding,
                _ => finding.mend(span, ""),
            });
        }
    }
}

/// Whether a sign is not seen, turns the signs behind it round, or is none that can be written.
fn is_hidden(sign: char) -> bool {
    let turns =
        matches!(sign, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{061C}');
    let blank = matches!(sign, '\u{A0}' | '\u{180E}' | '\u{2028}' | '\u{2029}' | '\u{3164}');
    let control = sign.is_control() && !matches!(sign, '\n' | '\r' | '\t');
    is_invisible(sign) || turns || blank || control
}
