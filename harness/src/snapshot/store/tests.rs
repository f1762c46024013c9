use super::*;

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(&folder.path().join("snapshots"));
    (folder, store)
}

const HEAD: Head<'_> = Head { case: "login.get", title: "A login: \"by GET\" \u{2713} # is 'taken'" };

fn names(store: &Store) -> Vec<String> {
    let names = fs::read_dir(&store.folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_snapshot_is_read_as_it_was_written_by_us_and_by_insta() {
    let (_folder, store) = store();
    let text = "GET [tool]/login\n  < 303\n\nGET [tool]/\n  < 200";
    store.keep(HEAD, text).unwrap();
    assert_eq!(Store::read(&store.stored("login.get")).unwrap().as_deref(), Some(text));
    let snapshot = Snapshot::from_file(&store.stored("login.get")).unwrap();
    assert_eq!(snapshot.metadata().description(), Some(HEAD.title));
    assert_eq!(snapshot.metadata().expression(), Some("login.get"));
    assert_eq!(names(&store), ["login.get.snap"], "no draft is left");
}

#[test]
fn insta_itself_takes_the_stored_snapshot_for_the_same() {
    let (_folder, store) = store();
    store.keep(Head { case: "the_case", ..HEAD }, "a\n\n  b").unwrap();
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(&store.folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!("the_case", "a\n\n  b"));
}

#[test]
fn what_is_suggested_waits_beside_and_is_accepted_or_forgotten() {
    let (_folder, store) = store();
    store.keep(HEAD, "old").unwrap();
    store.suggest(HEAD, "new").unwrap();
    assert_eq!(names(&store), ["login.get.snap", "login.get.snap.new"]);
    assert_eq!(store.waiting().unwrap(), ["login.get"]);
    store.accept("login.get").unwrap();
    assert_eq!(Store::read(&store.stored("login.get")).unwrap().as_deref(), Some("new"));
    store.suggest(HEAD, "newer").unwrap();
    store.settle("login.get").unwrap();
    assert_eq!(names(&store), ["login.get.snap"]);
}

#[test]
fn files_that_are_not_ours_are_told_and_never_removed() {
    let (_folder, store) = store();
    store.keep(Head { case: "gone", ..HEAD }, "old").unwrap();
    store.keep(Head { case: "kept", ..HEAD }, "old").unwrap();
    let insta = store.stored("other");
    fs::write(&insta, "---\nsource: src/lib.rs\nexpression: x\n---\ntext\n").unwrap();
    fs::write(store.stored("text"), "no snapshot").unwrap();
    fs::write(store.stored("bytes"), b"---\n\xff\n---\n").unwrap();
    for (case, why) in
        [("other", "was not written by Homeroom"), ("text", "no snapshot"), ("bytes", "cannot be read")]
    {
        let error = Store::read(&store.stored(case)).unwrap_err().to_string();
        assert!(error.contains(why) && error.contains("hint"), "{error}");
    }
    assert_eq!(store.sweep(|case| case == "kept").unwrap(), ["gone"]);
    assert_eq!(names(&store), ["bytes.snap", "kept.snap", "other.snap", "text.snap"]);
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("snapshots");
    fs::write(&file, "").unwrap();
    let store = Store::new(&file);
    let error = store.keep(HEAD, "x").unwrap_err().to_string();
    assert!(
        error.contains("snapshots: the folder of snapshots cannot be made")
            && error.contains("--snapshots off"),
        "{error}"
    );
    assert!(store.kept().unwrap_err().to_string().contains("cannot be read"));
}

#[test]
fn an_id_never_leads_out_of_the_folder() {
    for (case, name) in
        [("a.b-c_1", "a.b-c_1"), ("../x", "%2E.%2Fx"), ("é/ü", "%C3%A9%2F%C3%BC"), (".git", "%2Egit")]
    {
        assert_eq!(file_name(case), name);
        assert_eq!(case_of(name), case);
    }
    assert_eq!(case_of("100%"), "100%");
}

#[test]
fn without_a_folder_nothing_is_stored_and_nothing_waits() {
    let (_folder, store) = store();
    assert!(store.kept().unwrap().is_empty() && store.waiting().unwrap().is_empty());
    assert!(Store::read(&store.stored("x")).unwrap().is_none());
}
