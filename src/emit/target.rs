//! Where the links of a document may lead.

use super::shelf::Shelf;
use super::signs::clean;

/// A place that a reader may be led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// Another document of the build: its path as seen from this one, without its ending, still escaped as in an
    /// address; and the anchor of a place in it, empty where it is the whole.
    Document {
        /// The path.
        stem: String,
        /// The anchor.
        anchor: String,
    },
    /// The heading of this document with an anchor.
    Heading(String),
    /// A place outside.
    Outside(String),
}

impl Target {
    /// The target of a link in a document in Markdown; `None` where it may not or cannot lead anywhere: to a script, to
    /// what is not built, to a file that stood beside the source.
    pub(super) fn of(link: &str, document: &str, shelf: &Shelf) -> Option<Target> {
        let link = clean(link);
        if let Some(scheme) = scheme(&link) {
            let known = ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
            return known.then_some(Target::Outside(link));
        }
        let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
        if path.is_empty() {
            return (!anchor.is_empty()).then(|| Target::Heading(anchor.to_owned()));
        }
        let found = shelf.has(&meant(document, &decoded(path))?);
        let stem = path.strip_suffix(".md").filter(|_| found)?;
        Some(Target::Document { stem: stem.to_owned(), anchor: anchor.to_owned() })
    }
}

/// What stands before the colon of an absolute target.
fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    let is_scheme = !scheme.is_empty() && !scheme.contains(['/', '#', '?']);
    is_scheme.then_some(scheme)
}

/// The path below the output folder that a relative path means; `None` if it leads out of it.
pub(super) fn meant(document: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            "" => return None,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A path without its `%` escapes.
pub(super) fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        match after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::shelf::EMPTY;
    use super::*;

    #[test]
    fn no_link_runs_or_loads_anything() {
        for target in ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "//host/x", "file:///x", "a.md", ""] {
            assert_eq!(Target::of(target, "a.zh.md", &EMPTY), None, "{target}");
        }
        assert_eq!(Target::of("#a", "a.zh.md", &EMPTY), Some(Target::Heading("a".to_owned())));
        let outside = "https://x.org/a:b".to_owned();
        assert_eq!(Target::of(&outside, "a.zh.md", &EMPTY), Some(Target::Outside(outside)));
    }

    #[test]
    fn paths_are_those_of_the_folder() {
        assert_eq!(meant("post/a.md", "../b/c.md").as_deref(), Some("b/c.md"));
        assert_eq!(meant("a.md", "../b.md"), None);
        assert_eq!(decoded("a%20%28%25x"), "a (%x");
    }
}
