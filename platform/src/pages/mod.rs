//! What a person sees: the LMS pages and the admin pages. A page is found by its URL.

mod again;
mod assets;
mod campuses;
mod chrome;
mod courses;
mod error;
mod faults;
mod home;
mod journal;
mod keys;
mod launches;
mod lobby;
mod page;
mod parts;
mod people;
mod requirements;
#[cfg(test)]
mod samples;
mod seen;
#[cfg(test)]
mod tests;
mod theme;
mod token;
mod tools;
mod typed;
mod visit;
mod wire;

pub(crate) use error::refuse;

use actix_web::Resource;
use actix_web::web::{ServiceConfig, resource, to};

/// Every page and every form, by the path that finds it.
#[rustfmt::skip]
pub(crate) fn configure(config: &mut ServiceConfig) {
    config
        .service(page("/").get(campuses::get))
        .service(page("/campuses").get(campuses::list).post(campuses::post))
        .service(page("/assets/{name}").get(assets::get))
        .service(page("/favicon.ico").get(assets::favicon))
        .service(page("/theme").post(theme::post))
        .service(page("/{campus}").get(home::without_slash))
        .service(page("/{campus}/").get(home::get))
        .service(page("/{campus}/courses").get(home::without_slash).post(courses::course_form::create))
        .service(page("/{campus}/courses/act-as").post(courses::act_as::post))
        .service(page("/{campus}/courses/new").get(courses::course_form::new))
        .service(page("/{campus}/courses/{course}").get(courses::course::get))
        .service(page("/{campus}/courses/{course}/edit").get(courses::course_form::get).post(courses::course_form::change))
        .service(page("/{campus}/courses/{course}/copy").get(courses::course_copy::get).post(courses::course_copy::post))
        .service(page("/{campus}/courses/{course}/remove").get(courses::confirm::course).post(courses::confirm::course_removed))
        .service(page("/{campus}/courses/{course}/pages").get(courses::written::new::get).post(courses::written::new::post))
        .service(page("/{campus}/courses/{course}/pages/new").get(courses::written::new::get))
        .service(page("/{campus}/courses/{course}/pages/{page}").get(courses::written::view::get))
        .service(page("/{campus}/courses/{course}/pages/{page}/edit").get(courses::written::edit::get).post(courses::written::edit::post))
        .service(page("/{campus}/courses/{course}/pages/{page}/blocks").post(courses::written::blocks::add))
        .service(page("/{campus}/courses/{course}/pages/{page}/blocks/{block}").post(courses::written::blocks::change))
        .service(page("/{campus}/courses/{course}/pages/{page}/pick").post(courses::written::pick::post))
        .service(page("/{campus}/courses/{course}/pages/{page}/open/{link}").get(courses::written::open::get))
        .service(page("/{campus}/courses/{course}/pages/{page}/remove").get(courses::confirm::page).post(courses::confirm::page_removed))
        .service(page("/{campus}/courses/{course}/gradebook").get(courses::gradebook::get))
        .service(page("/{campus}/courses/{course}/gradebook/{item}/{person}").get(courses::grade::get).post(courses::grade::post))
        .service(page("/{campus}/courses/{course}/faults").get(courses::misbehave::get).post(courses::misbehave::services))
        .service(page("/{campus}/courses/{course}/faults/token").post(courses::misbehave::token))
        .service(page("/{campus}/courses/{course}/roster").get(courses::roster::get).post(courses::roster::post))
        .service(page("/{campus}/courses/{course}/roster/add").get(courses::roster::add::get))
        .service(page("/{campus}/courses/{course}/roster/members").post(courses::roster::change::post))
        .service(page("/{campus}/courses/{course}/roster/members/{person}").get(courses::roster::member::get).post(courses::roster::member::post))
        .service(page("/{campus}/courses/{course}/content/{item}").get(courses::content::get))
        .service(page("/{campus}/courses/{course}/content/{item}/file").get(courses::content::file))
        .service(page("/{campus}/courses/{course}/content/{item}/remove").get(courses::confirm::content).post(courses::content::remove))
        .service(page("/{campus}/courses/{course}/links").get(courses::link_form::new).post(courses::link_form::create))
        .service(page("/{campus}/courses/{course}/links/new").get(courses::link_form::new))
        .service(page("/{campus}/courses/{course}/links/{link}/edit").get(courses::link_form::get).post(courses::link_form::change))
        .service(page("/{campus}/courses/{course}/links/{link}/move").post(courses::shift::link))
        .service(page("/{campus}/courses/{course}/content/{item}/move").post(courses::shift::content))
        .service(page("/{campus}/courses/{course}/links/{link}/remove").get(courses::confirm::link).post(courses::content::remove_link))
        .service(page("/{campus}/courses/{course}/picked/{launch}").get(courses::picked::get))
        .service(page("/{campus}/courses/{course}/pick").post(courses::pick::plain))
        .service(page("/{campus}/courses/{course}/pick/{client}").get(courses::pick::get).post(courses::pick::post))
        .service(page("/{campus}/courses/{course}/links/{link}/launch").post(courses::launch::post))
        .service(page("/{campus}/courses/{course}/links/{link}/options").get(courses::options::get).post(courses::options::post))
        .service(page("/{campus}/courses/{course}/links/{link}/return/{launch}").get(courses::returned::get))
        .service(page("/{campus}/courses/{course}/return/{launch}").get(courses::returned::get))
        .service(page("/{campus}/courses/{course}/launches/{launch}").get(courses::frame::get))
        .service(page("/{campus}/courses/{course}/launches/{launch}/start").get(courses::start::get))
        .service(page("/{campus}/courses/{course}/launches/{launch}/framing").get(courses::framing::get))
        .service(page("/{campus}/admin/people").get(people::get))
        .service(page("/{campus}/admin/people/new").get(people::edit::new).post(people::edit::create))
        .service(page("/{campus}/admin/people/{person}").get(people::edit::get).post(people::edit::change))
        .service(page("/{campus}/admin/people/{person}/remove").get(people::remove::get).post(people::remove::post))
        .service(page("/{campus}/admin/tools").get(tools::list::get).post(tools::edit::create))
        .service(page("/{campus}/admin/tools/new").get(tools::edit::new))
        .service(page("/{campus}/admin/tools/import").get(tools::import::page::get).post(tools::import::page::post))
        .service(page("/{campus}/admin/tools/{client}").get(tools::edit::get).post(tools::edit::change))
        .service(page("/{campus}/admin/tools/{client}/remove").get(tools::remove::get).post(tools::remove::post))
        .service(page("/{campus}/admin/tools/{client}/deployments").get(tools::deployments::get).post(tools::deployments::post))
        .service(page("/{campus}/admin/tools/{client}/deployments/{deployment}").post(tools::deployments::name))
        .service(page("/{campus}/admin/tools/{client}/deployments/{deployment}/remove").get(tools::deployments::ask).post(tools::deployments::remove))
        .service(page("/{campus}/admin/tools/{client}/keys").get(tools::keys::get))
        .service(page("/{campus}/admin/tools/{client}/messages").get(tools::dynamic::messages::get).post(tools::dynamic::messages::post))
        .service(page("/{campus}/admin/tools/{client}/links").post(tools::place::post))
        .service(page("/{campus}/admin/tools/{client}/values").get(tools::values::page::get))
        .service(page("/{campus}/admin/tools/{client}/values.json").get(tools::values::page::json))
        .service(page("/{campus}/admin/tools/{client}/values.env").get(tools::values::page::env))
        .service(page("/{campus}/admin/tools/{client}/code/{library}").get(tools::code::page::get))
        .service(page("/{campus}/admin/tools/{client}/doctor").get(tools::doctor::get).post(tools::doctor::post))
        .service(page("/{campus}/admin/invitations").get(tools::dynamic::list::get).post(tools::dynamic::new::post))
        .service(page("/{campus}/admin/invitations/new").get(tools::dynamic::new::get))
        .service(page("/{campus}/admin/invitations/{invitation}").get(tools::dynamic::attempt::get))
        .service(page("/{campus}/admin/invitations/{invitation}/start").get(tools::dynamic::attempt::start))
        .service(page("/{campus}/admin/launches").get(launches::get))
        .service(page("/{campus}/admin/launches/compare").get(launches::compare::get))
        .service(page("/{campus}/admin/launches/{launch}").get(launches::story::get))
        .service(page("/{campus}/admin/launches/{launch}/again").post(launches::again::post))
        .service(page("/{campus}/admin/launches/{launch}/keep").post(launches::keep::post))
        .service(page("/{campus}/admin/launches/{launch}/let-go").post(launches::keep::let_go))
        .service(page("/{campus}/admin/requirements").get(requirements::list::get))
        .service(page("/{campus}/admin/requirements/{id}").get(requirements::one::get))
        .service(page("/{campus}/admin/journal").get(journal::list::get))
        .service(page("/{campus}/admin/journal/live").get(journal::live::get))
        .service(page("/{campus}/admin/journal/clear").get(journal::clear::get).post(journal::clear::post))
        .service(page("/{campus}/admin/journal/{number}/keep").post(journal::keep::post))
        .service(page("/{campus}/admin/journal/{number}/let-go").get(journal::keep::ask).post(journal::keep::let_go))
        .service(page("/{campus}/admin/journal/export.har").get(journal::export::list))
        .service(page("/{campus}/admin/journal/{number}.har").get(journal::export::one))
        .service(page("/{campus}/admin/journal/{number}/curl").get(journal::export::as_curl))
        .service(page("/{campus}/admin/launches/{launch}/launch.har").get(journal::export::launch))
        .service(page("/{campus}/admin/journal/{number}").get(journal::exchange::get))
        .service(page("/{campus}/admin/keys").get(keys::get))
        .service(page("/{campus}/admin/keys/rotate").post(keys::rotate))
        .service(page("/{campus}/admin/keys/arm").post(keys::arm))
        .service(page("/{campus}/admin/keys/disarm").post(keys::disarm))
        .default_service(to(error::not_found));
}

/// A path whose other methods are refused with an explanation.
fn page(path: &str) -> Resource {
    resource(path).default_service(to(error::wrong_method))
}
