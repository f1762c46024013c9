//! What an application does with the services of a platform, by the public face of the kit alone.

use std::time::{Duration, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use homeroom_tool::deep_linking::{AnswerError, ContentItem, MediaRanges, Settings, Targets};
use homeroom_tool::grades::{
    ActivityProgress, GradingProgress, LineItemFilter, NewLineItem, ResultFilter, Score,
};
use homeroom_tool::roster::{MemberFilter, Status};
use homeroom_tool::{
    Failure, GradesEndpoint, KeyPairs, Keys, LaunchData, LtiTool, Platform, RosterEndpoint, ServiceError,
    User,
};
use homeroom_vocab::{claim, media_type, role, scope};
use serde_json::{Value, json};
use url::Url;

use crate::support::office::{Call, Office, Reply, token};

const SCOPES: [&str; 4] =
    [scope::AGS_LINEITEM, scope::AGS_LINEITEM_READONLY, scope::AGS_RESULT_READONLY, scope::AGS_SCORE];

/// What a signed token says.
fn claims(jwt: &str) -> Value {
    let payload = jwt.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

/// A tool that the office is the platform of, and a launch from there that offers everything.
async fn tool(office: &Office) -> (LtiTool, LaunchData) {
    let keys = Keys::Url(url("http://127.0.0.1:9/jwks"));
    let token_endpoint = url(&office.at("/token"));
    let platform =
        Platform::new("https://lms.test", "client", url("https://lms.test/auth"), token_endpoint, keys);
    let lti = LtiTool::builder("http://localhost:3000/")
        .key_pairs(KeyPairs::Shared)
        .platform(platform.deployment("1"));
    (lti.build().await.unwrap(), launch(office))
}

fn launch(office: &Office) -> LaunchData {
    let mut launch = LaunchData::default();
    launch.issuer = "https://lms.test".into();
    launch.client_id = "client".into();
    launch.deployment_id = "1".into();
    launch.user = User::known("u-1");
    let mut grades = GradesEndpoint::default();
    grades.scopes = SCOPES.map(str::to_owned).to_vec();
    grades.line_items = Some(url(&office.at("/items?x=1")));
    launch.grades = Some(grades);
    launch.roster = Some(RosterEndpoint::at(url(&office.at("/members?x=1"))));
    launch
}

fn here(call: &Call, path: &str) -> String {
    format!("http://{}{path}", call.header("host").unwrap())
}

fn item(call: &Call, number: usize) -> Value {
    json!({ "id": here(call, &format!("/items/{number}?x=1")), "label": format!("Item {number}"), "scoreMaximum": 10 })
}

/// Two pages of line items, and one line item.
fn gradebook(call: &Call) -> Reply {
    match (call.method.as_str(), call.path.as_str()) {
        ("POST", "/token") => token(call),
        ("GET", "/items?x=1&page=2") => Reply::json(&json!([item(call, 3)])),
        ("GET", path) if path.starts_with("/items?") => {
            let next = format!("<{}>; rel=\"next\"", here(call, "/items?x=1&page=2"));
            Reply::json(&json!([item(call, 1), item(call, 2)])).with("link", next)
        }
        ("GET", path) if path.starts_with("/items/1/results?") => Reply::json(
            &json!([{ "userId": "u-1", "resultScore": 8, "resultMaximum": 10, "scoringUserId": "t-1" }]),
        ),
        ("GET", "/items/1?x=1") => Reply::json(&item(call, 1)),
        ("PUT", "/items/1?x=1") => Reply::json(&call.json()),
        ("POST", "/items?x=1") => {
            let mut made = call.json();
            made["id"] = here(call, "/items/9?x=1").into();
            Reply::created(&made)
        }
        ("POST" | "DELETE", _) => Reply::status(204),
        _ => Reply::status(404),
    }
}

#[tokio::test]
async fn line_items_are_listed_by_filters_and_page_by_page() {
    let office = Office::open(gradebook);
    let (lti, launch) = tool(&office).await;
    let grades = lti.grades(&launch);
    let all = grades.line_items(&LineItemFilter::all()).await.unwrap();
    assert_eq!((all.pages, all.next.as_ref(), all.incomplete.as_ref()), (2, None, None));
    let labels: Vec<_> = all.entries.iter().map(|item| item.label().to_owned()).collect();
    assert_eq!(labels, ["Item 1", "Item 2", "Item 3"]);
    let filter = LineItemFilter::all().resource_link_id("r 1").resource_id("q").tag("t").limit(2).pages(1);
    let first = grades.line_items(&filter).await.unwrap();
    assert_eq!((first.entries.len(), first.pages), (2, 1));
    let rest = grades.line_items(&LineItemFilter::all().from(first.next.unwrap())).await.unwrap();
    assert_eq!((rest.entries.len(), rest.next), (1, None));
    let served = office.served();
    assert!(
        served.contains(&"GET /items?x=1&resource_link_id=r+1&resource_id=q&tag=t&limit=2".to_owned()),
        "{served:?}"
    );
}

#[tokio::test]
async fn a_line_item_is_made_read_changed_and_deleted() {
    let office = Office::open(gradebook);
    let (lti, launch) = tool(&office).await;
    let grades = lti.grades(&launch);
    let quiz = NewLineItem::new("Quiz", 20.0).resource_id("quiz-1").tag("grade").grades_released(false);
    let made = grades.create(&quiz).await.unwrap();
    assert_eq!((made.label(), made.score_maximum(), made.tag()), ("Quiz", Some(20.0), Some("grade")));
    let address = url(&office.at("/items/1?x=1"));
    let mut item = grades.line_item(&address).await.unwrap();
    item.set_label("Renamed");
    item.set_end(UNIX_EPOCH + Duration::from_secs(1_764_000_000));
    let changed = grades.update(&item).await.unwrap();
    assert_eq!((changed.label(), changed.url()), ("Renamed", Some(&address)));
    grades.delete(&address).await.unwrap();
    let calls = office.calls();
    let put = calls.iter().find(|call| call.method == "PUT").unwrap();
    let sent = put.json();
    assert_eq!(
        (&sent["scoreMaximum"], &sent["endDateTime"]),
        (&json!(10), &json!("2025-11-24T16:00:00.000Z"))
    );
    assert_eq!(put.header("content-type"), Some(media_type::LINEITEM));
    assert_eq!(format!("{:?}", calls.last().unwrap()), "DELETE /items/1?x=1");
}

#[tokio::test]
async fn a_line_item_is_looked_for_before_one_is_made() {
    let office = Office::open(|call| match call.path.as_str() {
        "/items?x=1&resource_id=quiz-1&tag=grade" => {
            let mut found = item(call, 4);
            found["resourceId"] = "quiz-1".into();
            found["tag"] = "grade".into();
            Reply::json(&json!([found]))
        }
        "/items?x=1&resource_id=other&tag=grade" => Reply::json(&json!([])),
        _ => gradebook(call),
    });
    let (lti, launch) = tool(&office).await;
    let quiz = |name: &str| NewLineItem::new("Quiz", 10.0).resource_id(name).tag("grade");
    let found = lti.grades(&launch).ensure(&quiz("quiz-1")).await.unwrap();
    assert_eq!(found.label(), "Item 4");
    assert!(office.served().iter().all(|call| call.starts_with("GET")), "{:?}", office.served());
    let made = lti.grades(&launch).ensure(&quiz("other")).await.unwrap();
    assert_eq!(made.address().unwrap().path(), "/items/9");
}

#[tokio::test]
async fn scores_are_sent_and_results_are_read() {
    let office = Office::open(gradebook);
    let (lti, launch) = tool(&office).await;
    let (grades, line_item) = (lti.grades(&launch), url(&office.at("/items/1?x=1")));
    let learner = launch.user.subject().unwrap();
    let waiting = Score::new(learner, ActivityProgress::Submitted, GradingProgress::PendingManual);
    for score in [Score::started(learner), waiting, Score::completed(learner, 8.0, 10.0).comment("c")] {
        grades.submit(&line_item, &score).await.unwrap();
    }
    let scores: Vec<_> =
        office.calls().into_iter().filter(|call| call.path == "/items/1/scores?x=1").collect();
    assert!(scores.iter().all(|call| call.header("content-type") == Some(media_type::SCORE)));
    let bodies: Vec<_> = scores.iter().map(Call::json).collect();
    let progress: Vec<_> = bodies.iter().map(|body| body["gradingProgress"].as_str().unwrap()).collect();
    assert_eq!(progress, ["NotReady", "PendingManual", "FullyGraded"]);
    let times: Vec<_> = bodies.iter().map(|body| body["timestamp"].as_str().unwrap()).collect();
    assert!(times.is_sorted_by(|earlier, later| earlier < later), "{times:?}");
    let read = grades.results(&line_item, &ResultFilter::of_user("u-1").limit(5)).await.unwrap();
    let result = &read.entries[0];
    assert_eq!((result.score, result.maximum, result.scorer.as_deref()), (Some(8.0), 10.0, Some("t-1")));
    assert_eq!(office.served().last().unwrap(), "GET /items/1/results?x=1&user_id=u-1&limit=5");
    assert_eq!(office.tokens().len(), 1, "one token does for all");
}

#[tokio::test]
async fn what_cannot_work_is_an_error_before_anything_is_sent() {
    let office = Office::open(gradebook);
    let (lti, mut launch) = tool(&office).await;
    let line_item = url(&office.at("/items/1?x=1"));
    let foreign = lti.grades(&launch).delete(&url("http://evil.test/items/1")).await;
    assert!(matches!(foreign, Err(ServiceError::Failed { why: Failure::ForeignAddress, .. })), "{foreign:?}");
    let negative = lti.grades(&launch).submit(&line_item, &Score::completed("u-1", -1.0, 10.0)).await;
    assert!(matches!(negative, Err(ServiceError::Unfit(_))));
    let blank = lti.grades(&launch).create(&NewLineItem::new(" ", 10.0)).await;
    assert!(matches!(blank, Err(ServiceError::Unfit(_))));
    if let Some(grades) = &mut launch.grades {
        grades.scopes.retain(|offered| offered != scope::AGS_SCORE);
    }
    let scoring = lti.grades(&launch).submit(&line_item, &Score::started("u-1")).await;
    assert_eq!(scoring, Err(ServiceError::NotOffered(scope::AGS_SCORE)));
    launch.grades = None;
    assert!(matches!(
        lti.grades(&launch).line_items(&LineItemFilter::all()).await,
        Err(ServiceError::NoAddress(_))
    ));
    launch.client_id = "another".to_owned();
    let unknown = lti.roster(&launch).members(&MemberFilter::all()).await;
    assert_eq!(unknown, Err(ServiceError::NoRegistration));
    assert!(office.calls().is_empty(), "{:?}", office.calls());
}

/// Two pages of members, and what changed since.
fn register(call: &Call) -> Reply {
    let page =
        |members: Value| Reply::json(&json!({ "id": "x", "context": { "id": "c" }, "members": members }));
    match call.path.as_str() {
        "/token" => token(call),
        "/members?x=1&page=2" => page(json!([{ "user_id": "u-3" }])),
        "/members?since=1" => {
            page(json!([{ "user_id": "u-1", "status": "Deleted" }, { "user_id": "u-4", "name": "D" }]))
        }
        path if path.starts_with("/members?x=1") => {
            let ada = json!({
                "user_id": "u-1", "name": "Ada", "roles": ["Learner"],
                "message": [{ (claim::CUSTOM): { "seat": "7" } }],
            });
            page(json!([ada, { "user_id": "u-2", "status": "Inactive" }]))
                .with("link", format!("<{}>; rel=\"next\"", here(call, "/members?x=1&page=2")))
                .with("link", format!("<{}>; rel=\"differences\"", here(call, "/members?since=1")))
        }
        _ => Reply::status(404),
    }
}

#[tokio::test]
async fn members_are_read_by_role_and_link_and_page_by_page() {
    let office = Office::open(register);
    let (lti, launch) = tool(&office).await;
    let roster = lti.roster(&launch);
    let all = roster.members(&MemberFilter::all()).await.unwrap();
    let ids: Vec<_> = all.members.iter().map(|member| member.id.as_str()).collect();
    assert_eq!((ids, all.pages), (vec!["u-1", "u-2", "u-3"], 2));
    assert!(all.members[0].roles.is_learner() && all.members[1].status == Status::Inactive);
    assert_eq!(all.members[0].custom["seat"], "7");
    let learners = MemberFilter::all().role("Learner").resource_link_id("r&1").limit(2).pages(1);
    let first = roster.members(&learners).await.unwrap();
    assert_eq!(office.served().last().unwrap(), "GET /members?x=1&role=Learner&rlid=r%261&limit=2");
    let rest = roster.members(&MemberFilter::all().from(first.next.unwrap())).await.unwrap();
    assert_eq!(rest.complete().unwrap()[0].id, "u-3");
    roster.members(&MemberFilter::instructors().pages(1)).await.unwrap();
    let asked = url(&office.at(office.served().last().unwrap().trim_start_matches("GET ")));
    assert!(asked.query_pairs().any(|(name, value)| name == "role" && value == role::context::INSTRUCTOR));
}

#[tokio::test]
async fn what_changed_in_a_roster_is_asked_and_applied() {
    let office = Office::open(register);
    let (lti, launch) = tool(&office).await;
    let mut known = lti.roster(&launch).members(&MemberFilter::all()).await.unwrap();
    let since = known.differences.clone().unwrap();
    let changes = lti.roster(&launch).differences(&since).await.unwrap();
    assert_eq!(changes.members.iter().filter(|member| member.status == Status::Deleted).count(), 1);
    known.apply(changes);
    let ids: Vec<_> = known.members.iter().map(|member| member.id.as_str()).collect();
    assert_eq!(ids, ["u-2", "u-3", "u-4"]);
}

#[tokio::test]
async fn a_short_patience_ends_what_takes_long() {
    let office = Office::open(|call| register(call).late(Duration::from_secs(5)));
    let (lti, launch) = tool(&office).await;
    let roster = lti.roster(&launch).within(Duration::from_millis(200));
    let started = std::time::Instant::now();
    let slow = roster.members(&MemberFilter::all()).await;
    assert!(matches!(slow, Err(ServiceError::Failed { why: Failure::TooSlow, .. })), "{slow:?}");
    assert!(started.elapsed() < Duration::from_secs(3));
}

fn request(office: &Office, types: &[&str]) -> LaunchData {
    let mut settings = Settings::default();
    settings.return_url = "https://lms.test/return?a=1&b=%20".to_owned();
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
    let office = Office::open(gradebook);
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
    let office = Office::open(gradebook);
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
    let office = Office::open(gradebook);
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
