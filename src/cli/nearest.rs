//! The name that a typo probably meant.

/// Below this likeness a suggestion would puzzle more than help.
const LIKE_ENOUGH: f64 = 0.7;

/// The most similar of the names, in whatever letter case, if any is similar.
pub(crate) fn nearest<'n>(text: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let text = text.to_lowercase();
    let likeness = |name: &'n str| (strsim::jaro_winkler(&text, &name.to_lowercase()), name);
    let similar = names.into_iter().map(likeness).filter(|(likeness, _)| *likeness > LIKE_ENOUGH);
    similar.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_finds_its_name_and_nonsense_finds_none() {
        let names = ["login_url", "jwks_url", "target_link_uri"];
        assert_eq!(nearest("login_uri", names), Some("login_url"));
        assert_eq!(nearest("jwk_url", names), Some("jwks_url"));
        assert_eq!(nearest("LOGIN_URL", names), Some("login_url"));
        assert_eq!(nearest("zzz", names), None);
    }
}
