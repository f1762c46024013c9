//! Ways that are longer than needed: redirects, a page that refreshes, one that goes on by script, as single sign-on and
//! checks for cookies add them.

use std::sync::Mutex;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Path};

use crate::Clock;
use crate::Entropy;
use crate::Variant;
use crate::expiring::{Expiring, lock};
use crate::reference::app::App;
use crate::reference::looks::relay::{Carrier, page};
use crate::reference::pages::refusal;

/// How long a browser may be on its way, in seconds.
const LIFE: i64 = 60;
const MOST: usize = 10_000;

/// Where the longer ways end, by an address that only the tool can make: this is no open redirect.
#[derive(Debug)]
pub(crate) struct Detours {
    clock: Clock,
    entropy: Entropy,
    all: Mutex<Expiring<String>>,
}

impl Detours {
    pub(crate) fn new(clock: Clock, entropy: Entropy) -> Self {
        Self { clock, entropy, all: Mutex::new(Expiring::new(LIFE, MOST)) }
    }

    fn open(&self, target: &str) -> String {
        let word = self.entropy.word();
        lock(&self.all).insert(word.clone(), target.to_owned(), self.clock.millis());
        word
    }

    fn target(&self, word: &str) -> Option<String> {
        lock(&self.all).get(word, self.clock.millis()).cloned()
    }
}

/// The same redirect by way of further pages.
pub(crate) fn lengthened(app: &App, mut redirect: HttpResponse) -> HttpResponse {
    let location = redirect.headers().get(LOCATION).and_then(|location| location.to_str().ok());
    let Some(target) = location.filter(|_| app.variants.has(Variant::REDIRECT_OFTEN)) else {
        return redirect;
    };
    let word = app.detours.open(target);
    if let Ok(first) = format!("{}via/{word}/1", app.url).parse() {
        redirect.headers_mut().insert(LOCATION, first);
    }
    redirect
}

/// `GET /via/{word}/{step}`.
pub(crate) async fn get(app: Data<App>, at: Path<(String, u8)>) -> HttpResponse {
    let (word, step) = at.into_inner();
    let Some(target) = app.detours.target(&word) else { return refusal::not_found(app).await };
    let next = format!("{}via/{word}/{}", app.url, step.saturating_add(1));
    match step {
        1 => HttpResponse::Found().insert_header((LOCATION, next)).finish(),
        2 => page(&app, Carrier::Refresh, &next),
        3 => page(&app, Carrier::Script, &next),
        4 => HttpResponse::TemporaryRedirect().insert_header((LOCATION, target)).finish(),
        _ => refusal::page(&app, StatusCode::NOT_FOUND, "No such page", "this way leads nowhere"),
    }
}
