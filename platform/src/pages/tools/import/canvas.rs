//! A JSON configuration as tools offer it to Canvas, read into a registration. Whatever is not taken is told.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::placements;
use crate::domain::edge::{Invalid, WebUrl, shown};
use crate::domain::introduction::{Introduction, Message};
use crate::domain::public_key::given::pretty;
use crate::domain::registration::SCOPES;
use crate::pages::parts::Mark;
use crate::pages::tools::custom::unknown_in;
use crate::pages::tools::draft::Draft;
use crate::pages::typed::pairs_as_lines;

/// Longer than any configuration, in bytes.
pub(crate) const LONGEST: usize = 256 * 1024;

/// The members that are read, and how each is told.
const KNOWN: &[&str] = &[
    "title",
    "description",
    "target_link_uri",
    "oidc_initiation_url",
    "oidc_initiation_urls",
    "public_jwk",
    "public_jwk_url",
    "scopes",
    "custom_fields",
    "extensions",
    "privacy_level",
    "domain",
    "icon_url",
    "redirect_uris",
    "placements",
];

/// What came of a member of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Told {
    pub(crate) member: String,
    pub(crate) state: Mark,
    pub(crate) text: String,
}

/// A configuration, understood.
#[derive(Debug, Clone)]
pub(crate) struct Imported {
    pub(crate) draft: Draft,
    pub(crate) introduction: Introduction,
    pub(crate) told: Vec<Told>,
}

/// A configuration while it is read.
struct Reading<'a> {
    all: &'a Map<String, Value>,
    /// The part that is for Canvas.
    extension: Option<&'a Map<String, Value>>,
    told: Vec<Told>,
}

/// Reads a configuration; what it cannot be is refused with what it is instead.
pub(crate) fn read(text: &str) -> Result<Imported, Invalid> {
    let expected = "a JSON configuration with `title`, `target_link_uri` and `oidc_initiation_url`";
    let refused = |hint: String| Invalid::new("configuration", expected, text.trim()).hint(hint);
    if text.len() > LONGEST {
        let actual = format!("{} bytes", text.len());
        return Err(Invalid::new("configuration", format!("at most {LONGEST} bytes"), &actual));
    }
    if text.trim_start().starts_with('<') {
        return Err(refused(
            "XML is the configuration of LTI 1.1; ask the tool for the one of LTI 1.3".to_owned(),
        ));
    }
    let value: Value =
        serde_json::from_str(text).map_err(|error| refused(format!("it is no JSON: {error}")))?;
    let all = inner(&value).ok_or_else(|| refused("a JSON object is needed".to_owned()))?;
    if !["oidc_initiation_url", "target_link_uri", "public_jwk_url"]
        .iter()
        .any(|name| all.contains_key(*name))
    {
        return Err(refused(instead(all).to_owned()));
    }
    Ok(Reading { all, extension: extension(all), told: Vec::new() }.imported(text))
}

/// The configuration itself, taken out of what an API wraps around it.
fn inner(value: &Value) -> Option<&Map<String, Value>> {
    let wrapped = value.pointer("/tool_configuration/settings").or_else(|| value.get("configuration"));
    wrapped.or_else(|| value.get("settings")).filter(|inner| inner.is_object()).unwrap_or(value).as_object()
}

/// What an object is that is no configuration.
fn instead(all: &Map<String, Value>) -> &'static str {
    if all.contains_key("keys") || all.contains_key("kty") {
        "these are keys: they belong into the field Keys of the registration"
    } else if all.contains_key("initiate_login_uri") {
        "this is the metadata of a dynamic registration: register the tool by its URL"
    } else if all.contains_key("authorization_endpoint") {
        "this is the configuration of a platform, not of a tool"
    } else {
        "none of these members is there"
    }
}

fn extension(all: &Map<String, Value>) -> Option<&Map<String, Value>> {
    let extensions = all.get("extensions")?.as_array()?;
    let is_canvas = |extension: &&Value| {
        extension.get("platform").and_then(Value::as_str).is_some_and(|name| name.contains("instructure"))
    };
    extensions.iter().find(is_canvas).or_else(|| extensions.first())?.as_object()
}

impl Reading<'_> {
    fn imported(mut self, text: &str) -> Imported {
        let (name, login_url) = (self.text("title", "Name"), self.text("oidc_initiation_url", "Login URL"));
        let target_link_uri = self.text("target_link_uri", "Target link URI");
        let mut of_placements = Vec::new();
        let messages = placements::read(self.all, self.extension, &mut of_placements);
        let redirect_uris = self.redirect_uris(&target_link_uri, &messages);
        let draft = Draft {
            name,
            login_url,
            redirect_uris,
            target_link_uri,
            deep_linking_url: placements::picker(&messages),
            keys: self.keys(),
            privacy: self.privacy(),
            custom: self.custom(),
            scopes: Some(self.scopes()),
            imported: text.to_owned(),
            ..Draft::default()
        };
        self.told.extend(of_placements);
        let introduction = Introduction {
            description: self.quiet("description"),
            domain: self.quiet("domain").filter(|domain| !domain.contains(['/', ' '])),
            logo_uri: self.icon(),
            messages,
            ..Introduction::default()
        };
        self.tell_the_rest();
        Imported { draft, introduction, told: self.told }
    }

    /// One a line; those of the placements stand in for what Canvas asks for elsewhere.
    fn redirect_uris(&mut self, target: &str, messages: &[Message]) -> String {
        let given = self.texts("redirect_uris");
        if !given.is_empty() {
            self.tell("redirect_uris", Mark::passed("taken"), "Redirect URIs");
            return given.join("\n");
        }
        let text = "Canvas asks for them beside the configuration, so the targets were taken. Change them if the tool takes launches elsewhere.";
        self.tell("redirect_uris", Mark::warned("guessed"), text);
        let targets = messages.iter().filter_map(|message| Some(message.target_link_uri.as_ref()?.as_str()));
        let mut all: Vec<&str> = Vec::new();
        for uri in std::iter::once(target).chain(targets) {
            if !uri.is_empty() && !all.contains(&uri) {
                all.push(uri);
            }
        }
        all.join("\n")
    }

    fn tell(&mut self, member: &str, state: Mark, text: impl Into<String>) {
        self.told.push(Told { member: member.to_owned(), state, text: text.into() });
    }

    /// A member as text, which fills a field of the form.
    fn text(&mut self, member: &'static str, field: &str) -> String {
        match self.all.get(member) {
            Some(Value::String(text)) if !text.trim().is_empty() => {
                self.tell(member, Mark::passed("taken"), field);
                text.trim().to_owned()
            }
            other => {
                let came = shown(other);
                self.tell(member, Mark::failed("missing"), format!("{field}: expected a text, got {came}."));
                String::new()
            }
        }
    }

    /// A text of the configuration or of its extension that has no field.
    fn quiet(&self, member: &str) -> Option<String> {
        let of = |from: &Map<String, Value>| from.get(member).and_then(Value::as_str).map(str::to_owned);
        of(self.all).or_else(|| of(self.extension?)).filter(|text| !text.trim().is_empty())
    }

    fn texts(&self, member: &str) -> Vec<String> {
        let all = self.all.get(member).and_then(Value::as_array).into_iter().flatten();
        all.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    fn icon(&self) -> Option<WebUrl> {
        let settings = self.extension.and_then(|extension| extension.get("settings"));
        let of_settings = || settings?.get("icon_url")?.as_str().map(str::to_owned);
        WebUrl::parse("icon_url", &self.quiet("icon_url").or_else(of_settings)?).ok()
    }

    /// The URL wins, as keys behind it can change.
    fn keys(&mut self) -> String {
        let url = self.all.get("public_jwk_url").and_then(Value::as_str).filter(|url| !url.trim().is_empty());
        let jwk = self.all.get("public_jwk").filter(|jwk| jwk.as_object().is_some_and(|jwk| !jwk.is_empty()));
        match (url.map(str::to_owned), jwk.map(pretty)) {
            (Some(url), jwk) => {
                self.tell("public_jwk_url", Mark::passed("taken"), "Keys");
                if jwk.is_some() {
                    self.tell(
                        "public_jwk",
                        Mark::open("passed over"),
                        "The URL is there too, and follows when the key changes.",
                    );
                }
                url
            }
            (None, Some(jwk)) => {
                self.tell("public_jwk", Mark::passed("taken"), "Keys");
                jwk
            }
            (None, None) => {
                let text = "Neither `public_jwk_url` nor `public_jwk`: token requests and answers to deep linking would be refused.";
                self.tell("public_jwk_url", Mark::warned("missing"), text);
                String::new()
            }
        }
    }

    /// Of the scopes those that this platform has.
    fn scopes(&mut self) -> Vec<String> {
        let asked = self.texts("scopes");
        let (known, other): (Vec<String>, Vec<String>) =
            asked.into_iter().partition(|scope| SCOPES.contains(&scope.as_str()));
        self.tell("scopes", Mark::passed("taken"), format!("{} of {} known here", known.len(), SCOPES.len()));
        for scope in other {
            self.tell(
                "scopes",
                Mark::open("passed over"),
                format!("`{scope}` belongs to a service that this platform does not have."),
            );
        }
        known
    }

    /// Custom parameters of the whole tool.
    fn custom(&mut self) -> String {
        let of = |from: Option<&Map<String, Value>>| from?.get("custom_fields")?.as_object().cloned();
        let all = of(Some(self.all)).or_else(|| of(self.extension)).unwrap_or_default();
        let mut pairs = BTreeMap::new();
        for (name, value) in all {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            if let Some(variable) = unknown_in(&value) {
                let text = format!(
                    "`{name}` wants `${variable}`, which this platform does not know: the tool gets the words as they stand."
                );
                self.tell("custom_fields", Mark::warned("not replaced"), text);
            }
            pairs.insert(name, value);
        }
        if !pairs.is_empty() {
            self.tell("custom_fields", Mark::passed("taken"), "Custom parameters");
        }
        pairs_as_lines(&pairs)
    }

    fn privacy(&mut self) -> String {
        let level = self.quiet("privacy_level");
        let word = match level.as_deref() {
            Some("public") => "all",
            Some("name_only") => "name",
            Some("email_only") => "email",
            Some("anonymous") | None => "none",
            Some(other) => {
                let text = format!(
                    "Expected `public`, `name_only`, `email_only` or `anonymous`, got `{other}`: nothing is shared."
                );
                self.tell("privacy_level", Mark::warned("unknown"), text);
                return "none".to_owned();
            }
        };
        match level {
            Some(level) => {
                self.tell("privacy_level", Mark::passed("taken"), format!("`{level}`: Personal data"));
            }
            None => self.tell(
                "privacy_level",
                Mark::warned("missing"),
                "None is given, so nothing personal is shared.",
            ),
        }
        word.to_owned()
    }

    fn tell_the_rest(&mut self) {
        let rest: Vec<&String> =
            self.all.keys().filter(|name| !KNOWN.contains(&name.as_str())).take(30).collect();
        for name in rest {
            self.told.push(Told {
                member: name.clone(),
                state: Mark::open("passed over"),
                text: "It has no meaning here.".to_owned(),
            });
        }
        if self.all.contains_key("oidc_initiation_urls") {
            let text = "Canvas picks one by region; this campus uses `oidc_initiation_url`.";
            self.tell("oidc_initiation_urls", Mark::open("passed over"), text);
        }
    }
}
