//! Starting and stopping.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::middleware::from_fn;
use actix_web::web::{Data, FormConfig, JsonConfig, PayloadConfig, QueryConfig};
use actix_web::{App as Site, HttpServer};
use tokio::task::JoinHandle;
use url::Url;

use crate::app::{App, Ground, Urls};
use crate::clock::Clock;
use crate::control::exchanges;
use crate::entropy::Entropy;
use crate::error::StartError;
use crate::guard::{Hosts, guard};
use crate::journal::record::record;
use crate::journal::write_behind;
use crate::routes;
use crate::settings::{Listen, Settings};
use crate::store::open;

/// A deep-linking answer with 100 kB of data fits; nothing larger is needed.
const LARGEST_BODY: usize = 2 * 1024 * 1024;

/// How long the head of a request may take to arrive; on a busy machine that is longer than one thinks.
const SILENCE: Duration = Duration::from_secs(30);

/// How often to look for a port that is free on both families.
const ATTEMPTS: usize = 20;

/// A running platform.
#[derive(Debug)]
pub struct Platform {
    url: Url,
    local_url: Url,
    app: Arc<App>,
    server: ServerHandle,
    tasks: Vec<JoinHandle<()>>,
}

impl Platform {
    /// Starts a platform; it answers when this returns. Must be called inside a tokio runtime.
    pub async fn start(settings: Settings) -> Result<Self, StartError> {
        Self::start_at(settings, Clock::System).await
    }

    pub(crate) async fn start_at(settings: Settings, clock: Clock) -> Result<Self, StartError> {
        let listeners = bind(&settings.listen)?;
        let reached = reached(&settings.listen, &listeners)?;
        let url = base("public URL", settings.public_url.as_ref(), &reached)?;
        let backchannel = base("back-channel URL", settings.backchannel_url.as_ref(), &url)?;
        warn_of_plain_http(&url);
        let hosts = Data::new(Hosts::new(&[&url, &backchannel, &reached], &settings.allow_hosts));
        let store = open::open(&settings.state).await?;
        let urls = Urls { public: trimmed(&url), backchannel: trimmed(&backchannel) };
        let ground = Ground::new(urls, clock, Entropy::default(), store, settings.journal, settings.keys);
        let app = Arc::new(App::load(ground).await?);
        let server = serve(listeners, Data::from(Arc::clone(&app)), hosts)?;
        let tasks = background(&app);
        Ok(Self { url, local_url: reached, app, server, tasks })
    }

    /// The public URL, by which browsers and tools know this platform.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The address listened on, which answers from this machine whatever the public URL is.
    pub fn local_url(&self) -> &Url {
        &self.local_url
    }

    /// Answers what is under way, writes what is not yet written, and stops.
    pub async fn stop(self) {
        self.app.close();
        self.server.stop(true).await;
        for task in &self.tasks {
            task.abort();
        }
        write_behind::flush(&self.app).await;
        self.app.ground().store.close().await;
    }
}

/// What runs beside the server. Where nothing lasts, kept launches are kept up with all the same: eviction and clearing
/// spare what is kept.
fn background(app: &Arc<App>) -> Vec<JoinHandle<()>> {
    let mut tasks = vec![tokio::spawn(write_behind::run(Arc::clone(app)))];
    if app.ground().store.lasts() {
        tasks.push(tokio::spawn(write_behind::restore(Arc::clone(app))));
    }
    tasks
}

fn serve(
    listeners: Vec<TcpListener>,
    app: Data<App>,
    hosts: Data<Hosts>,
) -> Result<ServerHandle, StartError> {
    let mut server = HttpServer::new(move || {
        Site::new()
            .app_data(app.clone())
            .app_data(hosts.clone())
            .app_data(PayloadConfig::new(LARGEST_BODY))
            .app_data(FormConfig::default().limit(LARGEST_BODY))
            .app_data(JsonConfig::default().limit(LARGEST_BODY))
            .app_data(QueryConfig::default().error_handler(|error, _| exchanges::unreadable(&error).into()))
            .wrap(from_fn(record))
            .wrap(from_fn(guard))
            .configure(routes::configure)
    })
    .disable_signals()
    .client_request_timeout(SILENCE)
    .shutdown_timeout(2);
    for listener in listeners {
        let address = listener.local_addr().map_err(|cause| cannot_listen(unknown_address(), cause))?;
        server = server.listen(listener).map_err(|cause| cannot_listen(address, cause))?;
    }
    let server = server.run();
    let handle = server.handle();
    tokio::spawn(server);
    Ok(handle)
}

/// Opens every address; without passwords, only on loopback.
fn bind(listen: &Listen) -> Result<Vec<TcpListener>, StartError> {
    let addresses = listen.addresses();
    if addresses.is_empty() {
        return Err(StartError::NoAddress);
    }
    if let Some(open) = addresses.iter().find(|address| !address.ip().is_loopback()) {
        return Err(StartError::NotLoopback(*open));
    }
    match listen {
        Listen::Localhost(0) => bind_same_free_port(&addresses),
        _ => addresses.into_iter().map(bind_one).collect(),
    }
}

fn bind_one(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).map_err(|cause| cannot_listen(address, cause))
}

/// One port for all addresses: the system picks it for the first, and it must be free on the others too.
fn bind_same_free_port(addresses: &[SocketAddr]) -> Result<Vec<TcpListener>, StartError> {
    let mut attempt = try_free_port(addresses);
    for _ in 1..ATTEMPTS {
        if attempt.is_ok() {
            break;
        }
        attempt = try_free_port(addresses);
    }
    attempt
}

fn try_free_port(addresses: &[SocketAddr]) -> Result<Vec<TcpListener>, StartError> {
    let mut listeners: Vec<TcpListener> = Vec::with_capacity(addresses.len());
    let mut port = 0;
    for address in addresses {
        let listener = bind_one(SocketAddr::new(address.ip(), port))?;
        port = listener.local_addr().map_err(|cause| cannot_listen(*address, cause))?.port();
        listeners.push(listener);
    }
    Ok(listeners)
}

fn unknown_address() -> SocketAddr {
    SocketAddr::from(([0, 0, 0, 0], 0))
}

fn cannot_listen(address: SocketAddr, cause: std::io::Error) -> StartError {
    let hint = match cause.kind() {
        std::io::ErrorKind::AddrInUse => {
            "another program has this port; stop it, or choose another with `--listen`"
        }
        std::io::ErrorKind::PermissionDenied => {
            "ports below 1024 are for administrators; choose a higher one"
        }
        std::io::ErrorKind::AddrNotAvailable => {
            "this machine does not have that address; try `127.0.0.1:PORT`"
        }
        _ => "choose another address with `--listen`",
    };
    StartError::Listen { address, cause, hint }
}

/// The address by which the platform can be reached on this machine.
fn reached(listen: &Listen, listeners: &[TcpListener]) -> Result<Url, StartError> {
    let first = listeners.first().ok_or(StartError::NoAddress)?;
    let address = first.local_addr().map_err(|cause| cannot_listen(unknown_address(), cause))?;
    let text = match listen {
        Listen::Localhost(_) => format!("http://localhost:{}", address.port()),
        Listen::Addresses(_) => format!("http://{address}"),
    };
    Url::parse(&text).map_err(|_| StartError::NoAddress)
}

/// A URL that issuers and endpoints can start with (SEC-081).
fn base(which: &'static str, given: Option<&Url>, otherwise: &Url) -> Result<Url, StartError> {
    let Some(url) = given else { return Ok(otherwise.clone()) };
    let refused = |cause| Err(StartError::Url { which, url: url.to_string(), cause });
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return refused("it must start with http:// or https:// and a host");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refused("an issuer has no query and no fragment");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refused("it must not hold a user name or password");
    }
    Ok(url.clone())
}

/// LTI demands https everywhere (SEC-080); on one machine plain http is fine, elsewhere it is worth a word.
fn warn_of_plain_http(url: &Url) {
    let local = url.host_str().is_some_and(|host| {
        matches!(host, "localhost" | "127.0.0.1" | "[::1]") || host.ends_with(".localhost")
    });
    if url.scheme() == "http" && !local {
        tracing::warn!(%url, "the public URL is plain http on another host: real platforms must use https");
    }
}

fn trimmed(url: &Url) -> String {
    url.as_str().trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use serde_json::{Value, json};

    use super::*;

    const NOW: i64 = 1_764_000_000_000;

    /// A platform whose time stands still, and the hand that moves it.
    async fn frozen() -> (Platform, Arc<AtomicI64>) {
        let time = Arc::new(AtomicI64::new(NOW));
        let settings = Settings { listen: Listen::Localhost(0), ..Settings::default() };
        let platform = Platform::start_at(settings, Clock::Set(Arc::clone(&time))).await.unwrap();
        (platform, time)
    }

    async fn call(request: reqwest::RequestBuilder) -> Value {
        request.send().await.unwrap().json().await.unwrap()
    }

    /// A prepared launch: its id, and the query of a good request.
    async fn prepared(platform: &Platform) -> (String, Vec<(String, String)>) {
        let (http, api) = (reqwest::Client::new(), format!("{}main/api", platform.url()));
        let tool = json!({"name": "t", "login_url": "http://t/l", "target_link_uri": "http://t/"});
        let tool = call(http.put(format!("{api}/registrations")).json(&tool)).await;
        let link = json!({"course": "biology", "client_id": tool["client_id"]});
        let link = call(http.post(format!("{api}/links")).json(&link)).await;
        let order = json!({"link": link["id"], "person": "dana"});
        let launch = call(http.post(format!("{api}/launches")).json(&order)).await;
        let mut query: Vec<(String, String)> =
            serde_json::from_value(launch["login"]["parameters"].clone()).unwrap();
        query.retain(|(name, _)| name.ends_with("_hint") || name == "client_id");
        for (name, value) in [
            ("scope", "openid"),
            ("response_type", "id_token"),
            ("response_mode", "form_post"),
            ("prompt", "none"),
            ("redirect_uri", "http://t/"),
            ("state", "s"),
            ("nonce", "n"),
        ] {
            query.push((name.to_owned(), value.to_owned()));
        }
        (launch["id"].as_str().unwrap().to_owned(), query)
    }

    async fn authorize(platform: &Platform, query: &[(String, String)]) -> String {
        let url = format!("{}main/lti/authorize", platform.url());
        reqwest::Client::new().get(url).query(query).send().await.unwrap().text().await.unwrap()
    }

    #[tokio::test]
    async fn a_launch_lives_ten_minutes() {
        let (platform, time) = frozen().await;
        let (id, query) = prepared(&platform).await;
        time.store(NOW + 600_000, Ordering::Relaxed);
        assert!(authorize(&platform, &query).await.contains("a launch that has expired"));
        assert_eq!(platform.app.campus("main").unwrap().launch(&id).unwrap().stage.word(), "expired");
    }

    #[tokio::test]
    async fn a_token_carries_the_time_of_the_platform() {
        let (platform, time) = frozen().await;
        let (id, query) = prepared(&platform).await;
        time.store(NOW + 599_000, Ordering::Relaxed);
        assert!(authorize(&platform, &query).await.contains("id_token"));
        let launch = platform.app.campus("main").unwrap().launch(&id).unwrap();
        let crate::domain::launch::Stage::Answered { id_token, .. } = launch.stage else {
            panic!("not answered")
        };
        let claims = jsonwebtoken::dangerous::insecure_decode::<Value>(&id_token).unwrap().claims;
        assert_eq!((&claims["iat"], &claims["exp"]), (&json!(1_764_000_599), &json!(1_764_000_899)));
    }
}
