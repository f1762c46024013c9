//! One request that a browser is about to send, with who caused it.

use reqwest::Method;
use url::{Origin, Url};

use super::site::SiteContext;
use super::urlencoded;

/// The media type of ordinary forms.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// The content of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Content {
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
}

/// A request: built by `get`, `post_form` or `post_raw`, refined by the methods, sent by a `Browser`.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) content: Option<Content>,
    /// The page whose link, form or script caused the request; none if a person typed the address.
    pub(crate) initiator: Option<Url>,
    /// The page whose frame the request loads; none for a top-level navigation.
    pub(crate) embedder: Option<Url>,
    /// The referrer policy of the initiating page.
    pub(crate) referrer_policy: Option<String>,
    /// A redirect crossed origins after leaving the initiator's, so `Origin` is `null` (Fetch, redirect taint).
    pub(crate) tainted: bool,
}

impl Request {
    fn new(method: Method, url: &Url, content: Option<Content>) -> Self {
        Self {
            method,
            url: url.clone(),
            content,
            initiator: None,
            embedder: None,
            referrer_policy: None,
            tainted: false,
        }
    }

    pub(crate) fn get(url: &Url) -> Self {
        Self::new(Method::GET, url, None)
    }

    pub(crate) fn post_form<N: AsRef<str>, V: AsRef<str>>(url: &Url, pairs: &[(N, V)]) -> Self {
        Self::post_raw(url, FORM, urlencoded::serialize(pairs).into_bytes())
    }

    pub(crate) fn post_raw(url: &Url, media_type: &str, bytes: Vec<u8>) -> Self {
        Self::new(Method::POST, url, Some(Content { media_type: media_type.to_owned(), bytes }))
    }

    /// Says which page caused the request.
    #[must_use]
    pub(crate) fn initiated_by(mut self, page: &Url) -> Self {
        self.initiator = Some(page.clone());
        self
    }

    /// Loads into a frame of that page instead of the whole window.
    #[must_use]
    pub(crate) fn in_frame_of(mut self, page: &Url) -> Self {
        self.embedder = Some(page.clone());
        self
    }

    /// Loads where a link or form of a page with this `target` shows its answer: by default in the frame of the page
    /// itself.
    #[must_use]
    pub(crate) fn shown_in(mut self, target: Option<&str>, embedder: Option<&Url>) -> Self {
        let stays = target.is_none_or(|target| target.is_empty() || target.eq_ignore_ascii_case("_self"));
        self.embedder = embedder.filter(|_| stays).cloned();
        self
    }

    #[must_use]
    pub(crate) fn with_referrer_policy(mut self, policy: Option<&str>) -> Self {
        self.referrer_policy = policy.map(str::to_owned);
        self
    }

    pub(crate) fn context(&self) -> SiteContext {
        SiteContext {
            initiator: self.initiator.clone(),
            embedder: self.embedder.clone(),
            method: self.method.clone(),
        }
    }

    pub(crate) fn initiator_origin(&self) -> Option<Origin> {
        self.initiator.as_ref().map(Url::origin)
    }

    pub(crate) fn body(&self) -> &[u8] {
        self.content.as_ref().map_or(&[], |content| &content.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::Request;

    #[test]
    fn a_form_is_posted_with_its_media_type() -> Result<(), url::ParseError> {
        let url = "http://localhost:3000/login".parse()?;
        let request = Request::post_form(&url, &[("iss", "http://a/b"), ("login_hint", "1 2")]);
        assert_eq!(request.method, "POST");
        assert_eq!(request.body(), b"iss=http%3A%2F%2Fa%2Fb&login_hint=1+2");
        assert_eq!(request.content.map(|content| content.media_type).as_deref(), Some(super::FORM));
        Ok(())
    }

    #[test]
    fn the_context_says_who_asked_and_where_it_loads() -> Result<(), url::ParseError> {
        let (url, page) = ("http://localhost:3000/".parse()?, "http://localhost:8080/main".parse()?);
        let context = Request::get(&url).initiated_by(&page).in_frame_of(&page).context();
        assert_eq!(context.initiator.as_ref(), Some(&page));
        assert!(!context.top_level());
        assert!(Request::get(&url).context().top_level());
        Ok(())
    }
}
