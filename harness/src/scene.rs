//! The people and things of one case, new for it.

use crate::control::{ControlError, LaunchOrder, Person};
use crate::launch::Party;
use crate::record::Stop;
use crate::session::Session;
use crate::variation::LEARNER;

/// A course with one link to the tool and one person in it.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    pub(crate) person: Person,
    course: String,
    link: String,
}

impl Scene {
    /// Creates course, link and a person with that role.
    pub(crate) async fn arrange(session: &Session, role: &str) -> Result<Self, Stop> {
        Self::arrange_with(session, &session.party, role).await
    }

    /// Creates course, link and learner at another platform, and the launch there.
    pub(crate) async fn arrange_at(session: &Session, party: &Party) -> Result<LaunchOrder, Stop> {
        Self::arrange_with(session, party, LEARNER).await.map(|scene| scene.order())
    }

    async fn arrange_with(session: &Session, party: &Party, role: &str) -> Result<Self, Stop> {
        let suffix = format!("{}-{}", session.next_person(), session.run_id);
        let person = person(&suffix);
        let scene = Self { person, course: format!("course-{suffix}"), link: format!("link-{suffix}") };
        scene.create(party, role).await.map_err(|error| Stop::unjudged(error.to_string()))?;
        Ok(scene)
    }

    /// Creates another person with that role in the same course.
    pub(crate) async fn joined_by(&self, session: &Session, role: &str) -> Result<Self, Stop> {
        let suffix = format!("{}-{}", session.next_person(), session.run_id);
        let scene = Self { person: person(&suffix), ..self.clone() };
        scene.enrol(&session.party, role).await.map_err(|error| Stop::unjudged(error.to_string()))?;
        Ok(scene)
    }

    async fn create(&self, party: &Party, role: &str) -> Result<(), ControlError> {
        party.campus.course(&self.course, "Conformance").await?;
        party.campus.link(&self.link, &self.course, "Conformance activity", &party.registered).await?;
        self.enrol(party, role).await
    }

    async fn enrol(&self, party: &Party, role: &str) -> Result<(), ControlError> {
        let campus = &party.campus;
        campus.person(&self.person).await?;
        campus.enrol(&self.course, &self.person.id, role).await
    }

    /// An untouched launch of the link by the person.
    pub(crate) fn order(&self) -> LaunchOrder {
        LaunchOrder {
            link: self.link.clone(),
            person: self.person.id.clone(),
            method: "get",
            ..LaunchOrder::default()
        }
    }
}

fn person(suffix: &str) -> Person {
    Person {
        id: format!("person-{suffix}"),
        name: format!("Robin Tester{suffix}"),
        given_name: "Robin".to_owned(),
        family_name: format!("Tester{suffix}"),
        email: format!("robin.{suffix}@school.example"),
    }
}
