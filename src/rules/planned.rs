//! What the rules say that are not built yet: handbooks print it beside a deviation that was accepted from one.
//!
//! A rule that is built says it on its page, and its line here goes.

use crate::labels::Say;

/// Name and summary, in Chinese and English, in the order of the codes.
const SUMMARIES: &[(&str, &str, &str)] =
    &[("channel-closed", "渠道关闭期间仍会计时", "the clock runs while the channel is closed")];

/// The summary of a rule that is not built yet.
pub(super) fn summary(name: &str) -> Option<Say> {
    let (_, zh, en) = SUMMARIES.iter().find(|(known, ..)| *known == name)?;
    Some(Say { zh: (*zh).to_owned(), en: (*en).to_owned() })
}
