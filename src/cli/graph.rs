//! `sop graph`: one flow as one picture.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::nearest::nearest;
use super::refusal::Refusal;
use super::{Session, Verdict};
use crate::emit::{self, Format};
use crate::labels::Lang;
use crate::model::{Body, Decl, Module, Project};
use crate::say;
use crate::source::load;

#[derive(Debug, Args)]
pub(super) struct GraphArgs {
    /// The procedure
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The flow of this routine
    #[arg(long, value_name = "NAME")]
    routine: Option<String>,
    /// How the picture is written
    #[arg(long, value_name = "svg|mermaid|dot", default_value = "svg", hide_possible_values = true)]
    to: To,
    /// Language of the picture [default: the first of the procedure]
    #[arg(long, value_name = "zh|en", hide_possible_values = true, value_parser = super::lang)]
    doc_lang: Option<Lang>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    Svg,
    Mermaid,
    Dot,
}

pub(super) fn run(args: &GraphArgs, session: &mut Session) -> Result<Verdict, Refusal> {
    let project = Project::new(load(std::slice::from_ref(&args.file))?);
    let mut named = project.modules.iter().filter(|module| module.named);
    let (Some(module), None) = (named.next(), named.next()) else {
        return Err(Refusal(say!("`sop graph` 一次只画一个文件", "`sop graph` draws one file")));
    };
    let routine = args.routine.as_deref().map(|name| routine(module, name)).transpose()?;
    let first = || project.languages(module.id).into_iter().find_map(Lang::of_tag);
    let lang = args.doc_lang.or_else(first).unwrap_or(session.lang());
    let format = match args.to {
        To::Svg => Format::Svg,
        To::Mermaid => Format::Mermaid,
        To::Dot => Format::Dot,
    };
    let Some(picture) = emit::graph(&project, module, routine, lang, format) else {
        let shown = args.file.display();
        return Err(Refusal(say!("`{shown}` 里没有可以画的流程", "there is no flow to draw in `{shown}`")));
    };
    session.out.print(&picture)?;
    Ok(Verdict::Clean)
}

fn routine<'m>(module: &'m Module, name: &str) -> Result<&'m Decl, Refusal> {
    let routines = || module.file.decls.iter().filter(|decl| matches!(decl.body, Body::Routine(_)));
    routines().find(|decl| decl.label() == name).ok_or_else(|| {
        let meant = nearest(name, routines().map(Decl::label));
        match meant {
            Some(meant) => Refusal(say!(
                "没有例行工作 `{name}`，是指 `{meant}` 吗？",
                "there is no routine `{name}`, did you mean `{meant}`?"
            )),
            None => Refusal(say!("没有例行工作 `{name}`", "there is no routine `{name}`")),
        }
    })
}
