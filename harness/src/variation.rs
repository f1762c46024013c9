//! Ways in which a launch may rightly differ, by the names that features use.

use homeroom_vocab::{claim, role, scope};
use serde_json::{Map, Value, json};

use crate::injection::Injection;

/// A launch that is unusual and still right.
pub(crate) struct Variation {
    name: &'static str,
    /// Options of the control API.
    options: fn(&Subject<'_>) -> Value,
    /// A harmless entry of the fault catalogue, where an option cannot say it.
    pub(crate) fault: Option<&'static str>,
}

/// Whose launch it is: some variations build on its ids.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) person: &'a str,
    pub(crate) email: &'a str,
}

impl Variation {
    /// The variation of that name.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|each| each.name == name)
    }

    /// All names, for a message about an unknown one.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        ALL.iter().map(|each| each.name)
    }

    /// The options for one launch.
    pub(crate) fn options(&self, subject: &Subject<'_>) -> Map<String, Value> {
        match (self.options)(subject) {
            Value::Object(options) => options,
            _ => Map::new(),
        }
    }
}

/// Letters with marks, ideographs, right-to-left text, an emoji of several code points, a combining accent.
pub(crate) const UNICODE_NAME: &str = "Zoë 李小龍 مرحبا 👩‍🏫 e\u{301}";

const MEMBERSHIP: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership";
const INSTITUTION: &str = "http://purl.imsglobal.org/vocab/lis/v2/institution/person";
const COURSE: &str = "http://purl.imsglobal.org/vocab/lis/v2/course";

/// The certification suite sends it.
const UNKNOWN_ROLE: &str = "http://purl.imsglobal.org/vocab/lis/v2/unknown/unknown#Helper";

/// The role of a learner.
pub(crate) const LEARNER: &str = role::context::LEARNER;
/// The role of an instructor.
pub(crate) const INSTRUCTOR: &str = role::context::INSTRUCTOR;

const fn by(name: &'static str, options: fn(&Subject<'_>) -> Value) -> Variation {
    Variation { name, options, fault: None }
}

const fn harmless(name: &'static str) -> Variation {
    Variation { name, options: |_| json!({}), fault: Some(name) }
}

fn claims(pairs: &[(&str, Value)]) -> Value {
    let claims: Map<_, _> = pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    json!({ "claims": claims })
}

fn one(name: &str, value: Value) -> Value {
    claims(&[(name, value)])
}

fn roles(roles: &[String]) -> Value {
    json!({ "roles": roles })
}

fn context_type(word: &str) -> Value {
    one(claim::CONTEXT, json!({"id": "course-1", "title": "Course", "type": [format!("{COURSE}#{word}")]}))
}

fn presentation(members: Value) -> Value {
    one(claim::LAUNCH_PRESENTATION, members)
}

/// Nested so deep that a careless parser overflows, and not so deep that a careful one refuses.
fn nested() -> Value {
    (0..50).fold(json!("core"), |inner, _| json!([inner]))
}

/// The same text wherever a platform lets people write.
fn text(text: &str) -> Value {
    claims(&[
        ("name", json!(text)),
        ("given_name", json!(text)),
        (claim::CONTEXT, json!({"id": "c-1", "title": text, "label": text})),
        (claim::RESOURCE_LINK, json!({"id": "l-1", "title": text, "description": text})),
        (claim::TOOL_PLATFORM, json!({"guid": "g-1", "name": text, "description": text})),
        (claim::CUSTOM, json!({"chapter": text})),
    ])
}

fn injected(name: &str) -> Value {
    text(Injection::of_variation(name).map_or("", |injection| injection.text))
}

fn return_url(address: &str) -> Value {
    presentation(json!({"document_target": "iframe", "return_url": address}))
}

const ALL: &[Variation] = &[
    by("full", |_| json!({})),
    by("everything", |s| {
        claims(&[
            ("middle_name", json!("Quinn")),
            ("picture", json!("https://school.example/robin.png")),
            ("locale", json!("de-AT")),
            (
                claim::LIS,
                json!({
                    "person_sourcedid": format!("sis-{}", s.person),
                    "course_offering_sourcedid": "sis-course-1",
                    "course_section_sourcedid": "sis-course-1-2",
                }),
            ),
            (claim::CUSTOM, json!({"chapter": "3", "due": "2030-05-06T07:08:09Z"})),
        ])
    }),
    by("message_hint.long", |_| json!({"message_hint": "long"})),
    by("message_hint.none", |_| json!({"message_hint": "none"})),
    by("aud.array", |_| json!({"aud": "array"})),
    harmless("typ.missing"),
    harmless("header.shuffled"),
    harmless("iat.future_10s"),
    harmless("payload.16k"),
    by("claims.extra", |_| {
        claims(&[
            ("https://lms.example/session", json!({"id": 7, "tags": ["a", null]})),
            ("https://lms.example/x", json!(null)),
        ])
    }),
    by("claims.proto", |_| {
        claims(&[
            ("__proto__", json!({"admin": true})),
            ("constructor", json!("x")),
            ("toString", json!("y")),
        ])
    }),
    by("claims.proto_everywhere", |_| {
        let poison = json!({"roles": [INSTRUCTOR], "sub": "polluted", "homeroom": true});
        claims(&[
            ("__proto__", poison.clone()),
            ("constructor", json!({"prototype": poison})),
            (claim::CUSTOM, json!({"__proto__": "polluted", "constructor": "polluted", "toString": ""})),
        ])
    }),
    by("claims.deep", |_| claims(&[("https://lms.example/nested", nested())])),
    by("claims.standard", |_| {
        claims(&[
            ("gender", json!("female")),
            ("zoneinfo", json!("Europe/Vienna")),
            ("phone_number", json!("+43 1 234567")),
            ("address", json!({"country": "AT", "locality": "Wien"})),
            ("email_verified", json!(true)),
        ])
    }),
    by("context.none", |_| json!({"context": "none"})),
    by("context.id", |_| json!({"context": "id"})),
    by("context_type.short", |_| {
        one(claim::CONTEXT, json!({"id": "course-1", "title": "Course", "type": ["CourseSection"]}))
    }),
    by("context_type.urn", |_| {
        let urn = "urn:lti:context-type:ims/lis/CourseSection";
        one(claim::CONTEXT, json!({"id": "course-1", "title": "Course", "type": [urn]}))
    }),
    by("context_type.offering", |_| context_type("CourseOffering")),
    by("context_type.template", |_| context_type("CourseTemplate")),
    by("context_type.group", |_| context_type("Group")),
    by("resource_link.id", |_| json!({"resource_link": "id"})),
    by("tool_platform.none", |_| json!({"tool_platform": false})),
    by("tool_platform.unknown", |_| {
        one(claim::TOOL_PLATFORM, json!({"guid": "g-1", "product_family_code": "never-heard-of"}))
    }),
    by("custom.none", |_| json!({"custom": null})),
    by("custom.empty_object", |_| one(claim::CUSTOM, json!({}))),
    by("custom.empty_value", |_| one(claim::CUSTOM, json!({"due": "", "chapter": "3"}))),
    by("custom.unresolved", |_| one(claim::CUSTOM, json!({"due": "$ResourceLink.submission.endDateTime"}))),
    by("custom.like_claims", |_| {
        let custom = json!({
            "roles": INSTRUCTOR, "role": "Instructor", "is_instructor": "true", "admin": "true", "debug": "true",
            "user_id": "admin", "sub": "admin",
        });
        one(claim::CUSTOM, custom)
    }),
    by("presentation.none", |_| claims(&[(claim::LAUNCH_PRESENTATION, json!(null))])),
    by("presentation.strings", |_| {
        presentation(json!({"document_target": "iframe", "width": "900", "height": "600", "locale": "en-GB"}))
    }),
    by("presentation.locale", |_| json!({"locale": "zh-Hant-TW"})),
    by("document_target.none", |_| json!({"document_target": "none"})),
    by("document_target.frame", |_| json!({"document_target": "frame"})),
    by("document_target.window", |_| json!({"document_target": "window"})),
    by("return_url.none", |_| json!({"return_url": "none"})),
    by("return_url.javascript", |_| return_url("javascript:homeroom()")),
    by("return_url.data", |_| return_url("data:text/html,<script>homeroom()</script>")),
    by("return_url.file", |_| return_url("file:///etc/passwd")),
    by("return_url.query", |_| json!({"return_url": "query"})),
    by("unicode", |_| {
        claims(&[
            ("name", json!(UNICODE_NAME)),
            ("given_name", json!("Zoë")),
            (claim::CONTEXT, json!({"id": "course-u", "title": "Αλγεβρα ①"})),
        ])
    }),
    by("markup", |_| injected("markup")),
    by("markup.attribute", |_| injected("markup.attribute")),
    by("markup.json", |_| injected("markup.json")),
    by("markup.entities", |_| injected("markup.entities")),
    by("markup.template", |_| injected("markup.template")),
    by("text.nul", |_| text("Robin\u{0}Tester")),
    by("text.long", |_| text(&"n".repeat(10_000))),
    by("text.invisible", |_| text("\u{202e}niboR\u{200b}\u{feff} \u{1b}[31mTester\u{7}\r\n")),
    by("id.long", |_| {
        let id = "x".repeat(255);
        claims(&[
            ("sub", json!(id)),
            (claim::CONTEXT, json!({"id": id})),
            (claim::RESOURCE_LINK, json!({"id": id})),
        ])
    }),
    by("id.punctuation", |s| {
        let id = format!("{}/:+% &?#'\"", s.person);
        claims(&[
            ("sub", json!(id)),
            (claim::CONTEXT, json!({"id": id})),
            (claim::RESOURCE_LINK, json!({"id": id})),
        ])
    }),
    by("id.digits", |_| {
        claims(&[
            ("sub", json!("1234567890123456789012345")),
            (claim::CONTEXT, json!({"id": "100"})),
            (claim::RESOURCE_LINK, json!({"id": "7"})),
        ])
    }),
    by("ags.line_items", |_| json!({"ags": "line_items"})),
    by("ags.line_item", |_| json!({"ags": "line_item", "ags_scopes": [scope::AGS_SCORE]})),
    by("ags.blank", |_| json!({"ags": "blank"})),
    by("ags.none", |_| json!({"ags": "none"})),
    by("ags.read_only", |_| json!({"ags_scopes": [scope::AGS_LINEITEM_READONLY, scope::AGS_SCORE]})),
    by("anonymous", |_| json!({"anonymous": true})),
    by("anonymous.without_roles", |_| json!({"anonymous": true, "roles": []})),
    by("roles.none", |_| one(claim::ROLES, json!(null))),
    by("privacy.email", |_| json!({"privacy": "email"})),
    by("privacy.name", |_| json!({"privacy": "name"})),
    by("privacy.none", |_| json!({"privacy": "none"})),
    by("privacy.email_no_context", |_| json!({"privacy": "email", "context": "none"})),
    by("person.renamed", |_| {
        claims(&[
            ("name", json!("Nova Newname")),
            ("given_name", json!("Nova")),
            ("email", json!("nova@school.example")),
        ])
    }),
    by("person.other_sub", |s| {
        claims(&[
            ("sub", json!(format!("{}-other", s.person))),
            ("email", json!(s.email)),
            ("email_verified", json!(true)),
        ])
    }),
    by("person.sub_case", |s| claims(&[("sub", json!(swap_case(s.person)))])),
    by("roles.learner", |_| roles(&[LEARNER.to_owned()])),
    by("roles.instructor", |_| roles(&[INSTRUCTOR.to_owned()])),
    by("roles.learner_many", |_| {
        roles(&[format!("{INSTITUTION}#Student"), LEARNER.to_owned(), format!("{INSTITUTION}#Learner")])
    }),
    by("roles.instructor_many", |_| {
        let primary = format!("{MEMBERSHIP}/Instructor#PrimaryInstructor");
        roles(&[
            format!("{INSTITUTION}#Faculty"),
            primary,
            INSTRUCTOR.to_owned(),
            format!("{INSTITUTION}#Instructor"),
        ])
    }),
    by("roles.learner_short", |_| roles(&["Learner".to_owned()])),
    by("roles.instructor_short", |_| roles(&["Instructor".to_owned()])),
    by("roles.unknown", |_| roles(&[UNKNOWN_ROLE.to_owned()])),
    by("roles.unknown_beside", |_| roles(&[UNKNOWN_ROLE.to_owned(), LEARNER.to_owned()])),
    by("roles.instructor_unknown", |_| roles(&[UNKNOWN_ROLE.to_owned(), INSTRUCTOR.to_owned()])),
    by("roles.empty", |_| roles(&[])),
    by("roles.empty_string", |_| roles(&[String::new()])),
    by("roles.test_user", |_| roles(&[LEARNER.to_owned(), role::lti::TEST_USER.to_owned()])),
    by("roles.look_alike_host", |_| {
        roles(&["http://evil.example/vocab/lis/v2/membership#Instructor".to_owned()])
    }),
    by("roles.look_alike_suffix", |_| {
        roles(&[format!("{MEMBERSHIP}#InstructorX"), "notInstructor".to_owned()])
    }),
    by("roles.look_alike_case", |_| roles(&[format!("{MEMBERSHIP}#instructor")])),
    by("roles.look_alike_short", |_| roles(&["instructor".to_owned(), "INSTRUCTOR".to_owned()])),
    by("roles.look_alike_space", |_| roles(&[format!(" {INSTRUCTOR}"), format!("{INSTRUCTOR} ")])),
    by("roles.look_alike_list", |_| roles(&[format!("{LEARNER},{INSTRUCTOR}")])),
    by("roles.teaching_assistant", |_| roles(&[format!("{MEMBERSHIP}/Instructor#TeachingAssistant")])),
    by("roles.deprecated_person", |_| {
        roles(&["http://purl.imsglobal.org/vocab/lis/v2/person#Instructor".to_owned()])
    }),
    by("roles.deprecated_urn", |_| roles(&["urn:lti:role:ims/lis/Instructor".to_owned()])),
    by("roles.learner_instructor", |_| {
        roles(&[LEARNER.to_owned(), format!("{MEMBERSHIP}/Learner#Instructor")])
    }),
    by("roles.institution", |_| {
        let person = |role: &str| format!("{INSTITUTION}#{role}");
        roles(&[person("Instructor"), person("Faculty"), person("Staff"), LEARNER.to_owned()])
    }),
];

fn swap_case(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_injection_has_its_variation() {
        assert!(crate::injection::ALL.iter().all(|injection| Variation::named(injection.name).is_some()));
    }

    #[test]
    fn no_name_stands_twice() {
        let names: BTreeSet<_> = Variation::names().collect();
        assert_eq!(names.len(), ALL.len());
    }

    #[test]
    fn every_variation_is_an_object_of_options() {
        let subject = Subject { person: "p-1", email: "p@school.example" };
        assert!(ALL.iter().all(|each| (each.options)(&subject).is_object()));
    }
}
