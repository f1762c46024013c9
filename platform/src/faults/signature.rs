//! Faults of the signature and its algorithm.

use homeroom_vocab::claim::ROLES;
use homeroom_vocab::header::ALG;
use homeroom_vocab::role::context::INSTRUCTOR;
use homeroom_vocab::standard_claim::SUB;
use serde_json::json;

use super::token::{TokenFault, row};
use crate::keys::odd::Odd;
use crate::keys::signing::RsaAlg;
use crate::launch::draft::{Draft, HmacAlg, Secret, Signer};

#[rustfmt::skip]
pub(crate) const ALL: &[TokenFault] = &[
    row("signature.flipped", "SEC-001", "one bit of the signature is flipped", |d, _| d.signature = Some(flipped)),
    row("signature.empty", "SEC-001", "the signature is empty", |d, _| d.signature = Some(|_| Vec::new())),
    row("signature.cut", "SEC-001", "the last byte of the signature is missing", |d, _| d.signature = Some(cut)),
    row("signature.foreign_key", "SEC-001", "signed by a foreign key under our kid", |d, _| d.signer = Signer::Foreign),
    row("signature.payload_swapped", "SEC-001", "sub was changed after signing", |d, _| d.swap = Some(|claims| { claims.insert(SUB.to_owned(), "someone-else".into()); })),
    row("signature.roles_swapped", "SEC-001", "roles was changed after signing, to an instructor's", |d, _| d.swap = Some(|claims| { claims.insert(ROLES.to_owned(), json!([INSTRUCTOR])); })),
    row("alg.none", "SEC-002", "alg is none, the signature empty", |d, _| unsigned(d, "none", Signer::Nobody)),
    row("alg.none_capital", "SEC-002", "alg is None, the signature empty", |d, _| unsigned(d, "None", Signer::Nobody)),
    row("alg.none_upper", "SEC-002", "alg is NONE, the signature empty", |d, _| unsigned(d, "NONE", Signer::Nobody)),
    row("alg.none_mixed", "SEC-002", "alg is nOnE, the signature empty", |d, _| unsigned(d, "nOnE", Signer::Nobody)),
    row("alg.none_garbage", "SEC-002", "alg is none, the signature noise", |d, _| unsigned(d, "none", Signer::Noise)),
    row("alg.hs256_pem", "SEC-003", "HS256 with our public key (PEM) as the secret", |d, _| hmac(d, HmacAlg::Hs256, Secret::Pem)),
    row("alg.hs256_pem_trimmed", "SEC-003", "HS256 with our public key (PEM, no final newline) as the secret", |d, _| hmac(d, HmacAlg::Hs256, Secret::PemTrimmed)),
    row("alg.hs256_der", "SEC-003", "HS256 with our public key (DER) as the secret", |d, _| hmac(d, HmacAlg::Hs256, Secret::Der)),
    row("alg.hs256_jwk", "SEC-003", "HS256 with our public key (JWK) as the secret", |d, _| hmac(d, HmacAlg::Hs256, Secret::Jwk)),
    row("alg.hs256_n", "SEC-003", "HS256 with the modulus of our public key as the secret", |d, _| hmac(d, HmacAlg::Hs256, Secret::Modulus)),
    row("alg.hs256_empty", "SEC-003", "HS256 with the empty secret", |d, _| hmac(d, HmacAlg::Hs256, Secret::Empty)),
    row("alg.hs384_pem", "SEC-003", "HS384 with our public key (PEM) as the secret", |d, _| hmac(d, HmacAlg::Hs384, Secret::Pem)),
    row("alg.hs512_pem", "SEC-003", "HS512 with our public key (PEM) as the secret", |d, _| hmac(d, HmacAlg::Hs512, Secret::Pem)),
    row("alg.rs384", "SEC-005", "signed with RS384, truly", |d, _| signed(d, RsaAlg::Rs384)),
    row("alg.rs512", "SEC-005", "signed with RS512, truly", |d, _| signed(d, RsaAlg::Rs512)),
    row("alg.ps256", "SEC-005", "signed with PS256, truly", |d, _| signed(d, RsaAlg::Ps256)),
    row("alg.es256", "SEC-001", "signed with ES256 by a foreign key, under the kid of our RSA key", |d, _| other(d, "ES256", Odd::UnpublishedCurve)),
    row("alg.es256_zero", "SEC-001", "ES256 under the kid of our RSA key, the signature all zeros", |d, _| zero(d, Odd::UnpublishedCurve)),
    row("key.rsa_512", "KEY-013", "signed by an RSA key of 512 bits (publish it with `jwks.rsa_512`)", |d, _| other(d, "RS256", Odd::Rsa512)),
    row("key.rsa_1024", "KEY-013", "signed by an RSA key of 1024 bits (publish it with `jwks.rsa_1024`)", |d, _| other(d, "RS256", Odd::Rsa1024)),
    row("key.exponent_one", "KEY-013", "signed by an RSA key whose exponent is one, so by anybody (publish it with `jwks.exponent_one`)", |d, _| other(d, "RS256", Odd::ExponentOne)),
    row("key.secret", "SEC-003", "HS256 with a secret that the key set shows (publish it with `jwks.secret`)", |d, _| other(d, "HS256", Odd::Secret)),
    row("key.curve", "SEC-005", "signed with ES256, truly (publish the key with `jwks.curve`)", |d, _| other(d, "ES256", Odd::Curve)),
    row("key.curve_zero", "SEC-001", "ES256 with a signature of zeros only (publish the key with `jwks.curve`)", |d, _| zero(d, Odd::Curve)),
    row("key.retired", "KEY-009", "signed by the newest key that has left the key set", |d, _| d.signer = Signer::Retired),
    row("alg.duplicate", "SEC-026", "alg stands twice in the header: RS256, which signed, and last none", |d, _| d.header_text = Some(alg_twice)),
];

fn flipped(mut signature: Vec<u8>) -> Vec<u8> {
    if let Some(byte) = signature.get_mut(7) {
        *byte ^= 1;
    }
    signature
}

fn cut(mut signature: Vec<u8>) -> Vec<u8> {
    signature.pop();
    signature
}

fn unsigned(draft: &mut Draft, alg: &str, signer: Signer) {
    draft.header.insert(ALG.to_owned(), alg.into());
    draft.signer = signer;
}

fn hmac(draft: &mut Draft, alg: HmacAlg, secret: Secret) {
    draft.header.insert(ALG.to_owned(), alg.name().into());
    draft.signer = Signer::Hmac(alg, secret);
}

fn other(draft: &mut Draft, alg: &str, key: Odd) {
    draft.header.insert(ALG.to_owned(), alg.into());
    draft.signer = Signer::Odd(key);
}

/// What a verifier takes that forgets to look whether the numbers are in range.
fn zero(draft: &mut Draft, key: Odd) {
    other(draft, "ES256", key);
    draft.signature = Some(|signature| vec![0; signature.len()]);
}

fn alg_twice(mut header: String) -> Vec<u8> {
    let end = header.len().saturating_sub(1);
    header.insert_str(end, r#","alg":"none""#);
    header.into_bytes()
}

fn signed(draft: &mut Draft, alg: RsaAlg) {
    draft.header.insert(ALG.to_owned(), alg.name().into());
    draft.signer = Signer::Campus(alg);
}
