//! The verbatim record of what went over the wire, one hop after the other. Secrets are masked by reports, not here.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use url::Url;

use super::transport::TransportError;

/// The bytes of a body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Body(pub(crate) Vec<u8>);

impl Body {
    /// As text; what is not UTF-8 becomes U+FFFD.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }
}

/// One request and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exchange {
    pub(crate) method: String,
    pub(crate) url: Url,
    /// The page whose frame shows the answer; none if the whole window does.
    pub(crate) embedder: Option<Url>,
    pub(crate) request_headers: Vec<(String, String)>,
    pub(crate) request_body: Body,
    /// Absent if no answer began.
    pub(crate) status: Option<u16>,
    pub(crate) response_headers: Vec<(String, String)>,
    /// Cut where the browser's limit ends.
    pub(crate) response_body: Body,
    pub(crate) error: Option<TransportError>,
}

impl Exchange {
    /// The first response header of that name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).next()
    }

    /// All response headers of that name, in order.
    pub(crate) fn headers<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        let named = self.response_headers.iter().filter(move |(each, _)| each.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str())
    }

    /// The first request header of that name.
    pub(crate) fn request_header(&self, name: &str) -> Option<&str> {
        let mut named = self.request_headers.iter().filter(|(each, _)| each.eq_ignore_ascii_case(name));
        named.next().map(|(_, value)| value.as_str())
    }

    /// The media type of the answer, lower case, without parameters.
    pub(crate) fn media_type(&self) -> Option<String> {
        let essence = self.header("content-type")?.split(';').next()?;
        Some(essence.trim().to_ascii_lowercase())
    }
}

/// The exchanges of a browser and of those made from it, in order. Cheap to clone; clones share the list.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recorder(Arc<Mutex<Vec<Arc<Exchange>>>>);

impl Recorder {
    /// Keeps the exchange; its number is its place, counted from 1.
    pub(crate) fn record(&self, exchange: Exchange) -> Arc<Exchange> {
        let exchange = Arc::new(exchange);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&exchange));
        exchange
    }

    /// Everything so far.
    pub(crate) fn exchanges(&self) -> Vec<Arc<Exchange>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Those after a number; `0` for all.
    pub(crate) fn since(&self, number: usize) -> Vec<Arc<Exchange>> {
        let list = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        list.get(number..).unwrap_or_default().to_vec()
    }

    /// The number of the newest exchange; `0` if there is none.
    pub(crate) fn last_number(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

#[cfg(test)]
mod tests {
    use super::{Body, Exchange, Recorder};

    fn exchange() -> Exchange {
        Exchange {
            method: "GET".to_owned(),
            url: "http://localhost/".parse().unwrap(),
            embedder: None,
            request_headers: vec![],
            request_body: Body::default(),
            status: Some(200),
            response_headers: vec![
                ("Content-Type".to_owned(), "Text/HTML; charset=utf-8".to_owned()),
                ("set-cookie".to_owned(), "a=1".to_owned()),
                ("set-cookie".to_owned(), "b=2".to_owned()),
            ],
            response_body: Body(b"hi".to_vec()),
            error: None,
        }
    }

    #[test]
    fn headers_are_found_whatever_their_case() {
        let exchange = exchange();
        assert_eq!(exchange.media_type().as_deref(), Some("text/html"));
        assert_eq!(exchange.headers("Set-Cookie").collect::<Vec<_>>(), ["a=1", "b=2"]);
    }

    #[test]
    fn numbers_count_on_over_all_clones_of_a_recorder() {
        let recorder = Recorder::default();
        recorder.record(exchange());
        assert_eq!(recorder.last_number(), 1);
        let second = recorder.clone().record(Exchange { status: Some(404), ..exchange() });
        assert_eq!(recorder.since(1), [second]);
        assert_eq!(recorder.since(7).len(), 0);
        assert_eq!((recorder.last_number(), recorder.exchanges().len()), (2, 2));
    }

    #[test]
    fn bodies_are_read_as_text_whatever_their_bytes() {
        assert_eq!(Body(b"a\"b".to_vec()).text(), "a\"b");
        assert_eq!(Body(vec![b'a', 0xff]).text(), "a\u{fffd}");
    }
}
