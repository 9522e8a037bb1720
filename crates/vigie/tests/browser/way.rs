//! The steps of the way, in order. Each leaves the installation as the next one needs it.

use crate::driver::{Browser, password};
use crate::house::{BULLETIN, House, lighthouse};
use crate::looks::Looks;
use casework::ports::Clock as _;
use fantoccini::key::Key;
use jiff::ToSpan as _;
use serde_json::json;
use std::fs;
use vigie::clock::SystemClock;

/// The address that is ordered removed; a picture.
const PICTURE: &str = "https://pages.lowtide.test/b/1";
/// The address that is decided by keyboard alone; a text.
const TEXT: &str = "https://pages.lowtide.test/b/2";
/// Reasons as an officer would give them, for invented material.
const REASON: &str = "REHEARSAL: the drawing is the one in the bank, shown without comment; nothing on the page speaks for another purpose.";

/// Everything the steps share.
pub struct Way {
    pub house: House,
    pub browser: Browser,
    pub looks: Looks,
}

impl Way {
    /// Everybody comes by a link that works once, chooses a password, leaves, and comes back with it.
    pub async fn first_sign_in(&mut self) {
        let browser = &self.browser;
        browser.open_page("/login").await;
        self.looks.at(browser, "login").await;
        for (login, link) in &self.house.links {
            browser.open_page(link).await;
            if *login == "admin" {
                self.looks.at(browser, "login-once").await;
            }
            browser.press("main button[type=submit]").await;
            browser.find("#new").await;
            browser.fill("#new", &password(login)).await;
            browser.press("form[action='/account/password'] .acts button").await;
            browser.find(".notice.ok").await;
            if *login == "admin" {
                self.looks.at(browser, "account").await;
            }
            browser.press("form[action='/logout'] button").await;
            browser.says("You are signed out.").await;
        }
        browser.open_page(&self.house.links[0].1).await;
        browser.press("main button[type=submit]").await;
        browser.find(".note.bad").await;
        browser.open_page("/login").await;
        browser.fill("#login", "admin").await;
        browser.fill("#password", "REHEARSAL not the password").await;
        browser.press("main button[type=submit]").await;
        browser.find(".note.bad").await;
        self.looks.at(browser, "login-wrong").await;
    }

    /// The provider goes into the directory, and was informed two days ago.
    pub async fn directory(&mut self) {
        let browser = &self.browser;
        browser.sign_in("admin").await;
        self.looks.at(browser, "today-empty").await;
        browser.open_page("/providers").await;
        let fields = [
            ("#name", "Lowtide Pages"),
            ("#country", "BE"),
            ("#contact", "abuse@lowtide.test"),
            ("#languages", "nl, en"),
            ("#time_zone", "Europe/Amsterdam"),
            ("#domains", "lowtide.test"),
        ];
        for (field, text) in fields {
            browser.fill(field, text).await;
        }
        browser.fill("#country", "Holland").await;
        browser.press("form[action='/providers'] .acts button").await;
        browser.find(".note.bad").await;
        self.looks.at(browser, "providers-refused").await;
        browser.fill("#country", "BE").await;
        browser.press("form[action='/providers'] .acts button").await;
        browser.find(".notice.ok").await;
        browser.press("details summary").await;
        let then = SystemClock.now() - 48.hours();
        browser.set("#at", &then.strftime("%Y-%m-%dT%H:%M").to_string()).await;
        browser.fill("#how", "REHEARSAL: by registered letter").await;
        browser.press("form[action$='/informed'] .acts button").await;
        browser.find(".notice.ok").await;
        browser.says("by registered letter").await;
        self.looks.at(browser, "provider").await;
    }

    /// The analyst hands in a picture and a text, with the addresses they were seen at.
    pub async fn intake(&mut self) {
        let picture = self.house.file("seen.jpg", |path| lighthouse(640, 427).save(path).unwrap());
        let edited = BULLETIN.replace("seven lighthouses", "eight lighthouses");
        let page =
            format!("<!doctype html><html lang=en><title>Bulletin 2</title><h1>Bulletin 2</h1><p>{edited}</p></html>");
        let text = self.house.file("bulletin.html", |path| fs::write(path, page).unwrap());
        let browser = &self.browser;
        browser.sign_in("ana").await;
        browser.open_page("/intake").await;
        self.looks.at(browser, "intake").await;
        browser.press("form.intake .acts button").await;
        browser.find(".note.bad").await;
        for (file, address) in [(&picture, PICTURE), (&text, TEXT)] {
            browser.open_page("/intake").await;
            browser.choose_file("#files", file).await;
            browser.fill("#base", address).await;
            browser.press("form.intake .acts button").await;
            browser.find("table").await;
            browser.says("lowtide.test/b/").await;
        }
        self.looks.at(browser, "intake-done").await;
        browser.open_page("/queue").await;
        browser.comes_to_say("pages.lowtide.test/b/1").await;
        browser.comes_to_say("pages.lowtide.test/b/2").await;
        browser.keys("?").await;
        browser.find("#keymap:target").await;
        assert!(browser.find("#keymap h2").await.is_displayed().await.unwrap());
        self.looks.at(browser, "queue-keys").await;
        browser.keys(&char::from(Key::Escape).to_string()).await;
        assert!(!browser.find("#keymap h2").await.is_displayed().await.unwrap());
        self.looks.at(browser, "queue").await;
    }

    /// The item page: the veil, a reveal that counts, a reason that is too short, then a proposal. Returns the order's page.
    pub async fn finding(&mut self) -> String {
        let browser = &self.browser;
        let id = browser.run("return [...document.querySelectorAll('.q')].find((row) => row.textContent.includes('lowtide.test/b/1')).querySelector('a').getAttribute('href')", &[]).await;
        let item = id.as_str().unwrap().to_owned();
        browser.open_page(&item).await;
        browser.says("REHEARSAL bank").await;
        browser.says("reveals: 0 by you, 0 in all").await;
        self.looks.at(browser, "item").await;
        browser.keys("v").await;
        browser.says("Revealed once, in grey").await;
        browser.says("reveals: 1 by you, 1 in all").await;
        self.looks.at(browser, "item-revealed").await;
        browser.open_page(&item).await;
        assert_eq!(browser.count("figure.media.veiled form").await, 1, "a picture is veiled again on the next visit");
        browser.press("input[value=none_protected]").await;
        browser.fill("#reason", "Too short.").await;
        browser.press("input[value=incites]").await;
        browser.press("input[value=high]").await;
        browser.press("button[value=propose_order]").await;
        browser.find("#reason-error").await;
        browser.says("at least 40 are needed").await;
        assert_eq!(
            browser.find("#reason").await.prop("value").await.unwrap().as_deref(),
            Some("Too short."),
            "what was typed is kept"
        );
        self.looks.at(browser, "item-refused").await;
        browser.fill("#reason", REASON).await;
        browser.press("button[value=propose_order]").await;
        browser.press(".notice a").await;
        browser.find(".hero").await;
        self.looks.at(browser, "order-draft-author").await;
        browser.place().await
    }

    /// The liaison officer asks and records the answer; silence is refused.
    pub async fn deconfliction(&mut self, order: &str) {
        let browser = &self.browser;
        browser.sign_in("lia").await;
        browser.open_page(order).await;
        browser.fill("#deconflict-words", "REHEARSAL: asked the Netherlands by telephone").await;
        browser.press("form[action$='/deconfliction'] .acts button").await;
        browser.find("[role=alert]").await;
        self.looks.at(browser, "order-liaison-refused").await;
        browser.press("input[name=answer][value=go]").await;
        browser.press("form[action$='/deconfliction'] .acts button").await;
        browser.find(".notice.ok").await;
    }

    /// The second officer finds all gates open, and issues.
    pub async fn issue(&mut self, order: &str) {
        let browser = &self.browser;
        browser.sign_in("bo").await;
        self.looks.at(browser, "today-approver").await;
        browser.open_page(order).await;
        // Outside working hours the page asks for a reason, and counts one gate less.
        if browser.count("#issue-exceptional").await > 0 {
            browser.says("15 of 16").await;
            browser.fill("#issue-exceptional", "REHEARSAL: the drawing spreads while we wait").await;
        } else {
            browser.says("16 of 16").await;
        }
        self.looks.at(browser, "order-draft").await;
        browser.press("form[action$='/issue'] .acts button").await;
        browser.find(".notice.ok").await;
        browser.comes_to_say("Delivered only").await;
        self.looks.at(browser, "order-delivered").await;
        browser.open_page(&format!("{order}#withdraw")).await;
        self.looks.at(browser, "order-withdraw").await;
    }

    /// The provider opens the link of the letter on a phone, without signing in; a changed link opens nothing.
    pub async fn provider(&mut self, order: &str) {
        let link = self.house.link_to("o").expect("a letter with a portal link lies in the folder");
        let browser = &self.browser;
        browser.forget().await;
        let last = link.chars().last().unwrap();
        let forged = format!("{}{}", &link[..link.len() - 1], if last == '0' { '1' } else { '0' });
        let forged_inside = link.replacen("/portal/", "/portal/x", 1);
        for bad in [forged, forged_inside] {
            browser.open_page(&bad).await;
            browser.says("This link is not valid").await;
        }
        self.looks.at(browser, "portal-forged").await;
        browser.size(390, 844).await;
        browser.open_page(&link).await;
        self.looks.at(browser, "portal").await;
        browser.size(390, 844).await;
        browser.fill("#receipt-name", "M. de Wit").await;
        browser.press("form[action*='/receipt'] button").await;
        browser.find(".due").await;
        self.looks.at(browser, "portal-running").await;
        self.sees_the_clock_run(order).await;
        let browser = &self.browser;
        browser.forget().await;
        browser.size(390, 844).await;
        browser.open_page(&link).await;
        browser.press("#answer details.ans summary").await;
        browser.fill("#removed-name", "M. de Wit").await;
        browser.press("#answer details.ans[open] button").await;
        browser.says("Your answer is recorded").await;
        self.looks.at(browser, "portal-answered").await;
        browser.open_page("/genuine").await;
        self.looks.at(browser, "check").await;
    }

    async fn sees_the_clock_run(&mut self, order: &str) {
        let browser = &self.browser;
        browser.sign_in("bo").await;
        browser.open_page(order).await;
        browser.find("[data-deadline]").await;
        self.looks.at(browser, "order-running").await;
        browser.open_page("/").await;
        self.looks.at(browser, "today-running").await;
        browser.open_page("/orders").await;
        self.looks.at(browser, "orders-running").await;
    }

    /// Back in the console: answered in time, with both stamps and the history; the ledger is whole.
    pub async fn aftermath(&mut self, order: &str) {
        let browser = &self.browser;
        browser.sign_in("bo").await;
        browser.open_page(order).await;
        browser.says("after receipt").await;
        for said in ["Finding recorded", "Answered", "M. de Wit", "Bo Approver", "Ana Lys", "Lia Ison"] {
            browser.says(said).await;
        }
        self.looks.at(browser, "order-answered").await;
        browser.open_page("/ledger").await;
        self.looks.at(browser, "ledger").await;
        browser.press("form[action='/ledger/verify'] button").await;
        browser.says("Whole. Every leaf stands in the tree").await;
        self.looks.at(browser, "ledger-verified").await;
    }

    /// One decision without a pointer: to the queue, into the item, every answer, the decision. Returns the referral's page.
    pub async fn by_keyboard(&mut self) -> String {
        let browser = &self.browser;
        browser.sign_in("ana").await;
        browser.keys("g2").await;
        browser.find(".qs").await;
        browser.keys("n").await;
        browser.find("#reason").await;
        browser.says("pages.lowtide.test/b/2").await;
        self.looks.at(browser, "item-text").await;
        browser.keys("0").await;
        browser.keys("1").await;
        assert_eq!(browser.count("input[value=none_protected]:checked, input[value=incites]:checked").await, 2);
        // From the box that was ticked, the tab key leads on; the reason stands before it.
        self.tab_to("reason", true).await;
        self.browser.keys(REASON).await;
        self.tab_to("confidence", false).await;
        let browser = &self.browser;
        browser.keys(" ").await;
        browser.keys("r").await;
        browser.find(".notice.ok a").await;
        browser.says("Ana Lys").await;
        self.looks.at(browser, "item-decided").await;
        browser.press(".notice a").await;
        browser.find("main h1").await;
        self.looks.at(browser, "referral").await;
        browser.place().await
    }

    /// Moves the focus by the tab key until a field has it.
    async fn tab_to(&self, name: &str, back: bool) {
        let step = if back {
            format!("{}{}", char::from(Key::Shift), char::from(Key::Tab))
        } else {
            char::from(Key::Tab).to_string()
        };
        for _ in 0..60 {
            if self.browser.run("return document.activeElement.name", &[]).await == json!(name) {
                return;
            }
            self.browser.client.active_element().await.unwrap().send_keys(&step).await.unwrap();
        }
        panic!("the tab key does not lead to {name}");
    }

    /// Every page opens for those who may see it, and is refused in words to those who may not.
    pub async fn every_page(&mut self) {
        let browser = &self.browser;
        let admin = ["/people", "/ledger", "/authorities"];
        let desk = [
            "/",
            "/intake",
            "/queue",
            "/referrals",
            "/orders",
            "/watch",
            "/report",
            "/providers",
            "/holds",
            "/banks",
            "/find?q=lowtide",
        ];
        let pages = admin.map(|page| ("admin", page)).into_iter().chain(desk.map(|page| ("desk", page)));
        let mut seated = "";
        for (login, page) in pages {
            if seated != login {
                browser.sign_in(login).await;
                seated = login;
            }
            browser.open_page(page).await;
            browser.find("#nav").await;
            assert!(browser.find("main h1").await.is_displayed().await.unwrap(), "{page}");
            let words = browser.words().await;
            assert!(!words.contains("went wrong") && !words.contains("not yours"), "{page}: {words}");
            let name = page.trim_start_matches('/').split('?').next().unwrap();
            self.looks.at(browser, &format!("page-{}", if name.is_empty() { "today" } else { name })).await;
        }
        browser.open_page("/banks").await;
        browser.press("main table a").await;
        browser.find("main h1").await;
        self.looks.at(browser, "bank").await;
        browser.open_page("/nothing-here").await;
        self.looks.at(browser, "not-found").await;
        browser.sign_in("ove").await;
        for page in
            ["/", "/queue", "/referrals", "/orders", "/watch", "/report", "/providers", "/banks", "/people", "/ledger"]
        {
            browser.open_page(page).await;
            browser.find("#nav").await;
            assert_eq!(
                browser.count("main form[method=post]").await,
                usize::from(page == "/ledger"),
                "the overseer changes nothing on {page}"
            );
        }
        browser.open_page("/intake").await;
        self.looks.at(browser, "refused").await;
    }

    /// The switch of language holds on the pages that follow; that of the theme too.
    pub async fn in_french(&mut self) {
        let browser = &self.browser;
        browser.sign_in("ana").await;
        browser.press("form[action='/preferences'] button[value=fr]").await;
        browser.find("html[lang=fr]").await;
        self.looks.at(browser, "french-today").await;
        browser.open_page("/queue").await;
        browser.find("html[lang=fr]").await;
        browser.says("Se déconnecter").await;
        self.looks.at(browser, "french-queue").await;
        browser.press("form[action='/preferences'] button[value=dark]").await;
        browser.find("html[data-theme=dark]").await;
        browser.open_page("/orders").await;
        browser.find("html[data-theme=dark][lang=fr]").await;
        self.looks.at(browser, "french-orders").await;
    }
}
