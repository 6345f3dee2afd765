//! A name that nobody declares.

use super::elsewhere::Elsewhere;
use super::{called, languages};
use crate::model::{
    Body, Decl, DeclKind, Module, Name, Named, Node, NodeKind, NodeWhat, Ref, Target, Usage, Wanted, each_flow,
    each_node, nearest,
};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{FileId, Span};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "unknown-name",
    code: "N01",
    group: Group::Names,
    severity: Severity::Error,
    page: include_str!("unknown_name.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let declared = Elsewhere::default();
    for (module, usages) in context.modules().zip(&context.usages) {
        let Some(scope) = context.project.scope_of(module.id) else { continue };
        // While a file that is used cannot be found, or a declaration lacks its name, unknown names say nothing.
        let silent = scope.incomplete || nameless(module) || used_by(context, module).any(nameless);
        for usage in usages {
            let (name, at) = match usage.what {
                Named::Ref(reference) => (reference.to_string(), reference.span()),
                Named::Ident(ident) => (ident.name.to_string(), ident.span()),
            };
            let silent = silent || lost_declaration(context, module, usage.wanted);
            if silent || is_known(context, module.id, usage) || mentioned(context, module.id, usage) {
                continue;
            }
            out.push(tell(context, &declared, module, usage, &name, at));
        }
        elsewhere(context, module.id, out);
        languages::tell(context, module, out);
        each_flow(&module.file, &mut |flow| {
            each_node(&flow.nodes, &mut |node| called::tell(context, module.id, node, silent, out));
        });
    }
}

/// Whether a declaration, node or branch of the file lacks its name.
fn nameless(module: &Module) -> bool {
    let file = &module.file;
    let mut found = file.decls.iter().any(|decl| decl.ident.is_none());
    each_flow(file, &mut |flow| {
        each_node(&flow.nodes, &mut |node| found |= node.ident.is_none() && !node_is_broken(node))
    });
    found
}

/// Whether what is wanted may be a declaration that lost its keyword or name: a procedure in any file, a field in this
/// one.
fn lost_declaration(context: &Context<'_>, module: &Module, wanted: Wanted) -> bool {
    match wanted {
        Wanted::Procedure | Wanted::Outcome | Wanted::Consequence => context
            .modules()
            .any(|other| other.file.broken && other.file.head.as_ref().is_none_or(|head| head.ident.is_none())),
        Wanted::Field => {
            let mut lost = false;
            each_flow(&module.file, &mut |flow| {
                each_node(&flow.nodes, &mut |node| lost |= node.work.asks().any(|ask| ask.ident.is_none()));
            });
            lost
        }
        _ => false,
    }
}

fn node_is_broken(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Broken(_))
}

/// The files that a file uses.
fn used_by<'p>(context: &Context<'p>, module: &Module) -> impl Iterator<Item = &'p Module> {
    let used = context.project.uses.get(module.id.index()).map(Vec::as_slice).unwrap_or_default();
    used.iter().flatten().filter_map(|id| context.project.module(*id))
}

fn mentioned(context: &Context<'_>, file: FileId, usage: &Usage<'_>) -> bool {
    let Some(module) = context.project.module(file) else { return false };
    let named = |name: &Name| {
        context.is_mentioned(file, name) || used_by(context, module).any(|other| context.is_mentioned(other.id, name))
    };
    match usage.what {
        Named::Ref(reference) => reference.parts.iter().any(|part| named(&part.name)),
        Named::Ident(ident) => named(&ident.name),
    }
}

fn is_known(context: &Context<'_>, file: FileId, usage: &Usage<'_>) -> bool {
    let project = context.project;
    let reference = match usage.what {
        Named::Ref(reference) => reference.clone(),
        Named::Ident(ident) => Ref { parts: vec![ident.clone()], at: ident.at },
    };
    let reference = &reference;
    let is = |kind| project.find_kind(file, reference, kind).is_some();
    let node = |wanted: fn(NodeWhat) -> bool| {
        let nodes = reference.single().and_then(|name| project.scope_of(file)?.nodes.get(name));
        nodes.is_some_and(|nodes| nodes.iter().any(|node| wanted(node.what)))
    };
    match usage.wanted {
        Wanted::Role => is(DeclKind::Role),
        Wanted::Doer => is(DeclKind::Role) || is(DeclKind::System),
        Wanted::Channel => is(DeclKind::Channel),
        Wanted::System => is(DeclKind::System),
        Wanted::Calendar => is(DeclKind::Calendar),
        Wanted::Category => is(DeclKind::Category),
        Wanted::Record => is(DeclKind::Record),
        Wanted::Readable => is(DeclKind::Record) || is(DeclKind::Kpi),
        Wanted::Standard => is(DeclKind::Standard),
        Wanted::Amount => is(DeclKind::Param) || is_limit(context, file, reference),
        // A word in a cell that names nothing is told by bad-cell.
        Wanted::Cell => true,
        Wanted::Field => project.field(file, reference).is_some(),
        Wanted::Node => node(|_| true),
        Wanted::Wait => is_wait(context, file, reference),
        Wanted::End => node(|what| matches!(what, NodeWhat::End(_))),
        Wanted::Procedure => reference.single().is_some_and(|name| project.procedures.contains_key(name)),
        Wanted::Outcome => is_outcome(context, reference),
        Wanted::Consequence => {
            is(DeclKind::Routine) || reference.single().is_some_and(|name| project.procedures.contains_key(name))
        }
        Wanted::Checker => {
            [DeclKind::Routine, DeclKind::Kpi, DeclKind::Record, DeclKind::Training].into_iter().any(is)
                || node(|_| true)
                || reference.single().is_some_and(|name| project.procedures.contains_key(name))
        }
    }
}

fn is_limit(context: &Context<'_>, file: FileId, reference: &Ref) -> bool {
    let Some((symbol, [limit])) = context.project.find(file, reference) else { return false };
    match context.project.decl(symbol).map(|decl| (&decl.body, decl.broken)) {
        Some((Body::Sla(sla), broken)) => broken || super::columns(sla).any(|column| column.name == limit.name),
        _ => false,
    }
}

/// The waits of a table may stand in any procedure that uses it.
fn is_wait(context: &Context<'_>, file: FileId, reference: &Ref) -> bool {
    let Some(name) = reference.single() else { return false };
    let known = |id: FileId| context.project.scope_of(id).is_some_and(|scope| scope.nodes.contains_key(name));
    known(file) || context.project.users_of(file).iter().copied().any(known)
}

fn is_outcome(context: &Context<'_>, reference: &Ref) -> bool {
    let Some(files) = context.project.procedures.get(reference.first()) else { return false };
    match reference.parts.as_slice() {
        [_] => true,
        [_, end] => files.iter().any(|file| context.project.is_end(*file, &end.name)),
        _ => false,
    }
}

/// Ways to a node of another flow of the file, such as that of a routine: a case never leaves its flow.
fn elsewhere(context: &Context<'_>, file: FileId, out: &mut Vec<Finding>) {
    let Some(scope) = context.project.scope_of(file) else { return };
    let views = context.flows_of(file).filter(|view| !view.graph.wild);
    for unresolved in views.flat_map(|view| &view.graph.unresolved) {
        let Target::Node(to) = unresolved.target else { continue };
        if to.single().is_some_and(|name| scope.nodes.contains_key(name)) {
            let message = say!("`{to}` 在另一个流程里", "`{to}` stands in another flow");
            out.push(
                INFO.at(to.span(), message).help(say!("写本流程里的步骤或结束", "name a step or end of this flow")),
            );
        }
    }
}

fn tell(
    context: &Context<'_>,
    declared: &Elsewhere,
    module: &Module,
    usage: &Usage<'_>,
    name: &str,
    at: Span,
) -> Finding {
    let (file, wanted) = (module.id, usage.wanted);
    if wanted == Wanted::Record
        && let Named::Ref(reference) = usage.what
        && context.project.find_kind(file, reference, DeclKind::Kpi).is_some()
    {
        let message = say!("`{name}` 是指标，不是记录", "`{name}` is an indicator, not a record");
        return INFO.at(at, message).help(say!(
            "只有例行工作（`routine`）才能用 `reads` 查阅指标；这里写记录的名称",
            "only a routine `reads` indicators; name a record here"
        ));
    }
    let (zh, en) = match wanted {
        Wanted::Role => ("岗位", "role"),
        Wanted::Doer => ("岗位或系统", "role or system"),
        Wanted::Channel => ("渠道", "channel"),
        Wanted::System => ("系统", "system"),
        Wanted::Calendar => ("日历", "calendar"),
        Wanted::Category => ("分类", "category"),
        Wanted::Record => ("记录", "record"),
        Wanted::Readable => ("记录或指标", "record or indicator"),
        Wanted::Standard => ("标准", "standard"),
        Wanted::Amount | Wanted::Cell => ("参数或时限", "parameter or limit"),
        Wanted::Field => ("字段或分类", "field or category"),
        Wanted::Node => ("步骤或结束", "step or end"),
        Wanted::Wait => ("等待", "wait"),
        Wanted::End => ("结束", "end"),
        Wanted::Procedure | Wanted::Outcome => ("规程或它的结束", "procedure, or end of one,"),
        Wanted::Consequence => ("例行工作或规程", "routine or procedure"),
        Wanted::Checker => ("例行工作、指标、步骤或记录", "routine, indicator, step or record"),
    };
    let finding = INFO.at(at, say!("没有名为 `{name}` 的{zh}", "there is no {en} `{name}`"));
    if let Some(line) = declared.line(context, module, name, |decl| fits(wanted, decl)) {
        return finding.help(line);
    }
    match suggestion(context, file, wanted, name) {
        Some(near) => finding.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
        None => finding.help(say!("检查写法，或声明它", "check the spelling, or declare it")),
    }
}

fn suggestion(context: &Context<'_>, file: FileId, wanted: Wanted, name: &str) -> Option<String> {
    let scope = context.project.scope_of(file)?;
    let declared = scope.names.iter().filter(|(_, symbols)| {
        symbols.iter().filter_map(|symbol| context.project.decl(*symbol)).any(|decl| fits(wanted, decl))
    });
    let declared = declared.map(|(name, _)| name);
    let nodes = matches!(wanted, Wanted::Node | Wanted::End | Wanted::Wait | Wanted::Checker);
    let nodes = scope.nodes.keys().filter(move |_| nodes);
    let asks = scope.asks.keys().filter(|_| wanted == Wanted::Field);
    let procedures = matches!(wanted, Wanted::Procedure | Wanted::Outcome | Wanted::Consequence);
    let procedures = context.project.procedures.keys().filter(move |_| procedures);
    let names: Vec<&Name> = declared.chain(nodes).chain(asks).chain(procedures).collect();
    let last = name.rsplit('.').next().unwrap_or(name);
    nearest(last, names.iter().map(|name| (name.as_str(), name.to_string())))
}

fn fits(wanted: Wanted, decl: &Decl) -> bool {
    let kind = decl.body.kind();
    match wanted {
        Wanted::Role => kind == DeclKind::Role,
        Wanted::Doer => matches!(kind, DeclKind::Role | DeclKind::System),
        Wanted::Channel => kind == DeclKind::Channel,
        Wanted::System => kind == DeclKind::System,
        Wanted::Calendar => kind == DeclKind::Calendar,
        Wanted::Category => kind == DeclKind::Category,
        Wanted::Record => kind == DeclKind::Record,
        Wanted::Readable => matches!(kind, DeclKind::Record | DeclKind::Kpi),
        Wanted::Standard => kind == DeclKind::Standard,
        Wanted::Amount | Wanted::Cell => matches!(kind, DeclKind::Param | DeclKind::Sla),
        Wanted::Field => matches!(kind, DeclKind::Category | DeclKind::Record),
        Wanted::Consequence => kind == DeclKind::Routine,
        Wanted::Checker => matches!(kind, DeclKind::Routine | DeclKind::Kpi | DeclKind::Record),
        Wanted::Node | Wanted::Wait | Wanted::End | Wanted::Procedure | Wanted::Outcome => false,
    }
}
