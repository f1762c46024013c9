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
    /// What kept data from being written, other than a reader who has seen enough.
    lost: Arc<Mutex<Option<io::Error>>>,
}

impl Output {
    /// Standard output and standard error.
    pub fn standard() -> Self {
        let watched = io::stderr().is_terminal();
        let (data, talk) = (Arc::new(Mutex::new(io::stdout())), Arc::new(Mutex::new(io::stderr())));
        Self { data, talk, watched, lost: Arc::default() }
    }

    /// Two streams of the caller's; nobody watches.
    pub fn to(data: Sink, talk: Sink) -> Self {
        Self { data, talk, watched: false, lost: Arc::default() }
    }

    /// Writes data as it is, for programs.
    pub(crate) fn data(&self, text: &str) {
        self.put(text);
    }

    /// Writes data for people.
    pub(crate) fn told(&self, text: &str) {
        self.put(&harmless(text));
    }

    /// Writes what is not data: errors and notes.
    pub(crate) fn talk(&self, text: &str) {
        let _gone = write(&self.talk, &harmless(text));
    }

    /// Writes over the last line of the talk.
    pub(crate) fn rewrite(&self, line: &str) {
        let _gone = write(&self.talk, &format!("{AGAIN}{line}"));
    }

    /// Why data is missing, if it is: on a full disk a command has not done its work.
    pub(crate) fn lost(&self) -> Option<String> {
        let lost = self.lost.lock().unwrap_or_else(PoisonError::into_inner);
        lost.as_ref().map(|error| format!("standard output cannot be written: {error}"))
    }

    /// A reader that went away (`| head`) is no failure of the command.
    fn put(&self, text: &str) {
        let Err(error) = write(&self.data, text) else { return };
        if error.kind() != io::ErrorKind::BrokenPipe {
            self.lost.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        }
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

fn write(sink: &Sink, text: &str) -> io::Result<()> {
    let mut sink = sink.lock().unwrap_or_else(PoisonError::into_inner);
    sink.write_all(text.as_bytes()).and_then(|()| sink.flush())
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Output").field("watched", &self.watched).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Failing(io::ErrorKind);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    fn failing(kind: io::ErrorKind) -> Output {
        Output::to(Arc::new(Mutex::new(Failing(kind))), Arc::new(Mutex::new(Failing(kind))))
    }

    #[test]
    fn a_reader_that_went_away_is_no_failure() {
        let output = failing(io::ErrorKind::BrokenPipe);
        output.data("data\n");
        output.talk("talk\n");
        assert_eq!(output.lost(), None);
    }

    #[test]
    fn data_that_finds_no_room_is_missed_and_talk_is_not() {
        let output = failing(io::ErrorKind::StorageFull);
        output.talk("talk\n");
        assert_eq!(output.lost(), None);
        output.told("data\n");
        assert!(output.lost().unwrap().starts_with("standard output cannot be written: "));
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
