//! Courses of cases about services: what is in them, what is wrong with them, and what somebody does there.

use std::sync::Arc;
use std::time::Duration;

use super::{Step, World};
use crate::control::{ArmOrder, CourseOrder, LaunchOrder};
use crate::injection::Injection;
use crate::oracle::calls::offer::Offer;
use crate::oracle::calls::proof::{self, Trace};
use crate::oracle::calls::roster;
use crate::oracle::calls::url::path;
use crate::record::Stop;
use crate::scene::Scene;
use crate::service_calls::ServiceCall;
use crate::variation::{INSTRUCTOR, LEARNER};

/// So long a tool may take until it asks the service that does not answer.
const HEAD_START: Duration = Duration::from_millis(200);

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
    act: String,
    /// The calls of the act before the last.
    pub(super) calls_before: Vec<Arc<ServiceCall>>,
    /// Whether the last launch was accepted.
    taken: Option<Step>,
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

    /// `And the tool does "score" where nothing is wrong`: shown once in a run, for all cases that build on it.
    pub(crate) async fn act_works(&self, act: &str) -> Step {
        let act = self.act(act)?;
        self.session()?.demonstration(&act).await.map(drop)
    }

    /// `And the instructor has done "roster" in the tool`.
    pub(crate) async fn act_was_done(&mut self, act: &str) -> Step {
        self.act_is_done_here(act).await?;
        if self.calls_of_act().is_empty() {
            return Err(Stop::unjudged(format!("the act `{act}` leads to no call of a service")));
        }
        self.demand_success()
    }

    /// What a case builds on has worked.
    fn demand_success(&self) -> Step {
        match self.calls_of_act().iter().rfind(|call| call.method != "GET" || call.is_answered_well()) {
            Some(call) if !call.is_answered_well() => Err(Stop::unjudged(format!(
                "blocked: {} {} was answered with status {}",
                call.method, call.url, call.status
            ))),
            _ => Ok(()),
        }
    }

    /// `When the learner does "score" in the tool`.
    pub(crate) async fn act_is_done_here(&mut self, act: &str) -> Step {
        let order = self.scene()?.order();
        self.act_by(act, &order).await?.map_or(Ok(()), |stuck| Err(Stop::unjudged(stuck)))
    }

    /// `When the learner does "score" where it can be done`: a control that is not there cannot be used, and need not be.
    pub(crate) async fn act_is_tried(&mut self, act: &str, variation: Option<&str>) -> Step {
        let order = match variation {
            Some(variation) => self.varied(variation)?,
            None => self.scene()?.order(),
        };
        self.act_by(act, &order).await.map(drop)
    }

    /// `When the learner opens the link with the variation "...", and does "score" where it can be done`. What a tool calls at the
    /// launch is seen without any act.
    pub(crate) async fn link_is_opened_for(&mut self, act: &str, variation: &str) -> Step {
        if self.act(act).is_ok() {
            return self.act_is_tried(act, Some(variation)).await;
        }
        let order = self.varied(variation)?;
        self.open_for_act(&order).await?;
        self.note_acceptance().await;
        self.hear_calls_so_far().await
    }

    /// Whether the launch was taken; the page of the act need not look like it.
    async fn note_acceptance(&mut self) {
        let (Ok(ended), Some(browser)) = (self.last(), &self.browser) else { return };
        self.course.taken = Some(self.is_accepted(ended, browser).await);
    }

    /// `Then the tool has accepted the launch`.
    pub(crate) fn launch_was_accepted(&self) -> Step {
        self.course.taken.clone().unwrap_or_else(|| Err(Stop::unjudged("nothing has been launched yet")))
    }

    /// Why the act did not come to its end, if it did not.
    async fn act_by(&mut self, name: &str, order: &LaunchOrder) -> Result<Option<String>, Stop> {
        let act = self.act(name)?;
        name.clone_into(&mut self.course.act);
        self.course.calls_before = self.calls_of_act().to_vec();
        self.course.offer_before = self.ended.last().and_then(|ended| Offer::of(&ended.token));
        self.open_for_act(order).await?;
        self.note_acceptance().await;
        let stuck = self.try_out(&act).await?;
        self.hear_calls_of(&act).await?;
        Ok(stuck.map(|stuck| stuck.to_string()))
    }

    /// `When the learner opens the link, the line item is deleted, and the learner does "score"`.
    pub(crate) async fn line_item_vanishes_before(&mut self, name: &str) -> Step {
        let act = self.act(name)?;
        if act.steps.is_empty() {
            return Err(Stop::not_applicable(format!(
                "the tool does `{name}` at the launch: there is no time between in which a line item could vanish"
            )));
        }
        name.clone_into(&mut self.course.act);
        let (session, order, item) = (self.session()?, self.scene()?.order(), self.line_item_id()?);
        self.open_for_act(&order).await?;
        session.party.campus.delete_line_item(&item).await?;
        self.withholding = true;
        let stuck = self.try_out(&act).await?;
        self.hear_calls_of(&act).await?;
        let vanished = self.scene()?.line_item().map(|item| path(&item.url).to_owned()).unwrap_or_default();
        if self.calls_of_act().iter().any(|call| call.status == 404 && call.path().starts_with(&vanished)) {
            return Ok(());
        }
        Err(stuck.map_or_else(
            || Stop::not_applicable("the tool makes no call for the line item that has vanished"),
            |stuck| Stop::unjudged(stuck.to_string()),
        ))
    }

    /// `When the learner does "score" in the tool, and the course has the fault "..."`.
    pub(crate) async fn act_meets_fault(
        &mut self,
        act: &str,
        fault: &str,
        strikes: Strikes,
        variation: Option<&str>,
    ) -> Step {
        let with = match strikes {
            Strikes::ForStranger => Some(self.address_of_stranger()?),
            Strikes::Always | Strikes::Once => None,
        };
        let when = if strikes == Strikes::Once { "once" } else { "always" };
        let order = ArmOrder { when, with: with.clone(), ..ArmOrder::always(fault) };
        let order = if fault.starts_with("service.") { order.on(resource_of(act)) } else { order };
        self.arm_here(&[order]).await?;
        self.injected.extend(
            is_markup(fault).then(|| Injection::of_variation("markup")).flatten().map(|each| each.sign),
        );
        let launch = match variation {
            Some(variation) => self.varied(variation)?,
            None => self.scene()?.order(),
        };
        let stuck = self.act_by(act, &launch).await?;
        self.fault_was_met(fault, with.as_deref(), stuck)
    }

    /// `When the instructor does "roster" in the tool, and the course has the fault "..." for 15 seconds of the tool's time`: where
    /// that time can be moved, it moves when the tool has had the time to ask.
    pub(crate) async fn act_meets_silence(&mut self, act: &str, fault: &str, time: Duration) -> Step {
        let session = self.session()?;
        if session.target.own_time.is_none() {
            return self.act_meets_fault(act, fault, Strikes::Always, None).await;
        }
        let moved = tokio::spawn(async move {
            tokio::time::sleep(HEAD_START).await;
            session.move_time(super::time::signed(time));
        });
        let done = self.act_meets_fault(act, fault, Strikes::Always, None).await;
        // The task cannot panic, and is over before the time is moved back.
        let _moved = moved.await;
        self.ahead += time;
        done
    }

    /// A fault that no call met proves nothing about the tool.
    fn fault_was_met(&self, fault: &str, with: Option<&str>, stuck: Option<String>) -> Step {
        match proof::trace(fault, with, self.calls_of_act()) {
            Trace::Shows => Ok(()),
            Trace::Missing => Err(Stop::unjudged(format!("the fault `{fault}` does not show on the wire"))),
            Trace::Unknown => Err(Stop::unjudged(format!("no trace is known for the fault `{fault}`"))),
            Trace::NotMet => Err(stuck.map_or_else(
                || {
                    Stop::not_applicable(format!(
                        "the tool makes no call here that meets the fault `{fault}`"
                    ))
                },
                Stop::unjudged,
            )),
        }
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

/// How a fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strikes {
    Always,
    Once,
    /// Each time, and it leads to another host.
    ForStranger,
}

fn is_markup(fault: &str) -> bool {
    fault.ends_with("markup")
}

/// The resource that an act is about.
fn resource_of(act: &str) -> &'static str {
    match act {
        "score" | "progress" => "scores",
        "results" => "results",
        "change-line-item" | "delete-line-item" => "line_item",
        "line-items" | "line-item" => "line_items",
        _ => "memberships",
    }
}
