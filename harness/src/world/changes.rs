//! What can happen to an answer between the platform and the tool.

use crate::driver::{Form, Pairs, Request, serialize};
use crate::record::Stop;

/// One change, by the name that features use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change {
    name: &'static str,
    request: fn(&Form) -> Request,
}

const BOUNDARY: &str = "----homeroom";

const ALL: &[Change] = &[
    Change { name: "state.missing", request: |form| post(form, without(form, "state")) },
    Change { name: "state.empty", request: |form| post(form, with(form, "state", String::new())) },
    Change {
        name: "state.altered",
        request: |form| post(form, with(form, "state", altered(form.value("state")))),
    },
    Change { name: "state.huge", request: |form| post(form, with(form, "state", "0".repeat(100_000))) },
    Change {
        name: "state.twice",
        request: |form| post(form, and(form, &[("state", &altered(form.value("state")))])),
    },
    Change { name: "browser.other", request: |form| post(form, form.pairs()) },
    Change { name: "method.get", request: by_get },
    Change {
        name: "fields.extra",
        request: |form| {
            post(form, and(form, &[("lti_storage_target", "_parent"), ("session_state", "x"), ("iss", "y")]))
        },
    },
    Change { name: "fields.error", request: |form| post(form, and(form, &[("error", "access_denied")])) },
    Change {
        name: "fields.token_twice",
        request: |form| post(form, and(form, &[("id_token", "not.a.token")])),
    },
    Change { name: "body.json", request: |form| raw(form, "application/json", json(form)) },
    Change { name: "body.text", request: |form| raw(form, "text/plain", serialize(&form.pairs())) },
    Change {
        name: "body.multipart",
        request: |form| raw(form, &format!("multipart/form-data; boundary={BOUNDARY}"), multipart(form)),
    },
    Change {
        name: "body.none",
        request: |form| raw(form, "application/x-www-form-urlencoded", String::new()),
    },
];

impl Change {
    pub(super) fn named(name: &str) -> Result<Self, Stop> {
        ALL.iter().find(|change| change.name == name).copied().ok_or_else(|| {
            let names: Vec<_> = ALL.iter().map(|change| change.name).collect();
            Stop::unjudged(format!("no change is called `{name}`; there are {}", names.join(", ")))
        })
    }

    /// The answer as it arrives.
    pub(super) fn request(&self, form: &Form) -> Request {
        (self.request)(form).initiated_by(&form.page).with_referrer_policy(form.referrer_policy.as_deref())
    }

    pub(super) fn in_other_browser(&self) -> bool {
        self.name == "browser.other"
    }
}

fn post(form: &Form, pairs: Pairs) -> Request {
    Request::post_form(&form.action, &pairs)
}

fn raw(form: &Form, media_type: &str, body: String) -> Request {
    Request::post_raw(&form.action, media_type, body.into_bytes())
}

fn by_get(form: &Form) -> Request {
    let mut url = form.action.clone();
    url.query_pairs_mut().extend_pairs(form.pairs());
    Request::get(&url)
}

fn without(form: &Form, name: &str) -> Pairs {
    form.pairs().into_iter().filter(|(key, _)| key != name).collect()
}

fn with(form: &Form, name: &str, value: String) -> Pairs {
    form.pairs()
        .into_iter()
        .map(|(key, old)| if key == name { (key, value.clone()) } else { (key, old) })
        .collect()
}

fn and(form: &Form, more: &[(&str, &str)]) -> Pairs {
    let more = more.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    form.pairs().into_iter().chain(more).collect()
}

/// Another character in the middle: the last one of base64url may carry no bits. `0` and `1` are in every alphabet.
fn altered(state: Option<&str>) -> String {
    let state: Vec<char> = state.unwrap_or_default().chars().collect();
    let middle = state.len() / 2;
    let other = |(index, c): (usize, &char)| match (index == middle, c) {
        (false, c) => *c,
        (true, '0') => '1',
        (true, _) => '0',
    };
    state.iter().enumerate().map(other).collect()
}

fn json(form: &Form) -> String {
    let members: serde_json::Map<_, _> =
        form.pairs().into_iter().map(|(key, value)| (key, value.into())).collect();
    serde_json::Value::Object(members).to_string()
}

fn multipart(form: &Form) -> String {
    let part = |(name, value): (String, String)| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    format!("{}--{BOUNDARY}--\r\n", form.pairs().into_iter().map(part).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_altered_state_is_another_state_of_the_same_length() {
        assert_eq!(altered(Some("a0c")), "a1c");
        assert_eq!(altered(Some("abcd")), "ab0d");
    }

    #[test]
    fn a_typo_is_told_with_the_names_there_are() {
        assert!(Change::named("state.mising").unwrap_err().to_string().contains("state.missing"));
    }
}
