//! `sop run skip`: a step is left out.

use clap::Args;

use super::{Desk, NodeArg, Stop, texts};
use crate::flow::case::What;

#[derive(Debug, Args)]
pub(super) struct SkipArgs {
    #[command(flatten)]
    node: NodeArg,
    /// Why
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
}

pub(super) fn run(args: &SkipArgs, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let (at, because) = (texts::address(&args.node.node), texts::reason(args.because.as_deref()));
    desk.act(&args.node.case.case, |_, _| Ok(vec![What::Skipped { at, because }]))
}
