//! `/{campus}/courses/{course}/launches/{launch}/start`: sends the browser to the tool's login URL (OIDC-001, OIDC-002).

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::found;
use crate::domain::launch::Login;
use crate::domain::options::Method;
use crate::journal::record::mark;
use crate::pages::chrome::Chrome;
use crate::pages::page::{self, Page};
use crate::pages::visit::{Visit, go};

/// A form that posts itself to the tool, and works by its button where there is no script.
#[derive(Debug, Serialize)]
struct LoginForm {
    url: String,
    parameters: Vec<(String, String)>,
}

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let launch = match found::launch(&visit) {
        Ok(launch) => launch,
        Err(problem) => return visit.refuse(&problem).await,
    };
    mark(visit.request(), &launch.ticket.id);
    let login = &launch.ticket.login;
    match login.method {
        Method::Get => go(&login.address()),
        Method::Post => page::respond(StatusCode::OK, &LoginForm::from(login), &Chrome::default()),
    }
}

impl From<&Login> for LoginForm {
    fn from(login: &Login) -> Self {
        Self { url: login.url.clone(), parameters: login.parameters.clone() }
    }
}

impl Page for LoginForm {
    const TEMPLATE: &'static str = "courses/start.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let pairs = [
            ("iss", "http://localhost/main"),
            ("login_hint", "\"><script>alert(1)</script>"),
            ("submit", ""),
        ];
        let parameters = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        vec![("post", Self { url: "http://localhost:3000/login?a=1&b=2".into(), parameters })]
    }
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::*;

    #[test]
    fn the_form_carries_every_parameter_as_it_is_and_loads_its_script_from_us() {
        let (_, form) = LoginForm::samples().remove(0);
        let html = Html::parse_document(&form.render(&Chrome::default()).unwrap());
        let values: Vec<_> = html
            .select(&Selector::parse("form[method=post] input[type=hidden]").unwrap())
            .filter_map(|input| {
                Some((input.value().attr("name")?.to_owned(), input.value().attr("value")?.to_owned()))
            })
            .collect();
        assert_eq!(values, form.parameters);
        let scripts: Vec<_> = html
            .select(&Selector::parse("script").unwrap())
            .filter_map(|script| script.value().attr("src"))
            .collect();
        assert_eq!(scripts, ["/assets/submit.js"]);
    }
}
