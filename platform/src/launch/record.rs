//! A launch as it is kept beyond a restart: everything that its story tells, as a document.

use std::sync::Arc;

use homeroom_vocab::id::DeploymentId;
use homeroom_vocab::{error, message};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::answer::{Answer, Picked};
use crate::domain::course::{Course, Enrolment};
use crate::domain::deep_linking::{Picking, ReturnShape, Settings};
use crate::domain::edge::WebUrl;
use crate::domain::fault::Ordered;
use crate::domain::finding::Finding;
use crate::domain::launch::{
    Applied, Launch, LaunchId, Login, Parameters, Refusal, Returned, Stage, Subject, Ticket,
};
use crate::domain::link::Link;
use crate::domain::options::Options;
use crate::domain::person::Person;
use crate::domain::registration::Registration;
use crate::faults;
use crate::requirements;

/// A launch with its whole history, owned and readable again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LaunchRecord {
    id: String,
    prepared_at: Timestamp,
    message: String,
    person: Person,
    course: Course,
    enrolment: Option<Enrolment>,
    link: Option<Link>,
    picking: Option<PickingRecord>,
    registration: Registration,
    deployment: DeploymentId,
    options: Options,
    faults: Vec<FaultRecord>,
    login: Login,
    login_hint: String,
    message_hint: Option<String>,
    return_url: Option<String>,
    ags: Option<Value>,
    nrps: Option<Value>,
    stage: StageRecord,
    faults_applied: Vec<String>,
    findings: Vec<Finding>,
    exchanges: Vec<u64>,
    noted: Vec<usize>,
    answer: Option<Answer>,
    returns: Vec<Returned>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct PickingRecord {
    url: WebUrl,
    return_url: String,
    query: String,
    settings: Map<String, Value>,
    page: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct FaultRecord {
    name: String,
    with: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StageRecord {
    UnderWay,
    Expired,
    Answered { request: Parameters, id_token: String },
    Refused { request: Parameters, error: String, description: String, requirement: String },
}

impl From<&Launch> for LaunchRecord {
    fn from(launch: &Launch) -> Self {
        let ticket = &launch.ticket;
        let picking = ticket.picking().map(|picking| PickingRecord {
            url: picking.url.clone(),
            return_url: picking.return_url.clone(),
            query: picking.query.to_owned(),
            settings: picking.settings.claim().clone(),
            page: picking.page.clone(),
        });
        let fault = |order: &Ordered| FaultRecord { name: order.name.to_owned(), with: order.with.clone() };
        Self {
            id: ticket.id.to_string(),
            prepared_at: ticket.prepared_at,
            message: ticket.message.to_owned(),
            person: ticket.person.clone(),
            course: ticket.course.clone(),
            enrolment: ticket.enrolment.clone(),
            link: ticket.link().cloned(),
            picking,
            registration: ticket.registration.as_ref().clone(),
            deployment: ticket.deployment.clone(),
            options: ticket.options.clone(),
            faults: ticket.faults.iter().map(fault).collect(),
            login: ticket.login.clone(),
            login_hint: ticket.login_hint.clone(),
            message_hint: ticket.message_hint.clone(),
            return_url: ticket.return_url.clone(),
            ags: ticket.ags.clone(),
            nrps: ticket.nrps.clone(),
            stage: StageRecord::from(&launch.stage),
            faults_applied: launch.faults_applied.iter().map(|applied| applied.name.to_owned()).collect(),
            findings: launch.findings.clone(),
            exchanges: launch.exchanges.clone(),
            noted: launch.noted.clone(),
            answer: launch.picked.answer().cloned(),
            returns: launch.returns.clone(),
        }
    }
}

impl From<&Stage> for StageRecord {
    fn from(stage: &Stage) -> Self {
        match stage {
            Stage::Prepared | Stage::Requested { .. } | Stage::Interrupted => Self::UnderWay,
            Stage::Expired => Self::Expired,
            Stage::Answered { request, id_token } => {
                Self::Answered { request: request.clone(), id_token: id_token.clone() }
            }
            Stage::Refused { request, refusal } => Self::Refused {
                request: request.clone(),
                error: refusal.error.to_owned(),
                description: refusal.description.clone(),
                requirement: refusal.requirement.to_owned(),
            },
        }
    }
}

impl LaunchRecord {
    /// The launch again; a fault or a word that this version does not know any more is left out.
    pub(crate) fn launch(self) -> Launch {
        let subject = match (self.link, self.picking) {
            (_, Some(picking)) => Subject::Picking(Box::new(picking.picking())),
            (Some(link), None) => Subject::Link(Box::new(link)),
            (None, None) => Subject::Picking(Box::new(PickingRecord::none(&self.registration).picking())),
        };
        let applied = self.faults_applied.iter().filter_map(|name| known_fault(name));
        Launch {
            faults_applied: applied.map(|entry| Applied { name: entry.name, place: entry.place }).collect(),
            ticket: Arc::new(Ticket {
                id: LaunchId::from(self.id),
                prepared_at: self.prepared_at,
                message: known(message::ALL, &self.message),
                person: self.person,
                course: self.course,
                enrolment: self.enrolment,
                subject,
                registration: Arc::new(self.registration),
                deployment: self.deployment,
                options: self.options,
                faults: self.faults.into_iter().filter_map(FaultRecord::ordered).collect(),
                login: self.login,
                login_hint: self.login_hint,
                message_hint: self.message_hint,
                return_url: self.return_url,
                ags: self.ags,
                nrps: self.nrps,
            }),
            stage: self.stage.stage(),
            findings: self.findings,
            exchanges: self.exchanges,
            noted: self.noted,
            picked: self.answer.map_or(Picked::Waiting, |answer| {
                let accepted = answer.accepted;
                let answer = Arc::new(answer);
                if accepted { Picked::Placed(answer) } else { Picked::Refused(answer) }
            }),
            returns: self.returns,
        }
    }
}

impl PickingRecord {
    fn none(registration: &Registration) -> Self {
        Self {
            url: registration.target_link_uri.clone(),
            return_url: String::new(),
            query: String::new(),
            settings: Map::new(),
            page: None,
        }
    }

    /// Without the handle: nobody answers a request of an earlier run.
    fn picking(self) -> Picking {
        let query = ReturnShape::Query.query();
        Picking {
            url: self.url,
            handle: String::new(),
            return_url: self.return_url,
            query: if self.query == query { query } else { ReturnShape::Plain.query() },
            settings: Settings::from(self.settings),
            page: self.page,
        }
    }
}

impl FaultRecord {
    fn ordered(self) -> Option<Ordered> {
        Some(Ordered { name: known_fault(&self.name)?.name, with: self.with })
    }
}

impl StageRecord {
    fn stage(self) -> Stage {
        match self {
            // Its hints are not remembered beyond a restart, so no request of the tool can belong to it any more.
            Self::UnderWay => Stage::Interrupted,
            Self::Expired => Stage::Expired,
            Self::Answered { request, id_token } => Stage::Answered { request, id_token },
            Self::Refused { request, error, description, requirement } => {
                let error = known(error::authorization::ALL, &error);
                let requirement = requirements::known_id(&requirement).unwrap_or_default();
                Stage::Refused { request, refusal: Refusal { error, description, requirement } }
            }
        }
    }
}

fn known_fault(name: &str) -> Option<faults::Entry> {
    faults::catalogue().find(|entry| entry.name == name)
}

fn known(terms: &'static [homeroom_vocab::Term], value: &str) -> &'static str {
    terms.iter().find(|term| term.value == value).map_or("", |term| term.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_come_back_as_they_were_and_what_waited_was_interrupted() {
        let again = |stage: &Stage| {
            let kept = serde_json::to_string(&StageRecord::from(stage)).unwrap();
            serde_json::from_str::<StageRecord>(&kept).unwrap().stage()
        };
        assert!(matches!(again(&Stage::Prepared), Stage::Interrupted));
        assert!(matches!(again(&Stage::Interrupted), Stage::Interrupted));
        assert!(matches!(again(&Stage::Expired), Stage::Expired));
        let refusal =
            Refusal { error: "invalid_request", description: "no nonce".to_owned(), requirement: "OIDC-056" };
        match again(&Stage::Refused { request: Vec::new(), refusal: refusal.clone() }) {
            Stage::Refused { refusal: again, .. } => assert_eq!(again, refusal),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_fault_that_is_gone_from_the_catalogue_is_left_out() {
        let order = |name: &str| FaultRecord { name: name.to_owned(), with: None }.ordered();
        assert_eq!(order("nonce.missing").unwrap().name, "nonce.missing");
        assert_eq!(order("moon.phase"), None);
    }

    #[test]
    fn options_come_back_as_they_were() {
        for options in [
            r#"{"custom":null,"anonymous":true,"claims":{"x":null}}"#,
            r#"{"deep_linking":{"data":null,"title":"t"},"tool_platform":false}"#,
        ] {
            let options: Options = serde_json::from_str(options).unwrap();
            let again: Options = serde_json::from_value(serde_json::to_value(&options).unwrap()).unwrap();
            assert_eq!(format!("{again:?}"), format!("{options:?}"));
        }
    }
}
