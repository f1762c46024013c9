//! What a launch says (CORE, ROLE, VAR, RET), and how the options vary it.

use serde_json::{Value, json};

use crate::support::{Lms, lti, role};

#[tokio::test]
async fn a_plain_launch_has_every_required_claim() {
    let lms = Lms::start().await;
    let launch = lms.prepare(json!({})).await;
    let posted = launch.answered().await;
    let claims = crate::support::payload(posted.get("id_token").unwrap());
    assert_eq!(claims["iss"], json!(launch.login("iss")));
    assert_eq!(claims[lti("target_link_uri")], json!(launch.login("target_link_uri")));
    assert_eq!(claims[lti("deployment_id")], json!(launch.login("lti_deployment_id")));
    assert_eq!(claims["aud"], json!(launch.login("client_id")));
    assert_eq!(claims[lti("message_type")], "LtiResourceLinkRequest");
    assert_eq!(claims[lti("version")], "1.3.0");
    assert_eq!(claims[lti("resource_link")]["title"], "Quiz 1");
    assert_eq!(claims[lti("roles")], json!([role("membership#Learner"), role("institution/person#Student")]));
    assert_eq!(claims[lti("context")]["type"], json!([role("course#CourseSection")]));
    assert_eq!(claims[lti("tool_platform")]["product_family_code"], "homeroom");
    assert_eq!(claims[lti("launch_presentation")]["document_target"], "iframe");
    assert_eq!(claims[lti("lis")]["person_sourcedid"], "sis:person:ben");
    assert_eq!(
        (claims["name"].as_str(), claims["email"].as_str()),
        (Some("Ben Learner"), Some("ben@school.test"))
    );
    assert!(claims.get(lti("role_scope_mentor")).is_none() && claims.get(lti("custom")).is_none());
}

#[tokio::test]
async fn no_value_of_the_payload_has_outer_white_space() {
    fn check(value: &Value) {
        match value {
            Value::String(text) => assert_eq!(text.trim(), text),
            Value::Array(list) => list.iter().for_each(check),
            Value::Object(members) => members.values().for_each(check),
            _ => {}
        }
    }
    let lms = Lms::start().await;
    let person = json!({"id": "padded", "name": "  Pad  ", "email": " p@school.test "});
    lms.post("/api/people", person).await;
    let enrolment = json!({"course": "biology", "person": "padded", "roles": [role("membership#Learner")]});
    lms.post("/api/enrolments", enrolment).await;
    let link = lms.link(json!({"course": "biology", "title": " Lab \t", "description": "\n"})).await;
    let claims = lms.payload(json!({"person": "padded", "link": link})).await;
    check(&claims);
    assert!(claims[lti("resource_link")].get("description").is_none());
}

#[tokio::test]
async fn privacy_decides_what_the_tool_learns() {
    let lms = Lms::start().await;
    for (privacy, name, email, locale) in [
        ("all", true, true, true),
        ("name", true, false, false),
        ("email", false, true, false),
        ("none", false, false, false),
    ] {
        let claims = lms.payload(json!({"options": {"privacy": privacy}})).await;
        assert_eq!(claims["sub"], "ben");
        for (claim, sent) in [
            ("name", name),
            ("given_name", name),
            ("family_name", name),
            ("email", email),
            ("locale", locale),
        ] {
            assert_eq!(claims.get(claim).is_some(), sent, "{privacy} {claim}");
        }
        assert_eq!(claims[lti("lis")].get("person_sourcedid").is_some(), privacy == "all");
    }
}

#[tokio::test]
async fn the_registration_decides_privacy_unless_the_launch_does() {
    let mut lms = Lms::start().await;
    lms.client = lms.register(json!({"privacy": "none"})).await;
    assert!(lms.payload(json!({})).await.get("email").is_none());
    assert!(lms.payload(json!({"options": {"privacy": "all"}})).await.get("email").is_some());
}

#[tokio::test]
async fn an_anonymous_launch_names_nobody_anywhere() {
    let lms = Lms::start().await;
    let link = lms.link(json!({"custom": {"who": "$User.id", "name": "$Person.name.full"}})).await;
    let claims = lms.payload(json!({"link": link, "options": {"anonymous": true}})).await;
    assert!(claims.get("sub").is_none() && claims.get("name").is_none());
    let text = claims.to_string();
    assert!(!text.contains("Ben") && !text.contains("ben@") && !text.contains(":ben"), "{text}");
    assert_eq!(claims[lti("custom")], json!({"who": "", "name": "$Person.name.full"}));
}

#[tokio::test]
async fn context_and_link_come_whole_by_id_or_not_at_all() {
    let lms = Lms::start().await;
    let full = lms.payload(json!({})).await;
    assert_eq!(full[lti("context")]["title"], "Algebra I");
    let id = lms.payload(json!({"options": {"context": "id", "resource_link": "id"}})).await;
    assert_eq!(id[lti("context")], json!({"id": "algebra-1"}));
    assert_eq!(id[lti("resource_link")].as_object().unwrap().len(), 1);
    let none = lms.payload(json!({"options": {"context": "none", "tool_platform": false}})).await;
    assert!(none.get(lti("context")).is_none() && none.get(lti("tool_platform")).is_none());
}

#[tokio::test]
async fn roles_are_sent_verbatim_when_they_are_given() {
    let lms = Lms::start().await;
    for roles in [json!([]), json!([""]), json!(["Instructor"]), json!(["http://x/unknown#Helper"])] {
        let claims = lms.payload(json!({"options": {"roles": roles}})).await;
        assert_eq!(claims[lti("roles")], roles);
    }
}

#[tokio::test]
async fn a_sub_role_comes_with_its_principal() {
    let lms = Lms::start().await;
    let claims = lms.payload(json!({"person": "tariq"})).await;
    let expected = [
        role("membership/Instructor#TeachingAssistant"),
        role("membership#Instructor"),
        role("institution/person#Staff"),
    ];
    assert_eq!(claims[lti("roles")], json!(expected));
}

#[tokio::test]
async fn a_mentor_is_told_whom_they_may_see_and_nobody_else_is() {
    let lms = Lms::start().await;
    let claims = lms.payload(json!({"person": "olga"})).await;
    assert_eq!(claims[lti("role_scope_mentor")], json!(["ben", "dana"]));
    let learner = json!({"person": "olga", "options": {"roles": [role("membership#Learner")]}});
    assert!(lms.payload(learner).await.get(lti("role_scope_mentor")).is_none());
}

#[tokio::test]
async fn the_audience_is_a_string_or_an_array_with_azp() {
    let lms = Lms::start().await;
    assert_eq!(lms.payload(json!({})).await["aud"], json!(lms.client));
    let array = lms.payload(json!({"options": {"aud": "array"}})).await;
    assert_eq!((&array["aud"], &array["azp"]), (&json!([lms.client]), &json!(lms.client)));
}

#[tokio::test]
async fn another_deployment_is_told_at_login_and_in_the_token() {
    let mut lms = Lms::start().await;
    lms.client = lms.register(json!({"deployments": ["A", "B"]})).await;
    let launch = lms.prepare(json!({"options": {"deployment": "B"}})).await;
    assert_eq!(launch.login("lti_deployment_id"), Some("B"));
    let posted = launch.answered().await;
    assert_eq!(crate::support::payload(posted.get("id_token").unwrap())[lti("deployment_id")], "B");
}

#[tokio::test]
async fn presentation_varies_as_asked() {
    let lms = Lms::start().await;
    for target in ["iframe", "frame", "window"] {
        let claims = lms.payload(json!({"options": {"document_target": target, "locale": "fr-CA"}})).await;
        let shown = &claims[lti("launch_presentation")];
        assert_eq!((&shown["document_target"], &shown["locale"]), (&json!(target), &json!("fr-CA")));
    }
    let bare = lms.payload(json!({"options": {"document_target": "none", "return_url": "none"}})).await;
    let shown = &bare[lti("launch_presentation")];
    assert!(shown.get("document_target").is_none() && shown.get("return_url").is_none());
    let query = lms.payload(json!({"options": {"return_url": "query"}})).await;
    let url = query[lti("launch_presentation")]["return_url"].as_str().unwrap().to_owned();
    assert!(url.ends_with("?a=1&b=%20"), "{url}");
}

#[tokio::test]
async fn custom_parameters_are_substituted_once_and_the_link_wins() {
    let mut lms = Lms::start().await;
    lms.client =
        lms.register(json!({"custom": {"level": "registration", "who": "$User.id", "both": "r"}})).await;
    let evil = json!({"id": "evil", "name": "$User.id", "given_name": "$Context.id"});
    lms.post("/api/people", evil).await;
    let enrolment = json!({"course": "algebra-1", "person": "evil", "roles": [role("membership#Learner")]});
    lms.post("/api/enrolments", enrolment).await;
    let link = lms
        .link(json!({"custom": {
            "both": "link", "name": "$Person.name.full", "course": "$Context.id", "due": "$ResourceLink.submission.endDateTime",
            "vendor": "$com.example.Thing", "service": "$Scores.url", "plain": "costs $5", "grade": "$Context.gradeLevels.ceds",
        }}))
        .await;
    let claims = lms.payload(json!({"link": link, "person": "evil"})).await;
    let expected = json!({
        "level": "registration", "who": "evil", "both": "link", "name": "$User.id", "course": "algebra-1", "due": "",
        "vendor": "$com.example.Thing", "service": "$Scores.url", "plain": "costs $5", "grade": "",
    });
    assert_eq!(claims[lti("custom")], expected);
}

#[tokio::test]
async fn a_variable_that_privacy_forbids_is_left_as_it_is() {
    let lms = Lms::start().await;
    let link = lms.link(json!({"custom": {"mail": "$Person.email.primary"}})).await;
    let shown = lms.payload(json!({"link": link})).await;
    assert_eq!(shown[lti("custom")]["mail"], "ben@school.test");
    let hidden = lms.payload(json!({"link": link, "options": {"privacy": "none"}})).await;
    assert_eq!(hidden[lti("custom")]["mail"], "$Person.email.primary");
}

#[tokio::test]
async fn custom_may_be_given_or_left_out() {
    let lms = Lms::start().await;
    let link = lms.link(json!({"custom": {"a": "b"}})).await;
    let none = lms.payload(json!({"link": link, "options": {"custom": null}})).await;
    assert!(none.get(lti("custom")).is_none());
    let given = lms.payload(json!({"link": link, "options": {"custom": {"x": "$User.id"}}})).await;
    assert_eq!(given[lti("custom")], json!({"x": "$User.id"}));
}

#[tokio::test]
async fn claims_are_merged_last_and_null_removes() {
    let lms = Lms::start().await;
    let claims =
        lms.payload(json!({"options": {"claims": {"https://x.example/v": {"n": 1}, "email": null}}})).await;
    assert_eq!(claims["https://x.example/v"], json!({"n": 1}));
    assert!(claims.get("email").is_none());
}

#[tokio::test]
async fn the_login_leaves_out_what_it_is_told_to() {
    let lms = Lms::start().await;
    let options = json!({"login_client_id": false, "login_deployment_id": false});
    let launch = lms.prepare(json!({"options": options})).await;
    assert!(launch.login("client_id").is_none() && launch.login("lti_deployment_id").is_none());
    launch.answered().await;
}

#[tokio::test]
async fn what_the_tool_says_on_return_is_part_of_the_story() {
    let lms = Lms::start().await;
    let launch = lms.prepare(json!({"options": {"return_url": "query"}})).await;
    let posted = launch.answered().await;
    let claims = crate::support::payload(posted.get("id_token").unwrap());
    let url = claims[lti("launch_presentation")]["return_url"].as_str().unwrap().to_owned();
    let page =
        lms.http.get(format!("{url}&lti_errormsg=%3Cb%3Eno%3C/b%3E&lti_log=seen")).send().await.unwrap();
    assert!(page.status().is_success());
    assert!(!page.text().await.unwrap().contains("<b>no</b>"));
    let read = launch.read().await;
    assert_eq!(read["returns"][0]["lti_errormsg"], "<b>no</b>");
    assert_eq!(read["returns"][0]["lti_log"], "seen");
    let numbers = read["exchanges"].as_array().unwrap();
    assert_eq!(numbers.len(), 2, "{read}");
}
