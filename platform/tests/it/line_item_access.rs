//! Who may do what with line items, by which verb, scope and media type, and at which URL.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::caller::{ITEM, ITEM_READONLY, RESULT, ROSTER, SCORE, told};
use crate::gradebook::{Gradebook, LINE_ITEM, LINE_ITEMS, RESULTS, SCORE_TYPE, new};
use crate::support::{merge, text};

#[tokio::test]
async fn a_course_with_a_query_keeps_it_in_every_url() {
    let book = Gradebook::open().await;
    let course = json!({"id": "chem", "title": "Chemistry", "service_query": "type_id=7", "page_size": 1});
    assert_eq!(book.caller.lms.post("/api/courses", course).await.status(), 201);
    let link = book.caller.lms.link(json!({"course": "chem"})).await;
    let item = book.make(json!({"course": "chem", "link": link})).await;
    book.make(json!({"course": "chem", "label": "Second"})).await;
    let bare = book.caller.service("chem", "lineitems");
    let (status, refusal) = {
        let call = book.caller.call(Method::GET, &bare, &book.token).header("accept", LINE_ITEMS);
        told(call.send().await.unwrap()).await
    };
    assert_eq!((status, &refusal["requirement"]), (404, &json!("AGS-060")));
    assert!(text(&refusal, "expected").contains("type_id=7"), "{refusal}");
    let (items, next) = book.list(&format!("{bare}?type_id=7"), LINE_ITEMS).await;
    assert_eq!(items[0]["id"], item["url"]);
    assert!(text(&item, "url").ends_with("?type_id=7"), "{item}");
    assert!(next.as_ref().unwrap().contains("?type_id=7&page="), "{next:?}");
    assert_eq!(book.labels(&format!("{bare}?type_id=7")).await, ["Quiz 1", "Second"]);
}

#[tokio::test]
async fn media_types_are_demanded() {
    let book = Gradebook::open().await;
    let (items, item) = (book.line_items(), book.url());
    for (method, url, accept, content_type, status) in [
        (Method::GET, &items, "application/json", "", 406),
        (Method::GET, &items, LINE_ITEM, "", 406),
        (Method::GET, &items, "*/*", "", 200),
        (Method::GET, &items, "application/vnd.ims.lis.v2.lineitemcontainer+json; charset=utf-8", "", 200),
        (Method::GET, &item, LINE_ITEMS, "", 406),
        (Method::POST, &items, LINE_ITEM, "application/json", 415),
        (Method::POST, &items, LINE_ITEM, "", 415),
        (Method::POST, &items, LINE_ITEM, LINE_ITEMS, 415),
        (Method::POST, &items, "text/html", LINE_ITEM, 406),
        (Method::POST, &items, LINE_ITEM, "application/vnd.ims.lis.v2.lineitem+json; charset=UTF-8", 201),
        (Method::PUT, &item, LINE_ITEM, "application/json", 415),
        (Method::PUT, &item, "application/json", LINE_ITEM, 406),
    ] {
        let mut call = book.caller.call(method.clone(), url, &book.token).header("accept", accept);
        if method != Method::GET {
            call = call.body(new(json!({})).to_string());
        }
        if !content_type.is_empty() {
            call = call.header("content-type", content_type);
        }
        let given = call.send().await.unwrap().status();
        assert_eq!(given, status, "{method} {url} {accept} {content_type}");
        let findings = book.caller.findings("ags").await;
        let is_told = findings.iter().any(|finding| finding.starts_with("AGS-020"));
        assert_eq!(is_told, status > 400 || accept == "*/*", "{findings:?}");
    }
}

#[tokio::test]
async fn each_verb_needs_its_scope() {
    let book = Gradebook::open().await;
    let token = async |scope: &'static str| (scope, book.caller.token(&[scope]).await);
    let tokens = [
        token(ITEM).await,
        token(ITEM_READONLY).await,
        token(RESULT).await,
        token(SCORE).await,
        token(ROSTER).await,
    ];
    let (items, item, scores, results) =
        (book.line_items(), book.url(), book.below("scores"), book.below("results"));
    for (method, url, good) in [
        (Method::GET, &items, [ITEM, ITEM_READONLY].as_slice()),
        (Method::POST, &items, &[ITEM]),
        (Method::GET, &item, &[ITEM, ITEM_READONLY]),
        (Method::PUT, &item, &[ITEM]),
        (Method::POST, &scores, &[SCORE]),
        (Method::GET, &results, &[RESULT]),
        (Method::DELETE, &item, &[ITEM]),
    ] {
        let (mut let_in, mut refused) = (0, 0);
        for (scope, token) in tokens.iter().rev() {
            let status = book.caller.call(method.clone(), url, token).send().await.unwrap().status();
            assert_eq!(
                status == StatusCode::FORBIDDEN,
                !good.contains(scope),
                "{method} {url} {scope} {status}"
            );
            if status == StatusCode::FORBIDDEN { refused += 1 } else { let_in += 1 }
        }
        assert_eq!((let_in, refused), (good.len(), 5 - good.len()), "{method} {url}");
    }
}

#[tokio::test]
async fn other_verbs_are_refused_with_those_that_are_there() {
    let book = Gradebook::open().await;
    for (method, url, allow) in [
        (Method::PUT, book.line_items(), "GET, POST"),
        (Method::DELETE, book.line_items(), "GET, POST"),
        (Method::POST, book.url(), "GET, PUT, DELETE"),
        (Method::PATCH, book.url(), "GET, PUT, DELETE"),
        (Method::GET, book.below("scores"), "POST"),
        (Method::PUT, book.below("scores"), "POST"),
        (Method::POST, book.below("results"), "GET"),
        (Method::DELETE, book.below("results"), "GET"),
    ] {
        let answer = book.caller.call(method.clone(), &url, &book.token).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), answer.headers()["allow"].to_str().unwrap()),
            (405, allow),
            "{method} {url}"
        );
        assert_eq!(told(answer).await.1["expected"], allow);
        assert!(book.caller.findings("ags").await[0].starts_with("AGS-100"), "{method} {url}");
    }
}

#[tokio::test]
async fn a_tool_sees_only_what_belongs_to_it_and_its_deployment() {
    let book = Gradebook::open().await;
    let lms = &book.caller.lms;
    let stranger = lms.register(json!({})).await;
    let theirs = lms.link(json!({"client_id": stranger})).await;
    let foreign = book.make(json!({"client_id": stranger, "link": theirs, "label": "Theirs"})).await;
    let elsewhere = lms.link(json!({"course": "biology"})).await;
    let in_biology = book.make(json!({"course": "biology", "label": "Biology"})).await;

    let registration = book.caller.registration().await;
    let mut two = registration.clone();
    merge(&mut two, json!({"deployments": [registration["deployments"][0], "second"]}));
    assert!(lms.put("/api/registrations", two).await.status().is_success());
    let second_link = lms.link(json!({"deployment": "second"})).await;
    let second = book.make(json!({"link": second_link, "label": "Second"})).await;

    assert_eq!(book.labels(&book.line_items()).await, ["Quiz 1"]);
    let moved = book.caller.service("algebra-1", &format!("lineitems/{}", text(&in_biology, "id")));
    for url in [text(&foreign, "url"), text(&second, "url"), moved, format!("{}x", book.url())] {
        for (method, tail) in [
            (Method::GET, ""),
            (Method::DELETE, ""),
            (Method::PUT, ""),
            (Method::GET, "/results"),
            (Method::POST, "/scores"),
        ] {
            let media_type = match tail {
                "/results" => RESULTS,
                "/scores" => SCORE_TYPE,
                _ => LINE_ITEM,
            };
            let call = book.caller.call(method.clone(), &format!("{url}{tail}"), &book.token);
            let call = call.header("accept", media_type).header("content-type", media_type).body("{}");
            let (status, refusal) = told(call.send().await.unwrap()).await;
            assert_eq!((status, &refusal["requirement"]), (404, &json!("AGS-043")), "{method} {url}{tail}");
        }
    }
    for link in [&theirs, &elsewhere, &second_link] {
        let (status, refusal) =
            book.send(Method::POST, &book.line_items(), &new(json!({"resourceLinkId": link}))).await;
        assert_eq!((status, &refusal["requirement"]), (404, &json!("AGS-031")), "{link}");
    }
}

#[tokio::test]
async fn ids_with_awkward_characters_are_found() {
    let book = Gradebook::open().await;
    for id in ["a/b", "100%", "a b?c#d", "a+b&c=d"] {
        let item = book.make(json!({"id": id, "label": id})).await;
        let call =
            book.caller.call(Method::GET, &text(&item, "url"), &book.token).header("accept", LINE_ITEM);
        let (status, read) = told(call.send().await.unwrap()).await;
        assert_eq!((status, &read["label"], &read["id"]), (200, &json!(id), &item["url"]), "{read}");
    }
}
