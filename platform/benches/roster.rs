//! What the first page of a roster costs: of 10,000 members and of 10, in the same run, so that a slow machine shows in
//! both. The budget is 50 ms for the page, and that a long roster costs no more than a short one.
//!
//! `cargo bench -p homeroom-platform --bench roster` measures; without optimisation it only shows that it works. The
//! database lies in a file, as that of `homeroom serve` does. Times are those that a client sees, and so an upper bound.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement fails by panicking and prints its result"
)]

use std::time::{Duration, Instant};

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use homeroom_platform::{Listen, Platform, Settings, State};
use reqwest::{Client, Method};
use serde_json::{Value, json};

/// The allocator of the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const BUDGET: Duration = Duration::from_millis(50);

/// How many times as long the same number of members may take out of the long roster.
const RATIO: f64 = 1.5;

/// Calls that warm up, then calls that count.
const CALLS: (usize, usize) = if cfg!(debug_assertions) { (2, 10) } else { (50, 500) };

const TYPE: &str = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";
const SCOPE: &str = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(measure());
}

async fn measure() {
    let home = tempfile::tempdir().unwrap();
    let state = State::Directory(home.path().join("state"));
    let platform = Platform::start(Settings { listen: Listen::Localhost(0), state, ..Settings::default() })
        .await
        .unwrap();
    let lms = Lms { http: Client::new(), base: format!("{}main", platform.url()) };
    let (tool, key) = lms.register().await;
    let made = Instant::now();
    let (long, short) = (lms.course("long", 10_000, &tool).await, lms.course("short", 10, &tool).await);
    let made = made.elapsed();
    let token = lms.token(&tool, &key).await;
    let usual = lms.median(&long, &token, 100).await;
    let ten_of_many = lms.median(&format!("{long}?limit=10"), &token, 10).await;
    let ten_of_ten = lms.median(&short, &token, 10).await;
    platform.stop().await;
    report(made, usual, ten_of_many, ten_of_ten);
}

/// The platform, as a client sees it.
struct Lms {
    http: Client,
    base: String,
}

impl Lms {
    async fn send(&self, method: Method, path: &str, body: Value) -> Value {
        let request = self.http.request(method, format!("{}{path}", self.base)).json(&body);
        request.send().await.unwrap().error_for_status().unwrap().json().await.unwrap()
    }

    /// A tool with a key: its client id.
    async fn register(&self) -> (Value, KeyPair) {
        let key = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let der = AsDer::as_der(key.public_key()).unwrap();
        let pem = STANDARD.encode(der.as_ref());
        let pem: Vec<&str> = pem.as_bytes().chunks(64).map(|line| str::from_utf8(line).unwrap()).collect();
        let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", pem.join("\n"));
        let tool = json!({"name": "bench", "login_url": "http://t/login", "target_link_uri": "http://t/", "pem": pem});
        let tool = self.send(Method::PUT, "/api/registrations", tool).await;
        (tool["client_id"].clone(), key)
    }

    /// A course with a link of the tool and so many members: the URL of its roster.
    async fn course(&self, id: &str, count: u32, tool: &Value) -> String {
        self.send(Method::POST, "/api/courses", json!({"id": id})).await;
        self.send(Method::POST, "/api/links", json!({"course": id, "client_id": tool})).await;
        self.send(Method::POST, &format!("/api/courses/{id}/roster"), json!({"count": count, "seed": 1}))
            .await;
        format!("{}/lti/courses/{id}/memberships", self.base)
    }

    async fn token(&self, tool: &Value, key: &KeyPair) -> String {
        let endpoint = format!("{}/lti/token", self.base);
        #[expect(clippy::disallowed_methods, reason = "the tool's own clock")]
        let now = jiff::Timestamp::now().as_second();
        let claims =
            json!({"iss": tool, "sub": tool, "aud": endpoint, "iat": now, "exp": now + 300, "jti": "1"});
        let assertion = signed(key, &json!({"alg": "RS256", "typ": "JWT"}), &claims);
        let form = [
            ("grant_type", "client_credentials"),
            ("client_assertion_type", JWT_BEARER),
            ("client_assertion", &assertion),
            ("scope", SCOPE),
        ];
        let answer = self.http.post(&endpoint).form(&form).send().await.unwrap().error_for_status().unwrap();
        answer.json::<Value>().await.unwrap()["access_token"].as_str().unwrap().to_owned()
    }

    /// The median time of a page, which must have so many members.
    async fn median(&self, url: &str, token: &str, members: usize) -> Duration {
        let mut times = Vec::with_capacity(CALLS.1);
        for call in 0..CALLS.0 + CALLS.1 {
            let begun = Instant::now();
            let request = self.http.get(url).header("accept", TYPE).bearer_auth(token);
            let page = request.send().await.unwrap().error_for_status().unwrap().bytes().await.unwrap();
            if call >= CALLS.0 {
                times.push(begun.elapsed());
            }
            let page: Value = serde_json::from_slice(&page).unwrap();
            assert_eq!(page["members"].as_array().unwrap().len(), members, "{url}");
        }
        times.sort_unstable();
        times[times.len() / 2]
    }
}

fn signed(key: &KeyPair, header: &Value, claims: &Value) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", encode(header), encode(claims));
    let mut signature = vec![0; key.public_modulus_len()];
    let random = aws_lc_rs::rand::SystemRandom::new();
    key.sign(&RSA_PKCS1_SHA256, &random, message.as_bytes(), &mut signature).unwrap();
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn report(made: Duration, usual: Duration, ten_of_many: Duration, ten_of_ten: Duration) {
    let ratio = ten_of_many.as_secs_f64() / ten_of_ten.as_secs_f64();
    let verdict = if usual <= BUDGET && ratio <= RATIO { "within the budget" } else { "over the budget" };
    println!("10,010 people made and enrolled in {:.0} ms", milliseconds(made));
    println!("the first page of 10,000, 100 members: {:.2} ms", milliseconds(usual));
    println!(
        "10 members of 10,000: {:.2} ms; 10 of 10: {:.2} ms; ratio {ratio:.2}",
        milliseconds(ten_of_many),
        milliseconds(ten_of_ten)
    );
    println!("{verdict} of {:.0} ms and a ratio of {RATIO}", milliseconds(BUDGET));
}
