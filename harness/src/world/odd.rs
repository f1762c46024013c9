//! Cases that send what no platform should: claims of every wrong type, targets in disguise.

use super::{Step, World};
use crate::control::{FaultOrder, LaunchOrder};
use crate::record::Stop;

const TYPES: [&str; 6] = ["null", "boolean", "number", "string", "array", "object"];

/// Where names that begin so belong.
const NAMESPACES: &[(&str, &str)] = &[
    ("LTI:", "https://purl.imsglobal.org/spec/lti/claim/"),
    ("AGS:", "https://purl.imsglobal.org/spec/lti-ags/claim/"),
    ("NRPS:", "https://purl.imsglobal.org/spec/lti-nrps/claim/"),
];

impl World {
    /// `When the platform answers with "..." as anything but ...`: one launch after the other, until one breaks the tool.
    pub(crate) async fn claim_has_every_wrong_type(&mut self, name: &str, right: &str) -> Step {
        if !TYPES.contains(&right) {
            return Err(Stop::unjudged(format!("`{right}` is no JSON type; there are {}", TYPES.join(", "))));
        }
        let claim = whole(name);
        for wrong in TYPES.into_iter().filter(|kind| *kind != right) {
            let faults = vec![FaultOrder {
                name: "claim.wrong_type".to_owned(),
                with: Some(format!("{claim}: {wrong}")),
            }];
            let order = LaunchOrder { faults, ..self.scene()?.order() };
            self.launch(&order).await?;
            self.nothing_crashed().map_err(|stop| with_type(stop, name, wrong))?;
        }
        Ok(())
    }

    /// `When the token names a target that looks like the tool's, ...`.
    pub(crate) async fn token_names_disguised_target(&mut self, disguise: &str) -> Step {
        let own = self.session()?.party.registration.target_link_uri.clone();
        let own = own.origin().ascii_serialization();
        let host = own.split_once("://").map_or("", |(_, host)| host).to_owned();
        let stranger = self.address_of_stranger()?;
        let (before, behind) = stranger.split_once("://").unwrap_or_default();
        let (their_host, path) = behind.split_once('/').unwrap_or_default();
        let target = match disguise {
            "behind user information" => format!("{before}://{host}@{behind}"),
            "before a backslash" => format!("{before}://{their_host}\\@{host}/{path}"),
            "without its scheme" => format!("//{behind}"),
            "as a script" => "javascript:homeroom()".to_owned(),
            other => return Err(Stop::unjudged(format!("no target is disguised `{other}`"))),
        };
        if target.starts_with("javascript:") {
            self.hostile_address = Some(target.clone());
        }
        self.launch_with_fault("target_link_uri.foreign", Some(target)).await
    }
}

fn with_type(stop: Stop, name: &str, wrong: &str) -> Stop {
    match stop {
        Stop::Broken { expected, actual } => {
            Stop::broken(expected, format!("{actual}, where `{name}` is of type {wrong}"))
        }
        other => other,
    }
}

/// The claim by its whole name; members stay behind it.
fn whole(name: &str) -> String {
    let short = NAMESPACES.iter().find_map(|(prefix, space)| Some((space, name.strip_prefix(prefix)?)));
    short.map_or_else(|| name.to_owned(), |(space, rest)| format!("{space}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn claims_are_called_by_their_whole_names() {
        assert_eq!(whole("LTI:context > title"), "https://purl.imsglobal.org/spec/lti/claim/context > title");
        assert_eq!(whole("sub"), "sub");
    }
}
