//! axe-core: what keeps people with a screen reader, a keyboard or weak eyes from using a page.

use std::sync::OnceLock;

use serde_json::{Value, json};
use thirtyfour::WebDriver;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/axe-core/axe.min.js");

/// WCAG 2.2 A and AA, and what axe-core calls best practice.
const TAGS: &[&str] = &["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const RUN: &str = r"
    const [runOnly, done] = arguments;
    const told = (violation) => violation.id + ': ' + violation.help + '\n' + violation.nodes.slice(0, 5).map((node) =>
        '      ' + node.target.join(' ') + '\n      ' + node.html.slice(0, 200) + '\n      '
        + (node.any[0] || node.all[0] || node.none[0] || {message: ''}).message).join('\n');
    axe.run(document, {runOnly, iframes: false, resultTypes: ['violations']})
        .then((results) => done(results.violations.map(told)), (error) => done(['axe-core cannot run: ' + error]));
";

/// What to look for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rules {
    All,
    /// Those that a change of colours can break.
    Colours,
}

impl Rules {
    fn only(self) -> Value {
        match self {
            Self::All => json!({"type": "tag", "values": TAGS}),
            Self::Colours => json!({"type": "rule", "values": ["color-contrast", "link-in-text-block"]}),
        }
    }
}

/// What axe-core finds on the page that is open, one text each.
pub(crate) async fn violations(driver: &WebDriver, rules: Rules) -> Vec<String> {
    static SOURCE: OnceLock<String> = OnceLock::new();
    let read = || std::fs::read_to_string(FILE).expect("axe-core, which `tests/browser/install` brings");
    let loaded = driver.execute("return typeof axe === 'object'", Vec::new()).await.unwrap();
    if !loaded.convert::<bool>().unwrap() {
        driver.execute(SOURCE.get_or_init(read).as_str(), Vec::new()).await.unwrap();
    }
    driver.execute_async(RUN, vec![rules.only()]).await.unwrap().convert().unwrap()
}
