//! Refusals as they are told to somebody who is asked question by question: in the words of the step, not by the names
//! of fields that were never shown, and without commands.

use super::{Stop, Terminal};
use crate::cli::run::teller::Teller;
use crate::cli::run::view::field_title;
use crate::flow::case::{At, Refusal, State, What, asked, boxes};
use crate::labels::Say;
use crate::model::Name;
use crate::run::Refused;
use crate::say;

impl Terminal<'_, '_> {
    /// Tells a refusal of the case and goes on; a store that cannot be used ends the program.
    pub(super) fn refuse(&mut self, refused: Refused, what: &What) -> Result<(), Stop> {
        if refused.is_of_store() {
            return Err(refused.into());
        }
        let spoken = match (&refused.refusal, refused.reason) {
            (Some(refusal), _) => self.look(|teller, case| spoken(teller, &case.state, what, refusal))?,
            (None, "earlier-line") => Some((
                say!(
                    "同一时限还有先到时的一条，并且转往别处",
                    "another line of this limit is due before it, and it leads away from the step"
                ),
                Some(say!("先登记那一条", "note that one")),
            )),
            _ => None,
        };
        let (message, help) = spoken.unwrap_or_else(|| (refused.message.clone(), None));
        let is_command = |help: &Say| ["`sop ", "`--"].iter().any(|sign| help.zh.contains(sign));
        let help = help.or_else(|| Some(refused.help).filter(|help| !is_command(help)));
        let mut text = format!("  ✗ {}\n", message.to(self.lang));
        if let Some(help) = help {
            text.push_str(&format!("    {}\n", help.to(self.lang)));
        }
        self.text(&text)
    }
}

/// What is told instead; without a second sentence the help stays as it is.
fn spoken(teller: &Teller<'_>, state: &State, what: &What, refusal: &Refusal) -> Option<(Say, Option<Say>)> {
    let at = teller.program.find(state, what.at()?)?;
    let skips = matches!(what, What::Skipped { .. });
    let or_hand_over = || Some(say!("办完这一步，或者转交", "do it, or hand it over"));
    Some(match refusal {
        Refusal::Unanswered(names) => {
            let Say { zh, en } = listed(names.iter().map(|name| title(teller, &at, name)));
            let help = say!("再选这一步，只问还缺的", "take the step up again: only what is missing is asked");
            (say!("还没有填写 {zh}", "not answered yet: {en}"), Some(help))
        }
        Refusal::Unticked(numbers) => {
            let (_, node, phrases) = teller.at(&at)?;
            let text = |number: &usize| phrases.act(boxes(node.node).nth(number.checked_sub(1)?)?.1);
            let Say { zh, en } = listed(numbers.iter().filter_map(text));
            let help = say!("再选这一步，只问还缺的", "take the step up again: only what is missing is asked");
            (say!("还没有勾选 {zh}", "not ticked yet: {en}"), Some(help))
        }
        Refusal::WrongValue { written, .. } => {
            let What::Answered { field, .. } = what else { return None };
            let title = title(teller, &at, &Name::new(field));
            (say!("“{title}”不能填 `{written}`", "`{written}` is no answer to “{title}”"), None)
        }
        Refusal::OtherMeasure { written, wanted } => {
            let What::Answered { field, .. } = what else { return None };
            let (title, Say { zh, en }) = (title(teller, &at, &Name::new(field)), wanted.say());
            let message = say!(
                "“{title}”不能填 `{written}`：规程的条件以{zh}为单位比较它",
                "`{written}` is no answer to “{title}”: the conditions of the procedure compare it in {en}"
            );
            (message, None)
        }
        Refusal::Say(_) if skips => {
            (say!("这一步决定去向，不能跳过", "this step decides the way and may not be left out"), or_hand_over())
        }
        Refusal::Say(_) => (
            say!("要选定一项", "one of the texts must be chosen"),
            Some(say!("再选这一步，输入编号", "take the step up again, and type a number")),
        ),
        Refusal::NeededByRule(other) => {
            let other = step(teller, state, &at, other);
            let message = say!(
                "这一步不能跳过：规程要求它与{other}相配",
                "this step may not be skipped: a rule of the procedure needs it for {other}"
            );
            (message, or_hand_over())
        }
        Refusal::SamePerson { person, did } => {
            let did = step(teller, state, &at, did);
            let message = say!(
                "{person} 办理过{did}，规程要求两步由不同的人办理",
                "{person} did {did}, and the procedure asks for different people"
            );
            (message, Some(say!("请另一个人来办", "let somebody else do it")))
        }
        Refusal::NotYours { role, by } => {
            let (role, by) = (teller.role(role), by.iter().map(|name| teller.role(name.as_str())));
            let Say { zh, en } = listed(by);
            (
                say!("“{role}”不办理这一步", "“{role}” does not do this"),
                Some(say!("由 {zh} 办理", "it is done by {en}")),
            )
        }
        Refusal::MayNotApprove(role) => {
            let role = teller.role(role);
            (say!("“{role}”没有审批权限", "“{role}” may not approve"), None)
        }
        _ => return None,
    })
}

/// What a field is called at a step.
fn title(teller: &Teller<'_>, at: &At, name: &Name) -> String {
    let file = teller.program.graph(&at.path).map_or(teller.program.file, |graph| graph.file);
    let field = asked(teller.program, at).into_iter().find(|asked| asked.name == *name);
    field.map_or_else(|| teller.field(file, name), |field| field_title(teller, file, &field))
}

/// Another step of the same flow, in a sentence.
fn step(teller: &Teller<'_>, state: &State, at: &At, name: &Name) -> String {
    let other = teller.program.graph(&at.path).and_then(|graph| graph.named(name));
    other.map_or_else(|| name.to_string(), |(id, _)| teller.step(state, &At::new(&at.path.flow(), id)))
}

fn listed(texts: impl Iterator<Item = String>) -> Say {
    let texts: Vec<String> = texts.map(|text| format!("“{text}”")).collect();
    Say { zh: texts.join("、"), en: texts.join(", ") }
}
