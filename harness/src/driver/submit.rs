//! Submitting forms as a browser does.

use super::html::{AutoSubmit, Encoding, FieldKind, Form, FormMethod, Trigger};
use super::request::Request;
use super::urlencoded::{self, Pairs};

/// Not random, but changed until it does not occur in the content.
const BOUNDARY: &str = "----HomeroomFormBoundary";

impl Form {
    /// The request that a script's `submit()` makes. None for what sends nothing over HTTP.
    pub(crate) fn request(&self) -> Option<Request> {
        self.request_with(None)
    }

    /// The request that pressing the button at that place of `fields` makes.
    pub(crate) fn request_with(&self, button: Option<usize>) -> Option<Request> {
        let (mut action, mut method) = (self.action.clone(), self.method);
        if let Some(FieldKind::Button { action: other, method: changed }) =
            button.and_then(|at| self.fields.get(at)).map(|field| &field.kind)
        {
            action = other.clone().unwrap_or(action);
            method = changed.unwrap_or(method);
        }
        if !matches!(action.scheme(), "http" | "https") {
            return None;
        }
        let pairs = self.pairs_with(button);
        let request = match method {
            FormMethod::Dialog => return None,
            FormMethod::Get => {
                action.set_query(Some(&urlencoded::serialize(&pairs)));
                Request::get(&action)
            }
            FormMethod::Post => {
                let (media_type, bytes) = content(self.encoding, &pairs);
                Request::post_raw(&action, &media_type, bytes)
            }
        };
        let request = request.initiated_by(&self.page).with_referrer_policy(self.referrer_policy.as_deref());
        Some(request.shown_in(self.target.as_deref(), self.embedder.as_ref()))
    }
}

impl AutoSubmit<'_> {
    /// The request that the page makes, with the button if its script presses one.
    pub(crate) fn request(&self) -> Option<Request> {
        let pressed = self.trigger == Trigger::ScriptedButton;
        self.form.request_with(self.form.default_button().filter(|_| pressed))
    }
}

fn content(encoding: Encoding, pairs: &Pairs) -> (String, Vec<u8>) {
    match encoding {
        Encoding::Urlencoded => (super::request::FORM.to_owned(), urlencoded::serialize(pairs).into_bytes()),
        Encoding::Multipart => multipart(pairs),
        Encoding::Plain => {
            let lines = pairs.iter().map(|(name, value)| format!("{name}={value}\r\n"));
            ("text/plain".to_owned(), lines.collect::<String>().into_bytes())
        }
    }
}

fn multipart(pairs: &Pairs) -> (String, Vec<u8>) {
    let taken = |boundary: &str| {
        pairs.iter().any(|(name, value)| name.contains(boundary) || value.contains(boundary))
    };
    let mut boundary = BOUNDARY.to_owned();
    while taken(&boundary) {
        boundary.push('x');
    }
    let escaped = |name: &str| name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    let part = |(name, value): &(String, String)| {
        let name = escaped(name);
        format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let mut body: String = pairs.iter().map(part).collect();
    body.extend(["--", &boundary, "--\r\n"]);
    (format!("multipart/form-data; boundary={boundary}"), body.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::super::html::{Form, Page};
    use super::super::test_server::{TestServer, browser};
    use super::super::urlencoded;

    fn form(source: &str) -> Form {
        let url = "http://localhost:3000/login?x=1".parse().unwrap();
        Page::parse(&url, source).forms.remove(0)
    }

    fn content(form: &Form, button: Option<usize>) -> String {
        String::from_utf8(form.request_with(button).unwrap().body().to_vec()).unwrap()
    }

    #[test]
    fn a_form_sends_what_a_browser_would_in_document_order() {
        let form = form(
            "<form method=POST action=/launch><input type=hidden name=id_token value='a&amp;b'>\
             <input name=empty><input value=nameless><input name=off disabled value=1>\
             <input type=checkbox name=c><input type=checkbox name=c checked><input type=radio name=r value=1 checked>\
             <select name=s><option value=1>one<option selected> two  words </select>\
             <select name=m multiple><option selected>x<option selected>y</select><select name=d><option>first<option>2</select>\
             <textarea name=t>\nline\nnext</textarea><fieldset disabled><input name=off2></fieldset>\
             <button name=b value=pressed>Go</button><input type=reset name=no><input type=hidden name=id_token value=2>\
             <template><input name=inert></template></form><input name=outside form=f2>",
        );
        let sent = content(&form, None);
        assert_eq!(
            sent,
            "id_token=a%26b&empty=&c=on&r=1&s=two+words&m=x&m=y&d=first&t=line%0D%0Anext&id_token=2"
        );
        let pressed = content(&form, form.default_button());
        assert!(pressed.contains("next&b=pressed&id_token=2"), "{pressed}");
        assert_eq!(form.action.as_str(), "http://localhost:3000/launch");
        assert!(!form.is_only_hidden());
    }

    #[test]
    fn controls_outside_belong_to_the_form_they_name() {
        let form = form("<input name=a value=1 form=f><form id=f method=post></form>");
        assert_eq!(content(&form, None), "a=1");
        assert_eq!(form.action.as_str(), "http://localhost:3000/login?x=1");
    }

    #[test]
    fn a_get_form_replaces_the_query() {
        let request = form("<form action='/a?old=1'><input name=q value='x y'></form>").request().unwrap();
        assert_eq!((request.method.as_str(), request.url.as_str()), ("GET", "http://localhost:3000/a?q=x+y"));
    }

    #[test]
    fn a_button_may_lead_elsewhere() {
        let form = form(
            "<form method=post action=/a><button formaction=/b formmethod=get name=x value=1>Go</button>",
        );
        let request = form.request_with(Some(0)).unwrap();
        assert_eq!((request.method.as_str(), request.url.as_str()), ("GET", "http://localhost:3000/b?x=1"));
        assert_eq!(form.request_with(Some(7)).unwrap().url.path(), "/a");
    }

    #[test]
    fn other_encodings_are_written_as_declared() {
        let source =
            "<form method=post enctype='ENC'><input name='a\"b' value='1----HomeroomFormBoundary'></form>";
        let multipart = form(&source.replace("ENC", "multipart/form-data"));
        let body = content(&multipart, None);
        assert!(body.starts_with(
            "------HomeroomFormBoundaryx\r\nContent-Disposition: form-data; name=\"a%22b\"\r\n\r\n1--"
        ));
        assert!(body.ends_with("\r\n------HomeroomFormBoundaryx--\r\n"), "{body}");
        let plain = form(&source.replace("ENC", "text/plain"));
        assert_eq!(content(&plain, None), "a\"b=1----HomeroomFormBoundary\r\n");
    }

    #[test]
    fn a_script_that_presses_the_button_sends_the_button() {
        let source =
            "<form method=post><input type=hidden name=a value=1><button name=b value=2>Go</button></form>";
        for (script, expected) in [("x.click()", "a=1&b=2"), ("x.submit()", "a=1")] {
            let url = "http://localhost:3000/".parse().unwrap();
            let page = Page::parse(&url, &format!("{source}<script>{script}</script>"));
            let request = page.auto_submit().unwrap().request().unwrap();
            assert_eq!(request.body(), expected.as_bytes());
        }
    }

    #[test]
    fn the_referrer_policy_of_the_page_goes_with_the_form() {
        let form = form("<meta name=Referrer content=no-referrer><form method=post></form>");
        assert_eq!(form.request().unwrap().referrer_policy.as_deref(), Some("no-referrer"));
    }

    #[test]
    fn a_form_in_a_frame_stays_there_unless_it_has_another_target() {
        let lms: url::Url = "http://localhost:8080/main".parse().unwrap();
        for (target, frame) in [("", Some(&lms)), ("_self", Some(&lms)), ("_top", None), ("window-2", None)] {
            let mut form = form(&format!("<form method=post target='{target}'></form>"));
            form.embedder = Some(lms.clone());
            assert_eq!(form.request().unwrap().embedder.as_ref(), frame, "{target}");
        }
    }

    #[test]
    fn fields_can_be_changed_before_sending() {
        let mut form = form("<form method=post><input type=hidden name=state value=1></form>");
        form.set("state", "2");
        form.set("extra", "3");
        assert_eq!(content(&form, None), "state=2&extra=3");
    }

    #[tokio::test]
    async fn a_submitted_form_says_which_page_it_came_from() {
        let server = TestServer::start(&[("/login", "echo")]).await;
        let source = "<form method=post action=/login><input name=iss value=x></form>";
        let form = Page::parse(&server.at("/"), source).forms.remove(0);
        let answer = browser().send(&form.request().unwrap()).await.unwrap();
        let received = answer.response_body.text();
        let (head, body) = received.split_once("\r\n\r\n").unwrap();
        assert_eq!(urlencoded::parse(body.as_bytes()), [("iss".to_owned(), "x".to_owned())]);
        assert!(head.contains(&format!("referer: {}", server.url)), "{head}");
    }

    #[test]
    fn a_form_that_leads_out_of_http_makes_no_request() {
        for source in ["<form action='javascript:x()'></form>", "<form method=dialog></form>"] {
            assert!(form(source).request().is_none(), "{source}");
            assert!(form(source).request_with(Some(0)).is_none(), "{source}");
        }
    }
}
