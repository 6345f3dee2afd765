//! English keywords to Chinese and back: the same bytes, and both forms mean the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use sopkit::labels::Lang;
use sopkit::model::{Project, lower};
use sopkit::rules::Severity;
use sopkit::source::FileId;
use sopkit::syntax::fmt::{Keywords, Options, format};
use sopkit::syntax::parse;

fn model(text: &str) -> sopkit::model::File {
    lower(FileId(0), &parse(text).tree, text)
}

#[test]
fn there_and_back_is_byte_identical_and_both_forms_mean_the_same() {
    for (path, text) in support::files("sops").into_iter().chain(support::files("tests/fixtures/example")) {
        let chinese = format(&text, &Options { keywords: Keywords::To(Lang::Zh) }).unwrap();
        let back = format(&chinese, &Options { keywords: Keywords::To(Lang::En) }).unwrap();
        assert_eq!(text, back, "{path}");
        assert_ne!(text, chinese, "{path}");
        assert!(model(&text) == model(&chinese), "{path}: the Chinese form means something else");
    }
}

#[test]
fn the_chinese_library_is_as_clean_as_the_english_one() {
    let mut loaded = support::loaded("sops");
    loaded.root.config.project.keywords = Some("zh".to_owned());
    for file in &mut loaded.files {
        let text = file.text.clone().unwrap();
        file.text = Ok(format(&text, &Options { keywords: Keywords::To(Lang::Zh) }).unwrap());
    }
    let outcome = support::outcome(&Project::new(loaded));
    // What is still open in drafts is told as information in both.
    let wrong = outcome.findings.iter().filter(|finding| finding.severity > Severity::Info);
    let wrong: Vec<String> = wrong.map(|finding| format!("{}: {}", finding.rule.name, finding.message.en)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
