//! A tool that lets itself be registered, more or less, and takes no launch.

use reqwest::Client;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

const TOOL_CONFIGURATION: &str = "https://purl.imsglobal.org/spec/lti-tool-configuration";

/// What it does when its registration URL is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Knows no such page.
    Missing,
    /// Shows a page, and asks the platform nothing.
    Idle,
    /// Reads the configuration, and breaks.
    Breaks,
    /// Registers itself without saying where it asks for logins.
    Incomplete,
    /// Registers itself, as an application of another type than the web's, and waits for somebody to activate that.
    Inactive,
}

/// Where it answers.
pub(crate) struct OddTool {
    pub(crate) port: u16,
}

impl OddTool {
    /// Starts it; it ends with the test.
    pub(crate) async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, manner, port));
            }
        });
        Self { port }
    }

    pub(crate) fn registration_url(&self) -> String {
        format!("http://localhost:{}/register", self.port)
    }
}

async fn serve(mut stream: TcpStream, manner: Manner, port: u16) {
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let mut more = [0; 1024];
        match stream.read(&mut more).await {
            Ok(read) if read > 0 => head.extend_from_slice(&more[..read]),
            _ => return,
        }
    }
    let head = String::from_utf8(head).unwrap();
    let path = head.split(' ').nth(1).unwrap().to_owned();
    let (status, page) = answer(manner, port, &path).await;
    let length = page.len();
    let answer = format!(
        "HTTP/1.1 {status} Said\r\ncontent-type: text/html\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{page}"
    );
    // Whoever asked may be gone.
    let _gone = stream.write_all(answer.as_bytes()).await;
}

async fn answer(manner: Manner, port: u16, path: &str) -> (u16, &'static str) {
    if !path.starts_with("/register?") {
        return (401, "<p>this platform is not activated");
    }
    match manner {
        Manner::Missing => (404, "<p>no such page"),
        Manner::Idle => (200, "<p>Welcome. <button>Register</button>"),
        Manner::Breaks => {
            configuration(path).await;
            (500, "<p>something went wrong")
        }
        Manner::Incomplete => match register(path, port, false).await {
            201 => (200, "<p>registered"),
            _ => (400, "<p>the platform did not register this tool"),
        },
        Manner::Inactive => match register(path, port, true).await {
            201 => (200, "<p>registered, and not active yet"),
            _ => (400, "<p>the platform did not register this tool"),
        },
    }
}

/// What the platform tells, and the token that it gave.
async fn configuration(path: &str) -> (Value, String) {
    let url = Url::parse("http://localhost/").unwrap().join(path).unwrap();
    let parameter = |name: &str| url.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
    let answer = Client::new().get(parameter("openid_configuration")).send().await.unwrap();
    (serde_json::from_str(&answer.text().await.unwrap()).unwrap(), parameter("registration_token"))
}

async fn register(path: &str, port: u16, whole: bool) -> u16 {
    let (configuration, token) = configuration(path).await;
    let at = |path: &str| format!("http://localhost:{port}/{path}");
    let mut body = json!({
        "application_type": "native",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "redirect_uris": [at("launch")],
        "client_name": "An odd tool",
        "jwks_uri": at("keys"),
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": "",
        TOOL_CONFIGURATION: {
            "domain": format!("localhost:{port}"),
            "target_link_uri": at(""),
            "claims": ["iss", "sub"],
            "messages": [{"type": "LtiResourceLinkRequest"}],
        },
    });
    if whole {
        body["initiate_login_uri"] = at("login").into();
    }
    let endpoint = configuration["registration_endpoint"].as_str().unwrap();
    let request = Client::new().post(endpoint).bearer_auth(token).json(&body);
    request.send().await.unwrap().status().as_u16()
}
