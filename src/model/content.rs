//! What a procedure says, as one hash: the same as long as it says the same.
//!
//! It covers the file with its head, and of the files that it uses those declarations that it names, directly or through
//! others: a shared file may grow without a new version of every procedure. It leaves out what tells of the document and
//! not of the work (version, status, history, approvals), comments, where and in which order things are declared, and
//! how they are written: keywords of either language, width, quotes, line breaks. It does not go through the types of
//! the model, so that hashes written into documents outlive them.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

use super::lower::{is_string, string_value};
use super::{Body, Decl, DeclKind, Ident, Module, Name, Named, Project, Ref, Symbol, Usage, usages, usages_of};
use crate::source::{FileId, Span};
use crate::syntax::{Kind, Node, fmt, is_mark};

/// The hash of what a procedure says, `sha256:` and 64 hexadecimal digits. `None` where a piece of it could not be
/// read.
#[must_use]
pub fn content_hash(project: &Project, file: FileId) -> Option<String> {
    Contents::of(project).hash(file)
}

/// The declarations that belong to what a procedure says: its own, and those of other files that it names, directly or
/// through others.
#[must_use]
pub fn used_by(project: &Project, file: FileId) -> FxHashSet<Symbol> {
    project.module(file).and_then(|module| Parts::of(project, module)).unwrap_or_default().seen
}

/// What the procedures of a project say. What several of them use is read once.
pub struct Contents<'p> {
    project: &'p Project,
    /// The items of each file that was looked at, by where they begin; `None` where a piece could not be read.
    items: FxHashMap<FileId, Option<FxHashMap<u32, Node<'p>>>>,
    /// The hashes of declarations.
    known: FxHashMap<Symbol, [u8; 32]>,
}

/// What belongs to one procedure.
#[derive(Default)]
struct Parts {
    /// The declarations.
    seen: FxHashSet<Symbol>,
    /// Those whose own names have not been followed yet.
    open: Vec<Symbol>,
    /// The clauses that are cited: a standard may list more for others.
    clauses: FxHashSet<(Symbol, Name)>,
}

impl<'p> Contents<'p> {
    /// Those of a project.
    #[must_use]
    pub fn of(project: &'p Project) -> Self {
        Contents { project, items: FxHashMap::default(), known: FxHashMap::default() }
    }

    /// The hash of what a procedure says, as [`content_hash`].
    pub fn hash(&mut self, file: FileId) -> Option<String> {
        let module = self.project.module(file)?;
        self.items(file)?;
        let parts = Parts::of(self.project, module)?;
        let mut pieces = Vec::new();
        for symbol in &parts.seen {
            pieces.push(self.declared(*symbol, file, &parts.clauses)?);
        }
        // Where a declaration stands makes no difference.
        pieces.sort_unstable();
        let mut hash = Sha256::new();
        let declared: FxHashSet<u32> = module.file.decls.iter().map(|decl| decl.at.0.start).collect();
        let stays = |item: &Node<'_>| item.kind() != Kind::use_decl && !declared.contains(&item.start());
        root(module).children().filter(stays).for_each(|item| write(item, &|_| false, &mut hash));
        pieces.iter().for_each(|piece| hash.update(piece));
        Some(format!("sha256:{}", in_hex(&hash.finalize())))
    }

    /// The declarations of other files that belong to what a procedure says, each with its hash.
    pub fn shared(&mut self, file: FileId) -> Option<BTreeMap<Symbol, [u8; 32]>> {
        let parts = Parts::of(self.project, self.project.module(file)?)?;
        let shared = parts.seen.iter().filter(|symbol| symbol.file != file);
        shared.map(|symbol| Some((*symbol, self.declared(*symbol, file, &parts.clauses)?))).collect()
    }

    fn items(&mut self, file: FileId) -> Option<&FxHashMap<u32, Node<'p>>> {
        let project = self.project;
        let read = || {
            let module = project.module(file).filter(|module| is_whole(module))?;
            Some(root(module).children().map(|item| (item.start(), item)).collect())
        };
        self.items.entry(file).or_insert_with(read).as_ref()
    }

    /// The hash of one declaration.
    fn declared(&mut self, symbol: Symbol, own: FileId, clauses: &FxHashSet<(Symbol, Name)>) -> Option<[u8; 32]> {
        if let Some(known) = self.known.get(&symbol) {
            return Some(*known);
        }
        let decl = self.project.decl(symbol)?;
        let item = *self.items(symbol.file)?.get(&decl.at.0.start)?;
        // Of a shared standard only what is cited belongs to the procedure.
        let is_shared_standard = symbol.file != own && matches!(decl.body, Body::Standard(_));
        let left_out = |node: Node<'_>| {
            let cited = |id: Node<'_>| clauses.contains(&(symbol, Name::new(id.text())));
            is_shared_standard && node.kind() == Kind::clause_c && !node.child(Kind::clause_id).is_some_and(cited)
        };
        let mut hash = Sha256::new();
        write(item, &left_out, &mut hash);
        let hash: [u8; 32] = hash.finalize().into();
        if !matches!(decl.body, Body::Standard(_)) {
            self.known.insert(symbol, hash);
        }
        Some(hash)
    }
}

fn is_whole(module: &Module) -> bool {
    let file = &module.file;
    !module.is_unread() && !file.broken && !file.doubled && !root(module).descendants().any(|node| is_mark(node.kind()))
}

fn root(module: &Module) -> Node<'_> {
    module.parsed.tree.root(module.source.text())
}

impl Parts {
    /// The parts of what a procedure says; `None` where a declaration is not there.
    fn of(project: &Project, module: &Module) -> Option<Parts> {
        let mut parts = Parts::default();
        parts.own(project, module);
        // A declaration names others; a shared one is found when it is named first.
        while let Some(symbol) = parts.open.pop() {
            if symbol.file != module.id {
                let decl = project.decl(symbol)?;
                parts.named(project, symbol.file, &usages_of(decl));
                parts.fields(project, symbol.file, decl);
            }
        }
        Some(parts)
    }

    /// Everything that the file itself declares and names.
    fn own(&mut self, project: &Project, module: &Module) {
        for (index, decl) in module.file.decls.iter().enumerate() {
            self.add(Symbol { file: module.id, index });
            self.fields(project, module.id, decl);
        }
        // Who approved it and who wrote a version tells of the document: their posts are no part of what it says.
        let head = module.file.head.iter();
        let of_document: FxHashSet<Span> = head
            .flat_map(|head| {
                let approved = head.approvals.iter().map(|approval| &approval.by);
                approved.chain(head.history.iter().filter_map(|row| row.by.as_ref()))
            })
            .map(Ref::span)
            .collect();
        let mut uses = usages(&module.file);
        uses.retain(|usage| !matches!(usage.what, Named::Ref(by) if of_document.contains(&by.span())));
        self.named(project, module.id, &uses);
        if let Some(scope) = project.scope_of(module.id) {
            scope.asks.keys().for_each(|name| self.category(project, module.id, name));
        }
    }

    fn add(&mut self, symbol: Symbol) {
        if self.seen.insert(symbol) {
            self.open.push(symbol);
        }
    }

    fn named(&mut self, project: &Project, file: FileId, usages: &[Usage<'_>]) {
        for usage in usages {
            let Named::Ref(reference) = usage.what else { continue };
            let Some((symbol, _)) = project.find(file, reference) else { continue };
            self.add(symbol);
            self.clauses.extend(usage.clauses.iter().map(|id| (symbol, id.name.clone())));
        }
    }

    /// A field that bears the name of a category is that category.
    fn fields(&mut self, project: &Project, file: FileId, decl: &Decl) {
        if let Body::Record(record) = &decl.body {
            record.fields.iter().for_each(|field| self.category(project, file, &field.ident.name));
        }
    }

    fn category(&mut self, project: &Project, file: FileId, name: &Name) {
        let ident = Ident { name: name.clone(), ..Ident::default() };
        let reference = Ref { parts: vec![ident], ..Ref::default() };
        if let Some((symbol, _)) = project.find_kind(file, &reference, DeclKind::Category) {
            self.add(symbol);
        }
    }
}

/// Writes the words of a piece, each with its sort and length, so that no two pieces are written alike.
fn write(item: Node<'_>, left_out: &dyn Fn(Node<'_>) -> bool, hash: &mut Sha256) {
    let mut skip = 0;
    for node in item.descendants().filter(|node| node.kind() != Kind::comment) {
        if node.index() < skip {
            continue;
        }
        let of_document = matches!(node.kind(), Kind::version_c | Kind::status_c | Kind::history_c | Kind::approved_c);
        if of_document || left_out(node) {
            skip = node.next_index();
            continue;
        }
        if !node.is_leaf() || node.start() >= node.end() {
            continue;
        }
        let (sort, word) = match node.kind() {
            kind if is_string(kind) => ('s', string_value(node)),
            Kind::name | Kind::member | Kind::clause_id => ('n', Name::new(node.text()).as_str().to_owned()),
            _ => ('w', fmt::one_form(node)),
        };
        hash.update(format!("{sort}{}:{word}", word.len()));
    }
}

fn in_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

    use super::*;
    use crate::source::{Loaded, RawFile};

    const SHARED: &str = "role agent \"客服专员\" { reports to lead  works office  count 6 }\n\
        role lead \"主管\" { count 1 }\nrole clerk \"文员\" { count 2 }\n\
        calendar office \"工作时间\" { open mon-fri 09:00-18:00  timezone \"Asia/Shanghai\" }\n\
        standard basis \"依据\" { clause 7.1 \"登记\"  clause 7.2 \"跟踪\" }\n";
    const OWN: &str = "sop complaint \"投诉处理\" {\n  language zh\n  version \"1.0\"\n  status draft\n  owner lead\n}\n\
        use \"common.sop\"\n\
        record form \"登记表\" { fields content  kept 2 years by agent }\n\
        flow {\n  step register \"登记\" { by agent  fills form  within 24h  cites basis 7.1 }\n  end closed \"关闭\"\n}\n";

    fn hash(own: &str, shared: &str) -> String {
        let raw = |(path, text): (&str, &str)| RawFile {
            path: path.to_owned(),
            shown: path.to_owned(),
            text: Ok(text.to_owned()),
            named: true,
        };
        let files = [("common.sop", shared), ("complaint.sop", own)].map(raw).to_vec();
        let project = Project::new(Loaded { files, ..Loaded::default() });
        content_hash(&project, FileId(1)).unwrap()
    }

    fn same(own: &str, shared: &str) {
        assert_eq!(hash(own, shared), hash(OWN, SHARED), "{own}\n{shared}");
    }

    fn other(own: &str, shared: &str) {
        assert_ne!(hash(own, shared), hash(OWN, SHARED), "{own}\n{shared}");
    }

    #[test]
    fn how_it_is_written_makes_no_difference() {
        same(&OWN.replace("within 24h", "时限 24 小时"), SHARED);
        same(&OWN.replace("\"登记\"", "“登记”").replace(" {", " ｛"), SHARED);
        same(&format!("# a comment\n{}", OWN.replace("  fills", "\n    fills")), SHARED);
        let (record, rest) = (OWN.find("record").unwrap(), OWN.find("flow").unwrap());
        same(&format!("{}{}{}", &OWN[..record], &OWN[rest..], &OWN[record..rest]), SHARED);
    }

    #[test]
    fn what_tells_of_the_document_makes_no_difference() {
        let head = "version \"2.0\"\n  approved by lead on 2026-01-01 of \"sha256:00\"\n  history { \"2.0\" on 2026-01-01 by lead \"改写\" }";
        same(&OWN.replace("version \"1.0\"", head).replace("status draft", "status approved"), SHARED);
    }

    #[test]
    fn posts_that_only_the_document_names_make_no_difference() {
        let head =
            "approved by clerk on 2026-01-01\n  history { \"1.0\" on 2026-01-01 by clerk \"首次编写\" }\n  owner lead";
        same(&OWN.replace("owner lead", head), SHARED);
    }

    #[test]
    fn what_it_says_makes_a_difference() {
        other(&OWN.replace("24h", "48h"), SHARED);
        other(&OWN.replace("登记\" {", "登记投诉\" {"), SHARED);
        other(&OWN.replace("owner lead", "owner agent"), SHARED);
        other(&OWN.replace("24h", "24 min"), SHARED);
    }

    #[test]
    fn of_shared_files_what_it_names_counts() {
        other(OWN, &SHARED.replace("count 6", "count 5"));
        other(OWN, &SHARED.replace("18:00", "17:00"));
        other(OWN, &SHARED.replace("\"登记\"", "\"登记投诉\""));
        same(OWN, &SHARED.replace("count 2", "count 3"));
        same(OWN, &SHARED.replace("clause 7.2 \"跟踪\"", "clause 7.2 \"跟踪处理\"  clause 7.3 \"答复\""));
    }

    #[test]
    fn what_moves_into_a_shared_file_stays_what_it_is() {
        let record = "record form \"登记表\" { fields content  kept 2 years by agent }\n";
        same(&OWN.replace(record, ""), &format!("{SHARED}{record}"));
    }
}
