//! A folder with procedures and a store, and people who work in it.

use std::path::PathBuf;

use serde_json::Value;

use crate::common::{Place, Ran};

pub const CLERK: (&str, &str) = ("Ann", "clerk");
pub const HEAD: (&str, &str) = ("Bob", "head");

pub struct Desk {
    pub place: Place,
    /// The minute of the next command, so that every run does the same.
    minute: u32,
}

impl Desk {
    /// The folder of the parcels.
    pub fn new() -> Desk {
        let file = |name: &str| std::fs::read(here().join(name)).unwrap();
        let files = ["parcel.sop", "cover.sop", "posts.sop"].map(|name| (name, file(name)));
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        Desk { place: Place::with(&files), minute: 0 }
    }

    /// With a case of the parcels that has begun.
    pub fn begun() -> Desk {
        let mut desk = Desk::new();
        desk.done(CLERK, &["start", "parcel.sop"]);
        desk
    }

    pub fn store(&self) -> PathBuf {
        self.place.path().join("sop-runs.jsonl")
    }

    /// A command by somebody.
    pub fn by(&mut self, (person, role): (&str, &str), args: &[&str]) -> Ran {
        let at = format!("2024-11-21T{:02}:{:02}", 9 + self.minute / 60, self.minute % 60);
        self.minute += 1;
        self.at(&at, (person, role), args)
    }

    /// A command by somebody at a moment.
    pub fn at(&self, at: &str, (person, role): (&str, &str), args: &[&str]) -> Ran {
        let mut all = vec!["run"];
        all.extend(args);
        all.extend(["--as", person, "--role", role, "--at", at]);
        Ran(self.place.command(&all).env("TZ", "Asia/Shanghai").output().unwrap())
    }

    /// A command that must work.
    pub fn done(&mut self, who: (&str, &str), args: &[&str]) -> String {
        let ran = self.by(who, args);
        assert_eq!(ran.code(), 0, "{args:?}: {}", ran.error());
        ran.out()
    }

    /// A command by the clerk that must work, at the moment at which it is given.
    pub fn now(&self, args: &[&str]) -> String {
        let mut all = vec!["run"];
        all.extend(args);
        all.extend(["--as", CLERK.0, "--role", CLERK.1]);
        let ran = Ran(self.place.command(&all).output().unwrap());
        assert_eq!(ran.code(), 0, "{args:?}: {}", ran.error());
        ran.out()
    }

    /// Commands in one line each, the words parted by blanks.
    pub fn all(&mut self, who: (&str, &str), lines: &[&str]) {
        for line in lines {
            let words: Vec<&str> = line.split(' ').collect();
            self.done(who, &words);
        }
    }

    /// What a command answers as JSON.
    pub fn json(&mut self, who: (&str, &str), args: &[&str]) -> Value {
        let mut all = args.to_vec();
        all.extend(["--format", "json"]);
        serde_json::from_str(&self.by(who, &all).out()).unwrap()
    }

    /// The addresses of the open steps.
    pub fn open(&mut self) -> Vec<String> {
        let view = self.json(CLERK, &["next", "parcel-1"]);
        view["open"].as_array().unwrap().iter().map(|open| open["address"].as_str().unwrap().to_owned()).collect()
    }

    /// The reason for which a command is refused, after a look at how it is told.
    pub fn refused(&mut self, who: (&str, &str), args: &[&str]) -> String {
        let told = self.by(who, args);
        assert_eq!((told.code(), told.out().as_str()), (2, ""), "{args:?}");
        let lines: Vec<String> = told.error().lines().map(str::to_owned).collect();
        assert!(lines.len() == 2 && lines[0].starts_with("error: ") && lines[1].starts_with("  help: "), "{lines:?}");
        let mut zh = args.to_vec();
        zh.extend(["--lang", "zh"]);
        let told = self.by(who, &zh).error();
        assert!(told.starts_with("错误：") && told.contains("\n  提示："), "{told}");
        let json = self.json(who, args);
        assert_eq!(json["version"], 1);
        let refused = &json["refused"];
        assert_eq!(crate::common::keys(refused), ["reason", "message", "help"]);
        assert_eq!(lines[0], format!("error: {}", refused["message"].as_str().unwrap()));
        refused["reason"].as_str().unwrap().to_owned()
    }
}

pub fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/run")
}
