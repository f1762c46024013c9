//! An answer read as a page. Plain data: the parsed tree does not outlive the reading.

use scraper::{ElementRef, Html, Selector};
use url::Url;

use super::super::exchange::Exchange;
use super::super::refresh;
use super::auto::{self, AutoSubmit};
use super::form::Form;
use super::onload::Code;
use super::{controls, guard, script, text};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) href: Url,
}

/// What is on a page.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) url: Url,
    /// The page whose frame holds this one; none if it has the whole window.
    pub(crate) embedder: Option<Url>,
    pub(crate) forms: Vec<Form>,
    pub(crate) links: Vec<Link>,
    /// Where `<meta http-equiv="refresh">` leads within five seconds.
    pub(crate) refresh: Option<Url>,
    pub(super) code: Code,
    /// Whether a script is loaded from an address.
    pub(super) loads_scripts: bool,
    base: Url,
    source: String,
}

impl Page {
    pub(crate) fn of(exchange: &Exchange) -> Self {
        let mut page = Self::parse(&exchange.url, &exchange.response_body.text());
        page.embedder.clone_from(&exchange.embedder);
        for form in &mut page.forms {
            form.embedder.clone_from(&exchange.embedder);
            let policy = || exchange.header("referrer-policy").map(str::to_owned);
            form.referrer_policy = form.referrer_policy.take().or_else(policy);
        }
        page
    }

    pub(crate) fn parse(url: &Url, source: &str) -> Self {
        let source = guard::safe_part(source);
        let html = Html::parse_document(source);
        let base = base(&html, url);
        Self {
            url: url.clone(),
            embedder: None,
            forms: forms(&html, url, &base),
            links: links(&html, &base),
            refresh: meta_refresh(&html, &base),
            code: code(&html),
            loads_scripts: elements(&html, "script[src]").next().is_some(),
            source: source.to_owned(),
            base,
        }
    }

    /// The visible text of the first element that matches; none if no element does or the selector is none.
    pub(crate) fn text_of(&self, selector: &str) -> Option<String> {
        let html = Html::parse_document(&self.source);
        elements(&html, selector).next().map(text::visible)
    }

    /// The visible texts of all elements that match.
    pub(crate) fn texts_of(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(&self.source);
        elements(&html, selector).map(text::visible).collect()
    }

    /// Whether any script ends so.
    pub(crate) fn has_script(&self, end: &str) -> bool {
        let html = Html::parse_document(&self.source);
        elements(&html, "script").any(|script| script.text().collect::<String>().trim_end().ends_with(end))
    }

    /// The addresses of the scripts that it loads.
    pub(crate) fn script_addresses(&self) -> Vec<Url> {
        let html = Html::parse_document(&self.source);
        let scripts = elements(&html, "script[src]").filter_map(|script| script.attr("src"));
        scripts.filter_map(|address| self.base.join(address.trim()).ok()).collect()
    }

    /// Whether any element matches.
    pub(crate) fn has(&self, selector: &str) -> bool {
        elements(&Html::parse_document(&self.source), selector).next().is_some()
    }

    /// The form that the page wants submitted.
    pub(crate) fn auto_submit(&self) -> Option<AutoSubmit<'_>> {
        auto::find(self)
    }

    /// The literal address that a script of the page goes to.
    pub(crate) fn find_redirect_by_script(&self) -> Option<Url> {
        let address = script::redirect(&self.code)?;
        self.base.join(&address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
    }
}

/// Whether the text is a selector that `text_of` understands.
pub(crate) fn is_selector(text: &str) -> bool {
    Selector::parse(text).is_ok()
}

pub(super) fn elements<'a>(html: &'a Html, selector: &str) -> std::vec::IntoIter<ElementRef<'a>> {
    let found = Selector::parse(selector).map(|selector| html.select(&selector).collect::<Vec<_>>());
    found.unwrap_or_default().into_iter()
}

pub(super) fn base(html: &Html, url: &Url) -> Url {
    let href = elements(html, "base[href]").next().and_then(|base| base.attr("href"));
    let joined = href.and_then(|href| url.join(href.trim()).ok());
    joined.filter(|base| !base.cannot_be_a_base()).unwrap_or_else(|| url.clone())
}

pub(super) fn forms(html: &Html, url: &Url, base: &Url) -> Vec<Form> {
    let mut forms = controls::forms(html, url, base);
    let policy =
        elements(html, "meta[name='referrer' i][content]").last().and_then(|meta| meta.attr("content"));
    for form in &mut forms {
        form.referrer_policy = policy.map(str::to_owned);
    }
    forms
}

fn links(html: &Html, base: &Url) -> Vec<Link> {
    let link = |element: ElementRef<'_>| {
        let href = base.join(element.attr("href")?.trim()).ok()?;
        Some(Link { href })
    };
    elements(html, "a[href], area[href]").filter_map(link).collect()
}

fn meta_refresh(html: &Html, base: &Url) -> Option<Url> {
    let is_refresh = |element: &ElementRef<'_>| {
        element.attr("http-equiv").is_some_and(|name| name.trim().eq_ignore_ascii_case("refresh"))
    };
    let mut metas = elements(html, "meta[http-equiv][content]").filter(is_refresh);
    metas.find_map(|meta| refresh::target(meta.attr("content")?, base))
}

fn code(html: &Html) -> Code {
    let inline = elements(html, "script:not([src])").map(|script| script.text().collect::<String>());
    let all = html.root_element().descendants().filter_map(ElementRef::wrap);
    Code::new(inline, all.flat_map(|element| element.value().attrs()))
}

#[cfg(test)]
mod tests {
    use super::{Page, is_selector};

    fn page(source: &str) -> Page {
        Page::parse(&"http://localhost:3000/a/b?x=1".parse().unwrap(), source)
    }

    #[test]
    fn a_page_shows_its_text_and_its_links() {
        let page = page(
            "<title> My\n tool </title><body><h1>Hello</h1><p>dear<b>est</b> <i hidden>not</i>learner\
             <script>var no;</script><a id=return href='../c?d'>back</a><a href='mailto:x@y'>m</a><a href='http://['>no</a>",
        );
        assert_eq!(page.text_of("html").as_deref(), Some("Hello dearest learnerbackmno"));
        let links: Vec<_> = page.links.iter().map(|link| link.href.as_str()).collect();
        assert_eq!(links, ["http://localhost:3000/c?d", "mailto:x@y"]);
    }

    #[test]
    fn selectors_find_the_first_element_that_matches() {
        let page = page("<p id=user> u-1 </p><li class=x>1<li class=x data-y=z>2");
        assert_eq!(page.text_of("#user").as_deref(), Some("u-1"));
        assert_eq!(page.text_of("li.x").as_deref(), Some("1"));
        assert_eq!(page.text_of("[data-y=z]").as_deref(), Some("2"));
        assert_eq!(page.text_of("#absent"), None);
        assert_eq!(page.text_of("((not a selector"), None);
        assert!(is_selector("#a > b") && !is_selector("(("));
    }

    #[test]
    fn addresses_follow_the_base_element() {
        let page =
            page("<base href='/other/'><a href=x>x</a><form action=y></form><script>location='z'</script>");
        assert_eq!(page.links[0].href.as_str(), "http://localhost:3000/other/x");
        assert_eq!(page.forms[0].action.as_str(), "http://localhost:3000/other/y");
        let target = page.find_redirect_by_script().unwrap();
        assert_eq!(target.as_str(), "http://localhost:3000/other/z");
    }

    #[test]
    fn a_page_that_leads_elsewhere_is_seen() {
        let body = "<body onload=\"top.location.href = 'http://localhost:8080/auth?a=1&amp;b=2'\">";
        let target = page(body).find_redirect_by_script().unwrap();
        assert_eq!(target.as_str(), "http://localhost:8080/auth?a=1&b=2");
        let refresh = page("<meta http-equiv=Refresh content='1;url=/next'>").refresh;
        assert_eq!(refresh.unwrap().as_str(), "http://localhost:3000/next");
        assert_eq!(page("<script>location = 'javascript:x()'</script>").find_redirect_by_script(), None);
        assert_eq!(page("<button onclick=\"location = '/logout'\">").find_redirect_by_script(), None);
        assert_eq!(page("<p>location = 'http://a/'").find_redirect_by_script(), None);
    }

    #[test]
    fn hostile_markup_is_read_without_panic() {
        for source in [
            "",
            "\u{0}<\u{fffd}<<<>>></",
            "<form><form><input name=a><select><option><table><form>",
            "<base href='data:,x'><a href=y>",
            "<svg><title>x</title><form><input name=a></svg>",
            &"<div><a href=x>".repeat(20_000),
            &"<p><b><i>".repeat(20_000),
        ] {
            let page = page(source);
            assert!(page.forms.len() < 3);
        }
    }
}
