//! The page by keyboard alone.

use thirtyfour::{Key, WebElement};

use super::Browser;
use super::devtools::role_and_name;

/// More than any page has before its first act.
const MOST_TABS: usize = 80;

/// Whether what has the focus shows it.
const SHOWN: &str = r"
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
";

impl Browser {
    /// Tabs on to the first thing with the words in its name, all of whose predecessors show the focus too.
    pub(crate) async fn tab_to(&self, words: &str) {
        for _ in 0..MOST_TABS {
            self.key(Key::Tab).await;
            let (_, name) = role_and_name(&self.driver, &self.focused().await).await.unwrap();
            assert!(self.ask::<bool>(SHOWN).await, "nobody sees that `{name}` has the focus");
            if name.to_lowercase().contains(&words.to_lowercase()) {
                return;
            }
        }
        panic!("no `{words}` within {MOST_TABS} tabs");
    }

    pub(crate) async fn enter_key(&self) {
        self.key(Key::Enter).await;
    }

    pub(crate) async fn key(&self, key: Key) {
        self.driver.action_chain().send_keys(String::from(key.value())).perform().await.unwrap();
    }

    async fn focused(&self) -> WebElement {
        self.driver.active_element().await.unwrap()
    }
}
