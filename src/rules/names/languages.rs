//! Words behind a text that are read as the code of a language which nobody lists.

use super::unknown_name::INFO;
use crate::model::{Module, Name};
use crate::rules::{Context, Finding};
use crate::say;
use crate::source::Span;
use crate::syntax::Kind;

/// Whether a tag stands in a piece that could not be read, which may have been the list of languages: that of the file,
/// or of a procedure that gives its languages to it.
fn is_lost(context: &Context<'_>, module: &Module, tag: &str) -> bool {
    let name = Name::new(tag);
    let users = context.project.users_of(module.id).iter().copied();
    std::iter::once(module.id).chain(users).any(|file| context.is_mentioned(file, &name))
}

/// Tells them.
pub(super) fn tell(context: &Context<'_>, module: &Module, out: &mut Vec<Finding>) {
    let root = module.parsed.tree.root(module.source.text());
    let mut value_ends = 0;
    // One language that is not listed is one mistake, however many translations there are.
    let mut told: Vec<&str> = Vec::new();
    for node in root.descendants() {
        if node.kind() == Kind::value_c {
            value_ends = node.end();
        }
        if node.kind() != Kind::lang || context.project.is_listed(module.id, node.text()) {
            continue;
        }
        let (tag, at) = (node.text(), Span::new(module.id, node.start(), node.end()));
        if told.contains(&tag) || is_lost(context, module, tag) {
            continue;
        }
        told.push(tag);
        out.push(if node.end() <= value_ends {
            INFO.at(
                at,
                say!(
                    "`{tag}` 写在文字后面，读成了语言代码，不是取值",
                    "`{tag}` behind a text is read as the code of a language, not as a value"
                ),
            )
            .help(say!(
                "取值的名称多用几个字母，例如 `{tag}_type`；若是译文，把语言写进 `language`",
                "give the value a longer name, such as `{tag}_type`; if it is a translation, list its language"
            ))
        } else {
            INFO.at(at, say!("语言 `{tag}` 没有在 `language` 中列出", "the language `{tag}` is not listed")).help(say!(
                "写进文件头的 `language`，或改正标记",
                "list it after `language` in the head, or mend the tag"
            ))
        });
    }
}
