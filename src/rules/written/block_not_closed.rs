//! A block without its end, or a brace without a block.

use super::words;
use crate::rules::Mark;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use crate::syntax::Kind;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "block-not-closed",
    code: "X02",
    group: Group::Written,
    severity: Severity::Error,
    page: include_str!("block_not_closed.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut lost_inside: Option<(u32, u32)> = None;
    for mark in context.marks.iter().filter(|mark| !mark.inside_unread) {
        let finding = match mark.node.kind() {
            Kind::m_close => not_closed(mark),
            Kind::m_open => not_opened(mark),
            Kind::stray_close => INFO
                .at(mark.span(), say!("这个 `}}` 没有对应的 `{{`", "this `}}` closes nothing"))
                .help(say!("去掉它，或在前面补上 `{{`", "take it out, or open the block with `{{`")),
            Kind::bad_block if !has_head(mark) => INFO
                .at(first_byte(mark), say!("这个块前面没有声明", "this block has no declaration before it"))
                .help(say!("在 `{{` 前写上关键字和名称", "write keyword and name before the `{{`")),
            _ => continue,
        };
        // Blocks inside one another that end at the same place have lost one brace each; the innermost is told.
        let place = (mark.module.id.0, mark.node.start());
        if mark.node.kind() == Kind::m_close && lost_inside == Some(place) {
            continue;
        }
        lost_inside = Some(place);
        out.push(finding);
    }
}

fn has_head(mark: &Mark<'_>) -> bool {
    mark.parent.has(Kind::bad_head)
}

fn first_byte(mark: &Mark<'_>) -> Span {
    Span::new(mark.module.id, mark.node.start(), mark.node.start() + 1)
}

fn opening(mark: &Mark<'_>) -> (Span, String) {
    let start = mark.parent.start();
    let name = mark.parent.child(Kind::name);
    let end =
        name.map_or(start + u32::try_from(words::first(mark.parent.text()).len()).unwrap_or(0), |name| name.end());
    let at = Span::new(mark.module.id, start, end.max(start + 1));
    (at, mark.module.source.slice(at.start, at.end).to_owned())
}

fn not_closed(mark: &Mark<'_>) -> Finding {
    let (opened, what) = opening(mark);
    let line = mark.module.source.line(opened.start);
    INFO.at(mark.before(), say!("`{what}` 的块没有用 `}}` 结束", "the block of `{what}` is not closed with `}}`"))
        .label(say!("块应在这之后结束", "the block should end after this"))
        .also(opened, say!("块从第 {line} 行开始", "the block begins in line {line}"))
        .help(say!("在这里补上 `}}`", "write `}}` here"))
}

fn not_opened(mark: &Mark<'_>) -> Finding {
    let (_, what) = opening(mark);
    // Who has nothing to say about a post or a tool writes no block at all.
    let is_empty = mark.parent.children().all(|child| child.index() <= mark.node.index());
    if is_empty {
        return INFO
            .at(mark.before(), say!("`{what}` 后面缺少块 `{{ }}`", "`{what}` has no block `{{ }}`"))
            .label(say!("块应写在这之后", "the block should stand after this"))
            .help(say!("在这里写上 `{{ }}`，没有内容也要写", "write `{{ }}` here, also with nothing in it"));
    }
    INFO.at(mark.before(), say!("`{what}` 的块没有用 `{{` 开始", "the block of `{what}` is not opened with `{{`"))
        .label(say!("块应在这之后开始", "the block should begin after this"))
        .help(say!("在这里补上 `{{`", "write `{{` here"))
}
