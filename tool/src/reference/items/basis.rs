//! What all kinds of items are made from: addresses, sizes, dates (DL-059, DL-068).

use std::time::{Duration, SystemTime};

use url::Url;

use crate::deep_linking::{Period, Picture, Settings};
use crate::reference::app::App;
use crate::reference::items::ACTIVITY;

pub(super) struct Basis<'a> {
    pub(super) app: &'a App,
    pub(super) settings: &'a Settings,
}

impl Basis<'_> {
    /// A page of this tool, by its whole address; a path of ours is always one.
    pub(super) fn address(&self, path: &str) -> Option<Url> {
        self.app.url.join(path).ok()
    }

    /// The path of the activity.
    pub(super) fn activity(&self) -> String {
        format!("{}/{ACTIVITY}", self.app.paths.activity)
    }

    pub(super) fn picture(&self, name: &str, size: u32) -> Option<Picture> {
        Some(Picture::new(&self.address(&format!("images/{name}.png"))?).size(size, size))
    }

    /// From now for so long (DL-059).
    pub(super) fn period(&self, time: Duration) -> Period {
        Period::between(self.in_future(Duration::ZERO), self.in_future(time))
    }

    /// So long from now, in whole seconds.
    pub(super) fn in_future(&self, time: Duration) -> SystemTime {
        let now = u64::try_from(self.app.clock.seconds()).unwrap_or_default();
        SystemTime::UNIX_EPOCH + Duration::from_secs(now) + time
    }
}
