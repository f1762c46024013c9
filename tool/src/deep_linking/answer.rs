//! The message that goes back: signed by us, for the platform that asked, about this one request (SEC-041 to
//! SEC-048, DL-031 to DL-039).

mod claims;
mod data;
mod form;

use std::fmt;

use actix_web::ResponseError;
use actix_web::http::StatusCode;

use crate::app::App;
use crate::deep_linking::{ContentItem, Settings};
use crate::defects::Defect;
use crate::message::LaunchData;

pub use form::SignedAnswer;

/// Why there is no answer to a deep linking request. As the error of a handler it is a page of status 400, and of 500 only
/// where the tool's own key or store failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// The launch is of another kind.
    #[error("nothing was asked for: the launch is no deep linking request")]
    NotRequested,
    /// The platform named what it takes (DL-040, DL-043).
    #[error("the platform takes no item of the type `{0}`")]
    NotTaken(String),
    /// The platform takes one item (DL-041).
    #[error("the platform takes one item, and there are {0}")]
    TooMany(usize),
    /// An item breaks a rule that every platform has.
    #[error("an item cannot be sent: {0}")]
    Unfit(&'static str),
    /// The platform was deleted since the launch.
    #[error("this tool is no longer registered with the platform of your course")]
    NoRegistration,
    /// The tool's own key or store failed.
    #[error("this tool could not sign its answer; its log says why")]
    Unsigned(String),
}

impl ResponseError for AnswerError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotRequested | Self::NotTaken(_) | Self::TooMany(_) | Self::Unfit(_) => {
                StatusCode::BAD_REQUEST
            }
            Self::NoRegistration => StatusCode::FORBIDDEN,
            Self::Unsigned(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// An answer to a deep linking request, before it is signed.
///
/// ```no_run
/// use actix_web::web::Data;
/// use homeroom_tool::deep_linking::{AnswerError, ContentItem, SignedAnswer};
/// use homeroom_tool::{Launch, LtiTool};
///
/// /// The handler of the picker's form: it answers with a page that takes the choice to the platform.
/// async fn picked(lti: Data<LtiTool>, launch: Launch) -> Result<SignedAnswer, AnswerError> {
///     let quiz = lti.url().join("quiz/1").expect("a path of ours");
///     let item = ContentItem::resource_link().title("Week 1 quiz").url(&quiz);
///     lti.deep_linking(&launch)?.item(item).message("1 item was added").sign().await
/// }
///
/// /// The teacher wants nothing after all; the platform still gets them back (DL-038).
/// async fn cancelled(lti: Data<LtiTool>, launch: Launch) -> Result<SignedAnswer, AnswerError> {
///     lti.deep_linking(&launch)?.message("Nothing was added").sign().await
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    app: &'a App,
    launch: &'a LaunchData,
    settings: &'a Settings,
    items: Option<Vec<ContentItem>>,
    message: Option<String>,
    log: Option<String>,
    error_message: Option<String>,
    error_log: Option<String>,
}

impl<'a> Answer<'a> {
    pub(crate) fn new(app: &'a App, launch: &'a LaunchData) -> Result<Self, AnswerError> {
        let settings = launch.deep_linking.as_ref().ok_or(AnswerError::NotRequested)?;
        let (message, log, error_message, error_log) = (None, None, None, None);
        Ok(Self { app, launch, settings, items: None, message, log, error_message, error_log })
    }

    /// What the platform takes.
    pub fn settings(&self) -> &'a Settings {
        self.settings
    }

    /// Adds an item.
    #[must_use]
    pub fn item(self, item: impl Into<ContentItem>) -> Self {
        self.items([item.into()])
    }

    /// Adds items; none is an answer too (DL-037).
    #[must_use]
    pub fn items(mut self, items: impl IntoIterator<Item = ContentItem>) -> Self {
        self.items.get_or_insert_default().extend(items);
        self
    }

    /// A plain text for the user, shown by the platform (DL-039).
    #[must_use]
    pub fn message(mut self, text: impl Into<String>) -> Self {
        self.message = Some(text.into());
        self
    }

    /// A plain text for the platform's log.
    #[must_use]
    pub fn log(mut self, text: impl Into<String>) -> Self {
        self.log = Some(text.into());
        self
    }

    /// A plain text for the user about what went wrong.
    #[must_use]
    pub fn error_message(mut self, text: impl Into<String>) -> Self {
        self.error_message = Some(text.into());
        self
    }

    /// A plain text for the platform's log of errors.
    #[must_use]
    pub fn error_log(mut self, text: impl Into<String>) -> Self {
        self.error_log = Some(text.into());
        self
    }

    /// Signs it, as a page that takes it to the platform or as the bare token.
    ///
    /// # Errors
    ///
    /// When the platform does not take what is in it. It is signed for this one request, so do it once.
    pub async fn sign(self) -> Result<SignedAnswer, AnswerError> {
        self.check()?;
        let platform = self.app.platforms.get(&self.launch.issuer, &self.launch.client_id).await;
        let platform = platform.map_err(unsigned)?.ok_or(AnswerError::NoRegistration)?;
        let key = self.app.own_keys.of(&platform.id()).await.map_err(unsigned)?;
        let jwt = key.sign(&claims::of(&self), &self.app.defects).map_err(unsigned)?;
        Ok(SignedAnswer::new(self.settings.return_url.clone(), jwt))
    }

    fn check(&self) -> Result<(), AnswerError> {
        let items = self.items.as_deref().unwrap_or_default();
        items.iter().try_for_each(|item| item.check(self.settings))?;
        let forced = self.app.defects.has(Defect::ITEM_TWO_FOR_ONE);
        let too_many = items.len() > 1 && !self.settings.multiple && !forced;
        if too_many { Err(AnswerError::TooMany(items.len())) } else { Ok(()) }
    }
}

/// The text may name files and tables, so it stays in the log.
fn unsigned(error: impl fmt::Display) -> AnswerError {
    tracing::error!(%error, "cannot sign an answer");
    AnswerError::Unsigned(error.to_string())
}
