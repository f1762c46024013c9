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
}

impl Course {
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
        })
    }
}

/// An enrolment as someone asks for one; it replaces an earlier one of the same person.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewEnrolment {
    pub(crate) course: String,
    pub(crate) person: String,
    /// Role URIs; a sub-role is sent with its principal role.
    pub(crate) roles: Vec<String>,
    /// Whom a mentor looks after.
    #[serde(default)]
    pub(crate) mentees: Vec<String>,
}

impl NewEnrolment {
    /// Checks what can be checked without knowing the campus.
    pub(crate) fn parse(self) -> Result<Enrolment, Invalid> {
        Ok(Enrolment {
            course: ContextId::from(self.course),
            person: UserId::from(self.person),
            roles: roles::parse("roles", self.roles)?,
            mentees: self.mentees.into_iter().map(UserId::from).collect(),
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

    #[test]
    fn only_unknown_types_are_refused() {
        assert!(types(&["Classroom"]).unwrap_err().hint.contains("CourseSection"));
    }
}
