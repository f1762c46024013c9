//! A member of a roster, of whom only the id is certain (NRPS-005 to NRPS-008, NRPS-022).

use std::collections::BTreeMap;

use homeroom_vocab::claim::CUSTOM;
use homeroom_vocab::service::membership_status;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::message::Roles;
use crate::services::json;

/// What is kept of each; a roster has thousands.
const LONGEST_NAME: usize = 200;
const LONGEST_ID: usize = 1024;
const MOST_ROLES: usize = 20;
const MOST_PARAMETERS: usize = 50;

/// Somebody in a course. Long texts are cut.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Member {
    /// The `sub` of this user's launches, and the only thing that tells users apart (NRPS-020).
    pub id: String,
    /// What to call them: `name`, else the given and the family name.
    pub name: Option<String>,
    /// The given name.
    pub given_name: Option<String>,
    /// The family name.
    pub family_name: Option<String>,
    /// The mail address, which tells nobody apart.
    pub email: Option<String>,
    /// The address of a portrait.
    pub picture: Option<String>,
    /// The id of the person in the student information system.
    pub lis_person_sourcedid: Option<String>,
    /// The roles, as in launches. A [test user](Roles::is_test_user) is nobody (NRPS-022).
    pub roles: Roles,
    /// Whether they take part.
    pub status: Status,
    /// The custom parameters of their launches of the link that was asked for (NRPS-018).
    pub custom: BTreeMap<String, String>,
}

/// Whether somebody takes part in a course.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Yes.
    #[default]
    Active,
    /// Enrolled, and does not take part.
    Inactive,
    /// Only in answers about differences.
    Deleted,
}

impl Member {
    /// Nothing if it does not say who it is.
    pub(super) fn read(entry: &Value) -> Option<Self> {
        let members = entry.as_object()?;
        let id = json::text(members, "user_id").filter(|id| id.len() <= LONGEST_ID)?;
        Some(Self {
            id,
            name: name(members),
            given_name: short(members, "given_name"),
            family_name: short(members, "family_name"),
            email: short(members, "email"),
            picture: json::text(members, "picture").filter(|url| url.len() <= LONGEST_ID),
            lis_person_sourcedid: short(members, "lis_person_sourcedid"),
            roles: Roles::from(roles(members)),
            status: status(members),
            custom: custom(members),
        })
    }
}

/// The parameters of the messages that tell what the link knows of a member.
fn custom(members: &Map<String, Value>) -> BTreeMap<String, String> {
    let messages = members.get("message").and_then(Value::as_array).into_iter().flatten();
    let parameters = messages.filter_map(|message| message.get(CUSTOM)?.as_object()).flatten();
    let texts = parameters.filter_map(|(name, value)| Some((cut(name), cut(value.as_str()?))));
    texts.take(MOST_PARAMETERS).collect()
}

/// Missing is active (NRPS-008), and so is what nobody knows: it does not say that the member is gone.
fn status(members: &Map<String, Value>) -> Status {
    match members.get("status").and_then(Value::as_str) {
        Some(membership_status::INACTIVE) => Status::Inactive,
        Some(membership_status::DELETED) => Status::Deleted,
        _ => Status::Active,
    }
}

fn name(members: &Map<String, Value>) -> Option<String> {
    let parts = || {
        let parts = [short(members, "given_name"), short(members, "family_name")];
        let joined = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        (!joined.is_empty()).then_some(joined)
    };
    short(members, "name").or_else(parts)
}

fn roles(members: &Map<String, Value>) -> Vec<String> {
    let roles = members.get("roles").and_then(Value::as_array).into_iter().flatten();
    roles.filter_map(Value::as_str).take(MOST_ROLES).map(cut).collect()
}

fn short(members: &Map<String, Value>, name: &str) -> Option<String> {
    json::text(members, name).map(|text| cut(&text))
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(entry: Value) -> Option<Member> {
        Member::read(&entry)
    }

    #[test]
    fn an_id_is_enough() {
        let bare = Member { id: "u".into(), ..Member::default() };
        assert_eq!(read(json!({ "user_id": "u" })), Some(bare.clone()));
        let odd = json!({ "user_id": "u", "name": 7, "email": [], "roles": "Learner", "status": {} });
        assert_eq!(read(odd), Some(bare));
        for nobody in [json!({}), json!({ "user_id": 7 }), json!({ "user_id": "" }), json!(null), json!("u")]
        {
            assert_eq!(read(nobody.clone()), None, "{nobody}");
        }
    }

    #[test]
    fn the_status_is_as_written() {
        let status = |word: &str| read(json!({ "user_id": "u", "status": word })).unwrap().status;
        assert_eq!(
            ["Active", "Inactive", "Deleted", "Asleep"].map(status),
            [Status::Active, Status::Inactive, Status::Deleted, Status::Active]
        );
    }

    #[test]
    fn a_name_is_put_together_and_not_endless() {
        let name = |entry| read(entry).unwrap().name;
        assert_eq!(
            name(json!({ "user_id": "u", "given_name": "Ada", "family_name": "B" })).as_deref(),
            Some("Ada B")
        );
        assert_eq!(name(json!({ "user_id": "u", "name": "x".repeat(9000) })).unwrap().len(), LONGEST_NAME);
    }

    #[test]
    fn what_a_link_knows_of_a_member_is_read() {
        let message = json!({ (CUSTOM): { "name": "Ada", "seat": 7 } });
        let member = read(json!({ "user_id": "u", "message": [message, 7, { (CUSTOM): [] }] })).unwrap();
        assert_eq!(member.custom, [("name".to_owned(), "Ada".to_owned())].into());
    }

    #[test]
    fn a_test_user_is_known_by_its_role() {
        let with = |roles| read(json!({ "user_id": "u", "roles": roles })).unwrap();
        assert!(
            with(json!([7, "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"]))
                .roles
                .is_test_user()
        );
        assert!(!with(json!(["TestUser"])).roles.is_test_user());
    }
}
