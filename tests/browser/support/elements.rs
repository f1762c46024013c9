//! Finding things as people and screen readers do: by role and accessible name.

use serde_json::json;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{WebDriver, WebElement};

use super::devtools::role_and_name;

/// What may have a role: a selector that is quick and rather too wide. The browser itself decides.
const ROLES: &[(&str, &str)] = &[
    ("alert", "[role=alert]"),
    ("button", "button, input[type=submit], [role=button]"),
    ("checkbox", "input[type=checkbox]"),
    ("combobox", "select"),
    ("DateTime", "input[type=datetime-local]"),
    ("DisclosureTriangle", "summary"),
    ("Iframe", "iframe"),
    ("heading", "h1, h2, h3, h4, h5, h6"),
    ("link", "a[href], area[href]"),
    ("navigation", "nav"),
    ("radio", "input[type=radio]"),
    ("row", "tr"),
    ("searchbox", "input[type=search]"),
    ("spinbutton", "input[type=number]"),
    ("table", "table"),
    ("textbox", "input, textarea"),
];

/// Those that can be seen and whose texts hold the words; nearest to the start of the page first.
const CANDIDATES: &str = r#"
    const [selector, name] = arguments;
    const plain = (text) => (text || "").replace(/\s+/g, " ").trim();
    const texts = (element) => {
        const named = (element.getAttribute("aria-labelledby") || "").split(/\s+/).map((id) => document.getElementById(id));
        const labels = [...named, ...(element.labels || [])].map((label) => label && label.textContent);
        const own = ["aria-label", "title", "value", "placeholder"].map((attribute) => element.getAttribute(attribute));
        return [...labels, ...own, element.textContent, element.caption && element.caption.textContent];
    };
    return [...document.querySelectorAll(selector)].filter((element) =>
        element.checkVisibility({visibilityProperty: true})
        && texts(element).some((text) => plain(text).toLowerCase().includes(name.toLowerCase())));
"#;

/// How a name is compared.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Named<'a> {
    Exactly(&'a str),
    /// By some words of it, in any case.
    With(&'a str),
    /// By the label of a field, which may say that it is optional.
    Label(&'a str),
}

impl<'a> Named<'a> {
    fn words(self) -> &'a str {
        let (Self::Exactly(words) | Self::With(words) | Self::Label(words)) = self;
        words
    }

    fn is(self, name: &str) -> bool {
        match self {
            Self::Exactly(wanted) => name == wanted,
            Self::With(words) => name.to_lowercase().contains(&words.to_lowercase()),
            Self::Label(wanted) => name.strip_suffix("optional").unwrap_or(name).trim_end() == wanted,
        }
    }
}

/// All elements of a role and a name that can be seen now.
pub(crate) async fn all(driver: &WebDriver, role: &str, name: Named<'_>) -> WebDriverResult<Vec<WebElement>> {
    let (_, selector) = ROLES.iter().find(|(known, _)| *known == role).expect("a role of the table");
    let arguments = vec![json!(selector), json!(name.words())];
    let candidates = driver.execute(CANDIDATES, arguments).await?.elements()?;
    let mut found = Vec::new();
    for candidate in candidates {
        let (computed, label) = role_and_name(driver, &candidate).await?;
        if computed == role && name.is(label.trim()) {
            found.push(candidate);
        }
    }
    Ok(found)
}
