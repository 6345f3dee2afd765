//! The lines of a store.

use serde::{Deserialize, Serialize};

use super::edition::FileText;
use crate::flow::case::{Event, What};

/// The version of the lines.
pub(super) const VERSION: u32 = 1;

/// One line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Line {
    /// The text of a procedure.
    Edition(EditionLine),
    /// An event of a case.
    Event(Box<EventLine>),
}

/// The text of a procedure, once for all cases that go by it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct EditionLine {
    pub version: u32,
    /// Its hash.
    pub text: String,
    pub files: Vec<FileText>,
}

/// An event of a case. The keys stand in this order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct EventLine {
    pub version: u32,
    pub case: String,
    /// Its number in the case, from 1.
    pub number: u64,
    /// The hash of the text that the case goes by.
    pub text: String,
    /// The path of the procedure; on the first event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<String>,
    /// The routine; on the first event of a routine's case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routine: Option<String>,
    #[serde(flatten)]
    pub event: Event,
}

/// What every line of every version says.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
    case: Option<String>,
    event: Option<String>,
}

impl Line {
    /// Reads a line.
    pub(super) fn read(bytes: &[u8]) -> Result<Line, Unread> {
        let known = |line: &Line| match line {
            Line::Edition(line) => line.version == VERSION,
            Line::Event(line) => line.version == VERSION,
        };
        match serde_json::from_slice::<Line>(bytes) {
            Ok(line) if known(&line) => Ok(line),
            _ => match serde_json::from_slice::<Versioned>(bytes) {
                Ok(line) if line.version != VERSION => Err(Unread::Version(line.version)),
                Ok(Versioned { case: Some(case), event: Some(event), .. }) if !is_known(&event) => {
                    Err(Unread::Newer { case, event })
                }
                Ok(line) => Err(Unread::Damaged(line.case)),
                Err(cause) => Err(if cause.is_data() { Unread::Damaged(None) } else { Unread::Cut }),
            },
        }
    }

    /// The line as it is written, with its end.
    pub(super) fn written(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string(self)? + "\n")
    }
}

/// Whether this version knows an event of that name. The names are those of [`What`], which alone can tell: of a known
/// name it misses at most what belongs to it.
fn is_known(event: &str) -> bool {
    let only_named = serde_json::json!({ "event": event });
    match serde_json::from_value::<What>(only_named) {
        Ok(_) => true,
        Err(cause) => !cause.to_string().starts_with("unknown variant"),
    }
}

/// Why a line cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unread {
    /// It was written by another version of the program.
    Version(u32),
    /// It tells of an event that this version does not know.
    Newer { case: String, event: String },
    /// It is no line of a store; the case that it names, if it still does.
    Damaged(Option<String>),
    /// It is not even a whole value of JSON: damaged, or cut while it was written.
    Cut,
}

#[cfg(test)]
mod tests {
    use super::is_known;

    #[test]
    fn events_are_known_by_their_names() {
        for known in ["started", "answered", "done", "hand-over", "handed-over", "anytime"] {
            assert_eq!(is_known(known), known != "hand-over", "{known}");
        }
        assert!(!is_known("attached") && !is_known(""));
    }
}
