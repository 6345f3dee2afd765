//! A clause that may stand once, twice in a block.

use super::competing;
use crate::model::{Body, each_flow, each_node};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use crate::syntax::Kind;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "repeated-clause",
    code: "X08",
    group: Group::Written,
    severity: Severity::Warning,
    page: include_str!("repeated_clause.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for module in context.modules() {
        let root = module.parsed.tree.root(module.source.text());
        for block in root.descendants().filter(|node| !node.is_leaf()) {
            let mut seen: Vec<(Kind, Span)> = Vec::new();
            for clause in block.children().filter(|clause| stands_once(block.kind(), clause.kind())) {
                let word = clause.children().next().map_or("", |word| word.text());
                let at = match block.kind() {
                    // A whole head or flow is too long to be shown: its keyword stands for it.
                    Kind::file => Span::new(module.id, clause.start(), clause.start() + length(word)),
                    _ => Span::new(module.id, clause.start(), clause.end()),
                };
                match seen.iter().find(|(kind, _)| *kind == clause.kind()) {
                    Some((_, first)) if block.kind() == Kind::file => out.push(whole(at, word, *first)),
                    Some((_, first)) => out.push(
                        INFO.at(at, say!("`{word}` 在这里只能写一次", "`{word}` may stand only once here"))
                            .also(*first, say!("已经写在这里", "it stands here already"))
                            .help(say!("合并成一行，或去掉一行", "join the two, or take one out")),
                    ),
                    None => seen.push((clause.kind(), at)),
                }
            }
        }
        each_flow(&module.file, &mut |flow| {
            competing::flow(context, flow, out);
            each_node(&flow.nodes, &mut |node| competing::work(context, &node.work, out));
        });
        for decl in &module.file.decls {
            if let Body::Routine(routine) = &decl.body {
                competing::work(context, &routine.work, out);
            }
        }
    }
}

fn length(word: &str) -> u32 {
    u32::try_from(word.len()).unwrap_or(0)
}

/// A second head or flow of a file: nothing looks at it.
fn whole(at: Span, word: &str, first: Span) -> Finding {
    INFO.at(
        at,
        say!(
            "一个文件只能有一个 `{word}`；这一个不算，也没有检查",
            "a file has one `{word}`: this one does not count and is not looked at"
        ),
    )
    .also(first, say!("算数的是这一个", "this one counts"))
    .help(say!("合并成一个，或另存为一份规程", "join the two, or make it a procedure in a file of its own"))
    .weighing(Severity::Error)
}

fn stands_once(block: Kind, clause: Kind) -> bool {
    match block {
        Kind::file => matches!(clause, Kind::sop_decl | Kind::flow_decl),
        Kind::bad_block => false,
        _ => matches!(
            clause,
            Kind::number_c
                | Kind::language_c
                | Kind::version_c
                | Kind::status_c
                | Kind::owner_c
                | Kind::author_c
                | Kind::effective_c
                | Kind::review_c
                | Kind::purpose_c
                | Kind::scope_c
                | Kind::history_c
                | Kind::edition_c
                | Kind::timezone_c
                | Kind::reports_c
                | Kind::works_c
                | Kind::count_c
                | Kind::kept_c
                | Kind::numbered_c
                | Kind::personal_c
                | Kind::clock_c
                | Kind::combine_c
                | Kind::measure_c
                | Kind::target_c
                | Kind::warn_c
                | Kind::weight_c
                | Kind::every_c
                | Kind::once_c
                | Kind::lasts_c
                | Kind::pass_c
                | Kind::test_failed_c
                | Kind::accountable_c
                | Kind::takes_c
                | Kind::needs_c
                | Kind::checklist_c
                | Kind::wait_for_c
                | Kind::join_c
        ),
    }
}
