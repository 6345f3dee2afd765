//! What the rules say that are not built yet: handbooks print it beside a deviation that was accepted from one.
//!
//! A rule that is built says it on its page, and its line here goes.

use crate::labels::Say;

/// Name and summary, in Chinese and English, in the order of the codes.
const SUMMARIES: &[(&str, &str, &str)] = &[
    ("clause-uncovered", "标准里有条款没有落实，也没有排除", "a clause that nothing meets and that is not excluded"),
    ("review-overdue", "文件已过评审日期", "the review of the document is overdue"),
    ("changed-without-version", "内容改了，版本号没有改", "the content changed and the version did not"),
    ("customer-not-told", "案件结束前没有一步告知客户", "a case may end without the customer being told"),
    ("one-number-two-titles", "一个标准号对应两个名称", "one standard under two titles or two numbers"),
    ("standard-unregistered", "登记册里查不到所引用的标准", "the registry does not know the standard"),
    ("standard-contradicted", "所引用的标准与登记册不一致", "the registry says otherwise of the standard"),
    ("cites-itself", "文件以自己为依据", "a document is the authority for itself"),
    ("policy-unchecked", "守则没有人核查", "a policy that nothing checks"),
    ("post-untrained", "岗位有工作任务，却没有培训", "a post with work to do and no training"),
    (
        "training-without-test",
        "培训没有考试、合格线或不合格的处理",
        "a training without a test, a pass mark or a consequence",
    ),
    ("calls-unapproved", "已批准的规程用到未批准的规程", "an approved procedure calls one that is not approved"),
    ("read-before-filled", "记录还没有填写就要查阅", "a record is read before it is filled in"),
    ("record-differs", "同一记录在两个文件里内容不同", "one record has other fields in another file"),
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
    ("untranslated", "有文字没有译文", "a text without a translation"),
    ("stale-translation", "原文改了，译文没有改", "the source changed and the translation did not"),
    ("figures-differ", "原文与译文的数字不同", "the figures of a text and its translation differ"),
    ("mixed-keywords", "关键词混用两种语言", "keywords of two languages in one file"),
    ("wrong-script", "中文里用了繁体字或全角字母", "traditional characters or full-width letters in Chinese"),
    ("same-translation", "译文与原文一样", "a translation identical to its source"),
    ("role-differs", "同一岗位在两个文件里内容不同", "one role has other contents in another file"),
    ("limit-differs", "同一时限在两个文件里数值不同", "one limit has another value in another file"),
    ("author-approves", "编写人批准自己的文件", "the author approves their own document"),
    ("head-incomplete", "文件信息没有填全", "the head of the document is incomplete"),
    ("history-gap", "修订记录缺少本版本，或顺序有误", "the change history misses a version or is out of order"),
    ("effective-before-approval", "批准之前就已生效", "in force before it was approved"),
    ("number-twice", "两个规程用了同一个文件编号", "one document number on two procedures"),
    ("two-scales-one-thing", "同一对象有两套分级", "two scales for one thing"),
    ("reporting-circle", "岗位互为上级", "posts that report to each other"),
    ("escalation-not-upward", "超时没有报给上级", "a missed limit is not reported upward"),
    ("approver-below-doer", "审批人是经办人的下级", "the approver reports to the one whose work is approved"),
    ("one-post-does-all", "大部分步骤由同一岗位完成", "one post does most of the steps"),
    ("post-without-hours", "有时限要求的岗位没有规定工作时间", "a post that works under a limit has no working time"),
    ("owner-without-part", "责任岗位在流程中没有参与", "the owner has no part in the work"),
    ("many-hand-overs", "交接次数太多", "many hand-overs between posts"),
    ("single-holder", "岗位只有一人，又没有代理", "a post with one holder and no deputy"),
    ("may-not-approve", "审批岗位没有审批权限", "a post approves without the authority to approve"),
    ("several-tops", "有几个岗位都没有上级", "more than one post reports to nobody"),
    ("step-without-verb", "步骤里没有写要做什么动作", "a step that names a thing instead of an act"),
    ("vague-word", "用词含糊", "a vague word"),
    ("passive-step", "步骤里看不出由谁做", "a step in which nobody acts"),
    ("figure-in-text", "文字里的数字与时限重复或矛盾", "a figure in a text repeats or contradicts a limit"),
    ("placeholder-text", "文字里留有占位符", "a placeholder in a text"),
    ("step-too-long", "步骤太长", "a step that is too long"),
    ("forbidden-term", "用了应当替换的词", "a word that the project replaces by another"),
    ("same-text", "两个步骤的文字相同", "two steps with the same text"),
    (
        "channel-closed",
        "停用：渠道关闭期间案件是否仍会到来，规程里看不出来",
        "retired: a procedure does not say whether cases come by a channel that is closed",
    ),
];

/// The summary of a rule that is not built yet.
pub(super) fn summary(name: &str) -> Option<Say> {
    let (_, zh, en) = SUMMARIES.iter().find(|(known, ..)| *known == name)?;
    Some(Say { zh: (*zh).to_owned(), en: (*en).to_owned() })
}
