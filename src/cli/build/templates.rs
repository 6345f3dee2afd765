//! Templates, a style and a logo of one's own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::refusal::Refusal;
use crate::emit::Templates;
use crate::say;
use crate::source::{LoadError, Root};

/// The folder with templates: that of the command line lies where the program was started, that of `sop.toml` in its
/// project.
pub(super) fn folder(asked: Option<&Path>, root: &Root) -> Option<PathBuf> {
    let configured = || root.config.build.templates.as_ref().map(|folder| root.dir.join(folder));
    asked.map(Path::to_path_buf).or_else(configured)
}

/// Reads the templates of a folder.
pub(super) fn read(folder: &Path) -> Result<Arc<Templates>, Refusal> {
    let unreadable = |path: &Path| {
        let path = path.to_path_buf();
        move |cause| Refusal::from(LoadError::Unreadable { path, cause })
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()).map(str::to_owned) else { continue };
        if !path.is_file() || !is_meant(&name) {
            continue;
        }
        if !Templates::knows(&name) {
            let (shown, known) = (path.display(), Templates::names().collect::<Vec<_>>().join(", "));
            return Err(Refusal(say!(
                "`{shown}` 不是任何模板的名字，可以替换的是 {known}；自己的公用片段以 `_` 开头",
                "`{shown}` is no template; those are {known}, and parts of your own begin with `_`"
            )));
        }
        files.push((name, fs::read(&path).map_err(unreadable(&path))?));
    }
    files.sort_unstable();
    Templates::with(files).map(Arc::new).map_err(|fault| Refusal::unmade(fault.into(), Some(folder)))
}

/// Whether a file is meant as a template, a style or a logo; other files may lie beside them.
fn is_meant(name: &str) -> bool {
    name.ends_with(".j2") || name.ends_with(".css") || name.starts_with("logo.")
}
