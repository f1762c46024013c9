//! What an answer says (SEC-041 to SEC-045, DL-031 to DL-039).

use homeroom_vocab::claim::{
    DEPLOYMENT_ID, DL_CONTENT_ITEMS, DL_DATA, DL_ERRORLOG, DL_ERRORMSG, DL_LOG, DL_MSG, MESSAGE_TYPE, VERSION,
};
use homeroom_vocab::standard_claim::{AUD, AZP, EXP, IAT, ISS, NONCE};
use homeroom_vocab::{VERSION_1_3_0, message};
use serde_json::{Value, json};

use crate::app::App;
use crate::deep_linking::answer::data::returned;
use crate::deep_linking::{Answer, ContentItem};
use crate::defects::{Defect, Defects};
use crate::message::LaunchData;

/// How long a platform may take to read the answer, in seconds (SEC-043).
const LIFE: i64 = 5 * 60;
const DAY: i64 = 24 * 60 * 60;

/// Claims by name; `None` stays out.
type Pairs<const N: usize> = [(&'static str, Option<Value>); N];

/// The claims of the answer.
pub(super) fn of(answer: &Answer<'_>) -> Value {
    let pairs =
        [parties(answer).to_vec(), times(answer.app).into(), about(answer).into(), content(answer).into()];
    let claims = pairs.into_iter().flatten();
    claims.filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// From our client id to the issuer (SEC-041, SEC-042), without an `azp` that nobody needs (SEC-045).
fn parties(answer: &Answer<'_>) -> Pairs<3> {
    let Answer { app, launch, settings, .. } = answer;
    let iss = if app.defects.has(Defect::ANSWER_ISS_TOOL_URL) {
        json!(app.url)
    } else if app.defects.has(Defect::ANSWER_ISS_FROM_AUD) {
        json!(audience_start(launch))
    } else {
        json!(launch.client_id)
    };
    let aud = if app.defects.has(Defect::ANSWER_AUD_MISSING) {
        None
    } else if app.defects.has(Defect::ANSWER_AUD_CLIENT) {
        Some(json!(launch.client_id))
    } else if app.defects.has(Defect::ANSWER_AUD_RETURN_URL) {
        Some(json!(settings.return_url))
    } else {
        Some(json!(launch.issuer))
    };
    let azp = app.defects.has(Defect::ANSWER_AZP_FOREIGN).then(|| json!(app.url));
    [(ISS, Some(iss)), (AUD, aud), (AZP, azp)]
}

/// What `aud[0]` of the request is in a language where a string is an array of letters. Only
/// [`Defect::ANSWER_ISS_FROM_AUD`] has a use for this.
fn audience_start(launch: &LaunchData) -> String {
    match launch.claim(AUD) {
        Some(Value::Array(many)) => many.first().and_then(Value::as_str).unwrap_or_default().to_owned(),
        Some(Value::String(one)) => one.chars().take(1).collect(),
        _ => String::new(),
    }
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
fn about(answer: &Answer<'_>) -> Pairs<5> {
    let Answer { launch, settings, .. } = answer;
    let defects = &answer.app.defects;
    let kind = if defects.has(Defect::ANSWER_TYPE_LOWER_CASE) {
        message::DEEP_LINKING_RESPONSE.to_lowercase()
    } else if defects.has(Defect::ANSWER_TYPE_OF_REQUEST) {
        message::DEEP_LINKING.to_owned()
    } else {
        message::DEEP_LINKING_RESPONSE.to_owned()
    };
    let version = if defects.has(Defect::ANSWER_VERSION_NUMBER) { json!(1.3) } else { json!(VERSION_1_3_0) };
    let deployment = if defects.has(Defect::ANSWER_DEPLOYMENT_CLIENT) {
        json!(launch.client_id)
    } else {
        json!(launch.deployment_id)
    };
    [
        (MESSAGE_TYPE, Some(kind.into())),
        (VERSION, (!defects.has(Defect::ANSWER_VERSION_MISSING)).then_some(version)),
        (DEPLOYMENT_ID, (!defects.has(Defect::ANSWER_DEPLOYMENT_MISSING)).then_some(deployment)),
        (DL_DATA, returned(settings.data.as_deref(), defects).map(Value::from)),
        ("picker", defects.has(Defect::ANSWER_CLAIM_BARE).then(|| json!("homeroom"))),
    ]
}

fn text(text: Option<&str>, in_object: Defect, defects: &Defects) -> Option<Value> {
    text.map(|text| if defects.has(in_object) { json!({ "text": text }) } else { text.into() })
}

fn listed(mut items: Vec<Value>, defects: &Defects) -> Value {
    if items.len() == 1 && defects.has(Defect::ANSWER_ITEMS_OBJECT) { items.remove(0) } else { items.into() }
}

/// What came of the request, for the platform, the person and the log (DL-037, DL-039).
fn content(answer: &Answer<'_>) -> Pairs<5> {
    let (settings, defects) = (answer.settings, &answer.app.defects);
    let fitted = |items: &Vec<ContentItem>| {
        items.iter().map(|item| item.clone().fitted_to(settings).to_json()).collect()
    };
    [
        (DL_MSG, answer.message.as_deref().map(Value::from)),
        (DL_LOG, text(answer.log.as_deref(), Defect::ANSWER_LOG_OBJECT, defects)),
        (DL_ERRORMSG, text(answer.error_message.as_deref(), Defect::ANSWER_ERRORMSG_OBJECT, defects)),
        (DL_ERRORLOG, text(answer.error_log.as_deref(), Defect::ANSWER_ERRORMSG_OBJECT, defects)),
        (DL_CONTENT_ITEMS, answer.items.as_ref().map(|items| listed(fitted(items), defects))),
    ]
}
