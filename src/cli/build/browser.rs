//! PDF through an installed browser, for a program that was built without Typst: pages are printed as they stand.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::super::refusal::Refusal;
use crate::emit::{Document, Format};
use crate::say;

/// What browsers of the Chromium family are called.
const NAMES: [&str; 7] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome", "msedge"];

/// A browser that prints, with a folder of its own that goes with it.
pub(super) struct Browser {
    program: PathBuf,
    folder: TempDir,
}

impl Browser {
    /// The browser that `CHROMIUM` names, or the first on the search path; `None` if there is none.
    ///
    /// # Errors
    /// No folder can be made for it.
    pub(super) fn find() -> Result<Option<Browser>, Refusal> {
        let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
        let Some(program) = named.or_else(on_the_path).filter(|program| program.is_file()) else { return Ok(None) };
        let folder = TempDir::new().map_err(|cause| Refusal::unwritable(&std::env::temp_dir(), &cause))?;
        Ok(Some(Browser { program, folder }))
    }

    /// A page as PDF; `None` for what is no document: the entrance of a site.
    ///
    /// # Errors
    /// The browser prints nothing.
    pub(super) fn print(&self, page: &Document) -> Result<Option<Document>, Refusal> {
        let Some(stem) = page.path.strip_suffix(".html").filter(|stem| *stem != "index") else { return Ok(None) };
        let (html, pdf) = (self.folder.path().join("page.html"), self.folder.path().join("page.pdf"));
        let path = format!("{stem}.{}", Format::Pdf.ending());
        let refuse = |cause: std::io::Error| Refusal::unwritable(Path::new(&path), &cause);
        fs::write(&html, on_paper(page.text())).map_err(refuse)?;
        let _ = fs::remove_file(&pdf);
        // Without its sandbox only where it does not start with it, as under root. The page runs nothing in any case.
        let _ = self.run(&html, &pdf, &[]);
        if !pdf.is_file() {
            let _ = self.run(&html, &pdf, &["--no-sandbox"]);
        }
        let program = self.program.display();
        let content = fs::read(&pdf).map_err(|_| {
            Refusal(say!("浏览器 `{program}` 打印不出 `{path}`", "the browser `{program}` did not print `{path}`"))
        })?;
        Ok(Some(Document { path, content }))
    }

    fn run(&self, html: &Path, pdf: &Path, more: &[&str]) -> std::io::Result<std::process::ExitStatus> {
        let file = |option: &str, path: &Path| {
            let mut argument = std::ffi::OsString::from(option);
            argument.push(path);
            argument
        };
        Command::new(&self.program)
            .args(["--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--no-pdf-header-footer"])
            .args(more)
            .arg(file("--user-data-dir=", &self.folder.path().join("profile")))
            .arg(file("--print-to-pdf=", pdf))
            .arg(file("file://", html))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
    }
}

fn on_the_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let names = NAMES.iter().map(|name| format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let found = names.flat_map(|name| folders.iter().map(move |folder| folder.join(&name)));
    found.into_iter().find(|program| program.is_file())
}

/// A page without the ways to other pages: printed, they would lead to where the page lay for a moment.
fn on_paper(page: &str) -> String {
    let mut pieces = page.split(" href=\"");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let stays = piece.starts_with(['#', '"']) || piece.starts_with("http://") || piece.starts_with("https://");
        let rest = match piece.split_once('"') {
            Some((_, rest)) if !stays => rest,
            _ => {
                out.push_str(" href=\"");
                piece
            }
        };
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::on_paper;

    #[test]
    fn only_ways_inside_the_page_stay() {
        let page = "<a class=\"x\" href=\"../a.html\">A</a> <a href=\"#step\">B</a> <a href=\"https://x.org/\">C</a>";
        let paper = "<a class=\"x\">A</a> <a href=\"#step\">B</a> <a href=\"https://x.org/\">C</a>";
        assert_eq!(on_paper(page), paper);
        assert_eq!(on_paper("no links"), "no links");
    }
}
