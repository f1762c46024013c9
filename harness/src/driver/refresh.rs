//! `Refresh`: a redirect after some seconds, by header or by `<meta http-equiv>` (HTML, shared declarative refresh).

use url::Url;

/// Browsers wait; only short delays are meant as redirects.
const LONGEST_DELAY: u32 = 5;

/// The target, if the delay is 0 to 5 seconds and an address is named.
pub(crate) fn target(text: &str, base: &Url) -> Option<Url> {
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (delay, rest) = text.split_at_checked(digits)?;
    // An empty delay with a fraction, as in `.5`, counts as zero.
    let delay: u32 = if delay.is_empty() && rest.starts_with('.') { 0 } else { delay.parse().ok()? };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if delay > LONGEST_DELAY || !rest.starts_with([';', ',', ' ', '\t', '\n', '\r']) {
        return None;
    }
    let rest = rest.trim_start();
    let rest = rest.strip_prefix([';', ',']).unwrap_or(rest).trim();
    let address = unquoted(after_url_sign(rest));
    let url = base.join(address).ok().filter(|_| !address.is_empty())?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// What follows `url =`; the whole text if that is not there.
fn after_url_sign(text: &str) -> &str {
    let named = text.get(..3).filter(|name| name.eq_ignore_ascii_case("url"));
    let rest = named.and_then(|_| text.get(3..)).map(str::trim_start);
    rest.and_then(|rest| rest.strip_prefix('=')).map_or(text, str::trim_start)
}

fn unquoted(text: &str) -> &str {
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return text };
    text.trim_start_matches(quote).split(quote).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn short_refreshes_are_redirects() {
        let base = "http://localhost:3000/a/b".parse().unwrap();
        for (text, expected) in [
            ("0; url=/c", Some("http://localhost:3000/c")),
            ("5;URL='http://localhost:8080/x'", Some("http://localhost:8080/x")),
            (" 1.5 , url = \"c\" ignored", Some("http://localhost:3000/a/c")),
            ("0 c", Some("http://localhost:3000/a/c")),
            (".5;url=c", Some("http://localhost:3000/a/c")),
            ("6; url=/c", None),
            ("0", None),
            ("0;", None),
            ("0; url=", None),
            ("0; url=javascript:alert(1)", None),
            ("now; url=/c", None),
            ("99999999999999; url=/c", None),
            ("", None),
        ] {
            assert_eq!(target(text, &base).map(String::from).as_deref(), expected, "{text}");
        }
    }
}
