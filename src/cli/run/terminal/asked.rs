//! Questions of a step: its boxes and fields, one by one, and those that were answered once more.

use super::input::Typed;
use super::{Stop, Terminal};
use crate::cli::run::fields::{answers, given_as};
use crate::cli::run::open::{FieldView, OpenView};
use crate::cli::run::view::CaseView;
use crate::flow::case::What;
use crate::labels::Say;
use crate::say;

/// What a person said to a question.
pub(super) enum Said {
    Text(String),
    Nothing,
    /// To the question before.
    Earlier,
    /// Out of the step.
    Back,
}

/// How a field was left.
enum Left {
    On,
    Earlier,
    Back,
}

/// Yes or no as people type it; `None` for anything else.
pub(super) fn agreed(line: &str) -> Option<bool> {
    match line.to_lowercase().as_str() {
        "y" | "yes" | "是" | "x" | "1" | "√" => Some(true),
        "n" | "no" | "否" | "-" => Some(false),
        _ => None,
    }
}

impl Terminal<'_, '_> {
    /// Asks, and tells what may be typed to whoever wants to know.
    pub(super) fn said(&mut self, prompt: &Say) -> Result<Said, Stop> {
        loop {
            return Ok(match self.ask(prompt)? {
                Typed::Leave => Said::Back,
                Typed::Line(line) => match line.as_str() {
                    "" => Said::Nothing,
                    "." | "。" => Said::Back,
                    "<" | "＜" | "《" => Said::Earlier,
                    "?" | "？" => {
                        self.print(&say!(
                            "  <  回到上一项，改已填的答复\n  c  最后一问时：改任意一项答复\n  .  返回（填好的都已保存）\n  \
                             回车 取“回车：”后面的值；没有的就跳过",
                            "  <  back to the field before, to correct its answer\n  c  at the last question: correct any answer\n  \
                             .  leaves the step (everything answered is kept)\n  Enter takes what stands behind “Enter:”, else goes on"
                        ))?;
                        continue;
                    }
                    _ => Said::Text(line),
                },
            });
        }
    }

    /// What was typed is no answer to a question with yes and no.
    pub(super) fn again(&mut self) -> Result<(), Stop> {
        self.print(&say!("  请输入 y 或 n", "  type y or n"))
    }

    /// Asks for yes or no; `None` if the person goes back.
    pub(super) fn yes_no(&mut self, prompt: &Say, enter: bool) -> Result<Option<bool>, Stop> {
        loop {
            match self.said(prompt)? {
                Said::Back => return Ok(None),
                Said::Nothing => return Ok(Some(enter)),
                Said::Earlier => self.nothing_before()?,
                Said::Text(line) => match agreed(&line) {
                    Some(yes) => return Ok(Some(yes)),
                    None => self.again()?,
                },
            }
        }
    }

    fn nothing_before(&mut self) -> Result<(), Stop> {
        self.print(&say!("  前面没有可改的答复", "  there is no answer before this one"))
    }

    /// The step as it stands now; `None` if somebody has done it meanwhile.
    fn fresh(&mut self, address: &str) -> Result<Option<OpenView>, Stop> {
        self.look(|teller, case| CaseView::new(teller, case).open.into_iter().find(|open| open.address == address))
    }

    /// Asks which boxes are done; `false` if the person goes back.
    pub(super) fn boxes(&mut self, open: &OpenView) -> Result<bool, Stop> {
        for one in open.boxes.iter().filter(|one| !one.ticked) {
            let (number, text) = (one.number, &one.text);
            let prompt =
                say!("[ ] {number} {text}（回车 已做，n 还没有）", "[ ] {number} {text} (Enter: done, n: not yet)");
            match self.yes_no(&prompt, true)? {
                None => return Ok(false),
                Some(false) => {}
                Some(true) => {
                    if !self.happen(What::Ticked { at: open.address.clone(), number })? {
                        return Ok(false);
                    }
                }
            }
        }
        Ok(true)
    }

    /// Asks the fields that are not answered yet; `false` if the person goes back.
    pub(super) fn fields(&mut self, open: &OpenView) -> Result<bool, Stop> {
        let (mut index, mut once_more) = (0, false);
        while index < open.fields.len() {
            let Some(now) = self.fresh(&open.address)? else { return Ok(false) };
            let Some(field) = now.fields.get(index).filter(|field| once_more || !field.answered) else {
                index += 1;
                continue;
            };
            (index, once_more) = match self.field(&now, field)? {
                Left::Back => return Ok(false),
                Left::On => (index + 1, false),
                Left::Earlier if index == 0 => {
                    self.nothing_before()?;
                    (index, once_more)
                }
                Left::Earlier => (index - 1, true),
            };
        }
        Ok(true)
    }

    /// Asks one field until something is answered that it takes. Enter takes what it was before.
    fn field(&mut self, open: &OpenView, field: &FieldView) -> Result<Left, Stop> {
        loop {
            let kept = match self.said(&question(field))? {
                Said::Back => return Ok(Left::Back),
                Said::Earlier => return Ok(Left::Earlier),
                Said::Nothing => match &field.value {
                    Some(value) if !field.answered => self.answer(open, field, value)?,
                    _ => true,
                },
                Said::Text(text) => {
                    // A number stands for one of the listed values.
                    let number = text.parse::<usize>().ok();
                    let listed = number.and_then(|number| field.values.get(number.checked_sub(1)?));
                    let value = listed.map_or_else(|| text.clone(), |value| value.name.clone());
                    self.answer(open, field, &value)?
                }
            };
            if kept {
                return Ok(Left::On);
            }
        }
    }

    /// Keeps an answer; `false` if it is none.
    fn answer(&mut self, open: &OpenView, field: &FieldView, value: &str) -> Result<bool, Stop> {
        let made = self.desk.store.append(&self.case, |program, state| {
            let events = answers(program, state, &open.address, &[given_as(&field.name, value)])?;
            events.into_iter().map(|what| self.event(state, what)).collect()
        });
        let Err(refused) = made else { return Ok(true) };
        // Somebody else may have done the step meanwhile: then asking again helps nobody.
        let again = refused.reason == "wrong-value" || refused.reason == "no-file";
        let (at, field) = (open.address.clone(), field.name.clone());
        self.refuse(refused, &What::Answered { at, field, value: value.to_owned() })?;
        Ok(!again)
    }

    /// Asks an answer once more that was given.
    pub(super) fn correct(&mut self, open: &OpenView) -> Result<(), Stop> {
        let Some(now) = self.fresh(&open.address)? else { return Ok(()) };
        let given: Vec<&FieldView> = now.fields.iter().filter(|field| field.answered).collect();
        if given.is_empty() {
            return self.nothing_before();
        }
        for (number, field) in (1_usize..).zip(&given) {
            let (title, value) = (&field.title, &field.value_words);
            self.print(&say!("  {number}  {title}：{value}", "  {number}  {title}: {value}"))?;
        }
        loop {
            match self.said(&say!("改哪一项（回车 返回）", "which one (Enter goes back)"))? {
                Said::Text(line) => {
                    let number = line.parse::<usize>().ok();
                    match number.and_then(|number| given.get(number.checked_sub(1)?)) {
                        Some(field) => return self.field(&now, field).map(drop),
                        None => self.print(&say!("  请输入编号", "  type a number"))?,
                    }
                }
                Said::Nothing | Said::Earlier | Said::Back => return Ok(()),
            }
        }
    }

    /// Tells what keeps a step from being done, by its own words; `true` if there is something.
    pub(super) fn lacks(&mut self, open: &OpenView, with_boxes: bool) -> Result<bool, Stop> {
        let Some(now) = self.fresh(&open.address)? else { return Ok(true) };
        let boxes = now.boxes.iter().filter(|one| with_boxes && !one.ticked).map(|one| &one.text);
        let fields = now.fields.iter().filter(|field| !field.optional && !field.answered).map(|field| &field.title);
        let lacking: Vec<String> = boxes.chain(fields).map(|text| format!("“{text}”")).collect();
        if lacking.is_empty() {
            return Ok(false);
        }
        let (zh, en) = (lacking.join("、"), lacking.join(", "));
        self.print(&say!("  已保存，还没有完成；还缺：{zh}", "  kept; not done yet, still open: {en}"))?;
        Ok(true)
    }
}

/// The question of a field: its title, what may be written, what Enter takes.
fn question(field: &FieldView) -> Say {
    let title = &field.title;
    let such = match &field.example {
        Some(example) if field.values.is_empty() => say!("，如 {example}", ", such as {example}"),
        _ => Say::default(),
    };
    let listed: Vec<String> =
        (1_usize..).zip(&field.values).map(|(number, value)| format!("{number} {}", value.title)).collect();
    let words = if listed.is_empty() { field.words.clone() } else { listed.join("  ") };
    let optional = if field.optional { say!("，可不填", ", may be left out") } else { Say::default() };
    let before = match field.value_words.as_str() {
        "" => Say::default(),
        value => say!("；回车：{value}", "; Enter: {value}"),
    };
    Say {
        zh: format!("{title}（{words}{}{}{}）", such.zh, optional.zh, before.zh),
        en: format!("{title} ({words}{}{}{})", such.en, optional.en, before.en),
    }
}

#[cfg(test)]
mod tests {
    use super::agreed;

    #[test]
    fn yes_and_no_are_typed_in_many_ways_and_nothing_else_is_taken_for_them() {
        assert!(["y", "YES", "是", "x", "X", "1"].iter().all(|line| agreed(line) == Some(true)));
        assert!(["n", "No", "否"].iter().all(|line| agreed(line) == Some(false)));
        assert!(["2", "done", "maybe", "不"].iter().all(|line| agreed(line).is_none()));
    }
}
