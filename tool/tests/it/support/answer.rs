//! What a picker sends to the platform.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use homeroom_vocab::claim::DL_CONTENT_ITEMS;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use serde_json::Value;

use super::School;
use super::browser::{Browser, Page};

pub(crate) struct Answer {
    pub(crate) page: Page,
    /// The fields of the form.
    pub(crate) token: String,
    pub(crate) header: Value,
    pub(crate) claims: Value,
}

impl Answer {
    pub(crate) fn read(page: Page) -> Self {
        let token = page.attribute("form#answer input", "value").unwrap_or_default();
        let parts: Vec<_> = token.split('.').collect();
        let decode = |part: Option<&&str>| {
            let bytes = part.and_then(|part| URL_SAFE_NO_PAD.decode(part).ok()).unwrap_or_default();
            serde_json::from_slice(&bytes).unwrap_or_default()
        };
        let (header, claims) = (decode(parts.first()), decode(parts.get(1)));
        Self { page, token, header, claims }
    }

    /// Whether the signature is good under the key that the tool publishes with this `kid`, if it does.
    pub(crate) async fn is_signed_by(&self, school: &School) -> Option<bool> {
        let keys = Browser::new().get(&school.url("keys")).await.body;
        let keys: Value = serde_json::from_str(&keys).unwrap();
        let key = keys["keys"].as_array().unwrap().iter().find(|key| key["kid"] == self.header["kid"])?;
        let key: Jwk = serde_json::from_value(key.clone()).unwrap();
        let (signed, signature) = self.token.rsplit_once('.').unwrap();
        let key = DecodingKey::from_jwk(&key).unwrap();
        Some(crypto::verify(signature, signed.as_bytes(), &key, Algorithm::RS256).unwrap())
    }

    pub(crate) fn items(&self) -> &[Value] {
        self.claims[DL_CONTENT_ITEMS].as_array().map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn item(&self) -> &Value {
        self.items().first().unwrap_or(&Value::Null)
    }

    pub(crate) fn return_url(&self) -> Option<String> {
        self.page.attribute("form#answer", "action")
    }
}
