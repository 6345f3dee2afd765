//! What a person types: lines with editing on a terminal, plain lines from a pipe.

use std::io::{self, BufRead, IsTerminal};

use rustyline::error::ReadlineError;
use rustyline::{Config, DefaultEditor};

/// One answer of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Typed {
    /// A line, without blanks around it.
    Line(String),
    /// Nothing more comes: Ctrl-C, Ctrl-D, the end of a pipe.
    Leave,
}

/// Where lines come from.
pub(super) enum Input {
    /// A terminal, with an editor that knows how wide Chinese is.
    Terminal(Box<DefaultEditor>),
    /// A pipe or file: the prompts are printed, so that what is kept of it can be read.
    Plain,
}

impl Input {
    /// The standard input.
    pub(super) fn new() -> Input {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Input::Plain;
        }
        match DefaultEditor::with_config(Config::builder().auto_add_history(true).build()) {
            Ok(editor) => Input::Terminal(Box::new(editor)),
            Err(_) => Input::Plain,
        }
    }

    /// Whether prompts must be printed by the caller.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self, Input::Plain)
    }

    /// The next line.
    pub(super) fn line(&mut self, prompt: &str) -> io::Result<Typed> {
        match self {
            Input::Terminal(editor) => match editor.readline(prompt) {
                Ok(line) => Ok(Typed::Line(line.trim().to_owned())),
                Err(ReadlineError::Interrupted | ReadlineError::Eof) => Ok(Typed::Leave),
                Err(ReadlineError::Io(cause)) => Err(cause),
                Err(cause) => Err(io::Error::other(cause)),
            },
            Input::Plain => {
                let mut line = String::new();
                match io::stdin().lock().read_line(&mut line)? {
                    0 => Ok(Typed::Leave),
                    _ => Ok(Typed::Line(line.trim().to_owned())),
                }
            }
        }
    }
}
