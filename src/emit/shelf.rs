//! Which documents are built, and where: so that one document can lead to another.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::images::Images;
use crate::labels::Lang;
use crate::model::{Body, Decl, DeclKind, Module, Name, Project, Ref, Symbol, Work, each_flow, each_node};
use crate::source::{FileId, relative};

/// The two documents of a procedure in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Link {
    /// The path of the handbook.
    pub(super) handbook: String,
    /// The path of the checklist.
    pub(super) checklist: String,
}

impl Link {
    /// The paths below the output folder.
    pub(super) fn of(module: &Module, lang: Lang) -> Self {
        let stem = module.path.strip_suffix(".sop").unwrap_or(&module.path);
        Link { handbook: format!("{stem}.{lang}.md"), checklist: format!("{stem}.checklist.{lang}.md") }
    }

    /// The path of another document of the procedure.
    pub(super) fn beside(&self, lang: Lang, ending: &str) -> String {
        self.stem(lang, &format!("{lang}.{ending}"))
    }

    /// The path of a document of the procedure in all languages.
    pub(super) fn stem(&self, lang: Lang, ending: &str) -> String {
        let stem = self.handbook.strip_suffix(&format!(".{lang}.md")).unwrap_or(&self.handbook);
        format!("{stem}.{ending}")
    }

    /// The same documents as seen from a document beside `from`.
    fn seen_from(&self, from: &Link) -> Self {
        Link {
            handbook: relative(&from.handbook, &self.handbook),
            checklist: relative(&from.handbook, &self.checklist),
        }
    }
}

/// All documents of a build.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    documents: BTreeMap<(FileId, Lang), Link>,
    /// The pages of posts: of each its name and its path, in the order in which the procedures name them.
    posts: BTreeMap<Lang, BTreeMap<Name, String>>,
    /// The folder of the pages of posts.
    folder: String,
    /// All paths that a link may lead to.
    paths: BTreeSet<String>,
    /// The trainings of the project, in the order of the files: they are looked for once, not once a page.
    pub(super) trainings: Vec<Symbol>,
    /// The images that lie beside them.
    pub(super) images: Images,
}

/// A shelf without documents, for phrases that stand in none.
pub(super) static EMPTY: Shelf = Shelf {
    documents: BTreeMap::new(),
    posts: BTreeMap::new(),
    folder: String::new(),
    paths: BTreeSet::new(),
    trainings: Vec::new(),
    images: Images::NONE,
};

impl Shelf {
    /// The documents of these procedures in these languages; with `posts`, the pages of the posts that work in them too.
    pub(super) fn of(project: &Project, wanted: &[(&Module, Lang)], posts: bool) -> Self {
        let of_file = |module: &Module| {
            let decls = module.file.decls.iter().enumerate();
            let trainings = decls.filter(|(_, decl)| matches!(decl.body, Body::Training(_)) && decl.ident.is_some());
            trainings.map(|(index, _)| Symbol { file: module.id, index }).collect::<Vec<_>>()
        };
        let mut shelf = Shelf { trainings: project.modules.iter().flat_map(of_file).collect(), ..Shelf::default() };
        for (module, lang) in wanted {
            let link = Link::of(module, *lang);
            shelf.paths.extend([link.handbook.clone(), link.checklist.clone(), index_path(*lang)]);
            shelf.documents.insert((module.id, *lang), link);
        }
        if posts {
            shelf.add_posts(project, wanted);
        }
        shelf
    }

    /// The same shelf with images beside the documents.
    pub(super) fn with_images(self, images: &Images) -> Self {
        Shelf { images: images.clone(), ..self }
    }

    fn add_posts(&mut self, project: &Project, wanted: &[(&Module, Lang)]) {
        self.folder = "post".to_owned();
        // A procedure may lie in a folder of that name.
        while self.paths.iter().any(|path| path.starts_with(&format!("{}/", self.folder))) {
            self.folder.push('_');
        }
        let mut files: BTreeMap<Lang, BTreeSet<String>> = BTreeMap::new();
        for (module, lang) in wanted {
            let (posts, files) = (self.posts.entry(*lang).or_default(), files.entry(*lang).or_default());
            for name in acting(project, module) {
                if posts.contains_key(&name) {
                    continue;
                }
                // Not every system tells small letters from capital ones.
                let mut file = name.to_string();
                while !files.insert(file.to_lowercase()) {
                    file.push('_');
                }
                let path = format!("{}/{file}.{lang}.md", self.folder);
                self.paths.insert(path.clone());
                posts.insert(name, path);
            }
            self.paths.insert(posts_path(*lang));
        }
    }

    /// The way from the documents of one procedure to those of another; `None` if they are not built.
    pub(super) fn way(&self, from: FileId, to: FileId, lang: Lang) -> Option<Link> {
        Some(self.documents.get(&(to, lang))?.seen_from(self.documents.get(&(from, lang))?))
    }

    /// The way from the documents of a procedure to the page of a post; `None` if it is not built.
    pub(super) fn way_to_post(&self, from: FileId, post: &Name, lang: Lang) -> Option<String> {
        Some(relative(&self.documents.get(&(from, lang))?.handbook, self.post(post, lang)?))
    }

    /// The path of the page of a post.
    pub(super) fn post(&self, post: &Name, lang: Lang) -> Option<&str> {
        self.posts.get(&lang)?.get(post).map(String::as_str)
    }

    /// Whether posts have pages in a language.
    pub(super) fn has_posts(&self, lang: Lang) -> bool {
        self.posts.get(&lang).is_some_and(|posts| !posts.is_empty())
    }

    /// Whether a document of the build has this path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// The languages in which a procedure is documented.
    pub(super) fn languages(&self, procedure: FileId) -> Vec<Lang> {
        [Lang::Zh, Lang::En].into_iter().filter(|lang| self.documents.contains_key(&(procedure, *lang))).collect()
    }
}

/// The path of the index in a language.
pub(super) fn index_path(lang: Lang) -> String {
    format!("index.{lang}.md")
}

/// The path of the list of posts in a language.
pub(super) fn posts_path(lang: Lang) -> String {
    format!("posts.{lang}.md")
}

/// The posts that do, decide, answer for, advise or are told something in a procedure, by their names, each once.
fn acting(project: &Project, module: &Module) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    let mut look = |work: &Work| {
        for (_, decl) in posts_of(project, work) {
            let name = decl.ident.as_ref().map(|ident| &ident.name);
            found.extend(name.filter(|name| !found.contains(name)).cloned());
        }
    };
    each_flow(&module.file, &mut |flow| each_node(&flow.nodes, &mut |node| look(&node.work)));
    for decl in &module.file.decls {
        if let Body::Routine(routine) = &decl.body {
            look(&routine.work);
        }
    }
    found
}

/// The posts that a step names, with what they are declared as.
pub(super) fn posts_of<'p>(project: &'p Project, work: &'p Work) -> impl Iterator<Item = (&'p Ref, &'p Decl)> {
    let named = work.by.iter().chain(&work.accountable).chain(&work.consults).chain(&work.informs);
    named.filter_map(|post| {
        let (_, decl) = project.find_kind(post.span().file, post, DeclKind::Role)?;
        Some((post, decl))
    })
}
