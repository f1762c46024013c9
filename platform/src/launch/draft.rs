//! A token before it is sealed. Faults change the draft; sealing it is the one place where a token is put together and
//! signed.

use std::borrow::Cow;

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use homeroom_vocab::header;
use serde_json::{Map, Value, json};

use crate::keys::certificate;
use crate::keys::odd::{Odd, OddKeys};
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
    /// A change of the header's text before it is encoded.
    pub(crate) header_text: Option<Rewrite>,
    /// A change of the payload's text before it is encoded.
    pub(crate) payload_text: Option<Rewrite>,
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

/// Makes other bytes of a text.
pub(crate) type Rewrite = fn(String) -> Vec<u8>;

/// Who signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signer {
    /// The campus, with its active key.
    Campus(RsaAlg),
    /// A key that belongs to nobody.
    Foreign,
    /// The campus, with the newest key that has left its key set.
    Retired,
    /// A key of the wrong kind, which an armed fault publishes.
    Odd(Odd),
    /// HMAC with our public key, in some spelling, as the secret.
    Hmac(HmacAlg, Secret),
    /// Nobody: the signature is empty.
    Nobody,
    /// Nobody: the signature is noise.
    Noise,
}

/// An algorithm that needs a shared secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HmacAlg {
    Hs256,
    Hs384,
    Hs512,
}

/// A spelling of the public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secret {
    Pem,
    PemTrimmed,
    Der,
    Jwk,
    Modulus,
    /// No key at all: what a file without content gives.
    Empty,
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
    /// The newest key that has left the key set, if there is one.
    pub(crate) retired: Option<&'a SigningKey>,
    pub(crate) odd: &'a OddKeys,
    pub(crate) issuer: &'a str,
}

impl Keys<'_> {
    fn foreign(&self) -> Result<&SigningKey, KeyError> {
        self.foreign.ok_or(KeyError::Sign)
    }

    fn retired(&self) -> Result<&SigningKey, KeyError> {
        self.retired.ok_or(KeyError::NoneRetired)
    }
}

impl HmacAlg {
    /// The value of `alg` in a header.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Hs256 => "HS256",
            Self::Hs384 => "HS384",
            Self::Hs512 => "HS512",
        }
    }

    fn digest(self) -> hmac::Algorithm {
        match self {
            Self::Hs256 => hmac::HMAC_SHA256,
            Self::Hs384 => hmac::HMAC_SHA384,
            Self::Hs512 => hmac::HMAC_SHA512,
        }
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
            header_text: None,
            payload_text: None,
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
        self.name_signer(keys)?;
        let header = serde_json::to_string(&self.header).unwrap_or_default();
        let header = URL_SAFE_NO_PAD.encode(rewritten(self.header_text, header));
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
        let mut text = serde_json::to_string(&self.claims).unwrap_or_default();
        let decoys = self.decoys.iter().map(|(name, value)| format!("\"{name}\":{value},"));
        text.insert_str(1, &decoys.collect::<String>());
        Cow::Owned(rewritten(self.payload_text, text))
    }

    fn sign(&self, keys: Keys<'_>, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let signature = match self.signer {
            Signer::Campus(alg) => keys.campus.sign(alg, message)?,
            Signer::Foreign => keys.foreign()?.sign(RsaAlg::Rs256, message)?,
            Signer::Retired => keys.retired()?.sign(RsaAlg::Rs256, message)?,
            Signer::Odd(kind) => keys.odd.sign(kind, message)?,
            Signer::Hmac(alg, secret) => {
                let key = hmac::Key::new(alg.digest(), &secret.of(keys.campus)?);
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

    /// A key that is not the campus's own is known only now, and so is its name.
    fn name_signer(&mut self, keys: Keys<'_>) -> Result<(), KeyError> {
        let kid = match self.signer {
            Signer::Retired => keys.retired()?.kid().to_string(),
            Signer::Odd(kind) if kind.is_published() => keys.odd.kid(kind)?,
            _ => return Ok(()),
        };
        self.header.insert(header::KID.to_owned(), kid.into());
        Ok(())
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

fn rewritten(rewrite: Option<Rewrite>, text: String) -> Vec<u8> {
    match rewrite {
        Some(rewrite) => rewrite(text),
        None => text.into_bytes(),
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
            Self::Empty => Vec::new(),
        })
    }
}
