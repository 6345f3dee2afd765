//! A step with too many boxes, or a box with too many words.

use super::words::words;
use crate::labels::Lang;
use crate::model::{Act, Body, Text, TextKind, Work, each_flow, each_node};
use crate::rules::pieces::{Piece, each_text, is_han};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "step-too-long",
    code: "S06",
    group: Group::Wording,
    severity: Severity::Warning,
    page: include_str!("step_too_long.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let most = |name: &str, usual: usize| {
        context.set_number(&INFO, name).and_then(|number| usize::try_from(number).ok()).unwrap_or(usual)
    };
    let lines = most("lines", 9);
    for module in context.modules() {
        for decl in &module.file.decls {
            if let Body::Routine(routine) = &decl.body {
                out.extend(count(&routine.work, decl.span(), decl.label(), lines));
            }
        }
        each_flow(&module.file, &mut |flow| {
            each_node(&flow.nodes, &mut |node| out.extend(count(&node.work, node.span(), node.label(), lines)));
        });
    }
    let (signs, word_count) = (most("characters", 60), most("words", 30));
    each_text(context, |_, used, pieces| {
        if used.kind == TextKind::Do {
            let long = pieces.iter().find_map(|piece| too_long(piece, signs, word_count));
            out.extend(long.map(|finding| finding.cause(used.text.span())));
        }
    });
}

fn count(work: &Work, at: Span, name: &str, most: usize) -> Option<Finding> {
    let boxes: Vec<&Text> =
        work.acts.iter().filter_map(|act| if let Act::Do(text) = act { Some(text) } else { None }).collect();
    let found = boxes.len();
    let first_over = boxes.get(most)?;
    let finding = INFO.at(
        at,
        say!("`{name}` 有 {found} 行 `do`，多于 {most} 行", "`{name}` has {found} `do` lines, more than {most}"),
    );
    Some(
        finding
            .also(first_over.span(), say!("从这一行起太多", "too many from here on"))
            .help(say!("在工作自然停顿的地方分成两步", "part it into two steps where the work pauses anyway")),
    )
}

fn too_long(piece: &Piece<'_>, signs: usize, word_count: usize) -> Option<Finding> {
    let (found, message) = match piece.lang()? {
        Lang::Zh => {
            let found = piece.text.chars().filter(|sign| is_han(*sign)).count();
            (
                found > signs,
                say!(
                    "这一行有 {found} 个汉字，多于 {signs} 个",
                    "this line has {found} Chinese characters, more than {signs}"
                ),
            )
        }
        Lang::En => {
            let found = words(piece.text).count();
            (
                found > word_count,
                say!(
                    "这一行有 {found} 个英文词，多于 {word_count} 个",
                    "this line has {found} words, more than {word_count}"
                ),
            )
        }
    };
    let help = say!(
        "一行只写一个动作，分成几行 `do`；说明写进 `note`",
        "one act a line: part it into several `do` lines, and put explanations into a `note`"
    );
    found.then(|| INFO.at(piece.at, message).help(help))
}
