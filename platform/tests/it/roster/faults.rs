//! Faults: pages that lead astray, links in other words, members that are not as they should be.

use std::collections::HashSet;

use serde_json::json;

use super::Reader;
use crate::support::text;

#[tokio::test]
async fn faults_lead_pages_astray() {
    let (reader, course) = Reader::with_course(json!({"page_size": 2})).await;
    for id in ["p1", "p2", "p3"] {
        reader.person(id, json!({})).await;
        reader.enrol(&course, id, "Active").await;
    }
    let url = reader.memberships(&course);
    reader.arm(&course, json!({"name": "nrps.next.self", "when": "always"})).await;
    let page = reader.page(&format!("{url}?limit=1")).await;
    assert_eq!((page.link("next"), page.ids()), (Some(format!("{url}?limit=1")), vec!["p1".to_owned()]));
    reader.arm(&course, json!({"name": "nrps.next.repeated", "when": "always"})).await;
    let (mut seen, mut page) = (HashSet::new(), reader.page(&url).await);
    for _ in 0..5 {
        assert_eq!(page.ids(), ["p1", "p2"]);
        let next = page.link("next").unwrap();
        assert!(seen.insert(next.clone()));
        page = reader.page(&next).await;
    }
    reader.arm(&course, json!({"name": "nrps.next.endless", "when": "always"})).await;
    let (mut seen, mut page) = (HashSet::new(), reader.page(&url).await);
    for _ in 0..10 {
        assert!(page.ids().into_iter().all(|id| seen.insert(id)));
        page = reader.page(&page.link("next").unwrap()).await;
    }
    assert!(seen.contains("p3"));
    reader
        .arm(
            &course,
            json!({"name": "nrps.next.foreign", "when": "always", "with": "http://stranger.test/x"}),
        )
        .await;
    let page = reader.page(&url).await;
    assert_eq!((page.link("next").as_deref(), page.ids().len()), (Some("http://stranger.test/x"), 2));
}

#[tokio::test]
async fn faults_write_links_as_they_may_be_written() {
    let reader = Reader::start().await;
    let mut honest = Vec::new();
    for (fault, written) in [
        (None, vec!["<N>; rel=\"next\", <D>; rel=\"differences\""]),
        (Some("nrps.link.one_header"), vec!["<D>; rel=\"differences\", <N>; rel=\"next\""]),
        (Some("nrps.link.several_headers"), vec!["<D>; rel=\"differences\"", "<N>; rel=\"next\""]),
        (
            Some("nrps.link.parameter_order"),
            vec![
                "<N>; title=\"more of the roster\"; rel=\"next\", <D>; title=\"more of the roster\"; rel=\"differences\"",
            ],
        ),
        (Some("nrps.link.unquoted"), vec!["<N>; rel=next, <D>; rel=differences"]),
    ] {
        if let Some(fault) = fault {
            reader.arm("algebra-1", json!({"name": fault, "when": "always"})).await;
        }
        let page = reader.algebra("?limit=3").await;
        if honest.is_empty() {
            honest = vec![("<N>", page.link("next").unwrap()), ("<D>", page.link("differences").unwrap())];
        }
        let expected = written.iter().map(|text| {
            honest
                .iter()
                .fold((*text).to_owned(), |text, (sign, url)| text.replace(sign, &format!("<{url}>")))
        });
        assert_eq!(page.links, expected.collect::<Vec<_>>(), "{fault:?}");
    }
}

#[tokio::test]
async fn faults_spoil_members() {
    let reader = Reader::start().await;
    let honest = reader.algebra("").await;
    let with = async |fault: &str| {
        reader.arm("algebra-1", json!({"name": format!("nrps.members.{fault}"), "when": "always"})).await;
        reader.algebra("").await
    };
    let bare = with("bare").await;
    assert_eq!(bare.ids(), honest.ids());
    assert!(bare.members().iter().all(|member| member.as_object().unwrap().len() == 2));
    let twice = with("twice").await;
    assert_eq!((twice.ids().len(), twice.members().first()), (9, twice.members().last()));
    let without = with("without_id").await;
    assert_eq!((without.members()[0].get("user_id"), &without.members()[1..]), (None, &honest.members()[..]));
    let wrong = with("wrong_types").await;
    assert!(wrong.members()[0]["roles"].is_string() && wrong.members()[0]["email"].is_number());
    assert_eq!(&wrong.members()[1..], &honest.members()[..]);
    let markup = with("markup").await;
    assert_eq!(markup.ids(), honest.ids());
    assert!(markup.members().iter().all(|member| text(member, "name").contains("<script>")));
    let many = with("many").await;
    assert_eq!((many.ids().len(), many.links.len()), (100_000, 0));
    assert_eq!(many.ids().into_iter().collect::<HashSet<_>>().len(), 100_000);
}
