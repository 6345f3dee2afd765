//! The store on the disk. An event is acknowledged only when its line lies there whole.
//!
//! Whoever writes holds the lock of the file, reads what others have written meanwhile, and lets its event happen
//! after theirs. A last line without its end was never acknowledged, because its writer was killed. If it is torn,
//! readers pass over it and the next writer takes it away; if only its end is missing it is kept. A damaged line that has
//! its end is damage, also when it is the last: nothing of it is ever taken away.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::case::Story;
use super::contents::{Contents, Tail};
use super::edition::Edition;
use super::line::{EditionLine, EventLine, Line, VERSION};
use super::refused::Refused;
use crate::flow::case::{Event, Program, State};

/// A file of cases.
#[derive(Debug, Clone)]
pub struct Store {
    path: PathBuf,
}

/// What a new case is of.
#[derive(Debug)]
pub struct Beginning<'b> {
    /// The text that it goes by.
    pub edition: &'b Edition,
    /// The path of the procedure in it.
    pub procedure: &'b str,
    /// The routine, if it is the case of one.
    pub routine: Option<&'b str>,
}

/// Events that are kept.
#[derive(Debug)]
pub struct Appended {
    /// The case with them.
    pub story: Story,
    /// How many events of the case are new.
    pub new: usize,
    /// What was mended first.
    pub mended: Mended,
}

/// What a writer mends before it writes. Nothing that was acknowledged is lost by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mended {
    /// Nothing.
    Nothing,
    /// A torn line was taken away: nobody was told that it was kept.
    TornAway,
    /// A line that lacked its end was ended, and counts.
    Ended,
}

impl Mended {
    fn of(tail: Tail) -> Mended {
        match tail {
            Tail::None => Mended::Nothing,
            Tail::Torn => Mended::TornAway,
            Tail::Unended => Mended::Ended,
        }
    }
}

impl Store {
    /// The store at a path; the file need not exist yet.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Store {
        Store { path: path.into() }
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads everything.
    ///
    /// # Errors
    /// A file that is not there or may not be read, a damaged line.
    pub fn read(&self) -> Result<Contents, Refused> {
        let unreadable = |cause: io::Error| Refused::unreadable(&self.path, &cause);
        if !is_ordinary(&std::fs::metadata(&self.path).map_err(unreadable)?) {
            return Err(Refused::no_file(&self.path, false));
        }
        Contents::read(&std::fs::read(&self.path).map_err(unreadable)?)
    }

    /// Begins a case; the store is made if there is none. `make` says who begins it, and when.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn start(
        &self,
        beginning: &Beginning<'_>,
        make: impl Fn(&Program<'_>, &State) -> Result<Vec<Event>, Refused>,
    ) -> Result<Appended, Refused> {
        let mut story = Story::begin(beginning.edition, beginning.procedure, beginning.routine)?;
        // What is refused leaves no empty store behind.
        story.next(&story.program(), &make)?;
        let mut open = Open::new(&self.path, true)?;
        let contents = open.read()?;
        story.id = contents.next_id(&story.name());
        let mut lines = Vec::new();
        if !contents.projects.has(&beginning.edition.hash) {
            let (text, files) = (beginning.edition.hash.clone(), beginning.edition.files.clone());
            lines.push(Line::Edition(EditionLine { version: VERSION, text, files }));
        }
        open.append(&contents, story, lines, make)
    }

    /// Lets something happen in a case: `make` sees where the case stands now, behind everything that others have
    /// written, and says what happens. All of it is kept, or nothing.
    ///
    /// # Errors
    /// What `make` refuses; an event that may not happen; a store that cannot be read or written.
    pub fn append(
        &self,
        case: &str,
        make: impl FnOnce(&Program<'_>, &State) -> Result<Vec<Event>, Refused>,
    ) -> Result<Appended, Refused> {
        let mut open = Open::new(&self.path, false)?;
        let contents = open.read()?;
        let story = contents.story(case)?;
        open.append(&contents, story, Vec::new(), make)
    }
}

/// Whether something is an ordinary file; a folder is refused by the system, with better words.
fn is_ordinary(found: &Metadata) -> bool {
    found.is_file() || found.is_dir()
}

/// A store that this process has for itself; it is given back when this is dropped.
struct Open<'s> {
    path: &'s Path,
    file: File,
}

impl<'s> Open<'s> {
    fn new(path: &'s Path, create: bool) -> Result<Open<'s>, Refused> {
        let refuse = |cause: io::Error| match cause.kind() {
            ErrorKind::NotFound if !create => Refused::unreadable(path, &cause),
            _ => Refused::unwritable(path, &cause),
        };
        // A pipe would wait for its other side before it is open.
        if std::fs::metadata(path).is_ok_and(|found| !is_ordinary(&found)) {
            return Err(Refused::no_file(path, true));
        }
        let file = OpenOptions::new().read(true).write(true).create(create).truncate(false).open(path);
        let file = file.map_err(refuse)?;
        file.lock().map_err(refuse)?;
        Ok(Open { path, file })
    }

    fn read(&mut self) -> Result<Contents, Refused> {
        let mut bytes = Vec::new();
        let read = self.file.rewind().and_then(|()| self.file.read_to_end(&mut bytes));
        read.map_err(|cause| Refused::unreadable(self.path, &cause))?;
        Contents::read(&bytes)
    }

    fn append(
        &mut self,
        contents: &Contents,
        mut story: Story,
        mut lines: Vec<Line>,
        make: impl FnOnce(&Program<'_>, &State) -> Result<Vec<Event>, Refused>,
    ) -> Result<Appended, Refused> {
        let program = story.program();
        let new = story.next(&program, make)?;
        let before = story.events.len();
        drop(program);
        let (count, mended) = (new.len(), Mended::of(contents.tail));
        for (number, event) in (before as u64 + 1..).zip(&new) {
            let first = number == 1;
            lines.push(Line::Event(Box::new(EventLine {
                version: VERSION,
                case: story.id.clone(),
                number,
                text: story.text.clone(),
                procedure: first.then(|| story.procedure.clone()),
                routine: story.routine.as_ref().filter(|_| first).map(ToString::to_string),
                event: event.clone(),
            })));
        }
        let written: Result<Vec<String>, _> = lines.iter().map(Line::written).collect();
        let written = written.map_err(|cause| Refused::unwritable(self.path, &cause.into()))?;
        if count > 0 {
            self.write(contents, &written.concat())?;
        }
        story.events.extend(new);
        Ok(Appended { story, new: count, mended })
    }

    /// Writes lines behind the whole ones. If that fails, nothing of them stays.
    fn write(&mut self, contents: &Contents, lines: &str) -> Result<(), Refused> {
        let whole = contents.whole;
        let written = match contents.tail {
            Tail::Unended => self.write_at(whole, &format!("\n{lines}")),
            Tail::None | Tail::Torn => self.write_at(whole, lines),
        };
        if written.is_err() {
            let _ = self.file.set_len(whole);
        }
        written.map_err(|cause| Refused::unwritable(self.path, &cause))
    }

    fn write_at(&mut self, whole: u64, lines: &str) -> io::Result<()> {
        self.file.set_len(whole)?;
        self.file.seek(SeekFrom::Start(whole))?;
        self.file.write_all(lines.as_bytes())?;
        self.file.sync_data()?;
        if whole == 0 {
            // The name of a new file must survive a power cut too; not every system can do it.
            let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }
}
