//! A browser that is driven as an officer drives it: by what the page shows, and by the keyboard.

use axum::http::Method;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};
use url::{ParseError, Url};

/// How long anything on a page may take to appear.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often a page is loaded again while the worker is at it.
const RELOADS: u32 = 400;

/// Chromium's own commands beside the standard ones.
#[derive(Debug)]
struct DevTools(Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.0.to_string()))
    }
}

/// One window of a real Chromium.
pub struct Browser {
    /// The session.
    pub client: Client,
    base: String,
}

impl Browser {
    /// Opens a window with a profile of its own.
    pub async fn open(webdriver: &str, profile: &Path, base: &str) -> Self {
        let flags = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=en-GB",
            "--window-size=1280,900",
        ];
        let flags: Vec<String> = flags
            .iter()
            .map(|flag| (*flag).to_owned())
            .chain([format!("--user-data-dir={}", profile.display())])
            .collect();
        let Value::Object(wanted) = json!({ "goog:chromeOptions": { "args": flags } }) else {
            unreachable!("an object was written")
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted)
            .connect(webdriver)
            .await
            .expect("a session with the WebDriver");
        Self { client, base: base.to_owned() }
    }

    /// Opens a page of the installation, or any other address.
    pub async fn open_page(&self, path: &str) {
        let address = if path.starts_with('/') { format!("{}{path}", self.base) } else { path.to_owned() };
        self.client.goto(&address).await.unwrap();
    }

    /// Path and query of the page.
    pub async fn place(&self) -> String {
        let url = self.client.current_url().await.unwrap();
        url[url::Position::BeforePath..].to_owned()
    }

    /// The first element by a CSS selector, once it is there.
    pub async fn find(&self, css: &str) -> Element {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("{css} is not on {}: {error}\n{}", self.place().await, self.words().await),
        }
    }

    /// How many elements there are by a CSS selector.
    pub async fn count(&self, css: &str) -> usize {
        self.client.find_all(Locator::Css(css)).await.unwrap().len()
    }

    /// Everything a reader can see; nothing while one page gives way to the next.
    pub async fn words(&self) -> String {
        let words = self.run("return document.body ? document.body.innerText : ''", &[]).await;
        words.as_str().unwrap_or_default().to_owned()
    }

    /// Insists that the page, or the one that is about to follow it, says something.
    pub async fn says(&self, wanted: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.words().await.contains(wanted) {
            let late = Instant::now() > until;
            assert!(!late, "{} does not say “{wanted}” but:\n{}", self.place().await, self.words().await);
        }
    }

    /// Loads the page again until it says something that the worker brings about.
    pub async fn comes_to_say(&self, wanted: &str) {
        for _ in 0..RELOADS {
            if self.words().await.contains(wanted) {
                return;
            }
            self.client.refresh().await.unwrap();
        }
        self.says(wanted).await;
    }

    /// Asks again and again for something that the worker brings about, while the page stays open.
    pub async fn until<T>(&self, what: &str, ask: impl Fn() -> Option<T>) -> T {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = ask() {
                return found;
            }
            assert!(Instant::now() < until, "{what} does not come; the page says:\n{}", self.words().await);
        }
    }

    /// Types into a field, over what stands there.
    pub async fn fill(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Gives a field of dates, times or files its value; how a browser draws these differs by country.
    pub async fn set(&self, css: &str, value: &str) {
        self.find(css).await;
        self.run("document.querySelector(arguments[0]).value = arguments[1]", &[json!(css), json!(value)]).await;
    }

    /// Chooses files by their paths.
    pub async fn choose_file(&self, css: &str, path: &Path) {
        self.find(css).await.send_keys(&path.display().to_string()).await.unwrap();
    }

    /// Presses an element with the pointer, in the middle of the window, so that nothing covers it.
    pub async fn press(&self, css: &str) {
        let element = self.find(css).await;
        self.run("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })", &[json!(css)]).await;
        element.click().await.unwrap_or_else(|error| panic!("{css} cannot be pressed: {error}"));
    }

    /// Presses keys, one after another, wherever the focus is.
    pub async fn keys(&self, keys: &str) {
        for key in keys.chars() {
            let press = KeyActions::new("keyboard".to_owned())
                .then(KeyAction::Down { value: key })
                .then(KeyAction::Up { value: key });
            self.client.perform_actions(press).await.unwrap();
        }
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.client.execute(script, arguments.to_vec()).await.unwrap()
    }

    /// Asks Chromium for something that WebDriver has no word for.
    pub async fn devtools(&self, command: &str, params: Value) -> Value {
        self.client.issue_cmd(DevTools(json!({ "cmd": command, "params": params }))).await.unwrap()
    }

    /// Makes the window a desk's or a phone's.
    pub async fn size(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Forgets who was signed in, as another person at another machine.
    pub async fn forget(&self) {
        self.client.delete_all_cookies().await.unwrap();
    }

    /// Signs in with a password, through the form.
    pub async fn sign_in(&self, login: &str) {
        self.open_page("/login").await;
        self.forget().await;
        self.open_page("/login").await;
        self.fill("#login", login).await;
        self.fill("#password", &password(login)).await;
        self.press("main button[type=submit]").await;
        self.find("nav#nav, #nav").await;
        assert_eq!(self.place().await, "/", "{login} is signed in");
    }
}

/// The password a person chose. Invented, like the person.
pub fn password(login: &str) -> String {
    format!("REHEARSAL lantern of {login}")
}
