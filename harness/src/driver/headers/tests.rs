use super::super::request::Request;
use super::super::site::SiteRules;
use super::of;

const PLATFORM: &str = "http://localhost:8080/main/lti/authorize?state=secret";

fn header(request: &Request, name: &str) -> Option<String> {
    let rules = SiteRules::default();
    of(request, None, &rules).into_iter().find(|(each, _)| each == name).map(|(_, value)| value)
}

fn launch(policy: Option<&str>) -> Request {
    let url = "http://localhost:3000/launch".parse().unwrap();
    let request = Request::post_form(&url, &[("state", "s")]);
    request.initiated_by(&PLATFORM.parse().unwrap()).with_referrer_policy(policy)
}

#[test]
fn a_cross_origin_post_names_only_the_origin_it_came_from() {
    let launch = launch(None);
    assert_eq!(header(&launch, "origin").as_deref(), Some("http://localhost:8080"));
    assert_eq!(header(&launch, "referer").as_deref(), Some("http://localhost:8080/"));
    assert_eq!(header(&launch, "sec-fetch-site").as_deref(), Some("same-site"));
    assert_eq!(header(&launch, "host").as_deref(), Some("localhost:3000"));
    assert_eq!(header(&launch, "content-length").as_deref(), Some("7"));
}

#[test]
fn the_referrer_policy_of_the_page_decides() {
    for (policy, origin, referrer) in [
        ("no-referrer", "null", None),
        ("same-origin", "null", None),
        ("origin", "http://localhost:8080", Some("http://localhost:8080/")),
        ("unsafe-url", "http://localhost:8080", Some(PLATFORM)),
        ("no-referrer, nonsense", "null", None),
        ("nonsense", "http://localhost:8080", Some("http://localhost:8080/")),
    ] {
        let launch = launch(Some(policy));
        assert_eq!(header(&launch, "origin").as_deref(), Some(origin), "{policy}");
        assert_eq!(header(&launch, "referer").as_deref(), referrer, "{policy}");
    }
}

#[test]
fn a_typed_address_says_nothing_about_its_origin() {
    let request = Request::get(&"http://localhost:3000/".parse().unwrap());
    assert_eq!(header(&request, "sec-fetch-site").as_deref(), Some("none"));
    assert_eq!(header(&request, "origin"), None);
    assert_eq!(header(&request, "referer"), None);
}

#[test]
fn a_redirect_over_a_third_origin_hides_the_first() {
    let tainted = Request { tainted: true, ..launch(None) };
    assert_eq!(header(&tainted, "origin").as_deref(), Some("null"));
}
