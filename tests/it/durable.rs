//! What was answered with success outlives the process that answered, however that ends.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::support::service_tool::{LINE_ITEM, RESULT, SCORE, Score, ServiceTool, learner};
use crate::support::{PROGRAM, folder, free_port};

const CLIENTS: usize = 8;
/// After so many scores the process is killed.
const ENOUGH: usize = 60;

/// `homeroom serve` as a process, which can be killed.
struct Process {
    child: Child,
    home: String,
}

impl Process {
    async fn start(folder: &Path, port: u16) -> Self {
        let listen = format!("localhost:{port}");
        let child = Command::new(PROGRAM)
            .args(["serve", "--no-tool", "--listen", &listen])
            .current_dir(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let process = Self { child, home: format!("http://{listen}/main/") };
        process.wait_until_it_answers(&format!("http://{listen}/healthz")).await;
        process
    }

    async fn wait_until_it_answers(&self, url: &str) {
        for _ in 0..1500 {
            if reqwest::get(url).await.is_ok_and(|answer| answer.status().is_success()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{url} does not answer");
    }

    /// SIGKILL, where there are signals: nothing can be finished or tidied up.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // A test that failed leaves no process behind; one that was killed is gone already.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// Posts scores of one learner until the platform is gone; those that were answered with success.
async fn post_until_gone(
    tool: Arc<ServiceTool>,
    token: Arc<str>,
    item: Arc<str>,
    person: String,
    accepted: tokio::sync::mpsc::UnboundedSender<Score>,
) {
    for at in 1..u64::MAX {
        let score = Score::new(person.clone(), f64::from(u32::try_from(at % 100).unwrap()), at);
        match tool.post_score(&item, &token, &score).await {
            Ok(answer) => {
                assert!(answer.status().is_success(), "{score:?}: {}", answer.status());
                accepted.send(score).unwrap();
            }
            Err(_) => return,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_score_that_was_answered_with_success_outlives_a_kill() {
    let (folder, port) = (folder(), free_port());
    let process = Process::start(folder.path(), port).await;
    let tool = Arc::new(ServiceTool::register(&process.home).await);
    tool.course("durable", CLIENTS).await;
    let item = tool.line_item("durable", "Quiz").await;
    let (id, url) =
        (item["id"].as_str().unwrap().to_owned(), Arc::<str>::from(item["url"].as_str().unwrap()));
    let token: Arc<str> = tool.token(&[LINE_ITEM, SCORE, RESULT]).await.into();

    let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
    let clients: Vec<_> = (1..=CLIENTS)
        .map(|client| {
            let (tool, token, url) = (Arc::clone(&tool), Arc::clone(&token), Arc::clone(&url));
            tokio::spawn(post_until_gone(tool, token, url, learner(client), sender.clone()))
        })
        .collect();
    drop(sender);
    let mut accepted = Vec::new();
    while accepted.len() < ENOUGH {
        accepted.push(receiver.recv().await.expect("the clients go on until the platform is gone"));
    }
    // The clients go on meanwhile, so this is the middle of several scores.
    process.kill();
    for client in clients {
        client.await.unwrap();
    }
    while let Some(score) = receiver.recv().await {
        accepted.push(score);
    }

    let again = Process::start(folder.path(), port).await;
    let kept = tool.control("GET", &format!("scores?line_item={id}"), Value::Null).await;
    let kept = kept.as_array().unwrap();
    for score in &accepted {
        let same = |known: &&Value| {
            known["user_id"] == score.person.as_str()
                && known["timestamp"] == score.timestamp().as_str()
                && known["score_given"] == score.given
        };
        assert_eq!(
            kept.iter().filter(same).count(),
            1,
            "{score:?} of {} taken, {} kept",
            accepted.len(),
            kept.len()
        );
    }
    // A score may have been stored whose answer the kill cut off, one of each client at most.
    assert!(kept.len() <= accepted.len() + CLIENTS, "{} taken, {} kept", accepted.len(), kept.len());

    let next = Score::new(learner(1), 50.0, 10_000_000);
    let answer = tool.post_score(&url, &token, &next).await.unwrap();
    assert!(
        answer.status().is_success(),
        "the access token outlives it too: {}",
        answer.text().await.unwrap()
    );
    let results = tool.results(&url, &token).await;
    let mine = results.iter().find(|result| result["userId"] == learner(1)).unwrap();
    assert_eq!(mine["resultScore"], next.given);
    again.kill();
}
