//! Traditional characters in texts of simplified Chinese, and full-width letters and figures in any text.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use indexmap::IndexMap;

use crate::rules::pieces::{Piece, each_text, is_han};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::FileId;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "wrong-script",
    code: "L05",
    group: Group::Languages,
    severity: Severity::Warning,
    page: include_str!("wrong_script.md"),
};

/// Traditional characters that simplified Chinese does not use, each with its simplified form.
static TRADITIONAL: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let lines = include_str!("traditional.txt").lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.flat_map(|line| line.split(' '));
    pairs
        .filter_map(|pair| {
            let mut signs = pair.chars();
            Some((signs.next()?, signs.next()?))
        })
        .collect()
});

/// More texts than this in traditional characters are one mistake: the whole file is written so.
const ONE_BY_ONE: usize = 10;

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut by_file: IndexMap<FileId, Vec<Finding>> = IndexMap::new();
    each_text(context, |module, used, pieces| {
        let cause = used.text.span();
        if let Some(finding) = pieces.iter().find_map(traditional) {
            by_file.entry(module.id).or_default().push(finding.cause(cause));
        } else {
            out.extend(pieces.iter().find_map(full_width).map(|finding| finding.cause(cause)));
        }
    });
    for mut found in by_file.into_values() {
        let count = found.len();
        if count > ONE_BY_ONE {
            found.truncate(1);
            for finding in &mut found {
                finding.message = say!(
                    "文件用繁体字写成（{count} 段文字），语言却写 `zh`",
                    "the file is written in traditional characters ({count} texts), and its language is `zh`"
                );
            }
        }
        out.extend(found);
    }
}

/// The first run of Chinese with a traditional character in it.
fn traditional(piece: &Piece<'_>) -> Option<Finding> {
    let tag = piece.tag.to_ascii_lowercase();
    let is_simplified = matches!(tag.as_str(), "zh" | "zh-hans" | "zh-cn" | "zh-sg");
    if !is_simplified || piece.text.is_ascii() {
        return None;
    }
    let is_wrong = |sign: char| TRADITIONAL.contains_key(&sign);
    let first = piece.text.find(is_wrong)?;
    // With its neighbours, so that a word is seen.
    let before = piece.text.get(..first)?.chars().next_back().filter(|sign| is_han(*sign));
    let start = first - before.map_or(0, char::len_utf8);
    let rest = piece.text.get(first..)?;
    let run = rest.find(|sign| !is_wrong(sign)).unwrap_or(rest.len());
    let after = rest.get(run..)?.chars().next().filter(|sign| is_han(*sign));
    let end = first + run + after.map_or(0, char::len_utf8);
    let word = piece.text.get(start..end)?;
    let right: String = word.chars().map(|sign| *TRADITIONAL.get(&sign).unwrap_or(&sign)).collect();
    Some(INFO.at(piece.place(start..end), say!("`{word}` 里有繁体字", "`{word}` has traditional characters")).help(
        say!(
            "写成 `{right}`；若文件本来用繁体，语言写 `zh-Hant`",
            "write `{right}`; a document in traditional characters has the language `zh-Hant`"
        ),
    ))
}

fn full_width(piece: &Piece<'_>) -> Option<Finding> {
    let is_wide = |sign: char| matches!(sign, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    let start = piece.text.find(is_wide)?;
    let rest = piece.text.get(start..)?;
    let end = start + rest.find(|sign| !is_wide(sign)).unwrap_or(rest.len());
    let word = piece.text.get(start..end)?;
    let right: String = word.chars().filter_map(|sign| char::from_u32(u32::from(sign) - 0xFEE0)).collect();
    Some(
        INFO.at(
            piece.place(start..end),
            say!("`{word}` 是全角字母或数字", "`{word}` is written in full-width letters or figures"),
        )
        .help(say!("写成 `{right}`", "write `{right}`")),
    )
}
