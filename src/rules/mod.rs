//! The rules: one small file and one page each, one registry, one place for severity, accept and precedence.

pub mod catalogue;
mod compliance;
mod context;
mod figures;
mod finding;
mod flow;
mod hours;
mod indicators;
mod languages;
mod lists;
mod names;
mod page;
mod people;
mod pieces;
mod precedence;
mod project;
mod records;
mod registry;
mod retired;
mod settings;
mod time;
mod verdict;
mod wording;
mod written;

pub use compliance::may_meet;
pub use context::{Context, FlowView, Mark};
pub use finding::{Finding, Fix, Severity};
pub use page::{Page, page};
pub use registry::{Check, Group, RULES, RuleInfo, find, infos};
pub use retired::{RETIRED, find_retired};
pub use settings::{SETTINGS, Setting, SettingKind};
pub use verdict::{Accepted, Outcome, Settings, accepts, can_be_accepted, check, check_with};

use crate::source::FileId;

/// The file of places in `sop.toml`, which is no file of the project.
pub const CONFIG_FILE: FileId = FileId(u32::MAX);
