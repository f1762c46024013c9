//! The payload of the `id_token`: a pure function of launch, campus, nonce and time.

use homeroom_vocab::id::UserId;
use homeroom_vocab::{VERSION_1_3_0, claim, standard_claim};
use serde_json::{Map, Value, json};

use super::variables;
use crate::domain::campus::Identity;
use crate::domain::course::Enrolment;
use crate::domain::launch::{Subject, Ticket};
use crate::domain::link::Link;
use crate::domain::options::{Audience, ContextDetail, LinkDetail, Target};
use crate::domain::person::{Person, Privacy};
use crate::domain::roles;

/// Seconds from `iat` to `exp`; short, because the token travels through a browser (OIDC-086).
pub(crate) const LIFE: i64 = 300;

/// The size offered to the tool, in CSS pixels.
const WIDTH: u32 = 900;
const HEIGHT: u32 = 600;

/// The code that names this kind of LMS.
pub(crate) const FAMILY: &str = "homeroom";
/// The version of this LMS.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Whom to write to; a reserved domain, so nobody gets the mail.
pub(crate) const CONTACT: &str = "office@school.test";
/// What this LMS says about itself.
pub(crate) const DESCRIPTION: &str = "A simulated LMS for testing LTI tools";

/// What a launch says, before any fault touches it.
pub(crate) fn claims(ticket: &Ticket, campus: &Identity, nonce: &str, now: i64) -> Map<String, Value> {
    let mut claims = Claims::default();
    envelope(&mut claims, ticket, campus, nonce, now);
    person(&mut claims, ticket);
    message(&mut claims, ticket);
    placement(&mut claims, ticket, campus);
    let mut claims = claims.0;
    for (name, value) in &ticket.options.claims {
        merge(&mut claims, name, value);
    }
    claims
}

/// An override of the launch: a value replaces, `null` removes.
fn merge(claims: &mut Map<String, Value>, name: &str, value: &Value) {
    if value.is_null() {
        claims.remove(name);
    } else {
        claims.insert(name.to_owned(), value.clone());
    }
}

/// Claims being collected; what has no value is left out.
#[derive(Debug, Default)]
struct Claims(Map<String, Value>);

impl Claims {
    fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn set_some(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }
}

/// Who signed for whom, and when (SEC 5.1.2).
fn envelope(claims: &mut Claims, ticket: &Ticket, campus: &Identity, nonce: &str, now: i64) {
    let client = ticket.registration.client_id.as_str();
    claims.set(standard_claim::ISS, campus.issuer.as_str());
    match ticket.options.aud {
        Audience::String => claims.set(standard_claim::AUD, client),
        Audience::Array => {
            claims.set(standard_claim::AUD, vec![client]);
            claims.set(standard_claim::AZP, client);
        }
    }
    claims.set(standard_claim::IAT, now);
    claims.set(standard_claim::EXP, now + LIFE);
    claims.set(standard_claim::NONCE, nonce);
}

/// The privacy level of this launch.
pub(crate) fn privacy(ticket: &Ticket) -> Privacy {
    if ticket.options.anonymous {
        return Privacy::None;
    }
    ticket.options.privacy.unwrap_or(ticket.registration.privacy)
}

/// Who opens the link, as far as the tool may know (CORE-018, CORE-027).
fn person(claims: &mut Claims, ticket: &Ticket) {
    if ticket.options.anonymous {
        return;
    }
    personal(claims, &ticket.person, privacy(ticket));
}

/// What a tool of this privacy level is told of a person in every launch.
pub(crate) fn told(person: &Person, privacy: Privacy) -> Map<String, Value> {
    let mut claims = Claims::default();
    personal(&mut claims, person, privacy);
    claims.0
}

fn personal(claims: &mut Claims, person: &Person, privacy: Privacy) {
    claims.set(standard_claim::SUB, person.id.as_str());
    if privacy.shows_names() {
        claims.set_some(standard_claim::NAME, person.full_name());
        claims.set_some(standard_claim::GIVEN_NAME, person.given_name.as_deref());
        claims.set_some(standard_claim::MIDDLE_NAME, person.middle_name.as_deref());
        claims.set_some(standard_claim::FAMILY_NAME, person.family_name.as_deref());
    }
    if privacy.shows_email() {
        claims.set_some(standard_claim::EMAIL, person.email.as_deref());
    }
    if privacy.shows_the_rest() {
        claims.set_some(standard_claim::PICTURE, person.picture.as_deref());
        claims.set_some(standard_claim::LOCALE, person.locale.as_deref());
    }
}

/// The roles that this launch sends: those given verbatim, or the enrolment's with principals (ROLE-009), then the
/// person's own.
pub(crate) fn roles_of(ticket: &Ticket) -> Vec<String> {
    if let Some(given) = &ticket.options.roles {
        return given.clone();
    }
    roles_as(ticket.enrolment.as_ref(), &ticket.person)
}

/// The roles of a person as a member of a course, or as a stranger to it.
pub(crate) fn roles_as(enrolment: Option<&Enrolment>, person: &Person) -> Vec<String> {
    let enrolled = enrolment.into_iter().flat_map(|enrolment| enrolment.roles.clone());
    let all: Vec<String> = enrolled.chain(person.own_roles()).collect();
    roles::with_principals(&all)
}

/// What the message is about (CORE-001 to CORE-014, ROLE-001; DL-001 to DL-004).
fn message(claims: &mut Claims, ticket: &Ticket) {
    let roles = roles_of(ticket);
    claims.set(claim::MESSAGE_TYPE, ticket.message);
    claims.set(claim::VERSION, VERSION_1_3_0);
    claims.set(claim::DEPLOYMENT_ID, ticket.deployment.as_str());
    claims.set(claim::TARGET_LINK_URI, ticket.target());
    match &ticket.subject {
        Subject::Link(link) => claims.set(claim::RESOURCE_LINK, resource_link(ticket, link)),
        Subject::Picking(picking) => claims.set(claim::DL_SETTINGS, picking.settings.claim().clone()),
    }
    if roles::include_mentor(&roles) {
        claims.set_some(claim::ROLE_SCOPE_MENTOR, mentees(ticket));
    }
    claims.set(claim::ROLES, roles);
}

/// Whom a mentor may see; left out when nobody was named.
fn mentees(ticket: &Ticket) -> Option<Vec<&str>> {
    let enrolled = ticket.enrolment.iter().flat_map(|enrolment| &enrolment.mentees);
    let mentees: Vec<&str> = enrolled.map(UserId::as_str).collect();
    (!mentees.is_empty()).then_some(mentees)
}

fn resource_link(ticket: &Ticket, opened: &Link) -> Map<String, Value> {
    let mut link = Claims::default();
    link.set("id", opened.id.as_str());
    if ticket.options.resource_link == LinkDetail::Full {
        link.set_some("title", opened.title.as_deref());
        link.set_some("description", opened.description.as_deref());
    }
    link.0
}

/// Where the link is placed, and how it is shown (CORE-040 to CORE-051).
fn placement(claims: &mut Claims, ticket: &Ticket, campus: &Identity) {
    claims.set_some(claim::CONTEXT, context(ticket));
    if ticket.options.tool_platform.0 {
        claims.set(claim::TOOL_PLATFORM, tool_platform(campus));
    }
    claims.set(claim::LAUNCH_PRESENTATION, launch_presentation(ticket));
    claims.set_some(claim::LIS, lis(ticket));
    claims.set_some(claim::CUSTOM, variables::custom(ticket, campus));
    claims.set_some(claim::NRPS, ticket.nrps.clone());
    claims.set_some(claim::AGS_ENDPOINT, ticket.ags.clone());
}

fn context(ticket: &Ticket) -> Option<Map<String, Value>> {
    let mut context = Claims::default();
    context.set("id", ticket.course.id.as_str());
    match ticket.options.context {
        ContextDetail::None => return None,
        ContextDetail::Id => {}
        ContextDetail::Full => {
            context.set_some("label", ticket.course.label.as_deref());
            context.set_some("title", ticket.course.title.as_deref());
            context.set_some("type", (!ticket.course.kind.is_empty()).then(|| ticket.course.kind.clone()));
        }
    }
    Some(context.0)
}

fn tool_platform(campus: &Identity) -> Value {
    json!({
        "guid": campus.guid,
        "name": campus.title(),
        "description": DESCRIPTION,
        "url": campus.issuer,
        "contact_email": CONTACT,
        "product_family_code": FAMILY,
        "version": VERSION,
    })
}

/// The language that the tool is asked to speak.
pub(crate) fn locale(ticket: &Ticket) -> &str {
    let own = ticket.person.locale.as_deref().filter(|_| privacy(ticket).shows_the_rest());
    ticket.options.locale.as_deref().or(own).unwrap_or("en")
}

/// Width and height of the place in which the tool is shown: what the link wants there, else the usual (DL-053).
pub(crate) fn size(ticket: &Ticket) -> (u32, u32) {
    let wanted = ticket.link().and_then(|link| match ticket.options.document_target {
        Target::Window => link.window.as_ref().map(|window| window.size),
        _ => link.iframe,
    });
    let wanted = wanted.unwrap_or_default();
    (wanted.width.unwrap_or(WIDTH), wanted.height.unwrap_or(HEIGHT))
}

fn launch_presentation(ticket: &Ticket) -> Map<String, Value> {
    let mut presentation = Claims::default();
    presentation.set_some("document_target", ticket.options.document_target.value());
    let (width, height) = size(ticket);
    presentation.set("width", width);
    presentation.set("height", height);
    presentation.set("locale", locale(ticket));
    presentation.set_some("return_url", ticket.return_url.as_deref());
    presentation.0
}

/// Ids of the student information system (CORE-050); the person's is personal data.
fn lis(ticket: &Ticket) -> Option<Map<String, Value>> {
    let mut lis = Claims::default();
    if privacy(ticket).shows_the_rest() {
        lis.set_some("person_sourcedid", ticket.person.sourcedid.as_deref());
    }
    if ticket.options.context == ContextDetail::Full {
        lis.set_some("course_section_sourcedid", ticket.course.sourcedid.as_deref());
    }
    (!lis.0.is_empty()).then_some(lis.0)
}
