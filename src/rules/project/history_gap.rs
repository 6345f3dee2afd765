//! A change history that does not tell of the version, or whose rows are out of order.

use std::cmp::Ordering;

use crate::model::{Head, HistoryRow, is_open_number, same_number};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "history-gap",
    code: "P06",
    group: Group::Project,
    severity: Severity::Warning,
    page: include_str!("history_gap.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (_, head) in super::heads(context) {
        // A row without its version could not be read whole.
        if head.history.iter().any(|row| row.version.is_empty()) {
            continue;
        }
        out.extend(missing(head));
        out.extend(out_of_order(&head.history));
    }
}

fn missing(head: &Head) -> Option<Finding> {
    let (version, at) = head.version.as_ref().filter(|(version, _)| !is_open_number(version))?;
    if head.history.iter().any(|row| order(&row.version, version) == Some(Ordering::Equal)) {
        return None;
    }
    Some(INFO.at(at.0, say!("修订记录里没有版本 `{version}`", "the history has no row for version `{version}`")).help(
        say!(
            "写 `history {{ \"{version}\" on 2026-01-01 by 岗位 \"改了什么\" }}`",
            "write `history {{ \"{version}\" on 2026-01-01 by POST \"what changed\" }}`"
        ),
    ))
}

/// The first row that breaks the order: by their days and their versions, rows go all up or all down.
fn out_of_order(rows: &[HistoryRow]) -> Option<Finding> {
    let mut way = None;
    for (first, second) in rows.iter().zip(rows.iter().skip(1)) {
        let days = first.on.zip(second.on).map(|(a, b)| a.cmp(&b)).filter(|order| order.is_ne());
        let versions = order(&first.version, &second.version).filter(|order| order.is_ne());
        let steps: Vec<Ordering> = days.into_iter().chain(versions).collect();
        let expected = *way.get_or_insert(*steps.first()?);
        if steps.iter().all(|step| *step == expected) {
            continue;
        }
        let (row, other) = (&second.version, &first.version);
        return Some(
            INFO.at(
                second.at.0,
                say!(
                    "修订记录的次序有误：`{other}` 之后是 `{row}`",
                    "the history is out of order: `{row}` follows `{other}`"
                ),
            )
            .also(first.at.0, say!("前一行在这里", "the row before it"))
            .help(say!(
                "版本和日期都按先后排列，或都倒过来排",
                "list versions and days from old to new, or from new to old"
            )),
        );
    }
    None
}

/// The order of two versions; `None` where their forms say nothing about it.
fn order(a: &str, b: &str) -> Option<Ordering> {
    let plain = |version: &str| same_number(version).trim_start_matches('V').to_owned();
    let (a, b) = (plain(a), plain(b));
    if a == b {
        return Some(Ordering::Equal);
    }
    let parts = |version: &str| -> Option<Vec<u64>> {
        let mut parts = version.split('.').map(|part| part.parse().ok()).collect::<Option<Vec<u64>>>()?;
        while parts.last() == Some(&0) {
            parts.pop();
        }
        Some(parts)
    };
    Some(parts(&a)?.cmp(&parts(&b)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_by_their_numbers() {
        assert_eq!(order("2.9", "2.10"), Some(Ordering::Less));
        assert_eq!(order("V2.0", "2"), Some(Ordering::Equal));
        assert_eq!(order("A/1", "A/1"), Some(Ordering::Equal));
        assert_eq!(order("A/1", "A/2"), None);
    }
}
