//! Cases that look back on all calls of services that the tool has made in the run.

use super::{Step, World};
use crate::acts::SERVICES;
use crate::oracle::service::{Judged, rule_names};
use crate::record::Stop;
use crate::target::Act;

/// Acts of which any will do.
const GRADES: &[&str] = &["score", "progress", "line-items", "line-item", "results", "change-line-item"];

impl World {
    /// `Given the tool has called the services by "..."`. Without the act, calls of other cases may still be there.
    pub(crate) async fn services_were_called(&mut self, name: &str) -> Step {
        let session = self.session()?;
        let shown = match self.act_of(name) {
            Ok(act) => session.demonstration(&act).await.map(drop),
            Err(stop) => Err(stop),
        };
        self.not_shown = shown.err().map(Box::new);
        Ok(())
    }

    /// `Given the tool has called the services by "..." several times`.
    pub(crate) async fn services_were_called_often(&mut self, name: &str) -> Step {
        let session = self.session()?;
        let shown = match self.act_of(name) {
            Ok(act) => session.habit(&act).await,
            Err(stop) => Err(stop),
        };
        self.not_shown = shown.err().map(Box::new);
        Ok(())
    }

    fn act_of(&self, name: &str) -> Result<Act, Stop> {
        match name {
            "any" => self.one_of(SERVICES),
            "grades" => self.one_of(GRADES),
            one => self.act(one),
        }
    }

    /// The first of these acts that is configured; without any, what is said of the first.
    fn one_of(&self, names: &[&str]) -> Result<Act, Stop> {
        let session = self.session()?;
        let found = names.iter().find_map(|name| session.target.act(name)).cloned();
        found.map_or_else(|| self.act(names.first().copied().unwrap_or_default()), Ok)
    }

    /// `Then every call of the run keeps the rule "..."`.
    pub(crate) async fn every_call_keeps_the_rule(&self, rule: &str) -> Step {
        let evidence = self.session()?.evidence().await?;
        let Some(judged) = evidence.judge(rule) else {
            let names = rule_names().join("`, `");
            return Err(Stop::unjudged(format!("no rule for calls is called `{rule}`; there are `{names}`")));
        };
        match judged {
            Judged::Kept => Ok(()),
            Judged::Broken(broken) => Err(Stop::broken(broken.expected, broken.actual)),
            Judged::Unclear(why) => Err(Stop::unjudged(why)),
            Judged::NothingSeen(why) => Err(self.nothing_seen(why)),
        }
    }

    /// Why there was nothing to judge: the act, if it could not be done.
    fn nothing_seen(&self, why: String) -> Stop {
        match self.not_shown.as_deref() {
            None => Stop::not_applicable(why),
            Some(Stop::NotApplicable { why: act }) => Stop::not_applicable(format!("{why}; {act}")),
            Some(other) => Stop::unjudged(format!("{why}; {other}")),
        }
    }
}
