//! `sop approve`: a post approves what a procedure says, and the head keeps it with the hash of that content.
//!
//! What is to be written is checked first, as it will stand and weighed as an approved document; what would be an error
//! is told instead, and nothing is written.

mod line;
mod paper;
mod post;

use std::path::PathBuf;

use clap::Args;

use super::check::{self, Checked};
use super::out::tell;
use super::refusal::Refusal;
use super::write::whole;
use super::{Session, Talk, Verdict};
use crate::labels::Say;
use crate::model::{Approval, DeclKind, Head, Status, content_hash};
use crate::say;
use crate::source::Place;
use paper::Paper;
use post::Post;

#[derive(Debug, Args)]
pub(super) struct ApproveArgs {
    /// The procedure
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Who approves: the person who holds the post
    #[arg(long = "as", id = "as", value_name = "NAME")]
    person: String,
    /// In which post, by name or title
    #[arg(long, value_name = "ROLE")]
    role: String,
    /// What the approval means; once for each language of the file, in their order
    #[arg(long, value_name = "TEXT")]
    meaning: Vec<String>,
    /// Release the procedure as well: write `status approved` in place of `status draft`
    #[arg(long)]
    release: bool,
}

pub(super) fn run(args: &ApproveArgs, session: &mut Session) -> Result<Verdict, Refusal> {
    let person = args.person.split_whitespace().collect::<Vec<_>>().join(" ");
    if person.is_empty() {
        return Err(Refusal(say!("`--as` 后面写明是谁批准", "`--as` takes the name of who approves")));
    }
    let paper = Paper::read(&args.file, session.today)?;
    let module = paper.module()?;
    let released: Vec<line::Edit> = line::release(module).into_iter().collect();
    // First without the approval: what is found stands at the lines that the file has now.
    let mut first = paper.checked(&released);
    // That nobody has approved it yet is what the approval mends.
    let status = paper.module()?.file.head.as_ref().and_then(|head| head.status.as_ref()).map(|(_, at)| at.0.start);
    first.outcome.findings.retain(|found| found.rule.code != "P05" || Some(found.at.start) != status);
    if paper::has_errors(&first) {
        return stopped(&first, session);
    }
    let head = paper.head()?;
    let post = Post::find(&paper.project, paper.id, &args.role)?;
    post.may_approve(&paper.project, paper.id, head)?;
    let Some(hash) = content_hash(&paper.project, paper.id) else {
        let name = paper.name();
        return Err(Refusal(say!(
            "不能批准 `{name}`：它用到的内容有一部分读不懂",
            "`{name}` cannot be approved: a part of what it uses cannot be read"
        )));
    };
    let approval = Approval {
        by: post.reference.clone(),
        person: Some(person),
        on: Some(paper.today),
        meaning: line::meaning(&args.meaning, &paper.project.languages_asked(paper.id).unwrap_or_default())?,
        of: Some(hash),
        at: Place::default(),
    };
    let same = last_of(&paper, head, &post).filter(|known| known.of == approval.of);
    let release = if args.release { released.clone() } else { Vec::new() };
    let new = match same {
        Some(known) if release.is_empty() => {
            already(&post, known, session)?;
            return Ok(Verdict::Clean);
        }
        Some(_) => None,
        None => Some(line::approval(module, &approval)?),
    };
    let checked = paper.checked(&line::in_order(released, new.clone()));
    if paper::has_errors(&checked) {
        return stopped(&checked, session);
    }
    if content_hash(&checked.project, paper.id) != approval.of {
        return Err(line::changed(module));
    }
    let is_released = !release.is_empty();
    let signed = new.is_some().then_some(&approval);
    let text = line::written(module, &line::in_order(release, new), signed)?;
    whole(&paper.path(), &text)?;
    if !checked.outcome.findings.is_empty() {
        check::print(&checked.project, &checked.outcome, session)?;
    }
    done(&paper, head, same.unwrap_or(&approval), session)?;
    if session.talk >= Talk::Normal {
        under_one_version(&first, head, session);
        left(&paper, head, &approval, is_released, session);
    }
    Ok(Verdict::Clean)
}

/// The last approval by a post: on the last day, of that day the last line.
fn last_of<'p>(paper: &Paper, head: &'p Head, post: &Post<'_>) -> Option<&'p Approval> {
    let is_own = |known: &&Approval| {
        let found = paper.project.find_kind(paper.id, &known.by, DeclKind::Role);
        found.is_some_and(|(symbol, _)| symbol == post.symbol)
    };
    // Of equal ones `max_by_key` gives the last.
    head.approvals.iter().filter(is_own).max_by_key(|known| known.on)
}

/// Tells why nothing was written.
fn stopped(checked: &Checked, session: &mut Session) -> Result<Verdict, Refusal> {
    check::print(&checked.project, &checked.outcome, session)?;
    if session.talk >= Talk::Normal {
        let words = say!(
            "没有批准：作为已批准的文件，这里不能有错误；文件没有改动",
            "not approved: as an approved document it would have these errors; the file is as it was"
        );
        tell(words.to(session.lang()));
    }
    Ok(Verdict::Found)
}

fn already(post: &Post<'_>, known: &Approval, session: &mut Session) -> Result<(), Refusal> {
    let name = &post.reference;
    let Say { zh, en } = known.on.map_or_else(Say::default, |on| say!("于 {on} ", " on {on}"));
    let words = say!("`{name}` 已{zh}批准同样的内容", "`{name}` has already approved this content{en}");
    session.out.print(&format!("{}\n", words.to(session.lang())))
}

/// The line that says what was approved. An approval that a file has kept for long may name a post alone.
fn done(paper: &Paper, head: &Head, approval: &Approval, session: &mut Session) -> Result<(), Refusal> {
    let post = approval.by.to_string();
    let person = approval.person.as_ref().unwrap_or(&post);
    let (name, by, hash) = (paper.name(), &approval.by, approval.of.as_deref().unwrap_or_default());
    let version = head.version.as_ref().map(|(version, _)| version.as_str());
    let Say { zh, en } = version.map_or_else(Say::default, |version| say!("版本 {version}，", ", version {version}"));
    let on = approval.on.unwrap_or(paper.today);
    let words = say!(
        "{person} 以 `{by}` 的岗位批准 {name}，{zh}{on}：{hash}",
        "{person} approves {name}{en}, as `{by}` on {on}: {hash}"
    );
    session.out.print(&format!("{}\n", words.to(session.lang())))
}

/// Tells that a released version now has two contents: the new approval would hide it.
fn under_one_version(first: &Checked, head: &Head, session: &Session) {
    let released = head.status.is_some_and(|(status, _)| status == Status::Approved);
    let found = first.outcome.findings.iter().find(|finding| finding.rule.name == "changed-without-version");
    if let Some(finding) = found.filter(|_| released) {
        tell(finding.message.to(session.lang()));
    }
}

/// Tells what is left to do: posts whose approval is of other content, and the release.
fn left(paper: &Paper, head: &Head, approval: &Approval, is_released: bool, session: &Session) {
    let mut others: Vec<String> = Vec::new();
    for known in head.approvals.iter().filter(|known| known.by != approval.by) {
        let last = head.approvals.iter().filter(|other| other.by == known.by).max_by_key(|other| other.on);
        let name = format!("`{}`", known.by);
        if last.is_some_and(|last| last.of != approval.of) && !others.contains(&name) {
            others.push(name);
        }
    }
    if !others.is_empty() {
        let (zh, en) = (others.join("、"), others.join(", "));
        tell(say!("{zh} 批准的是别的内容", "what {en} approved is other content").to(session.lang()));
    }
    if is_released {
        tell(say!("状态改为已批准", "its status is `approved` now").to(session.lang()));
    } else if head.status.is_some_and(|(status, _)| status == Status::Draft) {
        let name = paper.name();
        let words = say!(
            "{name} 仍是草稿；批准齐了，用 `--release` 发布",
            "{name} is still a draft; with the last approval, `--release` releases it"
        );
        tell(words.to(session.lang()));
    }
}
