//! A tool of ill will: it answers deep linking with whatever it is told to, properly signed, and has pages with any header.

use std::sync::Arc;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use super::Lms;

const CLAIM: &str = "https://purl.imsglobal.org/spec/lti/claim";
const DL_CLAIM: &str = "https://purl.imsglobal.org/spec/lti-dl/claim";

/// What it does.
pub(crate) struct Manner {
    /// A header of each of its pages.
    pub(crate) header: &'static str,
    /// What it has for a course that picks content.
    pub(crate) items: Value,
}

struct Tool {
    manner: Manner,
    key: KeyPair,
    /// Where the browser takes its request for an `id_token`.
    authorize: String,
    origin: String,
}

/// Starts it and makes it known to the campus by a name and as the client `hostile`; it ends with the test.
pub(crate) async fn start_hostile_tool(lms: &Lms, name: &str, manner: Manner) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let key = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let registration = json!({
        "name": name,
        "client_id": "hostile",
        "login_url": format!("{origin}/login"),
        "target_link_uri": format!("{origin}/"),
        "pem": pem(&key),
    });
    lms.send(Method::PUT, "api/registrations", &registration).await;
    let tool = Arc::new(Tool { manner, key, authorize: lms.url("lti/authorize"), origin });
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let tool = tool.clone();
            tokio::spawn(async move { tool.serve(stream).await });
        }
    });
}

impl Tool {
    async fn serve(&self, mut stream: TcpStream) {
        let Some((path, body)) = read(&mut stream).await else { return };
        let (first_lines, page) = self.answer(&path, &body);
        let answer = format!(
            "HTTP/1.1 {first_lines}\r\n{}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: \
             close\r\n\r\n{page}",
            self.manner.header,
            page.len()
        );
        let _ = stream.write_all(answer.as_bytes()).await;
    }

    /// Status and perhaps a location, and the page.
    fn answer(&self, path: &str, body: &[u8]) -> (String, String) {
        let url = Url::parse(&format!("{}{path}", self.origin)).unwrap();
        let given =
            |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        if let Some(hint) = given("login_hint") {
            let mut to = Url::parse(&self.authorize).unwrap();
            to.query_pairs_mut().extend_pairs([
                ("scope", "openid"),
                ("response_type", "id_token"),
                ("response_mode", "form_post"),
                ("prompt", "none"),
                ("state", "s"),
                ("nonce", hint.as_str()),
                ("client_id", "hostile"),
                ("redirect_uri", &format!("{}/", self.origin)),
                ("login_hint", &hint),
                ("lti_message_hint", &given("lti_message_hint").unwrap_or_default()),
            ]);
            return (format!("302 Found\r\nLocation: {to}"), String::new());
        }
        let token = url::form_urlencoded::parse(body).find(|(name, _)| name == "id_token");
        ("200 OK".to_owned(), token.map_or_else(|| "A page.".to_owned(), |(_, token)| self.page(&token)))
    }

    /// What a launch opens: a greeting, or a button that sends the content.
    fn page(&self, token: &str) -> String {
        let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
        let claims: Value = serde_json::from_slice(&payload).unwrap();
        let settings = &claims[format!("{DL_CLAIM}/deep_linking_settings")];
        let Some(back) = settings["deep_link_return_url"].as_str() else {
            return "<h1>Opened</h1>".to_owned();
        };
        let (iat, exp) = (claims["iat"].as_i64().unwrap(), claims["exp"].as_i64().unwrap());
        let mut answer = json!({
            "iss": "hostile", "aud": claims["iss"], "iat": iat, "exp": exp, "nonce": claims["nonce"],
            format!("{CLAIM}/message_type"): "LtiDeepLinkingResponse",
            format!("{CLAIM}/version"): "1.3.0",
            format!("{CLAIM}/deployment_id"): claims[format!("{CLAIM}/deployment_id")],
            format!("{DL_CLAIM}/content_items"): self.manner.items,
        });
        if !settings["data"].is_null() {
            answer[format!("{DL_CLAIM}/data")] = settings["data"].clone();
        }
        let token = signed(&self.key, &answer);
        format!(
            "<form method=post action=\"{back}\"><input type=hidden name=JWT value={token}><button>Send</button></form>"
        )
    }
}

/// Path and body of a request.
async fn read(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    loop {
        let mut more = [0; 8192];
        let count = stream.read(&mut more).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&more[..count]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().unwrap())
        });
        if bytes.len() >= end + 4 + length.unwrap_or(0) {
            let path = head.split(' ').nth(1)?.to_owned();
            return Some((path, bytes.split_off(end + 4)));
        }
    }
}

fn pem(key: &KeyPair) -> String {
    let der = AsDer::as_der(key.public_key()).unwrap();
    let text = STANDARD.encode(der.as_ref());
    let lines: Vec<&str> = text.as_bytes().chunks(64).map(|line| str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"))
}

fn signed(key: &KeyPair, claims: &Value) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", encode(&json!({"alg": "RS256", "typ": "JWT"})), encode(claims));
    let mut signature = vec![0; key.public_modulus_len()];
    let random = aws_lc_rs::rand::SystemRandom::new();
    key.sign(&RSA_PKCS1_SHA256, &random, message.as_bytes(), &mut signature).unwrap();
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}
