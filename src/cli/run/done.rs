//! `sop run done`: a step is done.

use clap::Args;

use super::fields::{Given, answers, given, open};
use super::{Desk, NodeArg, Stop, texts};
use crate::flow::case::What;

#[derive(Debug, Args)]
pub(super) struct DoneArgs {
    #[command(flatten)]
    node: NodeArg,
    /// Fields and their values
    #[arg(value_name = "FIELD=VALUE", value_parser = given)]
    fields: Vec<Given>,
    /// A text that holds, or its number; may be repeated where several branches may run
    #[arg(long, value_name = "TEXT")]
    say: Vec<String>,
    /// Confirm that everything on the checklist is done
    #[arg(long)]
    confirm: bool,
}

pub(super) fn run(args: &DoneArgs, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let node = texts::address(&args.node.node);
    desk.act(&args.node.case.case, |program, state| {
        let mut events = answers(program, state, &node, &args.fields)?;
        let open = open(program, state, &node);
        let known = open.as_ref().map(texts::of).unwrap_or_default();
        let says = args.say.iter().map(|written| texts::meant(known, written)).collect();
        events.push(What::Done { at: node.clone(), says, confirmed: args.confirm });
        Ok(events)
    })
}
