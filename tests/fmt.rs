//! The formatter: one form, comments kept, keywords there and back.
//!
//! `tests/fmt/NAME.in.sop` is formatted to `tests/fmt/NAME.out.sop`; `UPDATE=1 cargo test --test fmt` rewrites these.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is wrong")]

#[path = "fmt/common.rs"]
mod common;

use std::fs;
use std::path::PathBuf;

use common::{comments, example, files, plain, to};
use sopkit::labels::Lang;
use sopkit::syntax::fmt::{Options, Refusal, diff, format_with};
use unicode_width::UnicodeWidthStr;

#[test]
fn each_pair_of_files() {
    let pairs = files("fmt", ".in.sop");
    assert!(pairs.len() > 20);
    for (path, given) in pairs {
        let expected_path = PathBuf::from(path.to_str().unwrap().replace(".in.sop", ".out.sop"));
        let written = plain(&given).unwrap_or_else(|refusal| panic!("{path:?}: {refusal:?}"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected_path, &written).unwrap();
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        assert!(written == expected, "{path:?}\n{}", diff("expected", &expected, &written));
        assert_eq!(plain(&written).as_ref(), Ok(&written), "{path:?}: the second time it changes");
        assert_eq!(comments(&given), comments(&written), "{path:?}");
    }
}

#[test]
fn the_example_is_stable_and_keeps_its_comments() {
    for (path, text) in example() {
        let once = plain(&text).unwrap();
        assert_eq!(plain(&once).as_ref(), Ok(&once), "{path:?}");
        assert_eq!(comments(&text), comments(&once), "{path:?}");
        assert!(once.ends_with('\n') && !once.ends_with("\n\n"), "{path:?}");
    }
}

#[test]
fn the_example_in_chinese_and_back() {
    for (path, text) in example() {
        for english in [plain(&text).unwrap(), text] {
            let chinese = to(Lang::Zh, &english).unwrap();
            assert_ne!(chinese, english);
            assert_eq!(chinese.lines().count(), english.lines().count(), "{path:?}");
            assert_eq!(to(Lang::Zh, &chinese).as_ref(), Ok(&chinese), "{path:?}");
            assert_eq!(to(Lang::En, &chinese).as_ref(), Ok(&english), "{path:?}");
        }
    }
}

#[test]
fn lines_fit_unless_they_are_one_clause() {
    for (path, text) in example() {
        let once = plain(&text).unwrap();
        for line in once.lines().filter(|line| line.width() > 100 && !line.contains('#')) {
            assert!(!line.trim().contains("  "), "{path:?}: {line}");
        }
    }
}

#[test]
fn keywords_change_and_nothing_else() {
    let cases = [
        ("flow { step a{by b} }", "流程 { 步骤 a{由 b} }"),
        ("sop a { review every 1 month }", "规程 a { 评审 每 1 个月 }"),
        ("flow { step a { within 1 working day } }", "流程 { 步骤 a { 时限 1 工作日 } }"),
        ("flow { step a { within 2 working days } }", "流程 { 步骤 a { 时限 2 工作日 } }"),
        ("flow { step a { within 24h  within xx小时 } }", "流程 { 步骤 a { 时限 24小时  时限 xx小时 } }"),
        ("flow { step a { within xx h } }", "流程 { 步骤 a { 时限 xx h } }"),
        ("flow { step a { -> a at most 2 times then -> b } }", "流程 { 步骤 a { -> a 最多 2 次 之后 -> b } }"),
        ("calendar o { open mon-fri 09:00-12:00 }", "日历 o { 开放 周一-周五 09:00-12:00 }"),
        ("kpi k { measure share of cases ending in e }", "指标 k { 公式 占比 案件 结束于 e }"),
        ("role r { may approve }", "岗位 r { 有权 审批 }"),
        ("flow { step a \"x\"   {\tby step1 } # by\r\n }", "流程 { 步骤 a \"x\"   {\t由 step1 } # by\r\n }"),
    ];
    for (english, chinese) in cases {
        assert_eq!(to(Lang::Zh, english).as_deref(), Ok(chinese));
        assert_eq!(to(Lang::En, chinese).as_deref(), Ok(english));
    }
}

#[test]
fn an_english_word_never_runs_on() {
    let cases = [
        ("日历 o { 开放 周一09:00-12:00 }", "calendar o { open mon 09:00-12:00 }"),
        ("日历 o { 开放 周一至周五 09:00-12:00 }", "calendar o { open mon 至fri 09:00-12:00 }"),
        ("流程 { 步骤 a { 时限 24小时 } }", "flow { step a { within 24h } }"),
    ];
    for (chinese, english) in cases {
        assert_eq!(to(Lang::En, chinese).as_deref(), Ok(english));
    }
}

#[test]
fn a_piece_that_can_not_be_read_keeps_its_words() {
    let text = "flow { step a { 由 b  weight 60% } }\n";
    assert_eq!(to(Lang::En, text).as_deref(), Ok("flow { step a { by b  weight 60% } }\n"));
    assert_eq!(to(Lang::Zh, text).as_deref(), Ok("流程 { 步骤 a { 由 b  weight 60% } }\n"));
}

#[test]
fn line_ends_and_byte_order_marks() {
    let text = "\u{FEFF}role a {\r\n  duty \"\"\"\r\n   x  \r\n   \"\"\"\r\n\r\n\r\n works\r\n}\r\n\r\n";
    let written = "role a {\n  duty \"\"\"\n    x  \n    \"\"\"\n\n works\n}\n";
    assert_eq!(plain(text).as_deref(), Ok(written));
    assert_eq!(plain("role a {\r  works b\r}").as_deref(), Ok("role a {\n  works b\n}\n"));
    assert_eq!(plain("").as_deref(), Ok(""));
    assert_eq!(plain(" \n\n").as_deref(), Ok(""));
}

#[test]
fn limits_and_meanings_are_refused() {
    let deep = "x {".repeat(100);
    let refusal = plain(&deep).unwrap_err();
    assert!(matches!(refusal, Refusal::Beyond(_)));
    assert_eq!(refusal.offset(), Some(64 * 3 + 2));
    let never = |_: &str, _: &str| false;
    let options = Options::default();
    assert_eq!(format_with("role  a { }", &options, never), Err(Refusal::Meaning));
    assert_eq!(format_with("role a { }\n", &options, never).as_deref(), Ok("role a { }\n"));
}

#[test]
fn a_diff_names_the_file() {
    let shown = diff("a.sop", "x\ny\n", "x\nz\n");
    assert_eq!(shown, "--- a.sop\n+++ a.sop\n@@ -1,2 +1,2 @@\n x\n-y\n+z\n");
    assert_eq!(diff("a.sop", "x\n", "x\n"), "");
}
