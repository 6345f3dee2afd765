//! The limits and the delay of an open step, with the moments at which they are due.

use serde::Serialize;

use super::moments::DueView;
use super::teller::Teller;
use super::timing::Standing;
use crate::flow::case::{At, Path, State, is_hole, unlimited};
use crate::model::{Limit, Node, NodeKind, Side};
use crate::say;

/// A limit.
#[derive(Debug, Default, Serialize)]
pub(super) struct LimitView {
    pub words: String,
    /// When its clock started, if it has.
    pub since: Option<String>,
    #[serde(flatten)]
    pub due: DueView,
    pub consequences: Vec<String>,
    #[serde(skip)]
    pub since_words: Option<String>,
    #[serde(skip)]
    pub due_words: String,
}

/// A delay: since when, and when it has passed.
#[derive(Debug, Serialize)]
pub(super) struct DelayView {
    pub since: Option<String>,
    #[serde(flatten)]
    pub due: DueView,
    #[serde(skip)]
    pub due_words: String,
}

/// A limit of an open node.
pub(super) fn limit_view(teller: &Teller<'_>, state: &State, at: &At, limit: &Limit) -> LimitView {
    let (Some((graph, _, _)), Some((mut words, consequences))) = (teller.at(at), teller.limit(state, at, limit)) else {
        return LimitView::default();
    };
    let is_open = is_hole(teller.program.project, graph.file, &limit.value);
    if is_open {
        words.push_str(&teller.say(&say!("，尚未定值，不会到期", ", not set yet, so it never comes due")));
    }
    let mark = |home: &Path, id| state.marks.get(&(home.clone(), id));
    let since = match limit.from.as_ref() {
        None => mark(&at.path.home(), at.node).and_then(|mark| mark.entered),
        Some(point) => match &point.node {
            None => state.began.get(&at.path.flow()).copied(),
            Some(ident) => graph.named(&ident.name).and_then(|(id, _)| {
                let mark = at.path.homes().find_map(|home| mark(&home, id))?;
                if point.side == Side::Start { mark.entered } else { mark.done }
            }),
        },
    };
    let due = match since {
        _ if is_open => DueView::unknown(teller, &say!("时限尚未定值", "its length is not set yet")),
        _ if unlimited(teller.program, state, &at.path, graph.file, limit) => {
            DueView::unknown(teller, &say!("这类案件没有时限", "there is no limit for this kind of case"))
        }
        None => DueView::unknown(teller, &say!("还没有开始计时", "its clock has not started")),
        Some(since) => DueView::new(teller, Standing::now(teller, state).missed(at, limit, since)),
    };
    LimitView {
        words,
        since: since.map(|stamp| stamp.moment.to_string()),
        due_words: teller.say(&due.words(teller, "到期")),
        due,
        consequences,
        since_words: since.map(|stamp| teller.moment(stamp.moment)),
    }
}

/// The delay of an open wait, if it is one.
pub(super) fn delay_view(teller: &Teller<'_>, state: &State, at: &At, node: &Node) -> Option<DelayView> {
    let NodeKind::Wait { delay: Some(delay) } = &node.kind else { return None };
    let began = state.marks.get(&(at.path.home(), at.node))?.entered?;
    let due = DueView::new(teller, Standing::now(teller, state).delay(at, delay, began));
    let (since, due_words) = (Some(began.moment.to_string()), teller.say(&due.words(teller, "到时")));
    Some(DelayView { since, due, due_words })
}
