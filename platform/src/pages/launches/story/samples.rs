//! Launches as the page may have to show them.

use super::*;
use crate::pages::launches::token;
use crate::pages::samples::HARD_NAME;

fn at() -> When {
    When::new(jiff::Timestamp::UNIX_EPOCH, jiff::Timestamp::from_second(130).unwrap())
}

fn hop(way: Way, title: &str, url: &str, seen: bool) -> Hop {
    let (from, to) = way.sides();
    let pairs =
        vec![("iss".to_owned(), "http://localhost:8080/main".to_owned()), ("x".to_owned(), "y".repeat(900))];
    let message = Message {
        line: Some("200 OK".into()),
        parameters: pairs.clone(),
        headers: pairs,
        body: Some(format!("{{\"a\":\"{}\"}}", "z".repeat(4_000))),
        body_note: Some("Cut: 2 MB in all.".into()),
    };
    Hop {
        from,
        to,
        arrow: way.arrow(),
        title: title.into(),
        method: "GET".into(),
        url: url.into(),
        state: if seen { Mark::passed("200") } else { Mark::open("not seen") },
        ms: seen.then_some(3),
        note: (!seen).then(|| "Sent by the browser.".to_owned()),
        request: message.clone(),
        response: seen.then_some(message),
        exchange: seen.then_some(17),
    }
}

impl FindingRow {
    pub(crate) fn samples() -> Vec<Self> {
        vec![Self {
            state: Mark::failed("must"),
            requirement: "OIDC-056".into(),
            place: "authorization request, nonce".into(),
            expected: "a value".into(),
            actual: HARD_NAME.repeat(4),
            cause: "The library was told not to send one.".into(),
            fix: Some("Send a fresh `nonce` with each request."),
        }]
    }
}

pub(super) fn full() -> Story {
    let payload = r#"{"iss":"http://localhost:8080/main","exp":430,"sub":"<script>alert(1)</script>","https://purl.imsglobal.org/spec/lti/claim/context":{"id":"c-1","title":"Algebra I"}}"#;
    Story {
        id: "0123456789abcdef0123456789abcdef".into(),
        state: Mark::failed("refused"),
        person: HARD_NAME.into(),
        link: HARD_NAME.into(),
        tool: "My tool".into(),
        at: at(),
        summary: "The campus refused the tool's request.".into(),
        refusal: Some(RefusalNote {
            error: "invalid_request",
            description: "nonce is missing".into(),
            requirement: "OIDC-056",
        }),
        faults: vec![
            FaultNote {
                name: "kid.missing".into(),
                place: "id_token",
                title: "No kid".into(),
                requirement: "SEC-017".into(),
                applied: true,
            },
            FaultNote {
                name: "nonce.of".into(),
                place: "id_token",
                title: "Another nonce".into(),
                requirement: String::new(),
                applied: false,
            },
        ],
        findings: FindingRow::samples(),
        asked: true,
        hops: vec![
            hop(Way::BrowserToPlatform, "Open the link", "/main/courses/c-1/start", true),
            hop(
                Way::BrowserToTool,
                "Login initiation",
                &format!("http://localhost:3000/login?{}", "a".repeat(600)),
                false,
            ),
            hop(Way::ToolToPlatform, "Fetch the keys", "/main/lti/jwks", true),
        ],
        picked: Some(PickedNote {
            state: Mark::warned("1 of 2 placed"),
            page: Some("/courses/c-1/picked/x".into()),
            messages: picked::messages(&picked::samples::answer()),
        }),
        tokens: ["The `id_token`", "The answer"]
            .map(|title| {
                Token::read(
                    Of::Message,
                    title,
                    &token::sample(payload),
                    jiff::Timestamp::from_second(100).unwrap(),
                )
            })
            .into(),
    }
}

pub(super) fn fresh() -> Story {
    Story {
        id: "4f2a".into(),
        state: Mark::open("prepared"),
        person: "Ben Learner".into(),
        link: "Quiz 1".into(),
        tool: String::new(),
        at: at(),
        summary: "Waits for the tool.".into(),
        refusal: None,
        faults: Vec::new(),
        findings: Vec::new(),
        asked: false,
        hops: vec![hop(Way::BrowserToTool, "Login initiation", "http://localhost:3000/login", false)],
        picked: Some(PickedNote { state: Mark::open("waits"), page: None, messages: Vec::new() }),
        tokens: vec![Token::read(Of::Message, "The `id_token`", "not.a-token", jiff::Timestamp::UNIX_EPOCH)],
    }
}
