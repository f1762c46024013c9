//! The window that a link wants, in the words that a script opens one with. They come from the tool, so only harmless
//! ones are passed on.

use crate::domain::content::Window;

/// Features that would take the window away from the page that fills it.
const REFUSED: [&str; 3] = ["noopener", "noreferrer", "popup"];

/// `width=700,height=500,menubar=no`: the size, then what else the tool asks for.
pub(super) fn features(window: &Window) -> String {
    let side = |name: &str, value: Option<u32>| value.map(|value| format!("{name}={value}"));
    let sides = [side("width", window.size.width), side("height", window.size.height)];
    let sides: Vec<String> = sides.into_iter().flatten().collect();
    let asked = window.features.as_deref().unwrap_or_default().split(',').map(str::trim);
    let further =
        asked.filter(|feature| is_harmless(feature) && !is_said(feature, &sides)).map(str::to_owned);
    sides.iter().cloned().chain(further).take(16).collect::<Vec<_>>().join(",")
}

/// The name by which windows are found again, unless it is one that means a frame of this page.
pub(super) fn name(window: &Window) -> String {
    let named = window.target_name.as_deref().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let is_name = !named.starts_with('_') && named.len() <= 64 && named.chars().all(plain);
    if is_name { named.to_owned() } else { String::new() }
}

fn is_harmless(feature: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '=';
    !feature.is_empty()
        && feature.len() <= 32
        && feature.chars().all(plain)
        && !REFUSED.iter().any(|refused| feature.to_ascii_lowercase().starts_with(refused))
}

/// A side that the link gives as a number is not given again.
fn is_said(feature: &str, sides: &[String]) -> bool {
    let name = |text: &str| text.split('=').next().unwrap_or_default().to_ascii_lowercase();
    sides.iter().any(|side| name(side) == name(feature))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::Size;

    fn window(name: &str, features: &str) -> Window {
        Window {
            target_name: Some(name.to_owned()),
            size: Size { width: Some(700), height: None },
            features: Some(features.to_owned()),
        }
    }

    #[test]
    fn a_window_has_the_size_of_the_link_and_what_the_tool_asks_for_besides() {
        assert_eq!(
            features(&window("", "menubar=no, width=5,height=400")),
            "width=700,menubar=no,height=400"
        );
        assert_eq!(features(&window("", "noopener,NoReferrer=1,a\"b=<x>")), "width=700");
        assert_eq!(features(&Window::default()), "");
    }

    #[test]
    fn a_window_is_named_only_by_a_plain_name() {
        assert_eq!(name(&window("quiz-1", "")), "quiz-1");
        for bad in ["_top", "_parent", "a b", "\"", &"x".repeat(65)] {
            assert_eq!(name(&window(bad, "")), "", "{bad}");
        }
    }
}
