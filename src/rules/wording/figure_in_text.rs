//! A figure in a text of a step that repeats or contradicts a limit of that step.

use rust_decimal::Decimal;

use crate::model::{Body, Columns, Limit, Node, NodeKind, Owner, Quantity, Sla, TextKind, TextUse, Value};
use crate::rules::figures::{Figure, Kind, Sure, figures};
use crate::rules::lists::list;
use crate::rules::pieces::{Piece, each_text};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{FileId, Span};
use crate::time::Duration;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "figure-in-text",
    code: "S04",
    group: Group::Wording,
    severity: Severity::Warning,
    page: include_str!("figure_in_text.md"),
};

/// Words beside figures, with what they make of them.
const AROUND: &str = include_str!("around.tsv");

/// A limit of a step: all lengths that it may have, and where it is written.
struct Known {
    lengths: Vec<(Kind, Decimal)>,
    at: Span,
}

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    each_text(context, |module, used, pieces| {
        let is_instruction =
            matches!(used.kind, TextKind::Title | TextKind::Do | TextKind::Field | TextKind::Warning | TextKind::Pause);
        let work = match used.owner {
            Owner::Node(node) => &node.work,
            Owner::Decl(decl) => match &decl.body {
                Body::Routine(routine) => &routine.work,
                _ => return,
            },
            _ => return,
        };
        if !is_instruction || work.limits.is_empty() && !matches!(used.owner, Owner::Node(node) if is_delay(node)) {
            return;
        }
        let Some(limits) = known(context, module.id, used, &work.limits) else { return };
        let found = pieces.iter().find_map(|piece| {
            figures(piece.text).into_iter().find_map(|figure| Some((piece, tell(piece, &figure, &limits, used)?)))
        });
        out.extend(found.map(|(_, finding)| finding.cause(used.text.span())));
    });
}

fn is_delay(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Wait { delay: Some(_) })
}

/// The limits of a step; nothing where one of them is open or cannot be read, since that may be the one that is meant.
fn known(context: &Context<'_>, file: FileId, used: &TextUse<'_>, limits: &[Limit]) -> Option<Vec<Known>> {
    let mut all: Vec<(&Quantity, Span)> = limits.iter().map(|limit| (&limit.value, limit.at.0)).collect();
    if let Owner::Node(Node { kind: NodeKind::Wait { delay: Some(delay) }, .. }) = used.owner {
        all.push((&delay.lasts, delay.lasts.span()));
    }
    let lengths = |quantity: &Quantity| match context.project.table_limit(file, quantity) {
        Some((_, sla, limit)) => column(context, file, sla, limit.name.as_str()),
        None => context.project.duration(file, quantity).map(|length| vec![length]),
    };
    let known = |(quantity, at): (&Quantity, Span)| {
        let lengths: Option<Vec<(Kind, Decimal)>> = lengths(quantity)?.into_iter().map(Kind::of).collect();
        Some(Known { lengths: lengths?, at })
    };
    all.into_iter().map(known).collect()
}

/// What a limit of a table may be.
fn column(context: &Context<'_>, file: FileId, sla: &Sla, limit: &str) -> Option<Vec<Duration>> {
    let mut found = Vec::new();
    for table in &sla.tables {
        let at = match &table.columns {
            Columns::Limits(limits) => match limits.iter().position(|ident| ident.name.as_str() == limit) {
                Some(at) => Some(at),
                None => continue,
            },
            Columns::Values { limit: own, .. } if own.name.as_str() == limit => None,
            Columns::Values { .. } => continue,
        };
        for row in &table.rows {
            let cells = row.cells.iter().enumerate().filter(|(index, _)| at.is_none_or(|at| at == *index));
            for cell in cells.filter_map(|(_, cell)| cell.as_ref()) {
                match (&cell.value, context.project.duration(file, cell)) {
                    (_, Some(length)) => found.push(length),
                    (Value::Hole(_) | Value::Broken | Value::Name(_), None) => return None,
                    _ => {}
                }
            }
        }
    }
    (!found.is_empty()).then_some(found)
}

fn tell(piece: &Piece<'_>, figure: &Figure, limits: &[Known], used: &TextUse<'_>) -> Option<Finding> {
    if figure.sure == Sure::Doubtful || figure.in_range {
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
    is_limit(piece.text, figure, used).then(|| {
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

/// What stands before a figure and behind it, in lower case.
struct Around {
    before: String,
    behind: String,
}

impl Around {
    fn of(text: &str, figure: &Figure) -> Self {
        let before = text.get(..figure.at.start).unwrap_or("").trim_end().to_ascii_lowercase();
        Self { before, behind: text.get(figure.at.end..).unwrap_or("").trim_start().to_ascii_lowercase() }
    }

    fn before(&self, sense: &str) -> bool {
        list(AROUND, &["before", sense]).iter().any(|word| self.before.ends_with(word))
    }

    fn behind(&self, sense: &str) -> bool {
        list(AROUND, &["behind", sense]).iter().any(|word| self.behind.starts_with(word))
    }
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
