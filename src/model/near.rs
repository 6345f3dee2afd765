//! The nearest name to one that nobody declares.

/// The entry whose name is nearest to `wanted`, if it is near enough to be what was meant. Of equally near ones the
/// first in the order of names, so that the answer does not depend on the order of the candidates.
pub fn nearest<'n, T>(wanted: &str, names: impl IntoIterator<Item = (&'n str, T)>) -> Option<T> {
    let length = wanted.chars().count();
    // One sign of two in a Chinese word is half of what it says.
    if length < 3 && !wanted.is_ascii() {
        let same = |(name, _): &(&str, T)| name.to_lowercase() == wanted.to_lowercase();
        return names.into_iter().find(same).map(|(_, entry)| entry);
    }
    // One slip in a short name, two in a longer one, three in a long one.
    let far = match length {
        0..=1 => 0,
        2..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let lower = wanted.to_lowercase();
    let mut best: Option<(usize, &str, T)> = None;
    for (name, entry) in names {
        if name.chars().count().abs_diff(length) > far {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&lower, &name.to_lowercase());
        let better = best.as_ref().is_none_or(|(known, first, _)| (distance, name) < (*known, *first));
        if distance <= far && better {
            best = Some((distance, name, entry));
        }
    }
    best.map(|(_, _, entry)| entry)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = [("intake", 1), ("register", 2), ("投诉登记", 3)];
        assert_eq!(nearest("intak", names), Some(1));
        assert_eq!(nearest("registre", names), Some(2));
        assert_eq!(nearest("投诉等记", names), Some(3));
        assert_eq!(nearest("approve", names), None);
        assert_eq!(nearest("退款", [("条款", 1)]), None);
    }
}
