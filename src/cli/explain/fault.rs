//! A fault: where Homeroom misbehaves, how, and which cases use that.

use homeroom_platform::Fault;
use serde_json::json;

use super::{Library, Told};
use crate::cli::paragraphs::{Text, columns};

/// Places in words; a place that is not here speaks for itself.
const PLACES: &[(&str, &str)] = &[
    ("login", "in the login that the platform starts"),
    ("id_token", "in the id_token"),
    ("keys", "in the platform's key set, for the whole campus"),
    ("token", "at the endpoint for access tokens, for the whole campus"),
    ("service", "in any answer to a service call"),
    ("ags", "in answers about line items, scores and results"),
    ("nrps", "in rosters"),
    ("configuration", "in what the platform says about itself to a tool that registers itself"),
    ("registration", "in the answer to a tool that registers itself"),
];

/// Where faults of a place are armed, below `/{campus}/api`; all others are of one launch or invitation.
const ARMED: &[(&str, &str)] = &[
    ("keys", "/faults"),
    ("token", "/faults"),
    ("service", "/courses/COURSE/faults"),
    ("ags", "/courses/COURSE/faults"),
    ("nrps", "/courses/COURSE/faults"),
];

/// The places whose faults come with an invitation to register.
const INVITED: &[&str] = &["configuration", "registration"];

impl Library<'_> {
    pub(super) fn fault(&self, fault: &Fault) -> Told {
        let cases = self.cases_with(fault);
        let json = json!({
            "kind": "fault",
            "id": fault.name,
            "title": fault.title,
            "place": fault.place,
            "requirement": fault.requirement,
            "with": fault.with,
            "message": fault.message,
            "cases": cases.iter().map(|(id, _)| id).collect::<Vec<_>>(),
            "command": command(fault),
            "arming": arming(fault),
        });
        Told { text: self.text_of_fault(fault, cases), json }
    }

    fn text_of_fault(&self, fault: &Fault, cases: Vec<(&str, String)>) -> String {
        let place =
            PLACES.iter().find(|(place, _)| *place == fault.place).map_or(fault.place, |(_, words)| words);
        let mut text = Text::headed(&format!("fault {}, {place}", fault.name));
        text.line(fault.title);
        text.paragraph("it needs a value", fault.with);
        text.paragraph("it fits only", fault.message);
        text.paragraph("requirement", self.in_short(fault.requirement));
        if cases.is_empty() {
            text.paragraph("cases", ["none names it in its steps"]);
        }
        text.paragraph("cases", columns(cases));
        text.paragraph("try it", command(fault));
        text.paragraph("arm it by the control API", arming(fault));
        text.end()
    }

    /// The cases whose steps name the fault.
    fn cases_with(&self, fault: &Fault) -> Vec<(&str, String)> {
        let uses = |steps: &[String]| self.faults_of(steps).iter().any(|other| other.name == fault.name);
        let cases = self.catalogue.cases.iter().filter(|case| uses(&self.catalogue.steps(case)));
        cases.map(|case| (case.id.as_str(), case.title.clone())).collect()
    }
}

/// The launch that tries a fault, if it is one of launches.
fn command(fault: &Fault) -> Option<String> {
    if ARMED.iter().any(|(place, _)| *place == fault.place) || INVITED.contains(&fault.place) {
        return None;
    }
    let message = fault.message.map(|message| format!(" --message {message}")).unwrap_or_default();
    let value = if fault.with.is_some() { "=VALUE" } else { "" };
    Some(format!("homeroom launch{message} --fault {}{value}", fault.name))
}

/// The call of the control API that arms a fault, if it is none of launches.
fn arming(fault: &Fault) -> Option<String> {
    let with = fault.with.map(|_| ", \"with\": \"VALUE\"").unwrap_or_default();
    if INVITED.contains(&fault.place) {
        return Some(format!(
            "POST /main/api/invitations {{\"registration_url\": \"URL\", \"faults\": [{{\"name\": \"{}\"{with}}}]}}",
            fault.name
        ));
    }
    let (_, path) = ARMED.iter().find(|(place, _)| *place == fault.place)?;
    Some(format!(
        "PUT /main/api{path} {{\"armed\": [{{\"name\": \"{}\", \"when\": \"once\"{with}}}]}}",
        fault.name
    ))
}
