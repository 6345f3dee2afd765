//! The procedure that is to be approved, in its project.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::super::check::{Checked, edited};
use super::super::refusal::Refusal;
use super::line::Edit;
use crate::model::{Head, Module, Project, Status, Symbol, used_by};
use crate::rules::{self, Finding, Settings, Severity};
use crate::say;
use crate::source::{FileId, Loaded, load};

/// One procedure and the project around it.
pub(super) struct Paper {
    loaded: Loaded,
    /// The project as it stands.
    pub(super) project: Project,
    /// The procedure.
    pub(super) id: FileId,
    /// The day of the approval.
    pub(super) today: Date,
}

impl Paper {
    /// Reads it.
    pub(super) fn read(file: &Path, today: Option<Date>) -> Result<Paper, Refusal> {
        if file.is_dir() || file == Path::new("-") {
            return Err(Refusal(say!(
                "一次批准一个文件：写出规程文件的路径",
                "one file is approved at a time: name the file of the procedure"
            )));
        }
        let loaded = load(&[file.to_path_buf()])?;
        let project = Project::new(loaded.clone());
        let id = project.modules.iter().find(|module| module.named).map_or(FileId(u32::MAX), |module| module.id);
        Ok(Paper { loaded, project, id, today: today.unwrap_or_else(|| jiff::Zoned::now().date()) })
    }

    /// The file.
    pub(super) fn module(&self) -> Result<&Module, Refusal> {
        let name = self.name();
        let missing = || Refusal(say!("`{name}` 没有读到", "`{name}` was not read"));
        self.project.module(self.id).ok_or_else(missing)
    }

    /// Its name as it is shown.
    pub(super) fn name(&self) -> &str {
        self.project.module(self.id).map_or("", |module| module.source.name())
    }

    /// Where it lies.
    pub(super) fn path(&self) -> PathBuf {
        self.project.root.dir.join(self.project.module(self.id).map_or("", |module| module.path.as_str()))
    }

    /// Its head, if it is one that may be approved.
    pub(super) fn head(&self) -> Result<&Head, Refusal> {
        let name = self.name();
        let Some(head) = &self.module()?.file.head else {
            return Err(Refusal(say!(
                "`{name}` 是共享文件，没有 `sop` 文件头；批准用到它的规程",
                "`{name}` is a shared file, without a `sop` head: approve the procedures that use it"
            )));
        };
        match head.status {
            Some((Status::Draft | Status::Approved, _)) => Ok(head),
            Some((Status::Retired, _)) => {
                Err(Refusal(say!("`{name}` 已经废止，不再批准", "`{name}` is retired, and no longer approved")))
            }
            None => Err(Refusal(say!(
                "`{name}` 的文件头没有状态：先写 `status draft`",
                "the head of `{name}` has no status: write `status draft` first"
            ))),
        }
    }

    /// What is found with these edits: errors in it and in the shared files that it uses, whose holes weigh as much as
    /// the strictest of their users; warnings in itself.
    pub(super) fn checked(&self, edits: &[Edit]) -> Checked {
        let mut loaded = self.loaded.clone();
        let used = self.project.uses.get(self.id.index()).map(Vec::as_slice).unwrap_or_default();
        for (file, module) in loaded.files.iter_mut().zip(&self.project.modules) {
            file.named |= module.file.head.is_none() && used.contains(&Some(module.id));
            if let (true, Ok(text)) = (module.id == self.id, &mut file.text) {
                *text = edited(text, edits);
            }
        }
        let project = Project::new(loaded);
        let mut outcome = rules::check(&project, &Settings { today: Some(self.today), ..Settings::default() });
        // A hole of a shared file that the procedure does not use is no hole of it.
        let used = used_by(&project, self.id);
        let is_of_others = |finding: &Finding| {
            let decls = project.module(finding.at.file).map(|module| module.file.decls.as_slice()).unwrap_or_default();
            let at = decls.iter().position(|decl| decl.at.0.contains(finding.at));
            at.is_some_and(|index| !used.contains(&Symbol { file: finding.at.file, index }))
        };
        outcome.findings.retain(|finding| match finding.severity {
            Severity::Error => finding.at.file == self.id || finding.rule.code != "T01" || !is_of_others(finding),
            Severity::Warning => finding.at.file == self.id,
            Severity::Info => false,
        });
        Checked { project, outcome }
    }
}

/// Whether something stands against an approval.
pub(super) fn has_errors(checked: &Checked) -> bool {
    checked.outcome.findings.iter().any(|finding| finding.severity == Severity::Error)
}
