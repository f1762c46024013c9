//! What a browser does for the harness, over HTTP and without a real browser: one hop at a time, with cookies kept as
//! browsers keep them, and every hop recorded verbatim.
//!
//! Start with [`Browser`]; ask [`Page`] what an answer shows; look at [`Recorder`] for what went over the wire.

mod admission;
mod client;
mod cookie;
mod cookie_date;
mod decision;
mod exchange;
mod follow;
mod headers;
mod html;
mod http;
mod jar;
mod redirect;
mod refresh;
mod request;
mod sending;
mod site;
mod submit;
mod suffix;
mod transport;
mod urlencoded;

#[cfg(test)]
pub(crate) mod test_server;

pub(crate) use client::Clients;
pub(crate) use exchange::{Body, Exchange, Recorder};
pub(crate) use follow::{Follow, FollowError};
pub(crate) use html::{AutoSubmit, Form, Page, Screen, Unable, is_selector};
pub(crate) use http::{Browser, Now, Settings};
pub(crate) use jar::Mark;
pub(crate) use request::Request;
pub(crate) use site::is_loopback;
pub(crate) use transport::{TransportError, TransportKind};
pub(crate) use urlencoded::{Pairs, first, parse, serialize};
