//! Where a command writes: data on one stream, everything else on the other.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// A stream that several tasks write to.
pub type Sink = Arc<Mutex<dyn Write + Send>>;

/// The two streams of a command.
#[derive(Clone)]
pub struct Output {
    data: Sink,
    talk: Sink,
    /// Whether a person watches the second stream, so that a line may be rewritten.
    pub(crate) watched: bool,
}

impl Output {
    /// Standard output and standard error.
    pub fn standard() -> Self {
        let watched = io::stderr().is_terminal();
        Self { data: Arc::new(Mutex::new(io::stdout())), talk: Arc::new(Mutex::new(io::stderr())), watched }
    }

    /// Two streams of the caller's; nobody watches.
    pub fn to(data: Sink, talk: Sink) -> Self {
        Self { data, talk, watched: false }
    }

    /// Writes data as it is, for programs.
    pub(crate) fn data(&self, text: &str) {
        write(&self.data, text);
    }

    /// Writes data for people.
    pub(crate) fn told(&self, text: &str) {
        write(&self.data, &harmless(text));
    }

    /// Writes what is not data: errors and notes.
    pub(crate) fn talk(&self, text: &str) {
        write(&self.talk, &harmless(text));
    }

    /// Writes over the last line of the talk.
    pub(crate) fn rewrite(&self, line: &str) {
        write(&self.talk, &format!("{AGAIN}{line}"));
    }
}

/// Back to the beginning of the line, and empty it.
const AGAIN: &str = "\r\u{1b}[2K";

/// Pages and tokens of a tool are told in its words, and a terminal obeys control characters: they are spelt out.
fn harmless(text: &str) -> Cow<'_, str> {
    let steers = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let spelt =
        |letter: char| if steers(letter) { letter.escape_unicode().to_string() } else { letter.into() };
    Cow::Owned(text.chars().map(spelt).collect())
}

/// A reader that went away (`| head`) is no failure of the command, so write errors are dropped.
fn write(sink: &Sink, text: &str) {
    let mut sink = sink.lock().unwrap_or_else(PoisonError::into_inner);
    let _gone = sink.write_all(text.as_bytes()).and_then(|()| sink.flush());
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Output").field("watched", &self.watched).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn a_reader_that_went_away_is_no_panic() {
        let output = Output::to(Arc::new(Mutex::new(Closed)), Arc::new(Mutex::new(Closed)));
        output.data("data\n");
        output.talk("talk\n");
    }

    #[test]
    fn a_tool_does_not_steer_the_terminal_that_tells_of_it() {
        let told = Arc::new(Mutex::new(Vec::new()));
        let output = Output::to(told.clone(), told.clone());
        output.told("saying `\u{1b}[31mred\u{9b}\u{7}`\n\tü\n");
        output.talk("\r\n");
        output.data("\u{1b}");
        let told = String::from_utf8(told.lock().unwrap().clone()).unwrap();
        assert_eq!(told, "saying `\\u{1b}[31mred\\u{9b}\\u{7}`\n\tü\n\\u{d}\n\u{1b}");
    }
}
