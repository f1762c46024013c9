//! Every address of the tool beside those of the kit. The first ones are elsewhere with some variants.
//!
//! | address | method | what |
//! |---|---|---|
//! | `/`, `/activity/{name}` | GET | targets of links; need a session |
//! | `/whoami` | GET | who is signed in; needs a session |
//! | `/picker/{handle}` | GET, POST | content picker of one deep-linking request; needs its session |
//! | `/picker` | GET | where deep-linking requests are addressed; says how to open a picker |
//! | `/reading/{name}`, `/embed/{name}`, `/files/{name}`, `/images/{name}` | GET | what a picker returns, for everybody |
//! | `/acts` | POST | uses a service of the platform; needs a session |
//! | `/review` | GET | where a review of an attempt is addressed; needs a session |
//! | `/sorry`, `/via/{word}/{step}` | GET | refusals and ways of some variants |
//! | `/tool.css`, `/submit.js`, `/app.js` | GET | style and scripts |
//! | `/healthz` | GET | up |

use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use actix_web::middleware::DefaultHeaders;
use actix_web::web::{self, ServiceConfig};

use crate::Defect;
use crate::reference::app::App;
use crate::reference::paths::Places;
use crate::reference::{looks, pages};

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'";

pub(crate) fn configure(config: &mut ServiceConfig, paths: &Places) {
    let below = |path: &str, rest: &str| web::resource(format!("/{path}{rest}"));
    config
        .service(web::resource("/").get(pages::activity::home))
        .service(below(paths.activity, "/{name}").get(pages::activity::get))
        .service(below(paths.whoami, "").get(pages::whoami::get))
        .service(web::resource("/acts").post(pages::services::post))
        .service(web::resource("/review").get(pages::activity::review))
        .service(below(paths.picker, "").get(pages::picker::unopened))
        .service(below(paths.picker, "/{handle}").get(pages::picker::get).post(pages::picker::post))
        .service(web::resource("/reading/{name}").get(pages::content::reading))
        .service(web::resource("/embed/{name}").get(pages::content::embedded))
        .service(web::resource("/files/{name}").get(pages::content::file))
        .service(web::resource("/images/{name}").get(pages::content::image))
        .service(web::resource("/sorry").get(looks::sorry))
        .service(web::resource("/via/{word}/{step}").get(looks::detour))
        .service(web::resource("/submit.js").get(pages::script))
        .service(web::resource("/app.js").get(pages::app_script))
        .service(web::resource("/tool.css").get(pages::style))
        .service(web::resource("/healthz").get(pages::healthz))
        .default_service(web::to(pages::refusal::not_found));
}

/// Nothing is kept in caches or told to the next site. Being framed is what a tool is for (OIDC-022), so no
/// header restricts it; nor where forms go, because a picker answers to the platform (DL-030).
pub(crate) fn headers(app: &App) -> DefaultHeaders {
    let headers = DefaultHeaders::new()
        .add((CACHE_CONTROL, "no-store"))
        .add((CONTENT_SECURITY_POLICY, POLICY))
        .add((REFERRER_POLICY, "no-referrer"))
        .add((X_CONTENT_TYPE_OPTIONS, "nosniff"));
    if app.defects.has(Defect::X_FRAME_OPTIONS_DENY) {
        headers.add((X_FRAME_OPTIONS, "DENY"))
    } else {
        headers
    }
}
