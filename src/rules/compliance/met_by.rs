//! Which constructs may meet a clause of which kind.

use crate::model::{ClauseKind, Construct};

impl Construct {
    /// The kind in words, Chinese and English.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Construct::Sop => ("规程", "the procedure"),
            Construct::Flow => ("流程", "the flow"),
            Construct::Step => ("步骤", "a step"),
            Construct::Decision => ("判断", "a decision"),
            Construct::Approval => ("审批", "an approval"),
            Construct::Wait => ("等待", "a wait"),
            Construct::Call => ("调用", "a call"),
            Construct::Parallel => ("并行", "a parallel block"),
            Construct::Each => ("逐项", "an each"),
            Construct::Branch => ("分支", "a branch"),
            Construct::End => ("结束", "an end"),
            Construct::Way => ("去向", "a way"),
            Construct::Anytime => ("随时事件", "an anytime line"),
            Construct::Starts => ("起点", "a starts line"),
            Construct::Limit => ("时限", "a limit"),
            Construct::Role => ("岗位", "a role"),
            Construct::Channel => ("渠道", "a channel"),
            Construct::System => ("系统", "a system"),
            Construct::Category => ("分类", "a category"),
            Construct::Value => ("分类取值", "a value"),
            Construct::Record => ("记录", "a record"),
            Construct::Field => ("字段", "a field"),
            Construct::Sla => ("时限表", "an sla table"),
            Construct::Kpi => ("指标", "a kpi"),
            Construct::Policy => ("守则", "a policy"),
            Construct::Training => ("培训", "a training"),
            Construct::Term => ("术语", "a term"),
            Construct::Calendar => ("日历", "a calendar"),
            Construct::Param => ("参数", "a param"),
            Construct::Standard => ("标准", "a standard"),
            Construct::Routine => ("例行工作", "a routine"),
            Construct::Rule => ("规则", "a rule"),
        }
    }

    /// Constructs that may meet a clause of a kind, as words of the language.
    pub fn wanted(kind: ClauseKind) -> &'static str {
        match kind {
            ClauseKind::Procedure => "sop, routine, training, step",
            ClauseKind::Step | ClauseKind::Branch | ClauseKind::Escalation => "step, decision, when",
            ClauseKind::Deadline => "within, sla, kpi, policy, step",
            ClauseKind::Contingency => "step, sop",
            ClauseKind::Class => "category",
            ClauseKind::Role => "role",
            ClauseKind::Channel => "channel",
            ClauseKind::Kpi => "kpi",
            ClauseKind::Training => "training",
            ClauseKind::Record => "record, fields",
            ClauseKind::Resource => "system, param, policy, role, calendar",
            ClauseKind::Rule => "policy, rule, within, sla, routine, role, record, term, step",
            ClauseKind::Control | ClauseKind::Review => "routine, step, decision, approval, rule, kpi",
            ClauseKind::Incentive => "policy, routine",
            ClauseKind::Standard | ClauseKind::Case | ClauseKind::Placeholder => "any",
        }
    }
}

/// Whether a construct may meet a clause of a kind.
#[must_use]
pub fn may_meet(kind: ClauseKind, by: Construct) -> bool {
    let node = matches!(
        by,
        Construct::Step
            | Construct::Decision
            | Construct::Approval
            | Construct::Wait
            | Construct::Call
            | Construct::Parallel
            | Construct::Each
            | Construct::Branch
            | Construct::End
            | Construct::Flow
            | Construct::Way
            | Construct::Starts
            | Construct::Anytime
    );
    match kind {
        ClauseKind::Procedure => node || matches!(by, Construct::Sop | Construct::Routine | Construct::Training),
        ClauseKind::Step => node || by == Construct::Routine,
        ClauseKind::Deadline => {
            node || matches!(
                by,
                Construct::Limit | Construct::Sla | Construct::Kpi | Construct::Policy | Construct::Routine
            )
        }
        ClauseKind::Branch | ClauseKind::Escalation => node,
        ClauseKind::Contingency => node || by == Construct::Sop,
        ClauseKind::Class => matches!(by, Construct::Category | Construct::Value),
        ClauseKind::Role => by == Construct::Role,
        ClauseKind::Channel => by == Construct::Channel,
        ClauseKind::Kpi => by == Construct::Kpi,
        ClauseKind::Training => by == Construct::Training,
        ClauseKind::Record => matches!(by, Construct::Record | Construct::Field),
        ClauseKind::Resource => matches!(
            by,
            Construct::System | Construct::Param | Construct::Policy | Construct::Role | Construct::Calendar
        ),
        ClauseKind::Rule => {
            node || matches!(
                by,
                Construct::Policy
                    | Construct::Rule
                    | Construct::Limit
                    | Construct::Sla
                    | Construct::Sop
                    | Construct::Routine
                    | Construct::Training
                    | Construct::Role
                    | Construct::Record
                    | Construct::Term
            )
        }
        ClauseKind::Control | ClauseKind::Review => {
            matches!(
                by,
                Construct::Routine
                    | Construct::Step
                    | Construct::Decision
                    | Construct::Approval
                    | Construct::Rule
                    | Construct::Kpi
            )
        }
        ClauseKind::Incentive => matches!(by, Construct::Policy | Construct::Routine),
        ClauseKind::Standard | ClauseKind::Case | ClauseKind::Placeholder => true,
    }
}
