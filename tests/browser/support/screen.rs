//! What the browser is looked at by: a wide screen or a phone, in light or dark.

use serde_json::json;
use thirtyfour::WebDriver;

use super::devtools::command;

/// Whether something stands out at the side of the page.
pub(crate) const SIDEWAYS: &str = r"
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > width + 1);
    return ['scrolls sideways: ' + wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)).join(' | ')];
";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Screen {
    Wide,
    Dark,
    /// 390 by 844 pixels, in light.
    Phone,
}

impl Screen {
    pub(crate) const ALL: [Self; 3] = [Self::Wide, Self::Dark, Self::Phone];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Dark => "dark",
            Self::Phone => "phone",
        }
    }

    /// From now on the browser has this screen. Nothing moves on it, so that no colour is caught half-way.
    pub(crate) async fn set(self, driver: &WebDriver) {
        let scheme = if self == Self::Dark { "dark" } else { "light" };
        let features = json!([
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]);
        command(driver, "Emulation.setEmulatedMedia", json!({"features": features})).await.unwrap();
        let (name, size) = match self {
            Self::Phone => (
                "Emulation.setDeviceMetricsOverride",
                json!({"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true}),
            ),
            Self::Wide | Self::Dark => ("Emulation.clearDeviceMetricsOverride", json!({})),
        };
        command(driver, name, size).await.unwrap();
    }
}
