//! A calendar that leaves open when somebody works, or says it twice.

use jiff::civil::Weekday;

use crate::labels::Say;
use crate::model::{Body, Calendar, CalendarFault, Hours, NoHolidays};
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
        if let Some((first, second)) = overlap(&declared.hours) {
            let day = day_name(second.1);
            let (zh, en) = (day.zh, day.en);
            let found = INFO.at(
                second.0.at.0,
                say!("日历 `{name}` 的开放时间重叠（{zh}）", "the hours of calendar `{name}` overlap on {en}"),
            );
            let found = if first == second.0.at.0 {
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

/// Two stretches of the weekly hours that share a moment: the place of the first, the second with its day.
fn overlap(hours: &[Hours]) -> Option<(Span, (&Hours, Weekday))> {
    const DAY: i64 = 24 * 3600;
    let seconds = |time: jiff::civil::Time| i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60;
    let mut all: Vec<(i64, i64, &Hours, Weekday)> = Vec::new();
    for line in hours {
        for day in &line.days {
            for (from, to) in &line.spans {
                let begin = i64::from(day.to_monday_zero_offset()) * DAY + seconds(*from);
                let length = seconds(*to) - seconds(*from);
                all.push((begin, begin + if length > 0 { length } else { length + DAY }, line, *day));
            }
        }
    }
    // In the order written, so that the first of two is the earlier line; a sort that keeps it.
    let mut sorted: Vec<(usize, &(i64, i64, &Hours, Weekday))> = all.iter().enumerate().collect();
    sorted.sort_by_key(|(_, (begin, ..))| *begin);
    // The last night of the week reaches into its first day.
    let (_, first) = sorted.first()?;
    let wrapped = (usize::MAX, &(first.0 + 7 * DAY, first.1 + 7 * DAY, first.2, first.3));
    let pairs = sorted.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
    let last = sorted.last().map(|last| (*last, wrapped)).filter(|_| all.len() > 1);
    let (a, b) = pairs.chain(last).find(|((_, a), (_, b))| a.1 > b.0)?;
    let (first, second) = if b.0 == usize::MAX || a.0 < b.0 { (a.1, b.1) } else { (b.1, a.1) };
    Some((first.2.at.0, (second.2, second.3)))
}

fn day_name(day: Weekday) -> Say {
    super::moments::weekday(day)
}
