//! Cases that look closely at what the tool sent: frames, addresses, markup, links.

use std::sync::Arc;

use super::records::is_tools;
use super::{Step, World};
use crate::driver::{Exchange, Page};
use crate::injection::Sign;
use crate::launch::page_of;
use crate::oracle::framing;
use crate::oracle::page::Broken;
use crate::oracle::request::shortened;
use crate::record::Stop;

/// The address by which faults put a script where a page is meant.
const SCRIPT: &str = "javascript:alert(1)";

impl World {
    /// The answers of the tool in this case.
    fn tool_answers(&self) -> Result<Vec<Arc<Exchange>>, Stop> {
        let session = self.session()?;
        Ok(self.recorder.exchanges().into_iter().filter(|hop| is_tools(&session, hop)).collect())
    }

    /// An answer that never came shows nothing bad, and nothing good.
    fn every_answer_came(&self) -> Step {
        let launched = self.ended.iter().map(|ended| &ended.page);
        for page in launched.chain(self.opened.iter().map(|opened| &opened.page)) {
            if let Some(Broken::Unreachable(why)) = &page.broken {
                return Err(Stop::unjudged(why.clone()));
            }
        }
        Ok(())
    }

    /// `And no answer of the tool forbids the platform's frame`.
    pub(crate) fn no_answer_forbids_the_frame(&self) -> Step {
        let session = self.session()?;
        let platform =
            session.party.platform_page().map(|page| page.origin().ascii_serialization()).unwrap_or_default();
        for hop in self.tool_answers()? {
            if let Some(why) = framing::forbidden_by(&page_of(&hop), &platform) {
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
        let line = self.injected_header.as_deref().unwrap_or_default();
        let Some((name, value)) = line.split_once(':') else {
            return Err(Stop::unjudged("the login carries no header to inject"));
        };
        for hop in self.tool_answers()? {
            if hop.headers(name.trim()).any(|found| found.starts_with(value.trim())) {
                return Err(Stop::broken(
                    "the line break encoded",
                    format!("{} answers with the header `{line}`", hop.url.path()),
                ));
            }
        }
        self.every_answer_came()
    }

    /// `And the markup is on no page of the tool`.
    pub(crate) fn markup_is_on_no_page(&self) -> Step {
        if self.injected.is_empty() {
            return Err(Stop::unjudged("the case has sent no markup"));
        }
        for hop in self.tool_answers()? {
            if !hop.media_type().is_some_and(|media_type| media_type.contains("html")) {
                continue;
            }
            let (body, page) = (hop.response_body.text(), Page::of(&hop));
            let seen = self.injected.iter().find_map(|sign| match sign {
                Sign::Script(end) => {
                    page.has_script(end).then(|| format!("has a script that ends with `{end}`"))
                }
                Sign::Source(text) => body.contains(text).then(|| format!("shows `{text}`")),
                Sign::Element(selector) => {
                    page.has(selector).then(|| format!("has the element `{selector}`"))
                }
            });
            if let Some(seen) = seen {
                return Err(Stop::broken("the text escaped", format!("{} {seen}", hop.url.path())));
            }
        }
        self.every_answer_came()
    }

    /// `Then no page of the tool carries the script address`.
    pub(crate) fn no_script_address_is_rendered(&self) -> Step {
        for hop in self.tool_answers()? {
            if let Some(address) = addresses(&hop).into_iter().find(|to| self.is_hostile(to)) {
                return Err(Stop::broken(
                    "no link and no redirect to such an address",
                    format!("{} leads to `{}`", hop.url.path(), shortened(&address)),
                ));
            }
        }
        self.every_answer_came()
    }

    /// The address that the case sent; where it does not say which, the script that faults send. A page may well have scripts of
    /// its own in links, such as `javascript:history.back()`.
    fn is_hostile(&self, address: &str) -> bool {
        let plain = |text: &str| {
            url::Url::parse(text.trim()).map_or_else(|_| text.trim().to_owned(), |url| url.to_string())
        };
        let hostile = self.hostile_address.as_deref().unwrap_or(SCRIPT);
        plain(address).starts_with(&plain(hostile))
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
        let session = self.session()?;
        // An authentication request may name the address: the platform decides, and answers at no stranger's.
        let is_question = |href: &str| href.starts_with(session.party.authorization_endpoint());
        for hop in self.tool_answers()? {
            let page = Page::of(&hop);
            // A link of the tool may repeat the whole login in its query, to begin again in a window of its own.
            let mut links = page.links.iter().map(|link| &link.href);
            if links.any(|href| href.path().contains(path.as_str()) && !is_question(href.as_str())) {
                return Err(Stop::broken(
                    "no link to an address that nobody vouches for",
                    format!("{} links to the stranger", hop.url.path()),
                ));
            }
        }
        self.every_answer_came()
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

/// Where an answer leads: by itself, by a link, or by a form.
fn addresses(hop: &Exchange) -> Vec<String> {
    let page = Page::of(hop);
    let links = page.links.iter().map(|link| link.href.as_str().to_owned());
    let forms = page.forms.iter().map(|form| form.action.as_str().to_owned());
    let location = hop.header("location").map(str::to_owned);
    location.into_iter().chain(links).chain(forms).collect()
}

pub(super) fn leads_to(href: &url::Url, address: &url::Url) -> bool {
    href.origin() == address.origin() && href.path() == address.path()
}
