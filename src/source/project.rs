//! Which files belong to a project, and reading them.

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};
use ignore::WalkBuilder;
use rayon::prelude::*;

use super::calendars::{self, CalendarFile, Unread};
use super::config::Config;
use super::encoding::{Encoding, decode};
use super::standards::Registry;
use super::text::SourceText;

/// The root of a project and what its `sop.toml` says.
#[derive(Debug, Clone, Default)]
pub struct Root {
    /// The folder that `use` may not leave.
    pub dir: PathBuf,
    /// The configuration; empty without a `sop.toml`.
    pub config: Config,
    /// The text of `sop.toml`, if there is one.
    pub config_text: Option<SourceText>,
}

/// A file as it was read.
#[derive(Debug, Clone)]
pub struct RawFile {
    /// Its path relative to the root, with `/`.
    pub path: String,
    /// Its name as it is shown: relative to where the program was started, if it lies there.
    pub shown: String,
    /// Its text, or the first byte that is no UTF-8 and the likely encoding.
    pub text: Result<String, (usize, Encoding)>,
    /// Whether it was named, or lies in a folder that was named: only such files are reported on.
    pub named: bool,
}

/// A project as it was read, files sorted by path.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The root.
    pub root: Root,
    /// The files.
    pub files: Vec<RawFile>,
    /// The files of holidays that they name, sorted by path; without those that do not exist.
    pub calendars: Vec<CalendarFile>,
    /// The registry of standards, if `sop.toml` names one; or why there is none.
    pub standards: Option<Result<Registry, Unread>>,
}

/// Why a project could not be read. All of them end the program with exit code 2.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the fields are path and cause")]
pub enum LoadError {
    #[error("{0} does not exist")]
    NotFound(PathBuf),
    #[error("{path}: {cause}")]
    Unreadable { path: PathBuf, cause: io::Error },
    #[error("no .sop file in {0}")]
    NoProcedures(PathBuf),
    #[error("{0}")]
    BadGlob(String),
    #[error("{0} is one file, and several are to be compared with it")]
    OneForMany(PathBuf),
    #[error("{given} is neither a path nor a revision: {words}")]
    NoEarlier { given: String, words: String },
}

/// The root of the project around `start`, a file or folder: the nearest folder upwards with a `sop.toml`, else the
/// folder itself, else the file's folder.
///
/// # Errors
/// A `sop.toml` that cannot be read.
pub fn find_root(start: &Path) -> Result<Root, LoadError> {
    let folder =
        if start.is_dir() { start.to_path_buf() } else { start.parent().unwrap_or(Path::new("")).to_path_buf() };
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let unreadable = |path: &Path, cause| LoadError::Unreadable { path: path.to_path_buf(), cause };
    let full = fs::canonicalize(&folder).map_err(|cause| unreadable(&folder, cause))?;
    for dir in full.ancestors() {
        let file = dir.join("sop.toml");
        if file.is_file() {
            let text = fs::read_to_string(&file).map_err(|cause| unreadable(&file, cause))?;
            let config = Config::read(&text);
            let shown = shown(&file);
            return Ok(Root { dir: dir.to_path_buf(), config, config_text: Some(SourceText::new(shown, text)) });
        }
    }
    Ok(Root { dir: full, ..Root::default() })
}

/// Reads the project around the named files and folders.
///
/// # Errors
/// A path that does not exist, a file that may not be opened, no procedures at all.
pub fn load(named: &[PathBuf]) -> Result<Loaded, LoadError> {
    for path in named {
        if !path.exists() {
            return Err(LoadError::NotFound(path.clone()));
        }
    }
    let first = named.first().cloned().unwrap_or_else(|| PathBuf::from("."));
    let root = find_root(&first)?;
    // Without arguments the whole project is meant, from wherever inside it one asks.
    let asked: Vec<PathBuf> = if named.is_empty() {
        vec![root.dir.clone()]
    } else {
        named.iter().map(|path| canonical(path)).collect::<Result<_, _>>()?
    };
    let mut paths = walk(&root, &root.dir)?;
    for path in &asked {
        if path.is_dir() {
            paths.extend(walk(&root, path)?);
        } else {
            paths.push(path.clone());
        }
    }
    paths.sort();
    paths.dedup();
    let is_asked = |path: &Path| asked.iter().any(|asked| path.starts_with(asked));
    if !paths.iter().any(|path| is_asked(path)) {
        return Err(LoadError::NoProcedures(first));
    }
    let read = |path: &PathBuf| -> Result<RawFile, LoadError> {
        let bytes =
            fs::read(path).map_err(|cause| LoadError::Unreadable { path: PathBuf::from(shown(path)), cause })?;
        let named = is_asked(path);
        Ok(RawFile { path: relative(path, &root.dir), shown: shown(path), text: decode(bytes), named })
    };
    let mut files = paths.par_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let calendars = calendars::read(&root.dir, &files);
    let standards = Registry::load(&root);
    Ok(Loaded { root, files, calendars, standards })
}

/// Reads one procedure from standard input; `path` says where it would stand, for `use` and messages.
///
/// # Errors
/// Standard input that cannot be read, or a file of the project around it that may not be opened.
pub fn load_stdin(path: &Path) -> Result<Loaded, LoadError> {
    let mut bytes = Vec::new();
    let cause = io::stdin().lock().read_to_end(&mut bytes).err();
    if let Some(cause) = cause {
        return Err(LoadError::Unreadable { path: PathBuf::from("-"), cause });
    }
    let parent = path.parent().filter(|parent| parent.is_dir()).unwrap_or(Path::new("."));
    let root = find_root(parent)?;
    let full = canonical(parent)?.join(path.file_name().unwrap_or_default());
    let mut files = Vec::new();
    for other in walk(&root, &root.dir)?.into_iter().filter(|other| *other != full) {
        let bytes = fs::read(&other).map_err(|cause| LoadError::Unreadable { path: other.clone(), cause })?;
        files.push(RawFile {
            path: relative(&other, &root.dir),
            shown: shown(&other),
            text: decode(bytes),
            named: false,
        });
    }
    let own = relative(&full, &root.dir);
    files.push(RawFile { path: own, shown: path.display().to_string(), text: decode(bytes), named: true });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let calendars = calendars::read(&root.dir, &files);
    let standards = Registry::load(&root);
    Ok(Loaded { root, files, calendars, standards })
}

fn canonical(path: &Path) -> Result<PathBuf, LoadError> {
    fs::canonicalize(path).map_err(|cause| LoadError::Unreadable { path: path.to_path_buf(), cause })
}

/// The `.sop` files below a folder that the configuration includes.
fn walk(root: &Root, folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let include = globs(root)?;
    let tests_left_out = root.config.project.include.is_none();
    let mut found = Vec::new();
    for entry in WalkBuilder::new(folder).standard_filters(false).hidden(true).build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = folder.to_path_buf();
                let cause = error.into_io_error().unwrap_or_else(|| io::Error::other("cannot be read"));
                return Err(LoadError::Unreadable { path, cause });
            }
        };
        let path = entry.path();
        let inside = path.strip_prefix(folder).unwrap_or(path);
        let in_tests = inside.components().any(|part| part == Component::Normal("tests".as_ref()));
        let in_root = path.strip_prefix(&root.dir).unwrap_or(path);
        if entry.file_type().is_some_and(|kind| kind.is_file())
            && include.is_match(in_root)
            && !(tests_left_out && in_tests)
        {
            found.push(path.to_path_buf());
        }
    }
    Ok(found)
}

/// Which files belong to a project.
pub(super) fn globs(root: &Root) -> Result<GlobSet, LoadError> {
    let default = vec!["**/*.sop".to_owned()];
    let patterns = root.config.project.include.as_ref().unwrap_or(&default);
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(Glob::new(pattern).map_err(|error| LoadError::BadGlob(error.to_string()))?);
    }
    set.build().map_err(|error| LoadError::BadGlob(error.to_string()))
}

fn relative(path: &Path, root: &Path) -> String {
    slashes(path.strip_prefix(root).unwrap_or(path))
}

/// A path as people expect to read it: relative to where they stand.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok().and_then(|dir| fs::canonicalize(dir).ok());
    let inside = here.as_deref().and_then(|here| path.strip_prefix(here).ok());
    slashes(inside.unwrap_or(path))
}

fn slashes(path: &Path) -> String {
    let parts: Vec<String> = path
        .components()
        .filter_map(|part| match part {
            Component::CurDir => None,
            Component::RootDir => Some(String::new()),
            other => Some(other.as_os_str().to_string_lossy().into_owned()),
        })
        .collect();
    parts.join("/")
}
