use super::super::test_server::{TestServer, browser, visit};
use super::{Follow, FollowError, Journey, Request};

const DONE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\ndone";

fn to(status: u16, location: &str) -> String {
    format!("HTTP/1.1 {status} Go\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n")
}

fn path(journey: &Journey) -> Vec<String> {
    journey.hops.iter().map(|hop| format!("{} {}", hop.method, hop.url.path())).collect()
}

#[tokio::test]
async fn every_hop_of_a_redirected_post_is_seen() {
    let server =
        TestServer::start(&[("/a", &to(307, "/b")), ("/b", &to(302, "{url}/c")), ("/c", DONE)]).await;
    let mut browser = browser();
    let request = Request::post_form(&server.at("/a"), &[("x", "1")]);
    let journey = browser.follow(request, &Follow::all()).await.unwrap();
    assert_eq!(path(&journey), ["POST /a", "POST /b", "GET /c"]);
    assert_eq!(journey.hops[1].request_body.text(), "x=1");
    assert_eq!(journey.hops[2].request_header("content-type"), None);
    assert_eq!(journey.last().unwrap().response_body.text(), "done");
    assert!(journey.stopped.is_none());
}

#[tokio::test]
async fn cookies_set_on_the_way_are_sent_on_the_way() {
    let first = "HTTP/1.1 302 Go\r\nlocation: /b\r\nset-cookie: a=1\r\ncontent-length: 0\r\n\r\n";
    let server = TestServer::start(&[("/a", first), ("/b", "echo")]).await;
    let journey = visit(&mut browser(), &server.at("/a")).await.unwrap();
    assert_eq!(journey.hops[1].request_header("cookie"), Some("a=1"));
}

#[tokio::test]
async fn a_journey_stops_before_the_address_that_the_caller_waits_for() {
    let server =
        TestServer::start(&[("/login", &to(302, "http://localhost:1/main/lti/authorize?x=1"))]).await;
    let stop = |url: &url::Url| url.path() == "/main/lti/authorize";
    let journey = browser().follow(Request::get(&server.at("/login")), &Follow::until(&stop)).await.unwrap();
    assert_eq!(journey.hops.len(), 1);
    let stopped = journey.stopped.as_ref().unwrap();
    assert_eq!((stopped.method.as_str(), stopped.url.query()), ("GET", Some("x=1")));
    assert_eq!(stopped.url.port(), Some(1));
}

#[tokio::test]
async fn circles_and_endless_chains_end_with_an_error_that_names_the_addresses() {
    let long: Vec<_> = (0..20).map(|at| (format!("/{at}"), to(302, &format!("/{}", at + 1)))).collect();
    let mut answers: Vec<_> = long.iter().map(|(path, answer)| (path.as_str(), answer.as_str())).collect();
    let (there, back) = (to(302, "/pong"), to(303, "/ping"));
    answers.extend([("/ping", there.as_str()), ("/pong", back.as_str())]);
    let server = TestServer::start(&answers).await;
    let mut browser = browser();
    let circle = visit(&mut browser, &server.at("/ping")).await.unwrap_err();
    assert!(matches!(circle, FollowError::Loop(_)));
    assert_eq!(circle.to_string().matches("/ping`").count(), 2, "{circle}");
    let endless = visit(&mut browser, &server.at("/0")).await.unwrap_err();
    assert!(matches!(&endless, FollowError::TooMany(urls) if urls.len() == 12), "{endless}");
    assert_eq!(browser.recorder().exchanges().len(), 3 + 11);
}

#[tokio::test]
async fn a_return_to_the_same_address_with_a_new_cookie_is_no_circle() {
    let test = "HTTP/1.1 302 Go\r\nlocation: /a\r\nset-cookie: seen=1\r\ncontent-length: 0\r\n\r\n";
    let server = TestServer::start(&[("/a", test)]).await;
    let mut browser = browser();
    assert!(matches!(visit(&mut browser, &server.at("/a")).await, Err(FollowError::Loop(_))));
    assert_eq!(browser.recorder().exchanges().len(), 3);
}

#[tokio::test]
async fn redirects_that_lead_out_of_http_or_nowhere_are_errors() {
    let two = "HTTP/1.1 302 Go\r\nlocation: /a\r\nlocation: /b\r\ncontent-length: 0\r\n\r\n";
    let answers = [("/js", &*to(302, "javascript:x()")), ("/bad", &*to(302, "http://[")), ("/two", two)];
    let server = TestServer::start(&answers).await;
    for (path, _) in answers {
        let error = visit(&mut browser(), &server.at(path)).await.unwrap_err();
        assert!(matches!(&error, FollowError::BadTarget { from, .. } if from.path() == path), "{error}");
    }
    let error = visit(&mut browser(), &"http://localhost:1/".parse().unwrap()).await.unwrap_err();
    assert!(matches!(error, FollowError::Transport(_)));
}

#[tokio::test]
async fn a_redirect_status_without_a_location_is_the_last_answer() {
    let server = TestServer::start(&[("/", "HTTP/1.1 302 Go\r\ncontent-length: 0\r\n\r\n")]).await;
    assert_eq!(visit(&mut browser(), &server.url).await.unwrap().last().unwrap().status, Some(302));
}

#[tokio::test]
async fn refreshes_are_followed_only_when_asked() {
    let header = "HTTP/1.1 200 OK\r\nrefresh: 0; url=/meta\r\ncontent-length: 0\r\n\r\n";
    let meta = "HTTP/1.1 200 OK\r\n\r\n<meta http-equiv=refresh content='1; url={url}/done'>";
    let server = TestServer::start(&[("/", header), ("/meta", meta), ("/done", DONE)]).await;
    let rules = Follow::all().with_refreshes();
    let journey = browser().follow(Request::get(&server.url), &rules).await.unwrap();
    assert_eq!(path(&journey), ["GET /", "GET /meta", "GET /done"]);
    assert_eq!(journey.hops[2].request_header("referer"), Some(server.at("/meta").as_str()));
    assert_eq!(visit(&mut browser(), &server.url).await.unwrap().hops.len(), 1);
}
