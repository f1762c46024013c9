//! How far an untouched launch comes with a tool: what lies on its way can be judged, and what lies behind its end cannot.

use crate::record::Stop;

/// Where the untouched launches of a tool end, as the control launches have shown it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Reach {
    /// They are taken.
    #[default]
    Taken,
    /// The tool asks our platform for a login, and no launch is taken: it refuses them, or our platform refuses to answer.
    Question { why: String },
    /// The tool answers logins, and never with an authentication request.
    Login { why: String },
}

impl Reach {
    /// Why no untouched launch is taken, if that is so.
    pub(crate) fn end(&self) -> Option<&str> {
        match self {
            Self::Taken => None,
            Self::Question { why } | Self::Login { why } => Some(why),
        }
    }

    /// For what needs an authentication request of the tool.
    pub(crate) fn demand_question(&self) -> Result<(), Stop> {
        match self {
            Self::Taken | Self::Question { .. } => Ok(()),
            Self::Login { why } => Err(Stop::unjudged(why.clone())),
        }
    }

    /// For what needs an answer that the tool takes.
    pub(crate) fn demand_launch(&self) -> Result<(), Stop> {
        self.end().map_or(Ok(()), |why| Err(Stop::unjudged(why)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_behind_the_end_of_the_way_is_unjudged_for_one_reason() {
        let why = "it answered with 405".to_owned();
        let (login, question) = (Reach::Login { why: why.clone() }, Reach::Question { why: why.clone() });
        assert!(Reach::Taken.demand_question().is_ok() && Reach::Taken.demand_launch().is_ok());
        assert!(question.demand_question().is_ok());
        for stopped in [login.demand_question(), login.demand_launch(), question.demand_launch()] {
            assert_eq!(stopped, Err(Stop::unjudged(why.clone())));
        }
    }
}
