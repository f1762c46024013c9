//! The compact serialisation: three parts of strict base64url, and nothing else (SEC-028).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;

/// The largest token that is looked at (SEC-032).
const LIMIT: usize = 256 * 1024;

#[derive(Debug)]
pub(crate) struct Compact<'a> {
    /// Header and payload as they were signed.
    pub(crate) signed: &'a str,
    /// The third part, as text.
    pub(crate) signature: &'a str,
    pub(crate) header: Vec<u8>,
    pub(crate) payload: Vec<u8>,
}

impl<'a> Compact<'a> {
    pub(crate) fn parse(token: &'a str, defects: &Defects) -> Result<Self, Refusal> {
        if token.len() > LIMIT {
            return Err(Refusal::TokenTooLarge);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(Refusal::NotCompact)?;
        let (header, payload) = signed.split_once('.').ok_or(Refusal::NotCompact)?;
        decode(signature, defects)?;
        Ok(Self { signed, signature, header: decode(header, defects)?, payload: decode(payload, defects)? })
    }
}

/// A further dot is no letter of base64url, so four parts are refused here too.
fn decode(part: &str, defects: &Defects) -> Result<Vec<u8>, Refusal> {
    if defects.has(Defect::BASE64_LENIENT) {
        let known = |c: &char| c.is_ascii_alphanumeric() || "-_".contains(*c);
        let cleaned: String = part.chars().filter(known).collect();
        return URL_SAFE_NO_PAD.decode(cleaned).map_err(|_| Refusal::NotCompact);
    }
    URL_SAFE_NO_PAD.decode(part).map_err(|_| Refusal::NotCompact)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(token: &str) -> Result<Compact<'_>, Refusal> {
        Compact::parse(token, &Defects::default())
    }

    #[test]
    fn three_parts_are_taken_apart() {
        let token = parse("e30.e30.AA").unwrap();
        assert_eq!((token.signed, token.signature), ("e30.e30", "AA"));
        assert_eq!((token.header.as_slice(), token.payload.as_slice()), (&b"{}"[..], &b"{}"[..]));
        assert!(parse("e30.e30.").is_ok(), "an empty signature is refused as a signature");
    }

    #[test]
    fn anything_else_is_refused() {
        let cases = [
            "",
            "null",
            "e30",
            "e30.e30",
            "e30.e30.AA.AA",
            "a.b.c.d.e",
            "e30=.e30.AA",
            "e3 0.e30.AA",
            "e30.e30.A+A/",
            "e30.e30.AB",
            "e30\n.e30.AA",
            r#"{"payload":"e30"}"#,
            "é.é.é",
        ];
        for token in cases {
            assert!(matches!(parse(token), Err(Refusal::NotCompact)), "{token}");
        }
    }

    #[test]
    fn a_normal_large_token_is_taken_and_an_absurd_one_refused() {
        let token = |length: usize| format!("e30.{}.AA", "A".repeat(length));
        assert!(parse(&token(24_000)).is_ok());
        assert!(matches!(parse(&token(512 * 1024)), Err(Refusal::TokenTooLarge)));
    }
}
