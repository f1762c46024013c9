//! `--write-expected-failures`: a baseline in one command, which says for as long as it takes that it lacks reasons.

use std::path::Path;

use crate::support::{Ran, folder, homeroom};

fn test(folder: &Path, more: &[&str]) -> Ran {
    homeroom(folder, &[&["test", "--case", "token.exp.past"], more].concat())
}

const BROKEN: &[&str] = &["--defect", "exp-unchecked"];

#[test]
fn a_baseline_is_written_once_kept_and_thinned_out() {
    let folder = folder();
    let known = || std::fs::read_to_string(folder.path().join("known.toml")).unwrap();
    let write = &["--write-expected-failures", "known.toml"];
    let ran = test(folder.path(), &[write, BROKEN].concat());
    assert_eq!(ran.exit, 0, "{}{}", ran.data, ran.talk);
    assert!(ran.talk.contains("2 expected failures written, 2 new: write a reason"), "{}", ran.talk);
    assert!(ran.data.ends_with("\nconformant but for 2 expected failures\n"), "{}", ran.data);

    let read = &["--expected-failures", "known.toml"];
    let ran = test(folder.path(), &[read, BROKEN].concat());
    assert_eq!(ran.exit, 0, "{}{}", ran.data, ran.talk);
    assert!(ran.data.contains("note: 2 of 2 expected failures in "), "{}", ran.data);

    let said =
        known().replacen("say why: ", "we know, ", 1).replacen("[[expected]]", "# ticket 7\n[[expected]]", 1);
    std::fs::write(folder.path().join("known.toml"), &said).unwrap();
    let ran = test(folder.path(), &[write, BROKEN].concat());
    assert_eq!((ran.exit, known()), (0, said), "{}", ran.talk);

    let ran = test(folder.path(), write);
    assert_eq!(ran.exit, 0, "{}{}", ran.data, ran.talk);
    assert!(ran.talk.contains("2 taken out, for their cases pass"), "{}", ran.talk);
    assert!(!known().contains("[[expected]]"), "{}", known());
}

#[test]
fn a_file_that_cannot_be_understood_is_not_written_over() {
    let folder = folder();
    let text = "[[expected]]\ncase = \"token.exp.past\"\nrequirement = \"SEC-014\"\nreason = \"x\"\n";
    std::fs::write(folder.path().join("known.toml"), text).unwrap();
    let ran = test(folder.path(), &["--write-expected-failures", "known.toml"]);
    assert_eq!((ran.exit, ran.data.as_str()), (2, ""));
    assert!(ran.talk.contains("known.toml:2: there is no case `token.exp.past`"), "{}", ran.talk);
    assert_eq!(std::fs::read_to_string(folder.path().join("known.toml")).unwrap(), text);
}
