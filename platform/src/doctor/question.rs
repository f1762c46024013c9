//! The authentication request in the answer to a login: in the address of a redirect, or in a form that submits itself.

use scraper::{ElementRef, Html, Selector};
use url::{Url, form_urlencoded};

use super::answer::Answer;
use crate::launch::request::Request;

/// A tool's question to the platform.
#[derive(Debug, Clone)]
pub(super) struct Question {
    /// The address without its query.
    pub(super) endpoint: String,
    pub(super) request: Request,
}

impl Question {
    /// The question that an answer of the tool makes a browser ask, if one.
    pub(super) fn of(answer: &Answer) -> Option<Self> {
        match answer.location() {
            Some(url) => Self::in_address(url).filter(Self::is_one),
            None if answer.hop.status == 200 => Self::in_page(answer),
            None => None,
        }
    }

    /// Whatever names a response type or a redirect URI wants to be one.
    fn is_one(&self) -> bool {
        ["response_type", "redirect_uri"].iter().any(|name| self.request.get(name).is_some())
    }

    fn in_address(mut url: Url) -> Option<Self> {
        let request = Request::parse(url.query()?.as_bytes());
        url.set_query(None);
        url.set_fragment(None);
        Some(Self { endpoint: url.to_string(), request })
    }

    /// A page may have other forms, such as a search in its head.
    fn in_page(answer: &Answer) -> Option<Self> {
        let html = Html::parse_document(&answer.text());
        let forms = Selector::parse("form[action]").ok()?;
        let page = answer.url()?;
        html.select(&forms).filter_map(|form| Self::in_form(&page, form)).find(Self::is_one)
    }

    fn in_form(page: &Url, form: ElementRef<'_>) -> Option<Self> {
        let mut url = page.join(form.value().attr("action")?).ok()?;
        let fields = fields(form);
        let mut encoded = form_urlencoded::Serializer::new(url.query().unwrap_or_default().to_owned());
        let encoded = encoded.extend_pairs(&fields).finish();
        url.set_query(None);
        Some(Self { endpoint: url.to_string(), request: Request::parse(encoded.as_bytes()) })
    }
}

fn fields(form: ElementRef<'_>) -> Vec<(String, String)> {
    let Ok(inputs) = Selector::parse("input[name]") else { return Vec::new() };
    let attribute =
        |input: ElementRef<'_>, name: &str| input.value().attr(name).unwrap_or_default().to_owned();
    form.select(&inputs).map(|input| (attribute(input, "name"), attribute(input, "value"))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::answer::tests::answer;
    use super::*;

    #[test]
    fn a_question_stands_in_a_redirect_or_in_a_form() {
        let to = "http://lms/auth?response_type=id_token&nonce=a%2Bb";
        let redirect = answer("http://t/login", 302, &[("location", to)], "");
        let form = r#"<form method=post action="http://lms/auth"><input name=redirect_uri value="x"><input name=nonce value="a+b"></form>"#;
        let page = answer("http://t/login", 200, &[], form);
        for found in [Question::of(&redirect), Question::of(&page)] {
            let found = found.unwrap();
            assert_eq!(
                (found.endpoint.as_str(), found.request.get("nonce")),
                ("http://lms/auth", Some("a+b"))
            );
        }
    }

    #[test]
    fn a_search_in_the_head_of_a_page_hides_no_question() {
        let forms = r#"<form action="/search"><input name=q></form>
            <form method=post action="http://lms/auth"><input name=response_type value="id_token"></form>"#;
        let found = Question::of(&answer("http://t/login", 200, &[], forms)).unwrap();
        assert_eq!(found.endpoint, "http://lms/auth");
    }

    #[test]
    fn other_pages_and_redirects_ask_nothing() {
        let search = r#"<form action="/search"><input name=q></form>"#;
        for other in [
            answer("http://t/login", 302, &[("location", "/login/")], ""),
            answer("http://t/login", 200, &[], search),
            answer("http://t/login", 404, &[], ""),
        ] {
            assert!(Question::of(&other).is_none(), "{other:?}");
        }
    }
}
