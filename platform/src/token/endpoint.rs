//! `POST /{campus}/lti/token`: a tool proves itself with an assertion that it has signed, and gets an access token for
//! the scopes that its registration allows (TOK-001 to TOK-019).

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use homeroom_vocab::claim::DEPLOYMENT_ID;
use homeroom_vocab::error::token as error;
use homeroom_vocab::id::DeploymentId;
use homeroom_vocab::standard_claim::{EXP, ISS, JTI, SUB};
use serde_json::Value;

use super::assertion::{self, Scene};
use super::grant::{self, Wish};
use super::request::{self, Asked, refusal};
use crate::at::At;
use crate::campus::Campus;
use crate::domain::edge::{did_you_mean, quoted, shown};
use crate::domain::fault::Place;
use crate::domain::finding::{Finding, Level};
use crate::domain::registration::Registration;
use crate::domain::resource::Resource;
use crate::faults::armed::Struck;
use crate::faults::token_endpoint::{Act, Grant, act};
use crate::journal::fetch::Errand;
use crate::journal::record;
use crate::services::instead;
use crate::services::refusal::{Refusal, readable};
use crate::tool_key::jws::Jws;
use crate::tool_key::seal;
use crate::tool_key::trust::{SKEW, Signed, Wrong};

/// A tool that has proved who it is, and what it asks for.
#[derive(Debug)]
struct Proved {
    registration: std::sync::Arc<Registration>,
    deployment: Option<DeploymentId>,
    jti: String,
    /// When the assertion ends, in seconds since 1970.
    end: i64,
    scope: String,
}

/// What was found out about a request: who sent it, what is to be remarked, and whether it is good.
#[derive(Debug, Default)]
struct Inquiry {
    client: Option<String>,
    findings: Vec<Finding>,
}

/// The request is judged even where a fault then answers, so that its findings are told.
pub(crate) async fn post(campus: At, request: HttpRequest, body: Option<Bytes>) -> HttpResponse {
    let struck = campus.armed().strike(&[Place::Token], Some(Resource::Token));
    let mut inquiry = Inquiry::default();
    let proved = inquiry.prove(&campus, &request, &body.unwrap_or_default()).await;
    let answered = match struck.iter().find_map(instead_of_any) {
        Some(answer) => Ok(answer),
        None => match proved {
            Ok(proved) => inquiry.grant(&campus, proved, &struck).await,
            Err(refusal) => Err(refusal),
        },
    };
    let granted = answered.as_ref().is_ok_and(|answer| answer.status().is_success());
    if let Some(client) = &inquiry.client {
        record::mark_client(&request, client);
        campus.tokens().counts().add(client, granted);
    }
    record::note(&request, inquiry.findings);
    answered.unwrap_or_else(|refusal| refusal.answer())
}

/// The answer of a fault that does not look at the request.
fn instead_of_any(struck: &Struck) -> Option<HttpResponse> {
    match act(struck.name)? {
        Act::Instead(instead) => Some(instead::answer(instead, struck)),
        Act::Error(error) => {
            Some(refusal(error, "", "the platform does not like this request today").answer())
        }
        Act::Grant(_) => None,
    }
}

impl Inquiry {
    /// Keeps the remark that belongs to a refusal.
    fn told(&mut self, refusal: Refusal) -> Refusal {
        self.findings.extend(refusal.finding(Resource::Token.title()));
        refusal
    }

    async fn prove(
        &mut self,
        campus: &Campus,
        request: &HttpRequest,
        body: &[u8],
    ) -> Result<Proved, Refusal> {
        readable(request, "TOK-001").map_err(|refusal| self.told(refusal))?;
        let asked = request::read(request, body, &mut self.findings).map_err(|refusal| self.told(refusal))?;
        let jws = Jws::read(&asked.assertion).map_err(|why| self.told(no_jwt(&why)))?;
        let registration = client(campus, &jws).map_err(|refusal| self.told(refusal))?;
        self.client = Some(registration.client_id.to_string());
        let errand = Errand { campus, launch: None };
        let seal = seal::check_with_kept(errand, &registration, &jws).await;
        let now = campus.now().as_second();
        let signed = Signed { jws: &jws, seal: &seal, registration: &registration, now };
        self.judge(campus, &asked, signed)?;
        let text = |name: &str| jws.claims.get(name).and_then(Value::as_str);
        Ok(Proved {
            jti: text(JTI).unwrap_or_default().to_owned(),
            end: end(signed),
            deployment: text(DEPLOYMENT_ID).map(|id| DeploymentId::from(id.to_owned())),
            scope: asked.scope,
            registration,
        })
    }

    fn judge(&mut self, campus: &Campus, asked: &Asked, signed: Signed<'_>) -> Result<(), Refusal> {
        let client = signed.registration.client_id.as_str();
        let jti = signed.claim(JTI).and_then(Value::as_str).unwrap_or_default();
        let (findings, refusing) = assertion::judge(&Scene {
            signed,
            endpoint: &campus.endpoints().token_endpoint,
            client_id: asked.client_id.as_deref(),
            jti_is_used: campus.tokens().jtis().knows(client, jti, signed.now),
        });
        self.findings.extend(findings);
        refusing.map_or(Ok(()), |finding| Err(bad_assertion(&finding)))
    }

    /// What is granted, of what was asked for.
    async fn grant(
        &mut self,
        campus: &Campus,
        proved: Proved,
        struck: &[Struck],
    ) -> Result<HttpResponse, Refusal> {
        let now = campus.now().as_second();
        let client = proved.registration.client_id.as_str();
        if !campus.tokens().jtis().take(client, &proved.jti, proved.end, now) {
            return Err(self.told(used_meanwhile(&proved.jti)));
        }
        let changes: Vec<Grant> = struck.iter().filter_map(|struck| change(struck.name)).collect();
        let wish = Wish {
            registration: &proved.registration,
            deployment: proved.deployment,
            scope: &proved.scope,
            changes: &changes,
        };
        grant::give(campus, wish, &mut self.findings).await.map_err(|refusal| self.told(refusal))
    }
}

fn change(name: &str) -> Option<Grant> {
    match act(name)? {
        Act::Grant(grant) => Some(grant),
        _ => None,
    }
}

/// The second after which the id of the assertion is free again.
#[expect(clippy::cast_possible_truncation, reason = "checked: at most an hour after a time that has passed")]
fn end(signed: Signed<'_>) -> i64 {
    signed.number(EXP).unwrap_or_default().ceil() as i64 + SKEW
}

fn no_jwt(why: &str) -> Refusal {
    refusal(error::INVALID_CLIENT, "TOK-004", "the assertion is no JWT")
        .expected("header, payload and signature, in base64url, with dots between", why)
        .hint("the parameter holds the bare payload, an encrypted token, or one that was cut on its way")
        .at("parameter `client_assertion`")
}

/// The tool that the assertion names (TOK-006).
fn client(campus: &Campus, jws: &Jws) -> Result<std::sync::Arc<Registration>, Refusal> {
    let named = [ISS, SUB].map(|name| jws.claims.get(name).and_then(Value::as_str));
    if let Some(found) = named.into_iter().flatten().find_map(|client| campus.registration(client)) {
        return Ok(found);
    }
    let all = campus.registrations();
    let known = all.iter().map(|tool| tool.client_id.as_str());
    let nearest = did_you_mean(
        named[0].unwrap_or_default(),
        known,
        "the tool is registered on another platform, or its registration was removed",
    );
    Err(refusal(error::INVALID_CLIENT, "TOK-006", "the assertion names no tool of this platform")
        .expected(
            format!(
                "the client id of a tool of {} as `iss` and `sub`",
                quoted(campus.identity().issuer.as_str())
            ),
            format!("`iss` {}, `sub` {}", shown(jws.claims.get(ISS)), shown(jws.claims.get(SUB))),
        )
        .hint(nearest)
        .at("assertion, `iss`"))
}

/// The first broken rule is the one that is answered; all are in the journal.
fn bad_assertion(finding: &Finding) -> Refusal {
    let place = finding.r#where.rsplit(", ").next().unwrap_or_default();
    refusal(error::INVALID_CLIENT, "", format!("the assertion is refused for its {}", place.replace('`', "")))
        .expected(finding.expected.clone(), finding.actual.clone())
        .hint(finding.cause.clone())
        .requirement(finding.requirement.clone())
}

fn used_meanwhile(jti: &str) -> Refusal {
    let wrong = Wrong::new("a value that was not used before", format!("{} again", quoted(jti)));
    let cause = "two requests were sent at once with one assertion; each needs its own";
    bad_assertion(&assertion::finding("TOK-010", Level::Must, "`jti`", wrong, cause))
}
