//! Writes the kit page and a bare page, light and dark, English and French, with their assets, into a folder:
//! `cargo run -p vigie --example kit -- FOLDER`, then serve the folder and look. All data is invented.

use std::{env, fs, path::Path};

use domain::id::PersonId;
use jiff::{Timestamp, tz::TimeZone};
use maud::{Markup, html};
use vigie::web::{
    format::{self, Reader},
    kit::{
        self, Button, Choice, ClockState, ClockView, Column, Entry, Field, Fill, Icon, Key, Media, Notice, Row, Span,
        Status, Step, StepState, Table, assets,
    },
    messages::{Lang, Text, item, login, order, portal, queue, terms::Term, today, words},
    shell::{self, BareFrame, Counters, Frame, LedgerView, PersonView, Section, Theme},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = env::args().nth(1).ok_or("say which folder to write to")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("assets"))?;
    for asset in assets::all() {
        fs::write(folder.join(asset.path.trim_start_matches('/')), asset.bytes)?;
    }
    fs::write(folder.join("picture.svg"), PICTURE)?;
    for lang in Lang::ALL {
        for theme in [Theme::Light, Theme::Dark] {
            let name = |page: &str| folder.join(format!("{page}.{}.{}.html", lang.tag(), theme.name()));
            fs::write(name("kit"), kit_page(lang, theme)?.into_string())?;
            fs::write(name("bare"), bare(lang, theme).into_string())?;
        }
    }
    Ok(())
}

/// A drawing that stands for a picture.
const PICTURE: &str = concat!(
    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240"><rect width="320" height="240" fill="#9aa3ad"/>"##,
    r##"<rect y="150" width="320" height="90" fill="#5f6a76"/><circle cx="236" cy="70" r="34" fill="#d8dde2"/>"##,
    r##"<path d="M84 200V90l14-22h16l14 22v110z" fill="#2f3843"/><text x="160" y="130" text-anchor="middle" "##,
    r##"font-family="sans-serif" font-weight="700" font-size="38" fill="#fff">REHEARSAL</text></svg>"##
);

fn kit_page(lang: Lang, theme: Theme) -> Result<Markup, jiff::Error> {
    let now: Timestamp = "2026-11-17T13:20:36Z".parse()?;
    let frame = Frame {
        reader: Reader { lang, zone: TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC) },
        theme,
        person: PersonView {
            id: PersonId(uuid::Uuid::from_u128(7)),
            name: "I. Maréchal".to_owned(),
            roles: "legal officer".to_owned(),
        },
        csrf: "token".to_owned(),
        now,
        rehearsal: true,
        path: "/".to_owned(),
        current: Some(Section::Assess),
        sections: Section::ALL.to_vec(),
        counters: Counters { detect: Some(1204), assess: Some(41), refer: Some(3), order: Some(9), watch: Some(1) },
        ledger: LedgerView { leaves: 4_182_611, status: Status::Ok, words: "Verified 06:00".to_owned() },
        notice: Some(Notice {
            status: Status::Ok,
            text: order::ISSUED.fill(lang, &[("n", &"4,182,612")]),
            link: Some(("#".to_owned(), "BE-2026-0419".to_owned())),
        }),
        keys: vec![Key { keys: &["n"], text: today::KEY_NEXT }],
    };
    let content = html! {
        (kit::head(
            html! { (order::CRUMB.get(lang)) },
            "BE-2026-0417",
            html! { span.url { "https://b.lowtide.test/meridian/bulletin-41" } },
            html! { (kit::tlp("TLP:AMBER")) (kit::handling("H1", "not in court without permission"))
                (Button::link(queue::TAKE_NEXT.get(lang), "#").main().key("n"))
                (Button::link(order::WITHDRAW.get(lang), "#withdraw").grave()) },
        ))
        (hero(lang, now))
        (life(lang))
        div.rv {
            div.stack { (strip(lang)) (clocks(lang, now)) (queue_rows(lang)) (side_by_side(lang)) (texts(lang)) (figures()) (parts(lang)) (history(lang)) }
            aside aria-label=(item::FINDING.get(lang)) { (finding(lang)) }
        }
        (withdraw(lang))
    };
    Ok(shell::page(&frame, "Kit", content))
}

fn hero(lang: Lang, now: Timestamp) -> Markup {
    let view =
        ClockView::new(ClockState::counting(2637, 3600), Some(now + jiff::SignedDuration::from_secs(2637)), lang)
            .note(html! { (order::DEADLINE.fill(lang, &[("time", &"15:04:33"), ("place", &"Brussels")])) });
    html! {
        div.hero {
            (kit::clock_big(&view))
            (kit::facts(&[
                (words::STATE.get(lang), kit::pill_box(Status::Run, domain::order::OrderState::Received.text().get(lang))),
                (order::CLOCK_FROM.get(lang), html! { "14:04:33, " (order::BY_PORTAL.get(lang)) }),
            ]))
            (kit::facts(&[
                (order::ADDRESSEE.get(lang), html! { "Lowtide Hosting B.V., " (format::country("NL", lang)) }),
                (words::DIGEST.get(lang), html! { code { (format::short_digest("c8d102ee61b09f4a773310cd5e28a91f")) } " "
                    (kit::evidence(Icon::Lock, &words::LEAF.fill(lang, &[("n", &"4,182,590")]), "", "#")) }),
            ]))
        }
    }
}

fn life(lang: Lang) -> Markup {
    let step = |text: Text, note: &str, state| Step { name: text.get(lang).to_owned(), note: note.to_owned(), state };
    html! {
        div.trackwrap {
            (kit::track(order::LIFE.get(lang), &[
                step(order::LIFE_DRAFT, "13:31", StepState::Done),
                step(order::LIFE_APPROVED, "14:01:10", StepState::Done),
                step(order::LIFE_DELIVERED, "14:01:12", StepState::Done),
                step(order::LIFE_RECEIVED, "14:04:33", StepState::Now),
                step(order::LIFE_ANSWERED, "15:04:33", StepState::Ahead),
                step(order::LIFE_CHECKED, "", StepState::Ahead),
            ]))
        }
    }
}

fn strip(lang: Lang) -> Markup {
    let cells = [(Section::Detect, "1,204", "61, 118"), (Section::Assess, "96", "22, 30"), (Section::Order, "3", "9")];
    html! {
        ol.strip aria-label=(today::SO_FAR.get(lang)) {
            @for (section, figure, note) in cells { li { span { (section.text().get(lang)) } b { (figure) } span { (note) } } }
        }
    }
}

fn clocks(lang: Lang, now: Timestamp) -> Markup {
    let states = [
        (ClockState::Late { by: 760, total: 3600 }, Status::Bad, -760),
        (ClockState::Soon { left: 531, total: 3600 }, Status::Run, 531),
        (ClockState::Running { left: 2637, total: 3600 }, Status::Run, 2637),
        (ClockState::Stopped, Status::Hold, 0),
        (ClockState::NotBegun, Status::None, 0),
        (ClockState::Met, Status::Clash, 0),
    ];
    let columns = [today::TIME_LEFT, today::ORDER_AND_URL, today::STATE_FROM, words::NEXT_STEP]
        .map(|t| Column::text(t.get(lang)));
    let rows = states.map(|(state, status, left)| {
        let deadline = (left != 0).then(|| now + jiff::SignedDuration::from_secs(left));
        Row::new([
            kit::clock(&ClockView::new(state, deadline, lang)),
            html! { a href="#" { "BE-2026-0411" } " " span.meta { "Breakwater FI" }
            (kit::sub(html! { span.url { "paste.breakwater.test/b/7c1e" } })) },
            html! { (kit::pill(status, words::STATE.get(lang)))
            (kit::sub(today::CLOCK_FROM.fill(lang, &[("time", &"13:07:56"), ("how", &"portal")]))) },
            html! { a href="#" { (today::CALL.get(lang)) } },
        ])
    });
    kit::section(
        today::CLOCKS.get(lang),
        html! { (words::AS_OF.fill(lang, &[("time", &"14:20:36")])) },
        html! { (today::LEAST_FIRST.get(lang)) },
        html! {
            (Table::new(today::CLOCKS_CAPTION.get(lang), columns).class("clk").walk().rows(rows))
            (kit::pages(None, Some("#"), "1–6", lang))
        },
    )
}

fn queue_rows(lang: Lang) -> Markup {
    kit::section(
        today::TO_ASSESS.get(lang),
        html! {},
        html! { (words::WAITING.count(lang, 41)) },
        html! {
            ol.qs {
                li.q data-row {
                    span.pri { "P1" }
                    span { a href="#" { (item::LIKENESS.get(lang)) } span.url.meta { "b.lowtide.test/meridian/bulletin-42" } }
                    span.meta { (format::span(120, lang)) }
                    span.why { span { (queue::PICTURE_BITS.fill(lang, &[("n", &14)])) } (kit::pill(Status::Warn, item::CTX_BYLINE.get(lang))) }
                }
            }
        },
    )
}

fn side_by_side(lang: Lang) -> Markup {
    let (mut item_hash, known_hash) = ([0x5a_u8; 32], [0x5a_u8; 32]);
    for (i, byte) in item_hash.iter_mut().enumerate().skip(24) {
        *byte ^= 1 << (i % 8);
    }
    let picture = |veiled| Media {
        src: "/picture.svg",
        caption: item::THIS_ITEM.get(lang),
        pixels: Some((1024, 768)),
        rehearsal: true,
        veiled,
        reveal: "#",
        hide: "#",
        csrf: "token",
        mine: 0,
        all: 2,
        lang,
    };
    let bits_label = item::BITS_LABEL.fill(lang, &[("n", &8)]);
    let scale_label = item::SCALE_LABEL.fill(lang, &[("n", &8), ("max", &64), ("limit", &31)]);
    kit::section(
        item::SIDE_BY_SIDE.get(lang),
        html! {},
        html! { (item::VEIL_RULE.get(lang)) },
        html! {
            div.pair {
                (kit::media(&picture(true)))
                (kit::media(&picture(false)))
                div.fig {
                    (kit::bits(&item_hash, &known_hash, &bits_label))
                    (kit::scale(8, 31, 64, &item::THRESHOLD.fill(lang, &[("n", &31)]), &scale_label))
                }
            }
        },
    )
}

fn texts(lang: Lang) -> Markup {
    let arabic = "نصٌّ تدريبي عن المنارة والبحر.";
    let french = "Texte d’exercice. Le gardien du phare allume la lampe, « aucun navire n’est sorti ».";
    let span = |text: &str, part: &str, quoted| {
        let start = text.find(part).unwrap_or_default();
        Span { range: start..start + part.len(), quoted }
    };
    kit::section(
        item::TEXT.get(lang),
        html! {},
        html! { kbd { "[" } " " kbd { "]" } " " (item::SPANS_KEYS.get(lang)) },
        html! {
            div.texts {
                div { p.meta { "Arabic" } (kit::passage(arabic, &[span(arabic, "المنارة", false)], Some("ar"), 1, "Arabic")) }
                div {
                    p.meta { "French" }
                    (kit::passage(french, &[span(french, "Le gardien du phare", false), span(french, "aucun navire n’est sorti", true)], Some("fr"), 2, "French"))
                }
            }
        },
    )
}

fn figures() -> Markup {
    kit::section(
        "Figures",
        html! {},
        html! {},
        html! {
            (kit::rows_of_bars(&[
                ("up to 15 min", 61, Fill::Solid, "17 %"),
                ("impossible", 20, Fill::Hatched, "clock stopped"),
                ("not answered", 5, Fill::Outline, ""),
            ]))
            p.mt2 { (kit::spark(&[3, 5, 2, 8, 13, 9, 4], "seven days, 3 to 4, at most 13")) }
            p.mt2 { (kit::bar(3, 5)) }
        },
    )
}

fn parts(lang: Lang) -> Markup {
    let statuses = [Status::None, Status::Run, Status::Ok, Status::Warn, Status::Bad, Status::Hold, Status::Clash];
    kit::section(
        "Parts",
        html! {},
        html! {},
        html! {
            div.samples {
                p.acts { @for status in statuses { (kit::pill(status, status.class())) } }
                p.acts { (kit::tlp("TLP:RED")) (kit::tlp("TLP:GREEN")) (kit::tlp("TLP:CLEAR")) }
                p.acts {
                    (Button::submit(words::SAVE.get(lang)).main()) (Button::submit(words::CHANGE.get(lang)).key("a")) (Button::submit(words::CANCEL.get(lang)).quiet())
                    (Button::submit(order::APPROVE.get(lang)).cannot(order::OWN_DRAFT.get(lang)))
                }
                (kit::note(Status::None, html! { "Plain: context." }))
                (kit::note(Status::Warn, html! { b { "Look here." } " Something narrows your choice." }))
                (kit::note(Status::Bad, html! { b { (order::REFUSED.fill(lang, &[("gate", &domain::order::Gate::ExactUrl.text().get(lang))])) } }))
                (kit::post("#", "token", "form", html! {
                    (Field::new("url", words::EXACT_URL.get(lang)).required(lang).value("https://sandbar.test/search?q=").error(Some("This is a search page. Give the address of one item.")).input())
                    (Field::new("authority", words::AUTHORITY.get(lang)).hint("As in the directory.").select(&[("a", "Federal Online Unit (rehearsal)")]))
                    (Field::new("files", "Files").kind("file").multiple().input())
                }))
                (kit::empty(today::EMPTY_CLOCKS.get(lang), today::EMPTY_CLOCKS_WHY.get(lang)))
            }
        },
    )
}

fn history(lang: Lang) -> Markup {
    let entry = |time: &str, status: Status, what: &str| Entry {
        time: time.to_owned(),
        status,
        label: "done".to_owned(),
        what: html! { (what) },
        who: "I. Maréchal · leaf 4,182,560".to_owned(),
    };
    kit::section(
        words::HISTORY.get(lang),
        html! {},
        html! {},
        kit::timeline(&[
            entry("14:04:33", Status::Run, "Received. The hour runs."),
            entry("14:01:10", Status::Ok, "Issued."),
            entry("13:44:05", Status::Warn, "Sent back once."),
        ]),
    )
}

fn finding(lang: Lang) -> Markup {
    use domain::assess::{Category, Confidence, Outcome, Purpose};
    let purposes = html! {
        @for purpose in Purpose::ALL {
            (Choice::radio("purpose", purpose.name(), purpose.text().get(lang)).key("J")
                .class(if purpose.name() == "journalism" { "protected" } else { "" }))
        }
    };
    let confidence: Vec<_> = Confidence::ALL.iter().map(|c| (c.name(), c.text().get(lang))).collect();
    let outcome = |outcome: Outcome, key| {
        Button::submit(outcome.text().get(lang)).wide().sends("outcome", outcome.name()).key(key)
    };
    kit::post(
        "#",
        "token",
        "form decide",
        html! {
            div.split { h2 { (item::FINDING.get(lang)) } }
            (kit::fieldset("", item::PURPOSE.get(lang), item::PURPOSE_ASK.get(lang), purposes))
            (Field::new("reason", item::REASON.get(lang)).hint(item::REASON_LENGTH.fill(lang, &[("n", &80)])).required(lang).textarea(3))
            (kit::fieldset("type", item::TYPE.get(lang), item::TYPE_HINT.get(lang), html! {
                @for category in Category::ALL { (Choice::check("category", category.name(), category.text().get(lang))) }
            }))
            (kit::seg(item::CONFIDENCE.get(lang), "confidence", &confidence, None))
            (kit::fieldset("out", item::DECIDE.get(lang), "", html! {
                p.note.warn.pad.refusal { (item::PROTECTED.get(lang)) }
                div.outward { (outcome(Outcome::ProposeOrder, "o")) (outcome(Outcome::Refer, "r")) }
                div.two { (outcome(Outcome::Exempt, "x")) (outcome(Outcome::Dismiss, "d")) }
                (outcome(Outcome::SecondReading, "w"))
                p.hint { (item::INDOORS.get(lang)) }
            }))
        },
    )
}

fn withdraw(lang: Lang) -> Markup {
    let title = order::WITHDRAW_ASK.fill(lang, &[("reference", &"BE-2026-0417")]);
    let body = kit::post(
        "#",
        "token",
        "form",
        html! {
            p.ink2 { (order::WITHDRAW_EFFECT.fill(lang, &[("provider", &"Lowtide")])) }
            (Field::new("why", words::REASON.get(lang)).error(Some(order::WITHDRAW_REASON.get(lang))).textarea(2))
            div.acts { (Button::link(order::KEEP.get(lang), "#")) (Button::submit(order::WITHDRAW_ACT.get(lang)).grave()) }
        },
    );
    kit::dialog("withdraw", &title, body, lang)
}

fn bare(lang: Lang, theme: Theme) -> Markup {
    let frame = BareFrame {
        lang,
        theme,
        rehearsal: true,
        others: Lang::ALL.into_iter().filter(|l| *l != lang).map(|l| (l, format!("?lang={}", l.tag()))).collect(),
        foot: vec![portal::NO_ACCOUNT.get(lang).to_owned(), portal::REHEARSAL.get(lang).to_owned()],
    };
    let answer = |text: Text, form: Text| {
        html! {
            details.ans name="answer" {
                summary { span { (text.get(lang)) } span.hint { (form.get(lang)) } (kit::icon(Icon::Plus)) }
                (kit::post("#", "", "", html! {
                    (Field::new("at", portal::WHEN.get(lang)).numeric("[0-2][0-9]:[0-5][0-9]").value("14:20").input())
                    (Button::submit(portal::SEND.get(lang)).main())
                }))
            }
        }
    };
    shell::bare_page(
        &frame,
        portal::TITLE.get(lang),
        html! {
            p.meta { (portal::CRUMB.get(lang)) }
            h1 { "BE-2026-0417" }
            (kit::due(portal::ACT_BY.get(lang), "15:04:33", &portal::DAY_PLACE.fill(lang, &[("day", &"17 Nov"), ("place", &"Amsterdam")]), 2637, 3600, portal::MINUTES.get(lang)))
            a.btn href="#answer" { (portal::GO_TO_ANSWER.get(lang)) }
            (kit::section(portal::ABOUT.get(lang), html! {}, html! {}, html! {
                code.url.addr { "https://b.lowtide.test/meridian/bulletin-41" }
                p { b { (portal::ONLY_THIS.get(lang)) } }
                (kit::facts(&[(portal::PURPOSE.get(lang), html! { (portal::PURPOSE_TEXT.get(lang)) })]))
            }))
            (kit::section(portal::ANSWER.get(lang), html! {}, html! {}, html! {
                (answer(portal::REMOVED, portal::REMOVED_FORM)) (answer(portal::DISABLED, portal::DISABLED_FORM)) (answer(portal::CANNOT, portal::CANNOT_FORM))
            }))
            (kit::section(login::TITLE.get(lang), html! {}, html! {}, kit::post("#", "", "form", html! {
                (Field::new("login", login::LOGIN.get(lang)).autocomplete("username").input())
                (Field::new("password", login::PASSWORD.get(lang)).kind("password").autocomplete("current-password").error(Some(login::WRONG.get(lang))).input())
                (Button::submit(login::SUBMIT.get(lang)).main())
            })))
        },
    )
}
