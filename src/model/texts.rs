//! Every text of a file, with what it is for which construct. Rules about wording and languages read it, so that all of
//! them look at the same texts.

use super::{
    Accept, Act, Anytime, Ask, AskType, Body, Branch, Category, Choice, Common, Control, Decl, File, Flow, Guard, Head,
    Kpi, Node, NodeKind, ParamValue, Policy, Record, Role, RoutineStart, Standard, StartOn, Text, Training, Trigger,
    Value, Work, each_node,
};

/// What a text is for its construct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextKind {
    /// The text beside the name of a procedure, declaration, step, branch or end.
    Title,
    /// A box on the checklist.
    Do,
    /// What a field is called, or how it is asked.
    Field,
    /// A warning before a step.
    Warning,
    /// A pause point.
    Pause,
    /// Something that happens: it starts a case, ends a wait, or comes at any time.
    Event,
    /// The condition of a way or branch, which a person answers.
    Answer,
    /// A remark.
    Note,
    /// Why a deviation is accepted, or a control asked for.
    Reason,
    /// Why a value or flow is still open.
    Unset,
    /// Why a procedure exists.
    Purpose,
    /// What a procedure applies to.
    Scope,
    /// What changed in a version.
    History,
    /// What an approval means.
    Meaning,
    /// A duty of a post.
    Duty,
    /// The qualification that a post needs.
    Qualification,
    /// What a category classifies.
    Of,
    /// A value of a category.
    Value,
    /// A clause of a standard, or why it does not apply.
    Clause,
    /// What a term means.
    Definition,
    /// A grade of an indicator, or where its figures come from.
    Grade,
    /// What a policy asks for.
    Conduct,
    /// What a training covers or tests, and what follows when it is failed.
    Training,
    /// The value of a parameter.
    Parameter,
}

/// The construct that a text belongs to.
#[derive(Debug, Clone, Copy)]
pub enum Owner<'m> {
    /// The file, or its head.
    File,
    /// A declaration.
    Decl(&'m Decl),
    /// A control.
    Control(&'m Control),
    /// A flow: its events.
    Flow,
    /// A node of a flow.
    Node(&'m Node),
    /// A branch of a parallel block.
    Branch(&'m Branch),
}

/// One text.
#[derive(Debug, Clone, Copy)]
pub struct TextUse<'m> {
    /// The text with its translations.
    pub text: &'m Text,
    /// What it is for its construct.
    pub kind: TextKind,
    /// The construct.
    pub owner: Owner<'m>,
    /// The name of the field, value or clause inside the construct, or the version of a row of the history.
    pub item: Option<&'m str>,
}

/// All texts of a file, in reading order of its parts.
#[must_use]
pub fn texts(file: &File) -> Vec<TextUse<'_>> {
    let mut texts = Texts { found: Vec::new(), owner: Owner::File };
    file.head.iter().for_each(|head| texts.head(head));
    texts.common(&file.common);
    file.decls.iter().for_each(|decl| texts.decl(decl));
    for control in &file.controls {
        texts.owner = Owner::Control(control);
        texts.all(TextKind::Reason, &control.because);
        texts.common(&control.common);
    }
    file.flow.iter().for_each(|flow| texts.flow(flow));
    texts.found
}

struct Texts<'m> {
    found: Vec<TextUse<'m>>,
    owner: Owner<'m>,
}

impl<'m> Texts<'m> {
    fn item(&mut self, kind: TextKind, item: Option<&'m str>, text: &'m Text) {
        self.found.push(TextUse { text, kind, owner: self.owner, item });
    }

    fn all(&mut self, kind: TextKind, texts: impl IntoIterator<Item = &'m Text>) {
        texts.into_iter().for_each(|text| self.item(kind, None, text));
    }

    fn common(&mut self, common: &'m Common) {
        self.all(TextKind::Note, &common.notes);
        let reasons = common.accepts.iter().filter_map(|accept: &Accept| accept.because.as_ref());
        self.all(TextKind::Reason, reasons);
    }

    fn head(&mut self, head: &'m Head) {
        self.all(TextKind::Title, &head.title);
        self.all(TextKind::Purpose, &head.purpose);
        self.all(TextKind::Scope, &head.scope);
        self.all(TextKind::Meaning, head.approvals.iter().filter_map(|approval| approval.meaning.as_ref()));
        for row in &head.history {
            row.what.iter().for_each(|what| self.item(TextKind::History, Some(&row.version), what));
        }
        self.common(&head.common);
    }

    fn decl(&mut self, decl: &'m Decl) {
        self.owner = Owner::Decl(decl);
        // Where a title is missing, the first text of the line is read as one, and is something else.
        let is_title = |title: &&Text| match &decl.body {
            Body::Category(Category { of: Some(of), .. }) => of.at.0 != title.at.0,
            _ => true,
        };
        self.all(TextKind::Title, decl.title.iter().filter(is_title));
        match &decl.body {
            Body::Standard(standard) => self.standard(standard),
            Body::Param(param) => match &param.value {
                ParamValue::Unset(why) => self.all(TextKind::Unset, [why]),
                ParamValue::Set(quantity) => {
                    if let Value::Text(text) = &quantity.value {
                        self.all(TextKind::Parameter, [text]);
                    }
                }
            },
            Body::Role(role) => self.role(role),
            Body::Category(category) => self.category(category),
            Body::Record(record) => self.record(record),
            Body::Kpi(kpi) => self.kpi(kpi),
            Body::Policy(policy) => self.policy(policy),
            Body::Training(training) => self.training(training),
            Body::Term(means) => self.all(TextKind::Definition, [means]),
            Body::Routine(routine) => {
                if let Some(RoutineStart::Event(event)) = &routine.from {
                    self.all(TextKind::Event, [event]);
                }
                // A routine's clauses carry its remarks, as those of a node do.
                self.work(&routine.work, TextKind::Answer);
                routine.flow.iter().for_each(|flow| self.flow(flow));
                return;
            }
            Body::Calendar(_) | Body::Channel(_) | Body::System(_) | Body::Sla(_) => {}
        }
        self.common(&decl.common);
    }

    fn standard(&mut self, standard: &'m Standard) {
        for clause in &standard.clauses {
            let id = clause.id.as_ref().map(|id| id.name.as_str());
            clause.text.iter().chain(&clause.excluded).for_each(|text| self.item(TextKind::Clause, id, text));
        }
    }

    fn role(&mut self, role: &'m Role) {
        self.all(TextKind::Qualification, &role.qualified);
        self.all(TextKind::Duty, &role.duties);
    }

    fn category(&mut self, category: &'m Category) {
        self.all(TextKind::Of, &category.of);
        for value in &category.values {
            let name = value.ident.as_ref().map(|ident| ident.name.as_str());
            self.item(TextKind::Value, name, &value.title);
        }
    }

    fn record(&mut self, record: &'m Record) {
        for field in &record.fields {
            let name = Some(field.ident.name.as_str());
            field.title.iter().for_each(|title| self.item(TextKind::Field, name, title));
            self.choices(field.ty.as_ref());
        }
    }

    fn choices(&mut self, ty: Option<&'m AskType>) {
        let Some(AskType::OneOf(choices)) = ty else { return };
        for Choice { ident, title } in choices {
            title.iter().for_each(|title| self.item(TextKind::Value, Some(ident.name.as_str()), title));
        }
    }

    fn kpi(&mut self, kpi: &'m Kpi) {
        self.all(TextKind::Grade, kpi.grades.iter().map(|(grade, _)| grade).chain(&kpi.source));
    }

    fn policy(&mut self, policy: &'m Policy) {
        self.all(TextKind::Conduct, policy.says.iter().map(|(_, text, _)| text));
    }

    fn training(&mut self, training: &'m Training) {
        let tests = training.tests.iter().map(|test| &test.title);
        let then = training.when_failed.iter().filter_map(|(_, then)| then.as_ref());
        self.all(TextKind::Training, training.covers.iter().chain(tests).chain(then));
    }

    fn flow(&mut self, flow: &'m Flow) {
        self.owner = Owner::Flow;
        self.all(TextKind::Unset, &flow.unset);
        for start in &flow.starts {
            if let StartOn::Event(event) = &start.on {
                self.all(TextKind::Event, [event]);
            }
            self.common(&start.common);
        }
        for Anytime { when, common, .. } in &flow.anytime {
            self.all(TextKind::Event, [when]);
            self.common(common);
        }
        self.common(&flow.common);
        each_node(&flow.nodes, &mut |node| self.node(node));
    }

    fn node(&mut self, node: &'m Node) {
        self.owner = Owner::Node(node);
        self.all(TextKind::Title, &node.title);
        let said = if matches!(node.kind, NodeKind::Wait { .. }) { TextKind::Event } else { TextKind::Answer };
        self.work(&node.work, said);
        if let NodeKind::Parallel { branches, .. } = &node.kind {
            for branch in branches {
                self.owner = Owner::Branch(branch);
                self.all(TextKind::Title, &branch.title);
                if let Guard::Says(text) = &branch.guard {
                    self.all(TextKind::Answer, [text]);
                }
                self.common(&branch.common);
            }
        }
    }

    fn work(&mut self, work: &'m Work, said: TextKind) {
        for act in &work.acts {
            match act {
                Act::Do(text) => self.all(TextKind::Do, [text]),
                Act::Warning(text) => self.all(TextKind::Warning, [text]),
                Act::Pause(text, _) => self.all(TextKind::Pause, [text]),
                Act::Ask(Ask { ident, title, ty, .. }) => {
                    let name = ident.as_ref().map(|ident| ident.name.as_str());
                    title.iter().for_each(|title| self.item(TextKind::Field, name, title));
                    self.choices(ty.as_ref());
                }
            }
        }
        for way in &work.ways {
            if let Trigger::Says(text) = &way.trigger {
                self.all(said, [text]);
            }
        }
        self.common(&work.common);
    }
}
