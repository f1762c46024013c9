//! A registration as somebody typed it, on its way to becoming one.

use std::collections::BTreeMap;

use homeroom_vocab::id::DeploymentId;
use serde_json::{Value, json};

use crate::domain::edge::WebUrl;
use crate::domain::introduction::Introduction;
use crate::domain::public_key::given::{Given, Misread, pretty};
use crate::domain::registration::{Minted, NewRegistration, Registration, all_scopes};
use crate::pages::tools::import::canvas;
use crate::pages::typed::{Typed, Wrong, chosen, explain, keep, lines, pairs, pairs_as_lines, some};

/// Exactly what stood in the fields of the form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) name: String,
    pub(crate) login_url: String,
    pub(crate) target_link_uri: String,
    pub(crate) redirect_uris: String,
    pub(crate) deep_linking_url: String,
    /// A JWKS URL, a PEM, a JWK or a JWK set.
    pub(crate) keys: String,
    pub(crate) client_id: String,
    pub(crate) deployments: String,
    pub(crate) alg: String,
    pub(crate) privacy: String,
    pub(crate) custom: String,
    /// None where the form had no such boxes.
    pub(crate) scopes: Option<Vec<String>>,
    /// The configuration that it was imported from; nothing otherwise.
    pub(crate) imported: String,
}

impl From<&Registration> for Draft {
    fn from(registration: &Registration) -> Self {
        let url = |url: Option<&WebUrl>| url.map_or_else(String::new, |url| url.as_str().to_owned());
        let lines = |all: Vec<&str>| all.join("\n");
        Self {
            name: registration.name.clone(),
            login_url: url(Some(&registration.login_url)),
            target_link_uri: url(Some(&registration.target_link_uri)),
            redirect_uris: lines(registration.redirect_uris.iter().map(WebUrl::as_str).collect()),
            deep_linking_url: url(registration.deep_linking_url.as_ref()),
            keys: keys_of(registration),
            client_id: registration.client_id.to_string(),
            deployments: lines(registration.deployments.iter().map(DeploymentId::as_str).collect()),
            alg: word(&registration.alg),
            privacy: word(&registration.privacy),
            custom: pairs_as_lines(&registration.custom),
            scopes: Some(registration.scopes.clone()),
            imported: String::new(),
        }
    }
}

impl From<&Typed> for Draft {
    fn from(typed: &Typed) -> Self {
        let field = |name: &str| typed.first(name).to_owned();
        Self {
            name: field("name"),
            login_url: field("login_url"),
            target_link_uri: field("target_link_uri"),
            redirect_uris: field("redirect_uris"),
            deep_linking_url: field("deep_linking_url"),
            keys: field("keys"),
            client_id: field("client_id"),
            deployments: field("deployments"),
            alg: field("alg"),
            privacy: field("privacy"),
            custom: field("custom"),
            scopes: typed.ticked("scopes").then(|| typed.all("scope").map(str::to_owned).collect()),
            imported: field("imported"),
        }
    }
}

impl Draft {
    /// What is asked for, or every field that is wrong.
    pub(crate) fn check(&self) -> Result<NewRegistration, Wrong> {
        let mut wrong = Wrong::new();
        let asked = self.asked(&mut wrong);
        let mut trial = asked.clone();
        // The domain stops at the first wrong field: each is noted, mended and tried again, so that all are told.
        while let Err(invalid) = trial.clone().parse(stand_in()) {
            let again = wrong.insert(field_of(invalid.field), explain(&invalid)).is_some();
            if again || !mend(&mut trial, invalid.field) {
                break;
            }
        }
        if wrong.is_empty() { Ok(asked) } else { Err(wrong) }
    }

    fn asked(&self, wrong: &mut Wrong) -> NewRegistration {
        let deployments: Vec<String> = lines(&self.deployments).map(str::to_owned).collect();
        let (jwks_url, pem, jwks) = self.given_keys(wrong);
        NewRegistration {
            client_id: some(&self.client_id),
            name: self.name.clone(),
            login_url: self.login_url.trim().to_owned(),
            target_link_uri: self.target_link_uri.trim().to_owned(),
            deep_linking_url: some(&self.deep_linking_url),
            redirect_uris: lines(&self.redirect_uris).map(str::to_owned).collect(),
            jwks_url,
            pem,
            jwks,
            deployments: (!deployments.is_empty()).then_some(deployments),
            alg: chosen(wrong, "alg", &self.alg),
            privacy: chosen(wrong, "privacy", &self.privacy),
            custom: keep(wrong, "custom", pairs(&self.custom)).unwrap_or_default(),
            scopes: self.scopes.clone(),
            introduction: canvas::read(&self.imported).ok().map(|imported| imported.introduction),
        }
    }

    /// What the field of the keys was understood as: a URL, a PEM, or JSON.
    fn given_keys(&self, wrong: &mut Wrong) -> (Option<String>, Option<String>, Option<Value>) {
        match Given::read("keys", &self.keys) {
            Ok(None) => (None, None, None),
            Ok(Some(Given::Url(url))) => (Some(url.as_str().to_owned()), None, None),
            Ok(Some(Given::Pem(_, text))) => (None, Some(text), None),
            Ok(Some(Given::Set(set, _))) => (None, None, Some(json!(set))),
            Err(misread) => {
                let mut error = explain(&misread.invalid);
                if misread.instead.as_ref().is_some_and(|half| !half.is_empty()) {
                    error.push_str(
                        " Its public half stands in the field now: look at it, and send the form again.",
                    );
                }
                wrong.insert("keys", error);
                (None, None, None)
            }
        }
    }

    /// Whether it fills a field that most tools do not need.
    pub(crate) fn says_more(&self) -> bool {
        let more = [&self.deep_linking_url, &self.client_id, &self.deployments, &self.custom, &self.imported];
        more.into_iter().any(|text| !text.trim().is_empty())
    }

    /// What stands in each field, by its name in the form.
    pub(crate) fn told(&self) -> Vec<(&'static str, String)> {
        let scopes = self.scopes.as_ref().map_or_else(String::new, |scopes| scopes.join("\n"));
        vec![
            ("name", self.name.clone()),
            ("login_url", self.login_url.clone()),
            ("target_link_uri", self.target_link_uri.clone()),
            ("redirect_uris", self.redirect_uris.clone()),
            ("keys", self.keys.clone()),
            ("deep_linking_url", self.deep_linking_url.clone()),
            ("alg", self.alg.clone()),
            ("privacy", self.privacy.clone()),
            ("custom", self.custom.clone()),
            ("scopes", scopes),
        ]
    }

    /// The same, with a private key replaced by its public half: no page of ours gives a private key back.
    pub(crate) fn without_secret(mut self) -> Self {
        if let Err(Misread { instead: Some(half), .. }) = Given::read("keys", &self.keys) {
            self.keys = half;
        }
        self
    }
}

/// The keys of a registration as the field takes them.
fn keys_of(registration: &Registration) -> String {
    let url = registration.jwks_url.as_ref().map(|url| url.as_str().to_owned());
    let set = || registration.jwks.as_ref().map(|set| pretty(&json!(set)));
    url.or_else(|| registration.pem.clone()).or_else(set).unwrap_or_default()
}

/// The field of the form that shows what is wrong with a field of the registration.
pub(super) fn field_of(field: &'static str) -> &'static str {
    match field {
        "jwks_url" | "pem" | "jwks" => "keys",
        other => other,
    }
}

/// Ids that a check needs but does not keep.
fn stand_in() -> Minted {
    let deployments = vec![DeploymentId::from("deployment".to_owned())];
    let introduction = Introduction::default();
    let (client_id, deployment_names) = ("client".to_owned(), BTreeMap::new());
    Minted { client_id, deployments, deployment_names, scopes: all_scopes(), introduction }
}

/// Puts something harmless into a field that was refused.
fn mend(trial: &mut NewRegistration, field: &str) -> bool {
    const HARMLESS: &str = "http://localhost/";
    match field {
        "client_id" => trial.client_id = None,
        "name" => HARMLESS.clone_into(&mut trial.name),
        "login_url" => HARMLESS.clone_into(&mut trial.login_url),
        "target_link_uri" => HARMLESS.clone_into(&mut trial.target_link_uri),
        "deep_linking_url" => trial.deep_linking_url = None,
        "redirect_uris" => trial.redirect_uris = vec![HARMLESS.to_owned()],
        "deployments" => trial.deployments = None,
        "scopes" => trial.scopes = None,
        _ => return false,
    }
    true
}

/// The word that a unit variant has on the wire.
fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> Draft {
        Draft {
            name: " My tool ".into(),
            login_url: " http://localhost:3000/login".into(),
            target_link_uri: "http://localhost:3000/".into(),
            custom: "a = 1\nuser=$User.id=x\n\n".into(),
            ..Draft::default()
        }
    }

    fn registered(draft: &Draft) -> Registration {
        draft.check().unwrap().parse(stand_in()).unwrap()
    }

    #[test]
    fn the_short_way_fills_in_the_rest() {
        let registration = registered(&good());
        assert_eq!(registration.name, "My tool");
        assert_eq!(registration.client_id.as_str(), "client");
        assert_eq!(registration.redirect_uris[0].as_str(), "http://localhost:3000/");
        assert_eq!(registration.custom["user"], "$User.id=x");
    }

    #[test]
    fn a_registration_survives_the_way_through_the_form() {
        let registration = registered(&good());
        assert_eq!(registered(&Draft::from(&registration)), registration);
    }

    #[test]
    fn parameters_that_no_plain_line_holds_survive_it_too() {
        let mut registration = registered(&good());
        for (name, value) in [("text", "one\nb=two"), ("space", " padded "), ("a=b", "")] {
            registration.custom.insert(name.to_owned(), value.to_owned());
        }
        assert_eq!(registered(&Draft::from(&registration)), registration);
    }

    #[test]
    fn every_wrong_field_is_reported_at_once_with_what_was_expected() {
        let draft = Draft {
            client_id: "ü".into(),
            login_url: "localhost:3000/login".into(),
            redirect_uris: "http://localhost:3000/#top".into(),
            deployments: "1\nü".into(),
            alg: "HS256".into(),
            custom: "nonsense".into(),
            keys: "ftp://localhost".into(),
            ..Draft::default()
        };
        let wrong = draft.check().unwrap_err();
        let fields: Vec<&str> = wrong.keys().copied().collect();
        let all = ["alg", "client_id", "custom", "deployments", "keys", "login_url", "name"];
        assert_eq!(fields, [&all[..], &["redirect_uris", "target_link_uri"]].concat());
        assert!(wrong["login_url"].contains("http://"), "{wrong:?}");
    }

    #[test]
    fn a_private_key_is_never_given_back() {
        let keys = "-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----";
        let draft = Draft { keys: keys.into(), ..good() };
        assert!(draft.check().unwrap_err()["keys"].contains("KEY-012"));
        assert_eq!(draft.without_secret().keys, "");
    }
}
