//! What a case leaves to the run: its exchanges, and the crashes among them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::World;
use crate::driver::{Body, Exchange, Recorder, Request, TransportKind};
use crate::launch::page_of;
use crate::mask;
use crate::oracle::classify::stack_trace;
use crate::record::ExchangeRecord;
use crate::service_calls::ServiceCall;
use crate::session::Session;
use crate::snapshot::Wire;

/// How much of a body a record keeps.
const RECORDED: usize = 64 * 1024;

/// Between two looks whether a broken tool is back.
const PAUSE: Duration = Duration::from_millis(100);

impl World {
    /// The verbatim exchanges of this case, without attempts that were made again: how many those were is chance.
    pub(crate) fn recorded(&self) -> Vec<Arc<Exchange>> {
        let all = self.recorder.exchanges().into_iter().enumerate();
        let counts = |at: usize| !self.attempts_before.iter().any(|attempt| attempt.contains(&at));
        all.filter(|(at, _)| counts(*at)).map(|(_, exchange)| exchange).collect()
    }

    /// The calls of the tool in this case. Requests for tokens are among them where nobody else could have caused them.
    pub(crate) fn service_calls(&self) -> Vec<Arc<ServiceCall>> {
        let apart = self.asked.made_for.iter().flat_map(|made| &made.calls);
        let of_tokens = self.asked.earlier.iter().chain(&self.asked.calls);
        let mut calls: Vec<_> = self.calls_of_case().iter().chain(of_tokens).chain(apart).cloned().collect();
        calls.sort_by(|one, other| (&one.campus, one.number).cmp(&(&other.campus, other.number)));
        calls.dedup_by(|one, other| (&one.campus, one.number) == (&other.campus, other.number));
        calls
    }

    /// What a snapshot shows of this case.
    pub(crate) fn wire(&self) -> Wire<'_> {
        Wire {
            exchanges: self.recorded(),
            registrations: self.registration_calls(),
            ids: self.registered_ids(),
            calls: self.service_calls(),
        }
    }

    /// Everything that went over the wire in this case, numbered for the run.
    pub(crate) fn exchanges(&self) -> Vec<ExchangeRecord> {
        let hops = self.recorder.exchanges();
        let first = self.session.as_ref().map_or(1, |session| session.take_numbers(hops.len() as u64));
        let secrets = self.registration_tokens();
        hops.iter().zip(first..).map(|(hop, number)| recorded(hop, number, &secrets)).collect()
    }

    /// Tells the run about every answer of the tool in this case that looks like a crash.
    pub(crate) fn report_crashes(&self, case: &str) {
        let Some(session) = self.session.as_ref().filter(|_| !self.withholding) else { return };
        for hop in self.recorder.exchanges().iter().filter(|hop| is_tools(session, hop)) {
            if let Some(crash) = crash_of(hop) {
                session.note_crash(format!("{case}: {crash}"));
            }
        }
    }

    /// Waits for a tool that broke a connection of this case to answer again, not longer than one answer may take: what
    /// starts it anew needs a moment, and the cases that follow are not to pay for it.
    pub(crate) async fn tool_recovers(&self) {
        let Some(session) = &self.session else { return };
        let broke = |hop: &Exchange| {
            is_tools(session, hop)
                && hop.error.as_ref().is_some_and(|error| error.kind == TransportKind::Reset)
        };
        if !self.recorder.exchanges().iter().any(|hop| broke(hop)) {
            return;
        }
        let question = Request::get(&session.party.registration.login_url);
        let patience = Instant::now() + session.target.timeout;
        while Instant::now() < patience {
            if session.browser(Recorder::default()).send(&question).await.is_ok() {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

pub(super) fn is_tools(session: &Session, hop: &Exchange) -> bool {
    session.party.registration.is_at(&hop.url)
}

fn crash_of(hop: &Exchange) -> Option<String> {
    let page = page_of(hop);
    if let Some(error) = hop.error.as_ref().filter(|error| error.kind == TransportKind::Reset) {
        return Some(error.to_string());
    }
    (page.status >= 500 || stack_trace(&page).is_some()).then(|| page.describe())
}

fn recorded(hop: &Exchange, number: u64, secrets: &[&str]) -> ExchangeRecord {
    let masked = |text: &str| mask::tokens(&mask::secrets(text, secrets));
    let body = |body: &Body| masked(&body.text().chars().take(RECORDED).collect::<String>());
    let headers = |headers: &[(String, String)]| {
        let masked = |name: &str, value: &str| mask::secrets(&mask::header(name, value), secrets);
        headers.iter().map(|(name, value)| (name.clone(), masked(name, value))).collect()
    };
    ExchangeRecord {
        number,
        method: hop.method.clone(),
        url: masked(hop.url.as_str()),
        status: hop.status,
        request_headers: headers(&hop.request_headers),
        request_body: body(&hop.request_body),
        response_headers: headers(&hop.response_headers),
        response_body: body(&hop.response_body),
        error: hop.error.as_ref().map(|error| mask::secrets(&error.to_string(), secrets)),
    }
}
