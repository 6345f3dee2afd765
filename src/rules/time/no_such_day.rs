//! Periodic work on a day that not every month, or not every year, has.

use rust_decimal::Decimal;

use crate::model::{Body, Decl, Period, Value};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::FileId;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "no-such-day",
    code: "T16",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("no_such_day.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (file, decl) in context.decls().filter(|(_, decl)| !decl.broken) {
        let every = match &decl.body {
            Body::Routine(routine) => Some(&routine.every),
            Body::Training(training) => training.every.as_ref(),
            Body::Kpi(kpi) => kpi.every.as_ref(),
            _ => None,
        };
        if let Some(every) = every {
            out.extend(missing(context, file, decl, every));
        }
    }
}

fn missing(context: &Context<'_>, file: FileId, decl: &Decl, every: &Period) -> Option<Finding> {
    let name = decl.label();
    match every {
        Period::Month(Some(day)) => {
            let Value::Number(number) = context.project.value(file, day)? else { return None };
            if *number <= Decimal::from(28) {
                return None;
            }
            let message = if *number > Decimal::from(31) {
                say!("`{name}`：没有一个月有 {number} 日", "`{name}`: no month has a day {number}")
            } else {
                say!("`{name}`：不是每个月都有 {number} 日", "`{name}`: not every month has a day {number}")
            };
            Some(INFO.at(day.span(), message).help(say!(
                "写每个月都有的一天，1 至 28 日；月底的工作可定在次月 1 日",
                "choose a day that every month has, 1 to 28; what closes a month can be done on day 1 of the next"
            )))
        }
        Period::Year(Some((2, 29))) => Some(
            INFO.at(
                decl.span(),
                say!(
                    "`{name}` 定在 2 月 29 日，四年才有一次",
                    "`{name}` is on 29 February, which most years do not have"
                ),
            )
            .help(say!("改为 `on 02-28` 或 `on 03-01`", "write `on 02-28` or `on 03-01`")),
        ),
        _ => None,
    }
}
