//! A platform that publishes keys, well or badly.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::web::{self, Data};
use actix_web::{App, HttpResponse, HttpServer};
use homeroom_tool::Platform as Agreed;
use serde_json::{Value, json};
use url::Url;

use super::keys::Key;

/// What the platform answers to who asks for its keys.
#[derive(Clone)]
pub(crate) enum Keys {
    Set(Value),
    Status(u16),
    Text(&'static str),
    /// Somewhere else.
    At(String),
    Never,
}

struct Shared {
    keys: Mutex<Keys>,
    cache_control: Mutex<&'static str>,
    asked: AtomicUsize,
}

pub(crate) struct FakePlatform {
    pub(crate) issuer: String,
    pub(crate) key: &'static Key,
    pub(crate) url: String,
    shared: Arc<Shared>,
}

impl FakePlatform {
    pub(crate) fn start(name: &str) -> Self {
        let key = Key::named(name);
        let shared = Arc::new(Shared {
            keys: Mutex::new(Keys::Set(json!({ "keys": [key.jwk()] }))),
            cache_control: Mutex::new("max-age=300"),
            asked: AtomicUsize::default(),
        });
        let data = Data::from(Arc::clone(&shared));
        let server =
            HttpServer::new(move || App::new().app_data(data.clone()).default_service(web::to(answer)))
                .workers(1)
                .disable_signals()
                .bind("127.0.0.1:0")
                .unwrap();
        let url = format!("http://{}/{name}", server.addrs()[0]);
        tokio::spawn(server.run());
        Self { issuer: url.clone(), key, url, shared }
    }

    /// What the tool knows of this platform.
    pub(crate) fn agreed(&self, client_id: &str) -> Agreed {
        let url = |path: &str| Url::parse(&format!("{}/{path}", self.url)).unwrap();
        let keys = homeroom_tool::Keys::Url(url("jwks"));
        Agreed::new(self.issuer.as_str(), client_id, url("authorize"), url("token"), keys)
            .deployments(["1", "Second"])
    }

    pub(crate) fn publish(&self, keys: Keys) {
        *self.shared.keys.lock().unwrap() = keys;
    }

    pub(crate) fn publish_keys(&self, keys: &[&Key]) {
        self.publish(Keys::Set(json!({ "keys": keys.iter().map(|key| key.jwk()).collect::<Vec<_>>() })));
    }

    pub(crate) fn cache_for(&self, cache_control: &'static str) {
        *self.shared.cache_control.lock().unwrap() = cache_control;
    }

    /// How often somebody asked for the keys.
    pub(crate) fn asked(&self) -> usize {
        self.shared.asked.load(Ordering::Relaxed)
    }
}

async fn answer(shared: Data<Shared>) -> HttpResponse {
    shared.asked.fetch_add(1, Ordering::Relaxed);
    let keys = shared.keys.lock().unwrap().clone();
    let cache_control = *shared.cache_control.lock().unwrap();
    match keys {
        Keys::Set(set) => HttpResponse::Ok().insert_header(("cache-control", cache_control)).json(set),
        Keys::Status(status) => HttpResponse::build(StatusCode::from_u16(status).unwrap()).finish(),
        Keys::Text(text) => HttpResponse::Ok().body(text),
        Keys::At(url) => HttpResponse::Found().insert_header(("location", url)).finish(),
        Keys::Never => {
            tokio::time::sleep(Duration::from_secs(30)).await;
            HttpResponse::Ok().finish()
        }
    }
}
