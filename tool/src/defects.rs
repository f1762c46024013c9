//! Bugs that real tools have, as switches, all off by default. Each breaks one rule at the place of its
//! check, so that a harness which judges this tool with one bug must fail exactly the cases of that row.

#![cfg_attr(not(feature = "reference"), expect(unreachable_pub, reason = "public with the feature alone"))]

/// A bug that can be switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Defect {
    /// How it is called on the command line.
    pub name: &'static str,
    /// What the tool then does wrong.
    pub title: &'static str,
    /// The ids of the cases that must fail with it.
    pub cases: &'static [&'static str],
    /// The cases that it keeps from being judged.
    pub blocks: Blocks,
}

/// What nobody can judge while a bug is switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocks {
    /// Every case is judged.
    Nothing,
    /// The cases whose ids begin so build on something that the bug breaks.
    Cases(&'static [&'static str]),
    /// No launch is taken, so that only cases about the login and the authentication request are judged.
    Launches,
}

/// The bugs that are switched on: none but in the reference tool, and in tests of it.
#[derive(Clone, Debug, Default)]
pub struct Defects {
    #[cfg(any(feature = "reference", test))]
    on: Vec<&'static Defect>,
}

#[cfg(any(feature = "reference", test))]
impl Defects {
    pub(crate) fn new(on: Vec<&'static Defect>) -> Self {
        Self { on }
    }

    pub(crate) fn has(&self, defect: Defect) -> bool {
        self.on.iter().any(|on| on.name == defect.name)
    }
}

#[cfg(not(any(feature = "reference", test)))]
#[expect(clippy::unused_self, reason = "the same as with switches, and never")]
impl Defects {
    pub(crate) const fn has(&self, _: Defect) -> bool {
        false
    }
}

/// Writes the table: one constant a row, and [`DEFECTS`] over the rows. A row without `blocks` blocks nothing.
macro_rules! defects {
    (@blocks) => { Blocks::Nothing };
    (@blocks $blocks:expr) => { $blocks };
    ($($(#[$doc:meta])* $constant:ident {
        name: $name:literal, title: $title:literal, cases: $cases:expr, $(blocks: $blocks:expr,)?
    })+) => {
        #[cfg_attr(
            not(any(feature = "reference", test)),
            expect(dead_code, reason = "some are bugs of the reference tool, and not of the kit")
        )]
        impl Defect {
            $(
                $(#[$doc])*
                pub(crate) const $constant: Self =
                    Self { name: $name, title: $title, cases: &$cases, blocks: defects!(@blocks $($blocks)?) };
            )+
        }

        /// Every bug that can be switched on.
        #[cfg(any(feature = "reference", test))]
        pub static DEFECTS: &[Defect] = &[$(Defect::$constant),+];
    };
}

defects! {
    /// OIDC-002: login initiation also by POST.
    POST_LOGIN_REFUSED {
        name: "post-login-refused",
        title: "answers 405 to a login initiation by POST",
        cases: ["login.method.post"],
    }
    /// OIDC-001: login initiation by GET.
    GET_LOGIN_REFUSED {
        name: "get-login-refused",
        title: "answers 405 to a login initiation by GET",
        cases: ["login.method.get"],
    }
    /// OIDC-016: unknown parameters are ignored.
    EXTRA_LOGIN_PARAMETERS_REFUSED {
        name: "extra-login-parameters-refused",
        title: "refuses a login initiation with a parameter that it does not know",
        cases: ["login.extra_parameters"],
    }
    /// OIDC-014: a client id that is not registered for the issuer is refused.
    CLIENT_ID_OF_LOGIN_ECHOED {
        name: "client-id-of-login-echoed",
        title: "sends on whatever `client_id` the login initiation named",
        cases: ["login.refused.client_unknown", "login.second_client", "login.second_client.unnamed.with_deployment", "login.second_client.unnamed.with_nothing"],
    }
    /// OIDC-012: an initiation without `target_link_uri` is refused.
    LOGIN_TARGET_OPTIONAL {
        name: "login-target-optional",
        title: "goes on with a login initiation without `target_link_uri`",
        cases: ["login.refused.target_link_uri_missing"],
    }
    /// OIDC-010: an initiation without `iss` is refused.
    LOGIN_ISS_OPTIONAL {
        name: "login-iss-optional",
        title: "takes a login initiation without `iss` for one of the first platform",
        cases: ["login.refused.iss_missing"],
    }
    /// OIDC-011: an initiation without `login_hint` is refused.
    LOGIN_HINT_OPTIONAL {
        name: "login-hint-optional",
        title: "goes on with a login initiation without `login_hint`",
        cases: ["login.refused.login_hint_missing"],
    }
    /// OIDC-013: nobody is asked who an unknown issuer is.
    ISSUER_DISCOVERED {
        name: "issuer-discovered",
        title: "asks an unknown issuer for its OpenID configuration",
        cases: ["login.refused.iss_unknown"],
    }
    /// OIDC-019: an unknown deployment is no crash.
    LOGIN_DEPLOYMENT_UNKNOWN_CRASH {
        name: "login-deployment-unknown-crash",
        title: "answers 500 to a login initiation with a deployment that it does not know",
        cases: ["login.deployment_unknown", "refusal.no_crash"],
    }
    /// OIDC-020: a repeated parameter is no crash.
    REPEATED_PARAMETER_CRASH {
        name: "repeated-parameter-crash",
        title: "answers 500 to a login initiation with a parameter that stands twice",
        cases: ["login.iss_repeated", "refusal.no_crash"],
    }
    /// OIDC-021: a login alone logs nobody in.
    LOGIN_SESSION_EARLY {
        name: "login-session-early",
        title: "opens a session at the login initiation, and ends it when the launch is refused",
        cases: ["login.no_session"],
        blocks: Blocks::Cases(&["deep_linking.two_tabs."]),
    }
    /// OIDC-018: the registered endpoint, to the letter.
    ENDPOINT_BY_ADDRESS {
        name: "endpoint-by-address",
        title: "writes the address for the name `localhost` in the authorization endpoint",
        cases: ["request.endpoint"],
    }
    /// OIDC-030: the scope is `openid`.
    SCOPE_WITHOUT_OPENID {
        name: "scope-without-openid",
        title: "asks for the scopes `profile email` without `openid`",
        cases: ["request.scope"],
        blocks: Blocks::Launches,
    }
    /// OIDC-031: the response type is `id_token`.
    RESPONSE_TYPE_CODE {
        name: "response-type-code",
        title: "asks for an authorization code, as other OAuth clients do",
        cases: ["request.response_type"],
        blocks: Blocks::Launches,
    }
    /// OIDC-032: the response mode is `form_post`.
    RESPONSE_MODE_NOT_SENT {
        name: "response-mode-not-sent",
        title: "sends no `response_mode`, and relies on the default",
        cases: ["request.response_mode"],
        blocks: Blocks::Launches,
    }
    /// OIDC-033: nobody is asked to log in.
    PROMPT_NOT_SENT {
        name: "prompt-not-sent",
        title: "sends no `prompt`",
        cases: ["request.prompt"],
        blocks: Blocks::Launches,
    }
    /// OIDC-034: the client id of the registration.
    DEPLOYMENT_FOR_CLIENT {
        name: "deployment-for-client",
        title: "sends the deployment id as `client_id`",
        cases: ["login.second_client", "login.second_client.unnamed.with_deployment", "request.client_id"],
        blocks: Blocks::Launches,
    }
    /// OIDC-035: a redirect URI of the registration.
    REDIRECT_TO_TARGET {
        name: "redirect-to-target",
        title: "names the target of the launch as `redirect_uri`, which is not registered",
        cases: ["request.redirect_uri"],
        blocks: Blocks::Launches,
    }
    /// OIDC-036: `login_hint` goes back.
    LOGIN_HINT_NOT_SENT {
        name: "login-hint-not-sent",
        title: "never sends `login_hint` back",
        cases: ["request.login_hint", "request.login_hint.special"],
        blocks: Blocks::Launches,
    }
    /// OIDC-039: every request carries a nonce.
    NONCE_NOT_SENT {
        name: "nonce-not-sent",
        title: "sends no `nonce`",
        cases: ["request.fresh.nonce", "request.nonce"],
        blocks: Blocks::Launches,
    }
    /// OIDC-036: `login_hint` goes back unaltered.
    LOGIN_HINT_DECODED_TWICE {
        name: "login-hint-decoded-twice",
        title: "decodes `login_hint` twice before it sends it back",
        cases: ["request.login_hint.special"],
    }
    /// OIDC-036: a hint is no header.
    LOGIN_HINT_IN_HEADER {
        name: "login-hint-in-header",
        title: "lets a line break in `login_hint` begin a new header of its redirect",
        cases: ["login.header_injection"],
    }
    /// OIDC-036: a hint is no markup.
    LOGIN_HINT_UNESCAPED {
        name: "login-hint-unescaped",
        title: "writes `login_hint` unescaped into the page of its redirect",
        cases: ["login.markup"],
    }
    /// CORE-012: the unsigned target is no link.
    LOGIN_TARGET_LINKED {
        name: "login-target-linked",
        title: "links to whatever `target_link_uri` the login initiation named, on the page of its redirect",
        cases: ["login.data_target", "login.foreign_target.absolute", "login.foreign_target.without_scheme", "login.script_target"],
    }
    /// OIDC-037: `lti_message_hint` goes back unaltered.
    MESSAGE_HINT_DROPPED {
        name: "message-hint-dropped",
        title: "never sends `lti_message_hint` back",
        cases: ["login.hint_8k", "request.lti_message_hint", "request.message_hint.long"],
    }
    /// OIDC-037: `lti_message_hint` is left out when none came.
    MESSAGE_HINT_INVENTED {
        name: "message-hint-invented",
        title: "sends an empty `lti_message_hint` when none came",
        cases: ["request.message_hint.absent"],
    }
    /// OIDC-041: a state cannot be guessed.
    STATE_COUNTER {
        name: "state-counter",
        title: "counts its states 1, 2, 3",
        cases: ["request.fresh.state"],
    }
    /// OIDC-038: every request carries a state.
    STATE_NOT_SENT {
        name: "state-not-sent",
        title: "sends no `state`, and knows the login by its nonce and cookie",
        cases: ["deep_linking.request.state.altered", "deep_linking.request.state.missing", "request.fresh.state", "request.state", "response.state.altered", "response.state.empty", "response.state.huge", "response.state.missing", "response.state.swapped", "response.two_states"],
    }
    /// OIDC-040: a nonce cannot be guessed.
    NONCE_COUNTER {
        name: "nonce-counter",
        title: "counts its nonces 1, 2, 3",
        cases: ["request.fresh.nonce"],
    }
    /// OIDC-023: a state cookie that a cross-site frame keeps.
    STATE_COOKIE_LAX_ONLY {
        name: "state-cookie-lax-only",
        title: "sets its state cookie without `SameSite=None`",
        cases: ["login.other_site"],
    }
    /// OIDC-023: a state cookie that a cross-site frame keeps.
    STATE_COOKIE_SAME_SITE_LOST {
        name: "state-cookie-same-site-lost",
        title: "sets the state cookie for frames with `SameSite=Lax`",
        cases: ["login.other_site"],
    }
    /// OIDC-023: a session cookie that a cross-site frame keeps.
    SESSION_COOKIE_LAX_ONLY {
        name: "session-cookie-lax-only",
        title: "sets its session cookie without `SameSite=None`",
        cases: ["login.other_site"],
    }
    /// OIDC-043: parallel logins stay apart.
    STATE_COOKIE_SHARED {
        name: "state-cookie-shared",
        title: "has one state cookie for all logins of a browser, so that the last one wins",
        cases: ["login.parallel"],
    }
    /// OIDC-082, OIDC-041: the answer carries the state of this browser's login.
    STATE_UNCHECKED {
        name: "state-unchecked",
        title: "does not look at `state`, and finds the login by the nonce",
        cases: ["deep_linking.request.state.altered", "deep_linking.request.state.missing", "deep_linking.request.state.other_browser", "response.state.altered", "response.state.empty", "response.state.huge", "response.state.missing", "response.state.other_browser", "response.state.swapped", "token.nonce.other_login"],
    }
    /// OIDC-082: the state is bound to the browser.
    STATE_UNBOUND {
        name: "state-unbound",
        title: "takes an open state from any browser",
        cases: ["deep_linking.request.state.other_browser", "response.state.other_browser"],
    }
    /// OIDC-082: an answer that nobody asked for is refused.
    UNSOLICITED_ACCEPTED {
        name: "unsolicited-accepted",
        title: "takes a good token whose state belongs to no login",
        cases: ["deep_linking.request.state.altered", "deep_linking.request.state.missing", "response.state.altered", "response.state.empty", "response.state.huge", "response.state.missing", "response.unsolicited.invented_state", "response.unsolicited.without_state"],
    }
    /// OIDC-083: a state is used once.
    STATE_REUSABLE {
        name: "state-reusable",
        title: "keeps a login open after the launch, so that the same form opens another session",
        cases: ["response.race", "response.replay.same_browser", "response.replay_later.after_15s", "response.replay_later.after_2m"],
    }
    /// OIDC-083: a state is used once, whoever comes with it.
    STATE_REUSABLE_ANYWHERE {
        name: "state-reusable-anywhere",
        title: "takes the form of a launch a second time from any browser",
        cases: ["response.race", "response.replay.other_browser", "response.replay.same_browser", "response.replay_later.after_15s", "response.replay_later.after_2m"],
    }
    /// OIDC-084: no token in a query.
    ID_TOKEN_BY_GET {
        name: "id-token-by-get",
        title: "takes an `id_token` from the query string",
        cases: ["response.get"],
    }
    /// OIDC-087: no token in an address.
    TOKEN_IN_TARGET {
        name: "token-in-target",
        title: "hands the token on to the target in the address",
        cases: ["response.token_kept"],
        blocks: Blocks::Cases(&["message.survived.roles.many", "message.text.long"]),
    }
    /// OIDC-085: the launch ends at its target.
    TARGET_ON_OTHER_ORIGIN {
        name: "target-on-other-origin",
        title: "goes to the target under another name of its own host, with the session in the address",
        cases: ["response.target"],
        blocks: Blocks::Cases(&["deep_linking.two_tabs.", "login.no_session", "response.fixation"]),
    }
    /// OIDC-020: a token or an error.
    ERROR_BESIDE_TOKEN_IGNORED {
        name: "error-beside-token-ignored",
        title: "takes a token that comes with an error",
        cases: ["response.token_and_error"],
    }
    /// OIDC-020: one token.
    SECOND_TOKEN_IGNORED {
        name: "second-token-ignored",
        title: "takes the first of two tokens",
        cases: ["response.two_tokens"],
    }
    /// OIDC-088: further fields of the answer are ignored.
    EXTRA_LAUNCH_FIELDS_REFUSED {
        name: "extra-launch-fields-refused",
        title: "refuses a launch form with a field that it does not know",
        cases: ["response.extra_fields"],
    }
    /// OIDC-066: an error of the platform is shown escaped.
    ERROR_UNESCAPED {
        name: "error-unescaped",
        title: "shows the platform's `error_description` as HTML",
        cases: ["response.error"],
    }
    /// OIDC-066: an error of the platform does not crash the tool.
    ERROR_CRASH {
        name: "error-crash",
        title: "answers 500 to an error of the platform",
        cases: ["refusal.no_crash", "response.error"],
    }
    /// OIDC-067: no endless logins.
    ERROR_LOGIN_LOOP {
        name: "error-login-loop",
        title: "begins a new login when the platform says `login_required`",
        cases: ["response.error", "response.error_loop"],
    }
    /// SEC-001: the signature counts.
    SIGNATURE_UNVERIFIED {
        name: "signature-unverified",
        title: "takes a token without looking at its signature",
        cases: ["deep_linking.request.refused.signature.flipped", "deep_linking.request.refused.signature.foreign_key", "refusal.no_personal_data", "return.refused_token", "token.signature.cut", "token.signature.empty", "token.signature.flipped", "token.signature.foreign_key", "token.signature.payload_swapped", "token.signature.roles_swapped"],
    }
    /// SEC-002: `alg: none` is never accepted.
    ALG_NONE_ACCEPTED {
        name: "alg-none-accepted",
        title: "takes an unsigned token whose header says `alg: none`",
        cases: ["deep_linking.request.refused.alg.none", "token.alg.none", "token.alg.none_garbage"],
    }
    /// SEC-002: `alg: none` is never accepted, in whatever letters.
    ALG_NONE_ANY_CASE {
        name: "alg-none-any-case",
        title: "refuses `alg: none` in small letters only, and takes `None`, `NONE` and `nOnE` unsigned",
        cases: ["token.alg.none_capital", "token.alg.none_mixed", "token.alg.none_upper"],
    }
    /// SEC-003: no symmetric algorithm.
    HMAC_ACCEPTED {
        name: "hmac-accepted",
        title: "takes an HMAC token made with any form of the platform's public key as the secret",
        cases: ["deep_linking.request.refused.alg.hs256_pem", "token.alg.hs256_der", "token.alg.hs256_jwk", "token.alg.hs256_n", "token.alg.hs256_pem", "token.alg.hs256_pem_trimmed", "token.alg.hs384_pem", "token.alg.hs512_pem"],
    }
    /// SEC-005: the algorithm is the one of the registration.
    ALG_FROM_HEADER {
        name: "alg-from-header",
        title: "takes the RSA algorithm from the header instead of the registration",
        cases: ["token.alg.ps256", "token.alg.rs384", "token.alg.rs512"],
    }
    /// SEC-006: no token without `kid`.
    KID_MISSING_ACCEPTED {
        name: "kid-missing-accepted",
        title: "takes a token without `kid`, and tries every key",
        cases: ["deep_linking.request.refused.kid.missing", "token.kid.missing"],
    }
    /// SEC-007: no token with an unknown `kid`.
    KID_IGNORED {
        name: "kid-ignored",
        title: "tries every key when the `kid` is unknown",
        cases: ["deep_linking.request.refused.kid.unknown", "token.kid.command", "token.kid.huge", "token.kid.path", "token.kid.path_absolute", "token.kid.path_url", "token.kid.path_windows", "token.kid.sql", "token.kid.sql_union", "token.kid.unknown"],
    }
    /// SEC-006: a `kid` is a string that says something.
    KID_ODD_ACCEPTED {
        name: "kid-odd-accepted",
        title: "tries every key when the `kid` is empty or no string",
        cases: ["token.kid.array", "token.kid.empty", "token.kid.null", "token.kid.number", "token.kid.object"],
    }
    /// SEC-023: an unknown critical extension is refused.
    CRIT_IGNORED {
        name: "crit-ignored",
        title: "ignores `crit`",
        cases: ["token.crit.b64", "token.crit.unknown"],
    }
    /// SEC-027: `typ` may be left out.
    TYP_REQUIRED {
        name: "typ-required",
        title: "refuses a token without `typ`",
        cases: ["token.accepted.typ_missing"],
    }
    /// SEC-024: no key out of the token.
    JWK_HEADER_TRUSTED {
        name: "jwk-header-trusted",
        title: "verifies with the key in the token's own `jwk` header",
        cases: ["deep_linking.request.refused.jwk.embedded", "token.jwk.embedded"],
    }
    /// SEC-024: no key from where the token says.
    JKU_TRUSTED {
        name: "jku-trusted",
        title: "fetches the key from the URL in the token's own `jku` header",
        cases: ["token.jku.foreign", "token.no_fetch.jku"],
    }
    /// SEC-024: no key from where the token says.
    X5U_TRUSTED {
        name: "x5u-trusted",
        title: "fetches the certificate from the URL in the token's own `x5u` header",
        cases: ["token.no_fetch.x5u", "token.x5u.foreign"],
    }
    /// SEC-024: no key out of the token.
    X5C_TRUSTED {
        name: "x5c-trusted",
        title: "verifies with the certificate in the token's own `x5c` header",
        cases: ["token.x5c.foreign"],
    }
    /// SEC-028: a token has three parts.
    SIGNATURE_PART_OPTIONAL {
        name: "signature-part-optional",
        title: "takes a token whose signature is missing altogether",
        cases: ["token.jws.two_parts", "token.signature.empty"],
    }
    /// SEC-028: a token has three parts.
    EXTRA_PARTS_IGNORED {
        name: "extra-parts-ignored",
        title: "looks at the first three parts of a token, however many there are",
        cases: ["token.jws.five_parts", "token.jws.four_parts"],
    }
    /// SEC-028: a token is in the compact serialisation.
    JSON_SERIALISATION_ACCEPTED {
        name: "json-serialisation-accepted",
        title: "takes a token in the JSON serialisation",
        cases: ["token.jws.json"],
    }
    /// SEC-028: base64url is strict.
    BASE64_LENIENT {
        name: "base64-lenient",
        title: "skips characters that base64url does not have",
        cases: ["token.jws.bad_base64"],
    }
    /// SEC-028: the payload is an object.
    PAYLOAD_ARRAY_ACCEPTED {
        name: "payload-array-accepted",
        title: "takes the first element when the payload is an array",
        cases: ["token.jws.payload_array"],
    }
    /// SEC-028: the payload is UTF-8.
    UTF8_LOSSY {
        name: "utf8-lossy",
        title: "replaces bytes of the payload that are not UTF-8, and goes on",
        cases: ["token.jws.bad_utf8"],
    }
    /// SEC-028: what is no token opens nothing.
    UNREADABLE_TOKEN_GUEST {
        name: "unreadable-token-guest",
        title: "lets in as a guest who comes with a token that it cannot read",
        cases: ["token.exp.infinite", "token.jws.bad_base64", "token.jws.bad_utf8", "token.jws.empty", "token.jws.five_parts", "token.jws.four_parts", "token.jws.header_array", "token.jws.header_cut", "token.jws.header_string", "token.jws.header_trailing_comma", "token.jws.header_utf16", "token.jws.huge", "token.jws.json", "token.jws.null", "token.jws.payload_array", "token.jws.payload_comment", "token.jws.payload_cut", "token.jws.payload_nan", "token.jws.payload_not_json", "token.jws.payload_null", "token.jws.payload_number", "token.jws.payload_string", "token.jws.payload_trailing_comma", "token.jws.payload_utf16", "token.jws.two_parts"],
    }
    /// SEC-032: a normal token of 16 kB is taken.
    LARGE_TOKEN_REFUSED {
        name: "large-token-refused",
        title: "refuses a token of more than 8 kB",
        cases: ["deep_linking.data.long_4k", "token.accepted.large"],
        blocks: Blocks::Cases(&["deep_linking.data.long_100k"]),
    }
    /// SEC-026: duplicate members are refused, or the last one counts.
    DUPLICATE_MEMBERS_FIRST_WINS {
        name: "duplicate-members-first-wins",
        title: "takes the first of duplicate claims",
        cases: ["token.duplicate.alg", "token.duplicate.aud", "token.duplicate.roles", "token.duplicate.sub"],
    }
    /// SEC-008: the issuer counts.
    ISS_UNCHECKED {
        name: "iss-unchecked",
        title: "does not look at `iss`",
        cases: ["deep_linking.request.refused.iss.foreign", "deep_linking.request.refused.iss.missing", "token.iss.encoded", "token.iss.foreign", "token.iss.look_alike", "token.iss.missing", "token.iss.scheme", "token.iss.trailing_slash", "token.iss.upper_case"],
    }
    /// SEC-008: the issuer is compared exactly.
    ISS_TRAILING_SLASH_FOLDED {
        name: "iss-trailing-slash-folded",
        title: "takes an issuer with a trailing slash for the one without",
        cases: ["login.refused.iss_trailing_slash", "token.iss.trailing_slash"],
    }
    /// SEC-008: the issuer is compared exactly.
    ISS_CASE_FOLDED {
        name: "iss-case-folded",
        title: "compares issuers without regard to letter case",
        cases: ["login.refused.iss_upper_case", "token.iss.upper_case"],
    }
    /// SEC-008: the issuer is compared exactly.
    ISS_PORT_IGNORED {
        name: "iss-port-ignored",
        title: "compares issuers without their ports",
        cases: ["login.refused.iss_port"],
    }
    /// SEC-031: the answer comes from the platform that the login went to.
    MIX_UP_ACCEPTED {
        name: "mix-up-accepted",
        title: "takes the registration from the token instead of the login",
        cases: ["response.mix_up"],
    }
    /// SEC-009: the audience counts.
    AUD_UNCHECKED {
        name: "aud-unchecked",
        title: "does not look at `aud`",
        cases: ["deep_linking.request.refused.aud.foreign", "deep_linking.request.refused.aud.missing", "token.aud.case", "token.aud.empty_array", "token.aud.extra", "token.aud.extra_without_azp", "token.aud.foreign", "token.aud.foreign_azp", "token.aud.missing", "token.aud.nested", "token.aud.object", "token.aud.space", "token.aud.substring"],
        blocks: Blocks::Cases(&["token.aud.status"]),
    }
    /// SEC-009: the audience is compared exactly.
    AUD_BY_SUBSTRING {
        name: "aud-by-substring",
        title: "takes an audience that merely contains its client id",
        cases: ["token.aud.space", "token.aud.substring"],
    }
    /// SEC-009: an audience is a string or an array.
    AUD_ARRAY_REFUSED {
        name: "aud-array-refused",
        title: "refuses an audience that is an array",
        cases: ["deep_linking.request.accepted.aud_array", "token.accepted.aud_array"],
        blocks: Blocks::Cases(&["deep_linking.answer.iss_aud_array"]),
    }
    /// SEC-010: no further audience.
    AUD_EXTRA_ACCEPTED {
        name: "aud-extra-accepted",
        title: "takes a token that is meant for others too",
        cases: ["token.aud.extra"],
    }
    /// SEC-012: `azp` is our client id.
    AZP_UNCHECKED {
        name: "azp-unchecked",
        title: "does not look at `azp`",
        cases: ["token.azp.foreign"],
    }
    /// SEC-014: no token after its time.
    EXP_UNCHECKED {
        name: "exp-unchecked",
        title: "takes an expired token, however old",
        cases: ["deep_linking.request.refused.exp.past_1d", "token.exp.negative", "token.exp.past_10m", "token.exp.past_1d", "token.times.certification"],
        blocks: Blocks::Cases(&["refusal.explains"]),
    }
    /// SEC-015: no token without `exp`.
    EXP_OPTIONAL {
        name: "exp-optional",
        title: "takes a token without `exp`",
        cases: ["deep_linking.request.refused.exp.missing", "token.exp.missing"],
    }
    /// SEC-016: times are numbers.
    EXP_NULL_NEVER {
        name: "exp-null-never",
        title: "takes `exp: null` for a token that never expires",
        cases: ["token.exp.null"],
    }
    /// SEC-016: no token without `iat`.
    IAT_OPTIONAL {
        name: "iat-optional",
        title: "takes a token without `iat`",
        cases: ["token.iat.missing"],
    }
    /// SEC-016: times are numbers.
    TIMES_AS_STRINGS_ACCEPTED {
        name: "times-as-strings-accepted",
        title: "takes `exp` and `iat` written as strings",
        cases: ["token.exp.string", "token.iat.string"],
    }
    /// SEC-017: no token out of the future.
    IAT_FUTURE_ACCEPTED {
        name: "iat-future-accepted",
        title: "takes a token that was issued in the future",
        cases: ["token.iat.future_1d"],
    }
    /// SEC-018: clocks differ a little.
    IAT_WITHOUT_LEEWAY {
        name: "iat-without-leeway",
        title: "refuses a token that was issued one second ahead of its own clock",
        cases: ["token.accepted.clock_ahead"],
    }
    /// SEC-022: no token before its time.
    NBF_IGNORED {
        name: "nbf-ignored",
        title: "does not look at `nbf`",
        cases: ["token.nbf.future"],
    }
    /// SEC-019, SEC-020: the nonce counts.
    NONCE_UNCHECKED {
        name: "nonce-unchecked",
        title: "does not look at `nonce`",
        cases: ["deep_linking.request.refused.nonce.missing", "deep_linking.request.refused.nonce.random", "deep_linking.request.refused.nonce.replayed", "response.state.swapped", "token.nonce.empty", "token.nonce.missing", "token.nonce.number", "token.nonce.other_login", "token.nonce.random", "token.nonce.replayed", "token.nonce.replayed_later.after_15s", "token.nonce.replayed_later.after_2m"],
    }
    /// SEC-020: the nonce is the one of this login.
    NONCE_UNBOUND {
        name: "nonce-unbound",
        title: "takes any nonce that was not used before",
        cases: ["deep_linking.request.refused.nonce.random", "response.state.swapped", "token.nonce.other_login", "token.nonce.random"],
    }
    /// SEC-020: the nonce is the one of this login.
    NONCE_SHARED {
        name: "nonce-shared",
        title: "takes the nonce of any open login",
        cases: ["response.state.swapped", "token.nonce.other_login"],
    }
    /// SEC-021: a nonce is used once.
    NONCE_REPLAYABLE {
        name: "nonce-replayable",
        title: "takes a nonce that it already took in an earlier launch",
        cases: ["deep_linking.request.refused.nonce.replayed", "token.nonce.replayed", "token.nonce.replayed_later.after_15s", "token.nonce.replayed_later.after_2m"],
    }
    /// CORE-024, CORE-025: required claims are required.
    MISSING_CLAIMS_ASSUMED {
        name: "missing-claims-assumed",
        title: "takes every missing claim for the right one",
        cases: ["deep_linking.request.refused.aud.missing", "deep_linking.request.refused.deployment_id.missing", "deep_linking.request.refused.exp.missing", "deep_linking.request.refused.iss.missing", "deep_linking.request.refused.message_type.missing", "deep_linking.request.refused.nonce.missing", "deep_linking.request.refused.version.missing", "message.deployment_id.missing", "message.message_type.missing", "message.not_a_message", "message.required_missing", "message.resource_link.missing", "message.roles.missing", "message.version.missing", "token.aud.missing", "token.exp.missing", "token.iat.missing", "token.iss.missing", "token.nonce.missing", "token.payload.access_token", "token.payload.notice"],
    }
    /// KEY-005: the key is chosen by `kid`.
    JWKS_FIRST_KEY {
        name: "jwks-first-key",
        title: "takes the first RSA key of the set instead of the one with the `kid`",
        cases: ["keys.set.huge", "keys.set.many"],
    }
    /// KEY-006: an unknown `kid` is looked up again.
    JWKS_CACHED_FOR_EVER {
        name: "jwks-cached-for-ever",
        title: "fetches the platform's keys once and never again",
        cases: ["keys.rotation", "keys.set.huge", "keys.set.junk", "keys.set.many", "keys.set.namesake", "keys.set.without_alg", "keys.set.without_use"],
    }
    /// KEY-006: with a limit.
    JWKS_REFRESH_UNLIMITED {
        name: "jwks-refresh-unlimited",
        title: "fetches the platform's keys for every unknown `kid`",
        cases: ["keys.flood"],
    }
    /// KEY-010: no keys, no launch.
    JWKS_OUTAGE_SKIPS_VERIFICATION {
        name: "jwks-outage-skips-verification",
        title: "takes a token unverified when the platform's keys cannot be fetched",
        cases: ["keys.outage.empty_set", "keys.outage.error", "keys.outage.html", "keys.outage.no_set", "keys.outage.timeout"],
    }
    /// KEY-011: keys without `alg`.
    JWKS_ALG_REQUIRED {
        name: "jwks-alg-required",
        title: "ignores keys that do not say `alg`",
        cases: ["keys.set.without_alg"],
    }
    /// KEY-011: keys without `use`.
    JWKS_USE_REQUIRED {
        name: "jwks-use-required",
        title: "ignores keys that do not say `use`",
        cases: ["keys.set.without_use"],
    }
    /// KEY-011: other keys in the set.
    JWKS_JUNK_REFUSED {
        name: "jwks-junk-refused",
        title: "refuses a key set that holds anything but RSA signing keys",
        cases: ["keys.set.junk", "keys.set.namesake"],
    }
    /// CORE-002: the message type counts.
    MESSAGE_TYPE_UNCHECKED {
        name: "message-type-unchecked",
        title: "takes any message for a resource link launch",
        cases: ["message.message_type.lower_case", "message.message_type.lti_1_1", "message.message_type.missing", "message.message_type.unknown", "message.type_not_declared.start_proctoring", "message.type_not_declared.submission_review"],
    }
    /// CORE-005: the version counts.
    VERSION_UNCHECKED {
        name: "version-unchecked",
        title: "does not look at the LTI version",
        cases: ["deep_linking.request.refused.version.11_3", "deep_linking.request.refused.version.missing", "message.version.11_3", "message.version.1_1", "message.version.1_3", "message.version.missing", "message.version.number"],
    }
    /// CORE-008: the deployment counts.
    DEPLOYMENT_UNCHECKED {
        name: "deployment-unchecked",
        title: "takes any deployment id",
        cases: ["deep_linking.request.refused.deployment_id.unknown", "message.deployment_id.case", "message.deployment_id.long", "message.deployment_id.other_client", "message.deployment_id.unknown", "message.deployment_id.white_space"],
    }
    /// CORE-007: no launch without deployment.
    DEPLOYMENT_OPTIONAL {
        name: "deployment-optional",
        title: "takes a launch without deployment id, or with an empty one or a number, for one of the first deployment",
        cases: ["deep_linking.request.refused.deployment_id.missing", "message.deployment_id.empty", "message.deployment_id.missing", "message.deployment_id.number"],
    }
    /// CORE-008: deployment ids are case-sensitive.
    DEPLOYMENT_CASE_FOLDED {
        name: "deployment-case-folded",
        title: "compares deployment ids without regard to letter case",
        cases: ["message.deployment_id.case"],
    }
    /// CORE-009: several deployments under one client id.
    DEPLOYMENT_FIRST_ONLY {
        name: "deployment-first-only",
        title: "knows only the first deployment of a registration",
        cases: ["message.kept_apart.deployment", "message.second_deployment"],
        blocks: Blocks::Cases(&["deep_linking.answer.second_deployment"]),
    }
    /// CORE-015: a resource link launch has a resource link.
    RESOURCE_LINK_UNCHECKED {
        name: "resource-link-unchecked",
        title: "takes a launch without resource link",
        cases: ["message.resource_link.empty", "message.resource_link.id_empty", "message.resource_link.missing"],
    }
    /// CORE-013: a launch has a target.
    TARGET_MISSING_CRASH {
        name: "target-missing-crash",
        title: "answers 500 to a launch without `target_link_uri`",
        cases: ["message.survived.target_link_uri.missing", "refusal.no_crash"],
    }
    /// CORE-012: the signed target counts.
    TARGET_FROM_LOGIN {
        name: "target-from-login",
        title: "goes to the `target_link_uri` of the unsigned login initiation",
        cases: ["response.target.login_differs"],
    }
    /// OIDC-085: no redirect to other hosts.
    TARGET_FOREIGN_FOLLOWED {
        name: "target-foreign-followed",
        title: "goes to a signed `target_link_uri` on any host",
        cases: ["message.target.backslash", "message.target.script", "message.target.user_info", "message.target.without_scheme", "response.target.foreign"],
    }
    /// ROLE-002: a launch says its roles.
    ROLES_OPTIONAL {
        name: "roles-optional",
        title: "takes a launch without roles",
        cases: ["message.roles.missing"],
    }
    /// ROLE-006: the roles may be empty.
    ROLES_EMPTY_REFUSED {
        name: "roles-empty-refused",
        title: "refuses an empty list of roles",
        cases: ["certification.instructor.no_role", "certification.learner.no_role"],
    }
    /// ROLE-004: the core roles in the course may be short.
    ROLE_SHORT_REFUSED {
        name: "role-short-refused",
        title: "refuses a role that is no URI",
        cases: ["certification.instructor.short_role", "certification.learner.short_role"],
    }
    /// ROLE-005: unknown roles are ignored.
    ROLE_UNKNOWN_REFUSED {
        name: "role-unknown-refused",
        title: "refuses a launch with a role of a vocabulary that it does not know",
        cases: ["certification.instructor.unknown_role", "certification.learner.unknown_role", "roles.instructor.unknown_beside"],
    }
    /// ROLE-007: roles of the school stand beside those in the course.
    ROLE_OF_SCHOOL_REFUSED {
        name: "role-of-school-refused",
        title: "refuses a launch with a role in the school, and knows only those in the course",
        cases: ["certification.instructor.roles", "certification.learner.roles", "roles.instructor.shuffled"],
    }
    /// ROLE-013: roles are compared exactly.
    ROLE_BY_SUBSTRING {
        name: "role-by-substring",
        title: "takes every role that contains `Instructor` for an instructor",
        cases: ["roles.institution", "roles.learner.foreign_host", "roles.learner.joined", "roles.learner.sub_role", "roles.learner.suffix", "roles.learner.white_space"],
    }
    /// ROLE-008: only roles in the course count.
    ROLE_FROM_INSTITUTION {
        name: "role-from-institution",
        title: "takes staff of the school for instructors of the course",
        cases: ["roles.institution"],
    }
    /// ROLE-005, ROLE-006: least privilege.
    ROLE_DEFAULT_INSTRUCTOR {
        name: "role-default-instructor",
        title: "takes everybody for an instructor who is not said to be a learner",
        cases: ["roles.learner.empty", "roles.learner.empty_string", "roles.learner.foreign_host", "roles.learner.joined", "roles.learner.lower_case", "roles.learner.short_lower_case", "roles.learner.suffix", "roles.learner.unknown", "roles.learner.white_space"],
    }
    /// ROLE-007: the order of roles does not matter.
    ROLE_FIRST_ONLY {
        name: "role-first-only",
        title: "looks at the first role only",
        cases: ["roles.instructor.shuffled", "roles.instructor.unknown_beside"],
    }
    /// ROLE-011: a test user is what the course says.
    TEST_USER_IS_INSTRUCTOR {
        name: "test-user-is-instructor",
        title: "takes test users for instructors",
        cases: ["roles.learner.test_user"],
    }
    /// ROLE-003: the roles of this launch count.
    ROLE_NEVER_UPDATED {
        name: "role-never-updated",
        title: "keeps the role that a user had at the first launch",
        cases: ["roles.instructor.full", "roles.instructor.shuffled", "roles.instructor.unknown_beside"],
    }
    /// ROLE-003: the roles of this launch count.
    RETURNING_USER_PROMOTED {
        name: "returning-user-promoted",
        title: "makes an instructor of every user who comes back",
        cases: ["identity.role_switched", "roles.custom", "roles.institution", "roles.learner.empty", "roles.learner.empty_string", "roles.learner.foreign_host", "roles.learner.full", "roles.learner.joined", "roles.learner.lower_case", "roles.learner.short_lower_case", "roles.learner.sub_role", "roles.learner.suffix", "roles.learner.test_user", "roles.learner.unknown", "roles.learner.unknown_beside", "roles.learner.white_space"],
    }
    /// CORE-019: a launch without `sub` is nobody's.
    ANONYMOUS_INHERITS_USER {
        name: "anonymous-inherits-user",
        title: "takes an anonymous launch for the user who was here before",
        cases: ["identity.anonymous"],
    }
    /// CORE-019: a launch without `sub` is nobody's.
    SUB_MISSING_FOUND_BY_EMAIL {
        name: "sub-missing-found-by-email",
        title: "takes a launch without `sub` for the user with the same e-mail address",
        cases: ["message.sub.missing"],
    }
    /// CORE-020: users are told apart by issuer and `sub`.
    USER_BY_EMAIL {
        name: "user-by-email",
        title: "takes users with the same e-mail address for one",
        cases: ["identity.case", "identity.same_email"],
    }
    /// CORE-020: a user stays the same under another e-mail address.
    USER_BY_SUB_AND_EMAIL {
        name: "user-by-sub-and-email",
        title: "takes a user with a new e-mail address for a new user",
        cases: ["identity.new_name"],
    }
    /// CORE-017: ids are case-sensitive.
    USER_CASE_FOLDED {
        name: "user-case-folded",
        title: "takes users whose ids differ in letter case for one",
        cases: ["identity.case"],
    }
    /// CORE-017: an id may be long.
    ID_LONG_REFUSED {
        name: "id-long-refused",
        title: "refuses a user id of more than 64 characters",
        cases: ["message.accepted.id.long"],
        blocks: Blocks::Cases(&["identity.look_alike.cut"]),
    }
    /// CORE-017: an id is opaque.
    ID_PUNCTUATION_REFUSED {
        name: "id-punctuation-refused",
        title: "refuses a user id with other characters than letters, digits, hyphens and underscores",
        cases: ["message.accepted.id.punctuation"],
        blocks: Blocks::Cases(&["identity.look_alike.unicode"]),
    }
    /// CORE-017: an id is a string.
    ID_DIGITS_CRASH {
        name: "id-digits-crash",
        title: "answers 500 to a user id of digits that is no 64-bit number",
        cases: ["message.accepted.id.digits", "refusal.no_crash"],
    }
    /// CORE-020: the second user in a browser is the second user.
    ROLE_STICKY {
        name: "role-sticky",
        title: "keeps the instructor's view when the next launch in the browser is a learner's",
        cases: ["identity.role_switched"],
    }
    /// CORE-020: the second user in a browser is the second user.
    FIRST_SESSION_WINS {
        name: "first-session-wins",
        title: "keeps the first user when a second one launches in the same browser",
        cases: ["identity.name_left_over", "identity.switched"],
    }
    /// CORE-021: no personal data is needed.
    NAME_MISSING_CRASH {
        name: "name-missing-crash",
        title: "answers 500 to a launch without a name",
        cases: ["certification.instructor.email_no_context", "certification.instructor.email_only", "certification.instructor.no_pii", "certification.learner.email_no_context", "certification.learner.email_only", "certification.learner.no_pii", "deep_linking.request.polite.anonymous", "identity.anonymous", "identity.name_left_over", "message.wrong_type.name", "refusal.no_crash"],
    }
    /// CORE-021: a name may come without an address.
    EMAIL_MISSING_CRASH {
        name: "email-missing-crash",
        title: "answers 500 to a launch with a name and without an e-mail address",
        cases: ["certification.instructor.names_only", "certification.learner.names_only", "refusal.no_crash"],
    }
    /// CORE-050: what the school calls somebody is a detail.
    SOURCEDID_CRASH {
        name: "sourcedid-crash",
        title: "answers 500 to a user with an id in the student information system",
        cases: ["certification.instructor.full", "certification.learner.full", "refusal.no_crash"],
    }
    /// CORE-022: `address` is an object.
    ADDRESS_CRASH {
        name: "address-crash",
        title: "answers 500 to an `address`",
        cases: ["message.accepted.standard_claims", "refusal.no_crash"],
    }
    /// CORE-054: any script is taken.
    NAME_EMOJI_CRASH {
        name: "name-emoji-crash",
        title: "answers 500 to a name with a character of more than 16 bits",
        cases: ["message.accepted.unicode", "message.unicode_shown", "refusal.no_crash"],
    }
    /// CORE-042: a launch works without context.
    CONTEXT_MISSING_CRASH {
        name: "context-missing-crash",
        title: "answers 500 to a launch without context",
        cases: ["certification.instructor.email_no_context", "certification.learner.email_no_context", "deep_linking.request.accepted.context_missing", "message.accepted.context.missing", "message.wrong_type.context", "refusal.no_crash"],
    }
    /// CORE-042: a context may be only an id.
    CONTEXT_TITLE_MISSING_CRASH {
        name: "context-title-missing-crash",
        title: "answers 500 to a context without title",
        cases: ["message.accepted.context.id_only", "message.accepted.id.digits", "message.accepted.id.long", "message.accepted.id.punctuation", "message.kept_apart.deployment", "message.kept_apart.letter_case", "message.kept_apart.platform", "message.wrong_type.context.title", "refusal.no_crash"],
    }
    /// CORE-043: a context may be of any type.
    CONTEXT_TYPE_COURSE_ONLY {
        name: "context-type-course-only",
        title: "refuses a context that is of another type than a course section",
        cases: ["message.accepted.context_type.group", "message.accepted.context_type.offering", "message.accepted.context_type.template"],
    }
    /// CORE-016: a link may have no title.
    LINK_TITLE_MISSING_CRASH {
        name: "link-title-missing-crash",
        title: "answers 500 to a resource link without title",
        cases: ["message.accepted.id.digits", "message.accepted.id.long", "message.accepted.id.punctuation", "message.accepted.link_title.missing", "message.kept_apart.deployment", "message.kept_apart.letter_case", "message.kept_apart.platform", "message.wrong_type.resource_link.title", "refusal.no_crash"],
    }
    /// CORE-045: a launch works without platform.
    TOOL_PLATFORM_MISSING_CRASH {
        name: "tool-platform-missing-crash",
        title: "answers 500 to a launch that does not describe the platform",
        cases: ["message.accepted.tool_platform.missing", "message.wrong_type.tool_platform", "refusal.no_crash"],
    }
    /// CORE-045: any product may be the platform.
    PRODUCT_FAMILY_UNKNOWN_REFUSED {
        name: "product-family-unknown-refused",
        title: "refuses platforms of a product that it does not know",
        cases: ["message.accepted.product_family"],
    }
    /// CORE-049: a launch works without document target.
    DOCUMENT_TARGET_REQUIRED {
        name: "document-target-required",
        title: "refuses a launch that does not say where it is shown",
        cases: ["message.accepted.document_target.missing"],
    }
    /// CORE-049: a launch may be shown anywhere.
    DOCUMENT_TARGET_IFRAME_ONLY {
        name: "document-target-iframe-only",
        title: "refuses a launch that is not shown in an iframe",
        cases: ["message.accepted.document_target.frame", "message.accepted.document_target.window"],
    }
    /// CORE-049: any locale is taken.
    LOCALE_SCRIPT_REFUSED {
        name: "locale-script-refused",
        title: "refuses a locale of more than a language and a country",
        cases: ["message.accepted.locale"],
    }
    /// CORE-052: custom parameters may be missing.
    CUSTOM_MISSING_CRASH {
        name: "custom-missing-crash",
        title: "answers 500 to a launch without custom parameters",
        cases: ["deep_linking.request.accepted.custom_missing", "message.accepted.custom.missing", "message.wrong_type.custom", "refusal.no_crash"],
    }
    /// CORE-052: custom parameters may be none.
    CUSTOM_EMPTY_CRASH {
        name: "custom-empty-crash",
        title: "answers 500 to an empty set of custom parameters",
        cases: ["message.accepted.custom.empty_object", "refusal.no_crash"],
    }
    /// VAR-005, VAR-006: a variable may be empty or unresolved.
    CUSTOM_DATE_CRASH {
        name: "custom-date-crash",
        title: "answers 500 to a custom date that is empty or unresolved",
        cases: ["deep_linking.item.resource_link.launches", "message.accepted.custom.empty_value", "message.accepted.custom.unresolved", "refusal.no_crash"],
    }
    /// CORE-053: a claim of the wrong type is refused politely.
    CLAIM_TYPE_CRASH {
        name: "claim-type-crash",
        title: "answers 500 to a claim of the wrong JSON type",
        cases: ["message.survived.context.string", "message.survived.custom.array", "message.survived.resource_link.string", "message.survived.roles.nested", "message.survived.roles.null_entry", "message.survived.roles.string", "message.survived.sub.null", "message.survived.sub.number", "message.wrong_type.context", "message.wrong_type.context.id", "message.wrong_type.context.title", "message.wrong_type.custom", "message.wrong_type.custom.value", "message.wrong_type.deployment_id", "message.wrong_type.email", "message.wrong_type.exp", "message.wrong_type.family_name", "message.wrong_type.given_name", "message.wrong_type.iat", "message.wrong_type.iss", "message.wrong_type.lis", "message.wrong_type.locale", "message.wrong_type.message_type", "message.wrong_type.name", "message.wrong_type.nonce", "message.wrong_type.picture", "message.wrong_type.presentation", "message.wrong_type.resource_link", "message.wrong_type.resource_link.id", "message.wrong_type.resource_link.title", "message.wrong_type.return_url", "message.wrong_type.roles", "message.wrong_type.sub", "message.wrong_type.target_link_uri", "message.wrong_type.tool_platform", "message.wrong_type.version", "refusal.no_crash"],
    }
    /// SEC-025: unknown claims are ignored.
    UNKNOWN_CLAIMS_REFUSED {
        name: "unknown-claims-refused",
        title: "refuses a launch with a vendor's own claim",
        cases: ["deep_linking.request.accepted.extra_claims", "token.accepted.extra_claims", "token.accepted.large", "token.accepted.nested"],
    }
    /// SEC-025: a claim may be called anything.
    PROTOTYPE_CLAIM_CRASH {
        name: "prototype-claim-crash",
        title: "answers 500 to a claim that is called `__proto__` or `constructor`",
        cases: ["message.prototype.later", "refusal.no_crash", "token.accepted.prototype"],
    }
    /// CORE-054: any script is shown.
    NAME_ASCII_ONLY {
        name: "name-ascii-only",
        title: "shows a question mark for every letter beyond ASCII",
        cases: ["message.unicode_shown"],
    }
    /// CORE-054: what the platform says is text.
    TITLE_UNESCAPED {
        name: "title-unescaped",
        title: "shows the titles of course and link as HTML",
        cases: ["message.markup", "message.markup.attribute", "message.markup.json"],
    }
    /// RET-003: the query of the return URL is kept.
    RETURN_QUERY_LOST {
        name: "return-query-lost",
        title: "loses the query of the return URL",
        cases: ["return.query_kept"],
    }
    /// RET-005: a launch works without return URL.
    RETURN_URL_MISSING_CRASH {
        name: "return-url-missing-crash",
        title: "answers 500 to a launch without return URL",
        cases: ["deep_linking.request.accepted.presentation_missing", "message.accepted.presentation.missing", "message.accepted.return_url.missing", "message.accepted.size_strings", "message.wrong_type.presentation", "message.wrong_type.return_url", "refusal.no_crash"],
        blocks: Blocks::Cases(&["deep_linking.two_tabs.plain_action", "deep_linking.two_tabs.plain_data"]),
    }
    /// RET-004: nobody is sent where an unverified token says.
    RETURN_ON_REFUSAL_UNVERIFIED {
        name: "return-on-refusal-unverified",
        title: "sends a refused user to the return URL of the token that it refused",
        cases: ["return.refused_token", "token.aud.status"],
    }
    /// SEC-029: no personal data on a refusal.
    PERSONAL_DATA_ON_REFUSAL {
        name: "personal-data-on-refusal",
        title: "greets the user by name on the page that refuses the launch",
        cases: ["refusal.no_personal_data"],
    }
    /// SEC-030: no token on a refusal.
    TOKEN_ON_REFUSAL {
        name: "token-on-refusal",
        title: "shows the token on the page that refuses the launch",
        cases: ["refusal.explains"],
    }
    /// SEC-030: no stack trace on a refusal.
    STACK_TRACE_ON_REFUSAL {
        name: "stack-trace-on-refusal",
        title: "shows a stack trace on the page that refuses the launch",
        cases: ["deep_linking.request.polite.anonymous", "deep_linking.request.polite.roles_missing", "deep_linking.request.survived.settings_string", "deep_linking.request.survived.types_missing", "deep_linking.request.survived.types_string", "message.survived.context.string", "message.survived.custom.array", "message.survived.resource_link.string", "message.survived.roles.nested", "message.survived.roles.null_entry", "message.survived.roles.string", "message.survived.sub.empty", "message.survived.sub.null", "message.survived.sub.number", "message.survived.target_link_uri.missing", "message.wrong_type.aud", "message.wrong_type.azp", "message.wrong_type.context", "message.wrong_type.context.id", "message.wrong_type.context.title", "message.wrong_type.custom", "message.wrong_type.custom.value", "message.wrong_type.deployment_id", "message.wrong_type.email", "message.wrong_type.exp", "message.wrong_type.family_name", "message.wrong_type.given_name", "message.wrong_type.iat", "message.wrong_type.iss", "message.wrong_type.lis", "message.wrong_type.locale", "message.wrong_type.message_type", "message.wrong_type.name", "message.wrong_type.nonce", "message.wrong_type.picture", "message.wrong_type.presentation", "message.wrong_type.resource_link", "message.wrong_type.resource_link.id", "message.wrong_type.resource_link.title", "message.wrong_type.return_url", "message.wrong_type.roles", "message.wrong_type.sub", "message.wrong_type.target_link_uri", "message.wrong_type.tool_platform", "message.wrong_type.version", "refusal.explains", "refusal.no_crash", "response.error", "response.media_type.json", "response.media_type.multipart", "response.media_type.none", "response.media_type.text", "response.race", "response.two_states", "token.survived.arrays_10k", "token.survived.claims_100k", "token.survived.exp_two_to_63", "token.survived.payload_1m", "token.survived.payload_5m", "token.survived.payload_bom", "token.survived.payload_surrogate"],
    }
    /// ATK-078: a new session for each launch.
    SESSION_FIXATION {
        name: "session-fixation",
        title: "keeps the session id that the browser brought",
        cases: ["response.fixation"],
    }
    /// OIDC-022: the tool can be framed.
    X_FRAME_OPTIONS_DENY {
        name: "x-frame-options-deny",
        title: "forbids to be framed",
        cases: ["login.framed"],
    }
    /// KEY-003: every key has a `kid`.
    OWN_JWKS_WITHOUT_KID {
        name: "own-jwks-without-kid",
        title: "publishes its key without `kid`",
        cases: ["deep_linking.answer.kid", "tool_keys.named"],
    }
    /// KEY-013: keys have 2048 bits.
    OWN_JWKS_SHORT_KEY {
        name: "own-jwks-short-key",
        title: "publishes a key of 1024 bits",
        cases: ["deep_linking.answer.signature", "tool_keys.length"],
    }
    /// KEY-015: the key set is JSON.
    OWN_JWKS_AS_HTML {
        name: "own-jwks-as-html",
        title: "serves its key set as HTML",
        cases: ["tool_keys.media_type"],
    }
    /// KEY-012: no private members.
    OWN_JWKS_PRIVATE_MEMBERS {
        name: "own-jwks-private-members",
        title: "publishes its private key",
        cases: ["tool_keys.no_secret"],
    }
    /// DL-006, SEC-001: the signature of a deep-linking request counts.
    DEEP_LINKING_SIGNATURE_UNVERIFIED {
        name: "deep-linking-signature-unverified",
        title: "takes a deep-linking request with a wrong signature",
        cases: ["deep_linking.request.refused.signature.flipped", "deep_linking.request.refused.signature.foreign_key"],
    }
    /// DL-006, SEC-014: a deep-linking request expires too.
    DEEP_LINKING_EXPIRED_ACCEPTED {
        name: "deep-linking-expired-accepted",
        title: "takes an expired deep-linking request",
        cases: ["deep_linking.request.refused.exp.past_1d"],
    }
    /// DL-006, SEC-020: the nonce of a deep-linking request counts.
    DEEP_LINKING_NONCE_UNCHECKED {
        name: "deep-linking-nonce-unchecked",
        title: "takes a deep-linking request with the nonce of no login",
        cases: ["deep_linking.request.refused.nonce.random", "deep_linking.request.refused.nonce.replayed"],
    }
    /// DL-006, SEC-009: the audience of a deep-linking request counts.
    DEEP_LINKING_AUD_UNCHECKED {
        name: "deep-linking-aud-unchecked",
        title: "takes a deep-linking request that is meant for another tool",
        cases: ["deep_linking.request.refused.aud.foreign", "deep_linking.request.refused.aud.missing"],
    }
    /// DL-006, CORE-008: the deployment of a deep-linking request counts.
    DEEP_LINKING_DEPLOYMENT_UNCHECKED {
        name: "deep-linking-deployment-unchecked",
        title: "takes a deep-linking request of an unknown deployment",
        cases: ["deep_linking.request.refused.deployment_id.unknown"],
    }
    /// DL-005: a good request opens a picker.
    PICKER_NEVER_OPENS {
        name: "picker-never-opens",
        title: "refuses every deep-linking request, though it is registered for them",
        cases: ["deep_linking.request.accepted.aud_array", "deep_linking.request.accepted.context_missing", "deep_linking.request.accepted.custom_missing", "deep_linking.request.accepted.extra_claims", "deep_linking.request.accepted.presentation_missing", "deep_linking.request.accepted.untouched"],
        blocks: Blocks::Cases(&["deep_linking.", "token.own_answer"]),
    }
    /// CORE-002: the message type says what a message is for, not its other claims.
    PICKER_WITHOUT_MESSAGE_TYPE {
        name: "picker-without-message-type",
        title: "opens the picker for whatever message has `deep_linking_settings`",
        cases: ["deep_linking.request.refused.message_type.missing", "deep_linking.request.refused.message_type.unknown"],
    }
    /// DL-007: no request without settings.
    PICKER_SETTINGS_OPTIONAL {
        name: "picker-settings-optional",
        title: "opens a picker for a request without `deep_linking_settings`, and answers to the return URL of the launch",
        cases: ["deep_linking.request.refused.settings.missing"],
    }
    /// DL-007: no request without return URL.
    PICKER_RETURN_URL_OPTIONAL {
        name: "picker-return-url-optional",
        title: "opens a picker for a request without `deep_link_return_url`, and answers to the return URL of the launch",
        cases: ["deep_linking.request.refused.return_url.missing"],
    }
    /// DL-030: a script is no address.
    PICKER_RETURN_URL_UNCHECKED {
        name: "picker-return-url-unchecked",
        title: "takes any text for a `deep_link_return_url`, also a script",
        cases: ["deep_linking.return_url.script"],
    }
    /// DL-008: learners do not pick.
    PICKER_FOR_LEARNERS {
        name: "picker-for-learners",
        title: "opens the picker for learners",
        cases: ["deep_linking.role.learner"],
    }
    /// DL-008: nobody in particular does not pick.
    PICKER_FOR_ANONYMOUS {
        name: "picker-for-anonymous",
        title: "opens the picker for whoever comes without `sub`",
        cases: ["deep_linking.role.anonymous"],
    }
    /// DL-009: unknown settings are ignored.
    PICKER_UNKNOWN_SETTINGS_REFUSED {
        name: "picker-unknown-settings-refused",
        title: "refuses a deep-linking request with a setting that it does not know",
        cases: ["deep_linking.request.accepted.unknown_member"],
    }
    /// DL-009: unknown types of content are ignored.
    PICKER_UNKNOWN_TYPES_REFUSED {
        name: "picker-unknown-types-refused",
        title: "refuses a deep-linking request whose `accept_types` name a type that it does not know",
        cases: ["deep_linking.request.accepted.unknown_type"],
    }
    /// DL-005: a request may lack `sub`.
    PICKER_SUB_MISSING_CRASH {
        name: "picker-sub-missing-crash",
        title: "answers 500 to a deep-linking request without `sub`",
        cases: ["deep_linking.request.polite.anonymous", "refusal.no_crash"],
    }
    /// DL-005: a request may lack roles.
    PICKER_ROLES_MISSING_CRASH {
        name: "picker-roles-missing-crash",
        title: "answers 500 to a deep-linking request without roles",
        cases: ["deep_linking.request.polite.roles_missing", "refusal.no_crash"],
    }
    /// DL-005: a request may lack a context.
    PICKER_CONTEXT_MISSING_CRASH {
        name: "picker-context-missing-crash",
        title: "answers 500 to a deep-linking request without context",
        cases: ["deep_linking.request.accepted.context_missing", "refusal.no_crash"],
    }
    /// DL-005: a request may lack a presentation.
    PICKER_PRESENTATION_MISSING_CRASH {
        name: "picker-presentation-missing-crash",
        title: "answers 500 to a deep-linking request without `launch_presentation`",
        cases: ["deep_linking.request.accepted.presentation_missing", "refusal.no_crash"],
        blocks: Blocks::Cases(&["deep_linking.two_tabs.plain_action", "deep_linking.two_tabs.plain_data"]),
    }
    /// DL-005: a request may lack custom parameters.
    PICKER_CUSTOM_MISSING_CRASH {
        name: "picker-custom-missing-crash",
        title: "answers 500 to a deep-linking request without `custom`",
        cases: ["deep_linking.request.accepted.custom_missing", "refusal.no_crash"],
    }
    /// DL-004: `accept_multiple` may be left out.
    PICKER_MULTIPLE_MISSING_CRASH {
        name: "picker-multiple-missing-crash",
        title: "answers 500 to a deep-linking request that does not say `accept_multiple`",
        cases: ["deep_linking.request.accepted.settings_minimal", "refusal.no_crash"],
    }
    /// DL-004: `accept_media_types` may be left out.
    PICKER_MEDIA_TYPES_MISSING_CRASH {
        name: "picker-media-types-missing-crash",
        title: "answers 500 to a deep-linking request that does not say `accept_media_types`",
        cases: ["deep_linking.request.accepted.settings_minimal", "refusal.no_crash"],
    }
    /// DL-004: `data` may be left out.
    PICKER_DATA_REQUIRED {
        name: "picker-data-required",
        title: "refuses a deep-linking request without `data`",
        cases: ["deep_linking.request.accepted.settings_minimal"],
        blocks: Blocks::Cases(&["deep_linking.data.none"]),
    }
    /// DL-035: `data` may be large.
    PICKER_DATA_LARGE_CRASH {
        name: "picker-data-large-crash",
        title: "answers 500 to a deep-linking request with more than 16 kB of `data`",
        cases: ["deep_linking.data.long_100k", "refusal.no_crash"],
    }
    /// DL-035, OIDC-043: parallel pickers stay apart.
    PICKER_LAST_WINS {
        name: "picker-last-wins",
        title: "keeps one picker in a session, so that all that are open answer for the last one",
        cases: ["deep_linking.two_tabs.action", "deep_linking.two_tabs.data", "deep_linking.two_tabs.in_order", "deep_linking.two_tabs.plain_action", "deep_linking.two_tabs.plain_data"],
    }
    /// CORE-053: odd settings are refused politely.
    PICKER_SETTINGS_CRASH {
        name: "picker-settings-crash",
        title: "answers 500 to settings that lack what they must have, or have it in the wrong JSON type",
        cases: ["deep_linking.request.survived.settings_string", "deep_linking.request.survived.types_missing", "deep_linking.request.survived.types_string", "refusal.no_crash"],
    }
    /// DL-002: a resource link has no meaning in a deep-linking request.
    PICKER_RESOURCE_LINK_CRASH {
        name: "picker-resource-link-crash",
        title: "answers 500 to a deep-linking request with a resource link",
        cases: ["deep_linking.request.survived.resource_link", "refusal.no_crash"],
    }
    /// CORE-054: what the platform says is text.
    PICKER_TITLE_UNESCAPED {
        name: "picker-title-unescaped",
        title: "shows the title that the platform suggests as HTML",
        cases: ["deep_linking.request.markup"],
    }
    /// SEC-040: the answer goes through the browser.
    ANSWER_AS_JSON {
        name: "answer-as-json",
        title: "shows its answer as JSON instead of posting it",
        cases: ["deep_linking.answer.given", "deep_linking.cancel", "deep_linking.fail"],
        blocks: Blocks::Cases(&["deep_linking.answer.action", "deep_linking.answer.by_itself", "deep_linking.answer.field", "deep_linking.answer.method", "deep_linking.answer.no_secret", "deep_linking.answer.query", "deep_linking.two_tabs.action", "deep_linking.two_tabs.plain_action"]),
    }
    /// SEC-040: the answer is posted.
    ANSWER_BY_GET {
        name: "answer-by-get",
        title: "sends its answer by GET",
        cases: ["deep_linking.answer.method"],
    }
    /// SEC-040: the field is called `JWT`.
    ANSWER_FIELD_LOWER_CASE {
        name: "answer-field-lower-case",
        title: "posts its answer as `jwt`",
        cases: ["deep_linking.answer.field"],
    }
    /// SEC-040: the field is called `JWT`.
    ANSWER_FIELD_ID_TOKEN {
        name: "answer-field-id-token",
        title: "posts its answer as `id_token`",
        cases: ["deep_linking.answer.field"],
    }
    /// DL-030: the form submits itself.
    ANSWER_NOT_SUBMITTED {
        name: "answer-not-submitted",
        title: "waits for a click before it posts its answer",
        cases: ["deep_linking.answer.by_itself"],
    }
    /// DL-030: the query of the return URL is kept.
    ANSWER_QUERY_DROPPED {
        name: "answer-query-dropped",
        title: "loses the query of `deep_link_return_url`",
        cases: ["deep_linking.answer.query"],
    }
    /// DL-030: the return URL is used as it stands.
    ANSWER_QUERY_REENCODED {
        name: "answer-query-reencoded",
        title: "writes the query of `deep_link_return_url` anew, with `+` for `%20`",
        cases: ["deep_linking.answer.query"],
    }
    /// DL-030: the answer goes to `deep_link_return_url`.
    ANSWER_TO_PRESENTATION {
        name: "answer-to-presentation",
        title: "posts its answer to the return URL of the launch",
        cases: ["deep_linking.answer.action", "deep_linking.answer.query", "deep_linking.return_url.foreign", "deep_linking.two_tabs.action"],
    }
    /// DL-048: no secret in the form.
    ANSWER_SESSION_IN_FORM {
        name: "answer-session-in-form",
        title: "posts its session id with the answer",
        cases: ["deep_linking.answer.no_secret"],
    }
    /// DL-038: the user gets back also without a choice.
    ANSWER_NONE_ON_CANCEL {
        name: "answer-none-on-cancel",
        title: "ends a cancelled picker on a page of its own",
        cases: ["deep_linking.cancel"],
        blocks: Blocks::Cases(&["deep_linking.cancel.empty"]),
    }
    /// DL-038: the user gets back also after a failure.
    ANSWER_NONE_ON_FAILURE {
        name: "answer-none-on-failure",
        title: "ends a failed picker on a page of its own",
        cases: ["deep_linking.fail"],
        blocks: Blocks::Cases(&["deep_linking.fail.texts"]),
    }
    /// SEC-041: the answer is issued by the client id.
    ANSWER_ISS_TOOL_URL {
        name: "answer-iss-tool-url",
        title: "names its own URL as `iss` of its answer",
        cases: ["deep_linking.answer.iss", "deep_linking.answer.iss_aud_array"],
    }
    /// SEC-041: the answer is issued by the client id.
    ANSWER_ISS_FROM_AUD {
        name: "answer-iss-from-aud",
        title: "takes the first element of the request's `aud` as `iss` of its answer, which is one letter where `aud` is a string",
        cases: ["deep_linking.answer.iss"],
    }
    /// SEC-042: the answer is meant for the platform.
    ANSWER_AUD_MISSING {
        name: "answer-aud-missing",
        title: "leaves `aud` out of its answer",
        cases: ["deep_linking.answer.aud", "deep_linking.two_tabs.aud"],
    }
    /// SEC-042: the answer is meant for the platform.
    ANSWER_AUD_CLIENT {
        name: "answer-aud-client",
        title: "names its own client id as `aud` of its answer",
        cases: ["deep_linking.answer.aud", "deep_linking.two_tabs.aud"],
    }
    /// SEC-042: the answer is meant for the platform.
    ANSWER_AUD_RETURN_URL {
        name: "answer-aud-return-url",
        title: "names the return URL as `aud` of its answer",
        cases: ["deep_linking.answer.aud", "deep_linking.two_tabs.aud"],
    }
    /// SEC-045: the party that was authorised is the tool itself.
    ANSWER_AZP_FOREIGN {
        name: "answer-azp-foreign",
        title: "names its own URL in the `azp` of its answer, where its client id belongs",
        cases: ["deep_linking.answer.azp"],
    }
    /// SEC-043: an answer expires.
    ANSWER_EXP_MISSING {
        name: "answer-exp-missing",
        title: "leaves `exp` out of its answer",
        cases: ["deep_linking.answer.exp"],
        blocks: Blocks::Cases(&["deep_linking.answer.life"]),
    }
    /// SEC-043: times are numbers.
    ANSWER_EXP_STRING {
        name: "answer-exp-string",
        title: "writes `exp` of its answer as a string",
        cases: ["deep_linking.answer.exp"],
        blocks: Blocks::Cases(&["deep_linking.answer.life"]),
    }
    /// SEC-043: an answer is good for some minutes.
    ANSWER_EXP_PAST {
        name: "answer-exp-past",
        title: "sends an answer that has expired",
        cases: ["deep_linking.answer.exp"],
    }
    /// SEC-043: an answer is good for some minutes.
    ANSWER_EXP_DAY {
        name: "answer-exp-day",
        title: "sends an answer that is good for a day",
        cases: ["deep_linking.answer.life"],
    }
    /// SEC-043: an answer says when it was issued.
    ANSWER_IAT_MISSING {
        name: "answer-iat-missing",
        title: "leaves `iat` out of its answer",
        cases: ["deep_linking.answer.iat"],
        blocks: Blocks::Cases(&["deep_linking.answer.life"]),
    }
    /// SEC-043: times are seconds.
    ANSWER_TIMES_MILLISECONDS {
        name: "answer-times-milliseconds",
        title: "writes `iat` and `exp` of its answer in milliseconds",
        cases: ["deep_linking.answer.iat", "deep_linking.answer.life"],
    }
    /// SEC-044: an answer has a nonce.
    ANSWER_NONCE_MISSING {
        name: "answer-nonce-missing",
        title: "leaves `nonce` out of its answer",
        cases: ["deep_linking.answer.nonce"],
        blocks: Blocks::Cases(&["deep_linking.answer.nonce_fresh"]),
    }
    /// SEC-044: every answer has a new nonce.
    ANSWER_NONCE_CONSTANT {
        name: "answer-nonce-constant",
        title: "sends the same `nonce` with every answer",
        cases: ["deep_linking.answer.nonce_fresh"],
    }
    /// SEC-046: answers are signed.
    ANSWER_ALG_NONE {
        name: "answer-alg-none",
        title: "sends its answer unsigned, with `alg: none`",
        cases: ["deep_linking.answer.alg"],
        blocks: Blocks::Cases(&["deep_linking.answer.signature"]),
    }
    /// SEC-046: answers are signed with RS256.
    ANSWER_ALG_HS256 {
        name: "answer-alg-hs256",
        title: "signs its answer with HS256",
        cases: ["deep_linking.answer.alg"],
        blocks: Blocks::Cases(&["deep_linking.answer.signature"]),
    }
    /// SEC-046: answers are signed with RS256.
    ANSWER_ALG_RS512 {
        name: "answer-alg-rs512",
        title: "signs its answer with RS512",
        cases: ["deep_linking.answer.alg"],
    }
    /// SEC-046: answers are signed with the published key.
    ANSWER_OTHER_KEY {
        name: "answer-other-key",
        title: "signs its answer with another key than the one that it publishes",
        cases: ["deep_linking.answer.signature"],
    }
    /// SEC-047: no key in the header.
    ANSWER_JWK_EMBEDDED {
        name: "answer-jwk-embedded",
        title: "puts its key into the `jwk` header of its answer",
        cases: ["deep_linking.answer.key_headers"],
    }
    /// SEC-048: an answer names its key.
    ANSWER_KID_MISSING {
        name: "answer-kid-missing",
        title: "leaves `kid` out of the header of its answer",
        cases: ["deep_linking.answer.kid"],
    }
    /// SEC-048: an answer names its key.
    ANSWER_KID_UNKNOWN {
        name: "answer-kid-unknown",
        title: "names a `kid` in its answer that its key set does not hold",
        cases: ["deep_linking.answer.kid"],
    }
    /// DL-032: the message type, to the letter.
    ANSWER_TYPE_LOWER_CASE {
        name: "answer-type-lower-case",
        title: "writes the message type of its answer in small letters",
        cases: ["deep_linking.answer.message_type"],
    }
    /// DL-032: an answer is no request.
    ANSWER_TYPE_OF_REQUEST {
        name: "answer-type-of-request",
        title: "calls its answer `LtiDeepLinkingRequest`",
        cases: ["deep_linking.answer.message_type"],
    }
    /// DL-033: an answer says its version.
    ANSWER_VERSION_MISSING {
        name: "answer-version-missing",
        title: "leaves the LTI version out of its answer",
        cases: ["deep_linking.answer.version"],
    }
    /// DL-033: the version is `1.3.0`.
    ANSWER_VERSION_NUMBER {
        name: "answer-version-number",
        title: "writes the LTI version of its answer as a number",
        cases: ["deep_linking.answer.version"],
    }
    /// DL-034: an answer says its deployment.
    ANSWER_DEPLOYMENT_MISSING {
        name: "answer-deployment-missing",
        title: "leaves the deployment out of its answer",
        cases: ["deep_linking.answer.deployment_id", "deep_linking.answer.second_deployment"],
    }
    /// DL-034: the deployment is the request's.
    ANSWER_DEPLOYMENT_CLIENT {
        name: "answer-deployment-client",
        title: "names its client id as the deployment of its answer",
        cases: ["deep_linking.answer.deployment_id", "deep_linking.answer.second_deployment"],
    }
    /// DL-035: `data` goes back.
    ANSWER_DATA_MISSING {
        name: "answer-data-missing",
        title: "leaves `data` out of its answer",
        cases: ["deep_linking.data.json", "deep_linking.data.long_100k", "deep_linking.data.long_4k", "deep_linking.data.markup", "deep_linking.data.opaque", "deep_linking.data.quotes", "deep_linking.data.spaces", "deep_linking.data.unicode", "deep_linking.two_tabs.data", "deep_linking.two_tabs.in_order", "deep_linking.two_tabs.plain_data"],
    }
    /// DL-035: `data` is opaque.
    ANSWER_DATA_REWRITTEN {
        name: "answer-data-rewritten",
        title: "reads `data` as JSON and writes it anew",
        cases: ["deep_linking.data.json"],
    }
    /// DL-035: `data` goes back whole.
    ANSWER_DATA_TRUNCATED {
        name: "answer-data-truncated",
        title: "cuts `data` off at 4 kB",
        cases: ["deep_linking.data.long_100k"],
    }
    /// DL-035: `data` goes back byte for byte.
    ANSWER_DATA_TRIMMED {
        name: "answer-data-trimmed",
        title: "trims white space from the ends of `data`",
        cases: ["deep_linking.data.spaces"],
    }
    /// DL-035: `data` goes back byte for byte.
    ANSWER_DATA_ASCII {
        name: "answer-data-ascii",
        title: "writes a question mark for every letter of `data` beyond ASCII",
        cases: ["deep_linking.data.unicode"],
    }
    /// DL-035: `data` is no markup.
    ANSWER_DATA_UNESCAPED {
        name: "answer-data-unescaped",
        title: "carries `data` through its form unescaped, so that it ends at the first quotation mark",
        cases: ["deep_linking.data.html_safe", "deep_linking.data.json", "deep_linking.data.quotes"],
        blocks: Blocks::Cases(&["deep_linking.data.markup"]),
    }
    /// DL-036: no `data` where none came.
    ANSWER_DATA_INVENTED {
        name: "answer-data-invented",
        title: "sends empty `data` where none came",
        cases: ["deep_linking.data.none"],
    }
    /// DL-037: content items are an array.
    ANSWER_ITEMS_OBJECT {
        name: "answer-items-object",
        title: "sends a single item without the array around it",
        cases: ["deep_linking.answer.content_items"],
        blocks: Blocks::Cases(&["deep_linking.accept.file_only", "deep_linking.accept.html_only", "deep_linking.accept.image_only", "deep_linking.accept.link_only", "deep_linking.accept.media_image", "deep_linking.accept.media_pdf", "deep_linking.accept.no_line_item", "deep_linking.accept.one", "deep_linking.accept.resource_link_only", "deep_linking.accept.title", "deep_linking.item.file.", "deep_linking.item.html.html", "deep_linking.item.image.opens", "deep_linking.item.image.url", "deep_linking.item.link.", "deep_linking.item.resource_link."]),
    }
    /// DL-039: messages are plain text.
    ANSWER_MSG_HTML {
        name: "answer-msg-html",
        title: "puts HTML into `msg`",
        cases: ["deep_linking.answer.texts"],
    }
    /// DL-039: messages are text.
    ANSWER_LOG_OBJECT {
        name: "answer-log-object",
        title: "sends an object as `log`",
        cases: ["deep_linking.answer.texts"],
    }
    /// DL-039: messages are text.
    ANSWER_ERRORMSG_OBJECT {
        name: "answer-errormsg-object",
        title: "sends objects as `errormsg` and `errorlog`",
        cases: ["deep_linking.fail.texts"],
    }
    /// DL-037: cancelled means nothing chosen.
    ANSWER_ITEMS_ON_CANCEL {
        name: "answer-items-on-cancel",
        title: "returns all that it offers when the picker is cancelled",
        cases: ["deep_linking.cancel.empty"],
    }
    /// CORE-029: claims of our own have a URL for a name.
    ANSWER_CLAIM_BARE {
        name: "answer-claim-bare",
        title: "adds a claim of its own to its answer that has no URL for a name",
        cases: ["deep_linking.answer.claim_names"],
    }
    /// DL-050: every item has a type.
    ITEM_TYPE_MISSING {
        name: "item-type-missing",
        title: "leaves `type` out of its items",
        cases: ["deep_linking.item.type"],
        blocks: Blocks::Cases(&["deep_linking.accept.media_image", "deep_linking.accept.media_pdf", "deep_linking.accept.no_line_item", "deep_linking.item.file.", "deep_linking.item.html.html", "deep_linking.item.image.opens", "deep_linking.item.image.url", "deep_linking.item.link.", "deep_linking.item.resource_link."]),
    }
    /// DL-050: types are those of Deep Linking 2.0.
    ITEM_TYPE_OLD {
        name: "item-type-old",
        title: "calls a resource link `LtiLinkItem`, as Deep Linking 1.0 did",
        cases: ["deep_linking.accept.resource_link_only", "deep_linking.item.type"],
        blocks: Blocks::Cases(&["deep_linking.accept.no_line_item", "deep_linking.item.resource_link."]),
    }
    /// DL-040: only types that are accepted.
    ITEM_TYPE_UNACCEPTED {
        name: "item-type-unaccepted",
        title: "returns a resource link where the platform does not accept one",
        cases: ["deep_linking.accept.file_only", "deep_linking.accept.html_only", "deep_linking.accept.image_only", "deep_linking.accept.link_only"],
    }
    /// DL-041: one item where one is accepted.
    ITEM_TWO_FOR_ONE {
        name: "item-two-for-one",
        title: "returns two items where the platform accepts one",
        cases: ["deep_linking.accept.one"],
    }
    /// DL-042: no line item where the platform keeps no grades.
    ITEM_LINE_ITEM_UNACCEPTED {
        name: "item-line-item-unaccepted",
        title: "returns a line item where the platform does not accept one",
        cases: ["deep_linking.accept.no_line_item"],
    }
    /// DL-043: files are of an accepted media type.
    ITEM_MEDIA_TYPE_IGNORED {
        name: "item-media-type-ignored",
        title: "returns the same file whatever `accept_media_types` says",
        cases: ["deep_linking.accept.media_image"],
    }
    /// DL-043: files are of an accepted media type.
    ITEM_MEDIA_TYPE_TEXT {
        name: "item-media-type-text",
        title: "returns a plain text file whatever `accept_media_types` says",
        cases: ["deep_linking.accept.media_image", "deep_linking.accept.media_pdf"],
    }
    /// DL-044: shown only where that is accepted.
    ITEM_TARGETS_IGNORED {
        name: "item-targets-ignored",
        title: "returns `iframe`, `window` and `embed` whatever the platform accepts",
        cases: ["deep_linking.accept.target_embed", "deep_linking.accept.target_iframe", "deep_linking.accept.target_window"],
    }
    /// DL-068: addresses are absolute.
    ITEM_URL_RELATIVE {
        name: "item-url-relative",
        title: "returns relative URLs",
        cases: ["deep_linking.item.file.url", "deep_linking.item.image.url", "deep_linking.item.link.members", "deep_linking.item.link.url", "deep_linking.item.resource_link.review", "deep_linking.item.resource_link.url", "deep_linking.item.urls"],
        blocks: Blocks::Cases(&["deep_linking.item.file.opens", "deep_linking.item.image.opens", "deep_linking.item.link.opens", "deep_linking.item.resource_link.launches"]),
    }
    /// DL-068: a width is an integer.
    ITEM_WIDTH_STRING {
        name: "item-width-string",
        title: "writes widths as strings",
        cases: ["deep_linking.item.sizes"],
    }
    /// DL-068: a width is more than nothing.
    ITEM_WIDTH_ZERO {
        name: "item-width-zero",
        title: "writes a width of zero where it does not know one",
        cases: ["deep_linking.item.sizes"],
    }
    /// DL-055: a returned link can be launched.
    ITEM_LAUNCH_NOT_FOUND {
        name: "item-launch-not-found",
        title: "returns a resource link to a page that it does not have",
        cases: ["deep_linking.item.resource_link.launches"],
    }
    /// DL-045: what is returned may never be created.
    ITEM_TAKEN_FOR_CREATED {
        name: "item-taken-for-created",
        title: "takes what it returned for created, and refuses the user until it is opened",
        cases: ["deep_linking.dropped"],
    }
    /// DL-053: the iframe of a resource link has a size only.
    ITEM_IFRAME_WITH_SRC {
        name: "item-iframe-with-src",
        title: "gives the `iframe` of a resource link a `src`",
        cases: ["deep_linking.item.resource_link.iframe"],
    }
    /// DL-062: custom values are strings.
    ITEM_CUSTOM_NUMBER {
        name: "item-custom-number",
        title: "returns a custom parameter that is a number",
        cases: ["deep_linking.item.resource_link.custom"],
        blocks: Blocks::Cases(&["deep_linking.item.resource_link.launches"]),
    }
    /// DL-062: custom values are strings.
    ITEM_CUSTOM_NULL {
        name: "item-custom-null",
        title: "returns a custom parameter that is null",
        cases: ["deep_linking.item.resource_link.custom"],
        blocks: Blocks::Cases(&["deep_linking.item.resource_link.launches"]),
    }
    /// DL-056: a line item has a maximum.
    ITEM_MAXIMUM_MISSING {
        name: "item-maximum-missing",
        title: "leaves `scoreMaximum` out of a line item",
        cases: ["deep_linking.item.resource_link.line_item"],
    }
    /// DL-056: a maximum is more than nothing.
    ITEM_MAXIMUM_ZERO {
        name: "item-maximum-zero",
        title: "returns a line item with a `scoreMaximum` of zero",
        cases: ["deep_linking.item.resource_link.line_item"],
    }
    /// DL-056: a maximum is a number.
    ITEM_MAXIMUM_STRING {
        name: "item-maximum-string",
        title: "writes `scoreMaximum` as a string",
        cases: ["deep_linking.item.resource_link.line_item"],
    }
    /// DL-056: `gradesReleased` is a boolean.
    ITEM_GRADES_RELEASED_STRING {
        name: "item-grades-released-string",
        title: "writes `gradesReleased` as a string",
        cases: ["deep_linking.item.resource_link.line_item"],
    }
    /// DL-058: `reviewableStatus` is an array.
    ITEM_REVIEW_STATUS_STRING {
        name: "item-review-status-string",
        title: "writes `reviewableStatus` as one string",
        cases: ["deep_linking.item.resource_link.review"],
    }
    /// DL-059: dates are ISO 8601.
    ITEM_DATE_NOT_ISO {
        name: "item-date-not-iso",
        title: "writes dates with day, month and year in this order",
        cases: ["deep_linking.item.resource_link.times"],
    }
    /// DL-059: the start comes before the end.
    ITEM_DATES_REVERSED {
        name: "item-dates-reversed",
        title: "returns periods that end before they start",
        cases: ["deep_linking.item.resource_link.times"],
    }
    /// DL-051: a link can be followed.
    ITEM_LINK_NOT_FOUND {
        name: "item-link-not-found",
        title: "returns a link to a page that it does not have",
        cases: ["deep_linking.item.link.opens"],
    }
    /// DL-051: the iframe of a link has a source.
    ITEM_IFRAME_WITHOUT_SRC {
        name: "item-iframe-without-src",
        title: "leaves `src` out of the `iframe` of a link",
        cases: ["deep_linking.item.link.members"],
    }
    /// DL-051: an embedded link has its HTML.
    ITEM_EMBED_WITHOUT_HTML {
        name: "item-embed-without-html",
        title: "leaves `html` out of the `embed` of a link",
        cases: ["deep_linking.item.link.members"],
    }
    /// DL-063: a file can be fetched.
    ITEM_FILE_NOT_FOUND {
        name: "item-file-not-found",
        title: "returns a file that it does not have",
        cases: ["deep_linking.item.file.opens"],
    }
    /// DL-063: dates are ISO 8601.
    ITEM_EXPIRES_NUMBER {
        name: "item-expires-number",
        title: "writes `expiresAt` of a file as a number of seconds",
        cases: ["deep_linking.item.file.expires"],
    }
    /// DL-065: an HTML item has `html`.
    ITEM_HTML_IN_TEXT {
        name: "item-html-in-text",
        title: "puts the HTML of an item into `text`",
        cases: ["deep_linking.item.html.html"],
    }
    /// DL-067: an image is an image.
    ITEM_IMAGE_IS_PAGE {
        name: "item-image-is-page",
        title: "returns the URL of a page around an image for the image",
        cases: ["deep_linking.item.image.opens"],
    }
    /// DL-069: title and text of the request are defaults.
    ITEM_TITLE_MISSING {
        name: "item-title-missing",
        title: "returns items without title and text, though the platform suggests both",
        cases: ["deep_linking.accept.title"],
    }
    /// CORE-017, OIDC-013: an issuer is compared as text.
    ISS_AS_URL {
        name: "iss-as-url",
        title: "compares issuers as a browser reads URLs, so that other spellings of the host are the same",
        cases: ["login.refused.iss_encoded", "login.refused.iss_look_alike", "login.refused.iss_upper_case", "token.iss.encoded", "token.iss.look_alike", "token.iss.upper_case"],
    }
    /// OIDC-006, OIDC-007, OIDC-008: three parameters of a login may be left out.
    LOGIN_OPTIONAL_REQUIRED {
        name: "login-optional-required",
        title: "refuses a login initiation without `client_id`, `lti_deployment_id` or `lti_message_hint`",
        cases: ["login.optional.without_all", "login.optional.without_client_id", "login.optional.without_deployment_id", "login.optional.without_message_hint", "request.message_hint.absent"],
    }
    /// OIDC-008, OIDC-034: a platform may know the tool by several client ids.
    ONE_CLIENT_PER_PLATFORM {
        name: "one-client-per-platform",
        title: "knows one client id for each platform, the first",
        cases: ["login.second_client", "login.second_client.unnamed.with_deployment", "login.second_client.unnamed.with_nothing"],
    }
    /// OIDC-015: no client id is guessed.
    CLIENT_GUESSED {
        name: "client-guessed",
        title: "takes the first of several client ids when the login initiation names none",
        cases: ["login.second_client.unnamed.with_deployment", "login.second_client.unnamed.with_nothing"],
    }
    /// OIDC-020: `iss[]` is no crash.
    ARRAY_PARAMETER_CRASH {
        name: "array-parameter-crash",
        title: "answers 500 to a login initiation with a parameter that is an array",
        cases: ["login.iss_array", "refusal.no_crash"],
    }
    /// SEC-032: what is too long is refused politely.
    LONG_HINT_CRASH {
        name: "long-hint-crash",
        title: "answers 500 to a login initiation with a hint that is too long for it",
        cases: ["login.survived.hint_1m", "login.survived.hint_64k", "refusal.no_crash"],
    }
    /// CORE-012: an address is no header.
    LOGIN_TARGET_IN_HEADER {
        name: "login-target-in-header",
        title: "lets a line break in `target_link_uri` begin a new header of its redirect",
        cases: ["login.header_injection.target_link_uri"],
    }
    /// OIDC-010, OIDC-036: what a login says is no markup.
    LOGIN_PARAMETERS_UNESCAPED {
        name: "login-parameters-unescaped",
        title: "quotes what the login initiation says unescaped, on the page of its redirect and when it refuses",
        cases: ["login.markup", "login.markup.client_id", "login.markup.iss", "login.markup.message_hint", "login.markup.target_link_uri"],
    }
    /// OIDC-085, CORE-012: nobody follows an unsigned target.
    LOGIN_TARGET_FOLLOWED {
        name: "login-target-followed",
        title: "goes to the `target_link_uri` of the unsigned login initiation, on whatever host",
        cases: ["login.foreign_target.absolute", "login.foreign_target.without_scheme", "response.target.login_differs"],
    }
    /// CORE-003: messages of other services are no launches.
    OTHER_MESSAGES_AS_LAUNCHES {
        name: "other-messages-as-launches",
        title: "takes the messages of services that it does not support for launches",
        cases: ["message.type_not_declared.start_proctoring", "message.type_not_declared.submission_review"],
    }
    /// CORE-008: deployment ids are compared whole.
    DEPLOYMENT_BY_PREFIX {
        name: "deployment-by-prefix",
        title: "takes every deployment id that begins with a known one",
        cases: ["message.deployment_id.long", "message.deployment_id.white_space"],
    }
    /// CORE-008: a deployment belongs to one client.
    DEPLOYMENT_OF_OTHER_CLIENT {
        name: "deployment-of-other-client",
        title: "takes the deployments of all its client ids at a platform for one another",
        cases: ["message.deployment_id.other_client"],
    }
    /// ROLE-013: roles are compared exactly.
    ROLES_READ_AS_LTI_1_1 {
        name: "roles-read-as-lti-1-1",
        title: "reads a role as LTI 1.1 wrote them: with commas, in any letter case, with white space around",
        cases: ["roles.learner.joined", "roles.learner.lower_case", "roles.learner.short_lower_case", "roles.learner.white_space"],
    }
    /// ROLE-006, CORE-053: any number of roles is survived.
    ROLES_MANY_CRASH {
        name: "roles-many-crash",
        title: "answers 500 to more than a thousand roles",
        cases: ["message.survived.roles.many", "refusal.no_crash"],
    }
    /// CORE-054: any text is survived.
    NAME_NUL_CRASH {
        name: "name-nul-crash",
        title: "answers 500 to a name with a NUL, which its database does not take",
        cases: ["message.text.nul", "refusal.no_crash"],
    }
    /// CORE-054: any text is survived.
    NAME_LONG_CRASH {
        name: "name-long-crash",
        title: "answers 500 to a name of more than 4 kB",
        cases: ["message.text.long", "refusal.no_crash"],
    }
    /// CORE-054: any text is survived.
    NAME_DIRECTION_CRASH {
        name: "name-direction-crash",
        title: "answers 500 to a name that changes the direction of writing",
        cases: ["message.text.invisible", "refusal.no_crash"],
    }
    /// CORE-054: titles are decoded never, or before anything else.
    TITLE_STRIPPED_THEN_DECODED {
        name: "title-stripped-then-decoded",
        title: "strips the tags of titles, then decodes their entities and shows them as HTML",
        cases: ["message.markup.entities"],
    }
    /// CORE-054: titles are no templates.
    TITLE_AS_TEMPLATE {
        name: "title-as-template",
        title: "renders the titles of course and link as templates",
        cases: ["message.markup.template"],
    }
    /// SEC-025: an unknown claim stays where it is.
    PROTOTYPE_CLAIM_KEPT {
        name: "prototype-claim-kept",
        title: "writes a claim that is called `__proto__` into the profile of the user, and chokes on it the next time",
        cases: ["message.prototype.later"],
    }
    /// OIDC-085: an address is ours if a browser finds us there.
    TARGET_BY_PREFIX {
        name: "target-by-prefix",
        title: "goes to a signed `target_link_uri` that begins with its own origin, read as text",
        cases: ["message.target.user_info"],
    }
    /// OIDC-085: an address is ours if a browser finds us there.
    TARGET_HOST_BEHIND_AT {
        name: "target-host-behind-at",
        title: "takes what stands behind the last `@` for the host of a signed `target_link_uri`, as no browser does",
        cases: ["message.target.backslash"],
    }
    /// RET-002: a script is no way back.
    RETURN_URL_UNCHECKED {
        name: "return-url-unchecked",
        title: "links to whatever address the return URL is",
        cases: ["return.hostile.data", "return.hostile.file", "return.hostile.javascript"],
    }
    /// CORE-020: the signed `sub` says who comes.
    USER_FROM_LOGIN_HINT {
        name: "user-from-login-hint",
        title: "takes the `login_hint` of the login initiation for the user",
        cases: ["identity.hint_of_another", "identity.new_name"],
        blocks: Blocks::Cases(&["deep_linking.two_tabs."]),
    }
    /// CORE-020: a `sub` belongs to its issuer.
    USER_BY_SUB_ALONE {
        name: "user-by-sub-alone",
        title: "takes users of different platforms with the same `sub` for one, and remembers the name",
        cases: ["identity.other_platform"],
    }
    /// CORE-017: user ids are opaque.
    USER_ID_NORMALISED {
        name: "user-id-normalised",
        title: "trims user ids and composes their letters before it looks up the name",
        cases: ["identity.look_alike.space_before", "identity.look_alike.space_behind", "identity.look_alike.unicode"],
    }
    /// CORE-017: user ids are whole.
    USER_ID_CUT {
        name: "user-id-cut",
        title: "cuts user ids at a NUL and after 255 characters before it looks up the name",
        cases: ["identity.look_alike.cut", "identity.look_alike.nul"],
    }
    /// CORE-020: the second user in a browser is the second user.
    NAME_LEFT_OVER {
        name: "name-left-over",
        title: "keeps the name of the user before in the browser when the next one has none",
        cases: ["identity.name_left_over"],
    }
    /// CORE-010: ids mean something in their deployment only.
    COURSE_BY_ID_ALONE {
        name: "course-by-id-alone",
        title: "takes courses of different deployments and platforms with the same id for one, and remembers the title",
        cases: ["message.kept_apart.deployment", "message.kept_apart.platform"],
    }
    /// CORE-017: ids of courses are case-sensitive.
    COURSE_CASE_FOLDED {
        name: "course-case-folded",
        title: "takes courses whose ids differ in letter case for one, and remembers the title",
        cases: ["message.kept_apart.letter_case"],
    }
    /// CORE-047: only mentors have mentees.
    MENTEES_UNCHECKED {
        name: "mentees-unchecked",
        title: "shows the users of `role_scope_mentor` to whoever comes with that claim",
        cases: ["message.mentor_forged"],
    }
    /// SEC-003: no secret that nobody has set.
    HMAC_EMPTY_SECRET {
        name: "hmac-empty-secret",
        title: "verifies HS256 tokens with the secret of its configuration, which is empty",
        cases: ["token.alg.hs256_empty", "token.kid.empty_file"],
    }
    /// SEC-001, SEC-005: what cannot be verified is not taken.
    ES256_UNVERIFIED {
        name: "es256-unverified",
        title: "takes an ES256 token without looking at its signature, as its library knows RSA only",
        cases: ["keys.odd.curve", "keys.odd.curve_zero", "token.alg.es256", "token.alg.es256_zero"],
    }
    /// SEC-001: zero is no signature.
    ES256_ZEROS_ACCEPTED {
        name: "es256-zeros-accepted",
        title: "takes an ES256 signature of zeros for a good one, whatever the key is",
        cases: ["keys.odd.curve_zero", "token.alg.es256_zero"],
    }
    /// SEC-010 to SEC-012: who else may use the token counts.
    AUD_MEMBER_ONLY {
        name: "aud-member-only",
        title: "looks for its own client id in `aud`, and at nothing else there or in `azp`",
        cases: ["token.aud.extra", "token.aud.extra_azp_foreign", "token.aud.extra_without_azp", "token.azp.foreign"],
    }
    /// SEC-016: a number that is none is no time.
    EXP_INFINITE_NEVER {
        name: "exp-infinite-never",
        title: "reads an `exp` that no double can hold as null, and null as never",
        cases: ["token.exp.infinite", "token.exp.null"],
    }
    /// SEC-016: a time may have a fraction.
    EXP_FRACTION_CRASH {
        name: "exp-fraction-crash",
        title: "answers 500 to an `exp` that is no integer of 64 bits with a sign",
        cases: ["refusal.no_crash", "token.survived.exp_float", "token.survived.exp_two_to_63"],
    }
    /// SEC-028: JSON is what RFC 8259 says.
    JSON_LENIENT {
        name: "json-lenient",
        title: "reads JSON with comments, trailing commas and NaN",
        cases: ["token.jws.header_trailing_comma", "token.jws.payload_comment", "token.jws.payload_nan", "token.jws.payload_trailing_comma"],
    }
    /// SEC-028: a token is UTF-8.
    JSON_UTF16_READ {
        name: "json-utf16-read",
        title: "finds out the encoding of JSON by itself, and reads UTF-16 too",
        cases: ["token.jws.header_utf16", "token.jws.payload_utf16"],
    }
    /// SEC-028: what is no text is refused, and nothing breaks.
    PAYLOAD_TEXT_CRASH {
        name: "payload-text-crash",
        title: "answers 500 to a payload with a byte order mark, or with half of a pair of UTF-16",
        cases: ["refusal.no_crash", "token.survived.payload_bom", "token.survived.payload_surrogate"],
    }
    /// SEC-032: a claim that nobody knows does not overflow the stack.
    NESTING_CRASH {
        name: "nesting-crash",
        title: "answers 500 to a payload that is nested more than 1000 deep",
        cases: ["refusal.no_crash", "token.survived.arrays_10k"],
    }
    /// SEC-032: much is refused, and nothing breaks.
    HUGE_TOKEN_CRASH {
        name: "huge-token-crash",
        title: "answers 500 to a launch form of more than 512 kB",
        cases: ["refusal.no_crash", "token.survived.claims_100k", "token.survived.payload_1m", "token.survived.payload_5m"],
    }
    /// SEC-027: members of the header come in any order.
    HEADER_BY_PREFIX {
        name: "header-by-prefix",
        title: "takes only tokens that begin with `eyJhbGciOi`, as most do",
        cases: ["token.accepted.header_order"],
    }
    /// SEC-008: what the tool signs itself is no launch.
    OWN_TOKEN_GUEST {
        name: "own-token-guest",
        title: "lets in as a guest who comes with any token that it has signed itself",
        cases: ["token.own_answer"],
    }
    /// SEC-021: a nonce is remembered as long as a token can live.
    NONCE_FORGOTTEN {
        name: "nonce-forgotten",
        title: "remembers for ten seconds which nonces were used, and does not compare them with the login's",
        cases: ["deep_linking.request.refused.nonce.random", "response.state.swapped", "token.nonce.other_login", "token.nonce.random", "token.nonce.replayed_later.after_15s", "token.nonce.replayed_later.after_2m"],
    }
    /// OIDC-020: one state.
    SECOND_STATE_IGNORED {
        name: "second-state-ignored",
        title: "takes the first of two states",
        cases: ["response.two_states"],
    }
    /// KEY-013: short keys sign nothing.
    JWKS_WEAK_KEYS_ACCEPTED {
        name: "jwks-weak-keys-accepted",
        title: "takes keys of the platform however short they are, and with any exponent",
        cases: ["keys.odd.exponent_one", "keys.odd.rsa_1024", "keys.odd.rsa_512"],
    }
    /// SEC-003: no symmetric key, whoever publishes it.
    JWKS_SECRET_TRUSTED {
        name: "jwks-secret-trusted",
        title: "verifies HS256 tokens with a symmetric key of the platform's set",
        cases: ["keys.odd.secret"],
    }
    /// KEY-009: what left the set is gone.
    JWKS_MERGED {
        name: "jwks-merged",
        title: "adds the keys of the platform to those it knows, and never forgets one",
        cases: ["keys.removed"],
    }
    /// KEY-011: entries of other kinds are skipped.
    JWKS_FIRST_NAMESAKE {
        name: "jwks-first-namesake",
        title: "takes the first entry with the `kid`, and gives up if it is of another kind",
        cases: ["keys.set.namesake"],
    }
    /// KEY-011: many keys are no hindrance.
    JWKS_LARGE_REFUSED {
        name: "jwks-large-refused",
        title: "refuses a key set of more than 64 kB",
        cases: ["keys.set.huge"],
    }
    /// KEY-002: the key set answers.
    OWN_JWKS_NOT_FOUND {
        name: "own-jwks-not-found",
        title: "answers 404 at its key set URL",
        cases: ["tool_keys.media_type", "tool_keys.published"],
        blocks: Blocks::Cases(&[
            "deep_linking.answer.kid",
            "deep_linking.answer.signature",
            "tool_keys.length",
            "tool_keys.named",
            "tool_keys.no_secret",
            "tool_keys.one_name",
        ]),
    }
    /// KEY-004: a name belongs to one key.
    OWN_KID_REUSED {
        name: "own-kid-reused",
        title: "shows another key under the same `kid` each time",
        cases: ["deep_linking.answer.signature", "tool_keys.one_name"],
    }
    /// CORE-053, SEC-009: an audience of the wrong type is refused politely.
    AUDIENCE_TYPE_CRASH {
        name: "audience-type-crash",
        title: "answers 500 to an `aud` or `azp` that is neither a string nor made of strings",
        cases: ["message.wrong_type.aud", "message.wrong_type.azp", "refusal.no_crash"],
    }
    /// CORE-053: a claim of the wrong type is survived, also where it is not needed.
    IGNORED_CLAIM_TYPE_CRASH {
        name: "ignored-claim-type-crash",
        title: "answers 500 to mentees, context types or services of the wrong JSON type, which it has no use for",
        cases: ["message.wrong_type.ags", "message.wrong_type.context.type", "message.wrong_type.mentor", "message.wrong_type.nrps", "refusal.no_crash"],
    }
    /// ROLE-008: roles come from the claim of that name.
    CUSTOM_ROLE_TRUSTED {
        name: "custom-role-trusted",
        title: "lets a custom parameter `role` decide the role",
        cases: ["roles.custom"],
    }
    /// TOK-001: a token is asked for by POST.
    TOKEN_BY_GET {
        name: "token-by-get",
        title: "asks for access tokens by GET",
        cases: ["roster.read", "scores.posted", "tokens.rule.method"],
        blocks: Blocks::Cases(&["calls.", "grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.rule.media_type", "tokens.rule.reused", "tokens.sent_on.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-001: a token is asked for by a form.
    TOKEN_AS_JSON {
        name: "token-as-json",
        title: "asks for access tokens in JSON",
        cases: ["roster.read", "scores.posted", "tokens.rule.media_type"],
        blocks: Blocks::Cases(&["calls.", "grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.rule.reused", "tokens.sent_on.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-002: the grant is that of client credentials.
    TOKEN_GRANT_CODE {
        name: "token-grant-code",
        title: "asks for access tokens with `grant_type=authorization_code`",
        cases: ["roster.read", "scores.posted", "tokens.rule.grant_type"],
        blocks: Blocks::Cases(&["calls.", "grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.rule.reused", "tokens.sent_on.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-003: the type of an assertion is a whole URN.
    TOKEN_ASSERTION_TYPE_SHORT {
        name: "token-assertion-type-short",
        title: "asks for access tokens with `client_assertion_type=jwt-bearer`",
        cases: ["roster.read", "scores.posted", "tokens.rule.assertion_type"],
        blocks: Blocks::Cases(&["calls.", "grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.rule.reused", "tokens.sent_on.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-005: a token is asked for by its scopes.
    TOKEN_WITHOUT_SCOPE {
        name: "token-without-scope",
        title: "asks for access tokens without `scope`",
        cases: ["roster.read", "scores.posted", "tokens.rule.scope"],
        blocks: Blocks::Cases(&["calls.", "grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.rule.reused", "tokens.sent_on.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-005: scopes are separated by spaces.
    TOKEN_SCOPES_BY_COMMA {
        name: "token-scopes-by-comma",
        title: "separates scopes by commas when it asks for access tokens",
        cases: ["scores.posted", "tokens.rule.scope"],
        blocks: Blocks::Cases(&["grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.later", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.sent_on.score.", "tokens.subset.reading_only", "tokens.subset.roster", "tokens.type."]),
    }
    /// TOK-015: there is no client secret.
    TOKEN_SECRET_SENT {
        name: "token-secret-sent",
        title: "sends a client secret along when it asks for access tokens",
        cases: ["tokens.rule.no_secret"],
    }
    /// TOK-026: only what is offered is asked for.
    TOKEN_SCOPES_OF_ALL {
        name: "token-scopes-of-all",
        title: "asks for every scope that it knows, whatever the launch offers",
        cases: ["tokens.rule.offered"],
    }
    /// TOK-021: a token is used until it is over.
    TOKEN_NEVER_REUSED {
        name: "token-never-reused",
        title: "asks for a new access token before every call",
        cases: ["tokens.rule.reused"],
    }
    /// TOK-004: an assertion is a signed token.
    ASSERTION_IS_CLIENT_ID {
        name: "assertion-is-client-id",
        title: "sends its client id where an assertion belongs",
        cases: ["roster.read", "scores.posted", "tokens.rule.assertion"],
        blocks: Blocks::Cases(&["calls.", "grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.rule.alg", "tokens.rule.aud", "tokens.rule.deployment_id", "tokens.rule.exp", "tokens.rule.iat", "tokens.rule.iss", "tokens.rule.jti", "tokens.rule.jti_fresh", "tokens.rule.kid", "tokens.rule.life", "tokens.rule.offered", "tokens.rule.reused", "tokens.rule.signature", "tokens.rule.sub", "tokens.sent_on.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-004: an assertion is signed with our key.
    ASSERTION_OTHER_KEY {
        name: "assertion-other-key",
        title: "signs assertions with another key than it publishes",
        cases: ["roster.read", "scores.posted", "tokens.rule.signature"],
        blocks: Blocks::Cases(&["calls.", "grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.rule.reused", "tokens.sent_on.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-014: assertions are signed with RS256.
    ASSERTION_ALG_RS512 {
        name: "assertion-alg-rs512",
        title: "signs assertions with RS512",
        cases: ["roster.read", "scores.posted", "tokens.rule.alg"],
        blocks: Blocks::Cases(&["calls.", "grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.rule.reused", "tokens.sent_on.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-014: an assertion names its key.
    ASSERTION_KID_MISSING {
        name: "assertion-kid-missing",
        title: "leaves `kid` out of assertions",
        cases: ["tokens.rule.kid"],
    }
    /// TOK-006: who asks is the client.
    ASSERTION_ISS_TOOL_URL {
        name: "assertion-iss-tool-url",
        title: "writes its own address as `iss` of assertions",
        cases: ["roster.read", "scores.posted", "tokens.rule.iss"],
        blocks: Blocks::Cases(&["calls.", "grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.rule.reused", "tokens.sent_on.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-006: an assertion is about the client.
    ASSERTION_SUB_MISSING {
        name: "assertion-sub-missing",
        title: "leaves `sub` out of assertions",
        cases: ["roster.read", "scores.posted", "tokens.rule.sub"],
        blocks: Blocks::Cases(&["calls.", "grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.rule.reused", "tokens.sent_on.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-007: an assertion is for the token endpoint.
    ASSERTION_AUD_JWKS {
        name: "assertion-aud-jwks",
        title: "addresses assertions to the key set of the platform",
        cases: ["roster.read", "scores.posted", "tokens.rule.aud"],
        blocks: Blocks::Cases(&["calls.", "grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.rule.reused", "tokens.sent_on.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-009: an assertion says when it was made.
    ASSERTION_IAT_MISSING {
        name: "assertion-iat-missing",
        title: "leaves `iat` out of assertions",
        cases: ["roster.read", "scores.posted", "tokens.rule.iat"],
        blocks: Blocks::Cases(&["calls.", "grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.rule.life", "tokens.rule.reused", "tokens.sent_on.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-009: an assertion says when it is over.
    ASSERTION_EXP_MISSING {
        name: "assertion-exp-missing",
        title: "leaves `exp` out of assertions",
        cases: ["roster.read", "scores.posted", "tokens.rule.exp"],
        blocks: Blocks::Cases(&["calls.", "grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.rule.life", "tokens.rule.reused", "tokens.sent_on.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-009: an assertion lives for minutes.
    ASSERTION_LIFE_YEAR {
        name: "assertion-life-year",
        title: "makes assertions that are good for a year",
        cases: ["roster.read", "scores.posted", "tokens.rule.life"],
        blocks: Blocks::Cases(&["calls.", "grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.rule.reused", "tokens.sent_on.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-010: an assertion has an id.
    ASSERTION_JTI_MISSING {
        name: "assertion-jti-missing",
        title: "leaves `jti` out of assertions",
        cases: ["roster.read", "scores.posted", "tokens.rule.jti"],
        blocks: Blocks::Cases(&["calls.", "grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.rule.jti_fresh", "tokens.rule.reused", "tokens.sent_on.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-010: no two assertions have the same id.
    ASSERTION_JTI_CONSTANT {
        name: "assertion-jti-constant",
        title: "gives all assertions the same `jti`",
        cases: ["roster.read", "scores.posted", "scores.url.query", "tokens.rule.jti_fresh"],
        blocks: Blocks::Cases(&["grades.claim.moved", "grades.claim.read_only.", "line_items.", "results.", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "scores.accepted.", "scores.again.", "scores.redirected.", "scores.refused.", "tokens.apart.", "tokens.error.expires_in_absent", "tokens.error.expires_in_string", "tokens.error.expires_in_zero", "tokens.error.scope_absent", "tokens.opaque.", "tokens.over", "tokens.rejected", "tokens.rejected.", "tokens.rule.reused", "tokens.sent_on.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-013: an assertion names the deployment.
    ASSERTION_DEPLOYMENT_MISSING {
        name: "assertion-deployment-missing",
        title: "does not say in assertions for which deployment it asks",
        cases: ["tokens.rule.deployment_id"],
    }
    /// TOK-040: a token stands in the header only.
    BEARER_IN_QUERY {
        name: "bearer-in-query",
        title: "writes access tokens into the query too",
        cases: ["calls.rule.bearer", "line_items.pages", "line_items.pages.query", "results.pages", "roster.changes", "roster.large", "roster.links.one_header", "roster.links.parameter_order", "roster.links.several_headers", "roster.links.unquoted", "roster.pages", "roster.pages.query", "tokens.rejected"],
    }
    /// TOK-040: a token stands behind the word `Bearer`.
    BEARER_SCHEME_TOKEN {
        name: "bearer-scheme-token",
        title: "sends access tokens with the scheme `Token`",
        cases: ["calls.rule.bearer", "roster.read", "scores.again.error", "scores.again.too_many", "scores.again.unavailable"],
        blocks: Blocks::Cases(&["calls.rule.scope", "grades.claim.moved", "line_items.copied", "line_items.created", "line_items.hostile.", "line_items.pages", "line_items.pages.query", "line_items.pages.stranger.next", "line_items.rule.complete", "line_items.rule.dates", "line_items.rule.grades_released", "line_items.rule.json", "line_items.rule.label", "line_items.rule.media_type", "line_items.rule.names", "line_items.rule.numbers", "line_items.rule.resource_link", "line_items.rule.same_item", "line_items.rule.score_maximum", "line_items.rule.submission_review", "line_items.rule.texts", "line_items.vanished", "results.markup", "results.odd.", "results.overridden", "results.pages", "roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.scope", "roster.stranger.next", "scores.accepted.", "tokens.apart.named_by_another", "tokens.opaque.", "tokens.rejected", "tokens.rule.reused", "tokens.type."]),
    }
    /// TOK-018, AGS-102: what was not granted is not called.
    GRANTED_SCOPES_IGNORED {
        name: "granted-scopes-ignored",
        title: "calls services whatever scopes were granted",
        cases: ["tokens.subset.reading_only"],
    }
    /// AGS-020: an answer is asked for by its media type.
    LINE_ITEMS_ACCEPT_ANY {
        name: "line-items-accept-any",
        title: "asks for line items with `Accept: */*`",
        cases: ["line_items.rule.accept"],
    }
    /// AGS-020: a line item has a media type of its own.
    LINE_ITEM_AS_PLAIN_JSON {
        name: "line-item-as-plain-json",
        title: "sends line items as `application/json`",
        cases: ["line_items.rule.media_type"],
        blocks: Blocks::Cases(&["line_items.copied", "line_items.created"]),
    }
    /// AGS-020: a line item is an object.
    LINE_ITEM_IN_ARRAY {
        name: "line-item-in-array",
        title: "sends a new line item in an array",
        cases: ["line_items.rule.json"],
        blocks: Blocks::Cases(&["line_items.copied", "line_items.created", "line_items.rule.dates", "line_items.rule.grades_released", "line_items.rule.label", "line_items.rule.resource_link", "line_items.rule.score_maximum", "line_items.rule.submission_review", "line_items.rule.texts"]),
    }
    /// AGS-027: a line item has a label.
    LINE_ITEM_LABEL_BLANK {
        name: "line-item-label-blank",
        title: "makes line items with a blank label",
        cases: ["line_items.rule.label"],
        blocks: Blocks::Cases(&["line_items.copied", "line_items.created"]),
    }
    /// AGS-028: the maximum is above zero.
    LINE_ITEM_MAXIMUM_ZERO {
        name: "line-item-maximum-zero",
        title: "makes line items with a maximum of 0",
        cases: ["line_items.rule.score_maximum"],
        blocks: Blocks::Cases(&["line_items.copied", "line_items.created"]),
    }
    /// AGS-084: numbers are numbers.
    LINE_ITEM_MAXIMUM_STRING {
        name: "line-item-maximum-string",
        title: "makes line items with a maximum in quotes",
        cases: ["line_items.rule.numbers"],
        blocks: Blocks::Cases(&["line_items.copied", "line_items.created", "line_items.rule.score_maximum"]),
    }
    /// AGS-031: a link is named as the platform names it.
    LINE_ITEM_LINK_INVENTED {
        name: "line-item-link-invented",
        title: "makes line items of a link that it has invented",
        cases: ["line_items.rule.resource_link"],
        blocks: Blocks::Cases(&["line_items.copied", "line_items.created"]),
    }
    /// AGS-037: dates have a zone.
    LINE_ITEM_DATES_LOCAL {
        name: "line-item-dates-local",
        title: "makes line items with dates without a zone",
        cases: ["line_items.rule.dates"],
        blocks: Blocks::Cases(&["line_items.copied", "line_items.created"]),
    }
    /// AGS-008: what we add is named by a URL.
    LINE_ITEM_NAME_BARE {
        name: "line-item-name-bare",
        title: "makes line items with a member of its own that has no URL for a name",
        cases: ["line_items.rule.names"],
    }
    /// AGS-033: a replacement says everything.
    LINE_ITEM_REPLACED_IN_PART {
        name: "line-item-replaced-in-part",
        title: "replaces a line item by its label and maximum alone",
        cases: ["line_items.created", "line_items.rule.complete"],
    }
    /// AGS-034: a replacement stays the same item.
    LINE_ITEM_UNLINKED {
        name: "line-item-unlinked",
        title: "moves a line item to another link when it changes the label",
        cases: ["line_items.rule.same_item"],
    }
    /// AGS-038: whether grades are released is a boolean.
    LINE_ITEM_RELEASED_STRING {
        name: "line-item-released-string",
        title: "makes line items with `gradesReleased` in quotes",
        cases: ["line_items.rule.grades_released"],
        blocks: Blocks::Cases(&["line_items.copied", "line_items.created"]),
    }
    /// AGS-039: resource ids are strings.
    LINE_ITEM_RESOURCE_NUMBER {
        name: "line-item-resource-number",
        title: "makes line items with a number as `resourceId`",
        cases: ["line_items.rule.texts"],
        blocks: Blocks::Cases(&["line_items.copied", "line_items.created"]),
    }
    /// AGS-045: how attempts are reviewed is an object.
    LINE_ITEM_REVIEW_STRING {
        name: "line-item-review-string",
        title: "makes line items with an address as `submissionReview`",
        cases: ["line_items.rule.submission_review"],
        blocks: Blocks::Cases(&["line_items.copied", "line_items.created"]),
    }
    /// AGS-020: a score has a media type of its own.
    SCORE_AS_PLAIN_JSON {
        name: "score-as-plain-json",
        title: "sends scores as `application/json`",
        cases: ["scores.rule.media_type"],
        blocks: Blocks::Cases(&["grades.claim.moved", "line_items.vanished", "scores.accepted."]),
    }
    /// AGS-020: a score is an object.
    SCORE_IN_ARRAY {
        name: "score-in-array",
        title: "sends a score in an array",
        cases: ["scores.posted", "scores.rule.json"],
        blocks: Blocks::Cases(&["grades.claim.moved", "scores.accepted.", "scores.rule.activity_progress", "scores.rule.comment", "scores.rule.grading_progress", "scores.rule.later", "scores.rule.learners", "scores.rule.names", "scores.rule.numbers", "scores.rule.score_given", "scores.rule.scoring_user", "scores.rule.submission", "scores.rule.timestamp", "scores.rule.user"]),
    }
    /// AGS-060: the path of a line item grows, not its query.
    SCORE_BEHIND_QUERY {
        name: "score-behind-query",
        title: "writes `/scores` behind the query of a line item",
        cases: ["grades.claim.moved", "scores.rule.address", "scores.url.query"],
    }
    /// AGS-061: a score is somebody's.
    SCORE_USER_MISSING {
        name: "score-user-missing",
        title: "does not say whose score it sends",
        cases: ["scores.posted", "scores.rule.user"],
        blocks: Blocks::Cases(&["grades.claim.moved", "scores.accepted.", "scores.rule.learners"]),
    }
    /// AGS-061: a learner is known by `sub`.
    SCORE_USER_NAME {
        name: "score-user-name",
        title: "writes the name of the learner as `userId` of scores",
        cases: ["scores.posted", "scores.rule.user"],
        blocks: Blocks::Cases(&["grades.claim.moved", "scores.accepted.", "scores.rule.learners"]),
    }
    /// AGS-062: progress is told by the word to the letter.
    SCORE_PROGRESS_LOWER_CASE {
        name: "score-progress-lower-case",
        title: "writes `activityProgress` in lower case",
        cases: ["scores.rule.activity_progress"],
        blocks: Blocks::Cases(&["grades.claim.moved", "scores.accepted."]),
    }
    /// AGS-063: a score says how far grading is.
    SCORE_GRADING_MISSING {
        name: "score-grading-missing",
        title: "leaves `gradingProgress` out of scores",
        cases: ["scores.posted", "scores.rule.grading_progress"],
        blocks: Blocks::Cases(&["grades.claim.moved", "scores.accepted."]),
    }
    /// AGS-064: timestamps have fractions of a second.
    SCORE_TIME_IN_SECONDS {
        name: "score-time-in-seconds",
        title: "writes timestamps of scores without fractions of a second",
        cases: ["scores.rule.timestamp"],
        blocks: Blocks::Cases(&["scores.rule.later"]),
    }
    /// AGS-064: timestamps have a zone.
    SCORE_TIME_LOCAL {
        name: "score-time-local",
        title: "writes timestamps of scores without a zone",
        cases: ["scores.rule.timestamp"],
        blocks: Blocks::Cases(&["grades.claim.moved", "scores.accepted.", "scores.rule.later"]),
    }
    /// AGS-065: timestamps grow.
    SCORE_TIME_OF_LAUNCH {
        name: "score-time-of-launch",
        title: "gives every score of a learner the same timestamp",
        cases: ["scores.rule.later"],
    }
    /// AGS-066: a score has a maximum.
    SCORE_WITHOUT_MAXIMUM {
        name: "score-without-maximum",
        title: "sends scores without `scoreMaximum`",
        cases: ["scores.rule.score_given"],
        blocks: Blocks::Cases(&["grades.claim.moved", "scores.accepted."]),
    }
    /// AGS-066: a score is not below zero.
    SCORE_NEGATIVE {
        name: "score-negative",
        title: "sends scores below zero",
        cases: ["scores.rule.score_given"],
        blocks: Blocks::Cases(&["grades.claim.moved", "scores.accepted."]),
    }
    /// AGS-084: numbers are numbers.
    SCORE_IN_QUOTES {
        name: "score-in-quotes",
        title: "sends scores in quotes",
        cases: ["scores.posted", "scores.rule.numbers"],
        blocks: Blocks::Cases(&["grades.claim.moved", "scores.accepted."]),
    }
    /// AGS-008: what we add is named by a URL.
    SCORE_NAME_BARE {
        name: "score-name-bare",
        title: "sends scores with a member of its own that has no URL for a name",
        cases: ["scores.rule.names"],
    }
    /// AGS-083: scores are for learners.
    SCORE_OF_TEACHER {
        name: "score-of-teacher",
        title: "scores teachers too",
        cases: ["scores.learners_only", "scores.rule.learners"],
    }
    /// AGS-069: who scored has an id.
    SCORE_SCORER_BLANK {
        name: "score-scorer-blank",
        title: "sends scores with a blank `scoringUserId`",
        cases: ["scores.rule.scoring_user"],
        blocks: Blocks::Cases(&["grades.claim.moved", "scores.accepted."]),
    }
    /// AGS-070: a comment is plain text.
    SCORE_COMMENT_HTML {
        name: "score-comment-html",
        title: "sends comments in HTML",
        cases: ["scores.rule.comment"],
    }
    /// AGS-071: nobody hands in before beginning.
    SCORE_HANDED_IN_EARLY {
        name: "score-handed-in-early",
        title: "sends scores that were handed in before they were begun",
        cases: ["scores.rule.submission"],
        blocks: Blocks::Cases(&["grades.claim.moved", "scores.accepted."]),
    }
    /// AGS-020: an answer is asked for by its media type.
    RESULTS_ACCEPT_ANY {
        name: "results-accept-any",
        title: "asks for results with `Accept: */*`",
        cases: ["results.rule.accept"],
    }
    /// AGS-090: the path of a line item grows, not its query.
    RESULTS_BEHIND_QUERY {
        name: "results-behind-query",
        title: "writes `/results` behind the query of a line item",
        cases: ["results.rule.address", "results.url.query"],
    }
    /// NRPS-002: a roster is read by GET.
    ROSTER_BY_POST {
        name: "roster-by-post",
        title: "asks for rosters by POST",
        cases: ["roster.read", "roster.rule.method"],
        blocks: Blocks::Cases(&["roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.accept", "roster.rule.scope", "roster.stranger.", "roster.trouble.", "tokens.sent_on.roster.", "tokens.subset.score"]),
    }
    /// NRPS-002: an answer is asked for by its media type.
    ROSTER_ACCEPT_ANY {
        name: "roster-accept-any",
        title: "asks for rosters with `Accept: */*`",
        cases: ["roster.rule.accept"],
    }
    /// NRPS-003: a roster needs a token.
    ROSTER_WITHOUT_TOKEN {
        name: "roster-without-token",
        title: "asks for rosters without a token",
        cases: ["calls.rule.bearer", "roster.read"],
        blocks: Blocks::Cases(&["roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.scope", "roster.stranger.next"]),
    }
    /// NRPS-003: a roster needs a scope.
    ROSTER_WITH_TOKEN_OF_GRADES {
        name: "roster-with-token-of-grades",
        title: "asks for rosters with a token for grades",
        cases: ["roster.read", "roster.rule.scope"],
        blocks: Blocks::Cases(&["roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.stranger.next", "tokens.subset.score"]),
    }
    /// NRPS-012: an address is used as it is.
    ROSTER_QUERY_DROPPED {
        name: "roster-query-dropped",
        title: "drops the query of the address of a roster",
        cases: ["roster.link.query", "roster.rule.address", "roster.rule.link"],
        blocks: Blocks::Cases(&["roster.pages.query"]),
    }
    /// NRPS-016: a link is named by its id.
    ROSTER_LINK_OF_COURSE {
        name: "roster-link-of-course",
        title: "names the course where the link belongs when it asks who can open a link",
        cases: ["roster.link", "roster.link.query", "roster.rule.link"],
    }
    /// NRPS-010: a role is encoded.
    ROSTER_ROLE_CUT {
        name: "roster-role-cut",
        title: "does not encode the role when it asks for a part of a roster",
        cases: ["roster.rule.role"],
    }
    /// TOK-020: a token is asked for a few times at most.
    TOKEN_BEGGED_FOR {
        name: "token-begged-for",
        title: "asks for an access token again and again when the platform gives none",
        cases: ["tokens.error.401", "tokens.error.429", "tokens.error.500", "tokens.error.invalid_client", "tokens.error.invalid_grant", "tokens.error.invalid_request", "tokens.error.invalid_scope", "tokens.error.unauthorized_client", "tokens.error.unsupported_grant_type"],
    }
    /// TOK-020: without a token nothing is called.
    TOKEN_MISSING_CALLED {
        name: "token-missing-called",
        title: "calls services without an access token when it got none",
        cases: ["tokens.error.401", "tokens.error.429", "tokens.error.500", "tokens.error.empty", "tokens.error.html", "tokens.error.invalid_client", "tokens.error.invalid_grant", "tokens.error.invalid_request", "tokens.error.invalid_scope", "tokens.error.slow", "tokens.error.unauthorized_client", "tokens.error.unsupported_grant_type", "tokens.redirect.302", "tokens.redirect.307", "tokens.subset.roster", "tokens.subset.score"],
    }
    /// TOK-020: a token endpoint that fails is no reason to break.
    TOKEN_FAILURE_UNCAUGHT {
        name: "token-failure-uncaught",
        title: "answers 500 when the token endpoint fails",
        cases: ["tokens.error.401", "tokens.error.429", "tokens.error.500", "tokens.error.empty", "tokens.error.html", "tokens.error.invalid_client", "tokens.error.invalid_grant", "tokens.error.invalid_request", "tokens.error.invalid_scope", "tokens.error.slow", "tokens.error.unauthorized_client", "tokens.error.unsupported_grant_type", "tokens.redirect.302", "tokens.redirect.307"],
    }
    /// TOK-045: an assertion goes to the token endpoint only.
    TOKEN_REDIRECT_FOLLOWED {
        name: "token-redirect-followed",
        title: "sends assertions on to where the token endpoint points",
        cases: ["tokens.redirect.302", "tokens.redirect.307"],
    }
    /// TOK-025: the type of a token is told in any letter case.
    TOKEN_TYPE_EXACT {
        name: "token-type-exact",
        title: "takes only access tokens of the type `bearer` in small letters",
        cases: ["tokens.type.capital", "tokens.type.upper"],
    }
    /// TOK-025: members that nobody knows are passed over.
    TOKEN_MEMBERS_STRICT {
        name: "token-members-strict",
        title: "refuses access tokens that come with members it does not know",
        cases: ["tokens.type.members"],
    }
    /// TOK-023: a token is opaque.
    TOKEN_CUT_AT_SYMBOLS {
        name: "token-cut-at-symbols",
        title: "cuts access tokens at the first character that is no letter, number, dash or underscore",
        cases: ["tokens.opaque.jwt", "tokens.opaque.symbols"],
    }
    /// TOK-023: a token is used while it lives.
    TOKEN_SHORT_REFUSED {
        name: "token-short-refused",
        title: "refuses access tokens that live for less than a minute",
        cases: ["tokens.opaque.jwt", "tokens.opaque.random", "tokens.opaque.symbols", "tokens.type.capital", "tokens.type.members", "tokens.type.upper"],
    }
    /// TOK-022: a token that is over is not used.
    TOKEN_NEVER_OVER {
        name: "token-never-over",
        title: "uses access tokens for ever",
        cases: ["tokens.over", "tokens.rejected"],
        blocks: Blocks::Cases(&["tokens.error.", "tokens.opaque.", "tokens.redirect.", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-044: a rejected token is replaced.
    TOKEN_REJECTED_KEPT {
        name: "token-rejected-kept",
        title: "gives up when an access token is rejected, and keeps it",
        cases: ["tokens.rejected"],
        blocks: Blocks::Cases(&["tokens.error.expires_in_absent", "tokens.error.expires_in_string", "tokens.error.expires_in_zero", "tokens.error.scope_absent", "tokens.opaque.", "tokens.over", "tokens.subset.", "tokens.type."]),
    }
    /// TOK-044: a rejected token is replaced once.
    TOKEN_REJECTED_RENEWED {
        name: "token-rejected-renewed",
        title: "replaces rejected access tokens again and again",
        cases: ["tokens.rejected.again"],
    }
    /// TOK-045: a token does not follow redirects.
    SERVICE_REDIRECT_FOLLOWED {
        name: "service-redirect-followed",
        title: "sends access tokens on to where services point",
        cases: ["line_items.pages.stranger.redirected", "roster.stranger.found", "roster.stranger.kept", "scores.redirected.found", "scores.redirected.kept", "tokens.sent_on.roster.302", "tokens.sent_on.roster.307", "tokens.sent_on.score.302", "tokens.sent_on.score.307"],
    }
    /// TOK-027: tokens are kept per platform and client.
    TOKENS_BY_SCOPES {
        name: "tokens-by-scopes",
        title: "keeps access tokens by their scopes only",
        cases: ["tokens.apart.client", "tokens.apart.deployment", "tokens.apart.named_by_another", "tokens.apart.platform"],
    }
    /// TOK-027: tokens are kept per deployment.
    TOKENS_OF_CLIENTS {
        name: "tokens-of-clients",
        title: "keeps one access token for all deployments of a client",
        cases: ["tokens.apart.deployment"],
    }
    /// AGS-067: a final score is fully graded.
    SCORE_LEFT_PENDING {
        name: "score-left-pending",
        title: "posts final scores as `Pending`",
        cases: ["scores.posted"],
    }
    /// AGS-067: a final score goes out.
    SCORE_NEVER_POSTED {
        name: "score-never-posted",
        title: "posts no score",
        cases: ["scores.posted"],
        blocks: Blocks::Cases(&["grades.claim.moved", "line_items.hostile.score", "line_items.vanished", "scores.accepted.", "scores.again.", "scores.learners_only", "scores.redirected.", "scores.refused.", "scores.rule.comment", "scores.rule.later", "scores.rule.numbers", "scores.rule.score_given", "scores.rule.scoring_user", "scores.url.", "tokens.apart.", "tokens.error.", "tokens.opaque.", "tokens.over", "tokens.redirect.", "tokens.rejected", "tokens.rejected.", "tokens.sent_on.score.", "tokens.subset.roster", "tokens.type."]),
    }
    /// AGS-005: each shape of the claim is fine.
    GRADES_BOTH_REQUIRED {
        name: "grades-both-required",
        title: "answers 500 unless a launch names both `lineitems` and `lineitem`",
        cases: ["grades.claim.blank", "grades.claim.line_item", "grades.claim.line_items", "refusal.no_crash"],
        blocks: Blocks::Cases(&["line_items.hostile.score"]),
    }
    /// AGS-006: the addresses of this launch count.
    GRADES_OFFER_REMEMBERED {
        name: "grades-offer-remembered",
        title: "keeps the grade service of the first launch of a course",
        cases: ["grades.claim.moved"],
    }
    /// AGS-102: reading is not writing.
    READ_ONLY_WRITES {
        name: "read-only-writes",
        title: "takes `lineitem.readonly` for `lineitem`",
        cases: ["grades.claim.read_only.change", "grades.claim.read_only.create"],
    }
    /// AGS-081: any success is one.
    SCORE_SUCCESS_BUT_200 {
        name: "score-success-but-200",
        title: "takes 201 and 204 for failures, and posts the score again",
        cases: ["line_items.created", "scores.accepted.created", "scores.accepted.no_content", "scores.rule.later"],
    }
    /// AGS-082: what was refused is not sent again.
    SERVICE_REFUSAL_RETRIED {
        name: "service-refusal-retried",
        title: "sends again and again what the platform refuses",
        cases: ["line_items.not_allowed.list_forbidden", "line_items.not_allowed.list_not_found", "line_items.not_allowed.results_forbidden", "line_items.not_allowed.results_not_found", "line_items.vanished", "scores.refused.bad_request", "scores.refused.forbidden", "scores.refused.not_found", "scores.refused.unprocessable"],
    }
    /// AGS-082: what failed is not sent for ever.
    SERVICE_ERROR_RETRIED {
        name: "service-error-retried",
        title: "sends again and again what the platform fails to do",
        cases: ["scores.again.error", "scores.again.unavailable", "scores.refused.error", "scores.refused.unavailable"],
    }
    /// AGS-082: after a conflict nothing is left to do.
    SCORE_CONFLICT_RETRIED {
        name: "score-conflict-retried",
        title: "posts a score again that conflicts with a later one",
        cases: ["scores.refused.conflict"],
    }
    /// AGS-082: a further attempt is the same score.
    SCORE_RETRIED_ANEW {
        name: "score-retried-anew",
        title: "gives a score a new timestamp at each attempt",
        cases: ["scores.again.error", "scores.again.too_many", "scores.again.unavailable"],
    }
    /// AGS-082: a further attempt comes after a pause.
    SCORE_RETRIED_AT_ONCE {
        name: "score-retried-at-once",
        title: "posts a score again without a pause",
        cases: ["scores.again.error", "scores.again.too_many", "scores.again.unavailable"],
    }
    /// AGS-043: a service that refuses is no reason to break.
    SERVICE_REFUSAL_UNCAUGHT {
        name: "service-refusal-uncaught",
        title: "answers 500 when a service refuses a call",
        cases: ["line_items.not_allowed.list_forbidden", "line_items.not_allowed.list_not_found", "line_items.not_allowed.results_forbidden", "line_items.not_allowed.results_not_found", "refusal.no_crash", "roster.trouble.forbidden", "roster.trouble.not_found", "roster.trouble.unauthorized", "scores.refused.bad_request", "scores.refused.forbidden", "scores.refused.not_found", "scores.refused.unprocessable", "tokens.rejected.again"],
    }
    /// NRPS-021: a service that fails is no reason to break.
    SERVICE_FAILURE_UNCAUGHT {
        name: "service-failure-uncaught",
        title: "answers 500 when a service fails",
        cases: ["roster.trouble.empty", "roster.trouble.error", "roster.trouble.html", "roster.trouble.slow", "roster.trouble.unavailable", "scores.refused.error", "scores.refused.unavailable", "tokens.sent_on.roster.302", "tokens.sent_on.roster.307", "tokens.sent_on.score.302", "tokens.sent_on.score.307"],
    }
    /// AGS-025: all pages are read.
    PAGES_FIRST_ONLY {
        name: "pages-first-only",
        title: "reads the first page of lists only",
        cases: ["line_items.pages", "line_items.pages.query", "results.pages", "roster.large", "roster.links.one_header", "roster.links.parameter_order", "roster.links.several_headers", "roster.links.unquoted", "roster.pages", "roster.pages.query"],
    }
    /// NRPS-012: the address of the next page is used as it is.
    PAGES_LIMIT_ADDED {
        name: "pages-limit-added",
        title: "adds `limit` to the address of the next page",
        cases: ["line_items.pages", "line_items.pages.query", "results.pages", "roster.large", "roster.links.one_header", "roster.links.parameter_order", "roster.links.several_headers", "roster.links.unquoted", "roster.pages", "roster.pages.query", "roster.rule.address"],
    }
    /// TOK-045: a next page is on the same site.
    PAGES_OF_STRANGERS {
        name: "pages-of-strangers",
        title: "asks strangers for the next page, with the access token",
        cases: ["line_items.pages.stranger.next", "roster.stranger.next"],
    }
    /// AGS-030: what the platform made of a line item counts.
    LINE_ITEM_OWN_VALUES {
        name: "line-item-own-values",
        title: "goes on with the maximum that it asked for, whatever the platform made of it",
        cases: ["line_items.created"],
    }
    /// AGS-040: a line item is looked for before one is made.
    LINE_ITEM_NOT_LOOKED_FOR {
        name: "line-item-not-looked-for",
        title: "makes line items without looking whether there is one",
        cases: ["line_items.copied"],
    }
    /// TOK-045: a line item is on the same site.
    LINE_ITEM_HOST_TRUSTED {
        name: "line-item-host-trusted",
        title: "sends access tokens to wherever a line item says it is",
        cases: ["line_items.hostile.change", "line_items.hostile.results", "line_items.hostile.score"],
    }
    /// CORE-054: texts are escaped.
    SERVICE_TEXTS_RAW {
        name: "service-texts-raw",
        title: "shows names, labels and comments of services as HTML",
        cases: ["line_items.hostile.label", "results.markup", "roster.members.markup"],
    }
    /// AGS-030: a line item may be odd.
    LINE_ITEM_MAXIMUM_TRUSTED {
        name: "line-item-maximum-trusted",
        title: "answers 500 when the maximum of a line item is not above zero",
        cases: ["line_items.hostile.maximum"],
    }
    /// AGS-094: a result may have no score.
    RESULT_SCORE_REQUIRED {
        name: "result-score-required",
        title: "answers 500 when a result has no score",
        cases: ["results.odd.absent", "results.odd.null"],
    }
    /// AGS-094: there may be no results.
    RESULTS_REQUIRED {
        name: "results-required",
        title: "answers 500 when there are no results",
        cases: ["refusal.no_crash", "results.none"],
    }
    /// AGS-094: a result that a teacher changed stays.
    RESULTS_OVERWRITTEN {
        name: "results-overwritten",
        title: "posts its own scores over all results before it shows them",
        cases: ["results.overridden"],
    }
    /// NRPS-013: links may stand in several headers.
    LINK_FIRST_HEADER {
        name: "link-first-header",
        title: "reads the first `Link` header only",
        cases: ["roster.links.several_headers"],
    }
    /// NRPS-013: several links may stand in one header.
    LINK_FIRST_OF_HEADER {
        name: "link-first-of-header",
        title: "reads the first link of a `Link` header only",
        cases: ["roster.links.one_header"],
    }
    /// NRPS-013: parameters stand in any order.
    LINK_REL_FIRST {
        name: "link-rel-first",
        title: "finds a link only if `rel` is its first parameter",
        cases: ["roster.links.parameter_order"],
    }
    /// NRPS-013: a value may stand without quotes.
    LINK_QUOTED {
        name: "link-quoted",
        title: "finds a link only if its `rel` is quoted",
        cases: ["roster.links.unquoted"],
    }
    /// NRPS-007: a member may have no name.
    MEMBER_NAME_REQUIRED {
        name: "member-name-required",
        title: "answers 500 when a member has no name",
        cases: ["roster.members.bare", "roster.members.many", "roster.members.wrong_types"],
    }
    /// NRPS-007: members may be odd.
    MEMBER_ROLES_REQUIRED {
        name: "member-roles-required",
        title: "answers 500 when the roles of a member are no list",
        cases: ["roster.members.wrong_types"],
    }
    /// NRPS-007: an entry may be nobody.
    MEMBER_ID_REQUIRED {
        name: "member-id-required",
        title: "answers 500 when an entry of the roster has no id",
        cases: ["roster.members.without_id"],
    }
    /// NRPS-023: a member may be listed twice.
    MEMBER_IDS_UNIQUE {
        name: "member-ids-unique",
        title: "answers 500 when a member is listed twice",
        cases: ["roster.members.twice"],
    }
    /// NRPS-023: a roster may be large.
    ROSTER_SMALL {
        name: "roster-small",
        title: "answers 500 when a roster has more than 10,000 members",
        cases: ["roster.members.many"],
    }
    /// NRPS-008: a member may be inactive.
    MEMBER_INACTIVE_UNKNOWN {
        name: "member-inactive-unknown",
        title: "answers 500 when a member is inactive",
        cases: ["refusal.no_crash", "roster.status.inactive"],
    }
    /// NRPS-015: who was deleted is gone.
    MEMBER_DELETED_KEPT {
        name: "member-deleted-kept",
        title: "keeps members who were deleted",
        cases: ["roster.changes.deleted"],
    }
    /// NRPS-015: the address of changes is used as it is.
    DIFFERENCES_NARROWED {
        name: "differences-narrowed",
        title: "adds `limit` to the address of the changes",
        cases: ["roster.changes", "roster.rule.address"],
    }
    /// NRPS-020: members are told apart by their ids.
    MEMBERS_BY_NAME {
        name: "members-by-name",
        title: "takes members with the same name for one",
        cases: ["roster.identity.namesakes", "roster.members.bare.shown"],
    }
    /// NRPS-020: users of launches are found by their ids.
    ROSTER_USERS_BY_NAME {
        name: "roster-users-by-name",
        title: "adds users of launches to the roster whose names are not on it",
        cases: ["roster.identity.renamed"],
    }
    /// NRPS-003: the roster is read.
    ROSTER_NEVER_READ {
        name: "roster-never-read",
        title: "shows an empty roster without asking for it",
        cases: ["roster.read"],
        blocks: Blocks::Cases(&["roster.changes", "roster.changes.", "roster.identity.", "roster.large", "roster.link", "roster.link.", "roster.links.", "roster.members.", "roster.pages", "roster.pages.", "roster.rule.", "roster.status.", "roster.stranger.", "roster.trouble.", "tokens.sent_on.roster.", "tokens.subset.score"]),
    }
    /// AGS-005: grades are an offer.
    GRADES_REQUIRED {
        name: "grades-required",
        title: "refuses launches without a grade service",
        cases: ["grades.claim.none"],
    }
    /// AGS-102: a score needs its own scope.
    SCORE_WITH_TOKEN_OF_LINE_ITEMS {
        name: "score-with-token-of-line-items",
        title: "posts scores with a token for line items",
        cases: ["calls.rule.scope"],
        blocks: Blocks::Cases(&["grades.claim.moved", "line_items.vanished", "scores.accepted."]),
    }
    /// TOK-020: an answer may leave something out.
    TOKEN_ANSWER_TRUSTED {
        name: "token-answer-trusted",
        title: "answers 500 unless an access token comes with a life and scopes",
        cases: [
            "tokens.error.empty", "tokens.error.expires_in_absent", "tokens.error.expires_in_string", "tokens.error.expires_in_zero",
            "tokens.error.html", "tokens.error.scope_absent",
        ],
    }
    /// DYN-002: the configuration is read where the platform says.
    CONFIGURATION_CACHE_BUSTED {
        name: "configuration-cache-busted",
        title: "adds a parameter to the address of a platform's configuration, against caches",
        cases: ["registration.configuration"],
    }
    /// DYN-005: a registration goes where the configuration says.
    REGISTRATION_ENDPOINT_GUESSED {
        name: "registration-endpoint-guessed",
        title: "registers at `/connect/register`, as it has seen it at a platform before",
        cases: ["registration.sent"],
        blocks: Blocks::Cases(&["registration."]),
    }
    /// DYN-005: a registration is JSON, and says so.
    REGISTRATION_AS_TEXT {
        name: "registration-as-text",
        title: "sends its registration as `text/plain`",
        cases: ["registration.rule.media_type"],
        blocks: Blocks::Cases(&["registration."]),
    }
    /// DYN-005: a registration carries the token that was given.
    REGISTRATION_TOKEN_WITHHELD {
        name: "registration-token-withheld",
        title: "registers without the registration token that it was given",
        cases: ["registration.rule.token"],
        blocks: Blocks::Cases(&["registration."]),
    }
    /// DYN-005: no token is sent where none was given.
    REGISTRATION_TOKEN_INVENTED {
        name: "registration-token-invented",
        title: "registers with `Bearer undefined` where it was given no token",
        cases: ["registration.rule.no_token"],
    }
    /// DYN-005: a registration is a JSON object.
    REGISTRATION_IN_STRING {
        name: "registration-in-string",
        title: "sends its registration as a JSON string with the object inside",
        cases: ["registration.rule.json"],
        blocks: Blocks::Cases(&["registration."]),
    }
    /// DYN-040: a tool is a web application.
    REGISTRATION_NATIVE {
        name: "registration-native",
        title: "registers as a `native` application",
        cases: ["registration.rule.application_type"],
    }
    /// DYN-041: launches are answered with an `id_token`.
    REGISTRATION_RESPONSE_CODE {
        name: "registration-response-code",
        title: "registers for the response type `code`",
        cases: ["registration.rule.response_types"],
    }
    /// DYN-041: a tool has two grant types.
    REGISTRATION_ONE_GRANT {
        name: "registration-one-grant",
        title: "registers for the grant type `client_credentials` alone",
        cases: ["registration.rule.grant_types"],
    }
    /// DYN-042: platforms need the login address.
    REGISTRATION_LOGIN_MISSING {
        name: "registration-login-missing",
        title: "registers without `initiate_login_uri`",
        cases: ["registration.rule.initiate_login_uri"],
        blocks: Blocks::Cases(&["registration."]),
    }
    /// DYN-042: redirect URIs are absolute.
    REGISTRATION_REDIRECT_RELATIVE {
        name: "registration-redirect-relative",
        title: "registers a redirect URI without a host beside the good one",
        cases: ["registration.rule.redirect_uris"],
        blocks: Blocks::Cases(&["registration."]),
    }
    /// DYN-042: a tool has a name.
    REGISTRATION_NAME_BLANK {
        name: "registration-name-blank",
        title: "registers under a blank `client_name`",
        cases: ["registration.rule.client_name"],
    }
    /// DYN-042: platforms need the tool's keys.
    REGISTRATION_KEYS_MISSING {
        name: "registration-keys-missing",
        title: "registers without `jwks_uri`",
        cases: ["registration.rule.jwks_uri"],
        blocks: Blocks::Cases(&["registration.keys"]),
    }
    /// DYN-042: the registered key set can be read.
    REGISTRATION_KEYS_ELSEWHERE {
        name: "registration-keys-elsewhere",
        title: "registers a `jwks_uri` at which there is nothing",
        cases: ["registration.keys"],
    }
    /// DYN-043: a tool proves itself by its key.
    REGISTRATION_SECRET {
        name: "registration-secret",
        title: "registers with a client secret in place of `private_key_jwt`",
        cases: ["registration.rule.auth_method"],
    }
    /// DYN-044: `scope` is one string.
    REGISTRATION_SCOPE_ARRAY {
        name: "registration-scope-array",
        title: "registers its scopes as an array",
        cases: ["registration.rule.scope"],
        blocks: Blocks::Cases(&["registration.granted_scopes", "registration.openid_only", "registration.rule.offered_scopes"]),
    }
    /// DYN-044: only scopes on offer are asked for.
    REGISTRATION_SCOPE_INVENTED {
        name: "registration-scope-invented",
        title: "asks for the scope `everything`, which nobody offers",
        cases: ["registration.openid_only", "registration.rule.offered_scopes"],
    }
    /// DYN-044: only scopes on offer are asked for.
    OFFERED_SCOPES_IGNORED {
        name: "offered-scopes-ignored",
        title: "asks for all its scopes whatever the platform offers",
        cases: ["registration.openid_only"],
    }
    /// DYN-046: a registration has a part for LTI.
    REGISTRATION_TOOL_MISSING {
        name: "registration-tool-missing",
        title: "registers without `lti-tool-configuration`",
        cases: ["registration.rule.tool_configuration"],
        blocks: Blocks::Cases(&["registration."]),
    }
    /// DYN-046: `domain` is a host name.
    REGISTRATION_DOMAIN_AS_URL {
        name: "registration-domain-as-url",
        title: "registers a URL as `domain`",
        cases: ["registration.rule.domain"],
        blocks: Blocks::Cases(&["registration.rule.messages_on_domain", "registration.rule.redirect_uris_on_domain", "registration.rule.target_on_domain"]),
    }
    /// DYN-046: a tool has a target.
    REGISTRATION_TARGET_MISSING {
        name: "registration-target-missing",
        title: "registers without `target_link_uri`",
        cases: ["registration.rule.target_link_uri"],
        blocks: Blocks::Cases(&["registration."]),
    }
    /// DYN-046: `claims` is an array.
    REGISTRATION_CLAIMS_AS_TEXT {
        name: "registration-claims-as-text",
        title: "registers its claims as one text",
        cases: ["registration.rule.claims"],
    }
    /// DYN-046: `messages` is an array of objects.
    REGISTRATION_MESSAGES_AS_STRINGS {
        name: "registration-messages-as-strings",
        title: "registers its messages as bare names",
        cases: ["registration.rule.messages"],
        blocks: Blocks::Cases(&["registration.rule.message_options", "registration.rule.messages_on_domain"]),
    }
    /// DYN-048: addresses lie on the domain.
    REGISTRATION_TARGET_ELSEWHERE {
        name: "registration-target-elsewhere",
        title: "registers a `target_link_uri` under a name of its host that it does not register",
        cases: ["registration.rule.target_on_domain"],
    }
    /// DYN-048: addresses lie on the domain.
    REGISTRATION_REDIRECT_ELSEWHERE {
        name: "registration-redirect-elsewhere",
        title: "registers a further redirect URI under a name of its host that it does not register",
        cases: ["registration.rule.redirect_uris_on_domain"],
    }
    /// DYN-048: addresses lie on the domain.
    REGISTRATION_MESSAGE_ELSEWHERE {
        name: "registration-message-elsewhere",
        title: "registers the target of a message under a name of its host that it does not register",
        cases: ["registration.rule.messages_on_domain"],
    }
    /// DYN-050: only messages on offer are declared.
    OFFERED_MESSAGES_IGNORED {
        name: "offered-messages-ignored",
        title: "declares all its messages whatever the platform offers",
        cases: ["registration.offered_messages"],
    }
    /// DYN-010: the platform learns when the page can be closed.
    CLOSE_NOT_TOLD {
        name: "close-not-told",
        title: "sends `lti.close` when it has registered, which means something else",
        cases: ["registration.close"],
    }
    /// DYN-008: what was registered is used as it stands.
    REGISTERED_ENDPOINT_BY_ADDRESS {
        name: "registered-endpoint-by-address",
        title: "writes the address for the name `localhost` in the authorization endpoint of a platform that registered it",
        cases: ["registration.login"],
    }
    /// DYN-008: 201 is a success.
    REGISTERED_CREATED_REFUSED {
        name: "registered-created-refused",
        title: "takes 200 alone for a success of a registration",
        cases: [
            "registration.again", "registration.close", "registration.granted_scopes", "registration.launch.claims",
            "registration.launch.created", "registration.launch.extra_members", "registration.launch.no_deployment", "registration.login",
            "registration.overwrite",
        ],
    }
    /// DYN-008: 200 is a success.
    REGISTERED_OK_REFUSED {
        name: "registered-ok-refused",
        title: "takes 201 alone for a success of a registration",
        cases: ["registration.launch.ok"],
    }
    /// DYN-008: the platform may change the claims.
    ANSWERED_CLAIMS_INSISTED {
        name: "answered-claims-insisted",
        title: "fails when a platform registers other claims than it asked for",
        cases: ["registration.launch.claims"],
    }
    /// DYN-008: an answer may hold more.
    ANSWERED_STRICT {
        name: "answered-strict",
        title: "fails when the answer to a registration has members that it does not know",
        cases: ["registration.launch.extra_members"],
    }
    /// DYN-009: the first launch tells the deployment.
    ANSWERED_DEPLOYMENT_INSISTED {
        name: "answered-deployment-insisted",
        title: "fails when the answer to a registration names no deployment",
        cases: ["registration.launch.no_deployment"],
    }
    /// DYN-008: what was granted counts.
    REGISTERED_SCOPES_ASKED {
        name: "registered-scopes-asked",
        title: "asks the token endpoint for all scopes that it registered for, whatever the platform granted",
        cases: ["registration.granted_scopes"],
    }
    /// DYN-036: older platforms name messages by bare names.
    CONFIGURATION_MESSAGES_INSISTED {
        name: "configuration-messages-insisted",
        title: "fails when the messages of a configuration are bare names",
        cases: ["registration.taken.messages_strings"],
    }
    /// DYN-036: `variables` may be missing.
    CONFIGURATION_VARIABLES_INSISTED {
        name: "configuration-variables-insisted",
        title: "fails when a configuration names no variables",
        cases: ["registration.taken.without_variables"],
    }
    /// DYN-036: `claims_supported` may be missing.
    CONFIGURATION_CLAIMS_INSISTED {
        name: "configuration-claims-insisted",
        title: "fails when a configuration names no claims",
        cases: ["registration.taken.without_claims"],
    }
    /// DYN-036: unknown members are ignored.
    CONFIGURATION_STRICT {
        name: "configuration-strict",
        title: "fails when a configuration has members that it does not know",
        cases: ["registration.taken.unknown_members"],
    }
    /// DYN-014: registering again works.
    FIRST_REGISTRATION_STAYS {
        name: "first-registration-stays",
        title: "keeps the first registration of a platform when it registers again",
        cases: [
            "registration.again", "registration.granted_scopes", "registration.launch.claims", "registration.launch.created",
            "registration.launch.extra_members", "registration.launch.no_deployment", "registration.launch.ok", "registration.login",
            "registration.overwrite",
        ],
    }
    /// DYN-014: registering again concerns one platform.
    OTHER_PLATFORMS_FORGOTTEN {
        name: "other-platforms-forgotten",
        title: "forgets all other platforms when one registers again",
        cases: ["registration.again.elsewhere"],
        blocks: Blocks::Cases(&["refusal.no_crash", "registration.granted_scopes"]),
    }
    /// DYN-013: a failure is told.
    REGISTRATION_FAILURE_UNTOLD {
        name: "registration-failure-untold",
        title: "says that it is registered whatever happened",
        cases: [
            "registration.failed.configuration_404", "registration.failed.configuration_500", "registration.failed.configuration_array",
            "registration.failed.configuration_empty", "registration.failed.configuration_not_json", "registration.failed.empty",
            "registration.failed.endpoint_file", "registration.failed.html", "registration.failed.no_registration_endpoint",
            "registration.failed.not_json", "registration.failed.status_400", "registration.failed.status_401",
            "registration.failed.status_500", "registration.failed.without_client_id",
        ],
    }
    /// DYN-013: a failed registration leaves nothing behind.
    REGISTRATION_KEPT_EARLY {
        name: "registration-kept-early",
        title: "keeps a platform before it has answered the registration",
        cases: [
            "registration.failed.empty", "registration.failed.html", "registration.failed.not_json", "registration.failed.status_400",
            "registration.failed.status_401", "registration.failed.status_500", "registration.failed.without_client_id",
        ],
    }
    /// DYN-013: odd answers break nothing.
    CONFIGURATION_TEXT_CRASH {
        name: "configuration-text-crash",
        title: "answers 500 when a configuration is no JSON object",
        cases: ["registration.polite.html"],
    }
    /// DYN-013: gaps break nothing.
    CONFIGURATION_GAP_CRASH {
        name: "configuration-gap-crash",
        title: "answers 500 when a configuration lacks something that it needs",
        cases: ["registration.polite.no_authorization_endpoint", "registration.polite.no_jwks_uri", "registration.polite.no_token_endpoint"],
    }
    /// DYN-013: platforms without the part of LTI break nothing.
    CONFIGURATION_LTI_CRASH {
        name: "configuration-lti-crash",
        title: "answers 500 when a configuration has no part of LTI",
        cases: ["registration.polite.no_platform_configuration"],
    }
    /// DYN-013: large answers break nothing.
    CONFIGURATION_SIZE_CRASH {
        name: "configuration-size-crash",
        title: "answers 500 when a configuration is too large",
        cases: ["registration.polite.endless", "registration.polite.huge"],
    }
    /// DYN-013: redirects without end break nothing.
    CONFIGURATION_REDIRECT_CRASH {
        name: "configuration-redirect-crash",
        title: "answers 500 when the redirects of a configuration do not end",
        cases: ["registration.polite.redirect_loop"],
    }
    /// DYN-004: a configuration takes no longer than a person waits.
    CONFIGURATION_AWAITED {
        name: "configuration-awaited",
        title: "waits for a configuration without end",
        cases: ["registration.polite.configuration_slow"],
    }
    /// DYN-004: a registration takes no longer than a person waits.
    REGISTRATION_AWAITED {
        name: "registration-awaited",
        title: "waits for the answer to its registration without end",
        cases: ["registration.polite.answer_slow"],
    }
    /// DYN-003: a configuration speaks for its own host.
    CONFIGURATION_ISSUER_UNCHECKED {
        name: "configuration-issuer-unchecked",
        title: "takes any issuer from any configuration",
        cases: [
            "registration.issuer.look_alike", "registration.issuer.other_host", "registration.issuer.other_port",
            "registration.issuer.sub_domain", "registration.issuer.user_info", "registration.overwrite",
        ],
    }
    /// DYN-003: a configuration speaks for its own port.
    CONFIGURATION_ISSUER_PORT_IGNORED {
        name: "configuration-issuer-port-ignored",
        title: "takes an issuer on another port of the configuration's host",
        cases: ["registration.issuer.other_port"],
    }
    /// DYN-003: a configuration speaks for its own host.
    CONFIGURATION_ISSUER_SUB_DOMAIN {
        name: "configuration-issuer-sub-domain",
        title: "takes an issuer on a sub-domain of the configuration's host",
        cases: ["registration.issuer.sub_domain"],
    }
    /// DYN-003: a configuration speaks for its own host.
    CONFIGURATION_ISSUER_BY_PREFIX {
        name: "configuration-issuer-by-prefix",
        title: "takes an issuer whose host begins like that of the configuration",
        cases: ["registration.issuer.look_alike", "registration.issuer.other_port"],
    }
    /// DYN-003: a user name is no host.
    CONFIGURATION_ISSUER_USER {
        name: "configuration-issuer-user",
        title: "takes an issuer with the configuration's host for a user name",
        cases: ["registration.issuer.user_info"],
    }
    /// DYN-004: configurations are on the web.
    CONFIGURATION_OF_FILE {
        name: "configuration-of-file",
        title: "reads a configuration out of a file of its own machine",
        cases: ["registration.address.file"],
    }
    /// DYN-004: configurations are on the web.
    CONFIGURATION_OF_DATA {
        name: "configuration-of-data",
        title: "reads a configuration out of a `data:` address",
        cases: ["registration.address.data"],
    }
    /// DYN-004: configurations are on the web.
    CONFIGURATION_OF_GOPHER {
        name: "configuration-of-gopher",
        title: "asks a gopher server for a configuration",
        cases: ["registration.address.gopher"],
    }
    /// DYN-004: the registration token stays with the platform.
    CONFIGURATION_REDIRECT_FOLLOWED {
        name: "configuration-redirect-followed",
        title: "follows a configuration to other hosts and shows the registration token there",
        cases: ["registration.redirect"],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_defect_has_a_name_of_its_own_in_kebab_case() {
        let names: HashSet<_> = DEFECTS.iter().map(|defect| defect.name).collect();
        assert_eq!(names.len(), DEFECTS.len());
        let kebab =
            |name: &str| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(names.iter().all(|name| kebab(name)));
        assert!(DEFECTS.iter().all(|defect| !defect.title.is_empty()));
    }

    #[test]
    fn a_tool_is_correct_unless_a_defect_is_switched_on() {
        let none = Defects::default();
        assert!(DEFECTS.iter().all(|defect| !none.has(*defect)));
        let one = Defects::new(vec![&DEFECTS[0]]);
        assert_eq!(DEFECTS.iter().filter(|defect| one.has(**defect)).count(), 1);
    }
}
