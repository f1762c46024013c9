//! What answering a launch costs, in units of one RS256 signature by OpenSSL on the same machine. The budget is 1.25.
//!
//! `cargo bench -p homeroom-platform` measures; without optimisation it only shows that it works. The platform runs in a
//! process of its own, so that its CPU time holds nothing of the load generator's. Launches can be used once and are
//! prepared beforehand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement fails by panicking and prints its result"
)]

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use homeroom_platform::{Listen, Platform, Settings};
use serde_json::{Value, json};

/// The allocator of the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const BUDGET: f64 = 1.25;
const SERVE: &str = "HOMEROOM_BENCH_SERVE";

/// Launches that warm up, then launches that count.
const LAUNCHES: (usize, usize) = if cfg!(debug_assertions) { (10, 50) } else { (1000, 8000) };

/// Requests under way at once.
const AT_ONCE: usize = 16;

type Query = Vec<(String, String)>;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    if std::env::var_os(SERVE).is_some() {
        runtime.block_on(serve());
        return;
    }
    let (mut server, url) = start_server();
    let microseconds = runtime.block_on(measure(&url, server.id()));
    drop(server.stdin.take());
    server.wait().unwrap();
    report(microseconds, signature());
}

/// The server's side: says where it is, and stops when its input ends.
async fn serve() {
    let settings = Settings { listen: Listen::Localhost(0), ..Settings::default() };
    let platform = Platform::start(settings).await.unwrap();
    println!("{}", platform.url());
    tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await.unwrap().unwrap();
    platform.stop().await;
}

fn start_server() -> (Child, String) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let mut server = command.env(SERVE, "1").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut url = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut url).unwrap();
    (server, url.trim().to_owned())
}

/// CPU time of the server for one launch, from authorization request to signed form, in microseconds.
async fn measure(url: &str, server: u32) -> f64 {
    let http = reqwest::Client::new();
    let tool = register(&http, url).await;
    authorize(&http, url, prepare(&http, url, &tool, LAUNCHES.0).await).await;
    let queries = prepare(&http, url, &tool, LAUNCHES.1).await;
    let count = queries.len();
    let before = cpu_microseconds(server);
    authorize(&http, url, queries).await;
    (cpu_microseconds(server) - before) / f64::from(u32::try_from(count).unwrap())
}

async fn call(request: reqwest::RequestBuilder) -> Value {
    request.send().await.unwrap().error_for_status().unwrap().json().await.unwrap()
}

/// Registers a tool and makes a link: client id and link id.
async fn register(http: &reqwest::Client, url: &str) -> (Value, Value) {
    let tool = json!({"name": "bench", "login_url": "http://t/login", "target_link_uri": "http://t/"});
    let tool = call(http.put(format!("{url}main/api/registrations")).json(&tool)).await;
    let link = json!({"course": "algebra-1", "client_id": tool["client_id"], "title": "Quiz 1"});
    let link = call(http.post(format!("{url}main/api/links")).json(&link)).await;
    (tool["client_id"].clone(), link["id"].clone())
}

async fn prepare(
    http: &reqwest::Client,
    url: &str,
    (client, link): &(Value, Value),
    count: usize,
) -> Vec<Query> {
    let mut queries = Vec::with_capacity(count);
    for number in 0..count {
        let order = json!({"link": link, "person": "ben"});
        let launch = call(http.post(format!("{url}main/api/launches")).json(&order)).await;
        let mut query: Query = serde_json::from_value(launch["login"]["parameters"].clone()).unwrap();
        query.retain(|(name, _)| name.ends_with("_hint"));
        let nonce = format!("nonce-of-usual-length-{number}");
        for (name, value) in [
            ("scope", "openid"),
            ("response_type", "id_token"),
            ("response_mode", "form_post"),
            ("prompt", "none"),
            ("redirect_uri", "http://t/"),
            ("state", "state-of-usual-length"),
            ("nonce", nonce.as_str()),
            ("client_id", client.as_str().unwrap()),
        ] {
            query.push((name.to_owned(), value.to_owned()));
        }
        queries.push(query);
    }
    queries
}

async fn authorize(http: &reqwest::Client, url: &str, queries: Vec<Query>) {
    let mut under_way = tokio::task::JoinSet::new();
    for query in queries {
        if under_way.len() >= AT_ONCE {
            under_way.join_next().await.unwrap().unwrap();
        }
        let request = http.get(format!("{url}main/lti/authorize")).query(&query);
        under_way.spawn(async move {
            let page = request.send().await.unwrap().text().await.unwrap();
            assert!(page.contains("name=\"id_token\""), "{page}");
        });
    }
    while let Some(done) = under_way.join_next().await {
        done.unwrap();
    }
}

/// User and system time of a process: fields 14 and 15 of its `stat`, in ticks of 10 ms.
fn cpu_microseconds(process: u32) -> f64 {
    let stat =
        std::fs::read_to_string(format!("/proc/{process}/stat")).expect("this measurement needs Linux");
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks: u32 = fields[11].parse::<u32>().unwrap() + fields[12].parse::<u32>().unwrap();
    f64::from(ticks) * 10_000.0
}

/// One RS256 signature with a key of 2048 bits, by `openssl speed`, in microseconds.
fn signature() -> f64 {
    let speed = Command::new("openssl").args(["speed", "-seconds", "3", "rsa2048"]).output();
    let output = speed.expect("this measurement needs the openssl program");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let row =
        text.lines().find(|line| line.contains("2048 bits")).unwrap_or_else(|| panic!("no result in {text}"));
    let seconds = row.split_whitespace().find(|word| word.ends_with('s') && word.starts_with('0')).unwrap();
    seconds.trim_end_matches('s').parse::<f64>().unwrap() * 1_000_000.0
}

fn report(launch: f64, signature: f64) {
    let ratio = launch / signature;
    let verdict = if ratio <= BUDGET { "within the budget" } else { "over the budget" };
    println!(
        "one launch {launch:.0} us, one OpenSSL signature {signature:.0} us, ratio {ratio:.2}: {verdict} of {BUDGET}"
    );
}
