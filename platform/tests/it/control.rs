//! The control API: what it takes, what it gives, and how it says no.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{Lms, role, text};

#[tokio::test]
async fn it_says_who_answers() {
    let lms = Lms::start().await;
    let about: Value =
        lms.http.get(format!("{}/api/about", lms.base())).send().await.unwrap().json().await.unwrap();
    assert_eq!((&about["product"], &about["public_url"]), (&json!("homeroom"), &json!(lms.base())));
    let platform = lms.get("/api/platform").await;
    assert_eq!(platform["issuer"], json!(lms.url("")));
    assert_eq!(platform["authorization_endpoint"], json!(lms.url("/lti/authorize")));
    assert_eq!(platform["jwks_uri"], json!(lms.url("/lti/jwks")));
}

#[tokio::test]
async fn the_first_start_is_seeded() {
    let lms = Lms::start().await;
    assert_eq!(lms.get("/api/people").await.as_array().unwrap().len(), 12);
    let titles: Vec<String> = lms
        .get("/api/courses")
        .await
        .as_array()
        .unwrap()
        .iter()
        .map(|course| text(course, "title"))
        .collect();
    assert_eq!(titles, ["Algebra I", "Biology"]);
}

#[tokio::test]
async fn the_members_of_a_course_are_listed_with_their_roles() {
    let lms = Lms::start().await;
    let members = lms.get("/api/enrolments?course=biology").await;
    let members = members.as_array().unwrap();
    assert!(members.iter().all(|member| member["course"] == "biology"), "{members:?}");
    let with = |name: &str| members.iter().filter(|member| member["roles"][0] == role(name)).count();
    assert!(with("membership#Instructor") > 0 && with("membership#Learner") > 0, "{members:?}");
    let answer = lms.http.get(lms.url("/api/enrolments")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_registration_keeps_what_was_minted_for_it() {
    let lms = Lms::start().await;
    let minted = lms.get("/api/registrations").await[0].clone();
    assert_eq!(minted["deployments"].as_array().unwrap().len(), 1);
    let again = json!({
        "client_id": lms.client, "name": "renamed", "login_url": "http://tool.localhost:9/l", "target_link_uri": "http://tool.localhost:9/",
    });
    let answer = lms.put("/api/registrations", again).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let answer: Value = answer.json().await.unwrap();
    assert_eq!((&answer["name"], &answer["deployments"]), (&json!("renamed"), &minted["deployments"]));
    assert_eq!(answer["redirect_uris"], json!(["http://tool.localhost:9/"]));
    let gone = lms.http.delete(lms.url(&format!("/api/registrations/{}", lms.client))).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    assert_eq!(lms.get("/api/registrations").await, json!([]));
}

#[tokio::test]
async fn a_deployment_belongs_to_one_tool() {
    let lms = Lms::start().await;
    lms.register(json!({"deployments": ["1"]})).await;
    let body =
        json!({"name": "x", "login_url": "http://x/l", "target_link_uri": "http://x/", "deployments": ["1"]});
    let answer = lms.put("/api/registrations", body).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

async fn problem(answer: reqwest::Response, status: u16) -> Value {
    assert_eq!(answer.status().as_u16(), status);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let problem: Value = answer.json().await.unwrap();
    assert!(!text(&problem, "expected").is_empty() && !text(&problem, "actual").is_empty(), "{problem}");
    problem
}

#[tokio::test]
async fn what_cannot_be_read_is_a_problem_in_plain_words() {
    let lms = Lms::start().await;
    for (path, body) in [("/api/people", json!([])), ("/api/keys/rotate", json!([true]))] {
        assert_eq!(problem(lms.post(path, body).await, 422).await["expected"], "a JSON object");
    }
    let large = json!({"name": "x".repeat(3_000_000)});
    problem(lms.post("/api/people", large).await, 413).await;
    for query in ["after=x", "after=-1", "aftr=1", "after=1&after=2"] {
        let answer = lms.http.get(lms.url(&format!("/api/exchanges?{query}"))).send().await.unwrap();
        let told = problem(answer, 422).await.to_string();
        assert!(!told.contains("invalid digit"), "{told}");
    }
}

#[tokio::test]
async fn ids_may_be_long_and_awkward() {
    let lms = Lms::start().await;
    let person = "user/ a:b+c%d";
    let course = "C".repeat(255);
    let made = lms.post("/api/people", json!({"id": person, "name": "Awkward"})).await;
    assert_eq!(made.status(), StatusCode::CREATED);
    lms.post("/api/courses", json!({"id": course})).await;
    let enrolment = json!({"course": course, "person": person, "roles": [role("membership#Learner")]});
    assert_eq!(lms.post("/api/enrolments", enrolment).await.status(), StatusCode::CREATED);
    let link = lms.link(json!({"course": course, "id": "link/ x:y+z%2F"})).await;
    let claims = lms.payload(json!({"link": link, "person": person})).await;
    assert_eq!(claims["sub"], json!(person));
    let url = claims[crate::support::lti("launch_presentation")]["return_url"].as_str().unwrap().to_owned();
    assert!(lms.http.get(url).send().await.unwrap().status().is_success());
}

#[tokio::test]
async fn a_link_with_an_unknown_member_inside_is_refused() {
    let lms = Lms::start().await;
    for (member, inside, unknown) in [
        ("available", json!({"end": "2026-02-01T00:00:00Z"}), "`end`"),
        ("submission", json!({"until": "2026-02-01T00:00:00Z"}), "`until`"),
        ("iframe", json!({"widht": 5}), "`widht`"),
        ("window", json!({"features": "menubar=no"}), "`features`"),
    ] {
        let body = json!({"course": "algebra-1", "client_id": lms.client, member: inside});
        let told = problem(lms.post("/api/links", body).await, 422).await;
        assert!(told.to_string().contains(unknown), "{member}: {told}");
    }
    let window = json!({"targetName": "quiz", "width": 5, "windowFeatures": "menubar=no"});
    let body = json!({"course": "algebra-1", "client_id": lms.client, "iframe": {"width": 5}, "window": window,
        "available": {"endDateTime": "2026-02-01T00:00:00Z"}});
    assert_eq!(lms.post("/api/links", body).await.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn what_does_not_exist_is_refused_with_the_nearest_name() {
    let lms = Lms::start().await;
    let link = lms.link(json!({})).await;
    for (path, body, hint) in [
        ("/api/launches", json!({"link": link, "person": "benn"}), "`ben`"),
        ("/api/launches", json!({"link": format!("{link}x"), "person": "ben"}), link.as_str()),
        ("/api/launches", json!({"link": link, "person": "ben", "faults": ["kid.mising"]}), "kid.missing"),
        ("/api/launches", json!({"link": link, "person": "ben", "messag": 1}), "`message`"),
        (
            "/api/launches",
            json!({"link": link, "person": "ben", "options": {"anonymus": true}}),
            "`anonymous`",
        ),
        ("/api/launches", json!({"link": link, "person": "ben", "options": {"context": "ful"}}), "`full`"),
        ("/api/links", json!({"course": "algebra-2", "client_id": lms.client}), "algebra-1"),
        (
            "/api/links",
            json!({"course": "biology", "client_id": format!("{}x", lms.client)}),
            lms.client.as_str(),
        ),
        ("/api/enrolments", json!({"course": "biology", "person": "ad", "roles": []}), "`ada`"),
        ("/api/people", json!({"institution_roles": [role("institution/person#Studnt")]}), "#Student"),
    ] {
        let answer = lms.post(path, body.clone()).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
        let problem: Value = answer.json().await.unwrap();
        assert!(text(&problem, "hint").contains(hint), "{body}: {problem}");
        for member in ["type", "title", "detail", "expected", "actual"] {
            assert!(!text(&problem, member).is_empty(), "{member} in {problem}");
        }
    }
}

#[tokio::test]
async fn an_unknown_campus_or_launch_is_not_found() {
    let lms = Lms::start().await;
    let answer = lms.http.get(format!("{}/maim/api/people", lms.base())).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert!(answer.text().await.unwrap().contains("did you mean `main`"));
    let answer = lms.http.get(lms.url("/api/launches/nothing")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_openapi_document_names_every_route() {
    let lms = Lms::start().await;
    let document = lms.http.get(format!("{}/api/openapi.json", lms.base())).send().await.unwrap();
    let document: Value = document.json().await.unwrap();
    let paths = document["paths"].as_object().unwrap();
    for path in [
        "/api/about",
        "/api/campuses",
        "/api/faults",
        "/{campus}/api/platform",
        "/{campus}/api/registrations",
        "/{campus}/api/registrations/{client_id}",
        "/{campus}/api/people",
        "/{campus}/api/courses",
        "/{campus}/api/courses/{course}/roster",
        "/{campus}/api/enrolments",
        "/{campus}/api/links",
        "/{campus}/api/launches",
        "/{campus}/api/launches/{launch}",
        "/{campus}/api/keys",
        "/{campus}/api/keys/rotate",
        "/{campus}/api/keys/activate",
        "/{campus}/api/faults",
        "/{campus}/api/exchanges",
    ] {
        assert!(paths.contains_key(path), "{path}");
    }
    let operations: Vec<&Value> =
        paths.values().flat_map(|path| path.as_object().unwrap().values()).collect();
    let ids: std::collections::HashSet<&str> =
        operations.iter().map(|operation| operation["operationId"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), operations.len());
    let schemas = document["components"]["schemas"].as_object().unwrap();
    assert!(schemas.contains_key("Options") && schemas.contains_key("Problem"));
}
