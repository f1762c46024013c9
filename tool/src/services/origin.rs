//! Where a token may go: to the site that the launch named, and nowhere else (TOK-027, TOK-045).

use url::Url;

use crate::services::error::Failure;

/// The address that a platform named in an answer, if it is of the same site as the address that was asked.
pub(crate) fn same_site(asked: &Url, named: Url) -> Result<Url, Failure> {
    let bare = named.username().is_empty() && named.password().is_none();
    if named.origin() == asked.origin() && bare { Ok(named) } else { Err(Failure::ForeignAddress) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_scheme_host_and_port_are_the_same_site() {
        let url = |text: &str| Url::parse(text).unwrap();
        let asked = url("https://lms.test/items?a=1");
        let allowed = |named: &str| same_site(&asked, url(named)).is_ok();
        assert!(
            allowed("https://lms.test/other?b=2")
                && allowed("https://lms.test:443/")
                && allowed("https://LMS.test/")
        );
        for foreign in [
            "http://lms.test/items",
            "https://lms.test:8443/items",
            "https://lms.test.evil.test/items",
            "https://evil.test/https://lms.test/",
            "https://lms.test@evil.test/",
            "https://user@lms.test/items",
            "data:text/plain,x",
        ] {
            assert!(!allowed(foreign), "{foreign}");
        }
    }
}
