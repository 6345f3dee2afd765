//! An unknown key or value in sop.toml.

use crate::model::nearest;
use crate::rules::{CONFIG_FILE, catalogue};
use crate::rules::{Context, Finding, Group, RuleInfo, SETTINGS, Setting, Severity, find};
use crate::say;
use crate::source::{ConfigFaultKind, Span};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "bad-config",
    code: "P10",
    group: Group::Project,
    severity: Severity::Error,
    page: include_str!("bad_config.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let config = &context.project.root.config;
    let place = |at: &std::ops::Range<usize>| {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span::new(CONFIG_FILE, offset(at.start), offset(at.end))
    };
    for fault in &config.faults {
        let at = place(&fault.at);
        out.push(match &fault.kind {
            ConfigFaultKind::UnknownKey { key, known } => {
                let finding = INFO.at(at, say!("没有名为 `{key}` 的设置", "there is no setting `{key}`"));
                let list = known.join(", ");
                match nearest(key, known.iter().map(|known| (*known, *known))) {
                    Some(near) => finding.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
                    None => finding.help(say!("可用的有：{list}", "it can be one of {list}")),
                }
            }
            ConfigFaultKind::WrongValue { key, expected } => INFO
                .at(at, say!("`{key}` 的值不对", "the value of `{key}` does not fit"))
                .help(say!("应当是 {expected}", "it must be {expected}")),
            ConfigFaultKind::Syntax(message) => {
                INFO.at(at, say!("sop.toml 读不懂：{message}", "sop.toml cannot be read: {message}"))
            }
        });
    }
    if let Some((path, at)) = &config.project.standards {
        super::registry_faults::told(context.project.standards.as_ref(), path, place(at), out);
    }
    let profiles = config.profiles.values().flat_map(|rules| rules.iter().map(|(rule, (_, at))| (rule, at)));
    let settings = config.settings.iter().map(|(rule, (_, at))| (rule, at));
    let rules = config.rules.iter().map(|(rule, (_, at))| (rule, at)).chain(settings).chain(profiles);
    for (rule, at) in rules.filter(|(rule, _)| !catalogue::is_known(rule)) {
        let names = catalogue::CATALOGUE.iter().map(|(name, _)| (*name, *name));
        let finding = INFO.at(place(at), say!("没有名为 `{rule}` 的规则", "there is no rule `{rule}`"));
        out.push(match nearest(rule, names) {
            Some(near) => finding.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
            None => finding.help(say!("`sop explain --all` 列出所有规则", "`sop explain --all` lists the rules")),
        });
    }
    for (rule, (settings, _)) in &config.settings {
        // The settings of a rule that nobody knows, or that is not built yet, cannot be judged.
        let Some(rule) = find(rule) else { continue };
        let known = || SETTINGS.iter().filter(|setting| setting.rule == rule.name);
        for (name, (value, name_at, value_at)) in settings {
            match known().find(|setting| setting.name == name) {
                None => out.push(no_setting(rule, name, place(name_at), known())),
                Some(setting) if !setting.fits(value) => {
                    let expected = setting.kind.expected();
                    out.push(
                        INFO.at(place(value_at), say!("`{name}` 的值不对", "the value of `{name}` does not fit"))
                            .help(say!("应当写成 {expected}", "write it like {expected}")),
                    );
                }
                Some(_) => {}
            }
        }
    }
}

fn no_setting(rule: &RuleInfo, name: &str, at: Span, known: impl Iterator<Item = &'static Setting> + Clone) -> Finding {
    let of = rule.name;
    let finding = INFO.at(at, say!("规则 `{of}` 没有设置项 `{name}`", "the rule `{of}` has no setting `{name}`"));
    let list = known.clone().map(|setting| setting.name).collect::<Vec<_>>().join(", ");
    match nearest(name, known.map(|setting| (setting.name, setting.name))) {
        Some(near) => finding.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
        None if list.is_empty() => finding.help(say!("它没有可设的项", "it has no settings")),
        None => finding.help(say!("可用的有：{list}", "it can be one of {list}")),
    }
}
