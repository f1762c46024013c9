//! What is wrong with the page that is open, however it is looked at.

use super::{Browser, Rules, SIDEWAYS, Screen};

impl Browser {
    /// What axe-core finds on a wide screen, in the dark and on a phone, and what stands out there; keeps pictures by the
    /// name of the page.
    pub(crate) async fn faults(&self, page: &str) -> Vec<String> {
        let mut faults = Vec::new();
        for screen in Screen::ALL {
            screen.set(&self.driver).await;
            let rules = if screen == Screen::Dark { Rules::Colours } else { Rules::All };
            let mut found = self.violations(rules).await;
            if screen == Screen::Phone {
                found.extend(self.ask::<Vec<String>>(SIDEWAYS).await);
            }
            faults.extend(found.into_iter().map(|fault| format!("{page} ({}): {fault}", screen.name())));
            let file = page.trim_matches('/').replace(['/', '?', '&'], "-");
            self.picture(&format!("{}/{file}", screen.name())).await;
        }
        Screen::Wide.set(&self.driver).await;
        faults
    }
}
