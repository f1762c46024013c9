//! What the browser ended on, as the oracle reads it.

/// The last answer of a journey through the tool, or the reason why there is none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    /// The address of the answer, after all redirects.
    pub(crate) url: String,
    /// The HTTP status; 0 when the connection gave no answer.
    pub(crate) status: u16,
    /// Header names in lower case, in the order they came.
    pub(crate) headers: Vec<(String, String)>,
    /// The body as text; bytes that are not UTF-8 are replaced.
    pub(crate) body: String,
    /// How the connection ended, if it ended without an answer.
    pub(crate) broken: Option<Broken>,
}

/// A journey that ended without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Broken {
    /// The tool closed the connection in the middle: a crash.
    Dropped(String),
    /// Nobody listens, the answer took too long, the redirects never ended: not the tool's verdict to bear.
    Unreachable(String),
    /// The tool answered, with a longer head than a browser reads: no crash, and no page either.
    Oversized(String),
}

impl Page {
    /// The first header of that name (given in lower case).
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The media type without parameters, in lower case.
    pub(crate) fn media_type(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// The address without query and fragment.
    pub(crate) fn address(&self) -> &str {
        self.url.split(['?', '#']).next().unwrap_or_default()
    }

    /// Whether the status says success.
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// One line for a report: status, address and what the page says first.
    pub(crate) fn describe(&self) -> String {
        match &self.broken {
            Some(Broken::Dropped(why) | Broken::Unreachable(why) | Broken::Oversized(why)) => why.clone(),
            None => format!("{} from {}{}", self.status, self.address(), self.says()),
        }
    }

    fn says(&self) -> String {
        let text = super::fingerprint::visible_text(self);
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match words.chars().count() {
            0 => String::new(),
            1..=160 => format!(", saying `{words}`"),
            _ => format!(", saying `{}…`", words.chars().take(160).collect::<String>()),
        }
    }
}
