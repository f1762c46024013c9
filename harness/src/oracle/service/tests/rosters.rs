//! Rosters.

use super::*;

fn read(number: u64, path: &str) -> Wire {
    let accept = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";
    call(number, "nrps", "GET", &format!("{COURSE}/{path}")).with_header("Accept", accept)
}

#[test]
fn requests_that_are_unusual_and_right_keep_all_rules() {
    for path in [
        "memberships?type_id=7",
        "memberships?limit=50&type_id=7",
        "memberships?type_id=7&rlid=link-1",
        "memberships?type_id=7&role=Learner",
        "memberships?type_id=7&role=http%3A%2F%2Fpurl.imsglobal.org%2Fvocab%2Flis%2Fv2%2Fmembership%23Learner",
        "memberships?type_id=7&role=http://purl.imsglobal.org/vocab/lis/v2/membership%23Learner&limit=2",
    ] {
        assert_eq!(broken_rules(&[read(2, path)]), Vec::<&str>::new(), "{path}");
    }
}

#[test]
fn each_mistake_breaks_its_rule_and_no_other() {
    let cut = "memberships?type_id=7&role=http://purl.imsglobal.org/vocab/lis/v2/membership";
    let cases = [
        (Wire { method: "POST".to_owned(), ..read(2, "memberships?type_id=7") }, "roster: method"),
        (read(2, "memberships?type_id=7").with_header("Accept", "application/json"), "roster: accept"),
        (read(2, "memberships"), "roster: address"),
        (read(2, "memberships?type_id=7&page=2"), "roster: address"),
        (read(2, "members?type_id=7"), "roster: address"),
        (read(2, "memberships?type_id=7?rlid=link-1"), "roster: rlid"),
        (read(2, "memberships?rlid=link-1"), "roster: rlid"),
        (read(2, "memberships?type_id=7&rlid=link-9"), "roster: rlid"),
        (read(2, cut), "roster: role"),
    ];
    for (wire, rule) in cases {
        assert_eq!(broken_rules(std::slice::from_ref(&wire)), [rule], "{}", wire.url);
    }
}

#[test]
fn pages_are_read_at_the_address_that_was_given() {
    let link =
        format!("<{COURSE}/memberships?type_id=7&p=a%2Fb>; rel=next, <{COURSE}/memberships?since=3>; rel=x");
    let first = || read(2, "memberships?type_id=7").leading_to(&link);
    for path in ["memberships?type_id=7&p=a%2Fb", "memberships?type_id=7&p=a/b", "memberships?since=3"] {
        assert_eq!(broken_rules(&[first(), read(3, path)]), Vec::<&str>::new(), "{path}");
    }
    for path in ["memberships?type_id=7&p=a%2Fb&limit=2", "memberships?p=a%2Fb", "memberships?since=4"] {
        assert_eq!(broken_rules(&[first(), read(3, path)]), ["roster: address"], "{path}");
    }
}

#[test]
fn people_of_a_roster_may_get_scores() {
    let members = json!({"members": [{"user_id": "eve", "roles": ["Learner"]}, {"user_id": 7}, "odd"]});
    let roster = read(2, "memberships?type_id=7").answered(200, &members);
    let score = json!({
        "userId": "eve", "activityProgress": "Completed", "gradingProgress": "FullyGraded",
        "timestamp": "2025-11-24T16:05:12.101Z",
    });
    let posted = call(3, "ags", "POST", &format!("{COURSE}/lineitems/5/scores?type_id=7"))
        .with_header("Content-Type", "application/vnd.ims.lis.v1.score+json")
        .with_body(&score);
    assert_eq!(broken_rules(std::slice::from_ref(&posted)), ["score: userId"]);
    assert_eq!(broken_rules(&[roster, posted]), Vec::<&str>::new());
}
