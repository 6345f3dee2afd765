//! `sop run list`: the cases of a store.

use clap::Args;
use serde::Serialize;

use super::teller::Teller;
use super::view::CaseView;
use super::{Desk, Format, Stop, json, print};

#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// Only cases that have not ended
    #[arg(long)]
    open: bool,
}

#[derive(Serialize)]
struct ListView<'a> {
    version: u32,
    cases: &'a [CaseView],
}

pub(super) fn run(args: &ListArgs, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let contents = desk.store.read()?;
    let mut cases = Vec::new();
    for id in contents.ids() {
        let story = contents.story(id)?;
        let program = story.program();
        let case = story.replay(&program)?;
        if args.open && case.state.outcome.is_some() {
            continue;
        }
        cases.push(CaseView::new(&Teller::new(&story, &program, desk.session.lang()), &case));
    }
    let text = match desk.options.format {
        Format::Json => json(&ListView { version: 1, cases: &cases })?,
        Format::Text => print::list(&cases, desk.session.lang()),
    };
    Ok(desk.session.out.print(&text)?)
}
