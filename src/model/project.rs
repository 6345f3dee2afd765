//! All files of a project, and what names mean across them.

use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::scope::NodeWhat;
use super::{
    AskType, Body, Callee, Decl, DeclKind, FieldOf, File, Flow, Ident, Name, NodeKind, OpenHours, Quantity, Record,
    Ref, Scope, Sla, Status, Value, each_node, lower,
};
use crate::source::{Encoding, FileId, Loaded, Registry, Root, SourceText, Span, Unread};
use crate::syntax::{Parsed, parse};

/// One file with everything that was made of it.
#[derive(Debug)]
pub struct Module {
    /// Which file.
    pub id: FileId,
    /// Its path relative to the root.
    pub path: String,
    /// Its text; empty if it is not UTF-8.
    pub source: SourceText,
    /// Its tree.
    pub parsed: Parsed,
    /// Its model.
    pub file: File,
    /// The first byte that is no UTF-8, and the encoding that the file likely has.
    pub encoding: Option<(usize, Encoding)>,
    /// Whether findings in it are reported.
    pub named: bool,
}

impl Module {
    /// Whether nothing, or not everything, of the file is known.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.encoding.is_some() || self.parsed.beyond.is_some()
    }

    /// Whether it is a procedure that is no longer in force: it says what once held.
    #[must_use]
    pub fn is_retired(&self) -> bool {
        let status = self.file.head.as_ref().and_then(|head| head.status);
        status.is_some_and(|(status, _)| status == Status::Retired)
    }
}

/// A declaration: its file and its index there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol {
    /// The file.
    pub file: FileId,
    /// The index among its declarations.
    pub index: usize,
}

/// A `use` that does not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportFault {
    /// No such file; the nearest that exists.
    NotFound(Span, String, Option<String>),
    /// Outside the root.
    Outside(Span, String),
    /// Files that use each other: the paths on the way round.
    Circle(Span, Vec<String>),
}

/// A project.
#[derive(Debug, Default)]
pub struct Project {
    /// The root and its configuration.
    pub root: Root,
    /// The files, sorted by path.
    pub modules: Vec<Module>,
    /// What each file can name.
    pub scopes: Vec<Scope>,
    /// What each file uses, resolved; in the order of its `use` lines.
    pub uses: Vec<Vec<Option<FileId>>>,
    /// By which files each file is used, in their order.
    users: Vec<Vec<FileId>>,
    /// The procedures by name, each with the files that declare it.
    pub procedures: FxHashMap<Name, Vec<FileId>>,
    /// What is wrong with `use`.
    pub import_faults: Vec<ImportFault>,
    /// The texts of files of holidays, by path, or why there is none. Files that do not exist are left out.
    pub calendars: BTreeMap<String, Result<String, Unread>>,
    /// The registry of standards, if the project names one; or why there is none.
    pub standards: Option<Result<Registry, Unread>>,
    /// The declared calendars, worked out once somebody asks.
    pub(super) open_hours: OnceLock<BTreeMap<Symbol, OpenHours>>,
    by_path: FxHashMap<String, FileId>,
    called: FxHashSet<FileId>,
}

impl Project {
    /// Makes a project of the files that were read.
    #[must_use]
    pub fn new(loaded: Loaded) -> Project {
        let modules: Vec<Module> = loaded
            .files
            .into_par_iter()
            .enumerate()
            .map(|(index, raw)| {
                let id = FileId(u32::try_from(index).unwrap_or(u32::MAX));
                let (text, encoding) = match raw.text {
                    Ok(text) => (text, None),
                    Err(fault) => (String::new(), Some(fault)),
                };
                let parsed = parse(&text);
                let file = lower(id, &parsed.tree, &text);
                let source = SourceText::new(raw.shown, text);
                Module { id, path: raw.path, source, parsed, file, encoding, named: raw.named }
            })
            .collect();
        let calendars = loaded.calendars.into_iter().map(|file| (file.path, file.text)).collect();
        let standards = loaded.standards;
        let mut project = Project { root: loaded.root, modules, calendars, standards, ..Project::default() };
        project.resolve();
        project
    }

    /// A project of one text, for checks that need no files.
    #[must_use]
    pub fn of_text(path: &str, text: &str) -> Project {
        let raw = crate::source::RawFile {
            path: path.to_owned(),
            shown: path.to_owned(),
            text: Ok(text.to_owned()),
            named: true,
        };
        Project::new(Loaded { files: vec![raw], ..Loaded::default() })
    }

    fn resolve(&mut self) {
        for module in &self.modules {
            if let Some(ident) = module.file.procedure() {
                self.procedures.entry(ident.name.clone()).or_default().push(module.id);
            }
        }
        self.by_path = self.modules.iter().map(|module| (module.path.clone(), module.id)).collect();
        let mut faults = Vec::new();
        let uses: Vec<Vec<Option<FileId>>> =
            self.modules.iter().map(|module| super::scope::uses(module, &self.by_path, &mut faults)).collect();
        super::scope::circles(&self.modules, &uses, &mut faults);
        self.scopes = self.modules.par_iter().map(|module| self.scope(module, &uses)).collect();
        self.users = vec![Vec::new(); self.modules.len()];
        for (user, used) in (0..).map(FileId).zip(&uses) {
            for target in used.iter().flatten() {
                if let Some(users) = self.users.get_mut(target.index())
                    && users.last() != Some(&user)
                {
                    users.push(user);
                }
            }
        }
        self.uses = uses;
        self.import_faults = faults;
        self.called = self.callees();
    }

    fn callees(&self) -> FxHashSet<FileId> {
        let mut found = FxHashSet::default();
        for module in &self.modules {
            each_flow(&module.file, &mut |flow| {
                each_node(&flow.nodes, &mut |node| {
                    if let NodeKind::Call { procedure } = &node.kind {
                        found.extend(self.callee(module.id, procedure));
                    }
                });
            });
        }
        found
    }

    fn scope(&self, module: &Module, uses: &[Vec<Option<FileId>>]) -> Scope {
        let mut scope = Scope { incomplete: module.is_unread() || module.file.lost_use, ..Scope::default() };
        add_names(&mut scope, module);
        let used = uses.get(module.id.index()).map(Vec::as_slice).unwrap_or_default();
        for (line, target) in module.file.uses.iter().zip(used) {
            let Some(other) = target.and_then(|id| self.modules.get(id.index())) else {
                scope.incomplete = true;
                continue;
            };
            scope.incomplete |= other.is_unread();
            match &line.alias {
                Some(alias) => drop(scope.aliases.insert(alias.name.clone(), other.id)),
                None => add_names(&mut scope, other),
            }
        }
        each_flow(&module.file, &mut |flow| each_node(&flow.nodes, &mut |node| scope.add_node(node)));
        for decl in &module.file.decls {
            if let Body::Routine(routine) = &decl.body {
                routine.work.asks().for_each(|ask| scope.add_ask(ask));
            }
        }
        scope
    }

    /// A file by its id.
    #[must_use]
    pub fn module(&self, id: FileId) -> Option<&Module> {
        self.modules.get(id.index())
    }

    /// The scope of a file.
    #[must_use]
    pub fn scope_of(&self, id: FileId) -> Option<&Scope> {
        self.scopes.get(id.index())
    }

    /// A declaration.
    #[must_use]
    pub fn decl(&self, symbol: Symbol) -> Option<&Decl> {
        self.module(symbol.file)?.file.decls.get(symbol.index)
    }

    /// The declaration that a reference in `file` begins with, and the names behind it: in `x.limits.respond` the
    /// table `limits` behind the alias `x`, and `respond`.
    #[must_use]
    pub fn find<'r>(&self, file: FileId, reference: &'r Ref) -> Option<(Symbol, &'r [Ident])> {
        let scope = self.scope_of(file)?;
        let (first, rest) = reference.parts.split_first()?;
        if let Some(symbol) = scope.names.get(&first.name).and_then(|found| found.first()) {
            return Some((*symbol, rest));
        }
        let other = scope.aliases.get(&first.name)?;
        let (second, rest) = rest.split_first()?;
        let found = self.module(*other)?.file.decls.iter().position(|decl| is_named(decl, &second.name))?;
        Some((Symbol { file: *other, index: found }, rest))
    }

    /// The declaration that a whole reference names, if it is of this kind.
    #[must_use]
    pub fn find_kind(&self, file: FileId, reference: &Ref, kind: DeclKind) -> Option<(Symbol, &Decl)> {
        let (symbol, rest) = self.find(file, reference)?;
        let decl = self.decl(symbol)?;
        (rest.is_empty() && decl.body.kind() == kind).then_some((symbol, decl))
    }

    /// The table of limits and the column that a quantity such as `limits.respond` names.
    #[must_use]
    pub fn table_limit<'p>(&'p self, file: FileId, quantity: &'p Quantity) -> Option<(Symbol, &'p Sla, &'p Ident)> {
        let Value::Name(reference) = &quantity.value else { return None };
        let (symbol, rest) = self.find(file, reference)?;
        match (&self.decl(symbol)?.body, rest) {
            (Body::Sla(sla), [limit]) => Some((symbol, sla, limit)),
            _ => None,
        }
    }

    /// The procedure that a call names.
    #[must_use]
    pub fn callee(&self, file: FileId, callee: &Callee) -> Option<FileId> {
        match callee {
            Callee::Name(reference) => self.procedures.get(reference.single()?)?.first().copied(),
            Callee::File(path, _) => {
                let path = crate::source::joined(&self.module(file)?.path, path)?;
                self.by_path.get(&path).copied()
            }
            Callee::Missing => None,
        }
    }

    /// Whether another procedure calls the one in a file. It then shares the case, and with it categories and records.
    #[must_use]
    pub fn is_called(&self, file: FileId) -> bool {
        self.called.contains(&file)
    }

    /// The field or category that a reference in a condition or measure of `file` names.
    #[must_use]
    pub fn field(&self, file: FileId, reference: &Ref) -> Option<FieldOf> {
        if let Some((symbol, rest)) = self.find(file, reference) {
            let decl = self.decl(symbol)?;
            match (&decl.body, rest) {
                (Body::Category(_), []) => return Some(self.category_field(decl)),
                (Body::Record(record), [name]) => return self.record_field(symbol.file, file, record, &name.name),
                _ => {}
            }
        }
        let name = reference.single()?;
        let scope = self.scope_of(file)?;
        let asked = scope.typed.get(name).or_else(|| scope.asks.get(name)?.first());
        if scope.is_torn(name) {
            return asked.map(|asked| FieldOf { at: asked.at, ty: AskType::Broken });
        }
        if let Some(asked) = asked.filter(|asked| asked.ty != AskType::Text) {
            return Some(asked.clone());
        }
        // A record that is filled in the file offers its fields, and the types that its own lines give them.
        let recorded = self.filled_records(file).into_iter().find_map(|symbol| match &self.decl(symbol)?.body {
            Body::Record(record) => self.record_field(symbol.file, file, record, name),
            _ => None,
        });
        match (asked, recorded) {
            (Some(asked), Some(recorded)) => Some(FieldOf { at: asked.at, ..recorded }),
            (asked, recorded) => asked.cloned().or(recorded),
        }
    }

    /// The shared file that declares a field or category which `file` knows by this name: procedures of one case have it
    /// in common. `None` for what belongs to one procedure.
    #[must_use]
    pub fn shared_home(&self, file: FileId, name: &Name) -> Option<FileId> {
        let is_shared = |id: &FileId| self.module(*id).is_some_and(|module| module.file.head.is_none());
        let declared = self.scope_of(file).and_then(|scope| scope.names.get(name)).into_iter().flatten();
        let category = declared
            .filter(|symbol| self.decl(**symbol).is_some_and(|decl| matches!(decl.body, Body::Category(_))))
            .map(|symbol| symbol.file)
            .next();
        let holds = |symbol: &Symbol| match self.decl(*symbol).map(|decl| &decl.body) {
            Some(Body::Record(record)) => record.fields.iter().any(|field| field.ident.name == *name),
            _ => false,
        };
        let home = category.or_else(|| self.filled_records(file).into_iter().find(holds).map(|symbol| symbol.file));
        home.filter(is_shared)
    }

    fn category_field(&self, decl: &Decl) -> FieldOf {
        let parts = decl.ident.clone().into_iter().collect();
        FieldOf { at: decl.span(), ty: AskType::Category(Ref { parts, at: decl.head }) }
    }

    fn record_field(&self, home: FileId, file: FileId, record: &Record, name: &Name) -> Option<FieldOf> {
        let field = record.fields.iter().find(|field| field.ident.name == *name)?;
        // A field that bears the name of a category is that category.
        let reference = Ref { parts: vec![field.ident.clone()], at: field.ident.at };
        for place in [file, home] {
            if let Some((_, decl)) = self.find_kind(place, &reference, DeclKind::Category) {
                return Some(FieldOf { at: field.ident.span(), ..self.category_field(decl) });
            }
        }
        let asked = self.scope_of(file).and_then(|scope| scope.asks.get(name)).and_then(|found| found.first());
        if self.scope_of(file).is_some_and(|scope| scope.is_torn(name)) {
            return Some(FieldOf { at: field.ident.span(), ty: AskType::Broken });
        }
        let ty = field.ty.clone().or_else(|| asked.map(|asked| asked.ty.clone())).unwrap_or(AskType::Text);
        Some(FieldOf { at: field.ident.span(), ty })
    }

    /// The records that steps of the file fill, in the order of their first use.
    #[must_use]
    pub fn filled_records(&self, file: FileId) -> Vec<Symbol> {
        let mut found = Vec::new();
        let Some(module) = self.module(file) else { return found };
        let mut add = |reference: &Ref| {
            if let Some((symbol, _)) = self.find_kind(file, reference, DeclKind::Record)
                && !found.contains(&symbol)
            {
                found.push(symbol);
            }
        };
        each_flow(&module.file, &mut |flow| {
            each_node(&flow.nodes, &mut |node| node.work.fills.iter().for_each(&mut add))
        });
        for decl in &module.file.decls {
            if let Body::Routine(routine) = &decl.body {
                routine.work.fills.iter().for_each(&mut add);
            }
        }
        found
    }

    /// The values that a field can have, where they are a closed set of names.
    #[must_use]
    pub fn values_of(&self, file: FileId, ty: &AskType) -> Option<Vec<Name>> {
        match ty {
            AskType::OneOf(choices) => Some(choices.iter().map(|choice| choice.ident.name.clone()).collect()),
            AskType::Category(reference) => {
                let (symbol, decl) = self.find_kind(file, reference, DeclKind::Category)?;
                let Body::Category(category) = &decl.body else { return None };
                // Behind a text, a tag of no listed language may have been meant as the next value.
                if decl.broken
                    || category.values.iter().any(|value| {
                        value.ident.is_none()
                            || value.title.translations.iter().any(|other| !self.is_listed(symbol.file, &other.lang))
                    })
                {
                    return None;
                }
                Some(
                    category
                        .values
                        .iter()
                        .filter_map(|value| value.ident.as_ref())
                        .map(|ident| ident.name.clone())
                        .collect(),
                )
            }
            _ => None,
        }
    }

    /// Whether a name is that of an end in a file.
    #[must_use]
    pub fn is_end(&self, file: FileId, name: &Name) -> bool {
        let nodes = self.scope_of(file).and_then(|scope| scope.nodes.get(name));
        nodes.is_some_and(|nodes| nodes.iter().any(|node| matches!(node.what, NodeWhat::End(_))))
    }

    /// Whether a tag is that of a language of the file.
    #[must_use]
    pub fn is_listed(&self, file: FileId, tag: &str) -> bool {
        self.languages(file).iter().any(|code| code.eq_ignore_ascii_case(tag))
    }

    /// The languages of a file, source language first: its own, else those of `sop.toml`, else those of a procedure
    /// that uses it, else Chinese and English.
    #[must_use]
    pub fn languages(&self, file: FileId) -> Vec<&str> {
        self.languages_asked(file).unwrap_or_else(|| vec!["zh", "en"])
    }

    /// The languages that somebody asks a file to have, source language first; `None` if nobody says any.
    #[must_use]
    pub fn languages_asked(&self, file: FileId) -> Option<Vec<&str>> {
        let of = |id: FileId| -> Vec<&str> {
            let head = self.module(id).and_then(|module| module.file.head.as_ref());
            head.map(|head| head.languages.iter().map(|(code, _)| code.as_str()).collect()).unwrap_or_default()
        };
        let own = of(file);
        if !own.is_empty() {
            return Some(own);
        }
        let project = &self.root.config.project.languages;
        if !project.is_empty() {
            return Some(project.iter().map(String::as_str).collect());
        }
        self.users_of(file).iter().map(|user| of(*user)).find(|found| !found.is_empty())
    }

    /// The status that counts for a file: its own; for a shared file the strictest of the procedures that use it.
    #[must_use]
    pub fn status(&self, file: FileId) -> Status {
        let of = |module: &Module| module.file.head.as_ref().and_then(|head| head.status).map(|(status, _)| status);
        let Some(module) = self.module(file) else { return Status::Draft };
        if module.file.head.is_some() {
            return of(module).unwrap_or(Status::Draft);
        }
        let mut users = self.users_of(file).iter().filter_map(|user| of(self.module(*user)?));
        if users.any(|status| status == Status::Approved) { Status::Approved } else { Status::Draft }
    }

    /// The files that use a file, in their order.
    #[must_use]
    pub fn users_of(&self, file: FileId) -> &[FileId] {
        self.users.get(file.index()).map(Vec::as_slice).unwrap_or_default()
    }
}

fn is_named(decl: &Decl, name: &Name) -> bool {
    decl.ident.as_ref().is_some_and(|ident| ident.name == *name)
}

fn add_names(scope: &mut Scope, module: &Module) {
    for (index, decl) in module.file.decls.iter().enumerate() {
        if let Some(ident) = &decl.ident {
            scope.names.entry(ident.name.clone()).or_default().push(Symbol { file: module.id, index });
        }
    }
}

/// Calls `visit` for the flow of a file and those of its routines.
pub fn each_flow<'f>(file: &'f File, visit: &mut impl FnMut(&'f Flow)) {
    if let Some(flow) = &file.flow {
        visit(flow);
    }
    for decl in &file.decls {
        if let Body::Routine(routine) = &decl.body
            && let Some(flow) = &routine.flow
        {
            visit(flow);
        }
    }
}
