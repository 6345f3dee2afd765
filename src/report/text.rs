//! Findings for people. miette draws the marked lines; it is used here and in `code`, nowhere else.

use std::fmt;

use anstyle::AnsiColor;
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles,
};

use super::Counts;
use super::code::{Mark, Snippet, clean};
use super::look::{HEAD, Look, Paint, severity_style};
use super::place::Places;
use crate::labels::Say;
use crate::model::Project;
use crate::rules::{Accepted, Finding, Severity};
use crate::say;
use crate::source::Span;

/// Prints findings of one project.
pub struct Text<'p> {
    places: Places<'p>,
    look: Look,
    handler: GraphicalReportHandler,
}

impl<'p> Text<'p> {
    /// A report on a project.
    #[must_use]
    pub fn new(project: &'p Project, look: Look) -> Self {
        let styles = match look.paint {
            Paint::Plain => ThemeStyles::none(),
            Paint::Coloured => ThemeStyles::ansi(),
        };
        let handler =
            GraphicalReportHandler::new_themed(GraphicalTheme { characters: ThemeCharacters::unicode(), styles })
                .with_context_lines(0)
                .with_wrap_lines(false)
                .without_syntax_highlighting();
        Self { places: Places::new(project), look, handler }
    }

    /// One finding, with a line end at its end.
    #[must_use]
    pub fn finding(&self, finding: &Finding) -> String {
        let lang = self.look.lang;
        let (near, far): (Vec<_>, Vec<_>) = finding.related.iter().partition(|(_, at)| at.file == finding.at.file);
        let spans: Vec<Span> = near.iter().map(|(_, at)| *at).collect();
        let (code, marks) = Snippet::new(&self.places, finding.at, &spans);
        let mut marks = marks.into_iter();
        let main = marks.next().flatten();
        let line = main.as_ref().map_or(0, |mark| mark.at.line);
        let label = finding.label.as_ref().map(|label| clean(label.to(lang)));
        let mut labels = vec![LabeledSpan::new_primary_with_span(label, main.map_or(0..0, |mark| mark.drawn))];
        let (mut above, mut elsewhere) = (Vec::new(), Vec::new());
        for ((say, at), mark) in near.into_iter().zip(marks) {
            let Some(Mark { drawn, at: start }) = mark else {
                elsewhere.push((say, *at));
                continue;
            };
            // The reader's eye, and that of an editor, should meet the main place first.
            let list = if start.line + 1 < line { &mut above } else { &mut labels };
            list.push(LabeledSpan::new_with_span(Some(clean(say.to(lang))), drawn));
        }
        elsewhere.extend(far.into_iter().map(|(say, at)| (say, *at)));

        let style = severity_style(finding.severity);
        let mut out = self.look.painted(style, &format!("{} ({})", finding.rule.name, finding.rule.code));
        out.push('\n');
        let message = clean(finding.message.to(lang));
        let mut shown = Shown { message, severity: finding.severity, labels, code };
        out.push_str(&self.drawn(&shown));
        if !above.is_empty() {
            shown.labels = above;
            // The message is its first line and stands there already.
            out.push_str(self.drawn(&shown).split_once('\n').map_or("", |(_, snippet)| snippet));
        }
        for (say, at) in elsewhere {
            let place = self.place(at);
            out.push_str(&format!("  {place} {}\n", clean(say.to(lang))));
        }
        // A way of one step says nothing that the place does not.
        if finding.path.len() > 1 {
            self.line(&mut out, &say!("路径：", "way: "), &finding.path.join(" → "));
        }
        if let Some(help) = &finding.help {
            self.line(&mut out, &say!("改法：", "help: "), help.to(lang));
        }
        out
    }

    /// One accepted finding, in one line.
    #[must_use]
    pub fn accepted(&self, accepted: &Accepted) -> String {
        let (place, rule, because) = (
            self.place(accepted.at),
            accepted.rule.name,
            clean(self.places.words(accepted.at.file, &accepted.because, self.look.lang)),
        );
        let until = accepted.until.map(|date| say!("，至 {date}", " until {date}")).unwrap_or_default();
        let (zh, en) = (until.zh, until.en);
        let line = say!("{place} 已接受 {rule}{zh}：{because}\n", "{place} accepted {rule}{en}: {because}\n");
        line.to(self.look.lang).to_owned()
    }

    /// The last line of a report.
    #[must_use]
    pub fn summary(&self, counts: Counts) -> String {
        let severity = match counts {
            Counts { errors: 1.., .. } => Some(Severity::Error),
            Counts { warnings: 1.., .. } => Some(Severity::Warning),
            Counts { infos: 1.., .. } => Some(Severity::Info),
            _ => None,
        };
        let style = severity.map_or(AnsiColor::Green.on_default(), severity_style);
        let mut line = self.look.painted(style, summary(counts).to(self.look.lang));
        line.push('\n');
        line
    }

    fn drawn(&self, shown: &Shown) -> String {
        let mut out = String::new();
        // Writing into a string cannot fail, and a finding that could not be drawn still has its other lines.
        let _ = self.handler.render_report(&mut out, shown);
        out
    }

    fn line(&self, out: &mut String, head: &Say, text: &str) {
        out.push_str("  ");
        out.push_str(&self.look.painted(HEAD, head.to(self.look.lang)));
        out.push_str(&clean(text));
        out.push('\n');
    }

    fn place(&self, span: Span) -> String {
        let (name, at) = (self.places.source(span.file).name(), self.places.start(span));
        format!("{}:{}:{}", clean(name), at.line, at.column)
    }
}

fn summary(counts: Counts) -> Say {
    let mut zh = Vec::new();
    let mut en = Vec::new();
    let words = [
        (counts.errors, "个错误", "error", "errors"),
        (counts.warnings, "个警告", "warning", "warnings"),
        (counts.infos, "条提示", "info", "infos"),
    ];
    for (count, chinese, one, many) in words.into_iter().filter(|word| word.0 > 0) {
        zh.push(format!("{count} {chinese}"));
        en.push(format!("{count} {}", if count == 1 { one } else { many }));
    }
    let mut line = if zh.is_empty() {
        say!("没有发现问题", "nothing found")
    } else {
        Say { zh: zh.join("，"), en: en.join(", ") }
    };
    let files = counts.files;
    line.zh.push_str(&format!("；检查了 {files} 个文件"));
    line.en.push_str(&format!(" in {files} {}", if files == 1 { "file" } else { "files" }));
    if counts.accepted > 0 {
        line.zh.push_str(&format!("，已接受 {} 项", counts.accepted));
        line.en.push_str(&format!(", {} accepted", counts.accepted));
    }
    if counts.known > 0 {
        line.zh.push_str(&format!("，基线内 {} 项", counts.known));
        line.en.push_str(&format!(", {} in the baseline", counts.known));
    }
    line
}

/// A finding as miette wants it.
#[derive(Debug)]
struct Shown {
    message: String,
    severity: Severity,
    labels: Vec<LabeledSpan>,
    code: Snippet,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Paint;
    use crate::rules::RULES;
    use crate::source::FileId;

    /// Every span of a text, also those that lie across lines, inside characters and past the end.
    fn spans(text: &str) -> impl Iterator<Item = Span> + use<> {
        let end = u32::try_from(text.len() + 3).unwrap();
        (0..end).flat_map(move |from| (from..end).map(move |to| Span::new(FileId(0), from, to)))
    }

    #[test]
    fn every_place_can_be_shown() {
        let rule = RULES.first().unwrap().0;
        for text in ["", "\n", " \n\t\n", "投诉\r\n\tx\n\n", "\u{FEFF}a\rb", "e\u{301}\u{200B}\u{1b}[1m", "👨‍👩‍👧 \"一"]
        {
            let project = Project::of_text("a.sop", text);
            let report = Text::new(&project, Look { lang: crate::labels::Lang::En, paint: Paint::Plain });
            for at in spans(text) {
                for other in [Span::new(at.file, 0, 1), Span::new(at.file, at.end, at.end), Span::new(FileId(7), 1, 2)]
                {
                    let finding =
                        rule.at(at, say!("中", "main")).label(say!("中", "here")).also(other, say!("中", "there"));
                    let shown = report.finding(&finding);
                    assert!(shown.contains("× main\n") && shown.contains("─[a.sop:"), "{text:?} {at:?}\n{shown}");
                    assert!(!shown.contains("Failed to read"), "{text:?} {at:?}\n{shown}");
                    assert!(!shown.contains('\u{1b}'), "{text:?} {at:?}\n{shown}");
                    let visible = !text.trim().trim_matches('\u{FEFF}').is_empty();
                    assert_eq!(visible, shown.contains("╰── here"), "{text:?} {at:?}\n{shown}");
                }
            }
        }
    }

    #[test]
    fn the_summary_counts_in_both_languages() {
        let counts = Counts { files: 3, errors: 2, warnings: 1, infos: 0, accepted: 1, known: 0 };
        assert_eq!(summary(counts).en, "2 errors, 1 warning in 3 files, 1 accepted");
        assert_eq!(summary(counts).zh, "2 个错误，1 个警告；检查了 3 个文件，已接受 1 项");
        assert_eq!(summary(Counts { files: 1, ..Counts::default() }).en, "nothing found in 1 file");
    }
}
