//! What each fault of a launch did to its token: found by applying the fault alone to an honest one.

use serde_json::{Map, Value};

use super::draft::{Draft, Offer, Signer};
use super::id_token;
use crate::campus::Campus;
use crate::domain::fault::Ordered;
use crate::domain::launch::Ticket;
use crate::faults;
use crate::keys::signing::RsaAlg;

/// What a fault touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Spot {
    /// A member of the header.
    Header(String),
    /// A claim of the payload.
    Claim(String),
    /// The signature.
    Signature,
    /// How the token is written: its encoding, its parts, its text.
    Form,
}

/// One place that a fault touched, and what an honest token has there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Trace {
    pub(crate) fault: &'static str,
    pub(crate) spot: Spot,
    /// None where there is nothing, or where it is no value.
    pub(crate) honest: Option<Value>,
}

/// Where the faults of a launch show in its token, with `now` as the second in which it was made.
pub(crate) fn traces(campus: &Campus, ticket: &Ticket, nonce: &str, now: i64) -> Vec<Trace> {
    if !faults::token::any(&ticket.faults) {
        return Vec::new();
    }
    let Some(key) = campus.ring().active() else { return Vec::new() };
    let claims = id_token::claims(ticket, campus.identity(), nonce, now);
    let alg = RsaAlg::from(ticket.registration.alg);
    let honest = Draft::new(claims.clone(), alg, &key);
    let scene = faults::token::Scene {
        issuer: campus.identity().issuer.as_str(),
        client: &ticket.registration.client_id,
        now,
        random: "",
        with: "",
    };
    let of = |order: &Ordered| {
        let mut draft = Draft::new(claims.clone(), alg, &key);
        let applied = faults::token::apply(&mut draft, std::slice::from_ref(order), scene);
        if applied.is_empty() { Vec::new() } else { differences(order.name, &honest, draft) }
    };
    ticket.faults.iter().flat_map(of).collect()
}

fn differences(fault: &'static str, honest: &Draft, mut faulty: Draft) -> Vec<Trace> {
    if let Some(swap) = faulty.swap {
        swap(&mut faulty.claims);
    }
    let trace = |spot, honest: Option<&Value>| Trace { fault, spot, honest: honest.cloned() };
    let mut all: Vec<Trace> = Vec::new();
    for name in changed(&honest.header, &faulty.header) {
        all.push(trace(Spot::Header(name.clone()), honest.header.get(&name)));
    }
    if let Some(offer) = faulty.offer {
        all.push(trace(Spot::Header(offered(offer).to_owned()), None));
    }
    let twice = faulty.decoys.iter().map(|(name, _)| (*name).to_owned());
    let mut claims = changed(&honest.claims, &faulty.claims);
    claims.extend(twice);
    claims.dedup();
    for name in claims {
        all.push(trace(Spot::Claim(name.clone()), honest.claims.get(&name)));
    }
    if is_signed_otherwise(honest, &faulty) {
        all.push(trace(Spot::Signature, None));
    }
    if is_written_otherwise(&faulty) {
        all.push(trace(Spot::Form, None));
    }
    all
}

/// The members that differ, those that are missing included.
fn changed(honest: &Map<String, Value>, faulty: &Map<String, Value>) -> Vec<String> {
    let gone = honest.iter().filter(|(name, value)| faulty.get(*name) != Some(value));
    let fresh = faulty.iter().filter(|(name, _)| !honest.contains_key(*name));
    gone.chain(fresh).map(|(name, _)| name.clone()).collect()
}

fn offered(offer: Offer) -> &'static str {
    use homeroom_vocab::header::{JKU, JWK, X5C, X5U};
    match offer {
        Offer::Jwk => JWK,
        Offer::Jku => JKU,
        Offer::X5u => X5U,
        Offer::X5c => X5C,
    }
}

fn is_signed_otherwise(honest: &Draft, faulty: &Draft) -> bool {
    let plain: Signer = honest.signer;
    faulty.signer != plain || faulty.signature.is_some() || faulty.swap.is_some() || faulty.offer.is_some()
}

fn is_written_otherwise(faulty: &Draft) -> bool {
    faulty.payload.is_some()
        || faulty.header_text.is_some()
        || faulty.payload_text.is_some()
        || faulty.encoding.is_some()
        || faulty.compact.is_some()
}

#[cfg(test)]
mod tests {
    use homeroom_vocab::id::ClientId;
    use serde_json::json;

    use super::*;
    use crate::domain::fault::Place;
    use crate::keys::signing::SigningKey;

    /// Every claim that a fault changes.
    fn claims() -> Map<String, Value> {
        use homeroom_vocab::claim::{
            CONTEXT, CUSTOM, DEPLOYMENT_ID, DL_SETTINGS, LAUNCH_PRESENTATION, MESSAGE_TYPE, RESOURCE_LINK,
            ROLES, TARGET_LINK_URI, VERSION,
        };
        let settings = json!({
            "deep_link_return_url": "http://h/r", "accept_types": ["link"], "data": "d",
            "accept_presentation_document_targets": ["iframe"],
        });
        let claims = json!({
            "iss": "http://h/main", "aud": "c1", "sub": "ben", "nonce": "n", "exp": 300, "iat": 0,
            MESSAGE_TYPE: "LtiResourceLinkRequest", VERSION: "1.3.0", DEPLOYMENT_ID: "d1", ROLES: ["x"],
            TARGET_LINK_URI: "http://t/", RESOURCE_LINK: {"id": "l", "title": "Quiz"}, CUSTOM: {"chapter": "3"},
            CONTEXT: {"id": "c", "title": "Algebra", "type": ["x"]}, DL_SETTINGS: settings,
            LAUNCH_PRESENTATION: {"return_url": "http://h/", "width": 3},
        });
        claims.as_object().unwrap().clone()
    }

    fn spots(key: &SigningKey, fault: &str) -> Vec<Spot> {
        let draft = || Draft::new(claims(), RsaAlg::Rs256, key);
        let client = ClientId::from("c1".to_owned());
        let scene =
            faults::token::Scene { issuer: "http://h/main", client: &client, now: 0, random: "r", with: "" };
        let entry = faults::catalogue().find(|entry| entry.name == fault).unwrap();
        let order = Ordered { name: entry.name, with: None };
        let mut faulty = draft();
        faults::token::apply(&mut faulty, &[order], scene);
        differences(entry.name, &draft(), faulty).into_iter().map(|trace| trace.spot).collect()
    }

    #[test]
    fn a_fault_is_found_where_it_struck() {
        let key = SigningKey::generate().unwrap();
        let claim = |name: &str| Spot::Claim(name.to_owned());
        assert_eq!(spots(&key, "nonce.missing"), [claim("nonce")]);
        assert_eq!(spots(&key, "iss.trailing_slash"), [claim("iss")]);
        assert_eq!(spots(&key, "sub.duplicate"), [claim("sub")]);
        assert_eq!(spots(&key, "kid.missing"), [Spot::Header("kid".to_owned())]);
        assert_eq!(spots(&key, "jws.four_parts"), [Spot::Form]);
    }

    #[test]
    fn no_fault_of_the_token_goes_unseen() {
        let key = SigningKey::generate().unwrap();
        let unseen: Vec<&str> = faults::catalogue()
            .filter(|entry| entry.place == Place::IdToken && entry.with.is_none())
            .map(|entry| entry.name)
            .filter(|name| spots(&key, name).is_empty())
            .collect();
        assert_eq!(unseen, [""; 0]);
    }
}
