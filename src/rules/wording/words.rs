//! Finding words in texts: English ones whole, with their endings, Chinese ones unless a longer word holds them.

use std::ops::Range;

use crate::rules::pieces::is_han;

/// A text with its words, read once for all terms.
pub(in crate::rules) struct Words<'t> {
    text: &'t str,
    /// In lower case, with their places.
    words: Vec<(String, Range<usize>)>,
}

impl<'t> Words<'t> {
    pub fn of(text: &'t str) -> Self {
        Self { text, words: words(text).map(|(word, at)| (word.to_lowercase(), at)).collect() }
    }
}

/// So many places of a term in one text are looked at; the rest of them cannot make a text of ordinary length better.
const MOST: usize = 20;

/// A term to look for.
#[derive(Debug)]
pub(in crate::rules) struct Term {
    /// How it is written in a list.
    pub written: String,
    /// Its words in lower case, if it is no Chinese one.
    words: Vec<String>,
    /// Longer words in which it means something else.
    pub unless: Vec<String>,
}

impl Term {
    /// A term, with the longer words in which it is harmless.
    pub fn new(written: &str, unless: Vec<String>) -> Self {
        let words = if written.contains(is_han) {
            Vec::new()
        } else {
            words(written).map(|(word, _)| word.to_lowercase()).collect()
        };
        Self { written: written.to_owned(), words, unless }
    }

    /// A piece of it that every text holds in which it stands, in whatever form: its first word without an ending `y`.
    pub fn seed(&self) -> &str {
        self.words.first().map_or(self.written.as_str(), |first| first.strip_suffix('y').unwrap_or(first))
    }

    /// Where it first stands in a text as a word of that text, not of a longer word and not in quotes.
    pub fn find(&self, read: &Words<'_>) -> Option<Range<usize>> {
        let is_meant = |range: &Range<usize>| !is_quoted(read.text, range.start) && !self.is_harmless(read.text, range);
        if self.words.is_empty() {
            let found = read.text.match_indices(&self.written).map(|(at, word)| at..at + word.len());
            return found.take(MOST).find(|range| !range.is_empty() && is_meant(range));
        }
        let windows = read.words.windows(self.words.len()).filter(|window| self.fits(read.text, window));
        let found = windows.filter_map(|window| Some(window.first()?.1.start..window.last()?.1.end));
        found.take(MOST).find(is_meant)
    }

    /// Whether some words of a text are this term: the last may have an ending, and only blanks part them.
    fn fits(&self, text: &str, window: &[(String, Range<usize>)]) -> bool {
        let last = self.words.len() - 1;
        let mut pairs = window.iter().zip(&self.words).enumerate();
        let same = pairs.all(|(at, ((token, _), word))| token == word || at == last && is_form(token, word));
        let is_gap = |sign: char| sign.is_whitespace() || sign == '-';
        let mut ends = window.iter().zip(window.iter().skip(1));
        same && ends
            .all(|((_, one), (_, next))| text.get(one.end..next.start).is_some_and(|gap| gap.chars().all(is_gap)))
    }

    fn is_harmless(&self, text: &str, at: &Range<usize>) -> bool {
        let lower = text.to_ascii_lowercase();
        self.unless.iter().any(|longer| {
            let mut found = lower.match_indices(longer.as_str());
            found.any(|(start, word)| start <= at.start && at.end <= start + word.len())
        })
    }
}

/// The words of a text that are written in letters with their places; a hyphen parts words, an apostrophe does not.
pub(in crate::rules) fn words(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let is_inside = |sign: char| (sign.is_alphanumeric() || matches!(sign, '\'' | '’' | '_')) && !is_han(sign);
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text.get(from..)?.find(is_inside)?;
        let rest = text.get(start..)?;
        let end = start + rest.find(|sign| !is_inside(sign)).unwrap_or(rest.len());
        from = end;
        Some((text.get(start..end)?, start..end))
    })
}

/// Whether a word is a form of another: a plural, a possessive, a past.
fn is_form(token: &str, word: &str) -> bool {
    let regular =
        token.strip_prefix(word).is_some_and(|ending| matches!(ending, "s" | "es" | "'s" | "’s" | "d" | "ed"));
    let in_y = word.strip_suffix('y').and_then(|stem| token.strip_prefix(stem));
    regular || in_y.is_some_and(|ending| matches!(ending, "ies" | "ied"))
}

/// Whether a place lies between quotes of the text itself: the word is spoken of there, not used.
fn is_quoted(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let open = |open: char, close: char| match (before.rfind(open), before.rfind(close)) {
        (Some(opened), Some(closed)) => opened > closed,
        (opened, _) => opened.is_some(),
    };
    let straight = before.matches('"').count() % 2 == 1;
    straight || open('“', '”') || open('「', '」') || open('『', '』') || open('《', '》')
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may")]
mod tests {
    use super::*;

    fn finds(term: &str, unless: &[&str], text: &str) -> Option<String> {
        let term = Term::new(term, unless.iter().map(|word| (*word).to_owned()).collect());
        term.find(&Words::of(text)).map(|range| text[range].to_owned())
    }

    #[test]
    fn english_words_are_whole_and_bent() {
        assert_eq!(finds("client", &[], "Call the Clients back").as_deref(), Some("Clients"));
        assert_eq!(
            finds("relevant party", &[], "Tell all relevant\n  parties").as_deref(),
            Some("relevant\n  parties")
        );
        assert_eq!(
            finds("as soon as possible", &[], "Reply as-soon-as possible").as_deref(),
            Some("as-soon-as possible")
        );
        assert_eq!(finds("timely", &[], "Check the timeliness"), None);
        assert_eq!(finds("as soon as possible", &[], "Reply as soon as, if possible"), None);
    }

    #[test]
    fn chinese_words_are_no_part_of_longer_ones() {
        assert_eq!(finds("定期", &["定期限"], "定期检查").as_deref(), Some("定期"));
        assert_eq!(finds("定期", &["定期限"], "在固定期限内完成"), None);
        assert_eq!(finds("定期", &["定期限"], "在固定期限内定期检查").as_deref(), Some("定期"));
    }

    #[test]
    fn what_is_quoted_is_not_used() {
        assert_eq!(finds("尽快", &[], "不得写“尽快”"), None);
        assert_eq!(finds("尽快", &[], "按“急件”尽快处理").as_deref(), Some("尽快"));
    }
}
