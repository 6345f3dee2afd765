//! The figures of a text, in Chinese and English, so that they can be compared: `30 分钟`, `30 min`, `三十分钟`,
//! `half an hour`.
//!
//! Dates, years, times of day, phone numbers, numbers of documents and clauses are no figures. What may be a figure or
//! something else (`5 日`, `one`) is doubtful: it may agree with a figure, and never contradicts one.

mod digits;
mod numerals;
mod scan;
mod spoken;
mod units;

use std::ops::Range;

use rust_decimal::Decimal;

pub(in crate::rules) use units::Kind;

/// How sure a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Sure {
    /// In figures: `24 小时`, `95%`, `3`.
    Figures,
    /// In words, with a unit: `三十分钟`, `half an hour`.
    Words,
    /// Perhaps no figure at all, or one of another unit: `一`, `5日`, `twice`.
    Doubtful,
}

/// A figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Figure {
    /// How many of the common unit of its kind.
    pub amount: Decimal,
    /// The number as written, without its unit.
    pub number: Decimal,
    /// What it measures.
    pub kind: Kind,
    /// How sure it is.
    pub sure: Sure,
    /// Whether it is one end of a range.
    pub in_range: bool,
    /// Where it stands in the text, with its unit.
    pub at: Range<usize>,
}

/// The figures of a text, in its order.
pub(in crate::rules) fn figures(text: &str) -> Vec<Figure> {
    scan::Scan::new(text).all()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may")]
mod tests {
    use super::*;

    /// Amount, kind and how sure, of those that are not doubtful.
    fn read(text: &str) -> Vec<(String, Kind)> {
        let sure = figures(text).into_iter().filter(|figure| figure.sure != Sure::Doubtful);
        sure.map(|figure| (figure.amount.normalize().to_string(), figure.kind)).collect()
    }

    fn one(text: &str, amount: &str, kind: Kind) {
        assert_eq!(read(text), [(amount.to_owned(), kind)], "{text}");
    }

    #[test]
    fn one_length_in_many_ways() {
        for text in [
            "30 分钟",
            "30分钟内",
            "３０分钟",
            "30 min",
            "30min",
            "within 30 minutes",
            "三十分钟",
            "半小时",
            "半个小时",
            "half an hour",
            "a 30-minute call",
            "thirty minutes",
            "0.5 小时",
            "两刻钟",
        ] {
            one(text, "1800", Kind::Time);
        }
        for text in ["24小时", "24h", "twenty-four hours", "二十四小时", "24-hour hotline", "24 Hours"] {
            one(text, "86400", Kind::Time);
        }
        one("一个半小时", "5400", Kind::Time);
        one("1.5 hours", "5400", Kind::Time);
        one("two and a half hours", "9000", Kind::Time);
    }

    #[test]
    fn units() {
        one("2个工作日内", "2", Kind::WorkingDays);
        one("two working days", "2", Kind::WorkingDays);
        one("8 business hours", "8", Kind::WorkingHours);
        one("95%", "95", Kind::Percent);
        one("95％", "95", Kind::Percent);
        one("百分之九十五", "95", Kind::Percent);
        one("六成", "60", Kind::Percent);
        one("六成以上", "60", Kind::Percent);
        one("七成五", "75", Kind::Percent);
        one("九成半", "95", Kind::Percent);
        one("95 per cent", "95", Kind::Percent);
        one("200元", "200", Kind::Money("CNY"));
        one("¥200", "200", Kind::Money("CNY"));
        one("RMB 200", "200", Kind::Money("CNY"));
        one("1,000 yuan", "1000", Kind::Money("CNY"));
        one("1.5万元", "15000", Kind::Money("CNY"));
        one("三万元", "30000", Kind::Money("CNY"));
        one("2000 万元", "20000000", Kind::Money("CNY"));
        one("3千元", "3000", Kind::Money("CNY"));
        one("5 千克", "5", Kind::Plain);
        one("保存2年", "24", Kind::Months);
        one("6 months", "6", Kind::Months);
        one("3张照片", "3", Kind::Plain);
        one("5日内", "432000", Kind::Time);
    }

    #[test]
    fn ranges_share_their_unit() {
        for text in ["5-15 min", "5 to 15 minutes", "5至15分钟", "5～15分钟"] {
            assert_eq!(read(text), [("300".to_owned(), Kind::Time), ("900".to_owned(), Kind::Time)], "{text}");
            assert!(figures(text).iter().all(|figure| figure.in_range), "{text}");
        }
    }

    #[test]
    fn what_is_no_figure() {
        for text in [
            "2026年2月20日",
            "2026-02-20",
            "20 February 2026",
            "February 20, 2026",
            "09:00-18:00",
            "400-800-1234",
            "13800138000",
            "GB/T 19001",
            "ISO 10002:2018",
            "7.2.1",
            "CS-SOP-017",
            "4S店",
            "24x7",
            "24/7",
            "7×24",
            "第3步",
            "step 3",
            "clause 7",
            "P1",
            "A4",
            "一致",
            "统一处理",
            "两三天",
            "一成不变",
            "八成是误报",
            "三成员",
            "六七成",
            "一次",
            "a day",
            "one customer",
            "twice",
            "上午9点",
            "9 am",
            "1/3",
            "5日",
            "第三方",
            "十几分钟",
            "1. 核对",
            "(2) check",
            "三包",
            "v2.1",
            "3D",
            "版本 2",
            "2025",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn places_are_bytes() {
        let text = "在３０分钟内，再等 2 h";
        let found = figures(text);
        assert_eq!(found.iter().map(|figure| &text[figure.at.clone()]).collect::<Vec<_>>(), ["３０分钟", "2 h"]);
    }
}
