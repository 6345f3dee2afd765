//! `sop run log`: the whole story of a case, for somebody who was not there.

use clap::Args;
use serde::Serialize;

use super::entry::{EventView, entries, events};
use super::view::CaseView;
use super::{CaseArg, Desk, Format, Stop, json, print};

#[derive(Debug, Args)]
pub(super) struct LogArgs {
    #[command(flatten)]
    case: CaseArg,
}

/// A case with everything that happened in it.
#[derive(Serialize)]
struct LogView {
    #[serde(flatten)]
    case: CaseView,
    events: Vec<EventView>,
}

pub(super) fn run(args: &LogArgs, desk: &mut Desk<'_>) -> Result<(), Stop> {
    desk.show(&args.case.case, |teller, case, format| {
        let view = CaseView::new(teller, case);
        Ok(match format {
            Format::Json => json(&LogView { case: view, events: events(teller, case) })?,
            Format::Text => print::log(teller, &entries(teller, &case.told, &case.state), &view),
        })
    })
}
