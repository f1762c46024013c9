//! A teacher picks content.

use homeroom_vocab::claim;

use crate::support::School;
use crate::support::browser::Browser;

#[actix_web::test]
async fn a_picked_item_goes_back_signed_to_the_platform_that_asked() {
    let school = School::open().await;
    let answer = school.pick(&["resource-link"], |_| ()).await;
    assert_eq!(answer.page.status, 200, "{}", answer.page.body);
    assert_eq!(answer.return_url().unwrap(), "https://lms.test/dl?a=1&b=%20&c=+");
    assert_eq!(answer.is_signed_by(&school).await, Some(true));
    assert_eq!(answer.claims["iss"], "client");
    assert_eq!(answer.claims["aud"], school.main.issuer);
    assert_eq!(answer.claims[claim::DL_DATA], "opaque {\"csrf\":\"x/+=é\"}");
    assert_eq!(answer.items().len(), 1);
    assert_eq!(answer.item()["type"], "ltiResourceLink");
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
