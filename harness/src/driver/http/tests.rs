use super::super::test_server::{TestServer, browser, get};

const OK: &str = "HTTP/1.1 200 OK\r\nset-cookie: a=1\r\nset-cookie: b=2; Secure; HttpOnly\r\n\
                  content-length: 2\r\nx-Odd: \u{e9}\r\n\r\nhi";

#[tokio::test]
async fn an_exchange_is_recorded_as_it_went_over_the_wire() {
    let server = TestServer::start(&[("/page?x=%20", OK), ("/echo", "echo")]).await;
    let mut browser = browser();
    let answer = get(&mut browser, &server.at("/page?x=%20#part")).await.unwrap();
    assert_eq!(answer.status, Some(200));
    assert_eq!(answer.response_body.text(), "hi");
    let names: Vec<_> = answer.response_headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["set-cookie", "set-cookie", "content-length", "x-odd"]);
    assert_eq!(answer.header("x-odd"), Some("\u{e9}"));

    let post = super::Request::post_raw(&server.at("/echo"), "text/x", b"body".to_vec());
    let echo = browser.send(&post).await.unwrap();
    let received = echo.response_body.text().into_owned();
    let (head, body) = received.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, "body");
    let lines: Vec<_> = head.lines().skip(1).map(str::to_owned).collect();
    let recorded: Vec<_> =
        echo.request_headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    assert_eq!(lines, recorded);
    assert!(recorded.contains(&"cookie: a=1; b=2".to_owned()), "{recorded:?}");
    assert_eq!(browser.recorder().exchanges(), [answer, echo]);
}

#[tokio::test]
async fn browsers_made_from_another_share_the_record_but_not_the_jar() {
    let server = TestServer::start(&[("/", OK), ("/echo", "echo")]).await;
    let mut browser = browser();
    browser.plant_cookie("planted", "0", &server.url);
    let mark = browser.jar().mark();
    get(&mut browser, &server.url).await.unwrap();
    assert_eq!(browser.jar().names_set_since(mark), ["a", "b"]);
    for (mut other, cookies) in [
        (browser.fresh(), None),
        (browser.clone_with_cookies(), Some("planted=0; a=1; b=2")),
        (browser.clone_with_cookies_since(mark), Some("a=1; b=2")),
    ] {
        let echo = get(&mut other, &server.at("/echo")).await.unwrap();
        assert_eq!(echo.request_header("cookie"), cookies);
        other.plant_cookie("later", "1", &server.url);
    }
    assert_eq!(browser.recorder().exchanges().len(), 4);
    assert_eq!(browser.jar().cookies().count(), 3);
}

#[tokio::test]
async fn a_platform_on_the_same_host_can_be_treated_as_another_site() {
    let lax = "HTTP/1.1 200 OK\r\nset-cookie: lax=1\r\nset-cookie: none=1; SameSite=None; Secure\r\n\
               content-length: 0\r\n\r\n";
    let server = TestServer::start(&[("/login", lax), ("/launch", "echo")]).await;
    let platform = "http://localhost:8080/main/lti/authorize".parse().unwrap();
    let launch = super::Request::post_form(&server.at("/launch"), &[("state", "1")]).initiated_by(&platform);
    let mut browser = browser();
    get(&mut browser, &server.at("/login")).await.unwrap();
    let near = browser.send(&launch).await.unwrap();
    assert_eq!(near.request_header("cookie"), Some("lax=1; none=1"));
    browser.set_other_site(Some(&platform));
    let far = browser.send(&launch).await.unwrap();
    assert_eq!(far.request_header("cookie"), Some("none=1"));
    assert_eq!(far.request_header("sec-fetch-site"), Some("cross-site"));
    assert_eq!(browser.jar().decisions()[0].cookie, "lax");
    browser.set_other_site(None);
    assert_eq!(browser.send(&launch).await.unwrap().request_header("cookie"), Some("lax=1; none=1"));
}
