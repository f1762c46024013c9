//! What a tool answers to a deep-linking request, and how far that got.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One answer: what was in it, and what became of each item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Answer {
    pub(crate) items: Vec<ItemNote>,
    /// Said to the person.
    pub(crate) msg: Option<String>,
    /// Said to the log.
    pub(crate) log: Option<String>,
    /// Said to the person about a failure.
    pub(crate) errormsg: Option<String>,
    /// Said to the log about a failure.
    pub(crate) errorlog: Option<String>,
    /// Whether the message was what it has to be; nothing of a refused one is placed.
    pub(crate) accepted: bool,
}

/// One item of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct ItemNote {
    #[serde(rename = "type")]
    pub(crate) kind: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) url: Option<String>,
    /// The id of what it became in the course.
    pub(crate) placed: Option<String>,
    /// Why it was not placed, or not whole.
    pub(crate) reason: Option<String>,
}

/// How far a request got with its answer. Transitions consume it, so that a request is answered once.
#[derive(Debug, Clone, Default)]
pub(crate) enum Picked {
    /// Waits for the tool.
    #[default]
    Waiting,
    /// A good answer is being placed.
    Placing,
    /// The last answer was refused; a better one may come.
    Refused(Arc<Answer>),
    /// A good answer was placed.
    Placed(Arc<Answer>),
}

impl Picked {
    /// A good answer came; a second one is too late.
    pub(crate) fn begin(self) -> Result<Self, Self> {
        match self {
            Self::Waiting | Self::Refused(_) => Ok(Self::Placing),
            Self::Placing | Self::Placed(_) => Err(self),
        }
    }

    /// Its items are in the course.
    pub(crate) fn finish(self, answer: Answer) -> Self {
        match self {
            Self::Placing => Self::Placed(Arc::new(answer)),
            other => other,
        }
    }

    /// Its items could not be stored: the tool may send it again.
    pub(crate) fn give_up(self) -> Self {
        match self {
            Self::Placing => Self::Waiting,
            other => other,
        }
    }

    /// A bad answer came; it takes nothing from a good one.
    pub(crate) fn refuse(self, answer: Answer) -> Self {
        match self {
            Self::Waiting | Self::Refused(_) => Self::Refused(Arc::new(answer)),
            Self::Placing | Self::Placed(_) => self,
        }
    }

    /// The last answer.
    pub(crate) fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Waiting | Self::Placing => None,
            Self::Refused(answer) | Self::Placed(answer) => Some(answer),
        }
    }

    /// Whether a good answer has come.
    pub(crate) fn is_spent(&self) -> bool {
        matches!(self, Self::Placing | Self::Placed(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_takes_one_good_answer() {
        let placed = Picked::Waiting.begin().unwrap().finish(Answer { accepted: true, ..Answer::default() });
        let kept = placed.begin().unwrap_err().refuse(Answer::default());
        assert!(kept.is_spent() && kept.answer().unwrap().accepted);
    }

    #[test]
    fn a_bad_answer_leaves_room_for_a_good_one() {
        let refused = Picked::Waiting.refuse(Answer::default());
        assert!(!refused.is_spent() && refused.answer().is_some());
        assert!(refused.begin().is_ok());
    }

    #[test]
    fn an_answer_that_could_not_be_stored_may_come_again() {
        assert!(Picked::Waiting.begin().unwrap().give_up().begin().is_ok());
    }
}
