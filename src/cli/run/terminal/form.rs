//! One step at the terminal: what it says, its boxes, its fields, and how it is left.

use super::input::Typed;
use super::{Stop, Terminal};
use crate::cli::run::fields::{answers, given_as};
use crate::cli::run::open::{FieldView, OpenView};
use crate::cli::run::page::Page;
use crate::cli::run::steps::{about, ways};
use crate::flow::case::What;
use crate::labels::Say;
use crate::say;

/// What a person said to a question.
enum Said {
    Text(String),
    Nothing,
    Back,
}

impl Terminal<'_, '_> {
    /// Goes through a step.
    pub(super) fn work(&mut self, open: &OpenView) -> Result<(), Stop> {
        let mut page = Page::new(self.lang);
        page.gap();
        about(&mut page, open);
        ways(&mut page, open);
        self.text(&format!("\n{}", page.text))?;
        if !self.is_mine(open) {
            let (title, by) = (self.post_title.clone(), &open.by_words);
            return self.print(&say!(
                "  这一步由 {by} 办，您是 {title}；r 换岗位，h 转交",
                "  this step is for {by}, and you are {title}; r takes another post, h hands it over"
            ));
        }
        match open.wants {
            "event" => self.wait(open),
            "items" => self.items(open),
            "branches" => self.branches(open),
            "approval" => self.approval(open),
            _ => self.step(open),
        }
    }

    fn said(&mut self, prompt: &Say) -> Result<Said, Stop> {
        Ok(match self.ask(prompt)? {
            Typed::Leave => Said::Back,
            Typed::Line(line) if line == "." || line == "。" => Said::Back,
            Typed::Line(line) if line.is_empty() => Said::Nothing,
            Typed::Line(line) => Said::Text(line),
        })
    }

    /// Asks which boxes are done: whether some are not yet. `None` if the person goes back.
    fn boxes(&mut self, open: &OpenView) -> Result<Option<bool>, Stop> {
        let mut waits = false;
        for one in open.boxes.iter().filter(|one| !one.ticked) {
            let (number, text) = (one.number, &one.text);
            let prompt =
                say!("[ ] {number} {text}（回车 已做，- 还没有）", "[ ] {number} {text} (Enter: done, -: not yet)");
            match self.said(&prompt)? {
                Said::Back => return Ok(None),
                Said::Nothing => {
                    if !self.happen(What::Ticked { at: open.address.clone(), number })? {
                        return Ok(None);
                    }
                }
                Said::Text(_) => waits = true,
            }
        }
        Ok(Some(waits))
    }

    fn step(&mut self, open: &OpenView) -> Result<(), Stop> {
        let Some(waits) = self.boxes(open)? else { return Ok(()) };
        if !self.fields(open)? {
            return Ok(());
        }
        if waits {
            return self.print(&say!("  已保存，还没有完成", "  kept; not done yet"));
        }
        let mut says = Vec::new();
        if !open.texts.is_empty() {
            let Some(said) = self.one_of(&open.texts)? else { return Ok(()) };
            says.extend(said);
        } else if let Said::Back | Said::Text(_) =
            self.said(&say!("这一步完成了？（回车 完成，- 还没有）", "is the step done? (Enter: done, -: not yet)"))?
        {
            return Ok(());
        }
        self.happen(What::Done { at: open.address.clone(), says, confirmed: false })?;
        Ok(())
    }

    /// Asks the fields that are not answered yet; `false` if the person goes back.
    fn fields(&mut self, open: &OpenView) -> Result<bool, Stop> {
        for field in open.fields.iter().filter(|field| !field.answered) {
            loop {
                match self.said(&question(field))? {
                    Said::Back => return Ok(false),
                    Said::Nothing => break,
                    Said::Text(text) => {
                        if self.answer(open, field, &text)? {
                            break;
                        }
                    }
                }
            }
        }
        Ok(true)
    }

    /// Keeps an answer; `false` if it is none.
    fn answer(&mut self, open: &OpenView, field: &FieldView, text: &str) -> Result<bool, Stop> {
        // A number stands for one of the listed values.
        let by_number = text.parse::<usize>().ok().and_then(|number| field.values.get(number.checked_sub(1)?));
        let value = by_number.map_or_else(|| text.to_owned(), |value| value.name.clone());
        let made = self.desk.store.append(&self.case, |program, state| {
            let events = answers(program, state, &open.address, &[given_as(&field.name, &value)])?;
            events.into_iter().map(|what| self.event(state, what)).collect()
        });
        match made {
            Ok(_) => Ok(true),
            // Somebody else may have done the step meanwhile: then asking again helps nobody.
            Err(refused) if refused.reason == "wrong-value" || refused.reason == "no-file" => {
                self.refuse(refused)?;
                Ok(false)
            }
            Err(refused) => {
                self.refuse(refused)?;
                Ok(true)
            }
        }
    }

    fn approval(&mut self, open: &OpenView) -> Result<(), Stop> {
        // Who finds that something is not as it should be rejects: open boxes do not keep anybody from deciding.
        if self.boxes(open)?.is_none() || !self.fields(open)? {
            return Ok(());
        }
        let at = open.address.clone();
        match self.said(&say!("1 批准  2 驳回（回车 返回）", "1 approve  2 reject (Enter goes back)"))? {
            Said::Text(text) if text == "1" => {
                let because = match self.said(&say!("意见（可不填）", "a remark (may be left out)"))? {
                    Said::Text(text) => text,
                    Said::Nothing => String::new(),
                    Said::Back => return Ok(()),
                };
                self.happen(What::Approved { at, because })?;
            }
            Said::Text(text) if text == "2" => {
                if let Some(because) = self.because()? {
                    self.happen(What::Rejected { at, because })?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn wait(&mut self, open: &OpenView) -> Result<(), Stop> {
        if self.boxes(open)?.is_none() || !self.fields(open)? {
            return Ok(());
        }
        let says = if open.texts.is_empty() {
            match self.said(&say!("已经发生了？（回车 是，- 还没有）", "has it happened? (Enter: yes, -: not yet)"))?
            {
                Said::Nothing => None,
                Said::Text(_) | Said::Back => return Ok(()),
            }
        } else {
            match self.one_of(&open.texts)? {
                Some(Some(text)) => Some(text),
                Some(None) | None => return Ok(()),
            }
        };
        self.happen(What::Happened { at: open.address.clone(), says })?;
        Ok(())
    }

    /// Asks which text holds: `None` if the person goes back, an empty one if none of them holds.
    fn one_of(&mut self, texts: &[String]) -> Result<Option<Option<String>>, Stop> {
        for (number, text) in (1_usize..).zip(texts) {
            self.text(&format!("    {number}  {text}\n"))?;
        }
        loop {
            match self.said(&say!("选哪一项（回车 都不是，. 返回）", "which one (Enter: none of them, . goes back)"))?
            {
                Said::Back => return Ok(None),
                Said::Nothing => return Ok(Some(None)),
                Said::Text(line) => {
                    let by_number = line.parse::<usize>().ok().and_then(|number| texts.get(number.checked_sub(1)?));
                    if let Some(text) = by_number.or_else(|| texts.iter().find(|text| **text == line)) {
                        return Ok(Some(Some(text.clone())));
                    }
                    self.print(&say!("  请输入编号", "  type a number"))?;
                }
            }
        }
    }

    fn items(&mut self, open: &OpenView) -> Result<(), Stop> {
        let mut items = Vec::new();
        loop {
            let number = items.len() + 1;
            match self.said(&say!("第 {number} 项（回车 结束）", "item {number} (Enter ends the list)"))? {
                Said::Back => return Ok(()),
                Said::Nothing => break,
                Said::Text(text) => items.push(text),
            }
        }
        self.happen(What::Listed { at: open.address.clone(), items })?;
        Ok(())
    }

    fn branches(&mut self, open: &OpenView) -> Result<(), Stop> {
        let mut says = Vec::new();
        for text in &open.texts {
            match self.said(&say!("{text}？（y 是，回车 否）", "{text}? (y: yes, Enter: no)"))? {
                Said::Back => return Ok(()),
                Said::Nothing => {}
                Said::Text(answer) if matches!(answer.as_str(), "y" | "yes" | "是") => says.push(text.clone()),
                Said::Text(_) => {}
            }
        }
        self.happen(What::Done { at: open.address.clone(), says, confirmed: false })?;
        Ok(())
    }
}

/// The question of a field: its title, what may be written, what it was before.
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
        value => say!("，上次为 {value}", ", before: {value}"),
    };
    Say {
        zh: format!("{title}（{words}{}{}{}）", such.zh, optional.zh, before.zh),
        en: format!("{title} ({words}{}{}{})", such.en, optional.en, before.en),
    }
}
