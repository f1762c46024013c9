//! The settings of a deep-linking request as a form, and the other way round.

use serde::Serialize;
use serde_json::{Map, Value};

use super::form::{Switch, field, switches};
use crate::domain::deep_linking::{MEDIA_TYPES, Member, NewSettings, TARGETS, TYPES};
use crate::pages::parts::{Choice, Field};
use crate::pages::typed::{Typed, Wrong, chosen, keep, lines, some};

/// What each type is, in a few words.
const TYPE_LABELS: &[(&str, &str)] = &[
    ("ltiResourceLink", "ltiResourceLink: a link that launches the tool"),
    ("link", "link: a page of the web"),
    ("file", "file: something to fetch and keep"),
    ("html", "html: a piece of a page"),
    ("image", "image: a picture"),
];

/// What each target is.
const TARGET_LABELS: &[(&str, &str)] = &[
    ("iframe", "iframe: a frame inside the course page"),
    ("window", "window: a tab or window of its own"),
    ("embed", "embed: HTML in the course page"),
];

/// Members that are true, false or absent: name, label, help, and how an untouched form has them.
const TERNARIES: &[(&str, &str, &str, &str)] = &[
    ("dl_multiple", "accept_multiple", "Whether the tool may return several items.", "true"),
    ("dl_lineitem", "accept_lineitem", "Whether line items of resource links are made.", "true"),
    ("dl_auto_create", "auto_create", "Whether the items are made without asking again.", "false"),
];

/// Members that can be left out of the claim.
const LEFT_OUT: &[(&str, &str)] = &[
    ("dl_without_types", "Leave out accept_types, which the standard demands"),
    ("dl_without_targets", "Leave out accept_presentation_document_targets, which the standard demands"),
    ("dl_without_media_types", "Leave out accept_media_types"),
    ("dl_without_data", "Leave out data"),
];

/// The part of the form that is about deep linking.
#[derive(Debug, Serialize)]
pub(crate) struct SettingsForm {
    types: Vec<Tick>,
    targets: Vec<Tick>,
    choices: Vec<Choice>,
    left_out: Vec<Switch>,
    other_types: Field,
    media_types: Field,
    title: Field,
    text: Field,
    data: Field,
    members: Field,
}

/// One check box of several with the same name.
#[derive(Debug, Serialize)]
struct Tick {
    value: &'static str,
    label: &'static str,
    chosen: bool,
}

/// What an untouched form holds.
pub(crate) fn untouched() -> Typed {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(TYPES.iter().map(|value| ("dl_type", value)));
    form.extend_pairs(TARGETS.iter().map(|value| ("dl_target", value)));
    form.extend_pairs(TERNARIES.iter().map(|(name, _, _, usual)| (name, usual)));
    form.append_pair("dl_media_types", MEDIA_TYPES);
    Typed::parse(form.finish().as_bytes())
}

impl SettingsForm {
    pub(crate) fn new(typed: &Typed, wrong: &Wrong) -> Self {
        let field = |name: &str| field(typed, wrong, name);
        Self {
            types: boxes(typed, "dl_type", TYPE_LABELS),
            targets: boxes(typed, "dl_target", TARGET_LABELS),
            choices: choices(typed, wrong),
            left_out: switches(typed, LEFT_OUT),
            other_types: field("dl_other_types"),
            media_types: field("dl_media_types"),
            title: field("dl_title"),
            text: field("dl_text"),
            data: field("dl_data"),
            members: field("dl_members"),
        }
    }
}

fn boxes(typed: &Typed, name: &str, labels: &[(&'static str, &'static str)]) -> Vec<Tick> {
    let ticked = |value: &str| typed.all(name).any(|one| one == value);
    labels.iter().map(|&(value, label)| Tick { value, label, chosen: ticked(value) }).collect()
}

fn choices(typed: &Typed, wrong: &Wrong) -> Vec<Choice> {
    let rows = [("true", "true"), ("false", "false"), ("", "not sent")];
    let ternary = |&(name, label, help, _): &(&'static str, &'static str, &'static str, &str)| {
        Choice::new(name, label, help, &rows, typed.first(name))
    };
    let shape = Choice::new(
        "dl_return_url",
        "deep_link_return_url",
        "Where the answer goes; a query of its own must come back byte for byte.",
        &[("plain", "plain"), ("query", "with a query of its own")],
        typed.first("dl_return_url"),
    );
    let mut all: Vec<Choice> = TERNARIES.iter().map(ternary).chain([shape]).collect();
    for choice in &mut all {
        choice.error = wrong.get(choice.name).cloned();
    }
    all
}

impl Typed {
    /// The settings that a filled form stands for; what is wrong is noted by field.
    pub(super) fn settings(&self, wrong: &mut Wrong) -> NewSettings {
        let other = lines(self.first("dl_other_types"));
        let types = self.all("dl_type").chain(other).map(str::to_owned).collect();
        let targets = self.all("dl_target").map(str::to_owned).collect();
        NewSettings {
            accept_types: self.unless("dl_without_types", types),
            accept_presentation_document_targets: self.unless("dl_without_targets", targets),
            accept_media_types: self
                .unless("dl_without_media_types", self.first("dl_media_types").trim().to_owned()),
            accept_multiple: self.ternary(wrong, "dl_multiple"),
            accept_lineitem: self.ternary(wrong, "dl_lineitem"),
            auto_create: self.ternary(wrong, "dl_auto_create"),
            title: some(self.first("dl_title")).map_or(Member::LeftOut, Member::Given),
            text: some(self.first("dl_text")).map_or(Member::LeftOut, Member::Given),
            data: self.data(),
            return_url: chosen(wrong, "dl_return_url", self.first("dl_return_url")),
            members: self.members(wrong),
        }
    }

    fn unless<T>(&self, left_out: &str, value: T) -> Member<T> {
        if self.ticked(left_out) { Member::LeftOut } else { Member::Given(value) }
    }

    fn ternary(&self, wrong: &mut Wrong, name: &'static str) -> Member<bool> {
        match self.first(name) {
            "" => Member::LeftOut,
            "true" => Member::Given(true),
            "false" => Member::Given(false),
            other => {
                wrong.insert(name, format!("Expected one of the choices, got `{other}`."));
                Member::LeftOut
            }
        }
    }

    /// What is typed is sent as it is, white space and all, since it must come back like that.
    fn data(&self) -> Member<String> {
        match self.first("dl_data") {
            _ if self.ticked("dl_without_data") => Member::LeftOut,
            "" => Member::Default,
            typed => Member::Given(typed.to_owned()),
        }
    }

    fn members(&self, wrong: &mut Wrong) -> Map<String, Value> {
        let text = self.first("dl_members").trim();
        if text.is_empty() {
            return Map::new();
        }
        let parsed = serde_json::from_str(text)
            .map_err(|error| format!("Expected a JSON object such as {{\"x-foo\": true}}: {error}."));
        keep(wrong, "dl_members", parsed).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(typed: &Typed) -> Map<String, Value> {
        let mut wrong = Wrong::new();
        let settings = typed.settings(&mut wrong);
        assert!(wrong.is_empty(), "{wrong:?}");
        settings.settle("http://lms/return", "minted").claim().clone()
    }

    #[test]
    fn an_untouched_form_is_the_plain_request() {
        let plain = NewSettings::default().settle("http://lms/return", "minted");
        assert_eq!(&claim(&untouched()), plain.claim());
    }

    #[test]
    fn every_setting_arrives() {
        let typed = Typed::parse(
            b"dl_type=link&dl_other_types=x-foo%0D%0Ahttps://x.example/y&dl_without_targets=true&dl_media_types=*/*&dl_multiple=false\
              &dl_title=T&dl_data=+a%0D%0Ab+&dl_members=%7B%22x%22%3A1%7D",
        );
        let claim = claim(&typed);
        assert_eq!(claim["accept_types"], serde_json::json!(["link", "x-foo", "https://x.example/y"]));
        assert_eq!(
            (&claim["accept_multiple"], &claim["title"], &claim["x"]),
            (&false.into(), &"T".into(), &1.into())
        );
        assert_eq!(claim["data"], " a\r\nb ");
        assert!(
            !claim.contains_key("accept_lineitem")
                && !claim.contains_key("accept_presentation_document_targets")
        );
    }

    #[test]
    fn wrong_fields_are_named() {
        let mut wrong = Wrong::new();
        Typed::parse(b"dl_members=%5B%5D&dl_multiple=yes&dl_return_url=x").settings(&mut wrong);
        assert_eq!(wrong.keys().copied().collect::<Vec<_>>(), ["dl_members", "dl_multiple", "dl_return_url"]);
    }
}
