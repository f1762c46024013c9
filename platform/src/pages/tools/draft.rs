//! A registration as somebody typed it, on its way to becoming one.

use std::collections::BTreeMap;

use homeroom_vocab::id::{ClientId, DeploymentId};
use serde::Deserialize;

use crate::domain::edge::{self, Invalid, WebUrl};
use crate::domain::person::Privacy;
use crate::domain::registration::{Registration, SigningAlg};
use crate::pages::typed::{Wrong, chosen, explain, keep, lines, pairs};

/// Exactly what stood in the fields of the form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Draft {
    pub(crate) csrf: String,
    pub(crate) name: String,
    pub(crate) login_url: String,
    pub(crate) target_link_uri: String,
    pub(crate) redirect_uris: String,
    pub(crate) deep_linking_url: String,
    pub(crate) jwks_url: String,
    pub(crate) pem: String,
    pub(crate) client_id: String,
    pub(crate) deployments: String,
    pub(crate) alg: String,
    pub(crate) privacy: String,
    pub(crate) custom: String,
}

impl From<&Registration> for Draft {
    fn from(registration: &Registration) -> Self {
        let url = |url: Option<&WebUrl>| url.map_or_else(String::new, |url| url.as_str().to_owned());
        let lines = |all: Vec<&str>| all.join("\n");
        Self {
            csrf: String::new(),
            name: registration.name.clone(),
            login_url: url(Some(&registration.login_url)),
            target_link_uri: url(Some(&registration.target_link_uri)),
            redirect_uris: lines(registration.redirect_uris.iter().map(WebUrl::as_str).collect()),
            deep_linking_url: url(registration.deep_linking_url.as_ref()),
            jwks_url: url(registration.jwks_url.as_ref()),
            pem: registration.pem.clone().unwrap_or_default(),
            client_id: registration.client_id.to_string(),
            deployments: lines(registration.deployments.iter().map(DeploymentId::as_str).collect()),
            alg: word(&registration.alg),
            privacy: word(&registration.privacy),
            custom: pairs_as_lines(&registration.custom),
        }
    }
}

impl Draft {
    /// The registration, or every field that is wrong. Ids that were left empty are made by `mint`.
    pub(crate) fn check(&self, mut mint: impl FnMut() -> String) -> Result<Registration, Wrong> {
        let mut wrong = Wrong::new();
        let name = self.name.trim().to_owned();
        if name.is_empty() {
            wrong.insert("name", "Expected a name, so that people can tell the tool from others.".into());
        }
        let login_url = needed(&mut wrong, "login_url", &self.login_url);
        let target_link_uri = needed(&mut wrong, "target_link_uri", &self.target_link_uri);
        let redirect_uris = self.redirect_uris(&mut wrong, target_link_uri.as_ref());
        let deep_linking_url = optional(&mut wrong, "deep_linking_url", &self.deep_linking_url);
        let jwks_url = optional(&mut wrong, "jwks_url", &self.jwks_url);
        let pem = self.pem(&mut wrong);
        let client_id = self.client_id(&mut wrong, &mut mint);
        let deployments = self.deployments(&mut wrong, &mut mint);
        let alg: SigningAlg = chosen(&mut wrong, "alg", &self.alg);
        let privacy: Privacy = chosen(&mut wrong, "privacy", &self.privacy);
        let custom = keep(&mut wrong, "custom", pairs(&self.custom)).unwrap_or_default();
        match (wrong.is_empty(), login_url, target_link_uri) {
            (true, Some(login_url), Some(target_link_uri)) => Ok(Registration {
                client_id,
                name,
                login_url,
                target_link_uri,
                deep_linking_url,
                redirect_uris,
                jwks_url,
                pem,
                deployments,
                alg,
                privacy,
                custom,
            }),
            _ => Err(wrong),
        }
    }

    fn redirect_uris(&self, wrong: &mut Wrong, otherwise: Option<&WebUrl>) -> Vec<WebUrl> {
        let given: Result<Vec<WebUrl>, Invalid> =
            lines(&self.redirect_uris).map(WebUrl::parse_redirect).collect();
        let given =
            keep(wrong, "redirect_uris", given.map_err(|invalid| explain(&invalid))).unwrap_or_default();
        if given.is_empty() { otherwise.cloned().into_iter().collect() } else { given }
    }

    fn pem(&self, wrong: &mut Wrong) -> Option<String> {
        let pem = self.pem.trim();
        if pem.is_empty() {
            return None;
        }
        let public = pem.starts_with("-----BEGIN ") && pem.contains("PUBLIC KEY-----");
        if !public {
            let came =
                if pem.contains("PRIVATE KEY") { "a private key: keep it secret" } else { "other text" };
            wrong.insert(
                "pem",
                format!("Expected a PEM block that begins with `-----BEGIN PUBLIC KEY-----`, got {came}."),
            );
        }
        if !self.jwks_url.trim().is_empty() {
            wrong.insert("pem", "Expected either a JWKS URL or a PEM key, got both: leave one empty.".into());
        }
        Some(pem.to_owned())
    }

    fn client_id(&self, wrong: &mut Wrong, mint: &mut impl FnMut() -> String) -> ClientId {
        let given = self.client_id.trim();
        if given.is_empty() {
            return ClientId::from(mint());
        }
        let id = keep(wrong, "client_id", edge::id("client_id", given).map_err(|invalid| explain(&invalid)));
        ClientId::from(id.unwrap_or_default())
    }

    fn deployments(&self, wrong: &mut Wrong, mint: &mut impl FnMut() -> String) -> Vec<DeploymentId> {
        let given: Result<Vec<String>, Invalid> =
            lines(&self.deployments).map(|line| edge::id("deployments", line)).collect();
        let given =
            keep(wrong, "deployments", given.map_err(|invalid| explain(&invalid))).unwrap_or_default();
        if given.is_empty() && !wrong.contains_key("deployments") {
            return vec![DeploymentId::from(mint())];
        }
        given.into_iter().map(DeploymentId::from).collect()
    }
}

fn needed(wrong: &mut Wrong, field: &'static str, text: &str) -> Option<WebUrl> {
    keep(wrong, field, WebUrl::parse(field, text.trim()).map_err(|invalid| explain(&invalid)))
}

fn optional(wrong: &mut Wrong, field: &'static str, text: &str) -> Option<WebUrl> {
    if text.trim().is_empty() { None } else { needed(wrong, field, text) }
}

fn pairs_as_lines(pairs: &BTreeMap<String, String>) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("\n")
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
            login_url: "http://localhost:3000/login".into(),
            target_link_uri: "http://localhost:3000/".into(),
            custom: "a = 1\nuser=$User.id=x\n\n".into(),
            ..Draft::default()
        }
    }

    fn check(draft: &Draft) -> Result<Registration, Wrong> {
        draft.check(|| "minted".into())
    }

    #[test]
    fn the_short_way_fills_in_the_rest() {
        let registration = check(&good()).unwrap();
        assert_eq!(registration.name, "My tool");
        assert_eq!(registration.client_id.as_str(), "minted");
        assert_eq!(registration.deployments.len(), 1);
        assert_eq!(registration.redirect_uris[0].as_str(), "http://localhost:3000/");
        assert_eq!(registration.custom["user"], "$User.id=x");
    }

    #[test]
    fn a_registration_survives_the_way_through_the_form() {
        let registration = check(&good()).unwrap();
        assert_eq!(check(&Draft::from(&registration)).unwrap(), registration);
    }

    #[test]
    fn every_wrong_field_is_reported_at_once_with_what_was_expected() {
        let draft = Draft {
            login_url: "localhost:3000/login".into(),
            redirect_uris: "http://localhost:3000/#top".into(),
            deployments: "1\nü".into(),
            alg: "HS256".into(),
            custom: "nonsense".into(),
            pem: "-----BEGIN PRIVATE KEY-----".into(),
            ..Draft::default()
        };
        let wrong = check(&draft).unwrap_err();
        let fields: Vec<&str> = wrong.keys().copied().collect();
        assert_eq!(
            fields,
            ["alg", "custom", "deployments", "login_url", "name", "pem", "redirect_uris", "target_link_uri"]
        );
        assert!(wrong["login_url"].contains("http://"), "{wrong:?}");
        assert!(wrong["pem"].contains("private key"), "{wrong:?}");
    }

    #[test]
    fn a_key_is_given_in_one_way_only() {
        let pem = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----";
        let draft = Draft { pem: pem.into(), jwks_url: "http://localhost:3000/keys".into(), ..good() };
        assert!(check(&draft).unwrap_err()["pem"].contains("both"));
    }
}
