//! `sop run items`: the items of an `each`.

use clap::Args;

use super::{Desk, NodeArg, Stop, texts};
use crate::flow::case::What;

#[derive(Debug, Args)]
pub(super) struct ItemsArgs {
    #[command(flatten)]
    node: NodeArg,
    /// The items; none if there is nothing to do
    #[arg(value_name = "ITEM")]
    items: Vec<String>,
}

pub(super) fn run(args: &ItemsArgs, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let at = texts::address(&args.node.node);
    desk.act(&args.node.case.case, |_, _| Ok(vec![What::Listed { at, items: args.items.clone() }]))
}
