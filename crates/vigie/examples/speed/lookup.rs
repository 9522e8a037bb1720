//! Looking up hashes over HTTP, as a program written for Hasher-Matcher-Actioner does; and starting with as many.

use crate::browser;
use crate::house::House;
use crate::{p99, report};
use anyhow::{Context as _, ensure};
use casework::banks::{Addition, Import};
use casework::people;
use casework::policy::Permission;
use casework::records::Value;
use domain::bank::Effect;
use futures::future::try_join_all;
use jiff::SignedDuration;
use matching::pdq::{Pdq, RADIUS};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Known hashes.
const KNOWN: usize = 1_000_000;
/// How many are handed over at a time.
const AT_ONCE: usize = 50_000;
/// Connections that are kept open, each with one request at a time.
const CONNECTIONS: usize = 16;
/// Requests before anything is measured, on each connection.
const WARM: usize = 500;
/// How long is measured.
const TIME: Duration = Duration::from_secs(15);

/// Measures it: client and server share the threads of this process.
pub async fn measure() -> anyhow::Result<()> {
    let house = House::open(None).await?;
    let keeper = people::by_login(&house.desk, "investigator").await?;
    let mut random = StdRng::seed_from_u64(1);
    let known: Arc<Vec<Pdq>> = Arc::new((0..KNOWN).map(|_| Pdq(random.random())).collect());
    let mut import = Import::into(&house.desk, &keeper, "REHEARSAL codes", "rehearsal", Effect::Proposes).await?;
    for (number, codes) in known.chunks(AT_ONCE).enumerate() {
        let addition = |pdq: &Pdq| Addition::Hash { name: "REHEARSAL".to_owned(), value: Value::Pdq(*pdq) };
        import.add(codes.iter().map(addition).collect()).await?;
        eprintln!("{} of {KNOWN} hashes are kept", (number + 1) * AT_ONCE);
    }
    import.end().await?;
    // The first start finds no snapshot, and leaves one.
    let work = format!("{KNOWN} hashes of pictures, SQLite");
    report("start", &format!("{work}, all read from the database, snapshot written"), house.start().await?, "s");
    report("start", &format!("{work}, read from the snapshot"), house.start().await?, "s");
    let scopes = [Permission::SeeBanks];
    let token = people::make_token(&house.desk, &keeper, "REHEARSAL", &scopes, SignedDuration::from_hours(1)).await?;
    let server = browser::serve(&house.desk).await?;
    let asking = (0..CONNECTIONS).map(|seed| ask(server, token.clone(), known.clone(), seed as u64));
    let tasks: Vec<_> = asking.map(tokio::spawn).collect();
    let mut times = Vec::new();
    for asked in try_join_all(tasks).await? {
        times.extend(asked?);
    }
    let work = format!("/m/raw_lookup, {KNOWN} codes, {CONNECTIONS} connections kept, client and server on 2 threads");
    report("http_lookup", &work, times.len() as f64 / TIME.as_secs_f64(), "requests/s");
    report("http_lookup", &format!("{work}, p99"), p99(times), "ms");
    Ok(())
}

/// Asks again and again on one connection; gives how many milliseconds each answer took. Every other hash is a known one
/// with some bits turned over, and not to find it is a failure.
async fn ask(server: SocketAddr, token: String, known: Arc<Vec<Pdq>>, seed: u64) -> anyhow::Result<Vec<f64>> {
    let mut stream = TcpStream::connect(server).await?;
    stream.set_nodelay(true)?;
    let mut random = StdRng::seed_from_u64(100 + seed);
    let mut answer = Vec::new();
    let mut times = Vec::new();
    let mut began = Instant::now();
    for number in 0.. {
        if number == WARM {
            began = Instant::now();
        }
        if number > WARM && began.elapsed() > TIME {
            break;
        }
        let planted = number % 2 == 0;
        let code = if planted { near(&mut random, &known) } else { Pdq(random.random()) };
        let start = Instant::now();
        let request = format!(
            "GET /m/raw_lookup?signal_type=pdq&include_distance=true&signal={code} HTTP/1.1\r\n\
             host: unit.example\r\nauthorization: Bearer {token}\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        let body = read(&mut stream, &mut answer).await?;
        if number >= WARM {
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        ensure!(!planted || body.contains("bank_content_id"), "{code} was not found: {body}");
    }
    Ok(times)
}

/// A known hash with up to so many bits turned over as may be.
fn near(random: &mut StdRng, known: &[Pdq]) -> Pdq {
    let mut code = known[random.random_range(0..known.len())];
    for _ in 0..random.random_range(0..=RADIUS) {
        let bit: u8 = random.random();
        code.0[usize::from(bit) / 64] ^= 1 << (bit % 64);
    }
    code
}

/// Reads one answer, whose length is in its head, and gives its body.
async fn read<'a>(stream: &mut TcpStream, answer: &'a mut Vec<u8>) -> anyhow::Result<&'a str> {
    answer.clear();
    loop {
        let read = stream.read_buf(answer).await?;
        ensure!(read > 0, "the server hung up");
        let Some(head) = answer.windows(4).position(|end| end == b"\r\n\r\n") else { continue };
        let text = std::str::from_utf8(&answer[..head])?;
        ensure!(text.starts_with("HTTP/1.1 200"), "{text}");
        let length = text.lines().find_map(|line| line.strip_prefix("content-length: ")).context("no length")?;
        let (body, length) = (head + 4, length.parse::<usize>()?);
        if answer.len() >= body + length {
            return Ok(std::str::from_utf8(&answer[body..body + length])?);
        }
    }
}
