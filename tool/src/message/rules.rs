//! The rules that make a payload a launch of this tool (CORE-002 to CORE-013).

use homeroom_vocab::claim::{DEPLOYMENT_ID, DL_SETTINGS, MESSAGE_TYPE, TARGET_LINK_URI, VERSION};
use homeroom_vocab::id::DeploymentId;
use homeroom_vocab::{VERSION_1_3_0, message};
use serde::{Deserialize, Serialize};

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::platform::{Deployments, Platform};
use crate::token::claims::Claims;

/// Names that every object has in a language where objects are maps.
const PROTOTYPE: [&str; 2] = ["__proto__", "constructor"];

/// Messages of further services, which this tool has nothing to do with (CORE-003).
const OTHER_MESSAGES: [&str; 4] =
    [message::SUBMISSION_REVIEW, message::START_PROCTORING, message::END_ASSESSMENT, message::EULA];

const LTI_NAMESPACE: &str = "https://purl.imsglobal.org/";

/// What a message is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum MessageType {
    /// A link is opened (CORE-002).
    #[default]
    ResourceLink,
    /// Content is picked (DL-001).
    DeepLinking,
}

impl MessageType {
    /// The value of the claim.
    pub fn name(self) -> &'static str {
        match self {
            Self::ResourceLink => message::RESOURCE_LINK,
            Self::DeepLinking => message::DEEP_LINKING,
        }
    }
}

/// Which message this is, to the letter (CORE-002, DL-001).
pub(super) fn kind(claims: &Claims, defects: &Defects) -> Result<MessageType, Refusal> {
    if claims.get(DL_SETTINGS).is_some() && defects.has(Defect::PICKER_WITHOUT_MESSAGE_TYPE) {
        return Ok(MessageType::DeepLinking);
    }
    match claims.required_text(MESSAGE_TYPE) {
        Ok(message::RESOURCE_LINK) => Ok(MessageType::ResourceLink),
        Ok(message::DEEP_LINKING) if !defects.has(Defect::PICKER_NEVER_OPENS) => Ok(MessageType::DeepLinking),
        Ok(other) if OTHER_MESSAGES.contains(&other) && defects.has(Defect::OTHER_MESSAGES_AS_LAUNCHES) => {
            Ok(MessageType::ResourceLink)
        }
        _ if defects.has(Defect::MESSAGE_TYPE_UNCHECKED) => Ok(MessageType::ResourceLink),
        Ok(_) => Err(Refusal::MessageType),
        Err(refusal) => Err(refusal),
    }
}

pub(super) fn version(claims: &Claims, defects: &Defects) -> Result<(), Refusal> {
    if defects.has(Defect::VERSION_UNCHECKED) {
        return Ok(());
    }
    if claims.required_text(VERSION)? == VERSION_1_3_0 { Ok(()) } else { Err(Refusal::Version) }
}

/// Claims that we do not know are ignored (SEC-025).
pub(super) fn known_claims(claims: &Claims, defects: &Defects) -> Result<(), Refusal> {
    if defects.has(Defect::PROTOTYPE_CLAIM_CRASH) && claims.names().any(|name| PROTOTYPE.contains(&name)) {
        return Err(Refusal::Crash);
    }
    let is_vendors = |name: &str| name.contains("://") && !name.starts_with(LTI_NAMESPACE);
    let refused = defects.has(Defect::UNKNOWN_CLAIMS_REFUSED) && claims.names().any(is_vendors);
    if refused { Err(Refusal::UnknownClaim) } else { Ok(()) }
}

/// One of the deployments agreed at platform, compared byte by byte (CORE-008, CORE-009).
pub(super) fn deployment(
    kind: MessageType,
    claims: &Claims,
    platform: &Platform,
    defects: &Defects,
) -> Result<String, Refusal> {
    let mut known = platform.deployments.known().iter().map(DeploymentId::as_str);
    let given = match claims.required_text(DEPLOYMENT_ID) {
        Err(Refusal::Missing(_) | Refusal::Empty(_) | Refusal::WrongType(_))
            if defects.has(Defect::DEPLOYMENT_OPTIONAL) =>
        {
            return Ok(known.next().unwrap_or_default().to_owned());
        }
        given => given?,
    };
    let is_known = if !matches!(platform.deployments, Deployments::Only(_)) {
        // Whether it is the first one is known only when nothing else is wrong with the message (DYN-009).
        true
    } else if defects.has(Defect::DEPLOYMENT_FIRST_ONLY) {
        known.next() == Some(given)
    } else {
        known.any(|known| same_deployment(known, given, defects))
    };
    let unchecked = match kind {
        MessageType::DeepLinking => defects.has(Defect::DEEP_LINKING_DEPLOYMENT_UNCHECKED),
        MessageType::ResourceLink => false,
    };
    let accepted = is_known || unchecked || defects.has(Defect::DEPLOYMENT_UNCHECKED);
    if accepted { Ok(given.to_owned()) } else { Err(Refusal::Deployment) }
}

fn same_deployment(known: &str, given: &str, defects: &Defects) -> bool {
    let folded = defects.has(Defect::DEPLOYMENT_CASE_FOLDED) && known.eq_ignore_ascii_case(given);
    let cut = defects.has(Defect::DEPLOYMENT_BY_PREFIX) && given.starts_with(known);
    known == given || folded || cut
}

/// Where to go; whether we go there is decided later (CORE-013).
pub(super) fn target(claims: &Claims, defects: &Defects) -> Result<String, Refusal> {
    match claims.required_text(TARGET_LINK_URI) {
        Err(Refusal::Missing(_)) if defects.has(Defect::TARGET_MISSING_CRASH) => Err(Refusal::Crash),
        target => target.map(str::to_owned),
    }
}
