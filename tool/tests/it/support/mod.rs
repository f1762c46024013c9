//! A school: one tool, one or two platforms that it is registered with.

pub(crate) mod browser;
pub(crate) mod faults;
pub(crate) mod forge;
pub(crate) mod keys;
pub(crate) mod platform;

use homeroom_tool::{Clock, DEFECTS, Defect, Tool, ToolSettings};

use browser::{Browser, Page};
use forge::{Forge, Login};
use platform::FakePlatform;

pub(crate) struct School {
    pub(crate) tool: Tool,
    pub(crate) clock: Clock,
    /// The platform whose users launch.
    pub(crate) main: FakePlatform,
    /// Another platform that the tool trusts as well.
    pub(crate) north: FakePlatform,
}

impl School {
    pub(crate) async fn open() -> Self {
        Self::with_defects(&[]).await
    }

    pub(crate) async fn with_defects(names: &[&str]) -> Self {
        let (main, north) = (FakePlatform::start("main").await, FakePlatform::start("north").await);
        let clock = Clock::system();
        let settings = ToolSettings {
            registrations: vec![main.registration("client"), north.registration("client")],
            defects: names.iter().map(|name| defect(name)).collect(),
            clock: clock.clone(),
            ..ToolSettings::default()
        };
        Self { tool: Tool::start(settings).await.unwrap(), clock, main, north }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        self.tool.url().join(path).unwrap().into()
    }

    /// The parameters of an ordinary login initiation of the main platform.
    pub(crate) fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![
            ("iss", self.main.issuer.clone()),
            ("login_hint", "ada".to_owned()),
            ("target_link_uri", self.url("activity/1")),
            ("lti_message_hint", "message".to_owned()),
            ("client_id", "client".to_owned()),
            ("lti_deployment_id", "1".to_owned()),
        ]
    }

    pub(crate) async fn login(&self, browser: &mut Browser) -> Login {
        let page = browser.get_with(&self.url("login"), &self.parameters()).await;
        assert_eq!(page.status, 303, "{}", page.body);
        Login::read(&page.location())
    }

    /// A good token for a login, ready to be spoilt.
    pub(crate) fn forge(&self, login: &Login) -> Forge {
        Forge::good(&self.main, login, &self.url("activity/1"), self.clock_seconds())
    }

    pub(crate) async fn answer(&self, browser: &mut Browser, login: &Login, id_token: &str) -> Page {
        let form = [("id_token", id_token), ("state", &login.state)];
        browser.post(&self.url("launch"), &form).await
    }

    /// A whole launch, with whatever `spoil` does to its token.
    pub(crate) async fn launch(&self, browser: &mut Browser, spoil: impl FnOnce(&mut Forge)) -> Page {
        let login = self.login(browser).await;
        let mut forge = self.forge(&login);
        spoil(&mut forge);
        self.answer(browser, &login, &forge.token()).await
    }

    #[expect(clippy::disallowed_methods, reason = "the fake platform lives in real time")]
    fn clock_seconds(&self) -> i64 {
        jiff::Timestamp::now().as_second()
    }
}

pub(crate) fn defect(name: &str) -> &'static Defect {
    DEFECTS.iter().find(|defect| defect.name == name).unwrap_or_else(|| panic!("no defect {name}"))
}
