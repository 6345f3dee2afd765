//! Where in a case something is.

use crate::flow::graph::NodeId;

/// One step inwards: into a branch, an item, a called procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Into a branch of a parallel block.
    Branch(NodeId, usize),
    /// Into an item of an `each`, from 0.
    Item(NodeId, usize),
    /// Into the procedure that a call names.
    Call(NodeId),
}

/// A scope of a case: the steps to it from the flow of the case itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Path(pub Vec<Step>);

impl Path {
    /// The scope one step further in.
    #[must_use]
    pub fn inner(&self, step: Step) -> Path {
        let mut steps = self.0.clone();
        steps.push(step);
        Path(steps)
    }

    /// The scope around it, with the step that leads in; `None` for the case itself.
    #[must_use]
    pub fn out(&self) -> Option<(Path, Step)> {
        let (last, before) = self.0.split_last()?;
        Some((Path(before.to_vec()), *last))
    }

    /// Whether it lies inside another, or is the same.
    #[must_use]
    pub fn is_in(&self, other: &Path) -> bool {
        self.0.starts_with(&other.0)
    }

    /// The scope of the flow that it belongs to: behind the last call.
    #[must_use]
    pub fn flow(&self) -> Path {
        self.upto(|step| matches!(step, Step::Call(_)))
    }

    /// The scope to which what is done here belongs: the innermost item or flow. Branches share those around them.
    #[must_use]
    pub fn home(&self) -> Path {
        self.upto(|step| matches!(step, Step::Call(_) | Step::Item(..)))
    }

    /// The scope to which shared fields belong: the innermost item, else the case.
    #[must_use]
    pub fn shared(&self) -> Path {
        self.upto(|step| matches!(step, Step::Item(..)))
    }

    fn upto(&self, last: impl Fn(&Step) -> bool) -> Path {
        let count = self.0.iter().rposition(last).map_or(0, |at| at + 1);
        Path(self.0.iter().take(count).copied().collect())
    }

    /// The homes from here outwards, within the flow it belongs to.
    pub fn homes(&self) -> impl Iterator<Item = Path> + use<> {
        let flow = self.flow();
        std::iter::successors(Some(self.home()), |home| home.out().map(|(out, _)| out.home()))
            .take_while(move |home| home.is_in(&flow))
    }
}

/// A node of a case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// The scope that it is in.
    pub path: Path,
    /// The node of that scope's flow.
    pub node: NodeId,
}
