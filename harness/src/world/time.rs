//! Cases that need the tool's own time to pass: it is moved where the tool lets us, and waited for where not.

use std::time::Duration;

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{Step, World};
use crate::clock;
use crate::control::LaunchOrder;
use crate::launch::deliver;

/// From `iat` to `exp` of a token that is made for another time than ours.
const LIFE: i64 = 300;

/// How long libraries hold back a refresh of a key set.
const HELD_BACK: Duration = Duration::from_secs(65);

impl World {
    /// `When 15 seconds pass for the tool`.
    pub(crate) async fn time_passes(&mut self, time: Duration) -> Step {
        let session = self.session()?;
        if session.target.own_time.is_some() {
            session.move_time(signed(time));
            self.ahead += time;
        } else {
            tokio::time::sleep(time).await;
        }
        Ok(())
    }

    /// Lets go by what a tool may hold back a refresh of the key set, where that can be had for nothing: cases before this one
    /// may have used up its patience with unknown keys.
    pub(super) async fn refreshes_are_free_again(&mut self) -> Step {
        match self.session()?.target.own_time {
            Some(_) => self.time_passes(HELD_BACK).await,
            None => Ok(()),
        }
    }

    /// Moves the tool's time back to ours, so that those who follow find it there.
    pub(super) fn return_to_the_present(&mut self) {
        let ahead = std::mem::take(&mut self.ahead);
        if let Some(session) = self.session.as_ref().filter(|_| !ahead.is_zero()) {
            session.move_time(-signed(ahead));
        }
    }

    /// The platform's clock does not move along, so the token says itself that it is new.
    pub(super) fn in_the_tools_time(&self, order: &LaunchOrder) -> LaunchOrder {
        let order = order.clone();
        if self.ahead.is_zero() { order } else { made_in(order, self.ahead) }
    }

    /// `When the answer of a new login arrives after 3600 seconds`: a token that is new when it arrives.
    pub(crate) async fn answer_arrives_late(&mut self, late: Duration) -> Step {
        let order = made_in(self.scene()?.order(), late);
        let mut browser = self.take_browser()?;
        let (opened, answer) = self.through_to_the_answer(&mut browser, &order).await?;
        self.time_passes(late).await?;
        let request = super::sendable(&answer)?;
        let ended = deliver(&mut browser, request, opened.mark).await;
        self.browser = Some(browser);
        self.ended.push(ended);
        Ok(())
    }
}

pub(super) fn signed(time: Duration) -> SignedDuration {
    SignedDuration::try_from(time).unwrap_or(SignedDuration::MAX)
}

/// A launch whose token is made so far ahead of now.
fn made_in(mut order: LaunchOrder, ahead: Duration) -> LaunchOrder {
    let now = clock::now().saturating_add(signed(ahead)).map_or(i64::MAX, jiff::Timestamp::as_second);
    let claims = order.options.entry("claims").or_insert_with(|| json!({}));
    if let Value::Object(claims) = claims {
        claims.entry("iat").or_insert_with(|| now.into());
        claims.entry("exp").or_insert_with(|| now.saturating_add(LIFE).into());
    }
    order
}
