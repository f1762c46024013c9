//! The tool's own page inside the page of an attempt: in a frame, or in a window.

use std::time::Duration;

use serde::Serialize;
use url::Url;

use super::attempt::path;
use crate::domain::invitation::Status;
use crate::pages::courses::frame::ALLOW;
use crate::pages::typed::Typed;
use crate::pages::visit::Visit;
use crate::services::registration::invite::Invited;

/// How long an address is tried before the page says that nothing answers there.
const PATIENCE: Duration = Duration::from_secs(1);

/// Where the tool's page is shown, and whom to believe that it is done.
#[derive(Debug, Serialize)]
pub(crate) struct Open {
    src: String,
    /// The origin of the registration URL.
    origin: String,
    framed: bool,
    allow: &'static str,
    /// This page as it is while it waits, whatever the tool has done meanwhile.
    stay: String,
    /// Why the platform could not connect to the tool, if it could not.
    unreachable: Option<String>,
}

/// What the address of the page says besides the attempt.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    /// The tool's page said, or the person says, that it is done.
    closed: bool,
    /// The page that waits asks for itself.
    stays: bool,
    window: bool,
}

impl Asked {
    pub(super) fn of(query: &Typed) -> Self {
        Self {
            closed: query.ticked("closed"),
            stays: query.ticked("stay"),
            window: query.first("in") == "window",
        }
    }

    /// Whether to show the tool's page.
    pub(super) fn waits(self, status: Status) -> bool {
        self.stays || (status == Status::Open && !self.closed)
    }
}

/// Whether the tool's page cannot be opened any more, though its time is not over.
pub(super) fn is_lost(invited: &Invited) -> bool {
    invited.status == Status::Open
        && invited.invitation.registration_url.is_some()
        && invited.open_url.is_none()
}

impl Open {
    pub(super) async fn of(visit: &Visit, invited: &Invited, asked: Asked) -> Option<Self> {
        let url = Url::parse(invited.invitation.registration_url.as_ref()?.as_str()).ok()?;
        if is_lost(invited) {
            return None;
        }
        let path = path(visit, invited);
        let place = if asked.window { "window" } else { "frame" };
        Some(Self {
            src: format!("{path}/start"),
            origin: url.origin().ascii_serialization(),
            framed: !asked.window,
            allow: ALLOW,
            stay: format!("{path}?in={place}&stay=true"),
            unreachable: if asked.stays { None } else { unreachable(&url).await },
        })
    }
}

/// Why nothing can be reached at an address, if nothing can.
async fn unreachable(url: &Url) -> Option<String> {
    let host = url.host_str()?.trim_matches(['[', ']']);
    let connection = tokio::net::TcpStream::connect((host, url.port_or_known_default()?));
    match tokio::time::timeout(PATIENCE, connection).await {
        Ok(Ok(_)) => None,
        Ok(Err(error)) => Some(error.to_string()),
        Err(_) => Some(format!("no answer within {} s", PATIENCE.as_secs())),
    }
}

#[cfg(test)]
pub(super) mod samples {
    use super::{ALLOW, Open};

    pub(crate) fn open(framed: bool, unreachable: Option<&str>) -> Open {
        Open {
            src: "/main/admin/invitations/4f2a%2F1/start".into(),
            origin: "http://localhost:3000".into(),
            framed,
            allow: ALLOW,
            stay: "/main/admin/invitations/4f2a%2F1?in=frame&stay=true".into(),
            unreachable: unreachable.map(Into::into),
        }
    }
}
