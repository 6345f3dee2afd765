//! Time zones: their names, and the moment for which a civil time stands.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use jiff::{Span, Timestamp};

/// A name that is no time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no time zone is called {0}")]
pub struct UnknownZone(pub String);

/// The time zone of an IANA name such as `Asia/Shanghai`, from the tables that the program carries: those of the machine
/// would make a limit depend on where it is read.
///
/// # Errors
/// A name that is no time zone.
pub fn zone(name: &str) -> Result<TimeZone, UnknownZone> {
    TimeZoneDatabase::bundled().get(name).map_err(|_| UnknownZone(name.to_owned()))
}

/// The first moment at which a clock in `zone` shows this civil time or more. Never decreases with the civil time.
/// `None` only beyond the years -9999 to 9999.
pub(super) fn instant(zone: &TimeZone, civil: DateTime) -> Option<Timestamp> {
    let found = zone.to_ambiguous_timestamp(civil);
    let earlier = match found.offset() {
        AmbiguousOffset::Gap { .. } => {
            // Read with the offset after the jump it lies before the jump, which is the next change of the zone.
            let before = found.earlier().ok()?;
            return zone.following(before).next().map(|change| change.timestamp());
        }
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => found.earlier(),
    };
    earlier.ok()
}

/// The first day from which on the clocks of a zone are not put forward or back any more; `None` if that never ends.
pub(super) fn steady_from(zone: &TimeZone) -> Option<Date> {
    // The zones of the world have some hundred changes behind them, or one rule that goes on for ever.
    const MOST: usize = 400;
    let mut changes = zone.following(Timestamp::MIN);
    let last = changes.by_ref().take(MOST).last();
    if changes.next().is_some() {
        return None;
    }
    let last = last.map_or(Date::MIN, |change| zone.to_datetime(change.timestamp()).date());
    Some(last.saturating_add(Span::new().days(2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str, civil: &str) -> String {
        instant(&zone(name).unwrap(), civil.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn a_time_that_does_not_exist_is_the_moment_of_the_jump() {
        for civil in ["2026-03-29T02:00", "2026-03-29T02:30", "2026-03-29T02:59:59", "2026-03-29T03:00"] {
            assert_eq!(shown("Europe/Berlin", civil), "2026-03-29T01:00:00Z");
        }
        assert_eq!(shown("Europe/Berlin", "2026-03-29T01:59"), "2026-03-29T00:59:00Z");
        // A whole day that Samoa left out.
        assert_eq!(shown("Pacific/Apia", "2011-12-30T12:00"), shown("Pacific/Apia", "2011-12-31T00:00"));
    }

    #[test]
    fn a_time_that_exists_twice_is_its_first_occurrence() {
        assert_eq!(shown("Europe/Berlin", "2026-10-25T02:30"), "2026-10-25T00:30:00Z");
        assert_eq!(shown("Europe/Berlin", "2026-10-25T03:00"), "2026-10-25T02:00:00Z");
    }

    #[test]
    fn clocks_that_are_not_changed_any_more_are_steady() {
        let from = |name: &str| steady_from(&zone(name).unwrap()).map(|day| day.to_string());
        assert_eq!(from("Asia/Shanghai").as_deref(), Some("1991-09-17"));
        assert_eq!(from("UTC").as_deref(), Some("-009999-01-03"));
        assert_eq!(from("Europe/Berlin"), None);
    }

    #[test]
    fn unknown_names_are_told() {
        assert_eq!(zone("Asia/Shanghia").unwrap_err().to_string(), "no time zone is called Asia/Shanghia");
    }
}
