//! Spoilt tokens, one fault each.

use crate::support::browser::Browser;
use crate::support::{School, faults};

#[actix_web::test]
async fn every_spoilt_token_is_refused_for_its_own_reason() {
    let (school, mut browser) = (School::open().await, Browser::new());
    for fault in faults::ALL {
        browser.cookies.clear();
        let page = school.launch(&mut browser, |forge| (fault.spoil)(forge, &school)).await;
        let name = fault.name;
        assert_eq!(page.status, fault.status, "{name}: {}", page.body);
        assert!(page.text("#error").contains(fault.reason), "{name}: {}", page.text("#error"));
        assert_eq!(browser.session(), None, "{name}");
        for secret in ["u-1001", "Ada", "ada@school.test", "Biology", "eyJ"] {
            assert!(!page.body.contains(secret), "{name}: the page shows {secret}");
        }
        assert_eq!(browser.get(&school.url("whoami")).await.status, 401, "{name}");
    }
}

#[actix_web::test]
async fn a_key_offered_by_the_token_is_not_even_looked_at() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let jku = faults::ALL.iter().find(|fault| fault.name == "jku.foreign").unwrap();
    school.launch(&mut browser, |forge| (jku.spoil)(forge, &school)).await;
    assert_eq!(school.north.asked(), 0);
    let page = school
        .launch(&mut browser, |forge| {
            forge.header["jku"] = format!("{}/elsewhere", school.north.url).into();
            forge.header["x5c"] = serde_json::json!(["AAAA"]);
        })
        .await;
    assert!(page.is_accepted(), "such headers are ignored on a good token: {}", page.body);
    assert_eq!(school.north.asked(), 0);
}

#[actix_web::test]
async fn another_algorithm_is_fine_where_it_was_agreed() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let mut agreed = school.main.agreed("client");
    agreed.algorithm = homeroom_tool::SigningAlgorithm::Rs512;
    school.tool.register(agreed).await.unwrap();
    let mut key = school.main.key.jwk();
    key["alg"] = "RS512".into();
    school.main.publish(crate::support::platform::Keys::Set(serde_json::json!({ "keys": [key] })));
    let agreed =
        school.launch(&mut browser, |forge| forge.signed_with("RS512", jsonwebtoken::Algorithm::RS512)).await;
    assert!(agreed.is_accepted(), "{}", agreed.body);
    let default = school.launch(&mut browser, |_| ()).await;
    assert!(default.text("#error").contains("algorithm"));
}
