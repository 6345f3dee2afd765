//! How many blanks stand between two leaves of one clause.

use crate::syntax::{Kind, Node, keywords};

/// The blanks between two leaves of a clause on one line. `parted` says whether the author parted them, `spelled` is
/// the second one as it will be written.
pub(super) fn blanks(before: Node<'_>, leaf: Node<'_>, spelled: &str, parted: bool) -> usize {
    let (left, right) = (before.kind(), leaf.kind());
    if tight(left) || tight(right) || left == Kind::lparen || closing(right) {
        return 0;
    }
    if matches!(left, Kind::number | Kind::hole) && measures(right) {
        return usize::from(parted || needs_blank(spelled));
    }
    // What is an idea of its own within the line stands apart, like a clause.
    let apart = matches!(right, Kind::kw_cites | Kind::kw_expects) && left != Kind::bar;
    if apart { 2 } else { 1 }
}

/// Signs that stand between two leaves without blanks.
fn tight(kind: Kind) -> bool {
    matches!(kind, Kind::dot | Kind::dots | Kind::dash)
}

/// Signs before which no blank stands.
fn closing(kind: Kind) -> bool {
    matches!(kind, Kind::comma | Kind::colon | Kind::percent_sign | Kind::rparen | Kind::end_bar)
}

/// Words that a number may be written together with.
fn measures(kind: Kind) -> bool {
    let unit = keywords::of(kind).is_some_and(|word| word.class == keywords::Class::Unit);
    unit || matches!(kind, Kind::kw_times | Kind::currency)
}

/// `24h` and `2小时` may be written together, `2days` may not.
fn needs_blank(spelled: &str) -> bool {
    let word = spelled.starts_with(|first: char| first.is_ascii_lowercase());
    word && !matches!(spelled, "s" | "min" | "h")
}
