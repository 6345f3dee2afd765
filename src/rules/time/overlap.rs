//! Weekly hours that say one moment twice.

use jiff::civil::{Time, Weekday};

use crate::model::Hours;
use crate::source::Span;

const DAY: i64 = 24 * 3600;

/// A stretch of the week, in seconds from Monday on.
#[derive(Clone, Copy)]
struct Stretch<'h> {
    from: i64,
    to: i64,
    line: &'h Hours,
    day: Weekday,
    /// Its place among all, in the order written.
    index: usize,
}

/// Two stretches that share a moment: the line of the one written first, the line of the other, and its day.
pub(super) fn overlap(hours: &[Hours]) -> Option<(Span, Span, Weekday)> {
    let mut all = stretches(hours);
    all.sort_by_key(|stretch| stretch.from);
    // The last night of the week reaches into its first day.
    let first = all.first().copied()?;
    let again = Stretch { from: first.from + 7 * DAY, to: first.to + 7 * DAY, ..first };
    let next = all.iter().skip(1).chain((all.len() > 1).then_some(&again));
    let (a, b) = all.iter().zip(next).find(|(a, b)| a.to > b.from)?;
    let (first, second) = if a.index < b.index { (a, b) } else { (b, a) };
    Some((first.line.at.0, second.line.at.0, second.day))
}

fn stretches(hours: &[Hours]) -> Vec<Stretch<'_>> {
    let seconds = |time: Time| i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60;
    let spans = hours
        .iter()
        .flat_map(|line| line.days.iter().flat_map(move |day| line.spans.iter().map(move |span| (line, *day, *span))));
    let stretch = |(index, (line, day, (from, to))): (usize, (_, Weekday, (Time, Time)))| {
        let begin = i64::from(day.to_monday_zero_offset()) * DAY + seconds(from);
        let length = seconds(to) - seconds(from);
        Stretch { from: begin, to: begin + if length > 0 { length } else { length + DAY }, line, day, index }
    };
    spans.enumerate().map(stretch).collect()
}
