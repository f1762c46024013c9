//! What is recorded without judging. The sentences say what happened and leave out how it looked, so that the same
//! behaviour reads the same in every run; the exchanges show the rest.

use super::{Step, World};
use crate::oracle::classify::Outcome;
use crate::record::Stop;
use crate::session::Login;

impl World {
    /// Records a sentence about the tool.
    pub(crate) fn observe(&mut self, sentence: impl Into<String>) {
        self.seen.push(sentence.into());
    }

    /// What was recorded, in order.
    pub(crate) fn observed(&self) -> Option<String> {
        (!self.seen.is_empty()).then(|| self.seen.join("; "))
    }

    /// `Then it is recorded whether the tool takes the launch`.
    pub(crate) async fn record_whether_taken(&mut self) -> Step {
        let sentence = match self.outcome(self.last()?)? {
            Outcome::Accepted => "the tool takes the launch",
            Outcome::Refused => "the tool refuses the launch",
            Outcome::Onboarding => "the tool starts onboarding",
            Outcome::Crashed(_) => "the tool breaks",
            Outcome::Unclear(why) => match self.login_after_last().await? {
                Login::In => "the tool takes the launch",
                _ => return Err(Stop::unjudged(why)),
            },
        };
        self.observe(sentence);
        Ok(())
    }

    /// `Then it is recorded which role the page shows`.
    pub(crate) fn record_role(&mut self) -> Step {
        let (shown, learner, instructor) = self.roles()?;
        let sentence = match shown {
            Some(shown) if shown == instructor => "the page is that of an instructor".to_owned(),
            Some(shown) if shown == learner => "the page is that of a learner".to_owned(),
            Some(other) => format!("the page shows the role `{other}`"),
            None => "the page shows no role".to_owned(),
        };
        self.observe(sentence);
        Ok(())
    }
}
