//! What counts a limit: its calendar, and the waits in which its clock stands still.

use jiff::Timestamp;

use super::timing::Standing;
use crate::flow::case::{At, Doing, State};
use crate::labels::Say;
use crate::model::{Body, ClockRef, Decl, DeclKind, Limit, NodeKind, Ref};
use crate::say;
use crate::source::FileId;
use crate::time::{Calendar, Duration, Interval};

/// The stretches in which a clock stood still.
pub(super) struct Pauses {
    pub stretches: Vec<Interval>,
    /// The wait in which it stands still now.
    pub now: Option<At>,
}

impl<'p> Standing<'_, 'p> {
    /// The calendar on which a length of a node runs: that of the limit, of its table, of the flow; of working units that
    /// of who does it.
    ///
    /// # Errors
    /// Why nobody can say which one.
    pub(super) fn calendar_of(&self, at: &At, limit: &Limit, length: Duration) -> Result<&'p Calendar, Say> {
        let Some((graph, ..)) = self.teller.at(at) else { return Err(Say::default()) };
        let table = self.teller.program.project.table_limit(graph.file, &limit.value);
        let of_table = table.and_then(|(home, sla, _)| Some((home.file, sla.clock.as_ref()?)));
        let of_flow = graph.flow.clock.as_ref().map(|clock| (graph.file, clock));
        let named = limit.on.as_ref().map(|clock| (graph.file, clock)).or(of_table).or(of_flow);
        self.calendar(at, named, length)
    }

    /// The calendar of a clock that is named; of working units without one that of who does the node; else 24x7.
    pub(super) fn calendar(
        &self,
        at: &At,
        named: Option<(FileId, &ClockRef)>,
        length: Duration,
    ) -> Result<&'p Calendar, Say> {
        let unknown = || say!("不清楚按哪个日历计时", "nobody can say by which calendar it runs");
        let (graph, node, _) = self.teller.at(at).ok_or_else(unknown)?;
        let project = self.teller.program.project;
        let hours = match named {
            Some((file, clock)) => project.clock(file, clock),
            None if length.unit.is_working() => {
                let mut own = node.node.work.by.iter().map(|by| self.works(graph.file, by));
                let (file, first) = own.next().flatten().ok_or_else(unknown)?;
                if !own.all(|other| other == Some((file, first))) {
                    return Err(unknown());
                }
                project.clock(file, first)
            }
            None => project.clock(graph.file, &ClockRef::Always),
        };
        let hours = hours.ok_or_else(unknown)?;
        let whole = |calendar: &&Calendar| hours.faults.is_empty() || calendar.is_always();
        hours.calendar.as_ref().filter(whole).ok_or_else(|| say!("日历不完整", "its calendar is incomplete"))
    }

    /// The calendar by which a post works.
    fn works(&self, file: FileId, post: &Ref) -> Option<(FileId, &'p ClockRef)> {
        let (symbol, decl): (_, &'p Decl) = self.teller.program.project.find_kind(file, post, DeclKind::Role)?;
        match &decl.body {
            Body::Role(role) => Some((symbol.file, role.works.as_ref()?)),
            _ => None,
        }
    }

    /// When the clock of a limit stood still: while the case stood at one of the waits that its table names.
    pub(super) fn pauses(&self, at: &At, limit: &Limit) -> Pauses {
        let mut pauses = Pauses { stretches: Vec::new(), now: None };
        let Some((graph, ..)) = self.teller.at(at) else { return pauses };
        let table = self.teller.program.project.table_limit(graph.file, &limit.value);
        let waits = table.filter(|_| limit.on.is_none()).map_or(&[][..], |(_, sla, _)| sla.paused.as_slice());
        if waits.is_empty() {
            return pauses;
        }
        let mut since = None;
        for (index, told) in (0..self.behind).zip(self.teller.told) {
            let after = self.teller.told.get(index + 1).filter(|_| index + 1 < self.behind);
            let after = after.map_or(self.state, |next| &next.before);
            pauses.now = self.waits_in(after, at, waits);
            match (since, &pauses.now) {
                (None, Some(_)) => since = Some(told.event.moment),
                (Some(from), None) => {
                    pauses.stretches.push(Interval { from, to: told.event.moment });
                    since = None;
                }
                _ => {}
            }
        }
        pauses.stretches.extend(since.map(|from| Interval { from, to: Timestamp::MAX }));
        pauses
    }

    /// Where a case waits for one of these, in the same flow and item as a node.
    fn waits_in(&self, state: &State, at: &At, waits: &[Ref]) -> Option<At> {
        let (own, flow) = (at.path.home(), at.path.flow());
        state.scopes.iter().find_map(|(path, position)| {
            let here = At::new(path, position.node);
            let node = self.teller.node(&here)?;
            let named = node.ident.as_ref().is_some_and(|ident| waits.iter().any(|wait| *wait.last() == ident.name));
            let home = path.home();
            let near = path.flow() == flow && (home.is_in(&own) || own.is_in(&home));
            let waits = named && near && matches!(node.kind, NodeKind::Wait { .. });
            (waits && matches!(position.doing, Doing::Work(_))).then_some(here)
        })
    }
}
