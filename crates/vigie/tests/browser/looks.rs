//! Pictures of every page, light and dark, at a desk and on a phone; and what can be measured about them.

use crate::driver::Browser;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

/// Where the pictures go.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/screenshots");
/// The widths a page must fit, in pixels: a desk and a phone.
const WIDTHS: [u32; 2] = [1280, 390];
/// The tallest picture, in pixels.
const MAX_HEIGHT: u64 = 5000;

/// Takes pictures, and keeps what was found wrong until the end.
pub struct Looks {
    /// The source of axe-core, if `VIGIE_TEST_AXE` names it.
    axe: Option<String>,
    found: Vec<String>,
}

impl Looks {
    /// Makes the folder.
    pub fn new() -> Self {
        fs::create_dir_all(FOLDER).unwrap();
        let axe = std::env::var_os("VIGIE_TEST_AXE").map(|path| fs::read_to_string(path).unwrap());
        Self { axe, found: Vec::new() }
    }

    /// Looks at the page that is open. What was typed, revealed or refused stays as it is: nothing is loaded again.
    pub async fn at(&mut self, browser: &Browser, name: &str) {
        for theme in ["light", "dark"] {
            browser.run("document.documentElement.dataset.theme = arguments[0]", &[json!(theme)]).await;
            for width in WIDTHS {
                browser.size(width, 900).await;
                let measured = browser
                    .run("const e = document.documentElement; return [e.scrollWidth, e.scrollHeight]", &[])
                    .await;
                let across = measured[0].as_u64().unwrap();
                if across > u64::from(width) {
                    self.found.push(format!("{name}: {across} px wide in a window of {width} px"));
                }
                let height = measured[1].as_u64().unwrap().clamp(600, MAX_HEIGHT);
                browser.size(width, u32::try_from(height).unwrap()).await;
                let shot = browser.devtools("Page.captureScreenshot", json!({ "format": "png" })).await;
                let bytes = STANDARD.decode(shot["data"].as_str().unwrap()).unwrap();
                fs::write(PathBuf::from(FOLDER).join(format!("{name}-{theme}-{width}.png")), bytes).unwrap();
                self.measure(browser, &format!("{name}, {theme}, {width} px")).await;
            }
        }
        browser.size(1280, 900).await;
    }

    /// Runs axe-core's rules for WCAG 2.2 A and AA.
    async fn measure(&mut self, browser: &Browser, what: &str) {
        let Some(axe) = &self.axe else { return };
        browser.run(axe, &[]).await;
        let script = "const done = arguments[arguments.length - 1];
            axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
                .then((result) => done(result.violations.map((rule) => rule.id + ' (' + rule.impact + ') ' +
                    rule.nodes.slice(0, 4).map((node) => node.target.join(' ') + ': ' + node.failureSummary.split('\\n').slice(1, 2).join(' ').trim()).join(' | '))))";
        let violations = browser.client.execute_async(script, Vec::new()).await.unwrap();
        let lines = violations.as_array().into_iter().flatten().filter_map(Value::as_str);
        self.found.extend(lines.map(|line| format!("{what}: {line}")));
    }

    /// Everything that was found wrong.
    ///
    /// # Panics
    /// If anything was.
    pub fn judge(self) {
        assert!(self.found.is_empty(), "{}", self.found.join("\n"));
    }
}
