//! The campus that a URL names, as handlers receive it.

use std::future::{Ready, ready};
use std::ops::Deref;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};

use crate::app::App;
use crate::campus::Campus;
use crate::domain::edge::did_you_mean;
use crate::error::Problem;

/// The campus of the path segment `{campus}`.
#[derive(Debug, Clone)]
pub(crate) struct At(Arc<Campus>);

impl Deref for At {
    type Target = Campus;

    fn deref(&self) -> &Campus {
        &self.0
    }
}

impl FromRequest for At {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(find(request).map(Self))
    }
}

fn find(request: &HttpRequest) -> Result<Arc<Campus>, Problem> {
    let name = request.match_info().get("campus").unwrap_or_default();
    let missing = || Problem::unknown("campus", name, "the platform is not ready");
    let app = request.app_data::<Data<App>>().ok_or_else(missing)?;
    app.campus(name).ok_or_else(|| {
        let all = app.campuses();
        let known = all.iter().map(|campus| campus.name().as_str());
        Problem::unknown("campus", name, did_you_mean(name, known, "`GET /api/campuses` lists all"))
    })
}
