//! Form fields and query parameters, read strictly: a parameter that we use stands at most once (OIDC-020)
//! and is UTF-8; others are ignored (OIDC-016, OIDC-088).

use std::fmt;

use actix_web::ResponseError;
use actix_web::http::StatusCode;
use percent_encoding::percent_decode;

/// Why a form or a parameter cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormError {
    /// It is no form, or JSON, or has several parts.
    #[error("this address expects a posted form (application/x-www-form-urlencoded)")]
    NotAForm,
    /// More than half a megabyte.
    #[error("the form is too large")]
    TooLarge,
    /// More than twenty seconds.
    #[error("the form did not arrive in time")]
    TooSlow,
    /// The connection was lost.
    #[error("the form broke off")]
    Broken,
    /// It stands at most once.
    #[error("the parameter `{0}` stands more than once")]
    Repeated(&'static str),
    /// Some bytes.
    #[error("the parameter `{0}` is not UTF-8")]
    NotText(&'static str),
}

impl FormError {
    /// The status of an answer that says so.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Broken | Self::Repeated(_) | Self::NotText(_) => StatusCode::BAD_REQUEST,
        }
    }
}

impl ResponseError for FormError {
    fn status_code(&self) -> StatusCode {
        self.status()
    }
}

/// A posted form, read strictly and within limits; extractor for routes. Who sends too much gets an answer, and not a
/// connection that is dropped.
///
/// ```
/// use homeroom_tool::{FormError, Launch, PostedForm};
///
/// async fn rename(launch: Launch, form: PostedForm) -> Result<String, FormError> {
///     Ok(format!("It is now called {}", form.one("title")?.unwrap_or_default()))
/// }
/// ```
#[derive(Default)]
pub struct Form(Vec<(String, Vec<u8>)>);

/// The names alone: values may be tokens.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}

impl Form {
    pub(crate) fn parse(raw: &[u8]) -> Self {
        let pairs = raw.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        Self(pairs.map(pair).collect())
    }

    /// The value of a parameter that may be left out.
    pub fn one(&self, name: &'static str) -> Result<Option<String>, FormError> {
        let mut values = self.0.iter().filter(|(key, _)| key == name);
        let Some((_, value)) = values.next() else { return Ok(None) };
        if values.next().is_some() {
            return Err(FormError::Repeated(name));
        }
        String::from_utf8(value.clone()).map(Some).map_err(|_| FormError::NotText(name))
    }

    /// The first value, however many there are. Only defects have a use for this.
    pub(crate) fn first(&self, name: &str) -> Option<String> {
        let (_, value) = self.0.iter().find(|(key, _)| key == name)?;
        String::from_utf8(value.clone()).ok()
    }

    /// The values of a parameter that may stand several times, as check boxes send theirs.
    pub fn all(&self, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|(key, _)| key == name);
        values.filter_map(|(_, value)| String::from_utf8(value.clone()).ok()).collect()
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}

fn pair(raw: &[u8]) -> (String, Vec<u8>) {
    let mut halves = raw.splitn(2, |byte| *byte == b'=');
    let name = decode(halves.next().unwrap_or_default());
    let value = decode(halves.next().unwrap_or_default());
    (String::from_utf8_lossy(&name).into_owned(), value)
}

fn decode(raw: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> = raw.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    percent_decode(&spaced).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded_once() {
        let form = Form::parse(b"hint=a%2Bb+c%252F%3D%26%C3%A9&empty=&bare");
        assert_eq!(form.one("hint"), Ok(Some("a+b c%2F=&é".to_owned())));
        assert_eq!(form.one("empty"), Ok(Some(String::new())));
        assert_eq!(form.one("bare"), Ok(Some(String::new())));
        assert_eq!(form.one("absent"), Ok(None));
    }

    #[test]
    fn a_repeated_parameter_is_refused_even_with_equal_values() {
        let form = Form::parse(b"iss=a&iss=a&x=1&x=2");
        assert_eq!(form.one("iss"), Err(FormError::Repeated("iss")));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(Form::parse(b"iss=%FF").one("iss"), Err(FormError::NotText("iss")));
        assert_eq!(Form::parse(b"%FF=1&iss=a").one("iss"), Ok(Some("a".to_owned())));
    }
}
