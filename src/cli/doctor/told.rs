//! The findings as a person reads them: a word, a name, what was seen, and below it what to do.

use homeroom_harness::{Diagnosis, Finding, State, Values};

/// Lines are broken so that they fit a narrow window.
const WIDTH: usize = 100;
/// A name that is longer moves its own line only.
const WIDEST_NAME: usize = 22;
const WIDEST_WORD: usize = 7;

pub(super) fn text(diagnosis: &Diagnosis) -> String {
    let names = diagnosis.findings.iter().map(|finding| finding.what.chars().count());
    let column = names.filter(|width| *width <= WIDEST_NAME).max().unwrap_or_default();
    let alike = |one: &Finding, next: &Finding| one.state == State::NotLookedAt && one.seen == next.seen;
    let groups = diagnosis.findings.chunk_by(alike);
    let findings: String = groups.map(|group| told_together(group, column)).collect();
    let values: String = diagnosis.values.iter().map(values).collect();
    format!("{findings}{values}\n{}\n", sum(diagnosis))
}

/// What is not looked at for one reason is told once.
fn told_together(group: &[Finding], column: usize) -> String {
    let [first, _, ..] = group else { return group.iter().map(|finding| told(finding, column)).collect() };
    let names: Vec<_> = group.iter().map(|finding| finding.what.as_str()).collect();
    let margin = " ".repeat(WIDEST_WORD + 2);
    let mut lines = wrapped(&names.join(", "), WIDTH - margin.len());
    lines.extend(wrapped(&first.seen, WIDTH - margin.len()));
    format!("{:WIDEST_WORD$}  {}\n", word(first.state), lines.join(&format!("\n{margin}")))
}

fn told(finding: &Finding, column: usize) -> String {
    let indent = WIDEST_WORD + column + 4;
    let head = format!("{:WIDEST_WORD$}  {:column$}  ", word(finding.state), finding.what);
    let mut lines = wrapped(&finding.seen, WIDTH - indent);
    if let Some(fix) = &finding.fix {
        lines.extend(wrapped(&format!("fix: {fix}"), WIDTH - indent));
    }
    let margin = " ".repeat(indent);
    if head.chars().count() > indent {
        return format!("{}\n{margin}{}\n", head.trim_end(), lines.join(&format!("\n{margin}")));
    }
    format!("{head}{}\n", lines.join(&format!("\n{margin}")))
}

fn word(state: State) -> &'static str {
    match state {
        State::Well => "well",
        State::Warning => "warning",
        State::Problem => "PROBLEM",
        State::NotLookedAt => "-",
    }
}

/// Breaks a text between words; a long word has a line of its own, so that an address can be copied.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn values(values: &Values) -> String {
    let rows = [
        ("issuer", values.issuer.clone()),
        ("client_id", values.client_id.clone()),
        ("deployment_id", values.deployments.join(", ")),
        ("authorization URL", values.authorization_url.clone()),
        ("token URL", values.token_url.clone()),
        ("JWKS URL", values.jwks_url.clone()),
    ];
    let row = |(name, value): &(&str, String)| format!("  {name:17}  {value}\n");
    let rows: String = rows.iter().map(row).collect();
    format!("\nwhat the tool has to know of `{}`:\n{rows}", values.campus)
}

/// The last line says what comes next.
fn sum(diagnosis: &Diagnosis) -> String {
    let count = |state, one: &str| match diagnosis.count(state) {
        1 => format!("1 {one}"),
        count => format!("{count} {one}s"),
    };
    let (problems, warnings) = (count(State::Problem, "problem"), count(State::Warning, "warning"));
    let next = if diagnosis.is_well() {
        "`homeroom test` can judge the tool"
    } else {
        "mend the problems first, from the top; those below may go with them"
    };
    format!("{}: {problems}, {warnings}; {next}", diagnosis.tool)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(what: &str, state: State, seen: &str, fix: Option<&str>) -> Finding {
        Finding { what: what.to_owned(), state, seen: seen.to_owned(), fix: fix.map(str::to_owned) }
    }

    fn values() -> Values {
        Values {
            campus: "main".to_owned(),
            issuer: "http://localhost:8080/main".to_owned(),
            client_id: "c".to_owned(),
            deployments: vec!["1".to_owned(), "2".to_owned()],
            authorization_url: "http://localhost:8080/main/lti/authorize".to_owned(),
            token_url: "http://localhost:8080/main/lti/token".to_owned(),
            jwks_url: "http://localhost:8080/main/lti/jwks".to_owned(),
        }
    }

    #[test]
    fn a_stranger_reads_what_is_wrong_and_what_to_do() {
        let long = "`session` has no `SameSite`, which browsers take for `Lax`: in a frame of an LMS on another site \
                    it is neither kept nor sent";
        let findings = vec![
            finding("login by GET", State::Well, "the tool asks the platform", None),
            finding("cookies", State::Warning, long, Some("set it with `SameSite=None; Secure`")),
            finding("launch", State::Problem, "401", Some("look")),
            finding("act `pick-resource-link`", State::NotLookedAt, "not looked at: no launch", None),
        ];
        let diagnosis = Diagnosis { tool: "my tool".to_owned(), findings, values: vec![values()] };
        let expected = "\
well     login by GET  the tool asks the platform
warning  cookies       `session` has no `SameSite`, which browsers take for `Lax`: in a frame of an
                       LMS on another site it is neither kept nor sent
                       fix: set it with `SameSite=None; Secure`
PROBLEM  launch        401
                       fix: look
-        act `pick-resource-link`
                       not looked at: no launch

what the tool has to know of `main`:
  issuer             http://localhost:8080/main
  client_id          c
  deployment_id      1, 2
  authorization URL  http://localhost:8080/main/lti/authorize
  token URL          http://localhost:8080/main/lti/token
  JWKS URL           http://localhost:8080/main/lti/jwks

my tool: 1 problem, 1 warning; mend the problems first, from the top; those below may go with them
";
        assert_eq!(text(&diagnosis), expected);
    }

    #[test]
    fn what_is_not_looked_at_for_one_reason_is_told_once() {
        let not_looked_at = |what| finding(what, State::NotLookedAt, "not looked at: no answer", None);
        let diagnosis = Diagnosis {
            findings: vec![not_looked_at("launch"), not_looked_at("session probe")],
            ..Diagnosis::default()
        };
        assert!(
            text(&diagnosis)
                .starts_with("-        launch, session probe\n         not looked at: no answer\n")
        );
    }

    #[test]
    fn a_tool_that_is_well_may_be_judged() {
        let diagnosis = Diagnosis { tool: "t".to_owned(), ..Diagnosis::default() };
        assert_eq!(sum(&diagnosis), "t: 0 problems, 0 warnings; `homeroom test` can judge the tool");
    }

    #[test]
    fn an_address_is_not_broken() {
        assert_eq!(
            wrapped("see http://localhost:8080/main/lti now", 10),
            ["see", "http://localhost:8080/main/lti", "now"]
        );
    }
}
