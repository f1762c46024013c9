//! Which words look like chance made them: a run can have others in their place, so no snapshot shows them.

/// From this many letters and digits on, a word that is made of no words and small numbers counts as random.
const RANDOM: usize = 12;

/// Whether the text looks like a random value: base64url, hexadecimal, a UUID, a long number.
pub(super) fn look_random(text: &str) -> bool {
    let pieces = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    let strange = pieces.filter(|piece| !is_plain(piece)).map(str::len);
    strange.fold(0, usize::saturating_add) >= RANDOM || is_long_number(text)
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

fn is_long_number(text: &str) -> bool {
    text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A word, `CamelCase`, capitals, each perhaps with a small number behind, or a small number.
fn is_plain(piece: &str) -> bool {
    let letters = piece.trim_end_matches(|digit: char| digit.is_ascii_digit());
    let digits = piece.len() - letters.len();
    digits <= 4 && is_worded(letters.as_bytes())
}

fn is_worded(letters: &[u8]) -> bool {
    let crowded = letters.windows(2).any(|pair| pair.iter().all(u8::is_ascii_uppercase));
    let capitals = letters.iter().all(u8::is_ascii_uppercase);
    letters.iter().all(u8::is_ascii_alphabetic) && (capitals || !crowded)
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
