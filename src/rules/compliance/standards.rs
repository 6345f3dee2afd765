//! Standards by number and title, as people cite them.

use crate::model::{Body, Decl, Standard, Text, same_number};
use crate::rules::Context;
use crate::source::{FileId, Place};

/// A declared standard with a number.
#[derive(Clone, Copy)]
pub(super) struct Numbered<'p> {
    pub(super) file: FileId,
    pub(super) decl: &'p Decl,
    /// The number as written, and where.
    pub(super) written: (&'p str, Place),
    pub(super) standard: &'p Standard,
}

/// The numbered standards of a project, in the order of its files. What a retired procedure cites once held.
pub(super) fn numbered<'p>(context: &Context<'p>) -> impl Iterator<Item = Numbered<'p>> + use<'p> {
    let retired = |file: FileId| context.project.module(file).is_some_and(crate::model::Module::is_retired);
    context.decls().filter(move |(file, decl)| !decl.broken && !retired(*file)).filter_map(|(file, decl)| {
        let Body::Standard(standard) = &decl.body else { return None };
        let (number, at) = standard.number.as_ref()?;
        let open = crate::model::is_open_number(number);
        (!open).then_some(Numbered { file, decl, written: (number, *at), standard })
    })
}

/// A number taken apart: `GB/T 19012-2019` is `GB/T`, `19012`, `2019`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Number {
    /// Who issues it: `GB/T`, `ISO`.
    pub(super) issuer: String,
    /// The number in their series, with the part: `31518.1`.
    pub(super) series: String,
    /// The year of the edition.
    pub(super) year: Option<String>,
}

impl Number {
    pub(super) fn of(written: &str, edition: Option<&str>) -> Number {
        let plain = same_number(written).replace(['\u{2215}', '\u{2044}'], "/");
        let at = plain.find(|sign: char| sign.is_ascii_digit()).unwrap_or(plain.len());
        let (issuer, rest) = plain.split_at(at);
        let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let (series, year) = match rest.rsplit_once([':', '-']) {
            Some((series, year)) if is_year(year) => (series, Some(year.to_owned())),
            _ => (rest, None),
        };
        // `GBT` is how `GB/T` is written where a slash may not stand.
        let issuer = if issuer == "GBT" { "GB/T" } else { issuer };
        let edition = edition.map(same_number).filter(|edition| is_year(edition));
        Number { issuer: issuer.to_owned(), series: series.to_owned(), year: year.or(edition) }
    }

    /// Number without its edition.
    pub(super) fn stem(&self) -> (&str, &str) {
        (&self.issuer, &self.series)
    }

    /// Whether another is the same standard, or another part of it.
    pub(super) fn is_beside(&self, other: &Number) -> bool {
        let whole = |series: &str| series.split('.').next().unwrap_or(series).to_owned();
        self.issuer == other.issuer && whole(&self.series) == whole(&other.series)
    }
}

impl Numbered<'_> {
    pub(super) fn number(&self) -> Number {
        Number::of(self.written.0, self.standard.edition.as_deref())
    }
}

/// The texts of a title by language, the first language of the file first.
pub(super) fn by_language<'t>(context: &Context<'t>, file: FileId, title: &'t Text) -> Vec<(&'t str, &'t str)> {
    let languages = context.project.languages(file);
    let first = languages.first().copied().map(|first| (first, title.source.as_str()));
    first.into_iter().chain(title.translations.iter().map(|other| (other.lang.as_str(), other.text.as_str()))).collect()
}

/// Whether titles in several languages can be those of one standard; `None` where no language is common to both.
pub(super) fn agree(a: &[(&str, &str)], b: &[(&str, &str)]) -> Option<bool> {
    let primary = |lang: &str| lang.split('-').next().unwrap_or("").to_ascii_lowercase();
    let mut common = None;
    for (lang, title) in a {
        for (_, other) in b.iter().filter(|(other, _)| primary(other) == primary(lang)) {
            common = Some(common.unwrap_or(false) || is_one_title(title, other));
        }
    }
    common
}

/// Whether two titles can be those of one standard. People shorten titles, so one that is a part of the other agrees, and
/// one of which at least half stands in the other.
fn is_one_title(a: &str, b: &str) -> bool {
    let (plain_a, plain_b) = (plain(a), plain(b));
    if plain_a.is_empty() || plain_b.is_empty() || plain_a.contains(&plain_b) || plain_b.contains(&plain_a) {
        return true;
    }
    // Capitals alone stand for words: `QMS`.
    if [a, b].iter().any(|title| title.chars().all(|sign| sign.is_ascii_uppercase())) {
        return true;
    }
    let (pieces_a, pieces_b) = (pieces(a), pieces(b));
    let (few, many) = if pieces_a.len() <= pieces_b.len() { (&pieces_a, &pieces_b) } else { (&pieces_b, &pieces_a) };
    let shared = few.iter().filter(|piece| many.contains(piece)).count();
    shared * 2 >= few.len()
}

fn plain(title: &str) -> String {
    title.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a title is made of: words, without the ending of a plural; in Chinese each two signs that stand together.
fn pieces(title: &str) -> Vec<String> {
    let lower = title.to_lowercase();
    if lower.is_ascii() {
        let words = lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| word.len() > 3);
        return words.map(|word| word.trim_end_matches('s').to_owned()).collect();
    }
    let signs: Vec<char> = lower.chars().filter(|sign| sign.is_alphanumeric()).collect();
    signs.windows(2).map(|pair| pair.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_apart() {
        let number = |written: &str| {
            let Number { issuer, series, year } = Number::of(written, None);
            format!("{issuer} {series} {}", year.unwrap_or_default())
        };
        assert_eq!(number("GB/T 19012—2019"), "GB/T 19012 2019");
        assert_eq!(number("ISO 10002:2018"), "ISO 10002 2018");
        assert_eq!(number("GBT28001-2018"), "GB/T 28001 2018");
        assert_eq!(number("GB/T 31518.1-2015"), "GB/T 31518.1 2015");
        assert_eq!(number("ISO 9001"), "ISO 9001 ");
        assert_eq!(Number::of("ISO 9001", Some("2015")).year.as_deref(), Some("2015"));
    }

    #[test]
    fn titles_are_shortened_and_still_agree() {
        let one = |a: &str, b: &str| assert!(is_one_title(a, b), "{a} | {b}");
        let two = |a: &str, b: &str| assert!(!is_one_title(a, b), "{a} | {b}");
        one("组织投诉处理指南", "质量管理 顾客满意 组织投诉处理指南");
        one("顾客满意投诉处理指南", "质量管理 顾客满意 组织投诉处理指南");
        one(
            "Complaints handling",
            "Quality management. Customer satisfaction. Guidelines for complaints handling in organizations",
        );
        one("Complaint handling guideline", "Guidelines for complaints handling in organizations");
        one("QMS", "Quality management systems. Requirements");
        one("质量管理体系—要求", "质量管理体系 要求");
        two("服务质量管理规范", "职业健康安全管理体系 要求");
        two("售后服务管理规范", "企业安全生产标准化基本规范");
        two("商品售后服务评价体系", "消费品售后服务方法与要求");
        two("Service quality management", "Occupational health and safety");
    }
}
