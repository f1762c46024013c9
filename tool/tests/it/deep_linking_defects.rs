//! Each defect of deep linking shows in the request, the answer or the item that it spoils, and a correct tool
//! shows none of them.

use homeroom_vocab::claim::{
    CONTEXT, CUSTOM, DEPLOYMENT_ID, DL_CONTENT_ITEMS, DL_DATA, DL_ERRORLOG, DL_ERRORMSG, DL_LOG, DL_MSG,
    DL_SETTINGS, LAUNCH_PRESENTATION, MESSAGE_TYPE, RESOURCE_LINK, ROLES, TARGET_LINK_URI, VERSION,
};
use serde_json::{Value, json};

use crate::support::School;
use crate::support::answer::Answer;
use crate::support::browser::Browser;
use crate::support::faults;
use crate::support::forge::Forge;

/// A request, and the status of the page it ends on: with the defect, and in a correct tool.
type Asked = (&'static str, fn(&mut Forge), u16, u16);

const REQUESTS: &[Asked] = &[
    ("picker-settings-optional", |forge| forge.remove(DL_SETTINGS), 200, 400),
    ("picker-return-url-optional", |forge| forge.setting("deep_link_return_url", Value::Null), 200, 400),
    (
        "picker-return-url-unchecked",
        |forge| forge.setting("deep_link_return_url", "javascript:x()"),
        200,
        400,
    ),
    ("picker-for-learners", |forge| forge.set(ROLES, json!(["Learner"])), 200, 403),
    ("picker-for-anonymous", Forge::anonymous, 200, 403),
    ("picker-for-anonymous", unknown, 200, 403),
    ("picker-settings-crash", |forge| forge.setting("accept_types", "link"), 500, 400),
    ("picker-settings-crash", |forge| forge.set(DL_SETTINGS, "x"), 500, 400),
    ("picker-resource-link-crash", |forge| forge.set(RESOURCE_LINK, json!({ "id": "r" })), 500, 200),
    ("picker-unknown-settings-refused", |forge| forge.setting("https://vendor.test/x", 1), 400, 200),
    (
        "picker-unknown-types-refused",
        |forge| forge.setting("accept_types", json!(["link", "x-foo"])),
        400,
        200,
    ),
    ("picker-sub-missing-crash", |forge| forge.remove("sub"), 500, 403),
    ("picker-roles-missing-crash", |forge| forge.remove(ROLES), 500, 403),
    ("picker-context-missing-crash", |forge| forge.remove(CONTEXT), 500, 200),
    ("picker-custom-missing-crash", |forge| forge.remove(CUSTOM), 500, 200),
    ("picker-without-message-type", |forge| forge.remove(MESSAGE_TYPE), 200, 400),
    ("picker-without-message-type", |forge| forge.set(MESSAGE_TYPE, "LtiUnknownRequest"), 200, 400),
    ("picker-presentation-missing-crash", |forge| forge.remove(LAUNCH_PRESENTATION), 500, 200),
    ("picker-multiple-missing-crash", |forge| forge.setting("accept_multiple", Value::Null), 500, 200),
    ("picker-media-types-missing-crash", |forge| forge.setting("accept_media_types", Value::Null), 500, 200),
    ("picker-data-required", |forge| forge.setting("data", Value::Null), 400, 200),
    ("picker-data-large-crash", |forge| forge.setting("data", "x".repeat(20_000)), 500, 200),
];

#[actix_web::test]
async fn each_defect_takes_or_refuses_the_request_that_it_names() {
    let correct = School::open().await;
    for (defect, spoil, broken, right) in REQUESTS {
        assert_eq!(correct.ask(&mut Browser::new(), spoil).await.status, *right, "not {defect}");
        let school = School::with_defects(&[defect]).await;
        assert_eq!(school.ask(&mut Browser::new(), spoil).await.status, *broken, "{defect}");
        assert_eq!(
            school.ask(&mut Browser::new(), |_| ()).await.status,
            200,
            "{defect} takes a good request"
        );
        school.tool.stop().await;
    }
}

#[actix_web::test]
async fn a_tool_without_a_picker_still_takes_launches() {
    let (school, mut browser) = (School::with_defects(&["picker-never-opens"]).await, Browser::new());
    assert_eq!(school.ask(&mut browser, |_| ()).await.status, 400);
    assert!(school.launch(&mut browser, |_| ()).await.is_accepted());
}

/// Nobody, in no role.
fn unknown(forge: &mut Forge) {
    forge.anonymous();
    forge.remove(ROLES);
}

/// Defects that leave out a check for deep-linking requests, and the faults that they let pass.
const BYPASSES: &[(&str, &[&str])] = &[
    (
        "deep-linking-signature-unverified",
        &[
            "signature.flipped",
            "signature.empty",
            "signature.foreign_key",
            "signature.payload_swapped",
            "alg.says_rs256_but_is_rs512",
        ],
    ),
    ("deep-linking-expired-accepted", &["exp.past_10m", "times.certification"]),
    ("deep-linking-nonce-unchecked", &["nonce.random"]),
    (
        "deep-linking-aud-unchecked",
        &[
            "aud.missing",
            "aud.foreign",
            "aud.empty_array",
            "aud.substring",
            "aud.case",
            "aud.extra",
            "aud.extra_without_azp",
        ],
    ),
    ("deep-linking-deployment-unchecked", &["deployment_id.unknown", "deployment_id.case"]),
];

#[actix_web::test]
async fn each_defect_leaves_out_its_check_for_deep_linking_requests_only() {
    for (defect, expected) in BYPASSES {
        let school = School::with_defects(&[defect]).await;
        let (mut taken, mut launched, mut browser) = (Vec::new(), Vec::new(), Browser::new());
        for fault in faults::ALL.iter().filter(|fault| faults::fits_deep_linking(fault)) {
            browser.cookies.clear();
            let picking = |forge: &mut Forge| {
                forge.picking();
                (fault.spoil)(forge, &school);
            };
            taken.extend(school.launch(&mut browser, picking).await.is_accepted().then_some(fault.name));
            let page = school.launch(&mut browser, |forge| (fault.spoil)(forge, &school)).await;
            launched.extend(page.is_accepted().then_some(fault.name));
        }
        assert_eq!(taken, *expected, "{defect}");
        assert!(launched.is_empty(), "{defect} takes {launched:?} for launches too");
        school.tool.stop().await;
    }
}

/// A defect, what is picked, how the request differs, and whether the answer is the broken one.
type Answered = (&'static str, &'static [&'static str], fn(&mut Forge), fn(&Answer, &School) -> bool);

const LINK: &[&str] = &["resource-link"];

fn asis(_: &mut Forge) {}

const ANSWERS: &[Answered] = &[
    ("answer-as-json", LINK, asis, |answer, _| {
        answer.return_url().is_none() && answer.page.body.starts_with("{\"JWT\":\"eyJ")
    }),
    ("answer-by-get", LINK, asis, |answer, _| {
        answer.page.attribute("form#answer", "method").unwrap() == "get"
    }),
    ("answer-field-lower-case", LINK, asis, |answer, _| field(answer) == "jwt"),
    ("answer-field-id-token", LINK, asis, |answer, _| field(answer) == "id_token"),
    ("answer-not-submitted", LINK, asis, |answer, _| !answer.page.body.contains("<script")),
    ("answer-query-dropped", LINK, asis, |answer, _| answer.return_url().unwrap() == "https://lms.test/dl"),
    ("answer-query-reencoded", LINK, asis, |answer, _| answer.return_url().unwrap().contains("b=+")),
    ("answer-to-presentation", LINK, asis, |answer, _| {
        answer.return_url().unwrap() == "https://lms.test/r?a=1&b=%20"
    }),
    ("answer-session-in-form", LINK, asis, |answer, _| answer.page.body.contains("name=\"session\"")),
    ("answer-iss-tool-url", LINK, asis, |answer, school| answer.claims["iss"] == school.url("")),
    ("answer-iss-from-aud", LINK, asis, |answer, _| answer.claims["iss"] == "c"),
    ("answer-aud-missing", LINK, asis, |answer, _| answer.claims.get("aud").is_none()),
    ("answer-aud-client", LINK, asis, |answer, _| answer.claims["aud"] == "client"),
    ("answer-aud-return-url", LINK, asis, |answer, _| answer.claims["aud"] == answer.return_url().unwrap()),
    ("answer-azp-foreign", LINK, asis, |answer, school| answer.claims["azp"] == school.url("")),
    ("answer-exp-missing", LINK, asis, |answer, _| answer.claims.get("exp").is_none()),
    ("answer-exp-string", LINK, asis, |answer, _| answer.claims["exp"].is_string()),
    ("answer-exp-past", LINK, asis, |answer, _| life(answer) < 0),
    ("answer-exp-day", LINK, asis, |answer, _| life(answer) == 86_400),
    ("answer-iat-missing", LINK, asis, |answer, _| answer.claims.get("iat").is_none()),
    ("answer-times-milliseconds", LINK, asis, |answer, _| life(answer) == 300_000),
    ("answer-nonce-missing", LINK, asis, |answer, _| answer.claims.get("nonce").is_none()),
    ("answer-nonce-constant", LINK, asis, |answer, _| answer.claims["nonce"] == "nonce"),
    ("answer-alg-none", LINK, asis, |answer, _| {
        answer.header["alg"] == "none" && answer.token.ends_with('.')
    }),
    ("answer-alg-hs256", LINK, asis, |answer, _| answer.header["alg"] == "HS256"),
    ("answer-alg-rs512", LINK, asis, |answer, _| answer.header["alg"] == "RS512"),
    ("answer-jwk-embedded", LINK, asis, |answer, _| answer.header["jwk"]["n"].is_string()),
    ("answer-kid-missing", LINK, asis, |answer, _| answer.header.get("kid").is_none()),
    ("answer-kid-unknown", LINK, asis, |answer, _| answer.header["kid"] == "unknown"),
    ("answer-type-lower-case", LINK, asis, |answer, _| {
        answer.claims[MESSAGE_TYPE] == "ltideeplinkingresponse"
    }),
    ("answer-type-of-request", LINK, asis, |answer, _| {
        answer.claims[MESSAGE_TYPE] == "LtiDeepLinkingRequest"
    }),
    ("answer-version-missing", LINK, asis, |answer, _| answer.claims.get(VERSION).is_none()),
    ("answer-version-number", LINK, asis, |answer, _| answer.claims[VERSION] == 1.3),
    ("answer-deployment-missing", LINK, asis, |answer, _| answer.claims.get(DEPLOYMENT_ID).is_none()),
    ("answer-deployment-client", LINK, asis, |answer, _| answer.claims[DEPLOYMENT_ID] == "client"),
    ("answer-data-missing", LINK, asis, |answer, _| answer.claims.get(DL_DATA).is_none()),
    (
        "answer-data-rewritten",
        LINK,
        |forge| forge.setting("data", "{ \"a\": 1 }"),
        |answer, _| answer.claims[DL_DATA] == "{\n  \"a\": 1\n}",
    ),
    (
        "answer-data-truncated",
        LINK,
        |forge| forge.setting("data", "x".repeat(5_000)),
        |answer, _| answer.claims[DL_DATA].as_str().unwrap().len() == 4_096,
    ),
    (
        "answer-data-trimmed",
        LINK,
        |forge| forge.setting("data", " a "),
        |answer, _| answer.claims[DL_DATA] == "a",
    ),
    ("answer-data-ascii", LINK, asis, |answer, _| {
        answer.claims[DL_DATA].as_str().unwrap().ends_with("x/+=?\"}")
    }),
    (
        "answer-data-invented",
        LINK,
        |forge| forge.setting("data", Value::Null),
        |answer, _| answer.claims.get(DL_DATA) == Some(&json!("")),
    ),
    ("answer-items-object", LINK, asis, |answer, _| answer.claims[DL_CONTENT_ITEMS].is_object()),
    ("answer-msg-html", LINK, asis, |answer, _| answer.claims[DL_MSG] == "<p>1 item was added.</p>"),
    ("answer-log-object", LINK, asis, |answer, _| answer.claims[DL_LOG].is_object()),
    ("item-type-missing", LINK, asis, |answer, _| answer.item().get("type").is_none()),
    ("item-type-old", LINK, asis, |answer, _| answer.item()["type"] == "LtiLinkItem"),
    (
        "item-type-unaccepted",
        &["html"],
        |forge| forge.setting("accept_types", json!(["html"])),
        |answer, _| answer.item()["type"] == "ltiResourceLink",
    ),
    (
        "item-two-for-one",
        LINK,
        |forge| forge.setting("accept_multiple", false),
        |answer, _| answer.items().len() == 2,
    ),
    (
        "item-media-type-ignored",
        &["file"],
        |forge| forge.setting("accept_media_types", "image/*"),
        |answer, _| answer.item()["mediaType"] == "application/pdf",
    ),
    ("item-media-type-text", &["file"], asis, |answer, _| answer.item()["mediaType"] == "text/plain"),
    (
        "item-targets-ignored",
        &["link"],
        |forge| forge.setting("accept_presentation_document_targets", json!(["window"])),
        |answer, _| answer.item()["iframe"].is_object(),
    ),
    ("item-url-relative", LINK, asis, |answer, _| answer.item()["url"] == "/activity/quiz-1"),
    ("item-width-string", LINK, asis, |answer, _| answer.item()["iframe"]["width"] == "900"),
    ("item-width-zero", LINK, asis, |answer, _| answer.item()["icon"]["width"] == 0),
    ("item-launch-not-found", LINK, asis, |answer, school| {
        answer.item()["url"] == school.url("gone/activity/quiz-1")
    }),
    ("item-custom-number", LINK, asis, |answer, _| answer.item()["custom"]["chapter"] == 3),
    ("item-custom-null", LINK, asis, |answer, _| answer.item()["custom"]["hint"].is_null()),
    ("item-maximum-missing", LINK, asis, |answer, _| line_item(answer).get("scoreMaximum").is_none()),
    ("item-maximum-zero", LINK, asis, |answer, _| line_item(answer)["scoreMaximum"] == 0),
    ("item-maximum-string", LINK, asis, |answer, _| line_item(answer)["scoreMaximum"] == "10"),
    ("item-grades-released-string", LINK, asis, |answer, _| line_item(answer)["gradesReleased"] == "true"),
    ("item-review-status-string", LINK, asis, |answer, _| {
        line_item(answer)["submissionReview"]["reviewableStatus"].is_string()
    }),
    ("item-date-not-iso", LINK, asis, |answer, _| {
        answer.item()["available"]["startDateTime"] == "24.11.2025 16:00"
    }),
    ("item-dates-reversed", LINK, asis, |answer, _| {
        let date = |name: &str| answer.item()["available"][name].as_str().unwrap().to_owned();
        date("startDateTime") > date("endDateTime")
    }),
    ("item-link-not-found", &["link"], asis, |answer, school| {
        answer.item()["url"] == school.url("gone/reading/cell")
    }),
    ("item-iframe-without-src", &["link"], asis, |answer, _| answer.item()["iframe"].get("src").is_none()),
    ("item-embed-without-html", &["link"], asis, |answer, _| answer.item()["embed"] == json!({})),
    ("item-file-not-found", &["file"], asis, |answer, school| {
        answer.item()["url"] == school.url("gone/files/worksheet.pdf")
    }),
    ("item-expires-number", &["file"], asis, |answer, _| answer.item()["expiresAt"].is_number()),
    (
        "item-html-in-text",
        &["html"],
        |forge| forge.setting("text", Value::Null),
        |answer, _| {
            answer.item().get("html").is_none() && answer.item()["text"].as_str().unwrap().starts_with("<h2>")
        },
    ),
    ("item-image-is-page", &["image"], asis, |answer, school| {
        answer.item()["url"] == school.url("reading/cell")
    }),
    ("item-title-missing", LINK, asis, |answer, _| {
        answer.item().get("title").is_none() && answer.item().get("text").is_none()
    }),
    (
        "item-line-item-unaccepted",
        LINK,
        |forge| forge.setting("accept_lineitem", false),
        |answer, _| line_item(answer).is_object(),
    ),
    ("item-iframe-with-src", LINK, asis, |answer, _| answer.item()["iframe"]["src"].is_string()),
    ("answer-claim-bare", LINK, asis, |answer, _| answer.claims["picker"] == "homeroom"),
];

#[actix_web::test]
async fn each_defect_spoils_the_answer_as_it_says() {
    let correct = School::open().await;
    for (defect, picks, spoil, is_broken) in ANSWERS {
        assert!(!is_broken(&correct.pick(picks, spoil).await, &correct), "a correct tool is not {defect}");
        let school = School::with_defects(&[defect]).await;
        let answer = school.pick(picks, spoil).await;
        assert!(is_broken(&answer, &school), "{defect}: {} {}", answer.claims, answer.page.body);
        school.tool.stop().await;
    }
}

fn field(answer: &Answer) -> String {
    answer.page.attribute("form#answer input", "name").unwrap()
}

fn life(answer: &Answer) -> i64 {
    let time = |name: &str| answer.claims[name].as_i64().unwrap_or_default();
    time("exp") - time("iat")
}

fn line_item(answer: &Answer) -> &Value {
    &answer.item()["lineItem"]
}

#[actix_web::test]
async fn an_answer_with_another_key_does_not_verify() {
    let school = School::with_defects(&["answer-other-key"]).await;
    assert_eq!(school.pick(LINK, asis).await.is_signed_by(&school).await, Some(false));
}

#[actix_web::test]
async fn without_an_answer_the_user_stays_with_the_tool() {
    for (defect, act) in [("answer-none-on-cancel", "cancel"), ("answer-none-on-failure", "fail")] {
        let school = School::with_defects(&[defect]).await;
        for other in ["add", "cancel", "fail"] {
            let mut browser = Browser::new();
            let picker = school.picker(&mut browser, asis).await;
            let answer = school.choose(&mut browser, &picker, &[], other).await;
            assert_eq!(answer.return_url().is_none(), act == other, "{defect} {other}");
        }
    }
}

#[actix_web::test]
async fn one_picker_in_a_session_mixes_up_its_answers() {
    for (defects, first) in [(&[][..], "one"), (&["picker-last-wins"], "two")] {
        let (school, mut browser) = (School::with_defects(defects).await, Browser::new());
        let older = school.picker(&mut browser, |forge| forge.setting("data", "one")).await;
        let newer = school.picker(&mut browser, |forge| forge.setting("data", "two")).await;
        assert_eq!(school.choose(&mut browser, &newer, LINK, "add").await.claims[DL_DATA], "two");
        assert_eq!(school.choose(&mut browser, &older, LINK, "add").await.claims[DL_DATA], first);
    }
}

#[actix_web::test]
async fn unescaped_data_ends_at_its_first_quotation_mark() {
    let school = School::with_defects(&["answer-data-unescaped"]).await;
    let mut browser = Browser::new();
    let page = school.ask(&mut browser, |forge| forge.setting("data", "a\"></form><b>c")).await;
    assert_eq!(page.attribute("input[name=data]", "value").unwrap(), "a");
    assert!(page.body.contains("<b>c"));
    let picker = school.url(page.attribute("form#pick", "action").unwrap().trim_start_matches('/'));
    let answer = browser.post(&picker, &[("do", "add"), ("data", "a")]).await;
    assert_eq!(Answer::read(answer).claims[DL_DATA], "a");
}

#[actix_web::test]
async fn what_is_said_without_a_choice_is_spoilt_too() {
    let school = School::with_defects(&["answer-errormsg-object", "answer-items-on-cancel"]).await;
    let mut browser = Browser::new();
    let picker = school.picker(&mut browser, asis).await;
    let failed = school.choose(&mut browser, &picker, &[], "fail").await;
    assert!(failed.claims[DL_ERRORMSG].is_object() && failed.claims[DL_ERRORLOG].is_object());
    let picker = school.picker(&mut browser, asis).await;
    assert_eq!(school.choose(&mut browser, &picker, &[], "cancel").await.items().len(), 5);
}

#[actix_web::test]
async fn a_title_that_is_not_escaped_leaves_its_field() {
    for (defects, escaped) in [(&[][..], true), (&["picker-title-unescaped"], false)] {
        let school = School::with_defects(defects).await;
        let page = school.ask(&mut Browser::new(), |forge| forge.setting("title", "\"><b>x")).await;
        assert_eq!(page.body.contains("&lt;b&gt;x"), escaped);
        assert_eq!(page.body.contains("<b>x"), !escaped);
    }
}

#[actix_web::test]
async fn a_tool_that_takes_its_link_for_created_refuses_all_others_until_it_is_opened() {
    for (defects, taken) in [(&[][..], true), (&["item-taken-for-created"], false)] {
        let (school, mut browser) = (School::with_defects(defects).await, Browser::new());
        assert!(school.launch(&mut browser, asis).await.is_accepted());
        school.pick(LINK, asis).await;
        assert_eq!(school.launch(&mut browser, asis).await.is_accepted(), taken);
        let returned = school.url("activity/quiz-1");
        assert!(
            school.launch(&mut browser, |forge| forge.set(TARGET_LINK_URI, returned)).await.is_accepted()
        );
        assert!(school.launch(&mut browser, asis).await.is_accepted());
        assert!(school.launch(&mut browser, |forge| forge.set("sub", "u-2")).await.is_accepted());
    }
}
