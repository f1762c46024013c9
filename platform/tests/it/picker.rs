//! A tool that answers deep-linking requests: its key, its key set on a port of its own, and its answers.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Response;
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::traits::PublicKeyParts;
use serde_json::{Value, json};

use crate::support::{Launch, Lms, dl, lti, merge, payload, text};

/// What the tool's little server answers to any path below the given one.
type Served = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// A tool with a key and a web server.
pub(crate) struct Tool {
    pub(crate) key: Key,
    pub(crate) base: String,
    pub(crate) client: String,
    served: Served,
}

/// A key pair with a name.
pub(crate) struct Key {
    pair: KeyPair,
    pub(crate) kid: String,
}

impl Key {
    pub(crate) fn new(kid: &str) -> Self {
        Self { pair: KeyPair::generate(KeySize::Rsa2048).unwrap(), kid: kid.to_owned() }
    }

    pub(crate) fn jwk(&self) -> Value {
        let public = rsa::RsaPublicKey::from_pkcs1_der(self.pair.public_key().as_ref()).unwrap();
        let number = |bytes: Vec<u8>| URL_SAFE_NO_PAD.encode(bytes);
        json!({"kty": "RSA", "kid": self.kid, "n": number(public.n().to_bytes_be()), "e": number(public.e().to_bytes_be())})
    }

    pub(crate) fn pem(&self) -> String {
        let der = AsDer::as_der(self.pair.public_key()).unwrap();
        let body = base64::engine::general_purpose::STANDARD.encode(der.as_ref());
        let lines: Vec<&str> = body.as_bytes().chunks(64).map(|line| str::from_utf8(line).unwrap()).collect();
        let body = lines.join("\n");
        format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n")
    }

    /// Signs a header and claims as they are.
    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", encode(header), encode(claims));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        let random = aws_lc_rs::rand::SystemRandom::new();
        let encoding = &aws_lc_rs::signature::RSA_PKCS1_SHA256;
        self.pair.sign(encoding, &random, message.as_bytes(), &mut signature).unwrap();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

impl Tool {
    /// A tool, and a platform that knows it.
    pub(crate) async fn start() -> (Self, Lms) {
        let mut lms = Lms::start().await;
        let tool = Self::at(&lms).await;
        lms.client.clone_from(&tool.client);
        (tool, lms)
    }

    /// A tool that a platform gets to know.
    pub(crate) async fn at(lms: &Lms) -> Self {
        let mut tool = Self::unknown();
        tool.client = lms.register(json!({"jwks_url": format!("{}/keys", tool.base)})).await;
        tool
    }

    /// A tool that no platform knows.
    pub(crate) fn unknown() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let served = Served::default();
        let tool =
            Self { key: Key::new("tool-key"), base, client: String::new(), served: Arc::clone(&served) };
        tool.serve(
            "/keys",
            "200 OK\r\ncontent-type: application/json",
            json!({"keys": [tool.key.jwk()]}).to_string().as_bytes(),
        );
        tool.serve("/files/", "200 OK\r\ncontent-type: application/pdf", b"%PDF-1.4");
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let served = Arc::clone(&served);
                std::thread::spawn(move || answer(stream, &served));
            }
        });
        tool
    }

    /// From now on paths that begin like this are answered with this status line, headers and body.
    pub(crate) fn serve(&self, path: &str, head: &str, body: &[u8]) {
        let head = format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
        self.serve_raw(path, [head.as_bytes(), body].concat());
    }

    /// The same with every byte given; none at all is a server that never answers.
    pub(crate) fn serve_raw(&self, path: &str, bytes: Vec<u8>) {
        let mut served = self.served.lock().unwrap();
        served.retain(|(known, _)| known != path);
        served.push((path.to_owned(), bytes));
    }

    /// One item of every type, with every member.
    pub(crate) fn items(&self) -> Value {
        let base = &self.base;
        json!([
            {"type": "ltiResourceLink", "title": "Week 1 quiz", "text": "Ten questions", "url": format!("{base}/activity/42"),
             "icon": {"url": format!("{base}/i.png"), "width": 50, "height": 50},
             "thumbnail": {"url": format!("{base}/t.png"), "width": 90, "height": 90},
             "iframe": {"width": 800, "height": 500},
             "window": {"targetName": "quiz", "width": 700, "height": 400, "windowFeatures": "menubar=no"},
             "custom": {"chapter": "3", "due": "$ResourceLink.submission.endDateTime",
                        "from": "$ResourceLink.available.startDateTime", "no": "$ResourceLink.available.user.endDateTime"},
             "lineItem": {"label": "Quiz 1", "scoreMaximum": 10, "resourceId": "quiz-42", "tag": "grade", "gradesReleased": true,
                          "submissionReview": {"reviewableStatus": ["Submitted", "Completed"], "label": "Open",
                                               "url": format!("{base}/review"), "custom": {"mode": "review"}}},
             "available": {"startDateTime": "2025-11-24T08:00:00Z"},
             "submission": {"startDateTime": "2025-11-24T08:00:00Z", "endDateTime": "2025-12-01T22:00:00Z"}},
            {"type": "link", "title": "Reading", "url": format!("{base}/docs/reading.html"),
             "embed": {"html": format!("<iframe src=\"{base}/embed/reading\"></iframe>")},
             "window": {"targetName": "_blank"},
             "iframe": {"src": format!("{base}/embed/reading"), "width": 560, "height": 315}},
            {"type": "file", "title": "Worksheet", "url": format!("{base}/files/ws-1.pdf?once=1"),
             "mediaType": "application/pdf", "expiresAt": "2025-11-24T16:20:00Z"},
            {"type": "html", "title": "Box", "html": "<h2>Read this first</h2>"},
            {"type": "image", "title": "Cell", "url": format!("{base}/cell.png"), "width": 400, "height": 300,
             "https://tool.test/licence": {"name": "CC-BY"}},
        ])
    }
}

fn answer(mut stream: TcpStream, served: &Served) {
    let mut request = [0; 8192];
    let read = stream.read(&mut request).unwrap_or(0);
    let text = String::from_utf8_lossy(&request[..read]).into_owned();
    let path = text.split(' ').nth(1).unwrap_or_default().to_owned();
    let found = served
        .lock()
        .unwrap()
        .iter()
        .find(|(known, _)| path.starts_with(known))
        .map(|(_, bytes)| bytes.clone());
    match found {
        Some(bytes) if bytes.is_empty() => std::thread::sleep(std::time::Duration::from_secs(20)),
        Some(bytes) => drop(stream.write_all(&bytes)),
        None => drop(
            stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"),
        ),
    }
}

/// A request that was sent to the tool, and what the tool knows of it.
pub(crate) struct Picker<'a> {
    pub(crate) lms: &'a Lms,
    pub(crate) tool: &'a Tool,
    pub(crate) launch: Launch<'a>,
    pub(crate) request: Value,
}

impl<'a> Picker<'a> {
    /// Opens the picker with these settings.
    pub(crate) async fn open(lms: &'a Lms, tool: &'a Tool, settings: Value) -> Self {
        let order = json!({"client_id": tool.client, "options": {"deep_linking": settings}});
        let launch = lms.prepare_picking(order).await;
        let request = payload(launch.answered().await.get("id_token").unwrap());
        Self { lms, tool, launch, request }
    }

    pub(crate) fn settings(&self) -> &Value {
        &self.request[dl("deep_linking_settings")]
    }

    pub(crate) fn return_url(&self) -> String {
        text(self.settings(), "deep_link_return_url")
    }

    /// The claims of a good answer without items, with what differs from it; `null` removes a claim.
    pub(crate) fn answer(&self, differences: Value) -> Value {
        let now = self.request["iat"].as_i64().unwrap();
        let mut claims = json!({
            "iss": self.request["aud"], "aud": self.request["iss"], "iat": now, "exp": now + 300,
            "nonce": format!("answer to {}", self.launch.id),
            lti("message_type"): "LtiDeepLinkingResponse", lti("version"): "1.3.0",
            lti("deployment_id"): self.request[lti("deployment_id")],
        });
        if let Some(data) = self.settings().get("data") {
            claims[dl("data")] = data.clone();
        }
        merge(&mut claims, differences);
        claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        claims
    }

    /// The answer as a token signed by the tool.
    pub(crate) fn signed(&self, claims: &Value) -> String {
        let key = &self.tool.key;
        key.sign(&json!({"alg": "RS256", "typ": "JWT", "kid": key.kid}), claims)
    }

    /// Signs and posts claims.
    pub(crate) async fn send(&self, claims: &Value) -> Response {
        self.post(&[("JWT", &self.signed(claims))]).await
    }

    /// Posts a form to the return URL, as from a page of another site.
    pub(crate) async fn post(&self, fields: &[(&str, &str)]) -> Response {
        let request = self.lms.http.post(self.return_url()).header("origin", "null").form(fields);
        request.send().await.unwrap()
    }

    /// The findings on the launch: requirement and place.
    pub(crate) async fn findings(&self) -> Vec<String> {
        let read = self.launch.read().await;
        let told = |finding: &Value| format!("{} {}", text(finding, "requirement"), text(finding, "where"));
        read["findings"].as_array().unwrap().iter().map(told).collect()
    }
}
