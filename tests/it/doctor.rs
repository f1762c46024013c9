//! `homeroom doctor`: what it finds of tools that are well, ill or not there.

mod https;

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::{PROGRAM, Ran, configured, folder, free_port, homeroom, reference_tool};

/// What the doctor said, read by a program.
struct Told {
    ran: Ran,
    findings: Vec<Value>,
}

fn examine(folder: &Path) -> Told {
    let ran = homeroom(folder, &["doctor", "--json"]);
    let mut value: Value = serde_json::from_str(&ran.data).unwrap_or_else(|_| panic!("{ran:?}"));
    let findings = value["findings"].take().as_array().unwrap().clone();
    Told { ran, findings }
}

/// The reference tool as a foreign one, with lines of its configuration replaced.
fn altered(changes: &[(&str, &str)], defects: &[&str]) -> tempfile::TempDir {
    let tool = free_port();
    let mut text = reference_tool(free_port(), tool);
    let switches: Vec<_> = defects.iter().map(|defect| format!(" --defect {defect}")).collect();
    text = text.replace(" tool --listen", &format!(" tool{} --listen", switches.concat()));
    for (from, to) in changes {
        assert!(text.contains(from), "{text}");
        text = text.replace(from, &to.replace("{tool}", &format!("http://localhost:{tool}")));
    }
    configured(&text)
}

impl Told {
    /// The first finding of that name and state.
    #[track_caller]
    fn finding(&self, what: &str, state: &str) -> (&str, &str) {
        let fits = |finding: &&Value| finding["what"] == what && finding["state"] == state;
        let found = self.findings.iter().find(fits);
        let found = found.unwrap_or_else(|| panic!("no {state} of `{what}`: {:#?}", self.findings));
        (found["seen"].as_str().unwrap(), found["fix"].as_str().unwrap_or_default())
    }

    #[track_caller]
    fn expect(&self, what: &str, state: &str, seen: &str, fix: &str) {
        let found = self.finding(what, state);
        assert!(found.0.contains(seen) && found.1.contains(fix), "{found:#?}");
    }

    fn names(&self, state: &str) -> Vec<&str> {
        let of_state = self.findings.iter().filter(|finding| finding["state"] == state);
        of_state.map(|finding| finding["what"].as_str().unwrap()).collect()
    }
}

#[test]
fn the_built_in_tool_is_well() {
    let told = examine(folder().path());
    assert_eq!(told.ran.exit, 0, "{:?}", told.ran);
    assert_eq!((told.names("problem"), told.names("not_looked_at")), (vec![], vec![]));
    for what in [
        "connection",
        "clock",
        "key set",
        "keys",
        "login by GET",
        "login by POST",
        "authorization URL",
        "authentication request",
        "redirect URI asked for",
        "redirect URI",
        "frame headers",
        "cookies",
        "launch",
        "forged launch",
        "session probe",
        "[shows] user",
        "[shows] role",
        "second deployment",
        "second client id",
        "second platform",
        "act `pick`",
        "act `cancel`",
    ] {
        told.finding(what, "well");
    }
}

#[test]
fn people_read_the_findings_the_values_and_what_comes_next() {
    let ran = homeroom(folder().path(), &["doctor"]);
    assert_eq!((ran.exit, ran.talk.as_str()), (0, ""), "{}", ran.data);
    assert!(ran.data.starts_with("well     connection  "), "{}", ran.data);
    assert!(
        ran.data.contains("\nwhat the tool has to know of `main`:\n  issuer             http://localhost:")
    );
    assert!(ran.data.ends_with("`homeroom test` can judge the tool\n"), "{}", ran.data);
    assert!(!ran.data.to_lowercase().contains("conform"), "{}", ran.data);
    let narrow = |line: &&str| line.chars().count() <= 100 || line.contains("://");
    assert!(ran.data.lines().all(|line| narrow(&line)), "{}", ran.data);
}

#[test]
fn of_a_tool_that_is_down_only_that_is_told() {
    let down = free_port();
    let told = examine(
        configured(&format!(
            "[platform]\nlisten = \"localhost:{}\"\n[tool]\nlogin_url = \"http://localhost:{down}/login\"\n\
             target_link_uri = \"http://localhost:{down}/\"\n",
            free_port()
        ))
        .path(),
    );
    assert_eq!(told.ran.exit, 3);
    assert_eq!(told.names("problem"), ["connection"]);
    told.expect("connection", "problem", "connection refused", "start the tool, set `start` in `[tool]`");
    told.expect("launch", "not_looked_at", "not looked at: the login URL gives no answer", "");
}

#[test]
fn a_certificate_of_ones_own_is_told_plainly_and_can_be_trusted() {
    let tool = https::start();
    let folder = configured(&format!(
        "[platform]\nlisten = \"localhost:{}\"\n[tool]\nlogin_url = \"https://localhost:{tool}/login\"\n\
         target_link_uri = \"https://localhost:{tool}/\"\n",
        free_port()
    ));
    let examined = |trusted: &[(&str, &str)]| {
        let mut command = Command::new(PROGRAM);
        let ran =
            command.arg("doctor").current_dir(folder.path()).envs(trusted.iter().copied()).output().unwrap();
        assert_eq!((ran.status.code(), String::from_utf8(ran.stderr).unwrap().as_str()), (Some(3), ""));
        String::from_utf8(ran.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let unknown = examined(&[]);
    assert!(unknown.starts_with(&format!(
        "PROBLEM connection https://localhost:{tool}: the certificate is signed by nobody"
    )));
    assert!(
        unknown.contains("fix: name the file of the certificate") && unknown.contains("SSL_CERT_FILE"),
        "{unknown}"
    );
    let trusted = examined(&[("SSL_CERT_FILE", https::CERTIFICATE)]);
    assert!(trusted.contains(": https, with a certificate that this machine trusts"), "{trusted}");
    assert!(
        trusted.contains("PROBLEM login by GET no question for the platform comes of it: 400"),
        "{trusted}"
    );
}

#[test]
fn a_page_in_place_of_the_key_set_is_a_wrong_jwks_url() {
    let told = examine(altered(&[("/keys\"", "/\"")], &[]).path());
    assert_eq!(told.ran.exit, 3);
    assert_eq!(told.names("problem"), ["key set"]);
    told.finding("key set", "problem");
}

#[test]
fn each_fault_of_a_key_set_is_told_with_its_fix() {
    for (defect, what, state, seen) in [
        ("own-jwks-without-kid", "keys", "problem", "has no `kid`"),
        ("own-jwks-short-key", "keys", "problem", "has only 1024 bits"),
        ("own-jwks-private-members", "keys", "problem", "has the private member `d`"),
        ("own-jwks-as-html", "key set", "warning", "as `text/html`"),
    ] {
        let told = examine(altered(&[], &[defect]).path());
        assert_eq!(told.ran.exit, if state == "problem" { 3 } else { 0 }, "{defect}");
        let found = told.finding(what, state);
        assert!(found.0.contains(seen) && !found.1.is_empty(), "{defect}: {found:?}");
    }
}

#[test]
fn frame_headers_and_cookies_that_browsers_mind_are_warnings() {
    let defects = ["x-frame-options-deny", "state-cookie-lax-only", "session-cookie-lax-only"];
    let told = examine(altered(&[], &defects).path());
    assert_eq!(told.ran.exit, 0, "{:?}", told.ran);
    told.expect("frame headers", "warning", "`X-Frame-Options: DENY`", "frame-ancestors");
    told.expect(
        "cookies",
        "warning",
        "neither kept nor sent",
        "SameSite=None; Secure; HttpOnly; Partitioned",
    );
}

#[test]
fn a_redirect_uri_that_is_not_registered_is_shown_where_it_differs() {
    let folder = altered(&[("redirect_uris = [", "redirect_uris = [\"{tool}/launch/\"] #")], &[]);
    let told = examine(folder.path());
    assert_eq!(told.ran.exit, 3);
    let (seen, fix) = told.finding("redirect URI asked for", "problem");
    assert!(
        seen.contains(" it has nothing, and the registered `http://localhost:") && seen.ends_with(" has `/`"),
        "{seen}"
    );
    assert!(fix.starts_with("add `http://localhost:"), "{fix}");
    told.finding("authentication request", "problem");
    told.expect("launch", "not_looked_at", "no launch comes so far", "");
    told.expect("redirect URI", "warning", "404", "redirect_uris");
}

/// A variable before the command is what the shells of these systems understand.
#[cfg(unix)]
#[test]
fn a_tool_that_knows_another_platform_is_told_which_value_to_mend() {
    let elsewhere = "start = 'HOMEROOM_AUTH_URL=http://localhost:1/elsewhere \"";
    let told = examine(altered(&[("start = '\"", elsewhere)], &[]).path());
    assert_eq!(told.names("problem"), ["authorization URL"]);
    told.expect("authorization URL", "problem", "`http://localhost:1/elsewhere`", "/main/lti/authorize`");
    told.finding("launch", "not_looked_at");

    let stranger = "start = 'HOMEROOM_CLIENT_ID=stranger \"";
    let told = examine(altered(&[("start = '\"", stranger)], &[]).path());
    assert_eq!(told.names("problem"), ["login by GET", "login by POST"]);
    told.expect("login by GET", "problem", ": 401 from http://localhost:", "by the values below");
    told.expect("cookies", "not_looked_at", "no login leads to the platform", "");

    let deployment = "start = 'HOMEROOM_DEPLOYMENT_ID=other \"";
    let told = examine(altered(&[("start = '\"", deployment)], &[]).path());
    assert_eq!(told.names("problem"), ["launch"]);
    told.expect("launch", "problem", "403 from ", "give the tool the values below");
}

#[test]
fn selectors_that_find_nothing_are_told_with_the_page_or_the_step() {
    let act = "role = \"#role\"\n[[act]]\nname = \"pick\"\nsteps = [{ click = \"#nothing\" }]\n\
               [[act]]\nname = \"cancel\"\nsteps = [{ click = \"#cancel\" }]\n[[act]]\nname = \"bookmark\"\nsteps = []";
    let changes = [
        ("user = \"#user\"", "user = \"#nobody\""),
        ("role = \"#role\"", act),
        ("jwks_url", "deep_linking_url = \"{tool}/picker\"\njwks_url"),
    ];
    let told = examine(altered(&changes, &[]).path());
    assert_eq!(told.ran.exit, 3);
    told.expect("[shows] user", "problem", "nothing matches `#nobody`", "mend the selector");
    told.expect(
        "act `pick`",
        "problem",
        "stops at step 1, click `#nothing`, on ",
        "mend the selector of that step",
    );
    told.finding("act `cancel`", "well");
    told.expect("act `bookmark`", "warning", "no case does an act of that name", "pick, pick-many");
}

#[test]
fn a_marker_that_fits_nothing_is_a_problem() {
    let markers = "role = \"#role\"\n[accept]\nselector = \"#nothing\"\n[refuse]\ntext = \"Launch refused\"";
    let told = examine(altered(&[("role = \"#role\"", markers)], &[]).path());
    assert_eq!(told.names("problem"), ["markers"]);
    told.expect(
        "markers",
        "problem",
        "`[accept]` is not on the page of a launch that was taken",
        "mend `[accept]`",
    );
    told.expect("markers", "well", "`[refuse]` is on the page of a launch that was refused", "");
}

#[test]
fn what_is_not_configured_costs_cases() {
    let told = examine(altered(&[("role = \"#role\"", "")], &[]).path());
    assert_eq!(told.ran.exit, 0, "{:?}", told.ran);
    told.expect("[shows] role", "warning", "cases about the role", "`[shows] role`");
    told.expect("second deployment", "warning", "not apply", "`deployments`");
    told.expect("second platform", "warning", "not apply", "another `campus`");
    told.expect("act `pick`", "warning", "cases (`deep_linking.", "`[[act]]`");
}

#[test]
fn a_registration_that_the_tool_does_not_know_is_a_problem() {
    let more = "role = \"#role\"\n[[registration]]\ncampus = \"north\"\nclient_id = \"unknown\"\n";
    let told = examine(altered(&[("role = \"#role\"", more)], &[]).path());
    assert_eq!(told.ran.exit, 3);
    told.expect("second platform", "problem", "no launch from `unknown` on `north`", "values below");
    assert_eq!(told.names("problem"), ["second platform"]);
}
