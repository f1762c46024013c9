//! Inviting a tool to register itself, and finding invitations again.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Deserialize;
use utoipa::ToSchema;

use crate::campus::Campus;
use crate::domain::edge::{Invalid, WebUrl};
use crate::domain::invitation::{Invitation, Ordered, Status, Telling, address};
use crate::error::Refused;
use crate::faults::{self, FaultOrder};
use crate::store::StoreError;
use crate::token::held::hash;
use crate::view::segment;

/// How long an invitation may live, in seconds.
const LONGEST_LIFE: i64 = 24 * 60 * 60;

/// How long one lives unless someone says otherwise, in seconds: an hour, as real platforms have it (DYN-006).
const USUAL_LIFE: i64 = 60 * 60;

/// How long one that ended unused is remembered, in milliseconds: so long it is told as what it is.
const MEMORY: i64 = 24 * 60 * 60 * 1000;

/// An invitation as someone asks for one.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewInvitation {
    /// The page of the tool that registers it; with it the answer has a whole address to open.
    pub(crate) registration_url: Option<String>,
    /// Whether there is a registration token. Absent: there is one.
    #[serde(default = "yes")]
    pub(crate) token: bool,
    /// Seconds, at most a day; 0 makes one that has expired. Absent: an hour.
    #[serde(default = "usual_life")]
    pub(crate) lives_s: i64,
    /// Whether the configuration is shown to the bearer of the token only.
    #[serde(default)]
    pub(crate) configuration_needs_token: bool,
    #[serde(default)]
    pub(crate) deployment: Telling,
    /// Each a name, or `{"name": ..., "with": ...}`.
    #[serde(default)]
    pub(crate) faults: Vec<FaultOrder>,
}

fn yes() -> bool {
    true
}

fn usual_life() -> i64 {
    USUAL_LIFE
}

impl Default for NewInvitation {
    fn default() -> Self {
        Self {
            registration_url: None,
            token: true,
            lives_s: USUAL_LIFE,
            configuration_needs_token: false,
            deployment: Telling::default(),
            faults: Vec::new(),
        }
    }
}

impl NewInvitation {
    fn check(&self) -> Result<Option<WebUrl>, Invalid> {
        if !(0..=LONGEST_LIFE).contains(&self.lives_s) {
            let expected = format!("seconds from 0 to {LONGEST_LIFE}");
            return Err(Invalid::new("lives_s", expected, &self.lives_s.to_string()));
        }
        if self.configuration_needs_token && !self.token {
            return Err(Invalid::new("configuration_needs_token", "`false` where there is no token", "true")
                .hint("leave `token` out, and the invitation has one"));
        }
        let page = self.registration_url.as_deref();
        page.map(|page| WebUrl::parse("registration_url", page)).transpose()
    }
}

/// An invitation with what is said to a tool that shall follow it.
#[derive(Debug, Clone)]
pub(crate) struct Invited {
    pub(crate) invitation: Invitation,
    pub(crate) status: Status,
    /// Only hashes of tokens are kept, so this is known until the invitation is used, or the platform stops.
    pub(crate) token: Option<String>,
    pub(crate) configuration_url: String,
    pub(crate) registration_endpoint: String,
    /// The page of the tool with both parameters; absent without such a page, or when the token is not known any more.
    pub(crate) open_url: Option<String>,
}

/// The tokens of open invitations, by their ids, each with the end of its life.
#[derive(Debug, Default)]
pub(crate) struct OpenTokens(Mutex<HashMap<String, (String, i64)>>);

impl OpenTokens {
    fn all(&self) -> MutexGuard<'_, HashMap<String, (String, i64)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self, invitation: &str) -> Option<String> {
        self.all().get(invitation).map(|(token, _)| token.clone())
    }

    /// Keeps a token where it can be shown, and drops those that have ended.
    fn hold(&self, invitation: &Invitation, token: String) {
        let mut all = self.all();
        all.retain(|_, (_, end)| *end > invitation.created_at);
        all.insert(invitation.id.clone(), (token, invitation.expires_at));
    }

    /// Forgets the token of an invitation that was used.
    pub(super) fn forget(&self, invitation: &str) {
        self.all().remove(invitation);
    }
}

impl Campus {
    /// Makes an invitation.
    pub(crate) async fn invite(&self, new: NewInvitation) -> Result<Invited, Refused> {
        let registration_url = new.check()?;
        let faults: Vec<Ordered> = faults::registration::parse(new.faults)?;
        let (entropy, now) = (&self.ground().entropy, self.ground().clock.milliseconds());
        let token = if new.token { Some(entropy.token()?) } else { None };
        let invitation = Invitation {
            id: entropy.token()?,
            token_hash: token.as_deref().map(hash),
            registration_url,
            configuration_needs_token: new.configuration_needs_token,
            deployment: new.deployment,
            faults,
            created_at: now,
            expires_at: now + new.lives_s * 1000,
            used: None,
        };
        self.store().add_invitation(self.name().as_str(), &invitation, now - MEMORY).await?;
        if let Some(token) = token {
            self.open_tokens().hold(&invitation, token);
        }
        Ok(self.invited(invitation))
    }

    /// Every invitation, newest first.
    pub(crate) async fn invitations(&self) -> Result<Vec<Invited>, StoreError> {
        let all = self.store().invitations(self.name().as_str()).await?;
        Ok(all.into_iter().map(|invitation| self.invited(invitation)).collect())
    }

    /// One invitation.
    pub(crate) async fn invitation(&self, id: &str) -> Result<Option<Invited>, StoreError> {
        let found = self.store().invitation(self.name().as_str(), id).await?;
        Ok(found.map(|invitation| self.invited(invitation)))
    }

    fn invited(&self, invitation: Invitation) -> Invited {
        let status = invitation.status(self.ground().clock.milliseconds());
        let token = self.open_tokens().get(&invitation.id);
        let configuration_url = self.configuration_url(Some(&invitation.id));
        let is_whole = token.is_some() || invitation.token_hash.is_none();
        let page = invitation.registration_url.as_ref().filter(|_| is_whole);
        Invited {
            open_url: page.map(|page| address(page, &configuration_url, token.as_deref())),
            registration_endpoint: self.registration_endpoint(Some(&invitation.id)),
            configuration_url,
            token,
            status,
            invitation,
        }
    }

    /// Where the platform says what it is: below its issuer, as OpenID Connect Discovery has it.
    pub(crate) fn configuration_url(&self, invitation: Option<&str>) -> String {
        let plain = format!("{}/.well-known/openid-configuration", self.identity().issuer);
        match invitation {
            Some(id) => format!("{plain}?{INVITATION}={}", segment(id)),
            None => plain,
        }
    }

    /// Where a tool registers itself; its server calls, so this starts with the back-channel URL.
    pub(crate) fn registration_endpoint(&self, invitation: Option<&str>) -> String {
        let plain = format!("{}/{}/lti/register", self.ground().urls.backchannel, self.name());
        match invitation {
            Some(id) => format!("{plain}/{}", segment(id)),
            None => plain,
        }
    }

    /// Where a tool reads and changes its registration (DYN-015).
    pub(crate) fn registration_client_uri(&self, client: &str) -> String {
        format!("{}/{}/lti/registrations/{}", self.ground().urls.backchannel, self.name(), segment(client))
    }
}

/// The parameter of the configuration URL that names an invitation.
pub(super) const INVITATION: &str = "invitation";
