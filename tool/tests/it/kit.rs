//! What an application makes of the kit: a tool of its own, with its own routes, handlers and settings.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_web::http::Method;
use actix_web::web::{self, Data, ServiceConfig, get, post};
use actix_web::{App, HttpServer};
use homeroom_tool::{
    Builder, Clock, CookieSettings, Denied, Launch, LoginRedirect, LtiTool, Paths, PostedForm, Redirect,
    Refused, SESSION_FIELD, ToolProfile, app_token,
};
use homeroom_vocab::{claim, role};
use jiff::Timestamp;
use reqwest::Client;
use serde_json::json;
use url::Url;

use crate::support::browser::{Browser, Keeps, Page};
use crate::support::forge::{Forge, Login};
use crate::support::platform::FakePlatform;

const START: i64 = 1_764_000_000;

/// A tool with routes of its own, served behind the guard on a free port.
struct Shop {
    lti: LtiTool,
    platform: FakePlatform,
}

impl Shop {
    async fn open(set_up: impl FnOnce(Builder) -> Builder) -> Self {
        let platform = FakePlatform::start("main");
        let known = platform.agreed("client");
        Self::open_with(platform, |builder| set_up(builder.platform(known))).await
    }

    async fn open_with(platform: FakePlatform, set_up: impl FnOnce(Builder) -> Builder) -> Self {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", socket.local_addr().unwrap());
        let clock = Clock::fixed(Timestamp::from_second(START).unwrap());
        let lti = set_up(LtiTool::builder(url).clock(clock)).build().await.unwrap();
        let shared = lti.clone();
        let server = HttpServer::new(move || {
            App::new().wrap(shared.guard()).configure(shared.routes()).configure(shop_routes)
        });
        tokio::spawn(server.workers(1).disable_signals().listen(socket).unwrap().run());
        Self { lti, platform }
    }

    fn at(&self, path: &str) -> String {
        self.lti.url().join(path).unwrap().into()
    }

    async fn begin(&self, browser: &mut Browser, issuer: &str) -> Page {
        let parameters = [
            ("iss", issuer.to_owned()),
            ("login_hint", "ada".to_owned()),
            ("target_link_uri", self.at("quiz/7")),
            ("client_id", "client".to_owned()),
        ];
        browser.get_with(self.lti.addresses().login.as_str(), &parameters).await
    }

    async fn login(&self, browser: &mut Browser) -> Login {
        let page = self.begin(browser, &self.platform.issuer).await;
        assert_eq!(page.status, 303, "{}", page.body);
        Login::read(&page.location())
    }

    async fn launch(&self, browser: &mut Browser, spoil: impl FnOnce(&mut Forge)) -> Page {
        let login = self.login(browser).await;
        let mut forge = Forge::good(&self.platform, &login, &self.at("quiz/7"), START);
        spoil(&mut forge);
        let form = [("id_token", forge.token()), ("state", login.state.clone())];
        let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
        browser.post(self.lti.addresses().launch.as_str(), &form).await
    }

    /// A launch, and the session token that the application is told.
    async fn token(&self, browser: &mut Browser) -> String {
        let page = self.launch(browser, |_| ()).await;
        assert_eq!(page.status, 303, "{}", page.body);
        let page = browser.get(&self.at("token")).await;
        assert_eq!(page.status, 200, "{}", page.body);
        page.body
    }

    /// The status of a page for a client without cookies, with this header.
    async fn status_with(&self, path: &str, authorization: &str) -> u16 {
        let request = Client::new().get(self.at(path)).header("authorization", authorization);
        request.send().await.unwrap().status().as_u16()
    }
}

fn shop_routes(config: &mut ServiceConfig) {
    config
        .route("/quiz/{id}", get().to(who))
        .route("/token", get().to(async |launch: Launch| launch.session_token().to_owned()))
        .route("/resource", get().to(async |launch: Launch| launch.resource().to_owned()))
        .route("/rename", post().to(rename))
        .route("/go", get().to(go))
        .route("/leave", get().to(leave))
        .route("/about", get().to(async || "about"))
        .route("/feed", web::to(async || "feed"))
        .route("/public/{tail:.*}", get().to(async || "public"))
        .route("/private", get().to(async || "private"))
        .route("/maybe", get().to(async |launch: Option<Launch>| format!("{}", launch.is_some())));
}

async fn who(launch: Launch) -> String {
    format!(
        "{} {:?}",
        launch.user.id.as_deref().unwrap_or("nobody"),
        launch.resource_link.as_ref().map(|link| &link.id)
    )
}

async fn rename(launch: Launch, form: PostedForm) -> String {
    format!("{} by {}", form.one("title").unwrap().unwrap_or_default(), launch.user.id.as_deref().unwrap())
}

async fn go(
    launch: Launch,
    lti: Data<LtiTool>,
    to: web::Query<Vec<(String, String)>>,
) -> actix_web::Result<impl actix_web::Responder> {
    Ok(lti.redirect(&launch, Redirect::to(&to[0].1).query("page", "2 b").new_resource()).await?)
}

async fn leave(launch: Launch, lti: Data<LtiTool>) -> &'static str {
    lti.end_session(&launch).await;
    "left"
}

#[actix_web::test]
async fn a_launch_ends_at_its_target_and_any_page_can_be_one() {
    let (shop, mut browser) = (Shop::open(|builder| builder).await, Browser::new());
    let page = shop.launch(&mut browser, |_| ()).await;
    assert_eq!(page.location(), shop.at("quiz/7"));
    assert_eq!(browser.follow(page).await.body, "u-1001 Some(\"rl-1\")");
    let elsewhere =
        |forge: &mut Forge| forge.set(homeroom_vocab::claim::TARGET_LINK_URI, "https://evil.test/");
    assert_eq!(shop.launch(&mut browser, elsewhere).await.location(), shop.at(""));
}

#[actix_web::test]
async fn the_application_answers_launches_itself() {
    let seen: Data<Mutex<Vec<String>>> = Data::default();
    let log = seen.clone();
    let shop = Shop::open(|builder| {
        builder.on_launch(move |launch: Launch| {
            log.lock().unwrap().push(launch.earlier_sessions().join(","));
            async move { format!("welcome {}", launch.user.name.as_deref().unwrap_or_default()) }
        })
    });
    let (shop, mut browser) = (shop.await, Browser::new());
    let page = shop.launch(&mut browser, |_| ()).await;
    assert_eq!((page.status, page.body.as_str()), (200, "welcome Ada Brontë"));
    assert_eq!(browser.get(&shop.at("quiz/7")).await.status, 200, "the kit adds its cookies to any answer");
    shop.launch(&mut browser, |_| ()).await;
    let seen = seen.lock().unwrap();
    assert!(seen[0].is_empty() && !seen[1].is_empty(), "a new launch ends the session before it: {seen:?}");
}

#[actix_web::test]
async fn a_tool_without_a_picker_says_so_to_the_platform() {
    let (shop, mut browser) = (Shop::open(|builder| builder).await, Browser::new());
    let page = shop.launch(&mut browser, Forge::picking).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let jwt = page.attribute("input[name=JWT]", "value").unwrap();
    assert_eq!(jwt.split('.').count(), 3);
    let asked = Shop::open(|builder| {
        builder.on_deep_linking(async |launch: Launch| {
            format!("{:?}", launch.deep_linking.as_ref().map(|settings| settings.return_url.clone()))
        })
    });
    let page = asked.await.launch(&mut Browser::new(), Forge::picking).await;
    assert!(page.body.starts_with("Some(\"http"), "{}", page.body);
}

#[actix_web::test]
async fn refusals_are_pages_of_the_kit_or_of_the_application() {
    let plain = Shop::open(|builder| builder).await;
    let expired = |forge: &mut Forge| forge.set("exp", START - 600);
    let page = plain.launch(&mut Browser::new(), expired).await;
    assert_eq!((page.status, page.text("h1").as_str()), (401, "Launch refused"));
    assert!(page.text("main").contains("expired") && page.header("content-security-policy").is_some());
    let page = plain.begin(&mut Browser::new(), "https://stranger.test").await;
    assert_eq!((page.status, page.text("h1").as_str()), (401, "Login refused"));
    assert_eq!(Browser::new().get(&plain.at("private")).await.text("h1"), "Not signed in");

    let own = Shop::open(|builder| {
        let told = async |refused: Refused| {
            format!(
                "{:?} {:?} {} {:?}",
                refused.stage(),
                refused.cause(),
                refused.status(),
                refused.return_url().is_some()
            )
        };
        builder
            .on_refused(told)
            .on_unknown_platform(async |refused: Refused| format!("unknown {}", refused.status()))
            .on_inactive_platform(async |refused: Refused| format!("inactive {}", refused.status()))
            .on_session_missing(async || ("who are you?", actix_web::http::StatusCode::IM_A_TEAPOT))
    });
    let own = own.await;
    let mut browser = Browser::new();
    assert_eq!(own.launch(&mut browser, expired).await.body, "Launch Token 401 Unauthorized false");
    let other = |forge: &mut Forge| forge.set(homeroom_vocab::claim::DEPLOYMENT_ID, "9");
    assert_eq!(own.launch(&mut browser, other).await.body, "Launch Permission 403 Forbidden true");
    assert_eq!(own.begin(&mut browser, "https://stranger.test").await.body, "unknown 401 Unauthorized");
    let page = Browser::new().get(&own.at("private")).await;
    assert_eq!((page.status, page.body.as_str()), (418, "who are you?"));
    let id = own.platform.agreed("client").id();
    own.lti.platforms().deactivate(&id).await.unwrap();
    let issuer = own.platform.issuer.clone();
    assert_eq!(own.begin(&mut browser, &issuer).await.body, "inactive 401 Unauthorized");
    own.lti.platforms().activate(&id).await.unwrap();
    assert_eq!(own.begin(&mut browser, &issuer).await.status, 303);
}

#[actix_web::test]
async fn the_application_has_the_last_word_on_a_launch() {
    let shop = Shop::open(|builder| {
        builder.on_admission(|launch, earlier| {
            if launch.user.id.as_deref() == Some("u-13") {
                return Err(Denied::new("this seat is taken"));
            }
            launch.user.id = Some(format!("account {}", if earlier.is_some() { "known" } else { "new" }));
            Ok(())
        })
    });
    let (shop, mut browser) = (shop.await, Browser::new());
    let page = shop.launch(&mut browser, |forge| forge.set("sub", "u-13")).await;
    assert_eq!(page.status, 403);
    assert!(page.text("main").contains("This seat is taken."));
    assert!(browser.session().is_none(), "nobody is in");
    for known in ["new", "known"] {
        let page = shop.launch(&mut browser, |_| ()).await;
        assert!(browser.follow(page).await.body.starts_with(&format!("account {known}")));
    }
}

#[actix_web::test]
async fn the_way_to_the_platform_may_be_a_page() {
    let by_page = async |to: LoginRedirect| format!("<a href=\"{}\">{}</a>", to.url(), to.endpoint());
    let shop = Shop::open(|builder| builder.on_login(by_page)).await;
    let mut browser = Browser::new();
    let page = shop.begin(&mut browser, &shop.platform.issuer).await;
    assert_eq!(page.text("a"), format!("{}/authorize", shop.platform.url));
    assert_eq!(browser.cookies.len(), 2, "the login is bound to this browser all the same");
}

#[actix_web::test]
async fn the_guard_lets_nobody_in_but_to_what_is_allowed() {
    let shop = Shop::open(|builder| {
        builder
            .allow("/about")
            .allow_method(Method::GET, "/feed")
            .allow_pattern("/public/{tail:.*}")
            .allow("/maybe")
    });
    let (shop, mut nobody) = (shop.await, Browser::new());
    for (path, status) in [
        ("about", 200),
        ("feed", 200),
        ("public/a/b", 200),
        ("keys", 200),
        ("maybe", 200),
        ("private", 401),
        ("about/us", 401),
        ("nowhere", 401),
        ("quiz/7", 401),
    ] {
        assert_eq!(nobody.get(&shop.at(path)).await.status, status, "{path}");
    }
    assert_eq!(nobody.post(&shop.at("feed"), &[]).await.status, 401);
    assert_eq!(nobody.get(&shop.at("maybe")).await.body, "false");
    shop.launch(&mut nobody, |_| ()).await;
    assert_eq!(nobody.get(&shop.at("private")).await.body, "private");
    assert_eq!(nobody.get(&shop.at("maybe")).await.body, "true");
    assert_eq!(nobody.get(&shop.at("nowhere")).await.status, 404);
    assert_eq!(nobody.get(&shop.at("leave")).await.body, "left");
    assert_eq!(nobody.get(&shop.at("private")).await.status, 401);
}

#[actix_web::test]
async fn a_token_in_a_header_is_a_session_of_its_own() {
    let shop = Shop::open(|builder| builder).await;
    let token = shop.token(&mut Browser::new()).await;
    assert_eq!(shop.status_with("private", &format!("Bearer {token}")).await, 200);
    assert_eq!(
        shop.status_with("private", &format!("LTI-Session token=\"{token}\", app=\"mine\"")).await,
        200
    );
    let (name, tag) = token.split_once('.').unwrap();
    for bad in [name, &format!("{name}."), &format!("{name}.{}", tag.to_uppercase()), "x"] {
        assert_eq!(shop.status_with("private", &format!("Bearer {bad}")).await, 401, "{bad}");
    }
    let request = actix_web::test::TestRequest::default()
        .insert_header(("authorization", "lti-session app=\"mine\", token=\"ours\""))
        .to_http_request();
    assert_eq!(app_token(&request), Some("mine"));
}

#[actix_web::test]
async fn a_token_in_an_address_or_a_form_must_agree_with_the_cookie() {
    let shop = Shop::open(|builder| builder).await;
    let (mut ada, mut eve) = (Browser::new(), Browser::new());
    let (of_ada, of_eve) = (shop.token(&mut ada).await, shop.token(&mut eve).await);
    let private = |token: &str| shop.at(&format!("private?{SESSION_FIELD}={token}"));
    assert_eq!(ada.get(&private(&of_ada)).await.status, 200);
    assert_eq!(
        ada.get(&private(&of_eve)).await.status,
        401,
        "nobody is signed in by a link of somebody else"
    );
    assert_eq!(Browser::new().get(&private(&of_ada)).await.status, 401);
    let form = |token| [("title", "New & old"), (SESSION_FIELD, token)];
    assert_eq!(ada.post(&shop.at("rename"), &form(&of_ada)).await.body, "New & old by u-1001");
    assert_eq!(ada.post(&shop.at("rename"), &form(&of_eve)).await.status, 401);
    assert_eq!(ada.post(&shop.at("rename"), &[("title", "No token")]).await.body, "No token by u-1001");
}

#[actix_web::test]
async fn two_tabs_of_one_person_are_told_apart_by_their_tokens() {
    let shop = Shop::open(|builder| builder).await;
    let mut browser = Browser::new();
    let first = shop.at(&format!("quiz/7?{SESSION_FIELD}={}", shop.token(&mut browser).await));
    let shown = browser.get(&first).await.body;
    let mut old = Browser::new();
    old.cookies.clone_from(&browser.cookies);
    let elsewhere = |forge: &mut Forge| forge.set(claim::RESOURCE_LINK, json!({ "id": "elsewhere" }));
    assert_eq!(shop.launch(&mut browser, elsewhere).await.status, 303);
    assert!(
        browser.get(&shop.at("quiz/7")).await.body.contains("elsewhere"),
        "without a token the last launch counts"
    );
    assert_eq!(browser.get(&first).await.body, shown);
    for path in [first.as_str(), &shop.at("quiz/7")] {
        assert_eq!(old.get(path).await.status, 401, "the earlier cookie opens nothing: {path}");
    }
    shop.launch(&mut browser, |forge| forge.set("sub", "u-2")).await;
    assert_eq!(browser.get(&first).await.status, 401, "another person has nothing of the first");
}

#[actix_web::test]
async fn all_tabs_of_a_person_end_together() {
    let shop = Shop::open(|builder| builder).await;
    let mut browser = Browser::new();
    let first = shop.token(&mut browser).await;
    shop.launch(&mut browser, |_| ()).await;
    let bearer = format!("Bearer {first}");
    assert_eq!(shop.status_with("private", &bearer).await, 200);
    assert_eq!(browser.get(&shop.at(&format!("leave?{SESSION_FIELD}={first}"))).await.body, "left");
    assert_eq!(shop.status_with("private", &bearer).await, 401);
    assert_eq!(browser.get(&shop.at("private")).await.status, 401);
}

#[actix_web::test]
async fn a_teacher_who_is_none_any_more_keeps_no_tab() {
    let shop = Shop::open(|builder| builder).await;
    let mut browser = Browser::new();
    let with = |role: &'static str| move |forge: &mut Forge| forge.set(claim::ROLES, json!([role]));
    shop.launch(&mut browser, with(role::context::INSTRUCTOR)).await;
    let bearer = format!("Bearer {}", browser.get(&shop.at("token")).await.body);
    assert_eq!(shop.status_with("private", &bearer).await, 200);
    shop.launch(&mut browser, with(role::context::LEARNER)).await;
    assert_eq!(shop.status_with("private", &bearer).await, 401);
}

#[actix_web::test]
async fn a_cookieless_tool_goes_by_the_token_alone() {
    let shop = Shop::open(|builder| builder.cookieless(true)).await;
    let mut browser = Browser::new();
    let page = shop.launch(&mut browser, |_| ()).await;
    let address = Url::parse(&page.location()).unwrap();
    assert!(address.query().is_some_and(|query| query.starts_with(SESSION_FIELD)), "{address}");
    let mut frame = Browser::that_keeps(Keeps::Nothing);
    assert_eq!(frame.get(address.as_str()).await.status, 200);
    let (_, token) = address.query_pairs().next().unwrap();
    let form = [("title", "T"), (SESSION_FIELD, &*token)];
    assert_eq!(frame.post(&shop.at("rename"), &form).await.body, "T by u-1001");
    assert_eq!(frame.get(&shop.at("private")).await.status, 401);
}

#[actix_web::test]
async fn in_development_a_browser_needs_no_cookie_at_all() {
    let shop = Shop::open(|builder| builder.development(true)).await;
    let mut frame = Browser::that_keeps(Keeps::Nothing);
    let page = shop.launch(&mut frame, |_| ()).await;
    assert_eq!(frame.follow(page).await.body, "u-1001 Some(\"rl-1\")");
    let strict = Shop::open(|builder| builder).await;
    assert_eq!(strict.launch(&mut Browser::that_keeps(Keeps::Nothing), |_| ()).await.status, 401);
}

#[actix_web::test]
async fn a_redirect_keeps_the_session_and_marks_where_it_is() {
    let shop = Shop::open(|builder| builder.cookies(CookieSettings::default().domain("school.test"))).await;
    let mut browser = Browser::new();
    shop.launch(&mut browser, |_| ()).await;
    assert_eq!(browser.get(&shop.at("resource")).await.body, shop.at("quiz/7"));
    let page = browser.get(&shop.at("go?to=/quiz/8?a=1")).await;
    assert_eq!(page.location(), shop.at("quiz/8?a=1&page=2+b"));
    assert_eq!(browser.follow(page).await.status, 200);
    assert_eq!(browser.get(&shop.at("resource")).await.body, shop.at("quiz/8?a=1&page=2+b"));
    let sister = browser.get(&shop.at("go?to=http://files.school.test/x")).await;
    assert_eq!(sister.location(), "http://files.school.test/x?page=2+b");
    for foreign in
        ["https://evil.test/", "//evil.test/", "http://evilschool.test/", "http://u@files.school.test/"]
    {
        let page = browser.get(&shop.at(&format!("go?to={foreign}"))).await;
        assert_eq!(page.status, 500, "{foreign}");
    }
}

#[actix_web::test]
async fn how_old_a_token_may_be_is_a_setting() {
    let aged = |age: i64| move |forge: &mut Forge| forge.set("iat", START - age);
    let strict = Shop::open(|builder| builder.token_age(Duration::from_secs(10))).await;
    assert_eq!(strict.launch(&mut Browser::new(), aged(60)).await.status, 303);
    assert_eq!(strict.launch(&mut Browser::new(), aged(100)).await.status, 401);
    let usual = Shop::open(|builder| builder).await;
    assert_eq!(usual.launch(&mut Browser::new(), aged(100)).await.status, 303);
    assert_eq!(usual.launch(&mut Browser::new(), aged(400)).await.status, 401);
    let patient = Shop::open(Builder::any_token_age).await;
    assert_eq!(patient.launch(&mut Browser::new(), aged(400)).await.status, 303);
}

#[actix_web::test]
async fn paths_and_cookies_are_settings() {
    let paths = Paths {
        login: "/lti/start".to_owned(),
        launch: "/lti/back?tenant=blue".to_owned(),
        keys: "/.well-known/jwks.json".to_owned(),
        ..Paths::default()
    };
    let cookies =
        CookieSettings::default().name("shop").same_site(actix_web::cookie::SameSite::Strict).secure(false);
    let shop = Shop::open(|builder| builder.paths(paths).cookies(cookies)).await;
    assert_eq!(shop.lti.paths().login, "/lti/start");
    assert_eq!(shop.lti.addresses().keys.as_str(), shop.at(".well-known/jwks.json"));
    let mut browser = Browser::new();
    let login = shop.login(&mut browser).await;
    assert_eq!(login.parameters["redirect_uri"], shop.at("lti/back?tenant=blue"));
    let page = shop.launch(&mut browser, |_| ()).await;
    let set: Vec<_> =
        page.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
    let session = set.iter().find(|cookie| cookie.starts_with("shop_session=")).unwrap();
    assert!(session.contains("SameSite=Strict") && !session.contains("Secure"), "{session}");
    assert_eq!(browser.get(&shop.at(".well-known/jwks.json")).await.status, 200);
    assert_eq!(browser.get(&shop.at("keys")).await.status, 404);
}

#[actix_web::test]
async fn what_cannot_be_a_tool_is_not_built() {
    for bad in ["tool.example", "ftp://tool.example/", "https://u@tool.example/", "https://tool.example/?a=1"]
    {
        let error = LtiTool::builder(bad).build().await.unwrap_err().to_string();
        assert!(error.contains(bad) && error.contains("hint"), "{error}");
    }
    let paths = Paths { keys: "keys".to_owned(), ..Paths::default() };
    let error = LtiTool::builder("https://tool.example/").paths(paths).build().await.unwrap_err();
    assert!(error.to_string().contains("`keys`"), "{error}");
}

/// Collects the steps that the kit logs.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl std::io::Write for Log {
    fn write(&mut self, text: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().push(String::from_utf8_lossy(text).into_owned());
        Ok(text.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[actix_web::test]
async fn every_step_of_the_validation_is_in_the_log_and_no_token_is() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("homeroom_tool=debug")
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .finish();
    // For all threads: one without it would settle for all that nobody listens.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let platform = FakePlatform::start("main");
    let clock = Clock::fixed(Timestamp::from_second(START).unwrap());
    let lti = LtiTool::builder("http://localhost:3000/").clock(clock).platform(platform.agreed("client"));
    let lti = lti.build().await.unwrap();
    let app = actix_web::test::init_service(App::new().configure(lti.routes())).await;
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("iss", platform.issuer.as_str()), ("login_hint", "ada")])
        .extend_pairs([("target_link_uri", "http://localhost:3000/"), ("client_id", "client")])
        .finish();
    let request = actix_web::test::TestRequest::get().uri(&format!("/login?{query}")).to_request();
    let answer = actix_web::test::call_service(&app, request).await;
    let login = Login::read(answer.headers().get("location").unwrap().to_str().unwrap());
    let cookies: Vec<_> = answer.response().cookies().map(actix_web::cookie::Cookie::into_owned).collect();
    let id_token = Forge::good(&platform, &login, "http://localhost:3000/", START).token();
    let form = [("id_token", id_token.as_str()), ("state", login.state.as_str())];
    let mut request = actix_web::test::TestRequest::post().uri("/launch").set_form(form);
    for cookie in cookies {
        request = request.cookie(cookie);
    }
    let answer = actix_web::test::call_service(&app, request.to_request()).await;
    assert_eq!(answer.status(), 303);
    let text = log.0.lock().unwrap().join("");
    for word in [
        "a login begins",
        "state",
        "can be read",
        "iss",
        "signed",
        "aud",
        "exp",
        "nonce",
        "deployment",
        "is taken",
    ] {
        assert!(text.contains(word), "no `{word}` in {text}");
    }
    let secret = id_token.rsplit('.').next().unwrap();
    assert!(!text.contains(secret) && !text.contains(&login.state) && !text.contains("Ada"), "{text}");
}

#[actix_web::test]
async fn who_answers_for_a_missing_session_may_look_for_one() {
    let shop = Shop::open(|builder| {
        builder.on_session_missing(async |launch: Option<Launch>| format!("asked once: {}", launch.is_some()))
    });
    let page = Browser::new().get(&shop.await.at("private")).await;
    assert_eq!(page.body, "asked once: false");
}

#[actix_web::test]
async fn a_page_of_the_application_at_the_path_of_registration_is_guarded() {
    let shop = Shop::open(|builder| builder).await;
    for path in ["register", "register/close.js", "register/admin"] {
        assert_eq!(Browser::new().get(&shop.at(path)).await.status, 401, "{path}");
    }
    let open = Shop::open(|builder| builder.dynamic_registration(ToolProfile::new("Shop"))).await;
    assert_eq!(Browser::new().get(&open.at("register/close.js")).await.status, 200);
    assert_eq!(Browser::new().get(&open.at("register")).await.status, 400);
    assert_eq!(Browser::new().get(&open.at("register/admin")).await.status, 401);
}

#[actix_web::test]
async fn a_form_of_another_site_does_nothing() {
    let shop = Shop::open(|builder| builder).await;
    let mut browser = Browser::new();
    let token = shop.token(&mut browser).await;
    let cookies: Vec<_> = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let post = async |header: (&str, &str), token: &str| {
        let request = Client::new().post(shop.at("rename")).form(&[("title", "T"), (SESSION_FIELD, token)]);
        let request = request.header("cookie", cookies.join("; ")).header(header.0, header.1);
        request.send().await.unwrap().status().as_u16()
    };
    let bare = async |header: (&str, &str)| {
        let request = Client::new().post(shop.at("rename")).form(&[("title", "T")]);
        let request = request.header("cookie", cookies.join("; ")).header(header.0, header.1);
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(bare(("sec-fetch-site", "cross-site")).await, 403);
    assert_eq!(bare(("origin", "https://evil.test")).await, 403);
    assert_eq!(bare(("sec-fetch-site", "same-origin")).await, 200);
    assert_eq!(bare(("origin", shop.at("").trim_end_matches('/'))).await, 200);
    assert_eq!(
        post(("sec-fetch-site", "cross-site"), &token).await,
        200,
        "only our own pages have the token"
    );
}

#[actix_web::test]
async fn a_tool_may_lie_below_a_path_and_has_one_thing_at_each() {
    let builder = LtiTool::builder("https://tool.example/quiz");
    let lti = builder.build().await.unwrap();
    assert_eq!(lti.addresses().login.as_str(), "https://tool.example/quiz/login");
    let paths = Paths { login: "/lti".to_owned(), launch: "/lti?a=1".to_owned(), ..Paths::default() };
    let error = LtiTool::builder("https://tool.example/").paths(paths).build().await.unwrap_err();
    assert!(error.to_string().contains("something else is there"), "{error}");
}
