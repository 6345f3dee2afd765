//! Which hours a day has: the week, and the days that differ from it.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, Weekday};

use super::calendar::{Extra, Opening, Shift};

/// The hours of every day, with everything that says something about a day weighed.
///
/// Of several lines about one day the more particular wins, the organisation's own before those of a file: an extra open
/// day, then a closed range, then a make-up working day of the holidays, then a holiday, then the week.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Days {
    /// Hours by day of the week, Monday first, each in order.
    week: [Vec<Shift>; 7],
    /// Closed ranges with both ends, in order, not touching.
    closed: Vec<(Date, Date)>,
    /// Days with hours of their own. None of them lies in `closed`.
    special: BTreeMap<Date, Vec<Shift>>,
}

impl Days {
    pub(super) fn new(opening: &Opening) -> Self {
        let mut days = Days::default();
        for (day, shift) in &opening.week {
            days.like_mut(*day).push(*shift);
        }
        days.week.iter_mut().for_each(|shifts| shifts.sort());
        let usual = opening.week.first().map(|(day, _)| days.like(*day).to_vec()).unwrap_or_default();
        let within =
            |ranges: &[(Date, Date)], day: Date| ranges.iter().any(|(first, last)| (*first..=*last).contains(&day));
        for day in opening.holidays.iter().flat_map(|file| &file.working) {
            if !within(&opening.closed, *day) {
                days.special.insert(*day, usual.clone());
            }
        }
        let mut own: BTreeMap<Date, Vec<Shift>> = BTreeMap::new();
        for (day, extra) in &opening.extra {
            let shifts = match extra {
                Extra::Own(shifts) => shifts.clone(),
                Extra::Like(weekday) => days.like(*weekday).to_vec(),
                Extra::Usual => usual.clone(),
            };
            own.entry(*day).or_default().extend(shifts);
        }
        own.values_mut().for_each(|shifts| shifts.sort());
        days.special.extend(own);
        let holidays = opening.holidays.iter().flat_map(|file| &file.closed);
        days.closed = joined(opening.closed.iter().chain(holidays).copied(), &days.special);
        days
    }

    /// The hours that begin on a day, in order.
    pub(super) fn shifts(&self, day: Date) -> &[Shift] {
        if let Some(shifts) = self.special.get(&day) {
            return shifts;
        }
        if self.closed_range(day).is_some() { &[] } else { self.like(day.weekday()) }
    }

    /// The first day from `day` on, itself included, with hours; `None` if none comes any more.
    pub(super) fn next_open(&self, day: Date) -> Option<Date> {
        let special = self.special.range(day..).find(|(_, shifts)| !shifts.is_empty()).map(|(day, _)| *day);
        if self.week.iter().all(Vec::is_empty) {
            return special;
        }
        let mut day = day;
        loop {
            if special == Some(day) || !self.shifts(day).is_empty() {
                return Some(day);
            }
            // A closed range is left in one step: it may go on for centuries. No special day lies in it.
            let last = self.closed_range(day).map_or(day, |range| range.1);
            day = last.tomorrow().ok()?;
        }
    }

    /// Whether the week leaves no moment closed and no day differs from it.
    pub(super) fn never_closed(&self) -> bool {
        const WEEK: i64 = 7 * 86_400;
        if !self.closed.is_empty() || !self.special.is_empty() {
            return false;
        }
        let seconds =
            |time: Time| i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
        let spans = || {
            (0..).zip(&self.week).flat_map(move |(day, shifts)| {
                shifts.iter().map(move |shift| {
                    let (from, to) = (seconds(shift.from), seconds(shift.to));
                    (day * 86_400 + from, day * 86_400 + if to <= from { to + 86_400 } else { to })
                })
            })
        };
        let Some((first, _)) = spans().next() else { return false };
        let twice = spans().chain(spans().map(|(from, to)| (from + WEEK, to + WEEK)));
        twice.fold(first, |reached, (from, to)| if from <= reached { reached.max(to) } else { reached }) >= first + WEEK
    }

    fn like(&self, day: Weekday) -> &[Shift] {
        usize::try_from(day.to_monday_zero_offset()).ok().and_then(|day| self.week.get(day)).map_or(&[], Vec::as_slice)
    }

    fn like_mut(&mut self, day: Weekday) -> &mut Vec<Shift> {
        let [mon, tue, wed, thu, fri, sat, sun] = &mut self.week;
        match day {
            Weekday::Monday => mon,
            Weekday::Tuesday => tue,
            Weekday::Wednesday => wed,
            Weekday::Thursday => thu,
            Weekday::Friday => fri,
            Weekday::Saturday => sat,
            Weekday::Sunday => sun,
        }
    }

    fn closed_range(&self, day: Date) -> Option<(Date, Date)> {
        let index = self.closed.partition_point(|(_, last)| *last < day);
        self.closed.get(index).copied().filter(|(first, _)| *first <= day)
    }
}

/// Ranges in order, joined where they overlap, without the days that have hours of their own.
fn joined(ranges: impl Iterator<Item = (Date, Date)>, special: &BTreeMap<Date, Vec<Shift>>) -> Vec<(Date, Date)> {
    let mut sorted: Vec<(Date, Date)> = ranges.filter(|(first, last)| first <= last).collect();
    sorted.sort();
    let mut found: Vec<(Date, Date)> = Vec::new();
    for (first, last) in sorted {
        match found.last_mut() {
            Some((_, end)) if first <= *end => *end = last.max(*end),
            _ => found.push((first, last)),
        }
    }
    let mut cut = Vec::new();
    for (mut first, last) in found {
        for day in special.range(first..=last).map(|(day, _)| *day) {
            if let Ok(before) = day.yesterday()
                && first <= before
            {
                cut.push((first, before));
            }
            let Ok(next) = day.tomorrow() else { return cut };
            first = next;
        }
        if first <= last {
            cut.push((first, last));
        }
    }
    cut
}
