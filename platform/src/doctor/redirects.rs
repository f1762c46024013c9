//! Is somebody at each redirect URI, and by which method?

use super::answer::Answer;
use super::check::Check;
use crate::domain::registration::Registration;
use crate::journal::fetch::Errand;

/// More redirect URIs than that are not asked.
const ASKED: usize = 10;

/// What came from one of them.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) uri: String,
    pub(super) by_post: Option<Answer>,
    pub(super) by_get: Option<Answer>,
}

/// Asks each one by both methods, with nothing in it.
pub(super) async fn ask(errand: Errand<'_>, tool: &Registration) -> Vec<Asked> {
    let mut all = Vec::new();
    for uri in tool.redirect_uris.iter().take(ASKED) {
        let uri = uri.as_str();
        let (by_post, by_get) =
            tokio::join!(Answer::to_post(errand, uri, String::new()), Answer::to_get(errand, uri));
        all.push(Asked { uri: uri.to_owned(), by_post, by_get });
    }
    all
}

/// Where nothing answers a login either, that is what to mend first.
pub(super) fn look(asked: &[Asked], silent: bool) -> Vec<Check> {
    asked.iter().map(|asked| one(asked, silent)).collect()
}

/// An empty form is no launch: the tool may say so as it likes, as long as it takes a POST there.
fn one(asked: &Asked, silent: bool) -> Check {
    let what = format!("Redirect URI `{}`", asked.uri);
    let expected = "a refusal of an empty POST (4xx), or a page";
    let Some(post) = &asked.by_post else {
        return Check::passed(what, expected, "no web address")
            .failed("Mend the redirect URIs of the registration.");
    };
    let get = asked.by_get.as_ref().map_or(0, |answer| answer.hop.status);
    let came = format!("POST: {}; GET: {get}", post.told());
    let check = Check::passed(what, expected, came).seen_in(post.number);
    match post.hop.status {
        0 if silent => Check::open(check.what, "nothing answers here; see the login"),
        0 => check.failed("Start what answers there, or take it out of the redirect URIs."),
        404 | 405 | 501 => check.failed(
            "The id_token is posted there: let the tool take a POST, or take the address out of the redirect URIs.",
        ),
        500.. => check.warned("Look into the log of the tool: what is no launch breaks it."),
        _ => check,
    }
}

#[cfg(test)]
mod tests {
    use super::super::answer::tests::answer;
    use super::super::check::State;
    use super::*;

    #[test]
    fn an_empty_post_may_be_refused_but_not_unknown() {
        let state = |status| {
            let post = answer("http://t/launch", status, &[], "");
            one(&Asked { uri: "http://t/launch".into(), by_get: None, by_post: Some(post) }, false).state
        };
        assert_eq!([200, 401, 302].map(state), [State::Passed; 3]);
        assert_eq!([404, 405, 0].map(state), [State::Failed; 3]);
        assert_eq!(state(500), State::Warned);
    }
}
