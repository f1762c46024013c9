//! The message that goes back: signed by us, for the platform that asked, about this one request (SEC-041 to
//! SEC-048, DL-031 to DL-039).

mod data;
mod form;

use std::fmt;

use actix_web::ResponseError;
use actix_web::http::StatusCode;
use homeroom_vocab::claim::{
    DEPLOYMENT_ID, DL_CONTENT_ITEMS, DL_DATA, DL_ERRORLOG, DL_ERRORMSG, DL_LOG, DL_MSG, MESSAGE_TYPE, VERSION,
};
use homeroom_vocab::standard_claim::{AUD, AZP, EXP, IAT, ISS, NONCE};
use homeroom_vocab::{VERSION_1_3_0, message};
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::deep_linking::{ContentItem, Settings};
use crate::defects::{Defect, Defects};
use crate::message::LaunchData;

pub use form::SignedAnswer;

/// How long a platform may take to read the answer, in seconds (SEC-043).
const LIFE: i64 = 5 * 60;
const DAY: i64 = 24 * 60 * 60;

/// Claims by name; `None` stays out.
type Pairs<const N: usize> = [(&'static str, Option<Value>); N];

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
    #[error("this tool could not sign its answer: {0}")]
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
/// use homeroom_tool::deep_linking::{AnswerError, ContentItem, SignedAnswer};
/// use homeroom_tool::{Launch, LtiTool};
/// use url::Url;
///
/// /// The handler of the picker's form: it answers with a page that takes the choice to the platform.
/// async fn picked(lti: LtiTool, launch: Launch, quiz: Url) -> Result<SignedAnswer, AnswerError> {
///     let item = ContentItem::resource_link().title("Week 1 quiz").url(&quiz);
///     lti.deep_linking(&launch)?.item(item).message("1 item was added").sign().await
/// }
///
/// /// The teacher wants nothing after all; the platform still gets them back (DL-038).
/// async fn cancelled(lti: LtiTool, launch: Launch) -> Result<SignedAnswer, AnswerError> {
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
        let mut claims = Map::new();
        let pairs = [
            parties(&self).to_vec(),
            times(self.app).into(),
            about(&self).into(),
            self.clone().content().into(),
        ];
        for (name, value) in pairs.into_iter().flatten() {
            claims.extend(value.map(|value| (name.to_owned(), value)));
        }
        let platform = self.app.platforms.get(&self.launch.issuer, &self.launch.client_id).await;
        let platform = platform.map_err(unsigned)?.ok_or(AnswerError::NoRegistration)?;
        let key = self.app.own_keys.of(&platform.id()).await.map_err(unsigned)?;
        let jwt = key.sign(&Value::Object(claims), &self.app.defects).map_err(unsigned)?;
        Ok(SignedAnswer::new(self.settings.return_url.clone(), jwt))
    }

    fn check(&self) -> Result<(), AnswerError> {
        let items = self.items.as_deref().unwrap_or_default();
        items.iter().try_for_each(|item| item.check(self.settings))?;
        let forced = self.app.defects.has(Defect::ITEM_TWO_FOR_ONE);
        let too_many = items.len() > 1 && !self.settings.multiple && !forced;
        if too_many { Err(AnswerError::TooMany(items.len())) } else { Ok(()) }
    }

    /// What came of the request, for the platform, the person and the log (DL-037, DL-039).
    fn content(self) -> Pairs<5> {
        let (settings, defects) = (self.settings, &self.app.defects);
        let plain = |text: Option<String>| text.map(Value::from);
        let items = self
            .items
            .map(|items| items.into_iter().map(|item| item.fitted_to(settings).to_json()).collect());
        [
            (DL_MSG, plain(self.message)),
            (DL_LOG, text(self.log, Defect::ANSWER_LOG_OBJECT, defects)),
            (DL_ERRORMSG, text(self.error_message, Defect::ANSWER_ERRORMSG_OBJECT, defects)),
            (DL_ERRORLOG, text(self.error_log, Defect::ANSWER_ERRORMSG_OBJECT, defects)),
            (DL_CONTENT_ITEMS, items.map(|items| listed(items, defects))),
        ]
    }
}

fn unsigned(error: impl fmt::Display) -> AnswerError {
    AnswerError::Unsigned(error.to_string())
}

/// From our client id to the issuer (SEC-041, SEC-042), without an `azp` that nobody needs (SEC-045).
fn parties(answer: &Answer<'_>) -> Pairs<3> {
    let Answer { app, launch, settings, .. } = answer;
    let iss = if app.defects.has(Defect::ANSWER_ISS_TOOL_URL) {
        json!(app.url)
    } else if app.defects.has(Defect::ANSWER_ISS_FROM_AUD) {
        json!(audience_start(launch))
    } else {
        json!(launch.client_id)
    };
    let aud = if app.defects.has(Defect::ANSWER_AUD_MISSING) {
        None
    } else if app.defects.has(Defect::ANSWER_AUD_CLIENT) {
        Some(json!(launch.client_id))
    } else if app.defects.has(Defect::ANSWER_AUD_RETURN_URL) {
        Some(json!(settings.return_url))
    } else {
        Some(json!(launch.issuer))
    };
    let azp = app.defects.has(Defect::ANSWER_AZP_FOREIGN).then(|| json!(app.url));
    [(ISS, Some(iss)), (AUD, aud), (AZP, azp)]
}

/// What `aud[0]` of the request is in a language where a string is an array of letters. Only
/// [`Defect::ANSWER_ISS_FROM_AUD`] has a use for this.
fn audience_start(launch: &LaunchData) -> String {
    match launch.claim(AUD) {
        Some(Value::Array(many)) => many.first().and_then(Value::as_str).unwrap_or_default().to_owned(),
        Some(Value::String(one)) => one.chars().take(1).collect(),
        _ => String::new(),
    }
}

/// SEC-043, SEC-044.
fn times(app: &App) -> Pairs<3> {
    let has = |defect| app.defects.has(defect);
    let unit = if has(Defect::ANSWER_TIMES_MILLISECONDS) { 1000 } else { 1 };
    let now = app.clock.seconds();
    let exp = now + if has(Defect::ANSWER_EXP_DAY) { DAY } else { LIFE };
    let exp = if has(Defect::ANSWER_EXP_PAST) { now - LIFE } else { exp };
    let exp = if has(Defect::ANSWER_EXP_STRING) { json!(exp.to_string()) } else { json!(exp * unit) };
    let nonce = if has(Defect::ANSWER_NONCE_CONSTANT) { "nonce".to_owned() } else { app.entropy.word() };
    [
        (IAT, (!has(Defect::ANSWER_IAT_MISSING)).then(|| json!(now * unit))),
        (EXP, (!has(Defect::ANSWER_EXP_MISSING)).then_some(exp)),
        (NONCE, (!has(Defect::ANSWER_NONCE_MISSING)).then(|| json!(nonce))),
    ]
}

/// Which message this is, and to which request it belongs (DL-032 to DL-036).
fn about(answer: &Answer<'_>) -> Pairs<5> {
    let Answer { launch, settings, .. } = answer;
    let defects = &answer.app.defects;
    let kind = if defects.has(Defect::ANSWER_TYPE_LOWER_CASE) {
        message::DEEP_LINKING_RESPONSE.to_lowercase()
    } else if defects.has(Defect::ANSWER_TYPE_OF_REQUEST) {
        message::DEEP_LINKING.to_owned()
    } else {
        message::DEEP_LINKING_RESPONSE.to_owned()
    };
    let version = if defects.has(Defect::ANSWER_VERSION_NUMBER) { json!(1.3) } else { json!(VERSION_1_3_0) };
    let deployment = if defects.has(Defect::ANSWER_DEPLOYMENT_CLIENT) {
        json!(launch.client_id)
    } else {
        json!(launch.deployment_id)
    };
    [
        (MESSAGE_TYPE, Some(kind.into())),
        (VERSION, (!defects.has(Defect::ANSWER_VERSION_MISSING)).then_some(version)),
        (DEPLOYMENT_ID, (!defects.has(Defect::ANSWER_DEPLOYMENT_MISSING)).then_some(deployment)),
        (DL_DATA, data::returned(settings.data.as_deref(), defects).map(Value::from)),
        ("picker", defects.has(Defect::ANSWER_CLAIM_BARE).then(|| json!("homeroom"))),
    ]
}

fn text(text: Option<String>, in_object: Defect, defects: &Defects) -> Option<Value> {
    text.map(|text| if defects.has(in_object) { json!({ "text": text }) } else { text.into() })
}

fn listed(mut items: Vec<Value>, defects: &Defects) -> Value {
    if items.len() == 1 && defects.has(Defect::ANSWER_ITEMS_OBJECT) { items.remove(0) } else { items.into() }
}
