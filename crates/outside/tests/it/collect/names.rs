//! A name server of the test's own: any records, over UDP, and over TCP when they are too many for that.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, UdpSocket};

/// A record: whose, of which type, with which data.
pub type Record = (&'static str, u16, Vec<u8>);

pub const A: u16 = 1;
pub const NS: u16 = 2;
pub const CNAME: u16 = 5;
pub const SOA: u16 = 6;
pub const MX: u16 = 15;
pub const TXT: u16 = 16;

/// RFC 1035 section 3.1: labels, each after its length.
pub fn name(name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for label in name.split('.').filter(|label| !label.is_empty()) {
        bytes.push(u8::try_from(label.len()).unwrap());
        bytes.extend_from_slice(label.as_bytes());
    }
    bytes.push(0);
    bytes
}

pub fn a(address: Ipv4Addr) -> Vec<u8> {
    address.octets().to_vec()
}

pub fn mx(preference: u16, host: &str) -> Vec<u8> {
    [&preference.to_be_bytes()[..], &name(host)].concat()
}

pub fn txt(text: &str) -> Vec<u8> {
    [&[u8::try_from(text.len()).unwrap()], text.as_bytes()].concat()
}

pub fn soa(server: &str, whom: &str) -> Vec<u8> {
    [&name(server)[..], &name(whom), &[0; 20]].concat()
}

/// Answers each question with what `script` says: records, or nothing for "no such name".
pub async fn serve(script: impl Fn(&str, u16) -> Option<Vec<Record>> + Send + Sync + 'static) -> SocketAddr {
    let script = Arc::new(script);
    // A port that is free for both.
    let (tcp, udp) = loop {
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        if let Ok(udp) = UdpSocket::bind(tcp.local_addr().unwrap()).await {
            break (tcp, udp);
        }
    };
    let address = tcp.local_addr().unwrap();
    let over_udp = script.clone();
    tokio::spawn(async move {
        let mut query = [0; 1500];
        while let Ok((length, peer)) = udp.recv_from(&mut query).await {
            let mut out = answer(&query[..length], &*over_udp);
            if out.len() > 1200 {
                out = answer(&query[..length], &|_, _| Some(Vec::new()));
                out[2] |= 0x02;
            }
            let _ = udp.send_to(&out, peer).await;
        }
    });
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = tcp.accept().await {
            let script = script.clone();
            tokio::spawn(async move {
                while let Ok(length) = stream.read_u16().await {
                    let mut query = vec![0; usize::from(length)];
                    if stream.read_exact(&mut query).await.is_err() {
                        return;
                    }
                    let out = answer(&query, &*script);
                    let _ = stream.write_u16(u16::try_from(out.len()).unwrap()).await;
                    let _ = stream.write_all(&out).await;
                }
            });
        }
    });
    address
}

/// RFC 1035 section 4: the header, the question as it came, and the records.
fn answer(query: &[u8], script: &(dyn Fn(&str, u16) -> Option<Vec<Record>> + Send + Sync)) -> Vec<u8> {
    let (mut labels, mut at) = (Vec::new(), 12);
    while query[at] != 0 {
        let length = usize::from(query[at]);
        labels.push(String::from_utf8(query[at + 1..=at + length].to_vec()).unwrap());
        at += length + 1;
    }
    let question = &query[12..at + 5];
    let kind = u16::from_be_bytes([query[at + 1], query[at + 2]]);
    let asked = labels.join(".").to_lowercase();
    let records = script(&asked, kind);
    let code: u16 = if records.is_some() { 0 } else { 3 };
    let records = records.unwrap_or_default();
    let mut out = query[..2].to_vec();
    for field in [0x8580 | code, 1, u16::try_from(records.len()).unwrap(), 0, 0] {
        out.extend_from_slice(&field.to_be_bytes());
    }
    out.extend_from_slice(question);
    for (owner, kind, data) in records {
        let owner = if owner == asked { vec![0xc0, 12] } else { name(owner) };
        out.extend_from_slice(&owner);
        out.extend_from_slice(&kind.to_be_bytes());
        out.extend_from_slice(&[0, 1, 0, 0, 0, 0]);
        out.extend_from_slice(&u16::try_from(data.len()).unwrap().to_be_bytes());
        out.extend_from_slice(&data);
    }
    out
}

/// A script from a list: a name is there if it has a record of any type, and aliases are followed.
pub fn zone(records: Vec<Record>) -> impl Fn(&str, u16) -> Option<Vec<Record>> {
    let mut by_name: HashMap<&str, Vec<Record>> = HashMap::new();
    for record in records {
        by_name.entry(record.0).or_default().push(record);
    }
    move |asked, kind| {
        let own = by_name.get(asked)?;
        Some(own.iter().filter(|record| record.1 == kind || record.1 == CNAME).cloned().collect())
    }
}
