//! What a launch offers beside itself: grades (AGS-001 to AGS-006) and the roster (NRPS-001). An odd offer is none, and
//! the launch stays good.

use homeroom_vocab::claim::{AGS_ENDPOINT, NRPS};
use homeroom_vocab::scope::{AGS_LINEITEM, AGS_LINEITEM_READONLY, AGS_RESULT_READONLY, AGS_SCORE};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use crate::token::claims::Claims;

/// The version of the roster service that this tool speaks.
const ROSTER_VERSION: &str = "2.0";
const LONGEST_URL: usize = 8 * 1024;

/// The grade service in this launch: each address only if the platform names it (AGS-005). It holds for this launch, and
/// the next one may say something else (AGS-006).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GradesEndpoint {
    /// What the tool may ask for (AGS-002).
    pub scopes: Vec<String>,
    /// Where the line items of the course are.
    pub line_items: Option<Url>,
    /// The one line item of the link that was opened (AGS-004).
    pub line_item: Option<Url>,
}

impl GradesEndpoint {
    /// Whether the tool may ask for this scope.
    pub fn has(&self, scope: &str) -> bool {
        self.scopes.iter().any(|offered| offered == scope)
    }

    /// Whether line items can be looked for (AGS-102).
    pub fn can_list(&self) -> bool {
        self.line_items.is_some() && (self.has(AGS_LINEITEM) || self.has(AGS_LINEITEM_READONLY))
    }

    /// Whether line items can be made.
    pub fn can_create(&self) -> bool {
        self.line_items.is_some() && self.has(AGS_LINEITEM)
    }

    /// Whether scores are taken, for line items that are known.
    pub fn can_score(&self) -> bool {
        self.has(AGS_SCORE)
    }

    /// Whether results can be read, of line items that are known.
    pub fn can_read_results(&self) -> bool {
        self.has(AGS_RESULT_READONLY)
    }
}

/// The roster of the course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RosterEndpoint {
    /// Where it is read.
    pub url: Url,
}

impl RosterEndpoint {
    /// A roster that is read at this address.
    pub fn at(url: Url) -> Self {
        Self { url }
    }
}

/// The grade service, if the platform offers it.
pub(super) fn grades(claims: &Claims) -> Option<GradesEndpoint> {
    let endpoint = claims.get(AGS_ENDPOINT)?.as_object()?;
    let scopes = endpoint.get("scope")?.as_array()?.iter().filter_map(Value::as_str);
    let url = |member: &str| service_url(endpoint.get(member)?.as_str()?);
    Some(GradesEndpoint {
        scopes: scopes.map(str::to_owned).collect(),
        line_items: url("lineitems"),
        line_item: url("lineitem"),
    })
}

/// Where the roster is read, if the platform offers it.
pub(super) fn roster(claims: &Claims) -> Option<RosterEndpoint> {
    let service = claims.get(NRPS)?.as_object()?;
    let speaks = |versions: &Value| {
        versions.as_array().is_some_and(|versions| versions.iter().any(|version| version == ROSTER_VERSION))
    };
    let known = service.get("service_versions").is_none_or(speaks);
    let url = service_url(service.get("context_memberships_url")?.as_str()?).filter(|_| known)?;
    Some(RosterEndpoint { url })
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
    use serde_json::json;

    use super::*;
    use crate::token::json::Duplicates;

    fn claims(name: &str, value: Value) -> Claims {
        let payload = json!({ (name): value }).to_string();
        Claims::parse(payload.as_bytes(), Duplicates::Refused).unwrap()
    }

    fn offer(value: Value) -> Option<GradesEndpoint> {
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
        let read = |value| roster(&claims(NRPS, value)).map(|roster| String::from(roster.url));
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
