//! The platform's keys: chosen, cached, refreshed, missing.

use std::time::{Duration, Instant};

use jsonwebtoken::Algorithm;
use serde_json::json;

use crate::support::School;
use crate::support::browser::{Browser, Page};
use crate::support::forge::{Forge, Signature};
use crate::support::keys::Key;
use crate::support::platform::Keys;

fn rotated(forge: &mut Forge) {
    forge.header["kid"] = "rotated".into();
    forge.signature = Signature::By(Key::named("rotated"), Algorithm::RS256);
}

async fn launch(school: &School, spoil: fn(&mut Forge)) -> Page {
    school.launch(&mut Browser::new(), spoil).await
}

#[actix_web::test]
async fn one_fetch_serves_many_launches() {
    let school = School::open().await;
    for _ in 0..10 {
        assert!(launch(&school, |_| ()).await.is_accepted());
    }
    assert_eq!(school.main.asked(), 1);
    school.wait(Duration::from_secs(301));
    assert!(launch(&school, |_| ()).await.is_accepted());
    assert_eq!(school.main.asked(), 2, "its max-age is over");
}

#[actix_web::test]
async fn a_rotated_key_is_taken_at_once_and_again() {
    let school = School::open().await;
    assert!(launch(&school, |_| ()).await.is_accepted());
    for _ in 0..20 {
        school.main.publish_keys(&[Key::named("rotated")]);
        assert!(launch(&school, rotated).await.is_accepted());
        school.main.publish_keys(&[school.main.key]);
        assert!(launch(&school, |_| ()).await.is_accepted());
    }
    assert_eq!(launch(&school, rotated).await.status, 401, "a key that was taken back");
}

#[actix_web::test]
async fn a_key_taken_back_is_refused_when_the_cache_is_over() {
    let school = School::open().await;
    school.main.cache_for("max-age=20");
    assert!(launch(&school, |_| ()).await.is_accepted());
    school.main.publish_keys(&[Key::named("rotated")]);
    assert!(launch(&school, |_| ()).await.is_accepted(), "still cached");
    school.wait(Duration::from_secs(21));
    assert_eq!(launch(&school, |_| ()).await.status, 401);
}

#[actix_web::test]
async fn the_right_key_is_found_among_many_and_without_optional_members() {
    let good = |without: &[&str]| {
        let mut key = Key::named("main").jwk();
        key.as_object_mut().unwrap().retain(|name, _| !without.contains(&name.as_str()));
        key
    };
    let other = Key::named("foreign").jwk();
    let many: Vec<_> = (0..999)
        .map(|i| {
            let mut key = other.clone();
            key["kid"] = i.to_string().into();
            key
        })
        .chain([good(&[])])
        .collect();
    let mut wrong_twin = other.clone();
    wrong_twin["kid"] = "main".into();
    let mut for_encryption = wrong_twin.clone();
    for_encryption["use"] = "enc".into();
    let sets = [
        json!([Key::named("rotated").jwk(), other, good(&[])]),
        json!([good(&["alg"])]),
        json!([good(&["use"])]),
        json!([good(&["alg", "use"])]),
        json!([{ "kty": "NEW" }, { "kty": "oct", "kid": "main", "k": "AAAA" }, for_encryption, 7, good(&[])]),
        json!([wrong_twin, good(&[])]),
        json!(many),
    ];
    for set in sets {
        let school = School::open().await;
        school.main.publish(Keys::Set(json!({ "keys": set })));
        let page = launch(&school, |_| ()).await;
        assert!(page.is_accepted(), "{}", page.body);
        school.tool.stop().await;
    }
}

#[actix_web::test]
async fn an_outage_refuses_unknown_keys_in_time_and_spares_known_ones() {
    let school = School::open().await;
    assert!(launch(&school, |_| ()).await.is_accepted());
    let outages = [
        Keys::Status(500),
        Keys::Status(404),
        Keys::Text("<html>maintenance</html>"),
        Keys::Text(""),
        Keys::Set(json!({})),
        Keys::Set(json!({ "keys": [] })),
        Keys::Never,
    ];
    for outage in outages {
        school.main.publish(outage);
        let began = Instant::now();
        let page = launch(&school, rotated).await;
        assert_eq!(page.status, 401, "{}", page.body);
        assert!(
            page.text("#error").contains("keys of the platform cannot be read"),
            "{}",
            page.text("#error")
        );
        assert!(began.elapsed() < Duration::from_secs(5));
        assert!(launch(&school, |_| ()).await.is_accepted(), "the cached key serves on");
    }
    school.main.publish_keys(&[Key::named("rotated")]);
    assert!(launch(&school, rotated).await.is_accepted(), "the platform is back");
}

#[actix_web::test]
async fn a_flood_of_unknown_kids_costs_the_platform_little() {
    let school = School::open().await;
    assert!(launch(&school, |_| ()).await.is_accepted());
    for _ in 0..50 {
        assert_eq!(launch(&school, |forge| forge.header["kid"] = "made up".into()).await.status, 401);
    }
    let asked = school.main.asked();
    assert!(asked <= 10, "asked {asked} times");
    assert!(launch(&school, |_| ()).await.is_accepted(), "known keys are not held back");
    school.main.publish_keys(&[Key::named("rotated")]);
    school.wait(Duration::from_secs(10));
    assert!(launch(&school, rotated).await.is_accepted(), "nor is rotation for long");
}

#[actix_web::test]
async fn weak_keys_are_refused() {
    let school = School::open().await;
    let mut weak = Key::named("main").jwk();
    weak["n"] = weak["n"].as_str().unwrap()[..86].into();
    school.main.publish(Keys::Set(json!({ "keys": [weak] })));
    assert_eq!(launch(&school, |_| ()).await.status, 401);
}

#[actix_web::test]
async fn nobody_is_followed_to_the_keys_of_another_host() {
    let school = School::open().await;
    school.main.publish(Keys::At(format!("{}/elsewhere", school.north.url)));
    let page = launch(&school, |_| ()).await;
    assert_eq!((page.status, school.north.asked()), (401, 0));
}
