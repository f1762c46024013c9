//! One key of the set: can every platform verify with it, and is nothing in it that is secret?

use std::fmt::Write as _;

use serde_json::Value;

use super::KEYS as WHAT;
use crate::doctor::finding::Finding;
use crate::oracle::key_set::{SMALLEST_MODULUS, bits, private_member, public_key};

pub(super) fn faults_of(name: &str, key: &Value) -> Vec<Finding> {
    let text = |member: &str| key.get(member).and_then(Value::as_str);
    let problem = |seen: String, fix: &str| Finding::problem(WHAT, format!("{name} {seen}"), fix);
    let warning = |seen: &str, fix: &str| Finding::warning(WHAT, format!("{name} {seen}"), fix);
    let mut found = Vec::new();
    if text("kty") == Some("oct") || key.get("k").is_some() {
        found.push(problem(
            "is a symmetric key".to_owned(),
            "take it out at once: whoever reads it can sign for the tool",
        ));
        return found;
    }
    if let Some(member) = private_member(key) {
        let fix = "publish public keys only, and make a new key: this one is known to all who asked";
        found.push(problem(format!("has the private member `{member}`"), fix));
    }
    if text("kid").is_none_or(str::is_empty) {
        found.push(problem(
            "has no `kid`".to_owned(),
            "give each key a `kid`, and name it in the header of tokens",
        ));
    }
    found.extend(size(name, key));
    match text("alg") {
        None => found.push(warning("has no `alg`", "add `\"alg\": \"RS256\"`: some platforms demand it")),
        Some("RS256") => {}
        Some(other) => {
            let fix = "publish a key for RS256, which every LTI platform takes";
            found.push(warning(&format!("is for `{other}`"), fix));
        }
    }
    match text("use") {
        None => found.push(warning("has no `use`", "add `\"use\": \"sig\"`: some platforms demand it")),
        Some("sig") => {}
        Some(other) => {
            let seen = format!("has `use` = `{other}`, so it signs nothing");
            found.push(warning(&seen, "set `\"use\": \"sig\"` on the key that the tool signs with"));
        }
    }
    found
}

fn size(name: &str, key: &Value) -> Option<Finding> {
    let kty = key.get("kty").and_then(Value::as_str).unwrap_or("nothing");
    if kty != "RSA" {
        let fix = "publish an RSA key of 2048 bits, which every LTI platform takes";
        return Some(Finding::warning(WHAT, format!("{name} has `kty` = `{kty}`"), fix));
    }
    let Some(public) = public_key(key) else {
        let fix = "write `n` and `e` in base64url without padding (RFC 7518, 6.3.1)";
        return Some(Finding::problem(WHAT, format!("{name} lacks a readable `n` or `e`"), fix));
    };
    too_short(name, bits(&public.n))
}

pub(super) fn too_short(name: &str, bits: usize) -> Option<Finding> {
    let fix = format!("make a new RSA key of {SMALLEST_MODULUS} bits or more: platforms refuse shorter ones");
    (bits < SMALLEST_MODULUS).then(|| Finding::problem(WHAT, format!("{name} has only {bits} bits"), fix))
}

pub(super) fn name(at: usize, key: &Value) -> String {
    let kid = key.get("kid").and_then(Value::as_str).filter(|kid| !kid.is_empty());
    kid.map_or_else(|| format!("key {} of the set", at + 1), |kid| format!("key `{}`", shortened(kid)))
}

/// Thumbprints are long, and their beginning tells them apart.
fn shortened(kid: &str) -> String {
    if kid.chars().count() <= 16 { kid.to_owned() } else { kid.chars().take(12).chain(['…']).collect() }
}

pub(super) fn described(name: &str, key: &Value) -> String {
    let mut told = name.to_owned();
    if let Some(public) = public_key(key) {
        // Writing to a string cannot fail.
        let _ = write!(told, ": RSA, {} bits", bits(&public.n));
    }
    for member in ["alg", "use"] {
        if let Some(value) = key.get(member).and_then(Value::as_str) {
            let _ = write!(told, ", {value}");
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::doctor::finding::State;

    /// A modulus of that many bytes, the first of which is 0x9a.
    fn modulus(bytes: usize) -> String {
        "m".repeat(bytes.div_ceil(3) * 4)
    }

    fn good() -> Value {
        json!({"kty": "RSA", "kid": "a", "alg": "RS256", "use": "sig", "n": modulus(258), "e": "AQAB"})
    }

    fn with(member: &str, value: Value) -> Value {
        let mut key = good();
        key[member] = value;
        key
    }

    fn without(member: &str) -> Value {
        let mut key = good();
        key.as_object_mut().unwrap().remove(member);
        key
    }

    #[test]
    fn a_good_key_has_no_faults_and_is_described() {
        assert_eq!(faults_of("key `a`", &good()), []);
        assert_eq!(described("key `a`", &good()), "key `a`: RSA, 2064 bits, RS256, sig");
    }

    #[test]
    fn each_fault_of_a_key_is_told_alone() {
        for (key, state, seen) in [
            (without("kid"), State::Problem, "it has no `kid`"),
            (with("kid", json!("")), State::Problem, "it has no `kid`"),
            (with("n", json!(modulus(129))), State::Problem, "it has only 1032 bits"),
            (without("n"), State::Problem, "it lacks a readable `n` or `e`"),
            (with("d", json!("AQAB")), State::Problem, "it has the private member `d`"),
            (json!({"kty": "oct", "k": "AQAB"}), State::Problem, "it is a symmetric key"),
            (without("alg"), State::Warning, "it has no `alg`"),
            (with("alg", json!("PS256")), State::Warning, "it is for `PS256`"),
            (without("use"), State::Warning, "it has no `use`"),
            (with("use", json!("enc")), State::Warning, "it has `use` = `enc`, so it signs nothing"),
            (with("kty", json!("EC")), State::Warning, "it has `kty` = `EC`"),
        ] {
            let found = faults_of("it", &key);
            let told: Vec<_> = found.iter().map(|finding| (finding.state, finding.seen.as_str())).collect();
            assert_eq!(told, [(state, seen)]);
            assert!(found[0].fix.is_some());
        }
    }

    #[test]
    fn a_key_is_called_by_its_kid_or_its_place() {
        assert_eq!(name(1, &json!({})), "key 2 of the set");
        assert_eq!(
            name(1, &json!({"kid": "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"})),
            "key `NzbLsXh8uDCc…`"
        );
    }
}
