//! What an administrator sees when a platform registers this tool (DYN-010, DYN-013), and what the platform is told of it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use homeroom_vocab::registration::placement::{CONTENT_AREA, RICH_TEXT_EDITOR};
use homeroom_vocab::scope;
use serde::Serialize;
use url::Url;

use crate::reference::app::App;
use crate::reference::pages::html;
use crate::reference::paths::Places;
use crate::{Activation, MessageOffer, Registered, RegistrationRefused, ToolProfile, Variant, Variants};

const SCOPES: [&str; 5] = [
    scope::AGS_LINEITEM,
    scope::AGS_LINEITEM_READONLY,
    scope::AGS_RESULT_READONLY,
    scope::AGS_SCORE,
    scope::NRPS_CONTEXTMEMBERSHIP_READONLY,
];

/// The names of people stand on the pages.
const CLAIMS: [&str; 3] = ["name", "given_name", "family_name"];

#[derive(Serialize)]
struct RegisteredPage<'a> {
    issuer: &'a str,
    client_id: &'a str,
    active: bool,
    script: &'a str,
}

#[derive(Serialize)]
struct UnregisteredPage {
    reason: Vec<String>,
}

/// What platforms are told about this tool.
pub(crate) fn profile(
    paths: &Places,
    base: &Url,
    activation: Activation,
    variants: &Variants,
) -> ToolProfile {
    let profile = ToolProfile::new("Homeroom reference tool")
        .description(
            "Shows what a launch says, offers content to choose, and uses the services of a platform",
        )
        .logo("/images/icon.png")
        .target(paths.at(base, &format!("{}/1", paths.activity)))
        .message(
            MessageOffer::deep_linking()
                .target(paths.at(base, paths.picker))
                .label("Choose from the reference tool")
                .placement(CONTENT_AREA)
                .placement(RICH_TEXT_EDITOR),
        )
        .activation(activation);
    let profile = SCOPES.into_iter().fold(profile, ToolProfile::scope);
    let profile = CLAIMS.into_iter().fold(profile, ToolProfile::claim);
    if variants.has(Variant::REGISTRATION_CONFIRMED) { profile.asks_first() } else { profile }
}

pub(crate) async fn page(app: Data<App>, registered: Registered) -> HttpResponse {
    let platform = registered.platform();
    let page = RegisteredPage {
        issuer: platform.issuer.as_str(),
        client_id: platform.client_id.as_str(),
        active: platform.active,
        script: registered.script(),
    };
    html(&app, StatusCode::OK, "registered.html", &page)
}

pub(crate) async fn refused(app: Data<App>, refused: RegistrationRefused) -> HttpResponse {
    html(&app, refused.status(), "unregistered.html", &UnregisteredPage { reason: refused.parts() })
}
