use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use super::*;
use crate::cli::{Output, Stop};

const HEAD: &str = "---\nsource: homeroom\ndescription: \"\"\nexpression: \"x\"\n---\n";

/// A folder with two cases that differ alike, and a new one.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write =
        |name: &str, text: &str| std::fs::write(folder.path().join(name), format!("{HEAD}{text}\n")).unwrap();
    for (case, line) in [("login.get", "GET a"), ("login.post", "POST a")] {
        write(&format!("{case}.snap"), &format!("{line}\n  < 303\n  < set-cookie: a=[value]; Path=/"));
        write(&format!("{case}.snap.new"), &format!("{line}\n  < 303\n  < set-cookie: a=[value]; Path=/x"));
    }
    write("token.new.snap.new", "GET b");
    folder
}

fn context(folder: &Path) -> (Context, Arc<Mutex<Vec<u8>>>) {
    let data = Arc::new(Mutex::new(Vec::new()));
    let (_, stop) = Stop::by_hand();
    let context = Context {
        arguments: Vec::new(),
        environment: BTreeMap::new(),
        folder: folder.to_owned(),
        output: Output::to(data.clone(), Arc::new(Mutex::new(Vec::new()))),
        stop,
    };
    (context, data)
}

/// What a person sees who gives these answers, and which files are left.
fn asked(answers: &str) -> (String, Vec<String>) {
    let folder = folder();
    let (context, data) = context(folder.path());
    let waiting = pending(folder.path()).unwrap().snapshots;
    ask(&alike(&waiting), &context, &mut answers.as_bytes()).unwrap();
    let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    let text = String::from_utf8(data.lock().unwrap().clone()).unwrap();
    (text, names)
}

#[test]
fn the_same_change_in_two_cases_is_shown_once_with_one_line_gone_and_one_come() {
    let (text, _) = asked("q\n");
    assert!(text.starts_with("[1/2] login.get  (differs)\n--- stored\n+++ this run\n"), "{text}");
    assert!(
        text.contains("\n-  < set-cookie: a=[value]; Path=/\n+  < set-cookie: a=[value]; Path=/x\n"),
        "{text}"
    );
    assert!(text.contains("and the same in 1 more: login.post\n"), "{text}");
    assert!(text.ends_with("0 accepted, 0 rejected, 3 left for later\n"), "{text}");
}

#[test]
fn a_person_accepts_rejects_and_skips() {
    let (text, names) = asked("what?\nA\nreject\n");
    assert!(text.ends_with("2 accepted, 1 rejected, 0 left for later\n"), "{text}");
    assert_eq!(names, ["login.get.snap", "login.post.snap"]);
    let (text, names) = asked("s\na\n");
    assert!(text.ends_with("1 accepted, 0 rejected, 2 left for later\n"), "{text}");
    assert!(names.contains(&"token.new.snap".to_owned()) && names.contains(&"login.get.snap.new".to_owned()));
}

#[test]
fn the_end_of_the_input_leaves_everything_for_later() {
    assert!(asked("").0.ends_with("0 accepted, 0 rejected, 3 left for later\n"));
}

#[test]
fn beginnings_choose_and_a_beginning_of_nothing_is_told() {
    let folder = folder();
    let chosen = |beginnings: &[&str]| {
        let beginnings: Vec<_> = beginnings.iter().map(|text| (*text).to_owned()).collect();
        choose(pending(folder.path()).unwrap().snapshots, &beginnings).map(|chosen| chosen.len())
    };
    assert_eq!((chosen(&[]), chosen(&["login"]), chosen(&["login.p", "token"])), (Ok(3), Ok(2), Ok(2)));
    assert!(chosen(&["tokn"]).unwrap_err().text.contains("`tokn`"));
}

#[test]
fn what_is_not_ours_is_told_and_keeps_nothing_else_from_being_accepted() {
    let folder = folder();
    std::fs::write(folder.path().join("mine.snap.new"), "of another program").unwrap();
    let (context, data) = context(folder.path());
    let args = Args { act: Act::Accept { cases: Vec::new() }, config: None };
    std::fs::write(folder.path().join("homeroom.toml"), "[snapshot]\nfolder = \".\"\n").unwrap();
    assert_eq!(run(&args, &context), Ok(Exit::WELL));
    assert_eq!(data.lock().unwrap().as_slice(), b"3 snapshots accepted\n");
    assert!(folder.path().join("mine.snap.new").exists());
}
