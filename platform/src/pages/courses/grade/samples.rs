//! A grade as the page shows it: to a teacher, after a wrong form, to a learner, to nobody.

use jiff::Timestamp;

use super::history::Entry;
use super::*;
use crate::pages::parts::When;
use crate::pages::samples::HARD_NAME;

pub(super) fn full() -> GradePage {
    let score = Entry {
        at: When::new(Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH),
        timestamp: Some("2025-11-24T16:20:44.732+00:00".into()),
        side: "tool",
        by: HARD_NAME.into(),
        score: "8.5 of 10".into(),
        mark: Some(Mark::passed("counts now")),
        progress: vec!["Completed", "FullyGraded"],
        comment: Some(HARD_NAME.repeat(20)),
        times: vec![
            ("started", "2025-11-24T16:05:12.101Z".into()),
            ("submitted", "2025-11-24T16:20:40Z".into()),
        ],
        exchange: Some(17),
    };
    let bare = Entry {
        timestamp: None,
        side: "platform",
        by: "Ada Teacher".into(),
        mark: None,
        progress: Vec::new(),
        comment: None,
        times: Vec::new(),
        exchange: None,
        at: score.at.clone(),
        score: "no score".into(),
    };
    let standing = Standing {
        points: "8.5".into(),
        mark: Some(Mark::warned("changed by a teacher")),
        instead_of: Some("7 of 10".into()),
        comment: Some(HARD_NAME.into()),
    };
    GradePage {
        standing: Some(standing),
        denied: None,
        score: "8.5".into(),
        pager: Pager { newer: None, older: Some("?skip=100".into()) },
        history: vec![bare, score],
        ..fresh(Some("Ada Teacher"))
    }
}

pub(super) fn wrong() -> GradePage {
    let mut page = full();
    let error = "Expected a number of at least 0, got `-1`.".to_owned();
    page.problems = vec![Problem { field: "score".into(), label: "Score".into(), error: error.clone() }];
    page.score = Field { value: "-1".into(), error: Some(error) };
    page.standing = Some(Standing { points: "0".into(), mark: None, instead_of: None, comment: None });
    page
}

pub(super) fn fresh(acting: Option<&str>) -> GradePage {
    let known = acting.is_some();
    GradePage {
        course: CourseRef { id: "c/1".into(), title: HARD_NAME.into() },
        item: ItemRef {
            id: "i/1".into(),
            label: HARD_NAME.into(),
            maximum: "10".into(),
            client_id: "client".into(),
            tool: known.then(|| "My tool".into()),
            resource_id: known.then(|| "quiz-42".into()),
            tag: known.then(|| "grade".into()),
            results_url: "http://localhost:8080/main/lti/courses/c/lineitems/i/results?user_id=p".into(),
            scores_url: "http://localhost:8080/main/lti/courses/c/lineitems/i/scores".into(),
        },
        person: PersonRef { id: "p/1".into(), name: HARD_NAME.into() },
        standing: None,
        problems: Vec::new(),
        acting: acting.map(Into::into),
        denied: Some("You act as nobody. Act as a teacher.".into()),
        score: Field::default(),
        comment: Field::default(),
        history: Vec::new(),
        pager: Pager::default(),
    }
}
