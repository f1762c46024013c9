//! A registration: a tool as a campus knows it.

use std::collections::BTreeMap;

use homeroom_vocab::id::{ClientId, DeploymentId};
use homeroom_vocab::message::RESOURCE_LINK;
use homeroom_vocab::scope;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::edge::{self, Invalid, WebUrl, did_you_mean};
use super::introduction::Introduction;
use super::person::Privacy;
use super::public_key::pem::public_key;
use super::public_key::set::KeySet;

/// A tool that may be launched from this campus, with its deployments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Registration {
    #[schema(value_type = String)]
    pub(crate) client_id: ClientId,
    pub(crate) name: String,
    #[schema(value_type = String)]
    pub(crate) login_url: WebUrl,
    #[schema(value_type = String)]
    pub(crate) target_link_uri: WebUrl,
    #[schema(value_type = Option<String>)]
    pub(crate) deep_linking_url: Option<WebUrl>,
    /// Where answers may go, compared as exact strings (OIDC-051).
    #[schema(value_type = Vec<String>)]
    pub(crate) redirect_uris: Vec<WebUrl>,
    #[schema(value_type = Option<String>)]
    pub(crate) jwks_url: Option<WebUrl>,
    pub(crate) pem: Option<String>,
    /// Public keys in place of a URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) jwks: Option<KeySet>,
    /// Unique inside the issuer and immutable (CORE-006).
    #[schema(value_type = Vec<String>)]
    pub(crate) deployments: Vec<DeploymentId>,
    /// What people call a deployment, such as the school that it is for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = BTreeMap<String, String>)]
    pub(crate) deployment_names: BTreeMap<DeploymentId, String>,
    pub(crate) alg: SigningAlg,
    pub(crate) privacy: Privacy,
    pub(crate) custom: BTreeMap<String, String>,
    /// The scopes that the tool may ask for (AGS-002, NRPS-003).
    #[serde(default = "all_scopes")]
    pub(crate) scopes: Vec<String>,
    /// What the tool said about itself, if it registered itself.
    #[serde(flatten)]
    pub(crate) introduction: Introduction,
}

/// The member of an answer with the token by which a tool reads and changes its registration (DYN-015).
pub(crate) const REGISTRATION_ACCESS_TOKEN: &str = "registration_access_token";

/// More installations than anybody looks at on one page.
const MOST_DEPLOYMENTS: usize = 1000;

/// In characters.
const LONGEST_NAME: usize = 255;

/// The scopes of the services that this platform has.
pub(crate) const SCOPES: &[&str] = &[
    scope::AGS_LINEITEM,
    scope::AGS_LINEITEM_READONLY,
    scope::AGS_RESULT_READONLY,
    scope::AGS_SCORE,
    scope::NRPS_CONTEXTMEMBERSHIP_READONLY,
];

/// What a tool may ask for unless its registration says otherwise.
pub(crate) fn all_scopes() -> Vec<String> {
    SCOPES.iter().map(|scope| (*scope).to_owned()).collect()
}

impl Registration {
    /// What a link opens unless it says otherwise.
    pub(crate) fn link_target(&self) -> &WebUrl {
        let own =
            self.introduction.message(RESOURCE_LINK).and_then(|message| message.target_link_uri.as_ref());
        own.unwrap_or(&self.target_link_uri)
    }

    /// Whether the tool may ask for this scope.
    pub(crate) fn may_ask_for(&self, scope: &str) -> bool {
        self.scopes.iter().any(|known| known == scope)
    }

    pub(crate) fn has_deployment(&self, deployment: &DeploymentId) -> bool {
        self.deployments.contains(deployment)
    }

    /// The deployment of this name, or the first one if none is named.
    pub(crate) fn deployment(
        &self,
        field: &'static str,
        name: Option<&str>,
    ) -> Result<DeploymentId, Invalid> {
        let Some(name) = name else {
            let none = || Invalid::new(field, "a tool that is deployed here", self.client_id.as_str());
            return self.deployments.first().cloned().ok_or_else(none);
        };
        let known = || self.deployments.iter().map(DeploymentId::as_str);
        self.deployments.iter().find(|known| known.as_str() == name).cloned().ok_or_else(|| {
            let all = format!("the tool has {}", known().collect::<Vec<_>>().join(", "));
            Invalid::new(field, "a deployment of this tool", name).hint(did_you_mean(name, known(), &all))
        })
    }

    /// The same with one more deployment.
    pub(crate) fn with_deployment(mut self, id: &str, name: Option<String>) -> Result<Self, Invalid> {
        let deployment = DeploymentId::from(edge::id("deployments", id)?);
        if self.has_deployment(&deployment) {
            let hint = "a deployment id is unique inside the registration (CORE-006)";
            return Err(Invalid::new("deployments", "an id that no deployment has", id).hint(hint));
        }
        if self.deployments.len() >= MOST_DEPLOYMENTS {
            return Err(Invalid::new("deployments", format!("at most {MOST_DEPLOYMENTS} deployments"), id));
        }
        self.deployments.push(deployment);
        self.with_name(id, name)
    }

    /// The same with another name for a deployment, or none.
    pub(crate) fn with_name(mut self, deployment: &str, name: Option<String>) -> Result<Self, Invalid> {
        let deployment = self.deployment("deployments", Some(deployment))?;
        match name.filter(|name| !name.trim().is_empty()) {
            Some(name) if name.chars().count() > LONGEST_NAME => {
                return Err(Invalid::new("name", format!("at most {LONGEST_NAME} characters"), &name));
            }
            Some(name) => self.deployment_names.insert(deployment, name.trim().to_owned()),
            None => self.deployment_names.remove(&deployment),
        };
        Ok(self)
    }

    /// The same without a deployment; one always stays, since every launch names one.
    pub(crate) fn without_deployment(mut self, deployment: &str) -> Result<Self, Invalid> {
        let deployment = self.deployment("deployment", Some(deployment))?;
        if self.deployments.len() == 1 {
            let expected = "a deployment beside which there is another";
            return Err(Invalid::new("deployment", expected, deployment.as_str())
                .hint("add another one first, or remove the registration"));
        }
        self.deployments.retain(|known| *known != deployment);
        self.deployment_names.remove(&deployment);
        Ok(self)
    }

    pub(crate) fn allows_redirect_to(&self, uri: &str) -> bool {
        self.redirect_uris.iter().any(|registered| registered.as_str() == uri)
    }
}

/// The algorithms that a registration can agree on (SEC-004, SEC-005).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) enum SigningAlg {
    #[default]
    #[serde(rename = "RS256")]
    Rs256,
    #[serde(rename = "RS384")]
    Rs384,
    #[serde(rename = "RS512")]
    Rs512,
}

/// A registration as someone asks for one.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRegistration {
    /// Absent: one is minted.
    pub(crate) client_id: Option<String>,
    pub(crate) name: String,
    pub(crate) login_url: String,
    pub(crate) target_link_uri: String,
    pub(crate) deep_linking_url: Option<String>,
    /// Empty: `target_link_uri` and `deep_linking_url`.
    #[serde(default)]
    pub(crate) redirect_uris: Vec<String>,
    pub(crate) jwks_url: Option<String>,
    pub(crate) pem: Option<String>,
    /// A JWK set or one JWK, in place of a URL or a PEM.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub(crate) jwks: Option<serde_json::Value>,
    /// Absent: those that the client has, or one that is minted.
    pub(crate) deployments: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) alg: SigningAlg,
    #[serde(default)]
    pub(crate) privacy: Privacy,
    #[serde(default)]
    pub(crate) custom: BTreeMap<String, String>,
    /// Absent: those that the client has, or all that this platform knows.
    #[serde(default)]
    pub(crate) scopes: Option<Vec<String>>,
    /// Absent: what the client said about itself, if it is known.
    #[serde(skip)]
    #[schema(ignore)]
    pub(crate) introduction: Option<Introduction>,
}

/// What is minted, or kept, when it was not asked for.
#[derive(Debug)]
pub(crate) struct Minted {
    pub(crate) client_id: String,
    pub(crate) deployments: Vec<DeploymentId>,
    pub(crate) deployment_names: BTreeMap<DeploymentId, String>,
    pub(crate) scopes: Vec<String>,
    pub(crate) introduction: Introduction,
}

impl NewRegistration {
    /// Checks everything that can be checked without knowing the campus.
    pub(crate) fn parse(self, minted: Minted) -> Result<Registration, Invalid> {
        let target_link_uri = WebUrl::parse("target_link_uri", &self.target_link_uri)?;
        let picker = optional_url("deep_linking_url", self.deep_linking_url.as_deref())?;
        let mut introduction = self.introduction.unwrap_or(minted.introduction);
        let deep_linking_url = introduction.settle_picker(picker);
        let deployments = self.deployments.map_or(Ok(minted.deployments), deployments)?;
        Ok(Registration {
            client_id: ClientId::from(edge::id(
                "client_id",
                self.client_id.as_deref().unwrap_or(&minted.client_id),
            )?),
            name: edge::text(Some(self.name)).ok_or_else(|| Invalid::new("name", "a name", ""))?,
            login_url: WebUrl::parse("login_url", &self.login_url)?,
            redirect_uris: redirect_uris(&self.redirect_uris, &target_link_uri, deep_linking_url.as_ref())?,
            target_link_uri,
            introduction,
            deep_linking_url,
            jwks_url: optional_url("jwks_url", self.jwks_url.as_deref())?,
            pem: self.pem.map(|pem| public_key("pem", &pem)).transpose()?.map(|(_, text)| text),
            jwks: self.jwks.map(|given| KeySet::parse("jwks", &given)).transpose()?,
            deployment_names: named(minted.deployment_names, &deployments),
            deployments,
            alg: self.alg,
            privacy: self.privacy,
            custom: self.custom,
            scopes: self.scopes.map_or(Ok(minted.scopes), scopes)?,
        })
    }
}

fn optional_url(field: &'static str, text: Option<&str>) -> Result<Option<WebUrl>, Invalid> {
    text.filter(|text| !text.is_empty()).map(|text| WebUrl::parse(field, text)).transpose()
}

fn redirect_uris(given: &[String], target: &WebUrl, picker: Option<&WebUrl>) -> Result<Vec<WebUrl>, Invalid> {
    if !given.is_empty() {
        return given.iter().map(|uri| WebUrl::parse_redirect(uri)).collect();
    }
    let mut uris = vec![WebUrl::parse_redirect(target.as_str())?];
    if let Some(picker) = picker.filter(|picker| *picker != target) {
        uris.push(WebUrl::parse_redirect(picker.as_str())?);
    }
    Ok(uris)
}

fn deployments(given: Vec<String>) -> Result<Vec<DeploymentId>, Invalid> {
    if given.is_empty() {
        return Err(Invalid::new("deployments", "at least one deployment id", "[]"));
    }
    if let Some(twice) = given.iter().enumerate().find(|(at, id)| given[..*at].contains(id)) {
        let hint = "a deployment id is unique inside the registration (CORE-006)";
        return Err(Invalid::new("deployments", "each deployment id once", twice.1).hint(hint));
    }
    given.iter().map(|id| edge::id("deployments", id).map(DeploymentId::from)).collect()
}

fn scopes(given: Vec<String>) -> Result<Vec<String>, Invalid> {
    if let Some(unknown) = given.iter().find(|scope| !SCOPES.contains(&scope.as_str())) {
        let all = format!("known are {}", SCOPES.join(", "));
        return Err(Invalid::new("scopes", "scopes of the services that this platform has", unknown)
            .hint(did_you_mean(unknown, SCOPES.iter().copied(), &all)));
    }
    Ok(given)
}

/// The names of those deployments that there are.
fn named(
    mut names: BTreeMap<DeploymentId, String>,
    there: &[DeploymentId],
) -> BTreeMap<DeploymentId, String> {
    names.retain(|deployment, _| there.contains(deployment));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn new() -> NewRegistration {
        serde_json::from_value(serde_json::json!({
            "name": "a tool", "login_url": "http://tool/login", "target_link_uri": "http://tool/",
        }))
        .unwrap()
    }

    fn minted() -> Minted {
        Minted {
            client_id: "client-1".to_owned(),
            deployments: vec![DeploymentId::from("deployment-1")],
            deployment_names: BTreeMap::new(),
            scopes: all_scopes(),
            introduction: Introduction::default(),
        }
    }

    #[test]
    fn what_is_not_given_is_minted_or_defaulted() {
        let tool = new().parse(minted()).unwrap();
        assert_eq!(tool.client_id.as_str(), "client-1");
        assert!(tool.allows_redirect_to("http://tool/") && !tool.allows_redirect_to("http://tool"));
        assert_eq!(tool.alg, SigningAlg::Rs256);
    }

    #[test]
    fn a_deployment_is_named_exactly_or_the_nearest_is_offered() {
        let tool = new().parse(minted()).unwrap();
        assert_eq!(tool.deployment("deployment", None).unwrap().as_str(), "deployment-1");
        let error = tool.deployment("deployment", Some("Deployment-1")).unwrap_err();
        assert!(error.hint.contains("deployment-1"), "{error:?}");
    }

    #[test]
    fn a_scope_that_nobody_knows_is_refused_with_the_nearest() {
        let typo = "https://purl.imsglobal.org/spec/lti-ags/scope/scores".to_owned();
        let error = NewRegistration { scopes: Some(vec![typo]), ..new() }.parse(minted()).unwrap_err();
        assert!(error.field == "scopes" && error.hint.contains("scope/score`"), "{error:?}");
        assert_eq!(
            NewRegistration { scopes: Some(Vec::new()), ..new() }.parse(minted()).unwrap().scopes.len(),
            0
        );
        assert_eq!(new().parse(minted()).unwrap().scopes.len(), 5);
    }

    #[test]
    fn a_script_is_no_login_url() {
        let wrong = NewRegistration { login_url: "javascript:alert(1)".to_owned(), ..new() };
        assert_eq!(wrong.parse(minted()).unwrap_err().field, "login_url");
    }

    #[test]
    fn a_deployment_id_cannot_stand_there_twice() {
        let ids = ["1", "2", "1"].map(str::to_owned).to_vec();
        let error = NewRegistration { deployments: Some(ids), ..new() }.parse(minted()).unwrap_err();
        assert_eq!((error.field, error.actual.as_str()), ("deployments", "`1`"));
    }

    #[test]
    fn deployments_come_and_go_and_have_names() {
        let tool = new().parse(minted()).unwrap();
        let two = tool.with_deployment("b", Some(" North ".to_owned())).unwrap();
        assert_eq!((two.deployments.len(), two.deployment_names.len()), (2, 1));
        assert_eq!(two.clone().with_deployment("b", None).unwrap_err().field, "deployments");
        assert_eq!(two.clone().with_name("b", Some("x".repeat(256))).unwrap_err().field, "name");
        assert!(two.clone().with_name("b", None).unwrap().deployment_names.is_empty());
        let one = two.without_deployment("deployment-1").unwrap();
        assert_eq!(one.deployment_names[&DeploymentId::from("b")], "North");
        assert!(one.without_deployment("b").unwrap_err().hint.contains("another"));
    }

    #[test]
    fn a_redirect_uri_has_no_fragment() {
        let wrong = NewRegistration { redirect_uris: vec!["http://tool/#x".to_owned()], ..new() };
        assert_eq!(wrong.parse(minted()).unwrap_err().field, "redirect_uris");
    }

    #[test]
    fn text_that_is_no_key_is_refused() {
        let wrong = NewRegistration { pem: Some("-----BEGIN PUBLIC KEY-----".to_owned()), ..new() };
        assert_eq!(wrong.parse(minted()).unwrap_err().field, "pem");
    }
}
