//! Reading the body of a request within limits of size and time, and without dropping the connection on
//! who sends too much: a browser would show a network error instead of our page (SEC-032).

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::time::Duration;

use actix_web::body::{BodyStream, MessageBody as _};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use crate::form::{Form, FormError};

/// What is kept. A token with 16 kB of claims is 22 kB; nothing honest comes near this.
const KEEP: usize = 512 * 1024;
/// What is read and thrown away before the answer.
const DRAIN: usize = 32 * 1024 * 1024;
const TIME: Duration = Duration::from_secs(20);

/// Reads a posted form.
pub(crate) async fn form(request: &HttpRequest, payload: Payload) -> Result<Form, FormError> {
    let body = tokio::time::timeout(TIME, read(payload)).await.map_err(|_| FormError::TooSlow)?;
    let is_form = content_type(request).eq_ignore_ascii_case("application/x-www-form-urlencoded");
    if is_form { Ok(Form::parse(&body?)) } else { Err(FormError::NotAForm) }
}

impl FromRequest for Form {
    type Error = FormError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, FormError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move { form(&request, payload).await })
    }
}

fn content_type(request: &HttpRequest) -> &str {
    let header = request.headers().get(actix_web::http::header::CONTENT_TYPE);
    let value = header.and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim()
}

async fn read(payload: Payload) -> Result<Vec<u8>, FormError> {
    let mut stream = pin!(BodyStream::new(payload));
    let mut body = Vec::new();
    let mut length = 0;
    while let Some(chunk) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
        let chunk = chunk.map_err(|_| FormError::Broken)?;
        length += chunk.len();
        if length > DRAIN {
            break;
        }
        if length <= KEEP {
            body.extend_from_slice(&chunk);
        }
    }
    if length > KEEP { Err(FormError::TooLarge) } else { Ok(body) }
}
