//! From the posted text to claims that the platform vouches for (SEC-001 to SEC-032). Each step refuses for
//! its own reason: form of the token, issuer, signature, audience, times, nonce.

use std::sync::Arc;

use homeroom_vocab::VERSION_1_3_0;
use homeroom_vocab::claim::{DEPLOYMENT_ID, MESSAGE_TYPE, RESOURCE_LINK, ROLES, TARGET_LINK_URI, VERSION};
use homeroom_vocab::message::RESOURCE_LINK as RESOURCE_LINK_MESSAGE;
use homeroom_vocab::standard_claim::{AUD, EXP, IAT, ISS, NONCE};
use serde_json::json;

use crate::app::App;
use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::launch::bypass::Bypass;
use crate::login::LoginRequest;
use crate::login::pending::Pending;
use crate::platform::Platform;
use crate::token::claims::Claims;
use crate::token::compact::Compact;
use crate::token::header::Header;
use crate::token::json::Duplicates;
use crate::token::{audience, issuer, lenient, signature, times};

/// More than this is too much for [`Defect::LARGE_TOKEN_REFUSED`].
const SMALL: usize = 8 * 1024;

/// `{"alg":` in base64url, for [`Defect::HEADER_BY_PREFIX`].
const USUAL_BEGINNING: &str = "eyJhbGciOi";

/// What a stack holds, for [`Defect::NESTING_CRASH`].
const DEEP: usize = 1000;

/// Claims with a good signature, and the platform whose it is.
#[derive(Debug)]
pub(crate) struct Verified {
    pub(crate) claims: Claims,
    pub(crate) platform: Arc<Platform>,
}

pub(crate) async fn authenticate(app: &App, login: &Pending, id_token: &str) -> Result<Verified, Refusal> {
    let defects = &app.defects;
    if id_token.len() > SMALL && defects.has(Defect::LARGE_TOKEN_REFUSED) {
        return Err(Refusal::TokenTooLarge);
    }
    if !id_token.starts_with(USUAL_BEGINNING) && defects.has(Defect::HEADER_BY_PREFIX) {
        return Err(Refusal::NotCompact);
    }
    if defects.has(Defect::OWN_TOKEN_GUEST) && app.own_keys.own().await?.has_signed(id_token) {
        return Err(Refusal::OwnToken);
    }
    let id_token = lenient::token(id_token, defects);
    let token = Compact::parse(&id_token, defects)?;
    let header = Header::parse(&token.header, defects)?;
    let payload = lenient::payload(&token.payload, defects);
    let breaks = (defects.has(Defect::NESTING_CRASH) && is_nested_deep(&payload))
        || (defects.has(Defect::PAYLOAD_TEXT_CRASH) && is_odd_text(&payload));
    if breaks {
        return Err(Refusal::Crash);
    }
    let mut claims = Claims::parse(&lenient::json(&payload, defects), Duplicates::of(defects))?;
    if defects.has(Defect::MISSING_CLAIMS_ASSUMED) {
        assume(&mut claims, login, app.clock.seconds());
    }
    passed("the token can be read");
    let platform = platform(app, login, &claims).await?;
    issuer::check(&claims, &platform, defects)?;
    passed("it is from the platform that was asked (`iss`)");
    let bypass = Bypass::of(&claims, defects);
    bypass.may(signature::check(&token, &header, &platform, &app.platform_keys, defects).await)?;
    passed("it is signed with a key of that platform");
    bypass.may(audience::check(&claims, platform.client_id.as_str(), defects))?;
    passed("it is meant for this tool (`aud`, `azp`)");
    bypass.may(times::check(&claims, app.clock.seconds(), app.token_age, defects))?;
    passed("it is good now (`exp`, `iat`, `nbf`)");
    bypass.may(app.nonces.check(&claims, login, &app.logins).await)?;
    passed("it answers this login, for the first time (`nonce`)");
    Ok(Verified { claims, platform })
}

/// A step of the validation, for who looks into a launch that fails.
pub(super) fn passed(step: &'static str) {
    tracing::debug!(step, "passed");
}

/// The platform that the login went to, whatever the token says (SEC-031).
async fn platform(app: &App, login: &Pending, claims: &Claims) -> Result<Arc<Platform>, Refusal> {
    if !app.defects.has(Defect::MIX_UP_ACCEPTED) {
        return Ok(Arc::clone(&login.platform));
    }
    named_by(app, claims).await
}

/// The platform that a token names by issuer and audience.
async fn named_by(app: &App, claims: &Claims) -> Result<Arc<Platform>, Refusal> {
    let issuer = claims.required_text(ISS)?;
    let audience = claims.get(AUD).and_then(|aud| aud.as_str().or_else(|| aud.get(0)?.as_str()));
    let candidates = app.platforms.of_issuer(issuer).await?;
    let named = candidates.iter().find(|candidate| Some(candidate.client_id.as_str()) == audience);
    named.or(candidates.first()).cloned().ok_or(Refusal::Issuer)
}

/// A byte order mark, or half of a pair of UTF-16.
fn is_odd_text(payload: &[u8]) -> bool {
    payload.starts_with(b"\xef\xbb\xbf") || payload.windows(4).any(|part| part == br"\ud8")
}

fn is_nested_deep(payload: &[u8]) -> bool {
    let mut depth = 0_usize;
    payload.iter().any(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEP
    })
}

/// Fills in what is missing with what would be right. Only [`Defect::MISSING_CLAIMS_ASSUMED`] has a use for this.
fn assume(claims: &mut Claims, login: &Pending, now: i64) {
    let platform = &login.platform;
    let right = [
        (ISS, json!(platform.issuer)),
        (AUD, json!(platform.client_id)),
        (EXP, json!(now)),
        (IAT, json!(now)),
        (NONCE, json!(login.nonce)),
        (MESSAGE_TYPE, json!(RESOURCE_LINK_MESSAGE)),
        (VERSION, json!(VERSION_1_3_0)),
        (DEPLOYMENT_ID, json!(platform.deployments.known().first())),
        (TARGET_LINK_URI, json!(login.request.target_link_uri)),
        (RESOURCE_LINK, json!({ "id": "unknown" })),
        (ROLES, json!([])),
    ];
    for (name, value) in right {
        claims.assume(name, value);
    }
}

/// A login made up to fit the token. Only [`Defect::UNSOLICITED_ACCEPTED`] has a use for this.
pub(crate) async fn unsolicited_login(app: &App, id_token: &str) -> Result<Arc<Pending>, Refusal> {
    let claims = unverified_claims(id_token)?;
    let request = LoginRequest {
        issuer: claims.required_text(ISS)?.to_owned(),
        login_hint: String::new(),
        target_link_uri: String::new(),
        message_hint: None,
        client_id: None,
        deployment_id: None,
    };
    let login = app.logins.open(named_by(app, &claims).await?, request).await?;
    Ok(Arc::new(Pending { nonce: unverified_nonce(id_token)?, ..Pending::clone(&login) }))
}

/// Only defects have a use for this.
pub(crate) fn unverified_nonce(id_token: &str) -> Result<String, Refusal> {
    unverified_claims(id_token)?.required_text(NONCE).map(str::to_owned)
}

fn unverified_claims(id_token: &str) -> Result<Claims, Refusal> {
    Claims::parse(&Compact::parse(id_token, &Defects::default())?.payload, Duplicates::FirstWins)
}
