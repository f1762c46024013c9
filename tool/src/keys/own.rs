//! One key pair of the tool (KEY-002, KEY-003, KEY-012, KEY-013).

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use homeroom_vocab::value::{ALG_RS256, TYP_JWT};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, crypto};
use rsa::RsaPrivateKey;
use rsa::pkcs1::EncodeRsaPrivateKey as _;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::traits::PrivateKeyParts as _;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::defects::{Defect, Defects};

/// How much of the modulus [`Defect::OWN_JWKS_SHORT_KEY`] publishes, in bytes: our library makes no short keys.
/// What the tool signs cannot be verified with this one.
const SHORT: usize = 128;

/// An RSA key of 2048 bits.
#[derive(Serialize, Deserialize)]
pub(crate) struct OwnKey {
    /// PKCS#1 in base64url.
    private: String,
    kid: String,
    /// As it is published.
    jwk: Value,
}

impl OwnKey {
    /// Makes a new key; takes some 50 ms.
    pub(crate) fn generate(defects: &Defects) -> Result<Self, String> {
        let pair = new_pair()?;
        let public = pair.public_key();
        let modulus = public.modulus().big_endian_without_leading_zero();
        let bytes = if defects.has(Defect::OWN_JWKS_SHORT_KEY) { SHORT } else { modulus.len() };
        let modulus = URL_SAFE_NO_PAD.encode(&modulus[..bytes]);
        let exponent = URL_SAFE_NO_PAD.encode(public.exponent().big_endian_without_leading_zero());
        let kid = thumbprint(&modulus, &exponent);
        let mut jwk = json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "n": modulus, "e": exponent });
        if !defects.has(Defect::OWN_JWKS_WITHOUT_KID) {
            jwk["kid"] = kid.as_str().into();
        }
        if defects.has(Defect::OWN_JWKS_PRIVATE_MEMBERS) {
            jwk["d"] = private_exponent(&pair).into();
        }
        Ok(Self { private: URL_SAFE_NO_PAD.encode(private_key(&pair)?), kid, jwk })
    }

    /// What shows a token endpoint who we are (TOK-004, TOK-014).
    pub(crate) fn sign_assertion(&self, claims: &Value, defects: &Defects) -> Result<String, String> {
        let rs512 = defects.has(Defect::ASSERTION_ALG_RS512);
        let (name, algorithm) =
            if rs512 { ("RS512", Algorithm::RS512) } else { (ALG_RS256, Algorithm::RS256) };
        let mut header = json!({ "alg": name, "typ": TYP_JWT });
        if !defects.has(Defect::ASSERTION_KID_MISSING) {
            header["kid"] = self.kid.as_str().into();
        }
        let signed = format!("{}.{}", encode(&header), encode(claims));
        let key = self.signing_key(defects.has(Defect::ASSERTION_OTHER_KEY))?;
        let signature = crypto::sign(signed.as_bytes(), &key, algorithm);
        Ok(format!("{signed}.{}", signature.map_err(|error| error.to_string())?))
    }

    /// A message of ours (SEC-046 to SEC-048).
    pub(crate) fn sign(&self, claims: &Value, defects: &Defects) -> Result<String, String> {
        let signed = format!("{}.{}", encode(&self.header(defects)), encode(claims));
        let signature = self.signature(signed.as_bytes(), defects)?;
        Ok(format!("{signed}.{signature}"))
    }

    fn header(&self, defects: &Defects) -> Value {
        let (alg, _) = algorithm(defects);
        let mut header = json!({ "alg": alg, "typ": TYP_JWT });
        if !defects.has(Defect::ANSWER_KID_MISSING) {
            let unknown = defects.has(Defect::ANSWER_KID_UNKNOWN);
            header["kid"] = if unknown { "unknown".into() } else { self.kid.as_str().into() };
        }
        if defects.has(Defect::ANSWER_JWK_EMBEDDED) {
            header["jwk"] = self.jwk.clone();
        }
        header
    }

    fn signature(&self, signed: &[u8], defects: &Defects) -> Result<String, String> {
        let (key, algorithm) = match algorithm(defects).1 {
            None => return Ok(String::new()),
            Some(Algorithm::HS256) => (EncodingKey::from_secret(self.kid.as_bytes()), Algorithm::HS256),
            Some(rsa) => (self.signing_key(defects.has(Defect::ANSWER_OTHER_KEY))?, rsa),
        };
        crypto::sign(signed, &key, algorithm).map_err(|error| error.to_string())
    }

    /// Our key; a new one that nobody knows is for defects.
    fn signing_key(&self, other: bool) -> Result<EncodingKey, String> {
        let private = if other {
            private_key(&new_pair()?)?
        } else {
            URL_SAFE_NO_PAD.decode(&self.private).map_err(|error| error.to_string())?
        };
        Ok(EncodingKey::from_rsa_der(&private))
    }

    /// Whether we signed this, whatever it is.
    pub(crate) fn has_signed(&self, token: &str) -> bool {
        let Some((signed, signature)) = token.rsplit_once('.') else { return false };
        let text = |name: &str| self.jwk[name].as_str().unwrap_or_default();
        DecodingKey::from_rsa_components(text("n"), text("e")).is_ok_and(|key| {
            crypto::verify(signature, signed.as_bytes(), &key, Algorithm::RS256).unwrap_or(false)
        })
    }

    /// As `/keys` shows it.
    pub(crate) fn jwk(&self) -> &Value {
        &self.jwk
    }

    /// Another key under the name of ours. Only [`Defect::OWN_KID_REUSED`] has a use for this.
    pub(crate) fn namesake(&self) -> Result<Value, String> {
        let pair = new_pair()?;
        let mut jwk = self.jwk.clone();
        let modulus = pair.public_key().modulus().big_endian_without_leading_zero();
        jwk["n"] = URL_SAFE_NO_PAD.encode(modulus).into();
        Ok(jwk)
    }
}

impl fmt::Debug for OwnKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnKey").field("kid", &self.kid).finish_non_exhaustive()
    }
}

/// What the header says, and what is done; `None` leaves a message unsigned (SEC-046).
fn algorithm(defects: &Defects) -> (&'static str, Option<Algorithm>) {
    if defects.has(Defect::ANSWER_ALG_NONE) {
        ("none", None)
    } else if defects.has(Defect::ANSWER_ALG_HS256) {
        ("HS256", Some(Algorithm::HS256))
    } else if defects.has(Defect::ANSWER_ALG_RS512) {
        ("RS512", Some(Algorithm::RS512))
    } else {
        (ALG_RS256, Some(Algorithm::RS256))
    }
}

/// RFC 7638: the digest of the required members in this very order and spelling.
fn thumbprint(modulus: &str, exponent: &str) -> String {
    let canonical = format!(r#"{{"e":"{exponent}","kty":"RSA","n":"{modulus}"}}"#);
    URL_SAFE_NO_PAD.encode(digest(&SHA256, canonical.as_bytes()))
}

fn new_pair() -> Result<KeyPair, String> {
    KeyPair::generate(KeySize::Rsa2048).map_err(|_| "no RSA key could be made".to_owned())
}

fn encode(part: &Value) -> String {
    URL_SAFE_NO_PAD.encode(part.to_string())
}

/// As the signing library wants it: PKCS#1.
fn private_key(pair: &KeyPair) -> Result<Vec<u8>, String> {
    let der: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| "the RSA key cannot be written down".to_owned())?;
    let key = RsaPrivateKey::from_pkcs8_der(der.as_ref()).map_err(|error| error.to_string())?;
    let written = key.to_pkcs1_der().map_err(|error| error.to_string())?;
    Ok(written.as_bytes().to_vec())
}

fn private_exponent(pair: &KeyPair) -> Option<String> {
    let der: Pkcs8V1Der<'_> = pair.as_der().ok()?;
    let key = RsaPrivateKey::from_pkcs8_der(der.as_ref()).ok()?;
    Some(URL_SAFE_NO_PAD.encode(key.d().to_bytes_be()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thumbprint_is_that_of_the_rfc() {
        let modulus = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_\
            BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368Q\
            QMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XP\
            ksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        assert_eq!(thumbprint(modulus, "AQAB"), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    #[test]
    fn the_published_key_has_a_kid_and_nothing_private() {
        let own = OwnKey::generate(&Defects::default()).unwrap();
        let key = own.jwk();
        let mut names: Vec<_> = key.as_object().unwrap().keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["alg", "e", "kid", "kty", "n", "use"]);
        let modulus = URL_SAFE_NO_PAD.decode(key["n"].as_str().unwrap()).unwrap();
        assert_eq!(modulus.len(), 256);
    }

    #[test]
    fn defects_publish_what_they_say() {
        let bare = OwnKey::generate(&Defects::new(vec![&Defect::OWN_JWKS_WITHOUT_KID])).unwrap();
        assert_eq!(bare.jwk().get("kid"), None);
        let leaky = OwnKey::generate(&Defects::new(vec![&Defect::OWN_JWKS_PRIVATE_MEMBERS])).unwrap();
        assert!(leaky.jwk()["d"].is_string());
    }
}
