use std::collections::HashSet;

use serde_json::{Value, json};

use super::*;
use crate::services::registration::document::Offer;

fn good() -> Value {
    json!({
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": "http://localhost:9000/login",
        "redirect_uris": ["http://localhost:9000/launch"],
        "client_name": "Demo",
        "jwks_uri": "http://localhost:9000/jwks",
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": "",
        "https://purl.imsglobal.org/spec/lti-tool-configuration": {
            "domain": "localhost:9000",
            "target_link_uri": "http://localhost:9000/",
            "claims": ["iss", "sub"],
            "messages": [{"type": "LtiResourceLinkRequest"}],
        },
    })
}

fn judged(change: impl FnOnce(&mut Value)) -> (Vec<String>, Option<&'static str>) {
    let mut registration = good();
    change(&mut registration);
    let offer = Offer::of(None);
    let metadata = Metadata { members: registration.as_object().unwrap(), offer: &offer };
    let (findings, refusing) = judge(&metadata);
    let told = findings.into_iter().map(|finding| finding.requirement.into_owned()).collect();
    (told, refusing.map(|(error, ..)| error))
}

#[test]
fn a_good_registration_breaks_no_rule() {
    assert_eq!(judged(|_| {}), (Vec::new(), None));
}

#[test]
fn every_rule_has_a_place_of_its_own() {
    let mut seen = HashSet::new();
    for check in ALL {
        assert!(seen.insert((check.requirement, check.place)), "{} {}", check.requirement, check.place);
    }
}

#[test]
fn of_all_rules_those_are_marked_that_a_registration_broke() {
    let mut registration = good();
    registration["scope"] = json!(["openid"]);
    registration["redirect_uris"] = json!([]);
    let offer = Offer::of(None);
    let (mut findings, refusing) =
        judge(&Metadata { members: registration.as_object().unwrap(), offer: &offer });
    findings.extend(refusing.map(|(_, _, finding)| finding));
    let broken: Vec<&str> =
        checked(&findings).iter().filter(|rule| rule.finding.is_some()).map(|rule| rule.rule).collect();
    assert_eq!(broken, ["there are redirect URIs, each a whole URL", "the scopes are one text"]);
    assert_eq!(checked(&[]).len(), ALL.len());
}
