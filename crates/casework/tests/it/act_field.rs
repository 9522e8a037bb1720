//! Reports from site, claims, looks from outside, exhibits, and making whole.

use crate::act_stage::{BANNER, Stage, country, refused};
use crate::map::name;
use casework::act::{self, Call, ClaimEntry, ClaimedBy, FieldExhibit, FieldReport, Heard, Incident};
use casework::ports::{Clock as _, CollectError, Fetch, FetchError, Fetched, Query, Vantage};
use casework::records::{Exhibit, Kind};
use casework::{Error, Refusal};
use domain::act::handling::Tlp;
use domain::act::{CallRefused, Outcome, Redress, Scope, TargetState, WaveState};
use domain::id::{ExhibitId, TargetId};
use domain::map::Source;
use exchange::Language;
use jiff::SignedDuration;
use std::sync::Arc;
use testkit::{FakeFetch, TestClock};
use uuid::Uuid;

/// A line on which every look takes its second.
struct SlowLine {
    fetch: Arc<FakeFetch>,
    clock: Arc<TestClock>,
}

#[async_trait::async_trait]
impl Fetch for SlowLine {
    fn vantages(&self) -> &[Vantage] {
        self.fetch.vantages()
    }

    async fn fetch(&self, url: &url::Url, vantage: &str) -> Result<Fetched, FetchError> {
        self.clock.advance(SignedDuration::from_secs(1));
        self.fetch.fetch(url, vantage).await
    }
}

impl Stage {
    async fn exhibits(&self) -> Vec<Exhibit> {
        let all = self.scene.desk.list::<Exhibit>(&Query::all(Kind::Exhibit, 100)).await.unwrap();
        all.into_iter().map(|kept| kept.record).collect()
    }

    fn exhibit(&self, id: u128, number: &str) -> FieldExhibit {
        FieldExhibit {
            id: ExhibitId(Uuid::from_u128(id)),
            number: number.to_owned(),
            what: "REHEARSAL barometer".to_owned(),
            place: "REHEARSAL rack 7".to_owned(),
            seal: "REHEARSAL seal 12".to_owned(),
            seized: self.scene.clock.now(),
            photographs: vec![b"REHEARSAL picture".to_vec()],
        }
    }

    /// What stands at an address, seen from everywhere.
    fn silent(&self, host: &str) {
        let address = format!("https://{host}/");
        let error = FetchError::NoConnection { host: host.to_owned() };
        self.scene.fetch.answer(&crate::scene::url(&address), Err(error));
    }

    /// A hosted site, struck and out.
    async fn struck(&self, host: &str) -> TargetId {
        let id = self.letter(host).await;
        self.scene.serve(&format!("https://{host}/"), 200, "REHEARSAL lamp");
        self.go().await;
        self.strike().await;
        id
    }
}

/// A telephone was offline for an hour and its clock is seven minutes fast; the connection breaks while it sends, so it
/// sends three times.
#[tokio::test]
async fn a_report_from_a_bad_line_is_taken_once_and_put_right() {
    let stage = Stage::new().await;
    let id = stage.on_site("192.0.2.9", "NL").await;
    stage.go().await;
    stage.strike().await;
    let fast = SignedDuration::from_mins(7);
    let happened = stage.scene.clock.now() + fast;
    let report = FieldReport {
        happened,
        written: happened + SignedDuration::from_mins(1),
        exhibits: vec![stage.exhibit(1, "0004"), stage.exhibit(2, "0004")],
        ..stage.field_report(77, id, Outcome::Seized)
    };
    stage.scene.minutes(60).await;
    let send = async |report: &FieldReport| {
        let sent = stage.scene.clock.now() + fast;
        act::report(&stage.scene.desk, &stage.nl_site, FieldReport { sent, ..report.clone() }).await
    };
    assert_eq!(send(&report).await.unwrap(), Heard::New);
    stage.scene.minutes(1).await;
    assert_eq!(send(&report).await.unwrap(), Heard::Known);
    assert_eq!(send(&report).await.unwrap(), Heard::Known);
    let target = stage.target(id).await;
    // What was seen while the report was on its way agrees with it.
    assert_eq!((target.state, target.reports.len()), (TargetState::Confirmed, 1));
    let heard = &target.reports[0];
    assert_eq!((heard.happened, heard.clock_ahead_seconds), (stage.moment, 420));
    assert_eq!(heard.heard, stage.moment + SignedDuration::from_hours(1));
    let exhibits = stage.exhibits().await;
    let mut numbers: Vec<&str> = exhibits.iter().map(|exhibit| exhibit.number.as_str()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, ["NL-0004", "NL-0004 (2)"], "both are kept, and told apart");
    let exhibit = &exhibits[0];
    assert_eq!((exhibit.custody.len(), exhibit.photographs.len()), (1, 1));
    assert_eq!(exhibit.custody[0].holder, stage.nl_site.person);
    let other = FieldReport { outcome: Outcome::NobodyThere, ..report };
    assert!(matches!(refused(send(&other).await), Refusal::Invalid { what: "report", .. }));
    stage.end().await;
}

/// A clock that is four minutes slow, or shows another year altogether: what happened is told by ours, and never lies
/// after the report.
#[tokio::test]
async fn clocks_that_are_minutes_or_years_off_are_put_right() {
    let stage = Stage::new().await;
    let ids = [stage.on_site("192.0.2.9", "NL").await, stage.on_site("192.0.2.10", "NL").await];
    stage.go().await;
    stage.strike().await;
    stage.scene.minutes(10).await;
    let year = SignedDuration::from_hours(24 * 365);
    for (number, (id, behind)) in (1..).zip(ids.into_iter().zip([SignedDuration::from_mins(4), year])) {
        let sent = stage.scene.clock.now() - behind;
        // It is said to have happened ten minutes before it was sent, and to be written after that.
        let happened = sent - SignedDuration::from_mins(10);
        let written = sent + SignedDuration::from_mins(1);
        let report = FieldReport { happened, written, sent, ..stage.field_report(number, id, Outcome::Seized) };
        assert_eq!(act::report(&stage.scene.desk, &stage.nl_site, report).await.unwrap(), Heard::New);
        let heard = stage.target(id).await.reports[0].clone();
        assert_eq!((heard.happened, heard.clock_ahead_seconds), (stage.moment, -behind.as_secs()));
    }
    stage.end().await;
}

#[tokio::test]
async fn only_people_of_the_state_report_and_only_what_fits() {
    let stage = Stage::new().await;
    let id = stage.on_site("192.0.2.9", "NL").await;
    stage.go().await;
    stage.strike().await;
    let desk = &stage.scene.desk;
    let report = || stage.field_report(1, id, Outcome::Seized);
    assert!(matches!(act::report(desk, &stage.ro, report()).await, Err(Error::NotFound { .. })));
    assert!(matches!(refused(act::report(desk, &stage.scene.analyst, report()).await), Refusal::NotPermitted { .. }));
    let mut large = stage.exhibit(1, "0001");
    large.photographs = vec![vec![0; act::MAX_PHOTOGRAPH_BYTES + 1]];
    let too_large = FieldReport { exhibits: vec![large], ..report() };
    assert!(matches!(refused(act::report(desk, &stage.nl_site, too_large).await), Refusal::Invalid { .. }));
    assert!(stage.exhibits().await.is_empty());
    assert_eq!(act::on_site(desk, &stage.nl_site, stage.operation).await.unwrap().len(), 1);
    assert!(act::on_site(desk, &stage.ro, stage.operation).await.unwrap().is_empty());
    stage.end().await;
}

/// A team acted before it learned of the hold: what happened is kept all the same.
#[tokio::test]
async fn a_report_is_taken_whatever_was_called() {
    let stage = Stage::new().await;
    let id = stage.on_site("192.0.2.9", "NL").await;
    stage.go().await;
    stage.call(&stage.lead, Call::Abort(Scope::All)).await.unwrap();
    stage.strike().await;
    assert_eq!(stage.state(id).await, TargetState::Cleared);
    stage.report(&stage.nl_site, 1, id, Outcome::Seized).await;
    assert_eq!(stage.state(id).await, TargetState::Executed);
    stage.end().await;
}

#[tokio::test]
async fn a_claim_is_confirmed_or_contradicted_by_our_own_look() {
    let stage = Stage::new().await;
    let id = stage.struck("lamp.example").await;
    stage.report(&stage.nl, 1, id, Outcome::Closed).await;
    stage.scene.work().await;
    assert_eq!(stage.state(id).await, TargetState::Contradicted, "it is said to be closed, and answers");
    assert!(stage.board().await.incidents.contains(&Incident::Contradicted(id)));
    // Now nobody answers; one round of silence may be our own line.
    stage.silent("lamp.example");
    stage.scene.minutes(6).await;
    assert_eq!(stage.state(id).await, TargetState::Contradicted);
    stage.scene.minutes(10).await;
    assert_eq!(stage.state(id).await, TargetState::Confirmed);
    let facts = stage.target(id).await.testimony().unwrap().facts();
    assert_eq!(facts.len(), 1);
    // It comes back, and the schedule sees it.
    stage.scene.serve("https://lamp.example/", 200, "REHEARSAL lamp");
    stage.scene.pass(SignedDuration::from_hours(2)).await;
    assert_eq!(stage.state(id).await, TargetState::Contradicted);
    let results = act::results(&stage.scene.desk, &stage.lead, stage.operation, None).await.unwrap();
    assert_eq!((results[0].targets, results[0].returned), (1, 1));
    stage.end().await;
}

#[tokio::test]
async fn the_page_in_its_place_counts_as_gone_and_a_source_that_knows_nothing_too() {
    let stage = Stage::new().await;
    let id = stage.struck("lamp.example").await;
    stage.scene.serve("https://lamp.example/", 200, BANNER);
    stage.report(&stage.nl, 1, id, Outcome::Disabled).await;
    stage.scene.work().await;
    assert_eq!(stage.state(id).await, TargetState::Confirmed, "three places saw the page");
    stage.end().await;
}

/// A server is asked through the sources of the map; two rounds that answer nobody make it gone.
#[tokio::test]
async fn a_seized_server_is_looked_at_through_its_sources() {
    let stage = Stage::new().await;
    let id = stage.on_site("192.0.2.9", "RO").await;
    let asset = name("address 192.0.2.9");
    let no_answer = CollectError::NoAnswer { asked: "192.0.2.9".to_owned(), why: "REHEARSAL".to_owned() };
    stage.scene.collect.know(&asset, Source::Tls, Err(no_answer));
    stage.go().await;
    stage.strike().await;
    stage.report(&stage.ro, 1, id, Outcome::Seized).await;
    stage.scene.work().await;
    assert_eq!(stage.state(id).await, TargetState::Executed, "one look from one place says nothing yet");
    stage.scene.minutes(6).await;
    assert_eq!(stage.state(id).await, TargetState::Confirmed);
    stage.end().await;
}

/// The sources of 2018 disagreed on exactly this: one says seized, the other that evidence was copied.
#[tokio::test]
async fn contradicting_claims_stay_side_by_side() {
    let stage = Stage::new().await;
    let id = stage.struck("lamp.example").await;
    stage.silent("lamp.example");
    let now = stage.scene.clock.now();
    let claim = |number: u128, by, what| ClaimEntry {
        id: Uuid::from_u128(number),
        by,
        what,
        happened: now,
        said: now,
        source: "REHEARSAL: telephone".to_owned(),
    };
    let desk = &stage.scene.desk;
    act::claim(desk, &stage.nl, id, claim(1, ClaimedBy::OwnAuthority, Outcome::Seized)).await.unwrap();
    act::claim(desk, &stage.lead, id, claim(2, ClaimedBy::Provider, Outcome::EvidenceCopied)).await.unwrap();
    let press = ClaimedBy::Press("REHEARSAL Gazette".to_owned());
    act::claim(desk, &stage.lead, id, claim(3, press, Outcome::Seized)).await.unwrap();
    act::claim(desk, &stage.nl, id, claim(1, ClaimedBy::OwnAuthority, Outcome::Seized)).await.unwrap();
    stage.scene.minutes(20).await;
    let board = stage.board().await;
    assert!(board.incidents.contains(&Incident::Disputed(id)));
    assert_eq!((board.targets[0].words.len(), stage.target(id).await.reports.len()), (3, 3));
    let draft = act::communique(desk, &stage.lead, stage.operation, Language::English).await.unwrap();
    assert!(draft.facts.is_empty() && draft.unconfirmed == 1, "what is disputed is not said in public");
    assert_eq!(act::review(desk, &stage.lead, stage.operation).await.unwrap().waves[0].disputed, [id]);
    stage.end().await;
}

#[tokio::test]
async fn the_wrong_tenant_is_made_whole_before_the_wave_ends() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let id = stage.on_site("192.0.2.9", "NL").await;
    stage.go().await;
    stage.strike().await;
    stage.report(&stage.nl_site, 1, id, Outcome::Seized).await;
    stage.report(&stage.nl_site, 2, id, Outcome::WrongTenant).await;
    let target = stage.target(id).await;
    assert_eq!((target.state, target.redress), (TargetState::Failed, Redress::Owed));
    assert!(stage.board().await.incidents.contains(&Incident::Owed(id)));
    let end = refused(stage.call(&stage.lead, Call::End).await);
    assert_eq!(end, Refusal::Call(CallRefused::Owed { count: 1 }));
    act::make_whole(desk, &stage.nl, id, "REHEARSAL: server given back, running since noon").await.unwrap();
    assert!(act::make_whole(desk, &stage.nl, id, "REHEARSAL").await.is_err(), "once");
    assert_eq!(stage.call(&stage.lead, Call::End).await.unwrap().state, WaveState::Ended);
    let review = act::review(desk, &stage.lead, stage.operation).await.unwrap();
    assert_eq!(review.waves[0].mistakes, [(id, Redress::MadeWhole)]);
    assert_eq!(review.waves[0].failed.len(), 1);
    act::close(desk, &stage.lead, stage.operation).await.unwrap();
    stage.end().await;
}

#[tokio::test]
async fn the_board_counts_and_measures_the_skew() {
    let stage = Stage::new().await;
    let (nl, ro) = (stage.on_site("192.0.2.9", "NL").await, stage.on_site("192.0.2.10", "RO").await);
    stage.go().await;
    stage.strike().await;
    stage.report(&stage.nl_site, 1, nl, Outcome::Seized).await;
    stage.scene.minutes(3).await;
    stage.report(&stage.ro, 2, ro, Outcome::NobodyThere).await;
    stage.report(&stage.ro, 3, ro, Outcome::Seized).await;
    let board = stage.board().await;
    assert_eq!(board.skew.unwrap().length(), SignedDuration::from_mins(3));
    let of = |code| board.countries.iter().find(|row| row.country == country(code)).unwrap();
    assert_eq!(of("RO").counts[&TargetState::Executed], 1);
    assert_eq!(of("NL").skew.unwrap().length(), SignedDuration::ZERO);
    assert!(of("CA").counts.is_empty());
    assert_eq!(board.counts[&TargetState::Executed], 2);
    stage.end().await;
}

#[tokio::test]
async fn a_statement_holds_confirmed_facts_and_no_target_by_name() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let id = stage.struck("lamp.example").await;
    stage.silent("lamp.example");
    stage.report(&stage.nl, 1, id, Outcome::Closed).await;
    stage.scene.minutes(10).await;
    let draft = act::communique(desk, &stage.lead, stage.operation, Language::English).await.unwrap();
    assert_eq!((draft.facts.len(), draft.unconfirmed, draft.kept_out), (1, 0, 0));
    assert!(draft.text.contains("NL: shut down") && draft.text.contains("REHEARSAL Dutch desk"), "{}", draft.text);
    assert!(!draft.text.contains("lamp.example"));
    assert!(
        act::communique(desk, &stage.nl, stage.operation, Language::English).await.is_err(),
        "those who lead speak"
    );
    stage.end().await;
}

/// One place sees it and the next do not, a second later each: they are one round, and one that sees it is enough.
#[tokio::test]
async fn looks_that_take_their_time_are_one_round() {
    let mut stage = Stage::new().await;
    let id = stage.struck("lamp.example").await;
    let address = crate::scene::url("https://lamp.example/");
    for place in ["Southpier", "Farshore"] {
        let error = FetchError::NoConnection { host: "lamp.example".to_owned() };
        stage.scene.fetch.answer_from(place, &address, Err(error));
    }
    let (fetch, clock) = (stage.scene.fetch.clone(), stage.scene.clock.clone());
    stage.scene.desk.doors.fetch = Arc::new(SlowLine { fetch, clock });
    stage.report(&stage.nl, 1, id, Outcome::Closed).await;
    stage.scene.work().await;
    assert_eq!(stage.state(id).await, TargetState::Contradicted);
    let target = stage.target(id).await;
    assert_eq!(target.glances.len(), 3);
    assert!(target.glances.iter().all(|glance| glance.at == target.glances[0].at));
    stage.end().await;
}

/// Under one number comes one report with its exhibits: whatever else is sent is taken in or refused by name, and
/// never passed over.
#[tokio::test]
async fn what_is_seized_is_never_passed_over_in_silence() {
    let stage = Stage::new().await;
    let id = stage.on_site("192.0.2.9", "NL").await;
    stage.go().await;
    stage.strike().await;
    let send = async |report: FieldReport| act::report(&stage.scene.desk, &stage.nl_site, report).await;
    let why = async |report: FieldReport| refused(send(report).await).to_string();
    let first = FieldReport { exhibits: vec![stage.exhibit(1, "0001")], ..stage.field_report(77, id, Outcome::Seized) };
    assert_eq!(send(first.clone()).await.unwrap(), Heard::New);
    assert_eq!(send(first.clone()).await.unwrap(), Heard::Known);
    let other_note = FieldReport { note: "REHEARSAL: and a dog".to_owned(), ..first.clone() };
    assert!(why(other_note).await.contains("another report carries this number"));
    let more = vec![stage.exhibit(1, "0001"), stage.exhibit(2, "0002")];
    assert!(why(FieldReport { exhibits: more.clone(), ..first.clone() }).await.contains("with a number of its own"));
    assert_eq!(stage.exhibits().await.len(), 1);
    let second = |exhibits| FieldReport { exhibits, ..stage.field_report(78, id, Outcome::Seized) };
    let mut another = stage.exhibit(1, "0001");
    another.what = "REHEARSAL sextant".to_owned();
    assert!(why(second(vec![another])).await.contains("the identifier of another thing"));
    let twice = vec![stage.exhibit(3, "0003"), stage.exhibit(3, "0004")];
    assert!(why(second(twice)).await.contains("two of them carry one identifier"));
    assert_eq!(send(second(more)).await.unwrap(), Heard::New);
    assert_eq!(stage.exhibits().await.len(), 2, "what is known is not doubled, and what is new is taken in");
    stage.end().await;
}

/// What is for organisations by name and nobody else is not told to the press, not even as a number.
#[tokio::test]
async fn a_strict_label_keeps_a_target_out_of_the_statement() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let id = stage.struck("lamp.example").await;
    stage.silent("lamp.example");
    stage.report(&stage.nl, 1, id, Outcome::Closed).await;
    stage.scene.minutes(10).await;
    for tlp in [Tlp::AmberStrict, Tlp::Red] {
        let mut marking = stage.target(id).await.marking.clone();
        (marking.tlp, marking.people) = (tlp, Some([stage.lead.person].into()));
        act::mark_target(desk, &stage.lead, id, marking).await.unwrap();
        let draft = act::communique(desk, &stage.lead, stage.operation, Language::English).await.unwrap();
        assert_eq!((draft.facts.len(), draft.kept_out), (0, 1), "{tlp}");
    }
    stage.end().await;
}
