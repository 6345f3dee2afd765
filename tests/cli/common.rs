//! Runs the program in a folder of its own.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A procedure in which nothing is wrong that counts as an error.
pub const CLEAN: &str = r#"sop repair "送修处理" {
  number "AS-1"
  language zh
  version "1.0"
  status draft
}
role engineer "维修工程师" { count 3 }
flow {
  step fix "修理" { by engineer  do "修好" }
  end returned "已交还"
}
"#;

/// Nobody can leave its last step.
pub const WRONG: &str = r#"sop repair "送修处理" { language zh }
role engineer "维修工程师" { count 3 }
flow {
  step fix "修理" { by engineer }
}
"#;

pub struct Place(tempfile::TempDir);

impl Place {
    pub fn new() -> Place {
        Place(tempfile::tempdir().unwrap())
    }

    pub fn with(files: &[(&str, &[u8])]) -> Place {
        let place = Place::new();
        for (name, bytes) in files {
            let path = place.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        place
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sop"));
        command.args(args).current_dir(self.path()).env("LC_ALL", "C");
        // What the person at this machine has exported is none of the test's business.
        for name in ["NO_COLOR", "SOP_AS", "SOP_ROLE", "TZ"] {
            command.env_remove(name);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran(self.command(args).output().unwrap())
    }

    pub fn feed(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Ran(child.wait_with_output().unwrap())
    }
}

pub struct Ran(pub Output);

impl Ran {
    pub fn code(&self) -> i32 {
        let error = self.error();
        assert!(!error.contains("panicked"), "{error}");
        self.0.status.code().unwrap_or_else(|| panic!("ended by a signal: {error}"))
    }

    pub fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    pub fn error(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    /// It could not be done: one line on standard error says why.
    pub fn refused(&self, because: &str) {
        assert_eq!(self.code(), 2, "{}", self.out());
        assert!(self.error().contains(because), "{}", self.error());
        assert_eq!(self.error().lines().count(), 1, "{}", self.error());
    }
}

pub fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}
