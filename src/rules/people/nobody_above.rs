//! A missed limit that is told to the superior of a post with nobody above it: nothing happens.

use indexmap::IndexMap;

use super::posts::{Post, doers, is_done_by_posts, post};
use crate::flow::NodeId;
use crate::labels::Say;
use crate::model::{Action, Body, LateLine, Limit, NodeKind, Party, Ref, Work};
use crate::rules::time::limit_without_consequence::{INFO, spanned_with_consequence};
use crate::rules::{Context, Finding, FlowView};
use crate::say;
use crate::source::{FileId, Span};

/// Limits, each with the step that has it.
type Limits<'p> = Vec<(&'p Limit, &'p str)>;

/// Looks for late lines that come to nobody.
pub(in crate::rules) fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let mut defaults: IndexMap<Option<String>, (Nobody, Limits<'_>)> = IndexMap::new();
        for (id, node) in view.graph.iter().filter(|(_, node)| !node.node.broken) {
            let needs_doer = is_done_by_posts(&node.node.kind) || matches!(node.node.kind, NodeKind::End { .. });
            let Some(nobody) = Nobody::of(context, view.graph.file, &node.node.work, needs_doer) else { continue };
            nobody.tell(&node.node.work, node.node.label(), out);
            let doer = nobody.doer.as_ref().map(|(doer, _)| doer.clone());
            defaults.entry(doer).or_insert((nobody, Vec::new())).1.extend(by_default(view, id));
        }
        defaults.values().for_each(|(nobody, limits)| tell_default(view, nobody, limits, out));
    }
    for (file, decl) in context.decls().filter(|(_, decl)| !decl.broken) {
        if let Body::Routine(routine) = &decl.body
            && let Some(nobody) = Nobody::of(context, file, &routine.work, true)
        {
            nobody.tell(&routine.work, decl.label(), out);
        }
    }
}

/// Those who do some work, none of whom reports to anybody.
struct Nobody {
    /// The first of them, and whether it is a post outside or a system.
    doer: Option<(String, Why)>,
    /// Where the first post is declared.
    declared: Option<Span>,
}

enum Why {
    Top,
    Outside,
    System,
}

impl Nobody {
    /// `None` if somebody stands above one of those who do the work or may have it handed over, or if that is not known.
    fn of(context: &Context<'_>, file: FileId, work: &Work, needs_doer: bool) -> Option<Self> {
        if needs_doer && work.by.is_empty() {
            return None;
        }
        let mut posts: Vec<Post<'_>> = doers(context, file, work)?;
        let first = posts
            .first()
            .map(|post| (post.decl.label().to_owned(), if post.role.external { Why::Outside } else { Why::Top }));
        let system = || work.by.first().map(|name: &Ref| (name.to_string(), Why::System));
        let doer = first.or_else(system);
        let declared = posts.first().map(|post| post.decl.span());
        // Behind a hand-over the superior is that of who has the work then.
        let lines = work.limits.iter().flat_map(|limit| &limit.late);
        for action in lines.flat_map(|line| &line.actions) {
            if let Action::HandOver(Party::Post(name)) = action {
                posts.push(post(context, file, name)?);
            }
        }
        posts
            .iter()
            .all(|post| post.role.reports_to.is_empty() && !post.decl.broken)
            .then_some(Nobody { doer, declared })
    }

    /// Lines of the work's own limits.
    fn tell(&self, work: &Work, name: &str, out: &mut Vec<Finding>) {
        for limit in &work.limits {
            if let Some(line) = limit.late.iter().find(|line| goes_up_only(line)) {
                out.push(self.with_post(INFO.at(line.at.0, self.message(name))).help(say!(
                    "改写成具体的岗位，例如 `when late notify …`",
                    "name a post here: `when late notify …`"
                )));
            }
        }
    }

    fn with_post(&self, finding: Finding) -> Finding {
        match self.declared {
            Some(at) => finding.also(at, say!("这个岗位没有写 `reports to`", "this post has no `reports to`")),
            None => finding,
        }
    }

    fn message(&self, name: &str) -> Say {
        match &self.doer {
            Some((doer, Why::Top)) => say!(
                "`{name}` 超时要报给 `{doer}` 的上级，而 `{doer}` 没有上级，什么也不会发生",
                "when `{name}` is late it goes to the superior of `{doer}`, which reports to nobody: nothing happens"
            ),
            Some((doer, Why::Outside)) => say!(
                "`{name}` 超时要报给 `{doer}` 的上级，而 `{doer}` 是外部岗位，没有上级，什么也不会发生",
                "when `{name}` is late it goes to the superior of `{doer}`, an outsider who reports to nobody: \
                 nothing happens"
            ),
            Some((doer, Why::System)) => say!(
                "`{name}` 超时要报给 `{doer}` 的上级，而 `{doer}` 是系统，没有上级，什么也不会发生",
                "when `{name}` is late it goes to the superior of `{doer}`, a system, which has none: nothing happens"
            ),
            None => say!(
                "`{name}` 超时要报给执行人的上级，而它没有执行人，什么也不会发生",
                "when `{name}` is late it goes to the superior of who does it, and nobody does: nothing happens"
            ),
        }
    }
}

/// The limits for which only the flow's default stands, where that comes to nobody: the limit, and the step that has it.
fn by_default<'p>(view: &FlowView<'p>, id: NodeId) -> Limits<'p> {
    let default = &view.graph.flow.late;
    let Some(node) = view.graph.node(id).filter(|_| !default.is_empty() && default.iter().all(goes_up_only)) else {
        return Vec::new();
    };
    let limits = node.node.work.limits.iter().filter(|limit| limit.late.is_empty());
    let open = limits.filter(|limit| !spanned_with_consequence(&view.graph, id, limit));
    open.map(|limit| (limit, node.node.label())).collect()
}

/// One finding for each of those who do the work: at their first limit, the others as second places.
fn tell_default(view: &FlowView<'_>, nobody: &Nobody, limits: &[(&Limit, &str)], out: &mut Vec<Finding>) {
    let (Some(((limit, name), others)), Some(line)) = (limits.split_first(), view.graph.flow.late.first()) else {
        return;
    };
    let finding = INFO.at(limit.at.0, nobody.message(name)).also(
        line.at.0,
        say!("流程默认的超时处置在这里", "this is what the flow does by default when a limit is missed"),
    );
    let finding = nobody.with_post(finding);
    let finding = others.iter().fold(finding, |finding, (limit, name)| {
        finding.also(limit.at.0, say!("`{name}` 也一样", "the same holds for `{name}`"))
    });
    out.push(finding.help(say!(
        "给岗位写上 `reports to …`，或在这一步另写 `when late notify …`，写明具体的岗位",
        "write whom the post `reports to`, or a `when late notify …` of its own here, with a post"
    )));
}

/// Whether a line comes to the superior of who does the work and to nothing else.
fn goes_up_only(line: &LateLine) -> bool {
    let up = |party: &Party| matches!(party, Party::Superior(_));
    !line.actions.is_empty()
        && line.actions.iter().all(|action| match action {
            Action::Notify(parties, _) => !parties.is_empty() && parties.iter().all(up),
            Action::HandOver(party) => up(party),
            Action::Go(_) | Action::Broken => false,
        })
}
