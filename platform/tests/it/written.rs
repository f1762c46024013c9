//! Written pages: what is picked for one is shown there, and a copy of the course takes all of it along.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::picker::{Picker, Tool};
use crate::support::{Lms, dl, payload, text};

/// A visitor whose browser keeps the token of forms.
struct Visitor<'a> {
    lms: &'a Lms,
    cookie: String,
    token: String,
}

impl<'a> Visitor<'a> {
    async fn of(lms: &'a Lms) -> Self {
        let seen = lms.http.get(lms.url("/")).send().await.unwrap();
        let cookie = seen.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let token = cookie.split_once('=').unwrap().1.to_owned();
        Self { lms, cookie, token }
    }

    /// Sends a form; says the status and where it leads.
    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        let form: Vec<(&str, &str)> = [("csrf", self.token.as_str())].iter().chain(fields).copied().collect();
        let request = self.lms.http.post(self.lms.url(path)).header("cookie", &self.cookie).form(&form);
        let answer = request.send().await.unwrap();
        let to = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        (answer.status(), to.unwrap_or_default())
    }

    async fn read(&self, path: &str) -> String {
        self.lms.http.get(self.lms.url(path)).send().await.unwrap().text().await.unwrap()
    }

    /// Makes a page in Algebra I; its path below the campus.
    async fn page(&self, title: &str) -> String {
        let (status, to) = self.post("/courses/algebra-1/pages", &[("title", title)]).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        to.trim_start_matches("/main").trim_end_matches("/edit").to_owned()
    }
}

/// Answers a request for content of a page with one item of each kind.
async fn fill(lms: &Lms, tool: &Tool, page: &str) -> Value {
    let id = page.rsplit('/').next().unwrap();
    let launch = lms.prepare_picking(json!({"client_id": tool.client, "page": id})).await;
    let request = payload(launch.answered().await.get("id_token").unwrap());
    let picker = Picker { lms, tool, launch, request };
    let answer = picker.send(&picker.answer(json!({dl("content_items"): tool.items()}))).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    picker.launch.read().await["deep_linking"]["answer"]["items"].clone()
}

#[tokio::test]
async fn what_is_picked_for_a_page_is_shown_there_and_not_in_the_lists_of_the_course() {
    let (tool, lms) = Tool::start().await;
    let visitor = Visitor::of(&lms).await;
    let page = visitor.page("Week 1").await;
    let items = fill(&lms, &tool, &page).await;
    let link = text(&items[0], "placed");
    let (read, course) = (visitor.read(&page).await, visitor.read("/courses/algebra-1").await);
    assert!(read.contains(&format!("{page}/open/{link}")), "{read}");
    for kind in ["<img class=\"placed\"", "srcdoc=", "/file\""] {
        assert!(read.contains(kind), "{kind}: {read}");
    }
    assert!(!course.contains(&format!("links/{link}/launch")) && course.contains("5 embedded"), "{course}");

    let (status, _) = visitor.post(&format!("{page}/blocks/{link}"), &[("act", "remove")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(!visitor.read(&page).await.contains("/open/"));
    assert!(visitor.read("/courses/algebra-1").await.contains(&format!("links/{link}/launch")));
}

#[tokio::test]
async fn an_embedded_link_is_launched_where_it_is_seen_and_by_nobody_else() {
    let (tool, lms) = Tool::start().await;
    let visitor = Visitor::of(&lms).await;
    let page = visitor.page("Week 1").await;
    let link = text(&fill(&lms, &tool, &page).await[0], "placed");
    let inside = |site: &'static str| {
        let request = lms.http.get(lms.url(&format!("{page}/open/{link}")));
        request.header("sec-fetch-site", site).send()
    };
    let answer = inside("same-origin").await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(answer.headers()["location"].to_str().unwrap().ends_with("/start"));
    assert_eq!(inside("cross-site").await.unwrap().status(), StatusCode::FORBIDDEN);
    let elsewhere = lms.link(json!({})).await;
    let other = lms.http.get(lms.url(&format!("{page}/open/{elsewhere}"))).send().await.unwrap();
    assert_eq!(other.status(), StatusCode::NOT_FOUND, "a link that the page does not show");
}

#[tokio::test]
async fn a_page_of_another_course_is_not_filled() {
    let (tool, lms) = Tool::start().await;
    let page = Visitor::of(&lms).await.page("Week 1").await;
    let id = page.rsplit('/').next().unwrap();
    let order = json!({"message": "LtiDeepLinkingRequest", "course": "biology", "client_id": tool.client,
        "person": "ada", "page": id});
    assert_eq!(lms.post("/api/launches", order).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let order = json!({"link": lms.link(json!({})).await, "person": "ada", "page": id});
    assert_eq!(lms.post("/api/launches", order).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_was_picked_for_a_page_that_is_gone_lands_in_the_course() {
    let (tool, lms) = Tool::start().await;
    let visitor = Visitor::of(&lms).await;
    let page = visitor.page("Week 1").await;
    let id = page.rsplit('/').next().unwrap();
    let launch = lms.prepare_picking(json!({"client_id": tool.client, "page": id})).await;
    let request = payload(launch.answered().await.get("id_token").unwrap());
    visitor.post(&format!("{page}/remove"), &[]).await;
    let picker = Picker { lms: &lms, tool: &tool, launch, request };
    picker.send(&picker.answer(json!({dl("content_items"): tool.items()}))).await;
    assert_eq!(lms.get("/api/content?course=algebra-1").await.as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn a_copy_takes_placed_content_and_pages_along() {
    let (tool, lms) = Tool::start().await;
    let visitor = Visitor::of(&lms).await;
    let page = visitor.page("Week 1").await;
    visitor.post(&format!("{page}/blocks"), &[("text", "Read this first")]).await;
    fill(&lms, &tool, &page).await;
    let copy: Value =
        lms.post("/api/courses/algebra-1/copy", json!({"id": "again"})).await.json().await.unwrap();
    assert_eq!(copy["content"].as_array().unwrap().len(), 4, "{copy}");
    let course = visitor.read("/courses/again").await;
    let (_, after) = course.split_once("/main/courses/again/pages/page-").unwrap();
    let id = after.split('"').next().unwrap();
    let read = visitor.read(&format!("/courses/again/pages/page-{id}")).await;
    let link = text(copy["links"].as_array().unwrap().last().unwrap(), "id");
    assert!(read.contains("Read this first") && read.contains(&format!("/open/{link}")), "{read}");
    let was = text(copy["links"].as_array().unwrap().last().unwrap(), "from");
    assert!(!read.contains(&was), "{read}");
    let file = copy["content"]
        .as_array()
        .unwrap()
        .iter()
        .find(|pair| read.contains(&format!("{}/file", text(pair, "id"))));
    let path = format!("/courses/again/content/{}/file", text(file.unwrap(), "id"));
    assert_eq!(visitor.read(&path).await.len(), 8, "the copy of the file came along");
    let again: Value = lms.post("/api/courses/again/copy", json!({})).await.json().await.unwrap();
    assert_eq!(again["history"], json!(["again", "algebra-1"]));
}
