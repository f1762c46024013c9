use super::{Screen, Unable};

fn screen(source: &str) -> Screen {
    Screen::parse(&"http://localhost:3000/picker/1".parse().unwrap(), source)
}

/// Clicks one after the other; the body of the request that the last one makes.
fn sent(screen: &mut Screen, clicks: &[&str]) -> String {
    let mut last = None;
    for click in clicks {
        last = screen.click(click).unwrap();
    }
    String::from_utf8(last.unwrap().body().to_vec()).unwrap()
}

const PICKER: &str = "<form id=pick method=post>\
    <input type=checkbox name=item value=a id=a><label for=b>B</label><input type=checkbox name=item value=b id=b>\
    <label id=c>C <input type=checkbox name=item value=c checked></label>\
    <input type=radio name=r value=1 id=r1 checked><input type=radio name=r value=2 id=r2>\
    <input id=title name=title value=Old><textarea id=text name=text>old</textarea>\
    <select id=s name=s><option value=x>Ex<option id=y value=y>Why</select>\
    <button id=add name=do value=add><b>Add</b></button><button id=cancel name=do value=cancel formaction=/no>No</button>\
    <button id=off name=do disabled>Off</button><button id=js type=button>Js</button></form>\
    <button id=out form=pick name=do value=out>Out</button><a id=link href=../x?y=1><i>there</i></a>";

#[test]
fn a_person_chooses_types_and_presses_a_button() {
    let mut page = screen(PICKER);
    page.fill("#title", "New & better").unwrap();
    page.fill("#text", "line\nnext").unwrap();
    page.fill("#s", "Why").unwrap();
    let body = sent(&mut page, &["#a", "label[for=b]", "#c", "#r2", "#add b"]);
    assert_eq!(body, "item=a&item=b&r=2&title=New+%26+better&text=line%0D%0Anext&s=y&do=add");
}

#[test]
fn a_second_click_takes_a_choice_back() {
    assert!(sent(&mut screen(PICKER), &["#a", "#a", "#add"]).starts_with("item=c&"));
}

#[test]
fn a_button_sends_itself_and_may_lead_elsewhere() {
    let request = screen(PICKER).click("#cancel").unwrap().unwrap();
    assert_eq!(request.url.as_str(), "http://localhost:3000/no");
    assert!(sent(&mut screen(PICKER), &["#cancel"]).ends_with("do=cancel"));
    assert!(sent(&mut screen(PICKER), &["#out"]).ends_with("do=out"));
}

#[test]
fn a_form_is_sent_by_its_first_button_or_without_any() {
    let body = |page: &str, selector| {
        String::from_utf8(screen(page).submit(selector).unwrap().body().to_vec()).unwrap()
    };
    assert!(body(PICKER, "#pick").ends_with("do=add"));
    assert_eq!(body("<form method=post><input id=q name=q value=1></form>", "#q"), "q=1");
}

#[test]
fn a_link_is_followed_from_its_page() {
    let request = screen(PICKER).click("#link i").unwrap().unwrap();
    assert_eq!(request.url.as_str(), "http://localhost:3000/x?y=1");
    assert_eq!(request.initiator.unwrap().path(), "/picker/1");
}

#[test]
fn what_a_person_cannot_do_is_told() {
    let told = |selector: &str| screen(PICKER).click(selector).unwrap_err().to_string();
    assert_eq!(screen(PICKER).click("#none").unwrap_err(), Unable::NotFound("#none".to_owned()));
    assert_eq!(told("#off"), "`#off` is disabled");
    assert!(told("#js").contains("only a script"));
    assert!(told("form").contains("nothing to click"));
    assert!(screen(PICKER).fill("#a", "x").unwrap_err().to_string().contains("clicked"));
    assert!(screen(PICKER).fill("#s", "Zet").unwrap_err().to_string().contains("no option `Zet`"));
    assert!(
        screen("<a id=x href='javascript:y()'>").click("#x").unwrap_err().to_string().contains("no page")
    );
    assert!(screen("<p id=x>").submit("#x").unwrap_err().to_string().contains("no form"));
}

#[test]
fn a_form_that_lacks_what_it_requires_is_not_sent() {
    let page = "<form method=post><input name=t required><button id=b>Go</button><button id=d formnovalidate>Draft</button></form>";
    assert!(screen(page).click("#b").unwrap_err().to_string().contains("required field `t`"));
    assert!(screen(page).click("#d").is_ok());
    let mut filled = screen(page);
    filled.fill("[name=t]", "x").unwrap();
    assert_eq!(sent(&mut filled, &["#b"]), "t=x");
}
