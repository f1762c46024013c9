use super::*;
use crate::report::samples::case;

fn album(folder: &std::path::Path, mode: Mode) -> Album {
    Album {
        mode,
        store: Store::new(folder),
        scope: Scope::new("426u74", None, &[], None, Vec::new()),
        keys: Mutex::default(),
        taken: Mutex::default(),
    }
}

impl Album {
    fn holding(self, case: &str, text: &str, state: &str) -> Self {
        let label = "[state-1]".to_owned();
        let fresh = vec![Fresh { kind: "state", label, value: state.to_owned() }];
        let taken = Taken { text: text.to_owned(), fresh };
        self.taken.lock().unwrap().insert(case.to_owned(), taken);
        self
    }
}

fn passed(id: &str) -> CaseRecord {
    case(id, Verdict::Pass)
}

fn compared(album: &Album, cases: &mut [CaseRecord]) -> SnapshotSummary {
    album.compare(cases)
}

#[test]
fn a_run_stores_and_the_next_finds_the_same_or_the_difference() {
    let folder = tempfile::tempdir().unwrap();
    let run = |mode, text: &str| {
        let mut cases = [passed("a"), passed("b")];
        let album = album(folder.path(), mode).holding("a", text, "one").holding("b", "B", "two");
        let summary = compared(&album, &mut cases);
        (summary, cases[0].snapshot.clone().unwrap())
    };
    let (summary, snapshot) = run(Mode::Check, "A");
    assert_eq!((summary.new, snapshot.state, snapshot.diff), (2, SnapshotState::New, None));
    let (summary, snapshot) = run(Mode::Update, "A");
    assert_eq!((summary.written, summary.same, snapshot.state), (2, 2, SnapshotState::Same));
    assert!(summary.is_clean());
    let (summary, snapshot) = run(Mode::Check, "X");
    assert_eq!((summary.same, summary.differs, snapshot.state), (1, 1, SnapshotState::Differs));
    assert_eq!(snapshot.diff.as_deref(), Some("--- stored\n+++ this run\n@@ -1 +1 @@\n-A\n+X\n"));
    assert!(folder.path().join("a.snap.new").exists());
    let (summary, _) = run(Mode::Check, "A");
    assert!(
        summary.is_clean() && !folder.path().join("a.snap.new").exists(),
        "what matches again waits no more"
    );
}

#[test]
fn a_state_that_an_earlier_case_has_shown_is_not_hidden() {
    let folder = tempfile::tempdir().unwrap();
    let mut cases = [passed("a"), passed("b")];
    let text = "state: [state-1], cookie s_[state-1], other [state-11]";
    let album = album(folder.path(), Mode::Update).holding("a", text, "same").holding("b", text, "same");
    compared(&album, &mut cases);
    let stored = |case: &str| Store::read(&album.store.stored(case)).unwrap().unwrap();
    assert_eq!(stored("a"), text);
    let seen = "[state-1: seen before in the run]";
    assert_eq!(stored("b"), format!("state: {seen}, cookie s_{seen}, other [state-11]"));
}

#[test]
fn only_cases_that_were_judged_have_snapshots() {
    let folder = tempfile::tempdir().unwrap();
    let verdicts = [Verdict::Fail, Verdict::Warn, Verdict::Unjudged, Verdict::NotApplicable];
    let mut cases = verdicts.map(|verdict| case(&format!("{verdict:?}"), verdict));
    let album = verdicts.iter().fold(album(folder.path(), Mode::Update), |album, verdict| {
        album.holding(&format!("{verdict:?}"), "x", &format!("{verdict:?}"))
    });
    assert_eq!(compared(&album, &mut cases).written, 2);
    assert_eq!(album.store.kept().unwrap(), ["Fail", "Warn"]);
}

#[test]
fn what_cannot_be_read_is_a_problem_and_no_verdict() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.snap"), "by hand").unwrap();
    let mut cases = [passed("a")];
    let summary = compared(&album(folder.path(), Mode::Update).holding("a", "A", "one"), &mut cases);
    assert_eq!((summary.differs, summary.problems.len(), cases[0].verdict), (1, 1, Verdict::Pass));
    assert!(!summary.is_clean());
    assert_eq!(std::fs::read_to_string(folder.path().join("a.snap")).unwrap(), "by hand");
}

#[test]
fn what_cannot_be_read_or_written_is_not_told_once_for_each_case() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let ids: Vec<_> = (0..9).map(|number| format!("case-{number}")).collect();
    let compare = |folder: &std::path::Path| {
        let mut cases: Vec<_> = ids.iter().map(|id| passed(id)).collect();
        let album = ids.iter().fold(album(folder, Mode::Check), |album, id| album.holding(id, "x", id));
        compared(&album, &mut cases)
    };
    let summary = compare(&folder.path().join("file"));
    assert_eq!((summary.new, summary.problems.len()), (9, 1), "{:?}", summary.problems);
    for id in &ids {
        std::fs::write(folder.path().join(format!("{id}.snap")), "by hand").unwrap();
    }
    let summary = compare(folder.path());
    assert_eq!((summary.differs, summary.problems.len()), (9, 4));
    assert_eq!(summary.problems[3], "and 6 snapshots more that could not be read or written");
}

#[test]
fn the_snapshot_of_a_case_that_is_gone_is_told_and_removed_by_an_update() {
    let folder = tempfile::tempdir().unwrap();
    let mut cases = [passed("gone")];
    compared(&album(folder.path(), Mode::Update).holding("gone", "A", "one"), &mut cases);
    let mut summary = SnapshotSummary::default();
    std::fs::write(folder.path().join("mine.snap"), "of another program").unwrap();
    let notes = album(folder.path(), Mode::Check).sweep(|_| false, &mut summary);
    assert!(notes.len() == 1 && notes[0].contains("`gone` belongs to no case"), "{notes:?}");
    let notes = album(folder.path(), Mode::Update).sweep(|_| false, &mut summary);
    assert!(notes[0].contains("`gone` was removed") && summary.removed == 1, "{notes:?}");
    assert!(!folder.path().join("gone.snap").exists());
}
