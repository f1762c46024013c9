//! Scores that the tool posts (AGS-061..066, AGS-069..071, AGS-083).

use serde_json::Value;

use super::super::answer::{Not, Ruling, broken};
use super::call::Call;
use super::evidence::Evidence;
use super::media::told;
use super::time::{Point, point};

const ACTIVITY: &[&str] = &["Initialized", "Started", "InProgress", "Submitted", "Completed"];
const GRADING: &[&str] = &["FullyGraded", "Pending", "PendingManual", "Failed", "NotReady"];

/// What stands in roles of people who do not learn in a course.
const STAFF: &[&str] = &["Instructor", "Administrator", "ContentDeveloper", "Mentor", "Manager", "Officer"];

pub(super) fn user(call: &Call, evidence: &Evidence) -> Ruling {
    let sent = call.body()?.get("userId");
    let Some(user) = sent.and_then(Value::as_str).filter(|user| !user.is_empty()) else {
        return Err(broken("the LTI user id of the learner as `userId`", told("userId", sent)));
    };
    match evidence.course(call) {
        Some(course) if !course.people.is_empty() && !course.people.contains_key(user) => {
            let expected = "a `userId` that a launch (`sub`) or a roster of this course named";
            Err(broken(expected, told("userId", sent)))
        }
        _ => Ok(()),
    }
}

fn one_of(call: &Call, name: &str, words: &[&str]) -> Ruling {
    match call.body()?.get(name) {
        Some(Value::String(word)) if words.contains(&word.as_str()) => Ok(()),
        other => Err(broken(format!("`{name}` as one of `{}`", words.join("`, `")), told(name, other))),
    }
}

pub(super) fn activity(call: &Call) -> Ruling {
    one_of(call, "activityProgress", ACTIVITY)
}

pub(super) fn grading(call: &Call) -> Ruling {
    one_of(call, "gradingProgress", GRADING)
}

fn fine(name: &str, value: Option<&Value>) -> Result<Point, Not> {
    let read = value.and_then(Value::as_str).ok_or("it is no text").and_then(point);
    let fine = read.and_then(|point| point.is_fine.then_some(point).ok_or("it tells no parts of a second"));
    fine.map_err(|why| {
        let actual = value.map_or_else(|| told(name, value), |_| format!("{} ({why})", told(name, value)));
        broken(format!("`{name}` in ISO 8601 with parts of a second and a zone"), actual)
    })
}

pub(super) fn timestamp(call: &Call) -> Ruling {
    fine("timestamp", call.body()?.get("timestamp")).map(drop)
}

/// When the score was given. Whole seconds are a mistake of their own, and too coarse to compare.
fn given_at(call: &Call) -> Option<jiff::Timestamp> {
    fine("timestamp", call.body().ok()?.get("timestamp")).ok().map(|point| point.at)
}

/// A score that is sent once more, because the tool cannot know that it arrived, is still one score.
pub(super) fn later(call: &Call, evidence: &Evidence) -> Ruling {
    let user = call.body()?.get("userId");
    let Some(now) = given_at(call) else {
        return Err(Not::Judged("the timestamp of a score cannot be read".to_owned()));
    };
    let of_same = |earlier: &&Call| {
        let score = earlier.resource == call.resource && earlier.address.is_like(&call.address);
        score && earlier.body().is_ok_and(|body| body.get("userId") == user)
    };
    let mut compared = false;
    for earlier in evidence.before(call).filter(of_same).filter(|earlier| !is_sent_again(earlier, call)) {
        let Some(before) = given_at(earlier) else { continue };
        compared = true;
        // Two that were under way at the same time may arrive in any order, but never with one time.
        if now == before || (now < before && earlier.precedes(call) && earlier.succeeded()) {
            return Err(broken(
                format!("a `timestamp` after that of call {} (`{before}`)", earlier.wire.number),
                told("timestamp", call.body()?.get("timestamp")),
            ));
        }
    }
    if compared { Ok(()) } else { Err(Not::Applicable("nobody got two scores in one line item".to_owned())) }
}

fn is_sent_again(earlier: &Call, call: &Call) -> bool {
    let is_a_page = earlier.wire.response_body.trim_start().starts_with('<');
    earlier.sent == call.sent && (!earlier.succeeded() || earlier.was_slow() || is_a_page)
}

pub(super) fn given(call: &Call, evidence: &Evidence) -> Ruling {
    let Some(given) = call.member("scoreGiven")? else {
        return Err(Not::Applicable("no score has a `scoreGiven`".to_owned()));
    };
    let maximum = call.member("scoreMaximum")?;
    if given.as_f64().is_some_and(|given| given < 0.0) && !is_misled(call, evidence) {
        return Err(broken("a `scoreGiven` of at least 0", told("scoreGiven", Some(given))));
    }
    match maximum {
        None => Err(broken("a `scoreMaximum` beside the `scoreGiven`", "no `scoreMaximum`")),
        Some(maximum)
            if maximum.as_f64().is_some_and(|maximum| maximum <= 0.0) && !is_misled(call, evidence) =>
        {
            Err(broken("a `scoreMaximum` above 0", told("scoreMaximum", Some(maximum))))
        }
        _ => Ok(()),
    }
}

/// Whether the platform told the tool a maximum that no line item can have.
fn is_misled(call: &Call, evidence: &Evidence) -> bool {
    let Some(course) = evidence.course(call) else { return false };
    let maxima = course.definitions.iter().filter_map(|each| each.returned.get("scoreMaximum")?.as_f64());
    maxima.into_iter().any(|maximum| maximum <= 0.0)
}

pub(super) fn scoring_user(call: &Call) -> Ruling {
    match call.body()?.get("scoringUserId") {
        None => Err(Not::Applicable("no score says who gave it".to_owned())),
        Some(Value::String(user)) if !user.is_empty() => Ok(()),
        other => Err(broken("an LTI user id as `scoringUserId`", told("scoringUserId", other))),
    }
}

pub(super) fn comment(call: &Call) -> Ruling {
    match call.member("comment")? {
        None => Err(Not::Applicable("no score has a comment".to_owned())),
        Some(Value::String(text)) if !has_markup(text) => Ok(()),
        other => Err(broken("`comment` as plain text", told("comment", other))),
    }
}

/// Whether something in it looks like a tag; `1 < 2` does not.
fn has_markup(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = &text[at + 1..];
        rest.starts_with(|next: char| next.is_ascii_alphabetic() || next == '/') && rest.contains('>')
    })
}

pub(super) fn submission(call: &Call) -> Ruling {
    let Some(submission) = call.member("submission")? else {
        return Err(Not::Applicable("no score tells of a submission".to_owned()));
    };
    if !submission.is_object() {
        return Err(broken("`submission` as an object", told("submission", Some(submission))));
    }
    let time = |name: &'static str| {
        let value = submission.get(name).filter(|value| !value.is_null());
        value.map(|value| fine(name, Some(value))).transpose()
    };
    match (time("startedAt")?, time("submittedAt")?) {
        (Some(started), Some(submitted)) if submitted.at < started.at => {
            Err(broken("`submittedAt` not before `startedAt`", told("submission", Some(submission))))
        }
        _ => Ok(()),
    }
}

pub(super) fn learners(call: &Call, evidence: &Evidence) -> Ruling {
    let user = call.body()?.get("userId").and_then(Value::as_str).unwrap_or_default();
    let roles =
        evidence.course(call).and_then(|course| course.people.get(user)).map_or(&[][..], Vec::as_slice);
    let has = |words: &[&str]| roles.iter().any(|role| words.iter().any(|word| is_role(role, word)));
    if has(&["Learner", "Student"]) {
        return Ok(());
    }
    if !has(STAFF) {
        return Err(Not::Applicable("nothing told the tool what the people with scores are".to_owned()));
    }
    let actual = format!("a score for `{user}`, who was seen as {}", roles.join(", "));
    Err(broken("scores for learners only", actual))
}

/// A role by its last word, or by what a sub-role belongs to (`membership/Instructor#TeachingAssistant`).
fn is_role(role: &str, word: &str) -> bool {
    role == word
        || role.ends_with(&format!("#{word}"))
        || role.ends_with(&format!("/{word}"))
        || role.contains(&format!("/{word}#"))
}
