//! A standard of which the registry says otherwise.

use super::known::{Known, Says};
use super::standards::numbered;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{Registered, Verified};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "standard-contradicted",
    code: "C13",
    group: Group::Compliance,
    severity: Severity::Error,
    page: include_str!("standard_contradicted.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(Ok(registry)) = &context.project.standards else { return };
    let known = Known::of(registry);
    for cited in numbered(context) {
        let (number, at) = cited.written;
        let (finding, entry) = match known.says(context, &cited) {
            Says::OtherTitle(entry) => {
                let title = cited.decl.title.as_ref().map_or(at.0, crate::model::Text::span);
                let texts: Vec<&str> = entry.titles.iter().map(|(_, text)| text.as_str()).collect();
                let registered = texts.join(" / ");
                let message = say!("登记册里 `{number}` 不是这个名称", "the registry has another title for `{number}`");
                let help = say!(
                    "登记的名称：{registered}；改正名称或编号",
                    "its title there: {registered}; mend the title or the number"
                );
                (INFO.at(title, message).help(help), entry)
            }
            Says::Mandatory(entry) => {
                let right = &entry.number;
                let message = say!(
                    "`{number}` 是强制性标准，登记为 `{right}`",
                    "`{number}` is a mandatory standard, registered as `{right}`"
                );
                let help = say!(
                    "写 `{right}`，并核对名称是否就是要引用的标准",
                    "write `{right}`, and see whether it is the standard that is meant"
                );
                (INFO.at(at.0, message).help(help), entry)
            }
            Says::NoEdition(entry) => {
                let (right, years) = (&entry.number, entry.editions.join(", "));
                let message =
                    say!("登记册里没有 `{number}` 这个版本", "the registry knows no such edition as `{number}`");
                let help = say!("登记的版本：{years}（`{right}`）", "the editions there: {years} (`{right}`)");
                (INFO.at(at.0, message).help(help), entry)
            }
            Says::Superseded(entry, by, on) => {
                let (zh, en) =
                    on.map_or((String::new(), String::new()), |on| (format!("自 {on} 起"), format!(" since {on}")));
                let message = say!("`{number}` {zh}已由 `{by}` 代替", "`{number}` is superseded by `{by}`{en}");
                (INFO.at(at.0, message).help(say!("改为引用 `{by}`", "cite `{by}` instead")), entry)
            }
            Says::Agrees | Says::Unknown(_) | Says::NotFound => continue,
        };
        out.push(as_sure(finding, entry));
    }
}

/// What one secondary source says stops nothing, and the reader learns that it is no more than that.
fn as_sure(finding: Finding, entry: &Registered) -> Finding {
    match entry.verified {
        Verified::Published | Verified::NotFound => finding,
        Verified::Secondary => finding
            .label(say!("登记册的依据只有一个二手来源", "the registry rests on one secondary source here"))
            .weighing(Severity::Warning),
    }
}
