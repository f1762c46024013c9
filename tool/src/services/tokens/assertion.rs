//! The assertion by which this tool shows who it is: fresh for each request (TOK-006 to TOK-014).

use homeroom_vocab::claim::DEPLOYMENT_ID;
use homeroom_vocab::standard_claim::{AUD, EXP, IAT, ISS, JTI, SUB};
use serde_json::{Value, json};

use crate::app::App;
use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::services::tokens::Wish;

/// How long a platform may take to read it, in seconds (TOK-009).
const LIFE: i64 = 5 * 60;

pub(super) fn sign(app: &App, wish: &Wish<'_>, clock: &Clock, entropy: &Entropy) -> Result<String, String> {
    app.own_key.sign_assertion(&claims(wish, clock.seconds(), &entropy.word()))
}

fn claims(wish: &Wish<'_>, now: i64, id: &str) -> Value {
    let registration = wish.registration;
    json!({
        (ISS): registration.client_id,
        (SUB): registration.client_id,
        (AUD): registration.token_endpoint,
        (IAT): now,
        (EXP): now + LIFE,
        (JTI): id,
        (DEPLOYMENT_ID): wish.deployment,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registration::sample;

    #[test]
    fn an_assertion_says_who_asks_whom_and_when() {
        let registration = sample("https://lms.test", "client", &["1"]);
        let wish = Wish { registration: &registration, deployment: "1", scopes: ["s"].into() };
        let expected = json!({
            "iss": "client", "sub": "client", "aud": "https://lms.test/token", "iat": 100, "exp": 400, "jti": "word",
            "https://purl.imsglobal.org/spec/lti/claim/deployment_id": "1",
        });
        assert_eq!(claims(&wish, 100, "word"), expected);
    }
}
