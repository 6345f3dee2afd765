//! Nothing makes the program fall over: odd files, huge files, outputs that close.

use std::fs;
use std::io::Read;
use std::time::{Duration, Instant};

use crate::common::{CLEAN, Place, Ran, WRONG};

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let place = Place::with(&[("wrong.sop", WRONG.as_bytes())]);
    for (args, code) in [(&["check"][..], 1), (&["explain", "--all", "--format", "json"], 0), (&["--help"], 0)] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ran = Ran(place.command(args).stdout(writer).output().unwrap());
        assert_eq!((ran.code(), ran.error().as_str()), (code, ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_is_refused() {
    let place = Place::with(&[("wrong.sop", WRONG.as_bytes())]);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    Ran(place.command(&["check"]).stdout(full).output().unwrap()).refused("standard output cannot be written");
}

#[test]
fn colours_come_only_when_asked_for() {
    let place = Place::with(&[("wrong.sop", WRONG.as_bytes())]);
    let escape = '\u{1b}';
    assert!(!place.run(&["check"]).out().contains(escape), "the output is no terminal");
    assert!(!place.run(&["check", "--color", "never"]).out().contains(escape));
    assert!(place.run(&["check", "--color", "always"]).out().contains(escape));
    let forced = |args: &[&str], no_color: &str| {
        Ran(place.command(args).env("CLICOLOR_FORCE", "1").env("NO_COLOR", no_color).output().unwrap()).out()
    };
    assert!(!forced(&["check"], "1").contains(escape));
    assert!(forced(&["check", "--color", "always"], "1").contains(escape), "the command line outweighs NO_COLOR");
}

#[test]
fn odd_files_are_read_or_told_and_never_stop_the_program() {
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(CLEAN.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let gbk = b"sop a \"\xcd\xb6\xcb\xdf\" { language zh }\n";
    let binary: Vec<u8> = (0..=255).cycle().take(5000).collect();
    let crlf = CLEAN.replace('\n', "\r\n");
    let cases: [(&str, &[u8], i32, &str); 9] = [
        ("gbk.sop", gbk, 1, "not-utf8 (X13)"),
        ("utf16.sop", &utf16, 1, "not-utf8 (X13)"),
        ("binary.sop", &binary, 1, "not-utf8 (X13)"),
        ("empty.sop", b"", 0, ""),
        ("blank.sop", b"\n\n  \n", 0, ""),
        ("bom.sop", &[b"\xEF\xBB\xBF", CLEAN.as_bytes()].concat(), 0, ""),
        ("crlf.sop", crlf.as_bytes(), 0, ""),
        ("nul.sop", b"sop a \"\0\x1b[31m\" { fils }", 1, ""),
        ("cut.sop", WRONG.get(..WRONG.len() - 4).unwrap().as_bytes(), 1, ""),
    ];
    for (name, bytes, code, says) in cases {
        let place = Place::with(&[(name, bytes)]);
        let ran = place.run(&["check", name]);
        assert_eq!(ran.code(), code, "{name}: {}", ran.out());
        assert!(ran.out().contains(says), "{name}: {}", ran.out());
        assert!(!ran.out().contains('\u{1b}'), "{name} reaches the terminal");
        assert!(matches!(place.run(&["fmt", "--check", name]).code(), 0..=2));
    }
}

#[test]
fn huge_files_are_told_quickly_and_shortly() {
    let long_line = format!("sop a \"x\" {{ language zh }}\nnote \"{}\"\nfils x\n", "投".repeat(10 * 1024 * 1024 / 3));
    let long_junk = "junk ".repeat(200_000);
    let unclosed = "step a \"x\" {\n".repeat(100_000);
    let deep = format!("sop a \"x\" {{ }}\nflow {}{}", "{".repeat(10_000), "}".repeat(10_000));
    let brackets = format!("flow {{ step a \"x\" {{ when {}x }} }}", "(".repeat(10_000));
    for (name, text) in [
        ("text.sop", long_line),
        ("junk.sop", long_junk),
        ("open.sop", unclosed),
        ("deep.sop", deep),
        ("brackets.sop", brackets),
    ] {
        let place = Place::with(&[(name, text.as_bytes())]);
        let started = Instant::now();
        let ran = place.run(&["check", name]);
        assert_eq!(ran.code(), 1, "{name}: {}", ran.error());
        // A build without optimisations on a busy machine is some thirty times slower than the program people have.
        assert!(started.elapsed() < Duration::from_secs(60), "{name} took {:?}", started.elapsed());
        assert!(ran.0.stdout.len() < 2_000_000, "{name} prints {} bytes", ran.0.stdout.len());
        let longest = ran.out().lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(longest < 400, "{name} prints a line of {longest} characters");
    }
}

#[test]
fn the_first_lines_come_through_a_pipe() {
    let many = "fils x\n".repeat(20_000);
    let place = Place::with(&[("many.sop", many.as_bytes())]);
    let mut child = place.command(&["check"]).spawn().unwrap();
    let mut head = [0_u8; 64];
    child.stdout.take().unwrap().read_exact(&mut head).unwrap();
    let ran = Ran(child.wait_with_output().unwrap());
    assert_eq!((ran.code(), ran.error().as_str()), (1, ""));
}
