//! What the pages cost over 100,000 exchanges and 10,000 members, beside what the smallest answer of the same server
//! costs in the same run. The budget is 50 ms a page on the server.
//!
//! `cargo bench -p homeroom-platform --bench pages` measures; without optimisation it only shows that it works, over a
//! hundredth of that. The database lies in a file, as that of `homeroom serve` does. Times are those that a client sees
//! on the same machine; the row `/healthz` says how much of them is not the page.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement fails by panicking and prints its result"
)]

use std::time::{Duration, Instant};

use homeroom_platform::{Listen, Platform, Settings, State};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

/// The allocator of the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const BUDGET: Duration = Duration::from_millis(50);
const EXCHANGES: usize = if cfg!(debug_assertions) { 1000 } else { 100_000 };
const MEMBERS: usize = if cfg!(debug_assertions) { 100 } else { 10_000 };
const LAUNCHES: usize = EXCHANGES / 100;

/// Calls that warm up, then calls that count.
const CALLS: (usize, usize) = if cfg!(debug_assertions) { (1, 3) } else { (5, 50) };

/// Requests under way at once while the journal is filled.
const AT_ONCE: usize = 16;

/// What costs as little as an answer of this server can.
const LEAST: &str = "/healthz";

/// The pages that show much, and those that look for something in much. `{launch}` and `{client}` are those of the run.
const PAGES: &[&str] = &[
    "/",
    "/main/",
    "/main/courses/algebra-1",
    "/main/courses/long",
    "/main/courses/long/gradebook",
    "/main/courses/long/roster",
    "/main/courses/long/roster?q=zzz",
    "/main/courses/long/edit",
    "/main/admin/people",
    "/main/admin/people?q=zzz",
    "/main/admin/people/ben",
    "/main/admin/tools",
    "/main/admin/tools/{client}",
    "/main/admin/launches",
    "/main/admin/launches/{launch}",
    "/main/admin/journal",
    "/main/admin/journal/1000",
    "/main/admin/journal?q=status%3A5xx",
    "/main/admin/journal?q=kind%3Aauthorize",
    "/main/admin/journal?q=person%3Anobody",
    "/main/admin/journal?q=nowhere-to-be-found",
    "/main/admin/requirements",
    "/main/admin/requirements/SEC-021",
    "/main/admin/keys",
];

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(measure());
}

async fn measure() {
    let home = tempfile::tempdir().unwrap();
    let state = State::Directory(home.path().join("state"));
    let settings =
        Settings { listen: Listen::Localhost(0), state, journal: EXCHANGES, ..Settings::default() };
    let platform = Platform::start(settings).await.unwrap();
    let http = Client::builder().redirect(Policy::none()).build().unwrap();
    let lms = Lms { http, base: platform.url().as_str().trim_end_matches('/').to_owned() };
    let begun = Instant::now();
    let (client, launch) = lms.fill().await;
    println!(
        "{EXCHANGES} exchanges, {LAUNCHES} launches and {MEMBERS} members made in {:.0} s",
        begun.elapsed().as_secs_f64()
    );
    let least = lms.times(LEAST).await;
    print(LEAST, &least, least.median);
    let mut over = 0;
    for page in PAGES {
        let times = lms.times(&page.replace("{launch}", &launch).replace("{client}", &client)).await;
        print(page, &times, least.median);
        over += usize::from(times.median.saturating_sub(least.median) > BUDGET);
    }
    let verdict =
        if over == 0 { "all pages are within".to_owned() } else { format!("{over} pages are over") };
    println!("{verdict} the budget of {:.0} ms", milliseconds(BUDGET));
    platform.stop().await;
}

/// The platform, as a client sees it.
struct Lms {
    http: Client,
    base: String,
}

struct Times {
    median: Duration,
    /// 95 of 100 answers came sooner.
    late: Duration,
}

impl Lms {
    async fn send(&self, method: Method, path: &str, body: Value) -> Value {
        call(self.http.request(method, format!("{}/main/api/{path}", self.base)).json(&body)).await
    }

    /// A long course, launches, and a journal full of other exchanges: client id of the tool and id of the first launch.
    async fn fill(&self) -> (String, String) {
        self.send(Method::POST, "courses", json!({"id": "long", "title": "Long"})).await;
        self.send(Method::POST, "courses/long/roster", json!({"count": MEMBERS, "seed": 1})).await;
        let tool = json!({"name": "bench", "login_url": "http://t/login", "target_link_uri": "http://t/"});
        let client = text(&self.send(Method::PUT, "registrations", tool).await["client_id"]);
        let column = json!({"course": "long", "client_id": client, "label": "Quiz", "score_maximum": 10});
        self.send(Method::POST, "line_items", column).await;
        let link = json!({"course": "algebra-1", "client_id": client, "title": "Quiz"});
        let link = text(&self.send(Method::POST, "links", link).await["id"]);
        // Each launch takes two exchanges here: it is prepared, and the tool asks for its token.
        let rest = EXCHANGES - 2 * LAUNCHES;
        let first = self.launch(&link, &client).await;
        for _ in 1..LAUNCHES {
            self.launch(&link, &client).await;
        }
        let mut under_way = tokio::task::JoinSet::new();
        for _ in 0..rest {
            if under_way.len() >= AT_ONCE {
                under_way.join_next().await.unwrap().unwrap();
            }
            let request = self.http.get(format!("{}/main/lti/jwks", self.base));
            under_way.spawn(async move { request.send().await.unwrap().bytes().await.unwrap() });
        }
        under_way.join_all().await;
        (client, first)
    }

    /// A launch up to its token: its id.
    async fn launch(&self, link: &str, client: &str) -> String {
        let launch = self.send(Method::POST, "launches", json!({"link": link, "person": "ben"})).await;
        let hints: Vec<(String, String)> =
            serde_json::from_value(launch["login"]["parameters"].clone()).unwrap();
        let id = text(&launch["id"]);
        let mut query: Vec<(&str, &str)> = vec![
            ("scope", "openid"),
            ("response_type", "id_token"),
            ("response_mode", "form_post"),
            ("prompt", "none"),
            ("redirect_uri", "http://t/"),
            ("state", "state-of-usual-length"),
            ("nonce", &id),
            ("client_id", client),
        ];
        query.extend(
            hints.iter().filter(|(name, _)| name.ends_with("_hint")).map(|(name, value)| (&**name, &**value)),
        );
        let request = self.http.get(format!("{}/main/lti/authorize", self.base)).query(&query);
        let page = request.send().await.unwrap().text().await.unwrap();
        assert!(page.contains("name=\"id_token\""), "{page}");
        id
    }

    async fn times(&self, path: &str) -> Times {
        let mut times = Vec::with_capacity(CALLS.1);
        for number in 0..CALLS.0 + CALLS.1 {
            let begun = Instant::now();
            let request = self.http.get(format!("{}{path}", self.base)).header("accept", "text/html");
            let answer = request.send().await.unwrap();
            assert!(answer.status().is_success(), "{path}: {}", answer.status());
            answer.bytes().await.unwrap();
            if number >= CALLS.0 {
                times.push(begun.elapsed());
            }
        }
        times.sort_unstable();
        Times { median: times[times.len() / 2], late: times[times.len() * 95 / 100] }
    }
}

async fn call(request: RequestBuilder) -> Value {
    let answer = request.send().await.unwrap();
    let (status, url, text) = (answer.status(), answer.url().clone(), answer.text().await.unwrap());
    assert!(status.is_success(), "{url}: {status} {text}");
    serde_json::from_str(&text).unwrap()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn print(page: &str, times: &Times, least: Duration) {
    println!(
        "{:6.2} ms, 95 of 100 within {:6.2} ms, {:6.2} ms over the least  {page}",
        milliseconds(times.median),
        milliseconds(times.late),
        milliseconds(times.median.saturating_sub(least))
    );
}
