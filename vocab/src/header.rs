//! Members of the header of a signed token.

use crate::term::terms;

terms! {
    /// The signature algorithm.
    ALG = "alg", "SEC-004";
    /// The type, `JWT` or absent.
    TYP = "typ", "SEC-027";
    /// Which key signed.
    KID = "kid", "SEC-006";
    /// Extensions that must be understood.
    CRIT = "crit", "SEC-023";
    /// A key inside the token, never to be trusted.
    JWK = "jwk", "SEC-024";
    /// The URL of a key set, never to be trusted.
    JKU = "jku", "SEC-024";
    /// The URL of a certificate, never to be trusted.
    X5U = "x5u", "SEC-024";
    /// A certificate chain inside the token, never to be trusted.
    X5C = "x5c", "SEC-024";
}
