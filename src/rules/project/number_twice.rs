//! One document number on two procedures.

use rustc_hash::FxHashMap;

use crate::model::{is_open_number, same_number};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "number-twice",
    code: "P08",
    group: Group::Project,
    severity: Severity::Error,
    page: include_str!("number_twice.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut seen: FxHashMap<String, Span> = FxHashMap::default();
    // A retired edition is kept under the number that its successor bears.
    for (_, head) in super::heads(context).filter(|(module, _)| !module.is_retired()) {
        let Some((number, at)) = head.number.as_ref().filter(|(number, _)| !is_open_number(number)) else {
            continue;
        };
        let Some(first) = seen.get(&same_number(number)) else {
            seen.insert(same_number(number), at.0);
            continue;
        };
        out.push(
            INFO.at(
                at.0,
                say!("文件编号 `{number}` 已用于另一个规程", "another procedure has the number `{number}` already"),
            )
            .also(*first, say!("先用在这里", "first used here"))
            .help(say!("给其中一个另编一个号", "give one of them a number of its own")),
        );
    }
}
