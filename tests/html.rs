//! Pages for a browser, read with a real parser of HTML.
//!
//! `UPDATE=1 cargo test --test html` rewrites the golden page; read that difference as you would read code.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is wrong"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use scraper::{ElementRef, Html, Node, Selector};
use sopkit::emit::{Audience, Checked, Document, Fault, Format, Request, Templates, build, documents};
use sopkit::model::Project;
use sopkit::rules::{Settings, check};
use sopkit::source::load;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

fn project(path: &str) -> Project {
    Project::new(load(&[here(path)]).unwrap())
}

fn html() -> Request {
    Request { formats: vec![Format::Html], ..Request::default() }
}

fn pages(path: &str) -> Vec<Document> {
    documents(&project(path), &html())
}

fn page<'d>(pages: &'d [Document], path: &str) -> &'d str {
    pages.iter().find(|page| page.path == path).unwrap_or_else(|| panic!("no {path}")).text()
}

fn all<'h>(html: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

const FIXTURES: [&str; 6] = [
    "fixtures/example",
    "fixtures/constructs",
    "fixtures/elsewhere",
    "fixtures/bare",
    "fixtures/hostile",
    "fixtures/tame",
];

/// Calls `look` with every page of the fixtures.
fn each_page(look: impl Fn(&Document, &Html)) {
    for fixture in FIXTURES {
        let pages = pages(fixture);
        assert!(pages.len() > 3, "{fixture}");
        for page in &pages {
            look(page, &Html::parse_document(page.text()));
        }
    }
}

#[test]
fn headings_are_in_order_and_ids_are_unique() {
    each_page(|page, html| {
        let levels: Vec<u8> = all(html, "h1, h2, h3, h4, h5, h6")
            .into_iter()
            .map(|heading| heading.value().name().as_bytes()[1] - b'0')
            .collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{}", page.path);
        assert_eq!(levels[0], 1, "{}", page.path);
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{}: h{} after h{}", page.path, pair[1], pair[0]);
        }
        let mut ids = BTreeSet::new();
        for element in all(html, "[id]") {
            let id = element.value().id().unwrap();
            assert!(ids.insert(id.to_owned()), "{}: {id} twice", page.path);
        }
        for element in all(html, "[aria-describedby], [for]") {
            let named = element.value().attr("aria-describedby").or(element.value().attr("for")).unwrap();
            assert!(ids.contains(named), "{}: no {named}", page.path);
        }
    });
}

#[test]
fn every_link_of_a_site_leads_to_a_place_in_it() {
    for fixture in FIXTURES {
        let pages = pages(fixture);
        let parsed: BTreeMap<&str, Html> =
            pages.iter().map(|page| (page.path.as_str(), Html::parse_document(page.text()))).collect();
        let mut inner = 0;
        for (path, html) in &parsed {
            for link in all(html, "a[href]") {
                let href = link.value().attr("href").unwrap();
                if href.starts_with("https:") || href.starts_with("mailto:") {
                    continue;
                }
                let (file, anchor) = href.split_once('#').unwrap_or((href, ""));
                let file = if file.is_empty() { (*path).to_owned() } else { support::meant(path, file) };
                let there = parsed.get(file.as_str()).unwrap_or_else(|| panic!("{path}: {href} leads nowhere"));
                let found = anchor.is_empty() || all(there, "[id]").iter().any(|e| e.value().id() == Some(anchor));
                assert!(found, "{path}: no place {href}");
                inner += usize::from(!anchor.is_empty());
            }
        }
        assert!(inner > 10, "{fixture}: {inner}");
    }
}

#[test]
fn nothing_is_fetched_and_nothing_runs_but_the_search() {
    each_page(|page, html| {
        for element in all(html, "*") {
            for (name, value) in element.value().attrs() {
                assert!(!name.starts_with("on") && name != "style", "{}: {name}", page.path);
                let fetched = matches!(name, "src" | "srcset" | "data" | "action" | "poster" | "background");
                assert!(!fetched || value.starts_with("data:"), "{}: {name}={value}", page.path);
            }
        }
        assert!(all(html, "link, iframe, object, embed, base, img").is_empty(), "{}", page.path);
        let scripts = all(html, "script");
        let is_index = page.path.starts_with("index.") && page.path != "index.html"
            || scripts.len() == 2 && page.path == "index.html";
        assert_eq!(scripts.len(), if is_index { 2 } else { 0 }, "{}", page.path);
        let policy = &all(html, "meta[http-equiv=Content-Security-Policy]")[0];
        assert!(policy.value().attr("content").unwrap().starts_with("default-src 'none';"), "{}", page.path);
        if let [data, script] = scripts.as_slice() {
            assert_eq!(data.value().attr("type"), Some("application/json"));
            let index: serde_json::Value = serde_json::from_str(&data.inner_html()).unwrap();
            assert!(!index["places"].as_array().unwrap().is_empty());
            assert!(script.inner_html().starts_with("(function () {"));
        }
    });
}

#[test]
fn tables_have_headers_and_fields_have_labels() {
    let mut fields = 0;
    let count = &std::cell::Cell::new(0);
    each_page(|page, html| {
        assert!(["zh-CN", "en"].contains(&html.root_element().value().attr("lang").unwrap()), "{}", page.path);
        for table in all(html, "table") {
            let header = Selector::parse("thead th[scope=col]").unwrap();
            let width = table.select(&header).count();
            assert!(width > 1, "{}", page.path);
            for row in table.select(&Selector::parse("tbody tr").unwrap()) {
                assert_eq!(row.select(&Selector::parse("th, td").unwrap()).count(), width, "{}", page.path);
            }
        }
        for field in all(html, "input") {
            count.set(count.get() + 1);
            let inside = field.ancestors().filter_map(ElementRef::wrap).find(|above| above.value().name() == "label");
            let named = inside.map(text).filter(|text| !text.is_empty()).is_some()
                || field.value().attr("aria-label").is_some_and(|label| !label.trim().is_empty())
                || field.value().id().is_some_and(|id| !all(html, &format!("label[for={id}]")).is_empty());
            assert!(named, "{}: {}", page.path, field.html());
        }
    });
    fields += count.get();
    assert!(fields > 100, "{fields}");
}

#[test]
fn a_page_speaks_one_language() {
    for page in pages("fixtures/example").iter().filter(|page| page.path.contains(".en.")) {
        let html = Html::parse_document(page.text());
        for piece in html.root_element().descendants() {
            let Node::Text(words) = piece.value() else { continue };
            let above: Vec<ElementRef<'_>> = piece.ancestors().filter_map(ElementRef::wrap).collect();
            let other = above.iter().any(|above| {
                above.value().attr("lang") == Some("zh-CN") || ["style", "script"].contains(&above.value().name())
            });
            let foreign = words.chars().find(|sign| ('\u{2E80}'..'\u{FF00}').contains(sign));
            assert!(other || foreign.is_none(), "{}: {}", page.path, &**words);
        }
    }
}

/// The elements of a page with the names of their attributes; pictures as one, since their texts are
/// wrapped, and notes, since they are Markdown.
fn structure(content: &str) -> Vec<String> {
    let html = Html::parse_document(content);
    let mut found = Vec::new();
    for element in all(&html, "*") {
        let inside = |above: ElementRef<'_>| ["svg", "aside"].contains(&above.value().name());
        if element.ancestors().filter_map(ElementRef::wrap).any(inside) {
            continue;
        }
        // Long texts are marked as such.
        let names = element.value().attrs().map(|(name, _)| name).filter(|name| *name != "class");
        let depth = element.ancestors().count();
        found.push(format!("{depth} {} {}", element.value().name(), names.collect::<Vec<_>>().join(" ")));
    }
    found
}

#[test]
fn no_text_becomes_an_element_of_its_own() {
    let (hostile, tame) = (pages("fixtures/hostile"), pages("fixtures/tame"));
    assert_eq!(hostile.len(), tame.len());
    for (bad, good) in hostile.iter().zip(&tame) {
        assert_eq!(bad.path, good.path);
        let (bad_structure, good_structure) = (structure(bad.text()), structure(good.text()));
        for (bad, good) in bad_structure.iter().zip(&good_structure) {
            assert_eq!(bad, good);
        }
        assert_eq!(bad_structure.len(), good_structure.len(), "{}", bad.path);
    }
    let html = Html::parse_document(page(&hostile, "bad.en.html"));
    assert!(text(all(&html, "h1")[0]).contains("<script>alert(1)</script>"), "the text is still there to read");
}

#[test]
fn signs_that_hide_or_turn_are_not_shown() {
    let text = "sop a “甲\u{202E}乙\u{200B}丙” { language zh }\nrole r “岗\u{2066}位” {}\n\
                flow { step s “做\u{200F}” { by r } end e “完” }\n";
    for format in [Format::Html, Format::Md, Format::Svg, Format::Mermaid, Format::Dot] {
        let request = Request { formats: vec![format], ..Request::default() };
        for document in documents(&Project::of_text("a.sop", text), &request) {
            let hidden = |sign: char| matches!(u32::from(sign), 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F);
            assert!(!document.text().contains(hidden), "{}", document.path);
        }
    }
}

const NOTE: &str = r##"sop a "甲" { language zh
  note """
    **注意：**请[看这里](https://example.org/a)，[不](javascript:alert(1))，[也不](data:text/html,x)，![图](http://x.org/a.png)，
    <b>不是粗体</b>，<img src=x onerror=alert(1)>，请**务必（每次）**检查。

    # 标题

    [定义]: javascript:alert(2)
    [定义]

    ```mermaid
    flowchart TD
    ```
    """
}
role r "岗位" {}
flow { step s "做" { by r } end e "完" }
"##;

#[test]
fn a_note_is_markdown_and_no_more() {
    let project = Project::of_text("a.sop", NOTE);
    let pages = documents(&project, &html());
    let html = Html::parse_document(page(&pages, "a.zh.html"));
    let strong: Vec<String> = all(&html, "aside.note strong").into_iter().map(text).collect();
    assert!(strong.contains(&"注意：".to_owned()) && strong.contains(&"务必（每次）".to_owned()), "{strong:?}");
    let links: Vec<&str> = all(&html, "aside a").iter().map(|link| link.value().attr("href").unwrap()).collect();
    assert_eq!(links, ["https://example.org/a"]);
    assert!(all(&html, "main img, main b, aside h1, aside svg").is_empty());
    let markdown = documents(&project, &Request::default());
    let handbook = page(&markdown, "a.zh.md");
    for scheme in ["javascript:", "data:", "http:"] {
        assert!(!handbook.contains(scheme), "{scheme} in {handbook}");
    }
    assert!(handbook.contains("(https://example.org/a)"), "{handbook}");
}

#[test]
fn a_checklist_is_filled_in() {
    let pages = pages("fixtures/example");
    let html = Html::parse_document(page(&pages, "complaint.checklist.zh.html"));
    let boxes: Vec<String> = all(&html, "label:has(> input[type=checkbox])").into_iter().map(text).collect();
    for words in ["问候客户，倾听并确认诉求", "紧急", "批准", "其他情况：转到步骤 5“首次响应”"]
    {
        assert!(boxes.iter().any(|label| label == words), "no box for {words}: {boxes:?}");
    }
    let blanks: Vec<String> = all(&html, "label:has(> input[type=text])").into_iter().map(text).collect();
    for words in ["满意度（0-100分）：", "执行人：", "签名："] {
        assert!(blanks.iter().any(|label| label == words), "no blank for {words}: {blanks:?}");
    }
    assert_eq!(all(&html, "[role=group][aria-label='判定“优先级”'] input").len(), 4);
    let shown = text(all(&html, "main")[0]);
    assert!(!shown.contains('☐') && !shown.contains("______"), "nothing is left that only looks like a field");
}

#[test]
fn a_page_reads_as_it_should() {
    let pages = pages("fixtures/bare");
    let content = page(&pages, "bare.en.html");
    let body = &content[content.find("<body>").unwrap()..];
    let file = here("html/bare.en.html");
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, body).unwrap();
    }
    assert!(body == fs::read_to_string(&file).unwrap(), "bare.en.html differs; UPDATE=1 rewrites it");
}

#[test]
fn threads_make_no_difference() {
    let project = project("fixtures/example");
    let with = |threads| {
        // PDF has a test of its own: not every machine has the fonts.
        let here = |format: &Format| *format != Format::Pdf && format.missing_feature().is_none();
        let formats = Format::ALL.into_iter().filter(here).collect();
        support::on_threads(threads, || documents(&project, &Request { formats, ..Request::default() }))
    };
    assert_eq!(with(1), with(2));
}

fn copy(audience: Audience) -> Vec<Document> {
    let project = project("fixtures/example");
    let checked = Some(Checked::of(&project, &check(&project, &Settings::default())));
    let request = Request { formats: vec![Format::Md, Format::Html], audience, checked, ..Request::default() };
    documents(&project, &request)
}

#[test]
fn staff_and_auditors_get_what_they_need() {
    let (staff, auditor) = (copy(Audience::Staff), copy(Audience::Auditor));
    let paths = |documents: &[Document]| documents.iter().map(|one| one.path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(&staff), paths(&auditor));
    let headings = |documents: &[Document]| -> Vec<String> {
        page(documents, "complaint.zh.md").lines().filter(|line| line.starts_with("## ")).map(str::to_owned).collect()
    };
    assert_eq!(headings(&staff), headings(&auditor), "a heading that is missing looks like a lost page");
    for document in &staff {
        for words in ["ISO 10002", "sha256:", "已证明", ": proved", "(T06)", "（T06）"] {
            assert!(!document.text().contains(words), "{}: {words}", document.path);
        }
    }
    let handbook = page(&auditor, "complaint.zh.md");
    for words in ["\n符合条款：ISO 10002:2018 第 7.2 条\n", "已证明", "（T06）", "sha256:", "| 警告 |"] {
        assert!(handbook.contains(words), "{words}");
    }
    assert!(page(&staff, "complaint.zh.md").contains("## 14 控制要求\n\n见审核版。\n"));
    // What is done is the same in both.
    let steps = |text: &str| text.lines().filter(|line| !line.starts_with("符合条款")).collect::<String>();
    assert_eq!(steps(page(&staff, "complaint.checklist.zh.md")), steps(page(&auditor, "complaint.checklist.zh.md")));
}

#[test]
fn a_control_that_does_not_hold_is_not_called_proved() {
    let text = r#"sop a "A" { language en }
role r "R" { count 1 }
flow {
  step one "One" { 
    by r
    when "x" -> three
    otherwise -> two
  }
  step two "Two" { by r }
  step three "Three" { by r }
  end over "Over"
}
rule two before three because "so"
rule one before two because "so"
"#;
    let project = Project::of_text("a.sop", text);
    let outcome = check(&project, &Settings::default());
    let checked = Some(Checked::of(&project, &outcome));
    let documents = documents(&project, &Request { checked, ..Request::default() });
    let handbook = page(&documents, "a.en.md");
    let controls = handbook.split("\n## 14 ").nth(1).unwrap().split("\n## ").next().unwrap();
    assert!(controls.contains("does not hold, see section 18"), "{controls}");
    assert!(handbook.contains("| C03 |"), "{handbook}");
}

#[test]
fn templates_of_ones_own_take_the_place_of_the_others() {
    let own = |name: &str, text: &str| Templates::with(vec![(name.to_owned(), text.as_bytes().to_vec())]);
    let request = |templates| Request { templates: Some(Arc::new(templates)), ..html() };
    let project = project("fixtures/bare");
    let pages = documents(&project, &request(own("handbook.md.j2", "# Mine: {{ head.title }}\n").unwrap()));
    let parsed = Html::parse_document(page(&pages, "bare.en.html"));
    assert!(text(all(&parsed, "h1")[0]).starts_with("Mine: "));
    let pages = documents(&project, &request(own("logo.png", "png").unwrap()));
    let parsed = Html::parse_document(page(&pages, "bare.en.html"));
    assert_eq!(all(&parsed, "img.logo")[0].value().attr("src"), Some("data:image/png;base64,cG5n"));
    let pages = documents(&project, &request(own("page.css", "body{color:red}").unwrap()));
    assert!(page(&pages, "bare.en.html").contains("body{color:red}"));
}

#[test]
fn a_template_that_does_not_fit_says_where() {
    let with = |name: &str, text: &str| Templates::with(vec![(name.to_owned(), text.as_bytes().to_vec())]);
    let fault = with("handbook.md.j2", "# a\n\n{% if %}\n").unwrap_err();
    assert_eq!((fault.name.as_str(), fault.line), ("handbook.md.j2", 3));
    assert!(fault.words.zh.starts_with("写法不对（") && fault.words.en.starts_with("it cannot be read ("), "{fault:?}");
    let fault = Templates::with(vec![("_own.j2".to_owned(), b"a\n\xff".to_vec())]).unwrap_err();
    assert_eq!((fault.line, fault.words.zh.as_str()), (2, "不是 UTF-8 文本"));
    let built = |templates| {
        let request = Request { templates: Some(Arc::new(templates)), ..html() };
        match build(&project("fixtures/bare"), &request, |_| Ok::<(), Fault>(())) {
            Err(Fault::Template(fault)) => fault,
            other => panic!("{other:?}"),
        }
    };
    let fault = built(with("handbook.md.j2", "# a\n{{ head.titel }}\n").unwrap());
    assert_eq!((fault.name.as_str(), fault.line), ("handbook.md.j2", 2));
    let parts = "{% macro facts(list, w) %}\n{{ nothing.here }}\n{% endmacro %}\n";
    let templates = Templates::with(vec![
        ("_own.j2".to_owned(), parts.as_bytes().to_vec()),
        ("checklist.md.j2".to_owned(), b"{% from \"_own.j2\" import facts %}\n{{ facts([], w) }}\n".to_vec()),
    ]);
    let fault = built(templates.unwrap());
    assert_eq!((fault.name.as_str(), fault.line), ("_own.j2", 2));
}
