//! The way back to the platform (RET-001 to RET-005).

use homeroom_vocab::return_url::LTI_MSG;
use url::Url;

use crate::defects::{Defect, Defects};

const MESSAGE: &str = "You have left the activity";

/// The return URL with our message behind its own query. Only web pages become links: a script URL is none.
pub(crate) fn to(return_url: &str, defects: &Defects) -> Option<String> {
    let mut url = Url::parse(return_url).ok()?;
    if !matches!(url.scheme(), "http" | "https") && !defects.has(Defect::RETURN_URL_UNCHECKED) {
        return None;
    }
    if defects.has(Defect::RETURN_QUERY_LOST) {
        url.set_query(None);
    }
    url.query_pairs_mut().append_pair(LTI_MSG, MESSAGE);
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(return_url: &str) -> Option<String> {
        to(return_url, &Defects::default())
    }

    #[test]
    fn the_query_is_kept_and_the_message_encoded() {
        let message = "lti_msg=You+have+left+the+activity";
        assert_eq!(
            link("https://lms.test/r?a=1&b=%20"),
            Some(format!("https://lms.test/r?a=1&b=%20&{message}"))
        );
        assert_eq!(link("https://lms.test/r"), Some(format!("https://lms.test/r?{message}")));
        assert_eq!(link("https://lms.test/r?#top"), Some(format!("https://lms.test/r?{message}#top")));
    }

    #[test]
    fn only_web_pages_are_links() {
        for url in
            ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/relative", "//evil.test", ""]
        {
            assert_eq!(link(url), None, "{url}");
        }
    }
}
