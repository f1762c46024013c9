//! The command line as a test uses it: in a folder of its own, with streams that can be read.

pub(crate) mod browser;
pub(crate) mod odd_tool;
pub(crate) mod service_tool;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use homeroom::cli::{self, Context, Exit, Output, Stop};
use tokio::sync::watch;

/// The built program.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_homeroom");

/// How long anything may take in a test.
const PATIENCE: Duration = Duration::from_mins(2);

/// How a command ended and what it wrote.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) exit: u8,
    pub(crate) data: String,
    pub(crate) talk: String,
}

/// A command that goes on until it is stopped.
pub(crate) struct Running {
    hand: watch::Sender<bool>,
    thread: JoinHandle<Exit>,
    data: Arc<Mutex<Vec<u8>>>,
    talk: Arc<Mutex<Vec<u8>>>,
}

/// Runs a command to its end.
pub(crate) fn homeroom(folder: &Path, arguments: &[&str]) -> Ran {
    begin(folder, arguments, &[]).end()
}

/// Runs a command to its end, with an environment.
pub(crate) fn homeroom_with(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
    begin(folder, arguments, environment).end()
}

/// Starts a command.
pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Running {
    begin(folder, arguments, &[])
}

fn begin(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Running {
    let (data, talk) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(Vec::new())));
    let (hand, stop) = Stop::by_hand();
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let context = Context {
        arguments: ["homeroom"].iter().chain(arguments).map(Into::into).collect(),
        environment: environment.iter().map(owned).collect::<BTreeMap<_, _>>(),
        folder: folder.to_owned(),
        output: Output::to(data.clone(), talk.clone()),
        stop,
    };
    Running { hand, thread: std::thread::spawn(move || cli::main(context)), data, talk }
}

impl Running {
    /// Waits until the first line of data is there: the address to open.
    pub(crate) async fn address(&self) -> String {
        wait_for("the first line", || text(&self.data).contains('\n')).await;
        text(&self.data).lines().next().unwrap_or_default().to_owned()
    }

    /// Asks the command to end.
    pub(crate) fn stop(self) -> Ran {
        self.hand.send(true).unwrap();
        self.end()
    }

    fn end(self) -> Ran {
        let exit = self.thread.join().unwrap();
        drop(self.hand);
        hear_panics_again();
        Ran { exit: exit.code(), data: text(&self.data), talk: text(&self.talk) }
    }
}

/// Cucumber silences panics while it runs, for the whole process; of two runs at once the later one restores the
/// silence of the other, and a failing test would not say why.
pub(crate) fn hear_panics_again() {
    drop(std::panic::take_hook());
}

fn text(bytes: &Mutex<Vec<u8>>) -> String {
    String::from_utf8(bytes.lock().unwrap().clone()).unwrap()
}

/// Waits until a condition holds.
pub(crate) async fn wait_for(what: &str, condition: impl Fn() -> bool) {
    let pause = Duration::from_millis(20);
    for _ in 0..PATIENCE.as_millis() / pause.as_millis() {
        if condition() {
            return;
        }
        tokio::time::sleep(pause).await;
    }
    panic!("waited in vain for {what}");
}

/// A folder of the test's own.
pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// A folder with a `homeroom.toml`.
pub(crate) fn configured(text: &str) -> tempfile::TempDir {
    let folder = folder();
    std::fs::write(folder.path().join("homeroom.toml"), text).unwrap();
    folder
}

/// A port that is free now.
pub(crate) fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The configuration of the reference tool, started as a foreign tool is.
pub(crate) fn reference_tool(platform: u16, tool: u16) -> String {
    format!(
        "[platform]\nlisten = \"localhost:{platform}\"\n[tool]\nname = \"reference\"\n\
         login_url = \"http://localhost:{tool}/login\"\ntarget_link_uri = \"http://localhost:{tool}/activity/1\"\n\
         redirect_uris = [\"http://localhost:{tool}/launch\"]\njwks_url = \"http://localhost:{tool}/keys\"\n\
         start = '\"{PROGRAM}\" tool --listen localhost:{tool}'\nready_url = \"http://localhost:{tool}/healthz\"\n\
         [shows]\nuser = \"#user\"\nrole = \"#role\"\n"
    )
}
