//! Where the answer goes (DL-003, DL-007, DL-030, ATK-099).

use homeroom_vocab::claim::LAUNCH_PRESENTATION;
use serde_json::{Map, Value};
use url::Url;

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::token::claims::Claims;

const NAME: &str = "deep_link_return_url";

/// A whole web address, since a browser is sent there.
pub(super) fn read(
    members: &Map<String, Value>,
    claims: &Claims,
    defects: &Defects,
) -> Result<String, Refusal> {
    let named = super::text(members, NAME)?;
    let instead = || of_launch(claims).filter(|_| defects.has(Defect::PICKER_RETURN_URL_OPTIONAL));
    let url = named.or_else(instead).ok_or(Refusal::Setting(NAME))?;
    if defects.has(Defect::PICKER_RETURN_URL_UNCHECKED) {
        return Ok(url);
    }
    if !is_web_address(&url) {
        return Err(Refusal::ReturnUrl);
    }
    let elsewhere = of_launch(claims).filter(|_| defects.has(Defect::ANSWER_TO_PRESENTATION));
    Ok(elsewhere.unwrap_or(url))
}

/// The return URL of the launch, which is another thing. Only defects have a use for this.
pub(super) fn of_launch(claims: &Claims) -> Option<String> {
    let presentation = claims.object(LAUNCH_PRESENTATION).ok()??;
    presentation.get("return_url")?.as_str().map(str::to_owned)
}

/// Nothing that a browser would read in another way than we do: no white space, no address without a host.
fn is_web_address(url: &str) -> bool {
    let is_plain = !url.chars().any(|c| c.is_whitespace() || c.is_control());
    let begins =
        |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    is_plain && (begins("http://") || begins("https://")) && Url::parse(url).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses_are_taken_as_they_stand() {
        for url in [
            "https://lms.test/r?a=1&b=%20#x",
            "HTTP://127.0.0.1:8080",
            "https://lms.test/é?\"><script>",
            "http://[::1]/",
        ] {
            assert!(is_web_address(url), "{url}");
        }
    }

    #[test]
    fn what_a_browser_may_read_as_something_else_is_refused() {
        let odd = [
            "",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "ftp://lms.test/",
            "/relative",
            "//lms.test/",
            "lms.test",
            "http:lms.test",
            "https:/lms.test",
            "http://",
            "https:// lms.test",
            "http://lms.test/\u{0}",
            "é://x",
        ];
        for url in odd {
            assert!(!is_web_address(url), "{url}");
        }
    }
}
