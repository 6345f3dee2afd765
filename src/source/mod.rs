//! Files and text: where procedures come from, and where in them something stands.
//!
//! This is the only room of the core that reads files. It knows bytes, lines and columns; it does not know the
//! language.

mod calendars;
mod config;
mod earlier;
mod encoding;
mod images;
mod project;
mod span;
mod standards;
mod text;
mod titled;

pub use calendars::{CalendarFile, Unread, joined, relative};
pub use config::{BuildConfig, Config, ConfigFault, ConfigFaultKind, Level, ProjectConfig, RuleSettings, SettingValue};
pub use earlier::earlier;
pub use encoding::{Encoding, decode};
pub use images::{Image, ImageKind, LARGEST_IMAGE, NoImage};
pub use project::{LoadError, Loaded, RawFile, Root, find_root, load, load_stdin};
pub use span::{FileId, Place, Span};
pub use standards::{Registered, Registry, RegistryFault, SupersededBy, Verified};
pub use text::{Position, SourceText};
pub use titled::Titled;
