//! What a roster says: the claim that leads to it, the course, its members, and how much of them.

use std::collections::HashSet;

use reqwest::StatusCode;
use serde_json::json;

use super::{CLAIM, Page, Reader};
use crate::caller::{Caller, SCORE};
use crate::support::{lti, role};

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
