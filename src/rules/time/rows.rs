//! Whether a case of a row of a table comes to a node: a limit that a row gives there binds nobody if none does.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;

use super::figures::Case;
use crate::flow::{Atom, Cases, Domain, Follow, Variable};
use crate::rules::{Context, FlowView};

/// The cases of one flow, told apart by the categories of its tables.
pub(super) struct Rows<'v, 'p> {
    context: &'v Context<'p>,
    view: &'v FlowView<'p>,
    /// By the variable that is told apart; nothing where single cases cannot be followed.
    followed: BTreeMap<usize, Option<Cases>>,
}

impl<'v, 'p> Rows<'v, 'p> {
    pub(super) fn of(context: &'v Context<'p>, view: &'v FlowView<'p>) -> Self {
        Self { context, view, followed: BTreeMap::new() }
    }

    /// Whether some case with the values of a row may come to a point, if nobody corrects them on the way. Of a
    /// category that no condition of the flow reads, every value comes wherever a way leads. Of a flow with too many
    /// cases nothing is said.
    pub(super) fn may_come(&mut self, row: &[Case<'p>], point: NodeIndex) -> bool {
        let (graph, values) = (&self.view.graph, &self.view.values);
        let known: Vec<(usize, Atom)> = row.iter().filter_map(|known| self.known(known)).collect();
        let Some((first, _)) = known.first() else { return true };
        let state = values.states.get(point.index()).and_then(Option::as_ref);
        if !state.is_some_and(|state| values.fits(state, &known)) {
            return false;
        }
        // Kept apart, the variables make combinations that no case has.
        let follow =
            Follow { anytime: true, loosely: true, uncorrected: true, kept: Some(*first), ..Follow::default() };
        let project = self.context.project;
        let cases = self.followed.entry(*first).or_insert_with(|| Cases::follow(project, graph, values, &follow));
        cases.as_ref().is_some_and(|cases| cases.at(point).any(|state| values.fits(state, &known)))
    }

    /// A value of a category as the conditions of the flow read it.
    fn known(&self, (category, value): &Case<'p>) -> Option<(usize, Atom)> {
        let name = self.context.project.decl(*category)?.ident.as_ref()?;
        let is_it = |variable: &Variable<'_>| {
            let home = variable.field.home.unwrap_or(self.view.graph.file);
            *variable.name == name.name && home == category.file && matches!(variable.domain, Domain::Names(_))
        };
        let index = self.view.values.variables.iter().position(is_it)?;
        Some((index, Atom::Name((*value).clone())))
    }
}
