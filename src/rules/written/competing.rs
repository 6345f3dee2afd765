//! Lines that stand twice in a node and lead to different places: the first wins, the other is never followed, and a
//! reader of the document cannot know which.

use super::repeated_clause::INFO;
use crate::model::{Action, Anytime, Flow, Go, LateLine, Limit, Ref, Target, Trigger, Value, Way, Work};
use crate::rules::{Context, Finding, Severity};
use crate::say;
use crate::source::Span;

/// Looks at the ways and limits of a node, or of a routine.
pub(super) fn work(context: &Context<'_>, work: &Work, out: &mut Vec<Finding>) {
    ways(context, &work.ways, out);
    ends(&work.ways, out);
    limits(&work.limits, out);
    work.limits.iter().for_each(|limit| late(&limit.late, out));
}

/// Looks at the lines that a flow has for all its nodes.
pub(super) fn flow(context: &Context<'_>, flow: &Flow, out: &mut Vec<Finding>) {
    late(&flow.late, out);
    let same = |a: &Anytime, b: &Anytime| is_same_text(&a.when.source, &b.when.source);
    for (earlier, later) in pairs(&flow.anytime, same) {
        let line = before_arrow(context, later.at.0, &later.to);
        out.extend(twice(line, (earlier.at.0, &earlier.to), (later.at.0, &later.to)));
    }
}

/// What stands twice in a list: the first of its kind, and each later one.
fn pairs<T>(list: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<(&T, &T)> {
    let first = |index: usize, later: &T| list.iter().take(index).find(|earlier| same(earlier, later));
    list.iter().enumerate().filter_map(|(index, later)| Some((first(index, later)?, later))).collect()
}

fn ways(context: &Context<'_>, ways: &[Way], out: &mut Vec<Finding>) {
    for (earlier, later) in pairs(ways, |a, b| holds_together(&a.trigger, &b.trigger)) {
        let line = before_arrow(context, later.at.0, &later.go.to);
        out.extend(twice(line, (earlier.at.0, &earlier.go.to), (later.at.0, &later.go.to)));
    }
}

/// The ends of a called procedure, each with the target of its line.
fn ends(ways: &[Way], out: &mut Vec<Finding>) {
    let mut ends: Vec<(&Ref, &Target)> = Vec::new();
    for way in ways {
        if let Trigger::Ended(named) = &way.trigger {
            ends.extend(named.iter().map(|end| (end, &way.go.to)));
        }
    }
    for ((earlier, first), (later, second)) in pairs(&ends, |(a, _), (b, _)| a.last() == b.last()) {
        out.extend(twice(format!("ended in {later}"), (earlier.span(), first), (later.span(), second)));
    }
}

/// Whether two lines speak of the same outcome in the same words. Conditions on fields are decided by their values.
fn holds_together(a: &Trigger, b: &Trigger) -> bool {
    match (a, b) {
        (Trigger::Says(a), Trigger::Says(b)) => is_same_text(&a.source, &b.source),
        (Trigger::When(_) | Trigger::Ended(_), _) => false,
        (a, b) => a == b,
    }
}

fn is_same_text(a: &str, b: &str) -> bool {
    !a.trim().is_empty() && a.trim() == b.trim()
}

/// One limit jumps once: a second target of the same moment is never gone to.
fn late(lines: &[LateLine], out: &mut Vec<Finding>) {
    let jumps: Vec<(&LateLine, &Go)> = lines
        .iter()
        .flat_map(|line| line.actions.iter().map(move |action| (line, action)))
        .filter_map(|(line, action)| match action {
            Action::Go(go) => Some((line, go)),
            _ => None,
        })
        .collect();
    for ((_, earlier), (_, later)) in pairs(&jumps, |(a, _), (b, _)| a.after == b.after) {
        out.extend(twice("-> …".to_owned(), (earlier.at.0, &earlier.to), (later.at.0, &later.to)));
    }
}

/// Two lengths of time that count from the same point on the same clock.
fn limits(limits: &[Limit], out: &mut Vec<Finding>) {
    let same_clock = |a: &Limit, b: &Limit| match (&a.value.value, &b.value.value) {
        (Value::Duration(a), Value::Duration(b)) => a.unit.is_working() == b.unit.is_working(),
        _ => false,
    };
    for (earlier, later) in pairs(limits, |a, b| a.from == b.from && a.on == b.on && same_clock(a, b)) {
        out.push(
            INFO.at(
                later.at.0,
                say!("这里已有一个从同一时点起算的时限", "a limit that counts from the same point stands here already"),
            )
            .also(earlier.at.0, say!("已经写在这里", "it stands here already"))
            .help(say!(
                "只留一个；超时之后的下一级写成 `when late by …`，从别处起算的写上 `from …`",
                "leave one; what follows later is `when late by …`, and a limit from elsewhere says `from …`"
            )),
        );
    }
}

/// A line that stands twice: an error if the two lead to different places. What is missing is told where it is missing.
fn twice(line: String, earlier: (Span, &Target), later: (Span, &Target)) -> Option<Finding> {
    if [earlier.1, later.1].iter().any(|target| matches!(target, Target::Missing(_))) {
        return None;
    }
    if earlier.1 == later.1 {
        let message = say!("`{line}` 在这里只能写一次", "`{line}` may stand only once here");
        return Some(
            INFO.at(later.0, message)
                .also(earlier.0, say!("已经写在这里", "it stands here already"))
                .help(say!("去掉一行", "take one out")),
        );
    }
    let message = say!(
        "`{line}` 前面已经写过，去的是别处；这一处永远走不到",
        "`{line}` stands here already and leads elsewhere: this one is never followed"
    );
    Some(
        INFO.at(later.0, message)
            .also(earlier.0, say!("前面一处，以它为准", "the first one, which wins"))
            .help(say!(
                "只留一处；两种去向都有的，用条件写明什么情况去哪里",
                "leave one of them, or say with conditions which case goes where"
            ))
            .weighing(Severity::Error),
    )
}

/// What a line says before its arrow, as it is written.
fn before_arrow(context: &Context<'_>, line: Span, target: &Target) -> String {
    let end = match target {
        Target::Node(reference) => reference.span().start,
        Target::Join(at) | Target::Missing(at) => at.0.start,
    };
    let text = context.text(Span::new(line.file, line.start, end.max(line.start)));
    let text = text.trim_end_matches(|sign: char| sign.is_whitespace() || "->→－＞".contains(sign));
    if text.is_empty() { "-> …".to_owned() } else { text.to_owned() }
}
