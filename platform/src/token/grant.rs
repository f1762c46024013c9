//! What a tool gets: a token for those of the scopes it asks for that its registration allows (TOK-016, TOK-017,
//! TOK-024), and what armed faults make of that.

use std::collections::HashSet;

use actix_web::HttpResponse;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use homeroom_vocab::error::token as error;
use homeroom_vocab::id::DeploymentId;
use homeroom_vocab::token::{ACCESS_TOKEN, EXPIRES_IN, SCOPE, TOKEN_TYPE};
use homeroom_vocab::value::TOKEN_TYPE_BEARER;
use serde_json::{Map, Value, json};

use super::held::AccessToken;
use super::request::refusal;
use crate::campus::Campus;
use crate::domain::edge::quoted;
use crate::domain::finding::{Finding, Level};
use crate::domain::registration::Registration;
use crate::domain::resource::Resource;
use crate::error::Failure;
use crate::faults::token_endpoint::{ExpiresIn, Grant};
use crate::services::refusal::Refusal;

/// Seconds that a token lives (TOK-024).
const LIFE: i64 = 3600;

/// Every symbol that a token may have (RFC 6750, section 2.1); the last one only at the end.
const SYMBOLS: &str = "-._~+/=";

/// A request of a tool that has proved who it is.
#[derive(Debug)]
pub(super) struct Wish<'a> {
    pub(super) registration: &'a Registration,
    pub(super) deployment: Option<DeploymentId>,
    /// The parameter.
    pub(super) scope: &'a str,
    /// What armed faults change.
    pub(super) changes: &'a [Grant],
}

/// Gives a token, or says why there is none.
pub(super) async fn give(
    campus: &Campus,
    wish: Wish<'_>,
    findings: &mut Vec<Finding>,
) -> Result<HttpResponse, Refusal> {
    let scopes = wish.scopes(findings)?;
    let (life, now) = (wish.life(), campus.ground().clock.milliseconds());
    let token = AccessToken {
        client_id: wish.registration.client_id.to_string(),
        deployment: wish.deployment.clone(),
        scopes,
        issued_at: now,
        expires_at: now + life * 1000,
        revoked: false,
    };
    let text = wish.text(campus, &token)?;
    let body = wish.answer(&text, life, &token.scopes);
    campus.keep_token(&text, token).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/json;charset=UTF-8")
        .insert_header(("cache-control", "no-store"))
        .insert_header(("pragma", "no-cache"))
        .body(Value::Object(body).to_string()))
}

impl Wish<'_> {
    /// Of the scopes that are asked for those that are allowed, each once. The others are remarked, and leave the rest
    /// as it is (TOK-017).
    fn scopes(&self, findings: &mut Vec<Finding>) -> Result<Vec<String>, Refusal> {
        if self.registration.scopes.is_empty() {
            return Err(no_scopes_at_all());
        }
        let (allowed, refused) = self.split();
        if allowed.is_empty() {
            return Err(self.none_allowed());
        }
        if !refused.is_empty() {
            findings.push(self.not_offered(&refused));
        }
        let granted: Vec<String> = allowed.into_iter().filter(|scope| self.leaves(scope)).collect();
        if granted.is_empty() {
            return Err(refusal(error::INVALID_SCOPE, "", "the platform grants none of these today").ours());
        }
        Ok(granted)
    }

    /// The scopes that are asked for, each once: those that are allowed, and the others.
    fn split(&self) -> (Vec<String>, Vec<String>) {
        let mut seen = HashSet::new();
        let asked = self.scope.split_whitespace().filter(|scope| seen.insert(*scope)).map(str::to_owned);
        asked.partition(|scope| self.registration.may_ask_for(scope))
    }

    /// Whether armed faults leave a scope in what is granted.
    fn leaves(&self, scope: &str) -> bool {
        self.changes.iter().all(|change| !matches!(change, Grant::Only(only) if *only != scope))
    }

    fn offered(&self) -> String {
        self.registration.scopes.iter().map(|scope| quoted(scope)).collect::<Vec<_>>().join(", ")
    }

    fn none_allowed(&self) -> Refusal {
        refusal(error::INVALID_SCOPE, "TOK-026", "none of the scopes can be granted")
            .expected(format!("some of {}, with spaces between them", self.offered()), quoted(self.scope))
            .hint("the scopes on offer are in the claims of the launch")
            .level(Level::Should)
            .at("parameter `scope`")
    }

    fn not_offered(&self, refused: &[String]) -> Finding {
        let place = format!("{}, parameter `{SCOPE}`", Resource::Token.title());
        let names: Vec<String> = refused.iter().map(|scope| quoted(scope)).collect();
        let cause = "the tool asks for everything that it could use; the scopes on offer are in the claims of the launch";
        let expected = format!("only scopes that are on offer: {}", self.offered());
        Finding::new("TOK-026", Level::Should, place, expected, names.join(", "), cause)
    }

    fn life(&self) -> i64 {
        let shorter = self.changes.iter().find_map(|change| match change {
            Grant::Life(seconds) => Some(*seconds),
            _ => None,
        });
        shorter.unwrap_or(LIFE)
    }

    /// 256 bits that nobody could have known, in the shape that armed faults want.
    fn text(&self, campus: &Campus, token: &AccessToken) -> Result<String, Failure> {
        let random = URL_SAFE_NO_PAD.encode(campus.ground().entropy.bytes::<32>()?);
        if self.changes.contains(&Grant::Symbols) {
            return Ok(format!("{random}{SYMBOLS}"));
        }
        if self.changes.contains(&Grant::Jwt) {
            let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
            let header = part(json!({"alg": "RS256", "typ": "JWT"}));
            let claims = part(json!({
                "iss": campus.identity().issuer.as_str(),
                "sub": token.client_id,
                "exp": token.expires_at / 1000,
                "scope": token.scopes.join(" "),
            }));
            return Ok(format!("{header}.{claims}.{random}"));
        }
        Ok(random)
    }

    fn answer(&self, text: &str, life: i64, scopes: &[String]) -> Map<String, Value> {
        let mut body = Map::new();
        body.insert(ACCESS_TOKEN.to_owned(), text.into());
        body.insert(TOKEN_TYPE.to_owned(), TOKEN_TYPE_BEARER.into());
        body.insert(EXPIRES_IN.to_owned(), life.into());
        body.insert(SCOPE.to_owned(), scopes.join(" ").into());
        for change in self.changes {
            spoil(&mut body, *change, life);
        }
        body
    }
}

/// What a fault makes of an answer.
fn spoil(body: &mut Map<String, Value>, change: Grant, life: i64) {
    let mut set = |name: &str, value: Value| drop(body.insert(name.to_owned(), value));
    match change {
        Grant::ExpiresIn(ExpiresIn::Zero) => set(EXPIRES_IN, 0.into()),
        Grant::ExpiresIn(ExpiresIn::Two) => set(EXPIRES_IN, 2.into()),
        Grant::ExpiresIn(ExpiresIn::Text) => set(EXPIRES_IN, life.to_string().into()),
        Grant::ExpiresIn(ExpiresIn::Absent) => drop(body.remove(EXPIRES_IN)),
        Grant::WithoutScope => drop(body.remove(SCOPE)),
        Grant::Type(spelling) => set(TOKEN_TYPE, spelling.into()),
        Grant::ExtraMembers => {
            set("refresh_token_expires_in", Value::Null);
            set("https://school.test/claims", json!({"depth": [1, {"x": true}]}));
        }
        Grant::Only(_) | Grant::Life(_) | Grant::Jwt | Grant::Symbols => {}
    }
}

fn no_scopes_at_all() -> Refusal {
    refusal(error::UNAUTHORIZED_CLIENT, "TOK-026", "this tool may use no service")
        .expected("a tool whose registration has scopes", "one without any")
        .hint("add `scopes` to the registration")
        .level(Level::Should)
        .at("parameter `scope`")
}
