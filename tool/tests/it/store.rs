//! A tool with a store that lasts, restarted and shared: platforms, keys, sessions and logins.

use std::future::ready;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::dev::ServerHandle;
use actix_web::web::get;
use actix_web::{App, HttpServer};
use homeroom_tool::{
    BuildError, Builder, Clock, Entry, Keys, Launch, LtiTool, MemoryStore, Platform, PlatformId, Refused,
    Reply, Sealed, SecretKey, Shelf, SqliteStore, Store, StoreError, StoredPlatform, Which,
};
use jiff::Timestamp;
use jsonwebtoken::Algorithm;
use serde_json::Value;

use crate::support::browser::{Browser, Page};
use crate::support::forge::{Forge, Login};
use crate::support::office::{self, Office, token};
use crate::support::platform::FakePlatform;

const NOW: i64 = 1_764_000_000;

/// A tool of a stranger, at an address that it keeps when it is started again.
struct Served {
    lti: LtiTool,
    url: String,
    handle: ServerHandle,
}

impl Served {
    async fn stop(self) -> u16 {
        self.handle.stop(true).await;
        self.url.rsplit(':').next().unwrap().parse().unwrap()
    }
}

async fn home(launch: Launch) -> String {
    launch.user.name.clone().unwrap_or_default()
}

async fn inactive(refused: Refused) -> (String, actix_web::http::StatusCode) {
    (format!("inactive: {}", refused.reason()), refused.status())
}

fn builder(url: &str) -> Builder {
    let clock = Clock::fixed(Timestamp::from_second(NOW).unwrap());
    LtiTool::builder(url).clock(clock).on_inactive_platform(inactive)
}

/// Port 0 picks a free one.
async fn serve(port: u16, settle: impl AsyncFnOnce(Builder) -> Builder) -> Served {
    let socket = TcpListener::bind(("127.0.0.1", port)).unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    let lti = settle(builder(&url)).await.build().await.unwrap();
    let shared = lti.clone();
    let server = HttpServer::new(move || {
        App::new().wrap(shared.guard()).configure(shared.routes()).route("/", get().to(home))
    });
    let server = server.workers(1).disable_signals().listen(socket).unwrap().run();
    let handle = server.handle();
    tokio::spawn(server);
    Served { lti, url, handle }
}

async fn with_store(builder: Builder, path: &Path) -> Builder {
    builder.store(SqliteStore::open(path).await.unwrap())
}

async fn login(tool: &Served, platform: &FakePlatform, browser: &mut Browser) -> Page {
    let parameters = [
        ("iss", platform.issuer.clone()),
        ("login_hint", "ada".to_owned()),
        ("target_link_uri", format!("{}/", tool.url)),
        ("client_id", "client".to_owned()),
    ];
    browser.get_with(&format!("{}/login", tool.url), &parameters).await
}

async fn answer(tool: &Served, browser: &mut Browser, login: &Login, forge: &Forge) -> Page {
    let form = [("id_token", forge.token()), ("state", login.state.clone())];
    let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
    browser.post(&format!("{}/launch", tool.url), &form).await
}

async fn launch_with(
    tool: &Served,
    platform: &FakePlatform,
    browser: &mut Browser,
    spoil: impl FnOnce(&mut Forge),
) -> Page {
    let login = Login::read(&login(tool, platform, browser).await.location());
    let mut forge = Forge::good(platform, &login, &format!("{}/", tool.url), NOW);
    spoil(&mut forge);
    answer(tool, browser, &login, &forge).await
}

async fn launch(tool: &Served, platform: &FakePlatform, browser: &mut Browser) -> Page {
    launch_with(tool, platform, browser, |_| {}).await
}

async fn front(tool: &Served, browser: &mut Browser) -> Page {
    browser.get(&format!("{}/", tool.url)).await
}

async fn published(tool: &Served) -> Vec<Value> {
    let page = Browser::new().get(&format!("{}/keys", tool.url)).await;
    serde_json::from_str::<Value>(&page.body).unwrap()["keys"].as_array().unwrap().clone()
}

#[tokio::test]
async fn everything_survives_a_restart() {
    let (home, main) = (tempfile::tempdir().unwrap(), FakePlatform::start("main"));
    let path = home.path().join("tool.sqlite");
    let tool = serve(0, async |builder| with_store(builder, &path).await).await;
    tool.lti.platforms().register(main.agreed("client")).await.unwrap();
    let (mut signed_in, mut waiting) = (Browser::new(), Browser::new());
    assert!(launch(&tool, &main, &mut signed_in).await.is_accepted());
    let begun = Login::read(&login(&tool, &main, &mut waiting).await.location());
    let used = Forge::good(&main, &begun, &format!("{}/", tool.url), NOW);
    let keys = published(&tool).await;
    let port = tool.stop().await;

    let tool = serve(port, async |builder| with_store(builder, &path).await).await;
    assert_eq!(front(&tool, &mut signed_in).await.body, "Ada Brontë");
    assert_eq!(published(&tool).await, keys);
    assert!(answer(&tool, &mut waiting, &begun, &used).await.is_accepted());
    assert_eq!(answer(&tool, &mut waiting, &begun, &used).await.status, 401);
    assert_eq!(tool.lti.platforms().all().await.unwrap().len(), 1);
    tool.stop().await;
}

#[tokio::test]
async fn two_processes_are_one_tool() {
    let (home, main) = (tempfile::tempdir().unwrap(), FakePlatform::start("main"));
    let path = home.path().join("tool.sqlite");
    let one = serve(0, async |builder| with_store(builder, &path).await).await;
    let other = serve(0, async |_| with_store(builder(&one.url), &path).await).await;
    one.lti.platforms().register(main.agreed("client")).await.unwrap();
    let mut browser = Browser::new();
    let begun = Login::read(&login(&one, &main, &mut browser).await.location());
    let forge = Forge::good(&main, &begun, &format!("{}/", one.url), NOW);
    assert!(answer(&other, &mut browser, &begun, &forge).await.is_accepted());
    assert_eq!(answer(&one, &mut browser, &begun, &forge).await.status, 401, "taken by the other one");
    assert_eq!(front(&one, &mut browser).await.body, "Ada Brontë");
    one.lti.platforms().delete_client(&main.issuer, "client").await.unwrap();
    assert_eq!(front(&other, &mut browser).await.status, 401);
}

#[tokio::test]
async fn sessions_and_logins_end_with_their_platform() {
    let (main, north) = (FakePlatform::start("main"), FakePlatform::start("north"));
    let known =
        async |builder: Builder| builder.platform(main.agreed("client")).platform(north.agreed("client"));
    let tool = serve(0, known).await;
    let (mut ada, mut other, mut late) = (Browser::new(), Browser::new(), Browser::new());
    launch(&tool, &main, &mut ada).await;
    launch(&tool, &north, &mut other).await;
    let begun = Login::read(&login(&tool, &main, &mut late).await.location());
    assert!(tool.lti.platforms().delete_client(&main.issuer, "client").await.unwrap());
    assert_eq!(front(&tool, &mut ada).await.status, 401);
    assert_eq!(front(&tool, &mut other).await.status, 200, "the other platform is still there");
    let forge = Forge::good(&main, &begun, &format!("{}/", tool.url), NOW);
    assert!(!answer(&tool, &mut late, &begun, &forge).await.is_accepted());
    assert_eq!(login(&tool, &main, &mut late).await.status, 401);
}

#[tokio::test]
async fn an_inactive_platform_is_answered_by_its_own_handler() {
    let main = FakePlatform::start("main");
    let tool = serve(0, async |builder| builder.platform(main.agreed("client").inactive())).await;
    let id = main.agreed("client").id();
    let mut browser = Browser::new();
    let page = login(&tool, &main, &mut browser).await;
    assert!(page.status == 401 && page.body.starts_with("inactive: "), "{}", page.body);
    tool.lti.platforms().activate(&id).await.unwrap();
    assert!(launch(&tool, &main, &mut browser).await.is_accepted());
    let begun = Login::read(&login(&tool, &main, &mut browser).await.location());
    tool.lti.platforms().deactivate(&id).await.unwrap();
    assert_eq!(front(&tool, &mut browser).await.status, 401, "its sessions are over");
    let forge = Forge::good(&main, &begun, &format!("{}/", tool.url), NOW);
    assert!(!answer(&tool, &mut browser, &begun, &forge).await.is_accepted());
}

#[tokio::test]
async fn the_first_deployment_that_launches_is_the_only_one() {
    let main = FakePlatform::start("main");
    let agreed = main.agreed("client");
    let Platform { issuer, client_id, authorization_endpoint, token_endpoint, keys, .. } = agreed;
    let first = Platform::new(issuer, client_id, authorization_endpoint, token_endpoint, keys);
    let tool = serve(0, async |builder| builder.platform(first)).await;
    let from = |deployment: &'static str| {
        move |forge: &mut Forge| forge.set(homeroom_vocab::claim::DEPLOYMENT_ID, deployment)
    };
    let mut stranger = Browser::new();
    let foreign = launch_with(&tool, &main, &mut stranger, |forge| {
        from("spoilt")(forge);
        forge.by_foreign_key();
    });
    assert!(!foreign.await.is_accepted(), "nothing is learned from a token that is not authentic");
    assert!(launch_with(&tool, &main, &mut Browser::new(), from("A")).await.is_accepted());
    assert_eq!(launch_with(&tool, &main, &mut Browser::new(), from("B")).await.status, 403);
    assert!(launch_with(&tool, &main, &mut Browser::new(), from("A")).await.is_accepted());
}

#[tokio::test]
async fn a_platform_may_tell_its_key_instead_of_publishing_it() {
    let main = FakePlatform::start("main");
    main.publish(crate::support::platform::Keys::Status(500));
    let mut nameless = main.key.jwk();
    nameless.as_object_mut().unwrap().remove("kid");
    for keys in [Keys::Pem(main.key.pem()), Keys::Jwk(main.key.jwk()), Keys::Jwk(nameless)] {
        let mut agreed = main.agreed("client");
        agreed.keys = keys.clone();
        let tool = serve(0, async |builder| builder.platform(agreed)).await;
        assert!(launch(&tool, &main, &mut Browser::new()).await.is_accepted(), "{keys:?}");
        let foreign = launch_with(&tool, &main, &mut Browser::new(), Forge::by_foreign_key).await;
        assert_eq!(foreign.status, 401);
        let hmac = |forge: &mut Forge| forge.signed_with("HS256", Algorithm::RS256);
        let odd = launch_with(&tool, &main, &mut Browser::new(), hmac).await;
        assert_eq!(odd.status, 401);
    }
    assert_eq!(main.asked(), 0);
}

#[tokio::test]
async fn each_platform_sees_a_key_of_its_own() {
    let (main, north) = (FakePlatform::start("main"), FakePlatform::start("north"));
    let office = Office::open(|call| match call.path.as_str() {
        "/token" => token(call),
        _ => office::Reply::json(&serde_json::json!([])),
    });
    let tool = serve(0, async |builder| builder).await;
    let mut kids = Vec::new();
    for platform in [&main, &north] {
        let mut agreed = platform.agreed("client");
        agreed.token_endpoint = office.at("/token").parse().unwrap();
        agreed = agreed.token_audience("https://lms.test/audience");
        tool.lti.platforms().register(agreed).await.unwrap();
        kids.push(kid_of_assertion(&tool, platform, &office).await);
    }
    assert_ne!(kids[0], kids[1]);
    let published: Vec<_> = published(&tool).await.iter().map(|key| key["kid"].clone()).collect();
    assert_eq!(published.len(), 3, "and one that belongs to nobody");
    assert!(kids.iter().all(|kid| published.contains(kid)));
}

/// The `kid` of the key that signs for a platform, which is told under the audience that it wants.
async fn kid_of_assertion(tool: &Served, platform: &FakePlatform, office: &Office) -> Value {
    let mut launch = homeroom_tool::LaunchData::default();
    launch.issuer.clone_from(&platform.issuer);
    "client".clone_into(&mut launch.client_id);
    "1".clone_into(&mut launch.deployment_id);
    launch.roster = Some(homeroom_tool::RosterEndpoint::at(office.at("/members").parse().unwrap()));
    office.forget();
    // What the roster answers does not matter: the token was asked for.
    let _answer = tool.lti.roster(&launch).members(&homeroom_tool::roster::MemberFilter::all()).await;
    let call = office.tokens().remove(0);
    assert_eq!(call.assertion(1)["aud"], "https://lms.test/audience");
    call.assertion(0)["kid"].clone()
}

#[tokio::test]
async fn a_tool_with_the_wrong_secret_does_not_start() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("tool.sqlite");
    let secret = SecretKey::generate().unwrap();
    let build = async |secret: SecretKey| {
        let store = SqliteStore::open(&path).await.unwrap();
        builder("http://localhost:3000/").store(store).secret(secret).build().await
    };
    assert!(build(secret.clone()).await.is_ok());
    let error = build(SecretKey::generate().unwrap()).await.unwrap_err();
    assert!(matches!(error, BuildError::Store(StoreError::WrongSecret)), "{error}");
    assert!(build(secret).await.is_ok());
}

/// A store of somebody else, whose disk may fail.
#[derive(Debug, Default)]
struct Failing {
    store: MemoryStore,
    fails: Arc<AtomicBool>,
}

impl Failing {
    fn or<'a, T: Send + 'a>(&self, reply: Reply<'a, T>) -> Reply<'a, T> {
        if self.fails.load(Ordering::Relaxed) {
            return Box::pin(ready(Err(StoreError::failed("the disk is gone"))));
        }
        reply
    }
}

impl Store for Failing {
    fn platforms<'a>(&'a self, which: Which<'a>) -> Reply<'a, Vec<StoredPlatform>> {
        self.or(self.store.platforms(which))
    }

    fn save_platform(&self, platform: StoredPlatform) -> Reply<'_, bool> {
        self.or(self.store.save_platform(platform))
    }

    fn delete_platform<'a>(&'a self, id: &'a PlatformId) -> Reply<'a, bool> {
        self.or(self.store.delete_platform(id))
    }

    fn get<'a>(&'a self, kind: Shelf, key: &'a str, now: i64) -> Reply<'a, Option<Sealed>> {
        self.or(self.store.get(kind, key, now))
    }

    fn all(&self, kind: Shelf, now: i64) -> Reply<'_, Vec<(String, Sealed)>> {
        self.or(self.store.all(kind, now))
    }

    fn put(&self, entry: Entry, now: i64) -> Reply<'_, bool> {
        self.or(self.store.put(entry, now))
    }

    fn claim(&self, entry: Entry, now: i64) -> Reply<'_, bool> {
        self.or(self.store.claim(entry, now))
    }

    fn remove<'a>(&'a self, kind: Shelf, key: &'a str) -> Reply<'a, ()> {
        self.or(self.store.remove(kind, key))
    }

    fn remove_of<'a>(&'a self, kind: Shelf, platform: &'a PlatformId) -> Reply<'a, ()> {
        self.or(self.store.remove_of(kind, platform))
    }

    fn secret(&self) -> Reply<'_, Option<SecretKey>> {
        self.or(self.store.secret())
    }
}

#[tokio::test]
async fn a_store_that_fails_is_no_crash_and_lets_nobody_in() {
    let main = FakePlatform::start("main");
    let fails = Arc::new(AtomicBool::default());
    let store = Failing { fails: Arc::clone(&fails), ..Failing::default() };
    let tool = serve(0, async |builder| builder.store(store).platform(main.agreed("client"))).await;
    let mut browser = Browser::new();
    assert!(launch(&tool, &main, &mut browser).await.is_accepted());
    let begun = Login::read(&login(&tool, &main, &mut browser).await.location());
    fails.store(true, Ordering::Relaxed);
    let page = login(&tool, &main, &mut Browser::new()).await;
    assert!(page.status == 503 && page.body.contains("try again later"), "{} {}", page.status, page.body);
    let forge = Forge::good(&main, &begun, &format!("{}/", tool.url), NOW);
    assert_eq!(answer(&tool, &mut browser, &begun, &forge).await.status, 503);
    assert_eq!(front(&tool, &mut browser).await.status, 401);
    assert_eq!(Browser::new().get(&format!("{}/keys", tool.url)).await.status, 503);
    fails.store(false, Ordering::Relaxed);
    assert_eq!(front(&tool, &mut browser).await.status, 200);
    assert!(answer(&tool, &mut browser, &begun, &forge).await.is_accepted());
}
