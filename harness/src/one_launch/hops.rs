//! Each hop of a launch with what it means.

use std::sync::Arc;

use serde::Serialize;

use crate::driver::{self, Exchange};
use crate::launch::Party;
use crate::mask;

/// One request of the browser and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hop {
    pub method: String,
    pub url: String,
    /// None if no answer came.
    pub status: Option<u16>,
    /// What the request is for, and what the answer does.
    pub means: String,
}

/// The hops in order.
pub(super) fn told(exchanges: &[Arc<Exchange>], party: &Party) -> Vec<Hop> {
    exchanges.iter().enumerate().map(|(place, exchange)| told_one(place, exchange, party)).collect()
}

fn told_one(place: usize, exchange: &Exchange, party: &Party) -> Hop {
    let answer = match &exchange.error {
        Some(error) => error.to_string(),
        None => answer(exchange),
    };
    Hop {
        method: exchange.method.clone(),
        url: mask::tokens(exchange.url.as_str()),
        status: exchange.status,
        means: format!("{}: {answer}", purpose(place, exchange, party)),
    }
}

fn purpose(place: usize, exchange: &Exchange, party: &Party) -> &'static str {
    let body = driver::parse(&exchange.request_body.0);
    let carries = |name: &str| driver::first(&body, name).is_some();
    let address = exchange.url.as_str().split(['?', '#']).next().unwrap_or_default();
    match () {
        () if place == 0 => "the platform starts a login at the tool",
        () if address == party.authorization_endpoint() => "the tool asks the platform who this is",
        () if carries("id_token") => "the browser brings the platform's answer to the tool",
        () if carries("JWT") => "the browser brings the picked content to the platform",
        () if address.starts_with(&party.campus.endpoints.issuer) => "the browser goes to the platform",
        () => "the browser goes on",
    }
}

fn answer(exchange: &Exchange) -> String {
    let status = exchange.status.unwrap_or_default();
    let page = driver::Page::of(exchange);
    let has_field = |name: &str| page.forms.iter().any(|form| form.value(name).is_some());
    match exchange.header("location") {
        Some(to) if (300..400).contains(&status) => format!("redirect to {}", without_query(to)),
        _ if has_field("id_token") => "a form with the id_token".to_owned(),
        _ if has_field("JWT") => "a form with the picked content".to_owned(),
        _ if (200..300).contains(&status) => "a page".to_owned(),
        _ => format!("refused with status {status}"),
    }
}

fn without_query(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or(url)
}
