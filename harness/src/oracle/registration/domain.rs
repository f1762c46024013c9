//! Whether the addresses of a registration lie where it says that the tool is (DYN-048).

use serde_json::Value;
use url::Url;

use super::super::answer::{Not, Ruling, broken};
use super::super::request::shortened;
use super::Sent;
use super::request::body;
use super::tool::{member, readable_messages};
use super::values::{host_and_port, member as of, strings, web_address};

/// A host, and the port if one is named: without it every port will do.
struct Domain {
    host: String,
    port: Option<u16>,
}

impl Domain {
    fn read(text: &str) -> Option<Self> {
        host_and_port(text).map(|(host, port)| Self { host, port })
    }

    /// A domain holds its sub-domains too.
    fn holds(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        let below = host.strip_suffix(&self.host).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        below && (self.port.is_none() || self.port == url.port_or_known_default())
    }
}

/// The domain and the secondary ones.
fn domains(sent: &Sent) -> Result<Vec<Domain>, Not> {
    let domain = member(sent, "domain")?.and_then(Value::as_str).and_then(Domain::read);
    let domain = domain.ok_or_else(|| Not::Judged("`domain` is no host name".to_owned()))?;
    let secondary = member(sent, "secondary_domains")?.and_then(strings).unwrap_or_default();
    Ok(std::iter::once(domain).chain(secondary.into_iter().filter_map(Domain::read)).collect())
}

/// Judges addresses that can be read; that they can be is a rule of its own.
fn lie_on_domain<'v>(sent: &Sent, name: &str, addresses: impl Iterator<Item = &'v Value>) -> Ruling {
    let domains = domains(sent)?;
    let mut found = false;
    for url in addresses.filter_map(web_address) {
        found = true;
        if !domains.iter().any(|domain| domain.holds(&url)) {
            let hosts: Vec<_> = domains.iter().map(|domain| domain.host.as_str()).collect();
            return Err(broken(
                format!("`{name}` on `{}`, the `domain` or a secondary one", hosts.join("` or `")),
                format!("`{}`", shortened(url.as_str())),
            ));
        }
    }
    if found {
        Ok(())
    } else {
        Err(Not::Applicable(format!("the registration has no `{name}` of that kind")))
    }
}

pub(super) fn target(sent: &Sent) -> Ruling {
    lie_on_domain(sent, "target_link_uri", member(sent, "target_link_uri")?.into_iter())
}

pub(super) fn redirect_uris(sent: &Sent) -> Ruling {
    let uris = of(body(sent)?, "redirect_uris").and_then(Value::as_array);
    lie_on_domain(sent, "redirect_uris", uris.into_iter().flatten())
}

pub(super) fn messages(sent: &Sent) -> Ruling {
    let messages = readable_messages(sent)?;
    let targets = messages.into_iter().filter_map(|message| message.get("target_link_uri"));
    lie_on_domain(sent, "target_link_uri of a message", targets)
}
