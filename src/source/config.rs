//! `sop.toml`: what a project says about itself. All keys are optional; what is wrong is kept as a fault with its place.

use std::ops::Range;

use indexmap::IndexMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::titled::Titled;

/// How a finding is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not at all.
    Off,
    /// As information.
    Info,
    /// As a warning.
    Warning,
    /// As an error.
    Error,
}

impl Level {
    /// The level behind its word in `sop.toml` or on the command line.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Level> {
        Some(match word {
            "off" => Level::Off,
            "info" => Level::Info,
            "warning" => Level::Warning,
            "error" => Level::Error,
            _ => return None,
        })
    }
}

/// A configuration, as far as it could be read.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// `[project]`
    pub project: ProjectConfig,
    /// `[rules]`: the level of rules by name or code, with the place of the key.
    pub rules: IndexMap<String, (Level, Range<usize>)>,
    /// `[profiles.NAME.rules]`
    pub profiles: IndexMap<String, IndexMap<String, (Level, Range<usize>)>>,
    /// `[rules.settings]`: by rule, with the place of the key.
    pub settings: IndexMap<String, (RuleSettings, Range<usize>)>,
    /// `[folders]`: what folders are called, by their paths from the root.
    pub folders: IndexMap<String, Titled>,
    /// `[build]`
    pub build: BuildConfig,
    /// What is wrong with it.
    pub faults: Vec<ConfigFault>,
}

/// What a project sets for one rule: by name, with the place of the name and of the value.
pub type RuleSettings = IndexMap<String, (SettingValue, Range<usize>, Range<usize>)>;

/// A value under `[rules.settings]`. Which names a rule has, and what their values must be, is the rule's to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingValue {
    /// A text.
    Text(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// A whole number.
    Number(i64),
    /// Texts by name: `{ "客诉" = "投诉" }`.
    Pairs(IndexMap<String, String>),
    /// Anything else.
    Other,
}

/// What the project is.
#[derive(Debug, Clone, Default)]
pub struct ProjectConfig {
    /// Title of the library.
    pub title: Option<Titled>,
    /// Which files belong to it (globs relative to the root).
    pub include: Option<Vec<String>>,
    /// Languages of shared files, source language first.
    pub languages: Vec<String>,
    /// The keyword language that it asks for.
    pub keywords: Option<String>,
    /// The file with the registry of standards, with the place of its name (bytes).
    pub standards: Option<(String, Range<usize>)>,
}

/// How documents are built.
#[derive(Debug, Clone, Default)]
pub struct BuildConfig {
    /// Output folder.
    pub out: Option<String>,
    /// Formats.
    pub to: Option<Vec<String>>,
    /// Document languages.
    pub doc_lang: Option<String>,
    /// Folders with fonts.
    pub fonts: Option<Vec<String>>,
    /// Folder with templates.
    pub templates: Option<String>,
}

/// Something wrong in `sop.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFault {
    /// What.
    pub kind: ConfigFaultKind,
    /// Where (bytes).
    pub at: Range<usize>,
}

/// What is wrong in `sop.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigFaultKind {
    /// A key that does not exist, and those that do.
    UnknownKey {
        /// The key.
        key: String,
        /// The keys of that table.
        known: &'static [&'static str],
    },
    /// A value of the wrong type or outside what is possible, and what belongs there.
    WrongValue {
        /// The key.
        key: String,
        /// What belongs there.
        expected: &'static str,
    },
    /// No TOML; the parser's words.
    Syntax(String),
}

impl SettingValue {
    fn of(value: &DeValue<'_>) -> SettingValue {
        let texts = |value: &DeValue<'_>| -> Option<Vec<String>> {
            value.as_array()?.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
        };
        let pairs = |value: &DeValue<'_>| -> Option<IndexMap<String, String>> {
            let pair = |(name, text): (&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
                Some((name.get_ref().to_string(), text.get_ref().as_str()?.to_owned()))
            };
            value.as_table()?.iter().map(pair).collect()
        };
        let number = |value: &DeValue<'_>| -> Option<i64> {
            let whole = value.as_integer()?;
            i64::from_str_radix(whole.as_str(), whole.radix()).ok()
        };
        let text = value.as_str().map(|text| SettingValue::Text(text.to_owned()));
        let found = text.or_else(|| texts(value).map(SettingValue::Texts));
        let found = found.or_else(|| number(value).map(SettingValue::Number));
        found.or_else(|| pairs(value).map(SettingValue::Pairs)).unwrap_or(SettingValue::Other)
    }
}

impl Config {
    /// Reads a configuration. What cannot be read is left at its default and told in `faults`.
    #[must_use]
    pub fn read(text: &str) -> Config {
        let mut config = Config::default();
        match DeTable::parse(text) {
            Ok(table) => config.root(table.get_ref()),
            Err(error) => {
                let at = error.span().unwrap_or(0..0);
                config.faults.push(ConfigFault { kind: ConfigFaultKind::Syntax(error.message().to_owned()), at });
            }
        }
        config
    }

    fn root(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            match name {
                "project" => self.table(name, value, Self::project_key),
                "rules" => self.table(name, value, Self::rule_key),
                "profiles" => self.table(name, value, Self::profile_key),
                "folders" => self.table(name, value, Self::folder_key),
                "build" => self.table(name, value, Self::build_key),
                _ => self.unknown(key, &["project", "folders", "rules", "profiles", "build"]),
            }
        }
    }

    fn table(
        &mut self,
        name: &str,
        value: &Spanned<DeValue<'_>>,
        each: fn(&mut Self, &Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>),
    ) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong(name, value, "a table");
        };
        for (key, value) in table {
            each(self, key, value);
        }
    }

    fn project_key(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) {
        match key.get_ref().as_ref() {
            "title" => self.project.title = self.titled(key, value),
            "include" => self.project.include = self.strings(key, value),
            "languages" => self.project.languages = self.strings(key, value).unwrap_or_default(),
            "keywords" => {
                self.project.keywords = self.string(key, value);
                if !matches!(self.project.keywords.as_deref(), None | Some("zh" | "en")) {
                    self.wrong(key.get_ref(), value, "\"zh\" or \"en\"");
                }
            }
            "standards" => self.project.standards = self.string(key, value).map(|path| (path, value.span())),
            _ => self.unknown(key, &["title", "include", "languages", "keywords", "standards"]),
        }
    }

    fn rule_key(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) {
        if key.get_ref() == "settings" {
            return self.table("settings", value, Self::settings_key);
        }
        if let Some(level) = self.level(key, value) {
            self.rules.insert(key.get_ref().to_string(), (level, key.span()));
        }
    }

    fn settings_key(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong(key.get_ref(), value, "a table");
        };
        let settings = table
            .iter()
            .map(|(name, value)| {
                let set = (SettingValue::of(value.get_ref()), name.span(), value.span());
                (name.get_ref().to_string(), set)
            })
            .collect();
        self.settings.insert(key.get_ref().to_string(), (settings, key.span()));
    }

    fn profile_key(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) {
        let DeValue::Table(profile) = value.get_ref() else {
            return self.wrong(key.get_ref(), value, "a table");
        };
        let mut levels = IndexMap::new();
        for (inner, value) in profile {
            match value.get_ref() {
                DeValue::Table(rules) if inner.get_ref() == "rules" => {
                    for (rule, value) in rules {
                        if let Some(level) = self.level(rule, value) {
                            levels.insert(rule.get_ref().to_string(), (level, rule.span()));
                        }
                    }
                }
                _ => self.unknown(inner, &["rules"]),
            }
        }
        self.profiles.insert(key.get_ref().to_string(), levels);
    }

    fn folder_key(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) {
        if let Some(title) = self.titled(key, value) {
            self.folders.insert(key.get_ref().trim_matches('/').to_owned(), title);
        }
    }

    fn build_key(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) {
        match key.get_ref().as_ref() {
            "out" => self.build.out = self.string(key, value),
            "to" => self.build.to = self.strings(key, value),
            "doc-lang" => self.build.doc_lang = self.string(key, value),
            "fonts" => self.build.fonts = self.strings(key, value),
            "templates" => self.build.templates = self.string(key, value),
            _ => self.unknown(key, &["out", "to", "doc-lang", "fonts", "templates"]),
        }
    }

    fn level(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) -> Option<Level> {
        let level = value.get_ref().as_str().and_then(Level::of_word);
        if level.is_none() {
            self.wrong(key.get_ref(), value, "\"off\", \"info\", \"warning\" or \"error\"");
        }
        level
    }

    fn string(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let found = value.get_ref().as_str().map(str::to_owned);
        if found.is_none() {
            self.wrong(key.get_ref(), value, "a text");
        }
        found
    }

    fn titled(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) -> Option<Titled> {
        let found = Titled::of(value.get_ref());
        if found.is_none() {
            self.wrong(key.get_ref(), value, Titled::EXPECTED);
        }
        found
    }

    fn strings(
        &mut self,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) -> Option<Vec<String>> {
        let list = value.get_ref().as_array();
        let found: Option<Vec<String>> =
            list.and_then(|list| list.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect());
        if found.is_none() {
            self.wrong(key.get_ref(), value, "a list of texts");
        }
        found
    }

    fn unknown(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, known: &'static [&'static str]) {
        let kind = ConfigFaultKind::UnknownKey { key: key.get_ref().to_string(), known };
        self.faults.push(ConfigFault { kind, at: key.span() });
    }

    fn wrong(&mut self, key: &str, value: &Spanned<DeValue<'_>>, expected: &'static str) {
        let kind = ConfigFaultKind::WrongValue { key: key.to_owned(), expected };
        self.faults.push(ConfigFault { kind, at: value.span() });
    }
}
