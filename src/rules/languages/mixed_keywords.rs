//! Keywords of two languages in one file, or not those that the project asks for.

use crate::labels::Lang;
use crate::model::Module;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use crate::syntax::keywords::{self, Class};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "mixed-keywords",
    code: "L04",
    group: Group::Languages,
    severity: Severity::Warning,
    page: include_str!("mixed_keywords.md"),
};

/// So many further places are shown.
const SHOWN: usize = 2;

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let asked = context.project.root.config.project.keywords.as_deref().and_then(Lang::of_tag);
    for module in context.modules() {
        let (chinese, english) = keywords_of(module);
        let (wrong, most) = match asked {
            Some(Lang::En) => (chinese, Lang::En),
            Some(Lang::Zh) => (english, Lang::Zh),
            // The fewer ones are those that slipped in.
            None if chinese.len() <= english.len() => (chinese, Lang::En),
            None => (english, Lang::Zh),
        };
        let Some((first, others)) = wrong.split_first() else { continue };
        let (word, count, tag) = (context.text(*first), wrong.len(), most.tag());
        let message = match (asked, most) {
            (Some(_), Lang::En) => say!(
                "本项目用英文关键词，不用 `{word}`（共 {count} 处）",
                "this project uses English keywords, not `{word}` ({count} in this file)"
            ),
            (Some(_), Lang::Zh) => say!(
                "本项目用中文关键词，不用 `{word}`（共 {count} 处）",
                "this project uses Chinese keywords, not `{word}` ({count} in this file)"
            ),
            (None, _) if others.is_empty() => say!(
                "关键词 `{word}` 与其余关键词不是同一种语言",
                "the keyword `{word}` is of another language than the others"
            ),
            (None, _) => say!(
                "中英文关键词混用：`{word}` 等 {count} 处与其余不同",
                "keywords of two languages: `{word}` and others, {count} in all, differ from the rest"
            ),
        };
        let finding = INFO.at(*first, message);
        let finding =
            others.iter().take(SHOWN).fold(finding, |finding, at| finding.also(*at, say!("这里也是", "here too")));
        out.push(
            finding.help(say!(
                "`sop fmt --keywords {tag}` 会统一改好",
                "`sop fmt --keywords {tag}` writes them all alike"
            )),
        );
    }
}

/// The keywords of a file that are spelled otherwise in the other language: the Chinese and the English ones.
fn keywords_of(module: &Module) -> (Vec<Span>, Vec<Span>) {
    let (mut chinese, mut english) = (Vec::new(), Vec::new());
    let root = module.parsed.tree.root(module.source.text());
    for leaf in root.leaves() {
        let Some(keyword) = keywords::of(leaf.kind()).filter(|keyword| keyword.class != Class::Unit) else { continue };
        if keyword.en == keyword.zh {
            continue;
        }
        let span = Span::new(module.id, leaf.start(), leaf.end());
        if leaf.text().is_ascii() { english.push(span) } else { chinese.push(span) }
    }
    (chinese, english)
}
