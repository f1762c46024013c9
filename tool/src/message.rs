//! What a verified token says: who comes, from where, to do what (CORE, ROLE, RET).

mod course;
mod link;
mod picky;
pub(crate) mod return_link;
pub(crate) mod roles;
mod rules;
pub(crate) mod services;
mod user;

use homeroom_vocab::claim::{CUSTOM, LAUNCH_PRESENTATION, LIS, TOOL_PLATFORM};
use homeroom_vocab::standard_claim::{EMAIL, LOCALE, MIDDLE_NAME, PICTURE};
use serde_json::Value;
use url::Url;

use crate::deep_linking::request;
use crate::deep_linking::settings::Settings;
use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::message::roles::Role;
use crate::message::rules::Kind;
use crate::message::services::GradesOffer;
use crate::registration::Registration;
use crate::token::claims::{self, Claims};

/// What a message is for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A link is opened.
    Launch,
    /// Content is picked.
    Pick(Box<Settings>),
}

/// Who comes, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) issuer: String,
    /// What the platform calls this tool.
    pub(crate) client_id: String,
    pub(crate) deployment: String,
    pub(crate) target: String,
    /// The link that was opened (CORE-016).
    pub(crate) link_id: Option<String>,
    pub(crate) link_title: Option<String>,
    pub(crate) role: Role,
    /// `sub`; nobody in an anonymous launch (CORE-019).
    pub(crate) user: Option<String>,
    /// `sub` as it came: whom the services of the platform mean by it (AGS-061, NRPS-020).
    pub(crate) subject: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) email: Option<String>,
    /// The course, by the id that its platform gives it.
    pub(crate) course_id: Option<String>,
    pub(crate) course: Option<String>,
    pub(crate) custom: Vec<(String, String)>,
    pub(crate) return_link: Option<String>,
    pub(crate) grades: Option<GradesOffer>,
    /// Where the roster is read.
    pub(crate) roster: Option<Url>,
    /// When it came in, in milliseconds since 1970.
    pub(crate) opened: i64,
}

impl Message {
    /// What is known of a guest. Only defects let guests in.
    pub(crate) fn of_guest() -> Self {
        Self {
            issuer: String::new(),
            client_id: String::new(),
            deployment: String::new(),
            target: String::new(),
            link_id: None,
            link_title: None,
            role: Role::Learner,
            user: None,
            subject: None,
            name: None,
            email: None,
            course_id: None,
            course: None,
            custom: Vec::new(),
            return_link: None,
            grades: None,
            roster: None,
            opened: 0,
        }
    }

    pub(crate) fn read(
        claims: &Claims,
        registration: &Registration,
        defects: &Defects,
    ) -> Result<(Self, Purpose), Refusal> {
        let kind = rules::kind(claims, defects)?;
        let message = Self::of(kind, claims, registration, defects)?;
        let purpose = match kind {
            Kind::ResourceLink => Purpose::Launch,
            Kind::DeepLinking => Purpose::Pick(Box::new(request::read(claims, &message, defects)?)),
        };
        Ok((message, purpose))
    }

    fn of(
        kind: Kind,
        claims: &Claims,
        registration: &Registration,
        defects: &Defects,
    ) -> Result<Self, Refusal> {
        rules::version(claims, defects)?;
        rules::known_claims(claims, defects)?;
        let deployment = rules::deployment(kind, claims, registration, defects)?;
        let target = rules::target(claims, defects)?;
        let link_title = match kind {
            Kind::ResourceLink => link::title(claims, defects)?,
            Kind::DeepLinking => None,
        };
        let role = role(kind, claims, defects)?;
        unused(claims)?;
        picky::check(claims, defects)?;
        let user = user::user(claims, defects)?;
        Ok(Self {
            issuer: registration.issuer.to_string(),
            client_id: registration.client_id.to_string(),
            deployment,
            target,
            link_id: link::id(claims),
            link_title,
            role: custom_role(claims, defects).unwrap_or(role),
            subject: user.clone(),
            user,
            name: user::name(claims, defects)?,
            email: claims.text(EMAIL)?.map(str::to_owned),
            course_id: course::id(claims),
            course: course::title(claims, defects)?,
            custom: custom(claims, defects)?,
            return_link: return_link(claims, defects)?,
            grades: services::grades(claims),
            roster: services::roster(claims),
            opened: 0,
        })
    }
}

/// A deep-linking request may say nothing about roles, and then gives none (DL-005, AMB-22).
fn role(kind: Kind, claims: &Claims, defects: &Defects) -> Result<Role, Refusal> {
    match roles::role(claims, defects) {
        Err(Refusal::Missing(_)) if kind == Kind::DeepLinking => Ok(Role::Learner),
        role => role,
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
fn custom(claims: &Claims, defects: &Defects) -> Result<Vec<(String, String)>, Refusal> {
    let Some(members) = claims.object(CUSTOM)? else {
        return if defects.has(Defect::CUSTOM_MISSING_CRASH) { Err(Refusal::Crash) } else { Ok(Vec::new()) };
    };
    if members.is_empty() && defects.has(Defect::CUSTOM_EMPTY_CRASH) {
        return Err(Refusal::Crash);
    }
    let no_date = |value: &str| value.is_empty() || value.starts_with('$');
    if members.get("due").and_then(Value::as_str).is_some_and(no_date)
        && defects.has(Defect::CUSTOM_DATE_CRASH)
    {
        return Err(Refusal::Crash);
    }
    let text = |value: &Value| value.as_str().map(str::to_owned).ok_or(Refusal::WrongType(CUSTOM));
    members.iter().map(|(name, value)| Ok((name.clone(), text(value)?))).collect()
}

/// The role that a custom parameter names. Only [`Defect::CUSTOM_ROLE_TRUSTED`] asks it.
fn custom_role(claims: &Claims, defects: &Defects) -> Option<Role> {
    let named = claims.get(CUSTOM)?.get("role")?.as_str()?;
    (named == "Instructor" && defects.has(Defect::CUSTOM_ROLE_TRUSTED)).then_some(Role::Instructor)
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

#[cfg(test)]
mod tests {
    use homeroom_vocab::claim::{
        CONTEXT, DEPLOYMENT_ID, MESSAGE_TYPE, RESOURCE_LINK, ROLES, TARGET_LINK_URI, VERSION,
    };
    use homeroom_vocab::role::context;
    use serde_json::json;

    use super::*;
    use crate::registration::sample;
    use crate::token::json::Duplicates;

    fn bare() -> Value {
        json!({
            (MESSAGE_TYPE): "LtiResourceLinkRequest", (VERSION): "1.3.0", (DEPLOYMENT_ID): "1",
            (TARGET_LINK_URI): "https://tool.test/", (RESOURCE_LINK): { "id": "r" }, (ROLES): [],
        })
    }

    fn read_with(payload: &Value, defects: Vec<&'static Defect>) -> Result<Message, Refusal> {
        let claims = Claims::parse(payload.to_string().as_bytes(), Duplicates::Refused).unwrap();
        let registration = sample("https://lms.test", "client", &["1", "Two"]);
        Message::read(&claims, &registration, &Defects::new(defects)).map(|(message, _)| message)
    }

    fn read(change: impl FnOnce(&mut Value)) -> Result<Message, Refusal> {
        let mut payload = bare();
        change(&mut payload);
        read_with(&payload, Vec::new())
    }

    #[test]
    fn the_required_claims_are_enough() {
        let message = read(|_| ()).unwrap();
        assert_eq!((message.user, message.name, message.email, message.course), (None, None, None, None));
        assert_eq!((message.role, message.link_title, message.return_link), (Role::Learner, None, None));
        assert_eq!((message.issuer.as_str(), message.deployment.as_str()), ("https://lms.test", "1"));
    }

    #[test]
    fn a_name_is_put_together_when_it_must() {
        let named = |claims: Value| {
            let message =
                read(|payload| payload.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone()));
            message.unwrap().name
        };
        assert_eq!(named(json!({ "name": "Ada B" })), Some("Ada B".into()));
        assert_eq!(named(json!({ "given_name": "Ada", "family_name": "B" })), Some("Ada B".into()));
        assert_eq!(named(json!({ "family_name": "B", "name": null })), Some("B".into()));
        assert_eq!(named(json!({ "email": "ada@school.test" })), None);
    }

    #[test]
    fn a_course_is_called_by_the_best_name_it_has() {
        let called = |context: Value| read(|payload| payload[CONTEXT] = context).unwrap().course;
        assert_eq!(called(json!({ "id": "c", "label": "L", "title": "T" })), Some("T".into()));
        assert_eq!(called(json!({ "id": "c", "label": "L" })), Some("L".into()));
        assert_eq!(called(json!({ "id": "c" })), Some("c".into()));
    }

    #[test]
    fn deployments_are_compared_byte_by_byte() {
        let deployment =
            |id: &str| read(|payload| payload[DEPLOYMENT_ID] = id.into()).map(|message| message.deployment);
        assert_eq!(deployment("Two").unwrap(), "Two");
        for id in ["two", "Two ", "12", "unknown"] {
            assert!(matches!(deployment(id), Err(Refusal::Deployment)), "{id}");
        }
        assert!(matches!(deployment(""), Err(Refusal::Empty(DEPLOYMENT_ID))));
    }

    #[test]
    fn every_required_claim_is_required() {
        for name in [MESSAGE_TYPE, VERSION, DEPLOYMENT_ID, TARGET_LINK_URI, RESOURCE_LINK, ROLES] {
            let refused = read(|payload| drop(payload.as_object_mut().unwrap().remove(name)));
            assert!(matches!(refused, Err(Refusal::Missing(missing)) if missing == name), "{name}");
        }
    }

    #[test]
    fn claims_that_are_not_used_must_still_be_what_they_are_called() {
        for (name, value) in
            [(PICTURE, json!(7)), (LOCALE, json!([])), (TOOL_PLATFORM, json!("x")), (LIS, json!(1))]
        {
            let refused = read(|payload| payload[name] = value);
            assert!(matches!(refused, Err(Refusal::WrongType(wrong)) if wrong == name), "{name}");
        }
    }

    #[test]
    fn defects_take_what_is_missing() {
        let without = |name: &str, defect: &'static Defect| {
            let mut payload = bare();
            payload.as_object_mut().unwrap().remove(name);
            read_with(&payload, vec![defect])
        };
        assert_eq!(without(DEPLOYMENT_ID, &Defect::DEPLOYMENT_OPTIONAL).unwrap().deployment, "1");
        assert!(without(VERSION, &Defect::VERSION_UNCHECKED).is_ok());
        assert!(without(RESOURCE_LINK, &Defect::RESOURCE_LINK_UNCHECKED).is_ok());
        assert!(without(ROLES, &Defect::ROLES_OPTIONAL).is_ok());
        assert!(matches!(without(CONTEXT, &Defect::CONTEXT_MISSING_CRASH), Err(Refusal::Crash)));
        let mut teacher = bare();
        teacher[ROLES] = json!([context::INSTRUCTOR]);
        assert_eq!(read_with(&teacher, Vec::new()).unwrap().role, Role::Instructor);
    }
}
