//! A tool that registers itself: the visit of a browser to its registration URL, and what comes of it.

mod attempt;
mod failed;
mod kept;

use url::Url;

use crate::clock;
use crate::control::{Campus, Control, ControlError, InvitationOrder, KnownTool};
use crate::driver::{Browser, Clients, Now, Recorder, Settings};
use crate::target::{MadeBy, Registration, Target};
pub(crate) use attempt::{Attempt, Patience};
pub use failed::NotRegistered;
pub(crate) use failed::tell;

/// Why a tool has no registration to be launched by.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The tool did not register itself.
    #[error(transparent)]
    NotRegistered(#[from] Box<NotRegistered>),
    /// The platform did not do what it was asked.
    #[error(transparent)]
    Control(#[from] ControlError),
    /// Something on this machine is in the way.
    #[error("{0}")]
    Machine(String),
}

/// Which registrations of a tool count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Those that it has made, and no others.
    Kept,
    /// Those that it has made, and where there are none, such as it makes now.
    KeptOrNew,
    /// Such as it makes now.
    New,
}

/// Gives the target one registration for each of the campuses, by name: such as the tool has made for this platform, or makes
/// now, in a browser at its registration URL.
///
/// # Errors
///
/// When the tool does not register itself, or has no registration URL, or the platform does not work.
pub async fn register(
    target: &mut Target,
    platform: &Url,
    campuses: &[String],
    wanted: Wanted,
) -> Result<(), RegisterError> {
    let nowhere = || RegisterError::Machine("the tool has no registration URL".to_owned());
    let at = target.registration_url.clone().ok_or_else(nowhere)?;
    let control = Control::new(platform.clone())?;
    let mut registrations: Vec<Registration> = Vec::new();
    for (place, name) in campuses.iter().enumerate() {
        let campus = control.campus(name).await?;
        let earlier = campuses[..place].iter().filter(|earlier| *earlier == name).count();
        let count = campuses.iter().filter(|each| *each == name).count();
        let kept = kept::find(&campus, &at, count).await?.into_iter().nth(earlier);
        registrations.extend(match (wanted, kept) {
            (Wanted::Kept | Wanted::KeptOrNew, Some(kept)) => {
                Some(kept.registration(&campus, MadeBy::ToolBefore))
            }
            (Wanted::Kept, None) => None,
            (Wanted::KeptOrNew | Wanted::New, _) => {
                Some(register_at(target, &campus, &at).await?.registration(&campus, MadeBy::ToolNow))
            }
        });
    }
    target.registrations = registrations;
    Ok(())
}

async fn register_at(target: &Target, campus: &Campus, at: &Url) -> Result<KnownTool, RegisterError> {
    let invitation = campus.invite(&InvitationOrder::to(at)).await?;
    let attempt =
        Attempt::make(campus, &mut browser(target)?, target, invitation, Patience::UntilUsed).await?;
    match (&attempt.invitation.registration, &attempt.invitation.client_id) {
        (Some(known), _) => Ok(known.clone()),
        (None, Some(client_id)) => Ok(campus.known_tool(client_id).await?),
        (None, None) => {
            let calls = campus.calls_by_invitation(&attempt.invitation.id).await?;
            Err(Box::new(NotRegistered::of((target, campus.name(), at), &attempt, &calls)).into())
        }
    }
}

fn browser(target: &Target) -> Result<Browser, RegisterError> {
    let clients = Clients::new().map_err(|error| RegisterError::Machine(error.to_string()))?;
    let mut settings = Settings::new(clients.into(), Now::new(clock::now));
    settings.limits.time = target.timeout;
    Ok(Browser::recording_to(settings, Recorder::default()))
}
