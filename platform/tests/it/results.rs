//! Results as a tool reads them, and teachers who say otherwise.

use reqwest::Method;
use serde_json::{Value, json};

use crate::caller::told;
use crate::gradebook::{Gradebook, LINE_ITEMS, RESULTS};
use crate::support::text;

#[tokio::test]
async fn a_result_says_what_holds_and_where_it_belongs() {
    let book = Gradebook::open().await;
    book.score(json!({"comment": "Good work.", "scoringUserId": "ada"})).await;
    book.score(json!({"userId": "chidi", "scoreGiven": 0.5, "scoreMaximum": 1})).await;
    let url = book.below("results");
    let (results, next) = book.list(&url, RESULTS).await;
    let ben = json!({"id": format!("{url}?user_id=ben"), "scoreOf": book.url(), "userId": "ben", "resultScore": 8.5,
        "resultMaximum": 10, "comment": "Good work.", "scoringUserId": "ada"});
    let chidi = json!({"id": format!("{url}?user_id=chidi"), "scoreOf": book.url(), "userId": "chidi", "resultScore": 5,
        "resultMaximum": 10});
    assert_eq!((&results, next), (&vec![ben.clone(), chidi], None));
    assert!(book.caller.findings("ags").await.is_empty());
    assert_eq!(book.list(&text(&results[0], "id"), RESULTS).await.0, [ben]);
}

#[tokio::test]
async fn results_are_filtered_by_user_and_empty_ones_are_left_out() {
    let book = Gradebook::open().await;
    book.score(json!({})).await;
    let began = json!({"userId": "dana", "scoreGiven": "(left out)", "activityProgress": "Started", "gradingProgress": "NotReady"});
    assert_eq!(book.score(began).await.0, 200);
    for (query, users) in [
        ("", vec!["ben"]),
        ("?user_id=ben", vec!["ben"]),
        ("?user_id=ben&limit=1", vec!["ben"]),
        ("?user_id=dana", vec![]),
        ("?user_id=nobody", vec![]),
        ("?user_id=", vec![]),
    ] {
        let (results, next) = book.list(&format!("{}{query}", book.below("results")), RESULTS).await;
        let found: Vec<_> = results.iter().map(|result| text(result, "userId")).collect();
        assert_eq!((found, next), (users.into_iter().map(str::to_owned).collect(), None), "{query}");
    }
}

#[tokio::test]
async fn results_are_read_page_by_page_and_each_once() {
    let book = Gradebook::open().await;
    let learners = ["ben", "chidi", "dana", "emre", "test-student"];
    for user in learners {
        assert_eq!(book.score(json!({"userId": user})).await.0, 200);
    }
    for limit in [1, 2, 5, 7] {
        let mut next = Some(format!("{}?limit={limit}", book.below("results")));
        let mut found = Vec::new();
        while let Some(url) = next {
            let (results, more) = book.list(&url, RESULTS).await;
            assert!((1..=limit).contains(&results.len()), "{results:?}");
            found.extend(results.iter().map(|result| text(result, "userId")));
            next = more;
        }
        assert_eq!(found, learners, "{limit}");
    }
    for (query, requirement) in
        [("limit=-1", "AGS-093"), ("user_id=a&user_id=b", "AGS-093"), ("page=bmV4dA", "AGS-025")]
    {
        let url = format!("{}?{query}", book.below("results"));
        let call = book.caller.call(Method::GET, &url, &book.token).header("accept", RESULTS);
        let (status, refusal) = told(call.send().await.unwrap()).await;
        assert_eq!((status, &refusal["requirement"]), (400, &json!(requirement)), "{query}");
        assert!(!text(&refusal, "expected").is_empty() && !text(&refusal, "actual").is_empty());
        assert_eq!(book.caller.findings("ags").await.len(), 1);
    }
    let call =
        book.caller.call(Method::GET, &book.below("results"), &book.token).header("accept", LINE_ITEMS);
    assert_eq!(call.send().await.unwrap().status(), 406);
}

#[tokio::test]
async fn a_teachers_word_stands_until_it_is_taken_back() {
    let book = Gradebook::open().await;
    let read = async || book.list(&book.below("results"), RESULTS).await.0;
    book.score(json!({"comment": "from the tool"})).await;
    let (status, result) =
        book.override_result(json!({"score": 4, "comment": "from Ada", "by": "ada"})).await;
    assert_eq!((status, &result["score"], &result["overridden"]), (200, &json!(4.0), &json!(true)));
    let expected = json!([4, "from Ada", "ada"]);
    let told = |results: &[Value]| {
        json!([results[0]["resultScore"], results[0]["comment"], results[0]["scoringUserId"]])
    };
    assert_eq!(told(&read().await), expected);
    assert_eq!(book.score(json!({"timestamp": "2026-02-01T00:00:00.0Z", "scoreGiven": 9})).await.0, 200);
    assert_eq!(told(&read().await), expected, "the tool does not overrule");
    assert_eq!(book.scores().await.len(), 2, "but what it says is kept");
    let (_, result) = book.override_result(json!({"score": null})).await;
    assert_eq!((&result["score"], &result["overridden"]), (&json!(9.0), &json!(false)));
    assert_eq!(read().await[0]["resultScore"], 9);
}

#[tokio::test]
async fn a_teacher_grades_whom_the_tool_never_did() {
    let book = Gradebook::open().await;
    assert_eq!(book.override_result(json!({"person": "emre", "score": 12.5})).await.0, 200);
    let (results, _) = book.list(&book.below("results"), RESULTS).await;
    assert_eq!((&results[0]["userId"], &results[0]["resultScore"]), (&json!("emre"), &json!(12.5)));
    assert_eq!(book.score(json!({"userId": "emre", "timestamp": "1970-01-01T00:00:00.0Z"})).await.0, 200);
}

#[tokio::test]
async fn an_override_that_cannot_be_is_refused() {
    let book = Gradebook::open().await;
    for (differences, field) in [
        (json!({"line_item": "nothing", "score": 1}), "line_item"),
        (json!({"person": "nobody", "score": 1}), "person"),
        (json!({"person": "ada", "score": 1}), "person"),
        (json!({"person": "fatima", "score": 1}), "person"),
        (json!({"score": -1}), "score"),
        (json!({"comment": "without a score"}), "comment"),
        (json!({"score": 1, "by": "nobody"}), "by"),
    ] {
        let (status, problem) = book.override_result(differences).await;
        assert_eq!((status, &problem["title"]), (422, &json!(format!("`{field}` is refused"))), "{problem}");
    }
    assert_eq!(book.override_result(json!({"score": "9"})).await.0, 422);
    assert_eq!(book.result().await, Value::Null);
}

#[tokio::test]
async fn faults_change_one_thing_about_results() {
    let book = Gradebook::open().await;
    book.score(json!({"comment": "x"})).await;
    let first = async |fault: &str| {
        book.arm(json!([{"name": fault, "on": "results"}])).await;
        book.list(&book.below("results"), RESULTS).await.0[0].clone()
    };
    let null = first("ags.results.null_score").await;
    assert_eq!((null.get("resultScore"), &null["comment"]), (Some(&Value::Null), &json!("x")));
    assert_eq!(first("ags.results.no_score").await.get("resultScore"), None);
    assert_eq!(first("ags.results.markup").await["comment"], "'\"><script>homeroom('x')</script>");
    book.arm(json!([{"name": "ags.next.self"}])).await;
    let url = format!("{}?limit=3", book.below("results"));
    assert_eq!(book.list(&url, RESULTS).await.1, Some(url));
}
