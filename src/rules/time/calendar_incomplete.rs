//! A calendar that leaves open when somebody works, or says it twice.

use super::moments::weekday;
use super::overlap::overlap;
use crate::labels::Say;
use crate::model::{Body, Calendar, CalendarFault, NoHolidays};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{Span, Unread};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "calendar-incomplete",
    code: "T14",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("calendar_incomplete.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (symbol, decl) in context.symbols().filter(|(_, decl)| !decl.broken) {
        let Body::Calendar(declared) = &decl.body else { continue };
        let Some(hours) = context.project.calendar(symbol) else { continue };
        let name = decl.label();
        // A piece that cannot be read is told where it stands.
        if hours.faults.iter().any(|fault| matches!(fault, CalendarFault::Unreadable(_))) {
            continue;
        }
        out.extend(hours.faults.iter().filter_map(|fault| told(name, decl.span(), declared, fault)));
        if let Some((first, second, day)) = overlap(&declared.hours) {
            let day = weekday(day);
            let (zh, en) = (day.zh, day.en);
            let found = INFO.at(
                second,
                say!("日历 `{name}` 的开放时间重叠（{zh}）", "the hours of calendar `{name}` overlap on {en}"),
            );
            let found = if first == second {
                found
            } else {
                found.also(first, say!("与这里重叠", "they overlap with these"))
            };
            out.push(found.help(say!(
                "每段时间只写一次；`18:00-09:00` 指到第二天 09:00",
                "write each stretch once; `18:00-09:00` runs until 09:00 of the next day"
            )));
        }
        let year = context.year(symbol.file);
        if let (Some(calendar), Some(year)) = (&hours.calendar, year)
            && !calendar.covers(year)
        {
            let at = declared.holidays.last().map_or(decl.span(), |(_, at)| at.0);
            out.push(
                INFO.at(
                    at,
                    say!(
                        "日历 `{name}` 的假期文件里没有 {year} 年的假期",
                        "the holidays of calendar `{name}` say nothing about {year}"
                    ),
                )
                .help(say!("补上 {year} 年的假期文件", "add a file with the holidays of {year}")),
            );
        }
    }
}

fn told(name: &str, head: Span, declared: &Calendar, fault: &CalendarFault) -> Option<Finding> {
    let found = match fault {
        // What never closes is the same in every time zone.
        CalendarFault::NoTimeZone if declared.always && declared.closed.is_empty() => return None,
        CalendarFault::NoTimeZone => {
            INFO.at(head, say!("日历 `{name}` 没有写时区", "calendar `{name}` has no time zone")).help(say!(
                "写上时区，例如 `timezone \"Asia/Shanghai\"`",
                "name it, for example `timezone \"Asia/Shanghai\"`"
            ))
        }
        CalendarFault::UnknownTimeZone(zone, at) => {
            INFO.at(at.0, say!("没有时区叫 `{zone}`", "no time zone is called `{zone}`")).help(say!(
                "按“洲/城市”的形式写，例如 `Asia/Shanghai`、`Europe/Berlin`",
                "write it as continent and city, for example `Asia/Shanghai` or `Europe/Berlin`"
            ))
        }
        CalendarFault::NoHours => {
            INFO.at(head, say!("日历 `{name}` 没有开放时间", "calendar `{name}` is never open")).help(say!(
                "写上开放时间，例如 `open mon-fri 09:00-18:00`",
                "write its hours, for example `open mon-fri 09:00-18:00`"
            ))
        }
        CalendarFault::Holidays(file, at, why) => INFO.at(at.0, unread(file, why)).help(say!(
            "写相对于本文件的路径；文件须是 iCalendar 格式（.ics），列出全天的假期",
            "write its path from this file; it must be an iCalendar file (.ics) with the holidays as all-day events"
        )),
        CalendarFault::Unreadable(_) => return None,
    };
    Some(found)
}

fn unread(file: &str, why: &NoHolidays) -> Say {
    match why {
        NoHolidays::Unread(Unread::Missing) => say!("找不到假期文件 `{file}`", "there is no file of holidays `{file}`"),
        NoHolidays::Unread(Unread::Outside) => {
            say!("假期文件 `{file}` 在规程库之外", "the file of holidays `{file}` lies outside the project")
        }
        NoHolidays::Unread(Unread::Refused(_) | Unread::NotUtf8(..)) => {
            say!(
                "假期文件 `{file}` 打不开，或不是 UTF-8 编码",
                "the file of holidays `{file}` cannot be opened, or is not UTF-8"
            )
        }
        NoHolidays::NotUnderstood(_) => say!("从文件 `{file}` 读不出假期", "no holidays can be read from `{file}`"),
    }
}
