//! How far a tool goes where LTI leaves it the choice: a token each, and what became of it.

use super::{Step, World};
use crate::control::{FaultOrder, LaunchOrder};
use crate::oracle::classify::Outcome;
use crate::record::Stop;
use crate::session::Login;

impl World {
    /// `When the platform answers with tokens that expired 1, 30 and 300 seconds ago`.
    pub(crate) async fn tokens_of_other_times(&mut self, fault: &str, seconds: &str) -> Step {
        let numbers = seconds.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
        for number in numbers {
            self.browser = Some(self.session()?.browser(self.recorder.clone()));
            let faults = vec![FaultOrder { name: fault.to_owned(), with: Some(number.to_owned()) }];
            let order = LaunchOrder { faults, ..self.scene()?.order() };
            self.launch(&order).await?;
            let word = self.fate_of_last().await?;
            self.series.push((number.to_owned(), word.to_owned()));
        }
        Ok(())
    }

    async fn fate_of_last(&self) -> Result<&'static str, Stop> {
        Ok(match self.outcome(self.last()?)? {
            Outcome::Accepted => "takes",
            Outcome::Refused | Outcome::Onboarding => "refuses",
            Outcome::Crashed(_) => "breaks at",
            Outcome::Unclear(why) => match self.login_after_last().await? {
                Login::In => "takes",
                _ => return Err(Stop::unjudged(why)),
            },
        })
    }

    /// `Then it is recorded which of these tokens the tool takes`.
    pub(crate) fn record_tokens_taken(&mut self) {
        let series = std::mem::take(&mut self.series);
        for word in ["takes", "refuses", "breaks at"] {
            let seconds: Vec<&str> =
                series.iter().filter(|(_, fate)| fate == word).map(|(number, _)| number.as_str()).collect();
            if !seconds.is_empty() {
                self.observe(format!("the tool {word} those of {} seconds", seconds.join(", ")));
            }
        }
    }

    /// `Then it is recorded what the page allows other sites`.
    pub(crate) fn record_headers_for_others(&mut self) -> Step {
        let page = &self.last()?.page;
        let shown = |value: Option<&str>| value.map_or("none".to_owned(), |value| format!("`{value}`"));
        let policy = page.header("content-security-policy").unwrap_or_default();
        let ancestors =
            policy.split(';').map(str::trim).find(|directive| directive.starts_with("frame-ancestors"));
        let sentence = format!(
            "X-Frame-Options is {}, frame-ancestors {}, Referrer-Policy {}",
            shown(page.header("x-frame-options")),
            shown(ancestors),
            shown(page.header("referrer-policy")),
        );
        self.observe(sentence);
        Ok(())
    }
}
