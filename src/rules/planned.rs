//! What the rules say that are not built yet: handbooks print it beside a deviation that was accepted from one.
//!
//! A rule that is built says it on its page, and its line here goes.

use crate::labels::Say;

/// Name and summary, in Chinese and English, in the order of the codes.
const SUMMARIES: &[(&str, &str, &str)] = &[
    ("measure-never-reached", "指标统计的环节没有案件会经过", "an indicator measures a point that no case reaches"),
    ("weights-not-100", "各指标权重之和不是 100%", "the weights of the indicators do not add up to 100%"),
    ("target-unit", "目标与计算方法的单位不同", "the target and the measure have different units"),
    ("target-looser-than-limit", "指标的目标比时限还宽", "the target is looser than the limit"),
    ("unlikely-direction", "目标的方向像是写反了", "the target points in an unlikely direction"),
    ("indicator-incomplete", "指标缺少目标、负责岗位或周期", "an indicator without a target, an owner or a period"),
    ("share-without-base", "比例没有可以统计的总体", "a share without anything that it is a share of"),
    ("average-of-optional", "求平均值的数据不是每个案件都有", "an average of a figure that not every case has"),
    ("measured-backwards", "用时的起点在终点之后", "a time measured from a later point to an earlier one"),
    ("target-out-of-range", "目标超出了取值范围", "a target outside the range of the figure"),
    ("miss-without-consequence", "指标未达标，却没有后果", "a target is missed and nothing happens"),
    ("limit-unmeasured", "时限没有指标衡量", "a limit that no indicator measures"),
    ("two-scales", "同一指标用了两种计分方式", "one indicator on two scales"),
    ("handed-to-closed-post", "转交给了不在工作时间的岗位", "work is handed over to a post that is closed"),
    (
        "slower-for-more-serious",
        "级别越高，时限反而越长",
        "a more serious class has a longer limit than a less serious one",
    ),
    (
        "parts-exceed-whole",
        "各步时限之和超过总时限",
        "the limits of the steps add up to more than the limit of the whole",
    ),
    ("clock-runs-nobody-works", "计时期间没有人上班", "the clock runs while nobody works"),
    ("part-exceeds-whole", "单步时限比总时限还长", "the limit of one step is longer than that of the whole"),
    ("escalation-out-of-order", "提醒与升级的先后次序有误", "warnings and escalations are out of order"),
    ("channel-closed", "渠道关闭期间仍会计时", "the clock runs while the channel is closed"),
    ("calendar-incomplete", "工作日历不完整", "a calendar that is incomplete"),
    ("paused-in-itself", "等待的时限在等待期间暂停计时", "the limit of a wait is paused by that wait"),
    ("no-such-day", "不是每个月都有这一天", "a day that not every month has"),
    ("mixed-units", "同一事项的时限用了不同单位", "one limit in different units"),
    ("contradicting-limits", "同一段时间有两个不同的时限", "two different limits for the same span"),
    (
        "axis-without-values",
        "列出的分类没有对应的时限",
        "a category that limits should depend on has no limits of its own",
    ),
    ("limit-cannot-be-kept", "时限不是随时都能做到", "a limit that cannot always be kept"),
    ("more-work-than-hours", "工作量超过可用工时", "more work than the working hours allow"),
    ("nobody-at-work", "渠道开放时没有人上班", "hours of a channel in which nobody is at work"),
];

/// The summary of a rule that is not built yet.
pub(super) fn summary(name: &str) -> Option<Say> {
    let (_, zh, en) = SUMMARIES.iter().find(|(known, ..)| *known == name)?;
    Some(Say { zh: (*zh).to_owned(), en: (*en).to_owned() })
}
