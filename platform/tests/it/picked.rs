//! A good answer: what is placed, how it is launched, what the tool said, and that it lasts.

use reqwest::StatusCode;
use serde_json::json;

use crate::picker::{Picker, Tool};
use crate::support::{dl, lti, payload, text};

#[tokio::test]
async fn every_type_of_item_lands_in_the_course() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let answer = picker.send(&picker.answer(json!({dl("content_items"): tool.items()}))).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{}", answer.text().await.unwrap());
    let read = picker.launch.read().await;
    assert_eq!(read["findings"], json!([]), "{read:#}");
    let answer = &read["deep_linking"]["answer"];
    assert_eq!(answer["accepted"], true);
    assert!(answer["items"].as_array().unwrap().iter().all(|item| item["placed"].is_string()), "{answer:#}");
    let content = lms.get("/api/content?course=algebra-1").await;
    let types: Vec<&str> =
        content.as_array().unwrap().iter().map(|item| item["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["link", "file", "html", "image"]);
    assert_eq!(content[1]["file"], json!({"media_type": "application/pdf", "bytes": 8}));
    let links = lms.get("/api/links").await;
    let placed = &answer["items"][0]["placed"];
    let link = links.as_array().unwrap().iter().find(|link| link["id"] == *placed).unwrap();
    assert_eq!((&link["title"], &link["custom"]["chapter"]), (&json!("Week 1 quiz"), &json!("3")));
    assert_eq!(link["line_item"]["score_maximum"], 10.0);
    assert_eq!(
        (&link["line_item"]["resource_id"], &link["line_item"]["tag"]),
        (&json!("quiz-42"), &json!("grade"))
    );
    assert_eq!(link["submission"]["endDateTime"], "2025-12-01T22:00:00Z");
    assert_eq!((&link["iframe"]["width"], &link["window"]["targetName"]), (&json!(800), &json!("quiz")));
}

#[tokio::test]
async fn a_placed_link_launches_with_its_own_address_size_and_custom_parameters() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    picker.send(&picker.answer(json!({dl("content_items"): tool.items()}))).await;
    let placed = text(&picker.launch.read().await["deep_linking"]["answer"]["items"][0], "placed");
    let launch = lms.prepare(json!({"link": placed})).await;
    assert!(launch.login("target_link_uri").unwrap().ends_with("/activity/42"));
    let claims = payload(launch.answered().await.get("id_token").unwrap());
    assert!(text(&claims, &lti("target_link_uri")).ends_with("/activity/42"));
    assert_eq!(claims[lti("resource_link")]["title"], "Week 1 quiz");
    let custom =
        json!({"chapter": "3", "due": "2025-12-01T22:00:00Z", "from": "2025-11-24T08:00:00Z", "no": ""});
    assert_eq!(claims[lti("custom")], custom);
    assert_eq!(claims[lti("launch_presentation")]["width"], 800);
    let window = json!({"link": placed, "options": {"document_target": "window"}});
    assert_eq!(lms.payload(window).await[lti("launch_presentation")]["width"], 700);
}

#[tokio::test]
async fn a_resource_link_without_an_address_opens_where_the_tool_begins() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    picker.send(&picker.answer(json!({dl("content_items"): [{"type": "ltiResourceLink"}]}))).await;
    let placed = text(&picker.launch.read().await["deep_linking"]["answer"]["items"][0], "placed");
    let launch = lms.prepare(json!({"link": placed})).await;
    assert_eq!(launch.login("target_link_uri"), Some("http://tool.localhost:9/"));
}

#[tokio::test]
async fn a_hundred_kilobytes_of_awkward_data_come_back_byte_for_byte() {
    let (tool, lms) = Tool::start().await;
    let data = "{\"csrf\":\"x/+= é漢\u{1f600}\"}\r\n\t</form><script>'\"&amp;".repeat(2_500);
    assert!(data.len() > 100_000);
    let picker = Picker::open(&lms, &tool, json!({"data": data})).await;
    assert_eq!(picker.settings()["data"], json!(data));
    assert_eq!(picker.send(&picker.answer(json!({}))).await.status(), StatusCode::SEE_OTHER);
    let picker = Picker::open(&lms, &tool, json!({"data": data})).await;
    let bent = picker.answer(json!({dl("data"): data.replace("\r\n", "\n")}));
    assert_eq!(picker.send(&bent).await.status(), StatusCode::BAD_REQUEST);
    let finding = &picker.launch.read().await["findings"][0];
    assert!(text(finding, "actual").contains("the same up to byte"), "{finding}");
}

#[tokio::test]
async fn what_the_tool_says_is_kept_and_html_is_clean() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let claims = json!({dl("msg"): "m", dl("log"): "l", dl("errormsg"): "em", dl("errorlog"): "el",
        dl("content_items"): [{"type": "html", "html": "<p onclick=x>a</p><script>b</script>"},
            {"type": "link", "url": "https://t.example/", "embed": {"html": "<iframe src='https://t.example/'></iframe><script>b</script>"}}]});
    picker.send(&picker.answer(claims)).await;
    let answer = picker.launch.read().await["deep_linking"]["answer"].clone();
    let said: Vec<&str> =
        ["msg", "log", "errormsg", "errorlog"].iter().map(|name| answer[name].as_str().unwrap()).collect();
    assert_eq!(said, ["m", "l", "em", "el"]);
    let content = lms.get("/api/content?course=algebra-1").await;
    assert_eq!(content[0]["html"], "<p>a</p>");
    assert_eq!(content[1]["html"], "<iframe src=\"https://t.example/\"></iframe>");
}

#[tokio::test]
async fn a_picker_that_was_cancelled_places_nothing() {
    let (tool, lms) = Tool::start().await;
    for items in [json!(null), json!([])] {
        let picker = Picker::open(&lms, &tool, json!({})).await;
        let answer = picker.send(&picker.answer(json!({dl("content_items"): items}))).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let answer = &picker.launch.read().await["deep_linking"]["answer"];
        assert_eq!((&answer["accepted"], &answer["items"]), (&json!(true), &json!([])));
    }
}

#[tokio::test]
async fn the_answer_is_part_of_the_journal_and_of_its_launch() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    picker.send(&picker.answer(json!({}))).await;
    let read = lms.get(&format!("/api/exchanges?kind=deep_linking&launch={}", picker.launch.id)).await;
    let exchanges = read["exchanges"].as_array().unwrap();
    assert_eq!((exchanges.len(), &exchanges[0]["status"]), (1, &json!(303)));
    assert!(exchanges[0]["request_body"].as_str().unwrap().starts_with("JWT="));
}

#[tokio::test]
async fn the_course_whose_content_is_asked_for_has_to_be_named_and_known() {
    let lms = crate::support::Lms::start().await;
    for path in ["/api/content", "/api/content?course=none", "/api/content?cuorse=x"] {
        let answer = lms.http.get(lms.url(path)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
}

#[tokio::test]
async fn the_person_sees_what_came_back_and_the_course_shows_it() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let claims = picker.answer(json!({dl("content_items"): tool.items(), dl("msg"): "<b>5</b> items"}));
    let answer = picker.send(&claims).await;
    let to = answer.headers()["location"].to_str().unwrap().to_owned();
    let page = |path: String| async { lms.http.get(path).send().await.unwrap().text().await.unwrap() };
    let seen = page(format!("{}{to}", lms.base())).await;
    assert!(seen.contains("5 placed") && seen.contains("&lt;b&gt;5&lt;/b&gt; items"), "{seen}");
    let course = page(lms.url("/courses/algebra-1")).await;
    for shown in [
        "graded: Quiz 1, 10 points",
        "from 2025-11-24T08:00:00Z until 2025-12-01T22:00:00Z",
        "Worksheet",
        "8 bytes",
        "/cell.png",
    ] {
        assert!(course.contains(shown), "{shown}: {course}");
    }
    let html = scraper::Html::parse_document(&course);
    let frame = html.select(&crate::support::selector("iframe[srcdoc]")).next().unwrap();
    assert!(frame.attr("srcdoc").unwrap().contains("<h2>Read this first</h2>"));
    assert!(!frame.attr("sandbox").unwrap().contains("script"));
    let story = page(lms.url(&format!("/admin/launches/{}", picker.launch.id))).await;
    assert!(story.contains("id=\"token-2\""), "{story}");
    assert!(story.contains("answer to launch-"), "the answer stands decoded in the story");
    let read = picker.launch.read().await;
    let link = text(&read["deep_linking"]["answer"]["items"][1], "placed");
    let item = page(lms.url(&format!("/courses/algebra-1/content/{link}"))).await;
    assert!(item.contains("/embed/reading") && item.contains("width=\"560\""), "{item}");
}
