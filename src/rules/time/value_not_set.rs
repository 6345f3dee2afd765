//! A hole: a value that is known to be open.

use crate::labels::Say;
use crate::model::{
    Action, Body, Cond, Count, Decl, Go, Guard, Literal, NodeKind, ParamValue, Period, Quantity, Text, Trigger, Value,
    Work, each_flow, each_node,
};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{FileId, Span};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "value-not-set",
    code: "T01",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("value_not_set.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for module in context.modules() {
        for decl in &module.file.decls {
            match &decl.body {
                Body::Param(param) => match &param.value {
                    ParamValue::Unset(why) => {
                        let open = without_value(context, module.id, decl);
                        out.push(tell(decl.span(), because(context, module.id, open, why)));
                    }
                    ParamValue::Set(quantity) => hole(quantity, out),
                },
                Body::Sla(sla) => {
                    let cells =
                        sla.tables.iter().flat_map(|table| &table.rows).flat_map(|row| row.cells.iter().flatten());
                    cells.for_each(|cell| hole(cell, out));
                }
                Body::Record(record) => record.kept.iter().for_each(|(kept, _)| hole(kept, out)),
                Body::Role(role) => role.count.iter().for_each(|count| hole(count, out)),
                Body::Kpi(kpi) => {
                    kpi.thresholds()
                        .map(|threshold| &threshold.value)
                        .chain(&kpi.weight)
                        .chain(kpi.every.as_ref().and_then(open_length))
                        .for_each(|value| hole(value, out));
                }
                Body::Training(training) => {
                    let passes = training.tests.iter().filter_map(|test| test.pass.as_ref()).chain(&training.pass);
                    let weights = training.tests.iter().filter_map(|test| test.weight.as_ref());
                    passes
                        .map(|pass| &pass.value)
                        .chain(weights)
                        .chain(&training.lasts)
                        .chain(training.every.as_ref().and_then(open_length))
                        .for_each(|value| hole(value, out));
                }
                Body::Routine(routine) => {
                    open_length(&routine.every).into_iter().chain(&routine.lasts).for_each(|value| hole(value, out));
                    work(&routine.work, out);
                }
                _ => {}
            }
        }
        if let Some((every, _)) = module.file.head.as_ref().and_then(|head| head.review.as_ref()) {
            hole(every, out);
        }
        each_flow(&module.file, &mut |flow| {
            if let Some(why) = &flow.unset {
                let open = say!("流程还没有内容", "the flow is still open");
                out.push(tell(flow.head.0, because(context, module.id, open, why)));
            }
            let expected = flow.starts.iter().filter_map(|start| start.expects.as_ref());
            expected.for_each(|(count, _)| hole(count, out));
            flow.late.iter().flat_map(|line| line.after.iter().chain(&line.every)).for_each(|value| hole(value, out));
            each_node(&flow.nodes, &mut |node| {
                work(&node.work, out);
                let own = node.work.limits.iter().flat_map(|limit| &limit.late).flat_map(|line| &line.actions);
                let ways = node.work.ways.iter().map(|way| &way.go).chain(own.filter_map(goes));
                ways.filter(|_| !node.broken).for_each(|go| bound(go, out));
                for way in &node.work.ways {
                    if let Trigger::When(cond) = &way.trigger {
                        condition(cond, out);
                    }
                }
                match &node.kind {
                    NodeKind::Wait { delay: Some(delay) } => hole(&delay.lasts, out),
                    NodeKind::Approval { needs: Some(Count::Number(number)) }
                    | NodeKind::Each { join: Some(Count::Number(number)), .. } => hole(number, out),
                    NodeKind::Parallel { branches, join, .. } => {
                        for branch in branches {
                            if let Guard::When(cond) = &branch.guard {
                                condition(cond, out);
                            }
                        }
                        if let Some(Count::Number(number)) = join {
                            hole(number, out);
                        }
                    }
                    _ => {}
                }
            });
            let defaults = flow.late.iter().flat_map(|line| &line.actions);
            defaults.filter_map(goes).filter(|_| !flow.broken).for_each(|go| bound(go, out));
        });
    }
}

/// The holes of the clauses that steps and routines share.
fn work(work: &Work, out: &mut Vec<Finding>) {
    for limit in &work.limits {
        hole(&limit.value, out);
        let lines = limit.late.iter().flat_map(|line| line.after.iter().chain(&line.every));
        lines.chain(limit.warns.iter().flat_map(|warn| &warn.shares)).for_each(|value| hole(value, out));
    }
    work.takes.iter().for_each(|takes| hole(&takes.least, out));
}

/// The length of time after which something recurs, where a number of days or months stands for it.
fn open_length(period: &Period) -> Option<&Quantity> {
    match period {
        Period::Every(length) | Period::Month(Some(length)) => Some(length),
        _ => None,
    }
}

/// That a parameter has no value, with its title if it has one: the name alone may not say what is missing.
fn without_value(context: &Context<'_>, file: FileId, decl: &Decl) -> Say {
    let name = decl.label();
    let Some(title) = decl.title.as_ref().filter(|title| !title.source.is_empty()) else {
        return say!("参数 `{name}` 还没有值", "the parameter `{name}` has no value yet");
    };
    let first = context.project.languages(file).first().copied().unwrap_or("zh");
    let (zh, en) = (title.read("zh", first), title.read("en", first));
    say!("参数 `{name}`（{zh}）还没有值", "the parameter `{name}` ({en}) has no value yet")
}

/// The sentence with the owner's reason, in each language as far as the reason is translated.
fn because(context: &Context<'_>, file: FileId, open: Say, why: &Text) -> Say {
    if why.source.is_empty() {
        return open;
    }
    let first = context.project.languages(file).first().copied().unwrap_or("zh");
    let (zh, en) = (why.read("zh", first), why.read("en", first));
    Say { zh: format!("{}：{zh}", open.zh), en: format!("{}: {en}", open.en) }
}

fn hole(quantity: &Quantity, out: &mut Vec<Finding>) {
    if let Value::Hole(_) = quantity.value {
        out.push(tell(quantity.span(), say!("这个值还没有确定", "this value is still open")));
    }
}

/// The holes of a condition. A parameter is told where it is declared.
fn condition(cond: &Cond, out: &mut Vec<Finding>) {
    match cond {
        Cond::Any(parts) | Cond::All(parts) => parts.iter().for_each(|part| condition(part, out)),
        Cond::Compare(compare) => hole(&compare.value, out),
        Cond::Is(is) => is.values.iter().for_each(|value| {
            if let Literal::Quantity(quantity) = value {
                hole(quantity, out);
            }
        }),
        Cond::Broken => {}
    }
}

fn goes(action: &Action) -> Option<&Go> {
    match action {
        Action::Go(go) => Some(go),
        _ => None,
    }
}

fn bound(go: &Go, out: &mut Vec<Finding>) {
    if let Some(bound) = go.bound.as_ref().filter(|bound| bound.times.is_none()) {
        out.push(tell(bound.at.0, say!("次数还没有确定", "how many times is still open")));
    }
}

fn tell(at: Span, message: Say) -> Finding {
    INFO.at(at, message).help(say!("批准之前必须确定", "it must be set before the document can be approved"))
}
