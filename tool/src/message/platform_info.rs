//! The platform and the student information system behind it (CORE-044, CORE-045, CORE-050).

use homeroom_vocab::claim::{LIS, TOOL_PLATFORM};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::launch::Refusal;
use crate::token::claims::Claims;

/// The product behind an issuer. Nothing about it is certain (CORE-045).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlatformInfo {
    /// Unique in the issuer.
    pub guid: Option<String>,
    /// What the school calls it.
    pub name: Option<String>,
    /// Whom to write to.
    pub contact_email: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Where it is.
    pub url: Option<String>,
    /// The product, such as `canvas` or `moodle`.
    pub product_family_code: Option<String>,
    /// The version of the product.
    pub version: Option<String>,
}

/// Ids of the student information system.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Lis {
    /// The person.
    pub person_sourcedid: Option<String>,
    /// The course, over all its sections.
    pub course_offering_sourcedid: Option<String>,
    /// The section of the course.
    pub course_section_sourcedid: Option<String>,
}

impl PlatformInfo {
    pub(super) fn read(claims: &Claims) -> Result<Option<Self>, Refusal> {
        let Some(members) = claims.object(TOOL_PLATFORM)? else { return Ok(None) };
        Ok(Some(Self {
            guid: text(members, "guid"),
            name: text(members, "name"),
            contact_email: text(members, "contact_email"),
            description: text(members, "description"),
            url: text(members, "url"),
            product_family_code: text(members, "product_family_code"),
            version: text(members, "version"),
        }))
    }
}

impl Lis {
    pub(super) fn read(claims: &Claims) -> Result<Self, Refusal> {
        let Some(members) = claims.object(LIS)? else { return Ok(Self::default()) };
        Ok(Self {
            person_sourcedid: text(members, "person_sourcedid"),
            course_offering_sourcedid: text(members, "course_offering_sourcedid"),
            course_section_sourcedid: text(members, "course_section_sourcedid"),
        })
    }
}

fn text(members: &Map<String, Value>, name: &str) -> Option<String> {
    members.get(name)?.as_str().map(str::to_owned)
}
