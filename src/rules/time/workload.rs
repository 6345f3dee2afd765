//! How much work comes, and how many hours there are for it: for more-work-than-hours.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::more_work_than_hours::INFO;
use super::watched::channel_hours;
use crate::flow::{Edge, EdgeKind, FlowNode, NodeId, Reach, reachable};
use crate::model::{Body, NodeKind, Period, Start, Symbol, Value};
use crate::rules::hours::Open;
use crate::rules::{Context, FlowView};

/// So many hours nobody works more in a week, overtime included, unless the project says otherwise: the limit of the
/// ILO's Hours of Work Convention.
const HOURS_A_WEEK: i64 = 48;

/// Whether no case comes to an end without a node; withdrawals and the like excepted.
pub(super) fn surely_done(view: &FlowView<'_>, id: NodeId, node: &FlowNode<'_>) -> bool {
    let graph = &view.graph;
    let each = |block: NodeId| graph.node(block).is_some_and(|it| matches!(it.node.kind, NodeKind::Each { .. }));
    if graph.around(id).iter().any(|inside| each(inside.block)) {
        return false;
    }
    let edges = |edge: &Edge<'_>| edge.kind != EdgeKind::Anytime;
    let query = Reach { without: Some(node.done), edges: &edges, joins_wait: true, ..Reach::default() };
    let reached = reachable(graph, graph.start, &query);
    graph.ends().any(|_| true) && !reached.has(graph.lost) && graph.ends().all(|(_, end)| !reached.has(end.enter))
}

/// How many cases a start brings in the year, at least.
pub(super) fn cases(context: &Context<'_>, view: &FlowView<'_>, start: &Start, post: Symbol, year: i16) -> Option<i64> {
    let (amount, period) = start.expects.as_ref()?;
    let Value::Number(amount) = context.project.value(view.graph.file, amount)? else { return None };
    let times = match period {
        Period::Day => days(context, view, start, post, year)?,
        Period::Week(_) => 52,
        Period::Month(_) => 12,
        Period::Quarter => 4,
        Period::Year(_) => 1,
        Period::Every(every) => {
            let every = context.project.duration(view.graph.file, every)?.seconds().filter(|every| *every > 0)?;
            365 * 86_400 / every
        }
        Period::Broken => return None,
    };
    amount.checked_mul(Decimal::from(times))?.to_i64()
}

/// On how many days of the year cases come: where the hours of the channels are known, those on which one is open, else
/// only those on which the post works.
fn days(context: &Context<'_>, view: &FlowView<'_>, start: &Start, post: Symbol, year: i16) -> Option<i64> {
    let channels: Option<Vec<Open>> = start.via.iter().map(|via| channel_hours(context, view, via)).collect();
    let open =
        channels.filter(|channels| !channels.is_empty()).unwrap_or_else(|| works(context, post).into_iter().collect());
    let count = |open: &Open| {
        let calendar = context.calendar_of(*open)?;
        let first = jiff::civil::Date::new(year, 1, 1).ok()?;
        let all = first.series(jiff::Span::new().days(1)).take_while(|day| day.year() == year);
        i64::try_from(all.filter(|day| !calendar.shifts(*day).is_empty()).count()).ok()
    };
    open.iter().map(count).collect::<Option<Vec<i64>>>()?.into_iter().max()
}

fn works(context: &Context<'_>, post: Symbol) -> Option<Open> {
    let Body::Role(role) = &context.project.decl(post)?.body else { return None };
    context.open(post.file, role.works.as_ref()?)
}

/// The seconds that the holders of a post are at work in a year; nothing where their number or hours are not known.
pub(super) fn capacity(context: &Context<'_>, post: Symbol, year: i16) -> Option<i64> {
    let decl = context.project.decl(post).filter(|decl| !decl.broken)?;
    let Body::Role(role) = &decl.body else { return None };
    let Value::Number(count) = context.project.value(post.file, role.count.as_ref()?)? else { return None };
    let open = works(context, post)?;
    let year = context.open_year(open, None, year)?;
    // A calendar that is covered in turns is longer than anybody works.
    let most = context.set_number(&INFO, "hours-a-week").unwrap_or(HOURS_A_WEEK).saturating_mul(3600 * 365);
    // A part of a second more, so that it is told as what it is.
    let most = most.saturating_add(6) / 7;
    let hours = year.open().total(year.year()).as_secs().min(most);
    count.checked_mul(Decimal::from(hours))?.to_i64()
}
