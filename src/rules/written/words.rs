//! Words of unreadable lines: which keyword was meant, what was expected.

use crate::labels::{Lang, Say};
use crate::model::nearest;
use crate::rules::{Context, Mark};
use crate::say;
use crate::source::Span;
use crate::syntax::examples::{self, Example};
use crate::syntax::keywords::{Class, Keyword, all};
use crate::syntax::{Kind, Node, keywords};

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

/// How a keyword is written, for a line that begins with one and is yet not read. `None` if the word is no keyword.
pub fn misplaced(word: &str, mark: &Mark<'_>) -> Option<Say> {
    let is_it = |keyword: &&Keyword| {
        let mut spellings = [keyword.en, keyword.zh].into_iter().chain(keyword.others.iter().copied());
        begins_clause(keyword)
            && keyword.class != Class::Unit
            && spellings.any(|known| known.eq_ignore_ascii_case(word))
    };
    if mark.node.kind() != Kind::bad_head {
        return None;
    }
    let known: Vec<&Keyword> = all().iter().filter(is_it).collect();
    let examples: Vec<&Example> = known.iter().filter_map(|keyword| examples::of(keyword.rule)).collect();
    // Of several keywords with one spelling, the one of the block around is meant.
    let in_flow =
        of_kind(mark, Kind::flow_decl).any(|flow| flow.start() <= mark.node.start() && mark.node.end() <= flow.end());
    let fits = |example: &&&Example| example.is_in_flow() == in_flow;
    let Some(example) = examples.iter().find(fits).or(examples.first()) else {
        return (!known.is_empty()).then(|| {
            say!(
                "`{word}` 是关键字，但不能这样写，或不能写在这里",
                "`{word}` is a keyword, but it is not written so, or not here"
            )
        });
    };
    let (zh, en) = (example.line(Lang::Zh), example.line(Lang::En));
    let (place, line) = (example.place(), if word.is_ascii() { en } else { zh });
    let Say { zh, en } = place;
    // `expects` belongs on the line of its `starts when`.
    if !line.trim_start().starts_with(word) {
        return Some(say!(
            "`{word}` 不单独成行：写在{zh}，接在所属的那一行里，例如 `{line}`",
            "`{word}` has no line of its own: it stands {en}, on a line such as `{line}`"
        ));
    }
    Some(say!("`{word}` 写在{zh}，例如 `{line}`", "`{word}` stands {en}, for example `{line}`"))
}

/// The pieces of one kind in the file of a mark.
fn of_kind<'p>(mark: &Mark<'p>, kind: Kind) -> impl Iterator<Item = Node<'p>> {
    let root = mark.module.parsed.tree.root(mark.module.source.text());
    root.descendants().filter(move |node| node.kind() == kind)
}

/// Whether a piece stands behind the languages of a head, on their line.
pub fn follows_languages(mark: &Mark<'_>) -> bool {
    of_kind(mark, Kind::language_c).any(|clause| {
        let between = mark.module.source.text().get(clause.end() as usize..mark.node.start() as usize);
        let behind = between.is_some_and(|between| between.trim().is_empty() && !between.contains('\n'));
        behind && first(mark.node.text()).len() <= 3
    })
}

/// Whether a word is a keyword with one slip in it.
pub fn is_slip(word: &str) -> bool {
    let near = |spelling: &str| strsim::damerau_levenshtein(word, spelling) == 1;
    let long = word.chars().count() > if word.is_ascii() { 3 } else { 1 };
    long && all().iter().any(|keyword| begins_clause(keyword) && (near(keyword.en) || near(keyword.zh)))
}

/// Whether a word stands for a value that is still open.
fn is_hole(word: &str) -> bool {
    word == "待定" || word.len() > 1 && word.chars().all(|sign| matches!(sign, 'x' | 'X'))
}

/// What bears a title behind its name.
fn has_title(kind: Kind) -> bool {
    use Kind as K;
    let parts = [K::step_decl, K::decision_decl, K::approval_decl, K::wait_decl, K::call_decl, K::parallel_decl];
    let blocks = [K::each_decl, K::end_decl, K::role_decl, K::channel_decl, K::system_decl, K::record_decl];
    let things = [K::sop_decl, K::standard_decl, K::calendar_decl, K::category_decl, K::sla_decl, K::kpi_decl];
    let others = [K::policy_decl, K::training_decl, K::routine_decl, K::field_c, K::ask_c, K::value_c, K::choice];
    [&parts[..], &blocks, &things, &others].iter().any(|kinds| kinds.contains(&kind))
}

/// The reserved word that may follow the title of a declaration, with a text of its own.
fn head_of(kind: Kind) -> Option<&'static str> {
    (kind == Kind::category_decl).then_some("of")
}

/// The reserved word that stands where a name is missing, if it was meant as one: no clause begins with it, or none
/// goes on behind it.
pub fn reserved_name<'p>(mark: &Mark<'p>) -> Option<(&'p str, Span)> {
    if mark.node.kind() != Kind::m_name {
        return None;
    }
    let text = mark.module.source.text().get(mark.node.start() as usize..)?;
    let line = text.split(['\n', '\r']).next()?;
    let word = first(line.trim_start());
    let head = |spelling: &'static str| spelling.split(' ').next() == Some(word);
    let keyword = all().iter().find(|it| it.class == Class::Reserved && (head(it.en) || head(it.zh)));
    if keyword.is_none() && !is_hole(word) {
        return None;
    }
    let from = line.len() - line.trim_start().len();
    let rest = line.get(from + word.len()..)?.trim_start();
    // These two begin no clause.
    let is_noun = keyword.is_none_or(|it| matches!(it.rule, "kw_case" | "kw_join"));
    let ends = rest.is_empty() || rest.starts_with(['{', '｛', '}', '｝', ',', '，', '、', '#', '＃']);
    let kind = mark.parent.kind();
    let is_title = rest.starts_with(['"', '“', '「', '”']) && has_title(kind) && head_of(kind) != Some(word);
    if !(is_noun || ends || is_title) {
        return None;
    }
    let start = mark.node.start() + u32::try_from(from).ok()?;
    Some((word, Span::new(mark.module.id, start, start + u32::try_from(word.len()).ok()?)))
}

/// What belongs where something is missing, in words of the language.
pub fn expected(mark: &Mark<'_>) -> Option<Say> {
    let last = mark.parent.children().take_while(|child| child.index() < mark.node.index()).last()?;
    let word = |rule: &str| all().iter().find(|keyword| keyword.rule == rule).map(same);
    match (mark.node.kind(), mark.parent.kind(), last.kind()) {
        (Kind::m_arrow, _, _) => Some(say!("`->`", "`->`")),
        (Kind::m_word, Kind::bound, Kind::number) => word("kw_times"),
        (Kind::m_word, Kind::bound, _) => word("kw_then"),
        (Kind::m_word, Kind::comparison, _) => {
            Some(say!("`is`，或 `>=` 这样的比较", "`is` or a comparison such as `>=`"))
        }
        (Kind::m_word, Kind::call_decl, _) => word("kw_of_procedure"),
        (Kind::m_word, Kind::term_decl, _) => word("kw_means"),
        (Kind::m_word, Kind::status_c, _) => {
            Some(say!("`draft`、`approved` 或 `retired`", "`draft`, `approved` or `retired`"))
        }
        (Kind::m_word, Kind::row, _) => Some(say!("`|`", "`|`")),
        (Kind::m_value, Kind::within_c, _) => Some(say!("时长，例如 `24h`", "a duration such as `24h`")),
        _ => keywords::of(mark.node.kind()).map(same),
    }
}

/// A keyword as it is written in both languages of the messages.
fn same(keyword: &Keyword) -> Say {
    let word = keyword.en;
    say!("{word}", "{word}")
}
