//! How else a tool may refuse.

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::web::Data;
use homeroom_vocab::return_url::{LTI_ERRORLOG, LTI_ERRORMSG};
use serde_json::json;

use crate::reference::app::App;
use crate::reference::pages::refusal::RefusalPage;
use crate::{Cause, Refused, Variant};

const REASON: &str = "reason";
const DETAIL: &str = "detail";

/// In which manner the tool refuses.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Manner {
    Page(StatusCode),
    Json(StatusCode),
    /// By a page at this path.
    At(&'static str),
}

impl Manner {
    /// A correct tool chooses the status by the reason; but it need not.
    pub(crate) fn of(app: &App, status: StatusCode) -> Self {
        let has = |variant| app.variants.has(variant);
        match () {
            () if has(Variant::REFUSAL_OK) => Self::Page(StatusCode::OK),
            () if has(Variant::REFUSES_BY_500) => Self::Page(StatusCode::INTERNAL_SERVER_ERROR),
            () if has(Variant::REFUSAL_ELSEWHERE) => Self::At("sorry"),
            () if has(Variant::REFUSAL_JSON) => Self::Json(status),
            () if has(Variant::REFUSAL_JSON_OK) => Self::Json(StatusCode::OK),
            () => Self::Page(status),
        }
    }

    /// A token for somebody else has a status of its own (SEC-013), which a careful tool keeps to.
    pub(crate) fn of_launch(app: &App, refused: &Refused) -> Self {
        let manner = Self::of(app, refused.status());
        match (refused.cause(), manner) {
            (Cause::Audience, Self::Page(StatusCode::OK) | Self::At(_)) => Self::Page(refused.status()),
            (_, Self::Page(_)) if app.variants.has(Variant::REFUSAL_AT_HOME) => Self::At(""),
            (_, manner) => manner,
        }
    }
}

impl RefusalPage<'_> {
    pub(crate) fn as_json(&self, status: StatusCode) -> HttpResponse {
        let body =
            json!({"success": false, "error": self.heading, "reason": self.reason, "detail": self.detail});
        HttpResponse::build(status).json(body)
    }

    /// To a page that tells of all refusals.
    pub(crate) fn told_at(&self, app: &App, path: &str) -> HttpResponse {
        let mut url = app.url.clone();
        url.set_path(path);
        url.query_pairs_mut()
            .append_pair(REASON, self.reason)
            .extend_pairs(self.detail.map(|text| (DETAIL, text)));
        HttpResponse::SeeOther().insert_header((LOCATION, url.as_str())).finish()
    }
}

/// `GET /sorry`: why something was refused.
pub(crate) async fn sorry(app: Data<App>, request: HttpRequest) -> HttpResponse {
    let text = |name| parameter(&request, name);
    let (reason, detail) = (text(REASON).unwrap_or_default(), text(DETAIL));
    let page = RefusalPage {
        heading: "Sorry",
        reason: &reason,
        detail: detail.as_deref(),
        raw_detail: false,
        leaks: Vec::new(),
    };
    page.show(&app, StatusCode::OK)
}

/// The reason that the start page tells.
pub(crate) fn notice(app: &App, request: &HttpRequest) -> Option<String> {
    parameter(request, REASON).filter(|_| app.variants.has(Variant::REFUSAL_AT_HOME))
}

/// Back to the platform with the reason. Only claims that the platform vouches for may say where to (RET-004).
pub(crate) fn back(app: &App, refused: &Refused) -> Option<HttpResponse> {
    if !app.variants.has(Variant::REFUSAL_BY_RETURN) {
        return None;
    }
    let mut url = refused.return_url()?.clone();
    url.query_pairs_mut()
        .append_pair(LTI_ERRORMSG, "This tool cannot be opened")
        .append_pair(LTI_ERRORLOG, refused.reason());
    Some(HttpResponse::SeeOther().insert_header((LOCATION, url.as_str())).finish())
}

fn parameter(request: &HttpRequest, name: &str) -> Option<String> {
    let query = url::form_urlencoded::parse(request.query_string().as_bytes());
    query.into_owned().find(|(key, _)| key == name).map(|(_, value)| value)
}
