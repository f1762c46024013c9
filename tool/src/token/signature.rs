//! The signature, under the key that the platform published (SEC-001 to SEC-007, SEC-024).

use homeroom_vocab::value::ALG_RS256;
use jsonwebtoken::{Algorithm, DecodingKey, crypto};

use crate::defects::{Defect, Defects};
use crate::keys::cache::{KeyError, PlatformKeys};
use crate::keys::set::{KeySet, PlatformKey};
use crate::keys::{certificate, pinned};
use crate::launch::Refusal;
use crate::platform::{Keys, Platform};
use crate::token::compact::Compact;
use crate::token::header::Header;
use crate::token::weak;

/// What the header's algorithm asks for, as far as this tool goes along.
#[derive(Debug, PartialEq, Eq)]
enum Scheme {
    Rsa(Algorithm),
    /// Only with [`Defect::HMAC_ACCEPTED`].
    Hmac(Algorithm),
    /// HMAC with a secret that is known before any key is looked up. Only defects have one.
    Secret,
    /// Only with [`Defect::ALG_NONE_ACCEPTED`], [`Defect::ALG_NONE_ANY_CASE`] and [`Defect::ES256_UNVERIFIED`].
    Unsigned,
    /// Only with [`Defect::ES256_ZEROS_ACCEPTED`].
    Zeros,
}

pub(crate) async fn check(
    token: &Compact<'_>,
    header: &Header,
    platform: &Platform,
    platform_keys: &PlatformKeys,
    defects: &Defects,
) -> Result<(), Refusal> {
    let scheme = scheme(&header.alg, platform, defects)?;
    if scheme == Scheme::Zeros {
        return if is_zero(token.signature) { Ok(()) } else { Err(Refusal::Signature) };
    }
    if scheme == Scheme::Secret {
        let secrets = match header.kid.as_deref().filter(|_| defects.has(Defect::JWKS_SECRET_TRUSTED)) {
            Some(kid) => published_secrets(platform_keys, platform, kid).await,
            None => vec![Vec::new()],
        };
        let good = secrets.iter().any(|secret| is_hmac(token, secret, Algorithm::HS256));
        return if good { Ok(()) } else { Err(Refusal::Signature) };
    }
    let bare = token.signature.is_empty() && defects.has(Defect::SIGNATURE_PART_OPTIONAL);
    if scheme == Scheme::Unsigned || bare {
        return Ok(());
    }
    let keys = match keys(header, platform, platform_keys, defects).await {
        Err(Refusal::NoKeys(_)) if defects.has(Defect::JWKS_OUTAGE_SKIPS_VERIFICATION) => return Ok(()),
        keys => keys?,
    };
    let good = keys.iter().any(|key| is_signed_by(token, key, &scheme));
    if good || defects.has(Defect::SIGNATURE_UNVERIFIED) { Ok(()) } else { Err(Refusal::Signature) }
}

/// The algorithm of the registration and no other (SEC-005).
fn scheme(alg: &str, platform: &Platform, defects: &Defects) -> Result<Scheme, Refusal> {
    match alg {
        alg if alg == platform.algorithm.name() => Ok(Scheme::Rsa(platform.algorithm.algorithm())),
        "none" if defects.has(Defect::ALG_NONE_ACCEPTED) => Ok(Scheme::Unsigned),
        alg if is_none_in_capitals(alg) && defects.has(Defect::ALG_NONE_ANY_CASE) => Ok(Scheme::Unsigned),
        "HS256" if defects.has(Defect::HMAC_ACCEPTED) => Ok(Scheme::Hmac(Algorithm::HS256)),
        "HS384" if defects.has(Defect::HMAC_ACCEPTED) => Ok(Scheme::Hmac(Algorithm::HS384)),
        "HS512" if defects.has(Defect::HMAC_ACCEPTED) => Ok(Scheme::Hmac(Algorithm::HS512)),
        "HS256" if defects.has(Defect::HMAC_EMPTY_SECRET) => Ok(Scheme::Secret),
        "HS256" if defects.has(Defect::JWKS_SECRET_TRUSTED) => Ok(Scheme::Secret),
        "ES256" if defects.has(Defect::ES256_UNVERIFIED) => Ok(Scheme::Unsigned),
        "ES256" if defects.has(Defect::ES256_ZEROS_ACCEPTED) => Ok(Scheme::Zeros),
        alg if defects.has(Defect::ALG_FROM_HEADER) => rsa(alg).map(Scheme::Rsa).ok_or(Refusal::Algorithm),
        _ => Err(Refusal::Algorithm),
    }
}

fn is_none_in_capitals(alg: &str) -> bool {
    alg != "none" && alg.eq_ignore_ascii_case("none")
}

fn rsa(alg: &str) -> Option<Algorithm> {
    match alg {
        ALG_RS256 => Some(Algorithm::RS256),
        "RS384" => Some(Algorithm::RS384),
        "RS512" => Some(Algorithm::RS512),
        "PS256" => Some(Algorithm::PS256),
        _ => None,
    }
}

/// The published keys that may have signed this token.
async fn keys(
    header: &Header,
    platform: &Platform,
    platform_keys: &PlatformKeys,
    defects: &Defects,
) -> Result<Vec<PlatformKey>, Refusal> {
    if let Some(offered) = offered(header, platform_keys, defects).await {
        return Ok(offered);
    }
    let Keys::Url(jwks) = &platform.keys else { return pinned_key(header, platform) };
    match platform_keys.find(jwks, header.kid.as_deref()).await {
        Ok(set) => Ok(choose(&set, header.kid.as_deref(), platform, defects)),
        Err(KeyError::Unknown(set)) if defects.has(Defect::KID_IGNORED) => Ok(set.all()),
        Err(KeyError::Unknown(_)) => Err(Refusal::UnknownKey),
        Err(KeyError::Unavailable(why)) => Err(Refusal::NoKeys(why)),
    }
}

/// The one key of a platform that publishes none, if the token names no other.
fn pinned_key(header: &Header, platform: &Platform) -> Result<Vec<PlatformKey>, Refusal> {
    let set = pinned::read(&platform.keys).map_err(|_| Refusal::UnknownKey)?;
    let mut keys = set.all();
    let named = |key: &PlatformKey| header.kid.as_deref().is_none_or(|kid| key.may_be_called(kid));
    keys.retain(|key| named(key) && key.allows(platform.algorithm.name()));
    if keys.is_empty() { Err(Refusal::UnknownKey) } else { Ok(keys) }
}

/// The keys that the token itself offers, where a defect trusts them (SEC-024).
async fn offered(
    header: &Header,
    platform_keys: &PlatformKeys,
    defects: &Defects,
) -> Option<Vec<PlatformKey>> {
    let trusts = |defect| defects.has(defect);
    if let Some(jwk) = header.jwk.as_ref().filter(|_| trusts(Defect::JWK_HEADER_TRUSTED)) {
        return Some(PlatformKey::parse(jwk).into_iter().collect());
    }
    if let Some(chain) = header.x5c.as_ref().filter(|_| trusts(Defect::X5C_TRUSTED)) {
        return Some(certificate::key(chain).into_iter().collect());
    }
    if let Some(x5u) = header.x5u.as_ref().filter(|_| trusts(Defect::X5U_TRUSTED)) {
        let pem = platform_keys.fetch_text(x5u).await?;
        return Some(certificate::key(&pem).into_iter().collect());
    }
    let jku = header.jku.as_ref().filter(|_| trusts(Defect::JKU_TRUSTED))?;
    Some(platform_keys.fetch_untrusted(jku).await)
}

/// By `kid` among many (KEY-005); a key that names another algorithm did not sign this.
fn choose(set: &KeySet, kid: Option<&str>, platform: &Platform, defects: &Defects) -> Vec<PlatformKey> {
    let Some(kid) = kid else { return set.all() };
    if defects.has(Defect::JWKS_FIRST_KEY) {
        return set.all().into_iter().take(1).collect();
    }
    let any_algorithm = defects.has(Defect::ALG_FROM_HEADER);
    let mut keys = set.by_kid(kid);
    keys.retain(|key| any_algorithm || key.allows(platform.algorithm.name()));
    keys
}

fn is_hmac(token: &Compact<'_>, secret: &[u8], algorithm: Algorithm) -> bool {
    let key = DecodingKey::from_secret(secret);
    crypto::verify(token.signature, token.signed.as_bytes(), &key, algorithm).unwrap_or(false)
}

fn is_zero(signature: &str) -> bool {
    !signature.is_empty() && signature.bytes().all(|letter| letter == b'A')
}

/// The symmetric keys that the platform publishes under this name.
async fn published_secrets(platform_keys: &PlatformKeys, platform: &Platform, kid: &str) -> Vec<Vec<u8>> {
    let Keys::Url(jwks) = &platform.keys else { return Vec::new() };
    match platform_keys.find(jwks, Some(kid)).await {
        Ok(set) | Err(KeyError::Unknown(set)) => set.secrets(kid),
        Err(KeyError::Unavailable(_)) => Vec::new(),
    }
}

fn is_signed_by(token: &Compact<'_>, key: &PlatformKey, scheme: &Scheme) -> bool {
    let verifies = |key: &DecodingKey, algorithm| {
        crypto::verify(token.signature, token.signed.as_bytes(), key, algorithm).unwrap_or(false)
    };
    match scheme {
        Scheme::Rsa(_) if key.is_weak() => weak::verifies(key, token.signed.as_bytes(), token.signature),
        Scheme::Rsa(algorithm) => {
            verifies(&DecodingKey::from_rsa_raw_components(&key.modulus, &key.exponent), *algorithm)
        }
        Scheme::Hmac(algorithm) => key.as_secrets().iter().any(|secret| is_hmac(token, secret, *algorithm)),
        Scheme::Secret | Scheme::Zeros => false,
        Scheme::Unsigned => true,
    }
}
