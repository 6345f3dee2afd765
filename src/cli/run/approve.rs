//! `sop run approve`: somebody approves.

use clap::Args;

use super::{Desk, NodeArg, Stop, texts};
use crate::flow::case::What;

#[derive(Debug, Args)]
pub(super) struct ApproveArgs {
    #[command(flatten)]
    node: NodeArg,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
}

pub(super) fn run(args: &ApproveArgs, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let (at, because) = (texts::address(&args.node.node), texts::reason(args.because.as_deref()));
    desk.act(&args.node.case.case, |_, _| Ok(vec![What::Approved { at, because }]))
}
