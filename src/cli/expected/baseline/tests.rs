use homeroom_harness::{Catalogue, Level, Summary};

use super::*;
use crate::cli::expected::read;

fn case(id: &str, verdict: Verdict) -> CaseRecord {
    CaseRecord {
        id: id.to_owned(),
        title: String::new(),
        level: Level::Must,
        requirements: vec!["SEC-014".to_owned()],
        derived: false,
        reasoning: None,
        verdict,
        expected: Some("a \"refusal\"".to_owned()),
        actual: Some("200".to_owned()),
        feature: String::new(),
        line: 1,
        duration_ms: 1,
        exchanges: Vec::new(),
        expected_failure: None,
        snapshot: None,
    }
}

fn run(cases: Vec<CaseRecord>) -> RunRecord {
    let mut record = RunRecord::of_nothing("a tool", &[], "");
    record.summary = Summary::of(&cases);
    record.cases = cases;
    record
}

fn baseline(text: &str) -> Baseline {
    let rows = read("known.toml", text, &Catalogue::load(&[]).unwrap().cases).unwrap();
    Baseline { path: "known.toml".into(), text: text.to_owned(), rows }
}

fn old(case: &str) -> String {
    format!(
        "[[expected]]\ncase = \"{case}\"\nrequirement = \"SEC-014\"\nreason = \"an old library\" # really\n"
    )
}

const LONG: &str = "token.exp.past_10m";
const OLD: &str = "token.exp.past_1d";

#[test]
fn a_new_file_holds_every_failure_with_a_reason_to_be_said() {
    let cases = vec![case(LONG, Verdict::Fail), case("token.exp.missing", Verdict::Pass)];
    let written = baseline("").with(&run(cases));
    let expected = format!(
        "# Failures of a tool that are known; `homeroom test --expected-failures` reads them.\n\n[[expected]]\n\
         case = \"{LONG}\"\nrequirement = \"SEC-014\"\nreason = 'say why: expected a \"refusal\"'\n"
    );
    assert_eq!(written.text, expected);
    assert_eq!(baseline(&written.text).rows, written.rows, "what is written can be read");
    let told = "known.toml: 1 expected failure written, 1 new: write a reason in place of `say why: ...`";
    assert_eq!(written.told("known.toml".as_ref()), told);
}

#[test]
fn what_still_fails_stays_as_it_is_written_and_what_passes_goes() {
    let text = format!("# ours\n\n# as of June\n{}\n# over soon\n{}", old(LONG), old(OLD));
    let written = baseline(&text).with(&run(vec![case(LONG, Verdict::Pass), case(OLD, Verdict::Fail)]));
    assert_eq!(written.text, format!("# ours\n\n# over soon\n{}", old(OLD)));
    assert_eq!((written.new, written.gone), (0, 1));
}

#[test]
fn what_was_not_judged_stays() {
    let text = format!("{}\n{}", old(LONG), old(OLD));
    let same = baseline(&text).with(&run(vec![case(LONG, Verdict::Unjudged)]));
    assert_eq!(same.text, text);
}

#[test]
fn rows_that_are_written_in_another_way_are_written_anew() {
    let row = |case: &str| {
        format!("{{ case = \"{case}\", requirement = \"SEC-014\", reason = \"x\", until = 2031-01-31 }}")
    };
    let text = format!("expected = [{}, {}]\n", row(LONG), row(OLD));
    let written = baseline(&text).with(&run(vec![case(OLD, Verdict::Pass)]));
    let expected = format!(
        "[[expected]]\ncase = \"{LONG}\"\nrequirement = \"SEC-014\"\nreason = \"x\"\nuntil = 2031-01-31\n"
    );
    assert_eq!(written.text, expected);
}

#[test]
fn a_warning_is_written_where_it_counts() {
    let mut record = run(vec![case(LONG, Verdict::Warn)]);
    assert_eq!(baseline("").with(&record).new, 0);
    record.strict = true;
    assert_eq!(baseline("").with(&record).new, 1);
}
