//! Different people are asked for, and too few hold the posts that do it.

use super::distinct::{Short, short};
use crate::flow::{FlowNode, Reach, reachable};
use crate::model::{Body, ControlKind, Count, Decl, DeclKind, Name, NodeKind, Ref, Symbol, Value};
use crate::rules::{Context, Finding, FlowView, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use indexmap::{IndexMap, IndexSet};

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
        let names: IndexSet<&Name> = names.iter().map(|ident| &ident.name).collect();
        for (group, finding) in too_few(context, view, control.at.0, &names) {
            let pairs =
                group.iter().enumerate().flat_map(|(index, a)| group.iter().skip(index + 1).map(move |b| [*a, *b]));
            let (meet, never): (Vec<_>, Vec<_>) = pairs.partition(|[a, b]| meet(view, a, b));
            if never.is_empty() {
                out.push(finding);
                continue;
            }
            // Of alternatives a case takes one: only two that it surely may both come to are told.
            for pair in meet {
                let pair = IndexSet::from(pair);
                out.extend(too_few(context, view, control.at.0, &pair).into_iter().map(|(_, finding)| finding));
            }
        }
    }
}

/// The groups among these nodes for which there are fewer people than nodes.
fn too_few<'p>(
    context: &Context<'p>,
    view: &FlowView<'p>,
    at: Span,
    names: &IndexSet<&'p Name>,
) -> Vec<(Vec<&'p Name>, Finding)> {
    let mut posts: IndexMap<Symbol, (&Decl, u32)> = IndexMap::new();
    let mut asked: Vec<&Name> = Vec::new();
    let mut tasks: Vec<Vec<usize>> = Vec::new();
    for name in names {
        for doers in doers(context, view, name) {
            let known = doers.into_iter().map(|(symbol, decl, count)| posts.insert_full(symbol, (decl, count)).0);
            tasks.push(known.collect());
            asked.push(name);
        }
    }
    let seats: Vec<u32> = posts.values().map(|(_, count)| *count).collect();
    let group = |found: Short| {
        let names: IndexSet<&Name> = found.tasks.iter().filter_map(|task| asked.get(*task)).copied().collect();
        let posts = found.posts.iter().filter_map(|post| posts.get_index(*post)).map(|(_, (decl, _))| *decl);
        let names: Vec<&Name> = names.into_iter().collect();
        let finding = tell(at, &names, &posts.collect::<Vec<_>>(), &found)?;
        Some((names, finding))
    };
    short(&tasks, &seats).into_iter().filter_map(group).collect()
}

/// Whether one case may come to both nodes: to one after the other, or to both at once.
fn meet(view: &FlowView<'_>, a: &Name, b: &Name) -> bool {
    let graph = &view.graph;
    let (Some((first, one)), Some((second, other))) = (graph.named(a), graph.named(b)) else { return false };
    let after = |from: &FlowNode<'_>, to: &FlowNode<'_>| reachable(graph, from.done, &Reach::default()).has(to.enter);
    let (here, there) = (graph.around(first), graph.around(second));
    let beside =
        here.iter().any(|inside| there.iter().any(|own| own.block == inside.block && own.branch != inside.branch));
    beside || after(one, other) || after(other, one)
}

fn tell(at: Span, names: &[&Name], posts: &[&Decl], found: &Short) -> Option<Finding> {
    let (first, post) = (posts.first()?, in_ticks(posts.iter().map(|decl| decl.label())));
    let (needed, there) = (found.tasks.len(), found.seats);
    let message = match (names, posts, there) {
        ([one, other], [_], 1) => say!(
            "`{one}` 和 `{other}` 只能由 {post} 的同一个人做",
            "`{one}` and `{other}` can only be done by the one holder of {post}"
        ),
        _ => {
            let en = in_ticks(names.iter().map(|name| name.as_str()));
            let (zh, held) = (en.replace(", ", "、"), post.replace(", ", "、"));
            match posts {
                [_] => say!(
                    "{zh} 要由 {needed} 个不同的人做，{held} 只有 {there} 人",
                    "{en} need {needed} different people, and {post} has {there}"
                ),
                _ => say!(
                    "{zh} 要由 {needed} 个不同的人做，{held} 一共只有 {there} 人",
                    "{en} need {needed} different people, and {post} have {there} in all"
                ),
            }
        }
    };
    let label = first.label();
    Some(INFO.at(at, message).also(first.span(), say!("人数写在这里", "how many there are")).help(say!(
        "给其中一个写上别的岗位，或给 `{label}` 增加人数",
        "name another post for one of them, or let more people hold `{label}`"
    )))
}

fn in_ticks<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Who may do a node: for each person whom it needs, the posts from which that person may come. Empty where anybody may
/// do it, or where nobody knows how many people there are.
fn doers<'p>(context: &Context<'p>, view: &FlowView<'p>, name: &Name) -> Vec<Vec<(Symbol, &'p Decl, u32)>> {
    let Some((_, node)) = view.graph.named(name) else { return Vec::new() };
    let posts = node.node.work.by.iter().map(|post| {
        let (symbol, decl) = context.project.find_kind(view.graph.file, post, DeclKind::Role)?;
        Some((symbol, decl, holders(context, symbol, decl)?))
    });
    let all = matches!(node.node.kind, NodeKind::Approval { needs: None | Some(Count::All) });
    match all {
        // Where all must approve, each post gives a person.
        true => posts.flatten().map(|post| vec![post]).collect(),
        false => posts.collect::<Option<Vec<_>>>().filter(|posts| !posts.is_empty()).into_iter().collect(),
    }
}

/// How many people hold a post; `None` if that is not known, or others may stand in.
fn holders(context: &Context<'_>, symbol: Symbol, decl: &Decl) -> Option<u32> {
    let Body::Role(role) = &decl.body else { return None };
    // A post that is its own deputy has none.
    let other = |name: &Ref| {
        context.project.find_kind(symbol.file, name, DeclKind::Role).is_none_or(|(deputy, _)| deputy != symbol)
    };
    if role.deputies.iter().any(other) || role.external || decl.broken {
        return None;
    }
    match context.project.value(symbol.file, role.count.as_ref()?) {
        // That nobody holds a post is told by itself.
        Some(Value::Number(number)) => u32::try_from(*number).ok().filter(|count| *count > 0),
        _ => None,
    }
}
