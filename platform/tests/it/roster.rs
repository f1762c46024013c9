//! Names and Role Provisioning Services: who may read which roster, what it says, page by page, and how it says no.

use std::collections::HashSet;
use std::time::Instant;

use homeroom_platform::State;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::caller::{Caller, ROSTER, SCORE};
use crate::picker::Tool;
use crate::support::{Lms, in_memory, lti, role, text};

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

#[tokio::test]
async fn a_launch_says_where_the_roster_is() {
    let Caller { lms, .. } = Caller::start().await;
    let url = lms.url("/lti/courses/algebra-1/memberships");
    let offered = json!({"context_memberships_url": url, "service_versions": ["2.0"]});
    assert_eq!(lms.payload(json!({})).await[CLAIM], offered);
    let launch = lms.prepare_picking(json!({})).await;
    let claims = crate::support::payload(launch.answered().await.get("id_token").unwrap());
    assert_eq!(claims[CLAIM], offered);
    for options in [json!({"nrps": false}), json!({"context": "none"})] {
        assert_eq!(lms.payload(json!({"options": options})).await.get(CLAIM), None);
    }
    lms.register(json!({"client_id": lms.client, "scopes": [SCORE]})).await;
    assert_eq!(lms.payload(json!({})).await.get(CLAIM), None);
}

#[tokio::test]
async fn a_roster_names_its_course_and_everybody_in_it() {
    let reader = Reader::start().await;
    let page = reader.algebra("").await;
    assert_eq!(page.body["id"], json!(reader.memberships("algebra-1")));
    assert_eq!(page.body["context"], json!({"id": "algebra-1", "label": "ALG-1", "title": "Algebra I"}));
    assert_eq!(page.ids(), ["ada", "tariq", "ben", "chidi", "dana", "emre", "olga", "test-student"]);
    assert_eq!(
        page.member("ben"),
        json!({
            "status": "Active", "user_id": "ben", "name": "Ben Learner", "given_name": "Ben", "family_name": "Learner",
            "email": "ben@school.test", "lis_person_sourcedid": "sis:person:ben",
            "roles": [role("membership#Learner"), role("institution/person#Student")],
        })
    );
    let assistant = page.member("tariq")["roles"].to_string();
    assert!(
        assistant.contains("membership/Instructor#TeachingAssistant")
            && assistant.contains("membership#Instructor")
    );
    assert!(page.member("test-student")["roles"].to_string().contains("lti/system/person#TestUser"));
    let launched = reader.lms.payload(json!({})).await;
    assert_eq!(
        (&page.member("ben")["user_id"], &page.member("ben")["roles"]),
        (&launched["sub"], &launched[lti("roles")])
    );
}

#[tokio::test]
async fn a_tool_learns_no_more_of_members_than_of_those_who_launch_it() {
    let reader = Reader::start().await;
    reader
        .person("ben", json!({"picture": "http://x/p.png", "middle_name": "M", "email": "ben@x.test"}))
        .await;
    let names = ["name", "given_name", "middle_name", "family_name"];
    for (privacy, shown) in [
        ("all", [&names[..], &["email", "picture"]].concat()),
        ("name", names.to_vec()),
        ("email", vec!["email"]),
        ("none", vec![]),
    ] {
        let jwks = format!("{}/keys", reader.tool.base);
        reader
            .lms
            .register(json!({"client_id": reader.lms.client, "privacy": privacy, "jwks_url": jwks}))
            .await;
        let member = reader.algebra("").await.member("ben");
        let members: HashSet<&str> = member.as_object().unwrap().keys().map(String::as_str).collect();
        let expected = ["status", "user_id", "roles"].into_iter().chain(shown).collect();
        assert_eq!(members, expected, "{privacy}");
    }
}

#[tokio::test]
async fn a_role_filters_by_its_uri_or_by_the_short_name_of_a_role_of_a_course() {
    let reader = Reader::start().await;
    for (given, expected) in [
        ("Learner", vec!["ben", "chidi", "dana", "emre", "test-student"]),
        (&role("membership%23Learner"), vec!["ben", "chidi", "dana", "emre", "test-student"]),
        ("Instructor", vec!["ada", "tariq"]),
        (&role("membership/Instructor%23TeachingAssistant"), vec!["tariq"]),
        (&role("institution/person%23Student"), vec!["ben", "chidi", "dana", "emre", "test-student"]),
        ("http://purl.imsglobal.org/vocab/lti/system/person%23TestUser", vec!["test-student"]),
        ("Manager", vec![]),
        ("https://example.com/roles%23Wizard", vec![]),
        (&role("membership%23learner"), vec![]),
    ] {
        let page = reader.algebra(&format!("?role={given}")).await;
        assert_eq!(page.ids(), expected, "{given}");
        assert_eq!(page.link("differences"), None);
    }
    let pages = reader.pages(&format!("{}?role=Learner&limit=2", reader.memberships("algebra-1"))).await;
    assert_eq!(
        pages.iter().map(Page::ids).collect::<Vec<_>>(),
        [vec!["ben", "chidi"], vec!["dana", "emre"], vec!["test-student"]]
    );
}

#[tokio::test]
async fn pages_follow_each_other_until_there_is_no_next() {
    let reader = Reader::start().await;
    let whole = reader.algebra("").await;
    assert_eq!(whole.link("next"), None);
    for limit in [1, 3, 7, 8] {
        let pages = reader.pages(&format!("{}?limit={limit}", reader.memberships("algebra-1"))).await;
        assert_eq!(pages.len(), 8_usize.div_ceil(limit), "{limit}");
        let members: Vec<Value> = pages.iter().flat_map(|page| page.members().clone()).collect();
        assert_eq!(&members, whole.members(), "{limit}");
    }
    for limit in ["1000", "99999999999999999999999"] {
        assert_eq!(reader.algebra(&format!("?limit={limit}")).await.ids().len(), 8);
    }
}

#[tokio::test]
async fn a_course_can_make_pages_smaller_than_the_tool_wants_them() {
    let (reader, course) = Reader::with_course(json!({"page_size": 2})).await;
    for id in ["p1", "p2", "p3", "p4", "p5"] {
        reader.person(id, json!({})).await;
        reader.enrol(&course, id, "Active").await;
    }
    let sizes = async |query: &str| {
        let pages = reader.pages(&format!("{}{query}", reader.memberships(&course))).await;
        pages.iter().map(|page| page.members().len()).collect::<Vec<_>>()
    };
    assert_eq!(sizes("").await, [2, 2, 1]);
    assert_eq!(sizes("?limit=100").await, [2, 2, 1]);
    assert_eq!(sizes("?limit=1").await, [1, 1, 1, 1, 1]);
}

#[tokio::test]
async fn a_url_with_a_query_part_keeps_it_and_is_nothing_without() {
    let reader = Reader::start().await;
    let link = reader.lms.link(json!({"course": "biology"})).await;
    let launched = reader.lms.payload(json!({"link": link, "person": "dana"})).await;
    let url = text(&launched[CLAIM], "context_memberships_url");
    assert_eq!(url, format!("{}?type_id=7", reader.memberships("biology")));
    let page = reader.page(&format!("{url}&rlid={link}&limit=3")).await;
    assert_eq!(page.body["id"], json!(format!("{url}&rlid={link}")));
    let (next, differences) = (page.link("next").unwrap(), page.link("differences").unwrap());
    assert!(next.starts_with(&format!("{url}&page=")) && differences.starts_with(&format!("{url}&page=")));
    assert_eq!(reader.pages(&format!("{url}&limit=3")).await.len(), 3);
    assert_eq!(reader.page(&differences).await.ids().len(), 0);
    for wrong in ["", "?type_id=8", "?rlid=x", "?rlid=x?type_id=7"] {
        let answer = reader.get(&format!("{}{wrong}", reader.memberships("biology"))).await;
        assert_eq!(reader.refused(answer).await, (404, "NRPS-012".to_owned()), "{wrong}");
    }
    let bare = next.replace("type_id=7&", "");
    assert_eq!(reader.refused(reader.get(&bare).await).await.0, 404);
}

#[tokio::test]
async fn a_roster_for_a_link_tells_what_a_launch_would_tell_of_each_member() {
    let reader = Reader::start().await;
    let custom = json!({"login": "$User.id", "mail": "$Person.email.primary", "role": "$Membership.role", "sis": "$Person.sourcedId",
        "chapter": "3", "course": "$Context.id", "odd": "$Person.shoeSize", "middle": "$Person.name.middle"});
    let link = reader.lms.link(json!({"custom": custom})).await;
    let page = reader.algebra(&format!("?rlid={link}")).await;
    assert_eq!(page.ids().len(), 8);
    let message = |page: &Page, id: &str| page.member(id)["message"].clone();
    assert_eq!(
        message(&page, "ben"),
        json!([{
            lti("message_type"): "LtiResourceLinkRequest",
            lti("custom"): {"login": "ben", "mail": "ben@school.test", "sis": "sis:person:ben", "middle": "",
                "role": format!("{},{}", role("membership#Learner"), role("institution/person#Student"))},
        }])
    );
    assert_eq!(message(&page, "ada")[0][lti("custom")]["login"], "ada");
    let launched = reader.lms.payload(json!({"link": link})).await;
    for name in ["login", "mail", "role", "sis", "middle"] {
        assert_eq!(message(&page, "ben")[0][lti("custom")][name], launched[lti("custom")][name], "{name}");
    }
    let plain = reader.algebra("?rlid=quiz").await;
    assert_eq!(message(&plain, "ben"), json!([{lti("message_type"): "LtiResourceLinkRequest"}]));
    assert_eq!(reader.algebra("").await.member("ben").get("message"), None);
    let jwks = format!("{}/keys", reader.tool.base);
    reader.lms.register(json!({"client_id": reader.lms.client, "privacy": "none", "jwks_url": jwks})).await;
    let page = reader.algebra(&format!("?rlid={link}")).await;
    let custom = message(&page, "ben")[0][lti("custom")].clone();
    assert_eq!(custom.as_object().unwrap().keys().collect::<Vec<_>>(), ["login", "role"]);
}

#[tokio::test]
async fn the_link_stays_while_its_roster_is_paged() {
    let reader = Reader::start().await;
    let awkward = reader.lms.link(json!({"id": "link/ x:y+z%2F&"})).await;
    let encoded: String = url::form_urlencoded::byte_serialize(awkward.as_bytes()).collect();
    let pages = reader.pages(&format!("{}?limit=3&rlid={encoded}", reader.memberships("algebra-1"))).await;
    assert_eq!(pages.len(), 3);
    assert!(pages.iter().flat_map(Page::members).all(|member| member["message"].is_array()));
    let differences = pages[2].link("differences").unwrap();
    reader.person("ben", json!({"given_name": "Benjamin"})).await;
    assert!(reader.page(&differences).await.member("ben")["message"].is_array());
}

#[tokio::test]
async fn the_roster_of_a_foreign_link_is_denied() {
    let reader = Reader::start().await;
    let other = reader.lms.register(json!({})).await;
    let foreign = reader.lms.link(json!({"client_id": other})).await;
    let elsewhere = reader.lms.link(json!({"course": "biology"})).await;
    for (rlid, status) in
        [(foreign.as_str(), 403), (elsewhere.as_str(), 404), ("nothing", 404), ("", 404), ("algebra-1", 404)]
    {
        let answer = reader.get(&format!("{}?rlid={rlid}", reader.memberships("algebra-1"))).await;
        assert_eq!(reader.refused(answer).await, (status, "NRPS-016".to_owned()), "{rlid}");
    }
}

#[tokio::test]
async fn a_token_for_one_deployment_sees_no_links_of_another() {
    let reader = Reader::start().await;
    let jwks = format!("{}/keys", reader.tool.base);
    let deployments = json!({"client_id": reader.lms.client, "jwks_url": jwks, "deployments": ["d1", "d2"]});
    reader.lms.register(deployments).await;
    for id in ["d1", "d2"] {
        reader.lms.link(json!({"id": format!("of-{id}"), "deployment": id})).await;
    }
    let token = reader.token(&[ROSTER]).await;
    let reader = Reader { token, ..reader };
    assert_eq!(reader.algebra("?rlid=of-d1").await.ids().len(), 8);
    let answer = reader.get(&format!("{}?rlid=of-d2", reader.memberships("algebra-1"))).await;
    assert_eq!(reader.refused(answer).await.0, 403);
}

#[tokio::test]
async fn differences_tell_who_came_who_changed_and_who_left() {
    let (reader, course) = Reader::with_course(json!({})).await;
    for id in ["stays", "leaves", "rests"] {
        reader.person(id, json!({})).await;
        reader.enrol(&course, id, "Active").await;
    }
    let first = reader.page(&reader.memberships(&course)).await;
    assert_eq!(first.statuses(), told(&[("stays", "Active"), ("leaves", "Active"), ("rests", "Active")]));
    let since = first.link("differences").unwrap();
    assert_eq!(reader.page(&since).await.statuses(), []);
    reader.person("comes", json!({})).await;
    reader.enrol(&course, "comes", "Active").await;
    reader.enrol(&course, "rests", "Inactive").await;
    assert_eq!(reader.remove(&course, "leaves").await, StatusCode::NO_CONTENT);
    let changed = reader.page(&since).await;
    assert_eq!(
        changed.statuses(),
        told(&[("comes", "Active"), ("rests", "Inactive"), ("leaves", "Deleted")])
    );
    let gone = json!({"status": "Deleted", "user_id": "leaves", "roles": [role("membership#Learner")]});
    assert_eq!(changed.member("leaves"), gone);
    let now = reader.page(&reader.memberships(&course)).await;
    assert_eq!(now.statuses(), told(&[("stays", "Active"), ("rests", "Inactive"), ("comes", "Active")]));
    let later = changed.link("differences").unwrap();
    assert_eq!(reader.page(&later).await.statuses(), []);
    reader.enrol(&course, "leaves", "Active").await;
    reader.person("stays", json!({"family_name": "Renamed"})).await;
    assert_eq!(reader.page(&later).await.statuses(), told(&[("leaves", "Active"), ("stays", "Active")]));
}

#[tokio::test]
async fn what_changes_while_a_roster_is_read_is_among_the_differences() {
    let reader = Reader::start().await;
    let first = reader.algebra("?limit=4").await;
    reader.remove("algebra-1", "ada").await;
    let second = reader.page(&first.link("next").unwrap()).await;
    assert_eq!(second.ids(), ["dana", "emre", "olga", "test-student"]);
    for page in [&first, &second] {
        let changed = reader.page(&page.link("differences").unwrap()).await;
        assert_eq!(changed.statuses(), told(&[("ada", "Deleted")]));
    }
}

#[tokio::test]
async fn differences_come_in_pages_too() {
    let (reader, course) = Reader::with_course(json!({})).await;
    let since = reader.page(&reader.memberships(&course)).await.link("differences").unwrap();
    reader.lms.post(&format!("/api/courses/{course}/roster"), json!({"count": 250, "seed": 1})).await;
    reader.remove(&course, "roster-1-00007").await;
    let pages = reader.pages(&since).await;
    assert_eq!(pages.iter().map(|page| page.members().len()).collect::<Vec<_>>(), [100, 100, 50]);
    let ids: HashSet<String> = pages.iter().flat_map(Page::ids).collect();
    assert_eq!(ids.len(), 250);
    assert_eq!(pages[2].member("roster-1-00007")["status"], "Deleted");
}

#[tokio::test]
async fn a_roster_and_its_differences_outlive_the_platform() {
    let directory = tempfile::tempdir().unwrap();
    let settings = || {
        let state = State::Directory(directory.path().join("state"));
        homeroom_platform::Settings { state, ..in_memory() }
    };
    let lms = Lms::start_with(settings()).await;
    let mut reader = Reader { caller: Caller { tool: Tool::at(&lms).await, lms }, token: String::new() };
    reader.caller.lms.client.clone_from(&reader.caller.tool.client);
    reader.token = reader.caller.token(&[ROSTER]).await;
    reader.lms.link(json!({})).await;
    let first = reader.algebra("?limit=5").await;
    reader.remove("algebra-1", "ben").await;
    reader.enrol("algebra-1", "chidi", "Inactive").await;
    let Reader { caller: Caller { tool, lms }, token } = reader;
    let base = lms.base();
    lms.platform.stop().await;
    let platform = homeroom_platform::Platform::start(settings()).await.unwrap();
    let lms = Lms { platform, http: crate::support::browser(), client: tool.client.clone() };
    let here = |url: String| url.replace(&base, &lms.base());
    let (next, since) = (here(first.link("next").unwrap()), here(first.link("differences").unwrap()));
    let reader = Reader { caller: Caller { tool, lms }, token };
    assert_eq!(reader.page(&next).await.ids(), ["emre", "olga", "test-student"]);
    assert_eq!(reader.page(&since).await.statuses(), told(&[("ben", "Deleted"), ("chidi", "Inactive")]));
    assert_eq!(reader.algebra("?role=Learner").await.ids(), ["chidi", "dana", "emre", "test-student"]);
}

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
async fn a_page_that_nobody_gave_is_refused() {
    let reader = Reader::start().await;
    reader.lms.link(json!({"course": "biology"})).await;
    let next = reader.algebra("?limit=3").await.link("next").unwrap();
    let (start, token) = next.split_once("page=").unwrap();
    let flipped = |at: usize| {
        let other = if &token[at..=at] == "A" { "B" } else { "A" };
        format!("{}{other}{}", &token[..at], &token[at + 1..])
    };
    let forged = [
        flipped(0),
        flipped(token.len() / 2),
        flipped(50),
        token[1..].to_owned(),
        format!("{token}AAAA"),
        token.repeat(2),
    ];
    for forged in forged {
        let answer = reader.get(&format!("{start}page={forged}")).await;
        assert_eq!(reader.refused(answer).await, (400, "NRPS-012".to_owned()), "{forged}");
    }
    let other = format!("{}?type_id=7&page={token}", reader.memberships("biology"));
    assert_eq!(reader.refused(reader.get(&other).await).await.0, 400);
    assert_eq!(reader.page(&next).await.ids().len(), 3);
}

#[tokio::test]
async fn what_a_tool_adds_to_a_page_url_changes_nothing_and_is_told() {
    let reader = Reader::start().await;
    let first = reader.algebra("?limit=3").await;
    let next = first.link("next").unwrap();
    let as_given = reader.page(&next).await;
    assert_eq!(reader.findings().await, [] as [String; 0]);
    let with_more = reader.page(&format!("{next}&limit=1&role=Learner")).await;
    assert_eq!(with_more.body, as_given.body);
    assert_eq!(reader.findings().await, ["NRPS-012 roster, URL"]);
    reader.page(&format!("{}&limit=1", first.link("differences").unwrap())).await;
    assert_eq!(reader.findings().await, ["NRPS-015 roster, URL"]);
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

#[tokio::test]
async fn a_call_is_in_the_journal_with_its_course_and_tool() {
    let reader = Reader::start().await;
    reader.algebra("").await;
    let exchanges = reader.lms.get("/api/exchanges?kind=nrps&course=algebra-1").await;
    let exchange = &exchanges["exchanges"][0];
    assert_eq!(
        (&exchange["course"], &exchange["client_id"]),
        (&json!("algebra-1"), &json!(reader.lms.client))
    );
    assert_eq!((&exchange["kind"], exchange.get("findings")), (&json!("nrps"), None));
}

#[tokio::test]
async fn who_was_removed_is_on_no_page() {
    let reader = Reader::start().await;
    let page = async || {
        reader.lms.http.get(reader.lms.url("/courses/algebra-1")).send().await.unwrap().text().await.unwrap()
    };
    assert!(page().await.contains("Chidi Okafor"));
    assert_eq!(reader.remove("algebra-1", "chidi").await, StatusCode::NO_CONTENT);
    let members = reader.lms.get("/api/enrolments?course=algebra-1").await;
    assert!(members.as_array().unwrap().iter().all(|member| member["person"] != "chidi"));
    assert_eq!(reader.remove("algebra-1", "chidi").await, StatusCode::NOT_FOUND);
    for query in
        ["", "?course=algebra-1", "?person=ben", "?course=nowhere&person=ben", "?course=a&person=b&x=c"]
    {
        let answer =
            reader.lms.http.delete(reader.lms.url(&format!("/api/enrolments{query}"))).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{query}");
    }
    assert_eq!(reader.algebra("").await.ids().len(), 7);
}

#[tokio::test]
async fn a_status_that_nobody_knows_is_refused() {
    let reader = Reader::start().await;
    for status in ["Deleted", "active", ""] {
        let body = json!({"course": "algebra-1", "person": "ben", "roles": [], "status": status});
        assert_eq!(reader.lms.post("/api/enrolments", body).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    reader.enrol("algebra-1", "ben", "Inactive").await;
    let members = reader.lms.get("/api/enrolments?course=algebra-1").await;
    let ben = members.as_array().unwrap().iter().find(|member| member["person"] == "ben").unwrap().clone();
    assert_eq!(ben["status"], "Inactive");
    let claims = reader.lms.payload(json!({"options": {}})).await;
    assert_eq!(claims["sub"], "ben");
}

#[tokio::test]
async fn ten_thousand_made_up_people_are_there_within_seconds_and_read_in_pages() {
    let (reader, course) = Reader::with_course(json!({})).await;
    let begun = Instant::now();
    let made =
        reader.lms.post(&format!("/api/courses/{course}/roster"), json!({"count": 10_000, "seed": 7})).await;
    assert_eq!(made.status(), StatusCode::CREATED);
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    assert_eq!(made.json::<Value>().await.unwrap(), json!({"count": 10_000, "seed": 7}));
    let pages = reader.pages(&format!("{}?limit=1000", reader.memberships(&course))).await;
    let ids: HashSet<String> = pages.iter().flat_map(Page::ids).collect();
    assert_eq!((pages.len(), ids.len()), (10, 10_000));
    assert!(pages.iter().flat_map(Page::members).all(|member| !text(member, "name").is_empty()));
}

#[tokio::test]
async fn made_up_people_are_the_same_for_the_same_seed() {
    let (reader, course) = Reader::with_course(json!({})).await;
    let path = format!("/api/courses/{course}/roster");
    reader.lms.post(&path, json!({"count": 60, "seed": 1})).await;
    let first = reader.page(&reader.memberships(&course)).await;
    reader.lms.post(&path, json!({"count": 60, "seed": 1})).await;
    let second = reader.page(&reader.memberships(&course)).await;
    assert_eq!(first.body, second.body);
    assert_eq!(reader.page(&first.link("differences").unwrap()).await.ids().len(), 0);
    let minted: Value = reader.lms.post(&path, json!({"count": 1})).await.json().await.unwrap();
    assert!(minted["seed"].is_u64());
    assert_eq!(reader.page(&reader.memberships(&course)).await.ids().len(), 61);
}

#[tokio::test]
async fn a_roster_that_cannot_be_made_makes_nobody() {
    let (reader, course) = Reader::with_course(json!({})).await;
    for body in [
        json!({}),
        json!({"count": 0}),
        json!({"count": -1}),
        json!({"count": 20_001}),
        json!({"count": 1e30}),
        json!({"count": "10"}),
        json!({"count": 10, "seed": -1}),
        json!({"count": 10, "seed": "x"}),
        json!({"count": 10, "sed": 1}),
        json!([10]),
    ] {
        let answer = reader.lms.post(&format!("/api/courses/{course}/roster"), body.clone()).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    }
    let answer = reader.lms.post("/api/courses/nowhere/roster", json!({"count": 1})).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(reader.page(&reader.memberships(&course)).await.ids().len(), 0);
}

#[tokio::test]
async fn a_course_refuses_pages_of_nothing_and_queries_that_break_urls() {
    let Caller { lms, .. } = Caller::start().await;
    for body in [
        json!({"page_size": 0}),
        json!({"page_size": 1001}),
        json!({"page_size": -1}),
        json!({"service_query": "?a=1"}),
        json!({"service_query": "a"}),
        json!({"service_query": "rlid=x"}),
        json!({"service_query": "a=1#b"}),
    ] {
        let answer = lms.post("/api/courses", body.clone()).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    }
    let courses = lms.get("/api/courses").await;
    let biology =
        courses.as_array().unwrap().iter().find(|course| course["id"] == "biology").unwrap().clone();
    assert_eq!(biology["service_query"], "type_id=7");
}

#[tokio::test]
async fn faults_lead_pages_astray() {
    let (reader, course) = Reader::with_course(json!({"page_size": 2})).await;
    for id in ["p1", "p2", "p3"] {
        reader.person(id, json!({})).await;
        reader.enrol(&course, id, "Active").await;
    }
    let url = reader.memberships(&course);
    reader.arm(&course, json!({"name": "nrps.next.self", "when": "always"})).await;
    let page = reader.page(&format!("{url}?limit=1")).await;
    assert_eq!((page.link("next"), page.ids()), (Some(format!("{url}?limit=1")), vec!["p1".to_owned()]));
    reader.arm(&course, json!({"name": "nrps.next.repeated", "when": "always"})).await;
    let (mut seen, mut page) = (HashSet::new(), reader.page(&url).await);
    for _ in 0..5 {
        assert_eq!(page.ids(), ["p1", "p2"]);
        let next = page.link("next").unwrap();
        assert!(seen.insert(next.clone()));
        page = reader.page(&next).await;
    }
    reader.arm(&course, json!({"name": "nrps.next.endless", "when": "always"})).await;
    let (mut seen, mut page) = (HashSet::new(), reader.page(&url).await);
    for _ in 0..10 {
        assert!(page.ids().into_iter().all(|id| seen.insert(id)));
        page = reader.page(&page.link("next").unwrap()).await;
    }
    assert!(seen.contains("p3"));
    reader
        .arm(
            &course,
            json!({"name": "nrps.next.foreign", "when": "always", "with": "http://stranger.test/x"}),
        )
        .await;
    let page = reader.page(&url).await;
    assert_eq!((page.link("next").as_deref(), page.ids().len()), (Some("http://stranger.test/x"), 2));
}

#[tokio::test]
async fn faults_write_links_as_they_may_be_written() {
    let reader = Reader::start().await;
    let mut honest = Vec::new();
    for (fault, written) in [
        (None, vec!["<N>; rel=\"next\", <D>; rel=\"differences\""]),
        (Some("nrps.link.one_header"), vec!["<D>; rel=\"differences\", <N>; rel=\"next\""]),
        (Some("nrps.link.several_headers"), vec!["<D>; rel=\"differences\"", "<N>; rel=\"next\""]),
        (
            Some("nrps.link.parameter_order"),
            vec![
                "<N>; title=\"more of the roster\"; rel=\"next\", <D>; title=\"more of the roster\"; rel=\"differences\"",
            ],
        ),
        (Some("nrps.link.unquoted"), vec!["<N>; rel=next, <D>; rel=differences"]),
    ] {
        if let Some(fault) = fault {
            reader.arm("algebra-1", json!({"name": fault, "when": "always"})).await;
        }
        let page = reader.algebra("?limit=3").await;
        if honest.is_empty() {
            honest = vec![("<N>", page.link("next").unwrap()), ("<D>", page.link("differences").unwrap())];
        }
        let expected = written.iter().map(|text| {
            honest
                .iter()
                .fold((*text).to_owned(), |text, (sign, url)| text.replace(sign, &format!("<{url}>")))
        });
        assert_eq!(page.links, expected.collect::<Vec<_>>(), "{fault:?}");
    }
}

#[tokio::test]
async fn faults_spoil_members() {
    let reader = Reader::start().await;
    let honest = reader.algebra("").await;
    let with = async |fault: &str| {
        reader.arm("algebra-1", json!({"name": format!("nrps.members.{fault}"), "when": "always"})).await;
        reader.algebra("").await
    };
    let bare = with("bare").await;
    assert_eq!(bare.ids(), honest.ids());
    assert!(bare.members().iter().all(|member| member.as_object().unwrap().len() == 2));
    let twice = with("twice").await;
    assert_eq!((twice.ids().len(), twice.members().first()), (9, twice.members().last()));
    let without = with("without_id").await;
    assert_eq!((without.members()[0].get("user_id"), &without.members()[1..]), (None, &honest.members()[..]));
    let wrong = with("wrong_types").await;
    assert!(wrong.members()[0]["roles"].is_string() && wrong.members()[0]["email"].is_number());
    assert_eq!(&wrong.members()[1..], &honest.members()[..]);
    let markup = with("markup").await;
    assert_eq!(markup.ids(), honest.ids());
    assert!(markup.members().iter().all(|member| text(member, "name").contains("<script>")));
    let many = with("many").await;
    assert_eq!((many.ids().len(), many.links.len()), (100_000, 0));
    assert_eq!(many.ids().into_iter().collect::<HashSet<_>>().len(), 100_000);
}
