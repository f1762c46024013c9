//! `homeroom launch`: one launch from the shell.

use serde_json::Value;

use crate::support::{configured, folder, free_port, homeroom, reference_tool, start};

fn json(arguments: &[&str]) -> (u8, Value) {
    let ran = homeroom(folder().path(), &[&["launch", "--json"], arguments].concat());
    (ran.exit, serde_json::from_str(&ran.data).unwrap_or_else(|_| panic!("{}{}", ran.data, ran.talk)))
}

#[test]
fn without_anything_named_a_learner_opens_the_first_link() {
    let ran = homeroom(folder().path(), &["launch"]);
    assert_eq!((ran.exit, ran.talk.as_str()), (0, ""), "{}", ran.data);
    assert!(
        ran.data.starts_with("Ben Learner (ben) opens Week 1 quiz (built-in-1) in Algebra I"),
        "{}",
        ran.data
    );
    for part in [
        "\nhops\n  1  303  GET   http://localhost:",
        "the tool asks the platform who this is: a form with the id_token\n",
        "\nthe id_token (RS256, kid ",
        "\n  message_type     LtiResourceLinkRequest\n",
        "\n  roles            Learner",
        "\n  exp              300 s after iat\n",
        "\nthe tool accepted the launch\n  200 from http://localhost:",
        "\n  its title is `",
    ] {
        assert!(ran.data.contains(part), "`{part}` is missing in:\n{}", ran.data);
    }
    assert!(!ran.data.contains("story"), "a server that has gone tells no story: {}", ran.data);
}

#[test]
fn a_fault_is_applied_and_refused() {
    let (exit, launch) = json(&["--fault", "kid.missing", "--person", "Chidi Okafor", "--method", "post"]);
    assert_eq!((exit, &launch["outcome"]), (0, &Value::from("refused")), "{launch}");
    assert_eq!(launch["faults_applied"][0]["name"], "kid.missing");
    assert!(launch["token"]["header"]["kid"].is_null());
    assert_eq!((&launch["person"]["id"], &launch["hops"][0]["method"]), (&"chidi".into(), &"POST".into()));
    let (exit, launch) = json(&["--fault", "login.iss.unknown=http://lms.test"]);
    assert_eq!((exit, launch["token"].is_null()), (0, true), "{launch}");
    assert_eq!(launch["hops"].as_array().unwrap().len(), 1, "the tool refused the login: {launch}");
}

#[test]
fn content_is_picked_by_an_act_and_comes_back() {
    let (exit, launch) = json(&["--message", "deep-linking", "--course", "Biology", "--act", "pick-many"]);
    assert_eq!(exit, 0, "{launch}");
    assert_eq!((&launch["course"]["id"], &launch["link"]), (&"biology".into(), &Value::Null));
    let answer = &launch["deep_linking"]["answer"];
    assert_eq!(answer["accepted"], true, "{launch}");
    assert_eq!(answer["items"].as_array().unwrap().len(), 5, "{answer}");
    let sent = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings";
    let data = "https://purl.imsglobal.org/spec/lti-dl/claim/data";
    assert_eq!(launch["answer"]["payload"][data], launch["token"]["payload"][sent]["data"]);
}

#[test]
fn a_picker_that_refuses_is_not_acted_on() {
    let broken = ["--message", "deep-linking", "--act", "pick", "--fault", "deep_linking_settings.missing"];
    let (exit, launch) = json(&broken);
    assert_eq!((exit, &launch["outcome"], &launch["act"]), (0, &"refused".into(), &Value::Null), "{launch}");
}

#[test]
fn without_an_act_the_picker_stays_open() {
    let ran = homeroom(folder().path(), &["launch", "--message", "LtiDeepLinkingRequest"]);
    assert_eq!(ran.exit, 0, "{}{}", ran.data, ran.talk);
    assert!(ran.data.starts_with("Ada Teacher (ada) picks content for Algebra I"), "{}", ran.data);
    assert!(ran.data.contains("\nwhat came back\n  nothing yet"), "{}", ran.data);
}

#[test]
fn what_is_not_there_is_refused_with_the_nearest_name() {
    let rows: &[(&[&str], &str)] = &[
        (&["--fault", "kid.mising"], "there is no fault `kid.mising`\n  hint: did you mean `kid.missing`?"),
        (&["--fault", "iss.foreign"], "the fault `iss.foreign` needs a value: a URL"),
        (&["--fault", "kid.missing=x"], "the fault `kid.missing` takes no value"),
        (&["--fault", "jwks.html"], "`jwks.html` is a fault of the key set, not of a launch"),
        (
            &["--fault", "resource_link.missing", "--message", "deep-linking"],
            "fits `LtiResourceLinkRequest` only",
        ),
        (&["--person", "bem"], "there is no person `bem`\n  hint: did you mean `ben`?"),
        (&["--link", "nope"], "there is no link `nope`\n  hint: there are `built-in-1`"),
        (&["--campus", "mian"], "there is no campus `mian`\n  hint: did you mean `main`?"),
        (&["--act", "pick"], "an act is done where content is picked"),
        (
            &["--message", "deep-linking", "--act", "pickk"],
            "there is no act `pickk`\n  hint: did you mean `pick`?",
        ),
        (&["--message", "deep-linking", "--link", "x"], "content is picked in a course"),
        (&["--message", "deeplinking"], "expected `resource-link`"),
    ];
    for (arguments, expected) in rows {
        let ran = homeroom(folder().path(), &[&["launch"], *arguments].concat());
        assert_eq!((ran.exit, ran.data.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.talk.contains(expected), "{arguments:?}: {}", ran.talk);
    }
}

#[test]
fn a_tool_that_is_down_is_told_and_is_not_well() {
    let down = free_port();
    let folder = configured(&format!(
        "[platform]\nlisten = \"localhost:{}\"\n[tool]\nlogin_url = \"http://localhost:{down}/login\"\n\
         target_link_uri = \"http://localhost:{down}/\"\n",
        free_port()
    ));
    let ran = homeroom(folder.path(), &["launch"]);
    assert_eq!(ran.exit, 3, "{}{}", ran.data, ran.talk);
    assert!(ran.data.contains("  1  ---  GET   http://localhost:"), "{}", ran.data);
    assert!(ran.data.contains("\nthe tool did not say whether it took the launch\n"), "{}", ran.data);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_homeroom_that_answers_is_used_and_keeps_the_story() {
    let folder = folder();
    let listen = format!("localhost:{}", free_port());
    let serving =
        start(folder.path(), &["serve", "--memory", "--listen", &listen, "--tool-listen", "localhost:0"]);
    serving.address().await;
    let (path, at) = (folder.path().to_owned(), listen.clone());
    let arguments = ["launch", "--listen", &at, "--message", "deep-linking", "--act", "pick", "--json"]
        .map(str::to_owned);
    let launched =
        tokio::task::spawn_blocking(move || homeroom(&path, &arguments.each_ref().map(String::as_str)));
    let ran = launched.await.unwrap();
    assert_eq!(ran.exit, 0, "{}{}", ran.data, ran.talk);
    assert_eq!(ran.talk, format!("using the Homeroom that answers at http://{listen}/\n"));
    let launch: Value = serde_json::from_str(&ran.data).unwrap();
    let story = reqwest::get(launch["story"].as_str().unwrap()).await.unwrap();
    assert!(story.status().is_success(), "{}", story.status());
    serving.stop();
}

#[test]
fn a_tool_of_the_configuration_is_started_and_launched() {
    let folder = configured(&reference_tool(free_port(), free_port()));
    let ran = homeroom(folder.path(), &["launch"]);
    assert_eq!(ran.exit, 0, "{}{}", ran.data, ran.talk);
    assert!(ran.data.contains("\nto reference ("), "{}", ran.data);
    let ran = homeroom(folder.path(), &["launch", "--message", "deep-linking", "--act", "pick"]);
    assert_eq!(ran.exit, 2, "{}{}", ran.data, ran.talk);
    assert!(
        ran.talk.contains("there is no act `pick`\n  hint: describe it in homeroom.toml"),
        "{}",
        ran.talk
    );
}

#[test]
fn an_answer_that_a_fault_sends_elsewhere_is_no_fault_of_the_tool() {
    let fault = "deep_link_return_url.foreign=http://localhost:1/elsewhere";
    let (exit, launch) = json(&["--message", "deep-linking", "--act", "pick", "--fault", fault]);
    assert_eq!((exit, &launch["outcome"]), (0, &Value::from("accepted")), "{launch}");
    assert!(launch["deep_linking"]["answer"].is_null(), "{launch}");
}
