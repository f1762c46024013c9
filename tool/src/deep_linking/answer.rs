//! The message that goes back: signed by us, for the platform that asked, about this one request (SEC-041 to
//! SEC-048, DL-031 to DL-039).

use homeroom_vocab::claim::{
    DEPLOYMENT_ID, DL_CONTENT_ITEMS, DL_DATA, DL_ERRORLOG, DL_ERRORMSG, DL_LOG, DL_MSG, MESSAGE_TYPE, VERSION,
};
use homeroom_vocab::standard_claim::{AUD, EXP, IAT, ISS, NONCE};
use homeroom_vocab::{VERSION_1_3_0, message};
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::deep_linking::items;
use crate::deep_linking::offer::Offer;
use crate::deep_linking::pickers::Picker;

/// How long a platform may take to read the answer, in seconds (SEC-043).
const LIFE: i64 = 5 * 60;

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

/// The signed answer.
pub(crate) fn token(app: &App, picker: &Picker, outcome: &Outcome) -> Result<String, String> {
    let mut claims = Map::new();
    parties(&mut claims, picker);
    times(&mut claims, app);
    message(&mut claims, picker);
    result(&mut claims, app, picker, outcome);
    app.own_key.sign(&Value::Object(claims))
}

/// From our client id to the issuer (SEC-041, SEC-042).
fn parties(claims: &mut Map<String, Value>, picker: &Picker) {
    claims.insert(ISS.to_owned(), json!(picker.registration.client_id));
    claims.insert(AUD.to_owned(), json!(picker.registration.issuer));
}

/// SEC-043, SEC-044.
fn times(claims: &mut Map<String, Value>, app: &App) {
    let now = app.clock.seconds();
    claims.insert(IAT.to_owned(), now.into());
    claims.insert(EXP.to_owned(), (now + LIFE).into());
    claims.insert(NONCE.to_owned(), app.entropy.word().into());
}

/// Which message this is, and to which request it belongs (DL-032 to DL-036).
fn message(claims: &mut Map<String, Value>, picker: &Picker) {
    claims.insert(MESSAGE_TYPE.to_owned(), message::DEEP_LINKING_RESPONSE.into());
    claims.insert(VERSION.to_owned(), VERSION_1_3_0.into());
    claims.insert(DEPLOYMENT_ID.to_owned(), picker.message.deployment.as_str().into());
    if let Some(data) = &picker.settings.data {
        claims.insert(DL_DATA.to_owned(), data.as_str().into());
    }
}

/// What came of it, for the person and for the log (DL-037 to DL-039).
fn result(claims: &mut Map<String, Value>, app: &App, picker: &Picker, outcome: &Outcome) {
    let mut say = |claim: &str, value: Value| drop(claims.insert(claim.to_owned(), value));
    match outcome {
        Outcome::Added { offers, title } => {
            let items = items::describe(app, picker, offers, title);
            say(DL_MSG, counted(items.len()).into());
            say(DL_LOG, "the picker was closed with a choice".into());
            say(DL_CONTENT_ITEMS, items.into());
        }
        Outcome::Cancelled => {
            say(DL_MSG, "Nothing was added.".into());
            say(DL_LOG, "the picker was cancelled".into());
        }
        Outcome::Failed => {
            say(DL_ERRORMSG, "The content could not be prepared. Nothing was added.".into());
            say(DL_ERRORLOG, "the person in front of the picker asked for a failure".into());
        }
    }
}

fn counted(items: usize) -> String {
    match items {
        0 => "Nothing was added.".to_owned(),
        1 => "1 item was added.".to_owned(),
        more => format!("{more} items were added."),
    }
}
