use serde_json::json;

use super::*;
use crate::domain::members::{Flaw, Flaws, Members};

fn read(differences: &Value) -> (Definition, Flaws) {
    let mut body = json!({"label": "Quiz 1", "scoreMaximum": 10});
    let body = body.as_object_mut().unwrap();
    body.extend(differences.as_object().unwrap().clone());
    let mut flaws = Flaws::default();
    let definition = Definition::read(&mut Members::new(body, &mut flaws));
    (definition, flaws)
}

fn named(flaws: &[Flaw]) -> String {
    let all: Vec<String> = flaws.iter().map(|flaw| format!("{} {}", flaw.requirement, flaw.place)).collect();
    all.join("; ")
}

fn line_item() -> LineItem {
    let owner = Owner {
        course: ContextId::from("algebra-1"),
        link: Some(ResourceLinkId::from("link-1")),
        client_id: ClientId::from("client-1"),
        deployment: DeploymentId::from("1"),
    };
    let definition = read(&json!({"resourceId": "quiz", "tag": "grade", "endDateTime": "2026-01-01T00:00Z"}));
    owner.own("line-1".to_owned(), definition.0)
}

#[test]
fn every_member_that_is_wrong_is_named_with_its_requirement() {
    for (differences, flaw) in [
        (json!({"label": " "}), "AGS-027 `label`"),
        (json!({"label": null}), "AGS-027 `label`"),
        (json!({"label": ["Quiz"]}), "AGS-027 `label`"),
        (json!({"scoreMaximum": 0}), "AGS-028 `scoreMaximum`"),
        (json!({"scoreMaximum": -1}), "AGS-028 `scoreMaximum`"),
        (json!({"scoreMaximum": "10"}), "AGS-028 `scoreMaximum`"),
        (json!({"scoreMaximum": null}), "AGS-028 `scoreMaximum`"),
        (json!({"resourceLinkId": 7}), "AGS-031 `resourceLinkId`"),
        (json!({"resourceId": 7}), "AGS-039 `resourceId`"),
        (json!({"tag": {}}), "AGS-039 `tag`"),
        (json!({"startDateTime": "2026-01-01T00:00:00"}), "AGS-037 `startDateTime`"),
        (json!({"endDateTime": 1}), "AGS-037 `endDateTime`"),
        (
            json!({"startDateTime": "2026-01-02T00:00:00Z", "endDateTime": "2026-01-02T00:30:00+01:00"}),
            "AGS-037 `endDateTime`",
        ),
        (json!({"gradesReleased": "yes"}), "AGS-038 `gradesReleased`"),
        (json!({"submissionReview": true}), "AGS-045 `submissionReview`"),
        (json!({"submissionReview": {}}), "AGS-045 `submissionReview`, `reviewableStatus`"),
        (
            json!({"submissionReview": {"reviewableStatus": ["FullyGraded"], "url": "/x", "custom": {"a": 1}}}),
            "AGS-045 `submissionReview`, `reviewableStatus`; AGS-045 `submissionReview`, `url`; \
             AGS-045 `submissionReview`, `custom`, `a`",
        ),
    ] {
        assert_eq!(named(&read(&differences).1.refusing), flaw, "{differences}");
    }
}

#[test]
fn what_is_unset_may_be_blank_null_or_missing() {
    for differences in [
        json!({}),
        json!({"startDateTime": "", "endDateTime": null, "https://tool.example/x": 1}),
        json!({"submissionReview": {"reviewableStatus": ["None", "Completed"], "url": "http://t/r"}}),
    ] {
        let flaws = read(&differences).1;
        assert_eq!((named(&flaws.refusing), named(&flaws.told)), (String::new(), String::new()));
    }
    assert_eq!(named(&read(&json!({"tag": null, "lable": 1})).1.told), "AGS-008 `lable`; AGS-039 `tag`");
}

#[test]
fn a_put_keeps_id_and_link_and_is_told_what_it_left_out() {
    let before = line_item();
    let url = "http://lms/line-1";
    let compared = |differences: &Value| {
        let mut flaws = Flaws::default();
        let body = differences.as_object().unwrap();
        let mut body = Members::new(body, &mut flaws);
        compare(&before, url, &read(differences).0, &mut body);
        named(&flaws.told)
    };
    let whole =
        json!({"id": url, "resourceLinkId": "link-1", "resourceId": "quiz", "tag": "x", "endDateTime": ""});
    assert_eq!(compared(&whole), "");
    assert_eq!(
        compared(&json!({"id": "http://lms/line-2", "resourceLinkId": "link-2", "tag": "x"})),
        "AGS-034 `id`; AGS-034 `resourceLinkId`; AGS-033 `resourceId`; AGS-033 `endDateTime`"
    );
    let after = before.clone().redefined(read(&json!({"resourceLinkId": "link-2", "label": "New"})).0);
    assert_eq!((after.id, after.link, after.label), (before.id, before.link, "New".to_owned()));
}

#[test]
fn an_item_of_an_earlier_version_is_read() {
    let old = json!({"id": "line-1", "course": "c", "link": "l", "client_id": "t", "label": "x", "score_maximum": 1.0,
        "resource_id": null, "tag": null, "grades_released": null, "submission_review": null});
    let item: LineItem = serde_json::from_value(old).unwrap();
    assert_eq!((item.link.as_ref().map(ResourceLinkId::as_str), item.deployment), (Some("l"), None));
}
