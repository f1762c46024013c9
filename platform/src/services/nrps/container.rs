//! What a roster says: the course, and of each member what the tool may know (NRPS-004 to NRPS-008, NRPS-018).

use homeroom_vocab::{claim, message};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::domain::course::Course;
use crate::domain::link::Link;
use crate::domain::person::Person;
use crate::launch::{id_token, variables};
use crate::services::door::Call;
use crate::services::page_link::with_query;
use crate::store::members::Entry;

/// The body of an answer.
#[derive(Debug, Serialize)]
pub(super) struct Container {
    pub(super) id: String,
    context: Map<String, Value>,
    pub(super) members: Vec<Value>,
}

/// The page of these entries; with a link, each member has what a launch of it would say of them.
pub(super) fn of(call: &Call, entries: &[Entry], link: Option<&Link>) -> Container {
    let base = call.url("memberships");
    let id = match link {
        Some(link) => with_query(&base, &[("rlid", link.id.as_str())]),
        None => base,
    };
    let members = entries.iter().map(|entry| member(call, entry, link)).collect();
    Container { id, context: context(&call.course), members }
}

fn set(into: &mut Map<String, Value>, name: &str, value: Option<&str>) {
    into.extend(value.map(|value| (name.to_owned(), Value::from(value))));
}

fn context(course: &Course) -> Map<String, Value> {
    let mut context = Map::new();
    set(&mut context, "id", Some(course.id.as_str()));
    set(&mut context, "label", course.label.as_deref());
    set(&mut context, "title", course.title.as_deref());
    context
}

fn member(call: &Call, entry: &Entry, link: Option<&Link>) -> Value {
    let mut member = Map::new();
    let status = if entry.gone { "Deleted" } else { entry.enrolment.status.word() };
    set(&mut member, "status", Some(status));
    set(&mut member, "user_id", Some(entry.person.id.as_str()));
    let roles = id_token::roles_as(Some(&entry.enrolment), &entry.person);
    member.insert("roles".to_owned(), roles.into());
    if !entry.gone {
        name(&mut member, call, &entry.person);
        member.extend(link.map(|link| ("message".to_owned(), json!([section(call, entry, link)]))));
    }
    member.into()
}

/// What is personal, as far as the registration shows it (CORE-027, NRPS-006).
fn name(member: &mut Map<String, Value>, call: &Call, person: &Person) {
    let privacy = call.bearer.registration.privacy;
    if privacy.shows_names() {
        set(member, "name", person.full_name().as_deref());
        set(member, "given_name", person.given_name.as_deref());
        set(member, "middle_name", person.middle_name.as_deref());
        set(member, "family_name", person.family_name.as_deref());
    }
    if privacy.shows_email() {
        set(member, "email", person.email.as_deref());
    }
    if privacy.shows_the_rest() {
        set(member, "picture", person.picture.as_deref());
        set(member, "lis_person_sourcedid", person.sourcedid.as_deref());
    }
}

/// The claims of a launch of the link by this member that differ from those of others.
fn section(call: &Call, entry: &Entry, link: &Link) -> Map<String, Value> {
    let custom = variables::custom_of(&variables::Member {
        campus: call.campus.identity(),
        registration: &call.bearer.registration,
        course: &call.course,
        link,
        person: &entry.person,
        enrolment: &entry.enrolment,
    });
    let mut section = Map::new();
    set(&mut section, claim::MESSAGE_TYPE, Some(message::RESOURCE_LINK));
    if !custom.is_empty() {
        section.insert(claim::CUSTOM.to_owned(), custom.into());
    }
    section
}
