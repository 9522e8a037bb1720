//! A joint action of two states in a real browser: opened, planned, called by two people, reported from a phone that
//! has no line and then has one, and seen on the board.

use crate::driver::Browser;
use crate::house::lighthouse;
use crate::way::Way;
use casework::ports::Clock as _;
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use vigie::clock::SystemClock;

/// Those who play it: login, name, role, authority.
const CAST: [(&str, &str, &str, &str); 5] = [
    ("lucy", "Lucy Lead", "coordinator", ""),
    ("dirk", "Dirk Deputy", "coordinator", ""),
    ("inga", "Inga Vestigator", "investigator", ""),
    ("niek", "Niek Noord", "coordinator", "Dutch desk"),
    ("nora", "Nora Noord", "coordinator", "Dutch desk"),
];
/// The address that a team takes away: of documentation, nobody's.
const ASSET: &str = "address 192.0.2.44";

/// A moment some minutes from now, as a field for date and time takes it.
fn local(minutes: i64) -> String {
    let zone = TimeZone::get("Europe/Brussels").unwrap();
    (SystemClock.now() + minutes.minutes()).to_zoned(zone).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// Sends the form that a path of its address belongs to, filled by name. Groups that are folded are opened first.
async fn send(browser: &Browser, form: &str, fields: &[(&str, &str)]) {
    let form = format!("form[action$='{form}']");
    browser.find(&form).await;
    let fields: Vec<Value> = fields.iter().map(|(name, value)| json!([name, value])).collect();
    let script = "const form = document.querySelector(arguments[0]);
        for (let fold = form.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
        for (const [name, value] of arguments[1]) {
            const of = [...form.elements].filter((field) => field.name === name);
            const box = of.find((field) => ['radio', 'checkbox'].includes(field.type) && (field.value === value || field.closest('label')?.textContent.includes(value)));
            if (box) { box.checked = true; continue; }
            const field = of.find((field) => !['radio', 'checkbox'].includes(field.type));
            if (field.tagName === 'SELECT') {
                const option = [...field.options].find((option) => option.value === value || option.textContent.trim() === value);
                field.value = option.value;
            } else field.value = value;
        }";
    browser.run(script, &[json!(form), Value::Array(fields)]).await;
}

/// The same, sent with one of its buttons.
async fn submit(browser: &Browser, form: &str, button: &str, fields: &[(&str, &str)]) {
    send(browser, form, fields).await;
    press(browser, &format!("form[action$='{form}'] button{button}")).await;
}

/// Presses a button, and waits for the page that says that it is done; what the page before said is taken away.
async fn press(browser: &Browser, css: &str) {
    browser.run("document.querySelector('.notice')?.remove()", &[]).await;
    browser.press(css).await;
    browser.find(".notice.ok").await;
}

impl Way {
    /// Another authority, and people of two.
    pub async fn cast(&mut self) {
        let mut links = Vec::new();
        let browser = &self.browser;
        browser.sign_in("admin").await;
        browser.open_page("/authorities").await;
        for (field, text) in [("#name", "Dutch desk"), ("#country", "NL"), ("#contact", "desk@nl.example")] {
            browser.fill(field, text).await;
        }
        send(browser, "/authorities", &[("competence", "issues_orders"), ("time_zone", "Europe/Amsterdam")]).await;
        browser.press("form[action='/authorities'] .acts button").await;
        browser.find(".notice.ok").await;
        for (login, name, role, authority) in CAST {
            browser.open_page("/people").await;
            let mut fields = vec![("name", name), ("login", login), ("role", role)];
            if !authority.is_empty() {
                fields.push(("authority", authority));
            }
            send(browser, "/people", &fields).await;
            browser.press("form[action='/people'] .acts button").await;
            links.push((login, browser.find("code.addr").await.text().await.unwrap()));
        }
        for (login, link) in links {
            browser.forget().await;
            browser.open_page(&link).await;
            browser.press("main button[type=submit]").await;
            browser.find("#new").await;
            browser.fill("#new", &crate::driver::password(login)).await;
            browser.press("form[action='/account/password'] .acts button").await;
            browser.find(".notice.ok").await;
        }
    }

    /// The operation is opened and planned: participants, wave, target, title. Returns its address.
    pub async fn plan(&mut self) -> String {
        let browser = &self.browser;
        browser.sign_in("inga").await;
        browser.open_page("/map").await;
        submit(
            browser,
            "/map/seeds",
            ".main-act",
            &[("given", ASSET), ("why", "REHEARSAL: rented by the invented agency")],
        )
        .await;
        submit(browser, "/count", "", &[("strangers", "0"), ("note", "REHEARSAL: told by the host")]).await;
        browser.sign_in("lucy").await;
        browser.open_page("/act").await;
        self.looks.at(browser, "act-empty").await;
        let unit = "REHEARSAL referral unit";
        let entry = [
            ("name", "Low lamp"),
            ("objective", "REHEARSAL: to put the lamp out everywhere at once"),
            ("legal_frame", "REHEARSAL: harbour inquiry 7/26"),
            ("lead", unit),
            ("coordinator", unit),
        ];
        submit(browser, "/act", ".main-act", &entry).await;
        let base = browser.place().await.split('?').next().unwrap().to_owned();
        submit(browser, "/participants", "", &[("authority", "Dutch desk"), ("terms", "REHEARSAL: member state")])
            .await;
        let (from, until) = (local(-30), local(60 * 24));
        let wave = [
            ("from", from.as_str()),
            ("until", until.as_str()),
            ("state", "NL"),
            ("state", "BE"),
            ("coordinator", "Lucy Lead"),
            ("deputy", "Dirk Deputy"),
            ("lead", "Dirk Deputy"),
            ("voice", "Niek Noord"),
            ("voice", "Nora Noord"),
        ];
        submit(browser, "/waves", ".main-act", &wave).await;
        let target = [("asset", ASSET), ("measure", "seize_server"), ("name", "NL-01, rack in Delft"), ("place", "NL")];
        submit(browser, "/targets", "", &target).await;
        let title = [
            ("kind", "national_warrant"),
            ("number", "REHEARSAL 7/26"),
            ("issuer", "NL"),
            ("place", "NL"),
            ("from", from.as_str()),
            ("assets", ASSET),
            ("measure", "seize_server"),
        ];
        submit(browser, "/instruments", "", &title).await;
        self.looks.at(browser, "act-plan").await;
        base
    }

    /// The target is given to a state, prepared, and cleared.
    pub async fn prepare(&mut self, base: &str) {
        let browser = &self.browser;
        browser.press("table.targets tbody a").await;
        browser.find("form[action$='/allocate']").await;
        let target = browser.place().await;
        submit(browser, "/allocate", "", &[("country", "NL")]).await;
        let team = "form[action$='/prepare']:has(input[value=on_site])";
        browser.run("document.querySelector(arguments[0]).closest('details').open = true", &[json!(team)]).await;
        browser.fill("#team", "REHEARSAL team 4").await;
        press(browser, &format!("{team} button")).await;
        submit(browser, "/collateral", "", &[]).await;
        self.looks.at(browser, "act-target").await;
        browser.sign_in("lia").await;
        browser.open_page(&target).await;
        submit(browser, "/deconflict", "", &[("answer", "go"), ("note", "REHEARSAL: asked, no objection")]).await;
        browser.says("Cleared").await;
        browser.open_page(base).await;
    }

    /// Ready, the moment, and go: by two people, for all and for the state.
    pub async fn call(&mut self, base: &str) {
        let browser = &self.browser;
        browser.sign_in("lucy").await;
        browser.open_page(base).await;
        submit(browser, "/call", "[value=make_ready]", &[]).await;
        submit(browser, "/call", "[value=fix_moment]", &[("moment", &local(2))]).await;
        press(browser, "button.main-act[value=go]").await;
        browser.says("A second person must call it too").await;
        self.looks.at(browser, "act-first-go").await;
        browser.sign_in("dirk").await;
        browser.open_page(base).await;
        browser.says("Lucy Lead called go").await;
        press(browser, "button.main-act[value=go]").await;
        browser.says("Go stands").await;
        browser.sign_in("niek").await;
        browser.open_page(base).await;
        for check in ["team", "contact", "secrecy_steps", "rollback"] {
            submit(browser, "/ready", "", &[("check", check), ("note", "REHEARSAL")]).await;
        }
        for login in ["niek", "nora"] {
            browser.sign_in(login).await;
            browser.open_page(base).await;
            let go = "form[action$='/call']:has(input[value=NL]) button[value=go]";
            browser.find(go).await;
            browser.run("document.querySelector(arguments[0]).closest('details').open = true", &[json!(go)]).await;
            press(browser, go).await;
        }
        self.looks.at(browser, "act-plan-going").await;
        // The fallback sheet is a paper that the browser keeps.
        let script = "const done = arguments[arguments.length - 1];
            fetch(document.querySelector(\"a[href*='/sheet?']\").href).then((answer) => answer.arrayBuffer())
                .then((bytes) => done(String.fromCharCode(...new Uint8Array(bytes.slice(0, 5)))));";
        assert_eq!(browser.client.execute_async(script, Vec::new()).await.unwrap(), json!("%PDF-"));
    }

    /// A phone without a line opens the page again, and keeps the report with its photograph through a reload. With a
    /// line it is sent; what was refused is opened again with all that was written, corrected, and sent once.
    pub async fn field(&mut self, base: &str) {
        let picture = self.house.file("rack.jpg", |path| lighthouse(320, 240).save(path).unwrap());
        let browser = &self.browser;
        browser.sign_in("niek").await;
        browser.size(390, 844).await;
        browser.open_page(&format!("{base}/field")).await;
        browser.find(".queue[data-page-kept]").await;
        self.looks.at(browser, "act-field").await;
        browser.size(390, 844).await;
        self.house.stop();
        browser.client.refresh().await.unwrap();
        browser.says("This page is kept on the phone").await;
        let exhibit = [("number-1", "0001"), ("what-1", "REHEARSAL barometer"), ("place-1", "rack 7")];
        send(browser, "/field", &[("outcome", "seized"), ("note", "REHEARSAL: taken at the quay")]).await;
        send(browser, "/field", &exhibit).await;
        browser.run("for (const fold of document.querySelectorAll('form.report details')) fold.open = true", &[]).await;
        browser.choose_file("input[name=photograph-1]", &picture).await;
        browser.press("form.report button.main-act").await;
        browser.says("waiting, kept on this phone").await;
        browser.client.refresh().await.unwrap();
        browser.says("No line.").await;
        browser.says("waiting, kept on this phone").await;
        self.looks.at(browser, "act-field-waiting").await;
        browser.size(390, 844).await;
        self.house.start();
        // Without the number of the seal it is refused, and says why.
        browser.run("dispatchEvent(new Event('online'))", &[]).await;
        browser.find("[data-state=refused]").await;
        browser.says("Seal: it is missing").await;
        browser.press("[data-state=refused] button").await;
        browser.find("[data-correcting]").await;
        self.looks.at(browser, "act-field-correcting").await;
        browser.size(390, 844).await;
        let read = "const form = document.querySelector('form.report');
            const of = (name) => form.elements.namedItem(name);
            return ['outcome', 'note', 'number-1', 'what-1', 'place-1', 'seal-1'].map((name) => of(name).value)
                .concat([...of('photograph-1').files].map((file) => file.name));";
        let written =
            ["seized", "REHEARSAL: taken at the quay", "0001", "REHEARSAL barometer", "rack 7", "", "rack.jpg"];
        assert_eq!(browser.run(read, &[]).await, json!(written), "all that was written stands in the form again");
        send(browser, "/field", &[("seal-1", "seal 12")]).await;
        browser.press("form.report button.main-act").await;
        // Somebody presses again.
        browser.run("dispatchEvent(new Event('online'))", &[]).await;
        browser.find("[data-state=received]").await;
        browser.run("dispatchEvent(new Event('online'))", &[]).await;
        browser.open_page(&format!("{base}/field")).await;
        browser.says("received").await;
        assert_eq!(browser.count("[data-state=waiting], [data-state=refused]").await, 0, "nothing is left to do");
        self.looks.at(browser, "act-field-received").await;
        // Whoever signs out leaves the reports that wait, and no page.
        browser.open_page("/").await;
        browser.run("document.querySelector(\"form[action='/logout']\").requestSubmit()", &[]).await;
        browser.find("#login").await;
        let kept = "const done = arguments[arguments.length - 1]; caches.keys().then(done)";
        assert_eq!(browser.client.execute_async(kept, Vec::new()).await.unwrap(), json!([]));
    }

    /// The board follows without being reloaded, shows one report, and the exhibit with its seal.
    pub async fn board(&mut self, base: &str) {
        let browser = &self.browser;
        browser.sign_in("lucy").await;
        browser.open_page(&format!("{base}/board")).await;
        browser.says("Seized").await;
        browser.says("NL-01, rack in Delft").await;
        self.looks.at(browser, "act-board").await;
        let read = "return document.querySelector('time[data-t0]').textContent";
        let before = browser.run(read, &[]).await;
        let until = std::time::Instant::now() + std::time::Duration::from_secs(10);
        while browser.run(read, &[]).await == before {
            assert!(std::time::Instant::now() < until, "the clock of T0 ticks");
        }
        // A message written elsewhere stands here without a reload.
        let script = "const done = arguments[arguments.length - 1];
            const form = document.querySelector(\"form[action$='/say']\");
            const body = new URLSearchParams(new FormData(form));
            body.set('text', 'REHEARSAL: fog on the quay');
            fetch(form.action, { method: 'POST', body, redirect: 'manual' }).then(() => done(true));";
        browser.client.execute_async(script, Vec::new()).await.unwrap();
        browser.says("REHEARSAL: fog on the quay").await;
        browser.open_page(&format!("{base}/board?screen")).await;
        browser.says("Seized").await;
        self.looks.at(browser, "act-board-screen").await;
        browser.open_page(base).await;
        browser.says("NL-0001").await;
        browser.press("table.targets tbody a").await;
        browser.says("seal 12").await;
        let reports = "return [...document.querySelectorAll('caption')].find((c) => c.textContent.includes('Reports and claims')).closest('table').querySelectorAll('tbody tr').length";
        assert_eq!(browser.run(reports, &[]).await, json!(1), "the report was taken once");
        self.looks.at(browser, "act-target-reported").await;
        browser.open_page(&format!("{base}/after")).await;
        self.looks.at(browser, "act-after").await;
    }

    /// An alert is written, issued by a second person, and its receipt confirmed.
    pub async fn alert(&mut self) {
        let browser = &self.browser;
        browser.sign_in("lucy").await;
        browser.open_page("/act").await;
        let given = [("subject", "REHEARSAL: a new lamp"), ("text", "It is lit in nine languages."), ("tlp", "green")];
        submit(browser, "/act/alerts", "", &given).await;
        let page = browser.place().await.split('?').next().unwrap().to_owned();
        browser.sign_in("dirk").await;
        browser.open_page(&page).await;
        submit(browser, "/issue", "", &[]).await;
        browser.sign_in("nora").await;
        browser.open_page(&page).await;
        self.looks.at(browser, "act-alert").await;
        submit(browser, "/confirm", "", &[]).await;
        browser.open_page("/act").await;
        browser.says("receipt confirmed").await;
        self.looks.at(browser, "act").await;
    }
}
