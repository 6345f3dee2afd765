//! What may be acknowledged. [`apply`](super::apply) says what follows from an event, also where that is a stand; here an event is
//! refused behind which a case could not go on.

use super::event::{Effect, Event, Refusal};
use super::next::open_now;
use super::place::{At, Path};
use super::program::Program;
use super::state::{Fault, State};
use super::step::apply_by;
use super::who::is_one_person;

/// Lets an event happen behind which the case has ended, or somebody can act.
///
/// # Errors
/// If the event may not happen here, or if the case would come to a stand by it; the case is then unchanged.
pub fn accept(program: &Program<'_>, state: &State, event: &Event) -> Result<(State, Vec<Effect>), Refusal> {
    let (next, effects) = apply_by(program, state, event, is_one_person)?;
    match stand(program, state, &next) {
        Some((at, fault)) => Err(Refusal::WouldBeStuck(at, fault)),
        None => Ok((next, effects)),
    }
}

/// Where a case has come to a stand that it was not at before.
fn stand(program: &Program<'_>, before: &State, next: &State) -> Option<(At, Fault)> {
    if next.outcome.is_some() {
        return None;
    }
    let new = next.stuck().find(|stuck| !before.stuck().any(|known| known == *stuck));
    if let Some((path, node, fault)) = new {
        return Some((At::new(path, node), fault));
    }
    // Whatever the reason: where nothing is open, nobody can go on.
    let first = || At::new(&Path::default(), crate::flow::NodeId(0));
    let stands = next.stuck().next().is_none() && open_now(program, next).is_empty();
    stands.then(|| {
        let place = next.scopes.iter().next_back();
        (place.map_or_else(first, |(path, position)| At::new(path, position.node)), Fault::NothingFollows)
    })
}
