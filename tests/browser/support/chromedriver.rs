//! `ChromeDriver` in a process of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::json;
use tempfile::TempDir;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel};

/// The browser is headless, needs no rights, and asks nobody for anything by itself. No argument says how large its
/// window is, since popups would be as large.
const ARGUMENTS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--screen-info={1600x1200}",
    "--lang=en",
];

/// A process that ends with its owner; it takes the browser along only when its session was quit.
pub(crate) struct ChromeDriver {
    child: Child,
    pub(crate) url: String,
    /// Where the browser leaves its files.
    _folder: TempDir,
}

impl ChromeDriver {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new("chromedriver")
            .env("TMPDIR", folder.path())
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver, which `tests/browser/install` brings");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let said = "ChromeDriver was started successfully on port ";
        let port = lines.find_map(|line| Some(line.strip_prefix(said)?.trim_end_matches('.').to_owned()));
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, url: format!("http://127.0.0.1:{}", port.unwrap()), _folder: folder }
    }
}

impl Drop for ChromeDriver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether pages may run scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    Runs,
    IsOff,
}

/// What the browser is to be, and to write down.
pub(crate) fn capabilities(script: Script) -> ChromeCapabilities {
    let mut capabilities = DesiredCapabilities::chrome();
    for argument in ARGUMENTS {
        capabilities.add_arg(argument).unwrap();
    }
    for log in ["browser", "performance"] {
        capabilities.set_logging_prefs(log, LoggingPrefsLogLevel::All).unwrap();
    }
    if script == Script::IsOff {
        // Blocked as by a person in the settings; the driver's own scripts still run.
        let blocked = json!({"profile.managed_default_content_settings.javascript": 2});
        capabilities.add_experimental_option("prefs", blocked).unwrap();
    }
    capabilities
}
