//! Many scores at once: none is lost, and each grade is the newest score.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use scraper::{Html, Selector};
use serde_json::Value;
use url::Url;

use crate::support::service_tool::{LINE_ITEM, RESULT, SCORE, Score, ServiceTool, learner};
use crate::support::{Running, folder, start};

const CLIENTS: usize = 20;
const EACH: usize = 10;

fn serve(folder: &std::path::Path) -> Running {
    start(folder, &["serve", "--memory", "--no-tool", "--listen", "localhost:0"])
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_else(|| panic!("no `{name}` in {value}"))
}

/// Posts scores one after the other; all must be accepted.
async fn post_all(tool: Arc<ServiceTool>, token: Arc<str>, item: String, scores: Vec<Score>) {
    for score in scores {
        let answer = tool.post_score(&item, &token, &score).await.unwrap();
        let (status, body) = (answer.status(), answer.text().await.unwrap());
        assert!(status.is_success(), "{score:?}: {status} {body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_scores_of_twenty_clients_are_all_there_in_order() {
    let folder = folder();
    let serving = serve(folder.path());
    let home = serving.address().await;
    let tool = Arc::new(ServiceTool::register(&home).await);
    tool.course("busy", CLIENTS / 2).await;
    let items = [tool.line_item("busy", "Quiz").await, tool.line_item("busy", "Essay").await];
    let token: Arc<str> = tool.token(&[LINE_ITEM, SCORE, RESULT]).await.into();

    // Every client has a cell of its own: ten learners in two line items.
    let mut sent: BTreeMap<(usize, String), Vec<Score>> = BTreeMap::new();
    for client in 0..CLIENTS {
        let person = learner(1 + client / 2);
        let scores =
            (0..EACH).map(|n| Score::new(person.clone(), number(client * EACH + n), 1000 * number_of(n)));
        sent.insert((client % 2, person.clone()), scores.collect());
    }
    let posting: Vec<_> = sent
        .iter()
        .map(|((item, _), scores)| {
            let url = text(&items[*item], "url").to_owned();
            tokio::spawn(post_all(Arc::clone(&tool), Arc::clone(&token), url, scores.clone()))
        })
        .collect();
    for client in posting {
        client.await.unwrap();
    }

    let mut exchanges = BTreeSet::new();
    for (item, shown) in items.iter().enumerate() {
        let kept = kept(&tool, text(shown, "id")).await;
        assert_eq!(kept.len(), CLIENTS * EACH / 2, "line item {item}");
        let positions: Vec<_> = kept.iter().map(|score| score["position"].as_u64().unwrap()).collect();
        assert_eq!(positions, (1..=number_of(kept.len())).collect::<Vec<_>>(), "as they arrived");
        exchanges.extend(kept.iter().map(|score| score["exchange"].as_u64().unwrap()));
        for person in (1..=CLIENTS / 2).map(learner) {
            let of_person = kept.iter().filter(|score| score["user_id"] == person.as_str());
            let seen: Vec<_> =
                of_person.map(|score| (text(score, "timestamp"), &score["score_given"])).collect();
            let scores = &sent[&(item, person.clone())];
            let timestamps: Vec<_> = scores.iter().map(Score::timestamp).collect();
            let given: Vec<_> = scores.iter().map(|score| Value::from(score.given)).collect();
            let expected: Vec<_> = timestamps.iter().map(String::as_str).zip(&given).collect();
            assert_eq!(seen, expected, "{person} in line item {item}");
        }
        let results = tool.results(text(shown, "url"), &token).await;
        assert_eq!(results.len(), CLIENTS / 2);
        for result in results {
            let last = &sent[&(item, text(&result, "userId").to_owned())][EACH - 1];
            assert_eq!(result["resultScore"], last.given, "{result}");
        }
    }
    assert_eq!(exchanges.len(), CLIENTS * EACH, "each score has an exchange of its own");
    pages_tell_of_them(&home, text(&items[0], "id")).await;
    serving.stop();
}

/// The gradebook shows the last score of each cell, and a cell its whole history with the exchanges behind it.
async fn pages_tell_of_them(home: &str, item: &str) {
    let gradebook = see(&format!("{home}courses/busy/gradebook")).await;
    let cells = select(&gradebook, &format!("td > a[href*='/{item}/']"));
    let shown: Vec<_> = cells.iter().map(|(text, _)| text.clone()).collect();
    let last = |person: usize| 2 * EACH * person + EACH - 1;
    assert_eq!(shown, (0..CLIENTS / 2).map(|person| last(person).to_string()).collect::<Vec<_>>());

    let cell = see(Url::parse(home).unwrap().join(&cells[0].1).unwrap().as_ref()).await;
    let links = select(&cell, ".history td a[href*='/admin/journal/']");
    assert_eq!(links.len(), EACH);
    let exchange = see(Url::parse(home).unwrap().join(&links[0].1).unwrap().as_ref()).await;
    assert!(exchange.contains(&format!("/lineitems/{item}/scores")), "{exchange}");
    assert!(exchange.contains("Nothing to remark"), "{exchange}");
}

async fn see(url: &str) -> String {
    reqwest::get(url).await.unwrap().text().await.unwrap()
}

/// The text and the address of each link of a page that matches.
fn select(html: &str, selector: &str) -> Vec<(String, String)> {
    let html = Html::parse_document(html);
    let link = |link: scraper::ElementRef<'_>| {
        (link.text().collect::<String>(), link.value().attr("href").unwrap().to_owned())
    };
    html.select(&Selector::parse(selector).unwrap()).map(link).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_clients_that_race_for_one_grade_the_latest_timestamp_wins() {
    let folder = folder();
    let serving = serve(folder.path());
    let tool = Arc::new(ServiceTool::register(&serving.address().await).await);
    tool.course("race", 1).await;
    let item = tool.line_item("race", "Quiz").await;
    let token: Arc<str> = tool.token(&[LINE_ITEM, SCORE, RESULT]).await.into();

    let racing: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (tool, token, url) = (Arc::clone(&tool), Arc::clone(&token), text(&item, "url").to_owned());
            tokio::spawn(async move {
                // Not in the order of the clients, so that most arrive too late.
                let at = number_of(client * 7 % CLIENTS);
                let score = Score::new(learner(1), number(client), at);
                let status = tool.post_score(&url, &token, &score).await.unwrap().status();
                (score, status.as_u16())
            })
        })
        .collect();
    let mut accepted = Vec::new();
    for client in racing {
        match client.await.unwrap() {
            (score, 200..=299) => accepted.push(score),
            (score, status) => {
                assert_eq!(status, 409, "{score:?}: only a later score on record refuses one (AGS-074)");
            }
        }
    }
    accepted.sort_by_key(|score| score.at);
    let kept = kept(&tool, text(&item, "id")).await;
    let seen: Vec<_> = kept.iter().map(|score| text(score, "timestamp").to_owned()).collect();
    assert_eq!(
        seen,
        accepted.iter().map(Score::timestamp).collect::<Vec<_>>(),
        "in the order of their timestamps"
    );
    let last = accepted.last().unwrap();
    assert_eq!(last.at, number_of(CLIENTS - 1), "nothing is later than the latest");
    let results = tool.results(text(&item, "url"), &token).await;
    assert_eq!(results.len(), 1, "{results:?}");
    assert_eq!(results[0]["resultScore"], last.given);
    serving.stop();
}

async fn kept(tool: &ServiceTool, item: &str) -> Vec<Value> {
    let kept = tool.control("GET", &format!("scores?line_item={item}"), Value::Null).await;
    kept.as_array().unwrap_or_else(|| panic!("no list: {kept}")).clone()
}

/// A small number as points, within the 100 of a line item or above it.
fn number(count: usize) -> f64 {
    f64::from(u16::try_from(count).unwrap())
}

fn number_of(count: usize) -> u64 {
    u64::try_from(count).unwrap()
}
