//! A page is a value that knows its template and can show samples of itself.

use serde::Serialize;

use super::chrome::Chrome;
use crate::view::{self, ViewError};

/// What one page shows.
pub(crate) trait Page: Serialize + Sized {
    /// The template, by its path below `templates/`.
    const TEMPLATE: &'static str;

    /// Named values that together take every branch of the template.
    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)>;

    /// The page inside its frame.
    fn render(&self, chrome: &Chrome) -> Result<String, ViewError> {
        view::render(Self::TEMPLATE, &Framed { chrome, page: self })
    }
}

#[derive(Serialize)]
struct Framed<'a, P> {
    chrome: &'a Chrome,
    page: &'a P,
}
