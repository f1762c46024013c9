//! `/{campus}/admin/people`: everybody on the campus, found by any word, and the button to act as them.

mod draft;
pub(crate) mod edit;
pub(crate) mod form;
pub(crate) mod remove;
pub(crate) mod roles;

use actix_web::HttpResponse;
use serde::Serialize;

use super::page::Page;
use super::parts::Pager;
use super::typed::some;
use super::visit::Visit;
use crate::domain::person::Person;
use crate::error::Problem;

/// How many people one page lists.
pub(crate) const A_PAGE: usize = 100;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(PeoplePage::of(&visit).await).await
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct PeoplePage {
    /// What is looked for.
    q: String,
    /// Where the acting person goes on to; none stays here.
    back: Option<String>,
    removed: Option<String>,
    shown: String,
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

impl PeoplePage {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let query = visit.query();
        let (skip, q) = (Pager::skip(&query), some(query.first("q")).unwrap_or_default());
        let back = some(query.first("back")).map(|back| visit.back(&back));
        let mut found = visit.campus.people_found(&q, skip, A_PAGE + 1).await?;
        let pager = Pager::around(skip, A_PAGE, found.len() > A_PAGE, |skip| {
            address(visit, &q, back.as_deref(), skip)
        });
        found.truncate(A_PAGE);
        let people = found
            .iter()
            .map(|person| {
                Row::new(person, &[person.system_roles.as_slice(), &person.institution_roles].concat(), visit)
            })
            .collect();
        let shown = shown(visit, &q, skip, found.len(), pager.older.is_some()).await?;
        let removed = removed(visit, query.first("removed")).await?;
        Ok(Self { q, back, removed, shown, people, pager })
    }
}

/// The name of somebody who was just removed.
async fn removed(visit: &Visit, id: &str) -> Result<Option<String>, Problem> {
    let found = visit.campus.person_on_record(id).await?;
    Ok(found.filter(|(_, removed)| *removed).map(|(person, _)| person.label()))
}

/// How many of how many are listed.
async fn shown(visit: &Visit, q: &str, skip: usize, listed: usize, more: bool) -> Result<String, Problem> {
    let upto = skip + listed;
    let range = if listed == 0 { "nobody".to_owned() } else { format!("{} to {upto}", skip + 1) };
    if !q.is_empty() {
        return Ok(if skip > 0 || more {
            format!("{range} of those found")
        } else {
            format!("{listed} found")
        });
    }
    let all = visit.campus.people_count().await?;
    let people = if all == 1 { "person" } else { "people" };
    Ok(if skip > 0 || more { format!("{range} of {all} {people}") } else { format!("{all} {people}") })
}

/// The list of what is looked for, after so many.
fn address(visit: &Visit, q: &str, back: Option<&str>, skip: usize) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let skip = (skip > 0).then(|| skip.to_string());
    for (name, value) in [("q", Some(q)), ("back", back), ("skip", skip.as_deref())] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            query.append_pair(name, value);
        }
    }
    let (path, query) = (visit.path("/admin/people"), query.finish());
    if query.is_empty() { path } else { format!("{path}?{query}") }
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

impl Page for PeoplePage {
    const TEMPLATE: &'static str = "people/list.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let pager = Pager {
            newer: Some("/main/admin/people".into()),
            older: Some("/main/admin/people?after=2".into()),
        };
        let shown = || "1 to 2 of 10000 people".to_owned();
        let found = Self {
            q: super::samples::HARD_NAME.into(),
            back: Some("/main/courses/c%2F1?a=1&b=2".into()),
            shown: shown(),
            people: Row::samples(),
            ..Self::default()
        };
        let removed = Some(super::samples::HARD_NAME.into());
        vec![
            ("two", Self { people: Row::samples(), pager, shown: shown(), removed, ..Self::default() }),
            ("found", found),
            ("none", Self::default()),
            ("nobody found", Self { q: "zzz".into(), ..Self::default() }),
        ]
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
