//! Submitting forms as a browser does.

use std::sync::Arc;

use super::exchange::Exchange;
use super::html::{Encoding, FieldKind, Form, FormMethod};
use super::http::Browser;
use super::request::Request;
use super::transport::{TransportError, TransportKind};
use super::urlencoded::{self, Pairs};

/// Not random, but changed until it does not occur in the content.
const BOUNDARY: &str = "----HomeroomFormBoundary";

impl Form {
    /// The request that a script's `submit()` makes. None for what sends nothing over HTTP.
    pub(crate) fn request(&self) -> Option<Request> {
        self.request_with(None)
    }

    /// The request that pressing the button at that place of `fields` makes.
    pub(crate) fn request_with(&self, button: Option<usize>) -> Option<Request> {
        let (mut action, mut method) = (self.action.clone(), self.method);
        if let Some(FieldKind::Button { action: other, method: changed }) =
            button.and_then(|at| self.fields.get(at)).map(|field| &field.kind)
        {
            action = other.clone().unwrap_or(action);
            method = changed.unwrap_or(method);
        }
        if !matches!(action.scheme(), "http" | "https") {
            return None;
        }
        let pairs = self.pairs_with(button);
        let request = match method {
            FormMethod::Dialog => return None,
            FormMethod::Get => {
                action.set_query(Some(&urlencoded::serialize(&pairs)));
                Request::get(&action)
            }
            FormMethod::Post => {
                let (media_type, bytes) = content(self.encoding, &pairs);
                Request::post_raw(&action, &media_type, bytes)
            }
        };
        Some(request.initiated_by(&self.page))
    }
}

fn content(encoding: Encoding, pairs: &Pairs) -> (String, Vec<u8>) {
    match encoding {
        Encoding::Urlencoded => (super::request::FORM.to_owned(), urlencoded::serialize(pairs).into_bytes()),
        Encoding::Multipart => multipart(pairs),
        Encoding::Plain => {
            let lines = pairs.iter().map(|(name, value)| format!("{name}={value}\r\n"));
            ("text/plain".to_owned(), lines.collect::<String>().into_bytes())
        }
    }
}

fn multipart(pairs: &Pairs) -> (String, Vec<u8>) {
    let taken = |boundary: &str| {
        pairs.iter().any(|(name, value)| name.contains(boundary) || value.contains(boundary))
    };
    let mut boundary = BOUNDARY.to_owned();
    while taken(&boundary) {
        boundary.push('x');
    }
    let escaped = |name: &str| name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    let part = |(name, value): &(String, String)| {
        let name = escaped(name);
        format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let mut body: String = pairs.iter().map(part).collect();
    body.push_str(&format!("--{boundary}--\r\n"));
    (format!("multipart/form-data; boundary={boundary}"), body.into_bytes())
}

impl Browser {
    /// Submits the form as a script does: no button is pressed. One hop.
    pub(crate) async fn submit(&mut self, form: &Form) -> Result<Arc<Exchange>, TransportError> {
        let Some(request) = form.request() else { return Err(unsendable(form)) };
        self.send(&request).await
    }

    /// Presses a button of the form. One hop.
    pub(crate) async fn press(
        &mut self,
        form: &Form,
        button: usize,
    ) -> Result<Arc<Exchange>, TransportError> {
        let Some(request) = form.request_with(Some(button)) else { return Err(unsendable(form)) };
        self.send(&request).await
    }
}

fn unsendable(form: &Form) -> TransportError {
    let text = "the form sends nothing over HTTP: its method is `dialog` or its action is not http(s)";
    TransportError::new(TransportKind::BadRequest, &form.action, text)
}
