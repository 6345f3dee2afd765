//! The flow of a routine: its own, or the one step that its clauses are.

use std::borrow::Cow;

use crate::model::{Body, Decl, File, Flow, Ident, Name, Node, NodeKind, Text, Translation, Work};

/// The flow of a case of a file: that of its procedure, or of one of its routines. `None` if there is none, or if it
/// is still open.
#[must_use]
pub fn flow_of<'f>(file: &'f File, routine: Option<&Name>) -> Option<Cow<'f, Flow>> {
    let flow = match routine {
        None => file.flow.as_ref().map(Cow::Borrowed),
        Some(name) => {
            let is_it = |decl: &&Decl| decl.ident.as_ref().is_some_and(|ident| ident.name == *name);
            let decl = file.decls.iter().find(is_it)?;
            let Body::Routine(routine) = &decl.body else { return None };
            let own = routine.flow.as_ref().map(Cow::Borrowed);
            own.or_else(|| Some(Cow::Owned(one_step(file, decl, &routine.work))))
        }
    };
    flow.filter(|flow| flow.unset.is_none() && !flow.nodes.is_empty())
}

/// A routine without a flow is one step, and then its end.
fn one_step(file: &File, decl: &Decl, work: &Work) -> Flow {
    let step = Node {
        ident: decl.ident.clone(),
        title: decl.title.clone(),
        kind: NodeKind::Step,
        work: work.clone(),
        at: decl.at,
        head: decl.head,
        broken: decl.broken,
    };
    let end = Node {
        ident: Some(Ident { name: Name::new("done"), at: decl.head }),
        title: Some(done(file, decl)),
        kind: NodeKind::End { failed: false },
        work: Work::default(),
        at: decl.at,
        head: decl.head,
        broken: false,
    };
    Flow { nodes: vec![step, end], at: decl.at, head: decl.head, ..Flow::default() }
}

/// The title of the end in the languages that we speak, the file's first language first.
fn done(file: &File, decl: &Decl) -> Text {
    let first = file.head.as_ref().and_then(|head| head.languages.first()).map_or("zh", |(tag, _)| tag.as_str());
    let (source, lang, text) = match first.starts_with("en") {
        true => ("Done", "zh", "已完成"),
        false => ("已完成", "en", "Done"),
    };
    let other = Translation { lang: lang.to_owned(), lang_at: decl.head, text: text.to_owned() };
    Text { source: source.to_owned(), translations: vec![other], at: decl.head }
}
