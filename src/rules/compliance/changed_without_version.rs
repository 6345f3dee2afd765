//! Content that changed under the same version.

use jiff::civil::Date;

use crate::model::{Contents, Decl, Head, HistoryRow, Module, Project, Status, same_number};
use crate::rules::project::heads;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::FileId;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "changed-without-version",
    code: "C07",
    group: Group::Compliance,
    severity: Severity::Warning,
    page: include_str!("changed_without_version.md"),
};

/// So many places in other files are shown.
const SHOWN: usize = 3;

/// The project as it is, or as it was.
struct Edition<'p> {
    project: &'p Project,
    contents: Contents<'p>,
}

impl<'p> Edition<'p> {
    fn of(project: &'p Project) -> Self {
        Edition { project, contents: Contents::of(project) }
    }

    /// What a procedure uses of other files, each with its hash.
    fn shared(&mut self, file: FileId) -> Option<Vec<(&'p Decl, [u8; 32])>> {
        let found = self.contents.shared(file)?.into_iter();
        found.map(|(symbol, hash)| Some((self.project.decl(symbol)?, hash))).collect()
    }
}

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut now = Edition::of(context.project);
    let mut before = context.before.map(Edition::of);
    for (module, head) in heads(context) {
        let compared = before.as_mut().and_then(|before| since_before(&mut now, before, module, head));
        out.extend(compared.or_else(|| since_approval(&mut now.contents, module, head)));
    }
}

/// Against the earlier version of the project.
fn since_before(now: &mut Edition<'_>, before: &mut Edition<'_>, module: &Module, head: &Head) -> Option<Finding> {
    let (earlier, earlier_head) = same_procedure(before.project, module)?;
    let ((version, at), (known, _)) = head.version.as_ref().zip(earlier_head.version.as_ref())?;
    if same_number(version) != same_number(known)
        || now.contents.hash(module.id)? == before.contents.hash(earlier.id)?
    {
        return None;
    }
    let finding = INFO
        .at(at.0, say!("内容改了，版本仍是 `{version}`", "the content changed, and the version is still `{version}`"))
        .help(say!("升一个版本，并在修订记录里写明改了什么", "raise the version, and say in the history what changed"));
    let known = before.shared(earlier.id)?;
    let differs = |(decl, hash): &(&Decl, [u8; 32])| {
        let same = |other: &Decl| other.body.kind() == decl.body.kind() && other.label() == decl.label();
        known.iter().any(|(other, known)| same(other) && known != hash)
    };
    let changed = now.shared(module.id)?.into_iter().filter(differs).map(|(decl, _)| decl.head.0);
    let finding = changed
        .take(SHOWN)
        .fold(finding, |finding, at| finding.also(at, say!("它用到的这一项改了", "it uses this, which changed")));
    Some(weighed(finding, earlier_head))
}

/// Against the content that was approved last.
fn since_approval(contents: &mut Contents<'_>, module: &Module, head: &Head) -> Option<Finding> {
    let (version, at) = head.version.as_ref()?;
    let dated = head.approvals.iter().filter_map(|approval| Some((approval.on?, approval)));
    // Of one day the last line.
    let (on, approval) = dated.max_by_key(|(on, _)| *on)?;
    let hash = approval.of.as_deref().filter(|hash| is_hash(hash))?;
    if !stood(head, version, on) || contents.hash(module.id)?.eq_ignore_ascii_case(hash) {
        return None;
    }
    let finding = INFO
        .at(
            at.0,
            say!(
                "{on} 批准之后内容改了，版本仍是 `{version}`",
                "the content changed after its approval on {on}, and the version is still `{version}`"
            ),
        )
        .also(approval.at.0, say!("这里批准的是另一份内容", "what was approved here is other content"))
        .help(say!(
            "升一个版本，在修订记录里写明改了什么；再用 `sop approve` 批准",
            "raise the version, say in the history what changed, and have it approved with `sop approve`"
        ));
    Some(weighed(finding, head))
}

/// Nobody works by a draft yet; it is written until it is released.
fn weighed(finding: Finding, head: &Head) -> Finding {
    let released = head.status.is_some_and(|(status, _)| status != Status::Draft);
    if released { finding } else { finding.weighing(Severity::Info) }
}

/// Whether `sop approve` wrote it: other numbers may stand in its place.
fn is_hash(written: &str) -> bool {
    let digits = written.strip_prefix("sha256:");
    digits.is_some_and(|digits| digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// Whether the history proves that what was approved on a day bore this version already.
fn stood(head: &Head, version: &str, on: Date) -> bool {
    let is_own = |row: &&HistoryRow| same_number(&row.version) == same_number(version);
    let days: Option<Vec<Date>> = head.history.iter().map(|row| row.on).collect();
    let Some(written) = head.history.iter().find(is_own).and_then(|row| row.on) else { return false };
    if days.is_none_or(|days| days.iter().any(|day| *day > on)) {
        return false;
    }
    // Of a version that was written on the very day, the approval may have been for the one before, unless that has
    // its own.
    let older = head.history.iter().filter(|row| !is_own(row)).filter_map(|row| row.on).max();
    let has_own =
        |older: Date| head.approvals.iter().filter_map(|approval| approval.on).any(|day| (older..on).contains(&day));
    written < on || older.is_none_or(has_own)
}

/// The same procedure in the earlier version: in the same file, else under the same name.
fn same_procedure<'p>(before: &'p Project, module: &Module) -> Option<(&'p Module, &'p Head)> {
    let by_name = || {
        let files = before.procedures.get(&module.file.procedure()?.name)?;
        match files.as_slice() {
            [only] => before.module(*only),
            _ => None,
        }
    };
    let same_path = before.modules.binary_search_by(|known| known.path.as_str().cmp(&module.path)).ok();
    let same_path = same_path.and_then(|index| before.modules.get(index));
    let earlier = same_path.filter(|earlier| earlier.file.head.is_some()).or_else(by_name)?;
    let head = earlier.file.head.as_ref().filter(|head| !head.broken && !earlier.file.doubled)?;
    Some((earlier, head))
}
