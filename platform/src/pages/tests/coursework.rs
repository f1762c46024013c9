//! Courses, links and pages as people make and change them, and campuses side by side.

use serde_json::{Value, json};

use super::browser::{Browser, Seen};

const COURSE: &str = "/main/courses/algebra-1";

/// The links of a course in the order of its page.
fn order(page: &Seen) -> Vec<String> {
    let launch = scraper::Selector::parse("form[action$='/launch']").unwrap();
    let html = page.parsed();
    let actions = html.select(&launch).filter_map(|form| form.value().attr("action"));
    actions.map(|action| action.rsplit('/').nth(1).unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_campus_is_made_on_the_first_page_and_stands_beside_the_others() {
    let mut browser = Browser::open().await;
    let made = browser.submit("/", "/campuses", &[("name", "north"), ("content", "seeded")]).await;
    assert_eq!(made.to.as_deref(), Some("/north/"), "{}", made.html);
    assert!(browser.get("/north/").await.text("#courses ~ *, main").contains("Algebra I"));
    let both = browser.get("/").await;
    let first = both.text("main");
    assert!(first.contains("/north") && first.contains("My tool") && first.contains("12 people"), "{first}");
    for (name, why) in
        [("north", "a name that no campus has"), ("North 2", "a lower-case letter"), ("api", "platform")]
    {
        let refused = browser.submit("/", "/campuses", &[("name", name), ("content", "empty")]).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.attribute("#f-name", "value"), name);
        assert!(refused.text("#f-name-error").contains(why), "{}", refused.html);
    }
    assert_eq!(browser.post("/campuses", &[("name", "south")]).await.status, 403, "without the token");
    let empty = browser.submit("/", "/campuses", &[("name", "south"), ("content", "empty")]).await;
    assert!(browser.get(empty.to.as_deref().unwrap()).await.text("main").contains("Register a tool"));
}

#[tokio::test]
async fn a_course_is_made_changed_and_removed() {
    let mut browser = Browser::open().await;
    let fields =
        [("title", "Chemistry"), ("label", "CHE-1"), ("id", "chem"), ("teach", "true"), ("type", "x")];
    let wrong = browser.submit("/main/courses/new", "/main/courses", &fields).await;
    assert_eq!((wrong.status, wrong.attribute("#f-title", "value").as_str()), (422, "Chemistry"));
    assert!(wrong.text("#f-type-error").contains("context type"), "{}", wrong.html);
    let made = browser.submit("/main/courses/new", "/main/courses", &fields[..4]).await;
    assert_eq!(made.to.as_deref(), Some("/main/courses/chem"));
    assert!(browser.get("/main/courses/chem").await.text(".lead").contains("Ada Teacher, Instructor"));
    for taken in ["chem", "new"] {
        let refused = browser.submit("/main/courses/new", "/main/courses", &[("id", taken)]).await;
        assert_eq!(refused.status, 422, "{taken}");
    }
    let edit = "/main/courses/chem/edit";
    let saved = browser.submit(edit, edit, &[("title", "Chemistry II"), ("page_size", "7")]).await;
    assert_eq!(saved.to.as_deref(), Some("/main/courses/chem"), "{}", saved.html);
    let all = browser.api("GET", "courses", Value::Null).await;
    let chem = all.as_array().unwrap().iter().find(|course| course["id"] == "chem").unwrap();
    assert_eq!(
        (&chem["title"], &chem["page_size"], &chem["label"]),
        (&json!("Chemistry II"), &json!(7), &Value::Null)
    );
    let remove = "/main/courses/chem/remove";
    assert!(browser.get(remove).await.text("main").contains("the places of 1 person"));
    let gone = browser.submit(remove, remove, &[]).await;
    assert_eq!(gone.to.as_deref(), Some("/main/"));
    assert_eq!(browser.get("/main/courses/chem").await.status, 404);
}

#[tokio::test]
async fn a_form_that_another_tab_has_overtaken_changes_nothing_until_it_is_sent_again() {
    let mut browser = Browser::open().await;
    let edit = "/main/courses/algebra-1/edit";
    let old = browser.get(edit).await;
    browser.submit(edit, edit, &[("title", "Algebra II")]).await;
    let (csrf, seen) =
        (old.attribute("input[name=csrf]", "value"), old.attribute("input[name=seen]", "value"));
    let late = browser.post(edit, &[("csrf", &csrf), ("seen", &seen), ("title", "Mine")]).await;
    assert_eq!((late.status, late.attribute("#f-title", "value").as_str()), (409, "Mine"));
    assert!(late.text("[role=alert]").contains("Algebra II"), "{}", late.html);
    let newer = late.attribute("input[name=seen]", "value");
    let again = browser.post(edit, &[("csrf", &csrf), ("seen", &newer), ("title", "Mine")]).await;
    assert_eq!(again.to.as_deref(), Some(COURSE));
}

#[tokio::test]
async fn a_link_is_made_with_everything_that_a_launch_tells() {
    let mut browser = Browser::open().await;
    let new = format!("{COURSE}/links/new");
    let tool = browser.get(&new).await.attribute("#f-tool option", "value");
    let wrong = browser
        .submit(
            &new,
            &format!("{COURSE}/links"),
            &[("tool", &tool), ("available_end", "soon"), ("title", "Exam")],
        )
        .await;
    assert_eq!((wrong.status, wrong.attribute("#f-available_end", "value").as_str()), (422, "soon"));
    let fields = [
        ("tool", tool.as_str()),
        ("title", "Exam"),
        ("points", "20"),
        ("submission_end", "2030-01-31T08:00"),
        ("iframe_height", "400"),
        ("custom", "due=$ResourceLink.submission.endDateTime"),
    ];
    let made = browser.submit(&new, &format!("{COURSE}/links"), &fields).await;
    assert_eq!(made.to.as_deref(), Some(COURSE), "{}", made.html);
    let all = browser.api("GET", "links", Value::Null).await;
    let link = all.as_array().unwrap().iter().find(|link| link["title"] == "Exam").unwrap().clone();
    assert_eq!(link["submission"]["endDateTime"], "2030-01-31T08:00:00Z");
    assert_eq!((&link["iframe"]["height"], &link["line_item"]["score_maximum"]), (&json!(400), &json!(20.0)));
    let edit = format!("{COURSE}/links/{}/edit", link["id"].as_str().unwrap());
    let form = browser.get(&edit).await;
    assert_eq!(form.attribute("#f-submission_end", "value"), "2030-01-31T08:00");
    assert!(form.text("main").contains("Exam, 20 points"), "{}", form.html);
    let saved = browser.submit(&edit, &edit, &[("title", "Exam II"), ("window_name", "exam")]).await;
    assert_eq!(saved.to.as_deref(), Some(COURSE), "{}", saved.html);
    let all = browser.api("GET", "links", Value::Null).await;
    let link = all.as_array().unwrap().iter().find(|link| link["title"] == "Exam II").unwrap().clone();
    assert_eq!((&link["submission"], &link["window"]["targetName"]), (&Value::Null, &json!("exam")));
}

#[tokio::test]
async fn parameters_that_nobody_touched_survive_a_change_of_the_title() {
    let mut browser = Browser::open().await;
    let custom = json!({"a": "one\nb=two", "c": " padded ", "d": "$User.id"});
    let link = json!({"id": "torn", "course": "algebra-1", "client_id": "tool", "custom": custom.clone()});
    browser.api("POST", "links", link).await;
    let edit = format!("{COURSE}/links/torn/edit");
    let shown = browser.get(&edit).await.typed("#f-custom");
    let saved = browser.submit(&edit, &edit, &[("title", "Other"), ("custom", &shown)]).await;
    assert_eq!(saved.to.as_deref(), Some(COURSE), "{}", saved.html);
    let all = browser.api("GET", "links", Value::Null).await;
    let link = all.as_array().unwrap().iter().find(|link| link["id"] == "torn").unwrap();
    assert_eq!((&link["title"], &link["custom"]), (&json!("Other"), &custom));
}

#[tokio::test]
async fn a_closed_link_opens_for_teachers_only_and_tells_learners_when() {
    let mut browser = Browser::open().await;
    for (id, period, told) in [
        ("later", json!({"startDateTime": "2999-01-01T00:00:00Z"}), "This opens"),
        ("over", json!({"endDateTime": "2001-01-01T00:00:00Z"}), "This closed"),
    ] {
        let link = json!({"id": id, "course": "algebra-1", "client_id": "tool", "available": period});
        browser.api("POST", "links", link).await;
        let launch = format!("{COURSE}/links/{id}/launch");
        browser.submit(COURSE, "/main/courses/act-as", &[("person", "ada")]).await;
        let teacher = browser.submit(COURSE, &launch, &[("target", "iframe")]).await;
        assert!(teacher.to.as_deref().unwrap().contains("/launches/"), "{id}");
        browser.submit(COURSE, "/main/courses/act-as", &[("person", "ben")]).await;
        let learner = browser.submit(COURSE, &launch, &[("target", "window")]).await;
        assert_eq!(learner.status, 403, "{id}");
        assert!(learner.text("main").contains(told), "{}", learner.html);
    }
    let course = browser.get(COURSE).await.text("main");
    assert!(course.contains("not open yet") && course.contains("closed"), "{course}");
    let first = browser.get("/main/").await.attribute(".steps form", "action");
    assert!(first.ends_with("/links/quiz/launch"), "the first step is one that can be done: {first}");
}

#[tokio::test]
async fn links_move_past_each_other_and_new_ones_come_last() {
    let mut browser = Browser::open().await;
    let link = |id: &str| json!({"id": id, "course": "algebra-1", "client_id": "tool"});
    browser.api("POST", "links", link("b")).await;
    browser.api("POST", "links", link("c")).await;
    let up = format!("{COURSE}/links/c/move");
    browser.submit(COURSE, &up, &[("way", "up")]).await;
    assert_eq!(order(&browser.get(COURSE).await), ["quiz", "c", "b"]);
    browser.api("POST", "links", link("d")).await;
    let down = format!("{COURSE}/links/quiz/move");
    browser.submit(COURSE, &down, &[("way", "down")]).await;
    assert_eq!(order(&browser.get(COURSE).await), ["c", "quiz", "b", "d"]);
    assert_eq!(browser.submit(COURSE, &down, &[("way", "sideways")]).await.status, 422);
}

#[tokio::test]
async fn a_copy_is_made_on_a_page_and_names_what_it_is_a_copy_of() {
    let mut browser = Browser::open().await;
    let copy = format!("{COURSE}/copy");
    let taken = browser.submit(&copy, &copy, &[("id", "biology"), ("title", "Mine")]).await;
    assert_eq!((taken.status, taken.attribute("#f-title", "value").as_str()), (422, "Mine"));
    let made = browser.submit(&copy, &copy, &[("id", "algebra-2"), ("title", ""), ("teach", "true")]).await;
    assert_eq!(made.to.as_deref(), Some("/main/courses/algebra-2"), "{}", made.html);
    let page = browser.get("/main/courses/algebra-2").await;
    assert_eq!(page.text("h1"), "Algebra I");
    assert!(page.text("main").contains("A copy of algebra-1") && page.text(".lead").contains("Instructor"));
    assert_eq!(order(&page).len(), 1);
}

#[tokio::test]
async fn a_page_is_written_block_by_block() {
    let mut browser = Browser::open().await;
    let made = browser
        .submit(&format!("{COURSE}/pages/new"), &format!("{COURSE}/pages"), &[("title", "Week 1")])
        .await;
    let edit = made.to.unwrap();
    let page = edit.trim_end_matches("/edit").to_owned();
    let blocks = format!("{page}/blocks");
    let empty = browser.submit(&edit, &blocks, &[("text", "  ")]).await;
    assert_eq!(empty.status, 422);
    let first = browser.submit(&edit, &blocks, &[("text", "One <b>\r\n\r\nTwo")]).await.to.unwrap();
    let first = first.rsplit("#block-").next().unwrap().to_owned();
    browser.submit(&edit, &blocks, &[("embed", "link=quiz")]).await;
    let read = browser.get(&page).await;
    assert_eq!(read.text(".written > p"), "One <b>");
    assert_eq!(read.attribute(".written iframe", "src"), format!("{page}/open/quiz"));
    let act = format!("{blocks}/{first}");
    browser.submit(&edit, &act, &[("way", "down")]).await;
    let moved = browser.get(&page).await.html;
    assert!(moved.find("<iframe").unwrap() < moved.find("One").unwrap());
    let saved = browser.submit(&edit, &act, &[("act", "save"), ("text", "New")]).await;
    assert_eq!(saved.status, 303, "{}", saved.html);
    let csrf = browser.get(&edit).await.attribute("input[name=csrf]", "value");
    let late =
        browser.post(&act, &[("csrf", &csrf), ("seen", "old"), ("act", "save"), ("text", "Mine")]).await;
    assert_eq!(late.status, 409);
    assert_eq!(late.text(&format!("#f-text-{first}")), "Mine");
    browser.submit(&edit, &act, &[("act", "remove")]).await;
    assert_eq!(browser.post(&act, &[("csrf", &csrf), ("act", "remove")]).await.status, 404);
    let gone = browser.submit(&format!("{page}/remove"), &format!("{page}/remove"), &[]).await;
    assert_eq!(gone.to.as_deref(), Some(COURSE));
    assert!(browser.get(COURSE).await.html.contains("links/quiz/launch"), "the link is in the course again");
}
