//! Work is handed over to a post that is then away for longer than the limit.

use crate::flow::{FlowNode, point_of};
use crate::model::{Action, Decl, LateLine, Limit, NodeKind, Party};
use crate::rules::hours::{Arrivals, Open, Question};
use crate::rules::people::at_work::{hours, post_of};
use crate::rules::time::figures::{Figure, figures};
use crate::rules::time::moments::{length, moment};
use crate::rules::time::watched::{Watch, arrivals, missed};
use crate::rules::{Context, Finding, FlowView, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "handed-to-closed-post",
    code: "R08",
    group: Group::People,
    severity: Severity::Warning,
    page: include_str!("handed_to_closed_post.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let graph = &view.graph;
        for (_, node) in graph.iter() {
            if !matches!(node.node.kind, NodeKind::Step | NodeKind::Decision | NodeKind::Approval { .. }) {
                continue;
            }
            for limit in &node.node.work.limits {
                let lines = if limit.late.is_empty() { &graph.flow.late } else { &limit.late };
                for line in lines {
                    let Some(finding) = handed(context, view, node, limit, line) else { continue };
                    // What those who hand over cannot keep themselves is told as that.
                    let own =
                        view.watches.iter().find(|watch| watch.held.iter().any(|held| std::ptr::eq(held.limit, limit)));
                    let cause = own.map(Watch::cause);
                    out.push(match cause {
                        Some(cause) => finding.cause(cause),
                        None => finding,
                    });
                }
            }
        }
    }
}

fn handed(
    context: &Context<'_>,
    view: &FlowView<'_>,
    node: &FlowNode<'_>,
    limit: &Limit,
    line: &LateLine,
) -> Option<Finding> {
    let graph = &view.graph;
    let party = line.actions.iter().find_map(|action| match action {
        Action::HandOver(party) => Some(party),
        _ => None,
    })?;
    let by = &node.node.work.by;
    let post = post_of(context, graph.file, party, by)?;
    let posts = hours(context, post).filter(|posts| !posts.contains(&Open::Always))?;
    let figures = of_limit(context, view, limit, node);
    let figure = figures.as_ref()?;
    let question = Question {
        year: context.year(graph.file)?,
        clock: figure.clock,
        arrivals: handed_when(context, view, node, limit, line, figure)?,
        posts,
    };
    let worst = missed(context, &question, figure)?;
    let zone = context.zone_of(&question.posts, question.clock);
    let (from, to) = (moment(worst.from, &zone), moment(worst.to?, &zone));
    let (from_zh, from, to_zh, to) = (from.zh, from.en, to.zh, to.en);
    let (name, post) = (node.node.label(), context.project.decl(post).map_or("?", Decl::label));
    let short = figure.length.say();
    let (short_zh, short) = (short.zh, short.en);
    let message = match worst.counted.map(length) {
        Some(counted) => {
            let (counted_zh, counted) = (counted.zh, counted.en);
            say!(
                "`{name}` 超时转交 `{post}`，而 `{post}` 从 {from_zh}到 {to_zh}不上班，共 {counted_zh}，比时限 {short_zh}还长",
                "`{name}` is handed over to `{post}`, who may be away from {from} to {to}: {counted}, more than the limit {short}"
            )
        }
        None => say!(
            "`{name}` 超时转交 `{post}`，而 `{post}` 从 {from_zh}到 {to_zh}不上班，比时限 {short_zh}还长",
            "`{name}` is handed over to `{post}`, who may be away from {from} to {to}: more than the limit {short}"
        ),
    };
    Some(INFO.at(place(party, line), message).also(limit.at.0, say!("时限", "the limit")).help(say!(
        "转交给值班的岗位，或为 `{post}` 指定代理（`deputy`）",
        "hand over to a post that is on duty, or name a deputy of `{post}`"
    )))
}

fn place(party: &Party, line: &LateLine) -> crate::source::Span {
    match party {
        Party::Post(reference) => reference.span(),
        Party::Superior(at) if !at.0.is_empty() => at.0,
        Party::Superior(_) => line.at.0,
    }
}

fn of_limit<'p>(
    context: &Context<'p>,
    view: &FlowView<'p>,
    limit: &'p Limit,
    node: &FlowNode<'_>,
) -> Option<Figure<'p>> {
    figures(context, &view.graph, limit, &node.node.work.by).shortest().cloned()
}

/// When the work may be handed over: so long after it came; on a calendar while that is open.
fn handed_when(
    context: &Context<'_>,
    view: &FlowView<'_>,
    node: &FlowNode<'_>,
    limit: &Limit,
    line: &LateLine,
    figure: &Figure<'_>,
) -> Option<Arrivals> {
    if figure.clock != Open::Always {
        return Some(Arrivals::While([figure.clock].into(), 0));
    }
    let from = limit.from.as_ref().map_or(Some(node.enter), |point| point_of(&view.graph, point))?;
    let Arrivals::While(hours, _) = arrivals(context, view, from) else { return Some(Arrivals::Any) };
    let later = match &line.after {
        Some(after) => context.project.duration(view.graph.file, after)?.seconds()?,
        None => 0,
    };
    Some(Arrivals::While(hours, figure.seconds()?.checked_add(later)?))
}
