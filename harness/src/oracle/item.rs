//! What was picked, judged item by item (DL-050..068).

mod resource_link;

use serde_json::{Map, Value};
use url::{Host, Url};

use super::answer::{Answer, Not, Ruling, broken};
use super::request::shortened;

/// Types of Deep Linking and of other 1EdTech specifications; every other one has to be a URL (DL-050).
const TYPES: &[&str] = &[
    "link",
    "ltiResourceLink",
    "file",
    "html",
    "image",
    "ltiAssetProcessor",
    "ltiAssetProcessorContribution",
];

/// Members that hold a size, at the item and inside it.
const SIZED: &[&str] = &["icon", "thumbnail", "window", "iframe"];

/// Where an item may hold an address.
const ADDRESSES: &[&str] =
    &["/url", "/icon/url", "/thumbnail/url", "/iframe/src", "/lineItem/submissionReview/url"];

/// One rule for items, found by the name that features use.
struct Rule {
    name: &'static str,
    /// The type that it is about; none for items of every type.
    of: Option<&'static str>,
    /// What the items may lack, so that there is nothing to judge.
    about: &'static str,
    check: fn(&Value) -> Checked,
}

/// Whether the item had what the rule speaks of, or how it breaks the rule.
type Checked = Result<bool, Not>;

const RULES: &[Rule] = &[
    Rule { name: "type", of: None, about: "item", check: has_known_type },
    Rule { name: "sizes", of: None, about: "`width` or `height`", check: sizes },
    Rule { name: "urls", of: None, about: "address", check: urls },
    Rule { name: "link.url", of: Some("link"), about: "url", check: |link| address(link, "url") },
    Rule {
        name: "link.members",
        of: Some("link"),
        about: "`embed`, `window` or `iframe`",
        check: link_members,
    },
    Rule {
        name: "resource_link.url",
        of: Some("ltiResourceLink"),
        about: "`url`",
        check: |link| link.get("url").map_or(Ok(false), |_| address(link, "url")),
    },
    Rule {
        name: "resource_link.iframe",
        of: Some("ltiResourceLink"),
        about: "`iframe`",
        check: |link| resource_link::has_only_sizes(link.get("iframe")),
    },
    Rule {
        name: "resource_link.line_item",
        of: Some("ltiResourceLink"),
        about: "`lineItem`",
        check: |link| resource_link::line_item(link.get("lineItem")),
    },
    Rule {
        name: "resource_link.review",
        of: Some("ltiResourceLink"),
        about: "`submissionReview`",
        check: |link| resource_link::review(link.pointer("/lineItem/submissionReview")),
    },
    Rule {
        name: "resource_link.times",
        of: Some("ltiResourceLink"),
        about: "`available` or `submission`",
        check: resource_link::times,
    },
    Rule {
        name: "resource_link.custom",
        of: Some("ltiResourceLink"),
        about: "`custom`",
        check: |link| resource_link::custom(link.get("custom")),
    },
    Rule { name: "file.url", of: Some("file"), about: "url", check: |file| address(file, "url") },
    Rule { name: "file.expires", of: Some("file"), about: "`expiresAt`", check: expires },
    Rule { name: "html.html", of: Some("html"), about: "html", check: |item| text(item, "html") },
    Rule { name: "image.url", of: Some("image"), about: "url", check: |image| address(image, "url") },
];

/// The names of all rules, for a message about an unknown one.
pub(crate) fn rule_names() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}

/// Judges the items of an answer by one rule; `None` if no rule has that name.
pub(crate) fn check(answer: &Answer, rule: &str) -> Option<Ruling> {
    RULES.iter().find(|each| each.name == rule).map(|rule| judge(answer, rule))
}

fn judge(answer: &Answer, rule: &Rule) -> Ruling {
    let items: Vec<&Value> = match rule.of {
        Some(kind) => answer.of_type(kind)?,
        None => answer.readable_items()?.iter().collect(),
    };
    let mut found = false;
    for item in items {
        found |= (rule.check)(item)?;
    }
    if found { Ok(()) } else { Err(Not::Applicable(format!("the items have no {}", rule.about))) }
}

/// The type of an item.
pub(crate) fn kind(item: &Value) -> Option<&str> {
    item.get("type")?.as_str()
}

/// Whether the text is an absolute address, whatever it leads to.
pub(crate) fn is_absolute(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| url.has_host() || url.scheme() == "urn")
}

/// The URL of an item, if a browser can open it.
pub(crate) fn opens(item: &Value) -> Option<Url> {
    Url::parse(item.get("url")?.as_str()?).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

fn shown(name: &str, value: Option<&Value>) -> String {
    value.map_or_else(
        || format!("no `{name}`"),
        |value| format!("`{name}` = `{}`", shortened(&value.to_string())),
    )
}

fn has_known_type(item: &Value) -> Checked {
    match kind(item) {
        Some(kind) if TYPES.contains(&kind) || is_absolute(kind) => Ok(true),
        _ => Err(broken("a `type` of Deep Linking, or a URL", shown("type", item.get("type")))),
    }
}

fn sizes(item: &Value) -> Checked {
    let inside = SIZED.iter().filter_map(|name| item.get(name));
    let mut found = false;
    for holder in std::iter::once(item).chain(inside) {
        for name in ["width", "height"] {
            let Some(size) = holder.get(name) else { continue };
            found = true;
            if !size.as_f64().is_some_and(|size| size > 0.0 && size.fract() == 0.0) {
                return Err(broken(format!("`{name}` as an integer above 0"), shown(name, Some(size))));
            }
        }
    }
    Ok(found)
}

fn urls(item: &Value) -> Checked {
    let mut found = false;
    for (place, value) in ADDRESSES.iter().filter_map(|place| Some((place, item.pointer(place)?))) {
        found = true;
        let safe = value.as_str().and_then(|text| Url::parse(text).ok()).is_some_and(|url| is_safe(&url));
        if !safe {
            let name = place.trim_start_matches('/').replace('/', ".");
            return Err(broken("an absolute https address, or one of localhost", shown(&name, Some(value))));
        }
    }
    Ok(found)
}

fn is_safe(url: &Url) -> bool {
    let local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && local)
}

fn address(holder: &Value, name: &str) -> Checked {
    let value = holder.get(name);
    match value.and_then(Value::as_str).and_then(|text| Url::parse(text).ok()) {
        Some(url) if matches!(url.scheme(), "http" | "https") => Ok(true),
        _ => Err(broken(format!("an absolute address in `{name}`"), shown(name, value))),
    }
}

fn text(holder: &Value, name: &str) -> Checked {
    match holder.get(name) {
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(true),
        other => Err(broken(format!("a text in `{name}`"), shown(name, other))),
    }
}

fn link_members(link: &Value) -> Checked {
    let embed = link.get("embed").map(|embed| text(embed, "html")).transpose()?;
    let iframe = link.get("iframe").map(|iframe| address(iframe, "src")).transpose()?;
    let window = link.get("window").map(|window| may_be_texts(window, &["targetName", "windowFeatures"]));
    Ok(embed.or(iframe).or(window.transpose()?).is_some())
}

/// Members that may be missing and otherwise are strings.
fn may_be_texts(holder: &Value, names: &[&str]) -> Checked {
    for (name, value) in names.iter().filter_map(|name| Some((name, holder.get(name)?))) {
        if !value.is_string() {
            return Err(broken(format!("`{name}` as a string"), shown(name, Some(value))));
        }
    }
    Ok(true)
}

fn object<'v>(name: &str, value: &'v Value) -> Result<&'v Map<String, Value>, Not> {
    value.as_object().ok_or_else(|| broken(format!("`{name}` as an object"), shown(name, Some(value))))
}

fn expires(file: &Value) -> Checked {
    resource_link::time(file, "expiresAt").map(|time| time.is_some())
}

#[cfg(test)]
mod tests;
