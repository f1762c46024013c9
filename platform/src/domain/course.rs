//! A course (a context, as LTI calls it) and who belongs to it.

use homeroom_vocab::context_type;
use homeroom_vocab::id::{ContextId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::edge::{self, Invalid};
use super::roles;

/// A course of a campus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Course {
    #[schema(value_type = String)]
    pub(crate) id: ContextId,
    pub(crate) label: Option<String>,
    pub(crate) title: Option<String>,
    /// Context types, as sent; empty leaves the member out.
    #[serde(rename = "type")]
    pub(crate) kind: Vec<String>,
    pub(crate) sourcedid: Option<String>,
    /// How many entries a page of a service holds at most; absent means the usual (AGS-023, NRPS-011).
    #[serde(default)]
    pub(crate) page_size: Option<u32>,
    /// The query that every service URL of this course ends in, such as `type_id=7` (AGS-060, NRPS-016).
    #[serde(default)]
    pub(crate) service_query: Option<String>,
    /// The courses that this is a copy of, the latest first; read by `$Context.id.history`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub(crate) history: Vec<ContextId>,
}

/// How many entries a page of a service holds when neither course nor tool says.
const USUAL_PAGE: u32 = 100;
/// The largest page, whatever a tool asks for.
const LARGEST_PAGE: u32 = 1000;

impl Course {
    /// How many entries the page of a service holds. `limit` is a hint of the tool (NRPS-011), never more than the
    /// course allows.
    pub(crate) fn page(&self, limit: Option<u32>) -> u32 {
        let most = self.page_size.unwrap_or(LARGEST_PAGE);
        limit.or(self.page_size).unwrap_or(USUAL_PAGE).clamp(1, most)
    }

    /// What to call this course on a page.
    pub(crate) fn heading(&self) -> String {
        self.title.clone().or_else(|| self.label.clone()).unwrap_or_else(|| self.id.to_string())
    }
}

/// That a person belongs to a course, and as what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Enrolment {
    #[schema(value_type = String)]
    pub(crate) course: ContextId,
    #[schema(value_type = String)]
    pub(crate) person: UserId,
    pub(crate) roles: Vec<String>,
    /// Whom this person looks after, when they are a mentor (CORE-046).
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub(crate) mentees: Vec<UserId>,
    #[serde(default)]
    pub(crate) status: Status,
}

/// Whether a member takes part (NRPS-008). Someone who was removed is no member; only differences still tell of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) enum Status {
    #[default]
    Active,
    Inactive,
}

impl Status {
    /// The word on the wire.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Inactive => "Inactive",
        }
    }
}

/// A course as someone asks for one.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NewCourse {
    pub(crate) id: Option<String>,
    pub(crate) label: Option<String>,
    pub(crate) title: Option<String>,
    /// Context types; absent means one course section.
    #[serde(rename = "type")]
    pub(crate) kind: Option<Vec<String>>,
    pub(crate) sourcedid: Option<String>,
    /// How many entries a page of a service holds at most, from 1 to 1000; absent means the usual 100.
    pub(crate) page_size: Option<u32>,
    /// A query that every service URL of this course ends in, such as `type_id=7`.
    pub(crate) service_query: Option<String>,
}

impl NewCourse {
    /// Checks everything; `minted` is the id if none was asked for.
    pub(crate) fn parse(self, minted: String) -> Result<Course, Invalid> {
        let section = || vec![context_type::COURSE_SECTION.to_owned()];
        Ok(Course {
            id: ContextId::from(edge::id("id", self.id.as_deref().unwrap_or(&minted))?),
            label: edge::text(self.label),
            title: edge::text(self.title),
            kind: context_types(self.kind.unwrap_or_else(section))?,
            sourcedid: edge::text(self.sourcedid),
            page_size: self.page_size.map(page_size).transpose()?,
            service_query: self.service_query.map(service_query).transpose()?,
            history: Vec::new(),
        })
    }
}

fn page_size(size: u32) -> Result<u32, Invalid> {
    if (1..=LARGEST_PAGE).contains(&size) {
        return Ok(size);
    }
    let expected = format!("a number from 1 to {LARGEST_PAGE}");
    Err(Invalid::new("page_size", expected, &size.to_string()))
}

/// Parameters of the services themselves, which a query of the course must not take.
const OF_SERVICES: [&str; 8] =
    ["limit", "page", "resource_id", "resource_link_id", "rlid", "role", "tag", "user_id"];

/// A query of `name=value` pairs that can stand in a URL as it is written.
fn service_query(text: String) -> Result<String, Invalid> {
    let refused = |expected: &str| Invalid::new("service_query", expected, &text);
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~%=&".contains(c);
    let is_pair = |pair: &str| pair.split_once('=').is_some_and(|(name, _)| !name.is_empty());
    if text.len() > 200 || !text.chars().all(plain) || !text.split('&').all(is_pair) {
        return Err(refused("`name=value` pairs joined by `&`, percent-encoded, at most 200 characters"));
    }
    let taken =
        url::form_urlencoded::parse(text.as_bytes()).find(|(name, _)| OF_SERVICES.contains(&name.as_ref()));
    match taken {
        Some((name, _)) => Err(refused("parameters that no service has").hint(format!("`{name}` is taken"))),
        None => Ok(text),
    }
}

/// An enrolment as someone asks for one; it replaces an earlier one of the same person.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewEnrolment {
    pub(crate) course: String,
    pub(crate) person: String,
    /// Role URIs; a sub-role is sent with its principal role.
    pub(crate) roles: Vec<String>,
    /// Whom a mentor looks after.
    #[serde(default)]
    pub(crate) mentees: Vec<String>,
    /// `Active`, unless said otherwise.
    #[serde(default)]
    pub(crate) status: Status,
}

impl NewEnrolment {
    /// Checks what can be checked without knowing the campus.
    pub(crate) fn parse(self) -> Result<Enrolment, Invalid> {
        Ok(Enrolment {
            course: ContextId::from(self.course),
            person: UserId::from(self.person),
            roles: roles::parse("roles", self.roles)?,
            mentees: self.mentees.into_iter().map(UserId::from).collect(),
            status: self.status,
        })
    }
}

/// Context types to send: none at all, or at least one that LTI knows (CORE-041).
pub(crate) fn context_types(types: Vec<String>) -> Result<Vec<String>, Invalid> {
    if types.is_empty() || types.iter().any(|text| is_known(text)) {
        return Ok(types);
    }
    let known: Vec<&str> = context_type::ALL.iter().map(|term| term.value).collect();
    Err(Invalid::new("type", "at least one context type that LTI knows", &types.join(", "))
        .hint(format!("known are {}", known.join(", "))))
}

/// A context type by its URI, or in one of the two deprecated spellings (requirements 2.6).
fn is_known(text: &str) -> bool {
    let tables = [context_type::ALL, context_type::short::ALL, context_type::urn::ALL];
    tables.into_iter().flatten().any(|term| term.value == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types(list: &[&str]) -> Result<Vec<String>, Invalid> {
        context_types(list.iter().map(|text| (*text).to_owned()).collect())
    }

    #[test]
    fn each_spelling_of_a_context_type_is_known() {
        assert!(types(&[]).is_ok());
        assert!(types(&["http://purl.imsglobal.org/vocab/lis/v2/course#CourseSection"]).is_ok());
        assert!(types(&["CourseSection", "x"]).is_ok());
        assert!(types(&["urn:lti:context-type:ims/lis/Group"]).is_ok());
    }

    fn course(json: serde_json::Value) -> Result<Course, Invalid> {
        serde_json::from_value::<NewCourse>(json).unwrap().parse("c-1".to_owned())
    }

    #[test]
    fn a_page_holds_what_the_tool_hints_at_but_no_more_than_the_course_allows() {
        let usual = course(serde_json::json!({})).unwrap();
        let sizes = [None, Some(0), Some(7), Some(u32::MAX)].map(|limit| usual.page(limit));
        assert_eq!(sizes, [100, 1, 7, 1000]);
        let small = course(serde_json::json!({"page_size": 2})).unwrap();
        assert_eq!([None, Some(1), Some(9)].map(|limit| small.page(limit)), [2, 1, 2]);
    }

    #[test]
    fn a_page_of_nothing_and_a_query_that_breaks_urls_are_refused() {
        for size in [0, 1001] {
            assert!(course(serde_json::json!({"page_size": size})).is_err(), "{size}");
        }
        for good in ["type_id=7", "a=1&b=%20", "a="] {
            assert!(course(serde_json::json!({"service_query": good})).is_ok(), "{good}");
        }
        for bad in ["", "type_id", "?a=1", "a=1#b", "a=1&", "=1", "a=ü", "limit=1", "a=1&r%6fle=x"] {
            assert!(course(serde_json::json!({"service_query": bad})).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_unknown_types_are_refused() {
        assert!(types(&["Classroom"]).unwrap_err().hint.contains("CourseSection"));
    }
}
