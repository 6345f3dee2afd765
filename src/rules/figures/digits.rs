//! Finding figures in digits: `24 小时`, `95%`, `RMB 1,000`, `5-15 min`.

use std::ops::Range;

use rust_decimal::Decimal;

use super::scan::{Scan, is_month};
use super::units::{UnitWord, currency_before};
use super::{Kind, Sure};

/// One number as read: its amount, and where it ends.
pub(super) struct Number {
    pub amount: Decimal,
    pub end: usize,
}

impl Scan {
    /// A number in digits; where it ends.
    pub(super) fn figure(&mut self, start: usize) -> usize {
        let end = self.joined(start);
        if let Some((low, high)) = self.pair(start, end) {
            if let Some((unit, to)) = self.unit(end)
                && !(high >= Decimal::from(1900) && unit.spelling == ['年'])
            {
                self.range(start..to, low, high, unit);
                return to;
            }
            return self.word_end(end);
        }
        let Some(Number { amount, end }) = self.number(start, end) else { return self.word_end(end) };
        if let Some((high, unit, to)) = self.up_to(end) {
            self.range(start..to, amount, high, unit);
            return to;
        }
        if let Some(currency) = currency_before(self.before(start)) {
            self.push(start..end, amount, Some((currency, Decimal::ONE)), Sure::Figures, false);
            return end;
        }
        if self.before(start).ends_with(&['百', '分', '之']) {
            self.push(start..end, amount, Some((Kind::Percent, Decimal::ONE)), Sure::Figures, false);
            return end;
        }
        let sure = if self.is_counted(start) { Sure::Doubtful } else { Sure::Figures };
        let year = amount >= Decimal::from(1900) && amount <= Decimal::from(2100) && end - start == 4;
        match self.unit(end) {
            Some((unit, to)) if year && unit.spelling == ['年'] => return to,
            Some((unit, to)) => {
                self.push(start..to, amount, Some((unit.kind, unit.factor)), sure, false);
                return to;
            }
            None => {}
        }
        if self.sign(end).is_some_and(|sign| sign.is_ascii_alphabetic()) {
            return self.word_end(end);
        }
        self.bare(start..end, amount, if year || end - start >= 7 { Sure::Doubtful } else { sure })
    }

    /// A number in digits without a unit: a day, a time of day, a mark of a list, or so many of something.
    fn bare(&mut self, at: Range<usize>, amount: Decimal, sure: Sure) -> usize {
        let behind = self.after_blanks(at.end);
        let days = Some((Kind::Time, Decimal::from(86_400)));
        if self.starts(behind, "日") {
            let is_length = ["日内", "日以内", "日之内"].iter().any(|word| self.starts(behind, word));
            let sure = if is_length { sure } else { Sure::Doubtful };
            self.push(at.start..behind + 1, amount, days, sure, false);
            return behind + 1;
        }
        let time = ["月", "号", "点", "时", "多", "余", "几", "来", "am", "pm", "a.m", "p.m"];
        let is_date = time.iter().any(|word| self.starts(behind, word))
            || self.next_word(behind).is_some_and(|word| is_month(&word));
        let mark = match self.sign(at.end) {
            Some('、' | ')') => self
                .before(at.start)
                .iter()
                .rev()
                .find(|sign| **sign != ' ')
                .is_none_or(|sign| matches!(sign, '\n' | '(')),
            Some('.') => self.before(at.start).iter().rev().find(|sign| **sign != ' ').is_none_or(|sign| *sign == '\n'),
            _ => false,
        };
        self.push(at.clone(), amount, None, if is_date || mark { Sure::Doubtful } else { sure }, false);
        at.end
    }

    /// The end of figures that signs join: `1,000`, `7.2.1`, `09:00-18:00`, `400-800`.
    fn joined(&self, start: usize) -> usize {
        let mut end = start;
        while let Some(sign) = self.sign(end) {
            let joins = matches!(sign, '.' | ',' | ':' | '/' | '-' | '~' | '–' | '—' | '×' | 'x' | '*');
            let goes_on = self.sign(end + 1).is_some_and(|next| next.is_ascii_digit());
            if !(sign.is_ascii_digit() || joins && goes_on) {
                break;
            }
            end += 1;
        }
        end
    }

    /// A plain number with its Chinese or English multiplier.
    fn number(&self, start: usize, end: usize) -> Option<Number> {
        let mut amount = decimal(self.signs.get(start..end)?)?;
        let words = [
            ("万", 10_000),
            ("亿", 100_000_000),
            // 千克 and 百分点 are other words.
            ("千元", 1000),
            ("百元", 100),
            ("thousand", 1000),
            ("million", 1_000_000),
        ];
        let from = self.after_blanks(end);
        let times = words.iter().find(|(word, _)| self.starts(from, word));
        let Some((word, times)) = times else { return Some(Number { amount, end }) };
        amount = amount.checked_mul(Decimal::from(*times))?;
        Some(Number { amount, end: from + word.trim_end_matches('元').chars().count() })
    }

    /// `5-15`, as two numbers.
    fn pair(&self, start: usize, end: usize) -> Option<(Decimal, Decimal)> {
        let signs = self.signs.get(start..end)?;
        let mut parts = signs.split(|sign| matches!(sign, '-' | '~' | '–' | '—'));
        let (low, high) = (decimal(parts.next()?)?, decimal(parts.next()?)?);
        (parts.next().is_none() && low < high).then_some((low, high))
    }

    /// ` to 15 minutes` behind a number.
    fn up_to(&self, end: usize) -> Option<(Decimal, &'static UnitWord, usize)> {
        let from = self.after_blanks(end);
        let word = ["to ", "至", "到", "~", "–", "—", "-"].iter().find(|word| self.starts(from, word))?;
        let from = self.after_blanks(from + word.chars().count());
        self.sign(from).filter(char::is_ascii_digit)?;
        let Number { amount, end } = self.number(from, self.joined(from))?;
        let (unit, to) = self.unit(end)?;
        Some((amount, unit, to))
    }

    fn range(&mut self, at: Range<usize>, low: Decimal, high: Decimal, unit: &'static UnitWord) {
        for amount in [low, high] {
            self.push(at.clone(), amount, Some((unit.kind, unit.factor)), Sure::Figures, true);
        }
    }
}

/// A plain number, perhaps with thousands parted by commas.
fn decimal(signs: &[char]) -> Option<Decimal> {
    let text: String = signs.iter().collect();
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let are_digits = |part: &str| !part.is_empty() && part.chars().all(|sign| sign.is_ascii_digit());
    let thousands = groups.clone().all(|group| group.len() == 3 && are_digits(group));
    let grouped = groups.next().is_none() || first.len() <= 3;
    if !are_digits(first) || !thousands || !grouped || !rest.is_none_or(are_digits) || text.len() > 20 {
        return None;
    }
    text.replace(',', "").parse().ok()
}
