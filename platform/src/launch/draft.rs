//! A token before it is sealed. Faults change the draft; sealing it is the one place where a token is put together and
//! signed.

use std::borrow::Cow;

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use homeroom_vocab::header;
use serde_json::{Map, Value, json};

use crate::keys::certificate;
use crate::keys::signing::{KeyError, RsaAlg, SigningKey};

/// Everything that becomes the token, still open.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) header: Map<String, Value>,
    pub(crate) claims: Map<String, Value>,
    /// Members written a second time, before the true ones.
    pub(crate) decoys: Vec<(&'static str, Value)>,
    /// Bytes to sign instead of the claims.
    pub(crate) payload: Option<Vec<u8>>,
    /// A change of the encoded payload before it is signed.
    pub(crate) encoding: Option<fn(&str) -> String>,
    pub(crate) signer: Signer,
    /// Where the foreign key is offered.
    pub(crate) offer: Option<Offer>,
    /// A change of the claims after they are signed.
    pub(crate) swap: Option<fn(&mut Map<String, Value>)>,
    /// A change of the signature.
    pub(crate) signature: Option<fn(Vec<u8>) -> Vec<u8>>,
    /// A change of the finished token.
    pub(crate) compact: Option<fn(&str) -> String>,
}

/// Who signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signer {
    /// The campus, with its active key.
    Campus(RsaAlg),
    /// A key that belongs to nobody.
    Foreign,
    /// HMAC-SHA256 with our public key, in some spelling, as the secret.
    Hmac(Secret),
    /// Nobody: the signature is empty.
    Nobody,
    /// Nobody: the signature is noise.
    Noise,
}

/// A spelling of the public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secret {
    Pem,
    PemTrimmed,
    Der,
    Jwk,
    Modulus,
}

/// A header through which a token can bring a key along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Offer {
    Jwk,
    Jku,
    X5u,
    X5c,
}

/// What sealing needs from the campus.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keys<'a> {
    pub(crate) campus: &'a SigningKey,
    /// Made only if the draft needs it.
    pub(crate) foreign: Option<&'a SigningKey>,
    pub(crate) issuer: &'a str,
}

impl Keys<'_> {
    fn foreign(&self) -> Result<&SigningKey, KeyError> {
        self.foreign.ok_or(KeyError::Sign)
    }
}

impl Draft {
    /// An honest token: signed by the campus with the algorithm of the registration.
    pub(crate) fn new(claims: Map<String, Value>, alg: RsaAlg, key: &SigningKey) -> Self {
        let mut header = Map::new();
        header.insert(header::ALG.to_owned(), alg.name().into());
        header.insert(header::TYP.to_owned(), "JWT".into());
        header.insert(header::KID.to_owned(), key.kid().as_str().into());
        Self {
            header,
            claims,
            decoys: Vec::new(),
            payload: None,
            encoding: None,
            signer: Signer::Campus(alg),
            offer: None,
            swap: None,
            signature: None,
            compact: None,
        }
    }

    /// Whether sealing needs the foreign key.
    pub(crate) fn needs_foreign_key(&self) -> bool {
        self.signer == Signer::Foreign || self.offer.is_some()
    }

    /// Puts the token together: header, payload, signature.
    pub(crate) fn seal(mut self, keys: Keys<'_>) -> Result<String, KeyError> {
        self.make_offer(keys)?;
        let mut text = self.encoded_payload();
        let header = URL_SAFE_NO_PAD.encode(serde_json::to_string(&self.header).unwrap_or_default());
        let signature = self.sign(keys, format!("{header}.{text}").as_bytes())?;
        if let Some(swap) = self.swap {
            swap(&mut self.claims);
            text = URL_SAFE_NO_PAD.encode(self.payload_text().as_ref());
        }
        let token = format!("{header}.{text}.{}", URL_SAFE_NO_PAD.encode(signature));
        Ok(match self.compact {
            Some(change) => change(&token),
            None => token,
        })
    }

    /// The payload as it is signed.
    fn encoded_payload(&self) -> String {
        let text = URL_SAFE_NO_PAD.encode(self.payload_text().as_ref());
        match self.encoding {
            Some(change) => change(&text),
            None => text,
        }
    }

    fn payload_text(&self) -> Cow<'_, [u8]> {
        if let Some(raw) = &self.payload {
            return Cow::Borrowed(raw);
        }
        let honest = serde_json::to_string(&self.claims).unwrap_or_default();
        if self.decoys.is_empty() {
            return Cow::Owned(honest.into_bytes());
        }
        let decoys: Vec<String> =
            self.decoys.iter().map(|(name, value)| format!("\"{name}\":{value},")).collect();
        let decoys = decoys.concat();
        Cow::Owned(format!("{{{decoys}{}", honest.trim_start_matches('{')).into_bytes())
    }

    fn sign(&self, keys: Keys<'_>, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let signature = match self.signer {
            Signer::Campus(alg) => keys.campus.sign(alg, message)?,
            Signer::Foreign => keys.foreign()?.sign(RsaAlg::Rs256, message)?,
            Signer::Hmac(secret) => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, &secret.of(keys.campus)?);
                hmac::sign(&key, message).as_ref().to_vec()
            }
            Signer::Nobody => Vec::new(),
            Signer::Noise => b"this is not a signature".repeat(11),
        };
        Ok(match self.signature {
            Some(change) => change(signature),
            None => signature,
        })
    }

    fn make_offer(&mut self, keys: Keys<'_>) -> Result<(), KeyError> {
        let Some(offer) = self.offer else { return Ok(()) };
        let foreign = keys.foreign()?;
        let (name, value) = match offer {
            Offer::Jwk => (header::JWK, foreign.public().to_json(RsaAlg::Rs256)),
            Offer::Jku => (header::JKU, json!(format!("{}/lti/foreign_jwks", keys.issuer))),
            Offer::X5u => (header::X5U, json!(format!("{}/lti/foreign_certificate", keys.issuer))),
            Offer::X5c => (header::X5C, json!([STANDARD.encode(certificate::foreign(foreign)?)])),
        };
        self.header.insert(header::KID.to_owned(), foreign.kid().as_str().into());
        self.header.insert(name.to_owned(), value);
        Ok(())
    }
}

impl Secret {
    /// The bytes that a confused tool would take for the HMAC secret (SEC-003).
    fn of(self, key: &SigningKey) -> Result<Vec<u8>, KeyError> {
        let pem = || Ok(certificate::pem("PUBLIC KEY", &key.public_der()?));
        Ok(match self {
            Self::Pem => pem()?.into_bytes(),
            Self::PemTrimmed => pem()?.trim_end().as_bytes().to_vec(),
            Self::Der => key.public_der()?,
            Self::Jwk => key.public().to_json(RsaAlg::Rs256).to_string().into_bytes(),
            Self::Modulus => key.public().n.clone().into_bytes(),
        })
    }
}
