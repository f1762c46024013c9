//! Ways to spoil a token. Each breaks one thing.

use homeroom_vocab::claim;
use jsonwebtoken::Algorithm;
use serde_json::{Value, json};

use super::School;
use super::forge::{Forge, Signature, encode};
use super::keys::Key;
use super::platform::Keys;

pub(crate) struct Fault {
    pub(crate) name: &'static str,
    /// How a correct tool refuses it.
    pub(crate) status: u16,
    /// What the page then says, among other words.
    pub(crate) reason: &'static str,
    pub(crate) spoil: fn(&mut Forge, &School),
}

/// Faults of claims that a deep-linking request has, and must have.
pub(crate) fn fits_deep_linking(fault: &Fault) -> bool {
    let places = ["resource_link.", "roles.missing", "message_type."];
    !places.iter().any(|place| fault.name.starts_with(place))
}

const fn fault(
    name: &'static str,
    status: u16,
    reason: &'static str,
    spoil: fn(&mut Forge, &School),
) -> Fault {
    Fault { name, status, reason, spoil }
}

pub(crate) const ALL: &[Fault] = &[
    fault("signature.flipped", 401, "signature", |forge, _| {
        forge.finish = |token| {
            let at = token.len() - 20;
            let flipped = if &token[at..=at] == "A" { "B" } else { "A" };
            format!("{}{flipped}{}", &token[..at], &token[at + 1..])
        };
    }),
    fault("signature.empty", 401, "signature", |forge, _| forge.signature = Signature::Is("")),
    fault("signature.foreign_key", 401, "signature", |forge, _| {
        forge.signature = Signature::By(Key::named("foreign"), Algorithm::RS256);
    }),
    fault("signature.payload_swapped", 401, "signature", |forge, _| {
        forge.finish = |token| {
            let parts: Vec<_> = token.split('.').collect();
            let payload = decode(parts[1]).replace("u-1001", "u-9999");
            format!("{}.{}.{}", parts[0], encode(payload), parts[2])
        };
    }),
    fault("alg.none", 401, "algorithm", |forge, _| {
        forge.header["alg"] = "none".into();
        forge.signature = Signature::Is("");
    }),
    fault("alg.none_capital", 401, "algorithm", |forge, _| {
        forge.header["alg"] = "None".into();
        forge.signature = Signature::Is("");
    }),
    fault("alg.none_mixed", 401, "algorithm", |forge, _| {
        forge.header["alg"] = "nOnE".into();
        forge.signature = Signature::Is("");
    }),
    fault("alg.none_garbage", 401, "algorithm", |forge, _| {
        forge.header["alg"] = "none".into();
        forge.signature = Signature::Is("AAAA");
    }),
    fault("alg.hs256_pem", 401, "algorithm", |forge, school| {
        forge.header["alg"] = "HS256".into();
        forge.signature = Signature::Hmac(school.main.key.pem().into_bytes());
    }),
    fault("alg.hs256_pem_trimmed", 401, "algorithm", |forge, school| {
        forge.header["alg"] = "HS256".into();
        forge.signature = Signature::Hmac(school.main.key.pem().trim_end().as_bytes().to_vec());
    }),
    fault("alg.hs256_der", 401, "algorithm", |forge, school| {
        forge.header["alg"] = "HS256".into();
        forge.signature = Signature::Hmac(school.main.key.der());
    }),
    fault("alg.hs256_jwk", 401, "algorithm", |forge, school| {
        forge.header["alg"] = "HS256".into();
        forge.signature = Signature::Hmac(school.main.key.jwk().to_string().into_bytes());
    }),
    fault("alg.hs256_n", 401, "algorithm", |forge, school| {
        forge.header["alg"] = "HS256".into();
        forge.signature = Signature::Hmac(school.main.key.jwk()["n"].as_str().unwrap().into());
    }),
    fault("alg.rs384", 401, "algorithm", |forge, _| forge.signed_with("RS384", Algorithm::RS384)),
    fault("alg.rs512", 401, "algorithm", |forge, _| forge.signed_with("RS512", Algorithm::RS512)),
    fault("alg.ps256", 401, "algorithm", |forge, _| forge.signed_with("PS256", Algorithm::PS256)),
    fault("alg.says_rs256_but_is_rs512", 401, "signature", |forge, _| {
        forge.signed_with("RS256", Algorithm::RS512);
    }),
    fault("kid.missing", 401, "kid", |forge, _| forge.remove_header("kid")),
    fault("kid.empty", 401, "kid", |forge, _| forge.header["kid"] = "".into()),
    fault("kid.number", 401, "kid", |forge, _| forge.header["kid"] = 7.into()),
    fault("kid.object", 401, "kid", |forge, _| forge.header["kid"] = json!({ "$ne": null })),
    fault("kid.unknown", 401, "does not publish", |forge, _| forge.header["kid"] = "unknown".into()),
    fault("kid.path", 401, "does not publish", |forge, _| {
        forge.header["kid"] = "../../../../dev/null".into();
    }),
    fault("kid.huge", 401, "does not publish", |forge, _| forge.header["kid"] = "k".repeat(10_000).into()),
    fault("kid.foreign", 401, "does not publish", |forge, _| forge.by_foreign_key()),
    fault("crit.unknown", 400, "crit", |forge, _| {
        forge.header["crit"] = json!(["x"]);
        forge.header["x"] = 1.into();
    }),
    fault("typ.other", 400, "typ", |forge, _| forge.header["typ"] = "at+jwt".into()),
    fault("jwk.embedded", 401, "does not publish", |forge, _| {
        forge.by_foreign_key();
        forge.header["jwk"] = Key::named("foreign").jwk();
    }),
    fault("jku.foreign", 401, "does not publish", |forge, school| {
        forge.by_foreign_key();
        school.north.publish_keys(&[Key::named("foreign")]);
        forge.header["jku"] = format!("{}/elsewhere", school.north.url).into();
    }),
    fault("x5c.foreign", 401, "does not publish", |forge, _| {
        forge.by_foreign_key();
        forge.header["x5c"] = json!([Key::named("foreign").certificate()]);
    }),
    fault("x5u.foreign", 401, "does not publish", |forge, school| {
        forge.by_foreign_key();
        let lines = [
            "-----BEGIN CERTIFICATE-----",
            &Key::named("foreign").certificate(),
            "-----END CERTIFICATE-----",
        ];
        school.north.publish(Keys::Text(lines.join("\n").leak()));
        forge.header["x5u"] = format!("{}/elsewhere", school.north.url).into();
    }),
    fault("iss.missing", 400, "iss", |forge, _| forge.remove("iss")),
    fault("iss.trailing_slash", 401, "iss", |forge, school| {
        forge.set("iss", format!("{}/", school.main.issuer));
    }),
    fault("iss.upper_case", 401, "iss", |forge, school| {
        forge.set("iss", school.main.issuer.replace("http", "HTTP"));
    }),
    fault("iss.other_port", 401, "iss", |forge, school| {
        let (host, path) = school.main.issuer.rsplit_once('/').unwrap();
        forge.set("iss", format!("{}:1/{path}", host.rsplit_once(':').unwrap().0));
    }),
    fault("iss.other_platform", 401, "iss", |forge, school| forge.set("iss", school.north.issuer.as_str())),
    fault("iss.mix_up", 401, "iss", |forge, school| {
        forge.set("iss", school.north.issuer.as_str());
        forge.header["kid"] = "north".into();
        forge.signature = Signature::By(school.north.key, Algorithm::RS256);
    }),
    fault("aud.missing", 401, "aud", |forge, _| forge.remove("aud")),
    fault("aud.foreign", 401, "aud", |forge, _| forge.set("aud", "other")),
    fault("aud.empty_array", 401, "aud", |forge, _| forge.set("aud", json!([]))),
    fault("aud.substring", 401, "aud", |forge, _| forge.set("aud", "xclientx")),
    fault("aud.case", 401, "aud", |forge, _| forge.set("aud", "CLIENT")),
    fault("aud.extra", 401, "aud", |forge, _| {
        forge.set("aud", json!(["client", "other"]));
        forge.set("azp", "client");
    }),
    fault("aud.extra_without_azp", 401, "aud", |forge, _| forge.set("aud", json!(["client", "other"]))),
    fault("azp.foreign", 401, "azp", |forge, _| forge.set("azp", "other")),
    fault("exp.missing", 400, "exp", |forge, _| forge.remove("exp")),
    fault("exp.past_10m", 401, "expired", |forge, _| {
        let now = forge.claims["iat"].as_i64().unwrap();
        forge.set("exp", now - 600);
    }),
    fault("exp.string", 400, "exp", |forge, _| {
        let exp = forge.claims["exp"].to_string();
        forge.set("exp", exp);
    }),
    fault("exp.null", 400, "exp", |forge, _| forge.set("exp", Value::Null)),
    fault("exp.never", 401, "more than a day", |forge, _| forge.set("exp", 253_402_300_799_i64)),
    fault("iat.missing", 400, "iat", |forge, _| forge.remove("iat")),
    fault("iat.string", 400, "iat", |forge, _| {
        let iat = forge.claims["iat"].to_string();
        forge.set("iat", iat);
    }),
    fault("iat.future_1d", 401, "future", |forge, _| {
        let now = forge.claims["iat"].as_i64().unwrap();
        forge.set("iat", now + 86_400);
    }),
    fault("nbf.future", 401, "nbf", |forge, _| {
        let now = forge.claims["iat"].as_i64().unwrap();
        forge.set("nbf", now + 3_600);
    }),
    fault("times.certification", 401, "expired", |forge, _| {
        forge.set("iat", 11_111);
        forge.set("exp", 22_222);
    }),
    fault("nonce.missing", 400, "nonce", |forge, _| forge.remove("nonce")),
    fault("nonce.empty", 400, "nonce", |forge, _| forge.set("nonce", "")),
    fault("nonce.number", 400, "nonce", |forge, _| forge.set("nonce", 7)),
    fault("nonce.random", 401, "nonce", |forge, _| forge.set("nonce", "invented")),
    fault("message_type.missing", 400, "message_type", |forge, _| forge.remove(claim::MESSAGE_TYPE)),
    fault("message_type.unknown", 400, "resource link", |forge, _| {
        forge.set(claim::MESSAGE_TYPE, "LtiFooRequest");
    }),
    fault("message_type.lower_case", 400, "resource link", |forge, _| {
        forge.set(claim::MESSAGE_TYPE, "ltiresourcelinkrequest");
    }),
    fault("version.missing", 400, "version", |forge, _| forge.remove(claim::VERSION)),
    fault("version.11_3", 400, "1.3.0", |forge, _| forge.set(claim::VERSION, "11.3")),
    fault("version.number", 400, "version", |forge, _| forge.set(claim::VERSION, 1.3)),
    fault("deployment_id.missing", 400, "deployment_id", |forge, _| forge.remove(claim::DEPLOYMENT_ID)),
    fault("deployment_id.unknown", 403, "deployment", |forge, _| forge.set(claim::DEPLOYMENT_ID, "9")),
    fault("deployment_id.empty", 400, "deployment_id", |forge, _| forge.set(claim::DEPLOYMENT_ID, "")),
    fault("deployment_id.case", 403, "deployment", |forge, _| forge.set(claim::DEPLOYMENT_ID, "SECOND")),
    fault("resource_link.missing", 400, "resource_link", |forge, _| forge.remove(claim::RESOURCE_LINK)),
    fault("resource_link.empty", 400, "resource_link", |forge, _| forge.set(claim::RESOURCE_LINK, json!({}))),
    fault("resource_link.id_empty", 400, "resource_link", |forge, _| {
        forge.set(claim::RESOURCE_LINK, json!({ "id": "" }));
    }),
    fault("resource_link.string", 400, "resource_link", |forge, _| forge.set(claim::RESOURCE_LINK, "rl-1")),
    fault("roles.missing", 400, "roles", |forge, _| forge.remove(claim::ROLES)),
    fault("roles.string", 400, "roles", |forge, _| forge.set(claim::ROLES, "Learner")),
    fault("sub.null", 400, "sub", |forge, _| forge.set("sub", Value::Null)),
    fault("sub.empty", 400, "sub", |forge, _| forge.set("sub", "")),
    fault("sub.number", 400, "sub", |forge, _| forge.set("sub", 7)),
    fault("sub.duplicate", 400, "twice", |forge, _| {
        forge.payload = Some(forge.claims.to_string().replacen('{', r#"{"sub":"u-1","#, 1).into());
    }),
    fault("target_link_uri.missing", 400, "target_link_uri", |forge, _| forge.remove(claim::TARGET_LINK_URI)),
    fault("context.string", 400, "context", |forge, _| forge.set(claim::CONTEXT, "x")),
    fault("custom.array", 400, "custom", |forge, _| forge.set(claim::CUSTOM, json!([]))),
    fault("custom.null", 400, "custom", |forge, _| forge.set(claim::CUSTOM, json!({ "a": null }))),
    fault("payload.not_a_message", 400, "iss", |forge, _| forge.claims = json!({ "name": "badltilaunch" })),
    fault("payload.required_missing", 400, "iss", |forge, _| {
        for name in ["aud", "iss", "sub", claim::DEPLOYMENT_ID, claim::ROLES] {
            forge.remove(name);
        }
    }),
    fault("payload.wrapped", 400, "payload", |forge, _| {
        forge.payload = Some(json!([forge.claims]).to_string().into());
    }),
    fault("payload.bad_utf8", 400, "payload", |forge, _| {
        let payload = forge.claims.to_string().replace("Biology", "Bio\u{0}").into_bytes();
        forge.payload = Some(payload.into_iter().map(|byte| if byte == 0 { 0xff } else { byte }).collect());
    }),
    fault("payload.array", 400, "payload", |forge, _| forge.payload = Some("[]".into())),
    fault("payload.not_json", 400, "payload", |forge, _| forge.payload = Some("hello".into())),
    fault("jws.two_parts", 400, "three", |forge, _| {
        forge.finish = |token| token.rsplit_once('.').unwrap().0.to_owned();
    }),
    fault("jws.four_parts", 400, "three", |forge, _| forge.finish = |token| token + ".AAAA"),
    fault("jws.five_parts", 400, "three", |forge, _| forge.finish = |token| token + ".AAAA.AAAA"),
    fault("jws.json", 400, "three", |forge, _| {
        forge.finish = |token| {
            let parts: Vec<_> = token.split('.').collect();
            json!({ "protected": parts[0], "payload": parts[1], "signature": parts[2] }).to_string()
        };
    }),
    fault("jws.bad_base64", 400, "three", |forge, _| forge.encoded = |payload| payload + "*"),
    fault("jws.padded", 400, "three", |forge, _| forge.finish = |token| token + "="),
    fault("jws.empty", 400, "three", |forge, _| forge.finish = |_| String::new()),
    fault("jws.huge", 413, "large", |forge, _| forge.finish = |_| "A".repeat(1_000_000)),
];

fn decode(part: &str) -> String {
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(part).unwrap();
    String::from_utf8(bytes).unwrap()
}
