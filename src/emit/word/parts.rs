//! The parts of a Word document beside its body.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::body::{paragraph, run};
use super::image;
use crate::emit::manuscript::Facts;
use crate::emit::xml::escape;
use crate::labels::{Lang, Words, fill};
use crate::source::{Image, ImageKind};

/// What begins every part.
pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const OFFICE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The namespaces of a part with text.
pub(super) fn namespaces() -> String {
    let drawing = "http://schemas.openxmlformats.org/drawingml/2006";
    let office = "http://schemas.microsoft.com/office/word/2010";
    format!(
        "xmlns:w=\"{W}\" xmlns:r=\"{R}\" xmlns:wp=\"{drawing}/wordprocessingDrawing\" xmlns:a=\"{drawing}/main\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
         xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:wpg=\"{office}/wordprocessingGroup\" xmlns:wps=\"{office}/wordprocessingShape\""
    )
}

pub(super) fn content_types(images: &[(String, &Image)]) -> String {
    let kinds: BTreeSet<ImageKind> = images.iter().map(|(_, image)| image.kind).collect();
    let kinds: String = kinds
        .into_iter()
        .map(|kind| format!("<Default Extension=\"{}\" ContentType=\"{}\"/>", image::ending(kind), kind.media_type()))
        .collect();
    let part = |name: &str, kind: &str| format!("<Override PartName=\"{name}\" ContentType=\"{kind}\"/>");
    let word = |name: &str, kind: &str| part(&format!("/word/{name}.xml"), &format!("{OFFICE}.{kind}+xml"));
    let parts = [
        word("document", "document.main"),
        word("styles", "styles"),
        word("numbering", "numbering"),
        word("settings", "settings"),
        word("fontTable", "fontTable"),
        word("header1", "header"),
        word("footer1", "footer"),
        part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        part("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ];
    format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/>{kinds}{}</Types>",
        parts.concat()
    )
}

/// Relations: id, kind, target, whether it lies outside.
fn relations(all: &[(String, String, String, bool)]) -> String {
    let mut out =
        format!("{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for (id, kind, target, outside) in all {
        let mode = if *outside { " TargetMode=\"External\"" } else { "" };
        // Writing to a string cannot fail.
        let _ = write!(out, "<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{}\"{mode}/>", escape(target));
    }
    out + "</Relationships>"
}

pub(super) fn package_relations() -> String {
    let package = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    let own = |id: &str, kind: String, target: &str| (id.to_owned(), kind, target.to_owned(), false);
    relations(&[
        own("rId1", format!("{R}/officeDocument"), "word/document.xml"),
        own("rId2", package.to_owned(), "docProps/core.xml"),
        own("rId3", format!("{R}/extended-properties"), "docProps/app.xml"),
    ])
}

pub(super) fn document_relations(links: &[String], images: &[(String, &Image)]) -> String {
    let names = ["styles", "numbering", "settings", "fontTable", "header", "footer"];
    let own = names.iter().enumerate().map(|(index, name)| {
        let number = if matches!(*name, "header" | "footer") { "1" } else { "" };
        (format!("rId{}", index + 1), format!("{R}/{name}"), format!("{name}{number}.xml"), false)
    });
    let outside = links.iter().enumerate();
    let outside = outside.map(|(index, link)| (format!("rIdL{index}"), format!("{R}/hyperlink"), link.clone(), true));
    let images = images.iter().enumerate();
    let images = images.map(|(index, (name, _))| (format!("rIdI{index}"), format!("{R}/image"), name.clone(), false));
    relations(&own.chain(outside).chain(images).collect::<Vec<_>>())
}

/// The width and height of an ordinary page, in twentieths of a point.
pub(super) const PAGE_WIDTH: u32 = 11906;
const PAGE_HEIGHT: u32 = 16838;

/// The properties of a section: an ordinary page, or one of another size.
pub(super) fn section(page: Option<(u32, u32)>) -> String {
    let (width, height) = page.unwrap_or((PAGE_WIDTH, PAGE_HEIGHT));
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId5\"/><w:footerReference w:type=\"default\" \
         r:id=\"rId6\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"/><w:pgMar w:top=\"1560\" w:right=\"1134\" \
         w:bottom=\"1247\" w:left=\"1134\" w:header=\"680\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
    )
}

pub(super) fn document(body: &str) -> String {
    let section = section(None);
    format!("{XML}<w:document {}><w:body>{body}{section}</w:body></w:document>", namespaces())
}

/// Number and title at the left, version and state at the right; what must be seen first below.
pub(super) fn header(facts: &Facts<'_>) -> String {
    let left = [facts.number, facts.title].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("  ");
    let right = [facts.version, facts.status, facts.effective].into_iter().filter(|text| !text.is_empty());
    let right = right.collect::<Vec<_>>().join("  ");
    let tab = "<w:r><w:tab/></w:r>";
    let sign = watermark(facts.watermark);
    let first = paragraph("Header", "", &format!("{sign}{}{tab}{}", run(&left, ""), run(&right, "")));
    let marks: String = facts.marks.iter().map(|mark| paragraph("HeaderMark", "", &run(mark, ""))).collect();
    format!("{XML}<w:hdr {}>{first}{marks}</w:hdr>", namespaces())
}

/// A word across the page, as Word itself makes one.
fn watermark(word: &str) -> String {
    if word.is_empty() {
        return String::new();
    }
    let place = "position:absolute;margin-left:0;margin-top:0;width:360pt;height:140pt;rotation:315;z-index:-251658752;\
                 mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;\
                 mso-position-vertical-relative:margin";
    let word = escape(word);
    format!(
        "<w:r><w:pict><v:shapetype id=\"_x0000_t136\" coordsize=\"21600,21600\" o:spt=\"136\" adj=\"10800\" \
         path=\"m@7,l@8,m@5,21600l@6,21600e\"><v:path textpathok=\"t\"/><v:textpath on=\"t\" fitshape=\"t\"/>\
         </v:shapetype><v:shape id=\"watermark\" o:spid=\"_x0000_s2049\" type=\"#_x0000_t136\" alt=\"{word}\" \
         style=\"{place}\" fillcolor=\"#e3e7eb\" stroked=\"f\"><v:textpath style=\"font-family:&quot;Noto Sans CJK \
         SC&quot;;font-size:1pt\" string=\"{word}\"/></v:shape></w:pict></w:r>"
    )
}

/// The page and the number of pages.
pub(super) fn footer(w: &Words) -> String {
    let field = |name: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {name} </w:instrText>\
             </w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar \
             w:fldCharType=\"end\"/></w:r>"
        )
    };
    let mut runs = String::new();
    // The places of the pattern are filled with fields, not with texts.
    let pattern = fill(w.head.pages, &["\u{1}P\u{1}", "\u{1}N\u{1}"]);
    for piece in pattern.split('\u{1}') {
        match piece {
            "P" => runs.push_str(&field("PAGE")),
            "N" => runs.push_str(&field("NUMPAGES")),
            text => runs.push_str(&run(text, "")),
        }
    }
    format!("{XML}<w:ftr {}>{}</w:ftr>", namespaces(), paragraph("Footer", "", &runs))
}

pub(super) fn numbering(lists: &[usize]) -> String {
    let level = |level: usize, format: &str, text: &str| {
        let indent = 360 * (level + 1);
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>\
             <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{indent}\" w:hanging=\"360\"/></w:pPr></w:lvl>"
        )
    };
    let bullets: String = (0..9).map(|at| level(at, "bullet", ["•", "◦", "▪"].get(at % 3).unwrap_or(&"•"))).collect();
    let numbers: String = (0..9).map(|at| level(at, "decimal", &format!("%{}.", at + 1))).collect();
    let multi = "<w:multiLevelType w:val=\"hybridMultilevel\"/>";
    let mut out = format!(
        "{XML}<w:numbering xmlns:w=\"{W}\"><w:abstractNum w:abstractNumId=\"1\">{multi}{bullets}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"2\">{multi}{numbers}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId \
         w:val=\"1\"/></w:num>"
    );
    for (index, first) in lists.iter().enumerate() {
        let starts: String = (0..9)
            .map(|at| format!("<w:lvlOverride w:ilvl=\"{at}\"><w:startOverride w:val=\"{first}\"/></w:lvlOverride>"))
            .collect();
        let id = index + 2;
        let _ = write!(out, "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"2\"/>{starts}</w:num>");
    }
    out + "</w:numbering>"
}

pub(super) fn settings(lang: Lang) -> String {
    let latin = latin(lang);
    format!(
        "{XML}<w:settings xmlns:w=\"{W}\"><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"420\"/>\
         <w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"{latin}\" \
         w:eastAsia=\"zh-CN\"/></w:settings>"
    )
}

/// The language of a document, as programs for texts name it.
fn latin(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en-GB",
    }
}

/// The fonts that are named, and what stands for them where they are not installed.
pub(super) fn fonts() -> String {
    let font = |name: &str, other: &str, family: &str| {
        format!("<w:font w:name=\"{name}\"><w:altName w:val=\"{other}\"/><w:family w:val=\"{family}\"/></w:font>")
    };
    let fonts = [
        font("Noto Sans CJK SC", "Microsoft YaHei", "swiss"),
        font("SimSun", "Noto Serif CJK SC", "roman"),
        font("Arial", "Liberation Sans", "swiss"),
        font("Consolas", "Liberation Mono", "modern"),
    ];
    format!("{XML}<w:fonts xmlns:w=\"{W}\">{}</w:fonts>", fonts.concat())
}

/// No day on which it was built: the same procedure gives the same bytes.
pub(super) fn core(facts: &Facts<'_>, lang: Lang) -> String {
    let at =
        |what: &str, day: Date| format!("<dcterms:{what} xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:{what}>");
    let days = facts.dated.map(|day| at("created", day) + &at("modified", day)).unwrap_or_default();
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dc:language>{}</dc:language><dc:identifier>{}</dc:identifier><cp:version>{}</cp:version><cp:contentStatus>{}\
         </cp:contentStatus>{days}</cp:coreProperties>",
        escape(facts.title),
        escape(facts.owner),
        latin(lang),
        escape(facts.number),
        escape(facts.version),
        escape(facts.status),
    )
}

pub(super) fn app() -> String {
    format!(
        "{XML}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>sop</Application></Properties>"
    )
}

/// The styles: real headings with their levels, so that Word can navigate, renumber and list them.
pub(super) fn styles(lang: Lang) -> String {
    let latin = latin(lang);
    let mut out = format!(
        "{XML}<w:styles xmlns:w=\"{W}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" \
         w:eastAsia=\"Noto Sans CJK SC\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:color w:val=\"1C2733\"/><w:sz w:val=\"21\"/>\
         <w:szCs w:val=\"21\"/><w:lang w:val=\"{latin}\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:after=\"100\" w:line=\"300\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>\
         </w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>\
         <w:qFormat/></w:style><w:style w:type=\"character\" w:default=\"1\" w:styleId=\"Default\"><w:name \
         w:val=\"Default Paragraph Font\"/></w:style>"
    );
    for (index, (size, before, after)) in
        [(40, 0, 200), (30, 360, 140), (25, 280, 100), (23, 220, 80), (22, 180, 80), (21, 160, 80)].iter().enumerate()
    {
        let level = index + 1;
        let colour = if level < 3 { "1F3F5F" } else { "2B4A68" };
        let line = "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"3\" w:color=\"B6C3D0\"/></w:pBdr>";
        let line = if level == 2 { line } else { "" };
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\"><w:name w:val=\"heading {level}\"/><w:basedOn \
             w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>{line}<w:spacing \
             w:before=\"{before}\" w:after=\"{after}\" w:line=\"264\" w:lineRule=\"auto\"/><w:outlineLvl \
             w:val=\"{index}\"/></w:pPr><w:rPr><w:b/><w:bCs/><w:color w:val=\"{colour}\"/><w:sz w:val=\"{size}\"/><w:szCs \
             w:val=\"{size}\"/></w:rPr></w:style>"
        );
    }
    let mut style = |id: &str, name: &str, base: &str, paragraph: &str, look: &str| {
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:customStyle=\"{}\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn \
             w:val=\"{base}\"/><w:pPr>{paragraph}</w:pPr><w:rPr>{look}</w:rPr></w:style>",
            u8::from(!matches!(id, "Header" | "Footer" | "TOC1"))
        );
    };
    let small = "<w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>";
    let side = |colour: &str, fill: &str| {
        format!(
            "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"{colour}\"/></w:pBdr><w:shd \
             w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/><w:spacing w:before=\"80\" w:after=\"120\"/><w:ind \
             w:left=\"240\" w:right=\"120\"/>"
        )
    };
    style("Item", "Item", "Normal", "<w:spacing w:after=\"40\"/>", "");
    style("Note", "Note", "Normal", &side("8296AA", "F2F5F8"), "");
    style("Warning", "Warning", "Normal", &side("C98A00", "FFF6DD"), "");
    style(
        "Code",
        "Code",
        "Normal",
        "<w:spacing w:after=\"0\"/>",
        "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\"/>",
    );
    style(
        "Cell",
        "Cell",
        "Normal",
        "<w:spacing w:before=\"20\" w:after=\"20\" w:line=\"264\" w:lineRule=\"auto\"/>",
        "<w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/>",
    );
    style("CellHead", "Cell head", "Cell", "<w:keepNext/>", "<w:b/>");
    style(
        "AfterTable",
        "After a table",
        "Normal",
        "<w:spacing w:after=\"60\" w:line=\"120\" w:lineRule=\"exact\"/>",
        "",
    );
    style("Picture", "Picture", "Normal", "<w:jc w:val=\"center\"/>", "");
    style(
        "ContentsTitle",
        "Contents title",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/>",
        "<w:b/><w:color w:val=\"1F3F5F\"/>",
    );
    style("TOC1", "toc 1", "Normal", "<w:spacing w:after=\"20\"/><w:ind w:left=\"240\"/>", "");
    style(
        "Header",
        "header",
        "Normal",
        "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"B6C3D0\"/></w:pBdr><w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs><w:spacing w:after=\"0\"/>",
        small,
    );
    style(
        "HeaderMark",
        "Header mark",
        "Normal",
        "<w:spacing w:after=\"0\"/>",
        "<w:b/><w:color w:val=\"B3402E\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>",
    );
    style("Footer", "footer", "Normal", "<w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/>", small);
    out.push_str(
        "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color \
         w:val=\"1F5FA8\"/><w:u w:val=\"single\"/></w:rPr></w:style><w:style w:type=\"character\" w:customStyle=\"1\" \
         w:styleId=\"CodeSign\"><w:name w:val=\"Code sign\"/><w:rPr><w:rFonts w:ascii=\"Consolas\" \
         w:hAnsi=\"Consolas\"/></w:rPr></w:style><w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name \
         w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" \
         w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" \
         w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
    );
    let sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
    let borders: String = sides
        .iter()
        .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"B6C3D0\"/>"))
        .collect();
    let _ = write!(
        out,
        "<w:style w:type=\"table\" w:styleId=\"Grid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/>\
         <w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:tcPr><w:shd \
         w:val=\"clear\" w:color=\"auto\" w:fill=\"E6EDF5\"/></w:tcPr></w:tblStylePr></w:style></w:styles>"
    );
    out
}
