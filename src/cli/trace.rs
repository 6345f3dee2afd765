//! `sop trace`: clause by clause, what meets it.

use clap::{Args, ValueEnum};

use super::check::or_nearest;
use super::input::Input;
use super::nearest::nearest;
use super::refusal::Refusal;
use super::{Session, Talk, Verdict};
use crate::emit::trace::{Trace, TracedClause, Wanted, page, standard_names, trace, workbook};
use crate::labels::Lang;
use crate::model::Project;
use crate::report::HEAD;
use crate::say;

#[derive(Debug, Args)]
pub(super) struct TraceArgs {
    #[command(flatten)]
    input: Input,
    /// Only this standard
    #[arg(long, value_name = "NAME")]
    standard: Option<String>,
    /// Only clauses that must be met and are not; exit code 1 if there are any
    #[arg(long)]
    gaps: bool,
    /// How it is printed
    #[arg(long, value_name = "text|json|csv|xlsx|html", default_value = "text", hide_possible_values = true)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
    Xlsx,
    Html,
}

pub(super) fn run(args: &TraceArgs, session: &mut Session) -> Result<Verdict, Refusal> {
    let project = Project::new(args.input.load()?);
    known(&project, args.standard.as_deref())?;
    let lang = session.lang();
    let mut traced = trace(&project, &Wanted { standard: args.standard.as_deref(), lang });
    let summary = summary(&traced, lang);
    if args.gaps {
        traced.clauses.retain(TracedClause::is_gap);
    }
    let unwritable = |words: String| Refusal(say!("无法生成矩阵：{words}", "the matrix cannot be written: {words}"));
    match args.format {
        Format::Text => text(&traced, &summary, session)?,
        Format::Json => {
            let json = serde_json::to_string_pretty(&traced).map_err(|error| unwritable(error.to_string()))?;
            session.out.print(&(json + "\n"))?;
        }
        Format::Csv => session.out.print(&csv(&traced, lang).map_err(unwritable)?)?,
        Format::Xlsx => {
            let format = crate::emit::Format::Xlsx;
            if let Some(feature) = format.missing_feature() {
                return Err(Refusal::not_built_in(format.name(), feature));
            }
            let book = workbook(&project, &traced, lang).map_err(|fault| Refusal::unmade(fault, None))?;
            session.out.bytes(&book)?;
        }
        Format::Html => {
            let page = page(&project, &traced, &summary, lang).map_err(|fault| Refusal::unmade(fault, None))?;
            session.out.print(&page)?;
        }
    }
    let gaps = traced.clauses.iter().any(TracedClause::is_gap);
    Ok(if args.gaps && gaps { Verdict::Found } else { Verdict::Clean })
}

fn known(project: &Project, standard: Option<&str>) -> Result<(), Refusal> {
    let Some(name) = standard else { return Ok(()) };
    let names = standard_names(project);
    if names.contains(&name) {
        return Ok(());
    }
    let near = nearest(name, names);
    Err(Refusal(or_nearest(say!("没有标准 `{name}`", "there is no standard `{name}`"), near)))
}

fn text(traced: &Trace, summary: &str, session: &mut Session) -> Result<(), Refusal> {
    let lang = session.lang();
    for clauses in traced.clauses.chunk_by(|one, next| one.standard == next.standard) {
        let Some(first) = clauses.first() else { continue };
        session.out.print(&format!("{}\n", session.look.painted(HEAD, &first.standard)))?;
        for clause in clauses {
            session.out.print(&line(clause, lang))?;
        }
    }
    if session.talk >= Talk::Normal {
        session.out.print(&format!("{summary}\n"))?;
    }
    Ok(())
}

/// One clause: its id, kind and text, then each construct that cites it.
fn line(clause: &TracedClause, lang: Lang) -> String {
    let TracedClause { id, text, .. } = clause;
    let kind = clause.kind.map_or(String::new(), |kind| format!(" {kind}"));
    let state = match (&clause.excluded, clause.may) {
        (Some(why), _) => say!("（不适用：{why}）", " (does not apply: {why})"),
        _ if clause.is_gap() => say!("（缺口）", " (gap)"),
        (None, true) if clause.met_by.is_empty() => say!("（可不落实）", " (need not be met)"),
        _ => say!("", ""),
    };
    let mut out = format!("  {id}{kind} {text}{}\n", state.to(lang));
    for by in &clause.met_by {
        let name = by.name.as_ref().map_or(String::new(), |name| format!(" {name}"));
        out.push_str(&format!("    {}{name} {}:{}\n", by.kind, by.file, by.line));
    }
    out
}

fn summary(whole: &Trace, lang: Lang) -> String {
    let count = |holds: fn(&TracedClause) -> bool| whole.clauses.iter().filter(|clause| holds(clause)).count();
    let all = whole.clauses.len();
    let met = count(|clause| clause.met);
    let excluded = count(|clause| !clause.met && clause.excluded.is_some());
    let may = count(|clause| !clause.met && clause.excluded.is_none() && clause.may);
    let gaps = count(TracedClause::is_gap);
    say!(
        "条款 {all} 条：已落实 {met}，缺口 {gaps}，可不落实 {may}，不适用 {excluded}",
        "{all} clauses: {met} met, {gaps} gaps, {may} need not be met, {excluded} do not apply"
    )
    .to(lang)
    .to_owned()
}

/// A row for each clause and construct; a clause that nothing cites has one row.
fn csv(traced: &Trace, lang: Lang) -> Result<String, String> {
    let head = say!(
        "标准,条款,类别,内容,可不落实,不适用的理由,落实于（类别）,落实于（名称）,文件,行",
        "standard,clause,kind,text,may,excluded,met by (kind),met by (name),file,line"
    );
    let mut rows = csv::WriterBuilder::new().from_writer(Vec::new());
    let told = |error: csv::Error| error.to_string();
    rows.write_record(head.to(lang).split(',')).map_err(told)?;
    for clause in &traced.clauses {
        let may = if clause.may { "may" } else { "" };
        let own = [
            clause.standard.as_str(),
            &clause.id,
            clause.kind.unwrap_or_default(),
            &clause.text,
            may,
            clause.excluded.as_deref().unwrap_or_default(),
        ];
        if clause.met_by.is_empty() {
            rows.write_record(own.iter().chain(&[""; 4])).map_err(told)?;
        }
        for by in &clause.met_by {
            let line = by.line.to_string();
            let by = [by.kind, by.name.as_deref().unwrap_or_default(), &by.file, &line];
            rows.write_record(own.iter().chain(&by)).map_err(told)?;
        }
    }
    let bytes = rows.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}
