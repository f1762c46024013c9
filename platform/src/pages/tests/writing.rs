//! The editor of a page in two tabs: no button loses what was typed, or overwrites what the other tab saved.

use super::browser::{Browser, Seen};

/// A page of two texts, and its first block.
struct Editor {
    browser: Browser,
    edit: String,
    /// Where the form of the first block posts.
    act: String,
    field: String,
}

impl Editor {
    async fn open() -> Self {
        let mut browser = Browser::open().await;
        let pages = "/main/courses/algebra-1/pages";
        let made = browser.submit(&format!("{pages}/new"), pages, &[("title", "Week 1")]).await;
        let edit = made.to.unwrap();
        let blocks = format!("{}/blocks", edit.trim_end_matches("/edit"));
        let first = browser.submit(&edit, &blocks, &[("text", "First")]).await.to.unwrap();
        browser.submit(&edit, &blocks, &[("text", "Second")]).await;
        let id = first.rsplit("#block-").next().unwrap();
        let (act, field) = (format!("{blocks}/{id}"), format!("#f-text-{id}"));
        Self { browser, edit, act, field }
    }

    /// The hidden fields of the first block, as a tab holds them.
    async fn tab(&mut self) -> Vec<(String, String)> {
        self.browser.get(&self.edit).await.hidden(&self.act)
    }

    async fn press(&mut self, tab: &[(String, String)], fields: &[(&str, &str)]) -> Seen {
        let hidden = tab.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let all: Vec<(&str, &str)> = hidden.chain(fields.iter().copied()).collect();
        self.browser.post(&self.act, &all).await
    }

    /// The texts of the page in their order.
    async fn texts(&mut self) -> Vec<String> {
        let html = self.browser.get(&self.edit).await.parsed();
        let area = scraper::Selector::parse(".blocks textarea").unwrap();
        html.select(&area).map(|area| area.text().collect::<String>().trim().to_owned()).collect()
    }
}

#[tokio::test]
async fn an_arrow_saves_what_was_typed_beside_it() {
    let mut editor = Editor::open().await;
    let tab = editor.tab().await;
    let moved = editor.press(&tab, &[("way", "down"), ("text", "First, edited\r\nfor an hour")]).await;
    assert_eq!(moved.status, 303, "{}", moved.html);
    assert_eq!(editor.texts().await, ["Second", "First, edited\nfor an hour"]);
    let tab = editor.tab().await;
    let empty = editor.press(&tab, &[("way", "up"), ("text", " ")]).await;
    assert_eq!((empty.status, editor.texts().await[0].as_str()), (422, "Second"), "nothing moves unsaved");
}

#[tokio::test]
async fn no_button_overwrites_what_another_tab_saved() {
    let mut editor = Editor::open().await;
    let old = editor.tab().await;
    editor.press(&old, &[("act", "save"), ("text", "Theirs")]).await;
    for button in [("way", "down"), ("act", "remove"), ("act", "save")] {
        let late = editor.press(&old, &[button, ("text", "Mine")]).await;
        assert_eq!(late.status, 409, "{button:?}");
        assert_eq!(late.text(&editor.field), "Mine");
        assert!(late.text(".note.warned").contains("Theirs"), "{}", late.html);
        assert_eq!(editor.texts().await, ["Theirs", "Second"], "{button:?}");
    }
    let moved = editor.press(&old, &[("way", "down"), ("text", "First")]).await;
    assert_eq!(moved.status, 303, "a text that was not touched is no reason to refuse");
    assert_eq!(editor.texts().await, ["Second", "Theirs"]);
    let late = editor.press(&old, &[("way", "up"), ("text", "Mine")]).await.hidden(&editor.act);
    assert_eq!(editor.press(&late, &[("text", "Mine")]).await.status, 303, "*Overwrite* saves");
    assert_eq!(editor.texts().await, ["Second", "Mine"]);
    let fresh = editor.tab().await;
    assert_eq!(editor.press(&fresh, &[("act", "remove"), ("text", "Mine")]).await.status, 303);
    assert_eq!(editor.texts().await, ["Second"]);
}
