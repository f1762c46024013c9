//! Signature and algorithm.

use super::Trace;

pub(super) const TRACES: &[(&str, Trace)] = &[
    // The signature is not the platform's.
    ("signature.flipped", |s| s.three_parts() && !s.signature().is_empty() && !s.verifies()),
    ("signature.empty", |s| s.three_parts() && s.signature().is_empty()),
    ("signature.cut", |s| s.three_parts() && !s.signature().is_empty() && !s.verifies()),
    ("signature.foreign_key", |s| s.kid_is_published() && !s.verifies()),
    ("signature.payload_swapped", |s| {
        s.token.claim("sub").is_some_and(|sub| sub.as_str() != Some(&s.honest.person)) && !s.verifies()
    }),
    // The algorithm is none, symmetric, or not the agreed one.
    ("alg.none", |s| s.header_is("alg", "none") && s.signature().is_empty()),
    ("alg.none_capital", |s| s.header_is("alg", "None") && s.signature().is_empty()),
    ("alg.none_upper", |s| s.header_is("alg", "NONE") && s.signature().is_empty()),
    ("alg.none_mixed", |s| s.header_is("alg", "nOnE") && s.signature().is_empty()),
    ("alg.none_garbage", |s| s.header_is("alg", "none") && !s.signature().is_empty()),
    ("alg.hs256_pem", |s| s.header_is("alg", "HS256")),
    ("alg.hs256_pem_trimmed", |s| s.header_is("alg", "HS256")),
    ("alg.hs256_der", |s| s.header_is("alg", "HS256")),
    ("alg.hs256_jwk", |s| s.header_is("alg", "HS256")),
    ("alg.hs256_n", |s| s.header_is("alg", "HS256")),
    ("alg.rs384", |s| s.header_is("alg", "RS384") && s.verifies()),
    ("alg.rs512", |s| s.header_is("alg", "RS512") && s.verifies()),
    ("alg.ps256", |s| s.header_is("alg", "PS256") && s.verifies()),
];
