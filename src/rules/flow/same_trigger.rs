//! Two procedures of a project start on the same event by the same channel.

use crate::model::{StartOn, Symbol};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use rustc_hash::FxHashMap;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "same-trigger",
    code: "F23",
    group: Group::Flow,
    severity: Severity::Info,
    page: include_str!("same_trigger.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut seen: FxHashMap<(&str, Symbol), (Span, crate::source::FileId)> = FxHashMap::default();
    for module in context.modules() {
        let Some(flow) = &module.file.flow else { continue };
        for start in &flow.starts {
            let StartOn::Event(event) = &start.on else { continue };
            for channel in start.via.iter().filter_map(|via| context.project.find(module.id, via)) {
                let key = (event.source.trim(), channel.0);
                match seen.get(&key) {
                    Some((first, file)) if *file != module.id => {
                        out.push(
                            INFO.at(
                                event.span(),
                                say!(
                                    "另一个规程由同一渠道的同一事件开始",
                                    "another procedure starts on the same event by the same channel"
                                ),
                            )
                            .also(*first, say!("另一个在这里", "the other one is here"))
                            .help(say!(
                                "说明各自受理什么，或用 `call` 合并入口",
                                "say which takes what, or let one `call` the other"
                            )),
                        );
                        break;
                    }
                    Some(_) => {}
                    None => drop(seen.insert(key, (event.span(), module.id))),
                }
            }
        }
    }
}
