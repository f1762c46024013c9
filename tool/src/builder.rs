//! How a tool is put together.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::Method;
use actix_web::{FromRequest, Handler, Responder};

use crate::app::App;
use crate::clock::Clock;
use crate::cookies::CookieSettings;
use crate::defects::Defects;
use crate::dynamic_registration::ToolProfile;
use crate::entropy::Entropy;
use crate::error::BuildError;
use crate::handlers::{Callback, Handlers};
use crate::keys::pairs::KeyPairs;
use crate::lti::LtiTool;
use crate::message::LaunchData;
use crate::paths::Paths;
use crate::platform::Platform;
use crate::secret::SecretKey;
use crate::session::Allowed;
use crate::store::{MemoryStore, Store};
use crate::variants::Variants;

/// How old an `id_token` may be. A launch takes seconds; clocks may differ by a minute.
const TOKEN_AGE: Duration = Duration::from_mins(5);
const SESSION_LIFE: Duration = Duration::from_hours(8);

/// An application does not let a launch in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Denied {
    reason: String,
}

impl Denied {
    /// With the reason in words for the person in front of the browser.
    pub fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }
}

type Admit = dyn Fn(&mut LaunchData, Option<&LaunchData>) -> Result<(), Denied> + Send + Sync;

/// The application's own look at a launch.
#[derive(Clone)]
pub(crate) struct Admission(Arc<Admit>);

impl Admission {
    pub(crate) fn admit(&self, launch: &mut LaunchData, earlier: Option<&LaunchData>) -> Result<(), Denied> {
        (self.0)(launch, earlier)
    }
}

impl fmt::Debug for Admission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Admission")
    }
}

/// How a tool is put together; begins with [`LtiTool::builder`], ends with [`Builder::build`].
///
/// All handlers are handlers of actix-web: async functions with up to twelve extractors, the application's own
/// [`Data`](actix_web::web::Data) among them, that return a responder. The kit adds its cookies to what they answer.
///
/// ```
/// use actix_web::Responder;
/// use actix_web::web::{Data, Redirect};
/// use homeroom_tool::{Launch, LtiTool, Refused};
///
/// async fn opened(launch: Launch, log: Data<Vec<String>>) -> impl Responder {
///     Redirect::to(launch.target().to_owned()).see_other()
/// }
///
/// async fn refused(refused: Refused) -> impl Responder {
///     (format!("This did not work: {}", refused.reason()), refused.status())
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), homeroom_tool::BuildError> {
/// let lti = LtiTool::builder("https://tool.example/")
///     .on_launch(opened)
///     .on_refused(refused)
///     .allow("/about")
///     .build()
///     .await?;
/// assert_eq!(lti.addresses().login.as_str(), "https://tool.example/login");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Builder {
    pub(crate) url: String,
    pub(crate) paths: Paths,
    pub(crate) cookies: CookieSettings,
    pub(crate) session_life: Duration,
    pub(crate) token_age: Option<Duration>,
    pub(crate) development: bool,
    pub(crate) cookieless: bool,
    pub(crate) allowed: Vec<Allowed>,
    pub(crate) handlers: Handlers,
    pub(crate) admission: Option<Admission>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) secret: Option<SecretKey>,
    pub(crate) key_pairs: KeyPairs,
    pub(crate) profile: Option<ToolProfile>,
    pub(crate) platforms: Vec<Platform>,
    pub(crate) clock: Clock,
    pub(crate) entropy: Option<Entropy>,
    pub(crate) defects: Defects,
    pub(crate) variants: Variants,
}

/// Writes the setters of handlers, which differ in their names only.
macro_rules! handlers {
    ($($(#[$doc:meta])* $setter:ident => $field:ident;)+) => {
        impl Builder {
            $(
                $(#[$doc])*
                pub fn $setter<H, Args>(mut self, handler: H) -> Self
                where
                    H: Handler<Args, Output: Responder + 'static> + Send + Sync,
                    Args: FromRequest + 'static,
                {
                    self.handlers.$field = Some(Callback::new(handler));
                    self
                }
            )+
        }
    };
}

handlers! {
    /// A link was opened, the launch is good, and the session is there. Extractor: [`Launch`](crate::Launch). By default
    /// the browser goes to [`Launch::target`](crate::Launch::target).
    on_launch => launch;
    /// A teacher wants to pick content. Extractor: [`Launch`](crate::Launch), whose
    /// [`deep_linking`](LaunchData::deep_linking) says what the platform takes. By default the platform hears that this
    /// tool has nothing to pick.
    on_deep_linking => deep_linking;
    /// A request needs a session and has none, or one that is over. By default a page with status 401.
    on_session_missing => session_missing;
    /// A login or a launch was refused. Extractor: [`Refused`](crate::Refused). By default a page with the reason.
    on_refused => refused;
    /// A platform that is not registered begins a login (OIDC-013). Extractor: [`Refused`](crate::Refused). By default
    /// what [`Builder::on_refused`] does.
    on_unknown_platform => unknown_platform;
    /// A platform that is not active begins a login or launches. Extractor: [`Refused`](crate::Refused). By default what
    /// [`Builder::on_refused`] does.
    on_inactive_platform => inactive_platform;
    /// The browser has to go to the platform to log in. Extractor: [`LoginRedirect`](crate::LoginRedirect). By default
    /// a redirect.
    on_login => login;
    /// The tool has registered itself with a platform. Extractor: [`Registered`](crate::Registered). By default a page that
    /// says so and closes itself.
    on_registered => registered;
    /// The tool could not register itself with a platform. Extractor: [`RegistrationRefused`](crate::RegistrationRefused).
    /// By default a page with the reason.
    on_registration_refused => registration_refused;
}

impl Builder {
    pub(crate) fn new(url: String) -> Self {
        Self {
            url,
            paths: Paths::default(),
            cookies: CookieSettings::default(),
            session_life: SESSION_LIFE,
            token_age: Some(TOKEN_AGE),
            development: false,
            cookieless: false,
            allowed: Vec::new(),
            handlers: Handlers::default(),
            admission: None,
            store: Arc::new(MemoryStore::default()),
            secret: None,
            key_pairs: KeyPairs::default(),
            profile: None,
            platforms: Vec::new(),
            clock: Clock::system(),
            entropy: None,
            defects: Defects::default(),
            variants: Variants::default(),
        }
    }

    /// The tool.
    ///
    /// # Errors
    ///
    /// When an address or a path cannot be used, or the machine gives no random numbers.
    pub async fn build(self) -> Result<LtiTool, BuildError> {
        Ok(LtiTool { app: Arc::new(App::build(self).await?) })
    }

    /// Where platforms, sessions and keys are kept; in memory unless told otherwise.
    pub fn store(mut self, store: impl Store) -> Self {
        self.store = Arc::new(store);
        self
    }

    /// What signs cookies and session tokens, and encrypts what is stored. Without it the store's own is used, as
    /// [`SqliteStore`](crate::SqliteStore) has one in a file beside the database.
    pub fn secret(mut self, secret: SecretKey) -> Self {
        self.secret = Some(secret);
        self
    }

    /// Whether each platform sees a key of its own, as by default, or all see the same.
    pub fn key_pairs(mut self, pairs: KeyPairs) -> Self {
        self.key_pairs = pairs;
        self
    }

    /// Lets platforms register this tool at the path `register` (DYN-001), which is public: a platform that came so waits for its
    /// [activation](crate::Platforms::activate) unless the profile says otherwise.
    pub fn dynamic_registration(mut self, profile: ToolProfile) -> Self {
        self.profile = Some(profile);
        self
    }

    /// Where the kit answers.
    pub fn paths(mut self, paths: Paths) -> Self {
        self.paths = paths;
        self
    }

    /// What cookies are called and which attributes they have.
    pub fn cookies(mut self, cookies: CookieSettings) -> Self {
        self.cookies = cookies;
        self
    }

    /// How long a session lasts; eight hours unless told otherwise.
    pub fn session_life(mut self, life: Duration) -> Self {
        self.session_life = life;
        self
    }

    /// How old an `id_token` may be by its `iat`, beside a minute by which clocks may differ; five minutes unless told
    /// otherwise (SEC-017).
    pub fn token_age(mut self, age: Duration) -> Self {
        self.token_age = Some(age);
        self
    }

    /// An `id_token` may be as old as its nonce is remembered: a day.
    pub fn any_token_age(mut self) -> Self {
        self.token_age = None;
        self
    }

    /// For work on a machine whose browser drops the cookies of frames: logins are not bound to the browser that began
    /// them, and the session token alone is a session. Never for production, and the log says so at each start.
    pub fn development(mut self, on: bool) -> Self {
        self.development = on;
        self
    }

    /// A session token in an address or a form is enough for a session, without the cookie beside it, so that pages in
    /// frames of browsers without cookies can lead on; redirects of the kit carry it. Whoever gets to know such an address
    /// is signed in, and whoever gets somebody to open one signs them in, so let pages send `Referrer-Policy: no-referrer`, and
    /// keep addresses out of logs. The launch itself still needs its cookie for a moment (OIDC-041): in a window of its own,
    /// say, that leads into a frame.
    pub fn cookieless(mut self, on: bool) -> Self {
        self.cookieless = on;
        self
    }

    /// A path that works without a session, where the [guard](LtiTool::guard) stands.
    pub fn allow(mut self, path: &str) -> Self {
        self.allowed.push(Allowed::path(path));
        self
    }

    /// The same for one method.
    pub fn allow_method(mut self, method: Method, path: &str) -> Self {
        self.allowed.push(Allowed::method(method, path));
        self
    }

    /// The same for all paths of a pattern, as actix-web writes them: `/public/{tail:.*}`.
    ///
    /// # Panics
    ///
    /// When it is no pattern, as routes of actix-web do: at the start of the program, and not while it serves.
    pub fn allow_pattern(mut self, pattern: &str) -> Self {
        self.allowed.push(Allowed::pattern(pattern));
        self
    }

    /// A last look at a good launch, before its session opens: it may map the user to an account of the application, or
    /// keep out whom it must. The second argument is the launch whose session this browser has, if any.
    ///
    /// ```
    /// use homeroom_tool::{Denied, LtiTool};
    ///
    /// let builder = LtiTool::builder("https://tool.example/").on_admission(|launch, _earlier| {
    ///     if launch.user.id.is_none() {
    ///         return Err(Denied::new("this tool has to know who you are"));
    ///     }
    ///     Ok(())
    /// });
    /// # let _ = builder;
    /// ```
    pub fn on_admission<F>(mut self, admit: F) -> Self
    where
        F: Fn(&mut LaunchData, Option<&LaunchData>) -> Result<(), Denied> + Send + Sync + 'static,
    {
        self.admission = Some(Admission(Arc::new(admit)));
        self
    }

    /// Where the time comes from; for tests.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Where chance comes from; for tests.
    pub fn entropy(mut self, entropy: Entropy) -> Self {
        self.entropy = Some(entropy);
        self
    }

    /// A platform that is known from the start; one with the same issuer and client id is updated. More can be
    /// [registered](crate::Platforms::register) while the tool runs.
    pub fn platform(mut self, platform: Platform) -> Self {
        self.platforms.push(platform);
        self
    }

    /// What the reference tool does wrong, and what it does differently.
    #[cfg(feature = "reference")]
    pub(crate) fn switches(mut self, defects: Defects, variants: Variants) -> Self {
        (self.defects, self.variants) = (defects, variants);
        self
    }
}
