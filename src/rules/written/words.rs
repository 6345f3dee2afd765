//! Words of unreadable lines: which keyword was meant, what was expected.

use crate::model::nearest;
use crate::rules::{Context, Mark};
use crate::syntax::keywords::{Class, Keyword, all};
use crate::syntax::{Kind, keywords};

/// The first word of a text, or its first sign.
pub fn first(text: &str) -> &str {
    let text = text.trim_start();
    let mut end = text.find(|sign: char| !(sign.is_alphanumeric() || sign == '_' || sign == '-')).unwrap_or(text.len());
    if end == 0 {
        end = text.chars().next().map_or(0, char::len_utf8);
    }
    text.get(..end).unwrap_or(text)
}

/// The Chinese keyword that a text begins with, and the rest of its first word, which sticks to it.
///
/// Two Chinese words in a row may as well be plain text: the rest must be Latin, or a name that is declared.
pub fn glued<'t>(context: &Context<'_>, mark: &Mark<'t>) -> Option<(&'static str, &'t str)> {
    let word = first(mark.node.text());
    let scope = context.project.scope_of(mark.module.id);
    let keyword = all()
        .iter()
        .filter(|keyword| keyword.class != Class::Unit && begins_clause(keyword))
        .filter(|keyword| word.starts_with(keyword.zh) && word.len() > keyword.zh.len())
        .max_by_key(|keyword| keyword.zh.len())?;
    let rest = word.get(keyword.zh.len()..)?;
    let latin = rest.chars().next().is_some_and(|sign| sign.is_ascii_alphanumeric() || sign == '_');
    let known = scope.is_some_and(|scope| scope.names.contains_key(rest) || scope.nodes.contains_key(rest));
    (latin || known).then_some((keyword.zh, rest))
}

/// Types, values and clause kinds never begin a line.
fn begins_clause(keyword: &Keyword) -> bool {
    const VALUES: &[&str] =
        &["kw_file", "kw_money", "kw_date", "kw_duration", "kw_percent", "kw_one_of", "kw_yes_no", "kw_yes", "kw_no"];
    !keyword.rule.starts_with("kw_ck_")
        && !keyword.rule.starts_with("kw_t_")
        && keyword.class != Class::Weekday
        && !VALUES.contains(&keyword.rule)
}

/// The keyword that was most likely meant by a word.
pub fn nearest_keyword(word: &str, mark: &Mark<'_>) -> Option<&'static str> {
    // A word in the middle of a line is more likely a value than a keyword.
    if mark.node.kind() == Kind::bad_value {
        return None;
    }
    let words = all().iter().filter(|keyword| keyword.class != Class::Unit && begins_clause(keyword));
    nearest(word, words.flat_map(|keyword| [(keyword.en, keyword.en), (keyword.zh, keyword.zh)]))
}

/// Whether a word is a keyword with one slip in it.
pub fn is_slip(word: &str) -> bool {
    let near = |spelling: &str| strsim::damerau_levenshtein(word, spelling) == 1;
    let long = word.chars().count() > if word.is_ascii() { 3 } else { 1 };
    long && all().iter().any(|keyword| begins_clause(keyword) && (near(keyword.en) || near(keyword.zh)))
}

/// What belongs where something is missing, in words of the language.
pub fn expected(mark: &Mark<'_>) -> Option<&'static str> {
    let last = mark.parent.children().take_while(|child| child.index() < mark.node.index()).last()?;
    let word = |rule: &str| all().iter().find(|keyword| keyword.rule == rule).map(|keyword| keyword.en);
    match (mark.node.kind(), mark.parent.kind(), last.kind()) {
        (Kind::m_arrow, _, _) => Some("`->`"),
        (Kind::m_word, Kind::bound, Kind::number) => word("kw_times"),
        (Kind::m_word, Kind::bound, _) => word("kw_then"),
        (Kind::m_word, Kind::comparison, _) => Some("`is` or a comparison such as `>=`"),
        (Kind::m_word, Kind::call_decl, _) => word("kw_of_procedure"),
        (Kind::m_word, Kind::term_decl, _) => word("kw_means"),
        (Kind::m_word, Kind::status_c, _) => Some("`draft`, `approved` or `retired`"),
        (Kind::m_word, Kind::row, _) => Some("`|`"),
        (Kind::m_value, Kind::within_c, _) => Some("a duration such as `24h`"),
        _ => keywords::of(mark.node.kind()).map(|keyword| keyword.en),
    }
}
