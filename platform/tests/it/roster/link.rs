//! The roster of a link: what a launch would tell of each member, and whose link it is.

use serde_json::json;

use super::{Page, Reader};
use crate::caller::ROSTER;
use crate::support::{lti, role};

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
