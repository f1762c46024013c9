//! What an application does at the places where the kit has done its part: any handler of actix-web, with any
//! extractors. What is specific to the place is an extractor too: [`crate::Launch`], [`crate::Refused`], ...

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, Handler, HttpMessage as _, HttpRequest, HttpResponse, Responder};

type Answering = Pin<Box<dyn Future<Output = HttpResponse>>>;

/// A handler of the application, whatever its extractors are.
#[derive(Clone)]
pub(crate) struct Callback(Arc<dyn Fn(HttpRequest) -> Answering + Send + Sync>);

impl Callback {
    pub(crate) fn new<H, Args>(handler: H) -> Self
    where
        H: Handler<Args, Output: Responder + 'static> + Send + Sync,
        Args: FromRequest + 'static,
    {
        Self(Arc::new(move |request| Box::pin(answer(handler.clone(), request))))
    }

    pub(crate) async fn call(&self, request: &HttpRequest) -> HttpResponse {
        (self.0)(request.clone()).await
    }
}

/// The body of the request was read by then, so that extractors of bodies find none.
async fn answer<H, Args>(handler: H, request: HttpRequest) -> HttpResponse
where
    H: Handler<Args, Output: Responder + 'static>,
    Args: FromRequest + 'static,
{
    match Args::from_request(&request, &mut Payload::None).await {
        Ok(args) => handler.call(args).await.respond_to(&request).map_into_boxed_body(),
        Err(error) => HttpResponse::from_error(error.into()),
    }
}

impl fmt::Debug for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Callback")
    }
}

/// The handlers of an application. Where there is none, the kit answers by itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Handlers {
    pub(crate) login: Option<Callback>,
    pub(crate) launch: Option<Callback>,
    pub(crate) deep_linking: Option<Callback>,
    pub(crate) session_missing: Option<Callback>,
    pub(crate) refused: Option<Callback>,
    pub(crate) unknown_platform: Option<Callback>,
    pub(crate) inactive_platform: Option<Callback>,
    pub(crate) registered: Option<Callback>,
    pub(crate) registration_refused: Option<Callback>,
}

/// Hands a value to the handler that is called with this request next.
pub(crate) fn hand_over<T: 'static>(request: &HttpRequest, value: T) {
    request.extensions_mut().insert(value);
}

/// What was handed over, for the extractor of that type.
pub(crate) fn handed_over<T: Clone + 'static>(request: &HttpRequest) -> Result<T, NotHandedOver> {
    request.extensions().get::<T>().cloned().ok_or(NotHandedOver(std::any::type_name::<T>()))
}

/// A handler asks for something that there is in other places only.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is for the handlers that are given to the builder of the tool, and no other route has one")]
pub struct NotHandedOver(&'static str);

impl actix_web::ResponseError for NotHandedOver {
    fn status_code(&self) -> StatusCode {
        StatusCode::INTERNAL_SERVER_ERROR
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use actix_web::web::Data;

    use super::*;

    async fn greet(request: HttpRequest, name: Data<String>) -> String {
        format!("{} at {}", name.as_str(), request.path())
    }

    #[actix_web::test]
    async fn a_handler_takes_the_extractors_that_any_route_takes() {
        let callback = Callback::new(greet);
        let request =
            TestRequest::with_uri("/launch").app_data(Data::new("Ada".to_owned())).to_http_request();
        let answer = callback.call(&request).await;
        let body = actix_web::body::to_bytes(answer.into_body()).await.unwrap();
        assert_eq!(body, "Ada at /launch");
    }

    #[actix_web::test]
    async fn what_is_missing_is_an_answer_and_no_panic() {
        let answer = Callback::new(greet).call(&TestRequest::default().to_http_request()).await;
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
