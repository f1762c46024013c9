//! What a verified token says: who comes, from where, to do what (CORE, ROLE, RET).

mod course;
mod link;
pub(crate) mod return_link;
pub(crate) mod roles;
mod rules;
mod user;

use homeroom_vocab::claim::{CUSTOM, LAUNCH_PRESENTATION, LIS, TOOL_PLATFORM};
use homeroom_vocab::standard_claim::{EMAIL, LOCALE, MIDDLE_NAME, PICTURE};
use serde_json::Value;

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::message::roles::Role;
use crate::registration::Registration;
use crate::token::claims::{self, Claims};

/// A resource link launch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) issuer: String,
    pub(crate) deployment: String,
    pub(crate) target: String,
    pub(crate) link_title: Option<String>,
    pub(crate) role: Role,
    /// `sub`; nobody in an anonymous launch (CORE-019).
    pub(crate) user: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) course: Option<String>,
    pub(crate) custom: Vec<(String, String)>,
    pub(crate) return_link: Option<String>,
}

impl Message {
    pub(crate) fn read(
        claims: &Claims,
        registration: &Registration,
        defects: &Defects,
    ) -> Result<Self, Refusal> {
        rules::message_type(claims, defects)?;
        rules::version(claims, defects)?;
        rules::known_claims(claims, defects)?;
        let deployment = rules::deployment(claims, registration, defects)?;
        let target = rules::target(claims, defects)?;
        let link_title = link::title(claims, defects)?;
        let role = roles::role(claims, defects)?;
        unused(claims)?;
        Ok(Self {
            issuer: registration.issuer.to_string(),
            deployment,
            target,
            link_title,
            role,
            user: user::user(claims)?,
            name: user::name(claims, defects)?,
            email: claims.text(EMAIL)?.map(str::to_owned),
            course: course::title(claims, defects)?,
            custom: custom(claims)?,
            return_link: return_link(claims, defects)?,
        })
    }
}

/// Claims that this tool does not use must still be what they are called (CORE-053).
fn unused(claims: &Claims) -> Result<(), Refusal> {
    for name in [MIDDLE_NAME, PICTURE, LOCALE] {
        claims.text(name)?;
    }
    for name in [TOOL_PLATFORM, LIS] {
        claims.object(name)?;
    }
    Ok(())
}

/// An object of strings (CORE-051); empty and unresolved values are shown as they are (CORE-052).
fn custom(claims: &Claims) -> Result<Vec<(String, String)>, Refusal> {
    let Some(members) = claims.object(CUSTOM)? else { return Ok(Vec::new()) };
    let text = |value: &Value| value.as_str().map(str::to_owned).ok_or(Refusal::WrongType(CUSTOM));
    members.iter().map(|(name, value)| Ok((name.clone(), text(value)?))).collect()
}

fn return_link(claims: &Claims, defects: &Defects) -> Result<Option<String>, Refusal> {
    let url = match claims.object(LAUNCH_PRESENTATION)? {
        Some(presentation) => claims::text(presentation, "return_url", LAUNCH_PRESENTATION)?,
        None => None,
    };
    if url.is_none() && defects.has(Defect::RETURN_URL_MISSING_CRASH) {
        return Err(Refusal::Crash);
    }
    Ok(url.and_then(|url| return_link::to(url, defects)))
}
