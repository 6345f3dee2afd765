//! A numbered standard that the registry does not know.

use rustc_hash::FxHashSet;

use super::known::{Known, Says};
use super::standards::numbered;
use crate::model::same_number;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "standard-unregistered",
    code: "C12",
    group: Group::Compliance,
    severity: Severity::Info,
    page: include_str!("standard_unregistered.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(Ok(registry)) = &context.project.standards else { return };
    let known = Known::of(registry);
    let heads = context.modules().filter_map(|module| module.file.head.as_ref()?.number.as_ref());
    let own: FxHashSet<String> = heads.map(|(number, _)| same_number(number)).collect();
    // Documents of the project itself need no registry.
    for cited in numbered(context).filter(|cited| !own.contains(&same_number(cited.written.0))) {
        let (number, at) = cited.written;
        out.push(match known.says(context, &cited) {
            Says::Unknown(near) => {
                let finding = INFO.at(
                    at.0,
                    say!("标准登记册里没有 `{number}`", "the registry of standards does not know `{number}`"),
                );
                match near.map(|near| &near.number) {
                    Some(near) => finding.help(say!("登记册里有 `{near}`", "it knows `{near}`")),
                    None => finding.help(say!(
                        "核实后登记，并写明依据是否可靠",
                        "look it up and register it, with how surely it is known"
                    )),
                }
            }
            Says::NotFound => INFO
                .at(
                    at.0,
                    say!(
                        "`{number}` 查过，没有查到，是否存在还不清楚",
                        "`{number}` was looked for and not found; whether it exists is unknown"
                    ),
                )
                .help(say!("向发布机构核实编号", "check the number with the publisher")),
            _ => continue,
        });
    }
}
