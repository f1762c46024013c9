//! `/{campus}/courses/{course}/pages/{page}/open/{link}`: the inside of a frame of a page, where a link is launched as
//! soon as somebody sees it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::super::found;
use super::super::launch::{self, Opened, WINDOW};
use super::new::unknown;
use crate::error::Problem;
use crate::pages::visit::{Visit, go};

/// `GET`: prepares the launch and leads to the tool.
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    match opened(&visit).await {
        Ok(Opened::Launch(launch)) => go(&launch::place(&visit, &launch, WINDOW)),
        Ok(Opened::Closed(page)) => visit.show(StatusCode::FORBIDDEN, &*page).await,
        Err(problem) => visit.refuse(&problem).await,
    }
}

async fn opened(visit: &Visit) -> Result<Opened, Problem> {
    demand_own_frame(visit)?;
    let course = found::course(visit).await?;
    let page = found::page(visit, &course).await?;
    let link = found::link(visit, &course).await?;
    if !page.shows_link(&link.id) {
        return Err(unknown("link of this page", link.id.as_str()));
    }
    launch::open(visit, &course, &link, "iframe").await
}

/// A GET that prepares a launch is for our own pages: other sites must not fill the list of launches.
fn demand_own_frame(visit: &Visit) -> Result<(), Problem> {
    let site = visit.request().headers().get("sec-fetch-site").and_then(|value| value.to_str().ok());
    match site {
        None | Some("same-origin" | "none") => Ok(()),
        Some(other) => Err(Problem::new(StatusCode::FORBIDDEN, "This address is for pages of this server")
            .detail("Another site asked for it, so nothing was launched.")
            .expected("`Sec-Fetch-Site: same-origin`", format!("`{other}`"))
            .hint("open the page of the course that shows the link")),
    }
}
