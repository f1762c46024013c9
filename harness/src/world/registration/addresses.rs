//! Configurations at addresses that are not the platform's, and what is sent to strangers.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use url::Url;

use super::super::{Step, World};
use super::told::registers;
use crate::control::{Campus, FaultOrder, Invitation};
use crate::record::Stop;
use crate::registering::Patience;
use crate::registration_calls::Step as Call;
use crate::session::{ENROLMENT, REFUSALS};

/// Where clouds tell a machine its secrets; no tool has a platform there.
const LINK_LOCAL: &str = "http://169.254.169.254/.well-known/openid-configuration";

/// The parameter that names the configuration (DYN-001).
const CONFIGURATION: &str = "openid_configuration";

impl World {
    /// `When the tool has registered itself, and a configuration on another host shows "..."`.
    pub(crate) async fn another_host_claims_the_issuer(&mut self, fault: &str) -> Step {
        let session = self.session()?;
        self.registers_with("none", None).await?;
        let claimed = session.campus_apart(ENROLMENT).await?.endpoints.issuer;
        let campus = session.campus_apart(REFUSALS).await?;
        let mut order = session.invitation_order()?;
        order.faults = vec![FaultOrder { name: fault.to_owned(), with: Some(claimed) }];
        self.withholding = true;
        let mut invitation = campus.invite(&order).await?;
        let elsewhere = by_another_name(&invitation.configuration_url).ok_or_else(|| {
            Stop::not_applicable("the platform has one name only: it does not answer on `localhost`")
        })?;
        invitation.open_url = invitation.open_url.map(|url| reading(url, &elsewhere));
        self.visit_by(&campus, invitation, Patience::UntilThePage).await
    }

    /// `And a launch by the earlier registration is accepted`, if anything can be launched without somebody at the tool.
    pub(crate) async fn earlier_registration_launches(&mut self) -> Step {
        let session = self.session()?;
        if session.demand_activation().is_err() {
            return Ok(());
        }
        let known = self.registering.visits.iter().find_map(|visit| Some((&visit.campus, visit.known()?)));
        let (campus, known) = known.ok_or_else(|| Stop::unjudged("nothing was registered before"))?;
        let party = session.party_of(campus, known);
        self.launched_at(&party).await?;
        self.every_launch_is_accepted().await
    }

    /// `When the registration page is opened with a configuration at a "..." address`.
    pub(crate) async fn page_is_opened_with(&mut self, scheme: &str) -> Step {
        let session = self.session()?;
        registers(&session).await?;
        let campus = session.campus_apart(ENROLMENT).await?;
        let mut invitation = campus.invite(&session.invitation_order()?).await?;
        let secret = format!("secret-{}-{}", session.next_person(), session.run_id);
        let configuration = configuration_of(&campus, &invitation, &secret);
        let address = match scheme {
            "file" => self.put_into_file(&configuration)?,
            "data" => format!("data:application/json;base64,{}", STANDARD.encode(&configuration)),
            "gopher" => self.address_of_stranger()?.replacen("http://", "gopher://", 1),
            "link-local" => LINK_LOCAL.to_owned(),
            other => return Err(Stop::unjudged(format!("no configuration is kept at a `{other}` address"))),
        };
        self.registering.secret = Some(secret);
        invitation.open_url = invitation.open_url.map(|url| reading(url, &address));
        self.visit_by(&campus, invitation, Patience::UntilThePage).await
    }

    /// A file that is gone with the case.
    fn put_into_file(&mut self, configuration: &str) -> Result<String, Stop> {
        let ours = |error: std::io::Error| Stop::unjudged(format!("no file for a configuration: {error}"));
        let file = tempfile::Builder::new().prefix("homeroom-").suffix(".json").tempfile().map_err(ours)?;
        std::fs::write(file.path(), configuration).map_err(ours)?;
        let address = Url::from_file_path(file.path());
        let address = address.map_err(|()| Stop::unjudged("the place for temporary files has no address"))?;
        self.registering.file = Some(file);
        Ok(address.into())
    }

    /// `Then the tool has read nothing from there`.
    pub(crate) fn nothing_was_read(&self) -> Step {
        const EXPECTED: &str = "nothing that was read at an address that is not on the web";
        let visit = self.last_visit()?;
        if let Some(call) = visit.calls.iter().find(|call| call.step == Call::Registration) {
            let actual = format!("a registration by what stands there: {} {}", call.method, call.path());
            return Err(Stop::broken(EXPECTED, actual));
        }
        let page = &visit.attempt.visit.ended.page;
        if self.registering.secret.as_ref().is_some_and(|secret| page.body.contains(secret)) {
            return Err(Stop::broken(EXPECTED, format!("a page that shows it: {}", page.describe())));
        }
        let asked =
            self.stranger.as_ref().map(|path| self.session().map(|session| session.canary.calls(path)));
        match asked.transpose()?.and_then(|calls| calls.into_iter().next()) {
            None => Ok(()),
            Some(call) => Err(Stop::broken(EXPECTED, format!("a call: `{call}`"))),
        }
    }

    /// `Then it is recorded how the registration page answers`.
    pub(crate) fn record_registration_page(&mut self) -> Step {
        let page = &self.last_visit()?.attempt.visit.ended.page;
        let sentence = match &page.broken {
            Some(_) => "the registration page gives no answer".to_owned(),
            None => format!("the registration page answers with status {}", page.status),
        };
        self.observe(sentence);
        Ok(())
    }

    /// `Then the stranger gets no registration token`.
    pub(crate) fn stranger_gets_no_registration_token(&self) -> Step {
        let token = self.last_visit()?.token.as_deref().unwrap_or_default();
        let path = self.stranger.as_ref().ok_or_else(|| Stop::unjudged("the case has no stranger"))?;
        for call in self.session()?.canary.requests(path) {
            let held = |text: &String| text.contains(token);
            if held(&call.line) || held(&call.body) || call.headers.iter().any(|(_, value)| held(value)) {
                let line = call.line.split([' ', '?']).take(2).collect::<Vec<_>>().join(" ");
                return Err(Stop::broken(
                    "no registration token for a stranger",
                    format!("`{line}` at the stranger's host, with the registration token"),
                ));
            }
        }
        Ok(())
    }

    /// `Then it is recorded whether the stranger is asked`.
    pub(crate) fn record_stranger(&mut self) -> Step {
        let path = self.stranger.clone().ok_or_else(|| Stop::unjudged("the case has no stranger"))?;
        let asked = !self.session()?.canary.calls(&path).is_empty();
        self.observe(if asked {
            "the tool asks the stranger to register it"
        } else {
            "the tool does not ask the stranger"
        });
        Ok(())
    }
}

/// The registration URL with another configuration, everything else as it was.
fn reading(open: Url, configuration: &str) -> Url {
    let others = open.query_pairs().filter(|(name, _)| name != CONFIGURATION);
    let mut pairs: Vec<(String, String)> =
        others.map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    pairs.push((CONFIGURATION.to_owned(), configuration.to_owned()));
    let mut url = open.clone();
    url.query_pairs_mut().clear().extend_pairs(pairs);
    url
}

/// The same place by another name of its host, where it has one.
fn by_another_name(address: &str) -> Option<String> {
    let mut url = Url::parse(address).ok()?;
    let other = match url.host_str()? {
        "localhost" => "127.0.0.1",
        "127.0.0.1" => "localhost",
        _ => return None,
    };
    url.set_host(Some(other)).ok()?;
    Some(url.into())
}

/// What the platform would say of itself, with a word that nobody else knows.
fn configuration_of(campus: &Campus, invitation: &Invitation, secret: &str) -> String {
    let endpoints = &campus.endpoints;
    json!({
        "issuer": endpoints.issuer,
        "authorization_endpoint": endpoints.authorization_endpoint,
        "token_endpoint": endpoints.token_endpoint,
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
        "jwks_uri": endpoints.jwks_uri,
        "registration_endpoint": invitation.registration_endpoint,
        "scopes_supported": ["openid"],
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": ["iss", "sub"],
        "https://purl.imsglobal.org/spec/lti-platform-configuration": {
            "product_family_code": secret,
            "version": "1",
            "messages_supported": [{"type": "LtiResourceLinkRequest"}, {"type": "LtiDeepLinkingRequest"}],
        },
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_configuration_is_another_one() {
        let open = Url::parse(
            "http://localhost:3000/register?a=1&openid_configuration=http%3A%2F%2Fl%2F&registration_token=t",
        );
        let url = reading(open.unwrap(), "file:///tmp/x y");
        assert_eq!(
            url.as_str(),
            "http://localhost:3000/register?a=1&registration_token=t&openid_configuration=file%3A%2F%2F%2Ftmp%2Fx+y"
        );
    }

    #[test]
    fn a_loopback_address_has_two_names() {
        assert_eq!(
            by_another_name("http://localhost:81/m?a=b").as_deref(),
            Some("http://127.0.0.1:81/m?a=b")
        );
        assert_eq!(by_another_name("http://127.0.0.1:81/m").as_deref(), Some("http://localhost:81/m"));
        assert_eq!(by_another_name("https://lms.example/m"), None);
    }
}
