//! One step at the terminal: what it says, its boxes, its fields, and how it is left.

use super::asked::Said;
use super::{Stop, Terminal};
use crate::cli::run::open::OpenView;
use crate::cli::run::page::Page;
use crate::cli::run::steps::{about, ways};
use crate::flow::case::What;
use crate::say;

/// What a person wants behind the last question of a step.
enum Last {
    /// It is done, and perhaps one of its texts holds.
    Done(Option<String>),
    /// An answer is to be corrected.
    Correct,
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

    fn step(&mut self, open: &OpenView) -> Result<(), Stop> {
        if !self.boxes(open)? || !self.fields(open)? || self.lacks(open, true)? {
            return Ok(());
        }
        loop {
            let last = match open.texts.is_empty() {
                false => self.one_of(open)?,
                true => self.is_done(open)?,
            };
            match last {
                Last::Correct => self.correct(open)?,
                Last::Back => return Ok(()),
                Last::Done(says) => {
                    let says = says.into_iter().collect();
                    self.happen(What::Done { at: open.address.clone(), says, confirmed: false })?;
                    return Ok(());
                }
            }
        }
    }

    fn is_done(&mut self, open: &OpenView) -> Result<Last, Stop> {
        let prompt = match open.fields.is_empty() {
            true => say!("这一步完成了？（回车 完成，n 还没有）", "is the step done? (Enter: done, n: not yet)"),
            false => say!(
                "这一步完成了？（回车 完成，n 还没有，c 改答复）",
                "is the step done? (Enter: done, n: not yet, c: correct an answer)"
            ),
        };
        self.last(&prompt)
    }

    /// Asks a question to which Enter says yes.
    fn last(&mut self, prompt: &crate::labels::Say) -> Result<Last, Stop> {
        loop {
            match self.said(prompt)? {
                Said::Back => return Ok(Last::Back),
                Said::Earlier => return Ok(Last::Correct),
                Said::Nothing => return Ok(Last::Done(None)),
                Said::Text(line) if is_correct(&line) => return Ok(Last::Correct),
                Said::Text(line) => match super::asked::agreed(&line) {
                    Some(true) => return Ok(Last::Done(None)),
                    Some(false) => return Ok(Last::Back),
                    None => self.again()?,
                },
            }
        }
    }

    fn approval(&mut self, open: &OpenView) -> Result<(), Stop> {
        // Who finds that something is not as it should be rejects: open boxes do not keep anybody from deciding.
        if !self.boxes(open)? || !self.fields(open)? || self.lacks(open, false)? {
            return Ok(());
        }
        let at = open.address.clone();
        let prompt = match open.fields.is_empty() {
            true => say!("1 批准  2 驳回（回车 返回）", "1 approve  2 reject (Enter goes back)"),
            false => say!(
                "1 批准  2 驳回（回车 返回，c 改答复）",
                "1 approve  2 reject (Enter goes back, c: correct an answer)"
            ),
        };
        loop {
            match self.said(&prompt)? {
                Said::Text(text) if text == "1" => {
                    let because = match self.said(&say!("意见（可不填）", "a remark (may be left out)"))? {
                        Said::Text(text) => text,
                        Said::Nothing => String::new(),
                        Said::Earlier => continue,
                        Said::Back => return Ok(()),
                    };
                    self.happen(What::Approved { at, because })?;
                    return Ok(());
                }
                Said::Text(text) if text == "2" => {
                    if let Some(because) = self.because()? {
                        self.happen(What::Rejected { at, because })?;
                    }
                    return Ok(());
                }
                Said::Earlier => self.correct(open)?,
                Said::Text(line) if is_correct(&line) => self.correct(open)?,
                Said::Text(_) => self.print(&say!("  请输入 1 或 2", "  type 1 or 2"))?,
                Said::Nothing | Said::Back => return Ok(()),
            }
        }
    }

    fn wait(&mut self, open: &OpenView) -> Result<(), Stop> {
        if !self.boxes(open)? || !self.fields(open)? || self.lacks(open, false)? {
            return Ok(());
        }
        loop {
            let last = match open.texts.is_empty() {
                true => {
                    self.last(&say!("已经发生了？（回车 是，n 还没有）", "has it happened? (Enter: yes, n: not yet)"))?
                }
                false => self.one_of(open)?,
            };
            match last {
                Last::Correct => self.correct(open)?,
                Last::Back => return Ok(()),
                // Of several events one is what happened.
                Last::Done(None) if !open.texts.is_empty() => return Ok(()),
                Last::Done(says) => {
                    self.happen(What::Happened { at: open.address.clone(), says })?;
                    return Ok(());
                }
            }
        }
    }

    /// Asks which text holds, or none of them.
    fn one_of(&mut self, open: &OpenView) -> Result<Last, Stop> {
        for (number, text) in (1_usize..).zip(&open.texts) {
            self.text(&format!("    {number}  {text}\n"))?;
        }
        let prompt = match open.fields.is_empty() {
            true => say!("选哪一项（回车 都不是，. 返回）", "which one (Enter: none of them, . goes back)"),
            false => say!(
                "选哪一项（回车 都不是，. 返回，c 改答复）",
                "which one (Enter: none of them, . goes back, c: correct an answer)"
            ),
        };
        loop {
            match self.said(&prompt)? {
                Said::Back => return Ok(Last::Back),
                Said::Earlier => return Ok(Last::Correct),
                Said::Nothing => return Ok(Last::Done(None)),
                Said::Text(line) => {
                    let texts = &open.texts;
                    let by_number = line.parse::<usize>().ok().and_then(|number| texts.get(number.checked_sub(1)?));
                    if let Some(text) = by_number.or_else(|| texts.iter().find(|text| **text == line)) {
                        return Ok(Last::Done(Some(text.clone())));
                    }
                    if is_correct(&line) {
                        return Ok(Last::Correct);
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
                // The item before is listed again.
                Said::Earlier => drop(items.pop()),
                Said::Text(text) => items.push(text),
            }
        }
        self.happen(What::Listed { at: open.address.clone(), items })?;
        Ok(())
    }

    fn branches(&mut self, open: &OpenView) -> Result<(), Stop> {
        let mut says: Vec<String> = Vec::new();
        let mut rest = open.texts.as_slice();
        while let Some((text, later)) = rest.split_first() {
            match self.yes_no(&say!("{text}？（y 是，回车 否）", "{text}? (y: yes, Enter: no)"), false)? {
                None => return Ok(()),
                Some(holds) => says.extend(holds.then(|| text.clone())),
            }
            rest = later;
        }
        self.happen(What::Done { at: open.address.clone(), says, confirmed: false })?;
        Ok(())
    }
}

/// Whether somebody wants to correct an answer.
fn is_correct(line: &str) -> bool {
    matches!(line, "c" | "C" | "改")
}
