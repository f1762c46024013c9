//! What `ChromeDriver` answers beyond the commands of the client: names as assistive technology hears them, and the
//! developer tools.

use reqwest::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{RequestData, SessionId, WebDriver, WebElement};

#[derive(Debug)]
struct Raw {
    method: Method,
    path: String,
    body: Option<Value>,
}

impl FormatRequestData for Raw {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let request = RequestData::new(self.method.clone(), format!("/session/{session}/{}", self.path));
        match &self.body {
            Some(body) => request.add_body(body.clone()),
            None => request,
        }
    }
}

async fn call(
    driver: &WebDriver,
    method: Method,
    path: String,
    body: Option<Value>,
) -> WebDriverResult<Value> {
    driver.handle().cmd(Raw { method, path, body }).await?.value_json()
}

/// A command of the developer tools, for the page that is open.
pub(crate) async fn command(driver: &WebDriver, name: &str, parameters: Value) -> WebDriverResult<Value> {
    let body = json!({"cmd": name, "params": parameters});
    call(driver, Method::POST, "goog/cdp/execute".to_owned(), Some(body)).await
}

/// Role and accessible name, as the browser computes them.
pub(crate) async fn role_and_name(driver: &WebDriver, of: &WebElement) -> WebDriverResult<(String, String)> {
    let path = |what: &str| format!("element/{}/computed{what}", of.element_id());
    let role = call(driver, Method::GET, path("role"), None).await?;
    let name = call(driver, Method::GET, path("label"), None).await?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Ok((text(&role), text(&name)))
}
