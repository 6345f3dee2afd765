//! A record that nothing fills.

use crate::model::{Module, Symbol};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "record-never-filled",
    code: "D01",
    group: Group::Records,
    severity: Severity::Warning,
    page: include_str!("record_never_filled.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(records) = &context.records else { return };
    // A procedure that is known by its title only, and sees the record, may be the one that fills it.
    let unwritten = |module: &&Module| module.file.flow.as_ref().is_some_and(|flow| flow.unset.is_some());
    let unwritten: Vec<&Module> = context.modules().filter(unwritten).collect();
    let sees = |module: &Module, symbol: &Symbol| {
        let used = context.project.uses.get(module.id.index()).into_iter().flatten().flatten();
        module.id == symbol.file || used.into_iter().any(|file| *file == symbol.file)
    };
    for (symbol, decl, _) in &records.all {
        if !records.filled.contains(symbol) && !unwritten.iter().any(|module| sees(module, symbol)) {
            let name = decl.label();
            out.push(
                INFO.at(decl.span(), say!("没有步骤填写记录 `{name}`", "no step fills the record `{name}`")).help(
                    say!(
                        "在填写它的步骤里写 `fills {name}`，或删掉它",
                        "write `fills {name}` at the step that fills it, or take it out"
                    ),
                ),
            );
        }
    }
}
