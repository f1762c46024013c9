//! Pages that take the browser on, where others redirect it (OIDC-017).

use crate::reference::app::App;
use crate::reference::looks::in_place::with_cookies_of;
use crate::reference::pages::html;
use crate::{LoginRedirect, Variant};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderValue};
use serde::Serialize;

/// The script stands in the page itself.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; script-src 'unsafe-inline'; base-uri 'none'",
);

/// What takes the browser on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Carrier {
    Form,
    Button,
    Script,
    Refresh,
}

#[derive(Serialize)]
struct RelayPage<'a> {
    carrier: Carrier,
    action: &'a str,
    fields: Vec<(String, String)>,
    /// The address as a string of the script.
    quoted: String,
}

/// The page instead of a redirect from the login to the platform, with the cookies of the redirect. The first parameters of
/// the address may be the endpoint's own, and stay in it.
pub(crate) fn relay(app: &App, to: &LoginRedirect, redirect: HttpResponse) -> HttpResponse {
    let (target, endpoint) = (to.url(), to.endpoint());
    let carriers = [
        (Variant::LOGIN_BY_FORM, Carrier::Form),
        (Variant::LOGIN_BY_BUTTON, Carrier::Button),
        (Variant::LOGIN_BY_SCRIPT, Carrier::Script),
        (Variant::LOGIN_BY_REFRESH, Carrier::Refresh),
    ];
    let Some((_, carrier)) = carriers.into_iter().find(|(variant, _)| app.variants.has(*variant)) else {
        return redirect;
    };
    let page = match carrier {
        Carrier::Form | Carrier::Button => {
            let own = endpoint.query_pairs().count();
            let fields = target.query_pairs().into_owned().skip(own).collect();
            respond(app, carrier, endpoint.as_str(), fields)
        }
        Carrier::Script | Carrier::Refresh => self::page(app, carrier, target.as_str()),
    };
    with_cookies_of(&redirect, page)
}

/// A page that goes on to an address.
pub(crate) fn page(app: &App, carrier: Carrier, address: &str) -> HttpResponse {
    respond(app, carrier, address, Vec::new())
}

fn respond(app: &App, carrier: Carrier, action: &str, fields: Vec<(String, String)>) -> HttpResponse {
    let quoted = serde_json::Value::from(action).to_string();
    let page = RelayPage { carrier, action, fields, quoted };
    let mut response = html(app, StatusCode::OK, "relay.html", &page);
    if carrier == Carrier::Script {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, POLICY);
    }
    response
}
