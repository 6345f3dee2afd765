//! An accept that accepts nothing any more, or is past its last day. What is idle is known only when everything is
//! told, so `verdict` asks here.

use crate::model::Accept;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "idle-accept",
    code: "C08",
    group: Group::Compliance,
    severity: Severity::Warning,
    page: include_str!("idle_accept.md"),
};

/// Nothing to look for before the verdict.
pub fn check(_: &Context<'_>, _: &mut Vec<Finding>) {}

/// The finding about an accept that accepted nothing; none if it is wrong in itself, which bad-accept tells.
pub fn idle(context: &Context<'_>, accept: &Accept, rule: &RuleInfo) -> Option<Finding> {
    let whole = accept.because.is_some() && crate::rules::can_be_accepted(rule);
    // While a piece of the file cannot be read, what it would accept may be hidden there.
    let readable = context
        .project
        .module(accept.at.0.file)
        .is_some_and(|module| module.file.mentions.is_empty() && !module.file.broken);
    if !whole || !readable {
        return None;
    }
    let name = rule.name;
    let over = accept.until.zip(context.today).filter(|(until, today)| until < today);
    Some(match over {
        Some((until, _)) => INFO
            .at(accept.at.0, say!("对 {name} 的接受已于 {until} 到期", "the accept of {name} ended on {until}"))
            .help(say!("改正问题，或重新说明理由和期限", "mend what it accepted, or give a new reason and day")),
        None => INFO
            .at(
                accept.at.0,
                say!(
                    "这里没有 {name} 的问题，这个接受是多余的",
                    "there is no finding of {name} here: this accept accepts nothing"
                ),
            )
            .help(say!("删掉这一行", "take the line out"))
            .mend(whole_line(context, accept.at.0), ""),
    })
}

/// The accept, with its line where nothing else stands on it.
fn whole_line(context: &Context<'_>, at: Span) -> Span {
    let Some(module) = context.project.module(at.file) else { return at };
    let text = module.source.text();
    let before = text.get(..at.start as usize).unwrap_or("");
    let after = text.get(at.end as usize..).unwrap_or("");
    let indent = before.len() - before.trim_end_matches([' ', '\t', '\u{3000}']).len();
    let rest = after.len() - after.trim_start_matches([' ', '\t', '\r']).len();
    let alone = before.get(..before.len() - indent).is_none_or(|before| before.is_empty() || before.ends_with('\n'));
    let last = after.get(rest..).is_none_or(|after| after.is_empty() || after.starts_with('\n'));
    let offset = |bytes: usize| u32::try_from(bytes).unwrap_or(0);
    match (alone, last) {
        (true, true) => {
            Span::new(at.file, at.start - offset(indent), (at.end + offset(rest) + 1).min(offset(text.len())))
        }
        // The blanks between it and what stands before it on the line.
        _ => Span::new(at.file, at.start - offset(if alone { 0 } else { indent }), at.end),
    }
}
