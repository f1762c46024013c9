//! `/{campus}/admin/tools/{client}/code/{library}`: set-up code for one library; with `?file=NAME` one file of it as
//! plain text, for `curl`.

use actix_web::HttpResponse;
use serde::Serialize;

use super::addresses::{self, Address};
use super::library::{self, Entry, Library};
use super::scene::{Home, Scene};
use crate::domain::edge::did_you_mean;
use crate::domain::registration::Registration;
use crate::error::Problem;
use crate::pages::page::Page;
use crate::pages::tools::values::known::Known;
use crate::pages::tools::values::page::find;
use crate::pages::visit::Visit;
use crate::view::{self, ViewError};

/// `GET /{campus}/admin/tools/{client}/code/{library}`
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let wanted = visit.query().first("file").to_owned();
    match make(&visit) {
        Ok(page) if wanted.is_empty() => visit.answer(Ok(page)).await,
        Ok(page) => match page.file(&wanted) {
            Ok(text) => plain(text),
            Err(problem) => visit.refuse(&problem).await,
        },
        Err(problem) => visit.refuse(&problem).await,
    }
}

fn plain(text: String) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    answer.content_type("text/plain; charset=utf-8").insert_header(("cache-control", "no-store")).body(text)
}

fn make(visit: &Visit) -> Result<CodePage, Problem> {
    let (tool, known) = find(visit)?;
    let slug = visit.named("library");
    let library = library::find(&slug).ok_or_else(|| {
        let names = library::ALL.iter().map(|library| library.slug);
        let all: Vec<&str> = names.clone().collect();
        let hint = did_you_mean(&slug, names, &format!("there is code for {}", all.join(", ")));
        Problem::unknown("library", &slug, hint)
    })?;
    CodePage::new(library, &tool, &known).map_err(|error| {
        tracing::error!(%error, library = library.slug, "set-up code could not be made");
        Problem::new(actix_web::http::StatusCode::INTERNAL_SERVER_ERROR, "the code could not be made")
            .hint("the log of the platform says why")
    })
}

#[derive(Debug, Serialize)]
pub(crate) struct CodePage {
    name: String,
    client_id: String,
    libraries: Vec<Entry>,
    slug: &'static str,
    title: &'static str,
    language: &'static str,
    written_for: Option<&'static str>,
    install: &'static str,
    keys: Option<&'static str>,
    start: String,
    notes: &'static [&'static str],
    /// What the registration must say, where that matters to the library.
    addresses: Vec<Address>,
    /// Why launches do not arrive where they are registered, if they do not.
    moved: Option<&'static str>,
    files: Vec<File>,
}

/// One file of the tool.
#[derive(Debug, Serialize)]
struct File {
    name: &'static str,
    text: String,
}

impl CodePage {
    fn new(library: &'static Library, tool: &Registration, known: &Known) -> Result<Self, ViewError> {
        Ok(Self {
            name: tool.name.clone(),
            client_id: known.client_id.clone(),
            libraries: library::entries(library.slug),
            slug: library.slug,
            title: library.title,
            language: library.language,
            written_for: library.written_for,
            install: library.install,
            keys: library.keys(),
            start: library.start.replace("{port}", &Home::of(tool).port.to_string()),
            notes: library.notes,
            addresses: addresses::wanted(library, tool),
            moved: addresses::why_moved(library, tool),
            files: files(library, tool, known)?,
        })
    }

    /// The text of one file.
    fn file(self, wanted: &str) -> Result<String, Problem> {
        let names: Vec<&str> = self.files.iter().map(|file| file.name).collect();
        let unknown = Problem::unknown("file", wanted, format!("this library has {}", names.join(", ")));
        self.files.into_iter().find(|file| file.name == wanted).map(|file| file.text).ok_or(unknown)
    }
}

fn files(library: &Library, tool: &Registration, known: &Known) -> Result<Vec<File>, ViewError> {
    let scene = Scene::new(library, tool, known);
    let write = |&(name, template): &(&'static str, &str)| {
        let text = view::render(&format!("tools/code/{template}"), &scene)?;
        Ok(File { name, text })
    };
    library.files.iter().map(write).collect()
}

impl Page for CodePage {
    const TEMPLATE: &'static str = "tools/code.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let plain = Known::sample();
        let none = Known { deployments: Vec::new(), deployment: String::new(), ..Known::sample() };
        let each = library::ALL.iter().flat_map(|library| {
            let page = |tool: &Registration, known: &Known| Self::new(library, tool, known).unwrap();
            let tools = [(sample(false), &plain), (sample(true), &none), (one_address(), &plain)];
            tools.map(|(tool, known)| (library.slug, page(&tool, known)))
        });
        each.collect()
    }
}

#[cfg(test)]
pub(super) fn sample(hard: bool) -> Registration {
    use crate::domain::registration::{Minted, all_scopes};

    let name = if hard { crate::pages::samples::HARD_NAME } else { "My tool" };
    let keys = if hard { "https://elsewhere.example/keys" } else { "http://localhost:3000/keys" };
    let new: crate::domain::registration::NewRegistration = serde_json::from_value(serde_json::json!({
        "name": name, "login_url": "http://localhost:3000/login", "target_link_uri": "http://localhost:3000/",
        "redirect_uris": ["http://localhost:3000/launch"], "jwks_url": keys,
    }))
    .unwrap();
    let minted = Minted {
        client_id: "client-1".into(),
        deployments: vec!["1".into()],
        deployment_names: std::collections::BTreeMap::new(),
        scopes: all_scopes(),
        introduction: crate::domain::introduction::Introduction::default(),
    };
    new.parse(minted).unwrap()
}

/// A tool that is registered with one address for everything, as PHP scripts often are.
#[cfg(test)]
pub(super) fn one_address() -> Registration {
    let mut tool = sample(false);
    tool.login_url = crate::domain::edge::WebUrl::parse_redirect("http://localhost:3000/lti.php").unwrap();
    tool.target_link_uri = tool.login_url.clone();
    tool.redirect_uris = vec![tool.login_url.clone()];
    tool
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every file of every library, for a registration whose ids are as odd as they may be.
    fn written(client_id: &str) -> Vec<(&'static Library, File)> {
        let known = Known {
            client_id: client_id.to_owned(),
            deployments: vec!["it's".to_owned(), "2".to_owned()],
            ..Known::sample()
        };
        let all = |library: &'static Library| {
            files(library, &sample(false), &known).unwrap().into_iter().map(move |file| (library, file))
        };
        library::ALL.iter().flat_map(all).collect()
    }

    #[test]
    fn ids_are_literals_of_the_language_and_nothing_is_escaped_for_pages() {
        let odd = r#"a"b'c\d$e<f>"#;
        for (library, file) in written(odd) {
            assert!(
                !file.text.contains("&quot;") && !file.text.contains("&#x27;") && !file.text.contains("{{")
            );
            let id = (library.quote)(odd);
            assert!(
                !file.text.replace(&id, "").contains(odd),
                "{} {}: {}",
                library.slug,
                file.name,
                file.text
            );
        }
        for library in library::ALL {
            let named = |(of, file): &(&Library, File)| {
                of.slug == library.slug && file.text.contains(&(library.quote)(odd))
            };
            assert!(written(odd).iter().any(named), "{}", library.slug);
        }
    }

    #[test]
    fn code_holds_the_addresses_of_campus_and_tool() {
        let endpoints = Known::sample().endpoints;
        for library in library::ALL {
            let code: String = written("c")
                .into_iter()
                .filter(|(of, _)| of.slug == library.slug)
                .map(|(_, file)| file.text)
                .collect();
            let wanted = [&endpoints.authorization_endpoint, &endpoints.token_endpoint, &endpoints.jwks_uri];
            for address in wanted.into_iter().chain([&endpoints.issuer]) {
                assert!(code.contains(&(library.quote)(address)), "{} without {address}", library.slug);
            }
            assert!(code.contains("3000") || library.start.contains("{port}"), "{}", library.slug);
        }
    }

    /// A path stands at most once in the routes of each library, or, where it takes both, logins and launches are one.
    #[test]
    fn logins_and_launches_have_two_routes_where_the_registration_has_one() {
        for library in library::ALL.iter().filter(|library| library.fixed.is_none()) {
            let code = files(library, &one_address(), &Known::sample()).unwrap();
            let routes = code[0].text.matches(&(library.quote)("/lti.php")).count();
            assert_eq!(routes, 1, "{}: {}", library.slug, code[0].text);
        }
    }
}
