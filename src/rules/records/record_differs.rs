//! One record with other fields in another file.

use crate::model::{Body, DeclKind, Field, Record, is_same_type};
use crate::rules::project::{Copies, copies};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "record-differs",
    code: "D09",
    group: Group::Records,
    severity: Severity::Warning,
    page: include_str!("record_differs.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for Copies { first: (_, first), later: (_, later) } in copies(context, DeclKind::Record) {
        let (Body::Record(one), Body::Record(other)) = (&first.body, &later.body) else { continue };
        if one.fields.is_empty() || other.fields.is_empty() {
            continue;
        }
        let name = later.label();
        let (lacking, added) = (beside(one, other), beside(other, one));
        if !lacking.is_empty() || !added.is_empty() {
            let (zh, en) = listed(&lacking, &added);
            out.push(
                INFO.at(
                    later.span(),
                    say!(
                        "记录 `{name}` 的字段与另一个文件里的不同：{zh}",
                        "the record `{name}` has other fields in another file: {en}"
                    ),
                )
                .also(first.span(), say!("另一处在这里", "the other file"))
                .help(say!(
                    "把字段统一起来，或放进共享文件，由两处引用",
                    "give both the same fields, or put the record into a shared file that both use"
                )),
            );
        }
        for field in &other.fields {
            let known = one.fields.iter().find(|known| known.ident.name == field.ident.name);
            let types = known.and_then(|known| known.ty.as_ref()).zip(field.ty.as_ref());
            let Some(known) = known.filter(|_| types.is_some_and(|(a, b)| !is_same_type(a, b))) else { continue };
            let own = &field.ident.name;
            out.push(
                INFO.at(
                    field.ident.span(),
                    say!(
                        "记录 `{name}` 的字段 `{own}` 在另一个文件里是别的类型",
                        "the field `{own}` of the record `{name}` has another type in another file"
                    ),
                )
                .also(known.ident.span(), say!("另一处在这里", "the other file"))
                .help(say!("写成同一类型", "give it one type")),
            );
        }
    }
}

/// The fields of the first that the second does not have.
fn beside<'r>(first: &'r Record, second: &Record) -> Vec<&'r Field> {
    let known: rustc_hash::FxHashSet<_> = second.fields.iter().map(|field| &field.ident.name).collect();
    first.fields.iter().filter(|field| !known.contains(&field.ident.name)).collect()
}

fn listed(lacking: &[&Field], added: &[&Field]) -> (String, String) {
    let names = |fields: &[&Field], between: &str| {
        fields.iter().map(|field| format!("`{}`", field.ident.name)).collect::<Vec<_>>().join(between)
    };
    let mut zh = Vec::new();
    let mut en = Vec::new();
    if !lacking.is_empty() {
        zh.push(format!("缺 {}", names(lacking, "、")));
        en.push(format!("without {}", names(lacking, ", ")));
    }
    if !added.is_empty() {
        zh.push(format!("多出 {}", names(added, "、")));
        en.push(format!("with {}", names(added, ", ")));
    }
    (zh.join("，"), en.join(", "))
}
