//! Opening the registration page.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use jiff::SignedDuration;

use super::super::{Step, World};
use super::outlook::Outlook;
use super::told::{not_sent, registers, told_of};
use crate::control::{Campus, FaultOrder, Invitation, InvitationOrder};
use crate::oracle::calls::proof::Trace;
use crate::oracle::registration::{spared, trace};
use crate::record::Stop;
use crate::registering::Patience;
use crate::registration_calls::Step as Call;
use crate::session::{ENROLMENT, REFUSALS, Session};

/// How much longer than its own patience the page of a tool may take.
const MARGIN: Duration = Duration::from_secs(5);

/// How far the tool's time moves while the platform is silent.
const LEAP: Duration = Duration::from_secs(5);

/// Between two looks whether the platform is silent.
const LOOK: Duration = Duration::from_millis(50);

/// How long a tool may need to show that it has given up.
const LAST: Duration = Duration::from_secs(1);

pub(super) const IN_TIME: &str = "an answer of the registration page in time";

impl World {
    /// `Given the registration page of the tool was opened with a registration token`.
    pub(crate) async fn registration_page_was_opened(&mut self) -> Step {
        self.registering.shown = Some(self.session()?.shown_registration(true).await?);
        Ok(())
    }

    /// `Given the tool has sent a registration with a registration token`.
    pub(crate) async fn registration_was_sent(&mut self, with_token: bool) -> Step {
        let shown = self.session()?.shown_registration(with_token).await?;
        if shown.calls.iter().all(|call| call.step != Call::Registration) {
            return Err(not_sent(&shown));
        }
        self.registering.shown = Some(shown);
        Ok(())
    }

    /// `Given the tool has registered itself`.
    pub(crate) async fn tool_has_registered_itself(&mut self) -> Step {
        let session = self.session()?;
        self.registering.shown = Some(registers(&session).await?);
        Ok(())
    }

    /// `When the tool is to register itself, and meets "..."`.
    pub(crate) async fn tool_is_to_register(&mut self, fault: &str) -> Step {
        self.registers_with(fault, None).await
    }

    /// `When the tool is to register itself, and is sent to a stranger with "..."`.
    pub(crate) async fn tool_is_sent_to_stranger(&mut self, fault: &str) -> Step {
        let address = self.address_of_stranger()?;
        self.registers_with(fault, Some(address)).await
    }

    /// The tool registers itself, or tries to, by an invitation with that fault.
    pub(super) async fn registers_with(&mut self, fault: &str, with: Option<String>) -> Step {
        let session = self.session()?;
        registers(&session).await?;
        let mut order = session.invitation_order()?;
        if fault != "none" {
            self.withholding = true;
            order.faults = vec![FaultOrder { name: fault.to_owned(), with: with.clone() }];
        }
        self.registering.with = with;
        let outlook = Outlook::of(fault);
        let campus = if outlook == Outlook::Fails { REFUSALS } else { ENROLMENT };
        let patience =
            if outlook == Outlook::Succeeds { Patience::UntilUsed } else { Patience::UntilThePage };
        self.visit(campus, order, patience).await?;
        self.registration_fault_happened(fault)
    }

    /// `When the tool is to register itself, and the configuration is for who shows the registration token`.
    pub(crate) async fn configuration_needs_token(&mut self) -> Step {
        let session = self.session()?;
        registers(&session).await?;
        self.withholding = true;
        let order = InvitationOrder { configuration_needs_token: true, ..session.invitation_order()? };
        self.visit(ENROLMENT, order, Patience::UntilThePage).await
    }

    async fn visit(&mut self, campus: &str, order: InvitationOrder, patience: Patience) -> Step {
        let campus = self.session()?.campus_apart(campus).await?;
        let invitation = campus.invite(&order).await?;
        self.visit_by(&campus, invitation, patience).await
    }

    /// Opens the page, and waits until nothing more comes of it.
    pub(super) async fn visit_by(
        &mut self,
        campus: &Campus,
        invitation: Invitation,
        patience: Patience,
    ) -> Step {
        let session = self.session()?;
        let mut browser = self.take_browser()?;
        let visited = session.visit_by(&mut browser, campus.clone(), invitation, patience).await;
        self.browser = Some(browser);
        let visited = visited?;
        let visited = if visited.is_registered() { visited } else { session.till_silence(visited).await? };
        self.registering.visits.push(visited);
        Ok(())
    }

    /// A fault that no answer shows proves nothing about the tool.
    fn registration_fault_happened(&self, fault: &str) -> Step {
        if fault == "none" {
            return Ok(());
        }
        let visit = self.last_visit()?;
        let told = &visit.attempt.invitation.configuration_url;
        match trace(fault, self.registering.with.as_deref(), told, &visit.calls) {
            Trace::Shows => Ok(()),
            Trace::NotMet => Err(Stop::unjudged(format!(
                "the tool asked the platform for nothing that could show the fault `{fault}`; {}",
                told_of(visit)
            ))),
            Trace::Missing => Err(match spared(fault, &visit.calls) {
                Some(why) => Stop::not_applicable(why),
                None => Stop::unjudged(format!("no answer of the platform shows the fault `{fault}`")),
            }),
            Trace::Unknown => Err(Stop::unjudged(format!("no trace is known for the fault `{fault}`"))),
        }
    }

    /// `When the tool is to register itself, and waits 30 seconds of its time at most for "..."`.
    pub(crate) async fn tool_waits_for(&mut self, fault: &str, time: Duration) -> Step {
        let session = self.session()?;
        registers(&session).await?;
        self.withholding = true;
        let mut order = session.invitation_order()?;
        order.faults = vec![FaultOrder { name: fault.to_owned(), with: None }];
        let campus = session.campus_apart(REFUSALS).await?;
        let invitation = campus.invite(&order).await?;
        self.browser = Some(session.patient_browser(self.recorder.clone(), time + MARGIN));
        let (leaps, id) = (AtomicU32::new(0), invitation.id.clone());
        let visited = tokio::select! {
            visited = self.visit_by(&campus, invitation, Patience::UntilThePage) => visited,
            () = leap(&session, &campus, &id, (time, &leaps)) => Err(Stop::broken(IN_TIME, format!("none in {} s", time.as_secs()))),
        };
        self.ahead += LEAP.saturating_mul(leaps.load(Ordering::Relaxed));
        visited?;
        self.registration_fault_happened(fault)
    }
}

/// Spares everybody the wait: the tool's time, where it can be moved, passes in leaps while the platform gives no answer. Ends
/// when so much of it has passed.
async fn leap(session: &Session, campus: &Campus, invitation: &str, (time, leaps): (Duration, &AtomicU32)) {
    let mut left = time;
    while !left.is_zero() {
        tokio::time::sleep(LOOK).await;
        if session.target.own_time.is_none() {
            continue;
        }
        // Who cannot be asked now can be asked a little later.
        let calls = campus.calls_by_invitation(invitation).await.unwrap_or_default();
        if calls.iter().any(|call| call.status == 0) {
            leaps.fetch_add(1, Ordering::Relaxed);
            session.move_time(SignedDuration::try_from(LEAP).unwrap_or_default());
            left = left.saturating_sub(LEAP);
        }
    }
    tokio::time::sleep(LAST).await;
}
