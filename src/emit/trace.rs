//! Which construct meets which clause: the matrix that an auditor asks for.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Fault, matrix};
use crate::labels::Lang;
use crate::model::{Body, Clause, Construct, Decl, DeclKind, Name, Project, Standard, Symbol, Text, citations};
use crate::rules::may_meet;

/// The matrix, in the shape that JSON has.
#[derive(Debug, Default, Serialize)]
pub struct Trace {
    version: u32,
    /// The clauses, standard by standard, each in the standard's own order.
    pub clauses: Vec<TracedClause>,
}

/// A clause and what meets it.
#[derive(Debug, Serialize)]
pub struct TracedClause {
    /// The name of the standard.
    pub standard: String,
    /// The clause's id in the standard.
    pub id: String,
    /// By which constructs it may be met; `None` for any.
    pub kind: Option<&'static str>,
    /// Its text.
    pub text: String,
    /// Whether it need not be met.
    pub may: bool,
    /// Why it does not apply.
    pub excluded: Option<String>,
    /// Its standard and its id there.
    #[serde(skip)]
    pub(super) of: (Symbol, Name),
    /// Whether something meets it.
    #[serde(skip)]
    pub met: bool,
    /// Everything that cites it.
    pub met_by: Vec<MetBy>,
}

/// A construct that cites a clause.
#[derive(Debug, Serialize)]
pub struct MetBy {
    /// The kind of the construct.
    pub kind: &'static str,
    /// Its name; controls have none.
    pub name: Option<String>,
    /// Its file.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
}

impl TracedClause {
    /// Whether it must be met and nothing meets it.
    #[must_use]
    pub fn is_gap(&self) -> bool {
        !self.met && !self.may && self.excluded.is_none()
    }
}

/// What a trace is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'w> {
    /// One standard by its name.
    pub standard: Option<&'w str>,
    /// The language of texts.
    pub lang: Lang,
}

/// Traces the standards that the named files declare or cite. What meets a clause is looked for in the whole project,
/// so that one file alone shows no gaps that another fills.
#[must_use]
pub fn trace(project: &Project, wanted: &Wanted<'_>) -> Trace {
    let mut met: BTreeMap<(Symbol, &Name), Vec<(Construct, MetBy)>> = BTreeMap::new();
    let mut standards: BTreeSet<Symbol> = BTreeSet::new();
    for citation in citations(project) {
        let file = citation.cite.standard.span().file;
        let Some((symbol, _)) = project.find_kind(file, &citation.cite.standard, DeclKind::Standard) else { continue };
        let Some(module) = project.module(citation.file) else { continue };
        standards.extend(module.named.then_some(symbol));
        for clause in &citation.cite.clauses {
            let by = MetBy {
                kind: citation.by.word(),
                name: citation.name.map(|ident| ident.name.to_string()),
                file: module.source.name().to_owned(),
                line: module.source.line(citation.at.start),
            };
            met.entry((symbol, &clause.name)).or_default().push((citation.by, by));
        }
    }
    for module in project.modules.iter().filter(|module| module.named) {
        let own = module.file.decls.iter().enumerate().filter(|(_, decl)| decl.body.kind() == DeclKind::Standard);
        standards.extend(own.map(|(index, _)| Symbol { file: module.id, index }));
    }
    let mut clauses = Vec::new();
    for symbol in standards {
        let Some((decl, standard)) = standard(project, symbol) else { continue };
        let name = decl.ident.as_ref().map(|ident| ident.name.to_string()).unwrap_or_default();
        if wanted.standard.is_some_and(|wanted| wanted != name) {
            continue;
        }
        for clause in &standard.clauses {
            let Some(id) = &clause.id else { continue };
            let by = met.remove(&(symbol, &id.name)).unwrap_or_default();
            clauses.push(traced(project, wanted.lang, &name, clause, (symbol, id.name.clone()), by));
        }
    }
    Trace { version: 1, clauses }
}

/// The matrix as a workbook, its clauses met in the words of the handbooks.
///
/// # Errors
/// Where the program was built without workbooks.
pub fn workbook(project: &Project, trace: &Trace, lang: Lang) -> Result<Vec<u8>, Fault> {
    matrix::trace_alone(project, trace, lang)
}

/// The matrix as a page for a browser, its clauses met in the words of the handbooks; `summary` counts them.
///
/// # Errors
/// A template of the house that does not fit.
pub fn page(project: &Project, trace: &Trace, summary: &str, lang: Lang) -> Result<String, Fault> {
    matrix::trace_page(project, trace, summary, lang)
}

/// The names of the standards of a project, for who asks for one that is not there.
#[must_use]
pub fn standard_names(project: &Project) -> Vec<&str> {
    let all = project.modules.iter().flat_map(|module| &module.file.decls);
    let standards = all.filter(|decl| decl.body.kind() == DeclKind::Standard);
    standards.filter_map(|decl| decl.ident.as_ref().map(|ident| ident.name.as_str())).collect()
}

fn standard(project: &Project, symbol: Symbol) -> Option<(&Decl, &Standard)> {
    let decl = project.decl(symbol)?;
    match &decl.body {
        Body::Standard(standard) => Some((decl, standard)),
        _ => None,
    }
}

fn traced(
    project: &Project,
    lang: Lang,
    standard: &str,
    clause: &Clause,
    of: (Symbol, Name),
    by: Vec<(Construct, MetBy)>,
) -> TracedClause {
    let languages = project.languages(of.0.file);
    let source = languages.first().copied().unwrap_or_default();
    let words = |text: &Text| text.read(lang.tag(), source).to_owned();
    TracedClause {
        standard: standard.to_owned(),
        id: of.1.to_string(),
        kind: clause.kind.map(crate::model::ClauseKind::word),
        text: clause.text.as_ref().map(words).unwrap_or_default(),
        may: clause.may,
        excluded: clause.excluded.as_ref().map(words),
        of,
        met: by.iter().any(|(by, _)| clause.kind.is_none_or(|kind| may_meet(kind, *by))),
        met_by: by.into_iter().map(|(_, by)| by).collect(),
    }
}
