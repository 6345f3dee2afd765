//! When a limit is missed by its own clock, as far as that is known.

use jiff::Timestamp;

use super::teller::Teller;
use crate::flow::case::{Due, DueLine, State, length};
use crate::model::{Body, ClockRef, DeclKind, Ref};
use crate::source::FileId;
use crate::time::{Calendar, Clock, Duration};

/// The moment before which a late line does not come: by its clock, without the pauses that make it come later still.
/// `None` where nobody can say: the length is open, or the calendar.
pub(super) fn not_before(teller: &Teller<'_>, state: &State, due: &Due<'_>) -> Option<Timestamp> {
    let DueLine::Late(late) = due.line else { return None };
    let (graph, _, _) = teller.at(&due.at)?;
    let project = &teller.story.project;
    let length = length(teller.program, state, &due.at.path, graph.file, due.within)?;
    let calendar = calendar(teller, due, length)?;
    let clock = Clock::new(calendar);
    let missed = clock.due(due.since.moment, length).ok()?;
    let comes = match &late.after {
        None => missed,
        Some(after) => clock.due(missed, project.duration(graph.file, after)?).ok()?,
    };
    let year = |moment: Timestamp| moment.to_zoned(calendar.zone().clone()).year();
    (year(due.since.moment)..=year(comes)).all(|year| calendar.covers(year)).then_some(comes)
}

/// What counts a limit: its own clock, that of its table, that of the flow; of working units that of who does it.
fn calendar<'t>(teller: &Teller<'t>, due: &Due<'_>, length: Duration) -> Option<&'t Calendar> {
    let project = &teller.program.project;
    let (graph, node, _) = teller.at(&due.at)?;
    let table = project.table_limit(graph.file, &due.within.value);
    let of_table = table.and_then(|(home, sla, _)| Some((home.file, sla.clock.as_ref()?)));
    let of_flow = graph.flow.clock.as_ref().map(|clock| (graph.file, clock));
    let named = due.within.on.as_ref().map(|clock| (graph.file, clock)).or(of_table).or(of_flow);
    let hours = match named {
        Some((file, clock @ ClockRef::Calendar(_))) => project.clock(file, clock)?,
        _ if length.unit.is_working() => {
            let mut own = node.node.work.by.iter().map(|by| works(teller, graph.file, by));
            let (file, first) = own.next()??;
            if !own.all(|other| other == Some((file, first))) {
                return None;
            }
            project.clock(file, first)?
        }
        _ => project.clock(graph.file, &ClockRef::Always)?,
    };
    hours.calendar.as_ref().filter(|_| hours.faults.is_empty())
}

/// The calendar by which a post works.
fn works<'t>(teller: &Teller<'t>, file: FileId, post: &Ref) -> Option<(FileId, &'t ClockRef)> {
    let (symbol, decl) = teller.program.project.find_kind(file, post, DeclKind::Role)?;
    match &decl.body {
        Body::Role(role) => Some((symbol.file, role.works.as_ref()?)),
        _ => None,
    }
}
