//! A document that is the authority for itself.

use crate::model::{Body, DeclKind, Head, Standard, Text, citations, same_number};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "cites-itself",
    code: "C14",
    group: Group::Compliance,
    severity: Severity::Warning,
    page: include_str!("cites_itself.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut told = rustc_hash::FxHashSet::default();
    for citation in citations(context.project) {
        let Some(head) = context.project.module(citation.file).and_then(|module| module.file.head.as_ref()) else {
            continue;
        };
        let reference = &citation.cite.standard;
        let Some((symbol, decl)) = context.project.find_kind(citation.file, reference, DeclKind::Standard) else {
            continue;
        };
        let Body::Standard(standard) = &decl.body else { continue };
        // However often a document cites itself, it is told once.
        if !is_same(head, standard, decl.title.as_ref()) || !told.insert((citation.file, symbol)) {
            continue;
        }
        out.push(
            INFO.at(
                reference.span(),
                say!(
                    "`{reference}` 就是这份文件本身，不能作它自己的依据",
                    "`{reference}` is this very document, which cannot be its own authority"
                ),
            )
            .also(decl.span(), say!("声明在这里", "declared here"))
            .also(head.span(), say!("本文件", "this document"))
            .help(say!(
                "引用外部的标准、法规或上级文件；没有就删去",
                "cite a standard, a law or a document above it, or take it out"
            )),
        );
    }
}

/// Whether a standard is the document with this head: its number, or its title where one of them has no number.
fn is_same(head: &Head, standard: &Standard, title: Option<&Text>) -> bool {
    match (&head.number, &standard.number) {
        (Some((own, _)), Some((cited, _))) => same_number(own) == same_number(cited),
        _ => {
            let plain = |text: &Text| same_number(&text.source).replace(['《', '》', '"'], "");
            head.title.as_ref().zip(title).is_some_and(|(own, cited)| plain(own) == plain(cited))
        }
    }
}
