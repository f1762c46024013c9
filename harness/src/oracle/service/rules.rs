//! All rules, by what they look at.

use super::call::{Call, Resource};
use super::{Rule, address, assertion, bearer, line_item, media, roster, score, token};

const TOKEN: &str = "request for an access token";
const ANY: &str = "call to a service";
const GRADES: &str = "call to the grade service";
const NEW_ITEM: &str = "new line item";
const ITEM: &str = "new or changed line item";
const CHANGED: &str = "changed line item";
const SCORE: &str = "score";
const RESULTS: &str = "request for results";
const ROSTER: &str = "request for a roster";

pub(super) const RULES: &[Rule] = &[
    // Requests for access tokens.
    Rule { name: "token: method", about: TOKEN, of: is_token, check: |call, _| token::method(call) },
    Rule {
        name: "token: media type",
        about: TOKEN,
        of: is_token,
        check: |call, _| token::content_type(call),
    },
    Rule { name: "token: grant_type", about: TOKEN, of: is_token, check: |call, _| token::grant_type(call) },
    Rule {
        name: "token: client_assertion_type",
        about: TOKEN,
        of: is_token,
        check: |call, _| token::assertion_type(call),
    },
    Rule { name: "token: scope", about: TOKEN, of: is_token, check: |call, _| token::scope(call) },
    Rule { name: "token: offered scopes", about: TOKEN, of: is_token, check: token::offered },
    Rule { name: "token: no secret", about: TOKEN, of: is_token, check: |call, _| token::no_secret(call) },
    // The assertion in them.
    Rule { name: "assertion: form", about: TOKEN, of: is_token, check: |call, _| assertion::form(call) },
    Rule { name: "assertion: signature", about: TOKEN, of: is_token, check: assertion::signature },
    Rule { name: "assertion: alg", about: TOKEN, of: is_token, check: |call, _| assertion::alg(call) },
    Rule { name: "assertion: kid", about: TOKEN, of: is_token, check: assertion::kid },
    Rule { name: "assertion: iss", about: TOKEN, of: is_token, check: assertion::iss },
    Rule { name: "assertion: sub", about: TOKEN, of: is_token, check: assertion::sub },
    Rule { name: "assertion: aud", about: TOKEN, of: is_token, check: assertion::aud },
    Rule { name: "assertion: iat", about: TOKEN, of: is_token, check: assertion::iat },
    Rule { name: "assertion: exp", about: TOKEN, of: is_token, check: assertion::exp },
    Rule { name: "assertion: life", about: TOKEN, of: is_token, check: |call, _| assertion::life(call) },
    Rule { name: "assertion: jti", about: TOKEN, of: is_token, check: |call, _| assertion::jti(call) },
    Rule { name: "assertion: fresh jti", about: TOKEN, of: is_token, check: assertion::fresh_jti },
    Rule { name: "assertion: deployment_id", about: TOKEN, of: is_token, check: assertion::deployment_id },
    // Calls of any service.
    Rule {
        name: "call: bearer",
        about: ANY,
        of: Call::is_to_a_service,
        check: |call, _| bearer::header(call),
    },
    Rule { name: "grades: scope", about: GRADES, of: is_of_grades, check: bearer::scope },
    // Line items.
    Rule {
        name: "line item: accept",
        about: "request for line items",
        of: reads_items,
        check: |call, _| media::accept(call),
    },
    Rule {
        name: "line item: media type",
        about: ITEM,
        of: defines_item,
        check: |call, _| media::content_type(call),
    },
    Rule { name: "line item: json", about: ITEM, of: defines_item, check: |call, _| media::json(call) },
    Rule {
        name: "line item: label",
        about: NEW_ITEM,
        of: makes_item,
        check: |call, _| line_item::label(call),
    },
    Rule {
        name: "line item: scoreMaximum",
        about: NEW_ITEM,
        of: makes_item,
        check: |call, _| line_item::maximum(call),
    },
    Rule { name: "line item: resourceLinkId", about: NEW_ITEM, of: makes_item, check: line_item::link },
    Rule { name: "line item: complete", about: CHANGED, of: changes_item, check: line_item::complete },
    Rule { name: "line item: same item", about: CHANGED, of: changes_item, check: line_item::same },
    Rule { name: "line item: dates", about: ITEM, of: defines_item, check: |call, _| line_item::dates(call) },
    Rule {
        name: "line item: gradesReleased",
        about: ITEM,
        of: defines_item,
        check: |call, _| line_item::released(call),
    },
    Rule { name: "line item: texts", about: ITEM, of: defines_item, check: |call, _| line_item::texts(call) },
    Rule {
        name: "line item: submissionReview",
        about: ITEM,
        of: defines_item,
        check: |call, _| line_item::review(call),
    },
    Rule { name: "line item: numbers", about: ITEM, of: defines_item, check: |call, _| media::numbers(call) },
    Rule { name: "line item: names", about: ITEM, of: defines_item, check: |call, _| media::names(call) },
    // Scores.
    Rule {
        name: "score: media type",
        about: SCORE,
        of: is_score,
        check: |call, _| media::content_type(call),
    },
    Rule { name: "score: json", about: SCORE, of: is_score, check: |call, _| media::json(call) },
    Rule { name: "score: address", about: SCORE, of: is_score, check: address::of_item },
    Rule { name: "score: userId", about: SCORE, of: is_score, check: score::user },
    Rule {
        name: "score: activityProgress",
        about: SCORE,
        of: is_score,
        check: |call, _| score::activity(call),
    },
    Rule {
        name: "score: gradingProgress",
        about: SCORE,
        of: is_score,
        check: |call, _| score::grading(call),
    },
    Rule { name: "score: timestamp", about: SCORE, of: is_score, check: |call, _| score::timestamp(call) },
    Rule { name: "score: later", about: SCORE, of: is_score, check: score::later },
    Rule { name: "score: scoreGiven", about: SCORE, of: is_score, check: score::given },
    Rule { name: "score: numbers", about: SCORE, of: is_score, check: |call, _| media::numbers(call) },
    Rule {
        name: "score: scoringUserId",
        about: SCORE,
        of: is_score,
        check: |call, _| score::scoring_user(call),
    },
    Rule { name: "score: comment", about: SCORE, of: is_score, check: |call, _| score::comment(call) },
    Rule { name: "score: submission", about: SCORE, of: is_score, check: |call, _| score::submission(call) },
    Rule { name: "score: learners", about: SCORE, of: is_score, check: score::learners },
    Rule { name: "score: names", about: SCORE, of: is_score, check: |call, _| media::names(call) },
    // Results.
    Rule { name: "results: accept", about: RESULTS, of: reads_results, check: |call, _| media::accept(call) },
    Rule { name: "results: address", about: RESULTS, of: reads_results, check: address::of_item },
    // Rosters.
    Rule { name: "roster: method", about: ROSTER, of: is_roster, check: |call, _| roster::method(call) },
    Rule { name: "roster: accept", about: ROSTER, of: reads_roster, check: |call, _| media::accept(call) },
    Rule { name: "roster: scope", about: ROSTER, of: is_roster, check: bearer::scope },
    Rule { name: "roster: address", about: ROSTER, of: is_roster, check: roster::address },
    Rule {
        name: "roster: rlid",
        about: "request for the roster of a link",
        of: is_roster,
        check: roster::rlid,
    },
    Rule {
        name: "roster: role",
        about: "request for the people of a role",
        of: is_roster,
        check: |call, _| roster::role(call),
    },
];

fn is_token(call: &Call) -> bool {
    call.resource == Resource::Token
}

fn is_of_grades(call: &Call) -> bool {
    call.is_to_a_service() && call.resource != Resource::Roster
}

fn reads_items(call: &Call) -> bool {
    matches!(call.resource, Resource::LineItems | Resource::LineItem) && call.is("GET")
}

fn makes_item(call: &Call) -> bool {
    call.resource == Resource::LineItems && call.is("POST")
}

fn changes_item(call: &Call) -> bool {
    call.resource == Resource::LineItem && call.is("PUT")
}

fn defines_item(call: &Call) -> bool {
    makes_item(call) || changes_item(call)
}

fn is_score(call: &Call) -> bool {
    call.resource == Resource::Scores && !call.is("GET")
}

fn reads_results(call: &Call) -> bool {
    call.resource == Resource::Results && call.is("GET")
}

fn is_roster(call: &Call) -> bool {
    call.resource == Resource::Roster
}

fn reads_roster(call: &Call) -> bool {
    is_roster(call) && call.is("GET")
}
