//! Refusals of the step semantics, told to people.

use jiff::tz::TimeZone;
use jiff::{RoundMode, Timestamp, TimestampRound, Unit};

use super::instead::{approvers, choices, due, fields, happens, instead, may_be, posts, quoted, unticked, whats_open};
use super::missing::missing;
use super::refused::Refused;
use super::shell::in_shell;
use crate::flow::case::{At, Fault, Program, Refusal, State, Wanted, What, open_now};
use crate::labels::Say;
use crate::model::Name;
use crate::say;

/// Why an event may not happen in a case that stands so, and what to do instead. What a command of it would be is written
/// with the id of the case.
#[must_use]
pub fn why(case: &str, program: &Program<'_>, state: &State, what: &What, refusal: &Refusal) -> Refused {
    let open = open_now(program, state);
    let here = what.at().and_then(|at| open.iter().find(|open| open.address == at));
    let command = |verb: &str| format!("sop run {verb} {case} {}", what.at().map(in_shell).unwrap_or_default());
    let hand_over = || {
        let command = command("hand-over");
        say!("办完这一步，或用 `{command} 岗位` 转交", "do it, or give it away with `{command} ROLE`")
    };
    let (reason, message, help) = match refusal {
        Refusal::HasBegun => ("has-begun", say!("案件已经开始", "the case has already begun"), whats_open(&open)),
        Refusal::NotBegun => {
            let help = say!("先用 `sop run start` 开始", "begin it with `sop run start`");
            ("not-begun", say!("案件还没有开始", "the case has not begun"), help)
        }
        Refusal::HasEnded => {
            let help = say!(
                "`sop run log {case}` 可以看全过程；再办请另开案件",
                "`sop run log {case}` tells its story; for more work begin another case"
            );
            ("has-ended", say!("案件已经结束", "the case has ended"), help)
        }
        Refusal::TooEarly { last } => {
            let moment = on_the_wall(*last);
            (
                "too-early",
                say!(
                    "案件已进行到 {moment}，不能再登记更早的事",
                    "the case has come to {moment}, and nothing earlier can happen in it"
                ),
                say!(
                    "用 `--at` 写 `{moment}` 或更晚的时间；不写 `--at` 就是现在",
                    "write `--at {moment}` or later; without `--at` it is now"
                ),
            )
        }
        Refusal::NotOpen(at) => {
            ("not-open", say!("`{at}` 现在不在办理中", "nothing is going on at `{at}` now"), whats_open(&open))
        }
        Refusal::NotHere(at) => {
            ("not-here", say!("对 `{at}` 不能这样做", "this cannot be done with `{at}`"), instead(case, here))
        }
        Refusal::NoSuchField(name) => {
            let asked = here.map(|here| here.fields.as_slice()).unwrap_or_default();
            ("no-such-field", say!("这里没有字段 `{name}`", "there is no field `{name}` here"), fields(asked))
        }
        Refusal::NoSuchBox(number) => {
            let count = here.map_or(0, |here| here.boxes.len());
            let help = match count {
                0 => say!("这里没有要勾选的项目", "there is nothing to tick here"),
                count => say!("可以勾选第 1 到第 {count} 项", "the boxes are 1 to {count}"),
            };
            ("no-such-box", say!("没有第 {number} 项", "there is no box {number}"), help)
        }
        Refusal::WrongValue { written, ty } => {
            let file = here.and_then(|here| program.graph(&here.at.path)).map_or(program.file, |graph| graph.file);
            let message = match what {
                What::Answered { field, .. } => {
                    say!("`{field}` 不能填 `{written}`", "`{written}` is no value of `{field}`")
                }
                _ => say!("不能填 `{written}`", "`{written}` is no value here"),
            };
            ("wrong-value", message, may_be(program.project, file, ty))
        }
        Refusal::OtherMeasure { written, wanted } => {
            let Say { zh, en } = wanted.say();
            let field = match what {
                What::Answered { field, .. } => field.as_str(),
                _ => "",
            };
            let message = say!(
                "`{field}` 不能填 `{written}`：规程的条件以{zh}为单位比较它",
                "`{written}` is no value of `{field}`: the conditions of the procedure compare it in {en}"
            );
            let Say { zh: such, en: example } = wanted.example();
            ("wrong-value", message, say!("以{zh}为单位填写，例如 `{such}`", "answer in {en}, such as `{example}`"))
        }
        Refusal::Unanswered(names) => {
            let Say { zh, en } = quoted(names.iter().map(Name::as_str));
            let first = names.first().map(|name| in_shell(&format!("{name}=…"))).unwrap_or_default();
            let command = command("answer");
            let help =
                say!("写成 `字段=值`，例如 `{command} {first}`", "write `FIELD=VALUE`, as in `{command} {first}`");
            ("unanswered", say!("还没有填写 {zh}", "not answered yet: {en}"), help)
        }
        Refusal::Unticked(numbers) => {
            let command = command("answer");
            let help = say!(
                "逐项勾选用 `{command} --tick 1`；都已做完，加 `--confirm` 一并确认",
                "tick them with `{command} --tick 1`, or confirm all of them with `--confirm`"
            );
            ("unticked", unticked(program, here, numbers), help)
        }
        Refusal::Say(texts) => {
            let message = match here.map(|here| &here.wanted) {
                _ if matches!(what, What::Skipped { .. }) => {
                    say!("这一步决定去向，不能跳过", "this step decides the way and may not be left out")
                }
                _ if texts.is_empty() => say!("这里没有要选的文字", "there is no text to choose here"),
                Some(Wanted::Branches(_)) => say!("只能从列出的文字里选", "only the listed texts can be said"),
                _ => say!(
                    "要说明下面哪一项成立，并且只能是其中一项",
                    "say which of the texts holds, and only one of them"
                ),
            };
            let help = match what {
                What::Skipped { .. } => hand_over(),
                _ => choices(program.project, here, texts),
            };
            ("say", message, help)
        }
        Refusal::NoSuchAnytime(text) if has_happened(program, state, text) => (
            "has-happened",
            say!("`{text}` 已经发生过，只能发生一次", "`{text}` has happened already, and it may come once"),
            happens(program, state, &open),
        ),
        Refusal::NoSuchAnytime(text) => (
            "no-such-event",
            say!("现在不会发生 `{text}`", "`{text}` cannot happen now"),
            happens(program, state, &open),
        ),
        Refusal::NotDue => (
            "not-due",
            say!(
                "没有这样一条正在计时的预警或超时规定，或者它已经登记过",
                "no such limit is running, or its line has been noted"
            ),
            due(program, state),
        ),
        Refusal::NoSuchRole(role) => {
            ("no-such-role", say!("没有岗位 `{role}`", "there is no post `{role}`"), posts(program))
        }
        Refusal::NotYours { role, by } => {
            let Say { zh, en } = quoted(by.iter().map(Name::as_str));
            (
                "not-yours",
                say!("岗位 `{role}` 不办理这一步", "the post `{role}` does not do this"),
                say!("由 {zh} 办理", "it is done by {en}"),
            )
        }
        Refusal::MayNotApprove(role) => {
            let Say { zh, en } = approvers(program.project);
            (
                "may-not-approve",
                say!("岗位 `{role}` 没有审批权限", "the post `{role}` may not approve"),
                say!("有审批权限的是 {zh}", "those who may: {en}"),
            )
        }
        Refusal::HasAnswered => {
            let help = say!("由其他审批岗位的人继续", "it goes on with the other posts, and other people");
            ("has-answered", say!("这个岗位或这个人已经表过态", "that post, or that person, has already decided"), help)
        }
        Refusal::AnswersAlready(role) => (
            "answers-already",
            say!("岗位 `{role}` 本来就要对这项审批表态", "the post `{role}` is one of those that answer this approval"),
            say!("转交给另一个有审批权限的岗位", "give it to another post that may approve"),
        ),
        Refusal::SamePerson { person, did } => {
            let help = say!("请另一个人来办，并用 `--as` 写明", "let somebody else do it, and name them with `--as`");
            (
                "same-person",
                say!(
                    "`{person}` 办理过 `{did}`，规程要求两步由不同的人办理",
                    "`{person}` did `{did}`, and the procedure asks for different people"
                ),
                help,
            )
        }
        Refusal::NeededByRule(other) => {
            let help = hand_over();
            (
                "needed-by-rule",
                say!(
                    "这一步不能跳过：规程要求它与 `{other}` 相配",
                    "this step may not be skipped: a rule of the procedure needs it for `{other}`"
                ),
                help,
            )
        }
        Refusal::NoReason => (
            "no-reason",
            say!("没有写明原因", "no reason is given"),
            say!("用 `--because` 写明原因", "give it with `--because`"),
        ),
        Refusal::Nobody => {
            let help = say!(
                "用 `--as` 写明姓名，或设环境变量 `SOP_AS`",
                "name the person with `--as`, or in the environment variable `SOP_AS`"
            );
            ("nobody", say!("没有写明是谁", "nobody is named"), help)
        }
        Refusal::WouldBeStuck(at, fault) => would_be_stuck(program, what, at, *fault),
    };
    Refused { refusal: Some(Box::new(refusal.clone())), ..Refused::new(reason, message, help) }
}

/// Whether something that may happen at any time has happened: by its text, or by the number of its line.
fn has_happened(program: &Program<'_>, state: &State, said: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(Name::new).collect::<Vec<_>>();
    state.fired.iter().any(|(flow, index)| {
        let line = program.graph(flow).and_then(|graph| graph.flow.anytime.get(*index));
        line.is_some_and(|line| {
            let when = &line.when;
            let mut texts = std::iter::once(&when.source).chain(when.translations.iter().map(|other| &other.text));
            texts.any(|text| words(text) == words(said)) || said.trim() == (index + 1).to_string()
        })
    })
}

/// A moment as the clock on the wall here shows it and `--at` reads it, rounded up to whole seconds.
fn on_the_wall(moment: Timestamp) -> String {
    let up = TimestampRound::new().smallest(Unit::Second).mode(RoundMode::Ceil);
    let wall = moment.round(up).unwrap_or(moment).to_zoned(TimeZone::system()).datetime();
    let form = if wall.second() == 0 { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" };
    wall.strftime(form).to_string()
}

/// Why an event is refused behind which the case could not go on.
fn would_be_stuck(program: &Program<'_>, what: &What, at: &At, fault: Fault) -> (&'static str, Say, Say) {
    let address = program.address(at);
    if let Some(Say { zh, en }) = missing(program, at, fault) {
        let message = say!(
            "这样做案件会在 `{address}` 走不下去，因为还没有定值：{zh}",
            "the case could not go on at `{address}`, because a value is still open: {en}"
        );
        let help = say!(
            "请规程的负责人把值定下来；已开始的案件仍按原来的文本办理，定值以后要另开案件",
            "ask the owner of the procedure to set the value; a case goes by the text under which it began, so begin another one then"
        );
        return ("value-missing", message, help);
    }
    let Say { zh, en } = stuck(fault);
    let help = match (what, fault) {
        (What::Skipped { .. }, _) => say!("先填写决定去向的字段", "answer the fields that decide the way first"),
        (_, Fault::NotCovered) => say!(
            "如果填错了，改填决定去向的字段；否则请规程的负责人补上这种情况，再另开案件",
            "if a field was answered wrongly, answer it again; otherwise the owner of the procedure must add this case, and another one begins"
        ),
        _ => say!(
            "请规程的负责人改正规程，再另开案件",
            "the owner of the procedure must mend it, and another case begins"
        ),
    };
    (
        "would-be-stuck",
        say!("这样做案件会在 `{address}` 走不下去：{zh}", "the case could not go on at `{address}`: {en}"),
        help,
    )
}

/// Why a case cannot go on.
#[must_use]
pub fn stuck(fault: Fault) -> Say {
    match fault {
        Fault::NothingFollows => say!("后面没有步骤", "nothing follows"),
        Fault::NotCovered => say!("没有一行规定这种情况", "no line covers this case"),
        Fault::Undecided => say!("条件里有待定的值", "a value in the condition is still open"),
        Fault::NoTarget => say!("去向不存在", "the way leads nowhere"),
        Fault::IntoBlock => say!("去向在并行或逐项的块里面", "the way leads into a block from outside"),
        Fault::OpenBound => say!("次数待定", "the bound of the way is still open"),
        Fault::Endless => say!("一直循环，没有人办理", "it goes round for ever"),
    }
}
