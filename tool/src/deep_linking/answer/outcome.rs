//! What came of a picker, for the platform, the person and the log (DL-037 to DL-039).

use homeroom_vocab::claim::{DL_CONTENT_ITEMS, DL_ERRORLOG, DL_ERRORMSG, DL_LOG, DL_MSG};
use serde_json::{Value, json};

use crate::app::App;
use crate::deep_linking::answer::Pairs;
use crate::defects::{Defect, Defects};
use crate::reference::items;
use crate::reference::offer::{self, Offer};
use crate::reference::pickers::Picker;

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

pub(super) fn claims(app: &App, picker: &Picker, outcome: &Outcome) -> Pairs<3> {
    match outcome {
        Outcome::Added { offers, title } => {
            let items = items::describe(app, picker, offers, title);
            [
                (DL_MSG, Some(count(items.len(), &app.defects).into())),
                (DL_LOG, Some(log("the picker was closed with a choice", &app.defects))),
                (DL_CONTENT_ITEMS, Some(listed(items, &app.defects))),
            ]
        }
        Outcome::Cancelled => [
            (DL_MSG, Some("Nothing was added.".into())),
            (DL_LOG, Some(log("the picker was cancelled", &app.defects))),
            (DL_CONTENT_ITEMS, left_behind(app, picker)),
        ],
        Outcome::Failed => [
            (DL_ERRORMSG, Some(error("The content could not be prepared. Nothing was added.", &app.defects))),
            (DL_ERRORLOG, Some(error("the person in front of the picker asked for a failure", &app.defects))),
            (DL_CONTENT_ITEMS, None),
        ],
    }
}

/// Cancelled means that nothing comes back.
fn left_behind(app: &App, picker: &Picker) -> Option<Value> {
    let all = || items::describe(app, picker, &offer::accepted(&picker.settings, &app.defects), "");
    app.defects.has(Defect::ANSWER_ITEMS_ON_CANCEL).then(|| all().into())
}

fn count(items: usize, defects: &Defects) -> String {
    let count = match items {
        0 => return "Nothing was added.".to_owned(),
        1 => "1 item was added.".to_owned(),
        more => format!("{more} items were added."),
    };
    if defects.has(Defect::ANSWER_MSG_HTML) { format!("<p>{count}</p>") } else { count }
}

fn log(text: &str, defects: &Defects) -> Value {
    if defects.has(Defect::ANSWER_LOG_OBJECT) { json!({ "text": text }) } else { text.into() }
}

fn error(text: &str, defects: &Defects) -> Value {
    if defects.has(Defect::ANSWER_ERRORMSG_OBJECT) { json!({ "text": text }) } else { text.into() }
}

fn listed(mut items: Vec<Value>, defects: &Defects) -> Value {
    if items.len() == 1 && defects.has(Defect::ANSWER_ITEMS_OBJECT) { items.remove(0) } else { items.into() }
}
