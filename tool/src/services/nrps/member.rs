//! A member of a roster, of whom only the id is certain (NRPS-005 to NRPS-008, NRPS-022).

use homeroom_vocab::role::lti::TEST_USER;
use homeroom_vocab::service::membership_status;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::services::json;

/// What is kept of each; a roster has thousands.
const LONGEST_NAME: usize = 200;
const LONGEST_ID: usize = 1024;
const MOST_ROLES: usize = 20;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    /// The `sub` of this user's launches, and the only thing that tells users apart (NRPS-020).
    pub(crate) id: String,
    pub(crate) name: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) status: Status,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    Active,
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
            email: short(members, "email"),
            roles: roles(members),
            status: status(members),
        })
    }

    /// One of whom nothing else is known.
    pub(crate) fn named(id: String, name: String) -> Self {
        Self { id, name: Some(name), email: None, roles: Vec::new(), status: Status::Active }
    }

    pub(crate) fn is_test_user(&self) -> bool {
        self.roles.iter().any(|role| role == TEST_USER)
    }
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
        let bare = Member { id: "u".into(), name: None, email: None, roles: vec![], status: Status::Active };
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
    fn a_test_user_is_known_by_its_role() {
        let with = |roles| read(json!({ "user_id": "u", "roles": roles })).unwrap();
        assert!(
            with(json!([7, "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"])).is_test_user()
        );
        assert!(!with(json!(["TestUser"])).is_test_user());
    }
}
