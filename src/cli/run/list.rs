//! `sop run list`: the cases of a store.

use clap::Args;
use serde::Serialize;

use super::desk::Why;
use super::teller::Teller;
use super::view::CaseView;
use super::{Desk, Format, Stop, json, print};
use crate::run::{Contents, Refused};

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
    /// The cases that cannot be read, each with the reason.
    unread: Vec<UnreadView<'a>>,
}

#[derive(Serialize)]
struct UnreadView<'a> {
    case: &'a str,
    #[serde(flatten)]
    why: Why<'a>,
}

pub(super) fn run(args: &ListArgs, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let contents = desk.store.read()?;
    let (mut cases, mut unread) = (Vec::new(), Vec::new());
    for id in contents.ids() {
        match view(&contents, id, desk) {
            Ok(view) if args.open && view.outcome.is_some() => {}
            Ok(view) => cases.push(view),
            Err(refused) => unread.push((id, refused)),
        }
    }
    let lang = desk.session.lang();
    let text = match desk.options.format {
        Format::Json => {
            let unread = unread.iter().map(|(case, refused)| UnreadView { case, why: Why::new(refused, lang) });
            json(&ListView { version: 1, cases: &cases, unread: unread.collect() })?
        }
        Format::Text => print::list(&cases, &unread, lang),
    };
    desk.session.out.print(&text)?;
    if desk.options.format == Format::Text {
        unread.iter().for_each(|(_, refused)| desk.complain(refused));
    }
    if unread.is_empty() { Ok(()) } else { Err(Stop::Told) }
}

/// One case. That it cannot be read keeps nobody from the others.
fn view(contents: &Contents, id: &str, desk: &Desk<'_>) -> Result<CaseView, Refused> {
    let story = contents.story(id)?;
    let program = story.program();
    let case = story.replay(&program)?;
    let teller = Teller::new((&story, &program), &case, desk.reader());
    Ok(CaseView::new(&teller, &case))
}
