//! A profile, checked and written as platforms read it (DYN-040 to DYN-049).

use homeroom_vocab::message::RESOURCE_LINK;
use homeroom_vocab::registration::{TOOL_CONFIGURATION, tool};
use homeroom_vocab::scope::OPENID;
use homeroom_vocab::standard_claim::{ISS, SUB};
use homeroom_vocab::value::{
    APPLICATION_TYPE_WEB, AUTH_METHOD_PRIVATE_KEY_JWT, GRANT_TYPE_CLIENT_CREDENTIALS, GRANT_TYPE_IMPLICIT,
    RESPONSE_TYPE_ID_TOKEN,
};
use serde_json::{Map, Value, json};
use url::Url;

use super::configuration::Configuration;
use super::profile::{MessageOffer, ProfileError, ToolProfile};
use crate::paths;

type Members = Map<String, Value>;

/// Where the kit answers, for platforms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places<'a> {
    pub(crate) base: &'a Url,
    pub(crate) login: &'a Url,
    /// Later compared byte by byte with what a login asks for (OIDC-035).
    pub(crate) launch: &'a str,
    pub(crate) keys: &'a Url,
}

/// Everything that is sent to a platform; only scopes, claims and messages depend on which one it is.
#[derive(Clone, Debug)]
pub(crate) struct Description {
    client: Members,
    configuration: Members,
    scopes: Vec<String>,
    claims: Vec<String>,
    messages: Vec<(String, Value)>,
}

impl Description {
    pub(crate) fn new(profile: &ToolProfile, places: Places<'_>) -> Result<Self, ProfileError> {
        if profile.name.trim().is_empty() {
            return Err(ProfileError::Name);
        }
        if let Some(odd) = profile.scopes.iter().find(|scope| scope.is_empty() || scope.contains(' ')) {
            return Err(ProfileError::Scope(odd.clone()));
        }
        let site = Site::new(profile, places.base);
        Ok(Self {
            client: client(profile, places, &site)?,
            configuration: configuration(profile, &site)?,
            scopes: profile.scopes.clone(),
            claims: [ISS, SUB].map(str::to_owned).into_iter().chain(profile.claims.iter().cloned()).collect(),
            messages: messages(profile, &site)?,
        })
    }

    /// What is sent to this platform: nothing is asked for that it does not have (DYN-044, DYN-050, DYN-051).
    pub(crate) fn for_platform(&self, platform: &Configuration) -> Value {
        let offered = |list: &Option<Vec<String>>, name: &String| {
            list.as_ref().is_none_or(|offered| offered.contains(name))
        };
        let scopes = self.scopes.iter().filter(|scope| *scope != OPENID && offered(&platform.scopes, scope));
        let claims = self.claims.iter().filter(|claim| offered(&platform.claims, claim));
        let messages = self.messages.iter().filter(|(kind, _)| offered(&platform.messages, kind));
        let mut configuration = self.configuration.clone();
        configuration.insert(tool::CLAIMS.to_owned(), claims.cloned().collect());
        configuration
            .insert(tool::MESSAGES.to_owned(), messages.map(|(_, message)| message.clone()).collect());
        let mut client = self.client.clone();
        let scope = scopes.map(String::as_str).collect::<Vec<_>>().join(" ");
        client.insert(tool::SCOPE.to_owned(), scope.into());
        client.insert(TOOL_CONFIGURATION.to_owned(), configuration.into());
        client.into()
    }
}

/// The hosts on which addresses of the tool may lie (DYN-048).
struct Site<'a> {
    base: &'a Url,
    domain: String,
    further: &'a [String],
}

impl<'a> Site<'a> {
    fn new(profile: &'a ToolProfile, base: &'a Url) -> Self {
        Self { base, domain: domain(base), further: &profile.secondary_domains }
    }

    fn address(&self, what: &'static str, text: &str) -> Result<Url, ProfileError> {
        // A path is one of the tool, wherever that lives on its host.
        let is_path = text.starts_with('/') && !text.starts_with("//");
        let whole = if is_path { Url::parse(&paths::whole(self.base, text)) } else { self.base.join(text) };
        let url = whole.ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let url = url.ok_or_else(|| ProfileError::Address { what, address: text.to_owned() })?;
        let host = domain(&url);
        if host == self.domain || self.further.contains(&host) {
            return Ok(url);
        }
        Err(ProfileError::Domain { what, address: url.into(), domain: self.domain.clone() })
    }

    /// The same of what may be left out, under its name on the wire.
    fn put(&self, members: &mut Members, name: &'static str, text: Option<&str>) -> Result<(), ProfileError> {
        if let Some(text) = text {
            members.insert(name.to_owned(), self.address(name, text)?.as_str().into());
        }
        Ok(())
    }
}

/// Host and port, as far as one is named (DYN-046).
fn domain(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn client(profile: &ToolProfile, places: Places<'_>, site: &Site<'_>) -> Result<Members, ProfileError> {
    let further = profile.redirect_uris.iter().map(|address| site.address(tool::REDIRECT_URIS, address));
    let mut redirect_uris = vec![places.launch.to_owned()];
    for address in further {
        redirect_uris.push(address?.into());
    }
    let mut members = Members::from_iter(
        [
            (tool::APPLICATION_TYPE, json!(APPLICATION_TYPE_WEB)),
            (tool::RESPONSE_TYPES, json!([RESPONSE_TYPE_ID_TOKEN])),
            (tool::GRANT_TYPES, json!([GRANT_TYPE_IMPLICIT, GRANT_TYPE_CLIENT_CREDENTIALS])),
            (tool::INITIATE_LOGIN_URI, json!(places.login)),
            (tool::REDIRECT_URIS, json!(redirect_uris)),
            (tool::CLIENT_NAME, json!(profile.name)),
            (tool::JWKS_URI, json!(places.keys)),
            (tool::TOKEN_ENDPOINT_AUTH_METHOD, json!(AUTH_METHOD_PRIVATE_KEY_JWT)),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    );
    for (language, name) in &profile.names {
        members.insert(format!("{}#{language}", tool::CLIENT_NAME), name.as_str().into());
    }
    let addresses = [
        (tool::LOGO_URI, &profile.logo),
        (tool::CLIENT_URI, &profile.home_page),
        (tool::POLICY_URI, &profile.policy),
        (tool::TOS_URI, &profile.terms),
    ];
    for (name, address) in addresses {
        site.put(&mut members, name, address.as_deref())?;
    }
    put_list(&mut members, tool::CONTACTS, &profile.contacts);
    Ok(members)
}

fn configuration(profile: &ToolProfile, site: &Site<'_>) -> Result<Members, ProfileError> {
    let mut members = Members::new();
    members.insert(tool::DOMAIN.to_owned(), site.domain.as_str().into());
    site.put(&mut members, tool::TARGET_LINK_URI, Some(&profile.target))?;
    put_text(&mut members, tool::DESCRIPTION, profile.description.as_deref());
    put_list(&mut members, tool::SECONDARY_DOMAINS, &profile.secondary_domains);
    put_custom(&mut members, &profile.custom);
    Ok(members)
}

/// Launches of links come first, whether or not the author says more about them.
fn messages(profile: &ToolProfile, site: &Site<'_>) -> Result<Vec<(String, Value)>, ProfileError> {
    let plain = MessageOffer::resource_link();
    let is_plain = profile.messages.iter().all(|offer| offer.kind != RESOURCE_LINK);
    let offers = is_plain.then_some(&plain).into_iter().chain(&profile.messages);
    offers.map(|offer| Ok((offer.kind.clone(), message(offer, site)?.into()))).collect()
}

fn message(offer: &MessageOffer, site: &Site<'_>) -> Result<Members, ProfileError> {
    let mut members = Members::new();
    members.insert(tool::TYPE.to_owned(), offer.kind.as_str().into());
    site.put(&mut members, tool::TARGET_LINK_URI, offer.target.as_deref())?;
    put_text(&mut members, tool::LABEL, offer.label.as_deref());
    site.put(&mut members, tool::ICON_URI, offer.icon.as_deref())?;
    put_list(&mut members, tool::PLACEMENTS, &offer.placements);
    put_list(&mut members, tool::ROLES, &offer.roles);
    put_custom(&mut members, &offer.custom);
    Ok(members)
}

fn put_text(members: &mut Members, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        members.insert(name.to_owned(), text.into());
    }
}

fn put_list(members: &mut Members, name: &str, list: &[String]) {
    if !list.is_empty() {
        members.insert(name.to_owned(), json!(list));
    }
}

fn put_custom(members: &mut Members, custom: &[(String, String)]) {
    if !custom.is_empty() {
        let custom: Members = custom.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        members.insert(tool::CUSTOM_PARAMETERS.to_owned(), custom.into());
    }
}

#[cfg(test)]
mod tests {
    use homeroom_vocab::message::DEEP_LINKING;
    use homeroom_vocab::scope::{AGS_SCORE, NRPS_CONTEXTMEMBERSHIP_READONLY};

    use super::*;
    use crate::dynamic_registration::configuration::sample;

    fn described(profile: &ToolProfile, base: &str) -> Result<Description, ProfileError> {
        let base = Url::parse(base).unwrap();
        let at = |path| base.join(path).unwrap();
        let (login, launch, keys) = (at("login"), at("launch"), at("keys"));
        Description::new(profile, Places { base: &base, login: &login, launch: launch.as_str(), keys: &keys })
    }

    fn profile() -> ToolProfile {
        ToolProfile::new("Quizzes")
            .name_in("fr", "Questionnaires")
            .scope(AGS_SCORE)
            .scope(NRPS_CONTEXTMEMBERSHIP_READONLY)
            .claim("name")
            .custom("course", "$Context.id")
            .message(
                MessageOffer::deep_linking()
                    .target("/pick?from=lms")
                    .label("Add a quiz")
                    .placement("ContentArea"),
            )
    }

    #[test]
    fn a_platform_reads_everything_that_it_needs() {
        let sent = described(&profile(), "http://localhost:3000/").unwrap().for_platform(&sample());
        assert_eq!(
            sent,
            json!({
                "application_type": "web",
                "response_types": ["id_token"],
                "grant_types": ["implicit", "client_credentials"],
                "initiate_login_uri": "http://localhost:3000/login",
                "redirect_uris": ["http://localhost:3000/launch"],
                "client_name": "Quizzes",
                "client_name#fr": "Questionnaires",
                "jwks_uri": "http://localhost:3000/keys",
                "token_endpoint_auth_method": "private_key_jwt",
                "scope": format!("{AGS_SCORE} {NRPS_CONTEXTMEMBERSHIP_READONLY}"),
                TOOL_CONFIGURATION: {
                    "domain": "localhost:3000",
                    "target_link_uri": "http://localhost:3000/",
                    "custom_parameters": { "course": "$Context.id" },
                    "claims": ["iss", "sub", "name"],
                    "messages": [
                        { "type": "LtiResourceLinkRequest" },
                        {
                            "type": "LtiDeepLinkingRequest",
                            "target_link_uri": "http://localhost:3000/pick?from=lms",
                            "label": "Add a quiz",
                            "placements": ["ContentArea"]
                        }
                    ]
                }
            })
        );
    }

    #[test]
    fn nothing_is_asked_for_that_the_platform_does_not_have() {
        let description = described(&profile(), "https://tool.example/").unwrap();
        let poor = Configuration {
            scopes: Some(vec![OPENID.to_owned()]),
            claims: Some(vec!["iss".to_owned(), "sub".to_owned()]),
            messages: Some(vec![RESOURCE_LINK.to_owned()]),
            ..sample()
        };
        let sent = description.for_platform(&poor);
        assert_eq!(sent["scope"], "");
        let lti = &sent[TOOL_CONFIGURATION];
        assert_eq!(lti["domain"], "tool.example");
        assert_eq!(lti["claims"], json!(["iss", "sub"]));
        assert_eq!(lti["messages"], json!([{ "type": RESOURCE_LINK }]));
    }

    #[test]
    fn a_platform_that_does_not_say_what_it_has_is_asked_for_everything() {
        let description = described(&profile(), "https://tool.example/").unwrap();
        let silent = Configuration { scopes: None, claims: None, messages: None, ..sample() };
        let sent = description.for_platform(&silent);
        assert_eq!(sent["scope"], format!("{AGS_SCORE} {NRPS_CONTEXTMEMBERSHIP_READONLY}"));
        assert_eq!(sent[TOOL_CONFIGURATION]["claims"], json!(["iss", "sub", "name"]));
        assert_eq!(sent[TOOL_CONFIGURATION]["messages"][1]["type"], DEEP_LINKING);
    }

    #[test]
    fn more_about_launches_of_links_replaces_the_plain_word() {
        let profile = ToolProfile::new("Quizzes")
            .message(MessageOffer::resource_link().label("Quiz").icon("/quiz.png"));
        let sent = described(&profile, "https://tool.example/").unwrap().for_platform(&sample());
        assert_eq!(
            sent[TOOL_CONFIGURATION]["messages"],
            json!([{ "type": RESOURCE_LINK, "label": "Quiz", "icon_uri": "https://tool.example/quiz.png" }])
        );
    }

    #[test]
    fn addresses_lie_on_the_hosts_that_are_named() {
        let elsewhere = profile().logo("https://cdn.example/logo.png");
        let error = described(&elsewhere, "https://tool.example/").unwrap_err();
        assert!(matches!(error, ProfileError::Domain { what: "logo_uri", .. }), "{error}");
        let named = elsewhere.secondary_domain("cdn.example");
        let sent = described(&named, "https://tool.example/").unwrap().for_platform(&sample());
        assert_eq!(sent["logo_uri"], "https://cdn.example/logo.png");
        assert_eq!(sent[TOOL_CONFIGURATION]["secondary_domains"], json!(["cdn.example"]));
    }

    #[test]
    fn paths_are_below_the_base() {
        let profile =
            ToolProfile::new("Q").logo("/logo.png").message(MessageOffer::deep_linking().target("/pick"));
        let sent = described(&profile, "https://host.example/quiz/").unwrap().for_platform(&sample());
        assert_eq!(sent["logo_uri"], "https://host.example/quiz/logo.png");
        assert_eq!(sent[TOOL_CONFIGURATION]["target_link_uri"], "https://host.example/quiz/");
        let messages = &sent[TOOL_CONFIGURATION]["messages"];
        assert_eq!(messages[1]["target_link_uri"], "https://host.example/quiz/pick");
    }

    #[test]
    fn a_profile_that_platforms_would_refuse_is_an_error() {
        let refused = |profile: ToolProfile| described(&profile, "https://tool.example/").unwrap_err();
        assert_eq!(refused(ToolProfile::new(" ")), ProfileError::Name);
        assert_eq!(refused(ToolProfile::new("Q").scope("a b")), ProfileError::Scope("a b".to_owned()));
        let odd = refused(ToolProfile::new("Q").target("mailto:x@tool.example"));
        assert!(matches!(odd, ProfileError::Address { what: "target_link_uri", .. }), "{odd}");
        assert!(matches!(
            refused(ToolProfile::new("Q").redirect_uri("https://[")),
            ProfileError::Address { what: "redirect_uris", .. }
        ));
    }
}
