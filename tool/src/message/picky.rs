//! What tools with defects demand of claims that this tool has no use for. A correct tool demands nothing
//! (CORE-043, CORE-045, CORE-049).

use homeroom_vocab::claim::{
    AGS_ENDPOINT, CONTEXT, LAUNCH_PRESENTATION, LIS, NRPS, ROLE_SCOPE_MENTOR, TOOL_PLATFORM,
};
use homeroom_vocab::context_type::COURSE_SECTION;
use homeroom_vocab::document_target::IFRAME;
use homeroom_vocab::standard_claim::ADDRESS;
use serde_json::{Map, Value};

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::token::claims::Claims;

/// The products that [`Defect::PRODUCT_FAMILY_UNKNOWN_REFUSED`] knows.
const PRODUCTS: [&str; 5] = ["BlackboardLearn", "canvas", "desire2learn", "homeroom", "moodle"];

pub(crate) fn check(claims: &Claims, defects: &Defects) -> Result<(), Refusal> {
    if defects.has(Defect::IGNORED_CLAIM_TYPE_CRASH) && !ignored_claims_are_typed(claims) {
        return Err(Refusal::Crash);
    }
    if claims.get(ADDRESS).is_some() && defects.has(Defect::ADDRESS_CRASH) {
        return Err(Refusal::Crash);
    }
    let is_student = claims.object(LIS)?.is_some_and(|lis| lis.contains_key("person_sourcedid"));
    if is_student && defects.has(Defect::SOURCEDID_CRASH) {
        return Err(Refusal::Crash);
    }
    if claims.get(AGS_ENDPOINT).is_none() && defects.has(Defect::GRADES_REQUIRED) {
        return Err(Refusal::Missing(AGS_ENDPOINT));
    }
    platform(claims.object(TOOL_PLATFORM)?, defects)?;
    claims.object(CONTEXT)?.map_or(Ok(()), |context| context_type(context, defects))?;
    claims.object(LAUNCH_PRESENTATION)?.map_or(Ok(()), |shown| presentation(shown, defects))
}

/// Whether claims that a tool could do without are what they are called.
fn ignored_claims_are_typed(claims: &Claims) -> bool {
    let objects = [AGS_ENDPOINT, NRPS].map(|name| claims.get(name));
    let types = claims.get(CONTEXT).and_then(|context| context.get("type"));
    let arrays = [claims.get(ROLE_SCOPE_MENTOR), types];
    objects.into_iter().flatten().all(Value::is_object) && arrays.into_iter().flatten().all(Value::is_array)
}

fn platform(platform: Option<&Map<String, Value>>, defects: &Defects) -> Result<(), Refusal> {
    let Some(platform) = platform else {
        return if defects.has(Defect::TOOL_PLATFORM_MISSING_CRASH) { Err(Refusal::Crash) } else { Ok(()) };
    };
    let family = platform.get("product_family_code").and_then(Value::as_str);
    let unknown = family.is_some_and(|family| !PRODUCTS.contains(&family));
    refuse_if(unknown && defects.has(Defect::PRODUCT_FAMILY_UNKNOWN_REFUSED), TOOL_PLATFORM)
}

fn context_type(context: &Map<String, Value>, defects: &Defects) -> Result<(), Refusal> {
    let Some(types) = context.get("type").and_then(Value::as_array) else { return Ok(()) };
    let other = !types.iter().any(|kind| kind == COURSE_SECTION);
    refuse_if(other && defects.has(Defect::CONTEXT_TYPE_COURSE_ONLY), CONTEXT)
}

fn presentation(shown: &Map<String, Value>, defects: &Defects) -> Result<(), Refusal> {
    let text = |name| shown.get(name).and_then(Value::as_str);
    let odd = match text("document_target") {
        None => defects.has(Defect::DOCUMENT_TARGET_REQUIRED),
        Some(target) => target != IFRAME && defects.has(Defect::DOCUMENT_TARGET_IFRAME_ONLY),
    };
    let long = text("locale").is_some_and(|locale| locale.split('-').count() > 2);
    refuse_if(odd || (long && defects.has(Defect::LOCALE_SCRIPT_REFUSED)), LAUNCH_PRESENTATION)
}

fn refuse_if(refused: bool, claim: &'static str) -> Result<(), Refusal> {
    if refused { Err(Refusal::Unsupported(claim)) } else { Ok(()) }
}
