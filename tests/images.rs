//! The images that notes name: in Markdown beside the documents, in pages and in Word inside them; and those that are
//! refused. What PDF makes of them is in `tests/pdf.rs`, what a browser shows in `tests/browser.rs`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is wrong"
)]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use scraper::{ElementRef, Html, Selector};
use sopkit::emit::{Document, Format, Request, documents, named_images};
use sopkit::model::Project;
use sopkit::source::Image;

const FROM: &str = "tests/fixtures/images";
const LABEL: [&str; 2] = ["标签贴在右上角 \"A\" & <b>", "label at the upper right \"A\" & <b>"];

fn built(formats: &[Format]) -> Vec<Document> {
    let project = Project::new(support::loaded(FROM));
    let request = Request { formats: formats.to_vec(), ..Request::default() };
    documents(&project, &support::with_images(&project, request))
}

fn one<'d>(documents: &'d [Document], path: &str) -> &'d Document {
    documents.iter().find(|document| document.path == path).unwrap_or_else(|| panic!("no {path}"))
}

fn original(path: &str) -> Vec<u8> {
    fs::read(support::root().join(FROM).join(path)).unwrap()
}

fn all<'h>(html: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

/// The targets of the images of a document in Markdown, without their escapes.
fn targets(markdown: &str) -> Vec<String> {
    let pieces = markdown.split("](").skip(1).filter_map(|piece| Some(piece.split_once(')')?.0));
    let images = pieces.filter(|target| is_image(target));
    images.map(|target| target.replace("%20", " ")).collect()
}

fn is_image(target: &str) -> bool {
    [".png", ".jpg", ".webp", ".svg", ".gif"].iter().any(|ending| target.ends_with(ending))
}

#[test]
fn markdown_finds_its_images_beside_it_each_written_once() {
    let documents = built(&[Format::Md]);
    let images: Vec<&Document> = documents.iter().filter(|document| is_image(&document.path)).collect();
    let paths: Vec<&str> = images.iter().map(|image| image.path.as_str()).collect();
    let names = ["label.png", "seal.webp", "stamp.gif", "way.svg", "票 据.jpg"];
    let mut expected = vec!["common/faces/badge.png".to_owned()];
    expected.extend(names.iter().map(|name| format!("desk/images/{name}")));
    assert_eq!(paths, expected);
    for image in &images {
        assert_eq!(image.content, original(&image.path), "{}", image.path);
    }
    let mut shown = 0;
    for document in documents.iter().filter(|document| document.path.ends_with(".md")) {
        for target in targets(document.text()) {
            let there = support::meant(&document.path, &target);
            assert!(paths.contains(&there.as_str()), "{}: {target}", document.path);
            shown += 1;
        }
    }
    // In two languages: seven in the handbook with the one of the post, and that one on the page of the post.
    assert_eq!(shown, 2 * (7 + 1));
    assert!(one(&documents, "post/clerk.zh.md").text().contains("![工牌](../common/faces/badge.png)"));
    assert!(one(&documents, "desk/returns.en.md").text().contains("![badge](../common/faces/badge.png)"));
}

#[test]
fn only_documents_have_images_and_none_is_shown_that_was_not_read() {
    let project = Project::new(support::loaded(FROM));
    let request = |formats: &[Format]| Request { formats: formats.to_vec(), ..Request::default() };
    assert!(named_images(&project, &request(&[Format::Json, Format::Csv, Format::Svg])).is_empty());
    for format in [Format::Html, Format::Docx] {
        assert!(built(&[format]).iter().all(|document| !is_image(&document.path)));
    }
    let bare = documents(&project, &request(&[Format::Md]));
    for document in &bare {
        assert_eq!(targets(document.text()), Vec::<String>::new(), "{}", document.path);
    }
    assert!(one(&bare, "desk/returns.en.md").text().contains("the stamp stamp"));
}

#[test]
fn a_page_holds_its_images_and_their_words() {
    let documents = built(&[Format::Html]);
    for (lang, label) in ["zh", "en"].into_iter().zip(LABEL) {
        let page = one(&documents, &format!("desk/returns.{lang}.html"));
        let html = Html::parse_document(page.text());
        let images = all(&html, "aside.note img");
        let begins = |image: &ElementRef<'_>| image.attr("src").unwrap().split_once(";base64,").unwrap().0.to_owned();
        let kinds: Vec<String> = images.iter().map(begins).collect();
        let known = ["png", "png", "jpeg", "gif", "webp", "svg+xml", "png"];
        assert_eq!(kinds.len(), known.len(), "{kinds:?}");
        for kind in known {
            assert!(kinds.contains(&format!("data:image/{kind}")), "{kind}");
        }
        let words: Vec<&str> = images.iter().map(|image| image.attr("alt").unwrap()).collect();
        assert!(words.contains(&label) && words.contains(&""), "{words:?}");
        // The script of the drawing is data of an image, not of the page.
        assert!(all(&html, "script, aside svg, aside b").is_empty() && !page.text().contains("onload"));
        let drawing = images.iter().find(|image| begins(image).ends_with("svg+xml")).unwrap();
        assert_eq!(drawing.attr("width"), Some("120"));
        assert_eq!(all(&html, "a[href='https://example.org/way'] img").len(), 1);
        assert!(page.text().contains("aside img { max-width: 100%;"));
    }
    let post = Html::parse_document(one(&documents, "post/clerk.en.html").text());
    assert_eq!(all(&post, "aside img")[0].attr("alt"), Some("badge"));
}

#[cfg(feature = "office")]
#[test]
fn word_shows_what_it_can_and_says_the_rest() {
    use std::io::{Cursor, Read as _};
    let documents = built(&[Format::Docx]);
    let part = |document: &Document, name: &str| {
        let mut zip = zip::ZipArchive::new(Cursor::new(document.content.clone())).unwrap();
        let mut bytes = Vec::new();
        zip.by_name(name).unwrap_or_else(|_| panic!("no {name}")).read_to_end(&mut bytes).unwrap();
        bytes
    };
    for (lang, label) in ["zh", "en"].into_iter().zip(LABEL) {
        let document = one(&documents, &format!("desk/returns.{lang}.docx"));
        let text = |name: &str| String::from_utf8(part(document, name)).unwrap();
        let (body, relations) = (text("word/document.xml"), text("word/_rels/document.xml.rels"));
        let (body, relations) =
            (roxmltree::Document::parse(&body).unwrap(), roxmltree::Document::parse(&relations).unwrap());
        let pictures: Vec<_> = body.descendants().filter(|node| node.tag_name().name() == "pic").collect();
        let mut words = Vec::new();
        for picture in &pictures {
            let of = |name: &str| picture.descendants().find(|node| node.tag_name().name() == name).unwrap();
            let embed = of("blip").attributes().find(|attribute| attribute.name() == "embed").unwrap().value();
            let there = relations.descendants().find(|node| node.attribute("Id") == Some(embed)).unwrap();
            let bytes = part(document, &format!("word/{}", there.attribute("Target").unwrap()));
            let names =
                ["desk/images/label.png", "desk/images/票 据.jpg", "desk/images/stamp.gif", "common/faces/badge.png"];
            let name = names.into_iter().find(|name| original(name) == bytes).unwrap();
            let side = |name: &str| of("ext").attribute(name).unwrap().parse::<u32>().unwrap();
            let (width, height) = (side("cx"), side("cy"));
            let image = Image::of(name, bytes).unwrap();
            if image.width < 100 {
                assert_eq!((width, height), (image.width * 9525, image.height * 9525), "{name}");
            } else {
                // A page is 17 centimetres wide inside its edges, at 360 000 units each.
                assert!(width < 6_120_130 && (width / 8).abs_diff(height) < 10, "{width} {height}");
            }
            words.push(of("cNvPr").attribute("descr").unwrap().to_owned());
        }
        assert_eq!(pictures.len(), 5);
        assert!(words.contains(&label.to_owned()), "{words:?}");
        let ids: Vec<_> = body.descendants().filter(|node| node.tag_name().name() == "docPr").collect();
        let mut numbers: Vec<_> = ids.iter().map(|node| node.attribute("id").unwrap()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), ids.len(), "every drawing has its number");
        let emphasised: Vec<String> = body
            .descendants()
            .filter(|node| {
                node.tag_name().name() == "r" && node.descendants().any(|inner| inner.tag_name().name() == "i")
            })
            .map(|run| run.descendants().filter(roxmltree::Node::is_text).filter_map(|inner| inner.text()).collect())
            .collect();
        let said = if lang == "zh" { ["封条", "怎么走"] } else { ["seal", "the way"] };
        assert!(said.iter().all(|words| emphasised.contains(&(*words).to_owned())), "{emphasised:?}");
        for kind in ["png", "jpg", "gif"] {
            assert!(text("[Content_Types].xml").contains(&format!("Extension=\"{kind}\"")), "{kind}");
        }
    }
}

#[test]
fn one_thread_and_two_make_the_same() {
    let formats = [Format::Md, Format::Html, Format::Docx];
    let build = |threads: usize| support::on_threads(threads, || built(&formats));
    assert!(build(1) == build(2));
}

const GIF: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// A procedure whose note names these images, one a line from the fourth on.
fn noted(name: &str, images: &[&str]) -> String {
    let lines: String = images.iter().map(|image| format!("    ![x]({image})\n")).collect();
    format!(
        "sop {name} \"One\" {{\n  language en\n  note \"\"\"\n{lines}    \"\"\"\n}}\nrole r \"R\" {{}}\n\
         flow {{ step s \"Do\" {{ by r }} end e \"Over\" }}\n"
    )
}

fn sop(dir: &Path, lang: &str, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sop"));
    command.current_dir(dir).args(["build", "--draft", "--lang", lang]).args(args).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn every_image_that_cannot_be_shown_is_told_and_nothing_is_written() {
    let root = tempfile::tempdir().unwrap();
    let secret = root.path().join("secret.gif");
    fs::write(&secret, GIF).unwrap();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"a.gif\"/></svg>";
    let absolute = secret.display().to_string();
    let cases: &[(&str, &str, &str)] = &[
        ("missing.png", "does not exist", "不存在"),
        ("../../secret.gif", "lies outside the project", "不在项目文件夹里面"),
        ("%2e%2e/%2e%2e/secret.gif", "lies outside the project", "不在项目文件夹里面"),
        ("link.gif", "lies outside the project", "不在项目文件夹里面"),
        (&absolute, "lies outside the project", "不在项目文件夹里面"),
        ("https://example.org/a.png", "lies outside the project", "不在项目文件夹里面"),
        ("file:///secret.gif", "lies outside the project", "不在项目文件夹里面"),
        ("data:image/gif;base64,R0lGODlhAQABAAAAACw=", "lies outside the project", "不在项目文件夹里面"),
        ("folder.png", "is no file", "不是文件"),
        ("text.png", "is no image, or damaged; PNG, JPEG, GIF, WebP, SVG can be shown", "不是图片，或者已损坏"),
        ("gif.png", "is a GIF: its name must end in `.gif`", "的内容是 GIF，扩展名应为 `.gif`"),
        ("linked.svg", "loads other images", "还要载入别的图片"),
        ("large.gif", "is larger than 10 MB", "超过 10 MB"),
    ];
    let images: Vec<&str> = cases.iter().map(|(image, ..)| *image).collect();
    let project = root.path().join("project");
    fs::create_dir_all(project.join("in/folder.png")).unwrap();
    fs::write(project.join("sop.toml"), "[project]\n").unwrap();
    fs::write(project.join("in/one.sop"), noted("one", &images)).unwrap();
    fs::write(project.join("in/text.png"), "\u{89}PNG").unwrap();
    fs::write(project.join("in/gif.png"), GIF).unwrap();
    fs::write(project.join("in/linked.svg"), svg).unwrap();
    fs::File::create(project.join("in/large.gif")).unwrap().set_len(10 * 1024 * 1024 + 1).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&secret, project.join("in/link.gif")).unwrap();
    for format in ["md", "html", "docx"] {
        for lang in ["en", "zh"] {
            let output = sop(&project, lang, &["--to", format]);
            assert_eq!(output.status.code(), Some(2));
            let told = told(&output);
            let lines: Vec<&str> = told.lines().collect();
            assert_eq!(lines.len(), cases.len(), "{told}");
            for (index, (line, (image, en, zh))) in lines.into_iter().zip(cases).enumerate() {
                let number = index + 4;
                let expected = match lang {
                    "en" => format!("error: `in/one.sop`, line {number}: the image `{image}` {en}"),
                    _ => format!("错误：`in/one.sop` 第 {number} 行的图片 `{image}` {zh}"),
                };
                assert!(line.starts_with(&expected), "{line}\n{expected}");
            }
            assert!(!project.join("out").exists());
        }
    }
    // What is not of these documents is not looked at.
    assert_eq!(sop(&project, "en", &["--to", "json"]).status.code(), Some(0));
}

#[test]
fn an_image_that_no_note_names_any_more_is_taken_away() {
    let dir = support::folder(&[
        ("one.sop", noted("one", &["images/a.gif", "images/b.gif"]).as_bytes()),
        ("two.sop", noted("two", &["images/a.gif"]).as_bytes()),
        ("images/a.gif", GIF),
        ("images/b.gif", GIF),
        ("images/c.gif", b"nobody reads it"),
    ]);
    let exists = |path: &str| dir.path().join(path).exists();
    let output = sop(dir.path(), "en", &[]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(exists("out/images/a.gif") && exists("out/images/b.gif") && !exists("out/images/c.gif"));
    let list = fs::read_to_string(dir.path().join("out/.sop-build")).unwrap();
    assert!(list.contains(" *images/a.gif\n") && list.contains("  one.en.md\n"), "{list}");
    fs::write(dir.path().join("one.sop"), noted("one", &["images/a.gif"])).unwrap();
    sop(dir.path(), "en", &["--to", "html,svg"]);
    assert!(exists("out/images/b.gif"), "it belongs to the Markdown");
    let output = sop(dir.path(), "en", &[]);
    assert!(exists("out/images/a.gif") && !exists("out/images/b.gif"));
    assert!(told(&output).contains("1 document of an earlier build removed"), "{}", told(&output));
    fs::write(dir.path().join("one.sop"), noted("one", &[])).unwrap();
    fs::write(dir.path().join("two.sop"), noted("two", &[])).unwrap();
    sop(dir.path(), "en", &[]);
    assert!(!exists("out/images") && exists("images/a.gif"));
}

#[test]
fn a_build_beside_its_sources_leaves_the_images_alone() {
    let dir = support::folder(&[("one.sop", noted("one", &["a.gif"]).as_bytes()), ("a.gif", GIF)]);
    let build = || sop(dir.path(), "en", &["--out", "."]);
    assert_eq!(build().status.code(), Some(0));
    assert!(!fs::read_to_string(dir.path().join(".sop-build")).unwrap().contains("a.gif"));
    fs::write(dir.path().join("one.sop"), noted("one", &[])).unwrap();
    assert_eq!(build().status.code(), Some(0));
    assert!(dir.path().join("a.gif").exists(), "the author's own image is gone");
}

#[test]
fn a_file_that_no_build_wrote_is_not_overwritten_by_an_image() {
    let text = noted("one", &["a.gif"]);
    let dir = support::folder(&[("one.sop", text.as_bytes()), ("a.gif", GIF), ("out/a.gif", b"mine")]);
    let output = sop(dir.path(), "en", &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("`out/a.gif` was not written by a build"), "{}", told(&output));
    assert_eq!(fs::read(dir.path().join("out/a.gif")).unwrap(), b"mine");
    assert!(!dir.path().join("out/one.en.md").exists());
    fs::remove_file(dir.path().join("out/a.gif")).unwrap();
    assert_eq!(sop(dir.path(), "en", &[]).status.code(), Some(0));
    fs::write(dir.path().join("a.gif"), [GIF, b"\0"].concat()).unwrap();
    assert_eq!(sop(dir.path(), "en", &[]).status.code(), Some(0), "its own image is written again");
    assert_eq!(fs::read(dir.path().join("out/a.gif")).unwrap().len(), GIF.len() + 1);
}

#[test]
fn only_the_images_of_what_is_built_are_asked_for() {
    let good = noted("one", &["a.gif"]);
    let bad = noted("two", &["missing.gif"]);
    let dir = support::folder(&[("one.sop", good.as_bytes()), ("two.sop", bad.as_bytes()), ("a.gif", GIF)]);
    assert_eq!(sop(dir.path(), "en", &["one.sop"]).status.code(), Some(0));
    assert_eq!(sop(dir.path(), "en", &[]).status.code(), Some(2));
}
