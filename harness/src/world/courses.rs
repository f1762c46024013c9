//! Courses of cases about services, and what is in them.

use std::sync::Arc;

use super::{Step, World};
use crate::control::CourseOrder;
use crate::oracle::calls::offer::Offer;
use crate::oracle::calls::roster;
use crate::record::Stop;
use crate::scene::Scene;
use crate::service_calls::ServiceCall;
use crate::variation::{INSTRUCTOR, LEARNER};

/// More people than a case makes one by one.
const MOST_BY_NAME: u32 = 20;

/// What a case has in its course, and what happened there.
#[derive(Debug, Default)]
pub(super) struct Course {
    order: CourseOrder,
    /// User ids of learners who are there beside the person of the case.
    pub(super) learners: Vec<String>,
    /// The member whom the case is about.
    pub(super) member: Option<String>,
    /// What the last act is called.
    pub(super) act: String,
    /// The calls of the act before the last.
    pub(super) calls_before: Vec<Arc<ServiceCall>>,
    /// Whether the last launch was accepted.
    pub(super) taken: Option<Step>,
    /// What the launch before the last has offered.
    pub(super) offer_before: Option<Offer>,
}

impl World {
    /// `Given an instructor of a course with 3 line items, 1 to a page`: all of the same link.
    pub(crate) async fn course_has_line_items(
        &mut self,
        role: &str,
        count: usize,
        page_size: Option<u32>,
    ) -> Step {
        let session = self.session()?;
        let order = CourseOrder { page_size, ..CourseOrder::default() };
        self.scene = Some(Scene::arrange_course(&session, role, order.clone(), count).await?);
        self.course.order = order;
        self.claim_course();
        Ok(())
    }

    /// `Given an instructor of a course with results, 1 to a page`: three learners have one.
    pub(crate) async fn course_has_results(&mut self, page_size: Option<u32>) -> Step {
        self.course_has_line_items(INSTRUCTOR, 1, page_size).await?;
        self.learners_join(3).await?;
        let (session, item) = (self.session()?, self.line_item_id()?);
        for (learner, score) in self.course.learners.iter().zip([11.0, 22.0, 33.0]) {
            session.party.campus.override_result(&item, learner, score).await?;
        }
        Ok(())
    }

    pub(super) fn line_item_id(&self) -> Result<String, Stop> {
        let item = self.scene()?.line_item().map(|item| item.id.clone());
        item.ok_or_else(|| Stop::unjudged("the course of the case has no line item"))
    }

    /// `Given an instructor of a course with 5 members, 2 to a page`: the instructor is one of them.
    pub(crate) async fn course_has_members(&mut self, count: u32, page_size: Option<u32>) -> Step {
        self.course_has_line_items(INSTRUCTOR, 1, page_size).await?;
        if count <= MOST_BY_NAME {
            return self.learners_join(count - 1).await;
        }
        let session = self.session()?;
        Ok(session.party.campus.make_roster(self.scene()?.course(), count - 1).await?)
    }

    pub(super) async fn learners_join(&mut self, count: u32) -> Step {
        let session = self.session()?;
        for _ in 0..count {
            let learner = self.scene()?.joined_by(&session, LEARNER).await?;
            self.course.learners.push(learner.person.id);
        }
        Ok(())
    }

    /// `And the URLs of the service have a query`, or a new one.
    pub(crate) async fn service_query_is(&mut self, query: &str) -> Step {
        let session = self.session()?;
        self.course.order.service_query = Some(query.to_owned());
        let order = self.scene()?.named_course(self.course.order.clone());
        Ok(session.party.campus.course_as(&order).await?)
    }

    /// The calls that the last act leads to where nothing is wrong.
    pub(super) async fn usual_calls(&self) -> Result<Vec<Arc<ServiceCall>>, Stop> {
        let act = self.act(&self.course.act)?;
        Ok(self.session()?.demonstration(&act).await?.calls.clone())
    }

    /// The claim of the last launch.
    pub(super) fn offer(&self) -> Result<Option<Offer>, Stop> {
        Ok(Offer::of(&self.last()?.token))
    }

    /// The address of the roster in the last launch.
    pub(super) fn roster_url(&self) -> Result<String, Stop> {
        roster::offered(&self.last()?.token).ok_or_else(|| Stop::unjudged("the launch offers no roster"))
    }
}
