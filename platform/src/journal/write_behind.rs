//! Writes the journal to the database, and what happens to kept launches, at most a second after it happened.

use std::sync::Arc;
use std::time::Duration;

use crate::app::App;
use crate::campus::Campus;

/// How long an exchange may be in memory only.
const DELAY: Duration = Duration::from_secs(1);

/// Writes what is new, again and again, until the platform stops.
pub(crate) async fn run(app: Arc<App>) {
    loop {
        tokio::time::sleep(DELAY).await;
        flush(&app).await;
    }
}

/// Writes what is new, now.
pub(crate) async fn flush(app: &App) {
    for campus in app.campuses() {
        if let Err(error) = save(&campus).await {
            tracing::error!(campus = campus.name().as_str(), %error, "the journal could not be written");
        }
    }
}

async fn save(campus: &Campus) -> Result<(), crate::store::StoreError> {
    let _alone = campus.journal().writing.lock().await;
    campus.keep_up().await;
    let batch = campus.journal().take_unsaved();
    campus.store().save_exchanges(campus.name().as_str(), &batch, campus.journal().capacity()).await
}

/// Brings back what earlier runs recorded; the platform answers meanwhile.
pub(crate) async fn restore(app: Arc<App>) {
    for campus in app.campuses() {
        match campus.store().exchanges(campus.name().as_str()).await {
            Ok(earlier) => campus.restore_journal(earlier),
            // A platform that stops meanwhile needs them no more.
            Err(_) if campus.store().is_closed() => return,
            Err(error) => {
                tracing::error!(campus = campus.name().as_str(), %error, "old exchanges cannot be read");
            }
        }
    }
}
