//! What meets a clause: every citation with the construct that it stands at.

use super::{Body, Cite, Common, Flow, Ident, NodeKind, Project, Work, each_node};
use crate::source::{FileId, Span};

/// The kind of a construct that may meet a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the kinds are constructs of the language")]
pub enum Construct {
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

impl Construct {
    /// The kind as JSON and CSV name it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Construct::Sop => "sop",
            Construct::Flow => "flow",
            Construct::Step => "step",
            Construct::Decision => "decision",
            Construct::Approval => "approval",
            Construct::Wait => "wait",
            Construct::Call => "call",
            Construct::Parallel => "parallel",
            Construct::Each => "each",
            Construct::Branch => "branch",
            Construct::End => "end",
            Construct::Way => "way",
            Construct::Anytime => "anytime",
            Construct::Starts => "starts",
            Construct::Limit => "limit",
            Construct::Role => "role",
            Construct::Channel => "channel",
            Construct::System => "system",
            Construct::Category => "category",
            Construct::Value => "value",
            Construct::Record => "record",
            Construct::Field => "field",
            Construct::Sla => "sla",
            Construct::Kpi => "kpi",
            Construct::Policy => "policy",
            Construct::Training => "training",
            Construct::Term => "term",
            Construct::Calendar => "calendar",
            Construct::Param => "param",
            Construct::Standard => "standard",
            Construct::Routine => "routine",
            Construct::Rule => "rule",
        }
    }
}

/// One citation and what it stands at.
#[derive(Debug, Clone, Copy)]
pub struct Citation<'p> {
    /// The file.
    pub file: FileId,
    /// The citation.
    pub cite: &'p Cite,
    /// The kind of the construct that meets the clauses.
    pub by: Construct,
    /// The name of the construct, or of the one that the line belongs to; controls have none.
    pub name: Option<&'p Ident>,
    /// Where that construct or line stands.
    pub at: Span,
}

/// Every citation of a project, in the order of files and lines within each construct.
#[must_use]
pub fn citations(project: &Project) -> Vec<Citation<'_>> {
    let mut found = Found { out: Vec::new(), file: FileId(0) };
    for module in &project.modules {
        found.file = module.id;
        let file = &module.file;
        let whole = file.procedure();
        found.own(&file.common, Construct::Sop, whole);
        file.head.iter().for_each(|head| found.own(&head.common, Construct::Sop, whole));
        for decl in &file.decls {
            let by = of_body(&decl.body);
            if by != Construct::Routine {
                found.own(&decl.common, by, decl.ident.as_ref());
            }
            found.body(&decl.body, decl.ident.as_ref());
        }
        file.controls.iter().for_each(|control| found.own(&control.common, Construct::Rule, None));
        file.flow.iter().for_each(|flow| found.flow(flow, whole));
    }
    found.out
}

fn of_body(body: &Body) -> Construct {
    match body {
        Body::Standard(_) => Construct::Standard,
        Body::Param(_) => Construct::Param,
        Body::Calendar(_) => Construct::Calendar,
        Body::Role(_) => Construct::Role,
        Body::Channel(_) => Construct::Channel,
        Body::System(_) => Construct::System,
        Body::Category(_) => Construct::Category,
        Body::Record(_) => Construct::Record,
        Body::Sla(_) => Construct::Sla,
        Body::Kpi(_) => Construct::Kpi,
        Body::Policy(_) => Construct::Policy,
        Body::Training(_) => Construct::Training,
        Body::Term(_) => Construct::Term,
        Body::Routine(_) => Construct::Routine,
    }
}

struct Found<'p> {
    out: Vec<Citation<'p>>,
    file: FileId,
}

impl<'p> Found<'p> {
    /// Citations on a line of their construct: the line is what meets the clause.
    fn lines(&mut self, cites: &'p [Cite], by: Construct, name: Option<&'p Ident>) {
        let file = self.file;
        self.out.extend(cites.iter().map(|cite| Citation { file, cite, by, name, at: cite.at.0 }));
    }

    /// Citations in the block of a construct: all of it meets the clause.
    fn own(&mut self, common: &'p Common, by: Construct, name: Option<&'p Ident>) {
        let file = self.file;
        let at = |cite: &Cite| name.map_or(cite.at.0, |name| name.at.0);
        self.out.extend(common.cites.iter().map(|cite| Citation { file, cite, by, name, at: at(cite) }));
    }

    fn body(&mut self, body: &'p Body, name: Option<&'p Ident>) {
        match body {
            Body::Category(category) => {
                category
                    .values
                    .iter()
                    .for_each(|value| self.lines(&value.cites, Construct::Value, value.ident.as_ref()));
            }
            Body::Record(record) => {
                record.fields.iter().for_each(|field| self.lines(&field.cites, Construct::Field, Some(&field.ident)));
            }
            Body::Sla(sla) => {
                let rows = sla.tables.iter().flat_map(|table| &table.rows);
                rows.for_each(|row| self.lines(&row.cites, Construct::Limit, name));
            }
            Body::Kpi(kpi) => self.lines(&kpi.cites, Construct::Kpi, name),
            Body::Policy(policy) => {
                policy.says.iter().for_each(|(_, _, cites)| self.lines(cites, Construct::Policy, name));
            }
            Body::Routine(routine) => {
                self.work(&routine.work, Construct::Routine, name);
                routine.flow.iter().for_each(|flow| self.flow(flow, name));
            }
            _ => {}
        }
    }

    fn flow(&mut self, flow: &'p Flow, whole: Option<&'p Ident>) {
        self.own(&flow.common, Construct::Flow, whole);
        flow.starts.iter().for_each(|start| self.lines(&start.common.cites, Construct::Starts, whole));
        flow.anytime.iter().for_each(|anytime| self.lines(&anytime.common.cites, Construct::Anytime, whole));
        flow.late.iter().for_each(|line| self.lines(&line.cites, Construct::Way, whole));
        each_node(&flow.nodes, &mut |node| {
            let by = match &node.kind {
                NodeKind::Step | NodeKind::Broken(_) => Construct::Step,
                NodeKind::Decision => Construct::Decision,
                NodeKind::Approval { .. } => Construct::Approval,
                NodeKind::Wait { .. } => Construct::Wait,
                NodeKind::Call { .. } => Construct::Call,
                NodeKind::Parallel { branches, .. } => {
                    for branch in branches {
                        self.own(&branch.common, Construct::Branch, branch.ident.as_ref());
                    }
                    Construct::Parallel
                }
                NodeKind::Each { .. } => Construct::Each,
                NodeKind::End { .. } => Construct::End,
            };
            self.work(&node.work, by, node.ident.as_ref());
        });
    }

    fn work(&mut self, work: &'p Work, by: Construct, name: Option<&'p Ident>) {
        self.own(&work.common, by, name);
        work.asks().for_each(|ask| self.lines(&ask.cites, Construct::Field, ask.ident.as_ref()));
        work.ways.iter().for_each(|way| self.lines(&way.cites, Construct::Way, name));
        for limit in &work.limits {
            self.lines(&limit.cites, Construct::Limit, name);
            limit.warns.iter().for_each(|warn| self.lines(&warn.cites, Construct::Way, name));
            limit.late.iter().for_each(|line| self.lines(&line.cites, Construct::Way, name));
        }
    }
}
