//! `/{campus}/admin/people`: everybody on the campus, and the button to act as them.

use serde::Serialize;

use super::page::Page;
use super::parts::Pager;

#[derive(Debug, Default, Serialize)]
pub(crate) struct People {
    pub(crate) people: Vec<Row>,
    pub(crate) pager: Pager,
}

/// A person in a table.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) roles: String,
    pub(crate) email: Option<String>,
    pub(crate) current: bool,
}

/// Role URIs as people say them: the last word of each.
pub(crate) fn spoken(roles: &[String]) -> String {
    let mut words: Vec<&str> = Vec::new();
    for role in roles {
        let word = role.rsplit(['#', '/']).next().unwrap_or(role);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(", ")
}

impl Page for People {
    const TEMPLATE: &'static str = "people/list.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let pager = Pager {
            newer: Some("/main/admin/people".into()),
            older: Some("/main/admin/people?after=2".into()),
        };
        vec![("two", Self { people: Row::samples(), pager }), ("none", Self::default())]
    }
}

#[cfg(test)]
impl Row {
    pub(crate) fn samples() -> Vec<Self> {
        let ada = Self {
            id: "p-ada".into(),
            name: "Ada Teacher".into(),
            roles: "Instructor".into(),
            email: Some("ada@example.org".into()),
            current: true,
        };
        let hard = Self {
            id: format!("p-{}", "x".repeat(240)),
            name: super::samples::HARD_NAME.into(),
            roles: String::new(),
            email: None,
            current: false,
        };
        vec![ada, hard]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_spoken_by_their_last_word_and_once() {
        let roles = [
            "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant",
            "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor",
            "Instructor",
        ];
        assert_eq!(spoken(&roles.map(str::to_owned)), "TeachingAssistant, Instructor");
    }
}
