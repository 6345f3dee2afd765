//! Procedures of the library, broken on purpose: each edit of `tests/edits/` gives the findings that it names, at the
//! lines that it names, and no other.
//!
//! So no rule is known by its own example only, and none cries wolf when something else is wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use rayon::prelude::*;
use serde::Deserialize;
use sopkit::model::{Project, content_hash};
use sopkit::rules::{CONFIG_FILE, Settings, check, find};
use sopkit::source::{Config, Loaded, Registry, SourceText, load};

/// A table of edits.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    edit: Vec<Edit>,
}

/// One edit of the library.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Edit {
    /// What a careless or dishonest hand did.
    why: String,
    /// The file, below the library; `sop.toml` for the configuration.
    file: String,
    /// What stands there, once.
    from: String,
    /// What stands there now; `{hash}` is that of what the unbroken file says.
    to: String,
    /// More of the same edit.
    #[serde(default)]
    also: Vec<Piece>,
    /// The findings that come: the rule, and after a colon what stands in the line that it points at; `3x` before it
    /// for several alike.
    #[serde(default)]
    finds: Vec<String>,
    /// The findings of the unbroken library that go.
    #[serde(default)]
    gone: Vec<String>,
    /// Whether the unbroken library is given as the earlier version.
    #[serde(default)]
    compare: bool,
    /// The day that counts as today, if not the usual one.
    today: Option<jiff::civil::Date>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Piece {
    file: String,
    from: String,
    to: String,
}

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 22);

/// A finding as it is compared: rule, file, message.
type Told = (&'static str, String, String);

fn library() -> Loaded {
    load(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("sops")]).unwrap()
}

/// What is found, each with the line that it points at.
fn found(loaded: Loaded, before: Option<&Project>, today: jiff::civil::Date) -> Vec<(Told, String)> {
    let config = loaded.root.config_text.clone();
    let project = Project::new(loaded);
    let outcome = check(&project, &Settings { today: Some(today), before, ..Settings::default() });
    let told = outcome.findings.iter().map(|finding| {
        let module = project.module(finding.at.file);
        let path = module.map_or("sop.toml", |module| module.path.as_str());
        let source = if finding.at.file == CONFIG_FILE { config.as_ref() } else { module.map(|module| &module.source) };
        let line =
            source.and_then(|source| source.text().get(..finding.at.start as usize)?.lines().count().checked_sub(1));
        let at_start = source.is_some_and(|source| source.text()[..finding.at.start as usize].ends_with('\n'));
        let line = line.map_or(0, |line| if at_start { line + 1 } else { line });
        let line = source.map_or("", |source| source.text().lines().nth(line).unwrap_or(""));
        ((finding.rule.name, path.to_owned(), finding.message.en.clone()), line.to_owned())
    });
    told.collect()
}

fn replaced(loaded: &mut Loaded, piece: &Piece) -> Result<(), String> {
    let swap = |text: &str| match text.matches(&piece.from).count() {
        1 => Ok(text.replace(&piece.from, &piece.to)),
        count => Err(format!("`{}` stands {count} times in {}", piece.from, piece.file)),
    };
    if piece.file == "sop.toml" {
        let text = swap(loaded.root.config_text.as_ref().map_or("", SourceText::text))?;
        loaded.root.config = Config::read(&text);
        loaded.root.config_text = Some(SourceText::new("sop.toml", text));
        return Ok(());
    }
    if piece.file == "standards.toml" {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sops/standards.toml");
        let text = swap(&std::fs::read_to_string(path).unwrap())?;
        loaded.standards = Some(Ok(Registry::read("standards.toml", &text)));
        return Ok(());
    }
    let file = loaded.files.iter_mut().find(|file| file.path == piece.file);
    let file = file.ok_or_else(|| format!("there is no file {}", piece.file))?;
    file.text = Ok(swap(file.text.as_ref().unwrap())?);
    Ok(())
}

/// The hash of what a file of the library says.
fn hash(library: &Loaded, path: &str) -> String {
    let project = Project::new(library.clone());
    let module = project.modules.iter().find(|module| module.path == path).unwrap();
    content_hash(&project, module.id).unwrap()
}

fn try_out(library: &Loaded, edit: &Edit, clean: &[(Told, String)]) -> Result<(), String> {
    let mut broken = library.clone();
    let to = match edit.to.contains("{hash}") {
        true => edit.to.replace("{hash}", &hash(library, &edit.file)),
        false => edit.to.clone(),
    };
    let own = Piece { file: edit.file.clone(), from: edit.from.clone(), to };
    for piece in std::iter::once(&own).chain(&edit.also) {
        replaced(&mut broken, piece)?;
    }
    let before = edit.compare.then(|| Project::new(library.clone()));
    let today = edit.today.unwrap_or(TODAY);
    let usual;
    let clean = if edit.today.is_some() {
        usual = found(library.clone(), None, today);
        &usual
    } else {
        clean
    };
    let found = found(broken, before.as_ref(), today);
    let mut wrong = String::new();
    let less = |of: &[(Told, String)], than: &[(Told, String)]| {
        let mut left: BTreeMap<&Told, usize> = BTreeMap::new();
        than.iter().for_each(|(told, _)| *left.entry(told).or_default() += 1);
        let new = of.iter().filter(|(told, _)| match left.get_mut(told) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        new.cloned().collect::<Vec<_>>()
    };
    for (named, mut real, what) in
        [(&edit.finds, less(&found, clean), "comes"), (&edit.gone, less(clean, &found), "goes")]
    {
        for name in named.iter().flat_map(|name| counted(name)) {
            let (rule, text) = name.split_once(": ").unwrap_or((name, ""));
            if find(rule).is_none() {
                writeln!(wrong, "  there is no rule {rule}").unwrap();
            }
            match real.iter().position(|((found, ..), line)| *found == rule && line.contains(text)) {
                Some(index) => drop(real.remove(index)),
                None => writeln!(wrong, "  not told: {what} {name}").unwrap(),
            }
        }
        for ((rule, file, message), line) in real {
            writeln!(wrong, "  {what}: {rule}: {}   [{file}: {message}]", line.trim()).unwrap();
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// A finding as often as its entry says.
fn counted(entry: &str) -> impl Iterator<Item = &str> {
    let count = entry.split_once("x ").and_then(|(count, name)| Some((count.parse().ok()?, name)));
    let (count, name): (usize, &str) = count.unwrap_or((1, entry));
    std::iter::repeat_n(name, count)
}

#[test]
fn each_edit_gives_its_findings_and_no_other() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/edits");
    let mut tables: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    tables.sort();
    let only = std::env::var("EDITS").unwrap_or_default();
    let mut edits = Vec::new();
    for path in tables.iter().filter(|path| path.display().to_string().contains(&only)) {
        let table: Table = toml::from_str(&std::fs::read_to_string(path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        edits.extend(table.edit.into_iter().map(|edit| (path.file_name().unwrap().to_owned(), edit)));
    }
    let library = library();
    let clean = found(library.clone(), None, TODAY);
    let wrong: Vec<String> = edits
        .par_iter()
        .filter_map(|(table, edit)| {
            let wrong = try_out(&library, edit, &clean).err()?;
            Some(format!("{}: {}\n{wrong}", table.display(), edit.why))
        })
        .collect();
    let mut rules: Vec<&str> = edits
        .iter()
        .flat_map(|(_, edit)| &edit.finds)
        .map(|name| counted(name).next().unwrap().split(':').next().unwrap())
        .collect();
    rules.sort_unstable();
    rules.dedup();
    println!("{} edits, {} rules", edits.len(), rules.len());
    assert!(wrong.is_empty(), "{} of {} edits:\n{}", wrong.len(), edits.len(), wrong.join("\n"));
}
