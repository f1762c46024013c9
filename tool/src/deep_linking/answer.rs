//! The message that goes back: signed by us, for the platform that asked, about this one request (SEC-041 to
//! SEC-048, DL-031 to DL-039).

mod data;
mod outcome;

use homeroom_vocab::claim::{DEPLOYMENT_ID, DL_DATA, MESSAGE_TYPE, VERSION};
use homeroom_vocab::standard_claim::{AUD, AZP, EXP, IAT, ISS, NONCE};
use homeroom_vocab::{VERSION_1_3_0, message};
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::defects::{Defect, Defects};
use crate::reference::pickers::Picker;

pub(crate) use outcome::Outcome;

/// How long a platform may take to read the answer, in seconds (SEC-043).
const LIFE: i64 = 5 * 60;
const DAY: i64 = 24 * 60 * 60;

/// Claims by name; `None` stays out.
type Pairs<const N: usize> = [(&'static str, Option<Value>); N];

/// The signed answer.
pub(crate) fn token(app: &App, picker: &Picker, outcome: &Outcome) -> Result<String, String> {
    let mut claims = Map::new();
    let pairs = [
        parties(app, picker).into_iter().collect::<Vec<_>>(),
        times(app).into(),
        message(picker, &app.defects).into(),
        outcome::claims(app, picker, outcome).into(),
    ];
    for (name, value) in pairs.into_iter().flatten() {
        claims.extend(value.map(|value| (name.to_owned(), value)));
    }
    app.own_key.sign(&Value::Object(claims), &app.defects)
}

/// From our client id to the issuer (SEC-041, SEC-042), without an `azp` that nobody needs (SEC-045).
fn parties(app: &App, picker: &Picker) -> Pairs<3> {
    let registration = &picker.registration;
    let iss = if app.defects.has(Defect::ANSWER_ISS_TOOL_URL) {
        json!(app.url)
    } else if app.defects.has(Defect::ANSWER_ISS_FROM_AUD) {
        json!(picker.audience_start)
    } else {
        json!(registration.client_id)
    };
    let aud = if app.defects.has(Defect::ANSWER_AUD_MISSING) {
        None
    } else if app.defects.has(Defect::ANSWER_AUD_CLIENT) {
        Some(json!(registration.client_id))
    } else if app.defects.has(Defect::ANSWER_AUD_RETURN_URL) {
        Some(json!(picker.settings.return_url))
    } else {
        Some(json!(registration.issuer))
    };
    let azp = app.defects.has(Defect::ANSWER_AZP_FOREIGN).then(|| json!(app.url));
    [(ISS, Some(iss)), (AUD, aud), (AZP, azp)]
}

/// SEC-043, SEC-044.
fn times(app: &App) -> Pairs<3> {
    let has = |defect| app.defects.has(defect);
    let unit = if has(Defect::ANSWER_TIMES_MILLISECONDS) { 1000 } else { 1 };
    let now = app.clock.seconds();
    let exp = now + if has(Defect::ANSWER_EXP_DAY) { DAY } else { LIFE };
    let exp = if has(Defect::ANSWER_EXP_PAST) { now - LIFE } else { exp };
    let exp = if has(Defect::ANSWER_EXP_STRING) { json!(exp.to_string()) } else { json!(exp * unit) };
    let nonce = if has(Defect::ANSWER_NONCE_CONSTANT) { "nonce".to_owned() } else { app.entropy.word() };
    [
        (IAT, (!has(Defect::ANSWER_IAT_MISSING)).then(|| json!(now * unit))),
        (EXP, (!has(Defect::ANSWER_EXP_MISSING)).then_some(exp)),
        (NONCE, (!has(Defect::ANSWER_NONCE_MISSING)).then(|| json!(nonce))),
    ]
}

/// Which message this is, and to which request it belongs (DL-032 to DL-036).
fn message(picker: &Picker, defects: &Defects) -> Pairs<5> {
    let kind = if defects.has(Defect::ANSWER_TYPE_LOWER_CASE) {
        message::DEEP_LINKING_RESPONSE.to_lowercase()
    } else if defects.has(Defect::ANSWER_TYPE_OF_REQUEST) {
        message::DEEP_LINKING.to_owned()
    } else {
        message::DEEP_LINKING_RESPONSE.to_owned()
    };
    let version = if defects.has(Defect::ANSWER_VERSION_NUMBER) { json!(1.3) } else { json!(VERSION_1_3_0) };
    let deployment = if defects.has(Defect::ANSWER_DEPLOYMENT_CLIENT) {
        json!(picker.registration.client_id)
    } else {
        json!(picker.launch.deployment_id)
    };
    [
        (MESSAGE_TYPE, Some(kind.into())),
        (VERSION, (!defects.has(Defect::ANSWER_VERSION_MISSING)).then_some(version)),
        (DEPLOYMENT_ID, (!defects.has(Defect::ANSWER_DEPLOYMENT_MISSING)).then_some(deployment)),
        (DL_DATA, data::returned(picker.settings.data.as_deref(), defects).map(Value::from)),
        ("picker", defects.has(Defect::ANSWER_CLAIM_BARE).then(|| json!("homeroom"))),
    ]
}
