//! Did you mean …?

/// The candidate that a mistyped word most likely means; `None` if none is near.
pub(super) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    // One sign of two in a Chinese word is half of what it says.
    let far = if length < 3 && !word.is_ascii() { 0 } else { (length / 3).max(1) };
    let near = candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= far);
    near.min().map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_near_and_another_word_is_not() {
        let rules = ["nothing-follows", "no-way-to-end", "vague-word"];
        assert_eq!(nearest("nothing-folows", rules), Some("nothing-follows"));
        assert_eq!(nearest("Vague-Wrod", rules), Some("vague-word"));
        assert_eq!(nearest("kpi", rules), None);
    }
}
