//! How a call is refused: parameters, verbs, media types, tokens.

use reqwest::{Method, StatusCode};

use super::{Reader, TYPE};
use crate::caller::SCORE;

#[tokio::test]
async fn a_wrong_parameter_is_refused_with_the_rule_that_it_breaks() {
    let reader = Reader::start().await;
    for (query, requirement) in [
        ("limit=0", "NRPS-011"),
        ("limit=-1", "NRPS-011"),
        ("limit=ten", "NRPS-011"),
        ("limit=1.5", "NRPS-011"),
        ("limit=", "NRPS-011"),
        ("limit=%00", "NRPS-011"),
        ("role=", "NRPS-009"),
        ("role=Student", "NRPS-009"),
        ("role=learner", "NRPS-009"),
        ("role=%27%3B+DROP+TABLE+people", "NRPS-009"),
        ("role=http://purl.imsglobal.org/vocab/lis/v2/membership", "NRPS-010"),
        ("role=Learner&role=Instructor", "NRPS-009"),
        ("limit=1&limit=2", "NRPS-011"),
        ("rlid=quiz&rlid=quiz", "NRPS-016"),
        ("page=x&page=y", "NRPS-012"),
        ("page=", "NRPS-012"),
        ("page=2", "NRPS-012"),
    ] {
        let answer = reader.get(&format!("{}?{query}", reader.memberships("algebra-1"))).await;
        assert_eq!(reader.refused(answer).await, (400, requirement.to_owned()), "{query}");
    }
    let huge = format!("{}?role=http://x/{}", reader.memberships("algebra-1"), "x".repeat(20_000));
    assert_eq!(reader.page(&huge).await.ids().len(), 0);
}

#[tokio::test]
async fn a_roster_is_only_read_and_only_as_what_it_is() {
    let reader = Reader::start().await;
    let url = reader.memberships("algebra-1");
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
        let request = reader.call(method.clone(), &url, &reader.token).header("accept", TYPE);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers()["allow"], "GET");
        assert_eq!(reader.refused(answer).await, (405, "NRPS-002".to_owned()), "{method}");
    }
    let accepting = async |accept: Option<&str>| {
        let request = reader.lms.http.get(&url).bearer_auth(&reader.token);
        let request = accept.into_iter().fold(request, |request, accept| request.header("accept", accept));
        request.send().await.unwrap()
    };
    for wrong in ["application/json", "text/html", "application/vnd.ims.lis.v2.lineitemcontainer+json"] {
        let answer = accepting(Some(wrong)).await;
        assert_eq!(reader.refused(answer).await, (406, "NRPS-002".to_owned()), "{wrong}");
    }
    for lax in ["*/*", "application/*"] {
        assert_eq!(accepting(Some(lax)).await.status(), StatusCode::OK);
        assert_eq!(reader.findings().await, ["NRPS-002 roster, header `Accept`"], "{lax}");
    }
    assert_eq!(accepting(Some(&format!("text/html, {TYPE};q=0.9"))).await.status(), StatusCode::OK);
    assert_eq!(reader.findings().await, [] as [String; 0]);
}

#[tokio::test]
async fn only_a_token_for_rosters_opens_one_and_only_where_the_tool_is_used() {
    let reader = Reader::start().await;
    let url = reader.memberships("algebra-1");
    let bare = reader.lms.http.get(&url).header("accept", TYPE).send().await.unwrap();
    assert!(bare.headers().contains_key("www-authenticate"));
    assert_eq!(reader.refused(bare).await.0, 401);
    let made_up =
        reader.lms.http.get(&url).header("accept", TYPE).bearer_auth("made-up").send().await.unwrap();
    assert_eq!(reader.refused(made_up).await.0, 401);
    let answer = reader.get(&reader.memberships("biology")).await;
    assert_eq!(reader.refused(answer).await.0, 404);
    let answer = reader.get(&reader.memberships("nowhere")).await;
    assert_eq!(reader.refused(answer).await.0, 404);
    let token = reader.token(&[SCORE]).await;
    let other = Reader { token, ..reader };
    let answer = other.get(&url).await;
    assert!(answer.headers()["www-authenticate"].to_str().unwrap().contains("insufficient_scope"));
    assert_eq!(other.refused(answer).await.0, 403);
}
