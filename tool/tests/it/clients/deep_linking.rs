//! Answers to deep linking requests.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use homeroom_tool::LaunchData;
use homeroom_tool::deep_linking::{AnswerError, ContentItem, MediaRanges, Settings, Targets};
use homeroom_tool::grades::NewLineItem;
use homeroom_vocab::claim;
use serde_json::{Value, json};

use super::{launch, tool, url};
use crate::support::office::{Office, token};

/// What a signed token says.
fn claims(jwt: &str) -> Value {
    let payload = jwt.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

fn request(office: &Office, types: &[&str]) -> LaunchData {
    let mut settings = Settings::default();
    "https://lms.test/return?a=1&b=%20".clone_into(&mut settings.return_url);
    settings.types = types.iter().map(|kind| (*kind).to_owned()).collect();
    settings.targets = Targets { window: true, ..Targets::default() };
    settings.media_types = MediaRanges::default();
    settings.data = Some("{ \"opaque\": 1 }".to_owned());
    let mut launch = launch(office);
    launch.deep_linking = Some(settings);
    launch
}

#[tokio::test]
async fn a_deep_linking_request_is_answered_by_a_form_or_a_token() {
    let office = Office::open(token);
    let (lti, _) = tool(&office).await;
    let launch = request(&office, &["ltiResourceLink", "link"]);
    let quiz = ContentItem::resource_link().title("Quiz").line_item(&NewLineItem::new("Quiz", 10.0));
    let answer =
        lti.deep_linking(&launch).unwrap().item(quiz).message("One item").log("done").sign().await.unwrap();
    assert_eq!(answer.return_url(), "https://lms.test/return?a=1&b=%20");
    let said = claims(answer.jwt());
    assert_eq!((&said["iss"], &said["aud"]), (&json!("client"), &json!("https://lms.test")));
    assert_eq!(said[claim::MESSAGE_TYPE], "LtiDeepLinkingResponse");
    assert_eq!(said[claim::DL_DATA], "{ \"opaque\": 1 }");
    assert_eq!((&said[claim::DL_MSG], &said[claim::DL_LOG]), (&json!("One item"), &json!("done")));
    assert_eq!(said[claim::DL_CONTENT_ITEMS], json!([{ "type": "ltiResourceLink", "title": "Quiz" }]));
    let form = actix_web::body::to_bytes(answer.clone().into_response().into_body()).await.unwrap();
    let form = String::from_utf8(form.to_vec()).unwrap();
    assert!(form.contains(r#"method="post" action="https://lms.test/return?a=1&amp;b=%20""#), "{form}");
    assert!(form.contains(&format!(r#"name="JWT" value="{}""#, answer.jwt())), "{form}");
}

#[tokio::test]
async fn cancelling_and_failing_are_answers_too() {
    let office = Office::open(token);
    let (lti, _) = tool(&office).await;
    let launch = request(&office, &["link"]);
    let begin = || lti.deep_linking(&launch).unwrap();
    let cancelled = claims(begin().message("Nothing was added").sign().await.unwrap().jwt());
    assert_eq!(cancelled.get(claim::DL_CONTENT_ITEMS), None);
    let empty = claims(begin().items([]).sign().await.unwrap().jwt());
    assert_eq!(empty[claim::DL_CONTENT_ITEMS], json!([]));
    let failed = begin().error_message("It did not work").error_log("disk full").sign().await.unwrap();
    let failed = claims(failed.jwt());
    assert_eq!(
        (&failed[claim::DL_ERRORMSG], &failed[claim::DL_ERRORLOG]),
        (&json!("It did not work"), &json!("disk full"))
    );
}

#[tokio::test]
async fn what_the_platform_does_not_take_is_not_signed() {
    let office = Office::open(token);
    let (lti, plain) = tool(&office).await;
    assert_eq!(lti.deep_linking(&plain).err(), Some(AnswerError::NotRequested));
    let launch = request(&office, &["link"]);
    let page = || ContentItem::from(ContentItem::link(&url("https://tool.test/page")));
    let begin = || lti.deep_linking(&launch).unwrap();
    assert_eq!(begin().items([page(), page()]).sign().await, Err(AnswerError::TooMany(2)));
    let image = begin().item(ContentItem::image(&url("https://tool.test/i.png"))).sign().await;
    assert_eq!(image, Err(AnswerError::NotTaken("image".to_owned())));
    assert!(begin().item(page()).sign().await.is_ok());
}
