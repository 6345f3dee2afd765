//! Two ways hold together and their order decides.

use super::chosen;
use crate::model::{Node, NodeKind, Target, Trigger, Way};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "overlapping-ways",
    code: "F08",
    group: Group::Flow,
    severity: Severity::Warning,
    page: include_str!("overlapping_ways.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        out.extend(view.graph.iter().filter_map(|(_, node)| after_plain(node.node)));
        for (_, node, choice) in chosen(view) {
            for pair in &choice.overlaps {
                let ways = &node.node.work.ways;
                let (Some(first), Some(second)) = (ways.get(pair.first), ways.get(pair.second)) else { continue };
                let words = super::in_words(view, &pair.case);
                out.push(
                    INFO.at(
                        second.at.0,
                        say!(
                            "{words} 时两条都成立，前面一条说了算",
                            "for {words} both lines hold, and the first one wins"
                        ),
                    )
                    .also(first.at.0, say!("前面一条", "the first one"))
                    .help(say!(
                        "让两个条件不重叠，或把后一条写成 `otherwise`",
                        "make the conditions exclude each other, or write the second as `otherwise`"
                    )),
                );
            }
        }
    }
}

/// A line with a condition behind a plain `-> t`: no case comes so far.
fn after_plain(node: &Node) -> Option<Finding> {
    // The way of a pure delay stands in the line that says how long.
    if node.broken || matches!(node.kind, NodeKind::Wait { delay: Some(_) }) {
        return None;
    }
    let mut ways = node.work.ways.iter();
    let plain = ways.find(|way| way.trigger == Trigger::Always)?;
    let dead: Vec<&Way> = ways.filter(|way| is_tried(&way.trigger) && is_known(&way.go.to)).collect();
    let elsewhere = dead.iter().find(|way| way.go.to != plain.go.to).filter(|_| is_known(&plain.go.to));
    let told = elsewhere.or(dead.first())?;
    let finding = INFO
        .at(
            told.at.0,
            say!(
                "前面的 `-> …` 不带条件，总是先走那一条，这一行永远走不到",
                "the `-> …` above has no condition and is always followed: this line never is"
            ),
        )
        .also(plain.at.0, say!("不带条件的一条", "the way without a condition"))
        .help(say!(
            "先写带条件的，不带条件的放在最后，或写成 `otherwise -> …`",
            "write the lines with conditions first, and the plain one last or as `otherwise -> …`"
        ));
    Some(match elsewhere {
        Some(_) => finding.weighing(Severity::Error),
        None => finding,
    })
}

/// Rejections and failures have ways of their own beside a plain one, and `otherwise` has a rule of its own.
fn is_tried(trigger: &Trigger) -> bool {
    matches!(trigger, Trigger::When(_) | Trigger::Says(_) | Trigger::Approved | Trigger::Ended(_))
}

fn is_known(target: &Target) -> bool {
    !matches!(target, Target::Missing(_))
}
