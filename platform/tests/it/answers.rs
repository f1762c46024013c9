//! Answers that break a rule: each is told with the requirement and the place, and refused where it cannot be trusted.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::picker::{Key, Picker, Tool};
use crate::support::{Lms, dl, lti, merge, selector, text};

/// What breaks a vital rule of the claims, and the finding on it.
fn refused() -> Vec<(Value, &'static str)> {
    let now = 1_764_000_000;
    vec![
        (json!({"iss": "other-client"}), "SEC-041 deep-linking answer, `iss`"),
        (json!({"aud": "http://other.example"}), "SEC-042 deep-linking answer, `aud`"),
        (json!({"aud": null}), "SEC-042 deep-linking answer, `aud`"),
        (json!({"exp": now}), "SEC-043 deep-linking answer, `exp`"),
        (json!({"exp": "soon"}), "SEC-043 deep-linking answer, `exp`"),
        (json!({"exp": null}), "SEC-043 deep-linking answer, `exp`"),
        (json!({"iat": 99_999_999_999_i64, "exp": 99_999_999_999_i64}), "SEC-043 deep-linking answer, `iat`"),
        (json!({"nbf": 99_999_999_999_i64}), "SEC-043 deep-linking answer, `nbf`"),
        (json!({"nonce": null}), "SEC-044 deep-linking answer, `nonce`"),
        (json!({"nonce": ""}), "SEC-044 deep-linking answer, `nonce`"),
        (
            json!({lti("message_type"): "LtiDeepLinkingresponse"}),
            "DL-032 deep-linking answer, `message_type`",
        ),
        (json!({lti("version"): "1.3"}), "DL-033 deep-linking answer, `version`"),
        (json!({lti("deployment_id"): "unknown"}), "DL-034 deep-linking answer, `deployment_id`"),
        (json!({dl("data"): "made up"}), "DL-035 deep-linking answer, `data`"),
        (json!({dl("data"): null}), "DL-035 deep-linking answer, `data`"),
    ]
}

#[tokio::test]
async fn a_broken_vital_claim_is_told_and_nothing_is_placed() {
    let (tool, lms) = Tool::start().await;
    for (differences, finding) in refused() {
        let picker = Picker::open(&lms, &tool, json!({})).await;
        let mut claims = picker.answer(json!({dl("content_items"): [{"type": "html", "html": "x"}]}));
        merge(&mut claims, differences.clone());
        claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        let answer = picker.send(&claims).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{differences}");
        assert_eq!(picker.findings().await, [finding], "{differences}");
        let answer = &picker.launch.read().await["deep_linking"]["answer"];
        assert_eq!((&answer["accepted"], &answer["items"][0]["placed"]), (&json!(false), &Value::Null));
    }
    assert_eq!(lms.get("/api/content?course=algebra-1").await, json!([]));
}

#[tokio::test]
async fn what_is_merely_wrong_is_told_and_the_items_are_placed() {
    let (tool, lms) = Tool::start().await;
    for (settings, differences, findings) in [
        (json!({}), json!({"azp": "nobody"}), vec!["SEC-045 deep-linking answer, `azp`"]),
        (json!({}), json!({"iat": "now"}), vec!["SEC-043 deep-linking answer, `iat`"]),
        (json!({}), json!({"exp": 99_999_999_999_i64}), vec!["SEC-043 deep-linking answer, `exp`"]),
        (json!({"data": null}), json!({dl("data"): ""}), vec!["DL-036 deep-linking answer, `data`"]),
        (
            json!({}),
            json!({dl("msg"): 7, dl("log"): {}}),
            vec!["DL-039 deep-linking answer, `msg`", "DL-039 deep-linking answer, `log`"],
        ),
        (json!({}), json!({dl("errormsg"): "<b>x</b>"}), vec!["DL-039 deep-linking answer, `errormsg`"]),
        (
            json!({}),
            json!({dl("content_items"): {"type": "html"}}),
            vec!["DL-037 deep-linking answer, `content_items`"],
        ),
    ] {
        let picker = Picker::open(&lms, &tool, settings).await;
        let answer = picker.send(&picker.answer(differences.clone())).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{differences}");
        assert_eq!(picker.findings().await, findings, "{differences}");
    }
}

#[tokio::test]
async fn harmless_variety_is_no_finding() {
    let (tool, lms) = Tool::start().await;
    for differences in [
        json!({"azp": tool.client}),
        json!({"nbf": 1_700_000_000}),
        json!({"sub": "ada", "https://x.example/y": 1}),
        json!({dl("content_items"): []}),
        json!({dl("msg"): "1 < 2 & 3 > 2", dl("log"): ""}),
    ] {
        let picker = Picker::open(&lms, &tool, json!({})).await;
        let mut claims = picker.answer(differences.clone());
        claims["aud"] = json!([claims["aud"]]);
        assert_eq!(picker.send(&claims).await.status(), StatusCode::SEE_OTHER, "{differences}");
        assert_eq!(picker.findings().await, Vec::<String>::new(), "{differences}");
    }
}

#[tokio::test]
async fn an_unsigned_or_wrongly_signed_answer_is_refused() {
    let (tool, lms) = Tool::start().await;
    let stranger = Key::new("tool-key");
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let claims = picker.answer(json!({}));
    let none = format!("{}.{}.", encode(&json!({"alg": "none"})), encode(&claims));
    let named = |kid: Value| json!({"alg": "RS256", "kid": kid});
    let good = picker.signed(&claims);
    for (token, requirement) in [
        (none, "SEC-046"),
        (tool.key.sign(&json!({"alg": "HS256", "kid": "tool-key"}), &claims), "SEC-046"),
        (tool.key.sign(&json!({"alg": "RS512", "kid": "tool-key"}), &claims), "SEC-046"),
        (stranger.sign(&named(json!("tool-key")), &claims), "DL-031"),
        (tool.key.sign(&named(json!("another")), &claims), "SEC-048"),
        (
            tool.key.sign(&json!({"alg": "RS256", "kid": "tool-key", "crit": ["x"], "x": 1}), &claims),
            "SEC-049",
        ),
        (good.replace('.', ".."), "SEC-040"),
        (good[..good.len() - 400].to_owned(), "DL-031"),
        ("a megabyte of A".replace(' ', &"A".repeat(500_000)), "SEC-040"),
    ] {
        let answer = picker.post(&[("JWT", &token)]).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{token:.200}");
        let findings = picker.findings().await;
        assert!(
            findings.iter().any(|finding| finding.starts_with(requirement)),
            "{requirement}: {findings:?}"
        );
    }
    assert_eq!(picker.send(&claims).await.status(), StatusCode::SEE_OTHER, "a bad answer uses nothing up");
}

#[tokio::test]
async fn a_key_without_a_name_or_brought_along_is_a_finding_only() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let header = json!({"alg": "RS256", "jwk": Key::new("x").jwk()});
    let token = tool.key.sign(&header, &picker.answer(json!({})));
    assert_eq!(picker.post(&[("JWT", &token)]).await.status(), StatusCode::SEE_OTHER);
    let findings = picker.findings().await;
    assert_eq!(
        findings,
        ["SEC-047 deep-linking answer, header", "SEC-048 deep-linking answer, header `kid`"]
    );
}

#[tokio::test]
async fn the_key_of_another_client_is_no_key() {
    let (tool, lms) = Tool::start().await;
    let other = Tool::at(&lms).await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let theirs = other
        .key
        .sign(&json!({"alg": "RS256", "kid": "tool-key"}), &picker.answer(json!({"iss": other.client})));
    assert_eq!(picker.post(&[("JWT", &theirs)]).await.status(), StatusCode::BAD_REQUEST);
    assert_eq!(
        picker.findings().await,
        ["DL-031 deep-linking answer, signature", "SEC-041 deep-linking answer, `iss`"]
    );
}

/// From now on the tool is this client.
fn renamed(mut tool: Tool, mut lms: Lms, client: String) -> (Tool, Lms) {
    tool.client.clone_from(&client);
    lms.client = client;
    (tool, lms)
}

#[tokio::test]
async fn a_registered_pem_checks_the_signature_too() {
    let (tool, lms) = Tool::start().await;
    let client = lms.register(json!({"pem": tool.key.pem()})).await;
    let (tool, lms) = renamed(tool, lms, client);
    let picker = Picker::open(&lms, &tool, json!({})).await;
    assert_eq!(picker.send(&picker.answer(json!({}))).await.status(), StatusCode::SEE_OTHER);
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let forged = Key::new("tool-key").sign(&json!({"alg": "RS256"}), &picker.answer(json!({})));
    assert_eq!(picker.post(&[("JWT", &forged)]).await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_tool_without_any_key_is_told_to_have_one() {
    let (tool, lms) = Tool::start().await;
    let client = lms.register(json!({})).await;
    let (tool, lms) = renamed(tool, lms, client);
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let answer = picker.send(&picker.answer(json!({}))).await.text().await.unwrap();
    assert!(answer.contains("jwks_url"), "{answer}");
}

#[tokio::test]
async fn a_key_set_that_is_broken_slow_huge_or_leads_in_circles_refuses_in_time() {
    let (tool, lms) = Tool::start().await;
    let circle = format!("302 Found\r\nlocation: {}/keys", tool.base);
    let huge = format!("{{\"keys\":[],\"x\":\"{}\"}}", "x".repeat(600_000));
    let json = "200 OK\r\ncontent-type: application/json";
    let served: [(&str, &[u8], &str); 6] = [
        ("500 Internal Server Error", b"x", "status 500"),
        ("200 OK\r\ncontent-type: text/html", b"<h1>Sign in</h1>", "text/html"),
        (json, b"{}", "something else"),
        (json, b"{\"keys\":[]}", "no key with a name"),
        (&circle, b"", "redirects"),
        (json, huge.as_bytes(), "more than 512 kB"),
    ];
    for (head, body, told) in served {
        tool.serve("/keys", head, body);
        let picker = Picker::open(&lms, &tool, json!({})).await;
        let answer = picker.send(&picker.answer(json!({}))).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{told}");
        let finding = &picker.launch.read().await["findings"][0];
        assert_eq!(
            (&finding["requirement"], &finding["level"]),
            (&json!("SEC-048"), &json!("must")),
            "{finding}"
        );
        assert!(text(finding, "actual").contains(told), "{finding}");
    }
    tool.serve_raw("/keys", Vec::new());
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let started = std::time::Instant::now();
    let answer = picker.send(&picker.answer(json!({}))).await.text().await.unwrap();
    assert!(answer.contains("no whole answer within 5 s") && started.elapsed().as_secs() < 10, "{answer}");
}

#[tokio::test]
async fn an_answer_is_good_once_and_for_its_own_request() {
    let (tool, lms) = Tool::start().await;
    let (one, two) = (Picker::open(&lms, &tool, json!({})).await, Picker::open(&lms, &tool, json!({})).await);
    let claims = one.answer(json!({}));
    let elsewhere = two.send(&claims).await;
    assert_eq!(elsewhere.status(), StatusCode::BAD_REQUEST);
    assert_eq!(two.findings().await, ["SEC-050 deep-linking answer, `data`"]);
    assert_eq!(one.send(&claims).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(one.send(&claims).await.status(), StatusCode::CONFLICT);
    assert_eq!(one.findings().await, ["DL-046 deep-linking answer, request"]);
    let again = two.answer(json!({"nonce": claims["nonce"]}));
    assert_eq!(two.send(&again).await.status(), StatusCode::BAD_REQUEST);
    assert_eq!(two.findings().await[1..], ["SEC-044 deep-linking answer, `nonce`"]);
    assert_eq!(two.send(&two.answer(json!({}))).await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_answer_to_a_request_that_was_never_sent_is_refused() {
    let (tool, lms) = Tool::start().await;
    let launch = lms.prepare_picking(json!({"client_id": tool.client})).await;
    let url = text(&launch.read().await["deep_linking"], "return_url");
    let answer = lms.http.post(&url).form(&[("JWT", "x")]).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    assert!(answer.text().await.unwrap().contains("never sent"));
    let unknown = lms.http.post(format!("{url}x")).form(&[("JWT", "x")]).send().await.unwrap();
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_wrong_field_is_told_with_the_names_that_came_and_the_one_that_is_wanted() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let answer = picker.post(&[("id_token", "x"), ("<b>state", "y")]).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    let page = scraper::Html::parse_document(&answer.text().await.unwrap());
    let told = |name: &str| page.select(&selector(name)).next().unwrap().text().collect::<String>();
    assert!(
        told("#fields").contains("id_token") && told("#fields").contains("<b>state"),
        "{}",
        told("#fields")
    );
    assert!(told("#expected").contains("JWT") && told("#actual").contains("id_token"));
    assert!(told("#cause").contains("id_token"));
    assert_eq!(picker.findings().await, ["SEC-040 deep-linking answer, form"]);
}

#[tokio::test]
async fn json_multipart_get_and_two_tokens_are_told_apart() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let token = picker.signed(&picker.answer(json!({})));
    let post = || lms.http.post(picker.return_url());
    let json = post().json(&json!({"JWT": token})).send().await.unwrap();
    assert_eq!(json.status(), StatusCode::BAD_REQUEST);
    let bare = post().body(format!("JWT={token}")).send().await.unwrap();
    assert_eq!(bare.status(), StatusCode::BAD_REQUEST);
    assert_eq!(picker.post(&[("JWT", &token), ("JWT", &token)]).await.status(), StatusCode::BAD_REQUEST);
    let get = lms.http.get(picker.return_url()).send().await.unwrap();
    assert_eq!(get.status(), StatusCode::METHOD_NOT_ALLOWED);
    let huge = picker.post(&[("JWT", &"A".repeat(3_000_000))]).await;
    assert_eq!(huge.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(picker.findings().await.pop().unwrap(), "SEC-040 deep-linking answer, form");
    let found = lms.get(&format!("/api/exchanges?kind=deep_linking&launch={}", picker.launch.id)).await;
    let last = found["exchanges"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["status"], &last["request_body"]), (&json!(413), &json!("")));
    assert!(last["response_body"].as_str().unwrap().contains("at most 2 MB"), "{last:#}");
    let read = picker.launch.read().await;
    let told: Vec<&str> =
        read["findings"].as_array().unwrap().iter().map(|one| one["actual"].as_str().unwrap()).collect();
    assert!(told[0].contains("application/json") && told[1].contains("no content type"), "{told:?}");
    assert!(told[2].contains("twice") && told[3].contains("GET"), "{told:?}");
}

#[tokio::test]
async fn a_query_of_the_return_url_must_come_back_as_it_is() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({"return_url": "query"})).await;
    assert_eq!(picker.send(&picker.answer(json!({}))).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(picker.findings().await, Vec::<String>::new());
    let picker = Picker::open(&lms, &tool, json!({"return_url": "query"})).await;
    let token = picker.signed(&picker.answer(json!({})));
    for url in ["?a=1&b=+", "?a=1", ""] {
        let bent = picker.return_url().replace("?a=1&b=%20", url);
        lms.http.post(bent).form(&[("JWT", &token)]).send().await.unwrap();
        assert_eq!(picker.findings().await[0], "DL-030 deep-linking answer, address");
    }
}

#[tokio::test]
async fn two_posts_at_once_place_the_items_once() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let claims = picker.answer(json!({dl("content_items"): [{"type": "html", "html": "x"}]}));
    let (one, two, three) = tokio::join!(picker.send(&claims), picker.send(&claims), picker.send(&claims));
    let mut statuses = [one, two, three].map(|answer| answer.status().as_u16());
    statuses.sort_unstable();
    assert_eq!(statuses[0], 303, "{statuses:?}");
    assert!(statuses[1] >= 400, "{statuses:?}");
    assert_eq!(lms.get("/api/content?course=algebra-1").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn garbage_is_refused_with_a_page() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let form = "application/x-www-form-urlencoded";
    let bodies: [&[u8]; 6] =
        [b"", b"JWT", b"JWT=", b"JWT=%ff.%ff.%ff", b"\xff\xfe=&&&=JWT", b"JWT=e30.e30.e30&JWT[]=x"];
    for body in bodies {
        let post = lms.http.post(picker.return_url()).header("content-type", form).body(body.to_vec());
        let answer = post.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{body:?}");
        assert!(answer.text().await.unwrap().contains("Content refused"));
    }
    for odd in
        [json!({"iss": {}, "aud": [1, null], "exp": 1e300, "iat": -1e300, "nonce": []}), json!({"aud": [[]]})]
    {
        let answer = picker.send(&picker.answer(odd)).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn a_tool_that_was_removed_meanwhile_places_nothing() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let address = lms.url(&format!("/api/registrations/{}", tool.client));
    assert!(lms.http.delete(address).send().await.unwrap().status().is_success());
    let items = json!([{"type": "html", "html": "x"}]);
    let answer = picker.send(&picker.answer(json!({dl("content_items"): items}))).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    assert!(answer.text().await.unwrap().contains("registered no more"));
    assert_eq!(lms.get("/api/content?course=algebra-1").await, json!([]));
}

#[tokio::test]
async fn a_reload_after_the_answer_shows_what_came_back() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let framed = lms.url(&format!("/courses/algebra-1/launches/{}", picker.launch.id));
    let waiting = lms.http.get(&framed).send().await.unwrap().text().await.unwrap();
    assert!(waiting.contains("has been used") && !waiting.contains("<iframe"), "{waiting}");
    picker.send(&picker.answer(json!({}))).await;
    let over = lms.http.get(&framed).send().await.unwrap();
    let place = format!("/main/courses/algebra-1/picked/{}", picker.launch.id);
    assert_eq!(over.headers()["location"].to_str().unwrap(), place);
}
