//! Which exchanges to show.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use regex::{Regex, RegexBuilder};

use super::exchange::{Exchange, Kind};

/// Which exchanges to show; all conditions hold at once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Only those with a higher number.
    pub(crate) after: u64,
    /// None: every kind.
    pub(crate) kinds: Option<Vec<Kind>>,
    pub(crate) launch: Option<String>,
    pub(crate) course: Option<String>,
    pub(crate) invitation: Option<String>,
    /// Only those about which something was noticed.
    pub(crate) with_findings: bool,
    /// Only those to which a requirement was noticed.
    pub(crate) requirement: Option<About>,
    /// Only those of these numbers, such as the kept ones.
    pub(crate) kept: Option<HashSet<u64>>,
    /// What somebody asked for in words.
    pub(crate) conditions: Vec<Condition>,
}

/// Alternatives, of which one must hold, or none where it is negated.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    pub(crate) not: bool,
    pub(crate) any: Vec<Test>,
}

/// One thing that can be asked about an exchange; ids of launches are looked up before.
#[derive(Debug, Clone)]
pub(crate) enum Test {
    /// Sent by one of these clients, or about one of these launches.
    Tool {
        clients: HashSet<String>,
        launches: HashSet<String>,
    },
    /// About one of these launches, or a score or result for one of these people.
    Person {
        launches: HashSet<String>,
        people: HashSet<String>,
    },
    Status(RangeInclusive<u16>),
    Kinds(Vec<Kind>),
    Method(String),
    /// About a launch whose id begins so.
    Launch(String),
    /// Of one of these courses, or about one of these launches in them.
    Course {
        courses: HashSet<String>,
        launches: HashSet<String>,
    },
    About(About),
    /// Answered with an error, or the answer to one of these launches, which were refused.
    Refused {
        launches: HashSet<String>,
    },
    Kept(HashSet<u64>),
    Finding,
    OfLaunch,
    Text(Needle),
}

impl Condition {
    fn admits(&self, exchange: &Exchange) -> bool {
        self.any.iter().any(|test| test.admits(exchange)) != self.not
    }
}

impl Test {
    fn admits(&self, exchange: &Exchange) -> bool {
        let among =
            |launches: &HashSet<String>| exchange.launch.as_ref().is_some_and(|id| launches.contains(id));
        match self {
            Self::Tool { clients, launches } => {
                exchange.client_id.as_ref().is_some_and(|client| clients.contains(client)) || among(launches)
            }
            Self::Person { launches, people } => among(launches) || grades(exchange, people),
            Self::Status(range) => range.contains(&exchange.status),
            Self::Kinds(kinds) => kinds.contains(&exchange.kind),
            Self::Method(method) => exchange.method.eq_ignore_ascii_case(method),
            Self::Launch(beginning) => {
                exchange.launch.as_ref().is_some_and(|id| id.starts_with(beginning.as_str()))
            }
            Self::Course { courses, launches } => {
                exchange.course.as_ref().is_some_and(|course| courses.contains(course)) || among(launches)
            }
            Self::About(about) => about.admits(exchange),
            Self::Refused { launches } => {
                let answers = matches!(exchange.kind, Kind::Authorize | Kind::DeepLinking);
                exchange.status >= 400 || exchange.failure.is_some() || answers && among(launches)
            }
            Self::Kept(numbers) => numbers.contains(&exchange.number),
            Self::Finding => !exchange.findings.is_empty(),
            Self::OfLaunch => exchange.launch.is_some(),
            Self::Text(needle) => needle.is_in(exchange),
        }
    }
}

/// Whether a call of the grade services names one of these people.
fn grades(exchange: &Exchange, people: &HashSet<String>) -> bool {
    if exchange.kind != Kind::Ags || people.is_empty() {
        return false;
    }
    let query = exchange.url.split_once('?').map_or("", |(_, query)| query);
    let asked = url::form_urlencoded::parse(query.as_bytes())
        .any(|(name, value)| name == "user_id" && people.contains(value.as_ref()));
    let posted = || {
        let score: serde_json::Value = serde_json::from_str(&exchange.request_body).unwrap_or_default();
        score["userId"].as_str().is_some_and(|user| people.contains(user))
    };
    asked || posted()
}

/// Text to look for, in any case, as it was typed or as forms and addresses write it.
#[derive(Debug, Clone)]
pub(crate) struct Needle(Option<Regex>);

impl Needle {
    pub(crate) fn new(text: &str) -> Self {
        let encoded: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let mut forms = vec![regex::escape(text)];
        if encoded != text {
            forms.push(regex::escape(&encoded));
        }
        Self(RegexBuilder::new(&forms.join("|")).case_insensitive(true).build().ok())
    }

    fn is_in(&self, exchange: &Exchange) -> bool {
        let Some(pattern) = &self.0 else { return false };
        let headers = exchange.request_headers.iter().chain(&exchange.response_headers);
        pattern.is_match(&exchange.url)
            || pattern.is_match(&exchange.request_body)
            || pattern.is_match(&exchange.response_body)
            || headers.clone().any(|(name, value)| pattern.is_match(value) || pattern.is_match(name))
    }
}

/// A requirement, and the launches about which it was noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct About {
    pub(crate) requirement: String,
    pub(crate) launches: HashSet<String>,
}

impl About {
    /// Whether the exchange or its launch has to do with the requirement.
    pub(crate) fn admits(&self, exchange: &Exchange) -> bool {
        exchange.findings.iter().any(|finding| finding.requirement.eq_ignore_ascii_case(&self.requirement))
            || exchange.launch.as_ref().is_some_and(|launch| self.launches.contains(launch))
    }
}

impl Filter {
    pub(crate) fn admits(&self, exchange: &Exchange) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&exchange.kind))
            && self.launch.as_ref().is_none_or(|launch| exchange.launch.as_ref() == Some(launch))
            && self.course.as_ref().is_none_or(|course| exchange.course.as_ref() == Some(course))
            && self.invitation.as_ref().is_none_or(|id| exchange.invitation.as_ref() == Some(id))
            && !(self.with_findings && exchange.findings.is_empty())
            && self.requirement.as_ref().is_none_or(|about| about.admits(exchange))
            && self.kept.as_ref().is_none_or(|kept| kept.contains(&exchange.number))
            && self.conditions.iter().all(|condition| condition.admits(exchange))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::finding::{Finding, Level};
    use crate::journal::book::tests::exchange;

    fn set(ids: &[&str]) -> HashSet<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    fn admits(exchange: &Exchange, test: Test) -> bool {
        let admits = |not| {
            let conditions = vec![Condition { not, any: vec![Test::Method("NONE".into()), test.clone()] }];
            Filter { conditions, ..Filter::default() }.admits(exchange)
        };
        assert_ne!(admits(false), admits(true), "{test:?}");
        admits(false)
    }

    #[test]
    fn each_test_takes_what_it_is_for_and_nothing_else() {
        let mut seen = exchange(Kind::Ags, Some("4f2a"));
        seen.client_id = Some("tool".into());
        seen.course = Some("algebra".into());
        for (test, takes) in [
            (Test::Tool { clients: set(&["tool"]), launches: set(&[]) }, true),
            (Test::Tool { clients: set(&["other"]), launches: set(&["4f2a"]) }, true),
            (Test::Tool { clients: set(&["other"]), launches: set(&[]) }, false),
            (Test::Status(200..=299), true),
            (Test::Status(400..=499), false),
            (Test::Kinds(vec![Kind::Ags]), true),
            (Test::Kinds(vec![Kind::Token]), false),
            (Test::Method("GET".into()), true),
            (Test::Method("POST".into()), false),
            (Test::Launch("4f".into()), true),
            (Test::Launch("f2".into()), false),
            (Test::Course { courses: set(&["algebra"]), launches: set(&[]) }, true),
            (Test::Course { courses: set(&[]), launches: set(&[]) }, false),
            (Test::Kept(HashSet::from([0])), true),
            (Test::Kept(HashSet::from([1])), false),
            (Test::OfLaunch, true),
            (Test::Finding, false),
        ] {
            assert_eq!(admits(&seen, test.clone()), takes, "{test:?}");
        }
    }

    #[test]
    fn refused_is_an_error_a_failure_or_the_answer_to_a_refused_launch() {
        let refused = || Test::Refused { launches: set(&["a"]) };
        let by_status = Exchange { status: 401, ..exchange(Kind::Token, None) };
        let by_failure = Exchange { failure: Some("too late".into()), ..exchange(Kind::Fetch, None) };
        assert!(admits(&by_status, refused()) && admits(&by_failure, refused()));
        assert!(admits(&exchange(Kind::Authorize, Some("a")), refused()));
        assert!(!admits(&exchange(Kind::Fetch, Some("a")), refused()));
        assert!(!admits(&exchange(Kind::Authorize, Some("b")), refused()));
    }

    #[test]
    fn a_person_is_found_in_launches_and_in_grades() {
        let person = || Test::Person { launches: set(&["a"]), people: set(&["p-ada"]) };
        let mut score = exchange(Kind::Ags, None);
        assert!(admits(&exchange(Kind::Authorize, Some("a")), person()) && !admits(&score, person()));
        score.request_body = r#"{"userId":"p-ada"}"#.into();
        assert!(admits(&score, person()));
        score.request_body.clear();
        score.url = "/main/lti/courses/c/lineitems/1/results?user_id=p-ada".into();
        assert!(admits(&score, person()));
    }

    #[test]
    fn a_requirement_is_found_at_the_exchange_and_at_its_launch() {
        let about = || Test::About(About { requirement: "SEC-021".into(), launches: set(&["a"]) });
        let mut seen = exchange(Kind::Token, None);
        assert!(admits(&exchange(Kind::Jwks, Some("a")), about()) && !admits(&seen, about()));
        seen.findings = vec![Finding::new("SEC-021", Level::Must, "", "", "", "")];
        assert!(admits(&seen, about()) && admits(&seen, Test::Finding));
    }

    #[test]
    fn text_is_found_everywhere_in_any_case_and_also_encoded() {
        let text = |text: &str| Test::Text(Needle::new(text));
        let mut seen = exchange(Kind::Authorize, None);
        seen.url = "/main/lti/authorize?redirect_uri=http%3A%2F%2Ft%2Fa+b".into();
        seen.request_headers = vec![("X-Odd".into(), "Été".into())];
        seen.response_body = "It is [here] (really)".into();
        for found in ["http://t/a b", "AUTHORIZE", "x-odd", "été", "[HERE] (", "redirect_uri=http"] {
            assert!(admits(&seen, text(found)), "{found}");
        }
        assert!(!admits(&seen, text("he.e")));
    }
}
