//! Every use of a name in a file, with what it must name. Rules about unknown and unused names read it, so that both
//! always agree on what a use is.

use super::{
    Act, Action, Ask, AskType, Body, Callee, CaseSet, ClockRef, Columns, Common, Cond, Control, ControlKind, Count,
    Decl, File, Flow, Go, Guard, Ident, Kpi, LateLine, Limit, Measure, Node, NodeKind, ParamValue, Party, Period,
    Point, Quantity, Ref, RoutineStart, Sla, StartOn, Target, Training, Trigger, Value, Work,
};

/// What a use must name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "most are the kinds of declarations")]
pub enum Wanted {
    Role,
    /// Who does a step: a post, or a system.
    Doer,
    Channel,
    System,
    Calendar,
    Category,
    Record,
    /// What a routine reads: a record or an indicator.
    Readable,
    Standard,
    /// A parameter, or a limit of a table.
    Amount,
    /// A limit, or a word in a table's cell.
    Cell,
    /// A field or category.
    Field,
    /// A node or branch of this file's flows.
    Node,
    /// A wait of this file's flows.
    Wait,
    /// An end of this file's flows.
    End,
    Procedure,
    /// A procedure, or one of its ends behind a point.
    Outcome,
    /// What follows a missed target: a routine or procedure.
    Consequence,
    /// What checks a policy: a routine, indicator, step, record, approval or procedure.
    Checker,
}

/// One use.
#[derive(Debug, Clone, Copy)]
pub struct Usage<'m> {
    /// The reference, or the single name.
    pub what: Named<'m>,
    /// What it must name.
    pub wanted: Wanted,
    /// The clauses of a standard that it cites.
    pub clauses: &'m [Ident],
}

/// A reference or a single name.
#[derive(Debug, Clone, Copy)]
pub enum Named<'m> {
    /// A reference.
    Ref(&'m Ref),
    /// A name alone.
    Ident(&'m Ident),
}

/// All uses in a file, in reading order of its parts.
#[must_use]
pub fn usages(file: &File) -> Vec<Usage<'_>> {
    let mut uses = Uses { found: Vec::new() };
    uses.head(file);
    uses.common(&file.common);
    for decl in &file.decls {
        uses.decl(decl);
    }
    for control in &file.controls {
        uses.control(control);
    }
    if let Some(flow) = &file.flow {
        uses.flow(flow);
    }
    uses.found
}

/// The uses in one declaration.
#[must_use]
pub fn usages_of(decl: &Decl) -> Vec<Usage<'_>> {
    let mut uses = Uses { found: Vec::new() };
    uses.decl(decl);
    uses.found
}

struct Uses<'m> {
    found: Vec<Usage<'m>>,
}

impl<'m> Uses<'m> {
    fn one(&mut self, reference: &'m Ref, wanted: Wanted) {
        self.found.push(Usage { what: Named::Ref(reference), wanted, clauses: &[] });
    }

    fn all(&mut self, references: impl IntoIterator<Item = &'m Ref>, wanted: Wanted) {
        references.into_iter().for_each(|reference| self.one(reference, wanted));
    }

    fn name(&mut self, ident: &'m Ident, wanted: Wanted) {
        self.found.push(Usage { what: Named::Ident(ident), wanted, clauses: &[] });
    }

    fn head(&mut self, file: &'m File) {
        let Some(head) = &file.head else { return };
        self.all(head.owner.iter().chain(&head.author), Wanted::Role);
        self.all(head.approvals.iter().map(|approval| &approval.by), Wanted::Role);
        if let Some((every, by)) = &head.review {
            self.amount(every);
            self.all(by, Wanted::Role);
        }
        self.all(&head.distribution, Wanted::Role);
        self.all(head.history.iter().filter_map(|row| row.by.as_ref()), Wanted::Role);
        self.common(&head.common);
    }

    fn common(&mut self, common: &'m Common) {
        self.cites(&common.cites);
    }

    fn cites(&mut self, cites: &'m [super::Cite]) {
        self.found.extend(cites.iter().map(|cite| Usage {
            what: Named::Ref(&cite.standard),
            wanted: Wanted::Standard,
            clauses: &cite.clauses,
        }));
    }

    fn amount(&mut self, quantity: &'m Quantity) {
        if let Value::Name(reference) = &quantity.value {
            self.one(reference, Wanted::Amount);
        }
    }

    fn clock(&mut self, clock: Option<&'m ClockRef>) {
        if let Some(ClockRef::Calendar(calendar)) = clock {
            self.one(calendar, Wanted::Calendar);
        }
    }

    fn decl(&mut self, decl: &'m Decl) {
        // A routine's clauses carry its common clauses; they are visited with them.
        if !matches!(decl.body, Body::Routine(_)) {
            self.common(&decl.common);
        }
        match &decl.body {
            Body::Standard(_) | Body::Calendar(_) | Body::Term(_) => {}
            Body::Param(param) => {
                if let ParamValue::Set(quantity) = &param.value {
                    self.amount(quantity);
                }
            }
            Body::Role(role) => {
                self.all(role.reports_to.iter().chain(&role.deputies), Wanted::Role);
                self.clock(role.works.as_ref());
                role.count.iter().for_each(|count| self.amount(count));
            }
            Body::Channel(channel) => self.clock(channel.open.as_ref()),
            Body::System(system) => self.all(&system.holds, Wanted::Record),
            Body::Category(category) => category.values.iter().for_each(|value| self.cites(&value.cites)),
            Body::Record(record) => {
                for field in &record.fields {
                    self.ask_type(field.ty.as_ref());
                    self.cites(&field.cites);
                }
                if let Some((kept, by)) = &record.kept {
                    self.amount(kept);
                    self.all(by, Wanted::Role);
                }
                self.all(&record.readers, Wanted::Role);
            }
            Body::Sla(sla) => self.sla(sla),
            Body::Kpi(kpi) => self.kpi(kpi),
            Body::Policy(policy) => {
                self.all(&policy.applies_to, Wanted::Role);
                policy.says.iter().for_each(|(_, _, cites)| self.cites(cites));
                self.all(&policy.checked_by, Wanted::Checker);
            }
            Body::Training(training) => self.training(training),
            Body::Routine(routine) => {
                self.period(&routine.every);
                if let Some(RoutineStart::After(point)) = &routine.from
                    && let Some(node) = &point.node
                {
                    self.name(node, Wanted::Procedure);
                }
                routine.lasts.iter().for_each(|lasts| self.amount(lasts));
                self.work(&routine.work, Wanted::Readable);
                routine.flow.iter().for_each(|flow| self.flow(flow));
            }
        }
    }

    fn sla(&mut self, sla: &'m Sla) {
        self.all(&sla.axes, Wanted::Category);
        self.clock(sla.clock.as_ref());
        self.all(&sla.paused, Wanted::Wait);
        for table in &sla.tables {
            self.all(&table.axis, Wanted::Category);
            if let Columns::Values { axis, .. } = &table.columns {
                self.one(axis, Wanted::Category);
            }
            for row in &table.rows {
                for cell in row.cells.iter().flatten() {
                    if let Value::Name(reference) = &cell.value {
                        self.one(reference, Wanted::Cell);
                    }
                }
                self.cites(&row.cites);
            }
        }
    }

    fn kpi(&mut self, kpi: &'m Kpi) {
        self.cites(&kpi.cites);
        kpi.thresholds().for_each(|threshold| self.amount(&threshold.value));
        kpi.weight.iter().for_each(|weight| self.amount(weight));
        kpi.every.iter().for_each(|every| self.period(every));
        self.all(&kpi.owner, Wanted::Role);
        self.all(&kpi.when_missed, Wanted::Consequence);
        match kpi.measure.as_ref().map(|(measure, _)| measure) {
            Some(Measure::Time { from, to, among, .. }) => {
                self.point(from);
                self.point(to);
                among.iter().for_each(|set| self.cases(set));
            }
            Some(Measure::Field { field, among, .. }) => {
                self.one(field, Wanted::Field);
                among.iter().for_each(|set| self.cases(set));
            }
            Some(Measure::Share { of, among }) => {
                self.cases(of);
                self.cases(among);
            }
            Some(Measure::Count(set)) => self.cases(set),
            Some(Measure::Value(field)) => self.one(field, Wanted::Field),
            Some(Measure::Broken) | None => {}
        }
    }

    fn cases(&mut self, set: &'m CaseSet) {
        set.condition.iter().for_each(|cond| self.cond(cond));
        self.all(&set.ends, Wanted::End);
    }

    fn training(&mut self, training: &'m Training) {
        self.all(training.for_whom.iter().chain(&training.by), Wanted::Role);
        self.all(&training.fills, Wanted::Record);
        training.every.iter().for_each(|every| self.period(every));
        training.lasts.iter().for_each(|lasts| self.amount(lasts));
        let tests = training.tests.iter().filter_map(|test| test.pass.as_ref());
        tests.chain(&training.pass).for_each(|threshold| self.amount(&threshold.value));
    }

    fn period(&mut self, period: &'m Period) {
        if let Period::Every(quantity) | Period::Month(Some(quantity)) = period {
            self.amount(quantity);
        }
    }

    fn control(&mut self, control: &'m Control) {
        self.common(&control.common);
        match &control.kind {
            ControlKind::Before(first, second) | ControlKind::LeadsTo(first, second) => {
                self.name(first, Wanted::Node);
                self.name(second, Wanted::Node);
            }
            ControlKind::DifferentPeople(names) => names.iter().for_each(|name| self.name(name, Wanted::Node)),
            ControlKind::Broken(_) => {}
        }
    }

    fn flow(&mut self, flow: &'m Flow) {
        self.common(&flow.common);
        self.clock(flow.clock.as_ref());
        flow.late.iter().for_each(|line| self.late(line));
        for start in &flow.starts {
            self.common(&start.common);
            if let StartOn::After(reference) = &start.on {
                self.one(reference, Wanted::Outcome);
            }
            self.all(&start.via, Wanted::Channel);
            if let Some((count, every)) = &start.expects {
                self.amount(count);
                self.period(every);
            }
        }
        for anytime in &flow.anytime {
            self.common(&anytime.common);
            self.target(&anytime.to);
        }
        super::each_node(&flow.nodes, &mut |node| self.node(node));
    }

    fn node(&mut self, node: &'m Node) {
        self.work(&node.work, Wanted::Record);
        match &node.kind {
            NodeKind::Approval { needs: Some(Count::Number(number)) } => self.amount(number),
            NodeKind::Wait { delay: Some(delay) } => {
                self.amount(&delay.lasts);
                self.clock(delay.on.as_ref());
            }
            NodeKind::Call { procedure: Callee::Name(name) } => self.one(name, Wanted::Procedure),
            NodeKind::Parallel { branches, .. } => {
                for branch in branches {
                    self.common(&branch.common);
                    if let Guard::When(cond) = &branch.guard {
                        self.cond(cond);
                    }
                }
            }
            _ => {}
        }
    }

    fn work(&mut self, work: &'m Work, reads: Wanted) {
        self.common(&work.common);
        self.all(&work.by, Wanted::Doer);
        self.all(work.accountable.iter().chain(&work.consults).chain(&work.informs), Wanted::Role);
        self.all(&work.via, Wanted::Channel);
        self.all(&work.using, Wanted::System);
        self.all(&work.sets, Wanted::Category);
        self.all(&work.fills, Wanted::Record);
        self.all(&work.reads, reads);
        for act in &work.acts {
            match act {
                Act::Ask(ask) => self.ask(ask),
                Act::Pause(_, by) => self.all(by, Wanted::Role),
                Act::Do(_) | Act::Warning(_) => {}
            }
        }
        work.limits.iter().for_each(|limit| self.limit(limit));
        for way in &work.ways {
            self.cites(&way.cites);
            match &way.trigger {
                Trigger::When(cond) => self.cond(cond),
                // The ends of the called procedure; `call` knows which one that is.
                Trigger::Ended(_) => {}
                _ => {}
            }
            self.go(&way.go);
        }
    }

    fn ask(&mut self, ask: &'m Ask) {
        self.ask_type(ask.ty.as_ref());
        self.cites(&ask.cites);
    }

    fn ask_type(&mut self, ty: Option<&'m AskType>) {
        if let Some(AskType::Category(category)) = ty {
            self.one(category, Wanted::Category);
        }
    }

    fn limit(&mut self, limit: &'m Limit) {
        self.amount(&limit.value);
        self.clock(limit.on.as_ref());
        limit.from.iter().for_each(|point| self.point(point));
        self.cites(&limit.cites);
        for warn in &limit.warns {
            warn.shares.iter().for_each(|share| self.amount(share));
            warn.notify.iter().for_each(|action| self.action(action));
            self.cites(&warn.cites);
        }
        limit.late.iter().for_each(|line| self.late(line));
    }

    fn point(&mut self, point: &'m Point) {
        point.node.iter().for_each(|node| self.name(node, Wanted::Node));
    }

    fn late(&mut self, line: &'m LateLine) {
        line.after.iter().chain(&line.every).for_each(|quantity| self.amount(quantity));
        line.actions.iter().for_each(|action| self.action(action));
        self.cites(&line.cites);
    }

    fn action(&mut self, action: &'m Action) {
        match action {
            Action::Notify(parties, via) => {
                parties.iter().for_each(|party| self.party(party));
                self.all(via, Wanted::Channel);
            }
            Action::HandOver(party) => self.party(party),
            Action::Go(go) => self.go(go),
            Action::Broken => {}
        }
    }

    fn party(&mut self, party: &'m Party) {
        if let Party::Post(post) = party {
            self.one(post, Wanted::Role);
        }
    }

    fn go(&mut self, go: &'m Go) {
        self.target(&go.to);
        go.bound.iter().for_each(|bound| self.target(&bound.then));
    }

    fn target(&mut self, target: &'m Target) {
        if let Target::Node(reference) = target {
            self.one(reference, Wanted::Node);
        }
    }

    fn cond(&mut self, cond: &'m Cond) {
        cond.fields(&mut |field| self.one(field, Wanted::Field));
        self.compared(cond);
    }

    /// Parameters that a condition compares with.
    fn compared(&mut self, cond: &'m Cond) {
        match cond {
            Cond::Any(parts) | Cond::All(parts) => parts.iter().for_each(|part| self.compared(part)),
            Cond::Compare(compare) => self.amount(&compare.value),
            Cond::Is(_) | Cond::Broken => {}
        }
    }
}
