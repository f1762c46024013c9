//! Cases about a tool that one platform knows by two client ids, and about logins that leave one out.

use super::{Step, World, asked, send};
use crate::control::LaunchOrder;
use crate::launch::{Asked, Party};
use crate::record::Stop;
use crate::scene::Scene;

impl World {
    /// `Given the platform knows the tool by a second client id`.
    pub(crate) fn tool_has_second_client(&self) -> Step {
        self.session()?.second_client().map(drop)
    }

    /// `When a login starts for each client id, without ...`.
    pub(crate) async fn login_for_each_client(&mut self, without: &str) -> Step {
        let session = self.session()?;
        for party in [&session.party, session.second_client()?] {
            let order = leaving_out(Scene::arrange_at(&session, party).await?, without);
            let opened = party.try_to_open(self.browser()?, &order).await?;
            if opened.prepared.login.parameters.iter().any(|(name, _)| name == "client_id") {
                return Err(Stop::unjudged("the login names its client"));
            }
            let client = opened.asked.as_ref().and_then(|asked| asked.request.get("client_id"));
            self.clients_asked.push((party.registered.client_id.clone(), client.map(str::to_owned)));
            self.opened = Some(Box::new(opened));
        }
        Ok(())
    }

    /// `Then no authentication request names the wrong client`.
    pub(crate) fn no_client_is_guessed(&self) -> Step {
        let guessed =
            self.clients_asked.iter().find(|(right, asked)| asked.as_ref().is_some_and(|id| id != right));
        match guessed {
            None => Ok(()),
            Some((right, asked)) => Err(Stop::broken(
                format!("a refusal, or a request in the name of `{right}`, whose login it is"),
                format!("a request in the name of `{}`", asked.as_deref().unwrap_or_default()),
            )),
        }
    }

    /// `When the learner opens a link of the second client id`.
    pub(crate) async fn link_of_second_client_is_opened(&mut self) -> Step {
        let session = self.session()?;
        let party = session.second_client()?;
        let order = Scene::arrange_at(&session, party).await?;
        self.open_at(party, &order).await
    }

    /// `Then the request names the second client id`.
    pub(crate) fn request_names_second_client(&self) -> Step {
        let session = self.session()?;
        let right = &session.second_client()?.registered.client_id;
        let opened = self.opened.as_ref().ok_or_else(|| Stop::unjudged("no login has been started yet"))?;
        match asked(opened)?.request.get("client_id") {
            Some(client) if client == right => Ok(()),
            other => Err(Stop::broken(
                format!("`client_id` = `{right}`, which the login names"),
                other.map_or_else(|| "no `client_id`".to_owned(), |client| format!("`{client}`")),
            )),
        }
    }

    /// `When the token names a deployment of the second client id`.
    pub(crate) async fn token_names_deployment_of_second_client(&mut self) -> Step {
        let theirs = self.session()?.deployment_of_second_client()?;
        self.launch_with_fault("deployment_id.of", Some(theirs)).await
    }

    /// `When the platform starts a login without ...`, where it says enough all the same.
    pub(crate) async fn login_without(&mut self, without: &str) -> Step {
        let session = self.session()?;
        let party = if without.contains("client_id") { session.only_client()? } else { &session.party };
        let order = leaving_out(Scene::arrange_at(&session, party).await?, without);
        self.open_at(party, &order).await?;
        let opened = self.opened.as_ref().ok_or_else(|| Stop::unjudged("no login has been started yet"))?;
        let left_out = |name: &str| without.split([',', ' ']).any(|word| word == name);
        match opened.prepared.login.parameters.iter().find(|(name, _)| left_out(name)) {
            None => Ok(()),
            Some((name, _)) => Err(Stop::unjudged(format!("the login carries `{name}` all the same"))),
        }
    }

    async fn open_at(&mut self, party: &Party, order: &LaunchOrder) -> Step {
        self.opened = Some(Box::new(party.open(self.browser()?, order).await?));
        self.party = Some(Box::new(party.clone()));
        Ok(())
    }

    /// `When the login names a target on a stranger's host`; an answer follows if the tool asks for one
    /// where it is registered.
    pub(crate) async fn login_names_foreign_target(&mut self, with_scheme: bool) -> Step {
        let session = self.session()?;
        let address = self.address_of_stranger()?;
        let target =
            if with_scheme { &address } else { address.split_once(':').map_or("", |(_, rest)| rest) };
        self.login_with_fault("login.target_link_uri.other", Some(target.to_owned())).await?;
        let opened = self.opened.take().ok_or_else(|| Stop::unjudged("no login has been started yet"))?;
        // No platform answers at a stranger's address, so a question that names it leads nowhere.
        let answered = |question: &&Asked| {
            let redirect_uri = question.request.get("redirect_uri").unwrap_or_default();
            session.party.registration.redirect_uris.iter().any(|known| known == redirect_uri)
        };
        if let Some(question) = opened.asked.as_ref().filter(answered) {
            let answer = session.party.answer(self.browser()?, &opened.prepared.id, question).await?;
            let ended = send(self.browser()?, &answer, &opened).await?;
            self.ended.push(ended);
        }
        self.opened = Some(opened);
        Ok(())
    }
}

/// The same launch, begun by a login without these parameters.
fn leaving_out(mut order: LaunchOrder, parameters: &str) -> LaunchOrder {
    let options = [
        ("lti_message_hint", "message_hint", serde_json::Value::from("none")),
        ("client_id", "login_client_id", false.into()),
        ("lti_deployment_id", "login_deployment_id", false.into()),
    ];
    for (_, option, value) in options.into_iter().filter(|(name, ..)| parameters.contains(name)) {
        order.options.insert(option.to_owned(), value);
    }
    order
}
