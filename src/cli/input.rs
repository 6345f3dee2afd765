//! What the paths on the command line mean.

use std::path::{Path, PathBuf};

use clap::Args;

use super::refusal::Refusal;
use crate::say;
use crate::source::{Loaded, load, load_stdin};

/// The files and folders that a verb reads.
#[derive(Debug, Args)]
pub(super) struct Input {
    /// Files and folders; `-` is standard input [default: the project around here]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Where a procedure from standard input would stand, for `use` and in messages
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_path: Option<PathBuf>,
}

impl Input {
    /// Whether standard input is read: `-` alone.
    pub(super) fn is_stdin(&self) -> Result<bool, Refusal> {
        let dash = Path::new("-");
        match self.paths.as_slice() {
            [path] if path == dash => Ok(true),
            paths if paths.iter().any(|path| path == dash) => {
                Err(Refusal(say!("`-` 只能单独使用", "`-` stands alone, without other paths")))
            }
            _ if self.stdin_path.is_some() => {
                Err(Refusal(say!("`--stdin-path` 要和 `-` 一起使用", "`--stdin-path` goes with `-`")))
            }
            _ => Ok(false),
        }
    }

    /// The name of standard input in messages.
    pub(super) fn stdin_name(&self) -> &Path {
        self.stdin_path.as_deref().unwrap_or(Path::new("-"))
    }

    /// Reads the project around what is named.
    pub(super) fn load(&self) -> Result<Loaded, Refusal> {
        let loaded = if self.is_stdin()? { load_stdin(self.stdin_name())? } else { load(&self.paths)? };
        Ok(loaded)
    }
}
