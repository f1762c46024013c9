//! What pickers return beside activities: pages, files and pictures for everybody (DL-051, DL-063, DL-067).

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use serde::Serialize;

use crate::reference::app::App;
use crate::reference::offer::DOCUMENTS;
use crate::reference::pages::{html, refusal};

/// The one text that this tool has.
const READING: &str = "cell";

const IMAGES: [(&str, &[u8]); 3] = [
    ("cell.png", include_bytes!("../assets/cell.png")),
    ("icon.png", include_bytes!("../assets/icon.png")),
    ("thumbnail.png", include_bytes!("../assets/thumbnail.png")),
];

#[derive(Serialize)]
struct ReadingPage {
    embedded: bool,
}

/// `GET /reading/{name}`.
pub(crate) async fn reading(app: Data<App>, name: Path<String>) -> HttpResponse {
    text(app, &name, false).await
}

/// `GET /embed/{name}`: the same for a frame in a page of the platform.
pub(crate) async fn embedded(app: Data<App>, name: Path<String>) -> HttpResponse {
    text(app, &name, true).await
}

async fn text(app: Data<App>, name: &str, embedded: bool) -> HttpResponse {
    if name != READING {
        return refusal::not_found(app).await;
    }
    html(&app, StatusCode::OK, "reading.html", &ReadingPage { embedded })
}

/// `GET /files/{name}`.
pub(crate) async fn file(app: Data<App>, name: Path<String>) -> HttpResponse {
    match DOCUMENTS.iter().find(|document| document.name == *name) {
        Some(document) => HttpResponse::Ok().content_type(document.media_type).body(document.bytes),
        None => refusal::not_found(app).await,
    }
}

/// `GET /images/{name}`.
pub(crate) async fn image(app: Data<App>, name: Path<String>) -> HttpResponse {
    match IMAGES.iter().find(|(known, _)| *known == *name) {
        Some((_, bytes)) => HttpResponse::Ok().content_type("image/png").body(*bytes),
        None => refusal::not_found(app).await,
    }
}
