//! A teacher picks content.

use std::collections::HashSet;
use std::time::Duration;

use homeroom_vocab::claim::{
    CONTEXT, CUSTOM, DEPLOYMENT_ID, DL_CONTENT_ITEMS, DL_DATA, DL_ERRORLOG, DL_ERRORMSG, DL_LOG, DL_MSG,
    DL_SETTINGS, LAUNCH_PRESENTATION, MESSAGE_TYPE, RESOURCE_LINK, ROLES, TARGET_LINK_URI, VERSION,
};
use homeroom_vocab::role::context;
use serde_json::{Value, json};

use crate::support::School;
use crate::support::answer::Answer;
use crate::support::browser::{Browser, Keeps};
use crate::support::forge::Forge;

const ALL: [&str; 5] = ["resource-link", "link", "file", "html", "image"];

#[actix_web::test]
async fn an_answer_is_signed_and_meant_for_the_platform_that_asked() {
    let school = School::open().await;
    let answer = school.pick(&["resource-link"], |forge| forge.set(DEPLOYMENT_ID, "Second")).await;
    assert_eq!(answer.page.status, 200, "{}", answer.page.body);
    assert_eq!(answer.header["alg"], "RS256");
    assert_eq!(answer.is_signed_by(&school).await, Some(true));
    let claims = &answer.claims;
    assert_eq!((&claims["iss"], &claims["aud"]), (&json!("client"), &json!(school.main.issuer)));
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 300);
    assert_eq!(claims[MESSAGE_TYPE], "LtiDeepLinkingResponse");
    assert_eq!((&claims[VERSION], &claims[DEPLOYMENT_ID]), (&json!("1.3.0"), &json!("Second")));
    assert_eq!(claims[DL_MSG], "1 item was added.");
    let again = school.pick(&["resource-link"], |_| ()).await;
    assert_ne!(claims["nonce"], again.claims["nonce"]);
}

#[actix_web::test]
async fn an_answer_is_one_field_of_a_form_that_submits_itself() {
    let school = School::open().await;
    let answer = school.pick(&["link"], |_| ()).await;
    assert_eq!(answer.return_url().unwrap(), "https://lms.test/dl?a=1&b=%20&c=+");
    assert_eq!(answer.page.attribute("form#answer", "method").unwrap(), "post");
    assert_eq!(answer.page.attribute("form#answer input", "name").unwrap(), "JWT");
    assert_eq!(answer.page.body.matches("<input").count(), 1);
    let script = answer.page.attribute("script", "src").unwrap();
    let script = Browser::new().get(&school.url(script.trim_start_matches('/'))).await;
    assert!(script.header("content-type").unwrap().starts_with("text/javascript"));
    let policy = answer.page.header("content-security-policy").unwrap();
    assert!(policy.contains("script-src 'self'") && !policy.contains("form-action"), "{policy}");
}

#[actix_web::test]
async fn a_picker_shows_who_picks_and_for_which_course() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let page = school.ask(&mut browser, |_| ()).await;
    assert_eq!((page.text("#user"), page.text("#role")), ("u-1001".into(), "instructor".into()));
    assert_eq!(page.text("#course"), "Biology");
    assert_eq!(page.attribute("#title", "value").unwrap(), "Default title");
    assert_eq!(browser.get(&school.url("whoami")).await.text("#user"), "u-1001");
}

#[actix_web::test]
async fn data_comes_back_byte_for_byte_or_not_at_all() {
    let school = School::open().await;
    let large = "</form>\"'é\u{1f600}<!-- {\"a\": 1}\r\n\t\\u0041&amp;".repeat(2_000);
    for data in ["", " a ", "{ \"b\": 1, \"a\": [] }", "\u{0}\u{7f}\u{2028}", &large] {
        let answer = school.pick(&[], |forge| forge.setting("data", data)).await;
        assert_eq!(answer.claims[DL_DATA].as_str(), Some(data));
        assert_eq!(answer.is_signed_by(&school).await, Some(true));
    }
    let answer = school.pick(&[], |forge| forge.setting("data", Value::Null)).await;
    assert_eq!(answer.claims.get(DL_DATA), None);
}

#[actix_web::test]
async fn only_what_the_platform_takes_is_offered_and_returned() {
    let (school, mut browser) = (School::open().await, Browser::new());
    for kind in ["ltiResourceLink", "link", "file", "html", "image"] {
        let only = |forge: &mut Forge| forge.setting("accept_types", json!(["x-foo", kind]));
        let page = school.ask(&mut browser, only).await;
        assert_eq!(page.body.matches("name=\"item\"").count(), 1, "{kind}");
        let answer = school.pick(&ALL, only).await;
        assert_eq!(answer.items().len(), 1);
        assert_eq!(answer.item()["type"], kind);
    }
    for types in [json!([]), json!(["x-foo"])] {
        let page = school.ask(&mut browser, |forge| forge.setting("accept_types", types)).await;
        assert!(page.body.contains("id=\"nothing\"") && page.body.contains("id=\"cancel\""));
    }
}

#[actix_web::test]
async fn one_item_is_returned_unless_the_platform_takes_several() {
    let (school, mut browser) = (School::open().await, Browser::new());
    for (multiple, control, items) in
        [(json!(true), "checkbox", 5), (json!(false), "radio", 1), (Value::Null, "radio", 1)]
    {
        let choose = |forge: &mut Forge| forge.setting("accept_multiple", multiple.clone());
        let page = school.ask(&mut browser, choose).await;
        assert_eq!(page.attribute("#item-link", "type").unwrap(), control);
        assert_eq!(school.pick(&ALL, choose).await.items().len(), items);
    }
}

#[actix_web::test]
async fn a_file_fits_the_media_types_or_is_not_offered() {
    let school = School::open().await;
    let fitting = [
        (json!("image/*"), Some("image/png")),
        (json!("text/plain, application/msword"), Some("text/plain")),
        (Value::Null, Some("application/pdf")),
        (json!("video/*"), None),
    ];
    for (ranges, media_type) in fitting {
        let answer = school.pick(&["file"], |forge| forge.setting("accept_media_types", ranges)).await;
        assert_eq!(answer.item()["mediaType"].as_str(), media_type);
    }
}

#[actix_web::test]
async fn items_say_only_how_the_platform_shows_them() {
    let school = School::open().await;
    let name = "accept_presentation_document_targets";
    for targets in [&["iframe"][..], &["window"], &["embed"], &["hologram"], &["iframe", "window", "embed"]] {
        let answer = school.pick(&["resource-link", "link"], |forge| forge.setting(name, targets)).await;
        let [activity, page] = answer.items() else { panic!("{}", answer.claims) };
        for target in ["iframe", "window", "embed"] {
            assert_eq!(page.get(target).is_some(), targets.contains(&target), "{target}");
        }
        assert_eq!(activity.get("iframe").is_some(), targets.contains(&"iframe"));
        assert_eq!(activity.get("window").is_some(), targets.contains(&"window"));
        assert_eq!(activity.get("embed"), None);
    }
}

#[actix_web::test]
async fn a_line_item_is_left_out_where_the_platform_keeps_no_grades() {
    let school = School::open().await;
    for (accepted, graded) in [(json!(true), true), (json!(false), false), (Value::Null, true)] {
        let answer =
            school.pick(&["resource-link"], |forge| forge.setting("accept_lineitem", accepted)).await;
        assert_eq!(answer.item().get("lineItem").is_some(), graded);
    }
}

#[actix_web::test]
async fn an_activity_comes_with_everything_that_an_item_can_say() {
    let school = School::open().await;
    let answer = school.pick(&["resource-link"], |_| ()).await;
    let url = |path: &str| school.url(path);
    assert_eq!(
        *answer.item(),
        json!({
            "type": "ltiResourceLink", "title": "Week 1 quiz", "text": "Default text", "url": url("activity/quiz-1"),
            "icon": { "url": url("images/icon.png"), "width": 50, "height": 50 },
            "thumbnail": { "url": url("images/thumbnail.png"), "width": 90, "height": 90 },
            "iframe": { "width": 900, "height": 600 },
            "window": { "targetName": "quiz", "width": 900, "height": 600, "windowFeatures": "menubar=no" },
            "custom": { "chapter": "3", "due": "$ResourceLink.submission.endDateTime", "hint": "" },
            "lineItem": {
                "label": "Week 1 quiz", "scoreMaximum": 10, "resourceId": "quiz-1", "tag": "grade",
                "gradesReleased": true,
                "submissionReview": {
                    "reviewableStatus": ["Submitted", "Completed"], "label": "Open attempt", "url": url("review"),
                    "custom": { "mode": "review" },
                },
            },
            "available": { "startDateTime": "2025-11-24T16:00:00Z", "endDateTime": "2025-12-01T16:00:00Z" },
            "submission": { "startDateTime": "2025-11-24T16:00:00Z", "endDateTime": "2025-12-01T15:00:00Z" },
        })
    );
}

#[actix_web::test]
async fn the_first_item_takes_the_teachers_title_and_the_platforms_text() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let picker = school.picker(&mut browser, |_| ()).await;
    let form = [("item", "link"), ("item", "html"), ("title", "Über <b>Zellen</b>"), ("do", "add")];
    let answer = Answer::read(browser.post(&picker, &form).await);
    let [first, second] = answer.items() else { panic!("{}", answer.claims) };
    assert_eq!((&first["title"], &first["text"]), (&json!("Über <b>Zellen</b>"), &json!("Default text")));
    assert_eq!(second["title"], "Read this first");
}

#[actix_web::test]
async fn the_tool_has_every_page_that_it_returns() {
    let (school, mut browser) = (School::open().await, Browser::new());
    for ranges in ["application/pdf", "image/*", "text/plain"] {
        let answer = school.pick(&ALL, |forge| forge.setting("accept_media_types", ranges)).await;
        for (pointer, media_type) in [
            ("/0/icon/url", "image/png"),
            ("/0/thumbnail/url", "image/png"),
            ("/1/url", "text/html"),
            ("/1/iframe/src", "text/html"),
            ("/4/url", "image/png"),
        ] {
            let url = answer.claims[DL_CONTENT_ITEMS].pointer(pointer).unwrap().as_str().unwrap();
            let page = browser.get(url).await;
            assert_eq!(page.status, 200, "{url}");
            assert!(page.header("content-type").unwrap().starts_with(media_type), "{url}");
        }
        let file = &answer.items()[2];
        let page = browser.get(file["url"].as_str().unwrap()).await;
        assert_eq!(page.header("content-type"), file["mediaType"].as_str());
    }
    for path in ["reading/other", "embed/other", "files/../cell.png", "images/other.png", "picker"] {
        assert_eq!(browser.get(&school.url(path)).await.status, 404, "{path}");
    }
}

#[actix_web::test]
async fn a_returned_activity_is_launched_with_its_own_page_and_custom_parameters() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let item = school.pick(&["resource-link"], |_| ()).await.item().clone();
    let launched = school.launch(&mut browser, |forge| {
        forge.set(TARGET_LINK_URI, item["url"].clone());
        forge.set(CUSTOM, item["custom"].clone());
    });
    let launched = launched.await;
    let page = browser.follow(launched).await;
    assert_eq!(page.text("h1"), "Activity quiz-1");
    assert!(page.text("#custom").contains("chapter") && page.text("#custom").contains('3'));
    assert_eq!(browser.get(&school.url("review")).await.status, 200);
}

#[actix_web::test]
async fn nothing_chosen_cancelled_and_failed_are_answers_too() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let picker = async |browser: &mut Browser| school.picker(browser, |_| ()).await;
    let address = picker(&mut browser).await;
    let empty = school.choose(&mut browser, &address, &[], "add").await;
    assert_eq!(empty.claims[DL_CONTENT_ITEMS], json!([]));
    let address = picker(&mut browser).await;
    let cancelled = school.choose(&mut browser, &address, &["link"], "cancel").await;
    assert_eq!((cancelled.claims.get(DL_CONTENT_ITEMS), cancelled.claims[DL_MSG].is_string()), (None, true));
    let address = picker(&mut browser).await;
    let failed = school.choose(&mut browser, &address, &["link"], "fail").await;
    assert!(failed.claims[DL_ERRORMSG].is_string() && failed.claims[DL_ERRORLOG].is_string());
    assert_eq!((failed.claims.get(DL_CONTENT_ITEMS), failed.claims.get(DL_LOG)), (None, None));
    for answer in [empty, cancelled, failed] {
        assert_eq!(answer.claims[DL_DATA], "opaque {\"csrf\":\"x/+=é\"}");
        assert_eq!(answer.is_signed_by(&school).await, Some(true));
    }
}

#[actix_web::test]
async fn only_teachers_who_are_known_pick() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let refused: [fn(&mut Forge); 5] = [
        |forge| forge.set(ROLES, json!([context::LEARNER])),
        |forge| forge.set(ROLES, json!([])),
        |forge| forge.remove(ROLES),
        |forge| forge.remove("sub"),
        Forge::anonymous,
    ];
    for spoil in refused {
        let page = school.ask(&mut browser, spoil).await;
        assert_eq!(page.status, 403, "{}", page.body);
        assert!(page.text("#error").contains("teachers"));
        assert_eq!(browser.session(), None);
    }
}

#[actix_web::test]
async fn a_request_may_lack_all_that_may_be_left_out() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let page = school.ask(&mut browser, |forge| {
        for name in [CONTEXT, LAUNCH_PRESENTATION, CUSTOM] {
            forge.remove(name);
        }
        forge.nameless();
        forge.set(
            DL_SETTINGS,
            json!({ "deep_link_return_url": "http://localhost:1/", "accept_types": ["ltiResourceLink"] }),
        );
    });
    let page = page.await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(page.attribute("#title", "value").unwrap(), "");
}

#[actix_web::test]
async fn a_resource_link_in_a_request_is_not_looked_at() {
    let school = School::open().await;
    for link in [json!({ "id": "rl-1" }), json!({}), json!(7)] {
        let page = school.ask(&mut Browser::new(), |forge| forge.set(RESOURCE_LINK, link)).await;
        assert_eq!(page.status, 200, "{}", page.body);
    }
}

#[actix_web::test]
async fn parallel_pickers_answer_for_themselves() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let mut open = Vec::new();
    for number in ["1", "2", "3"] {
        let spoil = |forge: &mut Forge| {
            forge.setting("data", number);
            forge.setting("deep_link_return_url", format!("https://lms.test/{number}"));
        };
        open.push((number, school.picker(&mut browser, spoil).await));
    }
    school.launch(&mut browser, |_| ()).await;
    for (number, picker) in open.into_iter().rev() {
        let answer = school.choose(&mut browser, &picker, &["link"], "add").await;
        assert_eq!(answer.claims[DL_DATA], number);
        assert_eq!(answer.return_url().unwrap(), format!("https://lms.test/{number}"));
    }
}

#[actix_web::test]
async fn a_picker_is_answered_once() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let picker = school.picker(&mut browser, |_| ()).await;
    assert_eq!(browser.get(&picker).await.status, 200);
    assert!(school.choose(&mut browser, &picker, &["link"], "add").await.return_url().is_some());
    let again = school.choose(&mut browser, &picker, &["link"], "add").await;
    assert_eq!((again.page.status, again.return_url()), (410, None));
    assert_eq!(browser.get(&picker).await.status, 410);
}

#[actix_web::test]
async fn a_picker_belongs_to_the_browser_and_the_user_that_opened_it() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let picker = school.picker(&mut browser, |_| ()).await;
    assert_eq!(Browser::new().get(&picker).await.status, 401);
    let mut other = Browser::new();
    school.picker(&mut other, |_| ()).await;
    assert_eq!(school.choose(&mut other, &picker, &["link"], "add").await.page.status, 404);
    school.launch(&mut browser, |forge| forge.set("sub", "u-2")).await;
    assert_eq!(school.choose(&mut browser, &picker, &["link"], "add").await.page.status, 404);
    assert_eq!(browser.get(&school.url("picker/invented")).await.status, 404);
}

#[actix_web::test]
async fn a_picker_is_closed_with_the_session_of_its_user() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let picker = school.picker(&mut browser, |_| ()).await;
    let ended = browser.cookies.clone();
    school.launch(&mut browser, |forge| forge.set("sub", "u-2")).await;
    for (name, id) in ended.into_iter().filter(|(name, _)| name.ends_with("_session")) {
        browser.cookies.insert(name, id);
    }
    assert_eq!(browser.get(&school.url("whoami")).await.text("#user"), "u-2", "by the plain cookie");
    assert_eq!(browser.get(&picker).await.status, 404);
    assert_eq!(school.choose(&mut browser, &picker, &["link"], "add").await.page.status, 404);
}

#[actix_web::test]
async fn a_picker_is_open_for_an_hour() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let picker = school.picker(&mut browser, |_| ()).await;
    school.wait(Duration::from_secs(3_599));
    assert_eq!(browser.get(&picker).await.status, 200);
    school.wait(Duration::from_secs(1));
    assert_eq!(browser.get(&picker).await.status, 404);
}

#[actix_web::test]
async fn addresses_of_pickers_differ_and_cannot_be_guessed() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let mut handles = HashSet::new();
    for _ in 0..5 {
        let picker = school.picker(&mut browser, |_| ()).await;
        let handle = picker.rsplit('/').next().unwrap().to_owned();
        assert_eq!(handle.len(), 43);
        assert!(handles.insert(handle));
    }
}

#[actix_web::test]
async fn one_kind_of_cookie_is_enough_to_pick() {
    let school = School::open().await;
    for keeps in [Keeps::OnlyPlain, Keeps::OnlyFramed] {
        let mut browser = Browser::that_keeps(keeps);
        let picker = school.picker(&mut browser, |_| ()).await;
        assert!(school.choose(&mut browser, &picker, &["link"], "add").await.return_url().is_some());
    }
}
