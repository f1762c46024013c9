//! What a launch offers beside itself: grades (AGS-001 to AGS-006) and the roster (NRPS-001). An odd offer is none, and
//! the launch stays good.

use homeroom_vocab::claim::{AGS_ENDPOINT, NRPS};
use serde_json::Value;
use url::Url;

use crate::token::claims::Claims;

/// The version of the roster service that this tool speaks.
const ROSTER_VERSION: &str = "2.0";
const LONGEST_URL: usize = 8 * 1024;

/// The endpoints of the grade service in this launch, each only if the platform names it (AGS-005).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GradesOffer {
    /// What the tool may ask for (AGS-002).
    pub(crate) scopes: Vec<String>,
    pub(crate) line_items: Option<Url>,
    /// The one line item of the link that was opened.
    pub(crate) line_item: Option<Url>,
}

impl GradesOffer {
    pub(crate) fn has(&self, scope: &str) -> bool {
        self.scopes.iter().any(|offered| offered == scope)
    }
}

/// The grade service, if the platform offers it.
pub(crate) fn grades(claims: &Claims) -> Option<GradesOffer> {
    let endpoint = claims.get(AGS_ENDPOINT)?.as_object()?;
    let scopes = endpoint.get("scope")?.as_array()?.iter().filter_map(Value::as_str);
    let url = |member: &str| service_url(endpoint.get(member)?.as_str()?);
    Some(GradesOffer {
        scopes: scopes.map(str::to_owned).collect(),
        line_items: url("lineitems"),
        line_item: url("lineitem"),
    })
}

/// Where the roster is read, if the platform offers it.
pub(crate) fn roster(claims: &Claims) -> Option<Url> {
    let service = claims.get(NRPS)?.as_object()?;
    let speaks = |versions: &Value| {
        versions.as_array().is_some_and(|versions| versions.iter().any(|version| version == ROSTER_VERSION))
    };
    let known = service.get("service_versions").is_none_or(speaks);
    service_url(service.get("context_memberships_url")?.as_str()?).filter(|_| known)
}

/// An address that a token may be sent to: of the web, whole, and without a user of its own. A blank one is none
/// (AMB-26).
fn service_url(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok().filter(|_| text.len() <= LONGEST_URL)?;
    let of_web = matches!(url.scheme(), "http" | "https") && url.has_host();
    let bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    (of_web && bare).then_some(url)
}

#[cfg(test)]
mod tests {
    use homeroom_vocab::scope::AGS_SCORE;
    use serde_json::json;

    use super::*;
    use crate::token::json::Duplicates;

    fn claims(name: &str, value: Value) -> Claims {
        let payload = json!({ (name): value }).to_string();
        Claims::parse(payload.as_bytes(), Duplicates::Refused).unwrap()
    }

    fn offer(value: Value) -> Option<GradesOffer> {
        grades(&claims(AGS_ENDPOINT, value))
    }

    #[test]
    fn each_shape_of_the_grade_claim_is_understood() {
        let (all, one) = ("https://lms.test/items?x=1", "https://lms.test/items/5?x=1");
        let shape = |value| offer(value).map(|offer| (offer.line_items.is_some(), offer.line_item.is_some()));
        assert_eq!(
            shape(json!({ "scope": [AGS_SCORE], "lineitems": all, "lineitem": one })),
            Some((true, true))
        );
        assert_eq!(shape(json!({ "scope": [AGS_SCORE], "lineitems": all })), Some((true, false)));
        assert_eq!(shape(json!({ "scope": [AGS_SCORE], "lineitem": one })), Some((false, true)));
        assert_eq!(
            shape(json!({ "scope": [AGS_SCORE], "lineitems": all, "lineitem": "" })),
            Some((true, false))
        );
        assert!(offer(json!({ "scope": [AGS_SCORE, 7, null], "lineitems": all })).unwrap().has(AGS_SCORE));
    }

    #[test]
    fn odd_offers_are_none() {
        for odd in [json!("x"), json!([]), json!({}), json!({ "scope": "a b" }), json!({ "scope": null })] {
            assert_eq!(offer(odd.clone()), None, "{odd}");
        }
        let urls =
            ["javascript:1", "file:///etc/passwd", "/items", "https://u:p@lms.test/", "https://lms.test/#x"];
        for url in urls {
            let offered = offer(json!({ "scope": [], "lineitems": url, "lineitem": 7 })).unwrap();
            assert_eq!((offered.line_items, offered.line_item), (None, None), "{url}");
        }
    }

    #[test]
    fn the_roster_is_read_where_the_platform_says_in_a_version_that_we_speak() {
        let read = |value| roster(&claims(NRPS, value)).map(String::from);
        let url = "https://lms.test/members?x=1";
        assert_eq!(read(json!({ "context_memberships_url": url })), Some(url.to_owned()));
        let both = json!({ "context_memberships_url": url, "service_versions": ["1.0", "2.0"] });
        assert_eq!(read(both), Some(url.to_owned()));
        assert_eq!(read(json!({ "context_memberships_url": url, "service_versions": ["3.0"] })), None);
        assert_eq!(read(json!({ "context_memberships_url": url, "service_versions": "2.0" })), None);
        assert_eq!(read(json!({ "context_memberships_url": "" })), None);
        assert_eq!(read(json!("x")), None);
    }
}
