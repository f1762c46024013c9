//! A school: one tool, one or two platforms that it is registered with.

pub(crate) mod answer;
pub(crate) mod browser;
pub(crate) mod faults;
pub(crate) mod forge;
pub(crate) mod keys;
pub(crate) mod office;
pub(crate) mod platform;

use std::cell::Cell;
use std::time::Duration;

use homeroom_tool::{Clock, DEFECTS, Defect, ReferenceTool, ToolSettings, Variant};

use jiff::Timestamp;

use answer::Answer;
use browser::{Browser, Page};
use forge::{Forge, Login};
use platform::FakePlatform;

/// When school begins, in seconds since 1970.
const START: i64 = 1_764_000_000;

pub(crate) struct School {
    pub(crate) tool: ReferenceTool,
    clock: Clock,
    /// What the clock shows, in seconds.
    now: Cell<i64>,
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
        let defects = names.iter().map(|name| defect(name)).collect();
        Self::with(ToolSettings { defects, ..ToolSettings::default() }).await
    }

    pub(crate) async fn with_variant(variant: &'static Variant) -> Self {
        Self::with(ToolSettings { variants: vec![variant], ..ToolSettings::default() }).await
    }

    pub(crate) async fn with(settings: ToolSettings) -> Self {
        let (main, north) = (FakePlatform::start("main"), FakePlatform::start("north"));
        let clock = Clock::fixed(Timestamp::from_second(START).unwrap());
        let settings = ToolSettings {
            platforms: vec![main.agreed("client"), north.agreed("client")],
            clock: clock.clone(),
            ..settings
        };
        Self {
            tool: ReferenceTool::start(settings).await.unwrap(),
            clock,
            now: Cell::new(START),
            main,
            north,
        }
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
        Forge::good(&self.main, login, &self.url("activity/1"), self.now.get())
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

    /// A deep-linking request, with whatever `spoil` does to it.
    pub(crate) async fn ask(&self, browser: &mut Browser, spoil: impl FnOnce(&mut Forge)) -> Page {
        let page = self.launch(browser, |forge| {
            forge.picking();
            spoil(forge);
        });
        let page = page.await;
        browser.follow(page).await
    }

    /// Opens a picker and says where it is.
    pub(crate) async fn picker(&self, browser: &mut Browser, spoil: impl FnOnce(&mut Forge)) -> String {
        let page = self.ask(browser, spoil).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let action = page.attribute("form#pick", "action").unwrap();
        self.url(action.trim_start_matches('/'))
    }

    /// Picks these things of a new picker.
    pub(crate) async fn pick(&self, names: &[&str], spoil: impl FnOnce(&mut Forge)) -> Answer {
        let mut browser = Browser::new();
        let picker = self.picker(&mut browser, spoil).await;
        self.choose(&mut browser, &picker, names, "add").await
    }

    /// Fills in a picker and leaves it by this button.
    pub(crate) async fn choose(
        &self,
        browser: &mut Browser,
        picker: &str,
        names: &[&str],
        act: &str,
    ) -> Answer {
        let mut form: Vec<_> = names.iter().map(|name| ("item", *name)).collect();
        form.push(("do", act));
        Answer::read(browser.post(picker, &form).await)
    }

    /// Lets time pass, for the tool and for the tokens of the platforms.
    pub(crate) fn wait(&self, time: Duration) {
        self.clock.advance(time);
        self.now.set(self.now.get() + i64::try_from(time.as_secs()).unwrap());
    }
}

pub(crate) fn defect(name: &str) -> &'static Defect {
    DEFECTS.iter().find(|defect| defect.name == name).unwrap_or_else(|| panic!("no defect {name}"))
}
