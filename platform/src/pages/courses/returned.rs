//! Where a tool sends people back to: the four return messages (RET-001), shown.

use serde::Serialize;

use crate::pages::page::Page;
use crate::pages::parts::Mark;

#[derive(Debug, Default, Serialize)]
pub(crate) struct ReturnPage {
    pub(crate) course: Option<CourseRef>,
    pub(crate) launch: Option<String>,
    /// Set when the tool reported an error.
    pub(crate) failed: Option<Mark>,
    pub(crate) messages: Vec<Said>,
    /// Parameters that are no return message.
    pub(crate) extra: Vec<(String, String)>,
}

#[derive(Debug, Serialize)]
pub(crate) struct CourseRef {
    pub(crate) id: String,
    pub(crate) title: String,
}

/// One message of the tool.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Said {
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) text: String,
}

/// The four parameters, how each looks, and what it is for.
const MESSAGES: &[(&str, &str, &str)] = &[
    ("lti_errormsg", "failed", "an error, for the person to read"),
    ("lti_msg", "passed", "a message, for the person to read"),
    ("lti_errorlog", "failed", "an error, for the log of the platform"),
    ("lti_log", "passed", "a message, for the log of the platform"),
];

impl ReturnPage {
    /// Sorts the parameters of a return URL; those in `known` belong to the URL itself.
    pub(crate) fn read(parameters: &[(String, String)]) -> Self {
        let mut page = Self::default();
        for &(name, kind, meaning) in MESSAGES {
            let texts = parameters.iter().filter(|(given, _)| given == name);
            page.messages.extend(texts.map(|(_, text)| Said { name, kind, meaning, text: text.clone() }));
        }
        page.failed = page
            .messages
            .iter()
            .any(|said| said.kind == "failed")
            .then(|| Mark::failed("the tool reports an error"));
        page.extra = parameters
            .iter()
            .filter(|(given, _)| !MESSAGES.iter().any(|(name, ..)| given == name))
            .cloned()
            .collect();
        page
    }
}

impl Page for ReturnPage {
    const TEMPLATE: &'static str = "courses/returned.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let said = ["lti_msg", "lti_errormsg", "lti_log", "lti_errorlog", "a"]
            .map(|name| (name.to_owned(), HARD_NAME.to_owned()));
        let full = Self {
            course: Some(CourseRef { id: "c/1".into(), title: HARD_NAME.into() }),
            launch: Some("4f2a".into()),
            ..Self::read(&said)
        };
        vec![("full", full), ("silent", Self::default())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> ReturnPage {
        let owned: Vec<_> =
            pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        ReturnPage::read(&owned)
    }

    #[test]
    fn messages_are_told_apart_from_other_parameters() {
        let page = read(&[("lti_msg", "Well done"), ("a", "1")]);
        assert_eq!(page.messages.len(), 1);
        assert_eq!(page.extra, [("a".to_owned(), "1".to_owned())]);
        assert_eq!(page.failed, None);
    }

    #[test]
    fn an_error_for_the_log_alone_is_still_an_error() {
        assert!(read(&[("lti_errorlog", "db down")]).failed.is_some());
    }
}
