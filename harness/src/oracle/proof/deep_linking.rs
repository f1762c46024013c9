//! The settings of a deep-linking request.

use serde_json::Value;

use super::Trace;
use super::sent::SETTINGS;

pub(super) const TRACES: &[(&str, Trace)] = &[
    // The settings of a deep-linking request.
    ("deep_linking_settings.missing", |s| s.lacks(SETTINGS)),
    ("deep_linking_settings.string", |s| s.honestly(s.token.claim(SETTINGS).is_some_and(Value::is_string))),
    ("deep_link_return_url.missing", |s| s.lacks_setting("deep_link_return_url")),
    ("deep_link_return_url.script", |s| {
        s.setting("deep_link_return_url").is_some_and(|url| url.starts_with("javascript:"))
    }),
    ("deep_link_return_url.foreign", |s| {
        s.setting("deep_link_return_url").is_some_and(|url| origin(url) != origin(&s.honest.issuer))
    }),
    ("accept_types.missing", |s| s.lacks_setting("accept_types")),
    ("accept_types.string", |s| s.setting("accept_types").is_some()),
    ("resource_link.present", |s| {
        s.lti_is("message_type", "LtiDeepLinkingRequest") && s.lti("resource_link").is_some()
    }),
];

fn origin(url: &str) -> String {
    url::Url::parse(url).map(|url| url.origin().ascii_serialization()).unwrap_or_default()
}
