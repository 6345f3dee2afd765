//! A document as PDF: its Markdown as blocks, these as Typst source, set by Typst in memory. It reads no file but fonts,
//! and the images of notes are in memory: nothing that a text says can make it.

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use typst::diag::{FileError, FileResult, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::blocks::blocks;
use super::manuscript::Manuscript;
use super::signs::clean;
use super::{Fault, Format};
use crate::labels::Words;
use crate::say;
use crate::source::Image;
use source::Sheet;

/// Signs that are drawn, not set: few fonts have them.
const DRAWN: [char; 1] = ['☐'];

/// What is needed to set documents, for a whole build.
pub(super) struct Press {
    fonts: FontStore,
    library: LazyHash<Library>,
}

impl Press {
    /// The fonts of these folders, then those of the system.
    pub(super) fn new(folders: &[PathBuf]) -> Press {
        let mut fonts = FontStore::new();
        folders.iter().for_each(|folder| fonts.extend(typst_kit::fonts::scan(folder)));
        fonts.extend(typst_kit::fonts::system());
        Press { fonts, library: LazyHash::new(Library::default()) }
    }

    /// The bytes of a document.
    ///
    /// # Errors
    /// Signs that no font has, and what cannot be set.
    pub(super) fn print(&self, manuscript: &Manuscript<'_>) -> Result<Vec<u8>, Fault> {
        let path = &Format::Pdf.instead(manuscript.path);
        let sheet = Sheet { manuscript, w: Words::of(manuscript.lang) };
        let blocks = blocks(manuscript);
        let (source, images) = sheet.source(&blocks);
        let drawn: String = images.iter().map(|(_, image)| clean(&image.words)).collect();
        self.covered(path, source.chars().chain(drawn.chars()))?;
        let names: Vec<(String, &str, &Image)> = images
            .into_iter()
            .enumerate()
            .map(|(index, (path, image))| (source::name(index, image.kind), path, image))
            .collect();
        let contents = names.iter().map(|(name, _, image)| (name.clone(), Bytes::new(image.bytes.clone())));
        let paper = Paper { press: self, main: Source::detached(source), images: contents.collect() };
        let Warned { output, .. } = typst::compile::<PagedDocument>(&paper);
        let document = output.map_err(|errors| {
            let named = |name: &str| errors.first().is_some_and(|error| paper.is_about(error, name));
            match names.iter().find(|(name, ..)| named(name)) {
                Some((_, image, _)) => undrawn(path, image, errors.first()),
                None => fault(path, errors.first()),
            }
        })?;
        let standards =
            PdfStandards::new(&[PdfStandard::A_2b]).map_err(|error| unprinted(path, error.message().as_str()))?;
        // Whatever made it, the same procedure gives the same bytes.
        let options = PdfOptions { creator: Smart::Custom(Some("sop".to_owned())), standards, ..PdfOptions::default() };
        typst_pdf::pdf(&document, &options).map_err(|errors| fault(path, errors.first()))
    }

    /// A sign that no font has would be a blank that nobody notices.
    fn covered(&self, path: &str, signs: impl Iterator<Item = char>) -> Result<(), Fault> {
        let signs: BTreeSet<char> = signs.filter(|sign| !sign.is_whitespace() && !DRAWN.contains(sign)).collect();
        let book = self.fonts.book();
        let has =
            |sign: char| (0..).map_while(|index| book.info(index)).any(|info| info.coverage.contains(u32::from(sign)));
        let missing: String = signs.into_iter().filter(|sign| !has(*sign)).take(8).collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(Fault::Format(say!(
            "没有字体能显示 `{path}` 中的“{missing}”：请安装中文字体（Debian 和 Ubuntu 上为 fonts-noto-cjk），或用 `--font-path` 指定字体文件夹",
            "no font has “{missing}” of `{path}`: install one (fonts-noto-cjk on Debian and Ubuntu), or name a folder with `--font-path`"
        )))
    }
}

/// Lets go of what was kept of documents that are done: the memory of a build does not grow with the library.
pub(super) fn forget() {
    typst::comemo::evict(1);
}

fn fault(path: &str, error: Option<&SourceDiagnostic>) -> Fault {
    unprinted(path, error.map_or("", |error| error.message.as_str()))
}

/// An image that turns out to be damaged when it is drawn.
fn undrawn(path: &str, image: &str, error: Option<&SourceDiagnostic>) -> Fault {
    let words = error.map_or("", |error| error.message.as_str());
    Fault::Format(say!(
        "无法生成 `{path}`：图片 `{image}` 已损坏（{words}）",
        "`{path}` cannot be made: the image `{image}` is damaged ({words})"
    ))
}

fn unprinted(path: &str, words: &str) -> Fault {
    Fault::Format(say!("无法生成 `{path}`：{words}", "`{path}` cannot be made: {words}"))
}

/// One document on the press.
struct Paper<'p> {
    press: &'p Press,
    main: Source,
    /// Its images, by the names that it calls them by.
    images: BTreeMap<String, Bytes>,
}

impl Paper<'_> {
    /// Whether an error is about the image of this name: it stands inside it, or where the document calls it.
    fn is_about(&self, error: &SourceDiagnostic, name: &str) -> bool {
        let inside = error.span.id().is_some_and(|file| file.vpath().get_with_slash() == name);
        let called = || self.main.text().get(self.range(error.span)?);
        inside || called().is_some_and(|words| words.contains(name))
    }
}

impl World for Paper<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.press.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.images.get(id.vpath().get_with_slash()).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
