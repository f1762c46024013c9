//! Forms that submit themselves, as tools and platforms use them to post across sites (OIDC-017, OIDC-080, DL-030).

use super::form::Form;
use super::page::Page;

/// Why the form is taken for one that submits itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trigger {
    /// An inline script or an `onload` attribute calls `submit` when the page loads.
    Script,
    /// Likewise, but it presses the button, so the button's value is sent too.
    ScriptedButton,
    /// The page has one form, of hidden fields that go to another origin, and loads a script that may submit it.
    ExternalScript,
    /// The only form of the page; nothing in sight submits it. A person would have to.
    OnlyForm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AutoSubmit<'a> {
    pub(crate) form: &'a Form,
    pub(crate) trigger: Trigger,
}

impl AutoSubmit<'_> {
    /// Whether a browser would submit it, as far as can be seen without running scripts.
    pub(crate) fn submits_itself(&self) -> bool {
        self.trigger != Trigger::OnlyForm
    }
}

/// The form that the page wants submitted, if it is clear which.
pub(crate) fn find(page: &Page) -> Option<AutoSubmit<'_>> {
    let only = || match page.forms.as_slice() {
        [form] => Some(form),
        _ => None,
    };
    if let Some(trigger) = scripted(page) {
        let code = page.code.all().collect::<Vec<_>>().join("\n");
        let form = named(&code, &page.forms).or_else(only)?;
        return Some(AutoSubmit { form, trigger }).filter(|_| is_relay(form));
    }
    let form = only()?;
    let external = page.loads_scripts && form.is_only_hidden() && leaves(form);
    let trigger = if external { Trigger::ExternalScript } else { Trigger::OnlyForm };
    Some(AutoSubmit { form, trigger })
}

/// What the page's code does to a form when the page loads.
fn scripted(page: &Page) -> Option<Trigger> {
    let submits =
        page.code.find("ubmit", |script, at| is_call(script.get(at + 5..)?).then_some(Trigger::Script));
    let has_button = || page.forms.iter().any(|form| form.default_button().is_some());
    let presses = || {
        page.code
            .find(".click", |script, at| is_call(script.get(at + 6..)?).then_some(Trigger::ScriptedButton))
    };
    submits.or_else(|| presses().filter(|_| has_button()))
}

/// `()` or `.call(`. With a function in the brackets it would only register a handler.
fn is_call(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.starts_with(".call(")
        || rest.strip_prefix('(').is_some_and(|inside| inside.trim_start().starts_with(')'))
}

/// Whether the form only carries something on: nothing to fill in, or a way to another origin.
fn is_relay(form: &Form) -> bool {
    form.is_only_hidden() || leaves(form)
}

fn leaves(form: &Form) -> bool {
    form.action.origin() != form.page.origin()
}

/// The form that the code speaks of: by its id, by its name, or by its place.
fn named<'a>(code: &str, forms: &'a [Form]) -> Option<&'a Form> {
    forms.iter().enumerate().find(|(at, form)| mentions(code, *at, form)).map(|(_, form)| form)
}

fn mentions(code: &str, at: usize, form: &Form) -> bool {
    let names = [form.id.as_deref(), form.name.as_deref()];
    let by_name = names.into_iter().flatten().any(|name| {
        let ways = [
            format!("\"{name}\""),
            format!("'{name}'"),
            format!("#{name}"),
            format!("forms.{name}."),
            format!("document.{name}."),
        ];
        ways.iter().any(|way| code.contains(way))
    });
    by_name || code.contains(&format!("forms[{at}]")) || code.contains(&format!("forms.item({at})"))
}

#[cfg(test)]
mod tests {
    use super::super::page::Page;
    use super::Trigger;

    /// The first hidden value of the form that the page wants submitted, and why.
    fn auto(source: &str) -> Option<(String, Trigger)> {
        let page = Page::parse(&"http://localhost:3000/login".parse().unwrap(), source);
        let found = page.auto_submit()?;
        assert_eq!(found.submits_itself(), found.trigger != Trigger::OnlyForm);
        Some((found.form.value("v").unwrap_or_default().to_owned(), found.trigger))
    }

    #[test]
    fn forms_that_submit_themselves_are_recognised_in_every_usual_way() {
        let form = "<form id=f name=n method=post action='http://localhost:8080/'><input type=hidden name=v value=1><button>Go</button></form>";
        for (around, trigger) in [
            ("<script>document.forms[0].submit()</script>", Trigger::Script),
            ("<script>document.getElementById('f').submit();</script>", Trigger::Script),
            ("<script>document.n.submit()</script>", Trigger::Script),
            (
                "<script>HTMLFormElement.prototype.submit.call(document.querySelector('#f'))</script>",
                Trigger::Script,
            ),
            ("<script>document.querySelector('button').click()</script>", Trigger::ScriptedButton),
            ("<img src=x onerror='document.forms[0].requestSubmit()'>", Trigger::Script),
            ("<script>function go() { document.n.submit(); } setTimeout(go, 10);</script>", Trigger::Script),
            ("<script>$('#f').submit(function () { check() })</script>", Trigger::OnlyForm),
            ("<script>button.onclick = () => { document.n.submit() }</script>", Trigger::OnlyForm),
            ("<select onchange='document.n.submit()'></select>", Trigger::OnlyForm),
            ("<script src=/submit.js></script>", Trigger::ExternalScript),
            ("", Trigger::OnlyForm),
            ("<script>console.log(1)</script>", Trigger::OnlyForm),
        ] {
            assert_eq!(auto(&format!("{form}{around}")), Some(("1".to_owned(), trigger)), "{around}");
            let body = format!("<body onload=\"document.forms[0].submit()\">{form}");
            assert_eq!(auto(&body), Some(("1".to_owned(), Trigger::Script)));
        }
    }

    #[test]
    fn among_several_forms_the_script_says_which() {
        let forms = "<form action=a><input type=hidden name=v value=first></form>\
                     <form id=go action=b><input type=hidden name=v value=second></form>";
        for (script, expected) in [
            ("document.forms[1].submit()", Some("second")),
            ("document.forms[0].submit()", Some("first")),
            ("document.forms.go.submit()", Some("second")),
            ("document.getElementById(\"go\").submit()", Some("second")),
            ("whatever().submit()", None),
            ("", None),
        ] {
            let found = auto(&format!("{forms}<script>{script}</script>"));
            assert_eq!(found.map(|(value, _)| value).as_deref(), expected, "{script}");
        }
    }

    #[test]
    fn a_form_for_people_is_left_to_people() {
        let hidden = "<form action=/logout method=post><input type=hidden name=csrf value=1><button>Log out</button></form>";
        let search = "<form action=/search><input name=q></form>";
        for form in [hidden, search] {
            let found = auto(&format!("{form}<script src=/app.js></script>"));
            assert_eq!(found.map(|(_, trigger)| trigger), Some(Trigger::OnlyForm));
        }
        assert_eq!(auto(&format!("{search}<script>document.forms[0].submit()</script>")), None);
    }

    #[test]
    fn a_page_without_a_form_wants_nothing_submitted() {
        assert_eq!(auto("<script>x.submit()</script><p>hello"), None);
    }
}
