//! Other ways in which a correct tool may be made, as switches, all off by default. None breaks a rule, so a harness must
//! come to the same verdicts whichever is on.

#![cfg_attr(not(feature = "reference"), expect(unreachable_pub, reason = "public with the feature alone"))]

/// A way to be different and correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// How it is called on the command line.
    pub name: &'static str,
    /// What the tool then does differently.
    pub title: &'static str,
    /// What the developer of such a tool has to set as `[refuse] text`, because the status tells nothing.
    pub refuse: Option<&'static str>,
    /// Whether the developer has to set `[probe] url`, because the page of a launch does not need the session.
    pub probed: bool,
    /// Whether its pages show who is signed in, for `[shows]` to find.
    pub shows: bool,
    /// Whether it waits more than it works.
    pub sleeps: bool,
    /// The ids of the cases with another verdict, and of the observations that see something else, as the requirements
    /// want it.
    pub differs: &'static [&'static str],
}

/// The variants that are switched on: none but in the reference tool, and in tests of it.
#[derive(Clone, Debug, Default)]
pub struct Variants {
    #[cfg(any(feature = "reference", test))]
    on: Vec<&'static Variant>,
}

#[cfg(any(feature = "reference", test))]
impl Variants {
    pub(crate) fn new(on: Vec<&'static Variant>) -> Self {
        Self { on }
    }

    pub(crate) fn has(&self, variant: Variant) -> bool {
        self.on.iter().any(|on| on.name == variant.name)
    }
}

#[cfg(not(any(feature = "reference", test)))]
#[expect(clippy::unused_self, reason = "the same as with switches, and never")]
impl Variants {
    pub(crate) const fn has(&self, _: Variant) -> bool {
        false
    }
}

/// Writes the table: one constant a row, and [`VARIANTS`] over the rows.
macro_rules! variants {
    ($($(#[$doc:meta])* $constant:ident { name: $name:literal, title: $title:literal $(, $field:ident: $value:expr)* })+) => {
        #[cfg_attr(
            not(any(feature = "reference", test)),
            expect(dead_code, reason = "most are looks of the reference tool, and not of the kit")
        )]
        impl Variant {
            const PLAIN: Self = Self { name: "", title: "", refuse: None, probed: false, shows: true, sleeps: false, differs: &[] };
            $(
                $(#[$doc])*
                pub(crate) const $constant: Self =
                    Self { name: $name, title: $title, $($field: $value,)* ..Self::PLAIN };
            )+
        }

        /// Every variant that can be switched on.
        #[cfg(any(feature = "reference", test))]
        pub static VARIANTS: &[Variant] = &[$(Variant::$constant),+];
    };
}

/// A server error without a session refuses, and is a crash where a case asks about crashes; and the status for a token
/// that is meant for somebody else is another one.
const CRASHES: &[&str] = &[
    "deep_linking.request.polite.anonymous",
    "deep_linking.request.polite.roles_missing",
    "deep_linking.request.survived.settings_string",
    "deep_linking.request.survived.types_missing",
    "deep_linking.request.survived.types_string",
    "login.iss_array",
    "login.iss_repeated",
    "login.refused.client_unknown",
    "login.refused.iss_encoded",
    "login.refused.iss_look_alike",
    "login.refused.iss_missing",
    "login.refused.iss_port",
    "login.refused.iss_trailing_slash",
    "login.refused.iss_unknown",
    "login.refused.iss_upper_case",
    "login.refused.login_hint_missing",
    "login.refused.target_link_uri_missing",
    "login.second_client.unnamed.with_nothing",
    "login.survived.hint_1m",
    "login.survived.hint_64k",
    "message.iat.future_10m",
    "message.survived.context.string",
    "message.survived.custom.array",
    "message.survived.resource_link.string",
    "message.survived.roles.nested",
    "message.survived.roles.null_entry",
    "message.survived.roles.string",
    "message.survived.sub.empty",
    "message.survived.sub.null",
    "message.survived.sub.number",
    "message.survived.target_link_uri.missing",
    "message.wrong_type.aud",
    "message.wrong_type.azp",
    "message.wrong_type.context",
    "message.wrong_type.context.id",
    "message.wrong_type.context.title",
    "message.wrong_type.custom",
    "message.wrong_type.custom.value",
    "message.wrong_type.deployment_id",
    "message.wrong_type.email",
    "message.wrong_type.exp",
    "message.wrong_type.family_name",
    "message.wrong_type.given_name",
    "message.wrong_type.iat",
    "message.wrong_type.iss",
    "message.wrong_type.lis",
    "message.wrong_type.locale",
    "message.wrong_type.message_type",
    "message.wrong_type.name",
    "message.wrong_type.nonce",
    "message.wrong_type.picture",
    "message.wrong_type.presentation",
    "message.wrong_type.resource_link",
    "message.wrong_type.resource_link.id",
    "message.wrong_type.resource_link.title",
    "message.wrong_type.return_url",
    "message.wrong_type.roles",
    "message.wrong_type.sub",
    "message.wrong_type.target_link_uri",
    "message.wrong_type.tool_platform",
    "message.wrong_type.version",
    "refusal.no_crash",
    "response.error",
    "response.media_type.json",
    "response.media_type.multipart",
    "response.media_type.none",
    "response.media_type.text",
    "response.race",
    "response.seen.late.after_1h",
    "response.seen.late.after_24h",
    "response.two_states",
    "token.aud.status",
    "token.seen.exp.year_9999",
    "token.seen.expired",
    "token.seen.issued",
    "token.seen.issued_ahead",
    "token.seen.line_break",
    "token.seen.padded",
    "token.seen.percent",
    "token.seen.space",
    "token.seen.standard_alphabet",
    "token.survived.arrays_10k",
    "token.survived.claims_100k",
    "token.survived.exp_two_to_63",
    "token.survived.payload_1m",
    "token.survived.payload_5m",
    "token.survived.payload_bom",
    "token.survived.payload_surrogate",
];

variants! {
    OTHER_PATHS { name: "other-paths", title: "has other paths, and cookies of other names" }
    QUERIES_IN_ADDRESSES { name: "queries-in-addresses", title: "has a query in each of its addresses, the redirect URI too" }
    STATE_LIKE_TOKEN { name: "state-like-token", title: "sends a state that is long and looks like a token" }
    /// OIDC-017 names redirects and forms alike.
    LOGIN_BY_FORM { name: "login-by-form", title: "asks the platform by a form that submits itself" }
    LOGIN_BY_BUTTON { name: "login-by-button", title: "asks the platform by a page with a button and without any script" }
    LOGIN_BY_SCRIPT { name: "login-by-script", title: "asks the platform by a script that goes to another address" }
    LOGIN_BY_REFRESH { name: "login-by-refresh", title: "asks the platform by a page that refreshes to another address" }
    REDIRECT_FOUND { name: "redirect-found", title: "redirects with status 302 instead of 303" }
    REDIRECT_RELATIVE { name: "redirect-relative", title: "redirects within the tool to addresses without a host" }
    REDIRECT_OFTEN { name: "redirect-often", title: "goes through more pages on the way to the platform and to the target" }
    CONTENT_AT_REDIRECT_URI {
        name: "content-at-redirect-uri",
        title: "shows what was launched at the redirect URI itself, without a redirect",
        probed: true
    }
    SESSION_IN_ADDRESS {
        name: "session-in-address",
        title: "keeps the session in the address and sets no cookie for it",
        differs: &["login.no_session", "response.fixation"]
    }
    SESSION_FOR_VISITORS { name: "session-for-visitors", title: "gives everybody a session cookie, signed in or not" }
    SESSION_ROLLING { name: "session-rolling", title: "sets the session cookie again with each page, each time to another value" }
    COOKIE_PARTITIONED { name: "cookie-partitioned", title: "sets its cookies for frames with `Partitioned`" }
    COOKIE_FOR_FRAMES_ONLY { name: "cookie-for-frames-only", title: "sets each cookie once, with `SameSite=None; Secure`" }
    COOKIE_WITHOUT_AGE { name: "cookie-without-age", title: "sets cookies that end with the browser" }
    REFUSAL_OK {
        name: "refusal-ok",
        title: "refuses by a page with status 200",
        refuse: Some("open the link again")
    }
    REFUSAL_ELSEWHERE {
        name: "refusal-elsewhere",
        title: "refuses by a redirect to a page of its own, which has status 200",
        refuse: Some("open the link again")
    }
    REFUSAL_JSON { name: "refusal-json", title: "refuses by JSON" }
    REFUSAL_JSON_OK {
        name: "refusal-json-ok",
        title: "refuses by JSON with status 200",
        refuse: Some("\"success\":false"),
        differs: &["token.aud.status"]
    }
    REFUSAL_AT_HOME {
        name: "refusal-at-home",
        title: "refuses a launch by a redirect to the start page, which shows the reason to who is signed in still",
        refuse: Some("This did not work")
    }
    REFUSAL_SIGNS_OUT { name: "refusal-signs-out", title: "ends the session of a browser that brings a launch to refuse" }
    /// RET-004: only where the return URL is the platform's own.
    REFUSAL_BY_RETURN {
        name: "refusal-by-return",
        title: "refuses what is authentic by going to the return URL with `lti_errormsg`",
        differs: &["return.refused"]
    }
    /// A server error without a session is a refusal, and a crash.
    REFUSES_BY_500 { name: "refuses-by-500", title: "refuses by a page with status 500", differs: CRASHES }
    /// CORE-019 leaves it to the tool whether anonymous launches are taken.
    ANONYMOUS_REFUSED {
        name: "anonymous-refused",
        title: "refuses a launch that does not say who the user is, with 403",
        differs: &["message.sub.missing_taken"]
    }
    /// DYN-012: the address is public.
    REGISTRATION_CONFIRMED {
        name: "registration-confirmed",
        title: "asks before it registers itself with a platform",
        differs: &["registration.asks_first"]
    }
    SLOW { name: "slow", title: "takes two seconds to answer a launch", sleeps: true }
    CONNECTION_CLOSED { name: "connection-closed", title: "closes the connection after each answer" }
    GZIP { name: "gzip", title: "compresses its answers for who takes that" }
    HEADERS_IN_TITLE_CASE { name: "headers-in-title-case", title: "writes the names of headers with capitals" }
    JAPANESE { name: "japanese", title: "speaks Japanese" }
    APP_SHELL {
        name: "app-shell",
        title: "shows the same page to everybody, and fills it by script",
        probed: true,
        shows: false,
        differs: &["return.offered"]
    }
    CHATTER { name: "chatter", title: "adds chance words and elements to each page" }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_variant_has_a_name_of_its_own_in_kebab_case() {
        let names: HashSet<_> = VARIANTS.iter().map(|variant| variant.name).collect();
        assert_eq!(names.len(), VARIANTS.len());
        let kebab =
            |name: &str| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(names.iter().all(|name| kebab(name)));
        assert!(VARIANTS.iter().all(|variant| !variant.title.is_empty()));
    }

    #[test]
    fn a_tool_is_plain_unless_a_variant_is_switched_on() {
        let none = Variants::default();
        assert!(VARIANTS.iter().all(|variant| !none.has(*variant)));
        let one = Variants::new(vec![&VARIANTS[0]]);
        assert_eq!(VARIANTS.iter().filter(|variant| one.has(**variant)).count(), 1);
    }
}
