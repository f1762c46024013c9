//! URLs as the command line and the configuration take them.

use url::Url;

/// What a good URL looks like, for error texts.
pub(crate) const EXPECTED: &str = "an http or https URL, such as `http://localhost:3000/`";

/// Reads a URL that a browser can open.
pub(crate) fn parse(text: &str) -> Result<Url, String> {
    let bad = || format!("expected {EXPECTED}");
    let url = Url::parse(text).map_err(|_| bad())?;
    let usable = matches!(url.scheme(), "http" | "https") && url.has_host();
    if usable { Ok(url) } else { Err(bad()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_browser_can_open_is_taken() {
        assert!(parse("http://localhost:3000").is_ok());
        assert!(parse("https://tool.example.org/login?x=1").is_ok());
        for text in ["", "localhost:3000", "/login", "ftp://localhost/", "http://", "javascript:alert(1)"] {
            assert_eq!(parse(text), Err(format!("expected {EXPECTED}")), "{text}");
        }
    }
}
