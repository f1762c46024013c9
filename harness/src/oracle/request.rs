//! The tool's authentication request, judged parameter by parameter (OIDC-017, OIDC-030..039).

/// What the tool asked our authorization endpoint.
#[derive(Debug, Clone)]
pub(crate) struct AuthenticationRequest {
    /// Where it went, without the query.
    pub(crate) endpoint: String,
    /// The parameters in order; a repeated one stands twice.
    pub(crate) parameters: Vec<(String, String)>,
}

/// What the request must agree with.
#[derive(Debug, Clone)]
pub(crate) struct Expected<'a> {
    pub(crate) endpoint: &'a str,
    pub(crate) client_id: &'a str,
    pub(crate) redirect_uris: &'a [String],
    pub(crate) login_hint: &'a str,
    /// `None` when the login carried no hint.
    pub(crate) message_hint: Option<&'a str>,
}

/// A broken rule: what the request should hold, and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broken {
    pub(crate) expected: String,
    pub(crate) actual: String,
}

/// One rule for the request, found by the name that features use.
struct Rule {
    name: &'static str,
    check: fn(&AuthenticationRequest, &Expected<'_>) -> Result<(), Broken>,
}

const RULES: &[Rule] = &[
    Rule {
        name: "endpoint",
        check: |request, expected| equal("endpoint", expected.endpoint, Some(&request.endpoint)),
    },
    Rule { name: "scope", check: |request, _| request.holds_word("scope", "openid") },
    Rule { name: "response_type", check: |request, _| request.is("response_type", "id_token") },
    Rule { name: "response_mode", check: |request, _| request.is("response_mode", "form_post") },
    Rule { name: "prompt", check: |request, _| request.is("prompt", "none") },
    Rule { name: "client_id", check: |request, expected| request.is("client_id", expected.client_id) },
    Rule { name: "redirect_uri", check: redirect_uri },
    Rule { name: "login_hint", check: |request, expected| request.is("login_hint", expected.login_hint) },
    Rule { name: "lti_message_hint", check: message_hint },
    Rule { name: "state", check: |request, _| request.is_present("state") },
    Rule { name: "nonce", check: |request, _| request.is_present("nonce") },
];

/// The names of all rules, for a message about an unknown one.
pub(crate) fn rule_names() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}

impl AuthenticationRequest {
    /// The first value of a parameter.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Judges the request by one rule; `None` if no rule has that name.
    pub(crate) fn check(&self, rule: &str, expected: &Expected<'_>) -> Option<Result<(), Broken>> {
        RULES.iter().find(|each| each.name == rule).map(|rule| (rule.check)(self, expected))
    }

    fn is(&self, name: &str, value: &str) -> Result<(), Broken> {
        let values: Vec<_> = self.parameters.iter().filter(|(key, _)| key == name).collect();
        if values.len() > 1 {
            return Err(Broken {
                expected: format!("`{name}` once"),
                actual: format!("`{name}` {} times", values.len()),
            });
        }
        equal(name, value, self.get(name))
    }

    fn holds_word(&self, name: &str, word: &str) -> Result<(), Broken> {
        if self.get(name).is_some_and(|value| value.split(' ').any(|each| each == word)) {
            return Ok(());
        }
        Err(Broken { expected: format!("`{name}` with `{word}`"), actual: shown(name, self.get(name)) })
    }

    fn is_present(&self, name: &str) -> Result<(), Broken> {
        if self.get(name).is_some_and(|value| !value.is_empty()) {
            return Ok(());
        }
        Err(Broken { expected: format!("a `{name}`"), actual: shown(name, self.get(name)) })
    }
}

fn redirect_uri(request: &AuthenticationRequest, expected: &Expected<'_>) -> Result<(), Broken> {
    let asked = request.get("redirect_uri");
    if asked.is_some_and(|asked| expected.redirect_uris.iter().any(|uri| uri == asked)) {
        return Ok(());
    }
    Err(Broken {
        expected: format!("`redirect_uri` exactly one of `{}`", expected.redirect_uris.join("`, `")),
        actual: shown("redirect_uri", asked),
    })
}

fn message_hint(request: &AuthenticationRequest, expected: &Expected<'_>) -> Result<(), Broken> {
    match expected.message_hint {
        Some(hint) => request.is("lti_message_hint", hint),
        None if request.get("lti_message_hint").is_none() => Ok(()),
        None => Err(Broken {
            expected: "no `lti_message_hint`, since the login carried none".to_owned(),
            actual: shown("lti_message_hint", request.get("lti_message_hint")),
        }),
    }
}

fn equal(name: &str, expected: &str, actual: Option<&str>) -> Result<(), Broken> {
    if actual == Some(expected) {
        return Ok(());
    }
    Err(Broken { expected: format!("`{name}` = `{}`", shortened(expected)), actual: shown(name, actual) })
}

fn shown(name: &str, value: Option<&str>) -> String {
    match value {
        None => format!("no `{name}`"),
        Some(value) => format!("`{name}` = `{}`", shortened(value)),
    }
}

/// Long values are cut in the middle; their length tells what a cut hides.
pub(crate) fn shortened(value: &str) -> String {
    let length = value.chars().count();
    if length <= 120 {
        return value.to_owned();
    }
    let head: String = value.chars().take(60).collect();
    let tail: String = value.chars().skip(length - 40).collect();
    format!("{head}…{tail} ({length} characters)")
}

/// What is wrong with a series of values that must be new and unguessable each time (OIDC-040, OIDC-041).
pub(crate) fn guessable(values: &[String]) -> Option<String> {
    for (index, value) in values.iter().enumerate() {
        if values[..index].contains(value) {
            return Some(format!("`{}` came twice in {} logins", shortened(value), values.len()));
        }
    }
    if let Some(short) = values.iter().find(|value| bits_at_most(value) < 64) {
        return Some(format!("`{short}` has room for {} bits at most, 64 are needed", bits_at_most(short)));
    }
    counts_up(values).then(|| format!("the values count up: `{}`, `{}`, …", values[0], values[1]))
}

/// An upper bound of the entropy, by length and by the alphabet that the value shows.
fn bits_at_most(value: &str) -> usize {
    let per_character = match () {
        () if value.chars().all(|c| c.is_ascii_digit()) => 3.33,
        () if value.chars().all(|c| c.is_ascii_hexdigit() || c == '-') => 4.0,
        () => 6.0,
    };
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an estimate of a short text"
    )]
    let bits = (value.len() as f64 * per_character) as usize;
    bits
}

/// Whether values differ only in one number that grows by less than a thousand: a counter or a clock.
fn counts_up(values: &[String]) -> bool {
    let numbers: Option<Vec<u128>> = values.iter().map(|value| last_number(value)).collect();
    let Some(numbers) = numbers.filter(|numbers| numbers.len() > 2) else { return false };
    numbers.windows(2).all(|pair| pair[1] > pair[0] && pair[1] - pair[0] < 1000)
}

fn last_number(value: &str) -> Option<u128> {
    let from_end: String = value.chars().rev().take_while(char::is_ascii_digit).take(30).collect();
    from_end.chars().rev().collect::<String>().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(pairs: &[(&str, &str)]) -> AuthenticationRequest {
        let parameters = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        AuthenticationRequest { endpoint: "http://lms/authorize".into(), parameters }
    }

    fn expected(uris: &[String]) -> Expected<'_> {
        Expected {
            endpoint: "http://lms/authorize",
            client_id: "client",
            redirect_uris: uris,
            login_hint: "a+b",
            message_hint: None,
        }
    }

    #[test]
    fn a_redirect_uri_must_match_to_the_character() {
        let uris = vec!["http://tool/launch".to_owned()];
        let asked = request(&[("redirect_uri", "http://tool/launch/")]);
        let broken = asked.check("redirect_uri", &expected(&uris)).unwrap().unwrap_err();
        assert!(broken.actual.contains("http://tool/launch/"));
    }

    #[test]
    fn an_invented_message_hint_is_broken_and_a_missing_one_is_right() {
        let rule = |pairs| request(pairs).check("lti_message_hint", &expected(&[])).unwrap();
        assert!(rule(&[]).is_ok());
        assert!(rule(&[("lti_message_hint", "")]).is_err());
    }

    #[test]
    fn a_parameter_that_stands_twice_is_broken() {
        assert!(
            request(&[("prompt", "none"), ("prompt", "none")])
                .check("prompt", &expected(&[]))
                .unwrap()
                .is_err()
        );
    }

    #[test]
    fn an_unknown_rule_is_not_silently_right() {
        assert!(request(&[]).check("promt", &expected(&[])).is_none());
    }

    #[test]
    fn counters_repeats_and_short_values_are_guessable() {
        let series = |values: &[&str]| guessable(&values.iter().map(|v| (*v).to_owned()).collect::<Vec<_>>());
        assert!(series(&["9f1c5a7e2b4d6f80aa11", "9f1c5a7e2b4d6f80aa11"]).unwrap().contains("twice"));
        assert!(series(&["abc", "def"]).unwrap().contains("bits"));
        let counter = ["nonce-000000000000101", "nonce-000000000000102", "nonce-000000000000104"];
        assert!(series(&counter).unwrap().contains("count up"));
        assert!(series(&["k3J9xQ2mP7vL1sT8", "Zw4Rb6Ny0Hd5Gc1A", "m8UqE2fX7jKp3VtS"]).is_none());
    }
}
