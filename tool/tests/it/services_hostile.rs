//! Platforms whose services misbehave: the page says what happened, tokens stay where they belong, and nothing goes on
//! for ever.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use homeroom_vocab::{claim, role};
use serde_json::{Value, json};

use crate::support::School;
use crate::support::browser::Page;
use crate::support::forge::Forge;
use crate::support::office::{Call, Office, Reply, token};

/// A learner's finish, where the launch names the line item; the desk answers the score.
async fn finished(score: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> (Page, Office) {
    let (school, office) =
        School::with_office(move |call| if call.is_token() { token(call) } else { score(call) }).await;
    (finish(&school, &office).await, office)
}

async fn finish(school: &School, office: &Office) -> Page {
    let offer = |forge: &mut Forge| office.offer_grades(forge, &["score"], false, Some("/items/5?x=1"));
    let mut visit = school.visit(offer).await;
    school.press(&mut visit, "finish").await
}

/// A teacher's look at the roster; the desk answers everything but tokens.
async fn roster(desk: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> (Page, Office) {
    let (school, office) =
        School::with_office(move |call| if call.is_token() { token(call) } else { desk(call) }).await;
    let mut visit = school.teacher(&office).await;
    (school.press(&mut visit, "roster").await, office)
}

fn members(entries: &Value) -> Reply {
    Reply::json(&json!({ "id": "x", "context": { "id": "c-1" }, "members": entries }))
}

fn next(target: &str) -> (&'static str, String) {
    ("link", format!("<{target}>; rel=\"next\""))
}

#[tokio::test]
async fn each_refusal_is_told_and_tried_again_only_where_that_helps() {
    let expected = [
        (400, 1),
        (403, 1),
        (404, 1),
        (409, 1),
        (415, 1),
        (422, 1),
        (429, 3),
        (500, 3),
        (501, 3),
        (503, 3),
        (599, 3),
    ];
    for (status, attempts) in expected {
        let (page, office) = finished(move |_| Reply::status(status)).await;
        assert_eq!((page.status, office.served().len()), (200, attempts), "{status}");
        assert!(page.body.contains(&format!("the platform answered {status}")), "{status}: {}", page.body);
        let bodies: Vec<_> = office.calls().into_iter().filter(|call| !call.is_token()).collect();
        assert!(bodies.iter().all(|call| call.body == bodies[0].body), "{status}: another score");
    }
}

#[tokio::test]
async fn a_platform_is_waited_for_as_it_asks_but_not_for_ever() {
    let begun = Instant::now();
    let (page, office) = finished(|_| Reply::status(429).with("retry-after", "1")).await;
    assert!((Duration::from_secs(2)..Duration::from_secs(6)).contains(&begun.elapsed()));
    assert_eq!(office.served().len(), 3, "{}", page.body);
    let (page, office) = finished(|_| Reply::status(503).with("retry-after", "3600")).await;
    assert_eq!(office.served().len(), 1);
    assert!(page.text("#failure").contains("asked to wait 3600 seconds"), "{}", page.body);
}

#[tokio::test]
async fn a_refused_token_is_dropped_and_fetched_once_more() {
    let refusals = AtomicUsize::new(0);
    let (page, office) = finished(move |_| match refusals.fetch_add(1, Ordering::Relaxed) {
        0 => Reply::status(401),
        _ => Reply::status(201),
    })
    .await;
    assert_eq!((office.tokens().len(), office.served().len()), (2, 2));
    assert!(page.body.contains("id=\"done\""), "{}", page.body);
    let (page, office) = finished(|_| Reply::status(401)).await;
    assert_eq!((office.tokens().len(), office.served().len()), (2, 2));
    assert!(page.text("#failure").contains("answered 401"), "{}", page.body);
}

#[tokio::test]
async fn any_success_is_one() {
    for reply in
        [|| Reply::status(200), || Reply::status(201), || Reply::status(204), || Reply::text("<html>")]
    {
        let (page, office) = finished(move |_| reply()).await;
        assert_eq!(office.served().len(), 1);
        assert!(page.body.contains("id=\"done\""), "{}", page.body);
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let canary = Office::open(|_| Reply::json(&json!({})));
        let target = canary.at("/stolen");
        let (page, _) = finished(move |_| Reply::status(status).with("location", target.as_str())).await;
        assert!(page.text("#failure").contains(&format!("answered {status}, a redirect")), "{}", page.body);
        let target = canary.at("/stolen");
        let (school, office) =
            School::with_office(move |_| Reply::status(status).with("location", target.as_str())).await;
        let page = finish(&school, &office).await;
        assert!(page.text("#failure").contains("token endpoint answered"), "{}", page.body);
        assert!(canary.calls().is_empty());
    }
}

#[tokio::test]
async fn each_failure_of_the_token_endpoint_is_told() {
    type Desk = fn() -> Reply;
    let desks: [(Desk, usize, &str); 9] = [
        (|| Reply::status(401), 1, "token endpoint answered 401"),
        (|| Reply::status(500), 3, "token endpoint answered 500"),
        (|| Reply::status(429).with("retry-after", "0"), 3, "token endpoint answered 429"),
        (|| Reply::text("<html>busy</html>"), 1, "something else than an access token"),
        (|| Reply::text(""), 1, "something else than an access token"),
        (|| Reply::json(&json!({ "token_type": "bearer" })), 1, "something else than an access token"),
        (|| Reply::json(&json!({ "access_token": "a\nb" })), 1, "something else than an access token"),
        (
            || Reply::json(&json!({ "access_token": "a", "token_type": "mac" })),
            1,
            "something else than an access token",
        ),
        (|| Reply::text("x".repeat(100_000)), 1, "more than 65536 bytes"),
    ];
    for (desk, attempts, told) in desks {
        let (school, office) = School::with_office(move |_| desk()).await;
        let page = finish(&school, &office).await;
        assert_eq!((page.status, office.tokens().len(), office.served().len()), (200, attempts, 0), "{told}");
        assert!(page.text("#failure").contains(told), "{told}: {}", page.body);
        let ids: std::collections::HashSet<_> =
            office.tokens().iter().map(|call| call.assertion(1)["jti"].to_string()).collect();
        assert_eq!(ids.len(), attempts, "each assertion is used once");
    }
    for code in ["invalid_request", "invalid_client", "invalid_scope", "<script>alert(1)</script>"] {
        let (school, office) = School::with_office(move |_| Reply::refused(400, code)).await;
        let page = finish(&school, &office).await;
        assert_eq!((page.status, office.tokens().len()), (200, 1));
        assert!(page.text("#failure").contains(&format!("answered 400: {code}")), "{}", page.body);
        assert!(!page.body.contains("<script>"));
    }
}

#[tokio::test]
async fn odd_members_of_a_token_answer_do_no_harm() {
    let odd = [
        json!({ "access_token": "eyJ.a.b", "token_type": "BEARER", "expires_in": "3600" }),
        json!({ "access_token": "-._~+/=", "token_type": "bearer", "scope": null }),
        json!({ "access_token": "a", "expires_in": {}, "extra": [1], "refresh_token": 7 }),
    ];
    for answer in odd {
        let body = answer.clone();
        let (school, office) =
            School::with_office(
                move |call| if call.is_token() { Reply::json(&body) } else { Reply::status(200) },
            )
            .await;
        let page = finish(&school, &office).await;
        assert!(page.body.contains("id=\"done\""), "{}", page.body);
        let sent = format!("Bearer {}", answer["access_token"].as_str().unwrap());
        assert_eq!(office.calls().pop().unwrap().header("authorization"), Some(sent.as_str()));
    }
}

#[tokio::test]
async fn a_token_without_a_life_is_used_once() {
    let answer = json!({ "access_token": "a", "token_type": "bearer", "expires_in": 0 });
    let (school, office) =
        School::with_office(
            move |call| if call.is_token() { Reply::json(&answer) } else { Reply::status(200) },
        )
        .await;
    for count in 1..4 {
        assert!(finish(&school, &office).await.body.contains("id=\"done\""));
        assert_eq!(office.tokens().len(), count);
    }
}

#[tokio::test]
async fn no_service_is_called_without_its_scope() {
    let (school, office) = School::with_office(|call| {
        if call.is_token() {
            Reply::json(&json!({ "access_token": "a", "token_type": "bearer", "scope": "openid" }))
        } else {
            Reply::status(200)
        }
    })
    .await;
    let page = finish(&school, &office).await;
    assert!(page.text("#failure").contains("did not grant this tool the scope"), "{}", page.body);
    let mut visit = school.teacher(&office).await;
    for button in ["roster", "roster-changes", "line-items", "new-line-item", "delete-line-item", "results"] {
        let page = school.press(&mut visit, button).await;
        assert!(page.body.contains("id=\"failure\""), "{button}: {}", page.body);
    }
    assert!(office.served().is_empty(), "{:?}", office.served());
}

#[tokio::test]
async fn a_service_that_does_not_answer_in_time_is_told() {
    let begun = Instant::now();
    let (page, office) = roster(|_| Reply::status(200).late(Duration::from_secs(20))).await;
    assert!(page.text("#failure").contains("did not answer in time"), "{}", page.body);
    assert_eq!((page.status, office.served().len()), (200, 1));
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_whole_act_takes_no_longer_than_a_person_waits() {
    let begun = Instant::now();
    let page = AtomicUsize::new(1);
    let (page, _) = roster(move |call| {
        let number = page.fetch_add(1, Ordering::Relaxed);
        let (name, link) = next(&format!("http://{}/members?p={number}", call.header("host").unwrap()));
        let entries = json!([{ "user_id": number.to_string() }]);
        members(&entries).with(name, link).late(Duration::from_millis(1500))
    })
    .await;
    assert!(page.text(".note").contains("did not answer in time"), "{}", page.body);
    assert!(begun.elapsed() < Duration::from_secs(14), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_platform_that_is_not_there_is_told() {
    let school = School::open().await;
    let office = Office::open(token);
    office.serve(&school).await;
    let offer = |forge: &mut Forge| {
        forge.set(
            claim::AGS_ENDPOINT,
            json!({ "scope": [homeroom_vocab::scope::AGS_SCORE], "lineitem": "http://127.0.0.1:1/items/5" }),
        );
    };
    let mut visit = school.visit(offer).await;
    let page = school.press(&mut visit, "finish").await;
    assert!(page.text("#failure").contains("the platform could not be reached"), "{}", page.body);
}

#[tokio::test]
async fn a_next_page_on_another_site_is_not_read() {
    let canary = Office::open(|_| members(&json!([{ "user_id": "stolen" }])));
    let target = canary.at("/members");
    let (page, office) = roster(move |_| {
        let (name, link) = next(&target);
        members(&json!([{ "user_id": "a" }])).with(name, link)
    })
    .await;
    assert_eq!(page.texts(".member-id"), ["a"]);
    assert!(page.text(".note").contains("an address of another site"), "{}", page.body);
    assert_eq!((office.served().len(), canary.calls().len()), (1, 0));
}

#[tokio::test]
async fn loops_of_pages_come_to_an_end() {
    let (page, office) = roster(|call| {
        let (name, link) = next(&format!("http://{}{}", call.header("host").unwrap(), call.path));
        members(&json!([{ "user_id": "a" }])).with(name, link)
    })
    .await;
    assert!(page.text(".note").contains("read before"), "{}", page.body);
    assert_eq!(office.served().len(), 1);
    let (page, office) = roster(|call| {
        let (name, link) = next(&format!("http://{}{}x", call.header("host").unwrap(), call.path));
        members(&json!([{ "user_id": "a" }])).with(name, link)
    })
    .await;
    assert_eq!(page.texts(".member-id"), ["a"]);
    assert!(page.text(".note").contains("nothing new"), "{}", page.body);
    assert!(office.served().len() < 20, "{}", office.served().len());
}

#[tokio::test]
async fn a_failure_on_a_later_page_leaves_what_was_read() {
    let (page, _) = roster(|call| {
        if call.path.contains("p=2") {
            return Reply::status(403);
        }
        let (name, link) = next(&format!("http://{}/members?p=2", call.header("host").unwrap()));
        members(&json!([{ "user_id": "a" }])).with(name, link)
    })
    .await;
    assert_eq!(page.texts(".member-id"), ["a"]);
    assert!(page.text(".note").contains("This is not all: the platform answered 403"), "{}", page.body);
}

#[tokio::test]
async fn a_roster_of_anything_is_shown_as_text() {
    let (page, _) = roster(|_| {
        members(&json!([
            { "user_id": "a", "name": "<script>alert(1)</script>", "roles": ["<b>"], "email": "\"><img src=x>" },
            { "user_id": "a", "name": "Later" }, { "user_id": "<i>b</i>", "name": 7, "roles": {}, "status": [] },
            { "name": "nobody" }, { "user_id": null }, 7, null, [], "x",
        ]))
    })
    .await;
    assert_eq!(page.texts(".member-id"), ["a", "<i>b</i>"]);
    assert!(page.text(".note").starts_with("6 entries"), "{}", page.body);
    for markup in ["<script>alert", "<img", "<i>", "<b>"] {
        assert!(!page.body.contains(markup), "{markup}: {}", page.body);
    }
    assert!(page.body.contains("Later"));
}

#[tokio::test]
async fn what_is_no_roster_is_told() {
    let bodies =
        ["", "<html>", "[]", "{}", "null", r#"{"members":{}}"#, r#"{"members":"x"}"#, r#"{"members":[{"#];
    for body in bodies {
        let (page, office) = roster(move |_| Reply::text(body)).await;
        assert_eq!((page.status, office.served().len()), (200, 1));
        assert!(page.text("#failure").contains("something else than a list"), "{body}: {}", page.body);
    }
}

#[tokio::test]
async fn a_huge_roster_is_cut() {
    let (page, _) = roster(|_| {
        let entries: Vec<_> = (0..100_000).map(|number| format!(r#"{{"user_id":"{number}"}}"#)).collect();
        Reply::text(format!(r#"{{"members":[{}]}}"#, entries.join(",")))
    })
    .await;
    assert_eq!(page.texts(".member-id").len(), 500);
    assert_eq!(page.text("#further-members").lines().count(), 19_500);
    assert!(page.text(".note").contains("more than 20000 entries"), "{}", &page.body[..2000]);
    let (page, _) = roster(|_| Reply::text("[".repeat(10_000_000))).await;
    assert!(page.text("#failure").contains("bytes"), "{}", page.body);
}

#[tokio::test]
async fn a_line_item_on_another_site_gets_no_token() {
    let canary = Office::open(|_| Reply::status(200));
    let foreign = canary.at("/items/6");
    let (school, office) = School::with_office(move |call| match call.method.as_str() {
        "POST" if call.is_token() => token(call),
        "POST" => Reply::json(&json!({ "id": foreign, "label": "L", "scoreMaximum": 1 })),
        _ => Reply::json(&json!([{
            "id": foreign, "label": "<u>L</u>", "scoreMaximum": -4, "resourceLinkId": "rl-1", "resourceId": "1",
            "tag": "grade",
        }])),
    })
    .await;
    let mut teacher = school.teacher(&office).await;
    let page = school.press(&mut teacher, "line-items").await;
    assert_eq!(page.texts(".item-label"), ["<u>L</u>"]);
    assert!(!page.body.contains("<u>"));
    for button in ["new-line-item", "change-line-item", "delete-line-item", "results"] {
        school.press(&mut teacher, button).await;
    }
    let mut learner = school.learner(&office).await;
    let page = school.press(&mut learner, "finish").await;
    assert!(page.text("#failure").contains("an address of another site"), "{}", page.body);
    assert!(canary.calls().is_empty());
}

#[tokio::test]
async fn a_line_item_that_vanished_is_looked_for_again_once() {
    let (school, office) = School::with_office(|call| match (call.method.as_str(), call.path.as_str()) {
        ("POST", "/token") => token(call),
        ("GET", "/items?x=1&resource_link_id=rl-1") => {
            let id = format!("http://{}/items/7", call.header("host").unwrap());
            Reply::json(&json!([{ "id": id, "resourceLinkId": "rl-1", "scoreMaximum": "many" }]))
        }
        ("POST", "/items/7/scores") => Reply::status(200),
        _ => Reply::status(404),
    })
    .await;
    let mut visit = school
        .visit(|forge| office.offer_grades(forge, &["score", "lineitem"], true, Some("/items/5?x=1")))
        .await;
    let page = school.press(&mut visit, "finish").await;
    assert!(page.text("#done").contains("8.5 of 10"), "{}", page.body);
    assert_eq!(
        office.served(),
        ["POST /items/5/scores?x=1", "GET /items?x=1&resource_link_id=rl-1", "POST /items/7/scores",]
    );
    office.change(|call| if call.is_token() { token(call) } else { Reply::status(404) });
    office.forget();
    let page = school.press(&mut visit, "finish").await;
    assert!(page.text("#failure").contains("answered 404"), "{}", page.body);
    assert_eq!(office.served().len(), 2);
}

#[tokio::test]
async fn half_a_list_is_no_reason_to_make_a_line_item() {
    let (school, office) = School::with_office(|call| match (call.method.as_str(), call.path.as_str()) {
        ("POST", "/token") => token(call),
        ("GET", _) => Reply::json(&json!([])).with("link", "<https://evil.test/items>; rel=next"),
        _ => Reply::status(500),
    })
    .await;
    let mut visit = school.learner(&office).await;
    let page = school.press(&mut visit, "finish").await;
    assert!(page.text("#failure").contains("another site"), "{}", page.body);
    assert_eq!(office.served(), ["GET /items?x=1&resource_link_id=rl-1"]);
}

#[tokio::test]
async fn a_line_item_is_not_made_twice_by_trying_again() {
    let desk = |status| {
        move |call: &Call| match (call.method.as_str(), call.path.as_str()) {
            ("POST", "/token") => token(call),
            ("GET", _) => Reply::json(&json!([])),
            _ => Reply::status(status),
        }
    };
    for (status, attempts) in [(500, 1), (502, 1), (503, 3), (429, 3)] {
        let (school, office) = School::with_office(desk(status)).await;
        let mut visit = school.teacher(&office).await;
        school.press(&mut visit, "new-line-item").await;
        let made = office.served().iter().filter(|call| call.starts_with("POST")).count();
        assert_eq!(made, attempts, "{status}");
    }
}

#[tokio::test]
async fn an_odd_offer_leaves_the_launch_good() {
    let school = School::open().await;
    let odd =
        [json!("x"), json!(7), json!([]), json!({}), json!({ "scope": "x", "lineitems": 7 }), Value::Null];
    for claims in odd {
        let visit = school.visit(|forge| {
            forge.set(claim::AGS_ENDPOINT, claims.clone());
            forge.set(claim::NRPS, claims.clone());
            forge.set(claim::ROLES, json!([role::context::INSTRUCTOR]));
        });
        let visit = visit.await;
        assert_eq!(visit.page.text("#user"), "u-1001");
        assert!(!visit.page.body.contains("form id=\"acts\""), "{claims}");
    }
}
