//! Content that changed under the same version.

use crate::model::{Contents, Head, Module, Project, Status, same_number};
use crate::rules::project::heads;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "changed-without-version",
    code: "C07",
    group: Group::Compliance,
    severity: Severity::Warning,
    page: include_str!("changed_without_version.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(before) = context.before else { return };
    let (mut contents, mut earlier_contents) = (Contents::of(context.project), Contents::of(before));
    for (module, head) in heads(context) {
        let Some((earlier, earlier_head)) = same_procedure(before, module) else { continue };
        let Some(((version, at), (known, _))) = head.version.as_ref().zip(earlier_head.version.as_ref()) else {
            continue;
        };
        if same_number(version) != same_number(known) {
            continue;
        }
        let hashes = contents.hash(module.id).zip(earlier_contents.hash(earlier.id));
        if hashes.is_none_or(|(now, then)| now == then) {
            continue;
        }
        let finding = INFO
            .at(
                at.0,
                say!("内容改了，版本仍是 `{version}`", "the content changed, and the version is still `{version}`"),
            )
            .help(say!(
                "升一个版本，并在修订记录里写明改了什么",
                "raise the version, and say in the history what changed"
            ));
        // Nobody works by a draft yet; it is written until it is released.
        let released = earlier_head.status.is_some_and(|(status, _)| status != Status::Draft);
        out.push(if released { finding } else { finding.weighing(Severity::Info) });
    }
}

/// The same procedure in the earlier version: in the same file, else under the same name.
fn same_procedure<'p>(before: &'p Project, module: &Module) -> Option<(&'p Module, &'p Head)> {
    let by_name = || {
        let files = before.procedures.get(&module.file.procedure()?.name)?;
        match files.as_slice() {
            [only] => before.module(*only),
            _ => None,
        }
    };
    let same_path = before.modules.binary_search_by(|known| known.path.as_str().cmp(&module.path)).ok();
    let same_path = same_path.and_then(|index| before.modules.get(index));
    let earlier = same_path.filter(|earlier| earlier.file.head.is_some()).or_else(by_name)?;
    let head = earlier.file.head.as_ref().filter(|head| !head.broken && !earlier.file.doubled)?;
    Some((earlier, head))
}
