//! What a call names, and the ends that it speaks of.

use super::unknown_name::INFO;
use crate::model::{Callee, Node, NodeKind, Trigger};
use crate::rules::{Context, Finding};
use crate::say;
use crate::source::FileId;

/// Tells what a call names that is not there.
pub(super) fn tell(context: &Context<'_>, file: FileId, node: &Node, silent: bool, out: &mut Vec<Finding>) {
    let NodeKind::Call { procedure } = &node.kind else { return };
    let callee = context.project.callee(file, procedure);
    if let (Callee::File(path, at), None) = (procedure, callee) {
        out.push(
            INFO.at(at.0, say!("没有文件 `{path}`", "there is no file `{path}`"))
                .help(say!("写规程的名称，或文件的相对路径", "name the procedure, or its file relative to this one")),
        );
    }
    if let (Callee::File(path, at), Some(shared)) = (procedure, callee.and_then(|id| context.project.module(id)))
        && shared.file.head.is_none()
        && !shared.file.broken
        && !shared.is_unread()
    {
        out.push(
            INFO.at(
                at.0,
                say!(
                    "`{path}` 没有文件头 `sop`，是共用文件，不是规程",
                    "`{path}` has no head `sop`: it is a shared file, not a procedure"
                ),
            )
            .help(say!(
                "调用写有文件头的规程；共用文件里的声明用 `use` 引入",
                "call a file with a head; the declarations of a shared file come in by `use`"
            )),
        );
        return;
    }
    let Some(callee) = callee.filter(|_| !silent) else { return };
    if context.project.module(callee).is_none_or(|module| module.is_unread() || module.file.flow.is_none()) {
        return;
    }
    for end in node.work.ways.iter().flat_map(|way| match &way.trigger {
        Trigger::Ended(ends) => ends.as_slice(),
        _ => &[],
    }) {
        if !context.project.is_end(callee, end.last()) && !context.is_mentioned(callee, end.last()) {
            let what = node.label();
            out.push(INFO.at(
                end.span(),
                say!("`{what}` 调用的规程没有结束 `{end}`", "the procedure that `{what}` calls has no end `{end}`"),
            ));
        }
    }
}
