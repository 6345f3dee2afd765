//! The limits of a step as lengths that can be compared, and what the words beside a figure make of it.

use rust_decimal::Decimal;

use crate::model::{Columns, Limit, Node, NodeKind, Owner, Quantity, Sla, TextUse, Value};
use crate::rules::Context;
use crate::rules::figures::{Figure, Kind};
use crate::rules::lists::list;
use crate::source::{FileId, Span};
use crate::time::Duration;

/// Words beside figures, with what they make of them.
const AROUND: &str = include_str!("around.tsv");

/// A limit of a step: all lengths that it may have, and where it is written.
pub(super) struct Known {
    pub lengths: Vec<(Kind, Decimal)>,
    pub at: Span,
}

/// The limits of a step; nothing where one of them is open or cannot be read, since that may be the one that is meant.
pub(super) fn known(context: &Context<'_>, file: FileId, used: &TextUse<'_>, limits: &[Limit]) -> Option<Vec<Known>> {
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

/// What stands before a figure and behind it, in lower case.
pub(super) struct Around {
    before: String,
    behind: String,
}

impl Around {
    pub fn of(text: &str, figure: &Figure) -> Self {
        let before = text.get(..figure.at.start).unwrap_or("").trim_end().to_ascii_lowercase();
        Self { before, behind: text.get(figure.at.end..).unwrap_or("").trim_start().to_ascii_lowercase() }
    }

    pub fn before(&self, sense: &str) -> bool {
        list(AROUND, &["before", sense]).iter().any(|word| self.before.ends_with(word))
    }

    pub fn behind(&self, sense: &str) -> bool {
        list(AROUND, &["behind", sense]).iter().any(|word| self.behind.starts_with(word))
    }
}

/// What is asked in the sentence of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    /// How many there are, or how often, in that time.
    Counts,
    /// Something else about that time.
    Other,
}

/// Whether the sentence of a figure is a question.
pub(super) fn is_question(text: &str, figure: &Figure) -> Option<Question> {
    const ENDS: &[char] = &['。', '；', ';', '！', '!', '？', '?', '\n'];
    let before = text.get(..figure.at.start).unwrap_or("");
    let start =
        before.char_indices().rfind(|(_, sign)| ENDS.contains(sign)).map_or(0, |(at, sign)| at + sign.len_utf8());
    let rest = text.get(figure.at.end..).unwrap_or("");
    let end = rest.find(ENDS);
    let sentence = text.get(start..figure.at.end + end.unwrap_or(rest.len())).unwrap_or("").to_ascii_lowercase();
    if list(AROUND, &["sentence", "counts"]).iter().any(|word| sentence.contains(word)) {
        return Some(Question::Counts);
    }
    let asked = end.and_then(|end| rest.get(end..)).is_some_and(|rest| rest.starts_with(['？', '?']));
    asked.then_some(Question::Other)
}
