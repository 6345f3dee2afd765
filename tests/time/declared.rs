//! From a declared calendar to one that counts.

use sopkit::model::{CalendarFault, NoHolidays, OpenHours, Project, Symbol};
use sopkit::source::{CalendarFile, FileId, Loaded, RawFile, Unread, load};
use sopkit::time::HolidaysFault;

use super::hours::CN_2026;

fn open_hours(lines: &str, calendars: Vec<CalendarFile>) -> OpenHours {
    let text = format!("calendar c \"c\" {{\n  {lines}\n}}\n");
    let raw = RawFile { path: "a/c.sop".into(), shown: "c.sop".into(), text: Ok(text), named: true };
    let project = Project::new(Loaded { files: vec![raw], calendars, ..Loaded::default() });
    project.calendar(Symbol { file: FileId(0), index: 0 }).unwrap().clone()
}

fn holidays(lines: &str, text: Result<&str, Unread>) -> OpenHours {
    let file = CalendarFile { path: "cn.ics".into(), text: text.map(str::to_owned) };
    open_hours(&format!("open mon-fri 09:00-18:00\n  timezone \"Asia/Shanghai\"\n  {lines}"), vec![file])
}

#[test]
fn a_whole_calendar_counts() {
    let hours = holidays("holidays \"../cn.ics\"", Ok(CN_2026));
    assert_eq!(hours.faults, []);
    let calendar = hours.calendar.unwrap();
    assert!(calendar.covers(2026) && !calendar.covers(2027));
    assert_eq!(calendar.zone().iana_name(), Some("Asia/Shanghai"));
    assert!(open_hours("open 24x7\n  timezone \"UTC\"", vec![]).calendar.unwrap().is_always());
    assert!(open_hours("open mon-sun 00:00-24:00\n  timezone \"UTC\"", vec![]).calendar.unwrap().is_always());
    let closed = open_hours("open 24x7\n  timezone \"UTC\"\n  closed 2026-05-01", vec![]).calendar.unwrap();
    assert!(!closed.is_always() && closed.covers(1999));
}

#[test]
fn without_a_time_zone_it_counts_in_utc_and_says_so() {
    let hours = open_hours("open mon-fri 09:00-18:00", vec![]);
    assert_eq!(hours.faults, [CalendarFault::NoTimeZone]);
    assert_eq!(hours.calendar.unwrap().zone().iana_name(), Some("UTC"));
}

#[test]
fn what_would_be_a_guess_does_not_count() {
    let none = |hours: OpenHours| {
        assert!(hours.calendar.is_none(), "{hours:?}");
        hours.faults
    };
    let faults = none(open_hours("open mon-fri 09:00-18:00\n  timezone \"Asia/Shanghia\"", vec![]));
    assert!(matches!(&faults[..], [CalendarFault::UnknownTimeZone(name, _)] if name == "Asia/Shanghia"));
    assert_eq!(none(open_hours("timezone \"UTC\"", vec![])), [CalendarFault::NoHours]);
    let faults = none(open_hours("open mon-fri 09:00-25:00\n  timezone \"UTC\"", vec![]));
    assert!(matches!(&faults[..], [CalendarFault::Unreadable(_)]), "{faults:?}");
    none(open_hours("open mon-fri nine to five\n  timezone \"UTC\"", vec![]));
}

#[test]
fn holidays_that_say_nothing_are_told() {
    let why = |hours: OpenHours| {
        assert!(hours.calendar.is_none());
        match hours.faults.into_iter().next() {
            Some(CalendarFault::Holidays(_, _, why)) => why,
            other => panic!("{other:?}"),
        }
    };
    let line = "holidays \"../cn.ics\"";
    assert_eq!(why(holidays("holidays \"cn.ics\"", Ok(CN_2026))), NoHolidays::Unread(Unread::Missing));
    assert_eq!(why(holidays("holidays \"../../cn.ics\"", Ok(CN_2026))), NoHolidays::Unread(Unread::Outside));
    let refused = Unread::Refused("no".into());
    assert_eq!(why(holidays(line, Err(refused.clone()))), NoHolidays::Unread(refused));
    assert_eq!(why(holidays(line, Ok("hello"))), NoHolidays::NotUnderstood(HolidaysFault::NotACalendar));
}

#[test]
fn files_of_holidays_are_read_with_the_project() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let project = Project::new(load(&[root.join("sops")]).unwrap());
    assert_eq!(project.calendars.keys().collect::<Vec<_>>(), ["common/cn-2026.ics"]);
    let mut counted = 0;
    for module in &project.modules {
        for index in 0..module.file.decls.len() {
            if let Some(hours) = project.calendar(Symbol { file: module.id, index }) {
                assert_eq!(hours.faults, []);
                counted += usize::from(hours.calendar.is_some());
            }
        }
    }
    assert!(counted >= 2);
}

#[test]
fn unreadable_files_of_holidays_are_kept_apart_from_missing_ones() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(dir.path().join(name), bytes).unwrap();
    write("a.sop", b"calendar c \"c\" {\n  holidays \"gbk.ics\"\n  holidays \"none.ics\"\n  holidays \"ok.ics\"\n}\n");
    write("gbk.ics", &[0xD6, 0xD0, 0xB9, 0xFA]);
    write("ok.ics", CN_2026.as_bytes());
    write("other.ics", CN_2026.as_bytes());
    let found = load(&[dir.path().to_path_buf()]).unwrap().calendars;
    assert_eq!(found.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["gbk.ics", "ok.ics"]);
    assert!(matches!(found[0].text, Err(Unread::NotUtf8(0, _))));
    assert_eq!(found[1].text.as_deref(), Ok(CN_2026));
}
