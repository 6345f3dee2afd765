//! A citation of a clause that is not declared, or met by a construct of the wrong kind.

use super::met_by::may_meet;
use crate::model::{Body, Construct, DeclKind, citations, nearest};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "unknown-clause",
    code: "C02",
    group: Group::Compliance,
    severity: Severity::Error,
    page: include_str!("unknown_clause.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for citation in citations(context.project) {
        let Some((_, decl)) = context.project.find_kind(citation.file, &citation.cite.standard, DeclKind::Standard)
        else {
            continue;
        };
        let Body::Standard(standard) = &decl.body else { continue };
        let source = decl.label();
        for id in &citation.cite.clauses {
            let name = &id.name;
            let clause =
                standard.clauses.iter().find(|clause| clause.id.as_ref().is_some_and(|known| known.name == *name));
            let Some(clause) = clause else {
                // A clause that lost its id may be the one that is meant.
                if decl.broken
                    || standard.clauses.iter().any(|clause| clause.id.is_none())
                    || context.is_mentioned(citation.file, name)
                {
                    continue;
                }
                let ids = standard.clauses.iter().filter_map(|clause| clause.id.as_ref());
                let near = nearest(name.as_str(), ids.map(|id| (id.name.as_str(), &id.name)));
                let finding =
                    INFO.at(id.span(), say!("`{source}` 没有条款 `{name}`", "`{source}` has no clause `{name}`"));
                out.push(match near {
                    Some(near) => finding.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
                    None => finding
                        .help(say!("在标准中声明它，或改正编号", "declare it in the standard, or mend the number")),
                });
                continue;
            };
            let Some(kind) = clause.kind else { continue };
            if !may_meet(kind, citation.by) {
                let (zh, en) = citation.by.words();
                let wanted = Construct::wanted(kind);
                out.push(
                    INFO.at(
                        id.span(),
                        say!("条款 `{name}` 不能由{zh}满足", "the clause `{name}` cannot be met by {en}"),
                    )
                    .also(clause.at.0, say!("条款在这里声明", "the clause is declared here"))
                    .help(say!(
                        "把 `cites` 移到相应的一行：{wanted}",
                        "move the `cites` to a line of the right kind: {wanted}"
                    )),
                );
            }
        }
    }
}
