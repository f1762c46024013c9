//! On to the platform (OIDC-017).

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::Data;

use crate::LoginRedirect;
use crate::reference::app::App;
use crate::reference::looks;

/// By a redirect, unless a variant goes another way.
pub(crate) async fn go(app: Data<App>, to: LoginRedirect) -> HttpResponse {
    let redirect = HttpResponse::SeeOther().insert_header((LOCATION, to.url().as_str())).finish();
    looks::relay(&app, &to, looks::lengthened(&app, redirect))
}
