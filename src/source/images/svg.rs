//! What must be known of an SVG: that it is one and whole by itself, its size, its words.

use roxmltree::{Document, Node, ParsingOptions};

use super::NoImage;

const NAMESPACE: &str = "http://www.w3.org/2000/svg";
const LINKS: &str = "http://www.w3.org/1999/xlink";
/// More elements than this no drawing of a note has.
const ELEMENTS: u32 = 1_000_000;
/// The size of a drawing that says none, as browsers have it.
const SIZE: (f64, f64) = (300.0, 150.0);

/// An SVG as it was read.
pub(super) struct Drawn {
    /// Width and height in pixels.
    pub(super) size: (u32, u32),
    /// The words in it.
    pub(super) words: String,
}

/// Reads a drawing.
///
/// # Errors
/// It is no SVG, or not whole without other files.
pub(super) fn read(bytes: &[u8]) -> Result<Drawn, NoImage> {
    let text = std::str::from_utf8(bytes).map_err(|_| NoImage::Unknown)?;
    // Many programs that draw write a DTD; it is read, and nothing is fetched for it.
    let options = ParsingOptions { allow_dtd: true, nodes_limit: ELEMENTS, ..ParsingOptions::default() };
    let text = text.trim_start_matches('\u{FEFF}');
    let document = Document::parse_with_options(text, options).map_err(|_| NoImage::Unknown)?;
    let root = document.root_element();
    if !root.has_tag_name((NAMESPACE, "svg")) {
        return Err(NoImage::Unknown);
    }
    if root.descendants().any(loads) {
        return Err(NoImage::LoadsOthers);
    }
    let texts = root.descendants().filter(|node| node.has_tag_name((NAMESPACE, "text")));
    let words = texts.flat_map(|text| text.descendants()).filter(|node| node.is_text()).filter_map(|node| node.text());
    Ok(Drawn { size: size(root).ok_or(NoImage::Unknown)?, words: words.collect() })
}

/// Whether an element shows another image that is not written into the drawing.
fn loads(node: Node<'_, '_>) -> bool {
    let shows = node.has_tag_name((NAMESPACE, "image")) || node.has_tag_name((NAMESPACE, "feImage"));
    let there = node.attribute("href").or_else(|| node.attribute((LINKS, "href"))).unwrap_or_default().trim();
    shows && !there.is_empty() && !there.starts_with('#') && !there.starts_with("data:")
}

/// Width and height; where one is missing the frame says how they belong together. `None` if there is nothing to see.
fn size(root: Node<'_, '_>) -> Option<(u32, u32)> {
    let side = |name: &str| root.attribute(name).and_then(pixels);
    let frame = root.attribute("viewBox").and_then(|frame| {
        let mut numbers = frame.split([' ', ',', '\t', '\n', '\r']).filter(|part| !part.is_empty());
        let mut number = || numbers.next()?.parse::<f64>().ok();
        let (_, _, width, height) = (number()?, number()?, number()?, number()?);
        (width > 0.0 && height > 0.0).then_some((width, height))
    });
    let (width, height) = match (side("width"), side("height"), frame) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((wide, high))) => (width, width * high / wide),
        (None, Some(height), Some((wide, high))) => (height * wide / high, height),
        (None, None, Some(frame)) => frame,
        (width, height, None) => (width.unwrap_or(SIZE.0), height.unwrap_or(SIZE.1)),
    };
    Some((whole(width)?, whole(height)?))
}

/// A length in pixels; `None` for one that depends on what is around it.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let end =
        length.find(|sign: char| sign.is_ascii_alphabetic() && sign != 'e' || sign == '%').unwrap_or(length.len());
    let (number, unit) = length.split_at_checked(end)?;
    let unit = match unit {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "mm" => 96.0 / 25.4,
        "cm" => 96.0 / 2.54,
        "in" => 96.0,
        _ => return None,
    };
    number.trim().parse::<f64>().ok().map(|number| number * unit)
}

/// A length in whole pixels.
fn whole(pixels: f64) -> Option<u32> {
    // Parsed as text: no cast that cuts off.
    let text = format!("{:.0}", pixels.max(1.0));
    (pixels > 0.0).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may")]

    use super::*;

    fn svg(attributes: &str, inside: &str) -> Result<Drawn, NoImage> {
        let begin = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
        read(format!("{begin} {attributes}>{inside}</svg>").as_bytes())
    }

    #[test]
    fn a_drawing_says_its_size_in_many_ways() {
        let size = |attributes: &str| svg(attributes, "").unwrap().size;
        assert_eq!(size("width=\"10.4\" height=\"20px\""), (10, 20));
        assert_eq!(size("width=\"1in\" height=\"25.4mm\""), (96, 96));
        assert_eq!(size("viewBox=\"0 0 40 30\""), (40, 30));
        assert_eq!(size("width=\"100%\" height=\"60\" viewBox=\"0,0,40,30\""), (80, 60));
        assert_eq!(size(""), (300, 150));
        assert!(svg("width=\"0\" height=\"1\"", "").is_err());
        assert!(svg("width=\"-5\" height=\"1\"", "").is_err());
    }

    #[test]
    fn its_words_are_known() {
        let words = svg("", "<title>no</title><text>一<tspan>two</tspan></text>").unwrap().words;
        assert_eq!(words, "一two");
    }

    #[test]
    fn what_is_no_drawing_or_not_whole_is_refused() {
        for text in ["<svg/>", "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>", "<svg", "svg", ""] {
            assert!(matches!(read(text.as_bytes()), Err(NoImage::Unknown)), "{text}");
        }
        for inside in ["<image href=\"a.png\"/>", "<g><image xlink:href=\"http://x.org/a.png\"/></g>"] {
            assert!(matches!(svg("", inside), Err(NoImage::LoadsOthers)), "{inside}");
        }
        assert!(svg("", "<image href=\"data:image/png;base64,AA\"/><use href=\"#a\"/>").is_ok());
        let bomb = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
                    <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">\
                    <!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&e;&e;&e;</svg>";
        assert!(matches!(read(bomb.as_bytes()), Err(NoImage::Unknown)));
    }

    #[test]
    fn no_depth_is_too_deep() {
        let deep = format!("{}{}", "<g>".repeat(200_000), "</g>".repeat(200_000));
        let _ = svg("", &deep);
    }
}
