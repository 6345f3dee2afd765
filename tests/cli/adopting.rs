//! A library that is not clean yet: baselines, fixes, earlier versions, and a check that goes on.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::common::{CLEAN, Place, WRONG};

/// Two records that nobody keeps: two findings of one rule.
const TWO: &str = r#"sop repair "送修处理" { language zh }
role engineer "维修工程师" { count 3 }
record log "维修记录" { fields parts  for engineer }
record card "保修卡" { fields days  for engineer }
flow {
  step fix "修理" { by engineer  fills log, card }
  end done "修好"
}
"#;

fn rules(out: &str) -> Vec<&str> {
    out.lines().filter(|line| line.ends_with(')') && !line.starts_with(' ')).collect()
}

#[test]
fn a_baseline_holds_what_was_there_and_tells_what_is_new() {
    let place = Place::with(&[("a.sop", TWO.as_bytes())]);
    let base = ["check", "--baseline", "base.json"];
    place.run(&base).refused("there is no baseline `base.json`");
    let told = |ran: &str| rules(ran).iter().filter(|line| line.starts_with("no-retention")).count();
    assert_eq!(place.run(&[base.as_slice(), &["--write-baseline"]].concat()).code(), 0);
    let held = place.run(&base);
    assert_eq!((held.code(), told(&held.out())), (0, 0), "{}", held.out());
    assert!(held.out().contains("in the baseline"), "{}", held.out());

    // Lines that move are no new findings.
    place.write("a.sop", &format!("# 一行说明\n\n{TWO}"));
    assert_eq!(place.run(&base).code(), 0);
    // One more, and all of that rule are told: nobody knows which is new.
    let three = TWO.replace("flow {", "record slip \"便条\" { fields days  for engineer }\nflow {");
    place.write("a.sop", &three.replace("log, card", "log, card, slip"));
    let more = place.run(&base);
    assert_eq!((more.code(), told(&more.out())), (1, 3), "{}", more.out());

    // One less: the baseline is told to be pruned, and then holds less.
    place.write("a.sop", &TWO.replacen("for engineer", "for engineer  kept 2 years by engineer", 1));
    let fewer = place.run(&base);
    assert!(fewer.code() == 0 && fewer.error().contains("--prune-baseline"), "{}", fewer.error());
    assert_eq!(place.run(&[base.as_slice(), &["--prune-baseline"]].concat()).code(), 0);
    assert!(!place.run(&base).error().contains("--prune-baseline"));
    place.write("a.sop", TWO);
    assert_eq!(place.run(&base).code(), 1);
}

#[test]
fn a_baseline_hides_nothing_that_cannot_be_read_and_is_no_other_file() {
    let place = Place::with(&[("a.sop", CLEAN.replace("by engineer", "by enginer").as_bytes())]);
    let ran = place.run(&["check", "--baseline", "base.json", "--write-baseline"]);
    assert!(ran.code() == 1 && ran.out().contains("unknown-name"), "{}", ran.out());
    place.write("base.json", "{\"version\": 2, \"files\": {}}");
    place.run(&["check", "--baseline", "base.json"]).refused("`base.json` is no baseline: version 2");
    place.write("base.json", "[]");
    place.run(&["check", "--baseline", "base.json"]).refused("is no baseline");
    assert_eq!(place.run(&["check", "--write-baseline"]).code(), 2);
}

#[test]
fn safe_fixes_are_made_and_the_rest_is_told() {
    let broken = CLEAN
        .replace("by engineer  do", "by engineer  accept choice-of-one because \"旧的\"  do")
        .replace("\"修好\"", "“修\u{200B}好\"");
    let place = Place::with(&[("a.sop", broken.as_bytes())]);
    let ran = place.run(&["check", "--fix"]);
    assert_eq!(ran.code(), 0, "{}{}", ran.out(), ran.error());
    let mended = place.read("a.sop");
    assert_eq!(mended, CLEAN, "{}", ran.out());
    assert!(ran.error().contains("mended"), "{}", ran.error());
    // Nothing left to mend: nothing is written.
    let again = place.run(&["check", "--fix"]);
    assert!(!again.error().contains("mended"), "{}", again.error());
    place.feed(&["check", "-", "--fix"], CLEAN.as_bytes()).refused("standard input");

    // What a person must look at stays as it is.
    let place = Place::with(&[("a.sop", WRONG.as_bytes())]);
    assert_eq!(place.run(&["check", "--fix"]).code(), 1);
    assert_eq!(place.read("a.sop"), WRONG);
}

#[test]
fn glued_keywords_are_parted() {
    let glued = CLEAN.replace("by engineer", "由engineer");
    let place = Place::with(&[("a.sop", glued.as_bytes())]);
    let ran = place.run(&["check", "--fix"]);
    assert_eq!(ran.code(), 0, "{}", ran.out());
    assert!(place.read("a.sop").contains("由 engineer"));
}

#[test]
fn the_earlier_version_is_a_folder_a_file_or_a_revision() {
    let place = Place::with(&[("a.sop", CLEAN.as_bytes()), ("old/a.sop", CLEAN.as_bytes())]);
    assert_eq!(place.run(&["check", "a.sop", "--before", "old"]).code(), 0);
    assert_eq!(place.run(&["check", "a.sop", "--before", "old/a.sop"]).code(), 0);
    place.run(&["check", ".", "--before", "old/a.sop"]).refused("one file");
    place.run(&["check", "a.sop", "--before", "nowhere"]).refused("`nowhere`");
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=t", "-c", "user.email=t@t", "-c", "init.defaultBranch=main"]);
        command.args(args).current_dir(place.path()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    assert!(git(&["init"]), "git is needed");
    place.run(&["check", "a.sop", "--before", "HEAD"]).refused("revision of git");
    assert!(git(&["add", "."]) && git(&["commit", "-m", "one"]));
    assert_eq!(place.run(&["check", "a.sop", "--before", "HEAD"]).code(), 0);
    place.run(&["check", "a.sop", "--before=--help"]).refused("--help");
}

#[test]
fn what_changed_in_a_shared_file_is_shown() {
    let common = "role agent \"Service agent\" { }\nrole lead \"Lead\" { }\n";
    let procedure = "sop returns \"Returns\" { language en  version \"1.0\" }\nuse \"common.sop\"\n\
                     flow {\n  step take \"Take the goods back\" { by agent }\n  end done \"Done\"\n}\n";
    let now = common.replace("agent\" { }", "agent\" { count 2 }").replace("Lead\" { }", "Lead\" { count 2 }");
    let place = Place::with(&[
        ("old/common.sop", common.as_bytes()),
        ("old/returns.sop", procedure.as_bytes()),
        ("new/common.sop", now.as_bytes()),
        ("new/returns.sop", procedure.as_bytes()),
    ]);
    let ran = place.run(&["check", "new", "--before", "old", "--lang", "en", "--color", "never"]);
    let out = ran.out();
    assert!(out.contains("changed-without-version"), "{out}");
    // The post that the procedure uses, and no other.
    assert!(out.contains("common.sop:1:1 it uses this, which changed"), "{out}");
    assert_eq!(out.matches("which changed").count(), 1, "{out}");
}

#[test]
fn a_watch_checks_again_when_a_file_changes() {
    let place = Place::with(&[("a.sop", CLEAN.as_bytes())]);
    let mut child =
        place.command(&["check", "--watch", "-q", "--format", "json"]).stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (sender, seen) = mpsc::channel();
    std::thread::spawn(move || {
        for line in lines.map_while(Result::ok).filter(|line| line.trim_start().starts_with("\"errors\"")) {
            if sender.send(line.trim().trim_end_matches(',').to_owned()).is_err() {
                return;
            }
        }
    });
    // A file may be read more than once for one change; in the end what is told is what it says.
    let comes = |wanted: &str| {
        std::iter::from_fn(|| seen.recv_timeout(Duration::from_secs(60)).ok()).any(|line| line == wanted)
    };
    let first = comes("\"errors\": 0");
    // The check reads the files itself: that is no change.
    let again = seen.recv_timeout(Duration::from_secs(3));
    place.write("a.sop", WRONG);
    let wrong = comes("\"errors\": 1");
    place.write("a.sop", CLEAN);
    let clean = comes("\"errors\": 0");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!([first, wrong, clean], [true; 3]);
    assert_eq!(again, Err(mpsc::RecvTimeoutError::Timeout));
}
