//! What calls of services do wrong while a defect is switched on. Without one nothing here happens.

use std::time::Duration;

use reqwest::Method;
use reqwest::header::LOCATION;
use serde_json::Value;

use crate::app::App;
use crate::defects::{Defect, Defects};
use crate::services::grades::date;
use crate::services::http::{Ask, Heard};

/// How often something hopeless is tried: more than anybody would, and not for ever.
const STUBBORN: usize = 20;
/// How many redirects are followed.
const REDIRECTS: usize = 3;

/// The request that follows a redirect, as browsers make it. Only [`Defect::SERVICE_REDIRECT_FOLLOWED`] has a use for this.
pub(super) fn redirected(defects: &Defects, ask: &Ask, heard: &Heard, attempts: usize) -> Option<Ask> {
    let follows = defects.has(Defect::SERVICE_REDIRECT_FOLLOWED) && attempts <= REDIRECTS;
    follow(ask, heard).filter(|_| follows)
}

/// The same for the token endpoint. Only [`Defect::TOKEN_REDIRECT_FOLLOWED`] has a use for this.
pub(super) fn token_redirected(defects: &Defects, ask: &Ask, heard: &Heard, attempts: usize) -> Option<Ask> {
    let follows = defects.has(Defect::TOKEN_REDIRECT_FOLLOWED) && attempts <= REDIRECTS;
    // A 302 too: many clients send the same again.
    let url = ask.url.join(heard.headers.get(LOCATION)?.to_str().ok()?).ok()?;
    (follows && (300..400).contains(&heard.status)).then(|| Ask { url, ..ask.clone() })
}

fn follow(ask: &Ask, heard: &Heard) -> Option<Ask> {
    let url = ask.url.join(heard.headers.get(LOCATION)?.to_str().ok()?).ok()?;
    match heard.status {
        301..=303 => Some(Ask { method: Method::GET, url, body: None, ..ask.clone() }),
        307 | 308 => Some(Ask { url, ..ask.clone() }),
        _ => None,
    }
}

/// Whether a token is asked for again and again. Only [`Defect::TOKEN_BEGGED_FOR`] has a use for this (TOK-020).
pub(super) fn begs(defects: &Defects, attempts: usize) -> bool {
    defects.has(Defect::TOKEN_BEGGED_FOR) && attempts < STUBBORN
}

/// Whether a call is sent again that was refused for good.
pub(super) fn is_stubborn(defects: &Defects, status: u16, attempts: usize) -> bool {
    let tries = |defect, most| defects.has(defect) && attempts < most;
    match status {
        201 | 204 => tries(Defect::SCORE_SUCCESS_BUT_200, 3),
        409 => tries(Defect::SCORE_CONFLICT_RETRIED, 3),
        400 | 403 | 404 | 422 => tries(Defect::SERVICE_REFUSAL_RETRIED, STUBBORN),
        500..=599 => tries(Defect::SERVICE_ERROR_RETRIED, STUBBORN),
        _ => false,
    }
}

/// The pause before the next attempt, or none with [`Defect::SCORE_RETRIED_AT_ONCE`].
pub(super) fn pause(defects: &Defects, pause: Duration) -> Duration {
    if defects.has(Defect::SCORE_RETRIED_AT_ONCE) { Duration::ZERO } else { pause }
}

/// Puts the time of now into a score that is sent again. Only [`Defect::SCORE_RETRIED_ANEW`] has a use for this.
pub(super) fn restamp(app: &App, ask: &mut Ask) {
    let Some((_, body)) = ask.body.as_mut().filter(|_| app.defects.has(Defect::SCORE_RETRIED_ANEW)) else {
        return;
    };
    let Ok(Value::Object(mut members)) = serde_json::from_str(body) else { return };
    if members.contains_key("timestamp") {
        members.insert("timestamp".to_owned(), date::of_millis(app.clock.millis()).into());
        *body = Value::Object(members).to_string();
    }
}
