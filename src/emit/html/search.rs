//! The search of a site: an index inside the page of contents, searched by the browser itself.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::signs::clean;
use super::{Heading, json};

/// Everything that can be found in one language.
#[derive(Debug, Default, Serialize)]
pub(in super::super) struct Search {
    /// The documents: title and path.
    documents: Vec<(String, String)>,
    /// What the places are: the headings of sections.
    kinds: Vec<String>,
    /// The places: the document, the kind, the words, the anchor in the document; both by their index.
    places: Vec<(usize, usize, String, String)>,
    /// What the page says of the number of hits.
    words: [&'static str; 3],
    #[serde(skip)]
    known: BTreeMap<String, usize>,
}

impl Search {
    /// Nothing to be found yet; `words` say how many hits there are: `{0}` several, one, none.
    pub(in super::super) fn new(words: [&'static str; 3]) -> Self {
        Search { words, ..Search::default() }
    }

    /// Adds a document that is found by its title.
    pub(in super::super) fn document(&mut self, title: &str, path: &str, kind: &str) -> usize {
        let title = clean(title);
        self.documents.push((title.clone(), path.to_owned()));
        let document = self.documents.len() - 1;
        let kind = self.kind(kind);
        self.places.push((document, kind, title, String::new()));
        document
    }

    /// Adds the places of a document that have a heading of their own below that of a section.
    pub(in super::super) fn places(&mut self, document: usize, headings: Vec<Heading>) {
        let mut kind = self.kind("");
        for heading in headings {
            match heading.level {
                1 => {}
                2 => {
                    kind = self.kind(heading.text.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == ' '))
                }
                _ => self.places.push((document, kind, heading.text, heading.id)),
            }
        }
    }

    /// The index as a script reads it.
    pub(in super::super) fn json(&self) -> String {
        json(self)
    }

    fn kind(&mut self, words: &str) -> usize {
        let next = self.kinds.len();
        let kind = *self.known.entry(words.to_owned()).or_insert(next);
        if kind == next {
            self.kinds.push(words.to_owned());
        }
        kind
    }
}
