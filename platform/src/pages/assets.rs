//! `/assets/{name}`: style sheet, scripts, icon; embedded in the binary.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::error::ErrorPage;
use super::page;
use crate::error::Problem;
use crate::view::Assets;

/// The media type of each kind of file here.
const TYPES: &[(&str, &str)] = &[
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("ico", "image/x-icon"),
];

pub(crate) async fn get(request: HttpRequest) -> HttpResponse {
    serve(&request, request.match_info().get("name").unwrap_or_default())
}

/// Where browsers look for an icon when no page names one, as beside a file of a tool.
pub(crate) async fn favicon(request: HttpRequest) -> HttpResponse {
    serve(&request, "favicon.ico")
}

fn serve(request: &HttpRequest, name: &str) -> HttpResponse {
    let (Some(file), Some(kind)) = (Assets::get(name), media_type(name)) else {
        let unknown = Problem::unknown("asset", name, "the pages of this server name all that there are");
        return page::bare(&ErrorPage::from(&unknown));
    };
    let tag = etag(&file.metadata.sha256_hash());
    let known = request.headers().get(IF_NONE_MATCH).is_some_and(|given| given.as_bytes() == tag.as_bytes());
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((CONTENT_TYPE, kind))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header((ETAG, tag));
    if known { response.finish() } else { response.body(file.data.into_owned()) }
}

fn media_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    TYPES.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind)
}

fn etag(hash: &[u8]) -> String {
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_has_a_media_type() {
        assert!(
            Assets::iter().all(|name| media_type(&name).is_some()),
            "{:?}",
            Assets::iter().collect::<Vec<_>>()
        );
    }
}
