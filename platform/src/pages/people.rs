//! `/{campus}/admin/people`: everybody on the campus, and the button to act as them.

use actix_web::HttpResponse;
use serde::Serialize;

use super::page::Page;
use super::parts::Pager;
use super::visit::Visit;
use crate::domain::person::Person;
use crate::error::Problem;

/// How many people one page lists.
pub(crate) const A_PAGE: usize = 100;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(People::of(&visit).await).await
}

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

impl People {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let skip = Pager::skip(&visit.query());
        let mut found = visit.campus.people_page(skip, A_PAGE + 1).await?;
        let pager = Pager::by_skip(&visit.path("/admin/people"), skip, A_PAGE, found.len());
        found.truncate(A_PAGE);
        let people = found
            .iter()
            .map(|person| {
                Row::new(person, &[person.system_roles.as_slice(), &person.institution_roles].concat(), visit)
            })
            .collect();
        Ok(Self { people, pager })
    }
}

impl Row {
    /// A person with the roles that matter on the page.
    pub(crate) fn new(person: &Person, roles: &[String], visit: &Visit) -> Self {
        Self {
            id: person.id.to_string(),
            name: person.label(),
            roles: spoken(roles),
            email: person.email.clone(),
            current: visit.is_acting(person.id.as_str()),
        }
    }
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
