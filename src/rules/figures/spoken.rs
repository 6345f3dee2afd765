//! Finding figures in words: `thirty minutes`, `half an hour`, `三十分钟`, `半小时`, `百分之五`.

use rust_decimal::Decimal;

use super::digits::Number;
use super::scan::Scan;
use super::units::{UnitWord, currency_before, unit_at};
use super::{Kind, Sure, numerals};

impl Scan {
    /// A word in Latin letters; where it ends.
    pub(super) fn word(&mut self, start: usize) -> usize {
        let Some(word) = self.next_word(start) else { return start + 1 };
        let end = start + word.len();
        let hangs = self.sign(end).is_some_and(|sign| matches!(sign, '-' | '/' | '_' | '.'))
            && self.sign(end + 1).is_some_and(|sign| sign.is_ascii_digit());
        if self.sign(end).is_some_and(|sign| sign.is_ascii_digit()) || hangs {
            // `P1`, `CS-017`; but `RMB200` is money.
            return if currency_before(self.before(end)).is_some() && !hangs { end } else { self.word_end(end) };
        }
        let unit = |unit: &UnitWord| Some((unit.kind, unit.factor));
        let half = Decimal::new(5, 1);
        match word.as_str() {
            "half" => {
                let from = ["-", " an ", " a ", " "].iter().find(|word| self.starts(end, word));
                let Some((word, to)) = from.and_then(|word| self.unit(end + word.len())) else {
                    // Half of something is 50% of it.
                    let percent = Some((Kind::Percent, Decimal::ONE));
                    self.push(start..end, Decimal::from(50), percent, Sure::Doubtful, false);
                    return end;
                };
                self.push(start..to, half, unit(word), Sure::Words, false);
                return to;
            }
            "a" | "an" => {
                let Some((word, to)) = self.unit(end) else { return end };
                let more = if self.starts(to, " and a half") { half } else { Decimal::ZERO };
                self.push(start..to, Decimal::ONE + more, unit(word), Sure::Doubtful, false);
                return to;
            }
            _ => {}
        }
        if let Some((amount, meant)) = numerals::meant(&word) {
            let signs: Vec<char> = meant.chars().collect();
            self.push(start..end, Decimal::from(amount), unit_at(&signs).and_then(unit), Sure::Doubtful, false);
            return end;
        }
        let Some(Number { amount, end }) = self.number_word(&word, end) else { return end };
        let (found, to) = self.unit(end).map_or((None, end), |(found, to)| (unit(found), to));
        let is_sure = found.is_some() && amount > Decimal::ONE && !self.is_counted(start);
        self.push(start..to, amount, found, if is_sure { Sure::Words } else { Sure::Doubtful }, false);
        to
    }

    /// `twenty-four`, `two hundred`, `two and a half`.
    fn number_word(&self, word: &str, end: usize) -> Option<Number> {
        let mut amount = numerals::english(word)?;
        let mut end = end;
        let joins = self.sign(end).is_some_and(|sign| matches!(sign, '-' | ' '));
        if let Some(next) = self.next_word(end + 1).filter(|_| joins) {
            match (next.as_str(), numerals::english(&next)) {
                ("hundred", _) => (amount, end) = (amount * 100, end + 8),
                ("thousand", _) => (amount, end) = (amount * 1000, end + 9),
                (_, Some(ones)) if amount >= 20 && ones < 10 => (amount, end) = (amount + ones, end + 1 + next.len()),
                _ => {}
            }
        }
        let half = " and a half";
        if self.starts(end, half) {
            return Some(Number { amount: Decimal::from(amount) + Decimal::new(5, 1), end: end + half.len() });
        }
        Some(Number { amount: Decimal::from(amount), end })
    }

    pub(super) fn half(&mut self, start: usize) -> usize {
        // The unit may bring its own measure word: 半个小时.
        let from = start + 1;
        let found = self.unit(from).or_else(|| (self.sign(from) == Some('个')).then(|| self.unit(from + 1)).flatten());
        let Some((unit, to)) = found else {
            self.push(start..from, Decimal::from(50), Some((Kind::Percent, Decimal::ONE)), Sure::Doubtful, false);
            return from;
        };
        self.push(start..to, Decimal::new(5, 1), Some((unit.kind, unit.factor)), Sure::Words, false);
        to
    }

    pub(super) fn meant_in_chinese(&mut self, start: usize) -> usize {
        for length in [3, 2] {
            let word: String = self.from(start).iter().take(length).collect();
            if let Some((amount, meant)) = numerals::meant(&word) {
                let signs: Vec<char> = meant.chars().collect();
                let unit = unit_at(&signs).map(|unit| (unit.kind, unit.factor));
                self.push(start..start + length, Decimal::from(amount), unit, Sure::Doubtful, false);
                return start + length;
            }
        }
        start + 1
    }

    /// A number in Chinese numerals; where it ends.
    pub(super) fn numeral(&mut self, start: usize) -> usize {
        let run = |at: usize| at + self.from(at).iter().take_while(|sign| numerals::is_chinese(**sign)).count();
        if self.starts(start, "百分之") {
            let end = run(start + 3);
            if let Some(amount) =
                self.signs.get(start + 3..end).filter(|run| !run.is_empty()).and_then(numerals::chinese)
            {
                self.push(start..end, amount, Some((Kind::Percent, Decimal::ONE)), Sure::Words, false);
            }
            return end;
        }
        let end = run(start);
        let Some(amount) = self.signs.get(start..end).and_then(numerals::chinese) else { return end };
        if self.starts(end, "个半")
            && let Some((unit, to)) = self.unit(end + 2)
        {
            self.push(start..to, amount + Decimal::new(5, 1), Some((unit.kind, unit.factor)), Sure::Words, false);
            return to;
        }
        if let Some((percent, to)) = self.tenths(end, amount) {
            // 一成 is mostly 一成不变, and 八成 also means "probably".
            let is_sure = percent != Decimal::TEN && percent != Decimal::from(80);
            let sure = if is_sure { Sure::Words } else { Sure::Doubtful };
            self.push(start..to, percent, Some((Kind::Percent, Decimal::ONE)), sure, false);
            return to;
        }
        // 一点五小时 is no five hours.
        let is_part = self.before(start).ends_with(&['点']) || self.is_counted(start);
        match self.unit(end) {
            Some((unit, to)) => {
                let sure = if amount > Decimal::ONE && !is_part { Sure::Words } else { Sure::Doubtful };
                self.push(start..to, amount, Some((unit.kind, unit.factor)), sure, false);
                to
            }
            None => {
                self.push(start..end, amount, None, Sure::Doubtful, false);
                end
            }
        }
    }

    /// `成` behind a number, tenths: 六成, 七成五, 三成半; how many per cent, and where they end.
    fn tenths(&self, end: usize, amount: Decimal) -> Option<(Decimal, usize)> {
        /// What makes another word of it: 成员, 成本, 成功.
        const WORDS: &str = "员本功立交果绩为分品人年套批长熟色形型因片就都婚对语像效";
        let behind = end + 1;
        let is_whole = amount >= Decimal::ONE && amount <= Decimal::TEN && amount.fract().is_zero();
        if !is_whole || self.sign(end) != Some('成') || self.sign(behind).is_some_and(|sign| WORDS.contains(sign)) {
            return None;
        }
        let percent = amount * Decimal::TEN;
        let more = match self.sign(behind) {
            Some('半') => Some(Decimal::from(5)),
            Some(sign) => numerals::chinese(&[sign]).filter(|more| *more >= Decimal::ONE && *more < Decimal::TEN),
            None => None,
        };
        // In 七成五天内 the five counts days.
        let goes_on = self.sign(behind + 1).is_some_and(numerals::is_chinese) || self.unit(behind + 1).is_some();
        match more.filter(|_| !goes_on && percent < Decimal::ONE_HUNDRED) {
            Some(more) => Some((percent + more, behind + 1)),
            None => Some((percent, behind)),
        }
    }
}
