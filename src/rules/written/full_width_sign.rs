//! Full-width signs outside texts, told once a file.

use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use crate::syntax::Kind;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "full-width-sign",
    code: "X07",
    group: Group::Written,
    severity: Severity::Info,
    page: include_str!("full_width_sign.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for module in context.modules() {
        if module.source.text().is_ascii() {
            continue;
        }
        let root = module.parsed.tree.root(module.source.text());
        let found = root.leaves().find(|leaf| is_sign(leaf.kind()) && !leaf.text().is_ascii() && !is_word(leaf.text()));
        if let Some(leaf) = found {
            let sign = leaf.text();
            let at = Span::new(module.id, leaf.start(), leaf.end());
            out.push(
                INFO.at(at, say!("全角符号 `{sign}`", "the full-width sign `{sign}`"))
                    .help(say!("可以照读；`sop fmt` 会改成半角", "it is read; `sop fmt` writes the ASCII sign")),
            );
        }
    }
}

/// Signs and figures; texts, names and comments keep what the author wrote.
fn is_sign(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::lbrace
            | Kind::rbrace
            | Kind::comma
            | Kind::arrow
            | Kind::eq
            | Kind::bar
            | Kind::dot
            | Kind::dots
            | Kind::dash
            | Kind::colon
            | Kind::slash
            | Kind::lparen
            | Kind::rparen
            | Kind::cmp
            | Kind::percent_sign
            | Kind::number
            | Kind::clock_time
            | Kind::date
    )
}

/// `至` and `到` are how Chinese writes a range, not a wide form of another sign.
fn is_word(sign: &str) -> bool {
    matches!(sign, "至" | "到")
}
