//! A clause that nothing meets and that is not excluded.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Body, Clause, DeclKind, Name, Symbol, citations, nearest};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "clause-uncovered",
    code: "C01",
    group: Group::Compliance,
    severity: Severity::Warning,
    page: include_str!("clause_uncovered.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    if context.modules().any(crate::model::Module::is_unread) {
        return;
    }
    let cited = cited(context);
    let mentioned: FxHashSet<&Name> = context.modules().flat_map(|module| &module.file.mentions).collect();
    for module in context.modules() {
        for (index, decl) in module.file.decls.iter().enumerate() {
            let (Body::Standard(standard), Some(ident)) = (&decl.body, &decl.ident) else { continue };
            // A citation may stand in a piece that could not be read.
            if decl.broken || mentioned.contains(&ident.name) {
                continue;
            }
            let symbol = Symbol { file: module.id, index };
            let source = &ident.name;
            for (clause, id) in standard.clauses.iter().filter_map(wanted) {
                if cited.covers(symbol, id) {
                    continue;
                }
                let at = clause.id.as_ref().map_or(clause.at.0, crate::model::Ident::span);
                let finding = INFO.at(
                    at,
                    say!("没有任何内容落实 `{source}` 的条款 `{id}`", "nothing meets the clause `{id}` of `{source}`"),
                );
                let help = finding.help(say!(
                    "在落实它的地方写 `cites {source} {id}`；不适用的写 `excluded \"理由\"`",
                    "write `cites {source} {id}` where it is met, or `excluded \"why\"` where it does not apply"
                ));
                // Of a standard that nothing cites at all, that is told once.
                out.push(help.cause(decl.span()));
            }
        }
    }
}

/// A clause that must be met, with its id.
fn wanted(clause: &Clause) -> Option<(&Clause, &Name)> {
    let id = clause.id.as_ref().filter(|_| !clause.may && clause.excluded.is_none())?;
    Some((clause, &id.name))
}

/// What is cited.
#[derive(Default)]
struct Cited<'p> {
    /// Clauses, also those cited by a construct of the wrong kind, which unknown-clause tells.
    met: FxHashSet<(Symbol, &'p Name)>,
    /// Ids that the standard does not declare.
    unknown: FxHashMap<Symbol, Vec<&'p Name>>,
}

impl Cited<'_> {
    /// Whether a clause is cited, or may have been meant by an id that is not declared.
    fn covers(&self, symbol: Symbol, id: &Name) -> bool {
        let meant = |wrong: &&Name| nearest(wrong.as_str(), [(id.as_str(), ())]).is_some();
        self.met.contains(&(symbol, id)) || self.unknown.get(&symbol).is_some_and(|wrong| wrong.iter().any(meant))
    }
}

fn cited<'p>(context: &Context<'p>) -> Cited<'p> {
    let mut cited = Cited::default();
    let mut known: FxHashSet<(Symbol, &Name)> = FxHashSet::default();
    let mut seen: FxHashSet<Symbol> = FxHashSet::default();
    for citation in citations(context.project) {
        let Some((symbol, decl)) =
            context.project.find_kind(citation.file, &citation.cite.standard, DeclKind::Standard)
        else {
            continue;
        };
        let Body::Standard(standard) = &decl.body else { continue };
        if seen.insert(symbol) {
            known.extend(standard.clauses.iter().filter_map(|clause| Some((symbol, &clause.id.as_ref()?.name))));
        }
        for id in &citation.cite.clauses {
            match known.contains(&(symbol, &id.name)) {
                true => drop(cited.met.insert((symbol, &id.name))),
                false => cited.unknown.entry(symbol).or_default().push(&id.name),
            }
        }
    }
    cited
}
