//! Scores as a tool posts them: what is taken, what is refused, and what each leaves behind.

use std::collections::BTreeMap;

use homeroom_platform::{Settings, State};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::caller::{Caller, told};
use crate::gradebook::{Gradebook, SCORE_TYPE};
use crate::picker::Tool;
use crate::support::{Lms, in_memory, role, text};

#[tokio::test]
async fn every_accepted_score_is_kept_in_order_with_its_exchange() {
    let book = Gradebook::open().await;
    let began = json!({"timestamp": "2026-01-01T00:00:00.000Z", "activityProgress": "Started", "gradingProgress": "NotReady",
        "scoreGiven": "(left out)", "scoreMaximum": "(left out)", "submission": {"startedAt": "2026-01-01T00:00:00.000Z"}});
    assert_eq!(book.score(began).await.0, 200);
    let first = book.caller.last("ags").await;
    let done = json!({"timestamp": "2026-01-01T00:30:00.500Z", "comment": "Good work.", "scoringUserId": "ada",
        "submission": {"startedAt": "2026-01-01T00:00:00.000Z", "submittedAt": "2026-01-01T00:29:00.000Z"}});
    let (status, answer) = book.score(done).await;
    assert_eq!(
        (status, &answer["resultUrl"]),
        (200, &json!(format!("{}?user_id=ben", book.below("results"))))
    );
    assert!(book.caller.findings("ags").await.is_empty());
    let second = book.caller.last("ags").await;
    let kept: Vec<Value> = book
        .scores()
        .await
        .iter()
        .map(|score| {
            json!([
                score["position"],
                score["exchange"],
                score["user_id"],
                score["activity_progress"],
                score["score_given"]
            ])
        })
        .collect();
    assert_eq!(
        kept,
        [
            json!([1, first["number"], "ben", "Started", null]),
            json!([2, second["number"], "ben", "Completed", 8.5])
        ]
    );
    let result = book.result().await;
    for (name, value) in [
        ("score", json!(8.5)),
        ("maximum", json!(10.0)),
        ("comment", json!("Good work.")),
        ("scoring_user_id", json!("ada")),
        ("timestamp", json!("2026-01-01T00:30:00.500Z")),
        ("started_at", json!("2026-01-01T00:00:00.000Z")),
        ("submitted_at", json!("2026-01-01T00:29:00.000Z")),
    ] {
        assert_eq!(result[name], value, "{name}");
    }
}

#[tokio::test]
async fn a_score_that_is_wrong_is_refused_by_the_member_and_changes_nothing() {
    let book = Gradebook::open().await;
    assert_eq!(book.score(json!({"timestamp": "2025-01-01T00:00:00.0Z"})).await.0, 200);
    for (differences, status, finding) in [
        (json!({"userId": "(left out)"}), 400, "AGS-061 scores, `userId`"),
        (json!({"userId": ""}), 400, "AGS-061 scores, `userId`"),
        (json!({"userId": null}), 400, "AGS-061 scores, `userId`"),
        (json!({"userId": 7}), 400, "AGS-061 scores, `userId`"),
        (json!({"userId": "nobody"}), 422, "AGS-061 scores, `userId`"),
        (json!({"userId": "fatima"}), 422, "AGS-061 scores, `userId`"),
        (json!({"userId": "ada"}), 422, "AGS-083 scores, `userId`"),
        (json!({"userId": "tariq"}), 422, "AGS-083 scores, `userId`"),
        (json!({"activityProgress": "(left out)"}), 400, "AGS-062 scores, `activityProgress`"),
        (json!({"activityProgress": "Complete"}), 400, "AGS-062 scores, `activityProgress`"),
        (json!({"gradingProgress": "(left out)"}), 400, "AGS-063 scores, `gradingProgress`"),
        (json!({"gradingProgress": "fullygraded"}), 400, "AGS-063 scores, `gradingProgress`"),
        (json!({"timestamp": "(left out)"}), 400, "AGS-064 scores, `timestamp`"),
        (json!({"timestamp": "2026-01-01T00:00:00.000"}), 400, "AGS-064 scores, `timestamp`"),
        (json!({"timestamp": "Thu, 01 Jan 2026 00:00:00 GMT"}), 400, "AGS-064 scores, `timestamp`"),
        (json!({"timestamp": 1_767_225_600}), 400, "AGS-064 scores, `timestamp`"),
        (json!({"scoreGiven": -1}), 400, "AGS-066 scores, `scoreGiven`"),
        (json!({"scoreGiven": "8.5"}), 400, "AGS-084 scores, `scoreGiven`"),
        (json!({"scoreGiven": "NaN"}), 400, "AGS-084 scores, `scoreGiven`"),
        (json!({"scoreMaximum": "(left out)"}), 400, "AGS-075 scores, `scoreMaximum`"),
        (json!({"scoreMaximum": 0}), 400, "AGS-066 scores, `scoreMaximum`"),
        (json!({"scoreMaximum": "10"}), 400, "AGS-084 scores, `scoreMaximum`"),
        (json!({"scoringUserId": null}), 400, "AGS-069 scores, `scoringUserId`"),
        (json!({"comment": {"text": "x"}}), 400, "AGS-070 scores, `comment`"),
        (json!({"submission": []}), 400, "AGS-071 scores, `submission`"),
        (json!({"submission": {"submittedAt": "now"}}), 400, "AGS-071 scores, `submission`, `submittedAt`"),
    ] {
        let (given, refusal) = book.score(differences.clone()).await;
        assert_eq!(given, status, "{differences} {refusal}");
        assert_eq!(refusal["requirement"], finding.split_once(' ').unwrap().0, "{differences}");
        for name in ["error", "error_description", "expected", "actual", "hint"] {
            assert!(!text(&refusal, name).is_empty(), "{name} of {refusal}");
        }
        assert_eq!(book.caller.findings("ags").await, [finding], "{differences}");
    }
    assert_eq!((book.scores().await.len(), &book.result().await["score"]), (1, &json!(8.5)));
}

#[tokio::test]
async fn a_body_that_is_no_score_is_refused() {
    let book = Gradebook::open().await;
    let url = book.below("scores");
    for body in ["", "[]", "null", "7", "{\"scoreGiven\": NaN}", "{\"scoreGiven\": 1e999}", "userId=ben"] {
        let (status, refusal) = told(book.post_score(&url, body.to_owned()).await).await;
        assert_eq!((status, &refusal["requirement"]), (400, &json!("AGS-100")), "{body}");
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(book.post_score(&url, deep).await.status(), 400);
    assert_eq!(book.post_score(&url, vec![0xff, 0xfe]).await.status(), 400);
    let huge = format!("{{\"comment\": \"{}\"}}", "x".repeat(3 * 1024 * 1024));
    let (status, refusal) = told(book.post_score(&url, huge).await).await;
    assert_eq!((status, refusal["expected"].is_string()), (413, true));
    for content_type in ["application/json", "text/plain", ""] {
        let mut call = book.caller.call(Method::POST, &url, &book.token).body("{}");
        if !content_type.is_empty() {
            call = call.header("content-type", content_type);
        }
        let (status, refusal) = told(call.send().await.unwrap()).await;
        assert_eq!(
            (status, &refusal["expected"]),
            (415, &json!(format!("`{SCORE_TYPE}`"))),
            "{content_type}"
        );
    }
    assert!(book.scores().await.is_empty());
}

#[tokio::test]
async fn only_a_later_timestamp_counts_to_the_last_digit() {
    let book = Gradebook::open().await;
    for (timestamp, status) in [
        ("2026-01-01T00:00:00.5Z", 200),
        ("2026-01-01T00:00:00.5Z", 409),
        ("2026-01-01T00:00:00.50000Z", 409),
        ("2026-01-01T01:00:00.5+01:00", 409),
        ("2025-12-31T19:00:00.500-05:00", 409),
        ("2026-01-01T00:00:00.499999999999Z", 409),
        ("2026-01-01T00:00:00.500000000001Z", 200),
        ("2026-01-01T00:00:00.500000000001+00", 409),
        ("2026-01-01T02:00:00.6+02", 200),
        ("2026-01-01T00:00:00Z", 409),
        ("2026-01-01T00:00:01Z", 200),
        ("1969-12-31T23:59:59.9Z", 409),
    ] {
        let (given, answer) = book.score(json!({"timestamp": timestamp})).await;
        assert_eq!(given, status, "{timestamp} {answer}");
        if status == 409 {
            assert_eq!(
                (&answer["error"], &answer["requirement"]),
                (&json!("stale_timestamp"), &json!("AGS-065"))
            );
            assert_eq!(book.caller.findings("ags").await.last().unwrap(), "AGS-065 scores, `timestamp`");
        }
    }
    let other = json!({"userId": "chidi", "timestamp": "2025-01-01T00:00:00.0Z"});
    assert_eq!(book.score(other).await.0, 200, "another person has a time of their own");
    assert_eq!(book.scores().await.len(), 5);
}

#[tokio::test]
async fn a_score_without_points_clears_and_comments_are_replaced() {
    let book = Gradebook::open().await;
    let mut minute = 0;
    let mut after = async |differences: Value| {
        minute += 1;
        let mut body = json!({"timestamp": format!("2026-01-01T00:{minute:02}:00.0Z")});
        crate::support::merge(&mut body, differences);
        assert_eq!(book.score(body).await.0, 200);
        let result = book.result().await;
        json!([result["score"], result["comment"], result["started_at"], result["submitted_at"]])
    };
    let (start, end) = ("2026-01-01T00:00:00.0Z", "2026-01-01T00:00:30.0Z");
    let both = json!({"startedAt": start, "submittedAt": end});
    assert_eq!(after(json!({"comment": "one", "submission": both})).await, json!([8.5, "one", start, end]));
    assert_eq!(after(json!({"comment": "two", "scoreGiven": 12})).await, json!([12.0, "two", start, end]));
    assert_eq!(after(json!({"scoreGiven": 0.85, "scoreMaximum": 1})).await, json!([8.5, null, start, end]));
    let back = json!({"scoreGiven": null, "activityProgress": "InProgress", "comment": "again"});
    assert_eq!(after(back).await, json!([null, "again", start, null]));
    assert_eq!(after(json!({"submission": {"submittedAt": end}})).await, json!([8.5, null, start, end]));
    let reset = json!({"scoreGiven": "(left out)", "scoreMaximum": "(left out)", "activityProgress": "Initialized",
        "gradingProgress": "NotReady"});
    assert_eq!(after(reset).await, json!([null, null, null, null]));
}

#[tokio::test]
async fn results_follow_the_scale_of_the_line_item() {
    let book = Gradebook::open().await;
    assert_eq!(book.score(json!({})).await.0, 200);
    let body = json!({"label": "Quiz 1", "scoreMaximum": 100, "resourceLinkId": book.link, "resourceId": "quiz-1", "tag": "grade"});
    assert_eq!(book.send(Method::PUT, &book.url(), &body).await.0, 200);
    let result = book.result().await;
    assert_eq!((&result["score"], &result["maximum"]), (&json!(85.0), &json!(100.0)));
    assert_eq!(book.scores().await[0]["score_given"], 8.5);
}

#[tokio::test]
async fn what_is_odd_but_allowed_is_taken_and_told() {
    let book = Gradebook::open().await;
    for (at, (differences, findings)) in [
        (json!({"more": 1, "https://tool.example/x": {}}), vec!["AGS-008 scores, `more`"]),
        (json!({"comment": "<p>Good</p>"}), vec!["AGS-070 scores, `comment`"]),
        (json!({"scoringUserId": "robot"}), vec!["AGS-069 scores, `scoringUserId`"]),
        (json!({"timestamp": "2026-02-01T00:00:00Z"}), vec!["AGS-064 scores, `timestamp`"]),
    ]
    .into_iter()
    .enumerate()
    {
        let mut body = json!({"timestamp": format!("2026-01-0{}T00:00:00.0Z", at + 1)});
        crate::support::merge(&mut body, differences);
        assert_eq!(book.score(body).await.0, 200);
        assert_eq!(book.caller.findings("ags").await, findings);
    }
}

#[tokio::test]
async fn someone_without_a_role_of_learner_gets_no_grade_and_a_special_learner_does() {
    let book = Gradebook::open().await;
    let enrol = async |roles: Value| {
        let body = json!({"course": "algebra-1", "person": "ben", "roles": roles, "status": "Inactive"});
        assert_eq!(book.caller.lms.post("/api/enrolments", body).await.status(), 201);
    };
    enrol(json!([role("membership#Mentor")])).await;
    assert_eq!(book.score(json!({})).await.0, 422);
    enrol(json!([role("membership/Learner#GuestLearner")])).await;
    assert_eq!(book.score(json!({})).await.0, 200);
}

#[tokio::test]
async fn a_score_may_be_taken_with_any_success() {
    let book = Gradebook::open().await;
    for (fault, status) in [("ags.score.status_201", 201), ("ags.score.status_204", 204)] {
        book.arm(json!([{"name": fault, "when": "once"}])).await;
        let body = json!({"userId": "ben", "activityProgress": "Completed", "gradingProgress": "FullyGraded",
            "timestamp": format!("2026-01-01T00:00:00.{status}Z"), "scoreGiven": 1, "scoreMaximum": 2});
        let answer = book.post_score(&book.below("scores"), body.to_string()).await;
        assert_eq!(answer.status(), status);
        assert_eq!(answer.text().await.unwrap().is_empty(), status == 204);
    }
    assert_eq!(book.scores().await.len(), 2);
}

/// The statuses that twenty clients got, counted.
async fn at_once(book: &Gradebook, bodies: Vec<Value>) -> BTreeMap<u16, usize> {
    let (url, mut clients) = (book.below("scores"), tokio::task::JoinSet::new());
    for body in bodies {
        let call = book.caller.call(Method::POST, &url, &book.token).header("content-type", SCORE_TYPE);
        clients.spawn(call.body(body.to_string()).send());
    }
    let mut statuses = BTreeMap::new();
    while let Some(answer) = clients.join_next().await {
        *statuses.entry(answer.unwrap().unwrap().status().as_u16()).or_default() += 1;
    }
    statuses
}

fn plain(user: &str, timestamp: &str, given: usize) -> Value {
    json!({"userId": user, "activityProgress": "Completed", "gradingProgress": "FullyGraded",
        "timestamp": timestamp, "scoreGiven": given, "scoreMaximum": 100})
}

#[tokio::test]
async fn of_twenty_equal_timestamps_at_once_one_wins() {
    let home = tempfile::tempdir().unwrap();
    for settings in [in_memory(), on_disk(&home)] {
        let book = book_at(settings).await;
        let equal = (0..20).map(|given| plain("ben", "2026-01-01T00:00:00.0Z", given)).collect();
        assert_eq!(at_once(&book, equal).await, BTreeMap::from([(200, 1), (409, 19)]));
        let scores = book.scores().await;
        assert_eq!(
            (scores.len(), scores[0]["score_given"].as_f64().map(|given| given / 10.0)),
            (1, book.result().await["score"].as_f64())
        );
        book.caller.lms.platform.stop().await;
    }
}

#[tokio::test]
async fn of_twenty_rising_timestamps_at_once_the_latest_holds() {
    let home = tempfile::tempdir().unwrap();
    let book = book_at(on_disk(&home)).await;
    let rising = (0..20).map(|at| plain("ben", &format!("2026-01-01T00:00:{at:02}.0Z"), at)).collect();
    let statuses = at_once(&book, rising).await;
    assert_eq!(statuses.values().sum::<usize>(), 20);
    assert!(statuses.keys().all(|status| [200, 409].contains(status)), "{statuses:?}");
    let scores = book.scores().await;
    assert_eq!(scores.len(), statuses[&200]);
    let positions: Vec<_> = scores.iter().map(|score| score["position"].as_u64().unwrap()).collect();
    assert!(positions.iter().copied().eq(1..=positions.len() as u64), "{positions:?}");
    let times: Vec<_> = scores.iter().map(|score| text(score, "timestamp")).collect();
    assert!(times.is_sorted(), "{times:?}");
    assert_eq!(book.result().await["timestamp"], "2026-01-01T00:00:19.0Z");
    book.caller.lms.platform.stop().await;
}

#[tokio::test]
async fn grades_survive_a_restart() {
    let home = tempfile::tempdir().unwrap();
    let book = book_at(on_disk(&home)).await;
    assert_eq!(book.score(json!({})).await.0, 200);
    let id = text(&book.item, "id");
    book.caller.lms.platform.stop().await;
    let lms = Lms::start_with(on_disk(&home)).await;
    let scores = lms.get(&format!("/api/scores?line_item={id}")).await;
    let results = lms.get(&format!("/api/results?line_item={id}")).await;
    assert_eq!((&scores[0]["score_given"], &results[0]["score"]), (&json!(8.5), &json!(8.5)));
    assert!(scores[0]["exchange"].is_u64(), "the journal survives, too: {scores}");
    lms.platform.stop().await;
}

fn on_disk(home: &TempDir) -> Settings {
    Settings { state: State::Directory(home.path().join("state")), ..in_memory() }
}

/// The gradebook of a platform with these settings.
async fn book_at(settings: Settings) -> Gradebook {
    let mut lms = Lms::start_with(settings).await;
    let tool = Tool::at(&lms).await;
    lms.client.clone_from(&tool.client);
    Gradebook::of(Caller { tool, lms }).await
}

#[tokio::test]
async fn a_score_for_a_line_item_that_goes_meanwhile_is_taken_or_not_found() {
    let book = Gradebook::open().await;
    let bodies = (0..10).map(|at| plain("ben", &format!("2026-01-01T00:00:{at:02}.0Z"), at)).collect();
    let (statuses, gone) = tokio::join!(
        at_once(&book, bodies),
        book.caller.call(Method::DELETE, &book.url(), &book.token).send()
    );
    assert_eq!(gone.unwrap().status(), StatusCode::NO_CONTENT);
    assert!(statuses.keys().all(|status| [200, 404, 409].contains(status)), "{statuses:?}");
    let made = book.make(json!({"id": book.item["id"]})).await;
    assert_eq!(made["id"], book.item["id"]);
    assert!(book.scores().await.is_empty(), "nothing of the deleted item is left");
}
