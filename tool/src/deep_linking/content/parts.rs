//! What items are made of: pictures, ways to show them, times (DL-051, DL-059, DL-068).

use std::time::SystemTime;

use jiff::Timestamp;
use serde_json::{Value, json};
use url::Url;

/// A picture for an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture(Value);

/// A window of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Window(Value);

/// A frame in a page of the platform.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame(Value);

/// From when until when; each end may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    start: Option<SystemTime>,
    end: Option<SystemTime>,
}

impl Picture {
    /// The picture at this address.
    pub fn new(url: &Url) -> Self {
        Self(json!({ "url": url }))
    }

    /// Its size in pixels; 0 says nothing.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Self {
        size(&mut self.0, width, height);
        self
    }

    pub(super) fn into_json(self) -> Value {
        self.0
    }
}

impl Window {
    /// A new window each time.
    pub fn new() -> Self {
        Self::named("_blank")
    }

    /// The window of this name, which is opened if it is not there.
    pub fn named(target: &str) -> Self {
        Self(json!({ "targetName": target }))
    }

    /// Its size in pixels; 0 says nothing.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Self {
        size(&mut self.0, width, height);
        self
    }

    /// How it is opened, in the words of `window.open`: `menubar=no`.
    #[must_use]
    pub fn features(mut self, features: &str) -> Self {
        self.0["windowFeatures"] = json!(features);
        self
    }

    pub(super) fn into_json(self) -> Value {
        self.0
    }
}

impl Frame {
    /// A frame of any size.
    pub fn new() -> Self {
        Self(json!({}))
    }

    /// Its size in pixels; 0 says nothing.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Self {
        size(&mut self.0, width, height);
        self
    }

    pub(super) fn with_source(mut self, url: &Url) -> Self {
        self.0["src"] = json!(url);
        self
    }

    pub(super) fn into_json(self) -> Value {
        self.0
    }
}

impl Default for Frame {
    fn default() -> Self {
        Self::new()
    }
}

impl Period {
    /// From one time until another.
    pub fn between(start: impl Into<SystemTime>, end: impl Into<SystemTime>) -> Self {
        Self { start: Some(start.into()), end: Some(end.into()) }
    }

    /// From this time on.
    pub fn from(start: impl Into<SystemTime>) -> Self {
        Self { start: Some(start.into()), end: None }
    }

    /// Until this time.
    pub fn until(end: impl Into<SystemTime>) -> Self {
        Self { start: None, end: Some(end.into()) }
    }

    /// Whether it ends before it starts (DL-059).
    pub(super) fn is_reversed(self) -> bool {
        matches!((self.start, self.end), (Some(start), Some(end)) if end < start)
    }

    pub(super) fn into_json(self) -> Value {
        let mut period = json!({});
        let times = [("startDateTime", self.start), ("endDateTime", self.end)];
        for (name, time) in times.into_iter().filter_map(|(name, time)| Some((name, time?))) {
            period[name] = json!(date(time));
        }
        period
    }
}

/// ISO 8601, in UTC.
pub(super) fn date(time: SystemTime) -> String {
    Timestamp::try_from(time).unwrap_or(Timestamp::MAX).to_string()
}

/// Sizes are integers above 0 (DL-068).
pub(super) fn sizes(width: u32, height: u32) -> impl Iterator<Item = (&'static str, u32)> {
    [("width", width), ("height", height)].into_iter().filter(|(_, pixels)| *pixels > 0)
}

fn size(members: &mut Value, width: u32, height: u32) {
    sizes(width, height).for_each(|(name, pixels)| members[name] = json!(pixels));
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn sizes_are_above_zero() {
        assert_eq!(Frame::new().size(900, 0).into_json(), json!({ "width": 900 }));
        let window = Window::named("quiz").size(900, 600).features("menubar=no").into_json();
        let expected =
            json!({ "targetName": "quiz", "width": 900, "height": 600, "windowFeatures": "menubar=no" });
        assert_eq!(window, expected);
    }

    #[test]
    fn a_period_may_have_one_end() {
        let at = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        let whole = Period::between(at(1_764_000_000), at(1_764_000_060));
        let expected =
            json!({ "startDateTime": "2025-11-24T16:00:00Z", "endDateTime": "2025-11-24T16:01:00Z" });
        assert_eq!((whole.into_json(), whole.is_reversed()), (expected, false));
        assert_eq!(Period::until(at(0)).into_json(), json!({ "endDateTime": "1970-01-01T00:00:00Z" }));
        assert_eq!(Period::from(at(0)).into_json(), json!({ "startDateTime": "1970-01-01T00:00:00Z" }));
        assert!(Period::between(at(2), at(1)).is_reversed() && !Period::between(at(1), at(1)).is_reversed());
    }
}
