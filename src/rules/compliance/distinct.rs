//! Whether each of several tasks can have a person of its own.

use std::collections::BTreeSet;

/// Tasks for which there are too few people.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Short {
    /// The tasks, by index.
    pub(super) tasks: BTreeSet<usize>,
    /// All posts that may do any of them, by index.
    pub(super) posts: BTreeSet<usize>,
    /// How many people hold these posts.
    pub(super) seats: u32,
}

/// The groups of tasks that have fewer people than tasks. `tasks` says which posts may do each, `seats` how many people
/// hold each post. Tasks take people one after the other, and who is taken may be given another task in exchange; where
/// that fails, all that was tried is such a group.
pub(super) fn short(tasks: &[Vec<usize>], seats: &[u32]) -> Vec<Short> {
    let mut taken: Vec<Option<usize>> = vec![None; tasks.len()];
    let mut found: Vec<Short> = Vec::new();
    for task in 0..tasks.len() {
        let mut tried = BTreeSet::new();
        if place(task, tasks, seats, &mut taken, &mut tried) {
            continue;
        }
        let inside = |task: &usize| taken.get(*task).copied().flatten().is_some_and(|post| tried.contains(&post));
        let mut group: BTreeSet<usize> = (0..tasks.len()).filter(inside).collect();
        group.insert(task);
        // Tasks that fail for the same people are one group.
        let (same, mut others): (Vec<Short>, Vec<Short>) =
            found.into_iter().partition(|known| !known.posts.is_disjoint(&tried));
        for known in same {
            group.extend(known.tasks);
            tried.extend(known.posts);
        }
        let seats = tried.iter().filter_map(|post| seats.get(*post)).sum();
        others.push(Short { tasks: group, posts: tried, seats });
        found = others;
    }
    found
}

/// Gives a task a person, if need be by giving others another one. `tried` collects the posts that were looked at.
fn place(
    task: usize,
    tasks: &[Vec<usize>],
    seats: &[u32],
    taken: &mut Vec<Option<usize>>,
    tried: &mut BTreeSet<usize>,
) -> bool {
    for &post in tasks.get(task).into_iter().flatten() {
        if !tried.insert(post) {
            continue;
        }
        let holding: Vec<usize> = (0..taken.len()).filter(|other| taken.get(*other) == Some(&Some(post))).collect();
        let free = seats.get(post).is_some_and(|seats| holding.len() < *seats as usize);
        if free || holding.into_iter().any(|other| place(other, tasks, seats, taken, tried)) {
            if let Some(slot) = taken.get_mut(task) {
                *slot = Some(post);
            }
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

    use super::short;

    #[test]
    fn people_are_exchanged_where_that_helps() {
        // The first task takes the only one who can do the second, and can be done by the other.
        assert!(short(&[vec![0, 1], vec![0]], &[1, 1]).is_empty());
        assert!(short(&[vec![0], vec![0], vec![0, 1]], &[2, 1]).is_empty());
    }

    #[test]
    fn the_group_that_is_short_is_found() {
        let found = short(&[vec![0, 1], vec![2], vec![0], vec![1, 0]], &[1, 1, 5]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].tasks.iter().copied().collect::<Vec<_>>(), [0, 2, 3]);
        assert_eq!(found[0].posts.iter().copied().collect::<Vec<_>>(), [0, 1]);
        assert_eq!(found[0].seats, 2);
    }

    #[test]
    fn tasks_short_of_the_same_people_are_told_once() {
        let found = short(&[vec![0], vec![0], vec![0]], &[1]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].tasks.len(), 3);
    }
}
