//! Every URL of the platform, on one screen.

use actix_web::web::{ServiceConfig, get, post, put, resource, scope, to};

use crate::{control, keys, launch, pages, services, token};

#[rustfmt::skip]
pub(crate) fn configure(config: &mut ServiceConfig) {
    config
        .route("/healthz", get().to(control::health::get))
        .service(scope("/api")
            .route("/about", get().to(control::about::get))
            .route("/openapi.json", get().to(control::openapi::get))
            .route("/faults", get().to(control::faults::catalogue))
            .service(resource("/campuses").get(control::campuses::get).post(control::campuses::post)))
        .service(scope("/{campus}/lti")
            .service(resource("/authorize").get(launch::authorize::get).post(launch::authorize::post))
            .service(resource("/deep_linking/{handle}").get(services::deep_linking::answer::get).post(services::deep_linking::answer::post))
            .route("/jwks", get().to(keys::jwks::get))
            .route("/foreign_jwks", get().to(keys::jwks::foreign))
            .route("/foreign_certificate", get().to(keys::jwks::foreign_certificate))
            .service(resource("/token").post(token::endpoint::post).default_service(to(services::door::wrong_method)))
            .service(resource("/courses/{course}/memberships").get(services::nrps::memberships::get).default_service(to(services::door::wrong_method)))
            .service(resource("/courses/{course}/lineitems").get(services::ags::line_items::get).post(services::ags::line_items::post).default_service(to(services::door::wrong_method)))
            .service(resource("/courses/{course}/lineitems/{item}").get(services::ags::line_item::get).put(services::ags::line_item::put).delete(services::ags::line_item::delete).default_service(to(services::door::wrong_method)))
            .service(resource("/courses/{course}/lineitems/{item}/scores").post(services::ags::scores::post).default_service(to(services::door::wrong_method)))
            .service(resource("/courses/{course}/lineitems/{item}/results").get(services::ags::results::get).default_service(to(services::door::wrong_method)))
            .service(resource("/courses/{course}/{tail:.*}").to(services::door::unknown_url)))
        .service(scope("/{campus}/api")
            .route("/platform", get().to(control::platform::get))
            .service(resource("/registrations").get(control::registrations::get).put(control::registrations::put))
            .service(resource("/registrations/{client_id}").delete(control::registrations::delete))
            .service(resource("/people").get(control::people::get).post(control::people::post))
            .service(resource("/courses").get(control::courses::get).post(control::courses::post))
            .service(resource("/enrolments").get(control::enrolments::get).post(control::enrolments::post).delete(control::enrolments::delete))
            .route("/courses/{course}/roster", post().to(control::roster::post))
            .service(resource("/links").get(control::links::get).post(control::links::post))
            .route("/courses/{course}/copy", post().to(control::copies::post))
            .service(resource("/line_items").get(control::line_items::get).post(control::line_items::post))
            .service(resource("/line_items/{line_item}").delete(control::line_items::delete))
            .route("/scores", get().to(control::scores::get))
            .service(resource("/results").get(control::results::get).put(control::results::put))
            .route("/content", get().to(control::content::get))
            .route("/launches", post().to(control::launches::post))
            .route("/launches/{launch}", get().to(control::launches::get))
            .route("/keys", get().to(control::keys::get))
            .route("/keys/rotate", post().to(control::keys::rotate))
            .route("/keys/activate", post().to(control::keys::activate))
            .route("/faults", get().to(control::faults::armed))
            .route("/faults", put().to(control::faults::arm))
            .service(resource("/courses/{course}/faults").get(control::faults::armed_for_course).put(control::faults::arm_course))
            .route("/tokens", get().to(control::tokens::get))
            .route("/tokens/revoke", post().to(control::tokens::revoke))
            .route("/exchanges", get().to(control::exchanges::get)))
        .configure(pages::configure);
}
