//! Pages: their size, their order, and the URLs that lead on.

use serde_json::{Value, json};

use super::{CLAIM, Reader};
use crate::support::text;

#[tokio::test]
async fn pages_follow_each_other_until_there_is_no_next() {
    let reader = Reader::start().await;
    let whole = reader.algebra("").await;
    assert_eq!(whole.link("next"), None);
    for limit in [1, 3, 7, 8] {
        let pages = reader.pages(&format!("{}?limit={limit}", reader.memberships("algebra-1"))).await;
        assert_eq!(pages.len(), 8_usize.div_ceil(limit), "{limit}");
        let members: Vec<Value> = pages.iter().flat_map(|page| page.members().clone()).collect();
        assert_eq!(&members, whole.members(), "{limit}");
    }
    for limit in ["1000", "99999999999999999999999"] {
        assert_eq!(reader.algebra(&format!("?limit={limit}")).await.ids().len(), 8);
    }
}

#[tokio::test]
async fn a_course_can_make_pages_smaller_than_the_tool_wants_them() {
    let (reader, course) = Reader::with_course(json!({"page_size": 2})).await;
    for id in ["p1", "p2", "p3", "p4", "p5"] {
        reader.person(id, json!({})).await;
        reader.enrol(&course, id, "Active").await;
    }
    let sizes = async |query: &str| {
        let pages = reader.pages(&format!("{}{query}", reader.memberships(&course))).await;
        pages.iter().map(|page| page.members().len()).collect::<Vec<_>>()
    };
    assert_eq!(sizes("").await, [2, 2, 1]);
    assert_eq!(sizes("?limit=100").await, [2, 2, 1]);
    assert_eq!(sizes("?limit=1").await, [1, 1, 1, 1, 1]);
}

#[tokio::test]
async fn a_url_with_a_query_part_keeps_it_and_is_nothing_without() {
    let reader = Reader::start().await;
    let link = reader.lms.link(json!({"course": "biology"})).await;
    let launched = reader.lms.payload(json!({"link": link, "person": "dana"})).await;
    let url = text(&launched[CLAIM], "context_memberships_url");
    assert_eq!(url, format!("{}?type_id=7", reader.memberships("biology")));
    let page = reader.page(&format!("{url}&rlid={link}&limit=3")).await;
    assert_eq!(page.body["id"], json!(format!("{url}&rlid={link}")));
    let (next, differences) = (page.link("next").unwrap(), page.link("differences").unwrap());
    assert!(next.starts_with(&format!("{url}&page=")) && differences.starts_with(&format!("{url}&page=")));
    assert_eq!(reader.pages(&format!("{url}&limit=3")).await.len(), 3);
    assert_eq!(reader.page(&differences).await.ids().len(), 0);
    for wrong in ["", "?type_id=8", "?rlid=x", "?rlid=x?type_id=7"] {
        let answer = reader.get(&format!("{}{wrong}", reader.memberships("biology"))).await;
        assert_eq!(reader.refused(answer).await, (404, "NRPS-012".to_owned()), "{wrong}");
    }
    let bare = next.replace("type_id=7&", "");
    assert_eq!(reader.refused(reader.get(&bare).await).await.0, 404);
}

#[tokio::test]
async fn a_page_that_nobody_gave_is_refused() {
    let reader = Reader::start().await;
    reader.lms.link(json!({"course": "biology"})).await;
    let next = reader.algebra("?limit=3").await.link("next").unwrap();
    let (start, token) = next.split_once("page=").unwrap();
    let flipped = |at: usize| {
        let other = if &token[at..=at] == "A" { "B" } else { "A" };
        format!("{}{other}{}", &token[..at], &token[at + 1..])
    };
    let forged = [
        flipped(0),
        flipped(token.len() / 2),
        flipped(50),
        token[1..].to_owned(),
        format!("{token}AAAA"),
        token.repeat(2),
    ];
    for forged in forged {
        let answer = reader.get(&format!("{start}page={forged}")).await;
        assert_eq!(reader.refused(answer).await, (400, "NRPS-012".to_owned()), "{forged}");
    }
    let other = format!("{}?type_id=7&page={token}", reader.memberships("biology"));
    assert_eq!(reader.refused(reader.get(&other).await).await.0, 400);
    assert_eq!(reader.page(&next).await.ids().len(), 3);
}

#[tokio::test]
async fn what_a_tool_adds_to_a_page_url_changes_nothing_and_is_told() {
    let reader = Reader::start().await;
    let first = reader.algebra("?limit=3").await;
    let next = first.link("next").unwrap();
    let as_given = reader.page(&next).await;
    assert_eq!(reader.findings().await, [] as [String; 0]);
    let with_more = reader.page(&format!("{next}&limit=1&role=Learner")).await;
    assert_eq!(with_more.body, as_given.body);
    assert_eq!(reader.findings().await, ["NRPS-012 roster, URL"]);
    reader.page(&format!("{}&limit=1", first.link("differences").unwrap())).await;
    assert_eq!(reader.findings().await, ["NRPS-015 roster, URL"]);
}
