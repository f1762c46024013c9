//! What nobody clicks on and nobody may see: errors of scripts, violations of the content security policy, missing
//! resources, and requests to other hosts.

use serde_json::Value;
use thirtyfour::WebDriver;
use thirtyfour::error::WebDriverResult;
use url::Url;

/// Hosts that a page may ask: all is on this machine.
const OWN: &[&str] = &["localhost", "127.0.0.1", "[::1]"];

/// What the browser wrote down since it was last asked.
pub(crate) async fn complaints(driver: &WebDriver) -> WebDriverResult<Vec<String>> {
    let mut found = Vec::new();
    for entry in driver.get_log("browser").await? {
        // A page that answers 404 is one "network" entry, and rightly so; resources are judged below.
        let network = entry.source.as_deref() == Some("network");
        if !network && matches!(entry.level.as_str(), "SEVERE" | "WARNING") {
            found.push(format!("{}: {}", entry.source.unwrap_or_default(), entry.message));
        }
    }
    for entry in driver.get_log("performance").await? {
        let entry: Value = serde_json::from_str(&entry.message)?;
        found.extend(outside(&entry["message"]).or_else(|| missing(&entry["message"])));
    }
    Ok(found)
}

/// A request that leaves the machine.
fn outside(event: &Value) -> Option<String> {
    let sent = event["method"] == "Network.requestWillBeSent";
    let url = Url::parse(event["params"]["request"]["url"].as_str().filter(|_| sent)?).ok()?;
    let own = !matches!(url.scheme(), "http" | "https" | "ws" | "wss")
        || url.host_str().is_some_and(|host| OWN.contains(&host));
    (!own).then(|| format!("a request to another host: {url}"))
}

/// A style, script, image or the like that is not there.
fn missing(event: &Value) -> Option<String> {
    let (parameters, response) = (&event["params"], &event["params"]["response"]);
    let resource = event["method"] == "Network.responseReceived" && parameters["type"] != "Document";
    let status = response["status"].as_u64().filter(|status| resource && *status >= 400)?;
    Some(format!("{status} for {} {}", parameters["type"], response["url"]))
}
