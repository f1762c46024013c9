//! Which words look like chance made them: a run can have others in their place, so no snapshot shows them.

/// So many letters and digits that make no word and no small number look random wherever they stand.
const STRANGE: usize = 10;

/// In a long text of both letter cases fewer are enough: separators may have cut the rest into what looks like words.
const LONG: usize = 16;
const STRANGE_IN_LONG: usize = 4;

/// Whether the text looks like a random value: base64url, hexadecimal, a UUID, a long number. Of random base64url of 128
/// bits, one in two thousand has luck and looks like words.
pub(super) fn look_random(text: &str) -> bool {
    let pieces = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    let strange: usize = pieces.filter(|piece| !is_plain(piece)).map(str::len).sum();
    let mixed = text.contains(char::is_lowercase) && text.contains(char::is_uppercase);
    strange >= STRANGE || (text.len() >= LONG && mixed && strange >= STRANGE_IN_LONG)
}

/// The text with each part of it that looks random replaced. What stands in brackets is a label already.
pub(super) fn replace_random(text: &str, mut by: impl FnMut(&str) -> String) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (part, after) = rest.split_at(next_part(rest));
        if look_random(part) && !part.starts_with('[') {
            shown.push_str(&by(part));
        } else {
            shown.push_str(part);
        }
        rest = after;
    }
    shown
}

/// The length of the first part: a label, a word, or what stands between words.
fn next_part(text: &str) -> usize {
    if text.starts_with('[') {
        return text.find(']').map_or(text.len(), |end| end + 1);
    }
    let inside = text.starts_with(is_of_word);
    let end = |letter: char| is_of_word(letter) != inside || letter == '[';
    text.find(end).unwrap_or(text.len())
}

fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')
}

/// A word, `CamelCase`, capitals, each perhaps with a small number behind, or a small number.
fn is_plain(piece: &str) -> bool {
    let letters = piece.trim_end_matches(|digit: char| digit.is_ascii_digit());
    let small = if letters.is_empty() { 8 } else { 4 };
    piece.len() - letters.len() <= small && is_worded(letters)
}

fn is_worded(letters: &str) -> bool {
    let all = |is: fn(&char) -> bool| letters.chars().all(|letter| is(&letter));
    let capitals = letters.chars().filter(char::is_ascii_uppercase).count();
    let words = capitals + usize::from(letters.starts_with(|first: char| first.is_ascii_lowercase()));
    // Words of four letters, one with another: `nUlGxbk` is none.
    all(char::is_ascii_alphabetic) && (all(char::is_ascii_uppercase) || words * 4 <= letters.len() + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_values_of_the_usual_kinds_are_seen() {
        for text in [
            "2dzU7sI8PPg_5Z-LL-AnTg",
            "D5uFxBMYpLDJimp3y9c_6TROmiA0UH5LbKT96z2c10o=",
            "6f1ed002-ab55-9173-e9bb-9b2f8c0a1d3e",
            "9e107d9d372bb6826bd81d3542a419d6",
            "1795314478",
            "nUlGxbk1_I-_1ZgYw4yX9A",
        ] {
            assert!(look_random(text), "{text}");
        }
    }

    #[test]
    fn words_and_small_numbers_stay() {
        for text in [
            "",
            "activity1",
            "deep_linking_settings",
            "openid-configuration",
            "LtiResourceLinkRequest",
            "lti1p3-session-id",
            "csrftoken",
            "JSESSIONID",
            "Deployment-1",
            "2026-11-22",
            "week-12",
            "ASP.NET_SessionId",
            "18000000",
        ] {
            assert!(!look_random(text), "{text}");
        }
    }

    #[test]
    fn only_the_random_part_of_a_text_is_replaced() {
        let masked = |text| replace_random(text, |_| "[x]".to_owned());
        assert_eq!(masked("/files/9e107d9d372bb6826bd81d3542a419d6.pdf"), "/files/[x].pdf");
        assert_eq!(masked("a[state-1]9e107d9d372bb6826bd81d3542a419d6"), "a[state-1][x]");
        assert_eq!(
            masked("[unclosed 9e107d9d372bb6826bd81d3542a419d6"),
            "[unclosed 9e107d9d372bb6826bd81d3542a419d6"
        );
    }
}
