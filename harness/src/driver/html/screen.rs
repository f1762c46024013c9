//! A page in front of a person: what is chosen, typed, pressed and followed, as browsers take it.

use scraper::{ElementRef, Html};
use url::Url;

use super::super::exchange::Exchange;
use super::super::request::Request;
use super::form::Form;
use super::{controls, edit, guard, page, text};

/// A page with what a person has done on it so far.
#[derive(Debug, Clone)]
pub(crate) struct Screen {
    pub(crate) url: Url,
    source: String,
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
        Self { referrer_policy: policy, ..Self::parse(&exchange.url, &exchange.response_body.text()) }
    }

    pub(crate) fn parse(url: &Url, source: &str) -> Self {
        let source = guard::safe_part(source).to_owned();
        Self { url: url.clone(), source, referrer_policy: None, edits: Vec::new() }
    }

    /// Where an address leads from here.
    pub(crate) fn address(&self, text: &str) -> Option<Url> {
        self.base(&self.document()).join(text).ok()
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
        match (element.value().name(), kind.as_str()) {
            ("a" | "area", _) => self.follow(&html, element, selector).map(Some),
            ("button", "" | "submit") | ("input", "submit" | "image") => {
                self.send(&html, element, selector).map(Some)
            }
            ("input", "checkbox") => {
                let change = Change::Checked(element.attr("checked").is_none());
                self.edit(vec![Edit { at: edit::place(&html, element), change }])
            }
            ("input", "radio") => self.edit(choose(&html, element)),
            ("option", _) => self.edit(select(&html, element)),
            ("button", other) => {
                Err(unfit(selector, &format!("is a button of type `{other}`: only a script can use it")))
            }
            ("input", "hidden") => Err(unfit(selector, "is hidden")),
            ("input", "button" | "reset") => Err(unfit(selector, "is a button that sends no form")),
            // A field gets the cursor, and nothing else happens.
            _ => Ok(None),
        }
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
            ("select", _) => {
                let shows = |option: &ElementRef<'_>| {
                    option.attr("value") == Some(with)
                        || text::collapsed(&option.text().collect::<String>()) == with
                };
                let option = options(element).into_iter().find(shows);
                let option = option.ok_or_else(|| unfit(selector, &format!("has no option `{with}`")))?;
                select(&html, option)
            }
            ("input", "checkbox" | "radio") => {
                return Err(unfit(selector, "is to be clicked, not filled in"));
            }
            ("input", "hidden" | "file" | "submit" | "button" | "reset" | "image") => {
                return Err(unfit(selector, "is nothing to type into"));
            }
            ("input", _) => vec![Edit { at, change: Change::Value(with.to_owned()) }],
            _ => return Err(unfit(selector, "is no field")),
        };
        self.edit(edits).map(drop)
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
        let button = controls::controls_of(&html, at).find(|control| is_button(*control));
        if let Some(button) = button {
            return self.send(&html, button, selector);
        }
        complete(&html, at, selector)?;
        self.form(&html, at).and_then(|form| form.request()).ok_or_else(|| sends_nothing(selector))
    }

    fn send(&self, html: &Html, button: ElementRef<'_>, selector: &str) -> Result<Request, Unable> {
        if controls::is_disabled(button) {
            return Err(unfit(selector, "cannot be sent: its button is disabled"));
        }
        let at = controls::form_of(html, button);
        let at = at.ok_or_else(|| unfit(selector, "is a button that belongs to no form"))?;
        if button.attr("formnovalidate").is_none() {
            complete(html, at, selector)?;
        }
        let (form, field) = (self.form(html, at), controls::field_of(html, button, &self.base(html)));
        form.and_then(|form| form.request_with(field)).ok_or_else(|| sends_nothing(selector))
    }

    fn form(&self, html: &Html, at: usize) -> Option<Form> {
        let mut form = page::forms(html, &self.url, &self.base(html)).into_iter().nth(at)?;
        form.referrer_policy = form.referrer_policy.or_else(|| self.referrer_policy.clone());
        Some(form)
    }

    fn follow(&self, html: &Html, link: ElementRef<'_>, selector: &str) -> Result<Request, Unable> {
        let address = link.attr("href").unwrap_or_default();
        let url = self.base(html).join(address.trim()).ok();
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
        let url = url.ok_or_else(|| unfit(selector, &format!("leads to `{address}`, which is no page")))?;
        Ok(Request::get(&url).initiated_by(&self.url).with_referrer_policy(self.referrer_policy.as_deref()))
    }

    fn edit(&mut self, edits: Vec<Edit>) -> Result<Option<Request>, Unable> {
        self.edits.extend(edits);
        Ok(None)
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

/// Of the radio buttons of one name in one form, one is chosen.
fn choose(html: &Html, radio: ElementRef<'_>) -> Vec<Edit> {
    group(html, radio)
        .into_iter()
        .map(|each| Edit { at: edit::place(html, each), change: Change::Checked(each.id() == radio.id()) })
        .collect()
}

fn group<'a>(html: &'a Html, radio: ElementRef<'a>) -> Vec<ElementRef<'a>> {
    let (name, form) = (radio.attr("name"), controls::form_of(html, radio));
    let others = page::elements(html, "input[type=radio i]");
    others.filter(|each| each.attr("name") == name && controls::form_of(html, *each) == form).collect()
}

/// An option is chosen; of a drop-down list it alone.
fn select(html: &Html, option: ElementRef<'_>) -> Vec<Edit> {
    let list = option.ancestors().filter_map(ElementRef::wrap).find(|each| each.value().name() == "select");
    let chosen =
        |each: ElementRef<'_>, on| Edit { at: edit::place(html, each), change: Change::Selected(on) };
    match list {
        Some(list) if list.attr("multiple").is_none() => {
            options(list).into_iter().map(|each| chosen(each, each.id() == option.id())).collect()
        }
        _ => vec![chosen(option, option.attr("selected").is_none())],
    }
}

fn options(select: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let inside = select.descendants().filter_map(ElementRef::wrap);
    inside.filter(|each| each.value().name() == "option" && each.attr("disabled").is_none()).collect()
}

fn is_button(control: ElementRef<'_>) -> bool {
    matches!(
        (control.value().name(), kind(control).as_str()),
        ("button", "" | "submit") | ("input", "submit" | "image")
    )
}

/// Browsers do not send a form that lacks what it requires, unless it says so.
fn complete(html: &Html, at: usize, selector: &str) -> Result<(), Unable> {
    let waived = page::elements(html, "form").nth(at).is_some_and(|form| form.attr("novalidate").is_some());
    let lacking = controls::controls_of(html, at).find(|control| {
        control.attr("required").is_some() && !controls::is_disabled(*control) && is_empty(html, *control)
    });
    match lacking {
        Some(control) if !waived => {
            let name = control.attr("name").unwrap_or_default();
            Err(unfit(selector, &format!("is not sent while the required field `{name}` is empty")))
        }
        _ => Ok(()),
    }
}

fn is_empty(html: &Html, control: ElementRef<'_>) -> bool {
    let says_nothing = |text: Option<&str>| text.unwrap_or_default().is_empty();
    match (control.value().name(), kind(control).as_str()) {
        ("input", "checkbox") => control.attr("checked").is_none(),
        ("input", "radio") => group(html, control).iter().all(|each| each.attr("checked").is_none()),
        ("input", "hidden" | "submit" | "image" | "button" | "reset") | ("button", _) => false,
        ("input", _) => says_nothing(control.attr("value")),
        ("textarea", _) => control.text().all(str::is_empty),
        ("select", _) => {
            let all = options(control);
            let chosen = all.iter().rev().find(|each| each.attr("selected").is_some()).or(all.first());
            chosen.is_none_or(|option| controls::option_value(*option).is_empty())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Screen, Unable};

    fn screen(source: &str) -> Screen {
        Screen::parse(&"http://localhost:3000/picker/1".parse().unwrap(), source)
    }

    /// Clicks one after the other; the body of the request that the last one makes.
    fn sent(screen: &mut Screen, clicks: &[&str]) -> String {
        let mut last = None;
        for click in clicks {
            last = screen.click(click).unwrap();
        }
        String::from_utf8(last.unwrap().body().to_vec()).unwrap()
    }

    const PICKER: &str = "<form id=pick method=post>\
        <input type=checkbox name=item value=a id=a><label for=b>B</label><input type=checkbox name=item value=b id=b>\
        <label id=c>C <input type=checkbox name=item value=c checked></label>\
        <input type=radio name=r value=1 id=r1 checked><input type=radio name=r value=2 id=r2>\
        <input id=title name=title value=Old><textarea id=text name=text>old</textarea>\
        <select id=s name=s><option value=x>Ex<option id=y value=y>Why</select>\
        <button id=add name=do value=add><b>Add</b></button><button id=cancel name=do value=cancel formaction=/no>No</button>\
        <button id=off name=do disabled>Off</button><button id=js type=button>Js</button></form>\
        <button id=out form=pick name=do value=out>Out</button><a id=link href=../x?y=1><i>there</i></a>";

    #[test]
    fn a_person_chooses_types_and_presses_a_button() {
        let mut page = screen(PICKER);
        page.fill("#title", "New & better").unwrap();
        page.fill("#text", "line\nnext").unwrap();
        page.fill("#s", "Why").unwrap();
        let body = sent(&mut page, &["#a", "label[for=b]", "#c", "#r2", "#add b"]);
        assert_eq!(body, "item=a&item=b&r=2&title=New+%26+better&text=line%0D%0Anext&s=y&do=add");
    }

    #[test]
    fn a_second_click_takes_a_choice_back() {
        assert!(sent(&mut screen(PICKER), &["#a", "#a", "#add"]).starts_with("item=c&"));
    }

    #[test]
    fn a_button_sends_itself_and_may_lead_elsewhere() {
        let request = screen(PICKER).click("#cancel").unwrap().unwrap();
        assert_eq!(request.url.as_str(), "http://localhost:3000/no");
        assert!(sent(&mut screen(PICKER), &["#cancel"]).ends_with("do=cancel"));
        assert!(sent(&mut screen(PICKER), &["#out"]).ends_with("do=out"));
    }

    #[test]
    fn a_form_is_sent_by_its_first_button_or_without_any() {
        let body = |page: &str, selector| {
            String::from_utf8(screen(page).submit(selector).unwrap().body().to_vec()).unwrap()
        };
        assert!(body(PICKER, "#pick").ends_with("do=add"));
        assert_eq!(body("<form method=post><input id=q name=q value=1></form>", "#q"), "q=1");
    }

    #[test]
    fn a_link_is_followed_from_its_page() {
        let request = screen(PICKER).click("#link i").unwrap().unwrap();
        assert_eq!(request.url.as_str(), "http://localhost:3000/x?y=1");
        assert_eq!(request.initiator.unwrap().path(), "/picker/1");
    }

    #[test]
    fn what_a_person_cannot_do_is_told() {
        let told = |selector: &str| screen(PICKER).click(selector).unwrap_err().to_string();
        assert_eq!(screen(PICKER).click("#none").unwrap_err(), Unable::NotFound("#none".to_owned()));
        assert_eq!(told("#off"), "`#off` is disabled");
        assert!(told("#js").contains("only a script"));
        assert!(told("form").contains("nothing to click"));
        assert!(screen(PICKER).fill("#a", "x").unwrap_err().to_string().contains("clicked"));
        assert!(screen(PICKER).fill("#s", "Zet").unwrap_err().to_string().contains("no option `Zet`"));
        assert!(
            screen("<a id=x href='javascript:y()'>").click("#x").unwrap_err().to_string().contains("no page")
        );
        assert!(screen("<p id=x>").submit("#x").unwrap_err().to_string().contains("no form"));
    }

    #[test]
    fn a_form_that_lacks_what_it_requires_is_not_sent() {
        let page = "<form method=post><input name=t required><button id=b>Go</button><button id=d formnovalidate>Draft</button></form>";
        assert!(screen(page).click("#b").unwrap_err().to_string().contains("required field `t`"));
        assert!(screen(page).click("#d").is_ok());
        let mut filled = screen(page);
        filled.fill("[name=t]", "x").unwrap();
        assert_eq!(sent(&mut filled, &["#b"]), "t=x");
    }
}
