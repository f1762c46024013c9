//! Cases that look back on all calls of services that the tool has made in the run.

use super::{Step, World};
use crate::acts::SERVICES;
use crate::oracle::service::{Judged, rule_names};
use crate::record::Stop;
use crate::target::Act;

impl World {
    /// `Given the tool has called the services by "..."`. Without the act, calls of other cases may still be there.
    pub(crate) async fn services_were_called(&mut self, name: &str) -> Step {
        let shown = match name {
            "every act" => self.every_is_demonstrated().await,
            one => self.is_demonstrated(one).await,
        };
        self.not_shown = shown.err().map(Box::new);
        Ok(())
    }

    async fn is_demonstrated(&self, name: &str) -> Step {
        let act = self.act(name)?;
        self.session()?.demonstration(&act).await.map(drop)
    }

    /// One after the other, because a tool that asks for all its tokens at once is another matter. One that leads to something
    /// is enough.
    async fn every_is_demonstrated(&self) -> Step {
        let mut all = Vec::new();
        for name in SERVICES {
            all.push(self.is_demonstrated(name).await);
        }
        let unjudged = |step: &&Step| matches!(step, Err(Stop::Unjudged { .. }));
        let told = all.iter().find(|step| step.is_ok()).or_else(|| all.iter().find(unjudged)).or(all.first());
        told.cloned().unwrap_or(Ok(()))
    }

    /// `Given the tool has called the services by "..." several times`.
    pub(crate) async fn services_were_called_often(&mut self, name: &str) -> Step {
        let session = self.session()?;
        let shown = match self.act_or_any(name) {
            Ok(act) => session.habit(&act).await,
            Err(stop) => Err(stop),
        };
        self.not_shown = shown.err().map(Box::new);
        Ok(())
    }

    /// For `any act` the first that is configured.
    fn act_or_any(&self, name: &str) -> Result<Act, Stop> {
        let session = self.session()?;
        let first = SERVICES.iter().find_map(|each| session.target.act(each)).cloned();
        match (name, first) {
            ("any act", Some(act)) => Ok(act),
            ("any act", None) => self.act(SERVICES.first().copied().unwrap_or_default()),
            (one, _) => self.act(one),
        }
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
