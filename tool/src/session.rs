//! Sessions: who is here, in which browser. One launch makes one new session (OIDC-083, ATK-078).

mod allow;
pub(crate) mod brought;
mod guard;
mod launch;
mod redirect;
mod ticket;

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::defects::{Defect, Defects};
use crate::entropy::Entropy;
use crate::message::LaunchData;
use crate::platform::PlatformId;
use crate::store::{Shelf, StoreError};
use crate::vault::{self, Vault};

pub(crate) use allow::Allowed;
pub use brought::{SESSION_FIELD, app_token};
pub use guard::{Guard, Guarded};
pub(crate) use launch::Arrival;
pub use launch::Launch;
pub use redirect::{Redirect, RedirectError};
pub(crate) use ticket::{Purpose, Tickets};

/// In seconds.
const LONGEST: i64 = 366 * 24 * 60 * 60;
const LONGEST_FIXED_ID: usize = 128;

/// What is kept of a session.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) launch: LaunchData,
    /// Where the session is, if not at the target of its launch any more.
    pub(crate) resource: Option<String>,
    /// The session that the same person has opened since in the same browser, say in another tab.
    #[serde(default)]
    pub(crate) heir: Option<String>,
}

/// So many launches of one person in one browser are told apart, whatever is open still.
const MOST_HEIRS: usize = 32;

#[derive(Debug)]
pub(crate) struct Sessions {
    vault: Vault,
    entropy: Entropy,
    defects: Defects,
    /// In seconds.
    life: i64,
}

impl Sessions {
    pub(crate) fn new(vault: Vault, entropy: Entropy, defects: Defects, life: Duration) -> Self {
        let life = i64::try_from(life.as_secs()).unwrap_or(LONGEST).clamp(1, LONGEST);
        Self { vault, entropy, defects, life }
    }

    /// How long a session lasts, in seconds.
    pub(crate) fn life(&self) -> i64 {
        self.life
    }

    /// A session that cannot be read is none; the log tells why.
    pub(crate) async fn get(&self, id: &str) -> Option<Arc<Record>> {
        vault::logged(self.vault.get(Shelf::Sessions, id).await).flatten()
    }

    /// The first of these sessions that lives, and has no heir.
    pub(crate) async fn first(&self, ids: &[String]) -> Option<Arc<Record>> {
        for id in ids {
            if let Some(record) = self.get(id).await.filter(|record| record.heir.is_none()) {
                return Some(record);
            }
        }
        None
    }

    /// The session that this one has become: itself, or the last of its heirs. None, if that does not live.
    pub(crate) async fn last_heir(&self, id: &str) -> Option<String> {
        let mut id = id.to_owned();
        for _ in 0..MOST_HEIRS {
            match self.get(&id).await?.heir.clone() {
                Some(heir) => id = heir,
                None => return Some(id),
            }
        }
        None
    }

    /// Opens a session under a new id and ends those that the browser came with, so that nothing is left of
    /// an earlier user (ATK-061). Those of the same person go on for pages that are open and name them (ATK-102). None, where
    /// the platform was deleted meanwhile.
    pub(crate) async fn replace(
        &self,
        brought: &[String],
        launch: LaunchData,
    ) -> Result<Option<(String, Arc<Record>)>, StoreError> {
        let id = self.fixed_id(brought).unwrap_or_else(|| self.entropy.word());
        for earlier in brought {
            self.hand_over(earlier, &id, &launch).await?;
        }
        let record = Arc::new(Record { launch, resource: None, heir: None });
        let kept = self.keep(&id, Arc::clone(&record)).await?;
        Ok(kept.then_some((id, record)))
    }

    async fn hand_over(&self, earlier: &str, heir: &str, launch: &LaunchData) -> Result<(), StoreError> {
        match self.get(earlier).await {
            Some(record) if is_same_person(&record.launch, launch) => {
                let record = Record { heir: Some(heir.to_owned()), ..Record::clone(&record) };
                self.keep(earlier, Arc::new(record)).await.map(drop)
            }
            _ => {
                self.end(&[earlier.to_owned()]).await;
                Ok(())
            }
        }
    }

    /// Ends a session for the person: whatever came of it, and all that led to it.
    pub(crate) async fn sign_out(&self, id: &str) {
        let last = self.last_heir(id).await;
        self.end(&[id.to_owned()]).await;
        self.end(last.as_slice()).await;
    }

    /// Where a session is from now on.
    pub(crate) async fn set_resource(&self, id: &str, resource: &str) -> Result<(), StoreError> {
        let Some(record) = self.get(id).await else { return Ok(()) };
        let record = Record { resource: Some(resource.to_owned()), ..Record::clone(&record) };
        self.keep(id, Arc::new(record)).await.map(drop)
    }

    /// A session ends with its platform; nobody's session, which only defects open, has none.
    async fn keep(&self, id: &str, record: Arc<Record>) -> Result<bool, StoreError> {
        let LaunchData { issuer, client_id, .. } = &record.launch;
        let platform = (!issuer.is_empty()).then(|| PlatformId::of(issuer, client_id));
        self.vault.put(Shelf::Sessions, id, platform.as_ref(), record, Some(self.life)).await
    }

    /// A refused launch leaves sessions alone but for [`Defect::LOGIN_SESSION_EARLY`] and a variant.
    pub(crate) async fn end(&self, ids: &[String]) {
        for id in ids {
            vault::logged(self.vault.remove(Shelf::Sessions, id).await);
        }
    }

    /// Only [`Defect::SESSION_FIXATION`] has a use for this.
    fn fixed_id(&self, brought: &[String]) -> Option<String> {
        let is_plain = |id: &&String| {
            !id.is_empty()
                && id.len() <= LONGEST_FIXED_ID
                && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        };
        brought.iter().find(is_plain).filter(|_| self.defects.has(Defect::SESSION_FIXATION)).cloned()
    }
}

/// Nobody is the same as somebody without a name, nor is who has other roles in a course than before.
fn is_same_person(earlier: &LaunchData, now: &LaunchData) -> bool {
    fn name(launch: &LaunchData) -> (&str, &str, Option<&str>) {
        (&launch.issuer, &launch.client_id, launch.user.id.as_deref())
    }
    fn course(launch: &LaunchData) -> Option<&str> {
        launch.context.as_ref()?.id.as_deref()
    }
    let has_changed = course(earlier) == course(now) && earlier.roles != now.roles;
    earlier.user.id.is_some() && name(earlier) == name(now) && !has_changed
}
