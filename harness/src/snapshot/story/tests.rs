use super::super::keys::Keys;
use super::super::labels::Labels;
use super::super::samples::exchange;
use super::super::scope::Scope;
use super::super::time::Now;
use super::*;

const PLATFORM: &str = "http://localhost:81";

fn scope() -> Scope {
    let url = |text: &str| text.parse().unwrap();
    Scope::new(
        "426u74",
        Some(&url("http://localhost:81/main")),
        &[url("http://localhost:82/")],
        None,
        Vec::new(),
    )
}

fn told(exchanges: Vec<Exchange>) -> String {
    let (scope, keys) = (scope(), Keys::default());
    let mut shower = Shower::new(Labels::new(&scope), &keys, Now::around(0));
    let exchanges: Vec<_> = exchanges.into_iter().map(Arc::new).collect();
    tell(&Wire { exchanges, ..Wire::default() }, &mut shower)
}

fn login(hint: &str, state: &str, nonce: &str, attributes: &str) -> Exchange {
    let request =
        format!("GET http://localhost:82/login?login_hint={hint}&iss=http%3A%2F%2Flocalhost%3A81%2Fmain");
    let location = format!("{PLATFORM}/auth?state={state}&nonce={nonce}&scope=openid");
    exchange(&request, &format!("303\nlocation: {location}\nset-cookie: s_{state}=x; {attributes}"))
}

#[test]
fn an_exchange_is_told_by_what_stays_the_same() {
    let page = exchange(
        "POST http://localhost:82/launch\nstate=abcdefgh&csrf=1&extra=",
        "200\ncontent-type: Text/HTML; charset=utf-8\nx-frame-options: DENY\nreferrer-policy: no-referrer\n\
         content-security-policy: default-src 'none'; frame-ancestors http://localhost:81\n\n\
         <form method=post action=/next><input type=hidden name=token value=5><input name=empty><button name=do></form>",
    );
    let text = told(vec![login("hint-one", "abcdefgh", "ijklmnop", "Secure"), page]);
    assert_eq!(
        text,
        "GET [tool]/login
  > query iss: [platform]/main
  > query login_hint: [login-hint-1]
  < 303
  < location: [platform]/auth
  <   nonce: [nonce-1]
  <   scope: openid
  <   state: [state-1]
  < set-cookie: s_[state-1]=[value]; Secure

POST [tool]/launch
  > form csrf: [value]
  > form extra: [empty]
  > form state: [state-1]
  < 200 text/html
  < content-security-policy: frame-ancestors [platform]
  < x-frame-options: DENY
  < referrer-policy: no-referrer
  < form POST [tool]/next
  <   empty: [empty]
  <   token: [value]
  <   button do"
    );
}

#[test]
fn a_second_login_like_the_first_is_told_in_a_line() {
    let text = told(vec![
        login("hint-one", "abcdefgh", "ijklmnop", "Secure"),
        login("hint-two", "qrstuvwx", "yzabcdef", "Secure"),
    ]);
    assert!(
        text.ends_with("\n\nGET [tool]/login\n  = as above, with [login-hint-2], [nonce-2], [state-2]"),
        "{text}"
    );
}

#[test]
fn a_second_login_with_the_same_state_or_another_attribute_is_told_in_full() {
    for second in [
        login("hint-two", "abcdefgh", "yzabcdef", "Secure"),
        login("hint-two", "qrstuvwx", "ijklmnop", "Secure"),
        login("hint-two", "qrstuvwx", "yzabcdef", "HttpOnly"),
    ] {
        let text = told(vec![login("hint-one", "abcdefgh", "ijklmnop", "Secure"), second]);
        assert_eq!(text.matches("< location: [platform]/auth").count(), 2, "{text}");
    }
}

#[test]
fn a_changed_attribute_changes_one_line_however_many_logins_there_are() {
    let logins = |attributes: &str| {
        let one = |number: usize| {
            login(
                &format!("hint-{number:03}"),
                &format!("state-{number:03}"),
                &format!("nonce-{number:03}"),
                attributes,
            )
        };
        told((0..20).map(one).collect())
    };
    let (before, after) = (logins("Secure; Path=/"), logins("Secure; Path=/lti"));
    let diff = diff::unified(&before, &after);
    let changed = diff.lines().skip(2).filter(|line| line.starts_with(['+', '-'])).collect::<Vec<_>>();
    assert_eq!(
        changed,
        [
            "-  < set-cookie: s_[state-1]=[value]; Secure; Path=/",
            "+  < set-cookie: s_[state-1]=[value]; Secure; Path=/lti"
        ]
    );
    assert!(before.ends_with("\n\n... and 18 times more like the last one"), "{before}");
}

#[test]
fn what_went_at_once_is_sorted_and_not_counted() {
    let post = "POST http://localhost:82/launch\nstate=abcdefgh";
    let (taken, refused) = (exchange(post, "303\nlocation: /home"), exchange(post, "400"));
    let home = exchange("GET http://localhost:82/home", "200");
    let one = told([vec![taken.clone(), home.clone()], vec![refused.clone(); 5]].concat());
    let other = told([vec![refused.clone(); 4], vec![taken, home, refused]].concat());
    assert_eq!(one, other);
    assert!(
        one.starts_with("6 times at once, which went, in any order and number:\n\nPOST [tool]/launch"),
        "{one}"
    );
    assert_eq!(one.matches("  < 400").count(), 1);
}

#[test]
fn an_address_that_the_answer_gave_is_not_told_again() {
    let login = login("hint-one", "abcdefgh", "ijklmnop", "Secure");
    let address = login.header("location").unwrap().to_owned();
    let text = told(vec![
        login,
        exchange(&format!("GET {address}"), "200"),
        exchange(&format!("GET {address}2"), "200"),
    ]);
    assert_eq!(text.matches("  > query as redirected").count(), 1, "{text}");
}
