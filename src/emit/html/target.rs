//! Where the links of a document may lead.

use super::super::shelf::Shelf;

/// The target of a link as it stands in a page; `None` where it may not or cannot lead anywhere: to a script, to what
/// is not built, to a file that stood beside the source.
pub(super) fn href(target: &str, document: &str, shelf: &Shelf) -> Option<String> {
    if let Some(scheme) = scheme(target) {
        let known = ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        return known.then(|| target.to_owned());
    }
    let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
    if path.is_empty() {
        return (anchor.len() > 1).then_some(anchor);
    }
    let found = shelf.has(&meant(document, &decoded(path))?);
    let stem = path.strip_suffix(".md").filter(|_| found)?;
    Some(format!("{stem}.html{anchor}"))
}

/// What stands before the colon of an absolute target.
fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    let is_scheme = !scheme.is_empty() && !scheme.contains(['/', '#', '?']);
    is_scheme.then_some(scheme)
}

/// The path below the output folder that a relative path means; `None` if it leads out of it.
fn meant(document: &str, path: &str) -> Option<String> {
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
fn decoded(path: &str) -> String {
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
    use super::super::super::shelf::EMPTY;
    use super::*;

    #[test]
    fn no_link_runs_or_loads_anything() {
        for target in ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "//host/x", "file:///x", "a.md", ""] {
            assert_eq!(href(target, "a.zh.md", &EMPTY), None, "{target}");
        }
        assert_eq!(href("#a", "a.zh.md", &EMPTY).as_deref(), Some("#a"));
        assert_eq!(href("https://x.org/a:b", "a.zh.md", &EMPTY).as_deref(), Some("https://x.org/a:b"));
    }

    #[test]
    fn paths_are_those_of_the_folder() {
        assert_eq!(meant("post/a.md", "../b/c.md").as_deref(), Some("b/c.md"));
        assert_eq!(meant("a.md", "../b.md"), None);
        assert_eq!(decoded("a%20%28%25x"), "a (%x");
    }
}
