//! The numbers of steps, in reading order.
//!
//! Steps count 1, 2, 3 …; inside a parallel block the branches are letters (`11.A.1`), inside an `each` the steps
//! count on below it (`12.1`). Routines are R1, R2 …, their steps R1.1. Ends have no number.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Body, File, Name, Node, NodeKind, Text};

/// What a name of the flow stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Something that is done.
    Step,
    /// A branch of a parallel block.
    Branch,
    /// An end.
    End {
        /// Whether it is a failure.
        failed: bool,
    },
}

/// A named place of the flow.
#[derive(Debug, Clone)]
pub(super) struct Stop {
    /// Its number; empty for ends.
    pub(super) number: String,
    /// Its title, else its name.
    pub(super) title: String,
    /// Its place in reading order.
    pub(super) order: usize,
    /// What it is.
    pub(super) what: What,
}

/// All numbers of a procedure.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    by_name: BTreeMap<Name, Stop>,
    by_place: BTreeMap<u32, Stop>,
    /// The steps that are done with each item.
    items: BTreeSet<usize>,
    count: usize,
}

impl Numbers {
    /// Numbers the flow and the routines of a file; `read` gives texts in the page's language.
    pub(super) fn of(file: &File, read: &dyn Fn(&Text) -> String) -> Self {
        let mut numbers = Numbers::default();
        if let Some(flow) = &file.flow {
            numbers.block(&flow.nodes, "", read);
        }
        let routines = file.decls.iter().filter(|decl| matches!(decl.body, Body::Routine(_)));
        for (index, decl) in routines.enumerate() {
            let number = format!("R{}", index + 1);
            let prefix = format!("{number}.");
            let title = decl.title.as_ref().map_or_else(|| decl.label().to_owned(), read);
            let stop = numbers.next(number, title, What::Step);
            numbers.by_place.insert(decl.at.0.start, stop);
            if let Body::Routine(routine) = &decl.body
                && let Some(flow) = &routine.flow
            {
                numbers.block(&flow.nodes, &prefix, read);
            }
        }
        numbers
    }

    /// The place of the flow that a name stands for.
    pub(super) fn stop(&self, name: &Name) -> Option<&Stop> {
        self.by_name.get(name)
    }

    /// The stop of a construct that begins at this byte of the file.
    pub(super) fn at(&self, start: u32) -> Option<&Stop> {
        self.by_place.get(&start)
    }

    /// Whether the step of this place in reading order is done with each item.
    pub(super) fn is_item(&self, order: usize) -> bool {
        self.items.contains(&order)
    }

    fn block(&mut self, nodes: &[Node], prefix: &str, read: &dyn Fn(&Text) -> String) {
        let mut count = 0;
        for node in nodes {
            let title = node.title.as_ref().map_or_else(|| node.label().to_owned(), read);
            let (number, what) = match &node.kind {
                NodeKind::Broken(_) => continue,
                NodeKind::End { failed } => (String::new(), What::End { failed: *failed }),
                _ => {
                    count += 1;
                    (format!("{prefix}{count}"), What::Step)
                }
            };
            let stop = self.next(number.clone(), title, what);
            self.add(node.ident.as_ref().map(|ident| &ident.name), node.at.0.start, stop);
            match &node.kind {
                NodeKind::Parallel { branches, .. } => {
                    for (index, branch) in branches.iter().enumerate() {
                        let number = format!("{number}.{}", letters(index));
                        let inner = format!("{number}.");
                        let name = branch.ident.as_ref().map(|ident| &ident.name);
                        let title = branch.title.as_ref().map(read);
                        let title = title.or_else(|| name.map(Name::to_string)).unwrap_or_default();
                        let stop = self.next(number, title, What::Branch);
                        self.add(name, branch.at.0.start, stop);
                        self.block(&branch.nodes, &inner, read);
                    }
                }
                NodeKind::Each { nodes, .. } => {
                    self.block(nodes, &format!("{number}."), read);
                    // Blocks inside it have ends of their own; only what lies directly in it ends the item.
                    let direct = nodes.iter().filter_map(|node| self.by_place.get(&node.at.0.start));
                    self.items.extend(direct.map(|stop| stop.order));
                }
                _ => {}
            }
        }
    }

    fn next(&mut self, number: String, title: String, what: What) -> Stop {
        self.count += 1;
        Stop { number, title: super::flatten::flatten(&title), order: self.count, what }
    }

    fn add(&mut self, name: Option<&Name>, start: u32, stop: Stop) {
        if let Some(name) = name {
            self.by_name.entry(name.clone()).or_insert_with(|| stop.clone());
        }
        self.by_place.insert(start, stop);
    }
}

/// A, B … Z, AA, AB …
fn letters(index: usize) -> String {
    let last = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    match index / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letters(more - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn branches_after_z_have_two_letters() {
        assert_eq!([letters(0), letters(25), letters(26)], ["A", "Z", "AA"]);
    }
}
