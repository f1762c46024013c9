//! The tool's authentication request, as it came.

use homeroom_vocab::authorization as name;
use url::form_urlencoded;

use crate::domain::launch::Parameters;

/// The parameters of one request, in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    parameters: Parameters,
}

/// The parameters that the rules look at.
const KNOWN: &[&str] = &[
    name::CLIENT_ID,
    name::REDIRECT_URI,
    name::RESPONSE_TYPE,
    name::SCOPE,
    name::RESPONSE_MODE,
    name::PROMPT,
    name::NONCE,
    name::LOGIN_HINT,
    name::LTI_MESSAGE_HINT,
    name::STATE,
];

impl Request {
    /// Reads a query string or a form.
    pub(crate) fn parse(encoded: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(encoded);
        Self { parameters: pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect() }
    }

    /// A parameter that has a value; an empty one counts as absent (RFC 6749, section 3.1).
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.raw(name).filter(|value| !value.is_empty())
    }

    /// The first parameter of this name, empty or not.
    fn raw(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The `state` to give back: exactly what came, once (OIDC-080).
    pub(crate) fn state(&self) -> Option<&str> {
        self.raw(name::STATE).filter(|_| !self.is_repeated(name::STATE))
    }

    /// A parameter of ours that stands there twice (RFC 6749, section 3.1).
    pub(crate) fn repeated(&self) -> Option<&'static str> {
        KNOWN.iter().copied().find(|name| self.is_repeated(name))
    }

    pub(crate) fn is_repeated(&self, name: &str) -> bool {
        self.parameters.iter().filter(|(known, _)| known == name).count() > 1
    }

    pub(crate) fn parameters(&self) -> &Parameters {
        &self.parameters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_parameter_is_absent_but_an_empty_state_is_given_back() {
        let request = Request::parse(b"nonce=&state=");
        assert_eq!(request.get(name::NONCE), None);
        assert_eq!(request.state(), Some(""));
    }

    #[test]
    fn a_repeated_parameter_is_found_and_an_unknown_one_may_repeat() {
        assert_eq!(Request::parse(b"x=1&x=2&nonce=a&nonce=a").repeated(), Some(name::NONCE));
        assert_eq!(Request::parse(b"x=1&x=2").repeated(), None);
    }

    #[test]
    fn garbage_is_read_without_complaint() {
        let request = Request::parse(b"%ff%zz=\xff&&=&a");
        assert_eq!(request.parameters().len(), 3);
    }
}
