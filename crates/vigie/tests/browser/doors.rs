//! The pages behind the other links of the letters: of whoever published the content, of a provider's own account of
//! itself, and of an order to act.

use crate::way::Way;

impl Way {
    /// The provider hands the page of the content provider on; who opens it asks the host state for scrutiny.
    pub async fn content_provider(&mut self) {
        let order = self.house.link_to("o").expect("a letter with the order's link");
        let browser = &self.browser;
        browser.forget().await;
        browser.open_page(&order).await;
        let handed_on =
            self.house.link_in(&browser.client.source().await.unwrap(), "c").expect("the page shows what is handed on");
        browser.open_page(&handed_on).await;
        browser.find("main h1").await;
        browser.says("REHEARSAL").await;
        self.looks.at(browser, "portal-content").await;
        browser.open_page(&handed_on.replace("/portal/c", "/portal/o")).await;
        browser.says("This link is not valid").await;
    }

    /// The provider asks for its own page, which comes by letter to the address in the directory.
    pub async fn own_page(&mut self) {
        let order = self.house.link_to("o").expect("a letter with the order's link");
        let browser = &self.browser;
        browser.forget().await;
        browser.open_page(&order).await;
        browser.press("form[action*='/own-page'] button").await;
        browser.find("#own-page .note.ok").await;
        let own = browser.until("the letter with the provider's own page", || self.house.link_to("p")).await;
        browser.open_page(&own).await;
        browser.says("Lowtide Pages").await;
        browser.says("Answered: removed").await;
        self.looks.at(browser, "portal-own").await;
        let views = browser
            .run("return [...document.querySelectorAll('main nav.parts a')].map((a) => a.getAttribute('href'))", &[])
            .await;
        for (n, view) in views.as_array().into_iter().flatten().filter_map(|view| view.as_str()).enumerate() {
            browser.open_page(view).await;
            browser.find("main h1").await;
            self.looks.at(browser, &format!("portal-own-{n}")).await;
        }
    }

    /// The analyst makes the draft of a referral an order to act; an issuing officer releases it; the provider reads it.
    pub async fn order_to_act(&mut self, referral: &str) {
        let browser = &self.browser;
        browser.sign_in("ana").await;
        browser.open_page(referral).await;
        browser.press("details:has(#legal_basis) summary").await;
        browser.fill("#legal_basis", "REHEARSAL Harbour Act, Art 4").await;
        browser.fill("#provision", "REHEARSAL: whoever repeats the bulletin of the harbour").await;
        browser.fill("#measure", "Remove the item").await;
        browser.fill("#territory", "Belgium").await;
        self.looks.at(browser, "referral-ground").await;
        browser.press("form:has(#legal_basis) .acts button").await;
        browser.find(".notice.ok").await;
        browser.sign_in("bo").await;
        browser.open_page(referral).await;
        browser.press("form[action$='/release'] .acts button").await;
        browser.find(".notice.ok").await;
        let letter = browser.until("the letter of the order to act", || self.house.link_to("r")).await;
        browser.forget().await;
        browser.open_page(&letter).await;
        browser.says("REHEARSAL Harbour Act, Art 4").await;
        self.looks.at(browser, "portal-order-to-act").await;
    }
}
