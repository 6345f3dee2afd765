//! Due moments as they are shown: for programs, and as a piece of a sentence.

use jiff::Timestamp;
use serde::Serialize;

use super::teller::Teller;
use super::timing::Comes;
use crate::labels::Say;
use crate::say;

/// When something is due.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct DueView {
    /// With the offset of the clock here; `None` where it is not known.
    pub due: Option<String>,
    /// Why it is not known.
    pub due_unknown: Option<String>,
    /// Whether it has come by the moment that the caller gives; `None` without one, or where nobody can say.
    pub overdue: Option<bool>,
    #[serde(skip)]
    comes: Option<Comes>,
}

impl DueView {
    /// What is due then.
    pub(super) fn new(teller: &Teller<'_>, comes: Comes) -> DueView {
        let (due, due_unknown) = match &comes {
            Comes::At(moment) => (Some(teller.with_offset(*moment)), None),
            Comes::Paused(why) | Comes::Unknown(why, None) => (None, Some(teller.say(why))),
            Comes::Unknown(why, Some(earliest)) => {
                let (Say { zh, en }, moment) = (why, teller.moment(*earliest));
                let why = say!("{zh}，最早 {moment}", "{en}; at the earliest {moment}");
                (None, Some(teller.say(&why)))
            }
        };
        let overdue = teller.reader.as_of.and_then(|moment| comes.by(moment));
        DueView { due, due_unknown, overdue, comes: Some(comes) }
    }

    /// What does not run.
    pub(super) fn unknown(teller: &Teller<'_>, why: &Say) -> DueView {
        DueView { due_unknown: Some(teller.say(why)), ..DueView::default() }
    }

    /// As a piece of a sentence; empty for what does not run. In Chinese a limit comes to its end, `到期`, and anything
    /// else to its time, `到时`.
    pub(super) fn words(&self, teller: &Teller<'_>, comes: &str) -> Say {
        let late = match self.overdue {
            Some(true) => say!("（已过）", " (past)"),
            _ => Say::default(),
        };
        let (Say { zh, en }, why) = (late, self.due_unknown.clone().unwrap_or_default());
        match &self.comes {
            None => Say::default(),
            Some(Comes::At(moment)) => {
                let moment = teller.moment(*moment);
                say!("{moment} {comes}{zh}", "due {moment}{en}")
            }
            Some(Comes::Paused(_) | Comes::Unknown(..)) => {
                say!("{comes}时间不详：{why}", "due moment not known: {why}")
            }
        }
    }

    /// The moment, if it is known.
    pub(super) fn moment(&self) -> Option<Timestamp> {
        self.comes.as_ref().and_then(Comes::moment)
    }
}
