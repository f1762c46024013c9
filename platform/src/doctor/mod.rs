//! The doctor of a registration: the platform asks the tool what it would ask in a launch, and says what it saw. It makes
//! no launch, and judges nothing that only a launch can show.

mod addresses;
mod answer;
pub(crate) mod check;
mod clock;
mod cookies;
mod frames;
pub(crate) mod kept;
mod keys;
mod login;
mod question;
mod redirects;

use std::time::Duration;

use jiff::Timestamp;
use url::Url;

use crate::campus::Campus;
use crate::domain::campus::Endpoints;
use crate::domain::registration::Registration;
use crate::error::Failure;
use crate::fetch::Limits;
use crate::journal::fetch::Errand;
use answer::Answer;
use check::{Check, Section};
use login::{Hints, Login};

/// What a tool may take its time for; a person waits for the result.
const LIMITS: Limits = Limits { time: Duration::from_secs(5), bytes: 512 * 1024 };

/// Everything that was seen at one time.
#[derive(Debug, Clone)]
pub(crate) struct Diagnosis {
    pub(crate) at: Timestamp,
    pub(crate) sections: Vec<Section>,
}

impl Diagnosis {
    /// Every check.
    pub(crate) fn checks(&self) -> impl Iterator<Item = &Check> {
        self.sections.iter().flat_map(|section| &section.checks)
    }
}

/// What the tool is compared with.
#[derive(Debug)]
struct Patient<'a> {
    tool: &'a Registration,
    endpoints: Endpoints,
    /// Where frames of this campus are.
    site: Option<Url>,
}

/// Asks the tool, all at once, and looks at what came.
pub(crate) async fn examine(campus: &Campus, tool: &Registration) -> Result<Diagnosis, Failure> {
    let endpoints = campus.endpoints();
    let site = Url::parse(&campus.ground().urls.public).ok();
    let patient = Patient { tool, endpoints, site };
    let errand = Errand { campus, launch: None };
    let hints = Hints::mint(campus)?;
    let target = tool.target_link_uri.as_str();
    let at = campus.now();
    let (by_get, by_post, picker, page, redirects, keys) = tokio::join!(
        Login::begin(errand, &patient, &hints, target, false),
        Login::begin(errand, &patient, &hints, target, true),
        login::of_picker(errand, &patient, &hints),
        Answer::to_get(errand, target),
        redirects::ask(errand, tool),
        keys::ask(errand, tool),
    );
    let sections = vec![
        Section::new("Login", login::look(&patient, &hints, &by_get, &by_post)),
        Section::new("Deep linking", login::look_at_picker(&patient, picker.as_ref())),
        Section::new("Redirect URIs", redirects::look(&redirects, by_get.is_silent())),
        Section::new("Keys", keys::look(tool, keys, by_get.is_silent())),
        Section::new("Frames", frames::look(&patient, &by_get, page.as_ref(), &redirects)),
        Section::new("Cookies", cookies::look(&patient, &by_get)),
        Section::new("Addresses", addresses::look(&patient)),
        Section::new("Clock", clock::look(&[by_get.answers.as_slice(), by_post.answers.as_slice()])),
    ];
    Ok(Diagnosis { at, sections })
}
