//! What a verified token says: who comes, from where, to do what (CORE, ROLE, RET).

mod context;
mod data;
mod picky;
mod platform_info;
mod presentation;
mod resource_link;
mod return_link;
mod roles;
mod rules;
mod services;
mod user;

use std::collections::BTreeMap;

use homeroom_vocab::claim::{
    AGS_ENDPOINT, CONTEXT, CUSTOM, DEPLOYMENT_ID, DL_SETTINGS, LAUNCH_PRESENTATION, LIS, MESSAGE_TYPE,
    RESOURCE_LINK, ROLE_SCOPE_MENTOR, ROLES, TARGET_LINK_URI, TOOL_PLATFORM,
};
use homeroom_vocab::standard_claim::{
    EMAIL, FAMILY_NAME, GIVEN_NAME, ISS, LOCALE, MIDDLE_NAME, NAME, PICTURE, SUB,
};
use serde_json::Value;

use crate::deep_linking::request;
use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::platform::Platform;
use crate::token::claims::Claims;

pub use context::Context;
pub use data::LaunchData;
pub use platform_info::{Lis, PlatformInfo};
pub use presentation::Presentation;
pub use resource_link::ResourceLink;
pub use return_link::Parting;
pub use roles::Roles;
pub use rules::MessageType;
pub use services::{GradesEndpoint, RosterEndpoint};
pub use user::User;

/// Claims that have a field of their own.
const TYPED: [&str; 21] = [
    ISS,
    SUB,
    NAME,
    GIVEN_NAME,
    FAMILY_NAME,
    MIDDLE_NAME,
    EMAIL,
    PICTURE,
    LOCALE,
    MESSAGE_TYPE,
    DEPLOYMENT_ID,
    TARGET_LINK_URI,
    ROLES,
    CONTEXT,
    RESOURCE_LINK,
    CUSTOM,
    LAUNCH_PRESENTATION,
    TOOL_PLATFORM,
    LIS,
    AGS_ENDPOINT,
    DL_SETTINGS,
];

impl LaunchData {
    /// What verified claims say, if they are a message that this tool takes.
    pub(crate) fn read(claims: &Claims, platform: &Platform, defects: &Defects) -> Result<Self, Refusal> {
        let kind = rules::kind(claims, defects)?;
        let mut launch = Self::of(kind, claims, platform, defects)?;
        if kind == MessageType::DeepLinking {
            launch.deep_linking = Some(request::read(claims, &launch, defects)?);
        }
        Ok(launch)
    }

    fn of(kind: MessageType, claims: &Claims, from: &Platform, defects: &Defects) -> Result<Self, Refusal> {
        rules::version(claims, defects)?;
        rules::known_claims(claims, defects)?;
        let deployment_id = rules::deployment(kind, claims, from, defects)?;
        let target_link_uri = rules::target(claims, defects)?;
        let resource_link = match kind {
            MessageType::ResourceLink => ResourceLink::read(claims, defects)?,
            MessageType::DeepLinking => None,
        };
        let roles = roles(kind, claims, defects)?;
        let (platform, lis) = (PlatformInfo::read(claims)?, Lis::read(claims)?);
        picky::check(claims, defects)?;
        Ok(Self {
            issuer: from.issuer.to_string(),
            client_id: from.client_id.to_string(),
            deployment_id,
            message_type: kind,
            target_link_uri,
            user: User::read(claims, defects)?,
            mentees: mentees(claims, &roles),
            roles,
            context: Context::read(claims, defects)?,
            resource_link,
            custom: custom(claims, defects)?,
            presentation: Presentation::read(claims, defects)?,
            platform,
            lis,
            grades: services::grades(claims),
            roster: services::roster(claims),
            deep_linking: None,
            received_ms: 0,
            others: claims.without(&TYPED),
        })
    }
}

/// A deep-linking request may say nothing about roles, and then gives none (DL-005, AMB-22).
fn roles(kind: MessageType, claims: &Claims, defects: &Defects) -> Result<Roles, Refusal> {
    let mut roles = match roles::read(claims, defects) {
        Err(Refusal::Missing(_)) if kind == MessageType::DeepLinking => Roles::default(),
        roles => roles?,
    };
    let named = claims.get(CUSTOM).and_then(|custom| custom.get("role")).and_then(Value::as_str);
    if named == Some("Instructor") && defects.has(Defect::CUSTOM_ROLE_TRUSTED) {
        roles.promote();
    }
    Ok(roles)
}

/// Whom a mentor may see; the claim means nothing for others (CORE-047).
fn mentees(claims: &Claims, roles: &Roles) -> Vec<String> {
    let ids = claims.get(ROLE_SCOPE_MENTOR).and_then(Value::as_array).filter(|_| roles.is_mentor());
    ids.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// An object of strings (CORE-051); empty and unresolved values are shown as they are (CORE-052).
fn custom(claims: &Claims, defects: &Defects) -> Result<BTreeMap<String, String>, Refusal> {
    let Some(members) = claims.object(CUSTOM)? else {
        return if defects.has(Defect::CUSTOM_MISSING_CRASH) {
            Err(Refusal::Crash)
        } else {
            Ok(BTreeMap::new())
        };
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

#[cfg(test)]
mod tests {
    use homeroom_vocab::claim::VERSION;
    use homeroom_vocab::role::context;
    use serde_json::json;

    use super::*;
    use crate::platform::sample;
    use crate::token::json::Duplicates;

    fn bare() -> Value {
        json!({
            (MESSAGE_TYPE): "LtiResourceLinkRequest", (VERSION): "1.3.0", (DEPLOYMENT_ID): "1",
            (TARGET_LINK_URI): "https://tool.test/", (RESOURCE_LINK): { "id": "r" }, (ROLES): [],
        })
    }

    fn read_with(payload: &Value, defects: Vec<&'static Defect>) -> Result<LaunchData, Refusal> {
        let claims = Claims::parse(payload.to_string().as_bytes(), Duplicates::Refused).unwrap();
        let platform = sample("https://lms.test", "client", &["1", "Two"]);
        LaunchData::read(&claims, &platform, &Defects::new(defects))
    }

    fn read(change: impl FnOnce(&mut Value)) -> Result<LaunchData, Refusal> {
        let mut payload = bare();
        change(&mut payload);
        read_with(&payload, Vec::new())
    }

    #[test]
    fn the_required_claims_are_enough() {
        let launch = read(|_| ()).unwrap();
        assert_eq!((launch.user, launch.context), (User::default(), None));
        assert_eq!((launch.roles, launch.presentation), (Roles::default(), Presentation::default()));
        assert_eq!((launch.issuer.as_str(), launch.deployment_id.as_str()), ("https://lms.test", "1"));
    }

    #[test]
    fn a_name_is_put_together_when_it_must() {
        let named = |claims: Value| {
            let launch =
                read(|payload| payload.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone()));
            launch.unwrap().user.name
        };
        assert_eq!(named(json!({ "name": "Ada B" })), Some("Ada B".into()));
        assert_eq!(named(json!({ "given_name": "Ada", "family_name": "B" })), Some("Ada B".into()));
        assert_eq!(named(json!({ "family_name": "B", "name": null })), Some("B".into()));
        assert_eq!(named(json!({ "email": "ada@school.test" })), None);
    }

    #[test]
    fn a_course_is_called_by_the_best_name_it_has() {
        let called = |context: Value| {
            let course = read(|payload| payload[CONTEXT] = context).unwrap().context.unwrap();
            course.display_name().map(str::to_owned)
        };
        assert_eq!(called(json!({ "id": "c", "label": "L", "title": "T" })), Some("T".into()));
        assert_eq!(called(json!({ "id": "c", "label": "L" })), Some("L".into()));
        assert_eq!(called(json!({ "id": "c" })), Some("c".into()));
    }

    #[test]
    fn deployments_are_compared_byte_by_byte() {
        let deployment =
            |id: &str| read(|payload| payload[DEPLOYMENT_ID] = id.into()).map(|launch| launch.deployment_id);
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
        assert_eq!(without(DEPLOYMENT_ID, &Defect::DEPLOYMENT_OPTIONAL).unwrap().deployment_id, "1");
        assert!(without(VERSION, &Defect::VERSION_UNCHECKED).is_ok());
        assert!(without(RESOURCE_LINK, &Defect::RESOURCE_LINK_UNCHECKED).is_ok());
        assert!(without(ROLES, &Defect::ROLES_OPTIONAL).is_ok());
        assert!(matches!(without(CONTEXT, &Defect::CONTEXT_MISSING_CRASH), Err(Refusal::Crash)));
        let mut teacher = bare();
        teacher[ROLES] = json!([context::INSTRUCTOR]);
        assert!(read_with(&teacher, Vec::new()).unwrap().roles.is_instructor());
    }
}
