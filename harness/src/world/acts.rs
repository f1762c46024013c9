//! What somebody does in the tool, and what is wrong with the services of the course meanwhile.

use std::sync::Arc;
use std::time::Duration;

use super::{Step, World};
use crate::control::{ArmOrder, LaunchOrder};
use crate::injection::Injection;
use crate::oracle::calls::offer::Offer;
use crate::oracle::calls::proof::{self, Trace};
use crate::oracle::calls::url::path;
use crate::record::Stop;
use crate::scene::Scene;
use crate::session::Session;

/// So long a tool may take until it asks the service that does not answer.
const HEAD_START: Duration = Duration::from_millis(200);

/// More pages than a roster of 10,000 has at any usual size of a page. Who asks for more does not stop.
pub(super) const MOST_PAGES: usize = 250;

/// Between two looks at how many pages a tool has asked for.
const LOOK: Duration = Duration::from_millis(100);

impl World {
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
            Strikes::ForStranger => Some(self.address_on_another_host()?),
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
        let (session, scene) = (self.session()?, self.scene()?.clone());
        let guard = fault.contains(".next.").then(|| tokio::spawn(end_of_patience(session, scene)));
        let stuck = self.act_by(act, &launch).await;
        if let Some(guard) = guard {
            guard.abort();
        }
        // A tool that goes on for ever is not left to it.
        self.arm_here(&[]).await?;
        self.fault_was_met(fault, with.as_deref(), stuck?).await
    }

    /// An address whose host has another name than the platform's: many clients tell hosts apart by name, not by port.
    fn address_on_another_host(&mut self) -> Result<String, Stop> {
        let (address, session) = (self.address_of_stranger()?, self.session()?);
        let platform = session.party.platform_page().and_then(|page| page.host_str().map(str::to_owned));
        let is_same = platform.is_some_and(|host| host == "127.0.0.1");
        Ok(if is_same { address.replacen("127.0.0.1", "localhost", 1) } else { address })
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

    /// Why nothing can be told: a tool may never make such calls, or it did not come to it this time.
    async fn not_met(&self, fault: &str, stuck: Option<String>) -> Stop {
        let usual = self.usual_calls().await.unwrap_or_default();
        match stuck {
            Some(stuck) => Stop::unjudged(stuck),
            None if proof::is_met(fault, &usual) => Stop::unjudged(format!(
                "the tool makes no call that meets the fault `{fault}`, as it does where nothing is wrong"
            )),
            None => Stop::not_applicable(format!("the tool makes no call that meets the fault `{fault}`")),
        }
    }

    /// A fault that no call met proves nothing about the tool.
    async fn fault_was_met(&self, fault: &str, with: Option<&str>, stuck: Option<String>) -> Step {
        match proof::trace(fault, with, self.calls_of_act()) {
            Trace::Shows => Ok(()),
            Trace::Missing => Err(Stop::unjudged(format!("the fault `{fault}` does not show on the wire"))),
            Trace::Unknown => Err(Stop::unjudged(format!("no trace is known for the fault `{fault}`"))),
            Trace::NotMet => Err(self.not_met(fault, stuck).await),
        }
    }
}

/// Ends the faults of a course as soon as the tool has asked there for more pages than a large roster has.
async fn end_of_patience(session: Arc<Session>, scene: Scene) {
    loop {
        tokio::time::sleep(LOOK).await;
        // What our own platform does not tell now, it tells at the next look.
        let asked = session.calls_at(&scene).await.map_or(0, |calls| calls.len());
        if asked > MOST_PAGES && session.party.campus.arm_at(scene.course(), &[]).await.is_ok() {
            return;
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    /// The faults that steps of these features name.
    fn faults_of_courses() -> Vec<String> {
        let features = Catalogue::load(&[]).unwrap().features;
        let scenarios = features.iter().flat_map(|feature| &feature.scenarios);
        let steps = scenarios.flat_map(|scenario| &scenario.steps);
        let named = steps.filter_map(|step| step.value.split_once("the course has the fault \""));
        named.filter_map(|(_, rest)| rest.split('"').next().map(str::to_owned)).collect()
    }

    #[test]
    fn every_fault_of_a_course_has_a_trace() {
        let faults = faults_of_courses();
        assert!(faults.len() > 40, "{faults:?}");
        for fault in faults {
            assert_ne!(proof::trace(&fault, None, &[]), Trace::Unknown, "{fault}");
        }
    }
}
