//! `sop run next`: what may be done next.

use clap::Args;

use super::view::CaseView;
use super::{CaseArg, Desk, Format, Stop, json, print};

#[derive(Debug, Args)]
pub(super) struct NextArgs {
    #[command(flatten)]
    case: CaseArg,
}

pub(super) fn run(args: &NextArgs, desk: &mut Desk<'_>) -> Result<(), Stop> {
    desk.show(&args.case.case, |teller, case, format| {
        let view = CaseView::new(teller, case);
        Ok(match format {
            Format::Json => json(&view)?,
            Format::Text => print::next(teller, &view),
        })
    })
}
