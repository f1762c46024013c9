//! The guard in front of an application: whatever is not on the allow-list needs a session.

use std::future::{Ready, ready};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::time::Duration;

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{Payload, Service, ServiceRequest, ServiceResponse, Transform, forward_ready};
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Bytes;
use actix_web::{Error, HttpMessage as _};
use futures::StreamExt as _;

use crate::default_pages;
use crate::form::Form;
use crate::lti::LtiTool;
use crate::session::brought;

/// A form that is longer is not searched for a token.
const LONGEST: usize = 64 * 1024;
const TIME: Duration = Duration::from_secs(20);

/// Middleware made by [`LtiTool::guard`].
#[derive(Clone, Debug)]
pub struct Guard {
    pub(crate) lti: LtiTool,
}

impl<S, B> Transform<S, ServiceRequest> for Guard
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody,
{
    type Response = ServiceResponse<EitherBody<B, BoxBody>>;
    type Error = Error;
    type Transform = Guarded<S>;
    type InitError = ();
    type Future = Ready<Result<Guarded<S>, ()>>;

    fn new_transform(&self, service: S) -> Self::Future {
        ready(Ok(Guarded { lti: self.lti.clone(), service: Rc::new(service) }))
    }
}

/// A service behind the [`Guard`].
#[derive(Debug)]
pub struct Guarded<S> {
    lti: LtiTool,
    service: Rc<S>,
}

impl<S, B> Service<ServiceRequest> for Guarded<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody,
{
    type Response = ServiceResponse<EitherBody<B, BoxBody>>;
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Error>>>>;

    forward_ready!(service);

    fn call(&self, mut request: ServiceRequest) -> Self::Future {
        let (lti, service) = (self.lti.clone(), Rc::clone(&self.service));
        Box::pin(async move {
            if !lti.is_open(request.method(), request.path()) {
                let field = tokio::time::timeout(TIME, field(&mut request)).await.unwrap_or_default();
                if is_forged(&lti, &request, field.is_some()) {
                    let answer = default_pages::from_another_site();
                    return Ok(request.into_response(answer).map_into_right_body());
                }
                let Some(launch) = brought::launch(&lti, request.request(), field).await else {
                    let answer = lti.session_missing(request.request()).await;
                    return Ok(request.into_response(answer).map_into_right_body());
                };
                request.extensions_mut().insert(launch);
            }
            service.call(request).await.map(ServiceResponse::map_into_left_body)
        })
    }
}

/// Whether another site lets the browser of a user do something here. A session token shows that our own page does: no other
/// site has it.
fn is_forged(lti: &LtiTool, request: &ServiceRequest, has_field: bool) -> bool {
    if request.method().is_safe() || has_field || brought::has_token(request.request()) {
        return false;
    }
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    match (header("sec-fetch-site"), header("origin")) {
        (Some(site), _) => site == "cross-site",
        // Pages that tell nobody where they are send `null`, our own too.
        (None, Some(origin)) => origin != "null" && origin != lti.url().origin().ascii_serialization(),
        (None, None) => false,
    }
}

/// The token in a posted form. The body stays as it was for whoever reads it next.
async fn field(request: &mut ServiceRequest) -> Option<String> {
    let media_type = request.headers().get(CONTENT_TYPE)?.to_str().ok()?.split(';').next()?.trim();
    if !media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return None;
    }
    let mut read: Vec<Bytes> = Vec::new();
    let mut rest = request.take_payload();
    while read.iter().map(Bytes::len).sum::<usize>() <= LONGEST {
        let Some(chunk) = pin!(&mut rest).next().await else { break };
        match chunk {
            Ok(chunk) => read.push(chunk),
            Err(_) => return None,
        }
    }
    let found = Form::parse(&read.concat()).one(brought::SESSION_FIELD).ok().flatten();
    let again = futures::stream::iter(read.into_iter().map(Ok)).chain(rest);
    request.set_payload(Payload::Stream { payload: Box::pin(again) });
    found
}
