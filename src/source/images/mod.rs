//! The images that notes name: files of the project that are shown as they are.

mod svg;

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

/// The largest image, in bytes.
pub const LARGEST_IMAGE: u64 = 10 * 1024 * 1024;

/// What an image is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImageKind {
    /// Portable Network Graphics.
    Png,
    /// A photograph.
    Jpeg,
    /// The Graphics Interchange Format.
    Gif,
    /// `WebP`.
    Webp,
    /// Shapes and words in XML.
    Svg,
}

impl ImageKind {
    /// All of them.
    pub const ALL: [ImageKind; 5] = [ImageKind::Png, ImageKind::Jpeg, ImageKind::Gif, ImageKind::Webp, ImageKind::Svg];

    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ImageKind::Png => "PNG",
            ImageKind::Jpeg => "JPEG",
            ImageKind::Gif => "GIF",
            ImageKind::Webp => "WebP",
            ImageKind::Svg => "SVG",
        }
    }

    /// How the names of its files end; the usual one first.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            ImageKind::Png => &["png"],
            ImageKind::Jpeg => &["jpg", "jpeg"],
            ImageKind::Gif => &["gif"],
            ImageKind::Webp => &["webp"],
            ImageKind::Svg => &["svg"],
        }
    }

    /// The type of its content.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            ImageKind::Png => "image/png",
            ImageKind::Jpeg => "image/jpeg",
            ImageKind::Gif => "image/gif",
            ImageKind::Webp => "image/webp",
            ImageKind::Svg => "image/svg+xml",
        }
    }

    /// What the name of a file says that it is.
    fn of_name(path: &str) -> Option<ImageKind> {
        let (_, ending) = path.rsplit_once('.')?;
        ImageKind::ALL.into_iter().find(|kind| kind.endings().iter().any(|known| known.eq_ignore_ascii_case(ending)))
    }
}

/// An image as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// What it is.
    pub kind: ImageKind,
    /// Its width in pixels, at least 1.
    pub width: u32,
    /// Its height in pixels, at least 1.
    pub height: u32,
    /// The words that stand in it as words; of an SVG only.
    pub words: String,
    /// Its content.
    pub bytes: Arc<[u8]>,
}

/// Why an image cannot be shown.
#[derive(Debug)]
pub enum NoImage {
    /// There is no such file.
    Missing,
    /// It lies outside the root.
    Outside,
    /// It is a folder or no file for other reasons.
    NoFile,
    /// It may not be read.
    Refused(io::Error),
    /// It is larger than [`LARGEST_IMAGE`].
    TooLarge,
    /// It is no image that documents show.
    Unknown,
    /// Its name says that it is another kind of image.
    Misnamed(ImageKind),
    /// An SVG that is not whole without other files.
    LoadsOthers,
}

impl Image {
    /// Reads an image of the project at `root`; `path` is relative to it, with `/`.
    ///
    /// # Errors
    /// What is not there, not inside the root, too large, or no image.
    pub fn read(root: &Path, path: &str) -> Result<Image, NoImage> {
        let told = |error: io::Error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => NoImage::Missing,
            _ => NoImage::Refused(error),
        };
        // A link inside the project may lead out of it.
        let full = fs::canonicalize(root.join(path)).map_err(told)?;
        if !full.starts_with(root) {
            return Err(NoImage::Outside);
        }
        // A pipe would never end.
        if !fs::metadata(&full).map_err(told)?.is_file() {
            return Err(NoImage::NoFile);
        }
        let mut bytes = Vec::new();
        File::open(&full).and_then(|file| file.take(LARGEST_IMAGE + 1).read_to_end(&mut bytes)).map_err(told)?;
        if bytes.len() as u64 > LARGEST_IMAGE {
            return Err(NoImage::TooLarge);
        }
        Image::of(path, bytes)
    }

    /// The image that a file of this name holds.
    ///
    /// # Errors
    /// It is none, or of another kind than its name says.
    pub fn of(path: &str, bytes: Vec<u8>) -> Result<Image, NoImage> {
        let (kind, (width, height), words) = match raster(&bytes) {
            Some((kind, size)) => (kind, size, String::new()),
            None => {
                let drawn = svg::read(&bytes)?;
                (ImageKind::Svg, drawn.size, drawn.words)
            }
        };
        match ImageKind::of_name(path) {
            Some(named) if named == kind => Ok(Image { kind, width, height, words, bytes: bytes.into() }),
            _ => Err(NoImage::Misnamed(kind)),
        }
    }
}

/// Kind and size of an image of pixels, by how it begins; `None` where it has no size.
fn raster(bytes: &[u8]) -> Option<(ImageKind, (u32, u32))> {
    let kind = match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', _, _, _, _, b'I', b'H', b'D', b'R', ..] => ImageKind::Png,
        [0xFF, 0xD8, 0xFF, ..] => ImageKind::Jpeg,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => ImageKind::Gif,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => ImageKind::Webp,
        _ => return None,
    };
    if kind == ImageKind::Png && !is_whole(bytes) {
        return None;
    }
    let size = imagesize::blob_size(bytes).ok()?;
    let side = |pixels: usize| u32::try_from(pixels).ok().filter(|pixels| *pixels > 0);
    Some((kind, (side(size.width)?, side(size.height)?)))
}

/// Whether a PNG goes on to its last chunk: one that was copied in part begins as any other.
fn is_whole(png: &[u8]) -> bool {
    let mut rest = png.get(8..);
    while let Some([a, b, c, d, kind @ ..]) = rest.and_then(|rest| rest.first_chunk::<8>()) {
        if kind == b"IEND" {
            return true;
        }
        // Its length, its kind, its content and a sum.
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        rest = rest.and_then(|rest| rest.get(length.checked_add(12)?..));
    }
    false
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may")]

    use super::*;

    const GIF: &[u8] = b"GIF89a\x03\0\x02\0\x80\0\0";

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend(b"\x08\x02\0\0\0sum!\0\0\0\0IENDsum!");
        bytes
    }

    #[test]
    fn the_content_says_what_an_image_is() {
        let image = Image::of("a/B.PNG", png(40, 30)).unwrap();
        assert_eq!((image.kind, image.width, image.height), (ImageKind::Png, 40, 30));
        let image = Image::of("a.gif", GIF.to_vec()).unwrap();
        assert_eq!((image.kind, image.width, image.height), (ImageKind::Gif, 3, 2));
        assert!(matches!(Image::of("a.png", GIF.to_vec()), Err(NoImage::Misnamed(ImageKind::Gif))));
        assert!(matches!(Image::of("a", GIF.to_vec()), Err(NoImage::Misnamed(ImageKind::Gif))));
    }

    #[test]
    fn what_claims_to_be_an_image_is_none() {
        let half = png(40, 30);
        for bytes in [
            half.get(..36).unwrap(),
            b"\x89PNG\r\n\x1a\n",
            b"\x89PNG and so on",
            b"",
            b"text",
            &png(0, 3),
            b"\xFF\xD8\xFF\xE0",
        ] {
            assert!(matches!(Image::of("a.png", bytes.to_vec()), Err(NoImage::Unknown)), "{bytes:?}");
        }
    }

    #[test]
    fn a_file_lies_inside_the_root_and_is_not_too_large() {
        let dir = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(dir.path()).unwrap().join("root");
        fs::create_dir_all(root.join("folder.png")).unwrap();
        fs::write(root.join("a.gif"), GIF).unwrap();
        fs::write(root.join("../b.gif"), GIF).unwrap();
        let file = File::create(root.join("large.gif")).unwrap();
        file.set_len(LARGEST_IMAGE + 1).unwrap();
        assert!(Image::read(&root, "a.gif").is_ok());
        assert!(matches!(Image::read(&root, "../b.gif"), Err(NoImage::Outside)));
        assert!(matches!(Image::read(&root, "c.gif"), Err(NoImage::Missing)));
        assert!(matches!(Image::read(&root, "a.gif/c.gif"), Err(NoImage::Missing)));
        assert!(matches!(Image::read(&root, "folder.png"), Err(NoImage::NoFile)));
        assert!(matches!(Image::read(&root, "large.gif"), Err(NoImage::TooLarge)));
        assert!(matches!(Image::read(&root, "a\0.gif"), Err(NoImage::Refused(_))));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("../b.gif", root.join("link.gif")).unwrap();
            std::os::unix::fs::symlink("a.gif", root.join("inside.gif")).unwrap();
            assert!(matches!(Image::read(&root, "link.gif"), Err(NoImage::Outside)));
            assert!(Image::read(&root, "inside.gif").is_ok());
        }
    }
}
