//! Launches as the page may have to show them.

use super::*;
use crate::pages::courses::picked;
use crate::pages::launches::claims::Of;
use crate::pages::launches::hop::Way;
use crate::pages::launches::token::{self, ClaimMark};
use crate::pages::parts::Message;
use crate::pages::samples::HARD_NAME;

fn at() -> When {
    When::new(Timestamp::UNIX_EPOCH, Timestamp::from_second(130).unwrap())
}

fn hop(way: Way, title: &str, url: &str, began: Option<i64>) -> Hop {
    let pairs =
        vec![("iss".to_owned(), "http://localhost:8080/main".to_owned()), ("x".to_owned(), "y".repeat(900))];
    let message = Message {
        line: Some("200 OK".into()),
        parameters: pairs.clone(),
        headers: pairs,
        body: Some(format!("{{\"a\":\"{}\"}}", "z".repeat(4_000))),
        body_note: Some("Cut: 2 MB in all.".into()),
        ..Message::default()
    };
    Hop {
        title: title.into(),
        short: title.into(),
        method: "GET".into(),
        url: url.into(),
        state: if began.is_some() { Mark::passed("200") } else { Mark::open("not seen") },
        ms: began.map(|_| 3),
        began_ms: began,
        took_ms: began.map(|_| 3.2),
        note: began.is_none().then(|| "Sent by the browser.".to_owned()),
        onward: began.is_none().then_some("redirect to the platform"),
        response: began.map(|_| message.clone()),
        exchange: began.map(|_| 17),
        ..Hop::unseen(way, message)
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

fn faults() -> Vec<FaultNote> {
    let fault = |name: &str, requirement: &str, applied: bool| FaultNote {
        name: name.into(),
        place: "id_token",
        title: "No `kid`".into(),
        requirement: requirement.into(),
        sentence: applied.then_some("Refuse a token without `kid`."),
        applied,
        in_token: applied,
    };
    vec![fault("kid.missing", "SEC-017", true), fault("nonce.of", "", false)]
}

fn hops() -> Vec<Hop> {
    let login = format!("http://localhost:3000/login?{}", "a".repeat(600));
    vec![
        hop(Way::BrowserToPlatform, "Open the link", "/main/courses/c-1/start", Some(1_000)),
        Hop { faults: faults(), ..hop(Way::BrowserToTool, "login initiation", &login, None) },
        Hop {
            findings: FindingRow::samples(),
            open: true,
            ..hop(Way::ToolToPlatform, "Fetch the keys", "/main/lti/jwks", Some(4_700))
        },
        Hop { afterwards: true, ..hop(Way::PlatformToTool, "fetch", "http://tool/file", Some(9_000)) },
    ]
}

fn tokens() -> Vec<Token> {
    let payload = r#"{"iss":"http://localhost:8080/main","exp":430,"sub":"<script>alert(1)</script>","https://purl.imsglobal.org/spec/lti/claim/context":{"id":"c-1","title":"Algebra I"}}"#;
    let mark = |fault: Option<&str>| ClaimMark {
        fault: fault.map(str::to_owned),
        what: HARD_NAME.into(),
        honest: fault.map(|_| "\"n\"".into()),
    };
    let read = |of, title| {
        let mut token = Token::read(of, title, &token::sample(payload), Timestamp::from_second(100).unwrap());
        token.claim(of, "nonce").marks.push(mark(Some("nonce.missing")));
        token.claim(of, "sub").marks.push(mark(None));
        token.claim(of, "iss").findings = FindingRow::samples();
        token.marks.push(mark(Some("signature.flipped")));
        token.unlisted = 3;
        token
    };
    vec![read(Of::Message, "The `id_token`"), read(Of::Answer, "The answer")]
}

pub(crate) fn full() -> Story {
    let hops = hops();
    let pointer = |hop| Pointer { hop, finding: FindingRow::samples().remove(0) };
    Story {
        id: "0123456789abcdef0123456789abcdef".into(),
        state: Mark::failed("refused"),
        person: HARD_NAME.into(),
        link: HARD_NAME.into(),
        tool: "My tool".into(),
        client: "my/tool".into(),
        course: "c/1".into(),
        at: at(),
        summary: "The campus refused the tool's request.".into(),
        refusal: Some(RefusalNote {
            error: "invalid_request".into(),
            description: "`nonce` is missing".into(),
            requirement: "OIDC-056".into(),
            sentence: Some("Refuse it."),
            cause: Some("It was left out.".into()),
        }),
        faults: faults(),
        findings: vec![pointer(3), pointer(0)],
        asked: true,
        diagram: Diagram::new(&hops),
        timeline: Timeline::new(&hops),
        later: hops.iter().filter(|hop| hop.afterwards).count(),
        hops,
        full: Some(200),
        picked: Some(PickedNote {
            state: Mark::warned("1 of 2 placed"),
            page: Some("/courses/c-1/picked/x".into()),
            messages: picked::messages(&picked::samples::answer()),
        }),
        kept: Some(KeptNote { text: HARD_NAME.into(), at: at() }),
        others: vec![Offer { id: "a/1".into(), label: HARD_NAME.into(), chosen: false }],
        tokens: tokens(),
    }
}

pub(crate) fn fresh() -> Story {
    let hops = vec![hop(Way::BrowserToTool, "Login initiation", "http://localhost:3000/login", None)];
    Story {
        id: "4f2a".into(),
        state: Mark::open("prepared"),
        person: "Ben Learner".into(),
        link: "Quiz 1".into(),
        tool: String::new(),
        client: "my-tool".into(),
        course: "c-1".into(),
        at: at(),
        summary: "Waits for the tool.".into(),
        refusal: None,
        faults: Vec::new(),
        findings: Vec::new(),
        asked: false,
        diagram: Diagram::new(&hops),
        timeline: Timeline::new(&hops),
        later: hops.iter().filter(|hop| hop.afterwards).count(),
        hops,
        full: None,
        picked: Some(PickedNote { state: Mark::open("waits"), page: None, messages: Vec::new() }),
        kept: None,
        others: Vec::new(),
        tokens: vec![Token::read(Of::Message, "The `id_token`", "not.a-token", Timestamp::UNIX_EPOCH)],
    }
}
