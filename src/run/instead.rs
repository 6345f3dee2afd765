//! What to do instead: what a case offers, as lists in sentences.

use super::shell::in_shell;
use crate::flow::case::{AskedField, Due, DueId, Open, Path, Program, State, Wanted, anytime_now, due_now};
use crate::labels::{Lang, Say};
use crate::model::{Act, AskType, Body, Choice, Decl, DeclKind, NodeKind, Project, Text};
use crate::say;
use crate::source::FileId;

/// Names between back quotes.
pub(super) fn quoted<'n>(names: impl IntoIterator<Item = &'n str>) -> Say {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    Say { zh: names.join("、"), en: names.join(", ") }
}

/// A text as readers of both languages see it.
pub(super) fn read(project: &Project, text: &Text) -> Say {
    let first = project.languages(text.span().file).first().copied().unwrap_or_default();
    let in_one = |lang: Lang| text.read(lang.tag(), first).split_whitespace().collect::<Vec<_>>().join(" ");
    Say { zh: in_one(Lang::Zh), en: in_one(Lang::En) }
}

pub(super) fn list(parts: impl IntoIterator<Item = Say>) -> Say {
    let (zh, en): (Vec<String>, Vec<String>) = parts.into_iter().map(|part| (part.zh, part.en)).unzip();
    Say { zh: zh.join("、"), en: en.join(", ") }
}

fn named(project: &Project, decl: &Decl) -> Say {
    let name = decl.label();
    match &decl.title {
        Some(title) => {
            let Say { zh, en } = read(project, title);
            say!("`{name}`（{zh}）", "`{name}` ({en})")
        }
        None => say!("`{name}`", "`{name}`"),
    }
}

pub(super) fn whats_open(open: &[Open<'_>]) -> Say {
    let Say { zh, en } = quoted(open.iter().map(|open| open.address.as_str()));
    match open.len() {
        0 => say!("现在没有可以办理的步骤", "nothing is open now"),
        _ => say!("现在可以办理的是 {zh}", "open now: {en}"),
    }
}

/// The command for a node to which something else was done.
pub(super) fn instead(case: &str, here: Option<&Open<'_>>) -> Say {
    let about = here.map(|here| format!("{case} {}", in_shell(&here.address))).unwrap_or_default();
    match here.map(|here| &here.wanted) {
        Some(Wanted::Approval) => say!(
            "审批用 `sop run approve {about}` 或 `sop run reject {about}`",
            "approve it with `sop run approve {about}`, or reject it with `sop run reject {about}`"
        ),
        Some(Wanted::Event { .. }) => {
            say!("等到的事用 `sop run event {about}` 登记", "tell what happened with `sop run event {about}`")
        }
        Some(Wanted::Items) => {
            say!("用 `sop run items {about}` 逐项列出", "list its items with `sop run items {about}`")
        }
        Some(Wanted::Work { .. } | Wanted::Branches(_)) => {
            say!("办完用 `sop run done {about}`", "say that it is done with `sop run done {about}`")
        }
        None => {
            say!("`sop run next {case}` 列出现在可以办理的步骤", "`sop run next {case}` lists what may be done")
        }
    }
}

pub(super) fn fields(asked: &[(AskedField<'_>, bool)]) -> Say {
    let Say { zh, en } = quoted(asked.iter().map(|(field, _)| field.name.as_str()));
    match asked.len() {
        0 => say!("这里没有要填写的字段", "nothing is asked here"),
        _ => say!("这里的字段有 {zh}", "the fields here are {en}"),
    }
}

/// What may be written for a type.
pub(super) fn may_be(project: &Project, file: FileId, ty: &AskType) -> Say {
    match ty {
        AskType::YesNo => say!("写 `yes` 或 `no`（也可写“是”或“否”）", "write `yes` or `no`"),
        AskType::OneOf(choices) => {
            let values = choices.iter().map(|Choice { ident, title }| {
                let name = &ident.name;
                let title = title.as_ref().map(|title| read(project, title));
                match title {
                    Some(Say { zh, en }) => say!("`{name}`（{zh}）", "`{name}` ({en})"),
                    None => say!("`{name}`", "`{name}`"),
                }
            });
            let Say { zh, en } = list(values);
            say!("可以写 {zh}", "write one of {en}")
        }
        AskType::Category(reference) => {
            let found = project.find_kind(file, reference, DeclKind::Category);
            let Some(Body::Category(category)) = found.map(|(_, decl)| &decl.body) else {
                return say!("写一个分类值的名称", "write the name of a value of the category");
            };
            let values = category.values.iter().filter_map(|value| {
                let (name, Say { zh, en }) = (&value.ident.as_ref()?.name, read(project, &value.title));
                Some(say!("`{name}`（{zh}）", "`{name}` ({en})"))
            });
            let Say { zh, en } = list(values);
            say!("可以写 {zh}", "write one of {en}")
        }
        AskType::Number(None) => say!("写一个数，例如 `12`", "write a number such as `12`"),
        AskType::Number(Some(range)) => {
            let decimals = usize::try_from(range.decimals).unwrap_or(0);
            let (least, most) = (format!("{:.decimals$}", range.least), format!("{:.decimals$}", range.most));
            let places = if decimals == 1 { "decimal" } else { "decimals" };
            match decimals {
                0 => say!("写 `{least}` 到 `{most}` 的整数", "write a whole number from `{least}` to `{most}`"),
                _ => say!(
                    "写 `{least}` 到 `{most}` 的数，最多 {decimals} 位小数",
                    "write a number from `{least}` to `{most}` with at most {decimals} {places}"
                ),
            }
        }
        AskType::Percent => say!("写百分比，例如 `85%`", "write a share such as `85%`"),
        AskType::Money => say!("写金额和币种，例如 `200 CNY`", "write an amount with its currency, such as `200 CNY`"),
        AskType::Duration => {
            say!("写时长和单位，例如 `2h` 或 `30 min`", "write a length of time such as `2h` or `30 min`")
        }
        AskType::Date => say!("写日期，例如 `2026-11-22`", "write a day such as `2026-11-22`"),
        AskType::File => say!("写文件的路径，例如 `./photo.jpg`", "write the path of a file, such as `./photo.jpg`"),
        AskType::Text | AskType::Broken => say!("写一段文字", "write a text"),
    }
}

pub(super) fn unticked(program: &Program<'_>, here: Option<&Open<'_>>, numbers: &[usize]) -> Say {
    let boxes = here.map(|here| here.boxes.as_slice()).unwrap_or_default();
    let open = numbers.iter().map(|number| {
        let text = boxes.get(number.wrapping_sub(1)).and_then(|(act, _)| match act {
            Act::Do(text) | Act::Pause(text, _) => Some(read(program.project, text)),
            Act::Ask(_) | Act::Warning(_) => None,
        });
        let Say { zh, en } = text.unwrap_or_default();
        say!("{number} `{zh}`", "{number} `{en}`")
    });
    let Say { zh, en } = list(open);
    say!("还没有勾选：{zh}", "not ticked yet: {en}")
}

/// The texts among which a person chooses, with their numbers.
pub(super) fn choices(project: &Project, here: Option<&Open<'_>>, sources: &[String]) -> Say {
    let texts = match here.map(|here| &here.wanted) {
        Some(Wanted::Work { says } | Wanted::Event { says } | Wanted::Branches(says)) => says.as_slice(),
        _ => &[],
    };
    let texts: Vec<Say> = match texts {
        [] => sources.iter().map(|text| say!("{text}", "{text}")).collect(),
        texts => texts.iter().map(|text| read(project, text)).collect(),
    };
    let is_wait = matches!(here.map(|here| &here.wanted), Some(Wanted::Event { .. }));
    if texts.is_empty() {
        return say!("去掉 `--say` 或文字", "leave the text out");
    }
    let Say { zh, en } = numbered(texts);
    match is_wait {
        true => say!("在步骤后面写文字或序号：{zh}", "write its text or number behind the step: {en}"),
        false => say!("用 `--say` 写文字或序号：{zh}", "write its text or number behind `--say`: {en}"),
    }
}

fn numbered(texts: Vec<Say>) -> Say {
    list((1..).zip(texts).map(|(number, Say { zh, en }): (usize, Say)| say!("{number} `{zh}`", "{number} `{en}`")))
}

/// What may happen without anybody working on a step.
pub(super) fn happens(program: &Program<'_>, state: &State, open: &[Open<'_>]) -> Say {
    let anytime = anytime_now(program, state);
    let mut texts: Vec<Say> = anytime.iter().map(|now| read(program.project, &now.line.when)).collect();
    for open in open {
        if let Wanted::Event { says } = &open.wanted {
            texts.extend(says.iter().map(|text| read(program.project, text)));
        }
    }
    if texts.is_empty() {
        return say!("现在没有等待中的事", "nothing is waited for now");
    }
    let Say { zh, en } = list(texts.into_iter().map(|Say { zh, en }| say!("`{zh}`", "`{en}`")));
    say!("现在可能发生的是 {zh}", "what can happen now: {en}")
}

/// The warnings and late lines that may come.
pub(super) fn due(program: &Program<'_>, state: &State) -> Say {
    let line = |due: &Due<'_>| {
        let (address, limit) = (program.address(&due.at), due.limit + 1);
        match due.id {
            DueId::Warning(index) => format!("`{address} --warn {limit}.{}`", index + 1),
            DueId::Late(index) => format!("`{address} --late {limit}.{}`", index + 1),
        }
    };
    let lines: Vec<String> = due_now(program, state).iter().map(line).collect();
    let (zh, en) = (lines.join("、"), lines.join(", "));
    match lines.len() {
        0 => say!("现在没有需要登记预警或超时的时限", "no limit is running that has a warning or a late line"),
        _ => say!("现在可以登记的是 {zh}", "what may come due now: {en}"),
    }
}

/// All posts inside the organisation, and the systems that do steps.
pub(super) fn posts(program: &Program<'_>) -> Say {
    let mut posts: Vec<&Decl> = Vec::new();
    let mut add = |decl| {
        if !posts.contains(&decl) {
            posts.push(decl);
        }
    };
    // Those who do something come before those who are only declared.
    if let Some(flow) = program.graph(&Path::default()) {
        for node in flow.iter().map(|(_, node)| node.node).filter(|node| !matches!(node.kind, NodeKind::End { .. })) {
            for by in &node.work.by {
                if let Some((symbol, _)) = program.project.find(flow.file, by) {
                    program.project.decl(symbol).into_iter().for_each(&mut add);
                }
            }
        }
    }
    if posts.is_empty() {
        return say!("规程没有写明由哪个岗位办理", "the procedure names no post that works on it");
    }
    let Say { zh, en } = list(posts.into_iter().map(|decl| named(program.project, decl)));
    say!("办理这个规程的岗位有 {zh}", "the posts that work on it are {en}")
}

/// The posts that may approve.
pub(super) fn approvers(project: &Project) -> Say {
    let decls = project.modules.iter().flat_map(|module| &module.file.decls);
    list(
        decls
            .filter(|decl| matches!(&decl.body, Body::Role(role) if role.may_approve))
            .map(|decl| named(project, decl)),
    )
}
