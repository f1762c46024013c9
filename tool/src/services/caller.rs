//! Calls in the name of one launch: with a token for what the launch offered, sent again where that helps.

use std::sync::Arc;

use crate::app::App;
use crate::message::Message;
use crate::registration::Registration;
use crate::services::error::ServiceError;
use crate::services::http::{Ask, Heard};
use crate::services::patience::Patience;
use crate::services::retry::{self, Repeat};
use crate::services::tokens::{Token, Wish};

const UNAUTHORIZED: u16 = 401;

#[derive(Debug)]
pub(crate) struct Caller<'a> {
    pub(crate) app: &'a App,
    pub(crate) message: &'a Message,
    registration: Arc<Registration>,
    patience: Patience,
}

impl<'a> Caller<'a> {
    pub(crate) fn new(app: &'a App, message: &'a Message) -> Result<Self, ServiceError> {
        let same = app.registrations.of_issuer(|issuer| issuer == message.issuer);
        let mine = same.into_iter().find(|one| one.client_id.as_str() == message.client_id);
        let registration = mine.ok_or(ServiceError::NoRegistration)?;
        Ok(Self { app, message, registration, patience: app.services.http.patience() })
    }

    /// What a token is wished for, with these scopes of those that the launch offered.
    pub(crate) fn wish(&self, scopes: impl IntoIterator<Item = &'static str>) -> Wish<'_> {
        Wish {
            registration: &self.registration,
            deployment: &self.message.deployment,
            scopes: scopes.into_iter().collect(),
        }
    }

    /// Sends it with a token that has one of the scopes, and hears a success.
    pub(crate) async fn call(
        &self,
        wish: &Wish<'_>,
        needed: &[&'static str],
        repeat: Repeat,
        ask: &Ask,
    ) -> Result<Heard, ServiceError> {
        offered(wish, needed)?;
        let token = self.token(wish, needed).await?;
        let mut heard = self.persist(ask, &token, repeat).await?;
        if heard.status == UNAUTHORIZED {
            self.app.services.tokens.drop(wish, &token).await;
            let token = self.token(wish, needed).await?;
            heard = self.persist(ask, &token, repeat).await?;
        }
        if heard.is_success() { Ok(heard) } else { Err(ServiceError::service(heard.failure())) }
    }

    async fn token(&self, wish: &Wish<'_>, needed: &[&'static str]) -> Result<Token, ServiceError> {
        let token = self.app.services.tokens.get(self.app, wish, &self.patience).await?;
        granted(&token, needed)?;
        Ok(token)
    }

    /// Sends it until the answer is one that stays (AGS-082).
    async fn persist(&self, ask: &Ask, token: &Token, repeat: Repeat) -> Result<Heard, ServiceError> {
        let http = &self.app.services.http;
        let mut attempts = 0;
        loop {
            let heard =
                http.send(ask, Some(&token.text), &self.patience).await.map_err(ServiceError::service)?;
            attempts += 1;
            let pause = retry::pause(attempts, &heard, repeat, self.app.clock.millis());
            match pause.map_err(ServiceError::service)? {
                Some(pause) if self.patience.allows(pause) => self.patience.pass(pause).await,
                _ => return Ok(heard),
            }
        }
    }
}

/// Nobody asks for what the launch did not offer (TOK-026).
fn offered(wish: &Wish<'_>, needed: &[&'static str]) -> Result<(), ServiceError> {
    let first = needed.first().copied().unwrap_or_default();
    let one = needed.iter().any(|scope| wish.scopes.contains(scope));
    if one { Ok(()) } else { Err(ServiceError::NotOffered(first)) }
}

/// Nobody calls with a token that does not open the door (TOK-018, AGS-102).
fn granted(token: &Token, needed: &[&'static str]) -> Result<(), ServiceError> {
    let first = needed.first().copied().unwrap_or_default();
    let one = needed.iter().any(|scope| token.has(scope));
    if one { Ok(()) } else { Err(ServiceError::NotGranted(first)) }
}
