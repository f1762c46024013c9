//! What an application does with the services of a platform, by the public face of the kit alone.

mod deep_linking;
mod grades;
mod roster;

use homeroom_tool::{GradesEndpoint, KeyPairs, Keys, LaunchData, LtiTool, Platform, RosterEndpoint, User};
use homeroom_vocab::scope;
use url::Url;

use crate::support::office::{Call, Office};

const SCOPES: [&str; 4] =
    [scope::AGS_LINEITEM, scope::AGS_LINEITEM_READONLY, scope::AGS_RESULT_READONLY, scope::AGS_SCORE];

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

/// A tool that the office is the platform of, and a launch from there that offers everything.
async fn tool(office: &Office) -> (LtiTool, LaunchData) {
    let keys = Keys::Url(url("http://127.0.0.1:9/jwks"));
    let token_endpoint = url(&office.at("/token"));
    let platform =
        Platform::new("https://lms.test", "client", url("https://lms.test/auth"), token_endpoint, keys);
    let lti = LtiTool::builder("http://localhost:3000/")
        .key_pairs(KeyPairs::Shared)
        .platform(platform.deployment("1"));
    (lti.build().await.unwrap(), launch(office))
}

fn launch(office: &Office) -> LaunchData {
    let mut launch = LaunchData::default();
    launch.issuer = "https://lms.test".into();
    launch.client_id = "client".into();
    launch.deployment_id = "1".into();
    launch.user = User::known("u-1");
    let mut grades = GradesEndpoint::default();
    grades.scopes = SCOPES.map(str::to_owned).to_vec();
    grades.line_items = Some(url(&office.at("/items?x=1")));
    launch.grades = Some(grades);
    launch.roster = Some(RosterEndpoint::at(url(&office.at("/members?x=1"))));
    launch
}

fn here(call: &Call, path: &str) -> String {
    format!("http://{}{path}", call.header("host").unwrap())
}
