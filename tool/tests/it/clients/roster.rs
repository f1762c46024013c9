//! Who is in a course.

use std::time::{Duration, Instant};

use homeroom_tool::roster::{MemberFilter, Status};
use homeroom_tool::{Failure, ServiceError};
use homeroom_vocab::{claim, role};
use serde_json::{Value, json};

use super::{here, tool, url};
use crate::support::office::{Call, Office, Reply, token};

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
    let started = Instant::now();
    let slow = roster.members(&MemberFilter::all()).await;
    assert!(matches!(slow, Err(ServiceError::Failed { why: Failure::TooSlow, .. })), "{slow:?}");
    assert!(started.elapsed() < Duration::from_secs(3));
}
