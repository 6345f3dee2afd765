//! The registry of standards: what a project knows of the standards that its procedures may cite, and how surely.
//!
//! It holds facts about standards, never their texts. Whether a citation agrees with it is for the rules to say.

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::calendars::{Unread, joined, text};
use super::config::ConfigFaultKind;
use super::project::Root;

/// A registry, as far as it could be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registry {
    /// Its path relative to the root.
    pub path: String,
    /// The standards, in written order.
    pub standards: Vec<Registered>,
    /// What is wrong with it, each with its line, from 1.
    pub faults: Vec<RegistryFault>,
}

/// What is known of one standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// Its number with the edition, `GB/T 19012-2019`.
    pub number: String,
    /// Its title, by language.
    pub titles: Vec<(String, String)>,
    /// The years of all its editions; empty where they are not all known.
    pub editions: Vec<String>,
    /// The number of the standard that it adopts without change.
    pub same_as: Option<String>,
    /// The day from which it is in force.
    pub in_force: Option<Date>,
    /// The numbers of those that it replaces.
    pub replaces: Vec<String>,
    /// What has taken its place.
    pub superseded: Option<SupersededBy>,
    /// How far all this may be trusted.
    pub verified: Verified,
}

/// What has taken a standard's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupersededBy {
    /// Its number.
    pub number: String,
    /// Since when, where that is known.
    pub on: Option<Date>,
}

/// How far a fact may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// Stated by a publisher, an announcement or several independent sources.
    Published,
    /// Stated by one secondary source.
    Secondary,
    /// Looked for under this number and not found. It may exist all the same.
    NotFound,
}

/// Something wrong in a registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistryFault {
    /// What.
    pub kind: ConfigFaultKind,
    /// The line, from 1.
    pub line: usize,
}

const KEYS: &[&str] = &[
    "number",
    "title",
    "editions",
    "same-as",
    "in-force",
    "replaces",
    "superseded-by",
    "superseded-on",
    "verified",
    "note",
];

impl Registry {
    /// Reads the registry that `sop.toml` names, if it names one.
    pub(super) fn load(root: &Root) -> Option<Result<Registry, Unread>> {
        let (written, _) = root.config.project.standards.as_ref()?;
        let Some(path) = joined("sop.toml", written) else { return Some(Err(Unread::Outside)) };
        Some(text(&root.dir, &path).map(|text| Registry::read(&path, &text)))
    }

    /// Reads a registry. What cannot be read is left out and told in `faults`.
    #[must_use]
    pub fn read(path: &str, text: &str) -> Registry {
        let mut registry = Registry { path: path.to_owned(), ..Registry::default() };
        let mut reader = Reader { text, faults: Vec::new() };
        match DeTable::parse(text) {
            Ok(table) => registry.standards = reader.standards(table.get_ref()),
            Err(error) => {
                let kind = ConfigFaultKind::Syntax(error.message().to_owned());
                reader.fault(kind, error.span().map_or(0, |span| span.start));
            }
        }
        registry.faults = reader.faults;
        registry
    }
}

struct Reader<'t> {
    text: &'t str,
    faults: Vec<RegistryFault>,
}

type Key<'t> = Spanned<std::borrow::Cow<'t, str>>;
type Value<'t> = Spanned<DeValue<'t>>;

impl Reader<'_> {
    fn standards(&mut self, table: &DeTable<'_>) -> Vec<Registered> {
        let mut found = Vec::new();
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.get_ref().as_array()) {
                ("standard", Some(list)) => found.extend(list.iter().filter_map(|item| self.standard(item))),
                ("standard", None) => self.wrong(key, value, "[[standard]]"),
                _ => self.unknown(key, &["standard"]),
            }
        }
        found
    }

    fn standard(&mut self, item: &Value<'_>) -> Option<Registered> {
        let table = item.get_ref().as_table()?;
        let mut standard = Registered {
            number: String::new(),
            titles: Vec::new(),
            editions: Vec::new(),
            same_as: None,
            in_force: None,
            replaces: Vec::new(),
            superseded: None,
            verified: Verified::NotFound,
        };
        let (mut superseded_on, mut verified) = (None, None);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "number" => standard.number = self.string(key, value).unwrap_or_default(),
                "title" => standard.titles = self.titles(key, value),
                "editions" => standard.editions = self.strings(key, value),
                "same-as" => standard.same_as = self.string(key, value),
                "in-force" => standard.in_force = self.date(key, value),
                "replaces" => standard.replaces = self.strings(key, value),
                "superseded-by" => {
                    standard.superseded = self.string(key, value).map(|number| SupersededBy { number, on: None });
                }
                "superseded-on" => superseded_on = self.date(key, value),
                "verified" => verified = self.verified(key, value),
                "note" => drop(self.string(key, value)),
                _ => self.unknown(key, KEYS),
            }
        }
        if let Some(superseded) = &mut standard.superseded {
            superseded.on = superseded_on;
        }
        for (missing, expected) in [(standard.number.is_empty(), "number"), (verified.is_none(), "verified")] {
            if missing && !table.iter().any(|(key, _)| key.get_ref() == expected) {
                let kind = ConfigFaultKind::WrongValue { key: "standard".to_owned(), expected };
                self.fault(kind, item.span().start);
            }
        }
        // A fact of which nobody says how sure it is proves nothing.
        standard.verified = verified?;
        (!standard.number.is_empty()).then_some(standard)
    }

    fn verified(&mut self, key: &Key<'_>, value: &Value<'_>) -> Option<Verified> {
        let known = match value.get_ref().as_str() {
            Some("published") => Some(Verified::Published),
            Some("secondary") => Some(Verified::Secondary),
            Some("not-found") => Some(Verified::NotFound),
            _ => None,
        };
        if known.is_none() {
            self.wrong(key, value, "\"published\", \"secondary\" or \"not-found\"");
        }
        known
    }

    fn titles(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<(String, String)> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(key, value, "{ zh = \"…\", en = \"…\" }");
            return Vec::new();
        };
        table.iter().filter_map(|(lang, text)| Some((lang.get_ref().to_string(), self.string(lang, text)?))).collect()
    }

    fn string(&mut self, key: &Key<'_>, value: &Value<'_>) -> Option<String> {
        let found = value.get_ref().as_str().map(str::to_owned);
        if found.is_none() {
            self.wrong(key, value, "a text");
        }
        found
    }

    fn strings(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<String> {
        let list = value.get_ref().as_array();
        let found: Option<Vec<String>> =
            list.and_then(|list| list.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect());
        if found.is_none() {
            self.wrong(key, value, "a list of texts");
        }
        found.unwrap_or_default()
    }

    fn date(&mut self, key: &Key<'_>, value: &Value<'_>) -> Option<Date> {
        let found = value.get_ref().as_str().and_then(|text| text.parse().ok());
        if found.is_none() {
            self.wrong(key, value, "\"2026-01-31\"");
        }
        found
    }

    fn unknown(&mut self, key: &Key<'_>, known: &'static [&'static str]) {
        self.fault(ConfigFaultKind::UnknownKey { key: key.get_ref().to_string(), known }, key.span().start);
    }

    fn wrong(&mut self, key: &Key<'_>, value: &Value<'_>, expected: &'static str) {
        self.fault(ConfigFaultKind::WrongValue { key: key.get_ref().to_string(), expected }, value.span().start);
    }

    fn fault(&mut self, kind: ConfigFaultKind, at: usize) {
        let line = self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        self.faults.push(RegistryFault { kind, line });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

    use super::*;

    #[test]
    fn facts_are_read_and_faults_told_by_line() {
        let text = "[[standard]]\nnumber = \"GB/T 1-2020\"\ntitel = \"x\"\nverified = \"published\"\n\n[[standard]]\nnumber = \"GB 2-2001\"\nverified = \"sure\"\nin-force = \"2020-13-01\"\n[[standard]]\nverified = \"secondary\"\n";
        let registry = Registry::read("standards.toml", text);
        assert_eq!(registry.standards.iter().map(|known| known.number.as_str()).collect::<Vec<_>>(), ["GB/T 1-2020"]);
        let mut lines: Vec<usize> = registry.faults.iter().map(|fault| fault.line).collect();
        lines.sort_unstable();
        assert_eq!(lines, [3, 8, 9, 10]);
    }

    #[test]
    fn what_is_no_toml_is_told() {
        let registry = Registry::read("standards.toml", "[[standard]]\nnumber = \n");
        assert!(registry.standards.is_empty());
        assert!(matches!(registry.faults.as_slice(), [RegistryFault { kind: ConfigFaultKind::Syntax(_), line: 2 }]));
    }
}
