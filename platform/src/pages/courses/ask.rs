//! Asking a tool for what a frame opens, as the browser would: within limits, written into the journal, and never on to
//! another site, since a login that was followed to the end would use the launch up.

use std::time::Duration;

use reqwest::header::LOCATION;
use url::Url;

use crate::campus::Campus;
use crate::domain::framing::{Forbidding, forbidden};
use crate::domain::launch::Login;
use crate::domain::options::Method;
use crate::error::{Failure, Problem};
use crate::fetch::{A_PAGE, Ask, Hop, Limits};
use crate::journal::fetch::Errand;
use crate::pages::visit::Visit;

const LIMITS: Limits = Limits { time: Duration::from_secs(4), bytes: 512 * 1024 };

/// How often a tool may send us on within its own site.
const ONWARD: usize = 3;

/// Who asks, and for a frame of which site.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) campus: &'a Campus,
    pub(super) by: &'a Url,
}

/// What a page of the tool said.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) what: &'static str,
    pub(super) method: String,
    pub(super) url: String,
    /// 0 when nothing came.
    pub(super) status: u16,
    /// The exchange in the journal.
    pub(super) number: u64,
    pub(super) outcome: Outcome,
}

/// Whether a page may be shown in the frame.
#[derive(Debug)]
pub(super) enum Outcome {
    Framed,
    Forbidden(Forbidding),
    /// Another site decides.
    Onward(String),
    Silent(String),
    /// Plain http inside https.
    Insecure,
}

impl Answer {
    pub(super) fn forbidding(&self) -> Option<&Forbidding> {
        match &self.outcome {
            Outcome::Forbidden(found) => Some(found),
            _ => None,
        }
    }

    /// An answer to an error, or to a visit without session: frameworks send other headers with these than with the page
    /// after a launch.
    pub(super) fn is_refusal(&self) -> bool {
        self.status >= 400
    }
}

/// The site around the frame: the one by which the browser reached this page.
pub(super) fn here(visit: &Visit) -> Result<Url, Problem> {
    let public = Url::parse(visit.campus.identity().issuer.as_str());
    let public = public.map_err(|error| Failure::Inconsistent(format!("the issuer is no URL: {error}")))?;
    let host = visit.request().connection_info().host().to_owned();
    let reached = Url::parse(&format!("http://{host}/")).ok();
    Ok(reached.filter(|reached| reached.host() != public.host()).unwrap_or(public))
}

impl Asked<'_> {
    /// The login initiation as the launch sent it.
    pub(super) async fn login(self, login: &Login) -> Answer {
        let pairs =
            || url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&login.parameters).finish();
        match login.method {
            Method::Get => self.walk("login URL", &login.address(), None).await,
            Method::Post => self.walk("login URL", &login.url, Some(pairs())).await,
        }
    }

    /// The page that takes the answer. It is sent an error as the platform may send one, which opens no session.
    pub(super) async fn redirect_uri(self, uri: &str) -> Answer {
        let error = "error=login_required&error_description=Homeroom+asks+whether+this+page+may+be+framed";
        self.walk("redirect URI", uri, Some(error.to_owned())).await
    }

    /// A page that is opened by its address.
    pub(super) async fn page(self, url: &str) -> Answer {
        self.walk("target link URI", url, None).await
    }

    /// Asks, and follows within the site.
    async fn walk(self, what: &'static str, url: &str, form: Option<String>) -> Answer {
        let mut url = match Url::parse(url) {
            Ok(url) => url,
            Err(error) => {
                return Answer {
                    what,
                    method: String::new(),
                    url: url.to_owned(),
                    status: 0,
                    number: 0,
                    outcome: Outcome::Silent(error.to_string()),
                };
            }
        };
        let mut form = form;
        let mut left = ONWARD;
        loop {
            let ask = Ask { url: &url, accept: A_PAGE, form: form.clone(), limits: LIMITS };
            let (hop, number) = Errand { campus: self.campus, launch: None }.ask(ask).await;
            match onward(&hop, &url) {
                Some(next) if next.origin() == url.origin() && left > 0 => {
                    left -= 1;
                    // Browsers post again where these lead, and open every other redirect.
                    form = form.filter(|_| matches!(hop.status, 307 | 308));
                    url = next;
                }
                next => {
                    let outcome = self.judge(&hop, &url, next);
                    return Answer {
                        what,
                        method: hop.method.to_string(),
                        url: url.to_string(),
                        status: hop.status,
                        number,
                        outcome,
                    };
                }
            }
        }
    }

    fn judge(self, hop: &Hop, url: &Url, next: Option<Url>) -> Outcome {
        if let Some(next) = next {
            return Outcome::Onward(next.origin().ascii_serialization());
        }
        if hop.status == 0 {
            let why = hop.error.as_ref().map_or_else(|| "no answer".to_owned(), ToString::to_string);
            return Outcome::Silent(why);
        }
        if is_mixed(url, self.by) {
            return Outcome::Insecure;
        }
        forbidden(&hop.headers, url, self.by).map_or(Outcome::Framed, Outcome::Forbidden)
    }
}

fn onward(hop: &Hop, url: &Url) -> Option<Url> {
    if !(300..400).contains(&hop.status) {
        return None;
    }
    url.join(hop.header(&LOCATION)?).ok()
}

/// Browsers show no plain http inside https, but for this machine.
fn is_mixed(url: &Url, by: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let own =
        host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "[::1]";
    by.scheme() == "https" && url.scheme() == "http" && !own
}

#[cfg(test)]
pub(super) mod samples {
    use super::*;

    /// One answer of each kind.
    pub(in crate::pages::courses) fn all() -> Vec<Answer> {
        let answer = |what, status, outcome| Answer {
            what,
            method: "GET".into(),
            url: "http://localhost:3000/a?b=1&c=%3Cb%3E".into(),
            status,
            number: 7,
            outcome,
        };
        let forbidding = Forbidding {
            name: "X-Frame-Options",
            value: "DENY".into(),
            why: "the tool lets no site frame this page".into(),
            instead: "Content-Security-Policy: frame-ancestors http://localhost:8080".into(),
        };
        vec![
            answer("target link URI", 200, Outcome::Framed),
            answer("login URL", 302, Outcome::Onward("http://localhost:8080".into())),
            answer("target link URI", 200, Outcome::Forbidden(forbidding.clone())),
            answer("redirect URI", 401, Outcome::Forbidden(forbidding)),
            answer("login URL", 0, Outcome::Silent("no answer: Connection refused".into())),
            answer("redirect URI", 200, Outcome::Insecure),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_in_a_secure_page_is_shown_only_from_this_machine() {
        let mixed = |url: &str, by: &str| is_mixed(&Url::parse(url).unwrap(), &Url::parse(by).unwrap());
        assert!(mixed("http://tool.test/", "https://lms.test/"));
        assert!(!mixed("http://localhost:3000/", "https://lms.test/"));
        assert!(!mixed("https://tool.test/", "https://lms.test/"));
        assert!(!mixed("http://tool.test/", "http://lms.test/"));
    }
}
