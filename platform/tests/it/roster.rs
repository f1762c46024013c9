//! Names and Role Provisioning Services: who may read which roster, what it says, page by page, and how it says no.

mod content;
mod differences;
mod faults;
mod link;
mod made_up;
mod paging;
mod refusals;

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::caller::{Caller, ROSTER};
use crate::support::{role, text};

const TYPE: &str = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";
const CLAIM: &str = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice";

/// A tool with a token for rosters.
struct Reader {
    caller: Caller,
    token: String,
}

impl std::ops::Deref for Reader {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

/// An answer with a roster.
#[derive(Debug)]
struct Page {
    links: Vec<String>,
    body: Value,
}

impl Page {
    /// The URL of a relation.
    fn link(&self, rel: &str) -> Option<String> {
        let all = self.links.join(", ");
        let link = all.split(", ").find(|link| link.ends_with(&format!("rel=\"{rel}\"")))?;
        Some(link.split_once('<').unwrap().1.split_once('>').unwrap().0.to_owned())
    }

    fn members(&self) -> &Vec<Value> {
        self.body["members"].as_array().unwrap()
    }

    fn ids(&self) -> Vec<String> {
        self.members().iter().map(|member| text(member, "user_id")).collect()
    }

    fn member(&self, id: &str) -> Value {
        self.members()
            .iter()
            .find(|member| member["user_id"] == id)
            .unwrap_or_else(|| panic!("no {id} in {self:?}"))
            .clone()
    }

    fn statuses(&self) -> Vec<(String, String)> {
        self.members().iter().map(|member| (text(member, "user_id"), text(member, "status"))).collect()
    }
}

impl Reader {
    /// A reader of the seeded course `algebra-1`, in which it has a link.
    async fn start() -> Self {
        let caller = Caller::start().await;
        caller.lms.link(json!({"id": "quiz"})).await;
        let token = caller.token(&[ROSTER]).await;
        Self { caller, token }
    }

    /// The same with a course of its own, in which nobody is, and a link `own` there.
    async fn with_course(course: Value) -> (Self, String) {
        let reader = Self::start().await;
        let made = reader.lms.post("/api/courses", course).await.json::<Value>().await.unwrap();
        let course = text(&made, "id");
        reader.lms.link(json!({"course": course, "id": "own"})).await;
        (reader, course)
    }

    fn memberships(&self, course: &str) -> String {
        self.service(course, "memberships")
    }

    async fn get(&self, url: &str) -> Response {
        self.call(Method::GET, url, &self.token).header("accept", TYPE).send().await.unwrap()
    }

    /// A good answer.
    async fn page(&self, url: &str) -> Page {
        let answer = self.get(url).await;
        assert_eq!(answer.headers()["content-type"], TYPE, "{url}");
        assert_eq!(answer.status(), StatusCode::OK);
        let links = answer.headers().get_all("link").iter();
        let links = links.map(|link| link.to_str().unwrap().to_owned()).collect();
        Page { links, body: answer.json().await.unwrap() }
    }

    /// A page of `algebra-1` with this query.
    async fn algebra(&self, query: &str) -> Page {
        self.page(&format!("{}{query}", self.memberships("algebra-1"))).await
    }

    /// Every page from this URL on.
    async fn pages(&self, url: &str) -> Vec<Page> {
        let mut pages = vec![self.page(url).await];
        while let Some(next) = pages.last().unwrap().link("next") {
            pages.push(self.page(&next).await);
            assert!(pages.len() < 1000);
        }
        pages
    }

    /// A refusal: status, requirement, and that it explains itself.
    async fn refused(&self, answer: Response) -> (u16, String) {
        let status = answer.status().as_u16();
        let body: Value = answer.json().await.unwrap();
        for member in ["error", "error_description", "expected", "actual"] {
            assert!(!text(&body, member).is_empty(), "{member} in {body}");
        }
        let told = self.findings().await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with(&text(&body, "requirement")), "{told:?} {body}");
        (status, text(&body, "requirement"))
    }

    /// The findings on the newest call: requirement and place.
    async fn findings(&self) -> Vec<String> {
        self.caller.findings("nrps").await
    }

    async fn person(&self, id: &str, differences: Value) {
        let mut body = json!({"id": id, "given_name": id, "family_name": "Person"});
        crate::support::merge(&mut body, differences);
        assert_eq!(self.lms.post("/api/people", body).await.status(), StatusCode::CREATED);
    }

    async fn enrol(&self, course: &str, person: &str, status: &str) {
        let body = json!({"course": course, "person": person, "roles": [role("membership#Learner")], "status": status});
        assert_eq!(self.lms.post("/api/enrolments", body).await.status(), StatusCode::CREATED);
    }

    async fn remove(&self, course: &str, person: &str) -> StatusCode {
        let url = self.lms.url(&format!("/api/enrolments?course={course}&person={person}"));
        self.lms.http.delete(url).send().await.unwrap().status()
    }

    async fn arm(&self, course: &str, fault: Value) {
        let answer = self.lms.put(&format!("/api/courses/{course}/faults"), json!({"armed": [fault]})).await;
        assert_eq!(answer.status(), StatusCode::OK, "{}", answer.text().await.unwrap());
    }
}

fn told(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(id, status)| ((*id).to_owned(), (*status).to_owned())).collect()
}
