//! A piece that cannot be read, or that is missing.

use super::words;
use crate::labels::Say;
use crate::model::FaultKind;
use crate::rules::Mark;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use crate::syntax::Kind;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "unreadable-line",
    code: "X01",
    group: Group::Written,
    severity: Severity::Error,
    page: include_str!("unreadable_line.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut last: Option<&Mark<'_>> = None;
    for mark in context.marks.iter().filter(|mark| !mark.inside_unread) {
        let Some(finding) = finding(context, mark) else { continue };
        let follows = last.is_some_and(|last| is_one_piece(last, mark));
        last = Some(mark);
        if !follows {
            out.push(finding);
        }
    }
    for module in context.modules() {
        for fault in &module.file.faults {
            let (message, help) = match fault.kind {
                FaultKind::NoSuchDay => {
                    (say!("没有这一天", "there is no such day"), say!("检查年、月、日", "check year, month and day"))
                }
                FaultKind::NoSuchTime => (
                    say!("没有这个时刻", "there is no such time of day"),
                    say!("时刻从 00:00 写到 24:00", "write a time from 00:00 to 24:00"),
                ),
                FaultKind::EmptyRange => (
                    say!("范围的前一个值大于后一个值", "the range begins above its end"),
                    say!("小的写在前面", "write the smaller one first"),
                ),
                FaultKind::NotWhole => (
                    say!("次数必须是整数", "how many times must be a whole number"),
                    say!("写成例如 `at most 2 times`", "write for example `at most 2 times`"),
                ),
                _ => continue,
            };
            out.push(INFO.at(fault.at.0, message).help(help));
        }
    }
}

/// Whether a line that cannot be read goes on with the one before: nothing stands between them, and it does not look
/// like a keyword that was written wrong. Pasted text is told once, two slips in a row are told twice.
fn is_one_piece(last: &Mark<'_>, mark: &Mark<'_>) -> bool {
    let between = mark.module.source.slice(last.node.end(), mark.node.start());
    last.module.id == mark.module.id
        && mark.node.kind() == Kind::bad_head
        && between.trim().is_empty()
        && !words::is_slip(words::first(mark.node.text()))
}

fn finding(context: &Context<'_>, mark: &Mark<'_>) -> Option<Finding> {
    let kind = mark.node.kind();
    match kind {
        Kind::bad_head | Kind::bad_value | Kind::head_junk | Kind::tail_junk => {
            if words::glued(context, mark).is_some() || is_cell_word(mark) {
                return None;
            }
            Some(unreadable(mark))
        }
        Kind::s_open => {
            let message = say!("这段文字没有收尾的引号", "this text has no closing quote");
            Some(INFO.at(mark.span(), message).help(say!("在同一行补上引号", "close it on the same line")))
        }
        Kind::m_name | Kind::m_text | Kind::m_value | Kind::m_arrow | Kind::m_word => Some(missing(context, mark)),
        _ => None,
    }
}

/// A word of a table's cell is told by bad-cell.
fn is_cell_word(mark: &Mark<'_>) -> bool {
    mark.parent.kind() == Kind::cell
}

fn unreadable(mark: &Mark<'_>) -> Finding {
    let written = mark.node.text();
    let first = words::first(written);
    let text = first;
    let at = Span::new(mark.module.id, mark.node.start(), mark.node.start() + u32::try_from(first.len()).unwrap_or(0));
    let at = if at.is_empty() { mark.span() } else { at };
    let finding = INFO.at(at, say!("读不懂 `{text}`", "`{text}` cannot be read here"));
    if words::follows_languages(mark) {
        return finding
            .help(say!("几种语言之间写逗号：`language zh, en`", "put a comma between languages: `language zh, en`"));
    }
    if mark.parent.kind() == Kind::param_decl && written.starts_with(['=', '＝']) {
        return finding.help(say!(
            "名称后面先写类型，例如 `param answer duration = 24h`",
            "its type stands behind the name, for example `param answer duration = 24h`"
        ));
    }
    if let Some(help) = words::misplaced(first, mark) {
        return finding.help(help);
    }
    match words::nearest_keyword(first, mark) {
        Some(word) => finding.help(say!("是不是 `{word}`？", "did you mean `{word}`?")),
        None => finding
            .help(say!("一行以关键字开头，文字放在引号里", "a line begins with a keyword, and texts stand in quotes")),
    }
}

fn missing(context: &Context<'_>, mark: &Mark<'_>) -> Finding {
    if let Some((word, at)) = words::reserved_name(mark) {
        return INFO
            .at(at, say!("`{word}` 是保留的词，不能作名称", "`{word}` is a reserved word and cannot be a name"))
            .help(say!("换一个名称，例如 `{word}_1`", "choose another name, for example `{word}_1`"));
    }
    let before = mark.before();
    let after = context.text(before);
    let message = match mark.node.kind() {
        Kind::m_name => say!("`{after}` 后面缺一个名称", "a name is missing after `{after}`"),
        Kind::m_text => say!("`{after}` 后面缺一段带引号的文字", "a text in quotes is missing after `{after}`"),
        Kind::m_arrow => say!("`{after}` 后面缺 `->`", "`->` is missing after `{after}`"),
        Kind::m_value => say!("`{after}` 后面缺一个值", "a value is missing after `{after}`"),
        _ => say!("`{after}` 后面缺一个词", "a word is missing after `{after}`"),
    };
    let finding = INFO.at(before, message).label(say!("这之后", "after this"));
    match words::expected(mark) {
        Some(Say { zh, en }) => finding.help(say!("写上 {zh}", "write {en}")),
        None => finding,
    }
}
