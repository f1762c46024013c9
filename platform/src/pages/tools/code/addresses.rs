//! What the registration must say for a library: addresses that it decides, and where launches arrive if they cannot
//! arrive where they are registered.

use serde::Serialize;
use url::{Position, Url};

use super::library::{Arrival, Library};
use super::scene::Home;
use crate::domain::edge::WebUrl;
use crate::domain::registration::Registration;

/// An address that a library decides.
#[derive(Debug, Serialize)]
pub(super) struct Address {
    label: &'static str,
    url: String,
    registered: bool,
}

/// The addresses that the registration must have for this library, if any address matters to it.
pub(super) fn wanted(library: &Library, tool: &Registration) -> Vec<Address> {
    let origin = Home::of(tool).origin;
    match &library.fixed {
        Some(fixed) => {
            let (login, launch) = (format!("{origin}{}", fixed.login), format!("{origin}{}", fixed.launch));
            vec![login_url(tool, login), redirect_uri(tool, launch)]
        }
        None if is_moved(library, tool) => moved(library, tool),
        None => Vec::new(),
    }
}

fn moved(library: &Library, tool: &Registration) -> Vec<Address> {
    let launch = launch_url(library, tool);
    let mut all = vec![login_url(tool, tool.login_url.as_str().to_owned())];
    let target = match library.arrival {
        Arrival::AtTarget => Some(launch.clone()),
        Arrival::Alone => Some(home_url(library, tool)),
        Arrival::WithLogins | Arrival::ApartFromLogins => None,
    };
    all.extend(target.map(|url| target_link_uri(tool, url)));
    all.push(redirect_uri(tool, launch));
    all
}

fn login_url(tool: &Registration, url: String) -> Address {
    Address { label: "Login URL", registered: tool.login_url.as_str() == url, url }
}

fn target_link_uri(tool: &Registration, url: String) -> Address {
    Address { label: "Target link URI", registered: tool.target_link_uri.as_str() == url, url }
}

fn redirect_uri(tool: &Registration, url: String) -> Address {
    Address { label: "Redirect URI", registered: tool.allows_redirect_to(&url), url }
}

/// Why launches arrive elsewhere than at the first redirect URI, if they do.
pub(super) fn why_moved(library: &Library, tool: &Registration) -> Option<&'static str> {
    let why = match library.arrival {
        Arrival::Alone => {
            "Logins, launches and the page that people see need an address each with this library."
        }
        _ => "Logins and launches need two addresses with this library: one that takes both cannot work.",
    };
    is_moved(library, tool).then_some(why)
}

fn is_moved(library: &Library, tool: &Registration) -> bool {
    let stays = || takes_launches(library, tool, first(tool)) && has_home(library, tool);
    library.fixed.is_none() && !stays()
}

/// Whether the page where launches end can be at the target link URI.
fn has_home(library: &Library, tool: &Registration) -> bool {
    library.arrival != Arrival::Alone || !same_place(tool.target_link_uri.as_str(), tool.login_url.as_str())
}

/// Where launches end: at the target link URI, or else at an address that this library can show a page at.
pub(super) fn home_url(library: &Library, tool: &Registration) -> String {
    if has_home(library, tool) {
        return tool.target_link_uri.as_str().to_owned();
    }
    let root = format!("{}/", Home::of(tool).origin);
    if same_place(&root, tool.login_url.as_str()) { format!("{root}home") } else { root }
}

/// Where the code of this library takes launches: at the first redirect URI, or else at an address that it can use.
pub(super) fn launch_url(library: &Library, tool: &Registration) -> String {
    let first = first(tool);
    if library.fixed.is_some() || takes_launches(library, tool, first) {
        return first.to_owned();
    }
    let origin = Home::of(tool).origin;
    let usable = |url: &&str| takes_launches(library, tool, url) && Home::of(tool).path_of(url).is_some();
    let mut others: Vec<&str> = vec![tool.target_link_uri.as_str()];
    if library.arrival != Arrival::AtTarget {
        others = tool.redirect_uris.iter().map(WebUrl::as_str).collect();
    }
    others.into_iter().find(usable).map_or_else(|| new_one(tool, &origin), ToOwned::to_owned)
}

/// An address that the tool has nothing at.
fn new_one(tool: &Registration, origin: &str) -> String {
    let taken = [Some(&tool.login_url), Some(&tool.target_link_uri), tool.jwks_url.as_ref()];
    let mut url = format!("{origin}/launch");
    while taken.iter().flatten().any(|other| same_place(other.as_str(), &url)) {
        url.push_str("/lti");
    }
    url
}

fn first(tool: &Registration) -> &str {
    tool.redirect_uris.first().unwrap_or(&tool.target_link_uri).as_str()
}

fn takes_launches(library: &Library, tool: &Registration, url: &str) -> bool {
    let login = || same_place(url, tool.login_url.as_str());
    match library.arrival {
        Arrival::WithLogins => true,
        Arrival::ApartFromLogins | Arrival::AtTarget => !login(),
        Arrival::Alone => !login() && !same_place(url, &home_url(library, tool)),
    }
}

/// Whether two addresses have one route: a query does not tell routes apart.
fn same_place(a: &str, b: &str) -> bool {
    let place = |text: &str| Url::parse(text).ok().map(|url| url[..Position::AfterPath].to_owned());
    place(a).is_some_and(|at| place(b) == Some(at))
}

#[cfg(test)]
mod tests {
    use super::super::library;
    use super::super::page::{one_address, sample};
    use super::*;

    fn told(slug: &str, tool: &Registration) -> Vec<(&'static str, String, bool)> {
        let all = wanted(library::find(slug).unwrap(), tool).into_iter();
        all.map(|address| (address.label, address.url, address.registered)).collect()
    }

    #[test]
    fn what_a_library_decides_is_compared_with_the_registration() {
        let addresses = told("spring-security-lti13", &sample(false));
        assert_eq!(addresses[0].1, "http://localhost:3000/lti/login_initiation/homeroom");
        assert!(addresses.iter().all(|(_, _, registered)| !registered));
    }

    #[test]
    fn one_address_for_all_is_told_to_be_too_few_where_it_is() {
        let tool = one_address();
        let (login, launch) = ("http://localhost:3000/lti.php", "http://localhost:3000/launch");
        let pair = [("Login URL", login.into(), true), ("Redirect URI", launch.into(), false)];
        for slug in ["pylti1p3", "packback"] {
            assert_eq!(told(slug, &tool), pair, "{slug}");
        }
        let target = ("Target link URI", launch.into(), false);
        for slug in ["ltijs", "lti-typescript"] {
            assert_eq!(told(slug, &tool), [pair[0].clone(), target.clone(), pair[1].clone()], "{slug}");
        }
        let home = ("Target link URI", "http://localhost:3000/".into(), false);
        assert_eq!(told("homeroom-tool", &tool), [pair[0].clone(), home, pair[1].clone()]);
        assert!(told("celtic", &tool).is_empty());
        for library in library::ALL {
            assert!(why_moved(library, &sample(false)).is_none(), "{}", library.slug);
            let moves = !["celtic", "spring-security-lti13"].contains(&library.slug);
            assert_eq!(why_moved(library, &tool).is_some(), moves, "{}", library.slug);
        }
    }

    #[test]
    fn an_address_that_is_registered_already_is_taken_and_one_in_use_is_not() {
        let packback = library::find("packback").unwrap();
        let mut tool = one_address();
        tool.redirect_uris.extend(sample(false).redirect_uris);
        assert!(told("packback", &tool).iter().all(|(_, _, registered)| *registered));

        let mut tool = sample(false);
        tool.login_url = tool.redirect_uris[0].clone();
        assert_eq!(launch_url(packback, &tool), "http://localhost:3000/launch/lti");
        let ltijs = library::find("ltijs").unwrap();
        assert_eq!(launch_url(ltijs, &tool), "http://localhost:3000/", "where ltijs asks to be launched");
    }
}
