//! The files of holidays that procedures name.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::encoding::{Encoding, decode};
use super::project::RawFile;

/// A file of holidays as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFile {
    /// Its path relative to the root, with `/`.
    pub path: String,
    /// Its text, or why there is none.
    pub text: Result<String, Unread>,
}

/// Why a file that others name, of holidays or standards, could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// There is no such file.
    Missing,
    /// It lies outside the root.
    Outside,
    /// It may not be read; the words of the system.
    Refused(String),
    /// The first byte that is no UTF-8, and the likely encoding.
    NotUtf8(usize, Encoding),
}

/// Reads the calendars that the files name, each once, sorted by path. Those that do not exist are left out.
pub(super) fn read(root: &Path, files: &[RawFile]) -> Vec<CalendarFile> {
    let texts = files.iter().filter_map(|file| file.text.as_ref().ok().map(|text| (file, text)));
    let named: BTreeSet<String> =
        texts.flat_map(|(file, text)| named(text).filter_map(|written| joined(&file.path, written))).collect();
    let read = |path: String| {
        let text = text(root, &path);
        (text != Err(Unread::Missing)).then_some(CalendarFile { path, text })
    };
    named.into_iter().filter_map(read).collect()
}

/// The text of a file of the project that is no procedure.
pub(super) fn text(root: &Path, path: &str) -> Result<String, Unread> {
    let told = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => Unread::Missing,
        _ => Unread::Refused(error.to_string()),
    };
    // A link inside the project may lead out of it.
    let full = fs::canonicalize(root.join(path)).map_err(told)?;
    if !full.starts_with(root) {
        return Err(Unread::Outside);
    }
    let bytes = fs::read(full).map_err(told)?;
    decode(bytes).map_err(|(at, encoding)| Unread::NotUtf8(at, encoding))
}

/// The quoted paths in a text that end in `.ics`. This room does not know the language, so it takes them wherever they
/// stand; one that is no calendar's is read in vain.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let closing = ['"', '”', '」'];
    let opening = ['"', '“', '「', '”'];
    text.lines().filter(|line| line.len() > 4).flat_map(move |line| {
        line.match_indices(closing).filter_map(move |(end, _)| {
            let before = line.get(..end)?;
            let ending = before.get(before.len().checked_sub(4)?..)?;
            let (_, path) = before.rsplit_once(opening)?;
            (ending.eq_ignore_ascii_case(".ics") && path.len() > 4).then_some(path)
        })
    })
}

/// The path of a file that another names, relative to the root; `None` if it leaves the root.
#[must_use]
pub fn joined(user: &str, written: &str) -> Option<String> {
    let written = written.replace('\\', "/");
    if written.starts_with('/') || written.contains(':') {
        return None;
    }
    let mut parts: Vec<&str> = user.split('/').collect();
    parts.pop();
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// The path of `to` as the file `from` writes it; both are relative to one root.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> = from.split('/').collect();
    let folders = folders.split_last().map(|(_, folders)| folders).unwrap_or_default();
    let parts: Vec<&str> = to.split('/').collect();
    let shared = folders.iter().zip(&parts).take_while(|(one, other)| one == other).count();
    let up = folders.iter().skip(shared).map(|_| "..");
    up.chain(parts.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_paths_are_found() {
        let text =
            "calendar c {\n  holidays \"cn 2026.ics\" 节假日“../x.ICS” 「y.ics」\n}\n# z.ics \"\" \".ics\" \"a\"";
        assert_eq!(named(text).collect::<Vec<_>>(), ["cn 2026.ics", "../x.ICS", "y.ics"]);
    }

    #[test]
    fn paths_stay_inside_the_root() {
        assert_eq!(joined("a/b.sop", "../x.ics").as_deref(), Some("x.ics"));
        assert_eq!(joined("b.sop", "../x.ics"), None);
        assert_eq!(joined("a/b.sop", "/etc/x.ics"), None);
    }

    #[test]
    fn paths_go_up_only_as_far_as_they_must() {
        assert_eq!(relative("a.md", "b.md"), "b.md");
        assert_eq!(relative("x/a.md", "x/b.md"), "b.md");
        assert_eq!(relative("x/y/a.md", "x/z/b.md"), "../z/b.md");
        assert_eq!(relative("x/a.md", "b.md"), "../b.md");
    }
}
