//! A figure in a text of a step that repeats or contradicts a limit of that step.

use super::limits::{Around, Known, Question, is_question, known};
use crate::model::{Body, Node, NodeKind, Owner, TextKind, TextUse};
use crate::rules::figures::{Figure, Sure, figures};
use crate::rules::pieces::{Piece, each_text};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "figure-in-text",
    code: "S04",
    group: Group::Wording,
    severity: Severity::Warning,
    page: include_str!("figure_in_text.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut looked_up: Option<(Span, Vec<Known>)> = None;
    each_text(context, |module, used, pieces| {
        let is_instruction =
            matches!(used.kind, TextKind::Title | TextKind::Do | TextKind::Field | TextKind::Warning | TextKind::Pause);
        let (work, owner) = match used.owner {
            Owner::Node(node) => (&node.work, node.at.0),
            Owner::Decl(decl) => match &decl.body {
                Body::Routine(routine) => (&routine.work, decl.at.0),
                _ => return,
            },
            _ => return,
        };
        if !is_instruction || work.limits.is_empty() && !matches!(used.owner, Owner::Node(node) if is_delay(node)) {
            return;
        }
        let found: Vec<(&Piece<'_>, Figure)> = pieces
            .iter()
            .flat_map(|piece| figures(piece.text).into_iter().map(move |figure| (piece, figure)))
            .collect();
        if found.is_empty() {
            return;
        }
        // The texts of a step come one after another; its limits are looked up once.
        if looked_up.as_ref().is_none_or(|(at, _)| *at != owner) {
            looked_up = Some((owner, known(context, module.id, used, &work.limits).unwrap_or_default()));
        }
        let Some((_, limits)) = &looked_up else { return };
        let found = found.iter().find_map(|(piece, figure)| tell(piece, figure, limits, used));
        out.extend(found.map(|finding| finding.cause(used.text.span())));
    });
}

fn is_delay(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Wait { delay: Some(_) })
}

fn tell(piece: &Piece<'_>, figure: &Figure, limits: &[Known], used: &TextUse<'_>) -> Option<Finding> {
    if figure.sure == Sure::Doubtful || figure.in_range {
        return None;
    }
    let question = is_question(piece.text, figure);
    // What is counted in a period says nothing about how long the step may take.
    if question == Some(Question::Counts) {
        return None;
    }
    let of_kind = |known: &&Known| known.lengths.iter().any(|(kind, _)| *kind == figure.kind);
    let near = limits.iter().find(of_kind)?;
    let words = piece.text.get(figure.at.clone()).unwrap_or("");
    let same = limits.iter().find(|known| known.lengths.contains(&(figure.kind, figure.amount)));
    let at = piece.place(figure.at.clone());
    let help = say!(
        "数值只写在 `within`，文字里不写，改动时就不会漏",
        "leave the figure to `within`: then it is changed in one place only"
    );
    if let Some(same) = same {
        let is_delay = matches!(used.owner, Owner::Node(node) if is_delay(node) && node.work.limits.is_empty());
        if is_delay || is_other(piece.text, figure) {
            return None;
        }
        return Some(
            INFO.at(at, say!("`{words}` 重复了这一步的时限", "`{words}` repeats the limit of this step"))
                .also(same.at, say!("时限在这里", "the limit is here"))
                .help(help),
        );
    }
    (question.is_none() && is_limit(piece.text, figure, used)).then(|| {
        INFO.at(
            at,
            say!(
                "文字里写 `{words}`，与这一步的时限不符",
                "the text says `{words}`, the limit of this step is another"
            ),
        )
        .also(near.at, say!("时限在这里", "the limit is here"))
        .help(help)
    })
}

/// Whether a figure of the same length is surely about something else: `every 15 minutes`, `2 小时后`.
fn is_other(text: &str, figure: &Figure) -> bool {
    let around = Around::of(text, figure);
    around.before("other") || around.behind("other")
}

/// Whether a figure is said as a limit: `within 30 minutes`, `30 分钟内`; of a pure delay, whether its title says it.
fn is_limit(text: &str, figure: &Figure, used: &TextUse<'_>) -> bool {
    if matches!(used.owner, Owner::Node(node) if is_delay(node) && node.work.limits.is_empty()) {
        return used.kind == TextKind::Title && figures(text).len() == 1;
    }
    let around = Around::of(text, figure);
    (around.before("limit") || around.behind("limit")) && !around.before("back") && !around.behind("back")
}
