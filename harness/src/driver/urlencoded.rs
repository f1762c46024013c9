//! `application/x-www-form-urlencoded` as ordered pairs: nothing sorted, nothing merged, repeated names kept, so that
//! a judge sees what was sent (OIDC-020).

use url::form_urlencoded;

/// Names and values in the order of the wire.
pub(crate) type Pairs = Vec<(String, String)>;

/// Reads a form body or a query, without its `?`.
pub(crate) fn parse(text: &[u8]) -> Pairs {
    form_urlencoded::parse(text).into_owned().collect()
}

/// Writes pairs as browsers do: a space becomes `+`.
pub(crate) fn serialize<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
        .finish()
}

/// The first value of a name.
pub(crate) fn first<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(each, _)| each == name).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::{first, parse, serialize};

    #[test]
    fn repeated_names_keep_their_order() {
        let pairs = parse(b"iss=a&x=1&iss=b&empty=&bare");
        let names: Vec<_> = pairs.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["iss", "x", "iss", "empty", "bare"]);
        assert_eq!(pairs[2].1, "b");
        assert_eq!(first(&pairs, "iss"), Some("a"));
        assert_eq!(first(&pairs, "empty"), Some(""));
        assert_eq!(first(&pairs, "bare"), Some(""));
        assert_eq!(first(&pairs, "absent"), None);
    }

    #[test]
    fn awkward_characters_survive_the_round_trip() {
        let pairs =
            vec![("hint".to_owned(), "a+b=c&d /é%25\r\n\"<x>".to_owned()), (String::new(), "v".to_owned())];
        let text = serialize(&pairs);
        assert!(text.starts_with("hint=a%2Bb%3Dc%26d+%2F%C3%A9%2525%0D%0A"), "{text}");
        assert_eq!(parse(text.as_bytes()), pairs);
    }
}
