//! The worker: what waits in one lane delays no other.

use crate::office::Office;
use casework::ports::{Lane, Query};
use casework::records::{Kind, Provider};
use casework::{detect, directory};
use domain::people::Role;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_go_out_while_every_look_hangs() {
    let office = Office::open().await;
    let silent: Vec<String> = (0..200).map(|n| format!("https://b.lowtide.test/silent/{n}")).collect();
    silent.iter().for_each(|address| office.fetch.never_answer(&address.parse().unwrap()));
    detect::take_in(&office.desk, &office.people[&Role::Analyst], "REHEARSAL", &silent).await.unwrap();

    let mut changes = office.desk.changes();
    let worker = tokio::spawn(vigie::worker::work(office.desk.clone(), None));
    let keeper = &office.people[&Role::Investigator];
    let providers = office.desk.list::<Provider>(&Query::all(Kind::Provider, 1)).await.unwrap();
    let provider = providers[0].id;
    directory::inform(&office.desk, keeper, provider).await.unwrap();
    let letters = || office.store.waiting().iter().filter(|(_, job)| job.lane == Lane::Letters).count();
    let sent = async {
        while letters() > 0 {
            changes.changed().await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(60), sent).await.expect("the letter goes out");
    assert_eq!(office.store.waiting().len(), 200, "and every look still waits");
    worker.abort();
}
