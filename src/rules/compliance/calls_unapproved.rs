//! An approved procedure that calls one which is not in force.

use crate::model::{Callee, NodeKind, Status, each_flow, each_node};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "calls-unapproved",
    code: "C18",
    group: Group::Compliance,
    severity: Severity::Error,
    page: include_str!("calls_unapproved.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let approved = |module: &&crate::model::Module| {
        let head = module.file.head.as_ref();
        head.and_then(|head| head.status).is_some_and(|(status, _)| status == Status::Approved)
    };
    for module in context.modules().filter(approved) {
        each_flow(&module.file, &mut |flow| {
            each_node(&flow.nodes, &mut |node| {
                if let NodeKind::Call { procedure } = &node.kind {
                    out.extend(called(context, module.id, procedure));
                }
            });
        });
    }
}

fn called(context: &Context<'_>, file: crate::source::FileId, callee: &Callee) -> Option<Finding> {
    let (at, name) = match callee {
        Callee::Name(reference) => (reference.span(), reference.to_string()),
        Callee::File(path, place) => (place.0, path.clone()),
        Callee::Missing => return None,
    };
    let other = context.project.module(context.project.callee(file, callee)?)?;
    // A procedure that two files declare, or whose head could not be read, may be the approved one.
    let ident = other.file.procedure()?;
    let head = other.file.head.as_ref().filter(|head| !head.broken && !other.file.doubled)?;
    if context.project.procedures.get(&ident.name).is_some_and(|files| files.len() > 1) {
        return None;
    }
    let (status, place) = head.status.map_or((Status::Draft, head.head), |found| found);
    let (zh, en) = match status {
        Status::Approved => return None,
        Status::Draft => ("还是草稿", "is a draft"),
        Status::Retired => ("已经废止", "is retired"),
    };
    Some(
        INFO.at(
            at,
            say!(
                "本规程已批准，所调用的 `{name}` {zh}",
                "this procedure is approved, and `{name}`, which it calls, {en}"
            ),
        )
        .also(place.0, say!("它的状态写在这里", "its status"))
        .help(say!("先批准被调用的规程，或改用已批准的规程", "have that one approved first, or call one that is")),
    )
}
