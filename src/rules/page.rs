//! A rule's page: what people read, what the tests run.

use super::RuleInfo;
use crate::labels::Say;

/// The parts of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// One line.
    pub summary: Say,
    /// What it finds.
    pub finds: Say,
    /// Why it matters.
    pub why: Say,
    /// An example with the fault.
    pub bad: String,
    /// The same, mended.
    pub good: String,
    /// Its settings, one a line; empty if it has none.
    pub settings: Say,
    /// Why the rule was retired; `None` for a rule in force.
    pub retired: Option<Say>,
}

/// The page of a rule.
#[must_use]
pub fn page(info: &RuleInfo) -> Page {
    let text = info.page;
    let line = |start: &str| text.lines().find_map(|line| line.strip_prefix(start)).unwrap_or("").trim().to_owned();
    let settings = Say { zh: section(text, "设置"), en: section(text, "Settings") };
    let retired = Say { zh: section(text, "停用的原因"), en: section(text, "Retired") };
    Page {
        summary: Say { zh: line("摘要："), en: line("summary:") },
        finds: Say { zh: section(text, "查什么"), en: section(text, "What it finds") },
        why: Say { zh: section(text, "为什么重要"), en: section(text, "Why it matters") },
        bad: example(&section(text, "Wrong")),
        good: example(&section(text, "Right")),
        settings: if settings.en == "None." { Say::default() } else { settings },
        retired: (!retired.en.is_empty()).then_some(retired),
    }
}

/// The text under a heading of the second level.
fn section(text: &str, heading: &str) -> String {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        if let Some(found) = line.strip_prefix("## ") {
            inside = found.trim() == heading;
        } else if inside {
            lines.push(line);
        }
    }
    lines.join("\n").trim().to_owned()
}

/// What stands in the fence.
fn example(section: &str) -> String {
    let mut lines = section.lines().skip_while(|line| !line.starts_with("```")).skip(1).collect::<Vec<_>>();
    while lines.last().is_some_and(|line| !line.starts_with("```")) {
        lines.pop();
    }
    lines.pop();
    let mut text = lines.join("\n");
    text.push('\n');
    text
}
