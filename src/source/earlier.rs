//! The earlier version of a project, for what compares: another folder or file, or a revision of git.

use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Output, Stdio};

use globset::GlobSet;

use super::config::Config;
use super::encoding::decode;
use super::project::{LoadError, Loaded, RawFile, Root, globs, load};
use super::text::SourceText;

/// Reads the earlier version of a project: a folder that holds it, a file that was the one file named now, or a
/// revision. What exists as a path is meant as one.
///
/// # Errors
/// A folder that cannot be read, one file against several, or no such path and no such revision.
pub fn earlier(now: &Loaded, given: &str) -> Result<Loaded, LoadError> {
    let path = Path::new(given);
    if path.is_dir() {
        return load(&[path.to_path_buf()]);
    }
    if path.is_file() {
        return one_file(now, path);
    }
    revision(&now.root, given)
}

/// The project as it is, with an earlier text of its one named file.
fn one_file(now: &Loaded, path: &Path) -> Result<Loaded, LoadError> {
    let bytes = std::fs::read(path).map_err(|cause| LoadError::Unreadable { path: path.to_path_buf(), cause })?;
    let mut before = now.clone();
    let mut named = before.files.iter_mut().filter(|file| file.named);
    match (named.next(), named.next()) {
        (Some(file), None) => file.text = decode(bytes),
        _ => return Err(LoadError::OneForMany(path.to_path_buf())),
    }
    Ok(before)
}

/// The files below the root as a revision of git has them.
fn revision(root: &Root, given: &str) -> Result<Loaded, LoadError> {
    let none = |words: String| LoadError::NoEarlier { given: given.to_owned(), words };
    // A revision never begins with a dash; an option of git does.
    if given.starts_with('-') {
        return Err(none("it begins with `-`".to_owned()));
    }
    let commit = git(root, &["rev-parse", "--verify", "--quiet", &format!("{given}^{{commit}}")], &none)?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let listed = git(root, &["ls-tree", "-r", "-z", &commit], &none)?;
    let mut entries: Vec<(String, String)> = String::from_utf8_lossy(&listed).split('\0').filter_map(entry).collect();
    entries.sort_by(|a, b| a.1.cmp(&b.1));
    let config = match entries.iter().find(|(_, path)| path == "sop.toml") {
        Some((id, _)) => texts(root, &[id], &none)?.pop(),
        None => None,
    };
    let config_text = config.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let root_then = Root {
        dir: root.dir.clone(),
        config: config_text.as_deref().map(Config::read).unwrap_or_default(),
        config_text: config_text.map(|text| SourceText::new("sop.toml", text)),
    };
    let include = globs(&root_then)?;
    entries.retain(|(_, path)| belongs(&root_then, &include, Path::new(path)));
    let ids: Vec<&String> = entries.iter().map(|(id, _)| id).collect();
    let texts = texts(root, &ids, &none)?;
    let files = entries.iter().zip(texts).map(|((_, path), bytes)| RawFile {
        path: path.clone(),
        shown: format!("{given}:{path}"),
        text: decode(bytes),
        named: true,
    });
    Ok(Loaded { files: files.collect(), root: root_then, ..Loaded::default() })
}

/// The id and path of a line such as `100644 blob 3b18e5… <tab>path`.
fn entry(line: &str) -> Option<(String, String)> {
    let (what, path) = line.split_once('\t')?;
    let mut what = what.split(' ').skip(1);
    (what.next() == Some("blob")).then(|| Some((what.next()?.to_owned(), path.to_owned())))?
}

/// Whether a file belongs to the project, as when it is looked for in folders.
fn belongs(root: &Root, include: &GlobSet, path: &Path) -> bool {
    let tests_left_out = root.config.project.include.is_none();
    let in_tests = path.components().any(|part| part == Component::Normal("tests".as_ref()));
    let hidden = path.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
    include.is_match(path) && !hidden && !(tests_left_out && in_tests)
}

/// The contents of objects, in their order.
fn texts(root: &Root, ids: &[&String], none: &impl Fn(String) -> LoadError) -> Result<Vec<Vec<u8>>, LoadError> {
    let asked: String = ids.iter().map(|id| format!("{id}\n")).collect();
    let told = |error: io::Error| none(error.to_string());
    let mut child = command(root, &["cat-file", "--batch"]).stdin(Stdio::piped()).spawn().map_err(told)?;
    let mut input = child.stdin.take();
    // Written beside the reading: both pipes are finite.
    let writer = std::thread::spawn(move || input.as_mut().map_or(Ok(()), |input| input.write_all(asked.as_bytes())));
    let output = child.wait_with_output().map_err(told)?;
    if !matches!(writer.join(), Ok(Ok(()))) {
        return Err(none("git does not answer".to_owned()));
    }
    let answer = finished(output, none)?;
    let mut rest = answer.as_slice();
    let mut found = Vec::new();
    for _ in ids {
        let broken = || none("git does not answer as expected".to_owned());
        // `3b18e5… blob 12`, the contents, a line break.
        let end = rest.iter().position(|byte| *byte == b'\n').ok_or_else(broken)?;
        let head = String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned();
        let length: usize = head.rsplit(' ').next().and_then(|number| number.parse().ok()).ok_or_else(broken)?;
        found.push(rest.get(end + 1..end + 1 + length).ok_or_else(broken)?.to_vec());
        rest = rest.get(end + 2 + length..).unwrap_or_default();
    }
    Ok(found)
}

fn git(root: &Root, arguments: &[&str], none: &impl Fn(String) -> LoadError) -> Result<Vec<u8>, LoadError> {
    let output = command(root, arguments).output().map_err(|error| none(error.to_string()))?;
    finished(output, none)
}

fn finished(output: Output, none: &impl Fn(String) -> LoadError) -> Result<Vec<u8>, LoadError> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    let words = String::from_utf8_lossy(&output.stderr);
    let first = words.lines().next().unwrap_or("").trim_start_matches("fatal: ");
    Err(none(first.to_owned()))
}

fn command(root: &Root, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    let dir: PathBuf = root.dir.clone();
    command.arg("-C").arg(dir).args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}
