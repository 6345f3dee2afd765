//! Numbers written in words.

use rust_decimal::Decimal;

/// The amount of a run of Chinese numerals: `三十`, `两百五十`, `一万二千`. Nothing for `两三`, `一一`, `十几`.
pub(super) fn chinese(signs: &[char]) -> Option<Decimal> {
    let (mut total, mut section, mut digit): (i64, i64, Option<i64>) = (0, 0, None);
    for sign in signs {
        let figure = match sign {
            '零' | '〇' => 0,
            '一' => 1,
            '二' | '两' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            '十' | '百' | '千' => {
                let times = match sign {
                    '十' => 10,
                    '百' => 100,
                    _ => 1000,
                };
                section = section.checked_add(digit.take().unwrap_or(1).checked_mul(times)?)?;
                continue;
            }
            '万' | '亿' => {
                let times = if *sign == '万' { 10_000 } else { 100_000_000 };
                section = section.checked_add(digit.take().unwrap_or(0))?;
                total = total.checked_add(section.checked_mul(times)?)?;
                section = 0;
                continue;
            }
            _ => return None,
        };
        // Two figures side by side are a guess (两三天) or a code, no amount.
        if digit.replace(figure).is_some_and(|last| last != 0) {
            return None;
        }
    }
    let rest = section.checked_add(digit.unwrap_or(0))?;
    Some(Decimal::from(total.checked_add(rest)?))
}

/// Whether a sign is one of Chinese numerals.
pub(super) fn is_chinese(sign: char) -> bool {
    "零〇一二两三四五六七八九十百千万亿".contains(sign)
}

/// The amount of an English number word below a hundred; `twenty-four` comes as two words.
pub(super) fn english(word: &str) -> Option<i64> {
    const ONES: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let at = |list: &[&str]| list.iter().position(|known| *known == word).and_then(|at| i64::try_from(at).ok());
    at(ONES).or_else(|| at(TENS).map(|at| (at + 2) * 10))
}

/// Words that mean an amount without being a number: the amount and the unit that is meant.
pub(super) fn meant(word: &str) -> Option<(i64, &'static str)> {
    Some(match word {
        "once" => (1, ""),
        "twice" | "both" | "double" => (2, ""),
        "dozen" => (12, ""),
        "daily" | "每日" | "每天" | "当日" | "当天" | "次日" => (1, "day"),
        "weekly" | "每周" => (1, "week"),
        "monthly" | "每月" => (1, "month"),
        "quarterly" | "每季度" | "每季" => (1, "quarter"),
        "yearly" | "annual" | "annually" | "每年" | "年度" => (1, "year"),
        _ => return None,
    })
}
