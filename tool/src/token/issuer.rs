//! Who issued the token (SEC-008, SEC-031).

use homeroom_vocab::standard_claim::ISS;
use url::Url;

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::platform::Platform;
use crate::token::claims::Claims;

/// These compare issuers in ways of their own.
const LOOSE: [Defect; 4] = [
    Defect::ISS_TRAILING_SLASH_FOLDED,
    Defect::ISS_CASE_FOLDED,
    Defect::ISS_AS_URL,
    Defect::ISS_PORT_IGNORED,
];

/// Whether a defect takes different issuers for the same.
pub(crate) fn is_compared_loosely(defects: &Defects) -> bool {
    LOOSE.iter().any(|defect| defects.has(*defect))
}

/// Whether two issuers are the same: byte by byte.
pub(crate) fn same(known: &str, given: &str, defects: &Defects) -> bool {
    if defects.has(Defect::ISS_TRAILING_SLASH_FOLDED) {
        return known.trim_end_matches('/') == given.trim_end_matches('/');
    }
    if defects.has(Defect::ISS_CASE_FOLDED) {
        return known.eq_ignore_ascii_case(given);
    }
    if defects.has(Defect::ISS_AS_URL) {
        return Url::parse(known).is_ok_and(|url| Url::parse(given).as_ref() == Ok(&url));
    }
    if defects.has(Defect::ISS_PORT_IGNORED) {
        return without_port(known) == without_port(given);
    }
    known == given
}

/// The parts of an issuer before and behind its port.
fn without_port(issuer: &str) -> (&str, &str) {
    let Some((scheme, rest)) = issuer.split_once("://") else { return (issuer, "") };
    let host = scheme.len() + 3 + rest.find([':', '/']).unwrap_or(rest.len());
    let path = scheme.len() + 3 + rest.find('/').unwrap_or(rest.len());
    (&issuer[..host], &issuer[path..])
}

/// The token comes from the platform that the login went to. This is checked before the signature, because
/// the issuer says whose keys count.
pub(crate) fn check(claims: &Claims, platform: &Platform, defects: &Defects) -> Result<(), Refusal> {
    if defects.has(Defect::ISS_UNCHECKED) {
        return Ok(());
    }
    let issuer = claims.required_text(ISS)?;
    if same(platform.issuer.as_str(), issuer, defects) { Ok(()) } else { Err(Refusal::Issuer) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issuers_are_compared_byte_by_byte() {
        let defects = Defects::default();
        let known = "https://lms.test/main";
        assert!(same(known, known, &defects));
        for given in [
            "https://lms.test/main/",
            "https://LMS.test/main",
            "http://lms.test/main",
            "https://lms.test/mai%6e",
        ] {
            assert!(!same(known, given, &defects), "{given}");
        }
    }

    #[test]
    fn defects_overlook_one_difference_each() {
        let known = "https://lms.test:8080/main";
        let with = |defect, given| same(known, given, &Defects::new(vec![defect]));
        assert!(with(&Defect::ISS_CASE_FOLDED, "HTTPS://LMS.test:8080/main"));
        assert!(!with(&Defect::ISS_CASE_FOLDED, "https://lms.test:8443/main"));
        assert!(with(&Defect::ISS_PORT_IGNORED, "https://lms.test:8443/main"));
        assert!(with(&Defect::ISS_PORT_IGNORED, "https://lms.test/main"));
        assert!(!with(&Defect::ISS_PORT_IGNORED, "https://lms.test:8443/other"));
        assert!(!with(&Defect::ISS_PORT_IGNORED, "https://lms.example:8080/main"));
    }
}
