//! A platform: what it and this tool agreed on at registration.

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use homeroom_vocab::id::{ClientId, DeploymentId, Issuer};
use homeroom_vocab::value::ALG_RS256;
use jsonwebtoken::Algorithm;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use crate::keys::pinned;

/// One platform, one client id at it, and what was agreed under that client id.
///
/// ```
/// # use homeroom_tool::{Keys, Platform};
/// let at = |path: &str| format!("https://lms.example/{path}").parse();
/// let platform = Platform::new("https://lms.example", "my-tool", at("auth")?, at("token")?, Keys::Url(at("jwks")?))
///     .name("Our school")
///     .deployment("1");
/// assert!(platform.active);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Platform {
    /// The `iss` of the platform's tokens, compared byte by byte (SEC-008).
    pub issuer: Issuer,
    /// What this issuer calls the tool (OIDC-034).
    pub client_id: ClientId,
    /// What people call the platform.
    pub name: Option<String>,
    /// The deployments that may launch (CORE-008, CORE-009).
    pub deployments: Deployments,
    /// Where authentication requests go (OIDC-018).
    pub authorization_endpoint: Url,
    /// Where access tokens come from (TOK-001).
    pub token_endpoint: Url,
    /// The `aud` of assertions, where it is not the token endpoint (TOK-007).
    pub token_audience: Option<String>,
    /// The scopes that the platform granted at registration (DYN-008); `None` where nothing was said.
    pub scopes: Option<Vec<String>>,
    /// The platform's keys (KEY-001).
    pub keys: Keys,
    /// The one algorithm that the platform signs with (SEC-005).
    pub algorithm: SigningAlgorithm,
    /// Whether it may launch. An inactive platform is known, and refused.
    pub active: bool,
}

/// How a platform tells its keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keys {
    /// Where it publishes a JWK set, which is fetched when needed. The only way that allows rotation (KEY-006).
    Url(Url),
    /// One JWK.
    Jwk(Value),
    /// One RSA public key in PEM: `BEGIN PUBLIC KEY` or `BEGIN RSA PUBLIC KEY`.
    Pem(String),
}

/// Which deployments of a client id may launch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deployments {
    /// These, and no others.
    Only(Vec<DeploymentId>),
    /// The one that launches first, and no others from then on (DYN-009).
    First,
    /// All that the platform vouches for.
    Any,
}

impl Deployments {
    /// Those that are known by name.
    pub fn known(&self) -> &[DeploymentId] {
        match self {
            Self::Only(known) => known,
            Self::First | Self::Any => &[],
        }
    }
}

/// The name of a platform in this tool, made of issuer and client id, so that the same again is the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlatformId(String);

/// 128 bits are more than two platforms will ever share.
const ID_BYTES: usize = 16;

impl PlatformId {
    /// The name of the platform with this issuer and client id, registered or not.
    pub fn of(issuer: &str, client_id: &str) -> Self {
        // The length keeps `a` + `bc` and `ab` + `c` apart.
        let named = format!("{} {issuer} {client_id}", issuer.len());
        Self(URL_SAFE_NO_PAD.encode(&digest(&SHA256, named.as_bytes()).as_ref()[..ID_BYTES]))
    }

    /// As it stands in addresses and databases: 22 letters, digits, `-` and `_`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlatformId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for PlatformId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

impl From<&str> for PlatformId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

/// What a platform and a tool can agree on at registration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SigningAlgorithm {
    /// RSA with SHA-256, which everybody supports (SEC-004).
    #[default]
    Rs256,
    /// RSA with SHA-384.
    Rs384,
    /// RSA with SHA-512.
    Rs512,
}

impl SigningAlgorithm {
    /// The value of the `alg` header, compared byte by byte.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rs256 => ALG_RS256,
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
        }
    }

    pub(crate) fn algorithm(self) -> Algorithm {
        match self {
            Self::Rs256 => Algorithm::RS256,
            Self::Rs384 => Algorithm::RS384,
            Self::Rs512 => Algorithm::RS512,
        }
    }
}

impl Platform {
    /// An active platform that signs with RS256 and may launch from one deployment, the one that it launches from
    /// first.
    pub fn new(
        issuer: impl Into<Issuer>,
        client_id: impl Into<ClientId>,
        authorization_endpoint: Url,
        token_endpoint: Url,
        keys: Keys,
    ) -> Self {
        Self {
            issuer: issuer.into(),
            client_id: client_id.into(),
            name: None,
            deployments: Deployments::First,
            authorization_endpoint,
            token_endpoint,
            token_audience: None,
            scopes: None,
            keys,
            algorithm: SigningAlgorithm::default(),
            active: true,
        }
    }

    /// Its name in this tool.
    pub fn id(&self) -> PlatformId {
        PlatformId::of(self.issuer.as_str(), self.client_id.as_str())
    }

    /// Says what people call it.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Adds a deployment that may launch.
    #[must_use]
    pub fn deployment(mut self, id: impl Into<DeploymentId>) -> Self {
        let mut known = self.deployments.known().to_vec();
        known.push(id.into());
        self.deployments = Deployments::Only(known);
        self
    }

    /// Lets these deployments launch, and no others.
    #[must_use]
    pub fn deployments<I: Into<DeploymentId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        self.deployments = Deployments::Only(ids.into_iter().map(Into::into).collect());
        self
    }

    /// Lets every deployment launch that the platform vouches for: for platforms with one for each course.
    #[must_use]
    pub fn any_deployment(mut self) -> Self {
        self.deployments = Deployments::Any;
        self
    }

    /// The algorithm that was agreed on, where it is not RS256.
    #[must_use]
    pub fn algorithm(mut self, algorithm: SigningAlgorithm) -> Self {
        self.algorithm = algorithm;
        self
    }

    /// The `aud` that the platform wants in assertions, where it is not the token endpoint (TOK-007).
    #[must_use]
    pub fn token_audience(mut self, audience: impl Into<String>) -> Self {
        self.token_audience = Some(audience.into());
        self
    }

    /// The scopes that the platform granted (DYN-008).
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// Keeps it out until [`crate::Platforms::activate`] lets it in.
    #[must_use]
    pub fn inactive(mut self) -> Self {
        self.active = false;
        self
    }

    /// What makes it unusable, by field.
    pub(crate) fn flaw(&self) -> Option<(&'static str, String)> {
        let empty = |text: &str| text.trim().is_empty().then(|| "expected text, and it is empty".to_owned());
        let flaws = [
            ("issuer", empty(self.issuer.as_str())),
            ("client_id", empty(self.client_id.as_str())),
            ("authorization_endpoint", no_address(&self.authorization_endpoint)),
            ("token_endpoint", no_address(&self.token_endpoint)),
            ("keys", self.keys.flaw()),
        ];
        flaws.into_iter().find_map(|(field, flaw)| Some((field, flaw?)))
    }
}

impl Keys {
    fn flaw(&self) -> Option<String> {
        match self {
            Self::Url(url) => no_address(url),
            Self::Jwk(_) | Self::Pem(_) => pinned::read(self).err().map(|error| error.to_string()),
        }
    }
}

fn no_address(url: &Url) -> Option<String> {
    let usable = matches!(url.scheme(), "http" | "https") && url.has_host();
    let secret = !url.username().is_empty() || url.password().is_some();
    match (usable, secret) {
        (true, false) => None,
        (true, true) => Some("expected an address without user name and password".to_owned()),
        (false, _) => {
            Some(format!("expected an address that begins with `https://`, got `{}:`", url.scheme()))
        }
    }
}

#[cfg(test)]
pub(crate) fn sample(issuer: &str, client_id: &str, deployments: &[&str]) -> Platform {
    let url = |path: &str| Url::parse(&format!("https://lms.test{path}")).unwrap();
    Platform::new(issuer, client_id, url("/authorize?keep=1"), url("/token"), Keys::Url(url("/jwks")))
        .deployments(deployments.iter().copied())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_id_is_that_of_issuer_and_client() {
        let id = |issuer, client| PlatformId::of(issuer, client);
        assert_eq!(sample("https://a.test", "b", &[]).id(), id("https://a.test", "b"));
        assert_eq!(id("a", "b").as_str().len(), 22);
        for (issuer, client) in [("a", "c"), ("A", "b"), ("a b", ""), ("", "a b"), ("a ", "b")] {
            assert_ne!(id("a", "b"), id(issuer, client), "{issuer} {client}");
        }
    }

    #[test]
    fn what_cannot_work_is_named_by_field() {
        let good = sample("https://a.test", "b", &[]);
        assert_eq!(good.flaw(), None);
        let url = |text: &str| Url::parse(text).unwrap();
        let field = |change: &dyn Fn(&mut Platform)| {
            let mut platform = good.clone();
            change(&mut platform);
            platform.flaw().map(|(field, _)| field)
        };
        assert_eq!(field(&|p| p.issuer = " ".into()), Some("issuer"));
        assert_eq!(field(&|p| p.client_id = "".into()), Some("client_id"));
        assert_eq!(field(&|p| p.token_endpoint = url("file:///etc/passwd")), Some("token_endpoint"));
        assert_eq!(
            field(&|p| p.authorization_endpoint = url("https://u:p@a.test/")),
            Some("authorization_endpoint")
        );
        assert_eq!(field(&|p| p.keys = Keys::Url(url("data:,x"))), Some("keys"));
        assert_eq!(field(&|p| p.keys = Keys::Jwk(json!({ "kty": "oct", "k": "AAAA" }))), Some("keys"));
        assert_eq!(field(&|p| p.keys = Keys::Pem("-----BEGIN".into())), Some("keys"));
    }

    #[test]
    fn a_platform_is_written_and_read_again() {
        let platform =
            sample("https://a.test", "b", &["1"]).name("A").token_audience("x").scopes(["s"]).inactive();
        let text = serde_json::to_string(&platform).unwrap();
        assert_eq!(serde_json::from_str::<Platform>(&text).unwrap(), platform);
    }

    #[test]
    fn deployments_add_up() {
        let platform = sample("https://a.test", "b", &[]).deployment("1").deployment("2");
        assert_eq!(platform.deployments.known(), [DeploymentId::from("1"), DeploymentId::from("2")]);
        assert!(platform.any_deployment().deployments.known().is_empty());
    }
}
