//! What the tool does with the services of a platform that does as it should.

use std::collections::HashSet;
use std::time::Duration;

use homeroom_vocab::{claim, media_type, role};
use serde_json::{Value, json};

use crate::support::School;
use crate::support::office::{Call, Office, Reply, token};

/// A score is taken; there is one line item, of this link.
fn gradebook(call: &Call) -> Reply {
    match (call.method.as_str(), call.path.split('?').next().unwrap()) {
        ("POST", "/token") => token(call),
        ("GET", "/items") => Reply::json(&json!([])),
        ("POST", "/items") => {
            let mut item = call.json();
            let host = call.header("host").unwrap();
            item["id"] = format!("http://{host}/items/6?x=1").into();
            Reply::json(&item)
        }
        ("GET" | "PUT", "/items/5" | "/items/6") => Reply::json(&json!({
            "id": "ignored", "label": "Quiz", "scoreMaximum": 20, "resourceLinkId": "rl-1", "tag": "t",
            "startDateTime": null, "https://lms.test/extra": [1],
        })),
        ("POST", _) => Reply::status(204),
        ("GET", "/items/5/results") => Reply::json(&json!([
            { "userId": "u-1", "resultScore": 8.5, "resultMaximum": 10, "comment": "<b>well</b>" },
            { "userId": "u-2", "resultScore": null }, { "userId": "u-3" }, { "resultScore": 3 },
        ])),
        _ => Reply::status(404),
    }
}

fn members(ids: &[&str]) -> Value {
    let learner = json!([role::context::LEARNER]);
    let members: Vec<_> = ids.iter().map(|id| json!({ "user_id": id, "roles": learner })).collect();
    json!({ "id": "http://lms.test/members", "context": { "id": "c-1" }, "members": members })
}

#[tokio::test]
async fn the_token_request_is_that_of_the_grant() {
    let (school, office) = School::with_office(gradebook).await;
    let mut visit = school.learner(&office).await;
    school.press(&mut visit, "finish").await;
    let asked = &office.tokens()[0];
    assert_eq!((asked.method.as_str(), asked.header("content-type")), ("POST", Some(media_type::FORM)));
    assert_eq!(asked.field("grant_type").as_deref(), Some("client_credentials"));
    assert_eq!(asked.field("scope").unwrap().split(' ').count(), 4);
    assert_eq!(asked.header("authorization"), None);
    let (header, claims) = (asked.assertion(0), asked.assertion(1));
    assert_eq!(header["alg"], "RS256");
    assert_eq!((&claims["iss"], &claims["sub"]), (&json!("client"), &json!("client")));
    assert_eq!(claims["aud"], office.at("/token"));
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 300);
    assert_eq!(claims[claim::DEPLOYMENT_ID], "1");
    let score = office.calls().pop().unwrap();
    assert_eq!(score.header("authorization"), Some("Bearer at-1"));
}

#[tokio::test]
async fn a_token_is_used_until_it_is_over() {
    let (school, office) = School::with_office(gradebook).await;
    for minutes in [0, 30, 29, 1] {
        school.wait(Duration::from_secs(minutes * 60));
        let mut visit = school.learner(&office).await;
        school.press(&mut visit, "finish").await;
    }
    let ids: HashSet<_> = office.tokens().iter().map(|call| call.assertion(1)["jti"].to_string()).collect();
    assert_eq!((office.tokens().len(), ids.len()), (2, 2));
}

#[tokio::test]
async fn a_learner_who_finishes_has_a_final_score_in_a_new_line_item() {
    let (school, office) = School::with_office(gradebook).await;
    let mut visit = school.learner(&office).await;
    let page = school.press(&mut visit, "finish").await;
    assert_eq!(page.text("#done"), "Your result went to your course: 8.5 of 10.");
    assert_eq!(
        office.served(),
        [
            "GET /items?x=1&resource_link_id=rl-1",
            "GET /items?x=1&resource_id=1&tag=grade",
            "POST /items?x=1",
            "POST /items/6/scores?x=1",
        ]
    );
    let calls = office.calls();
    let [created, score] = &calls[calls.len() - 2..] else { panic!() };
    assert_eq!(created.header("content-type"), Some(media_type::LINEITEM));
    let made = created.json();
    assert_eq!((&made["label"], &made["scoreMaximum"]), (&json!("Week 1 quiz"), &json!(10.0)));
    let names = ["resourceLinkId", "resourceId", "tag"].map(|name| made[name].as_str());
    assert_eq!(names, [Some("rl-1"), Some("1"), Some("grade")]);
    assert_eq!(made["endDateTime"], "2025-12-24T16:00:00.000Z");
    assert_eq!(score.header("content-type"), Some(media_type::SCORE));
    let body = score.json();
    assert_eq!((&body["userId"], &body["scoreGiven"]), (&json!("u-1001"), &json!(8.5)));
    assert_eq!(
        (&body["activityProgress"], &body["gradingProgress"]),
        (&json!("Completed"), &json!("FullyGraded"))
    );
}

#[tokio::test]
async fn what_the_platform_made_of_a_line_item_counts() {
    let (school, office) = School::with_office(|call| match (call.method.as_str(), call.path.as_str()) {
        ("POST", "/items?x=1") => {
            let id = format!("http://{}/items/6", call.header("host").unwrap());
            Reply::json(&json!({ "id": id, "label": "Other", "scoreMaximum": 40 }))
        }
        _ => gradebook(call),
    })
    .await;
    let mut teacher = school.teacher(&office).await;
    let page = school.press(&mut teacher, "new-line-item").await;
    assert_eq!(page.text(".item-label"), "Other");
    let learner = school.visit(|forge| {
        office.offer_grades(forge, &["score"], false, Some("/items/6"));
    });
    let page = school.press(&mut learner.await, "finish").await;
    assert_eq!(page.text("#done"), "Your result went to your course: 34 of 40.");
    let score = office.calls().pop().unwrap();
    assert_eq!((score.path.as_str(), &score.json()["scoreMaximum"]), ("/items/6/scores", &json!(40.0)));
}

#[tokio::test]
async fn timestamps_grow_and_the_beginning_is_said_again() {
    let (school, office) = School::with_office(gradebook).await;
    let offer = |forge: &mut _| office.offer_grades(forge, &["score"], false, Some("/items/5?x=1"));
    let mut visit = school.visit(offer).await;
    for button in ["start", "finish", "finish"] {
        school.press(&mut visit, button).await;
    }
    let scores: Vec<_> = office.calls().iter().filter(|call| !call.is_token()).map(Call::json).collect();
    let times: Vec<_> = scores.iter().map(|score| score["timestamp"].as_str().unwrap()).collect();
    assert_eq!(times, ["2025-11-24T16:00:00.000Z", "2025-11-24T16:00:00.001Z", "2025-11-24T16:00:00.002Z"]);
    assert_eq!(scores[0].get("scoreGiven"), None);
    assert_eq!(scores[0]["submission"]["startedAt"], scores[1]["submission"]["startedAt"]);
    assert!(office.served().iter().all(|call| call == "POST /items/5/scores?x=1"));
}

#[tokio::test]
async fn nothing_is_asked_that_the_launch_did_not_offer() {
    let (school, office) = School::with_office(gradebook).await;
    let shapes: [(&[&str], bool, Option<&str>, bool); 6] = [
        (&["score"], false, Some("/items/5"), true),
        (&["score"], true, None, false),
        (&["score", "lineitem.readonly"], true, None, true),
        (&["lineitem"], true, Some("/items/5"), false),
        (&["score"], false, None, false),
        (&[], true, Some("/items/5"), false),
    ];
    for (scopes, all, one, finishes) in shapes {
        let visit = school.visit(|forge| office.offer_grades(forge, scopes, all, one)).await;
        assert_eq!(visit.page.body.contains("id=\"finish\""), finishes, "{scopes:?} {all} {one:?}");
    }
    let bare = school.visit(|_| ()).await;
    assert!(!bare.page.body.contains("form id=\"acts\""));
    assert!(office.calls().is_empty());
}

#[tokio::test]
async fn line_items_are_not_made_with_the_right_to_read_them() {
    let (school, office) = School::with_office(gradebook).await;
    let mut visit =
        school.visit(|forge| office.offer_grades(forge, &["score", "lineitem.readonly"], true, None)).await;
    let page = school.press(&mut visit, "finish").await;
    assert!(page.text("#failure").contains("did not offer this tool the scope"), "{}", page.body);
    assert!(office.served().iter().all(|call| call.starts_with("GET ")), "{:?}", office.served());
}

#[tokio::test]
async fn a_change_of_the_label_says_everything_else_again() {
    let (school, office) = School::with_office(gradebook).await;
    let teacher = |forge: &mut crate::support::forge::Forge| {
        office.offer_grades(forge, &["lineitem"], true, Some("/items/5?x=1"));
        forge.set(claim::ROLES, json!([role::context::INSTRUCTOR]));
    };
    let mut visit = school.visit(teacher).await;
    school.press(&mut visit, "change-line-item").await;
    assert_eq!(office.served(), ["GET /items/5?x=1", "PUT /items/5?x=1"]);
    let put = office.calls().pop().unwrap();
    let expected = json!({
        "id": "ignored", "label": "Quiz (revised)", "scoreMaximum": 20, "resourceLinkId": "rl-1", "tag": "t",
        "https://lms.test/extra": [1],
    });
    assert_eq!(put.json(), expected);
    assert_eq!(put.header("content-type"), Some(media_type::LINEITEM));
}

#[tokio::test]
async fn results_are_shown_whatever_is_left_out() {
    let (school, office) = School::with_office(gradebook).await;
    let teacher = |forge: &mut crate::support::forge::Forge| {
        office.offer_grades(forge, &["result.readonly"], false, Some("/items/5?x=1"));
        forge.set(claim::ROLES, json!([role::context::INSTRUCTOR]));
    };
    let mut visit = school.visit(teacher).await;
    let page = school.press(&mut visit, "results").await;
    assert_eq!(page.texts(".result-user"), ["u-1", "u-2", "u-3"]);
    assert_eq!(page.texts(".result-score"), ["8.5", "no result yet", "no result yet"]);
    assert!(page.body.contains("&lt;b&gt;well") && !page.body.contains("<b>well"), "{}", page.body);
    assert_eq!(office.calls().pop().unwrap().header("accept"), Some(media_type::RESULT_CONTAINER));
}

/// Five members on three pages, then what changed.
fn classroom(call: &Call) -> Reply {
    let host = call.header("host").unwrap();
    let link = |path: &str, rel: &str| format!("<http://{host}{path}>; rel=\"{rel}\"");
    let (next, differences) = (|page| link(page, "next"), link("/since?t=1&é=%20", "differences"));
    match call.path.as_str() {
        "/token" => token(call),
        "/members?x=1" => Reply::json(&members(&["a", "b"]))
            .with("link", format!("{differences}, {}", next("/members?p=2%20"))),
        "/members?p=2%20" => Reply::json(&members(&["c", "d"])).with("link", next("/members?p=3")),
        "/members?p=3" => Reply::json(&members(&["u-1001"])),
        path if path.starts_with("/since?t=1&") => Reply::json(&json!({ "members": [
            { "user_id": "a", "roles": [], "status": "Deleted" }, { "user_id": "e", "roles": [] },
        ] })),
        _ => Reply::json(&members(&["a"])),
    }
}

#[tokio::test]
async fn a_roster_is_read_page_by_page_and_then_by_what_changed() {
    let (school, office) = School::with_office(classroom).await;
    let mut visit = school.teacher(&office).await;
    let page = school.press(&mut visit, "roster").await;
    assert_eq!(page.texts(".member-id"), ["a", "b", "c", "d", "u-1001"]);
    assert_eq!(page.text("#done"), "5 members, read in 3 pages.");
    assert_eq!(office.served(), ["GET /members?x=1", "GET /members?p=2%20", "GET /members?p=3"]);
    assert_eq!(office.calls().pop().unwrap().header("accept"), Some(media_type::MEMBERSHIP_CONTAINER));
    office.forget();
    let mut again = school.teacher(&office).await;
    let page = school.press(&mut again, "roster-changes").await;
    assert_eq!(page.texts(".member-id"), ["b", "c", "d", "u-1001", "e"]);
    assert_eq!(office.served(), ["GET /since?t=1&%C3%A9=%20"]);
}

#[tokio::test]
async fn a_roster_is_narrowed_by_parameters_behind_those_of_the_platform() {
    let (school, office) = School::with_office(classroom).await;
    let mut visit = school.teacher(&office).await;
    for button in ["roster-link", "roster-learners", "roster-changes"] {
        school.press(&mut visit, button).await;
    }
    assert_eq!(
        office.served()[..3],
        [
            "GET /members?x=1&rlid=rl-1",
            "GET /members?x=1&role=http%3A%2F%2Fpurl.imsglobal.org%2Fvocab%2Flis%2Fv2%2Fmembership%23Learner",
            "GET /members?x=1",
        ]
    );
}

#[tokio::test]
async fn learners_see_no_roster_and_teachers_have_no_scores() {
    let (school, office) = School::with_office(gradebook).await;
    let (mut learner, mut teacher) = (school.learner(&office).await, school.teacher(&office).await);
    for (is_learner, act) in [(true, "roster"), (false, "finish"), (true, "unheard-of")] {
        let visit = if is_learner { &mut learner } else { &mut teacher };
        assert!(!visit.page.body.contains(&format!("id=\"{act}\"")));
        let guard = visit.page.attribute("input[name=guard]", "value").unwrap();
        let page = visit.browser.post(&school.url("acts"), &[("guard", &guard), ("act", act)]).await;
        assert_eq!(page.status, 403, "{act}");
    }
    assert!(office.calls().is_empty());
}

#[tokio::test]
async fn only_pages_of_the_same_session_can_press_buttons() {
    let (school, office) = School::with_office(gradebook).await;
    let (mut one, two) = (school.learner(&office).await, school.learner(&office).await);
    let foreign = two.page.attribute("input[name=guard]", "value").unwrap();
    for guard in ["", "x", &foreign] {
        let page = one.browser.post(&school.url("acts"), &[("guard", guard), ("act", "finish")]).await;
        assert_eq!(page.status, 403, "{guard}");
    }
    let mut nobody = crate::support::browser::Browser::new();
    let page = nobody.post(&school.url("acts"), &[("guard", &foreign), ("act", "finish")]).await;
    assert_eq!(page.status, 401);
    assert_eq!(nobody.get(&school.url("acts")).await.status, 405);
    assert!(office.calls().is_empty());
}

#[tokio::test]
async fn tokens_of_two_platforms_are_kept_apart() {
    let (school, office) = School::with_office(gradebook).await;
    let north = Office::open(gradebook);
    let token_endpoint = url::Url::parse(&north.at("/token")).unwrap();
    let mut agreed = school.north.agreed("client");
    agreed.token_endpoint = token_endpoint;
    school.tool.register(agreed).await.unwrap();
    let mut visit = school.learner(&office).await;
    school.press(&mut visit, "finish").await;
    let mut browser = crate::support::browser::Browser::new();
    let mut parameters = school.parameters();
    parameters[0].1.clone_from(&school.north.issuer);
    let login = browser.get_with(&school.url("login"), &parameters).await;
    let login = crate::support::forge::Login::read(&login.location());
    let mut forge =
        crate::support::forge::Forge::good(&school.north, &login, &school.url("activity/1"), 1_764_000_000);
    // The other platform names the services of the first.
    office.offer(&mut forge);
    let answer = school.answer(&mut browser, &login, &forge.token()).await;
    let page = browser.follow(answer).await;
    let mut visit = crate::support::office::Visit { browser, page };
    office.forget();
    school.press(&mut visit, "finish").await;
    assert_eq!((north.tokens().len(), office.tokens().len()), (1, 0));
}
