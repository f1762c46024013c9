use serde_json::{Value, json};

use super::super::answer::{Not, Ruling};
use super::super::calls::proof::Trace;
use super::*;

const TOOL: &str = "https://purl.imsglobal.org/spec/lti-tool-configuration";
const PLATFORM: &str = "https://purl.imsglobal.org/spec/lti-platform-configuration";
const SCORE: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
const CONFIGURATION: &str = "http://localhost:8080/enrolment/.well-known/openid-configuration?invitation=i";

/// A call as the control API tells it.
fn call(changes: &Value) -> RegistrationCall {
    let mut told = json!({
        "number": 1, "at": "2026-11-22T09:00:00Z", "kind": "registration", "method": "POST",
        "url": "/enrolment/lti/register/i", "status": 201,
        "request_headers": [["Content-Type", "application/json; charset=utf-8"], ["authorization", "Bearer rt-1"]],
        "request_body": registration().to_string(), "response_headers": [["content-type", "application/json"]],
        "response_body": answered().to_string(), "findings": [],
    });
    changes.as_object().unwrap().iter().for_each(|(name, value)| told[name] = value.clone());
    serde_json::from_value(told).unwrap()
}

fn configuration(body: &Value) -> RegistrationCall {
    call(&json!({
        "kind": "configuration", "method": "GET", "url": "/enrolment/.well-known/openid-configuration?invitation=i",
        "status": 200, "request_body": "", "response_body": body.to_string(),
    }))
}

fn offered() -> Value {
    json!({
        "issuer": "http://localhost:8080/enrolment",
        "authorization_endpoint": "http://localhost:8080/enrolment/lti/authorize",
        "token_endpoint": "http://localhost:8080/enrolment/lti/token",
        "jwks_uri": "http://localhost:8080/enrolment/lti/jwks",
        "registration_endpoint": "http://localhost:8080/enrolment/lti/register/i",
        "scopes_supported": ["openid", SCORE],
        "claims_supported": ["sub"],
        PLATFORM: {
            "messages_supported": [{"type": "LtiResourceLinkRequest"}, {"type": "LtiDeepLinkingRequest"}],
            "variables": ["Context.id"],
        },
    })
}

fn registration() -> Value {
    json!({
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["client_credentials", "implicit"],
        "initiate_login_uri": "http://localhost:9000/login",
        "redirect_uris": ["http://localhost:9000/launch"],
        "client_name": "Quizzes",
        "client_name#fr": "Devoirs",
        "jwks_uri": "http://localhost:9000/keys",
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": SCORE,
        TOOL: {
            "domain": "localhost:9000",
            "target_link_uri": "http://localhost:9000/launch",
            "claims": ["iss", "sub"],
            "messages": [
                {"type": "LtiResourceLinkRequest"},
                {"type": "LtiDeepLinkingRequest", "target_link_uri": "http://localhost:9000/picker", "label": "Add"},
            ],
            "custom_parameters": {"context": "$Context.id"},
        },
    })
}

fn answered() -> Value {
    let mut answer = registration();
    answer["client_id"] = "c".into();
    answer[TOOL]["deployment_id"] = "1".into();
    answer
}

/// A registration in which the members at these places are otherwise; `null` takes one away.
fn altered(changes: &[(&str, Value)]) -> Value {
    let mut body = registration();
    for (place, value) in changes {
        let (parent, name) = match place.strip_prefix("tool/") {
            Some(name) => (&mut body[TOOL], name),
            None => (&mut body, *place),
        };
        parent[name] = value.clone();
        if value.is_null() {
            parent.as_object_mut().unwrap().remove(name);
        }
    }
    body
}

fn judge(rule: &str, calls: &[RegistrationCall], token: Option<&str>) -> Ruling {
    Sent::read(calls, token).unwrap().check(rule).unwrap_or_else(|| panic!("no rule is called `{rule}`"))
}

fn judge_body(rule: &str, body: &Value) -> Ruling {
    let calls = [configuration(&offered()), call(&json!({"request_body": body.to_string()}))];
    judge(rule, &calls, Some("rt-1"))
}

#[test]
fn a_good_registration_keeps_every_rule() {
    for rule in rule_names().into_iter().filter(|rule| *rule != "no token") {
        assert_eq!(judge_body(rule, &registration()), Ok(()), "{rule}");
    }
}

#[test]
fn each_mistake_breaks_its_own_rule_only() {
    let mistakes: &[(&str, &str, Value)] = &[
        ("application_type", "application_type", "native".into()),
        ("application_type", "application_type", Value::Null),
        ("response_types", "response_types", "id_token".into()),
        ("response_types", "response_types", json!(["code"])),
        ("grant_types", "grant_types", json!(["client_credentials"])),
        ("grant_types", "grant_types", json!(["implict", "client_credentials"])),
        ("initiate_login_uri", "initiate_login_uri", "/login".into()),
        ("redirect_uris", "redirect_uris", json!([])),
        ("redirect_uris", "redirect_uris", "http://localhost:9000/launch".into()),
        ("redirect_uris", "redirect_uris", json!(["/launch", "http://localhost:9000/launch"])),
        ("redirect_uris", "redirect_uris", json!(["http://localhost:9000/launch#top"])),
        ("client_name", "client_name", " ".into()),
        ("jwks_uri", "jwks_uri", Value::Null),
        ("token_endpoint_auth_method", "token_endpoint_auth_method", "client_secret_basic".into()),
        ("scope", "scope", json!([SCORE])),
        ("offered scopes", "scope", "openid https://other.example/scope".into()),
        ("about", "logo_uri", "logo.png".into()),
        ("about", "contacts", "dev@tool.test".into()),
        ("domain", "tool/domain", "http://localhost:9000".into()),
        ("domain", "tool/domain", "localhost:9000/launch".into()),
        ("target_link_uri", "tool/target_link_uri", "launch".into()),
        ("claims", "tool/claims", "iss".into()),
        ("messages", "tool/messages", json!(["LtiResourceLinkRequest"])),
        ("messages", "tool/messages", json!([{"label": "x"}])),
        ("options", "tool/custom_parameters", json!({"a": 1})),
        ("options", "tool/secondary_domains", json!(["https://a.example"])),
        ("message options", "tool/messages", json!([{"type": "LtiResourceLinkRequest", "label": 1}])),
        ("offered messages", "tool/messages", json!([{"type": "LtiAssetProcessorSettingsRequest"}])),
        ("target_link_uri on domain", "tool/target_link_uri", "http://localhost:9001/launch".into()),
        ("redirect_uris on domain", "redirect_uris", json!(["http://other.test:9000/launch"])),
        (
            "messages on domain",
            "tool/messages",
            json!([{"type": "LtiResourceLinkRequest", "target_link_uri": "http://notlocalhost:9000/"}]),
        ),
    ];
    for (rule, place, value) in mistakes {
        let body = altered(&[(place, value.clone())]);
        let broken: Vec<_> =
            rule_names().into_iter().filter(|name| is_broken(&judge_body(name, &body))).collect();
        assert_eq!(broken, [*rule], "{place} = {value}");
    }
}

fn is_broken(ruling: &Ruling) -> bool {
    matches!(ruling, Err(Not::Kept(_)))
}

#[test]
fn what_is_not_there_is_not_judged() {
    let bare = altered(&[
        ("scope", Value::Null),
        ("client_name#fr", Value::Null),
        ("tool/custom_parameters", Value::Null),
        ("tool/messages", json!([])),
    ]);
    for rule in ["scope", "offered scopes", "about", "options", "message options", "messages on domain"] {
        assert!(matches!(judge_body(rule, &bare), Err(Not::Applicable(_))), "{rule}");
    }
    let without_tool = altered(&[(TOOL, Value::Null)]);
    assert!(is_broken(&judge_body("tool configuration", &without_tool)));
    for rule in ["domain", "claims", "messages", "target_link_uri", "messages on domain"] {
        assert!(matches!(judge_body(rule, &without_tool), Err(Not::Judged(_))), "{rule}");
    }
}

#[test]
fn a_domain_holds_what_is_below_it_and_a_secondary_one_counts_too() {
    let lies = |domain: &str, target: &str| {
        let body = altered(&[
            ("tool/domain", domain.into()),
            ("tool/secondary_domains", json!(["cdn.example"])),
            ("tool/target_link_uri", target.into()),
        ]);
        judge_body("target_link_uri on domain", &body)
    };
    for (domain, target) in [
        ("tool.example", "https://tool.example/launch"),
        ("tool.example", "https://tool.example:8443/launch"),
        ("tool.example:443", "https://tool.example/launch"),
        ("Tool.Example", "https://a.tool.example/launch"),
        ("tool.example", "https://cdn.example/launch"),
    ] {
        assert_eq!(lies(domain, target), Ok(()), "{domain} {target}");
    }
    for (domain, target) in [
        ("tool.example", "https://tool.example.evil.test/launch"),
        ("tool.example", "https://mytool.example/launch"),
        ("tool.example:8443", "https://tool.example/launch"),
    ] {
        assert!(is_broken(&lies(domain, target)), "{domain} {target}");
    }
}

#[test]
fn the_request_is_judged_by_its_headers() {
    let broken = |rule: &str, headers: Value, token| {
        is_broken(&judge(rule, &[call(&json!({"request_headers": headers}))], token))
    };
    assert!(broken("media type", json!([["content-type", "application/x-www-form-urlencoded"]]), None));
    assert!(broken("media type", json!([]), None));
    assert!(
        broken("token", json!([]), Some("rt-1"))
            && broken("token", json!([["authorization", "rt-1"]]), Some("rt-1"))
    );
    assert!(broken("token", json!([["authorization", "Bearer rt-2"]]), Some("rt-1")));
    assert!(!broken("token", json!([["authorization", "bearer rt-1"]]), Some("rt-1")));
    assert!(broken("no token", json!([["authorization", "Bearer undefined"]]), None));
    assert!(!broken("no token", json!([]), None));
    for body in ["", "a=b", "[]", "\"x\"", "{\"a\":"] {
        assert!(is_broken(&judge("json", &[call(&json!({"request_body": body}))], None)), "{body}");
        assert!(!is_broken(&judge("client_name", &[call(&json!({"request_body": body}))], None)), "{body}");
    }
}

#[test]
fn a_failure_shows_no_registration_token() {
    let headers = json!([["authorization", "Basic rt-1"]]);
    let Err(Not::Kept(broken)) = judge("token", &[call(&json!({"request_headers": headers}))], Some("rt-1"))
    else {
        panic!("`Basic` is no bearer token");
    };
    assert_eq!(broken.actual, "`Authorization` with Basic and something else than the token");
}

#[test]
fn the_registration_that_the_platform_took_is_judged_and_else_the_last() {
    let named = |name: &str, status: u16| {
        call(&json!({"request_body": json!({"client_name": name}).to_string(), "status": status}))
    };
    let taken = [named(" ", 500), named("a", 201), named(" ", 401)];
    assert_eq!(judge("client_name", &taken, None), Ok(()));
    assert!(is_broken(&judge("client_name", &[named("a", 400), named(" ", 400)], None)));
    assert!(Sent::read(&[configuration(&offered())], None).is_none());
}

#[test]
fn messages_may_be_offered_by_name() {
    let mut told = offered();
    told[PLATFORM]["messages_supported"] = json!(["LtiResourceLinkRequest", "LtiDeepLinkingRequest"]);
    assert_eq!(judge("offered messages", &[configuration(&told), call(&json!({}))], None), Ok(()));
    told[PLATFORM]["messages_supported"] = json!(["LtiResourceLinkRequest"]);
    assert!(is_broken(&judge("offered messages", &[configuration(&told), call(&json!({}))], None)));
}

#[test]
fn a_fault_shows_where_it_happened_and_nowhere_else() {
    let mut elsewhere = offered();
    elsewhere["issuer"] = "http://localhost:8080@evil.test/enrolment".into();
    let seen = [configuration(&elsewhere), call(&json!({}))];
    assert_eq!(trace("registration.issuer.user_info", None, CONFIGURATION, &seen), Trace::Shows);
    assert_eq!(trace("registration.issuer.other_port", None, CONFIGURATION, &seen), Trace::Missing);
    assert_eq!(trace("registration.answer.status_200", None, CONFIGURATION, &seen), Trace::Missing);
    assert_eq!(trace("registration.answer.status_200", None, CONFIGURATION, &seen[..1]), Trace::NotMet);
    assert_eq!(trace("registration.answer.none", None, CONFIGURATION, &seen), Trace::Unknown);
}

#[test]
fn an_untouched_exchange_shows_no_fault() {
    let seen = [configuration(&offered()), call(&json!({}))];
    for fault in proof::names() {
        assert_eq!(
            trace(fault, Some("http://127.0.0.1:1/x"), CONFIGURATION, &seen),
            Trace::Missing,
            "{fault}"
        );
    }
}

#[test]
fn who_asks_for_nothing_cannot_be_refused_it() {
    let sent = |body: Value| [call(&json!({"request_body": body.to_string()}))];
    let modest = altered(&[("scope", SCORE.into()), ("tool/claims", json!(["iss"]))]);
    for fault in ["registration.answer.fewer_scopes", "registration.answer.other_claims"] {
        assert!(spared(fault, &sent(modest.clone())).is_some(), "{fault}");
    }
    let greedy =
        altered(&[("scope", format!("{SCORE} openid").into()), ("tool/claims", json!(["iss", "email"]))]);
    for fault in ["registration.answer.fewer_scopes", "registration.answer.other_claims"] {
        assert_eq!(spared(fault, &sent(greedy.clone())), None, "{fault}");
    }
    assert_eq!(spared("registration.answer.status_200", &sent(modest)), None);
}

#[test]
fn configurations_and_answers_show_what_was_changed_in_them() {
    let told = |change: fn(&mut Value)| {
        let mut told = offered();
        change(&mut told);
        [configuration(&told)]
    };
    let shows = |fault: &str, calls: &[RegistrationCall]| {
        trace(&format!("registration.{fault}"), None, CONFIGURATION, calls) == Trace::Shows
    };
    let issuers = [
        ("other_host", "http://lms.evil.test:8080/enrolment"),
        ("other_port", "http://localhost:8081/enrolment"),
        ("sub_domain", "http://a.localhost:8080/enrolment"),
        ("look_alike", "http://localhost.evil.test:8080/enrolment"),
    ];
    for (row, issuer) in issuers {
        let mut body = offered();
        body["issuer"] = issuer.into();
        assert!(shows(&format!("issuer.{row}"), &[configuration(&body)]), "{row}");
    }
    assert!(shows(
        "configuration.without.jwks_uri",
        &told(|told| drop(told.as_object_mut().unwrap().remove("jwks_uri")))
    ));
    assert!(shows("configuration.unknown_members", &told(|told| told["x"] = 1.into())));
    assert!(shows(
        "configuration.scopes_openid_only",
        &told(|told| told["scopes_supported"] = json!(["openid"]))
    ));
    let answered = |change: fn(&mut Value)| {
        let mut answer = answered();
        change(&mut answer);
        [call(&json!({"response_body": answer.to_string()}))]
    };
    assert!(shows("answer.fewer_scopes", &answered(|answer| answer["scope"] = "".into())));
    assert!(shows("answer.other_claims", &answered(|answer| answer[TOOL]["claims"] = json!(["iss"]))));
    assert!(shows("answer.extra_members", &answered(|answer| answer["x"] = 1.into())));
    assert!(shows("answer.not_json", &[call(&json!({"response_body": "{\"client_id\":"}))]));
    assert!(shows("answer.slow", &[call(&json!({"status": 0, "response_body": ""}))]));
}
