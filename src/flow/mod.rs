//! Meaning to graph: a flow as points and edges, and what can be said about all its ways.
//!
//! Every work node has an *enter* and a *done* point; limits, controls and values are decided on points. What may
//! happen next is defined by the edges here and nowhere else: rules, documents and the runner read them.

mod before;
mod build;
mod bypass;
pub mod case;
mod cond;
mod controls;
mod graph;
mod idle;
mod knots;
mod longest;
mod loops;
mod measure;
mod reach;
mod shortest;
mod spans;
mod values;
mod ways;

pub use before::Before;
pub use build::build;
pub use bypass::Bypass;
pub use controls::{Control, leads_to, precedes};
pub use graph::{Edge, EdgeKind, FlowNode, Graph, Inside, Jump, NodeId, PointAt, Unresolved};
pub use longest::{Longest, longest};
pub use loops::{Loop, LoopKind, dead_circles, loops, on_loop};
pub use measure::Measure;
pub use reach::{Reach, Reached, branch_of, reachable, reaches_end};
pub use shortest::shortest;
pub use spans::{point_of, span_covers, surely_set, surely_started};
pub use values::{
    Assigned, Atom, Atoms, Branching, Cases, Choice, Domain, FieldHere, Follow, Pair, UNSET, Unset, Values, Variable,
    assigned, is_called, measures, unset,
};
pub use ways::in_words;
