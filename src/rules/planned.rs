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
    ("channel-closed", "渠道关闭期间仍会计时", "the clock runs while the channel is closed"),
];

/// The summary of a rule that is not built yet.
pub(super) fn summary(name: &str) -> Option<Say> {
    let (_, zh, en) = SUMMARIES.iter().find(|(known, ..)| *known == name)?;
    Some(Say { zh: (*zh).to_owned(), en: (*en).to_owned() })
}
