//! Stretches of time and sets of them.

use jiff::{SignedDuration, Timestamp};

/// A stretch of time, from a moment up to another that no longer belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// Its first moment.
    pub from: Timestamp,
    /// The first moment after it.
    pub to: Timestamp,
}

impl Interval {
    /// Its length; nothing if it ends before it begins.
    #[must_use]
    pub fn length(self) -> SignedDuration {
        self.to.duration_since(self.from).max(SignedDuration::ZERO)
    }

    /// Whether a moment lies in it.
    #[must_use]
    pub fn contains(self, moment: Timestamp) -> bool {
        self.from <= moment && moment < self.to
    }

    /// What both have in common; possibly empty.
    #[must_use]
    pub fn clip(self, other: Interval) -> Interval {
        Interval { from: self.from.max(other.from), to: self.to.min(other.to) }
    }

    /// Whether it has no moment.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.to <= self.from
    }
}

/// A set of moments as a list of stretches: in order, none empty, none touching another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Intervals(Vec<Interval>);

impl Intervals {
    /// The set that these stretches cover, in any order, overlapping or not.
    #[must_use]
    pub fn of(stretches: impl IntoIterator<Item = Interval>) -> Self {
        let mut sorted: Vec<Interval> = stretches.into_iter().filter(|stretch| !stretch.is_empty()).collect();
        sorted.sort();
        let mut set = Intervals(Vec::with_capacity(sorted.len()));
        for stretch in sorted {
            set.push(stretch);
        }
        set
    }

    /// Adds a stretch that begins no earlier than the last one.
    fn push(&mut self, stretch: Interval) {
        match self.0.last_mut() {
            Some(last) if stretch.from <= last.to => last.to = last.to.max(stretch.to),
            _ if stretch.is_empty() => {}
            _ => self.0.push(stretch),
        }
    }

    /// Its stretches in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Interval] {
        &self.0
    }

    /// All moments of all the sets.
    #[must_use]
    pub fn union<'s>(sets: impl IntoIterator<Item = &'s Intervals>) -> Self {
        let mut sets = sets.into_iter();
        let first = sets.next().cloned().unwrap_or_default();
        sets.fold(first, |all, set| Intervals::of(all.0.iter().chain(&set.0).copied()))
    }

    /// The moments of `window` that are not in the set: for the hours of a channel and of those who serve it, the hours
    /// in which nobody does.
    #[must_use]
    pub fn gaps(&self, window: Interval) -> Self {
        let mut free = Intervals::default();
        let mut from = window.from;
        for stretch in self.0.iter().skip(self.first_after(window.from)) {
            if stretch.from >= window.to {
                break;
            }
            free.push(Interval { from, to: stretch.from });
            from = stretch.to;
        }
        free.push(Interval { from, to: window.to });
        free
    }

    /// The moments of this set that are not in the other.
    #[must_use]
    pub fn minus(&self, other: &Intervals) -> Self {
        Intervals::of(self.0.iter().flat_map(|stretch| other.gaps(*stretch).0))
    }

    /// The moments that both sets have.
    #[must_use]
    pub fn common(&self, other: &Intervals) -> Self {
        Intervals::of(self.0.iter().flat_map(|stretch| {
            let near = other.0.iter().skip(other.first_after(stretch.from));
            near.take_while(|near| near.from < stretch.to).map(|near| near.clip(*stretch))
        }))
    }

    /// How much time the set holds within `window`.
    #[must_use]
    pub fn total(&self, window: Interval) -> SignedDuration {
        let near = self.0.iter().skip(self.first_after(window.from)).take_while(|stretch| stretch.from < window.to);
        near.map(|stretch| stretch.clip(window).length()).sum()
    }

    /// Whether a moment belongs to the set.
    #[must_use]
    pub fn contains(&self, moment: Timestamp) -> bool {
        self.0.get(self.first_after(moment)).is_some_and(|stretch| stretch.contains(moment))
    }

    /// The first moment from `moment` on that belongs to the set or ends one of its stretches.
    #[must_use]
    pub fn next_edge(&self, moment: Timestamp) -> Option<Timestamp> {
        let at = self.0.partition_point(|stretch| stretch.to < moment);
        self.0.get(at).map(|stretch| stretch.from.max(moment))
    }

    /// The set, so much later.
    #[must_use]
    pub fn later(&self, by: SignedDuration) -> Self {
        let late = |moment: Timestamp| moment.saturating_add(by).unwrap_or(Timestamp::MAX);
        Intervals::of(self.0.iter().map(|stretch| Interval { from: late(stretch.from), to: late(stretch.to) }))
    }

    /// The index of the first stretch that ends after a moment.
    fn first_after(&self, moment: Timestamp) -> usize {
        self.0.partition_point(|stretch| stretch.to <= moment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn set(stretches: &[(i64, i64)]) -> Intervals {
        Intervals::of(stretches.iter().map(|(from, to)| Interval { from: at(*from), to: at(*to) }))
    }

    #[test]
    fn overlapping_and_touching_stretches_are_one() {
        assert_eq!(set(&[(5, 9), (0, 3), (3, 4), (6, 7), (8, 11), (20, 20)]), set(&[(0, 4), (5, 11)]));
    }

    #[test]
    fn sets_are_joined_and_taken_from_each_other() {
        let (a, b) = (set(&[(0, 10), (20, 30)]), set(&[(5, 22), (25, 26)]));
        assert_eq!(Intervals::union([&a, &b]), set(&[(0, 30)]));
        assert_eq!(a.minus(&b), set(&[(0, 5), (22, 25), (26, 30)]));
        assert_eq!(a.common(&b), set(&[(5, 10), (20, 22), (25, 26)]));
        assert_eq!(a.gaps(Interval { from: at(-5), to: at(25) }), set(&[(-5, 0), (10, 20)]));
        assert_eq!(a.total(Interval { from: at(8), to: at(21) }), SignedDuration::from_secs(3));
        assert!(a.contains(at(0)) && !a.contains(at(10)) && a.contains(at(29)) && !a.contains(at(30)));
    }

    #[test]
    fn the_end_of_a_stretch_is_an_edge() {
        let all = set(&[(2, 5), (8, 9)]);
        let edge = |second: i64| all.next_edge(at(second)).map(Timestamp::as_second);
        assert_eq!([edge(0), edge(3), edge(5), edge(6), edge(10)], [Some(2), Some(3), Some(5), Some(8), None]);
        assert_eq!(all.later(SignedDuration::from_secs(2)), set(&[(4, 7), (10, 11)]));
    }

    #[test]
    fn nothing_has_one_gap() {
        let window = Interval { from: at(0), to: at(7) };
        assert_eq!(Intervals::default().gaps(window), set(&[(0, 7)]));
        assert_eq!(set(&[(-3, 9)]).gaps(window), Intervals::default());
    }
}
