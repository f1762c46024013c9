//! Faults of the signature and its algorithm.

use homeroom_vocab::header::ALG;
use homeroom_vocab::standard_claim::SUB;

use super::token::{TokenFault, row};
use crate::keys::signing::RsaAlg;
use crate::launch::draft::{Draft, Secret, Signer};

#[rustfmt::skip]
pub(crate) const ALL: &[TokenFault] = &[
    row("signature.flipped", "SEC-001", "one bit of the signature is flipped", |d, _| d.signature = Some(flipped)),
    row("signature.empty", "SEC-001", "the signature is empty", |d, _| d.signature = Some(|_| Vec::new())),
    row("signature.cut", "SEC-001", "the last byte of the signature is missing", |d, _| d.signature = Some(cut)),
    row("signature.foreign_key", "SEC-001", "signed by a foreign key under our kid", |d, _| d.signer = Signer::Foreign),
    row("signature.payload_swapped", "SEC-001", "sub was changed after signing", |d, _| d.swap = Some(|claims| { claims.insert(SUB.to_owned(), "someone-else".into()); })),
    row("alg.none", "SEC-002", "alg is none, the signature empty", |d, _| unsigned(d, "none", Signer::Nobody)),
    row("alg.none_capital", "SEC-002", "alg is None, the signature empty", |d, _| unsigned(d, "None", Signer::Nobody)),
    row("alg.none_upper", "SEC-002", "alg is NONE, the signature empty", |d, _| unsigned(d, "NONE", Signer::Nobody)),
    row("alg.none_mixed", "SEC-002", "alg is nOnE, the signature empty", |d, _| unsigned(d, "nOnE", Signer::Nobody)),
    row("alg.none_garbage", "SEC-002", "alg is none, the signature noise", |d, _| unsigned(d, "none", Signer::Noise)),
    row("alg.hs256_pem", "SEC-003", "HS256 with our public key (PEM) as the secret", |d, _| hmac(d, Secret::Pem)),
    row("alg.hs256_pem_trimmed", "SEC-003", "HS256 with our public key (PEM, no final newline) as the secret", |d, _| hmac(d, Secret::PemTrimmed)),
    row("alg.hs256_der", "SEC-003", "HS256 with our public key (DER) as the secret", |d, _| hmac(d, Secret::Der)),
    row("alg.hs256_jwk", "SEC-003", "HS256 with our public key (JWK) as the secret", |d, _| hmac(d, Secret::Jwk)),
    row("alg.hs256_n", "SEC-003", "HS256 with the modulus of our public key as the secret", |d, _| hmac(d, Secret::Modulus)),
    row("alg.rs384", "SEC-005", "signed with RS384, truly", |d, _| signed(d, RsaAlg::Rs384)),
    row("alg.rs512", "SEC-005", "signed with RS512, truly", |d, _| signed(d, RsaAlg::Rs512)),
    row("alg.ps256", "SEC-005", "signed with PS256, truly", |d, _| signed(d, RsaAlg::Ps256)),
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

fn hmac(draft: &mut Draft, secret: Secret) {
    draft.header.insert(ALG.to_owned(), "HS256".into());
    draft.signer = Signer::Hmac(secret);
}

fn signed(draft: &mut Draft, alg: RsaAlg) {
    draft.header.insert(ALG.to_owned(), alg.name().into());
    draft.signer = Signer::Campus(alg);
}
