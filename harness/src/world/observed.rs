//! What is recorded without judging. The sentences say what happened and leave out how it looked, so that the same
//! behaviour reads the same in every run; the exchanges show the rest.

use super::looks::leads_to;
use super::{Step, World};
use crate::oracle::classify::Outcome;
use crate::record::Stop;
use crate::session::Login;

impl World {
    /// Records a sentence about the tool.
    pub(crate) fn observe(&mut self, sentence: impl Into<String>) {
        self.seen.push(sentence.into());
    }

    /// What was recorded, in order.
    pub(crate) fn observed(&self) -> Option<String> {
        (!self.seen.is_empty()).then(|| self.seen.join("; "))
    }

    /// `Then it is recorded whether the tool takes the launch`.
    pub(crate) async fn record_whether_taken(&mut self) -> Step {
        let sentence = match self.outcome(self.last()?)? {
            Outcome::Accepted => "the tool takes the launch",
            Outcome::Refused => "the tool refuses the launch",
            Outcome::Onboarding => "the tool starts onboarding",
            Outcome::Crashed(_) => "the tool breaks",
            Outcome::Unclear(why) => match self.login_after_last().await? {
                Login::In => "the tool takes the launch",
                _ => return Err(Stop::unjudged(why)),
            },
        };
        self.observe(sentence);
        Ok(())
    }

    /// `Then it is recorded which role the page shows`.
    pub(crate) fn record_role(&mut self) -> Step {
        let (shown, learner, instructor) = self.roles()?;
        let sentence = match shown {
            Some(shown) if shown == instructor => "the page is that of an instructor".to_owned(),
            Some(shown) if shown == learner => "the page is that of a learner".to_owned(),
            Some(other) => format!("the page shows the role `{other}`"),
            None => "the page shows no role".to_owned(),
        };
        self.observe(sentence);
        Ok(())
    }

    /// `Then it is recorded how the page leads back to the platform`.
    pub(crate) fn record_way_back(&mut self) -> Step {
        let ended = self.last()?;
        let address = ended.return_url.as_deref().and_then(|url| url::Url::parse(url).ok());
        let address = address.ok_or_else(|| Stop::unjudged("the token has no return URL"))?;
        let sent = ended.hops.iter().map(|hop| hop.url.clone()).find(|url| leads_to(url, &address));
        let offered = || {
            let page = ended.document()?;
            let links = page.links.iter().map(|link| link.href.clone());
            links.chain(page.forms.iter().map(|form| form.action.clone())).find(|url| leads_to(url, &address))
        };
        let sentence = match (sent, offered()) {
            (Some(url), _) => format!("the browser is sent back to the platform{}", with_messages(&url)),
            (None, Some(url)) => format!("the page has a way back to the platform{}", with_messages(&url)),
            (None, None) => "the page has no way back to the platform".to_owned(),
        };
        self.observe(sentence);
        Ok(())
    }

    /// `Then it is recorded in which ways the picked link can be shown`.
    pub(crate) fn record_renderings(&mut self) -> Step {
        let item = self.item_of("link")?;
        let ways: Vec<_> =
            ["embed", "iframe", "window"].into_iter().filter(|way| item.get(way).is_some()).collect();
        let sentence = match ways.as_slice() {
            [] => "the link says nothing about how it can be shown".to_owned(),
            ways => format!("the link can be shown by {}", ways.join(", ")),
        };
        self.observe(sentence);
        Ok(())
    }
}

/// The parameters by which a tool tells the platform how it went (RET-001).
fn with_messages(url: &url::Url) -> String {
    let messages = ["lti_msg", "lti_log", "lti_errormsg", "lti_errorlog"];
    let sent: Vec<_> =
        messages.into_iter().filter(|name| url.query_pairs().any(|(key, _)| key == *name)).collect();
    if sent.is_empty() { String::new() } else { format!(", with {}", sent.join(" and ")) }
}
