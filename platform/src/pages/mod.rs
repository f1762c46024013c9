//! What a person sees: the LMS pages and the admin pages. A page is found by its URL.

pub(crate) mod assets;
mod campuses;
mod chrome;
mod courses;
mod error;
mod home;
mod journal;
mod keys;
mod launches;
mod page;
mod parts;
mod people;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
mod tools;
mod typed;
mod visit;
mod wire;

use actix_web::web::{ServiceConfig, get, post, resource, to};

/// Every page and every form, with the path that finds it.
pub(crate) fn configure(config: &mut ServiceConfig) {
    config
        .service(page("/").route(get().to(campuses::get)))
        .service(page("/assets/{name}").route(get().to(assets::get)))
        .service(page("/{campus}/").route(get().to(home::get)))
        .service(page("/{campus}/courses/act-as").route(post().to(courses::act_as::post)))
        .service(page("/{campus}/courses/{course}").route(get().to(courses::course::get)))
        .service(
            page("/{campus}/courses/{course}/links/{link}/launch").route(post().to(courses::launch::post)),
        )
        .service(
            page("/{campus}/courses/{course}/links/{link}/options")
                .route(get().to(courses::options::get))
                .route(post().to(courses::options::post)),
        )
        .service(
            page("/{campus}/courses/{course}/links/{link}/return/{launch}")
                .route(get().to(courses::returned::get)),
        )
        .service(page("/{campus}/courses/{course}/launches/{launch}").route(get().to(courses::frame::get)))
        .service(
            page("/{campus}/courses/{course}/launches/{launch}/start").route(get().to(courses::start::get)),
        )
        .service(page("/{campus}/admin/people").route(get().to(people::get)))
        .service(
            page("/{campus}/admin/tools")
                .route(get().to(tools::list::get))
                .route(post().to(tools::edit::create)),
        )
        .service(page("/{campus}/admin/tools/new").route(get().to(tools::edit::new)))
        .service(
            page("/{campus}/admin/tools/{client}")
                .route(get().to(tools::edit::get))
                .route(post().to(tools::edit::change)),
        )
        .service(page("/{campus}/admin/tools/{client}/remove").route(post().to(tools::edit::remove)))
        .service(page("/{campus}/admin/launches").route(get().to(launches::get)))
        .service(page("/{campus}/admin/launches/{launch}").route(get().to(launches::story::get)))
        .service(page("/{campus}/admin/journal").route(get().to(journal::list::get)))
        .service(page("/{campus}/admin/journal/{number}").route(get().to(journal::exchange::get)))
        .service(page("/{campus}/admin/keys").route(get().to(keys::get)))
        .service(page("/{campus}/admin/keys/rotate").route(post().to(keys::rotate)))
        .service(page("/{campus}/admin/keys/arm").route(post().to(keys::arm)))
        .service(page("/{campus}/admin/keys/disarm").route(post().to(keys::disarm)))
        .default_service(to(error::not_found));
}

/// A path whose other methods are refused with an explanation.
fn page(path: &str) -> actix_web::Resource {
    resource(path).default_service(to(error::wrong_method))
}
