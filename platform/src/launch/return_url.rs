//! Where a tool sends the person back to, with up to four messages (RET-001).

use homeroom_vocab::return_url as name;

use super::request::Request;
use crate::campus::Campus;
use crate::domain::edge::quoted;
use crate::domain::finding::{Finding, Level};
use crate::domain::launch::{Launch, Returned};

/// Longer messages are cut: they come from anywhere, and are kept.
const LONGEST: usize = 4000;

/// Reads the messages of a query string.
pub(crate) fn read(query: &str) -> Returned {
    let request = Request::parse(query.as_bytes());
    let message = |name: &str| request.get(name).map(|text| text.chars().take(LONGEST).collect());
    Returned {
        lti_msg: message(name::LTI_MSG),
        lti_errormsg: message(name::LTI_ERRORMSG),
        lti_log: message(name::LTI_LOG),
        lti_errorlog: message(name::LTI_ERRORLOG),
    }
}

/// Notes on the launch what the tool said; the page shows it, and the journal holds the exchange.
pub(crate) fn note(campus: &Campus, launch: &Launch, returned: &Returned) {
    let id = &launch.ticket.id;
    campus.launches().returned(id, returned.clone());
    campus.launches().note(id, findings(returned));
}

/// Each message as a remark, so that the story tells it where it happened.
fn findings(returned: &Returned) -> Vec<Finding> {
    let messages = [
        (name::LTI_MSG, &returned.lti_msg, "the tool says this to the person"),
        (name::LTI_ERRORMSG, &returned.lti_errormsg, "the tool failed and says this to the person"),
        (name::LTI_LOG, &returned.lti_log, "the tool wants this in the log"),
        (name::LTI_ERRORLOG, &returned.lti_errorlog, "the tool failed and wants this in the log"),
    ];
    messages
        .into_iter()
        .filter_map(|(name, text, cause)| Some(remark(name, text.as_deref()?, cause)))
        .collect()
}

fn remark(name: &str, text: &str, cause: &str) -> Finding {
    Finding {
        requirement: "RET-002".into(),
        level: Level::Note,
        expected: "perhaps a message".to_owned(),
        actual: quoted(text),
        r#where: format!("return URL, {name}"),
        cause: cause.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_messages_are_told_apart() {
        let returned = read("a=1&lti_msg=done&lti_errorlog=%3Cb%3E&lti_log=");
        assert_eq!(returned.lti_msg.as_deref(), Some("done"));
        assert_eq!(returned.lti_errorlog.as_deref(), Some("<b>"));
        assert_eq!((returned.lti_log.clone(), returned.lti_errormsg.clone()), (None, None));
        assert_eq!(findings(&returned).len(), 2);
    }
}
