//! Pages that are never twice the same, as those with advertisements, tips and generated ids are.

use crate::Variant;
use crate::reference::app::App;

const WORDS: usize = 40;

/// The page with words and elements of chance at its end.
pub(crate) fn chatter(app: &App, page: String) -> String {
    if !app.variants.has(Variant::CHATTER) {
        return page;
    }
    let words: Vec<_> = (0..WORDS).map(|_| word(app)).collect();
    let (first, second) = (word(app), word(app));
    let aside = format!("<aside id=\"{first}\"><p id=\"{second}\">{}</p></aside>\n</main>", words.join(" "));
    page.replacen("</main>", &aside, 1)
}

/// Letters only, so that it is a word to who reads the page.
fn word(app: &App) -> String {
    app.entropy.word().chars().filter(char::is_ascii_alphabetic).take(9).collect()
}
