//! A course with a link and its line item, and a tool that may call the grade services there.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::caller::{ALL, Caller, told};
use crate::support::{merge, text};

pub(crate) const LINE_ITEM: &str = "application/vnd.ims.lis.v2.lineitem+json";
pub(crate) const LINE_ITEMS: &str = "application/vnd.ims.lis.v2.lineitemcontainer+json";
pub(crate) const SCORE_TYPE: &str = "application/vnd.ims.lis.v1.score+json";
pub(crate) const RESULTS: &str = "application/vnd.ims.lis.v2.resultcontainer+json";

pub(crate) struct Gradebook {
    pub(crate) caller: Caller,
    pub(crate) link: String,
    /// The line item of the link, as the control API shows it.
    pub(crate) item: Value,
    pub(crate) token: String,
}

impl Gradebook {
    pub(crate) async fn open() -> Self {
        Self::of(Caller::start().await).await
    }

    /// The gradebook of a tool.
    pub(crate) async fn of(caller: Caller) -> Self {
        let link = caller.lms.link(json!({})).await;
        let token = caller.token(ALL).await;
        let mut book = Self { caller, link, item: Value::Null, token };
        book.item = book.make(json!({"link": book.link})).await;
        book
    }

    /// Makes a line item through the control API.
    pub(crate) async fn make(&self, differences: Value) -> Value {
        let mut body = json!({"course": "algebra-1", "client_id": self.caller.tool.client, "label": "Quiz 1",
            "score_maximum": 10, "resource_id": "quiz-1", "tag": "grade"});
        merge(&mut body, differences);
        let (status, made) = told(self.caller.lms.post("/api/line_items", body).await).await;
        assert_eq!(status, 201, "{made}");
        made
    }

    pub(crate) fn url(&self) -> String {
        text(&self.item, "url")
    }

    /// The URL of what is below a line item.
    pub(crate) fn below(&self, tail: &str) -> String {
        format!("{}/{tail}", self.url())
    }

    pub(crate) fn line_items(&self) -> String {
        self.caller.service("algebra-1", "lineitems")
    }

    /// Reads a list: the entries, and where the next page is.
    pub(crate) async fn list(&self, url: &str, media_type: &str) -> (Vec<Value>, Option<String>) {
        let call = self.caller.call(Method::GET, url, &self.token).header("accept", media_type);
        let answer = call.send().await.unwrap();
        let next = next_of(&answer);
        let (status, body) = told(answer).await;
        assert_eq!(status, 200, "{body}");
        (body.as_array().unwrap().clone(), next)
    }

    /// The labels of all line items that a URL lists, over all pages.
    pub(crate) async fn labels(&self, url: &str) -> Vec<String> {
        let (mut found, mut next) = (Vec::new(), Some(url.to_owned()));
        while let Some(url) = next.take() {
            let (items, more) = self.list(&url, LINE_ITEMS).await;
            found.extend(items.iter().map(|item| text(item, "label")));
            next = more;
            assert!(found.len() < 100, "no end of {url}");
        }
        found
    }

    /// Sends a body of a line item.
    pub(crate) async fn send(&self, method: Method, url: &str, body: &Value) -> (u16, Value) {
        let call = self.caller.call(method, url, &self.token);
        let call = call.header("content-type", LINE_ITEM).header("accept", LINE_ITEM).body(body.to_string());
        told(call.send().await.unwrap()).await
    }

    /// Posts a score of Ben with what differs from the usual; `null` leaves a member out.
    pub(crate) async fn score(&self, differences: Value) -> (u16, Value) {
        let mut body = json!({
            "userId": "ben", "activityProgress": "Completed", "gradingProgress": "FullyGraded",
            "timestamp": "2026-01-01T00:00:00.000Z", "scoreGiven": 8.5, "scoreMaximum": 10,
        });
        merge(&mut body, differences);
        body.as_object_mut().unwrap().retain(|_, value| *value != json!("(left out)"));
        told(self.post_score(&self.below("scores"), body.to_string()).await).await
    }

    pub(crate) async fn post_score(&self, url: &str, body: impl Into<reqwest::Body>) -> Response {
        let call = self.caller.call(Method::POST, url, &self.token).header("content-type", SCORE_TYPE);
        call.body(body).send().await.unwrap()
    }

    /// Every accepted score.
    pub(crate) async fn scores(&self) -> Vec<Value> {
        let all = self.caller.lms.get(&format!("/api/scores?line_item={}", text(&self.item, "id"))).await;
        all.as_array().unwrap().clone()
    }

    /// What the line item holds of Ben.
    pub(crate) async fn result(&self) -> Value {
        let all = self.caller.lms.get(&format!("/api/results?line_item={}", text(&self.item, "id"))).await;
        let own = |result: &&Value| result["person"] == "ben";
        all.as_array().unwrap().iter().find(own).cloned().unwrap_or(Value::Null)
    }

    /// A teacher's word.
    pub(crate) async fn override_result(&self, differences: Value) -> (u16, Value) {
        let mut body = json!({"line_item": self.item["id"], "person": "ben"});
        merge(&mut body, differences);
        told(self.caller.lms.put("/api/results", body).await).await
    }

    /// Arms faults for the course.
    pub(crate) async fn arm(&self, armed: Value) {
        let answer = self.caller.lms.put("/api/courses/algebra-1/faults", json!({"armed": armed})).await;
        assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
    }
}

/// The URL of the next page.
pub(crate) fn next_of(answer: &Response) -> Option<String> {
    let link = answer.headers().get("link")?.to_str().unwrap();
    let (url, rel) = link.split_once(">; ").unwrap();
    assert_eq!(rel, "rel=\"next\"");
    Some(url.trim_start_matches('<').to_owned())
}

/// A new line item as a tool sends it, with what differs from the usual.
pub(crate) fn new(differences: Value) -> Value {
    let mut body = json!({"label": "Essay", "scoreMaximum": 100});
    merge(&mut body, differences);
    body.as_object_mut().unwrap().retain(|_, value| *value != json!("(left out)"));
    body
}
