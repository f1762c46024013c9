//! From words to a filter: people, tools and courses are looked up before the exchanges are.

use std::collections::HashSet;

use super::filter::{Condition, Filter, Needle, Test};
use super::words::{Question, Word};
use crate::campus::Campus;
use crate::domain::answer::Picked;
use crate::domain::launch::{Launch, Stage};
use crate::domain::registration::Registration;
use crate::store::StoreError;

/// How many people a name may mean.
const PEOPLE: usize = 500;

impl Campus {
    /// The filter for what somebody asked, as things stand now.
    pub(crate) async fn filter(&self, question: &Question) -> Result<Filter, StoreError> {
        let mut conditions = Vec::with_capacity(question.clauses.len());
        for clause in &question.clauses {
            let mut any = Vec::with_capacity(clause.any.len());
            for word in &clause.any {
                any.push(self.test(word).await?);
            }
            conditions.push(Condition { not: clause.not, any });
        }
        Ok(Filter { conditions, ..Filter::default() })
    }

    async fn test(&self, word: &Word) -> Result<Test, StoreError> {
        Ok(match word {
            Word::Tool(name) => self.of_tool(name),
            Word::Person(name) => self.of_person(name).await?,
            Word::Course(name) => self.of_course(name).await?,
            Word::Requirement(id) => Test::About(self.about(id)),
            Word::Refused => Test::Refused { launches: self.launches().ids_where(was_refused) },
            Word::Kept => Test::Kept(self.journal().kept_numbers()),
            Word::Status(range) => Test::Status(range.clone()),
            Word::Kinds(kinds) => Test::Kinds(kinds.clone()),
            Word::Method(method) => Test::Method(method.clone()),
            Word::Launch(id) => Test::Launch(id.clone()),
            Word::Finding => Test::Finding,
            Word::OfLaunch => Test::OfLaunch,
            Word::Text(text) => Test::Text(Needle::new(text)),
        })
    }

    fn of_tool(&self, name: &str) -> Test {
        let typed = Typed::new(name);
        let meant = |tool: &Registration| typed.is(tool.client_id.as_str()) || typed.is_in(&tool.name);
        let known = self.registrations();
        let mut clients: HashSet<String> =
            known.iter().filter(|tool| meant(tool)).map(|tool| tool.client_id.to_string()).collect();
        // The client id of a tool that was never registered, or is no more.
        clients.insert(name.to_owned());
        let launches = self.launches().ids_where(|launch| {
            let tool = &launch.ticket.registration;
            clients.contains(tool.client_id.as_str()) || typed.is_in(&tool.name)
        });
        Test::Tool { clients, launches }
    }

    async fn of_person(&self, name: &str) -> Result<Test, StoreError> {
        let typed = Typed::new(name);
        let found = self.store().people_found(self.name().as_str(), name, 0, PEOPLE).await?;
        let mut people: HashSet<String> = found.iter().map(|person| person.id.to_string()).collect();
        people.insert(name.to_owned());
        let launches = self.launches().ids_where(|launch| {
            let person = &launch.ticket.person;
            people.contains(person.id.as_str())
                || typed.is_in(&person.label())
                || person.email.as_ref().is_some_and(|email| typed.is_in(email))
        });
        Ok(Test::Person { launches, people })
    }

    async fn of_course(&self, name: &str) -> Result<Test, StoreError> {
        let typed = Typed::new(name);
        let all = self.courses().await?;
        let meant =
            all.iter().filter(|course| typed.is(course.id.as_str()) || typed.is_in(&course.heading()));
        let courses: HashSet<String> = meant.map(|course| course.id.to_string()).collect();
        let launches = self.launches().ids_where(|launch| courses.contains(launch.ticket.course.id.as_str()));
        Ok(Test::Course { courses, launches })
    }
}

/// The value of a word: an id as it is, or part of a name in any case.
struct Typed<'a> {
    text: &'a str,
    lower: String,
}

impl<'a> Typed<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, lower: text.to_lowercase() }
    }

    fn is(&self, id: &str) -> bool {
        id == self.text
    }

    fn is_in(&self, name: &str) -> bool {
        name.to_lowercase().contains(&self.lower)
    }
}

fn was_refused(launch: &Launch) -> bool {
    matches!(launch.stage, Stage::Refused { .. }) || matches!(launch.picked, Picked::Refused(_))
}
