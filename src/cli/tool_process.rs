//! `tool.start`: the tool as a process of ours, from its start to the end of everything that it started.

mod group;
mod tail;

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use reqwest::Client;
use tokio::process::{Child, Command};
use url::Url;

use crate::cli::config::ToolTable;
use crate::cli::failure::Failure;
use group::Group;
use tail::Tail;

/// How often to look whether the tool is ready.
const PAUSE: Duration = Duration::from_millis(50);

/// How long one look may take.
const LOOK: Duration = Duration::from_secs(2);

/// How long the tool may take to end when it is asked to.
const GRACE: Duration = Duration::from_secs(3);

/// A running tool.
#[derive(Debug)]
pub(crate) struct ToolProcess {
    command: String,
    child: Child,
    group: Group,
    tail: Tail,
}

/// How to know that a tool is ready.
#[derive(Debug)]
pub(crate) struct Ready {
    http: Client,
    url: Url,
    /// Whether only a success counts; a login URL may refuse what is no login.
    success: bool,
    timeout: Duration,
}

impl Ready {
    pub(crate) fn of(tool: &ToolTable) -> Result<Self, Failure> {
        let client = Client::builder().timeout(LOOK).redirect(reqwest::redirect::Policy::none()).build();
        let http = client.map_err(|error| Failure::not_judged(format!("no HTTP client: {error}")))?;
        let url = tool.ready_url.as_ref().unwrap_or_else(|| tool.first_url()).url.clone();
        Ok(Self { http, url, success: tool.ready_url.is_some(), timeout: tool.timeout })
    }

    /// Whether the tool answers as it should.
    pub(crate) async fn is_given(&self) -> bool {
        let answer = self.http.get(self.url.clone()).send().await;
        answer.is_ok_and(|answer| !self.success || answer.status().is_success())
    }
}

impl ToolProcess {
    /// Starts the command through the shell, in the folder of the configuration.
    pub(crate) fn start(
        command: &str,
        folder: &Path,
        environment: &[(&str, String)],
    ) -> Result<Self, Failure> {
        let mut shell = shell(command);
        shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        shell.envs(environment.iter().map(|(name, value)| (name, value)));
        if !folder.as_os_str().is_empty() {
            shell.current_dir(folder);
        }
        let spawned = shell.spawn();
        let mut child =
            spawned.map_err(|error| Failure::usage(format!("`tool.start` cannot be run: {error}")))?;
        let tail = Tail::of(child.stdout.take(), child.stderr.take());
        Ok(Self { command: command.to_owned(), group: Group::led_by(&child), child, tail })
    }

    /// Waits until the tool answers; an error tells what it said last.
    pub(crate) async fn wait_until(&mut self, ready: &Ready) -> Result<(), Failure> {
        let begin = Instant::now();
        while !ready.is_given().await {
            if let Some(ended) = self.ended().await {
                return Err(ended);
            }
            if begin.elapsed() > ready.timeout {
                return Err(self.late(ready));
            }
            tokio::time::sleep(PAUSE).await;
        }
        // Another program may have answered while this one failed, say because the port is taken.
        self.ended().await.map_or(Ok(()), Err)
    }

    /// Tells that the tool has ended, if it has.
    pub(crate) async fn ended(&mut self) -> Option<Failure> {
        let status = self.child.try_wait().ok().flatten()?;
        self.tail.settle().await;
        Some(Failure::not_judged(format!(
            "the tool ended by itself: `{}`, {status}{}",
            self.command,
            self.tail.told()
        )))
    }

    fn late(&self, ready: &Ready) -> Failure {
        let expected = if ready.success { "a 2xx answer" } else { "any answer" };
        let told = format!(
            "the tool is not ready: `{}`\n  expected: {expected} from {} within {} s\n  actual: none{}",
            self.command,
            ready.url,
            ready.timeout.as_secs_f32(),
            self.tail.told()
        );
        Failure::not_judged(told)
            .hint("`timeout` in `[tool]` gives it more time, `ready_url` names another page")
    }

    /// Ends the tool and everything that it started: first asked, then made to.
    pub(crate) async fn stop(mut self) {
        self.group.ask();
        let _late = tokio::time::timeout(GRACE, self.child.wait()).await;
        self.group.empty_itself().await;
        self.group.kill();
        let _dead = self.child.start_kill();
        let _reaped = self.child.wait().await;
    }
}

/// Also when nobody could call `stop`, no process stays behind.
impl Drop for ToolProcess {
    fn drop(&mut self) {
        self.group.kill();
    }
}

#[cfg(unix)]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).process_group(0);
    shell
}

#[cfg(windows)]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("cmd");
    shell.arg("/C").raw_arg(command);
    shell
}

#[cfg(test)]
mod tests;
