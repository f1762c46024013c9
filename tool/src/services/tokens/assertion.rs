//! The assertion by which this tool shows who it is: fresh for each request (TOK-006 to TOK-014).

use homeroom_vocab::claim::DEPLOYMENT_ID;
use homeroom_vocab::standard_claim::{AUD, EXP, IAT, ISS, JTI, SUB};
use serde_json::{Value, json};

use crate::app::App;
use crate::clock::Clock;
use crate::defects::Defect;
use crate::entropy::Entropy;
use crate::platform::{Keys, Platform};
use crate::services::tokens::Wish;

/// How long a platform may take to read it, in seconds (TOK-009).
const LIFE: i64 = 5 * 60;

pub(super) async fn sign(
    app: &App,
    wish: &Wish<'_>,
    clock: &Clock,
    entropy: &Entropy,
) -> Result<String, String> {
    if app.defects.has(Defect::ASSERTION_IS_CLIENT_ID) {
        return Ok(wish.platform.client_id.to_string());
    }
    let claims = spoilt(app, wish, claims(wish, clock.seconds(), &entropy.word()));
    let key = app.own_keys.of(&wish.platform.id()).await.map_err(|error| error.to_string())?;
    key.sign_assertion(&claims, &app.defects)
}

/// What defects leave out.
const MISSING: [(Defect, &str); 5] = [
    (Defect::ASSERTION_SUB_MISSING, SUB),
    (Defect::ASSERTION_IAT_MISSING, IAT),
    (Defect::ASSERTION_EXP_MISSING, EXP),
    (Defect::ASSERTION_JTI_MISSING, JTI),
    (Defect::ASSERTION_DEPLOYMENT_MISSING, DEPLOYMENT_ID),
];

/// The same, in a correct tool.
fn spoilt(app: &App, wish: &Wish<'_>, mut claims: Value) -> Value {
    let year = claims[IAT].as_i64().unwrap_or_default() + 365 * 24 * 60 * 60;
    if let Some(members) = claims.as_object_mut() {
        let missing = MISSING.iter().filter(|(defect, _)| app.defects.has(*defect));
        missing.for_each(|(_, name)| drop(members.remove(*name)));
    }
    let other: [(Defect, &str, Value); 4] = [
        (Defect::ASSERTION_ISS_TOOL_URL, ISS, json!(app.url)),
        (Defect::ASSERTION_AUD_JWKS, AUD, jwks(wish.platform)),
        (Defect::ASSERTION_LIFE_YEAR, EXP, json!(year)),
        (Defect::ASSERTION_JTI_CONSTANT, JTI, json!("assertion")),
    ];
    for (_, name, value) in other.into_iter().filter(|(defect, ..)| app.defects.has(*defect)) {
        claims[name] = value;
    }
    claims
}

/// Only [`Defect::ASSERTION_AUD_JWKS`] has a use for this.
fn jwks(platform: &Platform) -> Value {
    match &platform.keys {
        Keys::Url(url) => json!(url),
        Keys::Jwk(_) | Keys::Pem(_) => Value::Null,
    }
}

fn claims(wish: &Wish<'_>, now: i64, id: &str) -> Value {
    let platform = wish.platform;
    let endpoint = platform.token_endpoint.as_str();
    json!({
        (ISS): platform.client_id,
        (SUB): platform.client_id,
        (AUD): platform.token_audience.as_deref().unwrap_or(endpoint),
        (IAT): now,
        (EXP): now + LIFE,
        (JTI): id,
        (DEPLOYMENT_ID): wish.deployment,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::sample;

    #[test]
    fn an_assertion_says_who_asks_whom_and_when() {
        let platform = sample("https://lms.test", "client", &["1"]);
        let wish = Wish { platform: &platform, deployment: "1", scopes: ["s"].into() };
        let expected = json!({
            "iss": "client", "sub": "client", "aud": "https://lms.test/token", "iat": 100, "exp": 400, "jti": "word",
            "https://purl.imsglobal.org/spec/lti/claim/deployment_id": "1",
        });
        assert_eq!(claims(&wish, 100, "word"), expected);
    }
}
