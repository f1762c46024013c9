//! `POST /theme`: light, dark, or as the system of the person says.

use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use super::lobby::LobbyPost;
use super::token::{self, cookie_name};
use super::visit::{go, is_local};
use crate::app::App;

/// What a person chose over the setting of their system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Theme {
    Light,
    Dark,
}

impl Theme {
    /// What this browser was told last; every other value leaves it to the system.
    pub(super) fn of(app: &App, request: &HttpRequest) -> Option<Self> {
        Self::named(request.cookie(&cookie_name(app, "theme"))?.value())
    }

    fn named(name: &str) -> Option<Self> {
        match name {
            "light" => Some(Self::Light),
            "dark" => Some(Self::Dark),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

pub(crate) async fn post(LobbyPost { lobby, typed }: LobbyPost) -> HttpResponse {
    let back = typed.first("back");
    let mut response = go(if is_local(back) { back } else { "/" });
    let chosen = Theme::named(typed.first("theme"));
    token::set_lasting(&lobby.app, &mut response, "theme", chosen.map(Theme::name));
    response
}
