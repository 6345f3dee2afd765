//! Names, as the author wrote them and as they are compared.

use std::borrow::Borrow;
use std::fmt;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::source::{Place, Span};

/// A name in the form in which names are compared: NFC, without invisible characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Name(String);

impl Name {
    /// The comparable form of a written name.
    #[must_use]
    pub fn new(written: &str) -> Self {
        if written.is_ascii() {
            return Self(written.to_owned());
        }
        if written.contains(is_invisible) {
            return Self(written.chars().filter(|sign| !is_invisible(*sign)).nfc().collect());
        }
        if is_nfc_quick(written.chars()) == IsNormalized::Yes {
            return Self(written.to_owned());
        }
        Self(written.nfc().collect())
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a character takes no place on paper or comes from a private font: zero-width and private-use characters.
#[must_use]
pub fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{E000}'..='\u{F8FF}')
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

/// A name where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Ident {
    /// The name.
    pub name: Name,
    /// Where it stands.
    pub at: Place,
}

impl Ident {
    /// Its place as a span.
    #[must_use]
    pub fn span(&self) -> Span {
        self.at.0
    }
}

/// A use of a name: one name, or several joined by points, such as `limits.respond`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Ref {
    /// The names, at least one.
    pub parts: Vec<Ident>,
    /// Where the whole stands.
    pub at: Place,
}

impl Ref {
    /// Its place as a span.
    #[must_use]
    pub fn span(&self) -> Span {
        self.at.0
    }

    /// The first name.
    #[must_use]
    pub fn first(&self) -> &Name {
        static NONE: Name = Name(String::new());
        self.parts.first().map_or(&NONE, |ident| &ident.name)
    }

    /// The last name.
    #[must_use]
    pub fn last(&self) -> &Name {
        self.parts.last().map_or_else(|| self.first(), |ident| &ident.name)
    }

    /// The name, if there is only one.
    #[must_use]
    pub fn single(&self) -> Option<&Name> {
        match self.parts.as_slice() {
            [one] => Some(&one.name),
            _ => None,
        }
    }
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, part) in self.parts.iter().enumerate() {
            if at > 0 {
                f.write_str(".")?;
            }
            part.name.fmt(f)?;
        }
        Ok(())
    }
}
