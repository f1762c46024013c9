//! What a person wants launched, in their words.

use std::str::FromStr;

use homeroom_vocab::message;

/// A launch as it is asked for; what is left open is chosen.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Default: the campus of the tool, else `main`.
    pub campus: Option<String>,
    /// Default: a learner of the course; for picking content an instructor.
    pub person: Option<String>,
    /// By id or title. Default: the first link to the tool.
    pub link: Option<String>,
    /// Where content is picked, by id or title. Default: the first course.
    pub course: Option<String>,
    pub message: Message,
    pub faults: Vec<FaultWish>,
    /// Whether the login is started by POST.
    pub by_post: bool,
    /// What to do in the tool then, by the name of an act.
    pub act: Option<String>,
}

/// A fault and the value that some need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultWish {
    pub name: String,
    pub value: Option<String>,
}

impl FromStr for FaultWish {
    type Err = std::convert::Infallible;

    /// `NAME` or `NAME=VALUE`; the value may hold further `=`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text.split_once('=') {
            Some((name, value)) => Self { name: name.to_owned(), value: Some(value.to_owned()) },
            None => Self { name: text.to_owned(), value: None },
        })
    }
}

/// Which message is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Message {
    #[default]
    ResourceLink,
    DeepLinking,
}

/// Messages by the words for them: a short one, and the one on the wire.
const MESSAGES: &[(&str, &str, Message)] = &[
    ("resource-link", message::RESOURCE_LINK, Message::ResourceLink),
    ("deep-linking", message::DEEP_LINKING, Message::DeepLinking),
];

impl Message {
    /// The message type on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::ResourceLink => message::RESOURCE_LINK,
            Self::DeepLinking => message::DEEP_LINKING,
        }
    }
}

impl FromStr for Message {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let meant = MESSAGES.iter().find(|(short, name, _)| text == *short || text == *name);
        let known: Vec<_> = MESSAGES.iter().map(|(short, name, _)| format!("`{short}` (`{name}`)")).collect();
        meant.map(|(.., message)| *message).ok_or_else(|| format!("expected {}", known.join(" or ")))
    }
}

/// A wish that names what is not there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}{}", hint.as_ref().map(|hint| format!("\n  hint: {hint}")).unwrap_or_default())]
pub struct BadWish {
    pub problem: String,
    pub hint: Option<String>,
}

impl BadWish {
    pub(super) fn new(problem: impl Into<String>) -> Self {
        Self { problem: problem.into(), hint: None }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Something that nothing is called by, with the name that it resembles most, else with those there are.
    pub(super) fn unknown(what: &str, name: &str, known: &[String]) -> Self {
        let likeness = |other: &String| (strsim::jaro_winkler(name, other), other.clone());
        let nearest = known.iter().map(likeness).filter(|(likeness, _)| *likeness > LIKE_ENOUGH);
        let problem = Self::new(format!("there is no {what} `{name}`"));
        match nearest.max_by(|one, other| one.0.total_cmp(&other.0)) {
            Some((_, near)) => problem.hint(format!("did you mean `{near}`?")),
            None if known.is_empty() => problem,
            None => problem.hint(format!("there are {}", some_of(known))),
        }
    }
}

/// Below this likeness a suggestion would puzzle more than help.
const LIKE_ENOUGH: f64 = 0.7;

/// More names than this are not read.
const MOST_NAMES: usize = 12;

fn some_of(known: &[String]) -> String {
    let names: Vec<_> = known.iter().take(MOST_NAMES).map(|name| format!("`{name}`")).collect();
    let more = if known.len() > MOST_NAMES { ", ..." } else { "" };
    format!("{}{more}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_a_name_and_perhaps_a_value() {
        let fault = |text: &str| text.parse::<FaultWish>().unwrap();
        assert_eq!(fault("kid.missing"), FaultWish { name: "kid.missing".into(), value: None });
        let valued = FaultWish { name: "iss.foreign".into(), value: Some("http://a/?b=c".into()) };
        assert_eq!(fault("iss.foreign=http://a/?b=c"), valued);
    }

    #[test]
    fn a_message_has_a_short_name_and_the_one_on_the_wire() {
        for text in ["deep-linking", "LtiDeepLinkingRequest"] {
            assert_eq!(text.parse(), Ok(Message::DeepLinking), "{text}");
        }
        assert!("deeplinking".parse::<Message>().unwrap_err().starts_with("expected `resource-link`"));
    }

    #[test]
    fn a_typo_names_the_nearest_and_nonsense_names_all() {
        let known = ["ada".to_owned(), "chidi".to_owned()];
        assert_eq!(BadWish::unknown("person", "chidy", &known).hint.unwrap(), "did you mean `chidi`?");
        let told = BadWish::unknown("person", "zz", &known).to_string();
        assert_eq!(told, "there is no person `zz`\n  hint: there are `ada`, `chidi`");
    }
}
