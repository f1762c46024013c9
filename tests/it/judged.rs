//! `homeroom test` and `homeroom doctor`: runs, their reports and their exit codes.

use serde_json::Value;

use crate::support::{configured, folder, free_port, homeroom, reference_tool, start};

#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes unoptimised: `cargo test --release --test it`")]
fn the_built_in_tool_passes_the_whole_catalogue() {
    let ran = homeroom(folder().path(), &["test"]);
    let listed = homeroom(folder().path(), &["list"]).data.lines().count();
    assert_eq!(ran.exit, 0, "{}{}", ran.data, ran.talk);
    let expected =
        format!("built-in tool: {listed} pass, 0 fail, 0 warn, 0 unjudged, 0 not applicable\nconformant\n");
    assert!(ran.data.ends_with(&expected), "{}", ran.data);
    assert_eq!(ran.talk, "", "nobody watches, so there is no progress");
}

#[test]
fn a_defect_makes_the_built_in_tool_not_conformant() {
    let arguments = ["test", "--case", "token.exp", "--case", "token.alg", "--defect", "exp-unchecked"];
    let ran = homeroom(folder().path(), &arguments);
    assert_eq!(ran.exit, 1, "{}{}", ran.data, ran.talk);
    assert!(
        ran.data.contains("\nFAIL  token.exp") || ran.data.starts_with("FAIL  token.exp"),
        "{}",
        ran.data
    );
    assert!(!ran.data.contains("FAIL  token.alg"), "{}", ran.data);
    assert!(ran.data.ends_with("\nnot conformant\n"), "{}", ran.data);
}

#[test]
fn a_report_is_a_file_or_the_data() {
    let folder = folder();
    let arguments = ["test", "--case", "login.method", "--report", "json=run.json", "--report", "json=-"];
    let ran = homeroom(folder.path(), &arguments);
    assert_eq!(ran.exit, 0, "{}", ran.talk);
    let data: Value = serde_json::from_str(&ran.data).unwrap();
    let file: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.path().join("run.json")).unwrap()).unwrap();
    assert_eq!(data, file);
    assert_eq!(data["summary"]["fail"], 0);
    let first = &data["cases"][0];
    for field in [
        "id",
        "level",
        "requirements",
        "verdict",
        "expected",
        "actual",
        "feature",
        "line",
        "duration_ms",
        "exchanges",
    ] {
        assert!(first.get(field).is_some(), "`{field}` is missing");
    }
    assert!(ran.talk.ends_with("conformant\n"), "the report for people makes room: {}", ran.talk);
}

#[test]
fn a_tool_that_is_down_cannot_be_judged() {
    let down = free_port();
    let tool = format!(
        "[tool]\nlogin_url = \"http://localhost:{down}/login\"\ntarget_link_uri = \"http://localhost:{down}/\"\n"
    );
    let folder = configured(&tool);
    let listen = format!("localhost:{}", free_port());
    let ran = homeroom(folder.path(), &["test", "--listen", &listen]);
    assert_eq!((ran.exit, ran.data.as_str()), (3, ""));
    assert!(ran.talk.contains("hint: `homeroom doctor`"), "{}", ran.talk);
    let hint = format!(
        "hint: http://localhost:{down}/login does not answer: start the tool, or set `start` in `[tool]`"
    );
    assert!(ran.talk.contains(&hint), "{}", ran.talk);
    let ran = homeroom(folder.path(), &["doctor", "--listen", &listen]);
    assert_eq!(ran.exit, 3, "{}", ran.talk);
    assert!(ran.data.starts_with("PROBLEM  connection"), "{}", ran.data);
    assert!(ran.data.contains(&format!("  issuer             http://{listen}/main\n")), "{}", ran.data);
}

#[test]
fn a_tool_of_the_configuration_is_started_judged_and_stopped() {
    let tool = free_port();
    let folder = configured(&reference_tool(free_port(), tool));
    for command in [&["doctor"][..], &["test", "--case", "login.method"]] {
        let ran = homeroom(folder.path(), command);
        assert_eq!(ran.exit, 0, "{command:?}: {}{}", ran.data, ran.talk);
        assert!(std::net::TcpStream::connect(("localhost", tool)).is_err(), "the tool still runs");
    }
    assert!(folder.path().join(".homeroom").is_dir());
}

#[test]
fn a_run_that_leaves_every_case_out_judges_nothing() {
    let skip = "[[skip]]\ncase = \"login\"\nreason = \"none of it\"\n";
    let folder = configured(&(reference_tool(free_port(), free_port()) + skip));
    let ran = homeroom(folder.path(), &["test", "--case", "login.method"]);
    assert_eq!(ran.exit, 3, "{}{}", ran.data, ran.talk);
    assert!(ran.data.contains(" 0 pass, 0 fail, 0 warn, 0 unjudged, "), "{}", ran.data);
    assert!(ran.talk.ends_with("select others with `--case`\n"), "{}", ran.talk);
    assert!(ran.talk.starts_with("error: nothing was judged: "), "{}", ran.talk);
}

#[test]
fn a_tool_that_does_not_start_is_told_with_its_last_words() {
    let folder = configured(
        "[platform]\nlisten = \"localhost:0\"\n[tool]\nlogin_url = \"http://127.0.0.1:9/\"\n\
         target_link_uri = \"http://127.0.0.1:9/\"\nstart = \"echo no database && exit 3\"\n",
    );
    let ran = homeroom(folder.path(), &["test"]);
    assert_eq!((ran.exit, ran.data.as_str()), (3, ""));
    assert!(ran.talk.starts_with("error: the tool ended by itself"), "{}", ran.talk);
    assert!(ran.talk.contains("no database"), "{}", ran.talk);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_homeroom_that_answers_already_is_used() {
    let platform = free_port();
    let folder = configured(&reference_tool(platform, free_port()));
    let serving = start(folder.path(), &["serve", "--no-tool"]);
    let address = serving.address().await;
    let path = folder.path().to_owned();
    let ran = tokio::task::spawn_blocking(move || homeroom(&path, &["test", "--case", "login.method"]))
        .await
        .unwrap();
    assert_eq!(ran.exit, 0, "{}{}", ran.data, ran.talk);
    assert_eq!(
        ran.talk,
        format!("using the Homeroom that answers at {}\n", address.trim_end_matches("main/"))
    );
    assert_eq!(serving.stop().exit, 0);
}

#[test]
fn another_program_on_the_port_is_refused() {
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = format!("127.0.0.1:{}", other.local_addr().unwrap().port());
    // It answers, though not as a Homeroom would.
    std::thread::spawn(move || {
        for stream in other.incoming().flatten() {
            let _gone = std::io::Write::write_all(
                &mut &stream,
                b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n",
            );
        }
    });
    let folder = configured("[tool]\nlogin_url = \"http://t.test/\"\ntarget_link_uri = \"http://t.test/\"\n");
    let ran = homeroom(folder.path(), &["test", "--listen", &listen]);
    assert_eq!((ran.exit, ran.data.as_str()), (2, ""));
    assert!(ran.talk.contains("by another program") && ran.talk.contains("`--listen`"), "{}", ran.talk);
}
