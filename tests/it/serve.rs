//! `homeroom serve`, from its first line to its end.

use std::path::Path;

use serde_json::Value;

use crate::support::{PROGRAM, Running, configured, folder, free_port, homeroom, start, wait_for};

const FREE: &[&str] = &["serve", "--listen", "localhost:0", "--tool-listen", "localhost:0"];

fn serve(folder: &Path, more: &[&str]) -> Running {
    start(folder, &[FREE, more].concat())
}

async fn json(address: &str, path: &str) -> Value {
    let text = reqwest::get(format!("{address}{path}")).await.unwrap().text().await.unwrap();
    serde_json::from_str(&text).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_line_is_an_address_that_opens() {
    let folder = folder();
    let serving = serve(folder.path(), &["--memory"]);
    let address = serving.address().await;
    let page = reqwest::get(&address).await.unwrap();
    assert!(page.status().is_success(), "{address}: {}", page.status());
    let ran = serving.stop();
    assert_eq!(ran.exit, 0, "{}", ran.talk);
    assert!(ran.data.contains("\ntool   http://localhost:"), "{}", ran.data);
    assert!(ran.data.ends_with("state  nothing is kept\n"), "{}", ran.data);
    assert!(reqwest::get(&address).await.is_err(), "it still answers");
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_public_url_the_address_that_it_listens_on_is_told_too() {
    let folder = folder();
    let serving = serve(folder.path(), &["--memory", "--public-url", "https://lms.test/"]);
    assert_eq!(serving.address().await, "https://lms.test/main/");
    let ran = serving.stop();
    let local = ran.data.lines().nth(1).unwrap_or_default();
    assert!(local.starts_with("local  http://localhost:") && !local.contains(":0/"), "{}", ran.data);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_built_in_tool_is_registered_and_linked() {
    let folder = folder();
    let serving = serve(folder.path(), &["--memory"]);
    let address = serving.address().await;
    let registrations = json(&address, "api/registrations").await;
    assert_eq!(registrations.as_array().unwrap().len(), 1, "{registrations}");
    let links = json(&address, "api/links").await;
    assert!(!links.as_array().unwrap().is_empty());
    serving.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_configured_tool_is_registered_once_for_ever() {
    let tool = "[tool]\nname = \"mine\"\nlogin_url = \"http://t.test/login\"\ntarget_link_uri = \"http://t.test/\"\n";
    let folder = configured(tool);
    let mut seen = Vec::new();
    for _ in 0..2 {
        let serving = serve(folder.path(), &["--journal", "100"]);
        let address = serving.address().await;
        let registrations = json(&address, "api/registrations").await;
        let mine = registrations.as_array().unwrap().iter().filter(|tool| tool["name"] == "mine").cloned();
        seen.push(mine.collect::<Vec<_>>());
        let links = json(&address, "api/links").await;
        let client = &seen[0][0]["client_id"];
        assert_eq!(links.as_array().unwrap().iter().filter(|link| link["client_id"] == *client).count(), 1);
        let ran = serving.stop();
        assert!(ran.data.contains(&format!("client_id {}", client.as_str().unwrap())), "{}", ran.data);
    }
    assert_eq!(seen[0].len(), 1);
    assert_eq!(seen[0], seen[1], "client id and deployments outlive a restart");
    assert!(folder.path().join(".homeroom").is_dir(), "the state stands beside the configuration");
}

#[tokio::test(flavor = "multi_thread")]
async fn registrations_without_deployments_get_some_and_keep_them_apart() {
    let folder = configured(
        "[tool]\nname = \"mine\"\nlogin_url = \"http://t.test/login\"\ntarget_link_uri = \"http://t.test/\"\n\
         [[registration]]\nclient_id = \"a\"\n[[registration]]\ncampus = \"north\"\nclient_id = \"b\"\n",
    );
    // The state knows `a` first, by the same name.
    let before = "[tool]\nname = \"mine\"\nclient_id = \"a\"\nlogin_url = \"http://t.test/login\"\ntarget_link_uri = \"http://t.test/\"\n";
    std::fs::write(folder.path().join("before.toml"), before).unwrap();
    let serving = serve(folder.path(), &["--config", "before.toml"]);
    serving.address().await;
    serving.stop();
    let mut seen = Vec::new();
    for _ in 0..2 {
        let serving = serve(folder.path(), &[]);
        serving.address().await;
        let ran = serving.stop();
        let lines = ran.data.lines().filter(|line| line.starts_with("tool   mine")).map(str::to_owned);
        seen.push(lines.collect::<Vec<_>>());
    }
    assert_eq!(seen[0].len(), 3, "{seen:?}");
    assert_eq!(seen[0].iter().filter(|line| line.contains("client_id a,")).count(), 1, "{seen:?}");
    assert!(seen[0].iter().all(|line| !line.ends_with("deployments ")), "{seen:?}");
    assert_eq!(seen[0], seen[1], "ids outlive a restart, and no registration takes another one's");
}

#[test]
fn a_port_in_use_is_refused_with_the_option_to_change() {
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = format!("127.0.0.1:{}", other.local_addr().unwrap().port());
    let ran = homeroom(folder().path(), &["serve", "--memory", "--listen", &listen]);
    assert_eq!((ran.exit, ran.data.as_str()), (2, ""));
    let expected = format!(
        "error: cannot listen on `{listen}`: the port is in use by another program\n  hint: stop that program, or choose \
         another address with `--listen`\n"
    );
    assert_eq!(ran.talk, expected);
    let ran = homeroom(
        folder().path(),
        &["serve", "--memory", "--listen", "localhost:0", "--tool-listen", &listen],
    );
    assert_eq!((ran.exit, ran.data.as_str()), (2, ""));
    assert!(ran.talk.contains("hint: choose another address with `--tool-listen`"), "{}", ran.talk);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_that_another_homeroom_has_is_told_as_such() {
    let folder = folder();
    let serving = serve(folder.path(), &["--memory"]);
    let home = serving.address().await;
    let address = home.trim_end_matches("main/");
    let listen = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let path = folder.path().to_owned();
    let ran =
        tokio::task::spawn_blocking(move || homeroom(&path, &["serve", "--memory", "--listen", &listen]));
    let ran = ran.await.unwrap();
    assert_eq!(ran.exit, 2);
    assert!(ran.talk.contains("the port is in use by another Homeroom"), "{}", ran.talk);
    assert!(ran.talk.contains(&format!("hint: open {address} to use that one")), "{}", ran.talk);
    serving.stop();
}

#[test]
fn an_address_that_others_can_reach_is_refused() {
    let ran = homeroom(folder().path(), &["serve", "--memory", "--listen", "0.0.0.0:0"]);
    assert_eq!((ran.exit, ran.data.as_str()), (2, ""));
    assert!(ran.talk.contains("refusing to listen on 0.0.0.0:0"), "{}", ran.talk);
}

#[test]
fn a_state_that_is_no_directory_is_refused() {
    let folder = folder();
    std::fs::write(folder.path().join("state"), "a file").unwrap();
    let ran = homeroom(folder.path(), &[FREE, &["--state", "state"]].concat());
    assert_eq!((ran.exit, ran.data.as_str()), (2, ""));
    assert!(ran.talk.contains("the state directory") && ran.talk.contains("hint: "), "{}", ran.talk);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn the_program_itself_serves_until_it_is_asked_to_stop() {
    let folder = folder();
    let listen = format!("localhost:{}", free_port());
    let output = std::fs::File::create(folder.path().join("out")).unwrap();
    let mut child = std::process::Command::new(PROGRAM)
        .args(["serve", "--listen", &listen, "--tool-listen", "localhost:0"])
        .current_dir(folder.path())
        .stdout(output)
        .spawn()
        .unwrap();
    let written = || std::fs::read_to_string(folder.path().join("out")).unwrap();
    wait_for("the first line", || written().contains('\n')).await;
    assert_eq!(written().lines().next(), Some(format!("http://{listen}/main/").as_str()));
    assert!(reqwest::get(format!("http://{listen}/healthz")).await.unwrap().status().is_success());
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
