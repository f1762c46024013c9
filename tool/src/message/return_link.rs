//! The way back to the platform (RET-001 to RET-005).

use homeroom_vocab::return_url::{LTI_ERRORLOG, LTI_ERRORMSG, LTI_LOG, LTI_MSG};
use url::Url;

/// What a user who leaves this tool is told by the platform, and what the platform logs (RET-001).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parting(Vec<(&'static str, String)>);

impl Parting {
    /// Nothing is said.
    pub fn silent() -> Self {
        Self::default()
    }

    /// A plain text for the user.
    pub fn message(text: impl Into<String>) -> Self {
        Self(vec![(LTI_MSG, text.into())])
    }

    /// A plain text for the user about what went wrong.
    pub fn error(text: impl Into<String>) -> Self {
        Self(vec![(LTI_ERRORMSG, text.into())])
    }

    /// A plain text for the platform's log.
    #[must_use]
    pub fn log(mut self, text: impl Into<String>) -> Self {
        self.0.push((LTI_LOG, text.into()));
        self
    }

    /// A plain text for the platform's log of errors.
    #[must_use]
    pub fn error_log(mut self, text: impl Into<String>) -> Self {
        self.0.push((LTI_ERRORLOG, text.into()));
        self
    }
}

/// The return URL with what is said behind its own query. Only web pages become links: a script URL is none.
pub(super) fn to(return_url: &str, parting: &Parting) -> Option<Url> {
    let mut url = Url::parse(return_url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    if !parting.0.is_empty() {
        url.query_pairs_mut().extend_pairs(&parting.0);
    }
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(return_url: &str, parting: &Parting) -> Option<String> {
        to(return_url, parting).map(String::from)
    }

    #[test]
    fn the_query_is_kept_and_what_is_said_encoded() {
        let left = Parting::message("You have left");
        let said = "lti_msg=You+have+left";
        assert_eq!(
            link("https://lms.test/r?a=1&b=%20", &left),
            Some(format!("https://lms.test/r?a=1&b=%20&{said}"))
        );
        assert_eq!(link("https://lms.test/r", &left), Some(format!("https://lms.test/r?{said}")));
        assert_eq!(link("https://lms.test/r?#top", &left), Some(format!("https://lms.test/r?{said}#top")));
        assert_eq!(link("https://lms.test/r", &Parting::silent()).as_deref(), Some("https://lms.test/r"));
    }

    #[test]
    fn errors_and_logs_go_along() {
        let parting = Parting::error("no").error_log("disk & full").log("tried");
        assert_eq!(
            link("https://lms.test/r", &parting).as_deref(),
            Some("https://lms.test/r?lti_errormsg=no&lti_errorlog=disk+%26+full&lti_log=tried")
        );
    }

    #[test]
    fn only_web_pages_are_links() {
        for url in
            ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/relative", "//evil.test", ""]
        {
            assert_eq!(link(url, &Parting::silent()), None, "{url}");
        }
    }
}
