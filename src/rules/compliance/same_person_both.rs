//! Different people are asked for and only one person can do both.

use crate::model::{Body, ControlKind, DeclKind, Name, Value};
use crate::rules::FlowView;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::FileId;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "same-person-both",
    code: "C04",
    group: Group::Compliance,
    severity: Severity::Error,
    page: include_str!("same_person_both.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (_, view, control) in super::controls(context) {
        let ControlKind::DifferentPeople(names) = &control.kind else { continue };
        for (index, first) in names.iter().enumerate() {
            for second in names.iter().skip(index + 1) {
                let Some(post) = only_holder(context, view, &first.name, &second.name) else { continue };
                let (first, second) = (&first.name, &second.name);
                out.push(
                    INFO.at(
                        control.at.0,
                        say!(
                            "`{first}` 和 `{second}` 只能由 `{post}` 的同一个人做",
                            "`{first}` and `{second}` can only be done by the one holder of `{post}`"
                        ),
                    )
                    .help(say!(
                        "给其中一个写上别的岗位，或给 `{post}` 增加人数",
                        "name another post for one of them, or let more people hold `{post}`"
                    )),
                );
            }
        }
    }
}

/// The post with one holder and no deputy that alone does both nodes.
fn only_holder(context: &Context<'_>, view: &FlowView<'_>, first: &Name, second: &Name) -> Option<String> {
    let graph = &view.graph;
    let post = |name: &Name| {
        let (_, node) = graph.named(name)?;
        match node.node.work.by.as_slice() {
            [only] => context.project.find_kind(graph.file, only, DeclKind::Role),
            _ => None,
        }
    };
    let (a, decl) = post(first)?;
    let (b, _) = post(second)?;
    let Body::Role(role) = &decl.body else { return None };
    let alone = a == b
        && role.deputies.is_empty()
        && !role.external
        && !decl.broken
        && holders(context, a.file, role) == Some(1);
    alone.then(|| decl.label().to_owned())
}

fn holders(context: &Context<'_>, file: FileId, role: &crate::model::Role) -> Option<u32> {
    match context.project.value(file, role.count.as_ref()?) {
        Some(Value::Number(number)) => u32::try_from(*number).ok(),
        _ => None,
    }
}
