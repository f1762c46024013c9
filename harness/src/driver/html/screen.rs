//! A page in front of a person: what is chosen, typed, pressed and followed, as browsers take it.

use scraper::{ElementRef, Html};
use url::Url;

use super::super::exchange::Exchange;
use super::super::request::Request;
use super::form::Form;
use super::{controls, edit, guard, page};

mod choice;
mod complete;

/// A page with what a person has done on it so far.
#[derive(Debug, Clone)]
pub(crate) struct Screen {
    pub(crate) url: Url,
    source: String,
    embedder: Option<Url>,
    referrer_policy: Option<String>,
    edits: Vec<Edit>,
}

/// One change, at a place of the parsed page.
#[derive(Debug, Clone)]
struct Edit {
    at: usize,
    change: Change,
}

#[derive(Debug, Clone)]
enum Change {
    Checked(bool),
    Selected(bool),
    Value(String),
    Text(String),
}

/// Why a person cannot do that on this page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unable {
    /// The selector finds nothing.
    #[error("nothing matches `{0}`")]
    NotFound(String),
    /// It is there and cannot be used so.
    #[error("`{selector}` {why}")]
    Unfit { selector: String, why: String },
}

/// What the pointer hits: the element that browsers act on, itself or around what was clicked.
const ACTIVE: &[&str] = &["a", "area", "button", "input", "label", "option", "select", "textarea"];

impl Screen {
    pub(crate) fn of(exchange: &Exchange) -> Self {
        let policy = exchange.header("referrer-policy").map(str::to_owned);
        let screen = Self::parse(&exchange.url, &exchange.response_body.text());
        Self { referrer_policy: policy, embedder: exchange.embedder.clone(), ..screen }
    }

    pub(crate) fn parse(url: &Url, source: &str) -> Self {
        let source = guard::safe_part(source).to_owned();
        Self { url: url.clone(), source, embedder: None, referrer_policy: None, edits: Vec::new() }
    }

    /// Goes to an address, which may be relative to this page, as a person does who types it.
    pub(crate) fn open(&self, address: &str) -> Result<Request, Unable> {
        let url = self.base(&self.document()).join(address).ok();
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
        url.map(|url| Request::get(&url)).ok_or_else(|| unfit(address, "is no address of a page"))
    }

    /// Clicks the first element that matches: the request that follows, or none if the page stays.
    pub(crate) fn click(&mut self, selector: &str) -> Result<Option<Request>, Unable> {
        let html = self.document();
        let element = active(find(&html, selector)?)
            .ok_or_else(|| unfit(selector, "is nothing to click without running scripts"))?;
        let element = labelled(&html, element, selector)?;
        if controls::is_disabled(element) {
            return Err(unfit(selector, "is disabled"));
        }
        let kind = kind(element);
        let edits = match (element.value().name(), kind.as_str()) {
            ("a" | "area", _) => return self.follow(&html, element, selector).map(Some),
            ("button" | "input", "button" | "reset") => {
                return Err(unfit(selector, "is a button that sends nothing: only a script can use it"));
            }
            ("button", _) | ("input", "submit" | "image") => {
                return self.send(&html, element, selector).map(Some);
            }
            ("input", "hidden") => return Err(unfit(selector, "is hidden")),
            ("input", "checkbox") => choice::toggle(&html, element),
            ("input", "radio") => choice::choose(&html, element),
            ("option", _) => choice::select(&html, element),
            // A field gets the cursor, and nothing else happens.
            _ => Vec::new(),
        };
        self.edits.extend(edits);
        Ok(None)
    }

    /// Types into the first field that matches, or chooses from a list by value or by what it shows.
    pub(crate) fn fill(&mut self, selector: &str, with: &str) -> Result<(), Unable> {
        let html = self.document();
        let element = find(&html, selector)?;
        if controls::is_disabled(element) || element.attr("readonly").is_some() {
            return Err(unfit(selector, "cannot be changed: it is disabled or read-only"));
        }
        let at = edit::place(&html, element);
        let edits = match (element.value().name(), kind(element).as_str()) {
            ("textarea", _) => vec![Edit { at, change: Change::Text(with.to_owned()) }],
            ("select", _) => choice::select_named(&html, element, with)
                .ok_or_else(|| unfit(selector, &format!("has no option `{with}`")))?,
            ("input", "checkbox" | "radio") => {
                return Err(unfit(selector, "is to be clicked, not filled in"));
            }
            ("input", "hidden" | "file" | "submit" | "button" | "reset" | "image") => {
                return Err(unfit(selector, "is nothing to type into"));
            }
            ("input", _) => vec![Edit { at, change: Change::Value(with.to_owned()) }],
            _ => return Err(unfit(selector, "is no field")),
        };
        self.edits.extend(edits);
        Ok(())
    }

    /// Sends the first form that matches, or the form of the control that does, by its first button if it has one.
    pub(crate) fn submit(&mut self, selector: &str) -> Result<Request, Unable> {
        let html = self.document();
        let element = find(&html, selector)?;
        let at = match element.value().name() {
            "form" => page::elements(&html, "form").position(|form| form.id() == element.id()),
            _ => controls::form_of(&html, element),
        };
        let at = at.ok_or_else(|| unfit(selector, "is no form and belongs to none"))?;
        let button = controls::controls_of(&html, at).find(|control| complete::is_button(*control));
        if let Some(button) = button {
            return self.send(&html, button, selector);
        }
        complete::demand(&html, at, selector)?;
        self.form(&html, at).and_then(|form| form.request()).ok_or_else(|| sends_nothing(selector))
    }

    fn send(&self, html: &Html, button: ElementRef<'_>, selector: &str) -> Result<Request, Unable> {
        if controls::is_disabled(button) {
            return Err(unfit(selector, "cannot be sent: its button is disabled"));
        }
        let at = controls::form_of(html, button);
        let at = at.ok_or_else(|| unfit(selector, "is a button that belongs to no form"))?;
        if button.attr("formnovalidate").is_none() {
            complete::demand(html, at, selector)?;
        }
        let (form, field) = (self.form(html, at), controls::field_of(html, button, &self.base(html)));
        form.and_then(|form| form.request_with(field)).ok_or_else(|| sends_nothing(selector))
    }

    fn form(&self, html: &Html, at: usize) -> Option<Form> {
        let mut form = page::forms(html, &self.url, &self.base(html)).into_iter().nth(at)?;
        form.referrer_policy = form.referrer_policy.or_else(|| self.referrer_policy.clone());
        form.embedder.clone_from(&self.embedder);
        Some(form)
    }

    fn follow(&self, html: &Html, link: ElementRef<'_>, selector: &str) -> Result<Request, Unable> {
        let address = link.attr("href").unwrap_or_default();
        let url = self.base(html).join(address.trim()).ok();
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
        let url = url.ok_or_else(|| unfit(selector, &format!("leads to `{address}`, which is no page")))?;
        let request = Request::get(&url).initiated_by(&self.url);
        let request = request.with_referrer_policy(self.referrer_policy.as_deref());
        Ok(request.shown_in(link.attr("target"), self.embedder.as_ref()))
    }

    /// The page as it stands now.
    fn document(&self) -> Html {
        let mut html = Html::parse_document(&self.source);
        for Edit { at, change } in &self.edits {
            match change {
                Change::Checked(on) => edit::set(&mut html, *at, "checked", on.then_some("")),
                Change::Selected(on) => edit::set(&mut html, *at, "selected", on.then_some("")),
                Change::Value(value) => edit::set(&mut html, *at, "value", Some(value)),
                Change::Text(text) => edit::set_text(&mut html, *at, text),
            }
        }
        html
    }

    fn base(&self, html: &Html) -> Url {
        page::base(html, &self.url)
    }
}

fn unfit(selector: &str, why: &str) -> Unable {
    Unable::Unfit { selector: selector.to_owned(), why: why.to_owned() }
}

fn sends_nothing(selector: &str) -> Unable {
    unfit(selector, "leads to no http or https address")
}

fn find<'a>(html: &'a Html, selector: &str) -> Result<ElementRef<'a>, Unable> {
    page::elements(html, selector).next().ok_or_else(|| Unable::NotFound(selector.to_owned()))
}

fn kind(element: ElementRef<'_>) -> String {
    element.attr("type").unwrap_or_default().to_ascii_lowercase()
}

fn active(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let around = element.ancestors().filter_map(ElementRef::wrap);
    std::iter::once(element).chain(around).find(|each| {
        let name = each.value().name();
        ACTIVE.contains(&name) && (!["a", "area"].contains(&name) || each.attr("href").is_some())
    })
}

/// A label stands for its control.
fn labelled<'a>(html: &'a Html, element: ElementRef<'a>, selector: &str) -> Result<ElementRef<'a>, Unable> {
    if element.value().name() != "label" {
        return Ok(element);
    }
    let is_control =
        |each: &ElementRef<'_>| ["input", "select", "textarea", "button"].contains(&each.value().name());
    let control = match element.attr("for") {
        Some(id) => page::elements(html, "[id]").find(|each| each.attr("id") == Some(id)).filter(is_control),
        None => element.descendants().filter_map(ElementRef::wrap).find(is_control),
    };
    control.ok_or_else(|| unfit(selector, "is a label without a control"))
}

#[cfg(test)]
mod tests;
