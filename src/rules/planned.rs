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
    ("handed-to-closed-post", "转交给了不在工作时间的岗位", "work is handed over to a post that is closed"),
    ("step-without-verb", "步骤里没有写要做什么动作", "a step that names a thing instead of an act"),
    ("vague-word", "用词含糊", "a vague word"),
    ("passive-step", "步骤里看不出由谁做", "a step in which nobody acts"),
    ("figure-in-text", "文字里的数字与时限重复或矛盾", "a figure in a text repeats or contradicts a limit"),
    ("placeholder-text", "文字里留有占位符", "a placeholder in a text"),
    ("step-too-long", "步骤太长", "a step that is too long"),
    ("forbidden-term", "用了应当替换的词", "a word that the project replaces by another"),
    ("same-text", "两个步骤的文字相同", "two steps with the same text"),
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
