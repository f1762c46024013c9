//! The signature of a tool's message, checked with the tool's key.

use homeroom_vocab::header::{ALG, KID};
use jsonwebtoken::{Algorithm, DecodingKey};

use super::jws::Jws;
use super::source::{self, Keys, NoKeys};
use crate::domain::registration::{Registration, SigningAlg};
use crate::journal::fetch::Errand;

/// What the signature is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Seal {
    /// Made by a key of the tool.
    Good,
    /// Made by another key, or for another message.
    Broken,
    /// Not looked at, since the algorithm is none that can be trusted.
    Algorithm,
    /// There is no key to check it with: what was looked for, what was found.
    NoKey { expected: String, actual: String },
}

impl From<NoKeys> for Seal {
    fn from(NoKeys { expected, actual }: NoKeys) -> Self {
        Self::NoKey { expected, actual }
    }
}

/// The algorithms that a message may be signed with: RS256, and what the registration agreed on (SEC-004, SEC-005).
pub(crate) fn algorithms(registration: &Registration) -> Vec<(&'static str, Algorithm)> {
    let agreed = match registration.alg {
        SigningAlg::Rs256 => None,
        SigningAlg::Rs384 => Some(("RS384", Algorithm::RS384)),
        SigningAlg::Rs512 => Some(("RS512", Algorithm::RS512)),
    };
    std::iter::once(("RS256", Algorithm::RS256)).chain(agreed).collect()
}

/// The algorithm that the header names, if it is one of those.
fn algorithm(registration: &Registration, jws: &Jws) -> Option<Algorithm> {
    let named = jws.head(ALG).unwrap_or_default();
    algorithms(registration).into_iter().find(|(name, _)| *name == named).map(|(_, alg)| alg)
}

/// Checks the signature with the key set as it is now, so that a rotated key is known at once. For messages that a person
/// waits for, which are few.
pub(crate) async fn check(errand: Errand<'_>, registration: &Registration, jws: &Jws) -> Seal {
    let Some(alg) = algorithm(registration, jws) else { return Seal::Algorithm };
    let keys = match &registration.jwks_url {
        Some(url) => source::fetch(errand, url.as_str()).await,
        None => source::registered(registration),
    };
    keys.map_or_else(Seal::from, |keys| with(&keys, jws, alg))
}

/// Checks the signature with the key set that is kept, and asks for it again where that does not help: the tool may have
/// rotated its key.
pub(crate) async fn check_with_kept(errand: Errand<'_>, registration: &Registration, jws: &Jws) -> Seal {
    let Some(alg) = algorithm(registration, jws) else { return Seal::Algorithm };
    let Some(url) = &registration.jwks_url else {
        let keys = source::registered(registration);
        return keys.map_or_else(Seal::from, |keys| with(&keys, jws, alg));
    };
    let (kept, url) = (errand.campus.tool_keys(), url.as_str());
    let (keys, is_fresh) = match kept.get(errand, url).await {
        Ok(found) => found,
        Err(missing) => return missing.into(),
    };
    let seal = with(&keys, jws, alg);
    if seal == Seal::Good || is_fresh {
        return seal;
    }
    kept.renew(errand, url).await.map_or_else(Seal::from, |keys| with(&keys, jws, alg))
}

fn with(keys: &Keys, jws: &Jws, alg: Algorithm) -> Seal {
    match keys.candidates(jws.head(KID)) {
        Ok(keys) if keys.iter().any(|key| verifies(jws, key, alg)) => Seal::Good,
        Ok(_) => Seal::Broken,
        Err(missing) => missing.into(),
    }
}

fn verifies(jws: &Jws, key: &DecodingKey, alg: Algorithm) -> bool {
    jsonwebtoken::crypto::verify(&jws.signature, jws.message.as_bytes(), key, alg).unwrap_or(false)
}
