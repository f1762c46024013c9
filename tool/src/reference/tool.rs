//! Starting and stopping the reference tool.

use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::middleware::{Compress, Condition, from_fn};
use actix_web::web::Data;
use actix_web::{App as ActixApp, HttpServer};
use tokio::task::JoinHandle;
use url::Url;

use crate::reference::app::App;
use crate::reference::error::StartError;
use crate::reference::listen;
use crate::reference::looks::vary;
use crate::reference::paths::ReferenceAddresses;
use crate::reference::routes;
use crate::reference::settings::ToolSettings;
use crate::{Platform, PlatformError, Variant};

const WORKERS: usize = 2;
/// How long a browser may take to send the head of a request; on a busy machine that is longer than one thinks.
const SILENCE: Duration = Duration::from_secs(30);
/// How long a graceful stop waits for idle connections.
const PATIENCE: Duration = Duration::from_millis(500);

/// A running reference tool. Its addresses are `/login`, `/launch` (the redirect URI), `/keys`, `/` and
/// `/activity/{name}` (targets), `/picker` (the target of deep-linking requests), `/whoami` and `/healthz`, unless a
/// variant has others.
#[derive(Debug)]
pub struct ReferenceTool {
    app: Data<App>,
    handle: ServerHandle,
    server: JoinHandle<std::io::Result<()>>,
}

impl ReferenceTool {
    /// Starts a tool; must be called inside a tokio runtime.
    ///
    /// # Errors
    ///
    /// When the address cannot be listened on.
    pub async fn start(settings: ToolSettings) -> Result<Self, StartError> {
        let listening = listen::open(&settings.listen)?;
        let listen = settings.listen.clone();
        let app = Data::new(App::build(settings, &listening).await?);
        let shared = app.clone();
        let mut server = HttpServer::new(move || {
            let headers = routes::headers(&shared);
            let compresses = shared.variants.has(Variant::GZIP);
            ActixApp::new()
                .app_data(shared.clone())
                .wrap(Condition::new(compresses, Compress::default()))
                .wrap(from_fn(vary))
                .wrap(headers)
                .configure(shared.lti.routes())
                .configure(|config| routes::configure(config, &shared.paths))
        })
        .workers(WORKERS)
        .disable_signals()
        .client_request_timeout(SILENCE)
        .shutdown_timeout(1);
        for socket in listening.sockets {
            server = server
                .listen(socket)
                .map_err(|source| StartError::Listen { listen: listen.clone(), source })?;
        }
        let server = server.run();
        Ok(Self { app, handle: server.handle(), server: tokio::spawn(server) })
    }

    /// Where the tool answers, with a slash at the end.
    pub fn url(&self) -> &Url {
        &self.app.url
    }

    /// What a platform has to know.
    pub fn addresses(&self) -> &ReferenceAddresses {
        &self.app.addresses
    }

    /// Adds a platform, or updates the one with the same issuer and client id.
    ///
    /// # Errors
    ///
    /// When something in it cannot be used.
    pub async fn register(&self, platform: Platform) -> Result<(), PlatformError> {
        self.app.lti.platforms().register(platform).await.map(drop)
    }

    /// Stops; requests under way are finished.
    pub async fn stop(self) {
        if tokio::time::timeout(PATIENCE, self.handle.stop(true)).await.is_err() {
            self.handle.stop(false).await;
        }
        // How the server ended no longer matters to anybody.
        let _ended = self.server.await;
    }
}
