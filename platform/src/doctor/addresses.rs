//! Does each address say https, and what does http mean here?

use url::{Host, Url};

use super::Patient;
use super::check::Check;

pub(super) fn look(patient: &Patient<'_>) -> Vec<Check> {
    let tool = patient.tool;
    let mut all =
        vec![("Login URL", tool.login_url.as_str()), ("Target link URI", tool.target_link_uri.as_str())];
    all.extend(tool.redirect_uris.iter().map(|uri| ("Redirect URI", uri.as_str())));
    all.extend(tool.deep_linking_url.iter().map(|url| ("Deep linking URL", url.as_str())));
    all.extend(tool.jwks_url.iter().map(|url| ("JWKS URL", url.as_str())));
    let framed_by_https = patient.site.as_ref().is_some_and(|site| site.scheme() == "https");
    let mut seen = Vec::new();
    let first = |(_, url): &(&str, &str)| {
        let origin = Url::parse(url).map(|url| url.origin().ascii_serialization()).unwrap_or_default();
        let new = !seen.contains(&origin);
        seen.push(origin);
        new
    };
    all.into_iter().filter(first).map(|(what, url)| one(what, url, framed_by_https)).collect()
}

fn one(what: &str, address: &str, framed_by_https: bool) -> Check {
    let Ok(url) = Url::parse(address) else {
        return Check::passed(what, "a web address", address).failed("Mend the registration.");
    };
    let origin = url.origin().ascii_serialization();
    let check = Check::passed(format!("`{origin}`"), "https", format!("{}, by the {what}", url.scheme()))
        .of("SEC-080");
    if url.scheme() == "https" {
        return check;
    }
    if framed_by_https {
        return check.failed("This campus is on https: browsers show nothing on http in its frames. Put the tool on https too.");
    }
    if is_this_machine(&url) {
        let fix = "Fine on this machine. In production every LMS asks for https, and cookies that go into frames need it.";
        return Check { fix: fix.to_owned(), expected: "https, or http on this machine".to_owned(), ..check };
    }
    check.warned(
        "Tokens and cookies go over the network in the open: use https for anything but this machine.",
    )
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::State;
    use super::*;

    #[test]
    fn http_is_for_this_machine() {
        let state = |address, framed| one("Login URL", address, framed).state;
        assert_eq!(state("https://tool.example/login", true), State::Passed);
        for local in
            ["http://localhost:3000/", "http://127.0.0.1/", "http://[::1]:3000/", "http://a.localhost/"]
        {
            assert_eq!(state(local, false), State::Passed, "{local}");
        }
        assert_eq!(state("http://tool.example/", false), State::Warned);
        assert_eq!(state("http://localhost:3000/", true), State::Failed);
    }
}
