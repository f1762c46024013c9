//! Calls in the name of one launch: with a token for what the launch offered, sent again where that helps.

use std::collections::BTreeSet;
use std::sync::Arc;

use homeroom_vocab::media_type::MEMBERSHIP_CONTAINER;
use homeroom_vocab::scope::{AGS_SCORE, GS_CONTEXTGROUP_READONLY, NRPS_CONTEXTMEMBERSHIP_READONLY};

use crate::app::App;
use crate::defects::Defect;
use crate::message::LaunchData;
use crate::registration::Registration;
use crate::services::error::ServiceError;
use crate::services::http::{Ask, Heard};
use crate::services::patience::Patience;
use crate::services::retry::{self, Repeat};
use crate::services::spoilt;
use crate::services::tokens::{Token, Wish};

const UNAUTHORIZED: u16 = 401;

#[derive(Debug)]
pub(crate) struct Caller<'a> {
    pub(crate) app: &'a App,
    pub(crate) message: &'a LaunchData,
    registration: Arc<Registration>,
    patience: Patience,
}

impl<'a> Caller<'a> {
    pub(crate) fn new(app: &'a App, message: &'a LaunchData) -> Result<Self, ServiceError> {
        let same = app.registrations.of_issuer(|issuer| issuer == message.issuer);
        let mine = same.into_iter().find(|one| one.client_id.as_str() == message.client_id);
        let registration = mine.ok_or(ServiceError::NoRegistration)?;
        Ok(Self { app, message, registration, patience: app.services.http.patience() })
    }

    /// What a token is wished for, with these scopes of those that the launch offered.
    pub(crate) fn wish(&self, scopes: impl IntoIterator<Item = &'static str>) -> Wish<'_> {
        let mut scopes: BTreeSet<_> = scopes.into_iter().collect();
        if self.app.defects.has(Defect::TOKEN_SCOPES_OF_ALL) {
            scopes.extend([AGS_SCORE, NRPS_CONTEXTMEMBERSHIP_READONLY, GS_CONTEXTGROUP_READONLY]);
        }
        Wish { registration: &self.registration, deployment: &self.message.deployment_id, scopes }
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
        let mut token = self.token(wish, needed).await?;
        let mut heard = self.persist(ask, &token, repeat).await?;
        for _ in 0..self.renewals() {
            if heard.status != UNAUTHORIZED {
                break;
            }
            self.app.services.tokens.drop(wish, &token, self.app).await;
            token = self.token(wish, needed).await?;
            heard = self.persist(ask, &token, repeat).await?;
        }
        if heard.is_success() { Ok(heard) } else { Err(ServiceError::service(heard.failure())) }
    }

    /// How often a rejected token is replaced: once (TOK-044).
    fn renewals(&self) -> usize {
        let defects = &self.app.defects;
        if defects.has(Defect::TOKEN_REJECTED_KEPT) || defects.has(Defect::TOKEN_NEVER_OVER) {
            return 0;
        }
        if defects.has(Defect::TOKEN_REJECTED_RENEWED) { 8 } else { 1 }
    }

    async fn token(&self, wish: &Wish<'_>, needed: &[&'static str]) -> Result<Token, ServiceError> {
        let token = match self.app.services.tokens.get(self.app, wish, &self.patience).await {
            Err(_) if self.app.defects.has(Defect::TOKEN_MISSING_CALLED) => return Ok(Token::none()),
            token => token?,
        };
        if !self.app.defects.has(Defect::GRANTED_SCOPES_IGNORED) {
            granted(&token, needed)?;
        }
        Ok(token)
    }

    /// Sends it until the answer is one that stays (AGS-082).
    async fn persist(&self, ask: &Ask, token: &Token, repeat: Repeat) -> Result<Heard, ServiceError> {
        let (http, defects, mut ask) = (&self.app.services.http, &self.app.defects, ask.clone());
        let mut attempts = 0;
        loop {
            let token = Some(token.text.as_str()).filter(|_| !self.is_silent_about(&ask));
            let heard = http.send(&ask, token, &self.patience).await.map_err(ServiceError::service)?;
            attempts += 1;
            if let Some(further) = spoilt::redirected(defects, &ask, &heard, attempts) {
                ask = further;
                continue;
            }
            if spoilt::is_stubborn(defects, heard.status, attempts) {
                continue;
            }
            let pause = retry::pause(attempts, &heard, repeat, self.app.clock.millis());
            match pause.map_err(ServiceError::service)? {
                Some(pause) if self.patience.allows(pause) => {
                    self.patience.pass(spoilt::pause(defects, pause)).await;
                    spoilt::restamp(self.app, &mut ask);
                }
                _ => return Ok(heard),
            }
        }
    }

    /// Only [`Defect::ROSTER_WITHOUT_TOKEN`] asks for anything without its token (TOK-040).
    fn is_silent_about(&self, ask: &Ask) -> bool {
        ask.accept == Some(MEMBERSHIP_CONTAINER) && self.app.defects.has(Defect::ROSTER_WITHOUT_TOKEN)
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
