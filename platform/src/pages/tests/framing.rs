use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::browser::Browser;

/// A tool that answers everything with these header lines; says its address.
async fn tool(headers: &'static str) -> String {
    serve(move |_| format!("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n{headers}\r\nhi"))
        .await
}

/// A tool that answers each request by its text; says its address.
async fn serve(answer: impl Fn(&str) -> String + Copy + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut request = [0; 4096];
                let length = stream.read(&mut request).await.unwrap_or_default();
                let request = String::from_utf8_lossy(&request[..length]);
                let _ = stream.write_all(answer(&request).as_bytes()).await;
            });
        }
    });
    format!("http://{address}")
}

/// The page about the frame of a launch of this tool.
async fn framing(browser: &mut Browser, tool: &str) -> String {
    let registration = json!({
        "client_id": "framed", "name": "Framed", "deployments": ["9"], "login_url": format!("{tool}/login"),
        "target_link_uri": format!("{tool}/"), "redirect_uris": [format!("{tool}/launch")],
    });
    browser.api("PUT", "registrations", registration).await;
    let link = json!({"id": "framed", "course": "algebra-1", "title": "Framed", "client_id": "framed"});
    browser.api("POST", "links", link).await;
    let action = "/main/courses/algebra-1/links/framed/launch";
    let to = browser.submit("/main/courses/algebra-1", action, &[("target", "iframe")]).await.to.unwrap();
    let frame = browser.get(&to).await;
    frame.attribute("#framing", "data-framing")
}

#[tokio::test]
async fn the_header_that_keeps_a_frame_empty_is_named_with_its_value() {
    let mut browser = Browser::open().await;
    let tool = tool("x-frame-options: SAMEORIGIN\r\n").await;
    let page = framing(&mut browser, &tool).await;
    let seen = browser.get(&page).await;
    let told = seen.text(".framing .note");
    assert!(told.contains("X-Frame-Options: SAMEORIGIN") && told.contains("frame-ancestors"), "{told}");
    let rows = seen.text(".framing tbody");
    for url in [format!("GET {tool}/login"), format!("POST {tool}/launch"), format!("GET {tool}/")] {
        assert!(rows.contains(&url), "{url}: {rows}");
    }
    let part = browser.get(&format!("{page}?part=true")).await;
    assert!(part.html.trim_start().starts_with("<section") && part.html.contains("X-Frame-Options"));
}

#[tokio::test]
async fn a_tool_that_may_be_framed_is_said_to_be_and_the_launch_stays_unused() {
    let mut browser = Browser::open().await;
    let tool = tool("x-frame-options: DENY\r\ncontent-security-policy: frame-ancestors *\r\n").await;
    let page = framing(&mut browser, &tool).await;
    let seen = browser.get(&page).await;
    assert!(seen.text(".framing .note").contains("no header forbids the frame"), "{}", seen.html);
    let start = page.replace("/framing", "/start");
    assert_eq!(browser.get(&start).await.status, 303);
}

#[tokio::test]
async fn a_header_of_a_refusal_is_told_and_blames_no_page_that_was_not_seen() {
    let mut browser = Browser::open().await;
    let tool = serve(|_| {
        "HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\nconnection: close\r\nx-frame-options: DENY\r\n\r\n"
            .to_owned()
    })
    .await;
    let page = framing(&mut browser, &tool).await;
    let told = browser.get(&page).await.text(".framing .note");
    assert!(told.contains("a refusal of the tool") && told.contains("X-Frame-Options: DENY"), "{told}");
    assert!(!told.contains("the tool forbids the frame"), "{told}");
    let part = browser.get(&format!("{page}?part=true")).await;
    assert!(part.html.contains("data-framed"), "{}", part.html);
}

#[tokio::test]
async fn a_redirect_that_keeps_the_method_is_posted_again() {
    let mut browser = Browser::open().await;
    let tool = serve(|request| {
        let head = match request.split(' ').nth(1) {
            Some("/launch") => "308 Permanent Redirect\r\nlocation: /launch/",
            Some("/launch/") if !request.starts_with("POST") => "405 Method Not Allowed",
            _ => "200 OK",
        };
        format!("HTTP/1.1 {head}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
    })
    .await;
    let page = framing(&mut browser, &tool).await;
    let rows = browser.get(&page).await.text(".framing tbody");
    assert!(rows.contains(&format!("POST {tool}/launch/")) && !rows.contains("405"), "{rows}");
}

#[tokio::test]
async fn a_tool_that_does_not_answer_is_said_not_to() {
    let mut browser = Browser::open().await;
    let page = framing(&mut browser, "http://127.0.0.1:9").await;
    let seen = browser.get(&page).await;
    assert!(seen.text(".framing .note").contains("the tool does not answer"), "{}", seen.html);
}
