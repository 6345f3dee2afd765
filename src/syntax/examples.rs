//! How keywords are written: for each one place where it stands, and one line.
//!
//! The table is `grammar/examples.tsv`; a test reads every line of it at its place.

use std::sync::LazyLock;

use super::fmt::{Keywords, Options, format};
use crate::labels::{Lang, Say};
use crate::say;

/// One line with a keyword in it.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The rule of the keyword, such as `kw_within`.
    pub rule: &'static str,
    place: &'static str,
    line: &'static str,
}

static EXAMPLES: LazyLock<Vec<Example>> =
    LazyLock::new(|| include_str!("../../grammar/examples.tsv").lines().filter_map(row).collect());

fn row(line: &'static str) -> Option<Example> {
    let mut cells = line.split('\t');
    let (rule, place, line) = (cells.next()?, cells.next()?, cells.next()?);
    Some(Example { rule, place, line })
}

/// All of them, in the order of the table.
pub fn all() -> impl Iterator<Item = &'static Example> {
    EXAMPLES.iter()
}

/// The example of a keyword, by its rule.
#[must_use]
pub fn of(rule: &str) -> Option<&'static Example> {
    all().find(|example| example.rule == rule)
}

impl Example {
    /// Where it stands, in words.
    #[must_use]
    pub fn place(&self) -> Say {
        match self.place {
            "head" => say!("规程的文件头里", "in the head of a procedure"),
            "flow" => say!("流程里", "in a flow"),
            "step" => say!("步骤等环节里", "in a step or another part of a flow"),
            "step_limit" => say!("环节里，写在 `within` 之后", "in a step, after its `within`"),
            "decision" => say!("判断等环节里", "in a decision or another part of a flow"),
            "approval" => say!("审批里", "in an approval"),
            "wait" => say!("等待里", "in a wait"),
            "call" => say!("调用里", "in a call"),
            "parallel" => say!("并行块里", "in a parallel block"),
            "standard" => say!("标准里", "in a standard"),
            "calendar" => say!("日历里", "in a calendar"),
            "role" => say!("岗位里", "in a role"),
            "system" => say!("系统里", "in a system"),
            "record" => say!("记录里", "in a record"),
            "sla" => say!("时限表里", "in a table of limits"),
            "kpi" => say!("指标里", "in an indicator"),
            "policy" => say!("守则里", "in a policy"),
            "training" => say!("培训里", "in a training"),
            _ => say!("文件里，任何块之外", "in a file, outside any block"),
        }
    }

    /// Whether it stands in a flow, or in a part of one.
    #[must_use]
    pub fn is_in_flow(&self) -> bool {
        const PLACES: [&str; 8] = ["flow", "step", "step_limit", "decision", "approval", "wait", "call", "parallel"];
        PLACES.contains(&self.place)
    }

    /// The smallest text in which it stands; the example has a line of its own there.
    #[must_use]
    pub fn whole(&self) -> String {
        let (before, after) = match self.place {
            "head" => ("sop p \"P\" {", "}"),
            "flow" => ("flow {", "}"),
            "step" => ("flow {\nstep s \"S\" {", "}\n}"),
            "step_limit" => ("flow {\nstep s \"S\" {\nwithin 24h", "}\n}"),
            "decision" => ("flow {\ndecision s \"S\" {", "}\n}"),
            "approval" => ("flow {\napproval s \"S\" {", "}\n}"),
            "wait" => ("flow {\nwait s \"S\" {", "}\n}"),
            "call" => ("flow {\ncall s \"S\" of p {", "}\n}"),
            "parallel" => ("flow {\nparallel s \"S\" {", "}\n}"),
            "standard" => ("standard s \"S\" {", "}"),
            "calendar" => ("calendar s \"S\" {", "}"),
            "role" => ("role s \"S\" {", "}"),
            "system" => ("system s \"S\" {", "}"),
            "record" => ("record s \"S\" {", "}"),
            "sla" => ("sla s \"S\" {", "}"),
            "kpi" => ("kpi s \"S\" {", "}"),
            "policy" => ("policy s \"S\" {", "}"),
            "training" => ("training s \"S\" {", "}"),
            _ => ("", ""),
        };
        format!("{before}\n{}\n{after}\n", self.line)
    }

    /// The line with the keywords of a language.
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        let whole = self.whole();
        let at = whole.lines().position(|line| line == self.line);
        let swapped = format(&whole, &Options { keywords: Keywords::To(lang) }).ok();
        let line = at.zip(swapped).and_then(|(at, text)| text.lines().nth(at).map(str::to_owned));
        line.unwrap_or_else(|| self.line.to_owned())
    }
}
