//! What `homeroom test` hands on: JUnit, and failures that were expected.

use roxmltree::{Document, Node};
use serde_json::Value;

use crate::support::{Ran, folder, homeroom};

const BROKEN: &[&str] =
    &["test", "--case", "token.exp.past", "--case", "token.alg", "--defect", "exp-unchecked"];

fn known(rows: &[&str]) -> String {
    let row = |case: &&str| {
        format!("[[expected]]\ncase = \"{case}\"\nrequirement = \"SEC-014\"\nreason = \"an old library\"\n\n")
    };
    rows.iter().map(row).collect()
}

fn test_knowing(text: &str, more: &[&str]) -> Ran {
    let folder = folder();
    std::fs::write(folder.path().join("known.toml"), text).unwrap();
    homeroom(folder.path(), &[BROKEN, &["--expected-failures", "known.toml"], more].concat())
}

fn test<'d>(document: &'d Document<'d>, id: &str) -> Node<'d, 'd> {
    document.descendants().find(|node| node.attribute("name") == Some(id)).unwrap()
}

fn tags<'d>(node: Node<'d, 'd>) -> Vec<&'d str> {
    node.children().filter(Node::is_element).map(|child| child.tag_name().name()).collect()
}

#[test]
fn junit_has_a_suite_per_feature_and_a_test_per_case() {
    let folder = folder();
    let ran = homeroom(
        folder.path(),
        &[BROKEN, &["--report", "junit=run.xml", "--report", "json=run.json"]].concat(),
    );
    assert_eq!(ran.exit, 1, "{}{}", ran.data, ran.talk);
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let (xml, json) = (read("run.xml"), read("run.json"));
    let (document, record) = (Document::parse(&xml).unwrap(), serde_json::from_str::<Value>(&json).unwrap());
    for case in record["cases"].as_array().unwrap() {
        let node = test(&document, case["id"].as_str().unwrap());
        assert_eq!(node.parent().unwrap().attribute("name"), case["feature"].as_str());
        let expected: &[&str] = if case["verdict"] == "fail" { &["failure"] } else { &[] };
        assert_eq!(tags(node), expected, "{case}");
    }
    let failed = record["summary"]["fail"].to_string();
    assert_eq!(document.root_element().attribute("failures"), Some(failed.as_str()));
    let text = test(&document, "token.exp.past_10m").first_element_child().unwrap().text().unwrap();
    assert!(text.contains("\nSEC-014 (must; ") && text.contains("\nfix: "), "{text}");
}

#[test]
fn junit_can_be_the_data() {
    let ran = homeroom(folder().path(), &["test", "--case", "login.method", "--report", "junit=-"]);
    assert_eq!(ran.exit, 0, "{}", ran.talk);
    assert!(Document::parse(&ran.data).is_ok(), "{}", ran.data);
}

#[test]
fn failures_that_are_all_expected_leave_the_tool_conformant() {
    let failing: Vec<Value> = serde_json::from_str::<Value>(&test_knowing("", &["--report", "json=-"]).data)
        .unwrap()["cases"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|case| case["verdict"] == "fail")
        .cloned()
        .collect();
    let ids: Vec<_> = failing.iter().map(|case| case["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["token.exp.past_10m", "token.exp.past_1d"], "the defect fails these of the selected");
    let ran = test_knowing(&known(&ids), &[]);
    assert_eq!(ran.exit, 0, "{}{}", ran.data, ran.talk);
    assert!(
        ran.data.contains("fails as expected  token.exp.past_10m  SEC-014: an old library\n"),
        "{}",
        ran.data
    );
    assert!(ran.data.ends_with("\nconformant but for 2 expected failures\n"), "{}", ran.data);
    let xml = test_knowing(&known(&ids), &["--report", "junit=-"]).data;
    let document = Document::parse(&xml).unwrap();
    assert_eq!(tags(test(&document, "token.exp.past_10m")), ["skipped", "system-out"]);
    let json = test_knowing(&known(&ids), &["--report", "json=-"]).data;
    let record: Value = serde_json::from_str(&json).unwrap();
    let case = record["cases"].as_array().unwrap().iter().find(|case| case["id"] == ids[0]).unwrap();
    assert_eq!(case["expected_failure"]["reason"], "an old library");
}

#[test]
fn an_expected_failure_that_passes_is_a_failure() {
    let all = known(&["token.exp.past_10m", "token.exp.past_1d"]);
    let passing =
        "[[expected]]\ncase = \"token.alg.none\"\nrequirement = \"SEC-002\"\nreason = \"thought so\"\n";
    let ran = test_knowing(&(all + passing), &[]);
    assert_eq!(ran.exit, 1, "{}{}", ran.data, ran.talk);
    assert!(ran.data.contains("FAIL  token.alg.none"), "{}", ran.data);
    assert!(ran.data.contains("the case passed; take it out of the expected failures"), "{}", ran.data);
}

#[test]
fn an_expected_failure_that_means_nothing_is_refused_with_its_line() {
    let rows = [
        (known(&["token.exp.past_10m", "token.exp.past"]), "known.toml:7: there is no case `token.exp.past`"),
        (known(&["token.exp.past_10m"]).replace("an old library", ""), "known.toml:4: the `reason` is empty"),
        (
            known(&["token.exp.past_10m"]).replace("SEC-014", "SEC-001"),
            "known.toml:3: `token.exp.past_10m` does not test",
        ),
    ];
    for (text, expected) in rows {
        let ran = test_knowing(&text, &[]);
        assert_eq!((ran.exit, ran.data.as_str()), (2, ""), "{expected}");
        assert!(ran.talk.contains(expected), "{}", ran.talk);
    }
    let ran = homeroom(folder().path(), &["test", "--expected-failures", "nowhere.toml"]);
    assert_eq!((ran.exit, ran.data.as_str()), (2, ""));
    assert!(ran.talk.contains("nowhere.toml: the expected failures cannot be read"), "{}", ran.talk);
}

#[test]
fn two_reports_in_one_place_are_refused_before_the_run() {
    for (one, other) in [("json=a", "junit=./a"), ("json=-", "junit=-")] {
        let ran = homeroom(folder().path(), &["test", "--report", one, "--report", other]);
        assert_eq!((ran.exit, ran.data.as_str()), (2, ""), "{one} {other}");
        assert!(ran.talk.starts_with("error: two reports") && ran.talk.contains("hint: "), "{}", ran.talk);
    }
}

#[test]
fn what_breaks_a_derived_requirement_says_so_and_why_it_follows() {
    let folder = folder();
    let arguments =
        ["test", "--case", "login.refused.iss_missing", "--defect", "login-iss-optional", "--report"];
    let test = |report: &str| homeroom(folder.path(), &[&arguments[..], &[report]].concat());
    let ran = test("json=-");
    let record: Value = serde_json::from_str(&ran.data).unwrap();
    let case = &record["cases"][0];
    assert_eq!((&case["verdict"], &case["derived"]), (&"fail".into(), &true.into()));
    let reasoning = case["reasoning"].as_str().unwrap();
    assert!(ran.talk.contains("FAIL (derived)  login.refused.iss_missing  "), "{}", ran.talk);
    assert!(ran.talk.contains(&format!("\n      derived, since: {reasoning}\n")), "{}", ran.talk);
    let xml = test("junit=-").data;
    let document = Document::parse(&xml).unwrap();
    let failure = finding(&document, "login.refused.iss_missing");
    assert!(failure.attribute("message").unwrap().starts_with("(derived) "), "{xml}");
    assert!(failure.text().unwrap().contains(reasoning), "{xml}");
}

fn finding<'d>(document: &'d Document<'d>, id: &str) -> Node<'d, 'd> {
    test(document, id).first_element_child().unwrap()
}
