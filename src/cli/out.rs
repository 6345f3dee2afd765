//! Standard output: one locked writer.

use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};

use super::refusal::Refusal;

/// Where findings and documents are printed.
///
/// A reader that stops reading, as `head` does, has what it wanted: from then on everything is dropped without a word.
pub(super) struct Out {
    writer: Option<BufWriter<StdoutLock<'static>>>,
}

impl Out {
    pub(super) fn new() -> Out {
        Out { writer: Some(BufWriter::new(io::stdout().lock())) }
    }

    /// Prints a text as it is.
    pub(super) fn print(&mut self, text: &str) -> Result<(), Refusal> {
        self.with(|writer| writer.write_all(text.as_bytes()))
    }

    /// Prints bytes as they are.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.with(|writer| writer.write_all(bytes))
    }

    /// Sends off everything that was printed.
    pub(super) fn finish(&mut self) -> Result<(), Refusal> {
        self.with(Write::flush)
    }

    fn with(&mut self, act: impl FnOnce(&mut BufWriter<StdoutLock<'static>>) -> io::Result<()>) -> Result<(), Refusal> {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        let Err(cause) = act(writer) else { return Ok(()) };
        if let Some(writer) = self.writer.take() {
            // Without this the writer would try once more when it is dropped.
            let _ = writer.into_parts();
        }
        if cause.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(Refusal::output(&cause)) }
    }
}

/// Says a line on standard error. If nobody listens there, nothing is lost.
pub(super) fn tell(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
