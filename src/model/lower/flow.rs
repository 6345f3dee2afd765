//! Flows, their nodes, branches, controls and routines.

use super::{Lower, broken, words};
use crate::model::{
    Anytime, Branch, Callee, Cite, Control, ControlKind, Count, Delay, Expect, FaultKind, Flow, Guard,
    Node as FlowNode, NodeKind, Routine, RoutineStart, Start, StartOn, Target, Text, Work,
};
use crate::syntax::{Kind, Node};

impl Lower {
    pub(super) fn flow(&mut self, node: Node<'_>) -> Flow {
        let at = self.place(node);
        let mut flow = Flow { at, head: self.head_place(node), broken: broken(node), ..Flow::default() };
        if node.has(Kind::kw_unset) {
            flow.unset = Some(self.text_in(node).unwrap_or_default());
        }
        for item in node.children() {
            match item.kind() {
                Kind::clock_c => flow.clock = self.clock_in(item),
                Kind::late_c => {
                    let line = self.late_line(item);
                    flow.late.push(line);
                }
                Kind::starts_when_c | Kind::starts_after_c => {
                    let start = self.start(item);
                    flow.starts.extend(start);
                }
                Kind::anytime_c => {
                    let anytime = self.anytime(item);
                    flow.anytime.push(anytime);
                    if let Some(bound) = item.child(Kind::bound) {
                        self.fault(FaultKind::BoundOnAnytime, self.place(bound));
                        // Only this slip makes the target of its `then` unreachable.
                        flow.broken = true;
                    }
                }
                _ => {
                    if !self.common(item, at, &mut flow.common) {
                        flow.nodes.extend(self.node(item));
                    }
                }
            }
        }
        flow
    }

    fn start(&mut self, clause: Node<'_>) -> Option<Start> {
        let common = self.small_block(clause);
        let mut refs = self.refs(clause);
        let on = if clause.kind() == Kind::starts_after_c {
            if refs.is_empty() {
                return None;
            }
            StartOn::After(refs.remove(0))
        } else {
            StartOn::Event(self.text_in(clause).unwrap_or_default())
        };
        let expects = clause.child(Kind::every).map(|every| {
            let count = self.quantity_in(clause);
            (self.expect(count, Expect::Number), self.period(every))
        });
        Some(Start { on, via: refs, expects, common, at: self.place(clause) })
    }

    fn anytime(&mut self, clause: Node<'_>) -> Anytime {
        Anytime {
            when: self.text_in(clause).unwrap_or_default(),
            to: self.target_in(clause),
            common: self.small_block(clause),
            at: self.place(clause),
        }
    }

    /// The node of a flow behind a node of the tree; a piece that could not be read becomes a broken node, which may
    /// lead anywhere.
    pub(super) fn node(&mut self, node: Node<'_>) -> Option<FlowNode> {
        let at = self.place(node);
        let kind = match node.kind() {
            Kind::step_decl => NodeKind::Step,
            Kind::decision_decl => NodeKind::Decision,
            Kind::approval_decl => NodeKind::Approval { needs: self.needs(node) },
            Kind::wait_decl => NodeKind::Wait { delay: self.delay(node) },
            Kind::call_decl => NodeKind::Call { procedure: self.callee(node) },
            Kind::parallel_decl => NodeKind::Parallel {
                branches: self.branches(node),
                join: self.join(node),
                join_at: node.child(Kind::join_c).map_or(at, |join| self.place(join)),
            },
            Kind::each_decl => NodeKind::Each {
                nodes: node.children().filter_map(|child| self.node(child)).collect(),
                join: self.join(node),
                join_at: node.child(Kind::join_c).map_or(at, |join| self.place(join)),
            },
            Kind::end_decl => NodeKind::End { failed: node.has(Kind::kw_failed) },
            Kind::bad_line | Kind::bad_line_any | Kind::foreign => {
                return Some(FlowNode {
                    ident: None,
                    title: None,
                    kind: NodeKind::Broken(words(node.text()).collect()),
                    work: Work::default(),
                    at,
                    head: at,
                    broken: true,
                });
            }
            _ => return None,
        };
        let work = if node.kind() == Kind::end_decl {
            Work { common: self.small_block(node), ..Work::default() }
        } else {
            self.work(node)
        };
        Some(FlowNode {
            ident: self.ident_in(node),
            title: self.text_in(node),
            kind,
            work,
            at,
            head: self.head_place(node),
            broken: broken(node),
        })
    }

    fn needs(&mut self, node: Node<'_>) -> Option<Count> {
        node.child(Kind::needs_c).map(|clause| self.count(clause))
    }

    fn join(&mut self, node: Node<'_>) -> Option<Count> {
        node.child(Kind::join_c).map(|clause| self.count(clause))
    }

    fn count(&mut self, clause: Node<'_>) -> Count {
        if clause.has(Kind::kw_all) {
            return Count::All;
        }
        if clause.has(Kind::kw_any) {
            return Count::Any;
        }
        let number = self.quantity_in(clause);
        Count::Number(self.expect(number, Expect::Number))
    }

    fn delay(&mut self, node: Node<'_>) -> Option<Delay> {
        let clause = node.child(Kind::wait_for_c)?;
        Some(Delay { lasts: self.clock_duration_in(clause), on: self.clock_in(clause) })
    }

    fn callee(&mut self, node: Node<'_>) -> Callee {
        if let Some(reference) = self.reference_in(node) {
            return Callee::Name(reference);
        }
        let file = node.children().find(|child| super::shared::is_string(child.kind()));
        file.map_or(Callee::Missing, |leaf| Callee::File(super::shared::string_value(leaf), self.place(leaf)))
    }

    fn branches(&mut self, node: Node<'_>) -> Vec<Branch> {
        let branches: Vec<Node<'_>> = node.children().filter(|child| child.kind() == Kind::branch_decl).collect();
        branches.into_iter().map(|branch| self.branch(branch)).collect()
    }

    fn branch(&mut self, node: Node<'_>) -> Branch {
        let at = self.place(node);
        let guard = if let Some(cond) = node.child(Kind::cond) {
            Guard::When(self.cond(cond))
        } else if let Some(says) = node.child(Kind::says) {
            Guard::Says(self.title_or_empty(says))
        } else if node.has(Kind::kw_otherwise) {
            Guard::Otherwise
        } else {
            Guard::Always
        };
        Branch {
            ident: self.ident_in(node),
            title: self.text_in(node),
            guard,
            nodes: node.children().filter_map(|child| self.node(child)).collect(),
            common: self.commons(node, at),
            at,
            head: self.head_place(node),
            broken: broken(node),
        }
    }

    pub(super) fn routine(&mut self, node: Node<'_>) -> Routine {
        let period = node.child(Kind::routine_period);
        let every = period.map_or(crate::model::Period::Broken, |period| self.period(period));
        let from = period.and_then(|period| {
            let event = self.text_in(period).map(RoutineStart::Event);
            event.or_else(|| period.child(Kind::point).map(|point| RoutineStart::After(self.point(point))))
        });
        let lasts = period.filter(|period| period.has(Kind::kw_span_for)).and_then(|period| {
            // The period itself may be a quantity as well: the one behind `for` is the last.
            self.quantities(period).into_iter().last()
        });
        let flow = node.child(Kind::flow_decl).map(|flow| self.flow(flow));
        Routine { every, from, lasts, work: self.work(node), flow }
    }

    pub(super) fn control(&mut self, node: Node<'_>) -> Control {
        let first = self.ident_in(node);
        let kind = node.children().find_map(|form| {
            let mut names = form.children().filter(|child| child.kind() == Kind::name).map(|name| self.ident(name));
            let first = first.clone()?;
            Some(match form.kind() {
                Kind::rule_before => ControlKind::Before(first, names.next()?),
                Kind::rule_leads => ControlKind::LeadsTo(first, names.next()?),
                Kind::rule_people => ControlKind::DifferentPeople(std::iter::once(first).chain(names).collect()),
                _ => return None,
            })
        });
        Control {
            kind: kind.unwrap_or_else(|| ControlKind::Broken(words(node.text()).collect())),
            because: self.text_in(node),
            common: self.small_block(node),
            at: self.place(node),
            broken: broken(node),
        }
    }

    pub(super) fn target_in(&self, clause: Node<'_>) -> Target {
        for child in clause.children() {
            match child.kind() {
                Kind::r#ref => return Target::Node(self.reference(child)),
                Kind::kw_join => return Target::Join(self.place(child)),
                // The references behind a bound or citation are not the target of the way.
                Kind::bound | Kind::cites => break,
                _ => {}
            }
        }
        Target::Missing(self.place(clause))
    }

    pub(super) fn cites_of(&self, clause: Node<'_>) -> Vec<Cite> {
        self.cites_in(clause)
    }

    pub(super) fn title_or_empty(&self, clause: Node<'_>) -> Text {
        self.text_in(clause).unwrap_or_default()
    }
}
