//! `sop run reject`: somebody rejects.

use clap::Args;

use super::{Desk, NodeArg, Stop, texts};
use crate::flow::case::What;

#[derive(Debug, Args)]
pub(super) struct RejectArgs {
    #[command(flatten)]
    node: NodeArg,
    /// Why
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
}

pub(super) fn run(args: &RejectArgs, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let (at, because) = (texts::address(&args.node.node), texts::reason(args.because.as_deref()));
    desk.act(&args.node.case.case, |_, _| Ok(vec![What::Rejected { at, because }]))
}
