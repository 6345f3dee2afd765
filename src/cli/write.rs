//! Writing files: whole or not at all, and all of them or none.
//!
//! Everything is first written beside its place under another name. Only when all of it is written is it moved into
//! place, file by file; a failure before that leaves nothing behind. What a user wrote is on the disk before it takes the
//! place of what was there; documents can be built again, and nobody waits for the disk for them.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use tempfile::{Builder, TempPath};

use super::refusal::Refusal;
use crate::say;

/// Files that are to be written together.
#[derive(Debug, Default)]
pub(super) struct Batch {
    staged: Vec<(TempPath, PathBuf)>,
    /// Whether the files need not survive a power cut.
    fleeting: bool,
    /// Folders that were made for them, outermost first.
    made: Vec<PathBuf>,
}

impl Batch {
    /// Documents, which can be built again.
    pub(super) fn of_documents() -> Batch {
        Batch { staged: Vec::new(), fleeting: true, made: Vec::new() }
    }

    /// Prepares another content for a file that exists. Its permissions stay, and a link stays a link.
    pub(super) fn replace(&mut self, path: &Path, content: &str) -> Result<(), Refusal> {
        let refuse = |cause: io::Error| Refusal::unwritable(path, &cause);
        let real = fs::canonicalize(path).map_err(refuse)?;
        let permissions = fs::metadata(&real).map_err(refuse)?.permissions();
        if permissions.readonly() {
            return Err(refuse(ErrorKind::PermissionDenied.into()));
        }
        let file = self.written(&real, content.as_bytes(), Builder::new()).map_err(refuse)?;
        // The mask of the user applies to new files; this one has its permissions already.
        fs::set_permissions(&file, permissions).map_err(refuse)?;
        self.staged.push((file, real));
        Ok(())
    }

    /// Prepares a document at `name`, a path inside `folder`; the folders on the way are made.
    pub(super) fn create(&mut self, folder: &Path, name: &str, content: &[u8]) -> Result<(), Refusal> {
        let path = folder.join(name);
        let refuse = |cause: io::Error| Refusal::unwritable(&path, &cause);
        self.make_folders(folder)?;
        let parent = Path::new(name).parent().unwrap_or(Path::new(""));
        let mut inside = folder.to_path_buf();
        for part in parent.components() {
            let Component::Normal(part) = part else { return Err(outside(&path)) };
            inside.push(part);
            // A link would lead the document out of the folder.
            if inside.is_symlink() {
                return Err(outside(&inside));
            }
            self.make_folder(&inside)?;
        }
        if !matches!(Path::new(name).components().next_back(), Some(Component::Normal(_))) {
            return Err(outside(&path));
        }
        if path.is_dir() {
            return Err(refuse(ErrorKind::IsADirectory.into()));
        }
        let file = self.written(&path, content, new_file()).map_err(refuse)?;
        self.staged.push((file, path));
        Ok(())
    }

    /// Moves everything into place.
    pub(super) fn commit(mut self) -> Result<(), Refusal> {
        let mut folders = BTreeSet::new();
        for (file, path) in std::mem::take(&mut self.staged) {
            file.persist(&path).map_err(|error| Refusal::unwritable(&path, &error.error))?;
            folders.extend(path.parent().map(Path::to_path_buf));
        }
        // So that the new names survive a power cut too; not every system can do it.
        for folder in folders.into_iter().filter(|_| !self.fleeting) {
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }

    /// The content in the folder of `path` under another name. The file is closed: a build has more of them than may be
    /// open at once.
    fn written(&self, path: &Path, content: &[u8], mut builder: Builder<'_, '_>) -> io::Result<TempPath> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = builder.prefix(".sop-").tempfile_in(folder)?;
        file.write_all(content)?;
        if !self.fleeting {
            file.as_file().sync_all()?;
        }
        Ok(file.into_temp_path())
    }

    fn make_folders(&mut self, folder: &Path) -> Result<(), Refusal> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.make_folders(parent)?;
        }
        self.make_folder(folder)
    }

    fn make_folder(&mut self, folder: &Path) -> Result<(), Refusal> {
        if folder.is_dir() {
            return Ok(());
        }
        let made = if folder.exists() { Err(ErrorKind::NotADirectory.into()) } else { fs::create_dir(folder) };
        made.map_err(|cause| Refusal::unwritable(folder, &cause))?;
        self.made.push(folder.to_path_buf());
        Ok(())
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        self.staged.clear();
        // A folder that holds documents is not empty and stays.
        for folder in self.made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Writes one file, whether it exists or not.
pub(super) fn whole(path: &Path, content: &str) -> Result<(), Refusal> {
    let mut batch = Batch::default();
    if path.exists() {
        batch.replace(path, content)?;
    } else {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        batch.create(folder, &name, content.as_bytes())?;
    }
    batch.commit()
}

/// A file with the permissions that new files usually have, not the narrow ones of temporary files.
fn new_file<'a, 'b>() -> Builder<'a, 'b> {
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

fn outside(path: &Path) -> Refusal {
    let path = path.display();
    Refusal(say!("`{path}` 不在输出文件夹里面", "`{path}` leads out of the output folder"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_stay_inside_their_folder() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        for name in ["../a.md", "/a.md", "x/../../a.md", "..", ""] {
            assert!(Batch::default().create(&out, name, b"text").is_err(), "{name}");
        }
        assert!(!dir.path().join("a.md").exists());
        assert!(!out.exists(), "an output folder that nothing was written to stays behind");
    }

    #[test]
    fn nothing_is_written_if_one_cannot_be() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        let mut batch = Batch::default();
        batch.create(&out, "zh/a.md", b"text").unwrap();
        assert!(batch.create(&out, "../b.md", b"text").is_err());
        drop(batch);
        assert!(!out.exists());

        let mut batch = Batch::default();
        batch.create(&out, "zh/a.md", b"text").unwrap();
        batch.commit().unwrap();
        assert_eq!(fs::read_to_string(out.join("zh/a.md")).unwrap(), "text");
        assert_eq!(fs::read_dir(out.join("zh")).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_does_not_lead_out_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = tempfile::tempdir().unwrap();
        let (out, other) = (dir.path().join("out"), dir.path().join("other"));
        fs::create_dir(&out).unwrap();
        fs::create_dir(&other).unwrap();
        symlink(&other, out.join("zh")).unwrap();
        assert!(Batch::default().create(&out, "zh/a.md", b"text").is_err());

        let (file, link) = (other.join("a.sop"), dir.path().join("link.sop"));
        fs::write(&file, "before").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o664)).unwrap();
        symlink(&file, &link).unwrap();
        let mut batch = Batch::default();
        batch.replace(&link, "after").unwrap();
        batch.commit().unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "after");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o664);
    }
}
