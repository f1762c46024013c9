//! Deep-linking requests and choices that nobody honest sends: a page with a reason, never a crash.

use homeroom_vocab::claim::{DEPLOYMENT_ID, DL_SETTINGS, MESSAGE_TYPE};
use serde_json::{Value, json};

use crate::support::School;
use crate::support::answer::Answer;
use crate::support::browser::Browser;
use crate::support::faults;
use crate::support::forge::Forge;

type Spoil = fn(&mut Forge);

const SETTINGS: [&str; 10] = [
    "deep_link_return_url",
    "accept_types",
    "accept_presentation_document_targets",
    "accept_media_types",
    "accept_multiple",
    "accept_lineitem",
    "auto_create",
    "title",
    "text",
    "data",
];

#[actix_web::test]
async fn a_deep_linking_request_is_verified_like_a_launch() {
    let school = School::open().await;
    let mut browser = Browser::new();
    for fault in faults::ALL.iter().filter(|fault| faults::fits_deep_linking(fault)) {
        school.north.publish_keys(&[school.north.key]);
        let spoil = |forge: &mut Forge| {
            forge.picking();
            (fault.spoil)(forge, &school);
        };
        let page = school.launch(&mut browser, spoil).await;
        assert_eq!(page.status, fault.status, "{}: {}", fault.name, page.body);
        assert!(page.text("#error").contains(fault.reason), "{}: {}", fault.name, page.text("#error"));
        assert_eq!(browser.session(), None);
    }
}

#[actix_web::test]
async fn a_message_that_is_neither_is_refused() {
    let school = School::open().await;
    for kind in [
        "ltideeplinkingrequest",
        "LtiDeepLinkingResponse",
        "ContentItemSelectionRequest",
        "LtiSubmissionReviewRequest",
    ] {
        let page = school.ask(&mut Browser::new(), |forge| forge.set(MESSAGE_TYPE, kind)).await;
        assert_eq!(page.status, 400, "{kind}");
        assert!(page.text("#error").contains("neither"));
    }
}

#[actix_web::test]
async fn settings_that_lack_what_they_must_have_are_refused_by_name() {
    let school = School::open().await;
    let refused: [(Spoil, &str); 6] = [
        (|forge| forge.remove(DL_SETTINGS), "deep_linking_settings"),
        (|forge| forge.set(DL_SETTINGS, "x"), "deep_linking_settings"),
        (|forge| forge.set(DL_SETTINGS, json!([])), "deep_linking_settings"),
        (|forge| forge.set(DL_SETTINGS, json!({})), "deep_link_return_url"),
        (|forge| forge.setting("deep_link_return_url", Value::Null), "deep_link_return_url"),
        (|forge| forge.setting("accept_types", Value::Null), "accept_types"),
    ];
    for (spoil, reason) in refused {
        let page = school.ask(&mut Browser::new(), spoil).await;
        assert_eq!(page.status, 400, "{reason}");
        assert!(page.text("#error").contains(reason), "{}", page.text("#error"));
    }
}

#[actix_web::test]
async fn an_answer_goes_to_web_addresses_only() {
    let school = School::open().await;
    for url in [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "//evil.test/",
        "",
    ] {
        let page = school.ask(&mut Browser::new(), |forge| forge.setting("deep_link_return_url", url)).await;
        assert_eq!(page.status, 400, "{url}");
        assert!(page.text("#error").contains("deep_link_return_url"));
    }
    let odd = "https://lms.test/dl?a=\"'><script>x</script>&amp;b=%20%22&é#part";
    let answer = school.pick(&["link"], |forge| forge.setting("deep_link_return_url", odd)).await;
    assert_eq!(answer.return_url().unwrap(), odd);
    assert_eq!(answer.page.body.matches("<script").count(), 1);
}

#[actix_web::test]
async fn settings_of_any_type_and_depth_never_crash() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    let values = [
        json!(null),
        json!(true),
        json!(-1.5e300),
        json!(""),
        json!("\u{0}\u{202e}"),
        json!([]),
        json!([null, 1, {}]),
        json!({ "toString": 1 }),
        json!("x".repeat(50_000)),
        json!(vec!["x"; 10_000]),
        deep,
    ];
    for name in SETTINGS {
        for value in &values {
            browser.cookies.clear();
            let spoil = |forge: &mut Forge| forge.claims[DL_SETTINGS][name] = value.clone();
            let page = school.ask(&mut browser, spoil).await;
            assert!([200, 400].contains(&page.status), "{name}: {}", page.status);
        }
    }
}

#[actix_web::test]
async fn what_the_platform_says_is_text_in_the_picker() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let markup = "\"><script>x</script>{{ 7 * 7 }}";
    let page = school.ask(&mut browser, |forge| {
        for name in ["title", "text", "data"] {
            forge.setting(name, markup);
        }
        forge.set("name", markup);
        forge.set("sub", markup);
    });
    let page = page.await;
    assert!(!page.body.contains("<script>"));
    assert_eq!(page.attribute("#title", "value").unwrap(), markup);
}

#[actix_web::test]
async fn a_choice_that_no_form_of_ours_makes_is_harmless() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let only_links = |forge: &mut Forge| {
        forge.setting("accept_types", json!(["link"]));
        forge.setting("accept_multiple", false);
    };
    let picker = school.picker(&mut browser, only_links).await;
    let repeated = [("do", "add"), ("do", "cancel")];
    assert_eq!(browser.post(&picker, &repeated).await.status, 400);
    assert_eq!(browser.post_as(&picker, "application/json", b"{}".to_vec()).await.status, 415);
    let huge = "x".repeat(600_000);
    assert_eq!(browser.post(&picker, &[("title", &huge)]).await.status, 413);
    let odd =
        [("item", "html"), ("item", "link"), ("item", "link"), ("item", "../x"), ("do", "?"), ("x", "y")];
    let answer = Answer::read(browser.post(&picker, &odd).await);
    assert_eq!(answer.items().len(), 1);
    assert_eq!(answer.item()["type"], "link");
}

#[actix_web::test]
async fn a_title_is_cut_where_it_is_no_longer_one() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let picker = school.picker(&mut browser, |_| ()).await;
    let form = [("item", "link"), ("title", &"é".repeat(5_000)), ("do", "add")];
    let answer = Answer::read(browser.post(&picker, &form).await);
    assert_eq!(answer.item()["title"], "é".repeat(500));
}

#[actix_web::test]
async fn old_pickers_make_room_for_new_ones() {
    let (school, mut first) = (School::open().await, Browser::new());
    let oldest = school.picker(&mut first, |_| ()).await;
    let mut browser = Browser::new();
    for _ in 0..500 {
        browser.cookies.clear();
        school.launch(&mut browser, Forge::picking).await;
    }
    assert_eq!(first.get(&oldest).await.status, 404);
    let newest = school.picker(&mut browser, |forge| forge.set(DEPLOYMENT_ID, "Second")).await;
    assert_eq!(browser.get(&newest).await.status, 200);
}
