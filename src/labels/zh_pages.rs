//! The words in Chinese for pages of posts, for copies and for what stands around a document.

use super::document::{CheckWords, CopyWords, PageWords, PostWords};

pub(super) const COPY: CopyWords =
    CopyWords {
        label: "版别", staff: "员工版", auditor: "审核版", elsewhere: "见审核版。", source: "源文件哈希"
    };

pub(super) const CHECK: CheckWords = CheckWords {
    level: "级别",
    rule: "规则",
    line: "行",
    finding: "问题",
    error: "错误",
    warning: "警告",
    info: "提示",
    none: "检查没有发现问题。",
    not_given: "生成时未附检查结果。",
    result: "检查结论",
    proved: "已证明：流程的每一条路径都满足",
    possible: "已核对：岗位和人数足以由不同人员执行；办理时仍须逐案遵守",
    refuted: "不成立，见第 18 节",
    deviation: "不成立，已作为偏差接受，见第 16 节",
    unproved: "未证明：规程中还有问题，或未做此项检查",
};

pub(super) const POST: PostWords = PostWords {
    title: "岗位一览",
    title_of: "{0}：我要做的事",
    post: "岗位",
    procedures: "规程",
    steps: "步骤数",
    link: "{0}在各规程中要做的事",
    step: "步骤",
    part: "我的角色",
    within: "时限或周期",
    via: "渠道",
    late: "超时后果",
    records: "填写的记录",
    does: "执行",
    approves: "审批",
    follows: "跟进",
    accountable: "对结果负责",
    consulted: "提供意见",
    informed: "被告知",
};

pub(super) const PAGE: PageWords = PageWords {
    skip: "跳到正文",
    on_page: "本页目录",
    index: "总目录",
    posts: "岗位",
    handbook: "手册",
    checklist: "检查单",
    search: "搜索",
    hint: "输入规程、步骤、岗位或术语；按 / 开始搜索，↑ ↓ 选择，Enter 打开，Esc 清除",
    hits: "找到 {0} 项",
    one_hit: "找到 1 项",
    no_hits: "没有找到",
    picture: "流程图：{0}",
    language: "语言",
};
