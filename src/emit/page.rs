//! One page in the making: whose procedure it is, in which language, and how its texts and names read there.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::Audience;
use super::flatten::flatten;
use super::links::{linked, plain};
use super::mentioned::Mentioned;
use super::numbers::{Numbers, Stop, What};
use super::shelf::{Link, Shelf};
use super::signs::clean;
use crate::labels::{Lang, Words, fill};
use crate::model::{
    Ask, Body, Columns, Decl, DeclKind, File, Ident, Module, Name, NodeKind, Project, Ref, Symbol, Text, each_flow,
    each_node,
};
use crate::source::{FileId, SourceText};

/// What every part of a page needs to know.
pub(super) struct Page<'p> {
    pub(super) project: &'p Project,
    pub(super) module: &'p Module,
    pub(super) lang: Lang,
    pub(super) w: &'static Words,
    /// The numbers of steps, branches and ends.
    pub(super) numbers: Numbers,
    /// The declarations that the procedure speaks of.
    pub(super) mentioned: Mentioned,
    /// Who reads it.
    pub(super) audience: Audience,
    /// The documents of the same build.
    shelf: &'p Shelf,
    /// The anchors of the headings of steps and branches, by their place in reading order; empty on a page without
    /// links.
    anchors: BTreeMap<usize, String>,
    /// Whether phrases name things without leading to them.
    plainly: Cell<bool>,
}

impl<'p> Page<'p> {
    pub(super) fn new(project: &'p Project, module: &'p Module, lang: Lang, shelf: &'p Shelf) -> Self {
        let numbers = Numbers::of(&module.file, &|text| read(project, lang, text));
        Page {
            project,
            module,
            lang,
            w: Words::of(lang),
            numbers,
            mentioned: Mentioned::of(project, module),
            audience: Audience::default(),
            shelf,
            anchors: BTreeMap::new(),
            plainly: Cell::new(false),
        }
    }

    /// The same page for these readers.
    pub(super) fn read_by(mut self, audience: Audience) -> Self {
        self.audience = audience;
        self
    }

    /// The same page, whose phrases lead to the headings with these anchors.
    pub(super) fn with_links(mut self, anchors: BTreeMap<usize, String>) -> Self {
        self.anchors = anchors;
        self
    }

    /// What is made of the page with names that lead nowhere: pictures, and what other pages say of it.
    pub(super) fn plainly<T>(&self, make: impl FnOnce(&Self) -> T) -> T {
        let before = self.plainly.replace(true);
        let made = make(self);
        self.plainly.set(before);
        made
    }

    /// The anchor of the heading of a step, branch or routine.
    pub(super) fn anchor(&self, stop: &Stop) -> Option<&str> {
        self.anchors.get(&stop.order).map(String::as_str)
    }

    /// Words that stand for a step, branch or routine, leading to its heading.
    pub(super) fn to_stop(&self, stop: &Stop, words: &str) -> String {
        match self.anchor(stop) {
            Some(anchor) if !self.plainly.get() => linked(words, &format!("#{anchor}")),
            _ => words.to_owned(),
        }
    }

    /// A post by its title, leading to its own page where it has one.
    pub(super) fn to_post(&self, post: &Ref) -> String {
        let title = self.title(post);
        let found = self.project.find_kind(post.span().file, post, DeclKind::Role);
        match found.and_then(|(_, decl)| self.post_page(decl)).filter(|_| !self.plainly.get()) {
            Some(path) => linked(&title, &path),
            None => title,
        }
    }

    /// The way to the page of a post, if it is built.
    pub(super) fn post_page(&self, decl: &Decl) -> Option<String> {
        self.shelf.way_to_post(self.module.id, &decl.ident.as_ref()?.name, self.lang)
    }

    /// The way to the documents of another procedure, if they are built in this language.
    pub(super) fn link_to(&self, procedure: FileId) -> Option<Link> {
        self.shelf.way(self.module.id, procedure, self.lang)
    }

    /// The trainings of the project.
    pub(super) fn trainings(&self) -> impl Iterator<Item = Symbol> + use<'p> {
        self.shelf.trainings.iter().copied()
    }

    pub(super) fn file(&self) -> &'p File {
        &self.module.file
    }

    /// A text in the page's language, on one line.
    pub(super) fn text(&self, text: &Text) -> String {
        flatten(&self.raw(text))
    }

    /// A text in the page's language, with its line breaks.
    pub(super) fn raw(&self, text: &Text) -> String {
        read(self.project, self.lang, text)
    }

    /// Whether a text is a block text, and so Markdown.
    pub(super) fn is_block(&self, text: &Text) -> bool {
        is_block(self.project, text)
    }

    /// A note in Markdown, whose images lead to where they lie as seen from `document`; without one, from the handbook.
    pub(super) fn note(&self, note: &Text, document: Option<&str>) -> String {
        let (text, images) = (self.raw(note), &self.shelf.images);
        match self.project.module(note.span().file) {
            // Most notes have none; signs that hide may stand inside the mark of one.
            Some(module) if text.contains('!') => match document {
                Some(document) => images.placed(&clean(&text), &module.path, document),
                None => images.placed(&clean(&text), &module.path, &Link::of(self.module, self.lang).handbook),
            },
            _ => text,
        }
    }

    /// A text between the quotation marks of the language.
    pub(super) fn quote(&self, text: &str) -> String {
        fill(self.w.signs.quote, &[text])
    }

    /// Texts as a list within a sentence. A stronger sign stands between texts that are lists themselves.
    pub(super) fn list(&self, texts: &[String]) -> String {
        let signs = &self.w.signs;
        let own = |text: &String| [signs.list, signs.comma].iter().any(|sign| text.contains(sign.trim_end()));
        texts.join(if texts.len() > 1 && texts.iter().any(own) { signs.semicolon } else { signs.list })
    }

    /// Texts as a list whose last is joined by another word, such as "or".
    pub(super) fn list_with(&self, texts: &[String], last: &str) -> String {
        match texts.split_last() {
            None => String::new(),
            Some((one, [])) => one.clone(),
            Some((end, rest)) => format!("{}{last}{end}", rest.join(self.w.signs.list)),
        }
    }

    /// The title of a declaration, else its name.
    pub(super) fn decl_title(&self, decl: &Decl) -> String {
        let title = decl.title.as_ref().map(|text| self.text(text)).filter(|title| !title.is_empty());
        title.unwrap_or_else(|| decl.label().to_owned())
    }

    /// What a name reads like: the title of the declaration, of the procedure or of the step that it means.
    pub(super) fn title(&self, reference: &Ref) -> String {
        let file = reference.span().file;
        if let Some((symbol, [])) = self.project.find(file, reference)
            && let Some(decl) = self.project.decl(symbol)
        {
            return self.decl_title(decl);
        }
        match reference.single() {
            Some(name) if self.numbers.stop(name).is_some() => self.step(name),
            Some(name) => self.procedure_by_name(name).map_or_else(|| name.to_string(), |id| self.procedure(id)),
            None => reference.to_string(),
        }
    }

    /// The titles of several names.
    pub(super) fn titles(&self, references: &[Ref]) -> Vec<String> {
        references.iter().map(|reference| self.title(reference)).collect()
    }

    /// The titles of several names as a list.
    pub(super) fn title_list(&self, references: &[Ref]) -> String {
        self.list(&self.titles(references))
    }

    /// Routines as a list, each with its number, and other work by its title.
    pub(super) fn work_list(&self, references: &[Ref]) -> String {
        let words = references.iter().map(|reference| {
            let found = self.project.find_kind(reference.span().file, reference, DeclKind::Routine);
            let stop = found.filter(|(symbol, _)| symbol.file == self.module.id);
            match stop.and_then(|(_, decl)| self.numbers.at(decl.at.0.start)) {
                Some(stop) => {
                    self.to_stop(stop, &fill(self.w.routine.reference, &[&stop.number, &self.title(reference)]))
                }
                None => self.title(reference),
            }
        });
        self.list(&words.collect::<Vec<_>>())
    }

    /// What a limit of a table is called: as the term of its name.
    pub(super) fn limit_term(&self, limit: &Ident) -> Option<String> {
        let named = Ref { parts: vec![limit.clone()], at: limit.at };
        let (_, decl) = self.project.find_kind(limit.span().file, &named, DeclKind::Term)?;
        Some(self.decl_title(decl))
    }

    /// What a limit is called within its table: as the term of its name. Without one the only limit is called like
    /// the table, and one of several like the step that it is the limit of.
    pub(super) fn limit_title(&self, table: &Decl, limit: &Ident) -> String {
        if let Some(term) = self.limit_term(limit) {
            return term;
        }
        let title = self.decl_title(table);
        if has_one_limit(table) {
            return title;
        }
        self.step_with_limit(table, limit).unwrap_or_else(|| {
            let name = fill(self.w.signs.paren, &[limit.name.as_str()]);
            format!("{title}{name}")
        })
    }

    /// The title of the first step that has a limit of a table.
    fn step_with_limit(&self, table: &Decl, limit: &Ident) -> Option<String> {
        let mut found = None;
        each_flow(self.file(), &mut |flow| {
            each_node(&flow.nodes, &mut |node| {
                let has = node.work.limits.iter().any(|own| {
                    let known = self.project.table_limit(own.at.0.file, &own.value);
                    known.is_some_and(|(symbol, _, name)| {
                        name.name == limit.name && self.project.decl(symbol).is_some_and(|decl| decl.at == table.at)
                    })
                });
                if has && found.is_none() {
                    found = self.numbers.at(node.at.0.start).map(|stop| stop.title.clone());
                }
            });
        });
        found
    }

    /// A step or end within a sentence: number and title.
    pub(super) fn step(&self, name: &Name) -> String {
        match self.numbers.stop(name) {
            Some(Stop { what: What::End { .. }, title, .. }) => self.quote(title),
            Some(stop) => self.stop(stop),
            None => self.quote(name.as_str()),
        }
    }

    /// A step or branch within a sentence.
    pub(super) fn stop(&self, stop: &Stop) -> String {
        let w = &self.w.step;
        let pattern = if matches!(stop.what, What::Branch) { w.branch_reference } else { w.reference };
        self.to_stop(stop, &fill(pattern, &[&stop.number, &stop.title]))
    }

    /// The file of a procedure.
    pub(super) fn procedure_by_name(&self, name: &Name) -> Option<FileId> {
        self.project.procedures.get(name)?.first().copied()
    }

    /// A procedure by number and title, the title marked as that of a document.
    pub(super) fn procedure(&self, id: FileId) -> String {
        let head = self.project.module(id).and_then(|module| module.file.head.as_ref());
        let title = self.procedure_title(id);
        match head.and_then(|head| head.number.as_ref()) {
            Some((number, _)) => fill(self.w.head.numbered, &[number, &title]),
            None => title,
        }
    }

    /// The title of a procedure, marked as that of a document.
    pub(super) fn procedure_title(&self, id: FileId) -> String {
        let head = self.project.module(id).and_then(|module| module.file.head.as_ref());
        let title = head.and_then(|head| head.title.as_ref()).map(|text| self.text(text));
        let name = head.and_then(|head| head.ident.as_ref()).map(|ident| ident.name.to_string());
        let title = title.filter(|title| !title.is_empty()).or(name).unwrap_or_default();
        fill(self.w.signs.book, &[&title])
    }

    /// The title of an end of a procedure.
    pub(super) fn end_of(&self, procedure: FileId, name: &Name) -> String {
        let mut title = None;
        if let Some(module) = self.project.module(procedure) {
            each_flow(&module.file, &mut |flow| {
                each_node(&flow.nodes, &mut |node| {
                    let is_it = node.ident.as_ref().is_some_and(|ident| ident.name == *name);
                    if is_it && matches!(node.kind, NodeKind::End { .. }) && title.is_none() {
                        title = node.title.as_ref().map(|text| self.text(text));
                    }
                });
            });
        }
        self.quote(&title.unwrap_or_else(|| name.to_string()))
    }

    /// The declarations that belong on the page: those of the file itself, and of the others those that it speaks of.
    pub(super) fn decls(&self, kind: DeclKind) -> Vec<(Symbol, &'p Decl)> {
        let here = |symbol: &Symbol| symbol.file == self.module.id;
        let own = (0..self.file().decls.len()).map(|index| Symbol { file: self.module.id, index });
        let others = self.mentioned.symbols().filter(|symbol| !here(symbol));
        let known = own.chain(others).filter_map(|symbol| Some((symbol, self.project.decl(symbol)?)));
        known.filter(|(_, decl)| decl.body.kind() == kind && decl.ident.is_some()).collect()
    }

    /// The declarations of the used files that nothing in the procedure names. Terms, rules of conduct and trainings
    /// hold without being named.
    pub(super) fn used_decls(&self, kind: DeclKind) -> Vec<(Symbol, &'p Decl)> {
        let used = self.project.uses.get(self.module.id.index()).map(Vec::as_slice).unwrap_or_default();
        let mut found = Vec::new();
        for id in used.iter().flatten().copied() {
            let decls = self.project.module(id).map(|module| module.file.decls.as_slice()).unwrap_or_default();
            for (index, decl) in decls.iter().enumerate() {
                let symbol = Symbol { file: id, index };
                if decl.body.kind() == kind && decl.ident.is_some() && !self.mentioned.has(symbol) {
                    found.push((symbol, decl));
                }
            }
        }
        found
    }

    /// Whether the procedure speaks of one of the names of another file.
    pub(super) fn speaks_of(&self, references: &[Ref]) -> bool {
        references.iter().any(|reference| {
            let found = self.project.find(reference.span().file, reference);
            found.is_some_and(|(symbol, _)| self.mentioned.has(symbol))
        })
    }

    /// A question of the procedure, by its field.
    pub(super) fn ask(&self, name: &Name) -> Option<&'p Ask> {
        self.ask_in(self.file(), name)
    }

    /// A question of a file, by its field.
    fn ask_in(&self, file: &'p File, name: &Name) -> Option<&'p Ask> {
        let mut found: Option<&Ask> = None;
        let mut look = |ask: &'p Ask| {
            let is_it = ask.ident.as_ref().is_some_and(|ident| ident.name == *name);
            // One field may be asked at several steps; a question with a text says more than one without.
            if is_it && found.is_none_or(|found| found.title.is_none() && ask.title.is_some()) {
                found = Some(ask);
            }
        };
        each_flow(file, &mut |flow| each_node(&flow.nodes, &mut |node| node.work.asks().for_each(&mut look)));
        for decl in &file.decls {
            if let Body::Routine(routine) = &decl.body {
                routine.work.asks().for_each(&mut look);
            }
        }
        found
    }

    /// A question that a name means where it stands: one of the procedure, else of the file that names it.
    pub(super) fn ask_meant(&self, ident: &Ident) -> Option<&'p Ask> {
        let own = self.ask(&ident.name);
        own.or_else(|| self.ask_in(&self.project.module(ident.span().file)?.file, &ident.name))
    }

    /// A step or end within a sentence, as the file that names it knows it: that of an indicator may be another
    /// procedure than that of the page, whose numbers say nothing here.
    pub(super) fn step_meant(&self, file: FileId, name: &Name) -> String {
        if file == self.module.id {
            return self.step(name);
        }
        let mut title = None;
        if let Some(module) = self.project.module(file) {
            each_flow(&module.file, &mut |flow| {
                each_node(&flow.nodes, &mut |node| {
                    if title.is_none() && node.ident.as_ref().is_some_and(|ident| ident.name == *name) {
                        title = Some(node.title.as_ref().map_or_else(|| name.to_string(), |text| self.text(text)));
                    }
                });
            });
        }
        title.map_or_else(|| self.step(name), |title| self.quote(&title))
    }

    /// The category that bears a field's name, as the page's file or the record's own file sees it.
    pub(super) fn category_named(&self, ident: &Ident) -> Option<&'p Decl> {
        let reference = Ref { parts: vec![ident.clone()], at: ident.at };
        let files = [self.module.id, ident.span().file];
        let found = files.into_iter().find_map(|file| self.project.find_kind(file, &reference, DeclKind::Category));
        found.map(|(_, decl)| decl)
    }
}

/// Whether the tables of a declaration give one limit only.
pub(super) fn has_one_limit(decl: &Decl) -> bool {
    let Body::Sla(sla) = &decl.body else { return false };
    let mut names = sla.tables.iter().flat_map(|table| match &table.columns {
        Columns::Limits(limits) => limits.as_slice(),
        Columns::Values { limit, .. } => std::slice::from_ref(limit),
    });
    let first = names.next();
    names.all(|other| first.is_some_and(|first| first.name == other.name))
}

/// Whether a text is a block text, and so Markdown.
pub(super) fn is_block(project: &Project, text: &Text) -> bool {
    let span = text.span();
    let source: Option<&SourceText> = project.module(span.file).map(|module| &module.source);
    source.is_some_and(|source| source.slice(span.start, span.end).starts_with("\"\"\""))
}

/// A text in a language, with its line breaks.
pub(super) fn read(project: &Project, lang: Lang, text: &Text) -> String {
    // A text of a shared file is in that file's first language, not in that of the procedure.
    let languages = project.languages(text.span().file);
    // No text of a user brings marks of links with it.
    plain(text.read(lang.tag(), languages.first().copied().unwrap_or_default())).into_owned()
}
