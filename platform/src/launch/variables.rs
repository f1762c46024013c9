//! Custom parameters, and the variables in them (requirements 2.5).

use std::collections::BTreeMap;

use homeroom_vocab::id::UserId;
use homeroom_vocab::message::RESOURCE_LINK;
use homeroom_vocab::variable as name;
use serde_json::{Map, Value};

use super::id_token::{self, CONTACT, DESCRIPTION, FAMILY, VERSION};
use crate::domain::campus::Identity;
use crate::domain::course::{Course, Enrolment};
use crate::domain::launch::Ticket;
use crate::domain::link::Link;
use crate::domain::person::{Person, Privacy};
use crate::domain::registration::Registration;

/// What variables are resolved from.
struct Scene<'a> {
    campus: &'a Identity,
    course: &'a Course,
    link: Option<&'a Link>,
    person: &'a Person,
    enrolment: Option<&'a Enrolment>,
    roles: Vec<String>,
    privacy: Privacy,
    /// The launch that carries the parameters; a roster has none.
    launch: Option<&'a Ticket>,
}

impl<'a> Scene<'a> {
    fn of_launch(ticket: &'a Ticket, campus: &'a Identity) -> Self {
        Self {
            campus,
            course: &ticket.course,
            link: ticket.link(),
            person: &ticket.person,
            enrolment: ticket.enrolment.as_ref(),
            roles: id_token::roles_of(ticket),
            privacy: id_token::privacy(ticket),
            launch: Some(ticket),
        }
    }
}

/// A member of a course whose parameters of a link are asked for outside a launch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member<'a> {
    pub(crate) campus: &'a Identity,
    pub(crate) registration: &'a Registration,
    pub(crate) course: &'a Course,
    pub(crate) link: &'a Link,
    pub(crate) person: &'a Person,
    pub(crate) enrolment: &'a Enrolment,
}

/// Whether a tool may have a value at this privacy level.
type Allowed = fn(Privacy) -> bool;

/// A variable that can have a value: its name, who may read it, and the value.
struct Variable {
    names: &'static [&'static str],
    allowed: Allowed,
    value: fn(&Scene<'_>) -> Option<String>,
}

const fn row(
    names: &'static [&'static str],
    allowed: Allowed,
    value: fn(&Scene<'_>) -> Option<String>,
) -> Variable {
    Variable { names, allowed, value }
}

/// Whoever acts here acts for themselves, so the actual user is the user.
const VALUES: &[Variable] = &[
    row(&[name::USER_ID, name::ACTUAL_USER_ID], anyone, |s| named(s, s.person.id.as_str())),
    row(&[name::USER_USERNAME, name::ACTUAL_USER_USERNAME], all_data, |s| Some(s.person.id.to_string())),
    row(&[name::USER_IMAGE, name::ACTUAL_USER_IMAGE], all_data, |s| s.person.picture.clone()),
    row(&[name::USER_SCOPE_MENTOR, name::ACTUAL_USER_SCOPE_MENTOR], anyone, mentees),
    row(&[name::PERSON_NAME_FULL, name::ACTUAL_PERSON_NAME_FULL], names, |s| s.person.full_name()),
    row(&[name::PERSON_NAME_GIVEN, name::ACTUAL_PERSON_NAME_GIVEN], names, |s| s.person.given_name.clone()),
    row(&[name::PERSON_NAME_MIDDLE, name::ACTUAL_PERSON_NAME_MIDDLE], names, |s| {
        s.person.middle_name.clone()
    }),
    row(&[name::PERSON_NAME_FAMILY, name::ACTUAL_PERSON_NAME_FAMILY], names, |s| {
        s.person.family_name.clone()
    }),
    row(&[name::PERSON_EMAIL_PRIMARY, name::ACTUAL_PERSON_EMAIL_PRIMARY], email, |s| s.person.email.clone()),
    row(&[name::PERSON_SOURCED_ID, name::ACTUAL_PERSON_SOURCED_ID], all_data, |s| s.person.sourcedid.clone()),
    row(&[name::CONTEXT_ID], anyone, |s| Some(s.course.id.to_string())),
    row(&[name::CONTEXT_ID_HISTORY], anyone, |s| Some(joined(&s.course.history))),
    row(&[name::CONTEXT_LABEL, name::COURSE_SECTION_LABEL], anyone, |s| s.course.label.clone()),
    row(&[name::CONTEXT_TITLE, name::COURSE_SECTION_TITLE], anyone, |s| s.course.title.clone()),
    row(&[name::CONTEXT_TYPE], anyone, |s| Some(s.course.kind.join(","))),
    row(&[name::CONTEXT_SOURCED_ID, name::COURSE_SECTION_SOURCED_ID], anyone, |s| s.course.sourcedid.clone()),
    row(&[name::RESOURCE_LINK_ID], anyone, |s| s.link.map(|link| link.id.to_string())),
    row(&[name::RESOURCE_LINK_ID_HISTORY], anyone, |s| Some(joined(&s.link?.history))),
    row(&[name::RESOURCE_LINK_TITLE], anyone, |s| s.link?.title.clone()),
    row(&[name::RESOURCE_LINK_DESCRIPTION], anyone, |s| s.link?.description.clone()),
    row(
        &[name::RESOURCE_LINK_AVAILABLE_START_DATE_TIME, name::RESOURCE_LINK_AVAILABLE_USER_START_DATE_TIME],
        anyone,
        |s| s.link?.available.as_ref()?.start.clone(),
    ),
    row(
        &[name::RESOURCE_LINK_AVAILABLE_END_DATE_TIME, name::RESOURCE_LINK_AVAILABLE_USER_END_DATE_TIME],
        anyone,
        |s| s.link?.available.as_ref()?.end.clone(),
    ),
    row(
        &[
            name::RESOURCE_LINK_SUBMISSION_START_DATE_TIME,
            name::RESOURCE_LINK_SUBMISSION_USER_START_DATE_TIME,
        ],
        anyone,
        |s| s.link?.submission.as_ref()?.start.clone(),
    ),
    row(
        &[name::RESOURCE_LINK_SUBMISSION_END_DATE_TIME, name::RESOURCE_LINK_SUBMISSION_USER_END_DATE_TIME],
        anyone,
        |s| s.link?.submission.as_ref()?.end.clone(),
    ),
    row(&[name::LINE_ITEMS_URL], anyone, |s| in_claim(s, "lineitems")),
    row(&[name::LINE_ITEM_URL], anyone, |s| in_claim(s, "lineitem")),
    row(&[name::MEMBERSHIP_ROLE], anyone, |s| Some(s.roles.join(","))),
    row(&[name::MEMBERSHIP_STATUS], anyone, |s| Some(s.enrolment?.status.word().to_owned())),
    row(&[name::MEMBERSHIP_PERSON_SOURCED_ID], all_data, |s| s.person.sourcedid.clone()),
    row(&[name::MEMBERSHIP_ROLE_SCOPE_MENTOR], anyone, mentees),
    row(&[name::MESSAGE_RETURN_URL], anyone, |s| s.launch?.return_url.clone()),
    row(&[name::MESSAGE_DOCUMENT_TARGET], anyone, |s| {
        s.launch?.options.document_target.value().map(str::to_owned)
    }),
    row(&[name::MESSAGE_HEIGHT], anyone, |s| Some(id_token::size(s.launch?).1.to_string())),
    row(&[name::MESSAGE_WIDTH], anyone, |s| Some(id_token::size(s.launch?).0.to_string())),
    row(&[name::MESSAGE_LOCALE], anyone, |s| Some(id_token::locale(s.launch?).to_owned())),
    row(&[name::TOOL_PLATFORM_PRODUCT_FAMILY_CODE], anyone, |_| Some(FAMILY.to_owned())),
    row(&[name::TOOL_PLATFORM_VERSION], anyone, |_| Some(VERSION.to_owned())),
    row(&[name::TOOL_PLATFORM_INSTANCE_GUID], anyone, |s| Some(s.campus.guid.clone())),
    row(&[name::TOOL_PLATFORM_INSTANCE_NAME], anyone, |s| Some(s.campus.title())),
    row(&[name::TOOL_PLATFORM_INSTANCE_DESCRIPTION], anyone, |_| Some(DESCRIPTION.to_owned())),
    row(&[name::TOOL_PLATFORM_INSTANCE_URL], anyone, |s| Some(s.campus.issuer.to_string())),
    row(&[name::TOOL_PLATFORM_INSTANCE_CONTACT_EMAIL], anyone, |_| Some(CONTACT.to_owned())),
];

/// Variables of services that this platform does not offer: left as they are (VAR-002).
const NOT_OFFERED: &[&str] = &[name::SCORES_URL, name::MEMBERSHIP_COURSE_GROUP_IDS];

/// The variables that can have a value here, as the configuration lists them (DYN-034).
pub(crate) fn offered() -> impl Iterator<Item = &'static str> {
    VALUES.iter().flat_map(|row| row.names).copied()
}

fn anyone(_: Privacy) -> bool {
    true
}

fn names(privacy: Privacy) -> bool {
    privacy.shows_names()
}

fn email(privacy: Privacy) -> bool {
    privacy.shows_email()
}

fn all_data(privacy: Privacy) -> bool {
    privacy.shows_the_rest()
}

/// A value that an anonymous launch does not have.
fn named(scene: &Scene<'_>, value: &str) -> Option<String> {
    let anonymous = scene.launch.is_some_and(|launch| launch.options.anonymous);
    (!anonymous).then(|| value.to_owned())
}

/// What something was before, the latest first.
fn joined<T: ToString>(history: &[T]) -> String {
    history.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// A URL of the AGS claim of this launch.
fn in_claim(scene: &Scene<'_>, member: &str) -> Option<String> {
    scene.launch?.ags.as_ref()?.get(member)?.as_str().map(str::to_owned)
}

fn mentees(scene: &Scene<'_>) -> Option<String> {
    let ids: Vec<&str> = scene.enrolment?.mentees.iter().map(UserId::as_str).collect();
    Some(ids.join(","))
}

/// The `custom` claim: as the launch gives it, or the registration's parameters under those of its message (DYN-049)
/// and the link's (VAR-008).
pub(crate) fn custom(ticket: &Ticket, campus: &Identity) -> Option<Map<String, Value>> {
    if let Some(given) = &ticket.options.custom {
        return given.clone();
    }
    let scene = Scene::of_launch(ticket, campus);
    let claim = claim(&parameters(&ticket.registration, ticket.message, ticket.link()), &scene);
    (!claim.is_empty()).then_some(claim)
}

/// The parameters of a link that differ from member to member (NRPS-018): those with a variable about the user, which
/// the tool may have.
pub(crate) fn custom_of(member: &Member<'_>) -> Map<String, Value> {
    let Member { campus, registration, course, link, person, enrolment } = *member;
    let roles = id_token::roles_as(Some(enrolment), person);
    let (enrolment, link) = (Some(enrolment), Some(link));
    let scene =
        Scene { campus, course, link, person, enrolment, roles, privacy: registration.privacy, launch: None };
    let mut own = parameters(registration, RESOURCE_LINK, link);
    own.retain(|_, value| value.strip_prefix('$').is_some_and(|variable| is_personal(variable, &scene)));
    claim(&own, &scene)
}

/// The registration's parameters, under those of its message, under the link's.
fn parameters<'a>(
    registration: &'a Registration,
    message: &str,
    link: Option<&'a Link>,
) -> BTreeMap<&'a str, &'a str> {
    let of_message =
        registration.introduction.message(message).map(|message| message.custom_parameters.iter());
    let own = link.map(|link| link.custom.iter());
    let all = registration.custom.iter().chain(of_message.into_iter().flatten());
    let all = all.chain(own.into_iter().flatten());
    all.map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

fn claim(parameters: &BTreeMap<&str, &str>, scene: &Scene<'_>) -> Map<String, Value> {
    parameters
        .iter()
        .map(|(name, value)| ((*name).to_owned(), Value::from(substituted(value, scene))))
        .collect()
}

/// Whether a variable is about the user, and has a value here.
fn is_personal(variable: &str, scene: &Scene<'_>) -> bool {
    let about = ["User.", "Person.", "Membership."];
    about.iter().any(|start| variable.starts_with(start)) && resolve(variable, scene).is_some()
}

/// A value with its variable resolved. The result is never looked at again, so text that a person chose cannot smuggle
/// a variable in (VAR-009).
fn substituted(value: &str, scene: &Scene<'_>) -> String {
    let resolved = value.strip_prefix('$').and_then(|variable| resolve(variable, scene));
    resolved.unwrap_or_else(|| value.to_owned())
}

/// The value of a variable: `""` when it is known and has none (VAR-004), nothing when it is unknown or the tool may
/// not have it (VAR-002).
fn resolve(variable: &str, scene: &Scene<'_>) -> Option<String> {
    if NOT_OFFERED.contains(&variable) || !is_known(variable) {
        return None;
    }
    let Some(row) = VALUES.iter().find(|row| row.names.contains(&variable)) else {
        return Some(String::new());
    };
    let allowed = (row.allowed)(scene.privacy);
    allowed.then(|| (row.value)(scene).unwrap_or_default())
}

/// Whether the text of LTI knows this variable; a row that ends in `.*` stands for a family.
fn is_known(variable: &str) -> bool {
    name::ALL.iter().any(|term| match term.value.strip_suffix('*') {
        Some(family) => variable.strip_prefix(family).is_some_and(|rest| !rest.is_empty()),
        None => term.value == variable,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_a_variable_of_the_vocabulary() {
        for variable in VALUES.iter().flat_map(|row| row.names) {
            assert!(is_known(variable), "{variable}");
        }
    }

    #[test]
    fn a_family_needs_a_member() {
        assert!(is_known("Context.gradeLevels.ceds"));
        assert!(!is_known("Context.gradeLevels."));
        assert!(!is_known("com.example.Thing"));
    }
}
