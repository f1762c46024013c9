//! What an application learns about a registration, for a page of its own.

use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest};

use super::error::RegistrationError;
use crate::handlers::{self, NotHandedOver};
use crate::platform::Platform;

/// A platform that this tool is registered with now; extractor for the handler
/// [`on_registered`](crate::Builder::on_registered). Its page must tell the platform that it can be closed (DYN-010):
///
/// ```html
/// <button id="close">Close</button>
/// <script src="{{ registered.script() }}" defer></script>
/// ```
#[derive(Clone, Debug)]
pub struct Registered {
    pub(super) platform: Arc<Platform>,
    pub(super) script: String,
}

impl Registered {
    /// The platform as it is kept, with the client id that it gave. It may be inactive still.
    pub fn platform(&self) -> &Platform {
        &self.platform
    }

    /// The address, relative to this page, of a script that tells the platform to close it: at once, and when the element
    /// `#close` is clicked.
    pub fn script(&self) -> &str {
        &self.script
    }
}

impl FromRequest for Registered {
    type Error = NotHandedOver;
    type Future = Ready<Result<Self, NotHandedOver>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(handlers::handed_over(request))
    }
}

/// A registration that came to nothing; extractor for the handler
/// [`on_registration_refused`](crate::Builder::on_registration_refused).
#[derive(Clone, Debug)]
pub struct RegistrationRefused(pub(super) RegistrationError);

impl RegistrationRefused {
    /// Why.
    pub fn error(&self) -> &RegistrationError {
        &self.0
    }

    /// The reason in words for the administrator in front of the browser: text, not HTML.
    pub fn reason(&self) -> String {
        self.0.to_string()
    }

    /// The reason in parts: each second one is a word of the wire, for `<code>`.
    pub fn parts(&self) -> Vec<String> {
        self.reason().split('`').map(str::to_owned).collect()
    }

    /// What a page about it is sent with.
    pub fn status(&self) -> StatusCode {
        self.0.status()
    }
}

impl FromRequest for RegistrationRefused {
    type Error = NotHandedOver;
    type Future = Ready<Result<Self, NotHandedOver>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(handlers::handed_over(request))
    }
}
