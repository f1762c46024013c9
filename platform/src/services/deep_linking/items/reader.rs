//! Reading one object of an answer member by member: what is right is taken, what is wrong becomes a finding.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use url::{Host, Url};

use super::super::check::{Findings, Wrong, finding, shown};
use super::super::sanitise::Clean;
use super::moment::{is_backward, moment};
use crate::domain::content::{Frame, Period, Picture, Size, Window};
use crate::domain::edge::{WebUrl, quoted};
use crate::domain::finding::Level;

/// Longer texts are cut: they are shown on pages.
const LONGEST: usize = 4000;

/// An object, where it stands, and the findings on it.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    members: &'a Map<String, Value>,
    /// Such as `item 2, ltiResourceLink`.
    place: String,
    findings: &'a mut Findings,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(members: &'a Map<String, Value>, place: String, findings: &'a mut Findings) -> Self {
        Self { members, place, findings }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'a Value> {
        self.members.get(name)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    /// Notes that a member is not what it has to be.
    pub(crate) fn wrong(
        &mut self,
        requirement: &'static str,
        level: Level,
        name: &str,
        expected: impl Into<String>,
        cause: &str,
    ) {
        let wrong = Wrong::new(expected, shown(self.get(name)));
        self.note(requirement, level, name, wrong, cause);
    }

    pub(crate) fn note(
        &mut self,
        requirement: &'static str,
        level: Level,
        name: &str,
        wrong: Wrong,
        cause: &str,
    ) {
        let place = format!("{}, `{name}`", self.place);
        self.findings.add(finding(requirement, level, &place, wrong, cause));
    }

    /// A plain text, if it is there.
    pub(crate) fn text(&mut self, name: &str, requirement: &'static str) -> Option<String> {
        let given = self.get(name)?;
        if !given.is_string() {
            let cause = "a `null` or a number for an absent text";
            self.wrong(requirement, Level::Must, name, "a string, or nothing", cause);
        }
        given.as_str().map(|text| text.chars().take(LONGEST).collect())
    }

    /// A switch, if it is there.
    pub(crate) fn boolean(&mut self, name: &str, requirement: &'static str) -> Option<bool> {
        let given = self.get(name)?;
        if !given.is_boolean() {
            self.wrong(requirement, Level::Must, name, "`true` or `false`", "the value is text or a number");
        }
        given.as_bool()
    }

    /// A web address, if it is there; scripts and relative addresses are none.
    pub(crate) fn url(&mut self, name: &str, requirement: &'static str) -> Option<WebUrl> {
        let given = self.get(name)?;
        let Some(url) = given.as_str().and_then(|text| WebUrl::parse("url", text).ok()) else {
            let cause = "a path without scheme and host, which leads nowhere from here, or a `javascript:` or `data:` address, which no platform opens";
            self.wrong(requirement, Level::Must, name, "an absolute web address", cause);
            return None;
        };
        if !is_safe(url.as_str()) {
            let cause = "a development address left in the configuration; browsers block such content in pages that come by https";
            self.wrong(
                "DL-068",
                Level::Must,
                name,
                "an address that starts with https:// (on this machine http:// will do)",
                cause,
            );
        }
        Some(url)
    }

    /// A web address that has to be there.
    pub(crate) fn demanded_url(&mut self, name: &str, requirement: &'static str) -> Option<WebUrl> {
        if !self.has(name) {
            self.wrong(
                requirement,
                Level::Must,
                name,
                "an absolute web address",
                "the member has another name, or was left out",
            );
        }
        self.url(name, requirement)
    }

    /// A number of pixels, if it is there.
    pub(crate) fn pixels(&mut self, name: &str) -> Option<u32> {
        let given = self.get(name)?;
        let pixels =
            given.as_u64().and_then(|pixels| u32::try_from(pixels).ok()).filter(|pixels| *pixels > 0);
        if pixels.is_none() {
            self.wrong(
                "DL-068",
                Level::Must,
                name,
                "a whole number above 0",
                "a size as text such as `\"900\"` or `\"100%\"`, or 0 for none",
            );
        }
        pixels
    }

    /// `width` and `height`.
    pub(crate) fn size(&mut self) -> Size {
        Size { width: self.pixels("width"), height: self.pixels("height") }
    }

    /// An object inside, if it is there, read in its turn.
    pub(crate) fn object<T>(
        &mut self,
        name: &str,
        requirement: &'static str,
        read: impl FnOnce(&mut Reader<'_>) -> T,
    ) -> Option<T> {
        let Value::Object(members) = self.get(name)? else {
            self.wrong(
                requirement,
                Level::Must,
                name,
                "an object, or nothing",
                "a list or a text where an object belongs",
            );
            return None;
        };
        let place = format!("{}, `{name}`", self.place);
        Some(read(&mut Reader { members, place, findings: self.findings }))
    }

    /// `icon` or `thumbnail`.
    pub(crate) fn picture(&mut self, name: &str) -> Option<Picture> {
        let read = |inside: &mut Reader<'_>| (inside.demanded_url("url", "DL-068"), inside.size());
        let (url, size) = self.object(name, "DL-068", read)?;
        Some(Picture { url: url?, size })
    }

    /// `window`.
    pub(crate) fn window(&mut self, requirement: &'static str) -> Option<Window> {
        self.object("window", requirement, |inside| Window {
            target_name: inside.text("targetName", requirement),
            size: inside.size(),
            features: inside.text("windowFeatures", requirement),
        })
    }

    /// `iframe` of a plain link, which has an address of its own.
    pub(crate) fn frame(&mut self, requirement: &'static str) -> Option<Frame> {
        let read = |inside: &mut Reader<'_>| (inside.demanded_url("src", requirement), inside.size());
        let (src, size) = self.object("iframe", requirement, read)?;
        Some(Frame { src: src?, size })
    }

    /// `available` or `submission` (DL-059).
    pub(crate) fn period(&mut self, name: &str) -> Option<Period> {
        self.object(name, "DL-059", |inside| {
            let period = Period { start: inside.moment("startDateTime"), end: inside.moment("endDateTime") };
            if is_backward(period.start.as_deref(), period.end.as_deref()) {
                let cause = "start and end are swapped, or have different time zones";
                inside.wrong(
                    "DL-059",
                    Level::Must,
                    "endDateTime",
                    "a time that is not before `startDateTime`",
                    cause,
                );
            }
            period
        })
    }

    /// A moment in ISO 8601, if it is there.
    pub(crate) fn moment(&mut self, name: &str) -> Option<String> {
        self.dated(name, "DL-059")
    }

    /// The same for another requirement.
    pub(crate) fn dated(&mut self, name: &str, requirement: &'static str) -> Option<String> {
        let given = self.get(name)?;
        let good = given.as_str().filter(|text| moment(text).is_some());
        if good.is_none() {
            let expected = "a moment in ISO 8601, such as `2026-01-31T08:00:00Z`";
            self.wrong(
                requirement,
                Level::Must,
                name,
                expected,
                "a date in another format, or a number of seconds",
            );
        }
        good.map(str::to_owned)
    }

    /// HTML that was cleaned; what is missing from it is told (DL-066).
    pub(crate) fn cleaned(&mut self, name: &str, clean: Clean) -> String {
        if let Some(missing) = clean.missing {
            let expected = "HTML that needs no script and names whole addresses; platforms take out the rest";
            let cause = "it was taken out; content that needs script is better a `link` with `iframe`, or an `ltiResourceLink`";
            self.note("DL-066", Level::Note, name, Wrong::new(expected, missing), cause);
        }
        clean.html
    }

    /// `custom`: names and strings (DL-062).
    pub(crate) fn custom(&mut self) -> BTreeMap<String, String> {
        let read = |inside: &mut Reader<'_>| {
            let mut custom = BTreeMap::new();
            for (name, value) in inside.members {
                match value {
                    Value::String(value) => drop(custom.insert(name.clone(), value.clone())),
                    _ => inside.wrong(
                        "DL-062",
                        Level::Must,
                        name,
                        "a string; `\"\"` for no value",
                        "a number, a boolean or `null` that was not made text",
                    ),
                }
            }
            custom
        };
        self.object("custom", "DL-062", read).unwrap_or_default()
    }
}

/// Whether an address is by https, or on this machine (DL-068).
fn is_safe(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    let here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "https" || here
}

/// A text as a reason that an item was left out.
pub(crate) fn because(name: &str, given: Option<&Value>, expected: &str) -> String {
    match given {
        None => format!("{} is missing", quoted(name)),
        Some(_) => format!("{} is not {expected}", quoted(name)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read<T>(object: &Value, act: impl FnOnce(&mut Reader<'_>) -> T) -> (T, Vec<String>) {
        let mut findings = Findings::default();
        let mut reader = Reader::new(object.as_object().unwrap(), "item 1".to_owned(), &mut findings);
        let value = act(&mut reader);
        let told = findings.into_vec();
        (value, told.into_iter().map(|told| format!("{} {}", told.requirement, told.r#where)).collect())
    }

    #[test]
    fn only_web_addresses_are_addresses_and_plain_http_is_for_this_machine() {
        for (url, taken, told) in [
            ("https://t.example/x", true, 0),
            ("http://localhost:9/x", true, 0),
            ("http://127.0.0.9/x", true, 0),
            ("http://t.example/x", true, 1),
            ("javascript:alert(1)", false, 1),
            ("/x", false, 1),
            ("data:text/html,x", false, 1),
        ] {
            let (value, findings) = read(&json!({"url": url}), |reader| reader.url("url", "DL-051"));
            assert_eq!((value.is_some(), findings.len()), (taken, told), "{url}");
        }
    }

    #[test]
    fn sizes_are_whole_numbers_above_zero() {
        for (size, taken) in [
            (json!(900), true),
            (json!(0), false),
            (json!("900"), false),
            (json!(1.5), false),
            (json!(-1), false),
        ] {
            let (value, findings) = read(&json!({"width": size}), |reader| reader.size().width);
            assert_eq!((value.is_some(), findings.is_empty()), (taken, taken), "{size}");
        }
    }

    #[test]
    fn moments_are_iso_8601_and_in_order() {
        let period = |start: &str, end: &str| {
            let object = json!({"available": {"startDateTime": start, "endDateTime": end}});
            read(&object, |reader| reader.period("available")).1.len()
        };
        assert_eq!(period("2026-01-01T08:00:00Z", "2026-01-01T09:00:00+01:00"), 0);
        assert_eq!(period("2026-01-01T08:00:00", "2026-01-02"), 0);
        assert_eq!(period("2026-01-02T08:00:00Z", "2026-01-01T08:00:00Z"), 1);
        assert_eq!(period("01.01.2026", "2026-01-01 08:00:00"), 2);
    }

    #[test]
    fn custom_values_are_strings_and_the_rest_is_left_out() {
        let object = json!({"custom": {"a": "", "b": "$User.id", "c": 3, "d": null}});
        let (names, findings) = read(&object, |reader| reader.custom().into_keys().collect::<Vec<_>>());
        assert_eq!(names, ["a", "b"]);
        assert_eq!(findings.len(), 2);
    }

    #[test]
    fn what_should_be_an_object_is_told_by_its_place() {
        let (picture, findings) = read(&json!({"icon": {"url": "x"}}), |reader| reader.picture("icon"));
        assert_eq!(
            (picture, findings),
            (None, vec!["DL-068 deep-linking answer, item 1, `icon`, `url`".to_owned()])
        );
        let (_, findings) = read(&json!({"window": []}), |reader| reader.window("DL-051"));
        assert_eq!(findings, ["DL-051 deep-linking answer, item 1, `window`"]);
    }
}
