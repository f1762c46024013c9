//! From the elements of a form to what it sends (HTML, constructing the entry list).

use scraper::{ElementRef, Html, Selector};
use url::Url;

use super::form::{Encoding, Field, FieldKind, Form, FormMethod};

/// No honest page has more; each control is looked up among the forms.
const MOST_FORMS: usize = 500;
const MOST_CONTROLS: usize = 20_000;

/// All forms of the document, in order.
pub(crate) fn forms(html: &Html, page: &Url, base: &Url) -> Vec<Form> {
    let (Ok(forms), Ok(controls)) =
        (Selector::parse("form"), Selector::parse("input, select, textarea, button"))
    else {
        return Vec::new();
    };
    let elements: Vec<_> = html.select(&forms).take(MOST_FORMS).collect();
    let mut found: Vec<_> = elements.iter().map(|element| empty(*element, page, base)).collect();
    for control in html.select(&controls).take(MOST_CONTROLS).filter(|control| !is_disabled(*control)) {
        let owner = owner(control, &elements).and_then(|at| found.get_mut(at));
        if let Some(form) = owner {
            form.fields.extend(fields(control, base));
        }
    }
    found
}

/// The place, among the forms of the document, of the one that the control belongs to.
pub(crate) fn form_of(html: &Html, control: ElementRef<'_>) -> Option<usize> {
    let forms = Selector::parse("form").ok()?;
    owner(control, &html.select(&forms).take(MOST_FORMS).collect::<Vec<_>>())
}

/// The place, among the fields of its form, of the first field that the control sends.
pub(crate) fn field_of(html: &Html, control: ElementRef<'_>, base: &Url) -> Option<usize> {
    let mut before = 0;
    for other in controls_of(html, form_of(html, control)?).filter(|other| !is_disabled(*other)) {
        if other.id() == control.id() {
            return (!fields(other, base).is_empty()).then_some(before);
        }
        before += fields(other, base).len();
    }
    None
}

/// The controls of the form at that place, disabled ones too.
pub(crate) fn controls_of(html: &Html, at: usize) -> impl Iterator<Item = ElementRef<'_>> {
    let select = |selector: &str| {
        let found = Selector::parse(selector).map(|selector| html.select(&selector).collect::<Vec<_>>());
        found.unwrap_or_default()
    };
    let (forms, controls) = (select("form"), select("input, select, textarea, button"));
    controls.into_iter().take(MOST_CONTROLS).filter(move |control| owner(*control, &forms) == Some(at))
}

fn empty(element: ElementRef<'_>, page: &Url, base: &Url) -> Form {
    let text = |name| element.attr(name).filter(|text| !text.is_empty()).map(str::to_owned);
    Form {
        page: page.clone(),
        action: action(element.attr("action"), page, base),
        method: FormMethod::read(element.attr("method")),
        encoding: Encoding::read(element.attr("enctype")),
        id: text("id"),
        name: text("name"),
        target: text("target"),
        embedder: None,
        referrer_policy: None,
        fields: Vec::new(),
    }
}

/// Without an action, or with one that is no address, the form goes to its own page.
fn action(text: Option<&str>, page: &Url, base: &Url) -> Url {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    text.and_then(|text| base.join(text).ok()).unwrap_or_else(|| page.clone())
}

/// The form named by the `form` attribute, else the one around the control.
fn owner(control: ElementRef<'_>, forms: &[ElementRef<'_>]) -> Option<usize> {
    if let Some(id) = control.attr("form") {
        return forms.iter().position(|form| form.attr("id") == Some(id));
    }
    let around =
        control.ancestors().filter_map(ElementRef::wrap).find(|element| element.value().name() == "form")?;
    forms.iter().position(|form| form.id() == around.id())
}

/// Whether a person can use the control.
pub(crate) fn is_disabled(control: ElementRef<'_>) -> bool {
    let disables =
        |element: ElementRef<'_>| element.value().name() == "fieldset" && element.attr("disabled").is_some();
    let is_template = |element: ElementRef<'_>| element.value().name() == "template";
    control.attr("disabled").is_some()
        || control
            .ancestors()
            .filter_map(ElementRef::wrap)
            .any(|element| disables(element) || is_template(element))
}

fn fields(control: ElementRef<'_>, base: &Url) -> Vec<Field> {
    let name = control.attr("name").unwrap_or_default();
    let kind = control.attr("type").unwrap_or_default().to_ascii_lowercase();
    let entry = |value: String, kind| Field { name: name.to_owned(), value, kind };
    let value = || control.attr("value").unwrap_or_default().to_owned();
    match (control.value().name(), kind.as_str()) {
        ("button" | "input", "reset" | "button") => Vec::new(),
        // It would send where it was hit, which tells nobody anything.
        ("input", "image") => {
            vec![Field { name: String::new(), ..entry(String::new(), button(control, base)) }]
        }
        ("button", _) | ("input", "submit") => vec![entry(value(), button(control, base))],
        _ if name.is_empty() => Vec::new(),
        ("input", "hidden") => vec![entry(value(), FieldKind::Hidden)],
        ("input", "checkbox" | "radio") if control.attr("checked").is_none() => Vec::new(),
        ("input", "checkbox" | "radio") => {
            vec![entry(control.attr("value").unwrap_or("on").to_owned(), FieldKind::Input)]
        }
        ("input", "file") => vec![entry(String::new(), FieldKind::Input)],
        ("textarea", _) => vec![entry(newlines(&control.text().collect::<String>()), FieldKind::Input)],
        ("select", _) => options(control).into_iter().map(|value| entry(value, FieldKind::Input)).collect(),
        _ => vec![entry(value(), FieldKind::Input)],
    }
}

fn button(control: ElementRef<'_>, base: &Url) -> FieldKind {
    FieldKind::Button {
        action: control.attr("formaction").and_then(|action| base.join(action.trim()).ok()),
        method: control.attr("formmethod").map(|method| FormMethod::read(Some(method))),
    }
}

/// Every line ends in CR LF, as in what browsers send.
fn newlines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n")
}

/// The selected options; of a drop-down list only the last of them, or the first option if none is selected.
fn options(select: ElementRef<'_>) -> Vec<String> {
    let elements = select.descendants().filter_map(ElementRef::wrap);
    let usable: Vec<_> = elements
        .filter(|element| element.value().name() == "option" && element.attr("disabled").is_none())
        .collect();
    let selected: Vec<_> = usable.iter().filter(|option| option.attr("selected").is_some()).collect();
    let is_list = select.attr("multiple").is_some();
    if is_list {
        return selected.into_iter().map(|option| option_value(*option)).collect();
    }
    let is_drop_down = select.attr("size").is_none_or(|size| size.trim() == "1");
    let chosen = selected.last().copied().or(usable.first().filter(|_| is_drop_down));
    chosen.map(|option| option_value(*option)).into_iter().collect()
}

pub(crate) fn option_value(option: ElementRef<'_>) -> String {
    let shown = || super::text::collapsed(&option.text().collect::<String>());
    option.attr("value").map_or_else(shown, str::to_owned)
}
