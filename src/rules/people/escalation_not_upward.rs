//! What is late comes to the own post or one below it only.

use super::posts::{Post, doers, is_done_by_posts, post};
use crate::model::{Action, Body, LateLine, Party, Work};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::FileId;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "escalation-not-upward",
    code: "R04",
    group: Group::People,
    severity: Severity::Warning,
    page: include_str!("escalation_not_upward.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        for (_, node) in view.graph.iter() {
            if is_done_by_posts(&node.node.kind) && !node.node.broken {
                let late = &view.graph.flow.late;
                tell(context, view.graph.file, (&node.node.work, node.node.label()), late, out);
            }
        }
    }
    for (file, decl) in context.decls().filter(|(_, decl)| !decl.broken) {
        if let Body::Routine(routine) = &decl.body {
            tell(context, file, (&routine.work, decl.label()), &[], out);
        }
    }
}

fn tell<'p>(
    context: &Context<'p>,
    file: FileId,
    (work, name): (&Work, &str),
    default: &[LateLine],
    out: &mut Vec<Finding>,
) {
    let Some(mut doers) = doers(context, file, work) else { return };
    // Above the top there is nobody to tell, and in a circle nobody knows who is.
    doers.retain(|doer| !doer.role.reports_to.is_empty() && !doer.is_in_circle(context));
    let Some(doer) = doers.first().map(|doer| doer.decl.label()) else { return };
    for limit in &work.limits {
        let own = !limit.late.is_empty();
        let lines = if own { limit.late.as_slice() } else { default };
        let mut told: Vec<Post<'_>> = Vec::new();
        let actions = lines.iter().flat_map(|line| &line.actions);
        let stays = actions.fold(true, |stays, action| stays & stays_below(context, file, action, &doers, &mut told));
        let (Some(first), false, true) = (lines.first(), told.is_empty(), stays) else { continue };
        let mut names: Vec<String> = told.iter().map(|post| format!("`{}`", post.decl.label())).collect();
        names.dedup();
        let (zh, en) = (names.join("、"), names.join(", "));
        let message = say!(
            "`{name}` 超时后只有 {zh} 知道，`{doer}` 的上级不会知道",
            "when `{name}` is late only {en} hears of it, and nobody above `{doer}`"
        );
        let finding = match own {
            true => INFO.at(first.at.0, message),
            false => INFO.at(limit.at.0, message).also(
                first.at.0,
                say!("流程默认的超时处置在这里", "this is what the flow does by default when a limit is missed"),
            ),
        };
        out.push(finding.help(say!(
            "写 `when late notify superior`，或写上级岗位",
            "write `when late notify superior`, or name a post above"
        )));
    }
}

/// Whether what an action does comes to the doers or those below them only. Whom it comes to is added to `told`.
fn stays_below<'p>(
    context: &Context<'p>,
    file: FileId,
    action: &Action,
    doers: &[Post<'p>],
    told: &mut Vec<Post<'p>>,
) -> bool {
    let mut stays = |party: &Party| {
        let Party::Post(name) = party else { return false };
        let Some(post) = post(context, file, name) else { return false };
        told.push(post);
        doers.iter().all(|doer| post.symbol == doer.symbol || post.is_below(context, doer))
    };
    match action {
        Action::Notify(parties, _) => parties.iter().all(&mut stays),
        Action::HandOver(party) => stays(party),
        Action::Go(_) | Action::Broken => false,
    }
}
