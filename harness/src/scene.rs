//! The people and things of one case, new for it.

use homeroom_vocab::message;
use serde_json::{Value, json};

use crate::control::{
    ControlError, CourseOrder, LaunchOrder, LineItem, LineItemOrder, LinkOrder, Person, Registered,
};
use crate::launch::Party;
use crate::record::Stop;
use crate::session::Session;
use crate::settings;
use crate::variation::LEARNER;

/// A course with one link to the tool and one person in it.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    pub(crate) person: Person,
    course: String,
    link: String,
    client: Registered,
    /// The line item of the link, where the case has begun with one.
    line_item: Option<LineItem>,
    /// What the person does there.
    pub(crate) errand: Errand,
}

/// What a person goes to the tool for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Errand {
    /// To open the link.
    #[default]
    Link,
    /// To pick content for the course.
    Content,
}

impl Scene {
    /// Creates course, link and a person with that role.
    pub(crate) async fn arrange(session: &Session, role: &str) -> Result<Self, Stop> {
        Self::arrange_with(session, &session.party, role).await
    }

    /// Creates a course with a link that has one line item, and a person with that role.
    pub(crate) async fn arrange_graded(session: &Session, role: &str) -> Result<Self, Stop> {
        Self::arrange_graded_at(session, &session.party, role, CourseOrder::default()).await
    }

    /// The same with another registration, in a course that is unlike others.
    pub(crate) async fn arrange_graded_at(
        session: &Session,
        party: &Party,
        role: &str,
        course: CourseOrder,
    ) -> Result<Self, Stop> {
        let mut scene = Self::named(session, party);
        scene.create_in(party, role, course).await?;
        scene.line_item = Some(party.campus.line_item(&scene.graded(1)).await?);
        Ok(scene)
    }

    /// Creates a course that is unlike others, with so many line items of its link, and a person with that role.
    pub(crate) async fn arrange_course(
        session: &Session,
        role: &str,
        course: CourseOrder,
        line_items: usize,
    ) -> Result<Self, Stop> {
        let party = &session.party;
        let mut scene = Self::named(session, party);
        scene.create_in(party, role, course).await?;
        for number in 1..=line_items {
            scene.line_item = Some(party.campus.line_item(&scene.graded(number)).await?);
        }
        Ok(scene)
    }

    /// The same person in a copy of the course, for the copy of the link.
    pub(crate) async fn copied(&self, session: &Session, role: &str) -> Result<Self, Stop> {
        let (campus, course) = (&session.party.campus, format!("copy-of-{}", self.course));
        campus.copy_course(&self.course, &course).await?;
        let link = campus.links_of(&course).await?.into_iter().next();
        let link = link.ok_or_else(|| Stop::unjudged("the copied course has no link"))?;
        campus.enrol(&course, &self.person.id, role).await?;
        Ok(Self { course, link, line_item: None, ..self.clone() })
    }

    /// A line item of the link, by its number. Its id ends in that of the run, as all that the run makes.
    fn graded(&self, number: usize) -> LineItemOrder {
        LineItemOrder {
            id: Some(format!("item-{number}-of-{}", self.link)),
            course: self.course.clone(),
            link: Some(self.link.clone()),
            client_id: self.client.client_id.clone(),
            deployment: self.client.deployments.first().cloned(),
            label: "Conformance activity".to_owned(),
            score_maximum: 60.0,
            ..LineItemOrder::default()
        }
    }

    /// Creates course, link and learner at another platform, and the launch there.
    pub(crate) async fn arrange_at(session: &Session, party: &Party) -> Result<LaunchOrder, Stop> {
        Self::arrange_with(session, party, LEARNER).await.map(|scene| scene.order())
    }

    async fn arrange_with(session: &Session, party: &Party, role: &str) -> Result<Self, Stop> {
        let scene = Self::named(session, party);
        scene.create_in(party, role, CourseOrder::default()).await?;
        Ok(scene)
    }

    /// People and things with ids that nobody else has, not created yet.
    fn named(session: &Session, party: &Party) -> Self {
        let suffix = format!("{}-{}", session.next_person(), session.run_id);
        Self {
            person: person(&suffix),
            course: format!("course-{suffix}"),
            link: format!("link-{suffix}"),
            client: party.registered.clone(),
            line_item: None,
            errand: Errand::Link,
        }
    }

    /// The id of the course.
    pub(crate) fn course(&self) -> &str {
        &self.course
    }

    /// The id of the link.
    pub(crate) fn link(&self) -> &str {
        &self.link
    }

    /// The line item of the link.
    pub(crate) fn line_item(&self) -> Option<&LineItem> {
        self.line_item.as_ref()
    }

    /// Creates another person with that role in the same course.
    pub(crate) async fn joined_by(&self, session: &Session, role: &str) -> Result<Self, Stop> {
        let suffix = format!("{}-{}", session.next_person(), session.run_id);
        let scene = Self { person: person(&suffix), ..self.clone() };
        scene.enrol(&session.party, role).await?;
        Ok(scene)
    }

    /// The course of the scene, as unlike others as that.
    pub(crate) fn named_course(&self, course: CourseOrder) -> CourseOrder {
        let (id, label) = (self.course.clone(), self.course.clone());
        CourseOrder { id, label, title: "Conformance".to_owned(), ..course }
    }

    async fn create_in(&self, party: &Party, role: &str, course: CourseOrder) -> Result<(), ControlError> {
        party.campus.course_as(&self.named_course(course)).await?;
        // Every link has a custom parameter, so that a launch without any is a case of its own.
        let custom = json!({"chapter": "3"});
        let link = LinkOrder::of_course(&self.link, &self.course, "Conformance activity");
        let link = LinkOrder { custom: Some(&custom), ..link };
        party.campus.link(&link, &party.registered).await?;
        self.enrol(party, role).await
    }

    async fn enrol(&self, party: &Party, role: &str) -> Result<(), ControlError> {
        let campus = &party.campus;
        campus.person(&self.person).await?;
        campus.enrol(&self.course, &self.person.id, role).await
    }

    /// The same people and things, for another errand.
    pub(crate) fn on(self, errand: Errand) -> Self {
        Self { errand, ..self }
    }

    /// Places a link that was picked, for the person to open.
    pub(crate) async fn place(
        &mut self,
        party: &Party,
        url: Option<&str>,
        custom: &Value,
    ) -> Result<(), ControlError> {
        self.link = format!("{}-picked", self.link);
        self.errand = Errand::Link;
        let link = LinkOrder {
            id: &self.link,
            course: &self.course,
            title: "Picked content",
            url,
            custom: Some(custom),
        };
        party.campus.link(&link, &self.client).await
    }

    /// An untouched launch by the person, for what they are here.
    pub(crate) fn order(&self) -> LaunchOrder {
        let order = LaunchOrder { person: self.person.id.clone(), ..LaunchOrder::default() };
        match self.errand {
            Errand::Link => LaunchOrder { link: self.link.clone(), ..order },
            Errand::Content => LaunchOrder {
                message: Some(message::DEEP_LINKING),
                course: self.course.clone(),
                client_id: self.client.client_id.clone(),
                options: settings::usual(),
                ..order
            },
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
