//! Which scopes open which service, read from the address and the method.

use crate::service_calls::ServiceCall;

const LINE_ITEM: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem";
const LINE_ITEM_READONLY: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly";
const SCORE: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
const RESULT: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly";
const ROSTER: &str = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";

/// The scopes of which each is enough for the call; none for an address that is no service's.
pub(super) fn opened_by(call: &ServiceCall) -> Option<&'static [&'static str]> {
    let path = call.path();
    if path.ends_with("/scores") {
        Some(&[SCORE])
    } else if path.ends_with("/results") {
        Some(&[RESULT])
    } else if path.ends_with("/memberships") {
        Some(&[ROSTER])
    } else if !path.contains("/lineitems") {
        None
    } else if call.method == "GET" {
        Some(&[LINE_ITEM, LINE_ITEM_READONLY])
    } else {
        Some(&[LINE_ITEM])
    }
}
