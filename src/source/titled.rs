//! A title in `sop.toml`: one text in the first language of the project, or one for each language.

use indexmap::IndexMap;
use toml::de::DeValue;

/// A title, by language; the empty name stands for the first language of the project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Titled(IndexMap<String, String>);

impl Titled {
    /// What belongs there, for who wrote something else.
    pub(super) const EXPECTED: &str = "a text, or { zh = \"…\", en = \"…\" }";

    /// Reads a title; `None` if it is none.
    pub(super) fn of(value: &DeValue<'_>) -> Option<Titled> {
        if let Some(text) = value.as_str() {
            return Some(Titled(IndexMap::from([(String::new(), text.to_owned())])));
        }
        let texts = value.as_table()?.iter().map(|(lang, text)| {
            let known = matches!(lang.get_ref().as_ref(), "zh" | "en");
            Some((lang.get_ref().to_string(), text.get_ref().as_str().filter(|_| known)?.to_owned()))
        });
        texts.collect::<Option<IndexMap<_, _>>>().map(Titled)
    }

    /// The title in a language, `first` being the first one of the project.
    #[must_use]
    pub fn read(&self, lang: &str, first: &str) -> Option<&str> {
        let plain = || self.0.get("").filter(|_| lang == first);
        self.0.get(lang).or_else(plain).map(String::as_str)
    }

    /// The title in some language, where any will do.
    #[must_use]
    pub fn any(&self) -> Option<&str> {
        self.0.values().next().map(String::as_str)
    }
}
