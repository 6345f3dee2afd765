//! Finding figures, sign by sign.

use std::ops::Range;

use rust_decimal::Decimal;

use super::units::{UnitWord, currency_before, unit_at};
use super::{Figure, Kind, Sure, numerals};

/// Words after which a number is the number of something: `step 3`, `ISO 9001`, `February 20`.
const COUNTED: &[&str] = &[
    "step",
    "steps",
    "day",
    "clause",
    "clauses",
    "section",
    "page",
    "no",
    "nr",
    "number",
    "version",
    "level",
    "chapter",
    "article",
    "rule",
    "phase",
    "line",
    "appendix",
    "annex",
    "grade",
    "priority",
    "stage",
    "part",
    "type",
    "class",
    "room",
    "floor",
    "tier",
    "table",
    "figure",
    "form",
    "iso",
    "iec",
    "gb",
    "t",
    "din",
    "astm",
    "v",
    "extension",
];
const COUNTED_ZH: &[&str] = &[
    "第", "版本", "附件", "附录", "条款", "步骤", "图", "表", "编号", "电话", "热线", "拨打", "分机", "周", "星期",
    "礼拜",
];
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

pub(super) struct Scan {
    /// The signs in lower case and half width.
    signs: Vec<char>,
    /// Which of them were written in lower case or have none: a 4S shop has no seconds.
    small: Vec<bool>,
    /// Where each stands, and the end of the text.
    bytes: Vec<usize>,
    found: Vec<Figure>,
}

/// One number as read: its amount, and where it ends.
struct Number {
    amount: Decimal,
    end: usize,
}

impl Scan {
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let small = text.chars().map(|sign| !sign.is_uppercase()).collect();
        Self { signs: text.chars().map(plain).collect(), small, bytes, found: Vec::new() }
    }

    pub(super) fn all(mut self) -> Vec<Figure> {
        let mut at = 0;
        while let Some(sign) = self.sign(at) {
            let next = match sign {
                _ if sign.is_ascii_digit() => self.figure(at),
                _ if sign.is_ascii_alphabetic() => self.word(at),
                '半' => self.half(at),
                '每' | '当' | '次' | '年' => self.meant_in_chinese(at),
                _ if numerals::is_chinese(sign) => self.numeral(at),
                _ => at + 1,
            };
            at = next.max(at + 1);
        }
        self.found
    }

    fn sign(&self, at: usize) -> Option<char> {
        self.signs.get(at).copied()
    }

    fn from(&self, at: usize) -> &[char] {
        self.signs.get(at..).unwrap_or_default()
    }

    fn before(&self, at: usize) -> &[char] {
        self.signs.get(..at).unwrap_or_default()
    }

    fn starts(&self, at: usize, word: &str) -> bool {
        let mut signs = self.from(at).iter();
        word.chars().all(|sign| signs.next() == Some(&sign))
    }

    fn after_blanks(&self, at: usize) -> usize {
        at + self.from(at).iter().take_while(|sign| **sign == ' ').count()
    }

    fn push(&mut self, at: Range<usize>, number: Decimal, unit: Option<(Kind, Decimal)>, sure: Sure, in_range: bool) {
        let (kind, factor) = unit.unwrap_or((Kind::Plain, Decimal::ONE));
        let bytes = |at: usize| self.bytes.get(at).copied().unwrap_or_default();
        let at = bytes(at.start)..bytes(at.end);
        if let Some(amount) = number.checked_mul(factor) {
            self.found.push(Figure { amount, number, kind, sure, in_range, at });
        }
    }

    /// The unit behind a number that ends here, and where it ends: at once, behind blanks, behind a hyphen.
    fn unit(&self, end: usize) -> Option<(&'static UnitWord, usize)> {
        let hyphen = self.sign(end) == Some('-') && self.sign(end + 1).is_some_and(|sign| sign.is_ascii_alphabetic());
        let from = if hyphen { end + 1 } else { self.after_blanks(end) };
        let unit = unit_at(self.from(from))?;
        let to = from + unit.spelling.len();
        if unit.spelling == ['s'] && self.small.get(from) == Some(&false) {
            return None;
        }
        // `two second-line engineers` has no seconds.
        let goes_on =
            !hyphen && self.sign(to) == Some('-') && self.sign(to + 1).is_some_and(|sign| sign.is_ascii_alphabetic());
        (!goes_on).then_some((unit, to))
    }

    /// A number in digits; where it ends.
    fn figure(&mut self, start: usize) -> usize {
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
            || self.next_word(behind).is_some_and(|word| MONTHS.contains(&word.as_str()));
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

    /// Behind a piece that is no figure, also what hangs on it: `3D`, `17-A`.
    fn word_end(&self, at: usize) -> usize {
        let hangs = |sign: &&char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '/' | '.');
        at + self.from(at).iter().take_while(hangs).count()
    }

    /// A plain number with its Chinese or English multiplier.
    fn number(&self, start: usize, end: usize) -> Option<Number> {
        let mut amount = decimal(self.signs.get(start..end)?)?;
        let words = [
            ("万", 10_000),
            ("亿", 100_000_000),
            ("千", 1000),
            ("百", 100),
            (" thousand", 1000),
            (" million", 1_000_000),
        ];
        let times = words.iter().find(|(word, _)| self.starts(end, word));
        let Some((word, times)) = times else { return Some(Number { amount, end }) };
        amount = amount.checked_mul(Decimal::from(*times))?;
        Some(Number { amount, end: end + word.chars().count() })
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

    /// Whether what stands before says that a number is the number of something.
    fn is_counted(&self, start: usize) -> bool {
        let before = self.before(start);
        let blanks = before.iter().rev().take_while(|sign| matches!(sign, ' ' | '.')).count();
        let before = self.before(start - blanks);
        let letters = before.iter().rev().take_while(|sign| sign.is_ascii_alphabetic()).count();
        let word: String = before.iter().skip(before.len() - letters).collect();
        let in_chinese = COUNTED_ZH.iter().any(|word| before.ends_with(&word.chars().collect::<Vec<_>>()));
        in_chinese || COUNTED.contains(&word.as_str()) || MONTHS.contains(&word.as_str()) || before.ends_with(&['#'])
    }

    fn next_word(&self, at: usize) -> Option<String> {
        let word: String = self.from(at).iter().take_while(|sign| sign.is_ascii_alphabetic()).collect();
        (!word.is_empty()).then_some(word)
    }

    /// A word in Latin letters; where it ends.
    fn word(&mut self, start: usize) -> usize {
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
                let Some((word, to)) = from.and_then(|word| self.unit(end + word.len())) else { return end };
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

    fn half(&mut self, start: usize) -> usize {
        // The unit may bring its own measure word: 半个小时.
        let from = start + 1;
        let found = self.unit(from).or_else(|| (self.sign(from) == Some('个')).then(|| self.unit(from + 1)).flatten());
        let Some((unit, to)) = found else { return from };
        self.push(start..to, Decimal::new(5, 1), Some((unit.kind, unit.factor)), Sure::Words, false);
        to
    }

    fn meant_in_chinese(&mut self, start: usize) -> usize {
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
    fn numeral(&mut self, start: usize) -> usize {
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
}

/// The sign in lower case and half width; any blank as a blank, but a line stays a line.
fn plain(sign: char) -> char {
    match sign {
        '\n' => '\n',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign).to_ascii_lowercase(),
        _ if sign.is_whitespace() => ' ',
        _ => sign.to_ascii_lowercase(),
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
