//! D: records.

pub mod no_retention;
pub mod personal_data_unlimited;
pub mod read_before_filled;
pub mod record_differs;
pub mod record_never_filled;
pub mod record_never_used;
pub mod record_without_fields;
pub mod record_without_keeper;
pub mod record_without_number;

use rustc_hash::FxHashSet;

use crate::model::{Body, Decl, Flow, Guard, Measure, Name, NodeKind, Record, Ref, Symbol, Trigger, Work, each_node};
use crate::rules::Context;
use crate::source::FileId;

/// The records of a project with what is done to them.
pub(super) struct Records<'p> {
    /// Every record that bears a name and is whole, in the order of the files.
    all: Vec<(Symbol, &'p Decl, &'p Record)>,
    /// Those that something fills.
    filled: FxHashSet<Symbol>,
    /// Those that a step or routine of a case fills.
    of_cases: FxHashSet<Symbol>,
    /// Those that something reads: a step, a routine, an indicator, a policy, a condition on one of their fields.
    read: FxHashSet<Symbol>,
}

impl<'p> Records<'p> {
    /// Looks at all files; nothing where one of them cannot be read, since what is missing may stand there.
    pub(super) fn of(context: &Context<'p>) -> Option<Records<'p>> {
        if context.modules().any(crate::model::Module::is_unread) {
            return None;
        }
        let mut records = Records {
            all: Vec::new(),
            filled: FxHashSet::default(),
            of_cases: FxHashSet::default(),
            read: FxHashSet::default(),
        };
        let mentioned: FxHashSet<&Name> = context.modules().flat_map(|module| &module.file.mentions).collect();
        for module in context.modules() {
            for (index, decl) in module.file.decls.iter().enumerate() {
                match (&decl.body, &decl.ident) {
                    (Body::Record(record), Some(ident)) if !decl.broken && !mentioned.contains(&ident.name) => {
                        records.all.push((Symbol { file: module.id, index }, decl, record));
                    }
                    _ => {}
                }
            }
        }
        for module in context.modules() {
            let file = module.id;
            module.file.flow.iter().for_each(|flow| records.flow(context, file, flow, true));
            module.file.decls.iter().for_each(|decl| records.decl(context, file, &decl.body));
        }
        Some(records)
    }

    fn flow(&mut self, context: &Context<'_>, file: FileId, flow: &Flow, of_case: bool) {
        each_node(&flow.nodes, &mut |node| {
            self.work(context, file, &node.work, of_case);
            if let NodeKind::Parallel { branches, .. } = &node.kind {
                for branch in branches {
                    if let Guard::When(cond) = &branch.guard {
                        cond.fields(&mut |field| self.field(context, file, field));
                    }
                }
            }
        });
    }

    fn work(&mut self, context: &Context<'_>, file: FileId, work: &Work, of_case: bool) {
        for record in &work.fills {
            let symbol = context.project.find(file, record).map(|(symbol, _)| symbol);
            self.filled.extend(symbol);
            self.of_cases.extend(symbol.filter(|_| of_case));
        }
        work.reads.iter().for_each(|record| self.reads(context, file, record));
        for way in &work.ways {
            if let Trigger::When(cond) = &way.trigger {
                cond.fields(&mut |field| self.field(context, file, field));
            }
        }
    }

    fn decl(&mut self, context: &Context<'_>, file: FileId, body: &Body) {
        match body {
            Body::Routine(routine) => {
                self.work(context, file, &routine.work, false);
                routine.flow.iter().for_each(|flow| self.flow(context, file, flow, false));
            }
            Body::Training(training) => {
                let found = training.fills.iter().filter_map(|record| context.project.find(file, record));
                self.filled.extend(found.map(|(symbol, _)| symbol));
            }
            Body::Policy(policy) => policy.checked_by.iter().for_each(|record| self.reads(context, file, record)),
            Body::Kpi(kpi) => {
                if let Some((measure, _)) = &kpi.measure {
                    fields_of(measure, &mut |field| self.field(context, file, field));
                }
            }
            _ => {}
        }
    }

    fn reads(&mut self, context: &Context<'_>, file: FileId, record: &Ref) {
        self.read.extend(context.project.find(file, record).map(|(symbol, _)| symbol));
    }

    /// A field that is read: its record is, if it is a field of one.
    fn field(&mut self, context: &Context<'_>, file: FileId, field: &Ref) {
        self.reads(context, file, field);
        let holds = |symbol: &Symbol| match context.project.decl(*symbol).map(|decl| &decl.body) {
            Some(Body::Record(record)) => record.fields.iter().any(|known| known.ident.name == *field.last()),
            _ => false,
        };
        self.read.extend(context.project.filled_records(file).into_iter().filter(holds));
    }
}

/// Calls `visit` for every field that a measure reads.
pub(super) fn fields_of<'m>(measure: &'m Measure, visit: &mut impl FnMut(&'m Ref)) {
    let set = |cases: &'m crate::model::CaseSet, visit: &mut dyn FnMut(&'m Ref)| {
        if let Some(cond) = &cases.condition {
            cond.fields(&mut |field| visit(field));
        }
    };
    match measure {
        Measure::Field { field, among, .. } => {
            visit(field);
            among.iter().for_each(|cases| set(cases, visit));
        }
        Measure::Value(field) => visit(field),
        Measure::Share { of, among } => [of, among].into_iter().for_each(|cases| set(cases, visit)),
        Measure::Count(cases) => set(cases, visit),
        Measure::Time { among, .. } => among.iter().for_each(|cases| set(cases, visit)),
        Measure::Broken => {}
    }
}
