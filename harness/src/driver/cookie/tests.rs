use jiff::Timestamp;

use super::{Reason, SameSite, SetCookie, default_path, path_covers};

fn parse(header: &str) -> Result<SetCookie, Reason> {
    SetCookie::parse(header, Timestamp::UNIX_EPOCH)
}

#[test]
fn names_and_values_are_taken_as_browsers_take_them() {
    for (header, name, value) in [
        ("a=1", "a", "1"),
        (" a\t=\t1 ; Path=/", "a", "1"),
        ("a=b=c", "a", "b=c"),
        ("a=\"1 2\"", "a", "\"1 2\""),
        ("a=", "a", ""),
        ("=1", "", "1"),
        ("just-a-value", "", "just-a-value"),
        ("\u{e9}=\u{fc},x", "\u{e9}", "\u{fc},x"),
    ] {
        let cookie = parse(header).unwrap();
        assert_eq!((cookie.name.as_str(), cookie.value.as_str()), (name, value), "{header}");
    }
}

#[test]
fn a_cookie_that_is_none_is_refused() {
    let (fits, large) = (format!("a={}", "x".repeat(4095)), format!("a={}", "x".repeat(4096)));
    for (header, expected) in [
        ("", Some(Reason::Empty)),
        (" = ; Path=/", Some(Reason::Empty)),
        ("a=1\u{0}", Some(Reason::ControlCharacter)),
        ("a=1; Path=/\u{7f}", Some(Reason::ControlCharacter)),
        ("a=1\nb=2", Some(Reason::ControlCharacter)),
        (&fits, None),
        (&large, Some(Reason::TooLarge)),
    ] {
        assert_eq!(parse(header).err(), expected, "{}", header.len());
    }
}

#[test]
fn the_last_of_repeated_attributes_wins_and_unknown_ones_are_ignored() {
    let long = format!("a=1; Path=/x; Path=/{}", "y".repeat(1024));
    assert_eq!(parse(&long).unwrap().path.as_deref(), Some("/x"));
    let cookie =
        parse("a=1; HTTPONLY ; priority=high;;= ;secure=no; Path=/x; path=y; SameSite=Lax; samesite=None");
    let cookie = cookie.unwrap();
    assert!(cookie.secure && !cookie.partitioned);
    assert_eq!((cookie.path, cookie.same_site), (None, SameSite::None));
    assert_eq!(parse("a=1; SameSite").unwrap().same_site, SameSite::Lax);
}

#[test]
fn max_age_wins_over_expires_and_neither_lasts_longer_than_400_days() {
    let longest = 400 * 24 * 60 * 60;
    for (attributes, seconds) in [
        ("", None),
        ("Max-Age=60", Some(60)),
        ("Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:05 GMT", Some(60)),
        ("Expires=Thu, 01 Jan 1970 00:00:05 GMT; Max-Age=x", Some(5)),
        ("Max-Age=60; Max-Age=+5", Some(60)),
        ("Max-Age=", None),
        ("Expires=Thu, 01 Jan 2099 00:00:00 GMT", Some(longest)),
        ("Max-Age=99999999999999999999999", Some(longest)),
    ] {
        let expires = parse(&format!("a=1; {attributes}")).unwrap().expires;
        assert_eq!(expires.map(Timestamp::as_second), seconds, "{attributes}");
    }
    for gone in ["Max-Age=0", "Max-Age=-1", "Max-Age=-99999999999999999999", "Max-Age=-"] {
        let expires = parse(&format!("a=1; {gone}")).unwrap().expires;
        assert_eq!(expires.is_some_and(|end| end <= Timestamp::UNIX_EPOCH), gone != "Max-Age=-", "{gone}");
    }
}

#[test]
fn paths_cover_whole_segments() {
    for (cookie, request, covers) in [
        ("/", "/anything", true),
        ("/lti", "/lti", true),
        ("/lti", "/lti/launch", true),
        ("/lti/", "/lti/launch", true),
        ("/lti", "/ltix", false),
        ("/lti/", "/lti", false),
        ("/LTI", "/lti", false),
    ] {
        assert_eq!(path_covers(cookie, request), covers, "{cookie} {request}");
    }
    for (url, path) in
        [("http://a/", "/"), ("http://a/x", "/"), ("http://a/x/", "/x"), ("http://a/x/y?/z/", "/x")]
    {
        assert_eq!(default_path(&url.parse().unwrap()), path, "{url}");
    }
    assert_eq!(default_path(&"mailto:x".parse().unwrap()), "/");
}
