//! `sop run hand-over`: a step goes to another post.

use clap::Args;

use super::{Desk, NodeArg, Stop, hand, texts};
use crate::flow::case::What;

#[derive(Debug, Args)]
pub(super) struct HandOverArgs {
    #[command(flatten)]
    node: NodeArg,
    /// The post that goes on with it, by name or title
    #[arg(value_name = "ROLE")]
    to: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
}

pub(super) fn run(args: &HandOverArgs, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let (at, because) = (texts::address(&args.node.node), texts::reason(args.because.as_deref()));
    desk.act(&args.node.case.case, |program, _| {
        let to = hand::role(program, args.to.trim())?;
        Ok(vec![What::HandedOver { at, to, because }])
    })
}
