//! `sop run reject`: somebody rejects.

use clap::Args;

use super::fields::{Given, answers, given};
use super::{Desk, NodeArg, Stop, texts};
use crate::flow::case::What;

#[derive(Debug, Args)]
pub(super) struct RejectArgs {
    #[command(flatten)]
    node: NodeArg,
    /// Fields of its form and their values
    #[arg(value_name = "FIELD=VALUE", value_parser = given)]
    fields: Vec<Given>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
}

pub(super) fn run(args: &RejectArgs, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let (at, because) = (texts::address(&args.node.node), texts::reason(args.because.as_deref()));
    desk.act(&args.node.case.case, |program, state| {
        let mut events = answers(program, state, &at, &args.fields)?;
        events.push(What::Rejected { at, because });
        Ok(events)
    })
}
