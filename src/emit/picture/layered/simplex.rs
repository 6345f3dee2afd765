//! The network simplex of Gansner, Koutsofios, North and Vo ("A technique for drawing directed graphs", 1993): whole
//! numbers for points such that every edge is at least as long as it must be, and all edges together are as short as they
//! can be. Ranks are found with it, and columns.
//!
//! A tree of edges that are exactly as long as they must be holds all points together. An edge of the tree is exchanged
//! for another one while that shortens the whole. Both steps look only at the smaller part that is moved.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::table::Table;

/// `place(to) - place(from)` is at least `length`; each unit of it costs `weight`.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) length: i64,
    pub(super) weight: i64,
}

/// How many points and edges may be looked at before the best so far is taken: pictures of a thousand shapes end too.
const EFFORT: usize = 60_000_000;

/// Places for so many points. The edges may close no circle; what they do not hold together is placed by itself.
pub(super) fn solve(points: usize, edges: Vec<Edge>) -> Table<i64> {
    let mut net = Net::new(points, edges);
    net.as_early_as_possible();
    net.grow();
    net.weigh();
    net.exchange();
    net.place
}

const NONE: usize = usize::MAX;

struct Net {
    edges: Table<Edge>,
    /// The edges at each point.
    at: Table<Vec<usize>>,
    place: Table<i64>,
    /// The edge of the tree that leads towards the root, and the point there.
    up: Table<(usize, usize)>,
    /// The edges of the tree that lead away from the root, by the points there.
    down: Table<Vec<usize>>,
    /// What comes into the part below a point, less what goes out of it.
    surplus: Table<i64>,
    /// In which round a point was last in the part that is moved.
    part: Table<usize>,
    round: usize,
}

impl Net {
    fn new(points: usize, edges: Vec<Edge>) -> Self {
        let mut at: Table<Vec<usize>> = Table::new(points, Vec::new());
        for (index, edge) in edges.iter().enumerate() {
            at[edge.from].push(index);
            at[edge.to].push(index);
        }
        Self {
            edges: Table::of(edges, Edge::default()),
            at,
            place: Table::new(points, 0),
            up: Table::new(points, (NONE, NONE)),
            down: Table::new(points, Vec::new()),
            surplus: Table::new(points, 0),
            part: Table::new(points, 0),
            round: 0,
        }
    }

    fn points(&self) -> usize {
        self.place.len()
    }

    fn slack(&self, index: usize) -> i64 {
        let edge = self.edges[index];
        self.place[edge.to] - self.place[edge.from] - edge.length
    }

    /// Each point as early as the edges to it allow.
    fn as_early_as_possible(&mut self) {
        let mut missing = Table::new(self.points(), 0usize);
        self.edges.iter().for_each(|edge| missing[edge.to] += 1);
        let mut ready: Vec<usize> = (0..self.points()).filter(|point| missing[*point] == 0).collect();
        while let Some(point) = ready.pop() {
            for index in &self.at[point] {
                let edge = self.edges[*index];
                if edge.from == point {
                    self.place[edge.to] = self.place[edge.to].max(self.place[point] + edge.length);
                    missing[edge.to] -= 1;
                    if missing[edge.to] == 0 {
                        ready.push(edge.to);
                    }
                }
            }
        }
    }

    /// Grows the tree from a point: always along the edge that is least too long, by which the whole tree is moved.
    fn grow(&mut self) {
        let mut inside = Table::new(self.points(), false);
        for root in 0..self.points() {
            if !inside[root] {
                self.grow_from(root, &mut inside);
            }
        }
    }

    fn grow_from(&mut self, root: usize, inside: &mut Table<bool>) {
        // Moving the tree makes all edges out of it longer and all into it shorter by the same: what is kept of an edge
        // is how much too long it is when the tree has not been moved.
        let (mut out, mut into) = (BinaryHeap::new(), BinaryHeap::new());
        let mut moved = 0;
        let mut grown = vec![root];
        let mut newest = root;
        inside[root] = true;
        loop {
            for &index in &self.at[newest] {
                let edge = self.edges[index];
                if edge.from == newest && !inside[edge.to] {
                    out.push(Reverse((self.slack(index), index)));
                } else if edge.to == newest && !inside[edge.from] {
                    into.push(Reverse((self.slack(index), index)));
                }
            }
            while out.peek().is_some_and(|Reverse((_, index))| inside[self.edges[*index].to]) {
                out.pop();
            }
            while into.peek().is_some_and(|Reverse((_, index))| inside[self.edges[*index].from]) {
                into.pop();
            }
            let least_out = out.peek().map(|Reverse((kept, index))| (kept - moved, *index));
            let least_into = into.peek().map(|Reverse((kept, index))| (kept + moved, *index));
            let goes_out = match (least_out, least_into) {
                (Some(out), Some(into)) => out.0 <= into.0,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => break,
            };
            let Some((slack, index)) = (if goes_out { least_out } else { least_into }) else { break };
            let edge = self.edges[index];
            let (old, new) = if goes_out { (edge.from, edge.to) } else { (edge.to, edge.from) };
            moved += if goes_out { slack } else { -slack };
            // Kept as if it had stood in the tree from the beginning.
            self.place[new] -= moved;
            inside[new] = true;
            self.up[new] = (index, old);
            self.down[old].push(new);
            grown.push(new);
            newest = new;
        }
        grown.into_iter().for_each(|point| self.place[point] += moved);
    }

    fn weigh(&mut self) {
        for edge in self.edges.iter() {
            self.surplus[edge.to] += edge.weight;
            self.surplus[edge.from] -= edge.weight;
        }
        let mut order: Vec<usize> = (0..self.points()).filter(|point| self.up[*point].1 == NONE).collect();
        let mut next = 0;
        while let Some(&point) = order.get(next) {
            next += 1;
            order.extend(&self.down[point]);
        }
        for point in order.into_iter().rev() {
            let above = self.up[point].1;
            if above != NONE {
                let own = self.surplus[point];
                self.surplus[above] += own;
            }
        }
    }

    /// What all edges get shorter if the edge above a point is made longer by one; nothing at a root.
    fn gain(&self, point: usize) -> i64 {
        let (index, above) = self.up[point];
        if above == NONE {
            return 0;
        }
        // The part below moves away: up if the edge starts in it, down if it ends there.
        if self.edges[index].from == point { self.surplus[point] } else { -self.surplus[point] }
    }

    fn exchange(&mut self) {
        let points = self.points();
        let mut effort = 0;
        let mut from = 0;
        while effort < EFFORT {
            // Of the first few that gain something the best is taken; the search goes on where it stopped.
            let mut best: Option<(i64, usize)> = None;
            let mut found = 0;
            for step in 0..points {
                effort += 1;
                let point = (from + step) % points;
                let gain = self.gain(point);
                if gain > 0 {
                    found += 1;
                    if best.is_none_or(|(most, _)| gain > most) {
                        best = Some((gain, point));
                    }
                    if found == 24 {
                        from = point + 1;
                        break;
                    }
                }
            }
            let Some((_, point)) = best else { return };
            effort += self.exchange_above(point);
        }
    }

    /// The edge above a point gets longer until another one gives way, which then holds the part below. Says how many
    /// points and edges were looked at.
    fn exchange_above(&mut self, point: usize) -> usize {
        let (old, above) = self.up[point];
        let moves_up = self.edges[old].from == point;
        self.round += 1;
        let mut part = vec![point];
        let mut next = 0;
        while let Some(&member) = part.get(next) {
            next += 1;
            self.part[member] = self.round;
            part.extend(&self.down[member]);
        }
        let mut effort = part.len();
        let mut first: Option<(i64, usize)> = None;
        for &member in &part {
            effort += self.at[member].len();
            for &index in &self.at[member] {
                let edge = self.edges[index];
                let (end, other) = if moves_up { (edge.to, edge.from) } else { (edge.from, edge.to) };
                if end == member && self.part[other] != self.round {
                    let slack = self.slack(index);
                    if first.is_none_or(|least| (slack, index) < least) {
                        first = Some((slack, index));
                    }
                }
            }
        }
        let Some((slack, entering)) = first else { return EFFORT };
        let moved = if moves_up { -slack } else { slack };
        part.iter().for_each(|member| self.place[*member] += moved);
        let edge = self.edges[entering];
        let (inner, outer) = if moves_up { (edge.to, edge.from) } else { (edge.from, edge.to) };
        let whole = self.surplus[point];
        effort += self.add(above, -whole) + self.add(outer, whole);
        self.hang(inner, (entering, outer), point, whole);
        effort
    }

    /// Adds to a point and all above it; says how many that were.
    fn add(&mut self, point: usize, surplus: i64) -> usize {
        let (mut point, mut count) = (point, 0);
        while point != NONE {
            self.surplus[point] += surplus;
            point = self.up[point].1;
            count += 1;
        }
        count
    }

    /// Hangs the part below `top` up by another point of it, to an edge and what is there.
    fn hang(&mut self, by: usize, to: (usize, usize), top: usize, whole: i64) {
        let (mut point, mut to, mut before) = (by, to, 0);
        loop {
            let (old, own) = (self.up[point], self.surplus[point]);
            self.surplus[point] = whole - before;
            self.up[point] = to;
            self.down[old.1].retain(|below| *below != point);
            self.down[to.1].push(point);
            if point == top {
                return;
            }
            (point, to, before) = (old.1, (old.0, point), own);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(edges: &[Edge], place: &Table<i64>) -> i64 {
        edges.iter().map(|edge| (place[edge.to] - place[edge.from]) * edge.weight).sum()
    }

    #[test]
    fn the_whole_is_as_short_as_it_can_be() {
        let edge = |(from, to, weight)| Edge { from, to, length: 1, weight };
        // The example of the paper: a chain of five with two ways beside it.
        let paper = [(0, 1), (1, 2), (2, 3), (3, 7), (0, 4), (0, 5), (4, 6), (5, 6), (6, 7)];
        let edges: Vec<Edge> = paper.map(|(from, to)| edge((from, to, 1))).into();
        let place = solve(8, edges.clone());
        assert_eq!(length(&edges, &place), 10);
    }

    /// Every way to set so few points, as a judge.
    fn least(points: u32, edges: &[Edge]) -> i64 {
        let most = 6_i64;
        let mut best = i64::MAX;
        for number in 0..most.pow(points) {
            let digits = (0..points).map(|digit| number / most.pow(digit) % most);
            let place = Table::of(digits.collect(), 0);
            if edges.iter().all(|edge| place[edge.to] - place[edge.from] >= edge.length) {
                best = best.min(length(edges, &place));
            }
        }
        best
    }

    #[test]
    fn nobody_finds_shorter_places_by_trying_all() {
        let mut chance = super::super::chance::Chance::new(7);
        for _ in 0..60 {
            let edges: Vec<Edge> = (0..7)
                .map(|_| {
                    let (one, other) = (chance.below(5), chance.below(5));
                    let (from, to) = if one == other { (0, 4) } else { (one.min(other), one.max(other)) };
                    let number = |below: usize| i64::try_from(below).unwrap();
                    Edge { from, to, length: number(chance.below(2)), weight: number(chance.below(4)) }
                })
                .collect();
            let place = solve(5, edges.clone());
            assert!(edges.iter().all(|edge| place[edge.to] - place[edge.from] >= edge.length), "{edges:?}");
            assert_eq!(length(&edges, &place), least(5, &edges), "{edges:?}");
        }
    }
}
