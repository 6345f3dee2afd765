//! An image of a note as Word shows it.

use crate::emit::xml::escape;
use crate::source::{Image, ImageKind};

/// What a pixel and a twentieth of a point are in the unit of drawings.
const PIXEL: f64 = 9525.0;
const TWENTIETH: f64 = 635.0;
/// The highest that fits on a page of text.
const HIGH: f64 = 8_500_000.0;
/// The shapes of flows have the numbers below this.
const FIRST: usize = 2_000_000_000;

/// Whether Word shows images of a kind, in all its versions.
pub(super) fn is_shown(kind: ImageKind) -> bool {
    matches!(kind, ImageKind::Png | ImageKind::Jpeg | ImageKind::Gif)
}

/// The name of an image among the parts of a document.
pub(super) fn part(index: usize, kind: ImageKind) -> String {
    format!("media/image{}.{}", index + 1, ending(kind))
}

/// How the names of such parts end.
pub(super) fn ending(kind: ImageKind) -> &'static str {
    kind.endings().first().copied().unwrap_or_default()
}

/// A run with the image of an index, in its natural size where it fits into `room`, in twentieths of a point; `place`
/// is its number in the document.
pub(super) fn print(image: &Image, index: usize, place: usize, words: &str, room: usize) -> String {
    let (width, height) = size(image, room);
    let (id, words) = (FIRST + place, escape(words));
    let drawing = "http://schemas.openxmlformats.org/drawingml/2006";
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" \
         cy=\"{height}\"/><wp:docPr id=\"{id}\" name=\"image{place}\" descr=\"{words}\"/><wp:cNvGraphicFramePr>\
         <a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData \
         uri=\"{drawing}/picture\"><pic:pic xmlns:pic=\"{drawing}/picture\"><pic:nvPicPr><pic:cNvPr id=\"{id}\" \
         name=\"image{place}\" descr=\"{words}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip \
         r:embed=\"rIdI{index}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" \
         y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>\
         </pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
}

/// Width and height in the unit of drawings.
fn size(image: &Image, room: usize) -> (String, String) {
    let room = f64::from(u32::try_from(room).unwrap_or(u32::MAX)) * TWENTIETH;
    let (width, height) = (f64::from(image.width) * PIXEL, f64::from(image.height) * PIXEL);
    let scale = (room / width).min(HIGH / height).min(1.0);
    // A length of nothing is no picture.
    let length = |length: f64| format!("{:.0}", (length * scale).max(1.0));
    (length(width), length(height))
}
