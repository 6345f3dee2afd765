//! Whether the figures of two languages agree.

use rust_decimal::Decimal;

use crate::rules::figures::{Figure, Kind, Sure, figures};

/// How the figures of two languages differ.
#[derive(Debug, PartialEq)]
pub(super) enum Difference {
    /// The source says one, the translation another.
    Other(Figure, Figure),
    /// Only the source says it.
    Lost(Figure),
    /// Only the translation says it.
    Added(Figure),
}

/// A text with more figures is a table, and to find the pairs in it would be a guess.
const MOST: usize = 100;

/// What differs first, if anything surely does.
pub(super) fn difference(source: &str, other: &str) -> Option<Difference> {
    let (mine, theirs) = (figures(source), figures(other));
    if mine.len() > MOST || theirs.len() > MOST {
        return None;
    }
    let (mine, theirs) = (left(&mine, &theirs), left(&theirs, &mine));
    for own in &mine {
        if let Some(their) = theirs.iter().find(|their| sort(their.kind) == sort(own.kind)) {
            return Some(Difference::Other((*own).clone(), (*their).clone()));
        }
    }
    match (mine.as_slice(), theirs.as_slice()) {
        (mine, []) => mine.iter().find(|own| is_telling(own, source)).map(|own| Difference::Lost((*own).clone())),
        ([], theirs) => {
            theirs.iter().find(|their| is_telling(their, other)).map(|their| Difference::Added((*their).clone()))
        }
        _ => None,
    }
}

/// What is of one sort can contradict: 3 working days and 3 days, 200 yuan and 200 dollars.
fn sort(kind: Kind) -> u8 {
    match kind {
        Kind::Time | Kind::WorkingHours | Kind::WorkingDays | Kind::Months => 0,
        Kind::Money(_) => 1,
        Kind::Percent => 2,
        Kind::Plain => 3,
    }
}

/// The sure figures of one side that the other side has nowhere, each counted once.
fn left<'f>(figures: &'f [Figure], others: &[Figure]) -> Vec<&'f Figure> {
    let mut free: Vec<&Figure> = others.iter().collect();
    let mut left: Vec<&Figure> = figures.iter().filter(|figure| figure.sure != Sure::Doubtful).collect();
    // First what agrees exactly, then what may: a number whose unit the other language leaves out, or says in words.
    let exactly = |own: &Figure, their: &Figure| {
        their.sure != Sure::Doubtful && (own.kind, own.amount) == (their.kind, their.amount)
    };
    let perhaps = |own: &Figure, their: &Figure| {
        let loose = their.sure == Sure::Doubtful || own.kind == Kind::Plain || their.kind == Kind::Plain;
        own.amount == their.amount && own.kind == their.kind
            || loose && own.number == their.number
            || is_about(own, their)
            || is_about(their, own)
    };
    for agrees in [&exactly as &dyn Fn(&Figure, &Figure) -> bool, &perhaps] {
        left.retain(|own| match free.iter().position(|their| agrees(own, their)) {
            Some(at) => {
                free.swap_remove(at);
                false
            }
            None => true,
        });
    }
    left
}

/// Whether days are those of months, as people count them: `一个月`, `30 days`; `1 年`, `365 days`.
fn is_about(months: &Figure, days: &Figure) -> bool {
    let is = |each: i64, of: i64| {
        let (long, days) =
            (months.amount.checked_mul(Decimal::from(each * 86_400)), days.amount.checked_mul(Decimal::from(of)));
        long.is_some() && long == days
    };
    months.kind == Kind::Months && days.kind == Kind::Time && (is(30, 1) || is(31, 1) || is(365, 12))
}

/// Whether a figure that the other language lacks is one that is lost, not a way to speak: `24 小时` is day and night,
/// `7 天` the whole week, `100%` all, `1` the article, `every 2 days` every other day.
fn is_telling(figure: &Figure, text: &str) -> bool {
    let whole = match figure.kind {
        Kind::Plain => return false,
        Kind::Time => [86_400, 604_800].map(Decimal::from).contains(&figure.amount),
        Kind::Percent => figure.amount == Decimal::ONE_HUNDRED,
        _ => false,
    };
    let before = text.get(..figure.at.start).unwrap_or("").trim_end().to_ascii_lowercase();
    let is_rhythm = ["每", "隔", "every", "each"].iter().any(|word| before.ends_with(word));
    figure.sure == Sure::Figures && !whole && !is_rhythm && figure.number > Decimal::ONE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_translations() {
        for (zh, en) in [
            ("提前 1 天通知客户", "Tell the customer one day before"),
            ("7×24 小时值班", "Somebody is on duty around the clock"),
            ("工作时间 9:00 至 18:00", "Working hours are 9 am to 6 pm"),
            ("每季度一次", "Every three months"),
            ("每 6 个月复审", "Review twice a year"),
            ("每半年复审", "Review every six months"),
            ("两小时内答复", "Answer within 2 hours"),
            ("三次未接通后发短信", "After three calls without an answer, send a message"),
            ("3 次未接通后发短信", "After three calls without an answer, send a message"),
            ("3 个工作日内", "Within three business days"),
            ("保修期 12 个月", "The warranty lasts one year"),
            ("一年内免费", "Free within the first year"),
            ("满分 5 分，低于 3 分回访", "The scale goes to 5; call back below 3"),
            ("评分低于 60 分", "A rating below 60 points"),
            ("8 折优惠", "A discount of 20%"),
            ("不少于 2 人在场", "At least two people are present"),
            ("至少两人在场", "At least 2 people are present"),
            ("押金 200 元", "A deposit of CNY 200"),
            ("退还 50% 的费用", "Refund half of the fee"),
            ("超过 1 万元由经理审批", "Above 10,000 yuan the manager approves"),
            ("金额 3000 元以上", "3,000 yuan and more"),
            ("金额 3,000.00 元", "RMB 3000"),
            ("第 3 步完成后", "After step 3"),
            ("附件 2", "Annex 2"),
            ("见 7.2 条", "See clause 7.2"),
            ("2026 年 3 月 1 日起", "From 1 March 2026"),
            ("3 月 15 日前上报", "Report before March 15"),
            ("每月 5 日前上报", "Report by the 5th of each month"),
            ("每月5日", "On day 5 of each month"),
            ("拨打 12315", "Call 12315"),
            ("请拨打 400-800-1234", "Please call 400-800-1234"),
            ("按 GB/T 19001-2016", "According to GB/T 19001-2016"),
            ("ISO 10002:2018 第 8 章", "ISO 10002:2018, chapter 8"),
            ("保存 3 年以上", "Keep for at least three years"),
            ("一周内", "Within a week"),
            ("一周内", "Within 7 days"),
            ("两周内", "Within fourteen days"),
            ("半天内", "Within half a day"),
            ("一刻钟后", "After a quarter of an hour"),
            ("90 分钟", "An hour and a half"),
            ("1.5 小时", "One and a half hours"),
            ("24 小时热线", "24-hour hotline"),
            ("双人复核", "Checked by two people"),
            ("四舍五入到两位小数", "Rounded to two decimals"),
            ("三方通话", "A three-way call"),
            ("一对一辅导", "One-to-one coaching"),
            ("每 100 件抽 5 件", "5 in every 100 are sampled"),
            ("5-10 分钟", "Five to ten minutes"),
            ("10 分钟左右", "About 10 minutes"),
            ("百分之百核对", "Check all of them"),
            ("100% 核对", "Check every one"),
            ("近 30 天", "The last 30 days"),
            ("30 天内的订单", "Orders of the last thirty days"),
            ("数量为 0 时", "When there are none left"),
            ("A4 纸 2 份", "Two copies on A4"),
            ("第二次投诉", "The second complaint"),
            ("连续 2 次不合格", "Fails twice running"),
            ("10 万元", "100,000 yuan"),
            ("2000 万元", "20 million yuan"),
            ("12 月 31 日", "31 December"),
            ("1/3 的样本", "A third of the samples"),
            ("晚上 8 点前", "Before 8 pm"),
            ("20 时前", "Before 8 pm"),
            ("近三个月", "The last three months"),
            ("一个月内", "Within 30 days"),
            ("首 3 个月", "The first 3 months"),
            ("4 级以上", "Level 4 and above"),
            ("五星好评", "A five-star rating"),
            ("VIP1 客户", "VIP1 customers"),
            ("1 号楼", "Building 1"),
            ("每 2 天", "Every other day"),
            ("隔天一次", "Every 2 days"),
            ("90 天内", "Within three months"),
            ("保存 1 年", "Keep it for 365 days"),
            ("3 倍赔偿", "Three times the price"),
            ("3至5个工作日", "3 to 5 working days"),
            ("3～5 天", "3–5 days"),
            ("60秒内接听", "Answered within one minute"),
            ("80%的电话在20秒内接听", "80% of calls are answered within 20 seconds"),
        ] {
            assert_eq!(difference(zh, en), None, "{zh} | {en}");
            assert_eq!(difference(en, zh), None, "{en} | {zh}");
        }
    }

    #[test]
    fn wrong_translations() {
        for (zh, en) in [
            ("24 小时内答复", "Answer within 48 hours"),
            ("三个工作日内", "Within five working days"),
            ("两小时内答复", "Answer within 20 hours"),
            ("退还 50%", "Refund 15%"),
            ("低于 60 分回访", "Call back below 90 points"),
            ("超过 1 万元由经理审批", "Above 1,000 yuan the manager approves"),
            ("押金 200 元", "A deposit of 200 dollars"),
            ("3 个工作日内", "Within 3 days"),
            ("2 个月内", "Within 30 days"),
            ("保存 3 年", "Keep for 3 months"),
            ("5-15 分钟", "5 to 50 minutes"),
            ("半小时内答复", "Answer within 45 minutes"),
            ("抽查 3 件", "Check 5 of them"),
            ("每 2 小时查看，30 分钟内答复", "Look every 2 hours, answer within 3 hours"),
            ("保存 30 天", "Keep it"),
            ("Answer within 3 days", "尽快答复"),
        ] {
            assert!(difference(zh, en).is_some(), "{zh} | {en}");
        }
    }
}
