//! Makes tokens, good ones and bad ones.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use homeroom_vocab::{claim, role};
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::{Value, json};
use url::Url;

use super::keys::Key;
use super::platform::FakePlatform;

/// What the tool asked for.
#[derive(Clone)]
pub(crate) struct Login {
    pub(crate) url: Url,
    pub(crate) parameters: HashMap<String, String>,
    pub(crate) state: String,
    pub(crate) nonce: String,
}

impl Login {
    pub(crate) fn read(location: &str) -> Self {
        let url = Url::parse(location).unwrap();
        let parameters: HashMap<_, _> = url.query_pairs().into_owned().collect();
        Self { state: parameters["state"].clone(), nonce: parameters["nonce"].clone(), url, parameters }
    }
}

pub(crate) enum Signature {
    By(&'static Key, Algorithm),
    Hmac(Vec<u8>),
    /// This very text.
    Is(&'static str),
}

pub(crate) struct Forge {
    pub(crate) header: Value,
    pub(crate) claims: Value,
    pub(crate) signature: Signature,
    /// The payload as bytes, instead of the claims.
    pub(crate) payload: Option<Vec<u8>>,
    /// What is done to the encoded payload before it is signed.
    pub(crate) encoded: fn(String) -> String,
    /// The last thing done to the finished token.
    pub(crate) finish: fn(String) -> String,
}

impl Forge {
    pub(crate) fn good(platform: &FakePlatform, login: &Login, target: &str, now: i64) -> Self {
        let claims = json!({
            "iss": platform.issuer, "aud": "client", "sub": "u-1001", "nonce": login.nonce,
            "iat": now, "exp": now + 300,
            "name": "Ada Brontë", "given_name": "Ada", "family_name": "Brontë", "email": "ada@school.test",
            (claim::MESSAGE_TYPE): "LtiResourceLinkRequest",
            (claim::VERSION): "1.3.0",
            (claim::DEPLOYMENT_ID): "1",
            (claim::TARGET_LINK_URI): target,
            (claim::RESOURCE_LINK): { "id": "rl-1", "title": "Week 1 quiz" },
            (claim::ROLES): [role::context::LEARNER],
            (claim::CONTEXT): { "id": "c-1", "label": "BIO-1", "title": "Biology" },
            (claim::CUSTOM): { "chapter": "3", "due": "$ResourceLink.available.endDateTime", "none": "" },
            (claim::LAUNCH_PRESENTATION): {
                "document_target": "iframe", "width": "900", "return_url": "https://lms.test/r?a=1&b=%20",
            },
        });
        Self {
            header: json!({ "alg": "RS256", "typ": "JWT", "kid": platform.key.kid }),
            claims,
            signature: Signature::By(platform.key, Algorithm::RS256),
            payload: None,
            encoded: |payload| payload,
            finish: |token| token,
        }
    }

    /// A deep-linking request instead, from a teacher.
    pub(crate) fn picking(&mut self) {
        self.set(claim::MESSAGE_TYPE, "LtiDeepLinkingRequest");
        self.set(claim::ROLES, json!([role::context::INSTRUCTOR]));
        self.remove(claim::RESOURCE_LINK);
        self.set(
            claim::DL_SETTINGS,
            json!({
                "deep_link_return_url": "https://lms.test/dl?a=1&b=%20&c=+",
                "accept_types": ["link", "ltiResourceLink", "file", "html", "image"],
                "accept_presentation_document_targets": ["iframe", "window", "embed"],
                "accept_media_types": "image/*,application/pdf",
                "accept_multiple": true, "accept_lineitem": true, "auto_create": false,
                "title": "Default title", "text": "Default text",
                "data": "opaque {\"csrf\":\"x/+=é\"}",
            }),
        );
    }

    /// Changes what the platform takes; `null` leaves a setting out.
    pub(crate) fn setting(&mut self, name: &str, value: impl Into<Value>) {
        let value = value.into();
        let settings = self.claims[claim::DL_SETTINGS].as_object_mut().unwrap();
        if value.is_null() {
            settings.remove(name);
        } else {
            settings.insert(name.to_owned(), value);
        }
    }

    pub(crate) fn set(&mut self, claim: &str, value: impl Into<Value>) {
        self.claims[claim] = value.into();
    }

    pub(crate) fn remove(&mut self, claim: &str) {
        self.claims.as_object_mut().unwrap().remove(claim);
    }

    /// No user and nothing that tells who it is.
    pub(crate) fn anonymous(&mut self) {
        self.remove("sub");
        self.nameless();
        self.remove("email");
    }

    pub(crate) fn nameless(&mut self) {
        for name in ["name", "given_name", "family_name"] {
            self.remove(name);
        }
    }

    pub(crate) fn remove_header(&mut self, name: &str) {
        self.header.as_object_mut().unwrap().remove(name);
    }

    /// Signed by a stranger, under a kid of their own.
    pub(crate) fn by_foreign_key(&mut self) {
        self.header["kid"] = "foreign".into();
        self.signature = Signature::By(Key::named("foreign"), Algorithm::RS256);
    }

    pub(crate) fn signed_with(&mut self, alg: &str, algorithm: Algorithm) {
        self.header["alg"] = alg.into();
        if let Signature::By(_, signed_with) = &mut self.signature {
            *signed_with = algorithm;
        }
    }

    pub(crate) fn token(&self) -> String {
        let payload = self.payload.clone().unwrap_or_else(|| self.claims.to_string().into_bytes());
        let signed = format!("{}.{}", encode(self.header.to_string()), (self.encoded)(encode(payload)));
        let signature = match &self.signature {
            Signature::By(key, algorithm) => key.sign(&signed, *algorithm),
            Signature::Hmac(secret) => {
                crypto::sign(signed.as_bytes(), &EncodingKey::from_secret(secret), Algorithm::HS256).unwrap()
            }
            Signature::Is(text) => (*text).to_owned(),
        };
        (self.finish)(format!("{signed}.{signature}"))
    }
}

pub(crate) fn encode(text: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(text)
}
