//! Calls in the name of one launch: with a token for what the launch offered, sent again where that helps.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use homeroom_vocab::media_type::MEMBERSHIP_CONTAINER;
use homeroom_vocab::scope::{AGS_SCORE, GS_CONTEXTGROUP_READONLY, NRPS_CONTEXTMEMBERSHIP_READONLY};

use crate::app::App;
use crate::defects::Defect;
use crate::message::LaunchData;
use crate::platform::Platform;
use crate::services::error::{Failure, ServiceError};
use crate::services::http::{Ask, Heard};
use crate::services::patience::{ACT, Patience};
use crate::services::retry::{self, Repeat};
use crate::services::spoilt;
use crate::services::tokens::{Token, Wish};

const UNAUTHORIZED: u16 = 401;

#[derive(Clone, Debug)]
pub(crate) struct Caller<'a> {
    pub(crate) app: &'a App,
    pub(crate) launch: &'a LaunchData,
    /// What all calls share; without it each has as much time as a person waits.
    patience: Option<Patience>,
}

/// What a call needs beside the request itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms<'a> {
    /// The scopes of the token, which the launch offered.
    pub(crate) scopes: &'a BTreeSet<&'static str>,
    /// Any of these scopes will do.
    pub(crate) needed: &'a [&'static str],
    pub(crate) repeat: Repeat,
    pub(crate) patience: &'a Patience,
}

impl<'a> Caller<'a> {
    pub(crate) fn new(app: &'a App, launch: &'a LaunchData) -> Self {
        Self { app, launch, patience: None }
    }

    /// All calls together may take so long.
    pub(crate) fn within(self, time: Duration) -> Self {
        Self { patience: Some(self.app.services.http.patience(time)), ..self }
    }

    /// The time that one act has.
    pub(crate) fn patience(&self) -> Patience {
        self.patience.clone().unwrap_or_else(|| self.app.services.http.patience(ACT))
    }

    /// What a token is wished for: these scopes of those that the launch offered.
    pub(crate) fn scopes(&self, scopes: impl IntoIterator<Item = &'static str>) -> BTreeSet<&'static str> {
        let mut scopes: BTreeSet<_> = scopes.into_iter().collect();
        if self.app.defects.has(Defect::TOKEN_SCOPES_OF_ALL) {
            scopes.extend([AGS_SCORE, NRPS_CONTEXTMEMBERSHIP_READONLY, GS_CONTEXTGROUP_READONLY]);
        }
        scopes
    }

    /// Sends it with a token that has one of the scopes, and hears a success.
    pub(crate) async fn call(&self, terms: Terms<'_>, ask: &Ask) -> Result<Heard, ServiceError> {
        let platform = self.platform().await?;
        encrypted(&platform, ask)?;
        let (deployment, scopes) = (&self.launch.deployment_id, agreed(&platform, terms.scopes));
        let wish = Wish { platform: &platform, deployment, scopes };
        offered(&wish, terms.needed)?;
        let mut token = self.token(&wish, terms).await?;
        let mut heard = self.persist(ask, &token, terms).await?;
        for _ in 0..self.renewals() {
            if heard.status != UNAUTHORIZED {
                break;
            }
            self.app.services.tokens.drop(&wish, &token, self.app).await;
            token = self.token(&wish, terms).await?;
            heard = self.persist(ask, &token, terms).await?;
        }
        if heard.is_success() { Ok(heard) } else { Err(ServiceError::service(heard.failure())) }
    }

    async fn platform(&self) -> Result<Arc<Platform>, ServiceError> {
        let found = self.app.platforms.get(&self.launch.issuer, &self.launch.client_id).await;
        found.map_err(ServiceError::unsigned)?.ok_or(ServiceError::NoRegistration)
    }

    /// How often a rejected token is replaced: once (TOK-044).
    fn renewals(&self) -> usize {
        let defects = &self.app.defects;
        if defects.has(Defect::TOKEN_REJECTED_KEPT) || defects.has(Defect::TOKEN_NEVER_OVER) {
            return 0;
        }
        if defects.has(Defect::TOKEN_REJECTED_RENEWED) { 8 } else { 1 }
    }

    async fn token(&self, wish: &Wish<'_>, terms: Terms<'_>) -> Result<Token, ServiceError> {
        let token = match self.app.services.tokens.get(self.app, wish, terms.patience).await {
            Err(_) if self.app.defects.has(Defect::TOKEN_MISSING_CALLED) => return Ok(Token::none()),
            token => token?,
        };
        if !self.app.defects.has(Defect::GRANTED_SCOPES_IGNORED) {
            granted(&token, terms.needed)?;
        }
        Ok(token)
    }

    /// Sends it until the answer is one that stays (AGS-082).
    async fn persist(&self, ask: &Ask, token: &Token, terms: Terms<'_>) -> Result<Heard, ServiceError> {
        let (http, defects, mut ask) = (&self.app.services.http, &self.app.defects, ask.clone());
        let mut attempts = 0;
        loop {
            let token = Some(token.text.as_str()).filter(|_| !self.is_silent_about(&ask));
            let heard = http.send(&ask, token, terms.patience).await.map_err(ServiceError::service)?;
            attempts += 1;
            if let Some(further) = spoilt::redirected(defects, &ask, &heard, attempts) {
                ask = further;
                continue;
            }
            if spoilt::is_stubborn(defects, heard.status, attempts) {
                continue;
            }
            let pause = retry::pause(attempts, &heard, terms.repeat, self.app.clock.millis());
            match pause.map_err(ServiceError::service)? {
                Some(pause) if terms.patience.allows(pause) => {
                    terms.patience.pass(spoilt::pause(defects, pause)).await;
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

/// Only a platform that is reached without encryption itself, as on a developer's machine, has services of that kind.
fn encrypted(platform: &Platform, ask: &Ask) -> Result<(), ServiceError> {
    let open = ask.url.scheme() == "http" && platform.token_endpoint.scheme() != "http";
    if open { Err(ServiceError::service(Failure::Unencrypted)) } else { Ok(()) }
}

/// What was granted at registration, if anything was said there (DYN-008).
fn agreed(platform: &Platform, offered: &BTreeSet<&'static str>) -> BTreeSet<&'static str> {
    let granted = |scope: &&&str| {
        platform.scopes.as_ref().is_none_or(|granted| granted.iter().any(|one| one == **scope))
    };
    offered.iter().filter(granted).copied().collect()
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
