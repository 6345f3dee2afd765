//! `sop build`: documents.

mod browser;
mod images;
mod manifest;
mod progress;
mod templates;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::input::Input;
use super::out::tell;
use super::refusal::Refusal;
use super::write::Batch;
use super::{Session, Talk, Verdict, check};
use crate::emit::{self, Audience, Checked, DocLangs, Document, Fault, Format, Request};
use crate::labels::Lang;
use crate::model::Project;
use crate::report::Counts;
use crate::rules::{self, Settings};
use crate::say;
use crate::source::Root;

#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    input: Input,
    /// Folder to write to [default: that of sop.toml, else `out`]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Formats, separated by commas: md, html, svg, mermaid, dot, docx, pdf, json, csv, xlsx [default: that of sop.toml, else
    /// md]
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    to: Vec<String>,
    /// Languages of the documents [default: that of sop.toml, else all]
    #[arg(long, value_name = "zh|en|all", hide_possible_values = true)]
    doc_lang: Option<DocLang>,
    /// Whose copy: staff get what they work by, auditors also clauses, deviations, proofs and findings
    #[arg(long, value_name = "staff|auditor", default_value = "auditor", hide_possible_values = true)]
    audience: For,
    /// Folder with templates of your own, a style and a logo [default: that of sop.toml]
    #[arg(long, value_name = "DIR")]
    template: Option<PathBuf>,
    /// Folder with fonts for PDF; may be repeated
    #[arg(long, value_name = "DIR")]
    font_path: Vec<PathBuf>,
    /// Build in spite of errors; every page says then that there are some
    #[arg(long)]
    draft: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum For {
    Staff,
    Auditor,
}

/// Why a build stopped.
enum Stop {
    Refused(Refusal),
    Unmade(Fault),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Stop::Refused(refusal)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Stop::Unmade(fault)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DocLang {
    Zh,
    En,
    All,
}

pub(super) fn run(args: &BuildArgs, session: &mut Session) -> Result<Verdict, Refusal> {
    let loaded = args.input.load()?;
    let formats = formats(args, &loaded.root)?;
    let browser = match formats.contains(&Format::Pdf) && Format::Pdf.missing_feature().is_some() {
        true => Some(browser::Browser::find()?.ok_or_else(Refusal::no_press)?),
        false => None,
    };
    let languages = languages(args, &loaded.root)?;
    let folder = folder(args, &loaded.root);
    let own = templates::folder(args.template.as_deref(), &loaded.root);
    let templates = own.as_deref().map(templates::read).transpose()?;
    let fonts = fonts(args, &loaded.root)?;
    let project = Project::new(loaded);
    let settings = Settings { today: session.today, ..Settings::default() };
    let outcome = rules::check(&project, &settings);
    let errors = Counts::of(&project, &outcome).errors;
    if errors > 0 && !args.draft {
        check::print(&project, &outcome, session)?;
        if session.talk >= Talk::Normal {
            tell(
                say!(
                    "有错误，没有生成文件；加 `--draft` 可生成草稿",
                    "nothing was built; `--draft` builds in spite of errors"
                )
                .to(session.lang()),
            );
        }
        return Ok(Verdict::Found);
    }
    let audience = match args.audience {
        For::Staff => Audience::Staff,
        For::Auditor => Audience::Auditor,
    };
    let compiled = match &browser {
        // What the browser prints are the pages.
        Some(_) => formats.iter().map(|format| if *format == Format::Pdf { Format::Html } else { *format }).collect(),
        None => formats.clone(),
    };
    let mut request = Request {
        formats: compiled,
        languages,
        draft_mark: errors > 0,
        audience,
        checked: Some(Checked::of(&project, &outcome)),
        templates,
        fonts,
        ..Request::default()
    };
    request.images = images::read(&project, &request)?;
    let earlier = manifest::List::read(&folder);
    let mut batch = Batch::of_documents();
    let mut paths = BTreeSet::new();
    let mut list = manifest::List::default();
    let mut progress = progress::Progress::new(emit::count(&project, &request) * per_procedure(&formats), session);
    let mut write = |document: Document| {
        let is_image = request.images.get(&document.path).is_some();
        if is_image && !images::is_wanted(&document, &folder, &earlier)? {
            return Ok(());
        }
        batch.create(&folder, &document.path, &document.content)?;
        list.add(&document, is_image);
        let path = document.path;
        if !paths.insert(path.clone()) {
            return Err(Refusal(say!("有两份文件都要写到 `{path}`", "two documents would be written to `{path}`")));
        }
        progress.step();
        Ok(())
    };
    let with_pages = formats.contains(&Format::Html);
    let built = emit::build(&project, &request, |document| {
        let is_page = document.path.ends_with(".html");
        if let Some(browser) = browser.as_ref().filter(|_| is_page) {
            browser.print(&document)?.into_iter().try_for_each(&mut write)?;
        }
        if browser.is_none() || !is_page || with_pages {
            write(document)?;
        }
        Ok::<(), Stop>(())
    });
    progress.end();
    built.map_err(|stop| match stop {
        Stop::Refused(refusal) => refusal,
        Stop::Unmade(fault) => Refusal::unmade(fault, own.as_deref()),
    })?;
    if paths.is_empty() {
        return Err(Refusal(say!("这里没有可以生成的规程", "there is no procedure here to build")));
    }
    let whole = project.modules.iter().all(|module| module.named);
    let (stale, old) = list.follow(earlier, &formats, whole);
    batch.create(&folder, manifest::NAME, list.text().as_bytes())?;
    batch.commit()?;
    let removed = stale.remove(&folder, session);
    let (count, shown) = (paths.len(), folder.display());
    if session.talk >= Talk::Verbose {
        paths.iter().for_each(|path| tell(&folder.join(path).display().to_string()));
    }
    if session.talk >= Talk::Normal {
        let files = if count == 1 { "document" } else { "documents" };
        tell(say!("已在 {shown} 生成 {count} 份文件", "{count} {files} written to {shown}").to(session.lang()));
        if removed > 0 {
            let files = if removed == 1 { "document" } else { "documents" };
            tell(
                say!("删去上次生成而这次没有的 {removed} 份文件", "{removed} {files} of an earlier build removed")
                    .to(session.lang()),
            );
        }
        if whole && old > 0 {
            let files = if old == 1 { "document" } else { "documents" };
            tell(
                say!(
                    "另有以前生成的 {old} 份文件没有动：这次没有要求它们的格式",
                    "{old} {files} of earlier builds left as they are: their format was not asked for"
                )
                .to(session.lang()),
            );
        }
    }
    Ok(Verdict::Clean)
}

/// About how many documents are made of a procedure in one language.
fn per_procedure(formats: &[Format]) -> usize {
    let of = |format: &Format| match format {
        Format::Md | Format::Html | Format::Docx | Format::Pdf => 2,
        Format::Svg | Format::Mermaid | Format::Dot | Format::Json => 1,
        // They lie over all procedures.
        Format::Csv | Format::Xlsx => 0,
    };
    formats.iter().map(of).sum()
}

/// The formats that are asked for, each once, in the order in which they are offered.
fn formats(args: &BuildArgs, root: &Root) -> Result<Vec<Format>, Refusal> {
    let configured = root.config.build.to.as_deref().unwrap_or_default();
    let asked = if args.to.is_empty() { configured } else { &args.to };
    let mut formats = Vec::new();
    for name in asked {
        let Some(format) = Format::named(name) else {
            let known = Format::ALL.map(Format::name).join(", ");
            return Err(Refusal(say!(
                "不能生成 `{name}`，可以生成的是 {known}",
                "there is no format `{name}`, only {known}"
            )));
        };
        if let Some(feature) = format.missing_feature().filter(|_| format != Format::Pdf) {
            return Err(Refusal::not_built_in(name, feature));
        }
        formats.push(format);
    }
    formats.sort_unstable();
    formats.dedup();
    Ok(if formats.is_empty() { vec![Format::Md] } else { formats })
}

fn languages(args: &BuildArgs, root: &Root) -> Result<DocLangs, Refusal> {
    let asked = match (args.doc_lang, root.config.build.doc_lang.as_deref()) {
        (Some(asked), _) => asked,
        (None, None | Some("all")) => DocLang::All,
        (None, Some("zh")) => DocLang::Zh,
        (None, Some("en")) => DocLang::En,
        (None, Some(other)) => {
            return Err(Refusal(say!(
                "sop.toml 的 doc-lang 是 `{other}`，应为 zh、en 或 all",
                "`doc-lang` in sop.toml is `{other}`, expected zh, en or all"
            )));
        }
    };
    Ok(match asked {
        DocLang::Zh => DocLangs::One(Lang::Zh),
        DocLang::En => DocLangs::One(Lang::En),
        DocLang::All => DocLangs::All,
    })
}

/// The folders with fonts: those of the command line, then those of `sop.toml`.
fn fonts(args: &BuildArgs, root: &Root) -> Result<Vec<PathBuf>, Refusal> {
    let configured = root.config.build.fonts.iter().flatten().map(|folder| root.dir.join(folder));
    let folders: Vec<PathBuf> = args.font_path.iter().cloned().chain(configured).collect();
    match folders.iter().find(|folder| !folder.is_dir()) {
        None => Ok(folders),
        Some(missing) => {
            let missing = missing.display();
            Err(Refusal(say!("没有字体文件夹 `{missing}`", "there is no folder of fonts `{missing}`")))
        }
    }
}

/// The folder of `sop.toml` lies in its project, the others where the program was started.
fn folder(args: &BuildArgs, root: &Root) -> PathBuf {
    match (&args.out, &root.config.build.out) {
        (Some(out), _) => out.clone(),
        (None, Some(out)) => root.dir.join(out),
        (None, None) => PathBuf::from("out"),
    }
}
