//! How far a build is: a bar on a terminal, past a second.

use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::super::{Session, Talk};
use crate::say;

/// A build that ends within this time shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// The progress of a build.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    begun: Instant,
    shown: bool,
}

impl Progress {
    /// Of about so many documents.
    pub(super) fn new(documents: usize, session: &Session) -> Progress {
        let wanted = session.talk >= Talk::Normal && stderr().is_terminal();
        let bar = wanted.then(|| {
            let words = say!("生成文件", "Building");
            let style = ProgressStyle::with_template("{msg} {bar:40} {pos}/{len}");
            let bar = ProgressBar::with_draw_target(Some(documents as u64), ProgressDrawTarget::hidden());
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.with_message(words.to(session.lang()).to_owned())
        });
        Progress { bar, begun: Instant::now(), shown: false }
    }

    /// A document is done.
    pub(super) fn step(&mut self) {
        let Some(bar) = &self.bar else { return };
        if !self.shown && self.begun.elapsed() > PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            self.shown = true;
        }
        bar.inc(1);
        // What lies over all procedures was not counted.
        bar.set_length(bar.length().unwrap_or_default().max(bar.position()));
    }

    /// Takes the bar away.
    pub(super) fn end(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
