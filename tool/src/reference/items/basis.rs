//! What all kinds of items are made from: addresses, sizes, dates (DL-059, DL-068).

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::app::App;
use crate::deep_linking::{Settings, Targets};
use crate::defects::Defect;

pub(super) struct Basis<'a> {
    pub(super) app: &'a App,
    pub(super) settings: &'a Settings,
}

impl Basis<'_> {
    pub(super) fn has(&self, defect: Defect) -> bool {
        self.app.defects.has(defect)
    }

    /// A page of this tool, by its whole address.
    pub(super) fn address(&self, path: &str) -> String {
        if self.has(Defect::ITEM_URL_RELATIVE) {
            return format!("/{path}");
        }
        format!("{}{path}", self.app.url)
    }

    /// The place, or one that this tool does not have where a defect forgets it.
    pub(super) fn address_unless(&self, lost: Defect, path: &str) -> String {
        if self.has(lost) { self.address(&format!("gone/{path}")) } else { self.address(path) }
    }

    /// Members with a size.
    pub(super) fn sized(&self, mut members: Value, width: u32, height: u32) -> Value {
        members["width"] = if self.has(Defect::ITEM_WIDTH_STRING) {
            json!(width.to_string())
        } else if self.has(Defect::ITEM_WIDTH_ZERO) {
            json!(0)
        } else {
            json!(width)
        };
        members["height"] = json!(height);
        members
    }

    pub(super) fn picture(&self, name: &str, size: u32) -> Value {
        self.sized(json!({ "url": self.address(&format!("images/{name}.png")) }), size, size)
    }

    /// So many seconds from now, for people and machines: ISO 8601.
    pub(super) fn date(&self, seconds: i64) -> String {
        self.moment(seconds).to_string()
    }

    /// From now for so many seconds (DL-059).
    pub(super) fn period(&self, seconds: i64) -> Value {
        let written = |seconds| {
            if self.has(Defect::ITEM_DATE_NOT_ISO) {
                self.moment(seconds).strftime("%d.%m.%Y %H:%M").to_string()
            } else {
                self.date(seconds)
            }
        };
        let (start, end) = if self.has(Defect::ITEM_DATES_REVERSED) { (seconds, 0) } else { (0, seconds) };
        json!({ "startDateTime": written(start), "endDateTime": written(end) })
    }

    /// When that is, in seconds since 1970.
    pub(super) fn seconds(&self, seconds: i64) -> i64 {
        self.app.clock.seconds() + seconds
    }

    fn moment(&self, seconds: i64) -> Timestamp {
        Timestamp::from_second(self.seconds(seconds)).unwrap_or(Timestamp::MAX)
    }

    /// Where this platform shows content (DL-044).
    pub(super) fn targets(&self) -> Targets {
        if self.has(Defect::ITEM_TARGETS_IGNORED) {
            return Targets { iframe: true, window: true, embed: true };
        }
        self.settings.targets
    }
}
