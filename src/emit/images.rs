//! The images that notes name: which they are, and where the documents of a build find them.

use std::collections::{BTreeMap, BTreeSet};

use super::markdown::encoded;
use super::note;
use super::page::{is_block, read};
use super::signs::clean;
use super::target::{decoded, meant};
use super::{Request, wanted};
use crate::labels::Lang;
use crate::model::{Module, Project, Text, TextKind, texts};
use crate::source::{FileId, Image, joined, relative};

/// The images of a build, by their paths relative to the root of the project. They lie at the same place below the
/// output folder.
#[derive(Debug, Clone, Default)]
pub struct Images(BTreeMap<String, Image>);

impl Images {
    /// No images.
    pub(super) const NONE: Images = Images(BTreeMap::new());

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The image at a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Image> {
        self.0.get(path)
    }

    /// The same with the path that lives as long.
    #[cfg(feature = "pdf")]
    pub(super) fn entry(&self, path: &str) -> Option<(&str, &Image)> {
        self.0.get_key_value(path).map(|(path, image)| (path.as_str(), image))
    }

    /// Path and image that a document names, by the path of the document and the target that is written there.
    pub(super) fn named(&self, document: &str, target: &str) -> Option<(&str, &Image)> {
        let (path, image) = self.0.get_key_value(&meant(document, &decoded(target))?)?;
        Some((path, image))
    }

    /// The paths of the images that a document in Markdown shows.
    pub(super) fn shown<'i>(&'i self, document: &str, markdown: &str) -> BTreeSet<&'i str> {
        if self.is_empty() {
            return BTreeSet::new();
        }
        let targets = note::images(markdown);
        targets.iter().filter_map(|target| Some(self.named(document, target)?.0)).collect()
    }

    /// A note of the file `file`, as the document at `document` prints it.
    pub(super) fn placed(&self, markdown: &str, file: &str, document: &str) -> String {
        let placed = note::placed(markdown, |target| {
            let path = joined(file, &decoded(target)).filter(|path| self.0.contains_key(path))?;
            Some(encoded(&relative(document, &path)))
        });
        // Raw HTML is printed as text, and an image in it would be one then.
        let printed = placed.replace('<', "&lt;");
        let kept = note::placed(&printed, |target| self.named(document, target).map(|_| target.to_owned()));
        if kept == printed { placed } else { kept }
    }
}

impl FromIterator<(String, Image)> for Images {
    fn from_iter<I: IntoIterator<Item = (String, Image)>>(images: I) -> Self {
        Images(images.into_iter().collect())
    }
}

/// An image that a note names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedImage {
    /// The file of the note.
    pub file: FileId,
    /// The line, from 1, where it is named first.
    pub line: u32,
    /// How it is written.
    pub written: String,
    /// Its path relative to the root of the project; `None` if it leads out of it.
    pub path: Option<String>,
}

/// The images that the notes of a build name, in the languages of the build, each once a file. The notes of the files
/// that the procedures use are among them.
#[must_use]
pub fn named_images(project: &Project, request: &Request) -> Vec<NamedImage> {
    if !request.formats.iter().any(|format| format.is_of_documents()) {
        return Vec::new();
    }
    let mut asked: BTreeMap<FileId, BTreeSet<Lang>> = BTreeMap::new();
    for (module, lang) in wanted(project, request) {
        let mut open = vec![module.id];
        while let Some(file) = open.pop() {
            if asked.entry(file).or_default().insert(lang) {
                open.extend(project.uses.get(file.index()).into_iter().flatten().flatten());
            }
        }
    }
    let mut found = Vec::new();
    for (file, langs) in asked {
        let Some(module) = project.module(file) else { continue };
        let notes = texts(&module.file).into_iter().filter(|text| text.kind == TextKind::Note).map(|text| text.text);
        for note in notes.filter(|note| is_block(project, note)) {
            for lang in &langs {
                in_note(project, module, note, *lang, &mut found);
            }
        }
    }
    found
}

fn in_note(project: &Project, module: &Module, note: &Text, lang: Lang, found: &mut Vec<NamedImage>) {
    for written in note::images(&clean(&read(project, lang, note))) {
        if found.iter().any(|known| known.file == module.id && known.written == written) {
            continue;
        }
        let path = joined(&module.path, &decoded(&written));
        found.push(NamedImage { file: module.id, line: line(module, note, &written), written, path });
    }
}

/// The line on which a note names an image; its first one if the name is written in signs that stand for others.
fn line(module: &Module, note: &Text, written: &str) -> u32 {
    let span = note.span();
    let text = module.source.slice(span.start, span.end);
    let ends = |rest: &str| rest.starts_with([')', '>', ' ', '\t', '\n', '\r']) || rest.is_empty();
    let places = text.match_indices(written).filter(|(at, name)| {
        let (before, rest) = (text.get(..*at).unwrap_or_default(), text.get(at + name.len()..).unwrap_or_default());
        before.ends_with(['(', '<', ' ', '\t']) && ends(rest)
    });
    let at = places.map(|(at, _)| at).next().and_then(|at| u32::try_from(at).ok()).unwrap_or_default();
    module.source.line(span.start + at)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may")]

    use super::*;

    fn images(paths: &[&str]) -> Images {
        let image = || Image::of("a.gif", b"GIF89a\x01\0\x01\0\x80\0\0".to_vec()).unwrap();
        paths.iter().map(|path| ((*path).to_owned(), image())).collect()
    }

    #[test]
    fn a_note_leads_to_where_its_images_lie() {
        let images = images(&["x/a b.gif", "c.gif"]);
        let placed = |note: &str| images.placed(note, "x/y/n.sop", "post/p.zh.md");
        assert_eq!(placed("![a](<../a b.gif>) ![c](../../c.gif)"), "![a](../x/a%20b.gif) ![c](../c.gif)\n");
        assert_eq!(placed("![a](a.gif) ![b](../../../c.gif) ![c](/c.gif)"), "a b c\n");
        assert_eq!(images.placed("![c](c.gif)", "n.sop", "n.zh.md"), "![c](c.gif)");
    }

    #[test]
    fn an_image_in_raw_html_is_none() {
        let placed = images(&["c.gif"]).placed("![c](c.gif) <a b=\"![x](../y.png)\">", "n.sop", "n.zh.md");
        assert_eq!(placed, "![c](c.gif) <a b=\"x\"\\>\n");
        let placed = images(&["c.gif"]).placed("<!-- ![x](../y.png) -->", "n.sop", "n.zh.md");
        assert_eq!(placed, "<\\!-- x --\\>\n");
    }
}
