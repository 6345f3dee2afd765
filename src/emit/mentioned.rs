//! Which declarations a procedure speaks of: what is imported and never mentioned does not belong on its pages.

use std::collections::BTreeSet;

use crate::model::{
    Act, Action, AskType, Body, CaseSet, ClockRef, Cond, Decl, DeclKind, Flow, Guard, LateLine, Measure, Module, Node,
    NodeKind, Party, Project, Quantity, Ref, Symbol, Trigger, Value, Work, each_node,
};
use crate::source::FileId;

/// The declarations that a procedure speaks of.
pub(super) struct Mentioned {
    found: BTreeSet<Symbol>,
}

impl Mentioned {
    pub(super) fn of(project: &Project, module: &Module) -> Self {
        let mut walk = Walk { project, home: module.id, found: BTreeSet::new() };
        let file = &module.file;
        if let Some(head) = &file.head {
            walk.all(head.owner.iter().chain(&head.author).chain(&head.distribution));
            walk.all(head.approvals.iter().map(|approval| &approval.by));
            walk.all(head.review.iter().filter_map(|(_, by)| by.as_ref()));
            walk.all(head.history.iter().filter_map(|row| row.by.as_ref()));
        }
        if let Some(flow) = &file.flow {
            walk.flow(flow);
        }
        for decl in &file.decls {
            walk.decl(decl);
        }
        Mentioned { found: walk.found }
    }

    /// The declarations in the order of files and lines.
    pub(super) fn symbols(&self) -> impl Iterator<Item = Symbol> {
        self.found.iter().copied()
    }

    /// Whether a declaration is among them.
    pub(super) fn has(&self, symbol: Symbol) -> bool {
        self.found.contains(&symbol)
    }
}

struct Walk<'p> {
    project: &'p Project,
    home: FileId,
    found: BTreeSet<Symbol>,
}

impl<'p> Walk<'p> {
    fn all<'r>(&mut self, references: impl IntoIterator<Item = &'r Ref>) {
        for reference in references {
            self.one(reference);
        }
    }

    fn one(&mut self, reference: &Ref) {
        let Some((symbol, _)) = self.project.find(reference.span().file, reference) else { return };
        if !self.found.insert(symbol) || symbol.file == self.home {
            return;
        }
        // An imported form brings who keeps it, an imported post its hours. Their other ties are not this procedure's.
        if let Some(decl) = self.project.decl(symbol) {
            match &decl.body {
                Body::Role(role) => self.clock(role.works.as_ref()),
                Body::Channel(channel) => self.clock(channel.open.as_ref()),
                Body::Record(_) | Body::Sla(_) => self.decl(decl),
                _ => {}
            }
        }
    }

    fn clock(&mut self, clock: Option<&ClockRef>) {
        if let Some(ClockRef::Calendar(reference)) = clock {
            self.one(reference);
        }
    }

    fn quantity(&mut self, quantity: &Quantity) {
        if let Value::Name(reference) = &quantity.value {
            self.one(reference);
        }
    }

    fn quantities<'r>(&mut self, quantities: impl IntoIterator<Item = &'r Quantity>) {
        quantities.into_iter().for_each(|quantity| self.quantity(quantity));
    }

    fn cond(&mut self, cond: &Cond) {
        match cond {
            Cond::Any(parts) | Cond::All(parts) => parts.iter().for_each(|part| self.cond(part)),
            Cond::Is(is) => self.one(&is.field),
            Cond::Compare(compare) => {
                self.one(&compare.field);
                self.quantity(&compare.value);
            }
            Cond::Broken => {}
        }
    }

    fn decl(&mut self, decl: &Decl) {
        match &decl.body {
            Body::Calendar(_) | Body::Standard(_) | Body::Category(_) | Body::Term(_) | Body::Param(_) => {}
            Body::Role(role) => {
                self.all(role.reports_to.iter().chain(&role.deputies));
                self.clock(role.works.as_ref());
            }
            Body::Channel(channel) => self.clock(channel.open.as_ref()),
            Body::System(system) => self.all(&system.holds),
            Body::Record(record) => {
                self.all(record.kept.iter().filter_map(|(_, by)| by.as_ref()).chain(&record.readers));
                self.quantities(record.kept.iter().map(|(kept, _)| kept));
                for field in &record.fields {
                    self.ask_type(field.ty.as_ref());
                    // A field that bears the name of a category is that category; another name says nothing.
                    let named = Ref { parts: vec![field.ident.clone()], at: field.ident.at };
                    if self.project.find_kind(field.ident.span().file, &named, DeclKind::Category).is_some() {
                        self.one(&named);
                    }
                }
            }
            Body::Sla(sla) => {
                self.all(sla.axes.iter().chain(sla.tables.iter().filter_map(|table| table.axis.as_ref())));
                self.clock(sla.clock.as_ref());
                let rows = sla.tables.iter().flat_map(|table| &table.rows);
                self.quantities(rows.flat_map(|row| row.cells.iter().flatten()));
            }
            Body::Kpi(kpi) => {
                self.all(kpi.owner.iter().chain(&kpi.when_missed));
                self.quantities(kpi.thresholds().map(|threshold| &threshold.value).chain(&kpi.weight));
                if let Some((measure, _)) = &kpi.measure {
                    self.measure(measure);
                }
            }
            Body::Policy(policy) => self.all(policy.applies_to.iter().chain(&policy.checked_by)),
            Body::Training(training) => {
                self.all(training.for_whom.iter().chain(&training.by).chain(&training.fills));
                let passes = training.tests.iter().filter_map(|test| test.pass.as_ref()).chain(&training.pass);
                let weights = training.tests.iter().filter_map(|test| test.weight.as_ref());
                self.quantities(passes.map(|pass| &pass.value).chain(weights).chain(&training.lasts));
            }
            Body::Routine(routine) => {
                self.work(&routine.work, &[]);
                if let Some(flow) = &routine.flow {
                    self.flow(flow);
                }
            }
        }
    }

    fn measure(&mut self, measure: &Measure) {
        match measure {
            Measure::Time { among, .. } => self.cases(among.iter()),
            Measure::Field { field, among, .. } => {
                self.one(field);
                self.cases(among.iter());
            }
            Measure::Share { of, among } => self.cases([of, among]),
            Measure::Count(set) => self.cases([set]),
            Measure::Value(reference) => self.one(reference),
            Measure::Broken => {}
        }
    }

    fn cases<'s>(&mut self, sets: impl IntoIterator<Item = &'s CaseSet>) {
        for cond in sets.into_iter().filter_map(|set| set.condition.as_ref()) {
            self.cond(cond);
        }
    }

    fn flow(&mut self, flow: &Flow) {
        self.clock(flow.clock.as_ref());
        for start in &flow.starts {
            self.all(&start.via);
        }
        each_node(&flow.nodes, &mut |node| self.node(node, flow));
        self.late(&flow.late, &[]);
    }

    fn node(&mut self, node: &Node, flow: &Flow) {
        self.work(&node.work, &flow.late);
        match &node.kind {
            NodeKind::Parallel { branches, .. } => {
                for branch in branches {
                    if let Guard::When(cond) = &branch.guard {
                        self.cond(cond);
                    }
                }
            }
            NodeKind::Wait { delay: Some(delay) } => {
                self.quantity(&delay.lasts);
                self.clock(delay.on.as_ref());
            }
            _ => {}
        }
    }

    fn work(&mut self, work: &Work, default_late: &[LateLine]) {
        let people = work.by.iter().chain(&work.accountable).chain(&work.consults).chain(&work.informs);
        self.all(people.chain(&work.via).chain(&work.using));
        self.all(work.sets.iter().chain(&work.fills).chain(&work.reads));
        for act in &work.acts {
            match act {
                Act::Ask(ask) => self.ask_type(ask.ty.as_ref()),
                Act::Pause(_, by) => self.all(by),
                _ => {}
            }
        }
        for limit in &work.limits {
            self.quantity(&limit.value);
            self.clock(limit.on.as_ref());
            for action in limit.warns.iter().filter_map(|warn| warn.notify.as_ref()) {
                self.action(action, &work.by);
            }
            self.late(if limit.late.is_empty() { default_late } else { &limit.late }, &work.by);
        }
        for way in &work.ways {
            if let Trigger::When(cond) = &way.trigger {
                self.cond(cond);
            }
        }
    }

    fn ask_type(&mut self, ty: Option<&AskType>) {
        if let Some(AskType::Category(reference)) = ty {
            self.one(reference);
        }
    }

    fn late(&mut self, lines: &[LateLine], doers: &[Ref]) {
        for action in lines.iter().flat_map(|line| &line.actions) {
            self.action(action, doers);
        }
    }

    fn action(&mut self, action: &Action, doers: &[Ref]) {
        let (parties, via): (&[Party], &[Ref]) = match action {
            Action::Notify(parties, via) => (parties, via),
            Action::HandOver(party) => (std::slice::from_ref(party), &[]),
            Action::Go(_) | Action::Broken => return,
        };
        self.all(via);
        for party in parties {
            match party {
                Party::Post(reference) => self.one(reference),
                Party::Superior(_) => {
                    let roles = doers.iter().filter_map(|doer| {
                        let found = self.project.find_kind(doer.span().file, doer, DeclKind::Role)?;
                        if let Body::Role(role) = &found.1.body { Some(role) } else { None }
                    });
                    let above: Vec<&Ref> = roles.flat_map(|role| &role.reports_to).collect();
                    self.all(above);
                }
            }
        }
    }
}
