//! The options form: its choices, and the launch options that a filled form stands for.

use homeroom_vocab::message;
use serde_json::{Map, Value};

use crate::domain::options::{Method, Options, Sent};
use crate::faults::FaultOrder;
use crate::pages::parts::Choice;
use crate::pages::typed::{Typed, Wrong, chosen, keep, lines, pairs, some};

/// What the form asks for.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) options: Options,
    pub(crate) faults: Vec<FaultOrder>,
}

/// A select box of the form: its name, label, help and rows. The empty value leaves the default alone.
type Select = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

/// Every select box whose rows are always the same.
const SELECTS: &[Select] = &[
    (
        "method",
        "Login initiation",
        "How the browser is sent to the login URL.",
        &[("get", "GET"), ("post", "POST")],
    ),
    (
        "privacy",
        "Personal data",
        "What the tool learns about the person.",
        &[
            ("", "as registered"),
            ("all", "names and e-mail"),
            ("email", "e-mail only"),
            ("name", "names only"),
            ("none", "nothing"),
        ],
    ),
    (
        "context",
        "Course",
        "How much of the course the context claim says.",
        &[("full", "everything"), ("id", "its id only"), ("none", "no claim")],
    ),
    (
        "resource_link",
        "Link",
        "How much of the link the resource_link claim says.",
        &[("full", "everything"), ("id", "its id only")],
    ),
    (
        "aud",
        "Audience",
        "The form of aud; both are right.",
        &[("string", "a string"), ("array", "an array of one, with azp")],
    ),
    (
        "document_target",
        "Shown in",
        "What launch_presentation says about the place.",
        &[
            ("", "as launched"),
            ("iframe", "iframe"),
            ("frame", "frame"),
            ("window", "window"),
            ("none", "not said"),
        ],
    ),
    (
        "return_url",
        "Return URL",
        "The way back that the tool is offered.",
        &[("plain", "plain"), ("query", "with a query of its own"), ("none", "none")],
    ),
    (
        "ags",
        "Grades",
        "Which URLs of the gradebook the tool is offered.",
        &[
            ("full", "line items, and the one of the link"),
            ("line_items", "line items only"),
            ("line_item", "the line item of the link only"),
            ("blank", "the line item as an empty text"),
            ("none", "no claim"),
        ],
    ),
    (
        "message_hint",
        "lti_message_hint",
        "What the tool must send back unchanged.",
        &[("normal", "short"), ("none", "not sent"), ("long", "2 kB with awkward characters")],
    ),
];

/// Check boxes: name and label. Each is off in the plain launch.
pub(crate) const SWITCHES: &[(&str, &str)] = &[
    ("anonymous", "Anonymous: no sub, no names"),
    ("signed_out", "Nobody is signed in: answer login_required"),
    ("without_tool_platform", "Leave out the tool_platform claim"),
    ("without_nrps", "Leave out the claim that offers the roster"),
    ("without_custom", "Leave out the custom claim"),
    ("without_roles", "Send an empty list of roles"),
    ("without_client_id", "Leave client_id out of the login"),
    ("without_deployment_id", "Leave lti_deployment_id out of the login"),
];

impl Typed {
    /// Whether this fault was chosen.
    pub(crate) fn has_fault(&self, fault: &str) -> bool {
        self.all("fault").any(|chosen| chosen == fault)
    }

    /// The value typed beside a fault.
    pub(crate) fn with(&self, fault: &str) -> &str {
        self.first(&format!("with.{fault}"))
    }

    /// The select boxes for a message with what was chosen, the deployments of the tool first.
    pub(crate) fn selects(&self, message: &str, deployments: &[String]) -> Vec<Choice> {
        let of_a_link = message == message::RESOURCE_LINK;
        let mut rows = vec![("", if of_a_link { "the link's" } else { "the tool's first" })];
        rows.extend(deployments.iter().map(|id| (id.as_str(), id.as_str())));
        let deployment = Choice::new(
            "deployment",
            "Deployment",
            "Which installation of the tool the launch names.",
            &rows,
            self.first("deployment"),
        );
        let fixed = SELECTS
            .iter()
            .filter(|(name, ..)| of_a_link || *name != "resource_link")
            .map(|&(name, label, help, rows)| Choice::new(name, label, help, rows, self.first(name)));
        std::iter::once(deployment).chain(fixed).collect()
    }

    /// What was asked for, or every field that is wrong.
    pub(crate) fn check(&self, target: &str) -> Result<Asked, Wrong> {
        let mut wrong = Wrong::new();
        let shown_in = if self.ticked("document_target") { self.first("document_target") } else { target };
        let options = Options {
            deployment: some(self.first("deployment")),
            privacy: some(self.first("privacy")).map(|word| chosen(&mut wrong, "privacy", &word)),
            anonymous: self.ticked("anonymous"),
            signed_out: self.ticked("signed_out"),
            context: chosen(&mut wrong, "context", self.first("context")),
            resource_link: chosen(&mut wrong, "resource_link", self.first("resource_link")),
            roles: self.roles(),
            aud: chosen(&mut wrong, "aud", self.first("aud")),
            tool_platform: Sent(!self.ticked("without_tool_platform")),
            custom: if self.ticked("without_custom") {
                Some(None)
            } else {
                self.custom(&mut wrong).map(Some)
            },
            document_target: chosen(&mut wrong, "document_target", shown_in),
            return_url: chosen(&mut wrong, "return_url", self.first("return_url")),
            locale: some(self.first("locale")),
            message_hint: chosen(&mut wrong, "message_hint", self.first("message_hint")),
            login_client_id: Sent(!self.ticked("without_client_id")),
            login_deployment_id: Sent(!self.ticked("without_deployment_id")),
            ags: chosen(&mut wrong, "ags", self.first("ags")),
            ags_scopes: self.ags_scopes(),
            deep_linking: None,
            nrps: Sent(!self.ticked("without_nrps")),
            claims: self.claims(&mut wrong),
        };
        let method = chosen(&mut wrong, "method", self.first("method"));
        if wrong.is_empty() { Ok(Asked { method, options, faults: self.faults() }) } else { Err(wrong) }
    }

    fn roles(&self) -> Option<Vec<String>> {
        let roles: Vec<String> = lines(self.first("roles")).map(str::to_owned).collect();
        (!roles.is_empty() || self.ticked("without_roles")).then_some(roles)
    }

    fn ags_scopes(&self) -> Option<Vec<String>> {
        let scopes: Vec<String> = lines(self.first("ags_scopes")).map(str::to_owned).collect();
        (!scopes.is_empty()).then_some(scopes)
    }

    fn custom(&self, wrong: &mut Wrong) -> Option<Map<String, Value>> {
        let pairs = keep(wrong, "custom", pairs(self.first("custom")))?;
        let map: Map<String, Value> = pairs.into_iter().map(|(name, value)| (name, value.into())).collect();
        (!map.is_empty()).then_some(map)
    }

    fn claims(&self, wrong: &mut Wrong) -> Map<String, Value> {
        let text = self.first("claims").trim();
        if text.is_empty() {
            return Map::new();
        }
        let parsed = serde_json::from_str(text)
            .map_err(|error| format!("Expected a JSON object such as {{\"locale\": \"de\"}}: {error}."));
        keep(wrong, "claims", parsed).unwrap_or_default()
    }

    fn faults(&self) -> Vec<FaultOrder> {
        let order = |fault: &str| FaultOrder::With { name: fault.to_owned(), with: some(self.with(fault)) };
        self.all("fault").map(order).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::options::{ContextDetail, Target};
    use crate::domain::person::Privacy;

    fn check(body: &str) -> Result<Asked, Wrong> {
        Typed::parse(body.as_bytes()).check("window")
    }

    #[test]
    fn an_untouched_form_is_the_plain_launch_in_the_place_of_the_button() {
        let asked = check("csrf=x&deployment=&privacy=&roles=&custom=&claims=").unwrap();
        assert_eq!(asked.method, Method::Get);
        assert_eq!(asked.options.document_target, Target::Window);
        assert!(
            asked.options.tool_platform.0 && asked.options.roles.is_none() && asked.options.custom.is_none()
        );
        assert!(asked.faults.is_empty());
    }

    #[test]
    fn every_choice_arrives() {
        let body = "method=post&privacy=none&context=id&document_target=frame&anonymous=true&without_custom=true\
                    &roles=a%0D%0Ab&claims=%7B%22x%22%3Anull%7D&fault=kid.missing&fault=nonce.of&with.nonce.of=n-1";
        let asked = check(body).unwrap();
        assert_eq!(asked.method, Method::Post);
        assert_eq!(asked.options.privacy, Some(Privacy::None));
        assert_eq!(asked.options.context, ContextDetail::Id);
        assert_eq!(asked.options.document_target, Target::Frame);
        assert_eq!(asked.options.custom, Some(None));
        assert_eq!(asked.options.roles.unwrap(), ["a", "b"]);
        assert!(asked.options.claims["x"].is_null());
        let order = |name: &str, with: Option<&str>| FaultOrder::With {
            name: name.into(),
            with: with.map(Into::into),
        };
        assert_eq!(asked.faults, [order("kid.missing", None), order("nonce.of", Some("n-1"))]);
    }

    #[test]
    fn wrong_fields_are_named_all_at_once() {
        let wrong = check("claims=%5B1%5D&custom=oops&aud=both").unwrap_err();
        assert_eq!(wrong.keys().copied().collect::<Vec<_>>(), ["aud", "claims", "custom"]);
    }
}
