//! Cases that look closely at what the tool sent: frames, addresses, markup, links.

use std::sync::Arc;

use super::records::is_tools;
use super::{Step, World};
use crate::driver::{Exchange, Page};
use crate::oracle::request::shortened;
use crate::record::Stop;

impl World {
    /// The answers of the tool in this case.
    fn tool_answers(&self) -> Result<Vec<Arc<Exchange>>, Stop> {
        let session = self.session()?;
        Ok(self.recorder.exchanges().into_iter().filter(|hop| is_tools(&session, hop)).collect())
    }

    /// `And no answer of the tool forbids the platform's frame`.
    pub(crate) fn no_answer_forbids_the_frame(&self) -> Step {
        let session = self.session()?;
        let platform =
            session.party.platform_page().map(|page| page.origin().ascii_serialization()).unwrap_or_default();
        for hop in self.tool_answers()? {
            if let Some(why) = forbids_frame(&hop, &platform) {
                return Err(Stop::broken(
                    "answers that the platform may frame",
                    format!("{} answers with {why}", hop.url.path()),
                ));
            }
        }
        Ok(())
    }

    /// `Then no answer of the tool carries a header of the attacker`.
    pub(crate) fn no_header_was_injected(&self) -> Step {
        let hint = self.opened.as_ref().and_then(|opened| {
            let parameters = &opened.prepared.login.parameters;
            parameters.iter().find(|(key, _)| key == "login_hint").map(|(_, value)| value.clone())
        });
        let line = hint.as_deref().and_then(|hint| hint.split("\r\n").nth(1)).unwrap_or_default();
        let Some((name, value)) = line.split_once(':') else {
            return Err(Stop::unjudged("the login hint carries no header to inject"));
        };
        for hop in self.tool_answers()? {
            if hop.headers(name.trim()).any(|found| found.starts_with(value.trim())) {
                return Err(Stop::broken(
                    "the line break encoded",
                    format!("{} answers with the header `{line}`", hop.url.path()),
                ));
            }
        }
        Ok(())
    }

    /// `And the markup is on no page of the tool`.
    pub(crate) fn markup_is_on_no_page(&self) -> Step {
        if self.injected.is_empty() {
            return Err(Stop::unjudged("the case has sent no markup"));
        }
        for hop in self.tool_answers()? {
            let html = hop.media_type().is_some_and(|media_type| media_type.contains("html"));
            let body = hop.response_body.text();
            if let Some(markup) = self.injected.iter().find(|markup| html && body.contains(markup.as_str())) {
                return Err(Stop::broken(
                    "the text escaped",
                    format!("{} shows `{markup}` as it is", hop.url.path()),
                ));
            }
        }
        Ok(())
    }

    /// `Then no page of the tool carries the script address`.
    pub(crate) fn no_script_address_is_rendered(&self) -> Step {
        for hop in self.tool_answers()? {
            let to_script = hop
                .header("location")
                .is_some_and(|to| to.trim_start().to_ascii_lowercase().starts_with("javascript:"));
            let page = Page::of(&hop);
            let linked = page.links.iter().any(|link| link.href.scheme() == "javascript")
                || page.forms.iter().any(|form| form.action.scheme() == "javascript");
            if to_script || linked {
                return Err(Stop::broken(
                    "no `javascript:` address",
                    format!("{} leads to one", hop.url.path()),
                ));
            }
        }
        Ok(())
    }

    /// `And no address and no link carries the token`.
    pub(crate) fn token_is_in_no_address(&self) -> Step {
        for hop in self.tool_answers()? {
            let page = Page::of(&hop);
            let links = page.links.iter().map(|link| link.href.as_str());
            if let Some(address) =
                std::iter::once(hop.url.as_str()).chain(links).find(|address| address.contains("id_token="))
            {
                let cut: String = address.chars().take(80).collect();
                return Err(Stop::broken(
                    "the id_token in form posts only",
                    format!("it is in the address `{cut}…`"),
                ));
            }
        }
        Ok(())
    }

    /// `And the browser ends on the origin of the target`.
    pub(crate) fn browser_ends_on_the_target(&self) -> Step {
        let session = self.session()?;
        let expected = session.party.registration.target_link_uri.origin().ascii_serialization();
        let end =
            self.last()?.hops.last().map(|hop| hop.url.origin().ascii_serialization()).unwrap_or_default();
        if end == expected {
            return Ok(());
        }
        Err(Stop::broken(format!("a page on {expected}"), format!("a page on {end}")))
    }

    /// `Then the browser never visits the target of the login`.
    pub(crate) fn target_of_login_is_not_visited(&self) -> Step {
        let visited = self.last()?.hops.iter().find(|hop| hop.url.as_str().contains("homeroom=unsigned"));
        match visited {
            None => Ok(()),
            Some(hop) => Err(Stop::broken(
                "the signed target_link_uri, or a refusal",
                format!("the unsigned one: {}", shortened(&crate::mask::tokens(hop.url.as_str()))),
            )),
        }
    }

    /// `Then the browser never visits the stranger`, and the stranger's host sees no request.
    pub(crate) fn stranger_was_not_asked(&self) -> Step {
        let path = self.stranger.as_ref().ok_or_else(|| Stop::unjudged("the case has no stranger"))?;
        let calls = self.session()?.canary.calls(path);
        match calls.first() {
            None => Ok(()),
            Some(call) => Err(Stop::broken(
                "nothing fetched from an address of the request",
                format!("`{call}` at the stranger's host"),
            )),
        }
    }

    /// `And no page of the tool links to the stranger`.
    pub(crate) fn no_page_links_to_the_stranger(&self) -> Step {
        let path = self.stranger.as_ref().ok_or_else(|| Stop::unjudged("the case has no stranger"))?;
        for hop in &self.last()?.hops {
            if Page::of(hop).links.iter().any(|link| link.href.as_str().contains(path)) {
                return Err(Stop::broken(
                    "no link from an unverified token",
                    format!("{} links to the stranger", hop.url.path()),
                ));
            }
        }
        Ok(())
    }

    /// `And a link back to the platform keeps the query of the return URL`.
    pub(crate) fn link_back_keeps_the_query(&self) -> Step {
        let ended = self.last()?;
        let return_url = ended.return_url.as_deref().and_then(|url| url::Url::parse(url).ok());
        let return_url = return_url.ok_or_else(|| Stop::unjudged("the token has no return URL"))?;
        let page = ended.document().ok_or_else(|| Stop::unjudged("the launch ended on no page"))?;
        let links =
            page.links.iter().map(|link| &link.href).chain(page.forms.iter().map(|form| &form.action));
        let back: Vec<_> = links.filter(|href| leads_to(href, &return_url)).collect();
        let Some(first) = back.first() else {
            return Err(Stop::not_applicable("the page shows no link to the return URL"));
        };
        let keeps = |href: &&&url::Url| {
            let theirs: Vec<_> = href.query_pairs().collect();
            return_url.query_pairs().all(|pair| theirs.contains(&pair))
        };
        if back.iter().any(|href| keeps(&href)) {
            return Ok(());
        }
        Err(Stop::broken(format!("a link that keeps the query of `{return_url}`"), format!("`{first}`")))
    }
}

fn leads_to(href: &url::Url, address: &url::Url) -> bool {
    href.origin() == address.origin() && href.path() == address.path()
}

fn forbids_frame(hop: &Exchange, platform: &str) -> Option<String> {
    let options = hop.header("x-frame-options").unwrap_or_default().to_ascii_uppercase();
    if options.contains("DENY") || options.contains("SAMEORIGIN") {
        return Some(format!("`X-Frame-Options: {options}`"));
    }
    hop.headers("content-security-policy").find_map(|policy| {
        let ancestors = policy.split(';').map(str::trim).find(|part| part.starts_with("frame-ancestors"))?;
        let allowed = ancestors.split_whitespace().skip(1).any(|source| allows(source, platform));
        (!allowed).then(|| format!("`Content-Security-Policy: {ancestors}`"))
    })
}

fn allows(source: &str, platform: &str) -> bool {
    let scheme = platform.split("//").next().unwrap_or_default();
    let host = platform.split("//").nth(1).unwrap_or_default();
    let any_port = source.strip_suffix(":*").is_some_and(|source| platform.starts_with(source));
    source == "*" || source == scheme || source == platform || source == host || any_port
}

#[cfg(test)]
mod tests {
    use super::allows;

    #[test]
    fn a_frame_is_allowed_by_star_scheme_host_or_origin() {
        let platform = "http://localhost:8080";
        for source in ["*", "http:", "http://localhost:8080", "localhost:8080", "http://localhost:*"] {
            assert!(allows(source, platform), "{source}");
        }
        for source in ["'none'", "'self'", "https:", "http://localhost:8081"] {
            assert!(!allows(source, platform), "{source}");
        }
    }
}
