//! A document for Word: its Markdown as blocks, printed as WordprocessingML and packed. The parts are written by
//! ourselves: headings with levels, repeated heads of tables, languages and fonts are what readers need of it.

mod body;
mod image;
mod pack;
mod parts;
mod picture;

use super::Fault;
use super::blocks::blocks;
use super::manuscript::Manuscript;
use crate::labels::{Words, fill};
use crate::say;
use crate::source::Image;

/// The bytes of a document.
///
/// # Errors
/// What cannot be packed.
pub(super) fn print(manuscript: &Manuscript<'_>) -> Result<Vec<u8>, Fault> {
    let (facts, lang) = (&manuscript.facts, manuscript.lang);
    let w = Words::of(lang);
    let draw = |index: usize, place: usize| {
        let drawn = manuscript.pictures.get(index)?;
        picture::print(&drawn.picture, place, &fill(w.page.picture, &[&drawn.title]))
    };
    let known = &manuscript.shelf.images;
    let body = body::print(&blocks(manuscript), w, &draw, known);
    let images = body.images.iter().filter_map(|path| known.get(path)).enumerate();
    let images: Vec<(String, &Image)> = images.map(|(index, image)| (image::part(index, image.kind), image)).collect();
    let parts = [
        ("[Content_Types].xml", parts::content_types(&images)),
        ("_rels/.rels", parts::package_relations()),
        ("word/document.xml", parts::document(&body.xml)),
        ("word/_rels/document.xml.rels", parts::document_relations(&body.links, &images)),
        ("word/styles.xml", parts::styles(lang)),
        ("word/numbering.xml", parts::numbering(&body.lists)),
        ("word/settings.xml", parts::settings(lang)),
        ("word/fontTable.xml", parts::fonts()),
        ("word/header1.xml", parts::header(facts)),
        ("word/footer1.xml", parts::footer(w)),
        ("docProps/core.xml", parts::core(facts, lang)),
        ("docProps/app.xml", parts::app()),
    ];
    let texts = parts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes()));
    let media = images.iter().map(|(name, image)| (format!("word/{name}"), &*image.bytes));
    pack::pack(texts.chain(media)).map_err(|error| {
        Fault::Format(say!("无法生成 Word 文件：{error}", "the Word document cannot be made: {error}"))
    })
}
