//! Who works, and on which case.

use std::path::Path;

use super::input::Typed;
use super::{Stop, Terminal, Then};
use crate::cli::run::hand::posts;
use crate::cli::run::start;
use crate::cli::run::teller::Teller;
use crate::cli::run::view::CaseView;
use crate::flow::case::{Program, State, What};
use crate::labels::Say;
use crate::run::{Contents, Refused};
use crate::say;

/// A case that may be gone on with.
struct Known {
    id: String,
    line: String,
}

impl Terminal<'_, '_> {
    /// Finds the case, and asks who works on it.
    pub(super) fn begin(&mut self, file: Option<&Path>) -> Result<Then, Stop> {
        let opened = match file {
            Some(file) => Some(start::open(file, None, self.desk)?),
            None => None,
        };
        let path = opened.as_ref().map(|opened| opened.path.clone());
        let known = self.known(path.as_deref())?;
        if known.is_empty() && opened.is_none() {
            return Err(Refused::new(
                "no-case",
                say!("没有未结束的案件", "no case is open"),
                say!("写规程的文件，例如 `sop run complaint.sop`", "name a procedure, as in `sop run complaint.sop`"),
            )
            .into());
        }
        if self.person.is_empty() {
            match self.ask(&say!("您的姓名", "your name"))? {
                Typed::Line(name) if !name.is_empty() => self.person = name,
                _ => return Ok(Then::Leave),
            }
        }
        match self.pick(&known, opened.is_some())? {
            Pick::Case(id) => self.case = id,
            Pick::Leave => return Ok(Then::Leave),
            Pick::New => {
                let Some(opened) = opened else { return Ok(Then::Leave) };
                if self.post(&posts(&opened.project, self.lang))? == Then::Leave {
                    return Ok(Then::Leave);
                }
                let begin = |_: &Program<'_>, state: &State| Ok(vec![self.event(state, What::Started)?]);
                let appended = self.desk.store.start(&opened.beginning(), begin)?;
                self.case.clone_from(&appended.story.id);
                for Say { zh, en } in opened.notes(&appended.story.program()).into_iter().map(|note| note.words) {
                    self.print(&say!("注意：{zh}", "note: {en}"))?;
                }
                return Ok(Then::GoOn);
            }
        }
        let posts = self.look(|teller, _| posts(teller.program.project, teller.reader.lang))?;
        self.post(&posts)
    }

    /// The open cases: of one procedure, or all.
    fn known(&mut self, path: Option<&str>) -> Result<Vec<Known>, Stop> {
        if !self.desk.store.path().exists() {
            return Ok(Vec::new());
        }
        let contents = self.desk.store.read()?;
        let mut known = Vec::new();
        for id in contents.ids() {
            match self.one(&contents, id, path) {
                Ok(one) => known.extend(one),
                // That one case cannot be read keeps nobody from the others.
                Err(refused) => self.refuse(refused, &What::Started)?,
            }
        }
        Ok(known)
    }

    /// A case, if it is open and of that procedure.
    fn one(&self, contents: &Contents, id: &str, path: Option<&str>) -> Result<Option<Known>, Refused> {
        let story = contents.story(id)?;
        if path.is_some_and(|path| path != story.procedure) || story.routine.is_some() && path.is_some() {
            return Ok(None);
        }
        let program = story.program();
        let case = story.replay(&program)?;
        if case.state.outcome.is_some() {
            return Ok(None);
        }
        let teller = Teller::new((&story, &program), &case, self.desk.reader());
        let view = CaseView::new(&teller, &case);
        let open: Vec<&str> = view.open.iter().map(|open| open.step.as_str()).collect();
        let (title, zh, en) = (&view.procedure.called, open.join("、"), open.join(", "));
        let line = say!("{id}  {title}：{zh}", "{id}  {title}: {en}");
        Ok(Some(Known { id: id.to_owned(), line: line.to(self.lang).to_owned() }))
    }

    fn pick(&mut self, known: &[Known], may_begin: bool) -> Result<Pick, Stop> {
        if known.is_empty() {
            return Ok(Pick::New);
        }
        self.print(&say!("未结束的案件：", "open cases:"))?;
        for (number, case) in (1_usize..).zip(known) {
            self.text(&format!("  {number}  {}\n", case.line))?;
        }
        if may_begin {
            self.print(&say!("  n  新案件", "  n  a new case"))?;
        }
        loop {
            let Typed::Line(line) = self.ask(&say!("选哪一个", "which one"))? else { return Ok(Pick::Leave) };
            let by_number = line.parse::<usize>().ok().and_then(|number| known.get(number.checked_sub(1)?));
            if let Some(case) = by_number.or_else(|| known.iter().find(|case| case.id == line)) {
                return Ok(Pick::Case(case.id.clone()));
            }
            match line.as_str() {
                "n" | "新" if may_begin => return Ok(Pick::New),
                "q" => return Ok(Pick::Leave),
                _ => self.print(&say!("  请输入编号，q 离开", "  type a number, or q to leave"))?,
            }
        }
    }

    /// Asks in which post the person works.
    pub(super) fn post(&mut self, posts: &[(String, String)]) -> Result<Then, Stop> {
        if let Some(post) = posts.iter().find(|(name, title)| *name == self.role || *title == self.role) {
            return Ok(self.takes(post));
        }
        self.print(&say!("您的岗位：", "your post:"))?;
        for (number, (name, title)) in (1_usize..).zip(posts) {
            self.text(&format!("  {number}  {title} ({name})\n"))?;
        }
        loop {
            let Typed::Line(line) = self.ask(&say!("选哪一个", "which one"))? else { return Ok(Then::Leave) };
            let by_number = line.parse::<usize>().ok().and_then(|number| posts.get(number.checked_sub(1)?));
            let named = posts.iter().find(|(name, title)| *name == line || *title == line);
            if let Some(post) = by_number.or(named) {
                return Ok(self.takes(post));
            }
            self.print(&say!("  请输入编号", "  type a number"))?;
        }
    }
}

impl Terminal<'_, '_> {
    fn takes(&mut self, (name, title): &(String, String)) -> Then {
        self.role.clone_from(name);
        self.post_title.clone_from(title);
        Then::GoOn
    }
}

enum Pick {
    Case(String),
    New,
    Leave,
}
