//! How longer texts are set: a headline, then paragraphs that are indented under a word.

use std::fmt::Write as _;

/// A text that grows by paragraphs.
#[derive(Debug, Default)]
pub(crate) struct Text(String);

impl Text {
    pub(crate) fn headed(headline: &str) -> Self {
        Self(format!("{headline}\n"))
    }

    /// A line of the headline's paragraph.
    pub(crate) fn line(&mut self, line: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "  {line}");
    }

    /// A paragraph; without lines there is none.
    pub(crate) fn paragraph<S: ToString>(&mut self, word: &str, lines: impl IntoIterator<Item = S>) {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_none() {
            return;
        }
        let _ = writeln!(self.0, "\n{word}");
        lines.for_each(|line| self.line(&line.to_string()));
    }

    pub(crate) fn end(self) -> String {
        self.0
    }
}

/// Rows whose first column is as wide as its widest cell.
pub(crate) fn columns<S: AsRef<str>>(rows: impl IntoIterator<Item = (S, String)>) -> Vec<String> {
    let rows: Vec<_> = rows.into_iter().collect();
    let width = rows.iter().map(|(first, _)| first.as_ref().chars().count()).max().unwrap_or_default();
    rows.iter()
        .map(|(first, second)| format!("{:width$}  {second}", first.as_ref()).trim_end().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_without_lines_is_left_out() {
        let mut text = Text::headed("head");
        text.line("more");
        text.paragraph("empty", [""; 0]);
        text.paragraph("rows", columns([("a", "1".to_owned()), ("long", "2".to_owned())]));
        assert_eq!(text.end(), "head\n  more\n\nrows\n  a     1\n  long  2\n");
    }
}
