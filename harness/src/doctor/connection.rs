//! Does anybody answer at the addresses of the tool, and is the connection one that a browser trusts?

use std::sync::Arc;

use jiff::Timestamp;
use url::Url;

use super::finding::Finding;
use crate::clock;
use crate::driver::{Exchange, Recorder, Request, TransportError, TransportKind, is_loopback};
use crate::session::Session;
use crate::target::Registration;

const WHAT: &str = "connection";

/// An origin of the tool, and what it answered.
#[derive(Debug)]
pub(super) struct Reached {
    /// The field of the configuration, or the member of the registration, that names it.
    field: &'static str,
    pub(super) url: Url,
    pub(super) answer: Result<Arc<Exchange>, TransportError>,
    /// Our time when the request went and when the answer was there.
    pub(super) sent: Timestamp,
    pub(super) received: Timestamp,
}

/// Asks each origin once, that of the login first.
pub(super) async fn reach(session: &Session) -> Vec<Reached> {
    let mut reached: Vec<Reached> = Vec::new();
    for (field, url) in addresses(&session.party.registration) {
        if reached.iter().any(|earlier| earlier.url.origin() == url.origin()) {
            continue;
        }
        let sent = clock::now();
        let answer = session.browser(Recorder::default()).send(&Request::get(&url)).await;
        reached.push(Reached { field, url, answer, sent, received: clock::now() });
    }
    reached
}

/// Whether the origin of an address has given no answer.
pub(super) fn is_silent(reached: &[Reached], url: &Url) -> bool {
    reached.iter().any(|reached| reached.url.origin() == url.origin() && reached.answer.is_err())
}

fn addresses(registration: &Registration) -> Vec<(&'static str, Url)> {
    let [login, picker, keys] = if registration.is_by_the_tool() {
        ["initiate_login_uri", "target_link_uri", "jwks_uri"]
    } else {
        ["login_url", "deep_linking_url", "jwks_url"]
    };
    let named = [
        (login, Some(&registration.login_url)),
        ("target_link_uri", Some(&registration.target_link_uri)),
        (picker, registration.deep_linking_url.as_ref()),
        (keys, registration.jwks_url.as_ref()),
    ];
    let mut addresses: Vec<_> =
        named.into_iter().filter_map(|(field, url)| Some((field, url?.clone()))).collect();
    let uris = registration.redirect_uris.iter().filter_map(|uri| Url::parse(uri).ok());
    addresses.extend(uris.map(|url| ("redirect_uris", url)));
    addresses
}

pub(super) fn look(reached: &[Reached]) -> Vec<Finding> {
    reached.iter().map(judge).collect()
}

fn judge(reached: &Reached) -> Finding {
    let origin = reached.url.origin().ascii_serialization();
    match &reached.answer {
        Err(error) => {
            Finding::problem(WHAT, format!("{origin}: {}", plainly(error)), fix(error, reached.field))
        }
        Ok(_) if reached.url.scheme() == "https" => {
            Finding::well(WHAT, format!("{origin}: https, with a certificate that this machine trusts"))
        }
        Ok(_) if is_loopback(&reached.url) => Finding::well(
            WHAT,
            format!("{origin}: plain http, which is right on this machine; an LMS elsewhere demands https"),
        ),
        Ok(_) => Finding::warning(
            WHAT,
            format!(
                "{origin}: plain http to another machine, so browsers drop the `Secure` cookies of the tool"
            ),
            format!("serve the tool over https and change `{}`, or test it on localhost", reached.field),
        ),
    }
}

/// What was wrong, in the words of somebody who does not know our HTTP client.
fn plainly(error: &TransportError) -> String {
    match error.kind {
        TransportKind::Refused | TransportKind::NameNotFound => return error.kind.to_string(),
        TransportKind::Tls => {}
        _ => return error.text.clone(),
    }
    let certificate = CERTIFICATES.iter().find(|(sign, _)| error.text.contains(sign));
    match certificate {
        Some((_, told)) => (*told).to_owned(),
        None if speaks_no_tls(error) => "the port answers, but not with https".to_owned(),
        None => error.text.clone(),
    }
}

/// What the TLS library says of a certificate, and what that means.
const CERTIFICATES: &[(&str, &str)] = &[
    ("UnknownIssuer", UNTRUSTED),
    ("CaUsedAsEndEntity", OWN_AUTHORITY),
    // An authority of the same name, which this machine trusts, has another key.
    ("UnsupportedSignatureAlgorithm", UNTRUSTED),
    ("BadSignature", UNTRUSTED),
    ("certificate not valid for name", "the certificate is for another host name"),
    ("NotValidForName", "the certificate is for another host name"),
    ("certificate expired", "the certificate has expired"),
    ("Expired", "the certificate has expired"),
    ("certificate not valid yet", "the certificate is not valid yet"),
    ("NotValidYet", "the certificate is not valid yet"),
];

const UNTRUSTED: &str = "the certificate is signed by nobody whom this machine trusts (self-signed, or by an authority of one's own)";

/// What `openssl req -x509` makes unless it is told otherwise.
const OWN_AUTHORITY: &str = "the certificate is that of an authority (`CA:TRUE`), which no server may show";

fn speaks_no_tls(error: &TransportError) -> bool {
    ["InvalidContentType", "corrupt message"].iter().any(|sign| error.text.contains(sign))
}

fn fix(error: &TransportError, field: &str) -> String {
    match error.kind {
        TransportKind::Refused => format!("start the tool, set `start` in `[tool]`, or mend `{field}`"),
        TransportKind::NameNotFound => format!("mend the host name in `{field}`"),
        TransportKind::Timeout => "find out why the tool is slow, or raise `timeout` in `[tool]`".to_owned(),
        TransportKind::Tls if speaks_no_tls(error) => {
            format!("write `http://` in `{field}`, or switch https on in the tool")
        }
        TransportKind::Tls if plainly(error) == UNTRUSTED => {
            "name the file of the certificate, or of its authority, in the variable SSL_CERT_FILE of Homeroom's \
             environment; or test the tool over plain http on localhost"
                .to_owned()
        }
        TransportKind::Tls if plainly(error) == OWN_AUTHORITY => {
            "make it anew with `openssl req -x509 -addext basicConstraints=critical,CA:FALSE ...` and name its file in the \
             variable SSL_CERT_FILE of Homeroom's environment; or test the tool over plain http on localhost"
                .to_owned()
        }
        TransportKind::Tls => "give the tool a certificate that is valid for its host name today".to_owned(),
        TransportKind::BadHttp | TransportKind::Reset if error.url.scheme() == "http" => {
            format!("look into the log of the tool, and at the port in `{field}`; if the tool speaks https, write `https://`")
        }
        _ => format!("look into the log of the tool, and at `{field}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::State;

    fn failing(url: &str, kind: TransportKind, text: &str) -> Reached {
        let url: Url = url.parse().unwrap();
        let answer = Err(TransportError::new(kind, &url, text));
        let now = Timestamp::UNIX_EPOCH;
        Reached { field: "login_url", url, answer, sent: now, received: now }
    }

    #[test]
    fn each_trouble_with_a_certificate_is_told_plainly() {
        for (text, seen, fix) in [
            ("invalid peer certificate: UnknownIssuer", "whom this machine trusts", "SSL_CERT_FILE"),
            ("Other(OtherError(CaUsedAsEndEntity))", "(`CA:TRUE`)", "CA:FALSE"),
            ("invalid peer certificate: certificate expired: verification time 2", "has expired", "today"),
            (
                "invalid peer certificate: certificate not valid for name \"a\"",
                "another host name",
                "its host name",
            ),
            ("received corrupt message of type InvalidContentType", "not with https", "write `http://`"),
        ] {
            let finding = judge(&failing("https://localhost:1/login", TransportKind::Tls, text));
            assert_eq!(finding.state, State::Problem);
            assert!(
                finding.seen.starts_with("https://localhost:1: ") && finding.seen.contains(seen),
                "{finding:?}"
            );
            assert!(finding.fix.as_ref().unwrap().contains(fix), "{finding:?}");
        }
    }

    #[test]
    fn a_tool_that_is_down_or_slow_has_another_fix() {
        let down = judge(&failing("http://localhost:1/", TransportKind::Refused, "connection refused"));
        assert!(down.fix.unwrap().starts_with("start the tool"));
        let slow =
            judge(&failing("http://localhost:1/", TransportKind::Timeout, "no complete answer within 10s"));
        assert!(slow.fix.unwrap().contains("`timeout`"));
    }
}
