//! Faults that every service can have, armed for a campus or a course, and the answers that they give.

use std::time::Duration;

use super::Entry;
use crate::domain::fault::Place;

/// An answer that says nothing of what was asked.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Instead {
    /// This status with the error body that belongs to it; 401 calls a good token invalid, 429 asks to wait.
    Status(u16),
    /// 200 with this media type and body.
    Body(&'static str, &'static str),
    /// This status, to the URL that the fault was armed with.
    Redirect(u16),
    /// Nothing for this long, then 503.
    Silence(Duration),
}

/// A row of the catalogue.
#[derive(Debug)]
pub(crate) struct ServiceFault {
    pub(crate) entry: Entry,
    pub(crate) instead: Instead,
}

/// What the faults that need one are armed with.
pub(super) const URL: &str = "a URL";

pub(super) const HTML: &str = "<!doctype html><title>Sign in</title><h1>Sign in to go on</h1>";

pub(super) const fn entry(
    place: Place,
    name: &'static str,
    requirement: &'static str,
    title: &'static str,
    with: Option<&'static str>,
) -> Entry {
    Entry { name, place, title, requirement, with, message: None }
}

/// A fault that needs no value.
pub(super) const fn row(
    place: Place,
    name: &'static str,
    requirement: &'static str,
    title: &'static str,
) -> Entry {
    entry(place, name, requirement, title, None)
}

/// A fault that needs a value.
pub(super) const fn with(
    place: Place,
    name: &'static str,
    what: &'static str,
    requirement: &'static str,
    title: &'static str,
) -> Entry {
    entry(place, name, requirement, title, Some(what))
}

const fn status(
    name: &'static str,
    requirement: &'static str,
    title: &'static str,
    status: u16,
) -> ServiceFault {
    let entry = row(Place::Service, name, requirement, title);
    ServiceFault { entry, instead: Instead::Status(status) }
}

const fn redirect(name: &'static str, title: &'static str, status: u16) -> ServiceFault {
    let entry = with(Place::Service, name, URL, "TOK-045", title);
    ServiceFault { entry, instead: Instead::Redirect(status) }
}

const fn body(name: &'static str, title: &'static str, instead: Instead) -> ServiceFault {
    ServiceFault { entry: row(Place::Service, name, "NRPS-021", title), instead }
}

#[rustfmt::skip]
pub(crate) const ALL: &[ServiceFault] = &[
    body("service.slow", "the service does not answer for three seconds", Instead::Silence(Duration::from_secs(3))),
    status("service.status_400", "AGS-082", "the service refuses a good request with 400", 400),
    status("service.status_401", "TOK-044", "the service calls a good access token invalid", 401),
    status("service.status_403", "AGS-082", "the service refuses a good request with 403", 403),
    status("service.status_404", "AGS-043", "the service does not know what it named itself", 404),
    status("service.status_409", "AGS-082", "the service refuses a good request with 409", 409),
    status("service.status_422", "AGS-082", "the service refuses a good request with 422", 422),
    status("service.status_429", "AGS-082", "the service answers 429 and asks to wait for a second", 429),
    status("service.status_500", "AGS-082", "the service answers 500", 500),
    status("service.status_503", "AGS-082", "the service answers 503", 503),
    body("service.empty", "the service answers 200 with an empty body", Instead::Body("application/json", "")),
    body("service.html", "the service answers 200 with an HTML page", Instead::Body("text/html; charset=utf-8", HTML)),
    redirect("service.redirect_302", "the service sends the call elsewhere with 302", 302),
    redirect("service.redirect_307", "the service sends the call elsewhere with 307", 307),
];

/// What a named fault answers.
pub(crate) fn instead(name: &str) -> Option<Instead> {
    ALL.iter().find(|fault| fault.entry.name == name).map(|fault| fault.instead)
}
