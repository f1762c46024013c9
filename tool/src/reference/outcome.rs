//! What came of a picker, for the platform, the person and the log (DL-037 to DL-039).

use crate::deep_linking::{AnswerError, SignedAnswer};
use crate::reference::app::App;
use crate::reference::items;
use crate::reference::offer::{self, Offer};
use crate::reference::pickers::Picker;
use crate::{Defect, Defects};

/// How a picker was left.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// With these items; none is an answer too (DL-037).
    Added {
        offers: Vec<&'static Offer>,
        title: String,
    },
    Cancelled,
    Failed,
}

impl Outcome {
    /// Whether the user gets back to the platform (DL-038).
    pub(crate) fn is_told(&self, defects: &Defects) -> bool {
        match self {
            Self::Added { .. } => true,
            Self::Cancelled => !defects.has(Defect::ANSWER_NONE_ON_CANCEL),
            Self::Failed => !defects.has(Defect::ANSWER_NONE_ON_FAILURE),
        }
    }
}

/// The answer to the request that opened the picker.
pub(crate) async fn answer(
    app: &App,
    picker: &Picker,
    outcome: &Outcome,
) -> Result<SignedAnswer, AnswerError> {
    let request = picker.request();
    let answer = app.lti.deep_linking(&request)?;
    let answer = match outcome {
        Outcome::Added { offers, title } => {
            let items = items::describe(app, &picker.settings, offers, title);
            let (count, log) = (count(items.len(), &app.defects), "the picker was closed with a choice");
            answer.message(count).log(log).items(items)
        }
        Outcome::Cancelled => {
            let answer = answer.message("Nothing was added.").log("the picker was cancelled");
            if app.defects.has(Defect::ANSWER_ITEMS_ON_CANCEL) {
                let all = offer::accepted(&picker.settings, &app.defects);
                answer.items(items::describe(app, &picker.settings, &all, ""))
            } else {
                answer
            }
        }
        Outcome::Failed => answer
            .error_message("The content could not be prepared. Nothing was added.")
            .error_log("the person in front of the picker asked for a failure"),
    };
    answer.sign().await
}

fn count(items: usize, defects: &Defects) -> String {
    let count = match items {
        0 => return "Nothing was added.".to_owned(),
        1 => "1 item was added.".to_owned(),
        more => format!("{more} items were added."),
    };
    if defects.has(Defect::ANSWER_MSG_HTML) { format!("<p>{count}</p>") } else { count }
}
