//! What meets a clause: every citation with the construct that it stands at, and which kinds may meet which.

use crate::model::{Body, Cite, ClauseKind, Common, NodeKind, each_node};
use crate::rules::Context;
use crate::source::FileId;

/// The kind of a construct that meets a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the kinds are constructs of the language")]
pub enum Met {
    Sop,
    Flow,
    Step,
    Decision,
    Approval,
    Wait,
    Call,
    Parallel,
    Each,
    Branch,
    End,
    Way,
    Anytime,
    Starts,
    Limit,
    Role,
    Channel,
    System,
    Category,
    Value,
    Record,
    Field,
    Sla,
    Kpi,
    Policy,
    Training,
    Term,
    Calendar,
    Param,
    Standard,
    Routine,
    Rule,
}

impl Met {
    /// The kind in words, Chinese and English.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Met::Sop => ("规程", "the procedure"),
            Met::Flow => ("流程", "the flow"),
            Met::Step => ("步骤", "a step"),
            Met::Decision => ("判断", "a decision"),
            Met::Approval => ("审批", "an approval"),
            Met::Wait => ("等待", "a wait"),
            Met::Call => ("调用", "a call"),
            Met::Parallel => ("并行", "a parallel block"),
            Met::Each => ("逐项", "an each"),
            Met::Branch => ("分支", "a branch"),
            Met::End => ("结束", "an end"),
            Met::Way => ("去向", "a way"),
            Met::Anytime => ("随时事件", "an anytime line"),
            Met::Starts => ("起点", "a starts line"),
            Met::Limit => ("时限", "a limit"),
            Met::Role => ("岗位", "a role"),
            Met::Channel => ("渠道", "a channel"),
            Met::System => ("系统", "a system"),
            Met::Category => ("分类", "a category"),
            Met::Value => ("分类取值", "a value"),
            Met::Record => ("记录", "a record"),
            Met::Field => ("字段", "a field"),
            Met::Sla => ("时限表", "an sla table"),
            Met::Kpi => ("指标", "a kpi"),
            Met::Policy => ("守则", "a policy"),
            Met::Training => ("培训", "a training"),
            Met::Term => ("术语", "a term"),
            Met::Calendar => ("日历", "a calendar"),
            Met::Param => ("参数", "a param"),
            Met::Standard => ("标准", "a standard"),
            Met::Routine => ("例行工作", "a routine"),
            Met::Rule => ("规则", "a rule"),
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
pub fn may_meet(kind: ClauseKind, by: Met) -> bool {
    let node = matches!(
        by,
        Met::Step
            | Met::Decision
            | Met::Approval
            | Met::Wait
            | Met::Call
            | Met::Parallel
            | Met::Each
            | Met::Branch
            | Met::End
            | Met::Flow
            | Met::Way
            | Met::Starts
            | Met::Anytime
    );
    match kind {
        ClauseKind::Procedure => node || matches!(by, Met::Sop | Met::Routine | Met::Training),
        ClauseKind::Step => node || by == Met::Routine,
        ClauseKind::Deadline => node || matches!(by, Met::Limit | Met::Sla | Met::Kpi | Met::Policy | Met::Routine),
        ClauseKind::Branch | ClauseKind::Escalation => node,
        ClauseKind::Contingency => node || by == Met::Sop,
        ClauseKind::Class => matches!(by, Met::Category | Met::Value),
        ClauseKind::Role => by == Met::Role,
        ClauseKind::Channel => by == Met::Channel,
        ClauseKind::Kpi => by == Met::Kpi,
        ClauseKind::Training => by == Met::Training,
        ClauseKind::Record => matches!(by, Met::Record | Met::Field),
        ClauseKind::Resource => matches!(by, Met::System | Met::Param | Met::Policy | Met::Role | Met::Calendar),
        ClauseKind::Rule => {
            node || matches!(
                by,
                Met::Policy
                    | Met::Rule
                    | Met::Limit
                    | Met::Sla
                    | Met::Sop
                    | Met::Routine
                    | Met::Training
                    | Met::Role
                    | Met::Record
                    | Met::Term
            )
        }
        ClauseKind::Control | ClauseKind::Review => {
            matches!(by, Met::Routine | Met::Step | Met::Decision | Met::Approval | Met::Rule | Met::Kpi)
        }
        ClauseKind::Incentive => matches!(by, Met::Policy | Met::Routine),
        ClauseKind::Standard | ClauseKind::Case | ClauseKind::Placeholder => true,
    }
}

/// One citation and what it stands at.
pub struct Citation<'p> {
    /// The file.
    pub file: FileId,
    /// The citation.
    pub cite: &'p Cite,
    /// The construct.
    pub by: Met,
}

/// Every citation of the project.
pub fn citations<'p>(context: &Context<'p>) -> Vec<Citation<'p>> {
    let mut found = Found { out: Vec::new(), file: FileId(0) };
    for module in context.modules() {
        found.file = module.id;
        let file = &module.file;
        found.common(&file.common, Met::Sop);
        file.head.iter().for_each(|head| found.common(&head.common, Met::Sop));
        for decl in &file.decls {
            if !matches!(decl.body, Body::Routine(_)) {
                found.common(&decl.common, of_body(&decl.body));
            }
            found.body(&decl.body);
        }
        file.controls.iter().for_each(|control| found.common(&control.common, Met::Rule));
        file.flow.iter().for_each(|flow| found.flow(flow));
    }
    found.out
}

fn of_body(body: &Body) -> Met {
    match body {
        Body::Standard(_) => Met::Standard,
        Body::Param(_) => Met::Param,
        Body::Calendar(_) => Met::Calendar,
        Body::Role(_) => Met::Role,
        Body::Channel(_) => Met::Channel,
        Body::System(_) => Met::System,
        Body::Category(_) => Met::Category,
        Body::Record(_) => Met::Record,
        Body::Sla(_) => Met::Sla,
        Body::Kpi(_) => Met::Kpi,
        Body::Policy(_) => Met::Policy,
        Body::Training(_) => Met::Training,
        Body::Term(_) => Met::Term,
        Body::Routine(_) => Met::Routine,
    }
}

struct Found<'p> {
    out: Vec<Citation<'p>>,
    file: FileId,
}

impl<'p> Found<'p> {
    fn all(&mut self, cites: &'p [Cite], by: Met) {
        let file = self.file;
        self.out.extend(cites.iter().map(|cite| Citation { file, cite, by }));
    }

    fn common(&mut self, common: &'p Common, by: Met) {
        self.all(&common.cites, by);
    }

    fn body(&mut self, body: &'p Body) {
        match body {
            Body::Category(category) => category.values.iter().for_each(|value| self.all(&value.cites, Met::Value)),
            Body::Record(record) => record.fields.iter().for_each(|field| self.all(&field.cites, Met::Field)),
            Body::Sla(sla) => {
                sla.tables.iter().flat_map(|table| &table.rows).for_each(|row| self.all(&row.cites, Met::Limit));
            }
            Body::Kpi(kpi) => self.all(&kpi.cites, Met::Kpi),
            Body::Policy(policy) => policy.says.iter().for_each(|(_, _, cites)| self.all(cites, Met::Policy)),
            Body::Routine(routine) => {
                self.work(&routine.work, Met::Routine);
                routine.flow.iter().for_each(|flow| self.flow(flow));
            }
            _ => {}
        }
    }

    fn flow(&mut self, flow: &'p crate::model::Flow) {
        self.common(&flow.common, Met::Flow);
        flow.starts.iter().for_each(|start| self.common(&start.common, Met::Starts));
        flow.anytime.iter().for_each(|anytime| self.common(&anytime.common, Met::Anytime));
        flow.late.iter().for_each(|line| self.all(&line.cites, Met::Way));
        each_node(&flow.nodes, &mut |node| {
            let by = match &node.kind {
                NodeKind::Step | NodeKind::Broken(_) => Met::Step,
                NodeKind::Decision => Met::Decision,
                NodeKind::Approval { .. } => Met::Approval,
                NodeKind::Wait { .. } => Met::Wait,
                NodeKind::Call { .. } => Met::Call,
                NodeKind::Parallel { branches, .. } => {
                    branches.iter().for_each(|branch| self.common(&branch.common, Met::Branch));
                    Met::Parallel
                }
                NodeKind::Each { .. } => Met::Each,
                NodeKind::End { .. } => Met::End,
            };
            self.work(&node.work, by);
        });
    }

    fn work(&mut self, work: &'p crate::model::Work, by: Met) {
        self.common(&work.common, by);
        work.asks().for_each(|ask| self.all(&ask.cites, Met::Field));
        work.ways.iter().for_each(|way| self.all(&way.cites, Met::Way));
        for limit in &work.limits {
            self.all(&limit.cites, Met::Limit);
            limit.warns.iter().for_each(|warn| self.all(&warn.cites, Met::Way));
            limit.late.iter().for_each(|line| self.all(&line.cites, Met::Way));
        }
    }
}
