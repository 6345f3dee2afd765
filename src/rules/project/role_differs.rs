//! One role with other contents in two files.

use std::collections::BTreeSet;

use super::{Copies, copies};
use crate::model::{Body, ClockRef, Decl, DeclKind, Ref, Role, Value};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{FileId, Span};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "role-differs",
    code: "P02",
    group: Group::Project,
    severity: Severity::Warning,
    page: include_str!("role_differs.md"),
};

/// What one file says of a role: where, as it is shown, and as it is compared. `None` where it says nothing: what one
/// file leaves out contradicts nothing.
type Said = Option<(Span, String, String)>;

/// A piece of a role: its words in Chinese and English, and what a file says of it.
type Piece = (&'static str, &'static str, fn(&Context<'_>, FileId, &Decl, &Role) -> Said);

const PIECES: &[Piece] = &[
    ("归属", "it is", |_, _, decl, role| {
        let word = if role.external { "external" } else { "internal" };
        Some((decl.span(), word.to_owned(), word.to_owned()))
    }),
    ("上级", "reports to", |context, file, _, role| posts(context, file, &role.reports_to)),
    ("代理岗位", "deputy", |context, file, _, role| posts(context, file, &role.deputies)),
    ("工作时间", "works", |context, file, _, role| hours(context, file, role.works.as_ref()?)),
    ("人数", "count", |context, file, _, role| {
        let count = role.count.as_ref()?;
        match context.project.value(file, count)? {
            Value::Number(number) => {
                Some((count.span(), number.normalize().to_string(), number.normalize().to_string()))
            }
            _ => None,
        }
    }),
    ("权限", "may", |_, _, decl, role| {
        let own = role.may.iter().map(|ident| ident.name.to_string());
        let may: BTreeSet<String> = own.chain(role.may_approve.then(|| "approve".to_owned())).collect();
        let shown = may.into_iter().collect::<Vec<_>>().join(", ");
        (!shown.is_empty()).then(|| (decl.span(), shown.clone(), shown))
    }),
];

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for Copies { first, later } in copies(context, DeclKind::Role) {
        let (Body::Role(one), Body::Role(other)) = (&first.1.body, &later.1.body) else { continue };
        for (zh, en, piece) in PIECES {
            let there = piece(context, first.0, first.1, one);
            let Some((there, here)) = there.zip(piece(context, later.0, later.1, other)) else { continue };
            if there.2 == here.2 {
                continue;
            }
            let (name, (at, here, _), (first, there, _)) = (later.1.label(), here, there);
            out.push(
                INFO.at(
                    at,
                    say!(
                        "岗位 `{name}` 的{zh}，这里是 `{here}`，另一个文件里是 `{there}`",
                        "the role `{name}` differs: {en} `{here}` here, and `{there}` in another file"
                    ),
                )
                .also(first, say!("另一处在这里", "the other file"))
                .help(say!(
                    "写成一样，或放进共享文件，由两处引用",
                    "make them the same, or put the role into a shared file that both use"
                )),
            );
        }
    }
}

/// Posts by name, compared by title: a copy may call them otherwise.
fn posts(context: &Context<'_>, file: FileId, posts: &[Ref]) -> Said {
    let at = posts.first()?.span();
    let title = |post: &Ref| {
        let (_, decl) = context.project.find_kind(file, post, DeclKind::Role)?;
        Some(decl.title.as_ref().map_or_else(|| post.last().to_string(), |title| title.source.trim().to_owned()))
    };
    let mut titles = posts.iter().map(title).collect::<Option<Vec<_>>>()?;
    titles.sort();
    let shown = posts.iter().map(Ref::to_string).collect::<Vec<_>>().join(", ");
    Some((at, shown, titles.join(", ")))
}

/// Working hours, compared by what the calendar says.
fn hours(context: &Context<'_>, file: FileId, clock: &ClockRef) -> Said {
    let ClockRef::Calendar(calendar) = clock else { return None };
    let (_, decl) = context.project.find_kind(file, calendar, DeclKind::Calendar)?;
    let Body::Calendar(declared) = &decl.body else { return None };
    let lines = declared.hours.iter().map(|line| format!("{:?} {:?}", line.days, line.spans));
    let mut lines: Vec<String> = lines.collect();
    lines.sort();
    let rest = (declared.always, declared.timezone.as_ref().map(|(zone, _)| zone));
    Some((calendar.span(), calendar.to_string(), format!("{rest:?} {}", lines.join(" "))))
}
