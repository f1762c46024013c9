//! The built program in a process of its own, on free ports.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use reqwest::{Client, Method};
use serde_json::Value;
use tempfile::TempDir;

/// `homeroom serve`, with nothing kept.
pub(crate) struct Lms {
    program: Program,
    /// The page of the campus `main`, as the first line of `serve` tells it; ends in a slash.
    pub(crate) home: String,
}

impl Lms {
    pub(crate) async fn start() -> Self {
        let free = ["serve", "--memory", "--listen", "localhost:0", "--tool-listen", "localhost:0"];
        let (program, home) = Program::start(&free).await;
        Self { program, home }
    }

    /// The URL of a page of the campus.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.home)
    }

    /// Sends JSON to the control API.
    pub(crate) async fn send(&self, method: Method, path: &str, body: &Value) -> Value {
        answer(Client::new().request(method, self.url(path)).json(body)).await
    }

    /// Reads from the control API.
    pub(crate) async fn get(&self, path: &str) -> Value {
        answer(Client::new().get(self.url(path))).await
    }

    /// What it wrote for people.
    pub(crate) fn talk(&self) -> String {
        self.program.talk()
    }
}

async fn answer(request: reqwest::RequestBuilder) -> Value {
    let answer = request.send().await.unwrap();
    let (status, url) = (answer.status(), answer.url().clone());
    let text = answer.text().await.unwrap();
    assert!(status.is_success(), "{url}: {status} {text}");
    serde_json::from_str(&text).unwrap_or_default()
}

/// What is tried: `HOMEROOM` names it, by default it is what `cargo build --workspace` makes.
fn binary() -> PathBuf {
    std::env::var_os("HOMEROOM").map_or_else(|| target().join("debug/homeroom"), PathBuf::from)
}

/// The folder for what is built, and for pictures.
pub(crate) fn target() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("")
}

/// A process that ends with its owner.
pub(crate) struct Program {
    child: Child,
    folder: TempDir,
}

impl Program {
    /// Starts the program and waits for the first line of its data.
    pub(crate) async fn start(arguments: &[&str]) -> (Self, String) {
        let folder = tempfile::tempdir().unwrap();
        let talk = std::fs::File::create(folder.path().join("talk")).unwrap();
        let child = Command::new(binary())
            .args(arguments)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(talk)
            .spawn()
            .unwrap_or_else(|error| panic!("{} cannot be started: {error}", binary().display()));
        let mut program = Self { child, folder };
        let mut lines = BufReader::new(program.child.stdout.take().unwrap()).lines();
        let (first, line) = tokio::sync::oneshot::channel();
        // Goes on reading, so that the program never waits for a reader.
        std::thread::spawn(move || {
            let _ = first.send(lines.next());
            lines.for_each(drop);
        });
        let line = tokio::time::timeout(super::PATIENCE, line).await.unwrap().unwrap();
        let line = line.unwrap_or_else(|| panic!("{arguments:?} ended: {}", program.talk()));
        (program, line.unwrap())
    }

    fn talk(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("talk")).unwrap_or_default()
    }
}

/// A port that is free now.
pub(crate) fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
