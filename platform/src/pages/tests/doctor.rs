use std::net::TcpListener;

use actix_web::web::{Form, Query, get, post, resource, to};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use serde::Deserialize;
use serde_json::json;

use super::browser::{Browser, Seen};

/// What a login says that matters here.
#[derive(Debug, Deserialize)]
struct Initiation {
    iss: String,
    login_hint: String,
    lti_message_hint: String,
    client_id: String,
}

/// A login that leads to the campus as it should, with a cookie for frames.
async fn good(login: Query<Initiation>) -> HttpResponse {
    answer(&login, "/launch", "SameSite=None; Secure; HttpOnly")
}

/// The same, where the form is posted.
async fn posted(login: Form<Initiation>) -> HttpResponse {
    answer(&login, "/launch", "SameSite=None; Secure; HttpOnly")
}

/// What frameworks answer where only the slash at the end is missing.
async fn slash(request: HttpRequest) -> HttpResponse {
    let to = format!("/slash/?{}", request.query_string());
    HttpResponse::PermanentRedirect().insert_header(("location", to)).finish()
}

/// A page that looks at the cookies of the browser before it goes on.
async fn script() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .body("<script>location.search += '&seen=1'</script>")
}

/// One that asks for another redirect URI, and forgets `prompt`.
async fn bad(login: Query<Initiation>) -> HttpResponse {
    answer(&login, "/Launch", "HttpOnly")
}

fn answer(login: &Initiation, redirect: &str, flags: &str) -> HttpResponse {
    let port = login.client_id.trim_start_matches("tool-");
    let prompt = if redirect == "/launch" { "none" } else { "" };
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("scope", "openid")
        .append_pair("response_type", "id_token")
        .append_pair("response_mode", "form_post")
        .append_pair("prompt", prompt)
        .append_pair("client_id", &login.client_id)
        .append_pair("redirect_uri", &format!("http://127.0.0.1:{port}{redirect}"))
        .append_pair("login_hint", &login.login_hint)
        .append_pair("lti_message_hint", &login.lti_message_hint)
        .append_pair("state", "s")
        .append_pair("nonce", "n");
    let to = format!("{}/lti/authorize?{}", login.iss, form.finish());
    let cookie = format!("state=s; Path=/; {flags}");
    HttpResponse::Found().insert_header(("location", to)).insert_header(("set-cookie", cookie)).finish()
}

/// Starts the tool on a port of its own, and registers it by the path of its login.
async fn examined(browser: &mut Browser, path: &str) -> Seen {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = HttpServer::new(|| {
        let framed = || async { HttpResponse::Ok().insert_header(("x-frame-options", "DENY")).body("page") };
        App::new()
            .service(resource("/good").route(get().to(good)))
            .service(resource("/bad").route(get().to(bad)))
            .route("/script", to(script))
            .route("/slash", to(slash))
            .service(resource("/slash/").route(get().to(good)).route(post().to(posted)))
            .route("/launch", post().to(|| async { HttpResponse::BadRequest().body("no launch") }))
            .route("/page", get().to(framed))
            .route("/keys", to(|| async { HttpResponse::Ok().json(json!({"keys": [{"kty": "EC"}]})) }))
    });
    actix_web::rt::spawn(server.workers(1).listen(listener).unwrap().run());
    let client = format!("tool-{port}");
    let at = |path: &str| format!("http://127.0.0.1:{port}{path}");
    let tool = json!({
        "client_id": client, "name": "A tool", "deployments": [client], "login_url": at(path),
        "target_link_uri": at("/page"), "deep_linking_url": at("/page"),
        "redirect_uris": [at("/launch")], "jwks_url": at("/keys"),
    });
    browser.api("PUT", "registrations", tool).await;
    let page = format!("/main/admin/tools/{client}/doctor");
    assert!(browser.get(&page).await.text("main").contains("Check this tool"));
    assert_eq!(browser.submit(&page, &page, &[]).await.status, 303);
    browser.get(&page).await
}

#[actix_web::test]
async fn the_doctor_says_what_is_well_and_what_is_not() {
    let mut browser = Browser::open().await;
    let seen = examined(&mut browser, "/good").await;
    let wrong = seen.text("section[aria-labelledby=wrong]");
    for told in ["Login by POST", "405", "x-frame-options", "frame-ancestors", "expected `kty` to be RSA"] {
        assert!(wrong.to_lowercase().contains(&told.to_lowercase().replace('`', "")), "{told}: {wrong}");
    }
    for fine in ["redirect_uri", "prompt", "SameSite"] {
        assert!(!wrong.contains(fine), "{fine}: {wrong}");
    }
    assert!(browser.get("/main/admin/journal").await.html.contains("/keys"), "each request is written down");
}

#[actix_web::test]
async fn a_login_is_posted_again_where_a_redirect_says_so() {
    let mut browser = Browser::open().await;
    let wrong = examined(&mut browser, "/slash").await.text("section[aria-labelledby=wrong]");
    assert!(!wrong.contains("Login by"), "{wrong}");
}

#[actix_web::test]
async fn a_login_that_a_script_goes_on_with_is_not_blamed() {
    let mut browser = Browser::open().await;
    let seen = examined(&mut browser, "/script").await;
    let wrong = seen.text("section[aria-labelledby=wrong]");
    assert!(!wrong.contains("Login by") && !wrong.contains("Deep linking"), "{wrong}");
    assert_eq!(seen.html.matches("launch a link to see").count(), 3, "GET, POST, picker: {}", seen.html);
}

#[actix_web::test]
async fn a_redirect_uri_is_compared_by_the_character() {
    let mut browser = Browser::open().await;
    let wrong = examined(&mut browser, "/bad").await.text("section[aria-labelledby=wrong]");
    for told in [
        "to the redirect URIs of the registration",
        "the tool says Launch",
        "Parameter prompt",
        "Cookie state",
    ] {
        assert!(wrong.contains(told), "{told}: {wrong}");
    }
}

#[actix_web::test]
async fn a_tool_that_is_not_there_is_said_once() {
    let mut browser = Browser::open().await;
    let page = "/main/admin/tools/tool/doctor";
    assert_eq!(browser.submit(page, page, &[]).await.status, 303);
    let seen = browser.get(page).await;
    let wrong = seen.text("section[aria-labelledby=wrong]");
    assert!(wrong.contains("Start the tool"), "{wrong}");
    assert_eq!(wrong.matches("no answer").count(), 2, "by GET and by POST: {wrong}");
}

#[tokio::test]
async fn values_and_code_are_pages_and_files() {
    let mut browser = Browser::open().await;
    let at = |path: &str| format!("/main/admin/tools/tool/{path}");
    assert_eq!(browser.get(&at("values")).await.status, 200);
    let json: serde_json::Value = serde_json::from_str(&browser.get(&at("values.json")).await.html).unwrap();
    assert_eq!((json["client_id"].as_str(), json["deployment_ids"][0].as_str()), (Some("tool"), Some("1")));
    assert!(browser.get(&at("values.env?for=shell")).await.html.starts_with("export HOMEROOM_ISSUER=http"));
    assert_eq!(browser.get(&at("values?deployment=none")).await.status, 404);
    for path in ["code/ltijs", "code/homeroom-tool"] {
        assert_eq!(browser.get(&at(path)).await.status, 200, "{path}");
    }
    assert!(browser.get(&at("code/ltijs?file=tool.js")).await.html.starts_with("'use strict'"));
    let unknown = browser.get(&at("code/ltjs")).await;
    assert!(unknown.status == 404 && unknown.html.contains("ltijs"), "{}", unknown.html);
}
