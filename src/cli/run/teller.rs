//! How a case is told to its reader: steps, people and moments in words.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::emit::Phrases;
use crate::flow::case::{Answer, At, Event, Path, Program, State, Step, length, owners};
use crate::flow::{FlowNode, Graph};
use crate::labels::{Lang, Say};
use crate::model::{AskType, Decl, DeclKind, Ident, Limit, Name, Node, Project, Ref, Symbol, Value};
use crate::run::{Case, Story, Told};
use crate::say;
use crate::source::{FileId, Place, Span};

/// To whom it is told.
#[derive(Debug, Clone)]
pub(super) struct Reader {
    pub(super) lang: Lang,
    /// The moment that the caller gives: what is due by then is marked. The clock here is never asked.
    pub(super) as_of: Option<Timestamp>,
    /// The store, where it is not the usual one and commands must name it.
    pub(super) store: Option<String>,
}

/// What is told depends on the story, on its program and on the reader.
pub(super) struct Teller<'p> {
    pub(super) story: &'p Story,
    pub(super) program: &'p Program<'p>,
    /// Everything that happened in the case.
    pub(super) told: &'p [Told],
    pub(super) reader: Reader,
    /// The phrases of each file, made when they are asked for.
    phrases: Vec<OnceCell<Phrases<'p>>>,
    /// The procedures that several steps call.
    called_often: BTreeSet<FileId>,
    zone: TimeZone,
}

impl<'p> Teller<'p> {
    pub(super) fn new((story, program): (&'p Story, &'p Program<'p>), case: &'p Case, reader: Reader) -> Self {
        let phrases = story.project.modules.iter().map(|_| OnceCell::new()).collect();
        let called_often = program.called_often();
        let zone = TimeZone::system();
        Teller { story, program, told: &case.told, reader, phrases, called_often, zone }
    }

    /// A sentence in the reader's language.
    pub(super) fn say(&self, say: &Say) -> String {
        say.to(self.reader.lang).to_owned()
    }

    /// The phrases of a file; those of the procedure where there is no such file.
    pub(super) fn of(&self, file: FileId) -> Option<&Phrases<'p>> {
        let project: &'p Project = &self.story.project;
        let module = project.module(file).or_else(|| project.module(self.story.file))?;
        let phrases = self.phrases.get(module.id.index())?;
        Some(phrases.get_or_init(|| Phrases::new(project, module, self.reader.lang)))
    }

    /// The flow, the node and the phrases of a place.
    pub(super) fn at(&self, at: &At) -> Option<(&'p Graph<'p>, FlowNode<'p>, &Phrases<'p>)> {
        let graph = self.program.graph(&at.path)?;
        Some((graph, *graph.node(at.node)?, self.of(graph.file)?))
    }

    /// The title of the case: the procedure, and the routine if it is the case of one.
    pub(super) fn title(&self) -> String {
        let procedure = self.of(self.story.file).map(Phrases::procedure).unwrap_or_default();
        match &self.story.routine {
            None => procedure,
            Some(_) => {
                let title = self.routine_title().unwrap_or_default();
                self.say(&say!("{procedure}“{title}”", "{procedure}, “{title}”"))
            }
        }
    }

    /// The title of the routine, if it is the case of one.
    pub(super) fn routine_title(&self) -> Option<String> {
        let name = self.story.routine.as_ref()?;
        let module = self.story.project.module(self.story.file);
        let mut decls = module.into_iter().flat_map(|module| &module.file.decls);
        let decl = decls.find(|decl| decl.ident.as_ref().is_some_and(|ident| ident.name == *name));
        Some(decl.map_or_else(|| name.to_string(), |decl| self.decl(decl)))
    }

    /// The title of the procedure as it is written; of a file without a head its path.
    pub(super) fn plain_title(&self) -> String {
        let head = self.story.project.module(self.story.file).and_then(|module| module.file.head.as_ref());
        let title =
            head.and_then(|head| head.title.as_ref()).and_then(|text| Some(self.of(self.story.file)?.text(text)));
        let name = || head.and_then(|head| head.ident.as_ref()).map(|ident| ident.name.to_string());
        let title = title.filter(|title| !title.is_empty()).or_else(name);
        title.unwrap_or_else(|| self.story.procedure.clone())
    }

    /// A step in a sentence: with the procedure if it is called, and with the calls and items in which it lies, where
    /// there are others.
    pub(super) fn step(&self, state: &State, at: &At) -> String {
        let Some((graph, node, phrases)) = self.at(at) else { return self.program.address(at) };
        let step = phrases.step(node.node);
        let step = match graph.file == self.program.file {
            true => step,
            false => {
                let procedure = phrases.procedure();
                self.say(&say!("{procedure}{step}", "{step} of {procedure}"))
            }
        };
        match self.around(state, &at.path).as_str() {
            "" => step,
            around => self.say(&say!("{step}（{around}）", "{step} ({around})")),
        }
    }

    /// The items and calls in which a scope lies, from the outside: all items, and the calls of what is called several
    /// times. Empty if there are none.
    pub(super) fn around(&self, state: &State, path: &Path) -> String {
        let mut words: Vec<String> = Vec::new();
        let mut outer = Path::default();
        let mut in_item = false;
        for step in &path.0 {
            let inner = outer.inner(*step);
            match step {
                Step::Branch(..) => {}
                Step::Item(node, index) => {
                    let items = state.items.get(&(outer.clone(), *node));
                    let item = items.and_then(|items| items.get(*index)).cloned().unwrap_or_default();
                    let number = index + 1;
                    words.push(self.say(&match (in_item, item.is_empty()) {
                        (false, false) => say!("第 {number} 项：{item}", "item {number}: {item}"),
                        (true, false) => say!("其中第 {number} 项：{item}", "in it item {number}: {item}"),
                        (false, true) => say!("第 {number} 项", "item {number}"),
                        (true, true) => say!("其中第 {number} 项", "in it item {number}"),
                    }));
                    in_item = true;
                }
                Step::Call(node) => {
                    let called = self.program.graph(&inner).map(|graph| graph.file);
                    if called.is_some_and(|called| self.called_often.contains(&called))
                        && let Some((_, call, phrases)) = self.at(&At::new(&outer, *node))
                    {
                        let call = phrases.step(call.node);
                        words.push(self.say(&say!("由{call}调用", "called by {call}")));
                    }
                }
            }
            outer = inner;
        }
        words.join(self.say(&say!("；", "; ")).as_str())
    }

    /// The innermost item that a scope is about.
    pub(super) fn item(&self, state: &State, path: &Path) -> Option<(usize, String)> {
        let depth = path.0.iter().rposition(|step| matches!(step, Step::Item(..)))?;
        let Some(Step::Item(node, index)) = path.0.get(depth).copied() else { return None };
        let outer = Path(path.0.iter().take(depth).copied().collect());
        let item = state.items.get(&(outer, node)).and_then(|items| items.get(index));
        Some((index + 1, item.cloned().unwrap_or_default()))
    }

    /// The title of a declaration.
    pub(super) fn decl(&self, decl: &Decl) -> String {
        self.of(decl.span().file).map_or_else(|| decl.label().to_owned(), |phrases| phrases.decl(decl))
    }

    /// A post within a sentence.
    pub(super) fn post(&self, symbol: Symbol) -> String {
        let decl = self.story.project.decl(symbol);
        let post = decl.and_then(|decl| Some(self.of(symbol.file)?.post(decl)));
        post.unwrap_or_else(|| self.program.name(symbol).to_string())
    }

    /// Posts as a list in which any one is meant.
    pub(super) fn posts(&self, symbols: &[Symbol]) -> String {
        let posts: Vec<String> = symbols.iter().map(|symbol| self.post(*symbol)).collect();
        let phrases = self.of(self.story.file);
        phrases.map(|phrases| phrases.list_with(&posts, phrases.words().signs.or)).unwrap_or_default()
    }

    /// The posts to which the work of an open node belongs: the one that it was handed to, else those that are named.
    pub(super) fn doers(&self, state: &State, at: &At) -> Vec<Symbol> {
        owners(self.program, state, at)
    }

    /// The posts to which the work of a node belongs now, as references: whose superior is meant depends on them.
    pub(super) fn acting(&self, state: &State, at: &At) -> Vec<Ref> {
        let Some(post) = state.handed_to(at) else {
            return self.node(at).map(|node| node.work.by.clone()).unwrap_or_default();
        };
        let at = Place(Span::new(post.file, 0, 0));
        vec![Ref { parts: vec![Ident { name: self.program.name(post), at }], at }]
    }

    /// The title of a post that is given by its name.
    pub(super) fn role(&self, name: &str) -> String {
        let decl = self.program.role(self.program.file, name).and_then(|symbol| self.story.project.decl(symbol));
        decl.map_or_else(|| name.to_owned(), |decl| self.decl(decl))
    }

    /// Who did something: the person and the post.
    pub(super) fn who(&self, event: &Event) -> String {
        let (person, role) = (&event.person, self.role(&event.role));
        match role.is_empty() {
            true => person.clone(),
            false => self.say(&say!("{person}（{role}）", "{person} ({role})")),
        }
    }

    /// A limit in a sentence; of a table with its length, as far as the case decides it.
    pub(super) fn limit(&self, state: &State, at: &At, limit: &Limit) -> Option<(String, Vec<String>)> {
        let (graph, node, phrases) = self.at(at)?;
        let (words, consequences) = phrases.limit(node.node, limit, graph.flow, &self.acting(state, at));
        let is_of_table = self.program.project.table_limit(graph.file, &limit.value).is_some();
        let long = length(self.program, state, &at.path, graph.file, limit).filter(|_| is_of_table);
        let words = match long {
            Some(long) => {
                let long = phrases.value(&Value::Duration(long));
                self.say(&say!("{long}，{words}", "{long}, {words}"))
            }
            None => words,
        };
        Some((words, consequences))
    }

    /// A moment as the clock here shows it.
    pub(super) fn moment(&self, moment: Timestamp) -> String {
        moment.to_zoned(self.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// A moment for programs, with the offset of the clock here.
    pub(super) fn with_offset(&self, moment: Timestamp) -> String {
        moment.display_with_offset(self.zone.to_offset(moment)).to_string()
    }

    /// A category within a sentence.
    pub(super) fn category(&self, file: FileId, reference: &Ref) -> String {
        let decl = self.story.project.find_kind(file, reference, DeclKind::Category).map(|(_, decl)| self.decl(decl));
        let title = decl.unwrap_or_else(|| reference.last().to_string());
        self.of(self.story.file).map_or_else(|| title.clone(), |phrases| phrases.quote(&title))
    }

    /// The zone of the clock here.
    pub(super) fn zone(&self) -> String {
        self.zone.iana_name().unwrap_or("UTC").to_owned()
    }

    /// What a field is called at a node of a file.
    pub(super) fn field(&self, file: FileId, name: &Name) -> String {
        self.of(file).map_or_else(|| name.to_string(), |phrases| phrases.field(name))
    }

    /// An answer in words.
    pub(super) fn answer(&self, file: FileId, ty: &AskType, answer: &Answer) -> String {
        let Some(phrases) = self.of(file) else { return answer.to_string() };
        let words = phrases.words();
        match answer {
            Answer::YesNo(true) => words.value.yes.to_owned(),
            Answer::YesNo(false) => words.value.no.to_owned(),
            Answer::Value(value) => phrases.value(value),
            Answer::Name(name) => {
                let found = phrases.values(ty).into_iter().find(|(known, _)| known == name);
                found.map_or_else(|| name.to_string(), |(_, title)| title)
            }
            Answer::Date(date) => phrases.value(&Value::Date(*date)),
            Answer::Text(text) => text.clone(),
            Answer::File { hash, name } => {
                let short = hash.get(..12).unwrap_or(hash);
                self.say(&say!("{name}（SHA-256 {short}…）", "{name} (SHA-256 {short}…)"))
            }
        }
    }

    /// A title with what belongs to it, such as a question with its answer.
    pub(super) fn labelled(&self, label: &str, value: &str) -> String {
        match (label.chars().last(), self.reader.lang) {
            (Some('？'), _) => format!("{label}{value}"),
            (Some('?'), _) => format!("{label} {value}"),
            (_, Lang::Zh) => format!("{label}：{value}"),
            (_, Lang::En) => format!("{label}: {value}"),
        }
    }

    /// The node of a place, if it is there.
    pub(super) fn node(&self, at: &At) -> Option<&'p Node> {
        self.at(at).map(|(_, node, _)| node.node)
    }
}
