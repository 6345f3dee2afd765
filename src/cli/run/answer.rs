//! `sop run answer`: fields and boxes of a step.

use clap::Args;

use super::fields::{Given, answers, given, ticks};
use super::{Desk, NodeArg, Stop, texts};
use crate::run::Refused;
use crate::say;

#[derive(Debug, Args)]
pub(super) struct AnswerArgs {
    #[command(flatten)]
    node: NodeArg,
    /// Fields and their values; an empty value takes the answer back
    #[arg(value_name = "FIELD=VALUE", value_parser = given)]
    fields: Vec<Given>,
    /// Boxes that are done, by number, or `all`; may be repeated
    #[arg(long, value_name = "N|all", value_delimiter = ',')]
    tick: Vec<String>,
}

pub(super) fn run(args: &AnswerArgs, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let node = texts::address(&args.node.node);
    desk.act(&args.node.case.case, |program, state| {
        let mut events = answers(program, state, &node, &args.fields)?;
        events.extend(ticks(program, state, &node, &args.tick)?);
        if events.is_empty() {
            return Err(Refused::new(
                "nothing-said",
                say!("没有要登记的内容", "there is nothing to note"),
                say!(
                    "写 `字段=值`，或用 `--tick` 勾选还没有勾选的项目",
                    "write `FIELD=VALUE`, or `--tick` a box that is still open"
                ),
            ));
        }
        Ok(events)
    })
}
