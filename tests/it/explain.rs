//! `homeroom explain`: everything that has a name, without starting anything.

use serde_json::Value;

use crate::support::{folder, homeroom};

fn explain(name: &str) -> String {
    let ran = homeroom(folder().path(), &["explain", name]);
    assert_eq!((ran.exit, ran.talk.as_str()), (0, ""), "{name}");
    ran.data
}

fn json(name: &str) -> Vec<Value> {
    let ran = homeroom(folder().path(), &["explain", name, "--json"]);
    assert_eq!(ran.exit, 0, "{name}: {}", ran.talk);
    serde_json::from_str(&ran.data).unwrap()
}

#[test]
fn a_case_is_told_with_requirement_steps_fault_attack_and_command() {
    let told = explain("token.exp.past_10m");
    assert!(told.starts_with("case token.exp.past_10m (must)\n"), "{told}");
    for part in [
        "\nrequirements\n  SEC-014 (must; ",
        "\n  When the platform answers with the fault \"exp.past_10m\"\n",
        "steps, at features/token.feature:",
        "\nfaults\n  exp.past_10m  ",
        "\nattack\n  ATK-033  expired\n",
        "\n  --defect exp-unchecked\n",
        "\nrun only this\n  homeroom test --case token.exp.past_10m\n",
    ] {
        assert!(told.contains(part), "`{part}` is missing in:\n{told}");
    }
}

#[test]
fn the_command_of_a_case_runs_only_that_case() {
    let listed = homeroom(folder().path(), &["list", "--json"]).data;
    let cases: Vec<Value> = serde_json::from_str(&listed).unwrap();
    let ids: Vec<_> = cases.iter().map(|case| case["id"].as_str().unwrap()).collect();
    let shared =
        ids.iter().find(|id| ids.iter().any(|other| other != *id && other.starts_with(**id))).unwrap();
    let command = json(shared)[0]["command"].as_str().unwrap().to_owned();
    let selector = command.strip_prefix("homeroom test --case ").unwrap().trim_matches('"');
    let ran = homeroom(folder().path(), &["list", "--json", "--case", selector]);
    let picked: Vec<Value> = serde_json::from_str(&ran.data).unwrap();
    assert_eq!(picked.iter().map(|case| case["id"].as_str().unwrap()).collect::<Vec<_>>(), [*shared]);
}

#[test]
fn a_requirement_is_told_with_its_cases_or_why_there_are_none() {
    let told = explain("sec-014");
    assert!(told.starts_with("requirement SEC-014 (must), for the tool\n"), "{told}");
    assert!(told.contains("\ncases\n") && told.contains("\n  token.exp.past_10m  "), "{told}");
    assert!(told.contains("\nwhat usually breaks it\n  "), "{told}");
    assert!(told.ends_with("\nrun them\n  homeroom test --case SEC-014\n"), "{told}");
    let of_the_platform = explain("OIDC-003");
    assert!(of_the_platform.contains("\ncases: none\n  it binds the platform"), "{of_the_platform}");
}

#[test]
fn a_fault_is_told_with_its_place_and_the_cases_that_use_it() {
    let told = explain("iss.foreign");
    assert!(told.starts_with("fault iss.foreign, in the id_token\n"), "{told}");
    assert!(told.contains("\nit needs a value\n  a URL\n"), "{told}");
    assert!(told.contains("\n  token.iss.foreign  "), "{told}");
    assert!(told.ends_with("\ntry it\n  homeroom launch --fault iss.foreign=VALUE\n"), "{told}");
    let told = explain("service.status_429");
    let arming =
        r#"PUT /main/api/courses/COURSE/faults {"armed": [{"name": "service.status_429", "when": "once"}]}"#;
    assert!(told.ends_with(&format!("\narm it by the control API\n  {arming}\n")), "{told}");
    assert!(!told.contains("homeroom launch"), "{told}");
    let told = explain("registration.endpoint.foreign");
    let ordering = r#"POST /main/api/invitations {"registration_url": "URL", "faults": [{"name": "registration.endpoint.foreign", "with": "VALUE"}]}"#;
    assert!(told.ends_with(&format!("\narm it by the control API\n  {ordering}\n")), "{told}");
    assert!(!told.contains("homeroom launch"), "{told}");
}

#[test]
fn an_attack_is_told_with_what_it_sends_and_what_it_weighs() {
    let told = explain("ATK-033");
    assert!(told.starts_with("attack ATK-033: expired\n"), "{told}");
    assert!(told.contains("\nwhat it weighs\n  a tool that does otherwise fails\n"), "{told}");
    assert!(told.contains("\n  token.exp.past_10m  "), "{told}");
    assert!(told.ends_with("\nrun them\n  homeroom test --case ATK-033\n"), "{told}");
    let unbuilt = explain("ATK-103");
    assert!(
        unbuilt.ends_with("\ncases: none\n  belongs to submission review, whose cases are not built yet\n"),
        "{unbuilt}"
    );
}

#[test]
fn a_test_of_the_guide_is_told_by_its_official_name() {
    let told = explain("ct-005");
    assert!(told.starts_with("certification test CT-005 (bad payload): Invalid LTI message\n"), "{told}");
    assert!(told.contains("\n  message.not_a_message  "), "{told}");
    assert_eq!(json("CT-005")[0]["kind"], "certification");
}

#[test]
fn an_observation_is_told_as_what_it_is() {
    let told = explain("message.sub.missing_taken");
    assert!(told.starts_with("observation message.sub.missing_taken\n"), "{told}");
    assert!(told.contains("has no verdict and decides nothing"), "{told}");
}

#[test]
fn a_derived_requirement_says_why_it_follows() {
    let told = explain("SEC-022");
    assert!(told.contains("\nwhy it follows\n  The JWT standard "), "{told}");
    assert!(!explain("SEC-014").contains("why it follows"));
}

#[test]
fn a_name_of_several_things_lists_them() {
    let told = explain("token.kid");
    assert!(told.starts_with("`token.kid` stands for:\n  case  token.kid."), "{told}");
    let rows = json("token.kid");
    assert!(rows.len() > 3 && rows.iter().all(|row| row["kind"] == "case"), "{rows:?}");
}

#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes unoptimised: `cargo test --release --test it`")]
fn everything_that_is_listed_can_be_explained() {
    let listed = homeroom(folder().path(), &["list", "--json", "--case", "@serial or @should"]).data;
    let cases: Vec<Value> = serde_json::from_str(&listed).unwrap();
    for case in &cases {
        let told = json(case["id"].as_str().unwrap());
        let own = told.iter().find(|told| told["kind"] == "case").unwrap();
        assert_eq!((&own["id"], &own["line"]), (&case["id"], &case["line"]));
        assert!(own["steps"].as_array().unwrap().len() > 1, "{own}");
    }
}

#[test]
fn a_typo_is_refused_with_the_nearest_name() {
    for (typo, meant) in [
        ("kid.mising", "kid.missing"),
        ("token.exp.past_10n", "token.exp.past_10m"),
        ("TOKEN.EXP.PAST_10M", "token.exp.past_10m"),
    ] {
        let ran = homeroom(folder().path(), &["explain", typo]);
        assert_eq!((ran.exit, ran.data.as_str()), (2, ""));
        let expected = format!(
            "error: no case, requirement or fault is called `{typo}`\n  hint: did you mean `{meant}`?\n"
        );
        assert_eq!(ran.talk, expected);
    }
}

#[test]
fn an_asterisk_is_not_needed() {
    let ran = homeroom(folder().path(), &["explain", "token.kid.*"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.talk.ends_with("hint: a beginning is enough: `token.kid.`\n"), "{}", ran.talk);
}
