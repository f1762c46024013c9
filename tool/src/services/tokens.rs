//! Access tokens: asked for with a signed assertion (TOK-001 to TOK-015), kept per platform, client, deployment and
//! scopes until they are over (TOK-021, TOK-022, TOK-027), and opaque (TOK-023).

mod answer;
mod assertion;
mod wish;

use std::sync::{Arc, Mutex};

use homeroom_vocab::media_type::{FORM, JSON};
use reqwest::Method;
use serde_json::Value;

use crate::app::App;
use crate::clock::Clock;
use crate::defects::{Defect, Defects};
use crate::entropy::Entropy;
use crate::expiring::{Expiring, lock};
use crate::services::error::{Failure, ServiceError};
use crate::services::http::{Ask, Heard};
use crate::services::patience::Patience;
use crate::services::retry::{self, Repeat};
use crate::services::spoilt;

pub(crate) use answer::Token;
pub(crate) use wish::Wish;

/// How long an entry is kept when nobody asks for it, in seconds; the tokens in it are over sooner or later.
const LIFE: i64 = 24 * 60 * 60;
const MOST: usize = 1000;
const LARGEST: usize = 64 * 1024;

/// The token of one wish. Held while one is asked for, so that those who wish the same share one request.
type Slot = Arc<tokio::sync::Mutex<Option<Token>>>;

#[derive(Debug)]
pub(crate) struct Tokens {
    clock: Clock,
    entropy: Entropy,
    slots: Mutex<Expiring<Slot>>,
}

impl Tokens {
    pub(crate) fn new(clock: Clock, entropy: Entropy) -> Self {
        Self { clock, entropy, slots: Mutex::new(Expiring::new(LIFE, MOST)) }
    }

    /// A token for the wish: the one that we have, while it lives, else a new one.
    pub(crate) async fn get(
        &self,
        app: &App,
        wish: &Wish<'_>,
        patience: &Patience,
    ) -> Result<Token, ServiceError> {
        let slot = self.slot(wish, app);
        // Who waits for somebody else's request waits no longer than for an own one.
        let held = tokio::time::timeout(patience.left(), slot.lock()).await;
        let mut held = held.map_err(|_| ServiceError::token(Failure::TooSlow))?;
        let is_good = |token: &&Token| {
            let is_all = wish.scopes.iter().all(|scope| token.has(scope));
            token.is_good_at(self.clock.millis()) || is_all && app.defects.has(Defect::TOKEN_NEVER_OVER)
        };
        if let Some(token) = held.as_ref().filter(is_good)
            && !app.defects.has(Defect::TOKEN_NEVER_REUSED)
        {
            return Ok(token.clone());
        }
        let token = self.ask(app, wish, patience).await?;
        *held = Some(token.clone());
        Ok(token)
    }

    /// Forgets a token that a service did not take (TOK-044). One that somebody else fetched since stays.
    pub(crate) async fn drop(&self, wish: &Wish<'_>, refused: &Token, app: &App) {
        let slot = self.slot(wish, app);
        let mut held = slot.lock().await;
        if held.as_ref().is_some_and(|token| token.text == refused.text) {
            *held = None;
        }
    }

    fn slot(&self, wish: &Wish<'_>, app: &App) -> Slot {
        let (key, now) = (wish.key(&app.defects), self.clock.millis());
        let mut slots = lock(&self.slots);
        if let Some(slot) = slots.get(&key, now) {
            return Arc::clone(slot);
        }
        let slot = Slot::default();
        slots.insert(key, Arc::clone(&slot), now);
        slot
    }

    async fn ask(&self, app: &App, wish: &Wish<'_>, patience: &Patience) -> Result<Token, ServiceError> {
        let mut attempts = 0;
        let mut further = None;
        loop {
            let ask = match further.take() {
                Some(ask) => ask,
                None => self.request(app, wish).await?,
            };
            let heard = app.services.http.send(&ask, None, patience).await.map_err(ServiceError::token)?;
            if heard.is_success() {
                return self.read(&heard, wish, &app.defects);
            }
            attempts += 1;
            further = spoilt::token_redirected(&app.defects, &ask, &heard, attempts);
            if further.is_some() || spoilt::begs(&app.defects, attempts) {
                continue;
            }
            // An assertion may be used once (TOK-010), so the next attempt has a new one.
            let pause = retry::pause(attempts, &heard, Repeat::Harmless, self.clock.millis());
            match pause.map_err(ServiceError::token)? {
                Some(pause) if patience.allows(pause) => patience.pass(pause).await,
                _ => return Err(ServiceError::token(heard.failure())),
            }
        }
    }

    /// To the registered endpoint, by POST, as a form (TOK-001).
    async fn request(&self, app: &App, wish: &Wish<'_>) -> Result<Ask, ServiceError> {
        let assertion = assertion::sign(app, wish, &self.clock, &self.entropy).await;
        let assertion = assertion.map_err(ServiceError::unsigned)?;
        let parameters = wish.parameters(&assertion, &app.defects);
        let mut ask = Ask {
            method: Method::POST,
            url: wish.platform.token_endpoint.clone(),
            accept: Some(JSON),
            body: Some((FORM, wish::form(&parameters))),
            most: LARGEST,
        };
        if app.defects.has(Defect::TOKEN_AS_JSON) {
            ask.body = Some((JSON, Value::from_iter(parameters).to_string()));
        } else if app.defects.has(Defect::TOKEN_BY_GET) {
            ask.url.query_pairs_mut().extend_pairs(parameters);
            (ask.method, ask.body) = (Method::GET, None);
        }
        Ok(ask)
    }

    fn read(&self, heard: &Heard, wish: &Wish<'_>, defects: &Defects) -> Result<Token, ServiceError> {
        let token = Token::read(&heard.body, &wish.scopes, self.clock.millis(), defects);
        token.ok_or(ServiceError::token(Failure::NotReadable("an access token")))
    }
}
