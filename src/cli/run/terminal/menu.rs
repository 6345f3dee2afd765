//! Where a case stands, and what the person may take up next.

use super::input::Typed;
use super::{Stop, Terminal, Then};
use crate::cli::run::entry;
use crate::cli::run::hand::posts;
use crate::cli::run::open::OpenView;
use crate::cli::run::print;
use crate::cli::run::steps::then;
use crate::cli::run::teller::Teller;
use crate::cli::run::view::{AnytimeView, CaseView};
use crate::flow::case::What;
use crate::labels::Say;
use crate::run::Case;
use crate::say;

/// So many of the last events are shown above the menu.
const LATELY: usize = 3;

/// What may be chosen.
struct Choices {
    /// Where the case stands, in words.
    status: String,
    /// The last things that happened, one line each.
    lately: Vec<String>,
    ended: bool,
    open: Vec<OpenView>,
    anytime: Vec<AnytimeView>,
    /// What limits may say: step, words, and the event.
    due: Vec<(String, String, What)>,
}

impl Choices {
    fn of(teller: &Teller<'_>, case: &Case) -> Choices {
        let view = CaseView::new(teller, case);
        let status = print::status(teller, &view);
        let entries = entry::entries(teller, &case.told, &case.state);
        let warnings = view.warnings.into_iter().map(|one| {
            let what = What::Warned { at: one.address, limit: one.limit, warning: one.warning };
            (one.step, behind(teller, one.words, &one.due_words), what)
        });
        let late = view.late.into_iter().map(|one| {
            let what = What::Late { at: one.address, limit: one.limit, line: one.line };
            (one.step, behind(teller, one.words, &one.due_words), what)
        });
        let due = warnings.chain(late).collect();
        let last = entries.iter().skip(entries.len().saturating_sub(LATELY));
        Choices {
            status,
            lately: last.map(|entry| format!("{} {} {}", entry.moment, entry.who, entry.head)).collect(),
            ended: view.outcome.is_some(),
            open: view.open,
            anytime: view.anytime,
            due,
        }
    }
}

/// When something is due, behind what is said of it.
fn behind(teller: &Teller<'_>, words: String, due: &str) -> String {
    words + then(due).to(teller.reader.lang)
}

impl Terminal<'_, '_> {
    /// Shows where the case stands, and does what the person chooses.
    pub(super) fn menu(&mut self) -> Result<Then, Stop> {
        let choices = self.look(Choices::of)?;
        if choices.ended {
            self.text(&format!("\n{}", choices.status))?;
            return Ok(Then::Leave);
        }
        self.show(&choices)?;
        loop {
            let Typed::Line(line) = self.ask(&say!("选哪一个（? 帮助）", "which one (? for help)"))? else {
                return Ok(Then::Leave);
            };
            match self.choose(&line, &choices)? {
                Some(then) => return Ok(then),
                None => self.print(&say!("  没有这一项；? 看可以做什么", "  no such choice; ? says what there is"))?,
            }
        }
    }

    fn show(&mut self, choices: &Choices) -> Result<(), Stop> {
        let title = choices.status.lines().next().unwrap_or_default();
        let mut text = format!("\n━━ {title}\n");
        choices.lately.iter().for_each(|line| text.push_str(&format!("   {line}\n")));
        let (person, role) = (&self.person, &self.post_title);
        let say = say!("现在可以办（您是 {person}，{role}）：", "what may be done now (you are {person}, {role}):");
        text.push_str(&format!("{}\n", say.to(self.lang)));
        for (number, open) in (1_usize..).zip(&choices.open) {
            text.push_str(&format!("  {number}  {}\n", self.open_line(open)));
        }
        for (number, now) in (1_usize..).zip(&choices.anytime) {
            text.push_str(&format!("  a{number} {}\n", self.anytime_line(now)));
        }
        if !choices.due.is_empty() {
            text.push_str(&format!("  {}\n", say!("l  登记预警或超时", "l  a limit is near or missed").to(self.lang)));
        }
        self.text(&text)
    }

    /// Whether the person's post may act at a step.
    pub(super) fn is_mine(&self, open: &OpenView) -> bool {
        open.may.is_empty() || open.may.iter().any(|post| post.role == self.role)
    }

    /// One open step: its title, whose it is, what is due first.
    fn open_line(&self, open: &OpenView) -> String {
        let (step, by) = (&open.step, &open.by_words);
        let Say { zh: due, en: limit } = then(open.due_first());
        let say = match (self.is_mine(open), by.is_empty()) {
            (true, true) => say!("{step}{due}", "{step}{limit}"),
            (true, false) => say!("{step}（{by}）{due}", "{step} ({by}){limit}"),
            (false, _) => say!("{step}（由 {by} 办）{due}", "{step} (for {by}){limit}"),
        };
        say.to(self.lang).to_owned()
    }

    /// Something that may happen at any time, with the call in which it lies.
    fn anytime_line(&self, now: &AnytimeView) -> String {
        let (text, within) = (&now.text, &now.within);
        let say = match within.is_empty() {
            true => say!("{text}", "{text}"),
            false => say!("{text}（{within}）", "{text} ({within})"),
        };
        say.to(self.lang).to_owned()
    }

    /// Does what was chosen; `None` if there is no such choice.
    fn choose(&mut self, line: &str, choices: &Choices) -> Result<Option<Then>, Stop> {
        let mut words = line.split_whitespace();
        let (first, second) = (words.next().unwrap_or("1"), words.next());
        let open = |word: &str| choices.open.get(word.parse::<usize>().ok()?.checked_sub(1)?);
        if let Some(step) = open(first).or_else(|| choices.open.iter().find(|open| open.address == first)) {
            self.work(step)?;
            return Ok(Some(Then::GoOn));
        }
        let anytime = first.strip_prefix('a').and_then(|number| number.parse::<usize>().ok());
        if let Some(now) = anytime.and_then(|number| choices.anytime.get(number.checked_sub(1)?)) {
            self.happen(What::Anytime { says: now.text.clone(), at: now.address.clone() })?;
            return Ok(Some(Then::GoOn));
        }
        match (first, second.and_then(open)) {
            ("l", _) if !choices.due.is_empty() => self.due(&choices.due)?,
            ("s", Some(step)) => {
                if let Some(because) = self.because()? {
                    self.happen(What::Skipped { at: step.address.clone(), because })?;
                }
            }
            ("h", Some(step)) => self.hand_over(step)?,
            ("r", _) => {
                self.role.clear();
                let posts = self.look(|teller, _| posts(teller.program.project, teller.reader.lang))?;
                return Ok(Some(self.post(&posts)?));
            }
            ("g", _) => {
                let story = self.look(|teller, case| {
                    let entries = entry::entries(teller, &case.told, &case.state);
                    print::log(teller, &entries, &CaseView::new(teller, case))
                })?;
                self.text(&format!("\n{story}"))?;
            }
            ("q", _) => return Ok(Some(Then::Leave)),
            ("?" | "？", _) => self.help()?,
            _ => return Ok(None),
        }
        Ok(Some(Then::GoOn))
    }

    fn help(&mut self) -> Result<(), Stop> {
        self.print(&say!(
            "  编号  办理这一步（直接回车办第一项）\n  a编号 登记随时可能发生的事\n  l     登记预警或超时\n  s 编号 跳过这一步，说明原因\n  \
             h 编号 转交这一步，说明原因\n  r     换岗位\n  g     全部经过\n  q     离开（已全部保存）\n  \
             办理中：? 说明，< 回到上一项，. 返回",
            "  NUMBER    take up that step (Enter takes the first)\n  aNUMBER   something happened that may at any time\n  \
             l         a limit is near or missed\n  s NUMBER  leave the step out, with a reason\n  \
             h NUMBER  give the step to another post, with a reason\n  r         another post\n  g         the whole story\n  \
             q         leave (everything is kept)\n  within a step: ? says what may be typed, < goes to the field before, . leaves"
        ))
    }

    /// Asks which limit is near or missed.
    fn due(&mut self, due: &[(String, String, What)]) -> Result<(), Stop> {
        for (number, (step, words, _)) in (1_usize..).zip(due) {
            self.print(&say!("  {number}  {step}：{words}", "  {number}  {step}: {words}"))?;
        }
        let Typed::Line(line) =
            self.ask(&say!("到时的是哪一项（回车返回）", "which one has come (Enter goes back)"))?
        else {
            return Ok(());
        };
        let chosen = line.parse::<usize>().ok().and_then(|number| due.get(number.checked_sub(1)?));
        if let Some((.., what)) = chosen {
            self.happen(what.clone())?;
        }
        Ok(())
    }

    fn hand_over(&mut self, step: &OpenView) -> Result<(), Stop> {
        let posts = self.look(|teller, _| posts(teller.program.project, teller.reader.lang))?;
        for (number, (_, title)) in (1_usize..).zip(&posts) {
            self.text(&format!("  {number}  {title}\n"))?;
        }
        let Typed::Line(line) = self.ask(&say!("转交给谁（回车返回）", "to whom (Enter goes back)"))? else {
            return Ok(());
        };
        let chosen = line.parse::<usize>().ok().and_then(|number| posts.get(number.checked_sub(1)?));
        if let Some((to, _)) = chosen
            && let Some(because) = self.because()?
        {
            self.happen(What::HandedOver { at: step.address.clone(), to: to.clone(), because })?;
        }
        Ok(())
    }

    /// Asks for a reason; none if the person goes back.
    pub(super) fn because(&mut self) -> Result<Option<String>, Stop> {
        match self.ask(&say!("原因（回车返回）", "the reason (Enter goes back)"))? {
            Typed::Line(line) if !line.is_empty() && line != "." => Ok(Some(line)),
            _ => Ok(None),
        }
    }
}
