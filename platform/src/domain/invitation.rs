//! An invitation: one attempt to register a tool with a campus by itself (requirements 6).

use homeroom_vocab::registration::{OPENID_CONFIGURATION, REGISTRATION_TOKEN};
use serde::{Deserialize, Serialize};
use url::form_urlencoded;
use utoipa::ToSchema;

use super::edge::WebUrl;

/// The right to register one tool once. Its id is unguessable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Invitation {
    pub(crate) id: String,
    /// The hash of the registration token, if there is one (DYN-001).
    pub(crate) token_hash: Option<String>,
    /// The page of the tool that registers it.
    pub(crate) registration_url: Option<WebUrl>,
    /// Whether the configuration is shown to the bearer of the token only, as Canvas does (DYN-002).
    pub(crate) configuration_needs_token: bool,
    pub(crate) deployment: Telling,
    pub(crate) faults: Vec<Ordered>,
    /// Milliseconds since 1970.
    pub(crate) created_at: i64,
    /// Milliseconds since 1970.
    pub(crate) expires_at: i64,
    pub(crate) used: Option<Used>,
}

/// What became of an invitation that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Used {
    pub(crate) client_id: String,
    /// Milliseconds since 1970.
    pub(crate) at: i64,
    /// The hash of the token by which the tool reads and changes its registration (DYN-015).
    pub(crate) access_hash: String,
}

/// A fault that happens to whoever follows an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Ordered {
    pub(crate) name: String,
    /// The value that some faults need, such as a URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) with: Option<String>,
}

/// Whether the answer to a registration tells the deployment (DYN-007, DYN-009).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Telling {
    /// The answer has its id.
    #[default]
    Answered,
    /// There is a deployment, and the first launch tells it.
    Silent,
}

/// How far an invitation got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    Open,
    Used,
    Expired,
}

impl Invitation {
    /// How far it got at a moment, in milliseconds since 1970.
    pub(crate) fn status(&self, now: i64) -> Status {
        match self.used {
            Some(_) => Status::Used,
            None if now >= self.expires_at => Status::Expired,
            None => Status::Open,
        }
    }
}

/// The page of the tool with what it needs to know added to its query, which stays as it is (DYN-001).
pub(crate) fn address(page: &WebUrl, configuration: &str, token: Option<&str>) -> String {
    let (page, fragment) = match page.as_str().split_once('#') {
        Some((page, fragment)) => (page, format!("#{fragment}")),
        None => (page.as_str(), String::new()),
    };
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair(OPENID_CONFIGURATION, configuration);
    if let Some(token) = token {
        query.append_pair(REGISTRATION_TOKEN, token);
    }
    let joint = match page.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some((_, known)) if known.ends_with('&') => "",
        Some(_) => "&",
    };
    format!("{page}{joint}{}{fragment}", query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_is_open_until_it_is_used_or_its_time_is_over() {
        let open = Invitation {
            id: "i".to_owned(),
            token_hash: None,
            registration_url: None,
            configuration_needs_token: false,
            deployment: Telling::Answered,
            faults: Vec::new(),
            created_at: 1000,
            expires_at: 6000,
            used: None,
        };
        assert_eq!((open.status(5999), open.status(6000)), (Status::Open, Status::Expired));
        let used = Used { client_id: "c".to_owned(), at: 2000, access_hash: String::new() };
        assert_eq!(Invitation { used: Some(used), ..open }.status(9000), Status::Used);
    }

    #[test]
    fn the_query_of_the_page_is_kept_and_added_to() {
        let added = "openid_configuration=http%3A%2F%2Flms%2Fc&registration_token=t";
        for (page, expected) in [
            ("http://tool/r", format!("http://tool/r?{added}")),
            ("http://tool/r?", format!("http://tool/r?{added}")),
            ("http://tool/r?a=%20b", format!("http://tool/r?a=%20b&{added}")),
            ("http://tool/r?a=1#top", format!("http://tool/r?a=1&{added}#top")),
        ] {
            let page = WebUrl::parse("url", page).unwrap();
            assert_eq!(address(&page, "http://lms/c", Some("t")), expected);
        }
        let page = WebUrl::parse("url", "http://tool/r").unwrap();
        assert_eq!(address(&page, "x", None), "http://tool/r?openid_configuration=x");
    }
}
