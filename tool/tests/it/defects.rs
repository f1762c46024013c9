//! Each defect takes exactly the spoilt tokens that it is meant to take.

use homeroom_vocab::{claim, role};
use serde_json::json;

use crate::support::browser::{Browser, Keeps, Page};
use crate::support::forge::{Forge, Login};
use crate::support::platform::Keys;
use crate::support::{School, faults};

/// A defect, and the faults that it lets pass.
const TAKES: &[(&str, &[&str])] = &[
    (
        "signature-unverified",
        &[
            "signature.flipped",
            "signature.empty",
            "signature.foreign_key",
            "signature.payload_swapped",
            "alg.says_rs256_but_is_rs512",
        ],
    ),
    ("alg-none-accepted", &["alg.none", "alg.none_garbage"]),
    ("alg-none-any-case", &["alg.none_capital", "alg.none_mixed"]),
    (
        "hmac-accepted",
        &["alg.hs256_pem", "alg.hs256_pem_trimmed", "alg.hs256_der", "alg.hs256_jwk", "alg.hs256_n"],
    ),
    ("alg-from-header", &["alg.rs384", "alg.rs512", "alg.ps256"]),
    ("kid-missing-accepted", &["kid.missing"]),
    ("kid-ignored", &["kid.unknown", "kid.path", "kid.huge"]),
    ("kid-odd-accepted", &["kid.empty", "kid.number", "kid.object"]),
    ("crit-ignored", &["crit.unknown"]),
    ("jwk-header-trusted", &["jwk.embedded"]),
    ("jku-trusted", &["jku.foreign"]),
    ("x5u-trusted", &["x5u.foreign"]),
    ("x5c-trusted", &["x5c.foreign"]),
    ("signature-part-optional", &["signature.empty", "jws.two_parts"]),
    ("extra-parts-ignored", &["jws.four_parts", "jws.five_parts"]),
    ("json-serialisation-accepted", &["jws.json"]),
    ("base64-lenient", &["jws.bad_base64"]),
    ("payload-array-accepted", &["payload.wrapped"]),
    ("utf8-lossy", &["payload.bad_utf8"]),
    (
        "unreadable-token-guest",
        &[
            "payload.wrapped",
            "payload.bad_utf8",
            "payload.array",
            "payload.not_json",
            "jws.two_parts",
            "jws.four_parts",
            "jws.five_parts",
            "jws.json",
            "jws.bad_base64",
            "jws.padded",
            "jws.empty",
            "jws.huge",
        ],
    ),
    ("duplicate-members-first-wins", &["sub.duplicate"]),
    (
        "iss-unchecked",
        &["iss.missing", "iss.trailing_slash", "iss.upper_case", "iss.other_port", "iss.other_platform"],
    ),
    ("iss-trailing-slash-folded", &["iss.trailing_slash"]),
    ("iss-case-folded", &["iss.upper_case"]),
    ("iss-port-ignored", &["iss.other_port"]),
    ("mix-up-accepted", &["iss.mix_up"]),
    (
        "aud-unchecked",
        &[
            "aud.missing",
            "aud.foreign",
            "aud.empty_array",
            "aud.substring",
            "aud.case",
            "aud.extra",
            "aud.extra_without_azp",
        ],
    ),
    ("aud-by-substring", &["aud.substring"]),
    ("aud-extra-accepted", &["aud.extra"]),
    ("azp-unchecked", &["azp.foreign"]),
    ("exp-unchecked", &["exp.past_10m", "times.certification"]),
    ("exp-optional", &["exp.missing"]),
    ("exp-null-never", &["exp.null"]),
    ("iat-optional", &["iat.missing"]),
    ("iat-future-accepted", &["iat.future_1d"]),
    ("times-as-strings-accepted", &["exp.string", "iat.string"]),
    ("nbf-ignored", &["nbf.future"]),
    ("nonce-unchecked", &["nonce.missing", "nonce.empty", "nonce.number", "nonce.random"]),
    ("nonce-unbound", &["nonce.random"]),
    ("nonce-shared", &[]),
    ("nonce-replayable", &[]),
    ("message-type-unchecked", &["message_type.missing", "message_type.unknown", "message_type.lower_case"]),
    ("version-unchecked", &["version.missing", "version.11_3", "version.number"]),
    ("deployment-unchecked", &["deployment_id.unknown", "deployment_id.case"]),
    ("deployment-optional", &["deployment_id.missing", "deployment_id.empty"]),
    ("deployment-case-folded", &["deployment_id.case"]),
    ("resource-link-unchecked", &["resource_link.missing", "resource_link.empty", "resource_link.id_empty"]),
    ("roles-optional", &["roles.missing"]),
    (
        "missing-claims-assumed",
        &[
            "iss.missing",
            "aud.missing",
            "exp.missing",
            "iat.missing",
            "nonce.missing",
            "message_type.missing",
            "version.missing",
            "deployment_id.missing",
            "resource_link.missing",
            "roles.missing",
            "target_link_uri.missing",
            "payload.not_a_message",
            "payload.required_missing",
        ],
    ),
];

#[actix_web::test]
async fn each_defect_takes_exactly_the_spoilt_tokens_of_its_row() {
    for (defect, expected) in TAKES {
        let school = School::with_defects(&[defect]).await;
        let (mut taken, mut browser) = (Vec::new(), Browser::new());
        for fault in faults::ALL {
            school.main.publish_keys(&[school.main.key]);
            school.north.publish_keys(&[school.north.key]);
            browser.cookies.clear();
            let page = school.launch(&mut browser, |forge| (fault.spoil)(forge, &school)).await;
            taken.extend(page.is_accepted().then_some(fault.name));
        }
        assert_eq!(taken, *expected, "{defect}");
        let good = school.launch(&mut Browser::new(), |_| ()).await;
        assert!(good.is_accepted(), "{defect} takes a good launch");
        school.tool.stop().await;
    }
}

/// Defects that no token shows, with what shows them: true when the tool is broken.
macro_rules! shows {
    ($($test:ident $defect:literal $probe:expr;)+) => {$(
        #[actix_web::test]
        async fn $test() {
            let probe = $probe;
            let correct = School::open().await;
            assert!(!probe(&correct).await, "a correct tool does not");
            let broken = School::with_defects(&[$defect]).await;
            assert!(probe(&broken).await, "{} does", $defect);
            correct.tool.stop().await;
            broken.tool.stop().await;
        }
    )+};
}

async fn launched(school: &School, spoil: fn(&mut Forge)) -> Page {
    school.launch(&mut Browser::new(), spoil).await
}

async fn shown(school: &School, spoil: fn(&mut Forge)) -> Page {
    let mut browser = Browser::new();
    let page = school.launch(&mut browser, spoil).await;
    browser.follow(page).await
}

async fn refuses(school: &School, spoil: fn(&mut Forge)) -> bool {
    (400..500).contains(&launched(school, spoil).await.status)
}

async fn crashes(school: &School, spoil: fn(&mut Forge)) -> bool {
    launched(school, spoil).await.status == 500
}

async fn failure(school: &School) -> Page {
    let mut browser = Browser::new();
    let login = school.login(&mut browser).await;
    let form = [("error", "login_required"), ("error_description", "<b>x</b>"), ("state", &login.state)];
    browser.post(&school.url("launch"), &form).await
}

/// A good answer with one more field.
async fn answered_with(school: &School, field: (&str, &str)) -> Page {
    let mut browser = Browser::new();
    let login = school.login(&mut browser).await;
    let token = school.forge(&login).token();
    browser.post(&school.url("launch"), &[("id_token", &token), ("state", &login.state), field]).await
}

async fn login_with(school: &School, name: &'static str, value: Option<&str>) -> Page {
    let mut parameters = school.parameters();
    parameters.retain(|(known, _)| *known != name);
    parameters.extend(value.map(|value| (name, value.to_owned())));
    Browser::new().get_with(&school.url("login"), &parameters).await
}

shows! {
    post_login_refused "post-login-refused" async |school: &School| {
        Browser::new().post(&school.url("login"), &[("iss", "x")]).await.status == 405
    };
    extra_login_parameters_refused "extra-login-parameters-refused" async |school: &School| {
        login_with(school, "canvas_region", Some("x")).await.status == 400
    };
    client_id_of_login_echoed "client-id-of-login-echoed" async |school: &School| {
        login_with(school, "client_id", Some("nope")).await.status == 303
    };
    login_target_optional "login-target-optional" async |school: &School| {
        login_with(school, "target_link_uri", None).await.status == 303
    };
    endpoint_by_address "endpoint-by-address" async |school: &School| {
        let mut agreed = school.main.agreed("client");
        agreed.authorization_endpoint.set_host(Some("localhost")).unwrap();
        school.tool.register(agreed).await.unwrap();
        login_with(school, "login_hint", Some("u")).await.location().starts_with("http://127.0.0.1")
    };
    login_hint_decoded_twice "login-hint-decoded-twice" async |school: &School| {
        !login_with(school, "login_hint", Some("a%2Bb")).await.location().contains("login_hint=a%252Bb")
    };
    message_hint_dropped "message-hint-dropped" async |school: &School| {
        !login_with(school, "lti_message_hint", Some("m")).await.location().contains("lti_message_hint=m")
    };
    message_hint_invented "message-hint-invented" async |school: &School| {
        login_with(school, "lti_message_hint", None).await.location().contains("lti_message_hint=")
    };
    state_counter "state-counter" async |school: &School| school.login(&mut Browser::new()).await.state == "1";
    nonce_counter "nonce-counter" async |school: &School| school.login(&mut Browser::new()).await.nonce == "1";
    state_cookie_lax_only "state-cookie-lax-only" async |school: &School| {
        let page = login_with(school, "login_hint", Some("u")).await;
        !page.headers.get_all("set-cookie").iter().any(|cookie| cookie.to_str().unwrap().contains("SameSite=None"))
    };
    state_cookie_same_site_lost "state-cookie-same-site-lost" async |school: &School| {
        let page = login_with(school, "login_hint", Some("u")).await;
        let cookies: Vec<_> =
            page.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
        assert_eq!(cookies.len(), 2);
        assert!(cookies[1].contains("; HttpOnly; SameSite=Lax; Path=/;"));
        cookies[0].contains("; HttpOnly; SameSite=Lax; Secure; Path=/;")
    };
    state_cookie_shared "state-cookie-shared" async |school: &School| {
        let mut browser = Browser::new();
        let first = school.login(&mut browser).await;
        school.login(&mut browser).await;
        let token = school.forge(&first).token();
        !school.answer(&mut browser, &first, &token).await.is_accepted()
    };
    state_unchecked "state-unchecked" async |school: &School| {
        let login = school.login(&mut Browser::new()).await;
        let token = school.forge(&login).token();
        Browser::new().post(&school.url("launch"), &[("id_token", &token)]).await.is_accepted()
    };
    state_unbound "state-unbound" async |school: &School| {
        let login = school.login(&mut Browser::new()).await;
        let token = school.forge(&login).token();
        school.answer(&mut Browser::new(), &login, &token).await.is_accepted()
    };
    state_reusable "state-reusable" async |school: &School| {
        let mut browser = Browser::new();
        let login = school.login(&mut browser).await;
        let token = school.forge(&login).token();
        school.answer(&mut browser, &login, &token).await;
        school.answer(&mut browser, &login, &token).await.is_accepted()
    };
    id_token_by_get "id-token-by-get" async |school: &School| {
        let mut browser = Browser::new();
        let login = school.login(&mut browser).await;
        let form = [("id_token", school.forge(&login).token()), ("state", login.state.clone())];
        browser.get_with(&school.url("launch"), &form).await.is_accepted()
    };
    extra_launch_fields_refused "extra-launch-fields-refused" async |school: &School| {
        let mut browser = Browser::new();
        let login = school.login(&mut browser).await;
        let token = school.forge(&login).token();
        let form = [("id_token", token.as_str()), ("state", &login.state), ("session_state", "x")];
        !browser.post(&school.url("launch"), &form).await.is_accepted()
    };
    error_unescaped "error-unescaped" async |school: &School| failure(school).await.body.contains("<b>x</b>");
    error_crash "error-crash" async |school: &School| failure(school).await.status == 500;
    error_login_loop "error-login-loop" async |school: &School| failure(school).await.status == 303;
    typ_required "typ-required" async |school: &School| refuses(school, |forge| forge.remove_header("typ")).await;
    large_token_refused "large-token-refused" async |school: &School| {
        refuses(school, |forge| forge.set("https://v.test/x", "x".repeat(16_000))).await
    };
    aud_array_refused "aud-array-refused" async |school: &School| {
        refuses(school, |forge| forge.set("aud", json!(["client"]))).await
    };
    iat_without_leeway "iat-without-leeway" async |school: &School| {
        refuses(school, |forge| {
            let iat = forge.claims["iat"].as_i64().unwrap();
            forge.set("iat", iat + 10);
        })
        .await
    };
    nonce_shared "nonce-shared" async |school: &School| {
        let other = school.login(&mut Browser::new()).await.nonce;
        school.launch(&mut Browser::new(), |forge| forge.set("nonce", other)).await.is_accepted()
    };
    nonce_replayable "nonce-replayable" async |school: &School| {
        let mut browser = Browser::new();
        let login = school.login(&mut browser).await;
        let token = school.forge(&login).token();
        assert!(school.answer(&mut browser, &login, &token).await.is_accepted());
        school.launch(&mut browser, |forge| forge.set("nonce", login.nonce)).await.is_accepted()
    };
    jwks_first_key "jwks-first-key" async |school: &School| {
        school.main.publish_keys(&[crate::support::keys::Key::named("foreign"), school.main.key]);
        refuses(school, |_| ()).await
    };
    jwks_cached_for_ever "jwks-cached-for-ever" async |school: &School| {
        assert!(launched(school, |_| ()).await.is_accepted());
        school.main.publish_keys(&[crate::support::keys::Key::named("foreign")]);
        refuses(school, Forge::by_foreign_key).await
    };
    jwks_refresh_unlimited "jwks-refresh-unlimited" async |school: &School| {
        for _ in 0..30 {
            launched(school, |forge| forge.header["kid"] = "made up".into()).await;
        }
        school.main.asked() > 20
    };
    jwks_outage_skips_verification "jwks-outage-skips-verification" async |school: &School| {
        school.main.publish(Keys::Status(500));
        launched(school, Forge::by_foreign_key).await.is_accepted()
    };
    jwks_alg_required "jwks-alg-required" async |school: &School| {
        let mut key = school.main.key.jwk();
        key.as_object_mut().unwrap().remove("alg");
        school.main.publish(Keys::Set(json!({ "keys": [key] })));
        refuses(school, |_| ()).await
    };
    jwks_use_required "jwks-use-required" async |school: &School| {
        let mut key = school.main.key.jwk();
        key.as_object_mut().unwrap().remove("use");
        school.main.publish(Keys::Set(json!({ "keys": [key] })));
        refuses(school, |_| ()).await
    };
    jwks_junk_refused "jwks-junk-refused" async |school: &School| {
        school.main.publish(Keys::Set(json!({ "keys": [{ "kty": "NEW" }, school.main.key.jwk()] })));
        refuses(school, |_| ()).await
    };
    deployment_first_only "deployment-first-only" async |school: &School| {
        refuses(school, |forge| forge.set(claim::DEPLOYMENT_ID, "Second")).await
    };
    target_missing_crash "target-missing-crash" async |school: &School| {
        crashes(school, |forge| forge.remove(claim::TARGET_LINK_URI)).await
    };
    target_from_login "target-from-login" async |school: &School| {
        let other = school.url("activity/2");
        let page = school.launch(&mut Browser::new(), |forge| forge.set(claim::TARGET_LINK_URI, other)).await;
        page.location().ends_with("activity/1")
    };
    target_foreign_followed "target-foreign-followed" async |school: &School| {
        let page = launched(school, |forge| forge.set(claim::TARGET_LINK_URI, "https://evil.example/")).await;
        page.location().contains("evil.example")
    };
    roles_empty_refused "roles-empty-refused" async |school: &School| {
        refuses(school, |forge| forge.set(claim::ROLES, json!([]))).await
    };
    role_by_substring "role-by-substring" async |school: &School| {
        shown(school, |forge| forge.set(claim::ROLES, json!(["notInstructor"]))).await.text("#role") == "instructor"
    };
    role_from_institution "role-from-institution" async |school: &School| {
        let page = shown(school, |forge| forge.set(claim::ROLES, json!([role::institution::FACULTY]))).await;
        page.text("#role") == "instructor"
    };
    role_default_instructor "role-default-instructor" async |school: &School| {
        shown(school, |forge| forge.set(claim::ROLES, json!(["x"]))).await.text("#role") == "instructor"
    };
    role_first_only "role-first-only" async |school: &School| {
        let page = shown(school, |forge| {
            forge.set(claim::ROLES, json!([role::institution::FACULTY, role::context::INSTRUCTOR]));
        });
        page.await.text("#role") == "learner"
    };
    role_sticky "role-sticky" async |school: &School| {
        let mut browser = Browser::new();
        school.launch(&mut browser, |forge| forge.set(claim::ROLES, json!(["Instructor"]))).await;
        school.launch(&mut browser, |_| ()).await;
        browser.get(&school.url("whoami")).await.text("#role") == "instructor"
    };
    anonymous_inherits_user "anonymous-inherits-user" async |school: &School| {
        let mut browser = Browser::new();
        school.launch(&mut browser, |_| ()).await;
        school.launch(&mut browser, |forge| forge.remove("sub")).await;
        browser.get(&school.url("whoami")).await.text("#user") == "u-1001"
    };
    user_by_email "user-by-email" async |school: &School| {
        launched(school, |_| ()).await;
        shown(school, |forge| forge.set("sub", "u-2")).await.text("#user") == "u-1001"
    };
    user_case_folded "user-case-folded" async |school: &School| {
        shown(school, |forge| forge.set("sub", "U-2")).await.text("#user") == "u-2"
    };
    name_missing_crash "name-missing-crash" async |school: &School| {
        crashes(school, |forge| forge.remove("name")).await
    };
    context_missing_crash "context-missing-crash" async |school: &School| {
        crashes(school, |forge| forge.remove(claim::CONTEXT)).await
    };
    claim_type_crash "claim-type-crash" async |school: &School| {
        crashes(school, |forge| forge.set(claim::CONTEXT, "x")).await
    };
    return_url_missing_crash "return-url-missing-crash" async |school: &School| {
        crashes(school, |forge| forge.remove(claim::LAUNCH_PRESENTATION)).await
    };
    unknown_claims_refused "unknown-claims-refused" async |school: &School| {
        refuses(school, |forge| forge.set("https://vendor.test/claim", 1)).await
    };
    name_ascii_only "name-ascii-only" async |school: &School| {
        shown(school, |_| ()).await.text("#name") == "Ada Bront?"
    };
    title_unescaped "title-unescaped" async |school: &School| {
        let page = shown(school, |forge| forge.set(claim::CONTEXT, json!({ "id": "c", "title": "<i>x</i>" })));
        page.await.body.contains("<i>x</i>")
    };
    return_query_lost "return-query-lost" async |school: &School| {
        !shown(school, |_| ()).await.attribute("a#return", "href").unwrap().contains("a=1")
    };
    return_on_refusal_unverified "return-on-refusal-unverified" async |school: &School| {
        launched(school, |forge| forge.set("aud", "other")).await.status == 303
    };
    personal_data_on_refusal "personal-data-on-refusal" async |school: &School| {
        launched(school, |forge| forge.set("aud", "other")).await.body.contains("Ada")
    };
    token_on_refusal "token-on-refusal" async |school: &School| {
        launched(school, |forge| forge.set("aud", "other")).await.body.contains("eyJ")
    };
    stack_trace_on_refusal "stack-trace-on-refusal" async |school: &School| {
        launched(school, |forge| forge.set("aud", "other")).await.body.contains("stack backtrace")
    };
    session_fixation "session-fixation" async |school: &School| {
        let mut browser = Browser::new();
        school.launch(&mut browser, |_| ()).await;
        let first = browser.session().cloned();
        school.launch(&mut browser, |_| ()).await;
        browser.session().cloned() == first
    };
    session_cookie_lax_only "session-cookie-lax-only" async |school: &School| {
        let mut frame = Browser::that_keeps(Keeps::OnlyFramed);
        school.launch(&mut frame, |_| ()).await;
        frame.get(&school.url("whoami")).await.status == 401
    };
    x_frame_options_deny "x-frame-options-deny" async |school: &School| {
        launched(school, |_| ()).await.header("x-frame-options") == Some("DENY")
    };
    own_jwks_without_kid "own-jwks-without-kid" async |school: &School| {
        !Browser::new().get(&school.url("keys")).await.body.contains("kid")
    };
    login_iss_optional "login-iss-optional" async |school: &School| {
        login_with(school, "iss", None).await.status == 303
    };
    login_hint_optional "login-hint-optional" async |school: &School| {
        login_with(school, "login_hint", None).await.status == 303
    };
    issuer_discovered "issuer-discovered" async |school: &School| {
        let unknown = school.north.url.replace("north", "unknown");
        assert_eq!(login_with(school, "iss", Some(&unknown)).await.status, 401);
        school.north.asked() == 1
    };
    login_deployment_unknown_crash "login-deployment-unknown-crash" async |school: &School| {
        login_with(school, "lti_deployment_id", Some("unknown")).await.status == 500
    };
    repeated_parameter_crash "repeated-parameter-crash" async |school: &School| {
        let mut parameters = school.parameters();
        parameters.push(("iss", "https://other.test".to_owned()));
        Browser::new().get_with(&school.url("login"), &parameters).await.status == 500
    };
    login_session_early "login-session-early" async |school: &School| {
        let mut browser = Browser::new();
        let login = school.login(&mut browser).await;
        let early = browser.get(&school.url("whoami")).await.status == 200;
        school.answer(&mut browser, &login, "no token").await;
        assert_eq!(browser.get(&school.url("whoami")).await.status, 401, "nobody is signed in after a refusal");
        early
    };
    login_hint_in_header "login-hint-in-header" async |school: &School| {
        login_with(school, "login_hint", Some("u\r\nX-Injected: 1")).await.header("x-injected") == Some("1")
    };
    login_hint_unescaped "login-hint-unescaped" async |school: &School| {
        login_with(school, "login_hint", Some("<script>x</script>")).await.body.contains("<script>x</script>")
    };
    login_target_linked "login-target-linked" async |school: &School| {
        let page = login_with(school, "target_link_uri", Some("javascript:alert(1)")).await;
        page.attribute("a", "href").as_deref() == Some("javascript:alert(1)")
    };
    state_not_sent "state-not-sent" async |school: &School| {
        let mut browser = Browser::new();
        let page = browser.get_with(&school.url("login"), &school.parameters()).await;
        let url = url::Url::parse(&page.location()).unwrap();
        let sent: std::collections::HashMap<_, _> = url.query_pairs().into_owned().collect();
        if sent.contains_key("state") {
            return false;
        }
        let (state, nonce) = (String::new(), sent["nonce"].clone());
        let login = Login { url, parameters: sent, state, nonce };
        let form = [("id_token", school.forge(&login).token())];
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let other = Browser::new().post(&school.url("launch"), &form).await;
        assert!(!other.is_accepted(), "the cookie still counts");
        browser.post(&school.url("launch"), &form).await.is_accepted()
    };
    unsolicited_accepted "unsolicited-accepted" async |school: &School| {
        let mut login = school.login(&mut Browser::new()).await;
        (login.state, login.nonce) = ("invented".to_owned(), "made up".to_owned());
        let token = school.forge(&login).token();
        school.answer(&mut Browser::new(), &login, &token).await.is_accepted()
    };
    state_reusable_anywhere "state-reusable-anywhere" async |school: &School| {
        let mut browser = Browser::new();
        let login = school.login(&mut browser).await;
        let token = school.forge(&login).token();
        assert!(!school.answer(&mut Browser::new(), &login, &token).await.is_accepted());
        assert!(school.answer(&mut browser, &login, &token).await.is_accepted());
        school.answer(&mut Browser::new(), &login, &token).await.is_accepted()
    };
    token_in_target "token-in-target" async |school: &School| {
        launched(school, |_| ()).await.location().contains("id_token=eyJ")
    };
    target_on_other_origin "target-on-other-origin" async |school: &School| {
        let page = launched(school, |_| ()).await;
        let elsewhere = page.location().starts_with("http://127.0.0.1");
        elsewhere && Browser::new().get(&page.location()).await.status == 200
    };
    error_beside_token_ignored "error-beside-token-ignored" async |school: &School| {
        answered_with(school, ("error", "access_denied")).await.is_accepted()
    };
    second_token_ignored "second-token-ignored" async |school: &School| {
        answered_with(school, ("id_token", "not.a.token")).await.is_accepted()
    };
    test_user_is_instructor "test-user-is-instructor" async |school: &School| {
        let page = shown(school, |forge| {
            forge.set(claim::ROLES, json!([role::context::LEARNER, role::lti::TEST_USER]));
        });
        page.await.text("#role") == "instructor"
    };
    role_never_updated "role-never-updated" async |school: &School| {
        launched(school, |_| ()).await;
        shown(school, |forge| forge.set(claim::ROLES, json!(["Instructor"]))).await.text("#role") == "learner"
    };
    sub_missing_found_by_email "sub-missing-found-by-email" async |school: &School| {
        launched(school, |_| ()).await;
        assert_eq!(shown(school, Forge::anonymous).await.text("#user"), "anonymous");
        shown(school, |forge| forge.remove("sub")).await.text("#user") == "u-1001"
    };
    user_by_sub_and_email "user-by-sub-and-email" async |school: &School| {
        shown(school, |forge| forge.set("email", "new@school.test")).await.text("#user") == "u-1001 new@school.test"
    };
    id_long_refused "id-long-refused" async |school: &School| {
        refuses(school, |forge| forge.set("sub", "x".repeat(255))).await
    };
    id_punctuation_refused "id-punctuation-refused" async |school: &School| {
        refuses(school, |forge| forge.set("sub", "u/:+% &?#'\"")).await
    };
    id_digits_crash "id-digits-crash" async |school: &School| {
        crashes(school, |forge| forge.set("sub", "1234567890123456789012345")).await
    };
    first_session_wins "first-session-wins" async |school: &School| {
        let mut browser = Browser::new();
        school.launch(&mut browser, |_| ()).await;
        school.launch(&mut browser, |forge| forge.set("sub", "u-2")).await;
        browser.get(&school.url("whoami")).await.text("#user") == "u-1001"
    };
    address_crash "address-crash" async |school: &School| {
        crashes(school, |forge| forge.set("address", json!({ "country": "AT" }))).await
    };
    name_emoji_crash "name-emoji-crash" async |school: &School| {
        crashes(school, |forge| forge.set("name", "Ada \u{1f600}")).await
    };
    prototype_claim_crash "prototype-claim-crash" async |school: &School| {
        crashes(school, |forge| forge.set("__proto__", json!({ "admin": true }))).await
    };
    context_title_missing_crash "context-title-missing-crash" async |school: &School| {
        crashes(school, |forge| forge.set(claim::CONTEXT, json!({ "id": "c-1" }))).await
    };
    context_type_course_only "context-type-course-only" async |school: &School| {
        refuses(school, |forge| {
            forge.set(claim::CONTEXT, json!({ "id": "c", "type": [homeroom_vocab::context_type::GROUP] }));
        })
        .await
    };
    link_title_missing_crash "link-title-missing-crash" async |school: &School| {
        crashes(school, |forge| forge.set(claim::RESOURCE_LINK, json!({ "id": "rl-1" }))).await
    };
    tool_platform_missing_crash "tool-platform-missing-crash" async |school: &School| {
        let described = |forge: &mut Forge| forge.set(claim::TOOL_PLATFORM, json!({ "guid": "g" }));
        assert!(launched(school, described).await.is_accepted());
        crashes(school, |forge| forge.remove(claim::TOOL_PLATFORM)).await
    };
    product_family_unknown_refused "product-family-unknown-refused" async |school: &School| {
        refuses(school, |forge| {
            forge.set(claim::TOOL_PLATFORM, json!({ "guid": "g", "product_family_code": "unheard-of" }));
        })
        .await
    };
    document_target_required "document-target-required" async |school: &School| {
        refuses(school, |forge| forge.set(claim::LAUNCH_PRESENTATION, json!({}))).await
    };
    document_target_iframe_only "document-target-iframe-only" async |school: &School| {
        refuses(school, |forge| forge.set(claim::LAUNCH_PRESENTATION, json!({ "document_target": "window" }))).await
    };
    locale_script_refused "locale-script-refused" async |school: &School| {
        refuses(school, |forge| forge.set(claim::LAUNCH_PRESENTATION, json!({ "locale": "zh-Hant-TW" }))).await
    };
    custom_empty_crash "custom-empty-crash" async |school: &School| {
        crashes(school, |forge| forge.set(claim::CUSTOM, json!({}))).await
    };
    custom_date_crash "custom-date-crash" async |school: &School| {
        crashes(school, |forge| forge.set(claim::CUSTOM, json!({ "due": "" }))).await
            && crashes(school, |forge| forge.set(claim::CUSTOM, json!({ "due": "$X" }))).await
    };
    own_jwks_short_key "own-jwks-short-key" async |school: &School| {
        let keys = Browser::new().get(&school.url("keys")).await.body;
        let keys: serde_json::Value = serde_json::from_str(&keys).unwrap();
        keys["keys"][0]["n"].as_str().unwrap().len() == 128_usize.div_ceil(3) * 4 - 1
    };
    own_jwks_as_html "own-jwks-as-html" async |school: &School| {
        Browser::new().get(&school.url("keys")).await.header("content-type").unwrap().contains("html")
    };
    own_jwks_private_members "own-jwks-private-members" async |school: &School| {
        Browser::new().get(&school.url("keys")).await.body.contains("\"d\":")
    };
}
