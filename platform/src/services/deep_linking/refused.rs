//! The page of an answer that is refused: what was expected, what came, what usually causes it, and what else was wrong.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use homeroom_vocab::response::JWT;
use serde::Serialize;

use crate::campus::Campus;
use crate::domain::edge::quoted;
use crate::domain::finding::{Finding, Level};
use crate::domain::launch::Launch;
use crate::view::{self, segment};

/// Why nothing of an answer was taken.
#[derive(Debug, Serialize)]
pub(super) struct Refusal {
    #[serde(skip)]
    status: StatusCode,
    /// In one sentence.
    lead: String,
    /// All that is wrong; that which refuses is among the first.
    findings: Vec<Told>,
    /// The names of the fields that came, where the right one did not.
    fields: Vec<String>,
    /// The name of the right field.
    wanted: &'static str,
    /// Where the launch tells its story.
    story: Option<String>,
    course: Option<String>,
}

#[derive(Debug, Serialize)]
struct Told {
    requirement: String,
    level: &'static str,
    expected: String,
    actual: String,
    place: String,
    cause: String,
}

impl From<&Finding> for Told {
    fn from(finding: &Finding) -> Self {
        let level = match finding.level {
            Level::Must => "must",
            Level::Should => "should",
            Level::Note => "note",
        };
        Self {
            requirement: finding.requirement.clone().into_owned(),
            level,
            expected: finding.expected.clone(),
            actual: finding.actual.clone(),
            place: finding.r#where.clone(),
            cause: finding.cause.clone(),
        }
    }
}

impl Refusal {
    /// An answer to a known request.
    pub(super) fn of(
        campus: &Campus,
        launch: &Launch,
        status: StatusCode,
        findings: Vec<Finding>,
        fields: Vec<String>,
    ) -> Self {
        let ticket = &launch.ticket;
        let path = |below: String| Some(format!("/{}/{below}", campus.name()));
        Self {
            status,
            lead: "Nothing of the tool's answer was placed in the course.".to_owned(),
            findings: findings.iter().map(Told::from).collect(),
            fields,
            wanted: JWT,
            story: path(format!("admin/launches/{}", segment(ticket.id.as_str()))),
            course: path(format!("courses/{}", segment(ticket.course.id.as_str()))),
        }
    }

    /// An answer to nothing.
    pub(super) fn unknown(handle: &str) -> Self {
        let told = Told {
            requirement: "DL-030".to_owned(),
            level: "must",
            expected: "the `deep_link_return_url` of a request, as it was sent".to_owned(),
            actual: format!("an address that ends in {}", quoted(handle)),
            place: "address".to_owned(),
            cause: "the tool changed the address or kept it from another run: requests are forgotten when the platform stops".to_owned(),
        };
        Self {
            status: StatusCode::NOT_FOUND,
            lead: "This address belongs to no request for content.".to_owned(),
            findings: vec![told],
            fields: Vec::new(),
            wanted: JWT,
            story: None,
            course: None,
        }
    }

    /// Something of ours failed.
    pub(super) fn inside() -> Self {
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            lead: "The platform failed and placed nothing. Its log says why. The answer may be sent again."
                .to_owned(),
            findings: Vec::new(),
            fields: Vec::new(),
            wanted: JWT,
            story: None,
            course: None,
        }
    }
}

/// The page itself.
pub(super) fn page(refusal: &Refusal) -> HttpResponse {
    match view::render("deep_linking/refused.html", refusal) {
        Ok(body) => HttpResponse::build(refusal.status)
            .content_type("text/html; charset=utf-8")
            .insert_header(("cache-control", "no-store"))
            .body(body),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            HttpResponse::InternalServerError().body("the platform failed; its log says why")
        }
    }
}
