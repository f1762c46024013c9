//! What set-up code is made of: the values of the campus, and where the tool itself is, as literals of its language.

use serde::Serialize;
use url::Url;

use super::addresses::{home_url, launch_url};
use super::library::Library;
use crate::domain::registration::Registration;
use crate::pages::tools::values::known::Known;

/// The port that is meant where a registration names none that can be listened on.
const PORT: u16 = 3000;

/// All that a template of set-up code may say. Texts are literals of the language, with their quotes.
#[derive(Debug, Serialize)]
pub(super) struct Scene {
    issuer: String,
    client_id: String,
    deployments: Vec<String>,
    auth_url: String,
    token_url: String,
    jwks_url: String,
    /// Scheme and host of the tool.
    origin: String,
    /// The tool's address, with the slash at its end.
    base: String,
    redirect_uri: String,
    login_path: String,
    launch_path: String,
    keys_path: String,
    /// Where launches end.
    home_path: String,
    /// A number.
    port: u16,
    /// Whether the tool is on https, where cookies may go into frames.
    secure: bool,
}

impl Scene {
    pub(super) fn new(library: &Library, tool: &Registration, known: &Known) -> Self {
        let text = library.quote;
        let home = Home::of(tool);
        let redirect_uri = launch_url(library, tool);
        Self {
            issuer: text(&known.endpoints.issuer),
            client_id: text(&known.client_id),
            deployments: known.deployments.iter().map(|id| text(id)).collect(),
            auth_url: text(&known.endpoints.authorization_endpoint),
            token_url: text(&known.endpoints.token_endpoint),
            jwks_url: text(&known.endpoints.jwks_uri),
            origin: text(&home.origin),
            base: text(&format!("{}/", home.origin)),
            redirect_uri: text(&redirect_uri),
            login_path: text(&path(tool.login_url.as_str()).unwrap_or_else(|| "/login".to_owned())),
            launch_path: text(&home.path_of(&redirect_uri).unwrap_or_else(|| "/launch".to_owned())),
            keys_path: text(&home.keys_path(tool).unwrap_or_else(|| "/keys".to_owned())),
            home_path: text(&home.path_of(&home_url(library, tool)).unwrap_or_else(|| "/".to_owned())),
            port: home.port,
            secure: home.origin.starts_with("https:"),
        }
    }
}

/// Where a tool is, by its login URL.
pub(super) struct Home {
    pub(super) origin: String,
    pub(super) port: u16,
}

impl Home {
    pub(super) fn of(tool: &Registration) -> Self {
        let url = Url::parse(tool.login_url.as_str()).ok();
        Self {
            origin: url.as_ref().map(|url| url.origin().ascii_serialization()).unwrap_or_default(),
            port: url.and_then(|url| url.port()).unwrap_or(PORT),
        }
    }

    /// The path of an address, if it is one of this tool.
    pub(super) fn path_of(&self, address: &str) -> Option<String> {
        let url = Url::parse(address).ok()?;
        (url.origin().ascii_serialization() == self.origin).then(|| url.path().to_owned())
    }

    fn keys_path(&self, tool: &Registration) -> Option<String> {
        self.path_of(tool.jwks_url.as_ref()?.as_str())
    }
}

fn path(address: &str) -> Option<String> {
    Some(Url::parse(address).ok()?.path().to_owned())
}
