//! The keys of the tool: the set that it publishes, or the key of the configuration.

mod one;

use url::Url;

use super::connection::{Reached, is_silent};
use super::finding::Finding;
use crate::driver::{Exchange, Follow, Recorder, Request};
use crate::oracle::key_set::{KeySet, bits};
use crate::oracle::pem;
use crate::session::Session;
use one::{described, faults_of, name, too_short};

const SET: &str = "key set";
const KEYS: &str = "keys";

pub(super) async fn look(session: &Session, reached: &[Reached]) -> Vec<Finding> {
    let registration = &session.party.registration;
    match (&registration.jwks_url, &registration.pem) {
        (Some(url), _) if is_silent(reached, url) => {
            vec![Finding::not_looked_at(SET, "nobody answers at `jwks_url`")]
        }
        (Some(url), _) => published(session, url).await,
        (None, Some(pem)) => vec![configured(pem)],
        (None, None) => vec![Finding::warning(
            SET,
            "the configuration names no key of the tool, so what the tool signs cannot be verified",
            "set `jwks_url` in `[tool]` (or `pem`), if the tool picks content or uses services",
        )],
    }
}

async fn published(session: &Session, url: &Url) -> Vec<Finding> {
    let mut browser = session.browser(Recorder::default());
    let hop = match browser.follow(Request::get(url), &Follow::all()).await {
        Ok(journey) => journey.last().cloned(),
        Err(error) => {
            let seen = error.to_string();
            return vec![Finding::problem(
                SET,
                seen,
                "start what answers there, or mend `jwks_url` in `[tool]`",
            )];
        }
    };
    hop.map(|hop| read(url, &hop)).unwrap_or_default()
}

fn read(url: &Url, hop: &Exchange) -> Vec<Finding> {
    let (status, media_type) = (hop.status.unwrap_or_default(), hop.media_type().unwrap_or_default());
    if !(200..300).contains(&status) {
        let fix = "mend `jwks_url` in `[tool]`; a key set is public and needs no login";
        return vec![Finding::problem(SET, format!("{url} answers with status {status}"), fix)];
    }
    match KeySet::read(&hop.response_body.text()) {
        Err(why) => vec![Finding::problem(
            SET,
            format!("{url} answers with `{media_type}` that is no key set: {why}"),
            "mend `jwks_url` in `[tool]`; a key set is JSON such as `{\"keys\": [{\"kty\": \"RSA\", ...}]}`",
        )],
        Ok(set) => {
            let mut findings = vec![served(url, &media_type, set.entries().len())];
            findings.extend(judge(&set));
            findings
        }
    }
}

fn served(url: &Url, media_type: &str, count: usize) -> Finding {
    let keys = if count == 1 { "1 key".to_owned() } else { format!("{count} keys") };
    let seen = format!("{url} publishes {keys} as `{media_type}`");
    if ["application/json", "application/jwk-set+json"].contains(&media_type) {
        Finding::well(SET, seen)
    } else {
        Finding::warning(SET, seen, "send `Content-Type: application/json`: some platforms read nothing else")
    }
}

/// All keys that are well together, and what is wrong with each of the others.
fn judge(set: &KeySet) -> Vec<Finding> {
    if set.entries().is_empty() {
        return vec![Finding::problem(
            KEYS,
            "the set is empty",
            "publish the public key that the tool signs with",
        )];
    }
    let mut findings: Vec<_> =
        set.entries().iter().enumerate().flat_map(|(at, key)| faults_of(&name(at, key), key)).collect();
    findings.extend(twice(set));
    if findings.is_empty() {
        let told: Vec<_> =
            set.entries().iter().enumerate().map(|(at, key)| described(&name(at, key), key)).collect();
        return vec![Finding::well(KEYS, told.join("; "))];
    }
    findings
}

fn twice(set: &KeySet) -> Option<Finding> {
    let kids = set.kids();
    let kid = kids.iter().enumerate().find(|(at, kid)| kids[..*at].contains(kid)).map(|(_, kid)| kid)?;
    let fix = "give each key a `kid` of its own, so that platforms find the right one";
    Some(Finding::problem(KEYS, format!("`kid` `{kid}` stands twice"), fix))
}

fn configured(pem: &str) -> Finding {
    let what = "key in `pem`";
    if pem.contains("PRIVATE KEY") {
        let fix = "put the public key there (`openssl rsa -in key.pem -pubout`), and make a new pair";
        return Finding::problem(what, "it is a private key", fix);
    }
    let Some(key) = pem::key_set(pem).and_then(|set| set.rsa().next()) else {
        let fix = "put an RSA public key there, from `-----BEGIN PUBLIC KEY-----` on";
        return Finding::problem(what, "it holds no RSA public key", fix);
    };
    let bits = bits(&key.n);
    let short = too_short("it", bits).map(|finding| Finding { what: what.to_owned(), ..finding });
    short.unwrap_or_else(|| Finding::well(what, format!("RSA, {bits} bits")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::State;
    use crate::driver::Body;

    fn hop(status: u16, media_type: &str, body: &str) -> Exchange {
        Exchange {
            method: "GET".to_owned(),
            url: "http://t/keys".parse().unwrap(),
            embedder: None,
            request_headers: Vec::new(),
            request_body: Body::default(),
            status: Some(status),
            response_headers: vec![("content-type".to_owned(), media_type.to_owned())],
            response_body: Body(body.as_bytes().to_vec()),
            error: None,
        }
    }

    fn only(hop: &Exchange) -> Finding {
        let mut findings = read(&hop.url, hop);
        assert_eq!(findings.len(), 1, "{findings:?}");
        findings.remove(0)
    }

    #[test]
    fn a_page_in_place_of_the_set_is_a_wrong_address() {
        let finding = only(&hop(200, "text/html", "<h1>Hello</h1>"));
        assert_eq!(finding.state, State::Problem);
        assert!(
            finding
                .seen
                .starts_with("http://t/keys answers with `text/html` that is no key set: it is not JSON")
        );
        assert!(finding.fix.unwrap().starts_with("mend `jwks_url`"));
        assert_eq!(only(&hop(404, "text/html", "")).seen, "http://t/keys answers with status 404");
    }

    #[test]
    fn a_set_has_a_media_type_and_at_least_one_key() {
        let findings =
            read(&"http://t/keys".parse().unwrap(), &hop(200, "text/plain; charset=utf-8", "{\"keys\":[]}"));
        let states: Vec<_> = findings.iter().map(|finding| finding.state).collect();
        assert_eq!(states, [State::Warning, State::Problem]);
        assert_eq!(findings[0].seen, "http://t/keys publishes 0 keys as `text/plain`");
    }

    #[test]
    fn a_kid_that_stands_twice_is_found() {
        let set = KeySet::read(r#"{"keys":[{"kid":"a"},{"kid":"b"},{"kid":"a"}]}"#).unwrap();
        assert!(judge(&set).iter().any(|finding| finding.seen == "`kid` `a` stands twice"));
    }

    #[test]
    fn the_pem_of_the_configuration_is_read() {
        for (pem, state, seen) in [
            ("-----BEGIN PRIVATE KEY-----", State::Problem, "private"),
            ("nonsense", State::Problem, "no RSA public key"),
            ("MBswDQYJKoZIhvcNAQEBBQADCgAwBwICAP8CAQM=", State::Problem, "only 8 bits"),
        ] {
            let finding = configured(pem);
            assert!(finding.state == state && finding.seen.contains(seen), "{finding:?}");
            assert_eq!(finding.what, "key in `pem`");
        }
    }
}
