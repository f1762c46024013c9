//! Starting: what is refused says what to do.

use std::net::TcpListener;

use homeroom_platform::{Listen, Platform, Settings};
use url::Url;

use crate::support::{Lms, in_memory};

async fn refused(settings: Settings) -> String {
    Platform::start(settings).await.unwrap_err().to_string()
}

#[tokio::test]
async fn an_open_address_is_refused() {
    let listen: Listen = "0.0.0.0:0".parse().unwrap();
    assert!(refused(Settings { listen, ..in_memory() }).await.contains("refusing to listen on 0.0.0.0"));
}

#[tokio::test]
async fn a_port_in_use_names_the_way_out() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let error = refused(Settings { listen: Listen::Localhost(port), ..in_memory() }).await;
    assert!(error.contains(&port.to_string()) && error.contains("--listen"), "{error}");
}

#[tokio::test]
async fn a_public_url_with_a_query_is_no_issuer() {
    let public_url = Some(Url::parse("http://localhost/?a=1").unwrap());
    assert!(refused(Settings { public_url, ..in_memory() }).await.contains("no query"));
}

#[tokio::test]
async fn the_issuer_follows_the_public_url_and_the_key_set_the_back_channel() {
    let settings = Settings {
        public_url: Some(Url::parse("https://lms.school.test/base/").unwrap()),
        backchannel_url: Some(Url::parse("http://host.docker.internal:8080").unwrap()),
        ..in_memory()
    };
    let platform = Platform::start(settings).await;
    let platform = platform.unwrap();
    assert_eq!(platform.url().as_str(), "https://lms.school.test/base/");
    platform.stop().await;
}

#[tokio::test]
async fn after_stop_the_port_is_free() {
    let lms = Lms::start().await;
    let port = lms.platform.url().port().unwrap();
    lms.platform.stop().await;
    assert!(TcpListener::bind(("127.0.0.1", port)).is_ok());
}
