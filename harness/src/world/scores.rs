//! Cases about scores: which the tool posts, how often, and what it does when they are refused.

use super::{Step, World};
use crate::oracle::calls::attempts::Attempts;
use crate::oracle::calls::scores::{Score, final_score, repeated, scores, tireless};
use crate::oracle::calls::url::told;
use crate::record::Stop;

impl World {
    /// `Then the tool has posted a final score of the learner`.
    pub(crate) fn final_score_was_posted(&self) -> Step {
        let person = &self.scene()?.person.id;
        final_score(&scores(self.calls_of_act()), person).map_err(|actual| {
            Stop::broken(format!("a score of `{person}` with `gradingProgress` `FullyGraded`"), actual)
        })
    }

    /// `Then the tool posts no score twice`: compared with what it does where nothing is wrong.
    pub(crate) async fn no_score_is_repeated(&self) -> Step {
        let usual = scores(&self.usual_calls().await?);
        match repeated(&scores(self.calls_of_act()), &usual) {
            None => Ok(()),
            Some(actual) => Err(Stop::broken("each score posted once", actual)),
        }
    }

    /// `Then the tool gives up after a few attempts`.
    pub(crate) fn attempts_are_few(&self) -> Step {
        match tireless(self.calls_of_act()) {
            None => Ok(()),
            Some(actual) => Err(Stop::broken("a few attempts at most", actual)),
        }
    }

    /// `Then each new attempt has the timestamp and the value of the first`.
    pub(crate) fn attempts_say_the_same(&self) -> Step {
        match self.attempts()?.changed() {
            None => Ok(()),
            Some((first, other)) => Err(Stop::broken(first, other)),
        }
    }

    /// `And the tool waits before each new attempt`.
    pub(crate) fn attempts_take_their_time(&self) -> Step {
        match self.attempts()?.hurried() {
            None => Ok(()),
            Some((asked, waited)) => Err(Stop::broken(
                format!("a further attempt after {asked} ms at least"),
                format!("after {waited} ms"),
            )),
        }
    }

    fn attempts(&self) -> Result<Attempts, Stop> {
        let all = scores(self.calls_of_act());
        let refused = all.iter().map(|score| score.call.status).find(|status| *status >= 400);
        let attempts = refused.and_then(|status| Attempts::after(&all, status));
        let attempts = attempts.ok_or_else(|| Stop::unjudged("no score was refused"))?;
        if attempts.is_tried_again() {
            return Ok(attempts);
        }
        Err(Stop::not_applicable(
            "the tool does not post the score again while the case looks on; later it may",
        ))
    }

    /// `Then no score of the instructor is posted`.
    pub(crate) fn nobody_scores_the_instructor(&self) -> Step {
        let person = &self.scene()?.person.id;
        match scores(self.calls_of_act()).iter().find(|score| score.user() == person) {
            None => Ok(()),
            Some(score) => Err(Stop::broken("scores of learners only", told(&score.call))),
        }
    }

    /// `And the tool posts no score over the teacher's`.
    pub(crate) fn teacher_has_the_last_word(&self) -> Step {
        match scores(self.calls_of_act()).first() {
            None => Ok(()),
            Some(score) => Err(Stop::broken("results read, and no score posted", told(&score.call))),
        }
    }

    /// `Then it is recorded which progress the tool tells`.
    pub(crate) fn record_progress(&mut self) {
        let told: Vec<_> = scores(self.calls_of_act()).iter().map(Score::stage).collect();
        self.observe(if told.is_empty() {
            "the tool tells no progress".to_owned()
        } else {
            format!("the tool tells {}", told.join(", then "))
        });
    }
}
