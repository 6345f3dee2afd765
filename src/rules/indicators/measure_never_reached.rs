//! A point or end that no measured case reaches.

use petgraph::graph::NodeIndex;

use super::cases::Flow;
use super::indicators;
use super::setters::Setters;
use crate::model::{CaseSet, Measure, Point};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "measure-never-reached",
    code: "K01",
    group: Group::Indicators,
    severity: Severity::Error,
    page: include_str!("measure_never_reached.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let setters = Setters::of(context);
    for indicator in indicators(context) {
        let name = indicator.decl.label();
        match indicator.measure().map(|(measure, _)| measure) {
            Some(Measure::Time { from, to, among: Some(among), .. }) => {
                let Some(flow) = Flow::of_points(context, indicator.file, [from, to], Some(among)) else { continue };
                let never = [from, to].into_iter().find_map(|point| never(&flow, &setters, point, among));
                let Some((point, at)) = never else { continue };
                let node = point.node.as_ref().map_or("?", |ident| ident.name.as_str());
                out.push(
                    INFO.at(
                        point.at.0,
                        say!(
                            "指标 `{name}` 统计的案件都不会走到 `{node}`",
                            "none of the cases that `{name}` measures comes to `{node}`"
                        ),
                    )
                    .also(at, say!("`{node}` 在这里", "`{node}` is here"))
                    .help(say!("换一个环节，或改正 `cases …`", "measure another point, or mend `cases …`")),
                );
            }
            Some(Measure::Count(set)) => {
                let (Some(cond), false) = (&set.condition, set.ends.is_empty()) else { continue };
                let Some(flow) = Flow::of(context, indicator.file, set.ends.iter().map(|end| end.last())) else {
                    continue;
                };
                let Some(ends) = flow.ends(set) else { continue };
                let comes = ends
                    .iter()
                    .any(|end| !flow.view.reached.has(end.enter) || flow.may_meet(&setters, end.enter, &[cond]));
                if let (false, Some(end)) = (comes, set.ends.first()) {
                    let shown = end.last();
                    out.push(
                        INFO.at(
                            end.span(),
                            say!(
                                "指标 `{name}` 统计的案件都不会以 `{shown}` 结束",
                                "none of the cases that `{name}` counts ends in `{shown}`"
                            ),
                        )
                        .help(say!("换一个结局，或改正 `where …`", "name another end, or mend `where …`")),
                    );
                }
            }
            _ => {}
        }
    }
}

/// A point that some case reaches, and no case of the set; with the place of its node.
fn never<'i, 'p>(
    flow: &Flow<'_, 'p>,
    setters: &Setters<'p>,
    point: &'i Point,
    among: &CaseSet,
) -> Option<(&'i Point, Span)> {
    let at: NodeIndex = flow.point(point)?;
    // What no case at all reaches is told by the rules of the flow.
    if !flow.view.reached.has(at) {
        return None;
    }
    let (_, node) = flow.view.graph.node_at(at)?;
    let after = flow.known_after(setters, vec![at]);
    let ends = flow.ends(among)?;
    let mut on: Vec<NodeIndex> = ends.iter().map(|end| end.enter).collect();
    let known = on.iter().all(|end| flow.view.reached.has(*end));
    on.retain(|end| after.get(end.index()).is_none_or(|comes| *comes));
    let meets = among.condition.as_ref().is_none_or(|cond| flow.may_meet(setters, at, &[cond]));
    (known && (on.is_empty() || !meets)).then_some((point, node.node.span()))
}
