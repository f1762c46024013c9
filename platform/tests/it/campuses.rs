//! Two campuses are two platforms.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{Lms, text};

async fn create(lms: &Lms, name: &str) -> (StatusCode, Value) {
    let answer = lms.http.post(format!("{}/api/campuses", lms.base())).json(&json!({"name": name}));
    let answer = answer.send().await.unwrap();
    (answer.status(), answer.json().await.unwrap())
}

#[tokio::test]
async fn a_second_campus_has_its_own_issuer_keys_people_and_journal() {
    let lms = Lms::start().await;
    let (status, north) = create(&lms, "north").await;
    assert_eq!((status, &north["issuer"]), (StatusCode::CREATED, &json!(format!("{}/north", lms.base()))));
    assert_eq!(create(&lms, "north").await.0, StatusCode::OK);
    let read = async |path: &str| -> Value {
        lms.http.get(format!("{}/north{path}", lms.base())).send().await.unwrap().json().await.unwrap()
    };
    let theirs = text(&read("/lti/jwks").await["keys"][0], "kid");
    assert_ne!(theirs, text(&lms.get("/lti/jwks").await["keys"][0], "kid"));
    assert_eq!((read("/api/people").await, read("/api/registrations").await), (json!([]), json!([])));
    assert_eq!(read("/api/exchanges").await["last"], 1);
}

#[tokio::test]
async fn a_launch_of_one_campus_is_unknown_to_the_other() {
    let lms = Lms::start().await;
    create(&lms, "north").await;
    let launch = lms.prepare(json!({})).await;
    let url = format!("{}/north/lti/authorize", lms.base());
    let answer = lms.http.get(url).query(&launch.request).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    launch.answered().await;
}

#[tokio::test]
async fn a_bad_name_is_refused() {
    let lms = Lms::start().await;
    for name in ["api", "assets", "North", "", "a/b", "-"] {
        assert_eq!(create(&lms, name).await.0, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
    }
}
