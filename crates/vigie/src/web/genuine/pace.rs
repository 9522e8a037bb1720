//! How often one address may ask. Kept in memory, for each process by itself, and bounded.

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};

/// How many questions one address may ask in a minute. Our own practice, not law.
pub const PER_MINUTE: u32 = 30;
/// For how long questions are counted together.
const WINDOW: SignedDuration = SignedDuration::from_mins(1);
/// How many addresses are remembered at once; beyond it all further ones share one count.
const MOST_ADDRESSES: usize = 10_000;

/// Whoever asks, as far as the network tells. `None` where it does not: all such ask together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client(Option<IpAddr>);

impl Client {
    /// The peer; or, if that is a proxy on this machine, whom the proxy names last.
    fn of(peer: Option<IpAddr>, headers: &HeaderMap) -> Self {
        let forwarded = || {
            let line = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
            line.rsplit(',').next()?.trim().parse().ok()
        };
        let address = peer.and_then(|peer| if peer.is_loopback() { forwarded().or(Some(peer)) } else { Some(peer) });
        Self(address.map(one_household))
    }
}

/// Whoever has one address of IPv6 has 2^64 of them.
fn one_household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        address => address,
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        Ok(Self::of(peer, &parts.headers))
    }
}

/// Who asked how often since when.
#[derive(Default)]
pub struct Pace(Mutex<HashMap<Client, (Timestamp, u32)>>);

impl Pace {
    /// Counts a question.
    ///
    /// # Errors
    /// One too many: how many seconds to wait.
    pub fn ask(&self, client: &Client, now: Timestamp) -> Result<(), i64> {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let runs = |since: Timestamp| now.duration_since(since) < WINDOW && since <= now;
        if seen.len() >= MOST_ADDRESSES && !seen.contains_key(client) {
            seen.retain(|_, (since, _)| runs(*since));
        }
        let full = seen.len() >= MOST_ADDRESSES && !seen.contains_key(client);
        let (since, count) = seen.entry(if full { Client(None) } else { *client }).or_insert((now, 0));
        if !runs(*since) {
            (*since, *count) = (now, 0);
        }
        if *count >= PER_MINUTE {
            return Err((WINDOW - now.duration_since(*since)).as_secs().max(1));
        }
        *count += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    fn client(address: &str) -> Client {
        Client::of(Some(address.parse().unwrap()), &HeaderMap::new())
    }

    #[test]
    fn thirty_a_minute_and_then_a_wait_for_this_address_alone() {
        let pace = Pace::default();
        let (one, other) = (client("192.0.2.7"), client("192.0.2.8"));
        for _ in 0..PER_MINUTE {
            assert_eq!(pace.ask(&one, at(0)), Ok(()));
        }
        assert_eq!(pace.ask(&one, at(20)), Err(40));
        assert_eq!(pace.ask(&other, at(20)), Ok(()));
        assert_eq!(pace.ask(&one, at(60)), Ok(()));
    }

    #[test]
    fn an_ipv6_network_asks_as_one_and_a_proxy_on_this_machine_says_for_whom() {
        assert_eq!(client("2001:db8::1"), client("2001:db8::2"));
        assert_ne!(client("2001:db8::1"), client("2001:db8:0:1::1"));
        assert_eq!(client("::ffff:192.0.2.7"), client("192.0.2.7"));
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "198.51.100.1, 192.0.2.7".parse().unwrap());
        let behind = |peer: &str| Client::of(Some(peer.parse().unwrap()), &headers);
        assert_eq!(behind("127.0.0.1"), client("192.0.2.7"), "what the proxy added stands last");
        assert_eq!(behind("192.0.2.9"), client("192.0.2.9"), "nobody else is believed");
    }

    #[test]
    fn what_is_remembered_is_bounded_and_makes_room_again() {
        let pace = Pace::default();
        let many =
            |n: u32| Client::of(Some(IpAddr::V4(std::net::Ipv4Addr::from_bits(0x0a00_0000 + n))), &HeaderMap::new());
        let most = u32::try_from(MOST_ADDRESSES).unwrap();
        for n in 0..most {
            pace.ask(&many(n), at(0)).unwrap();
        }
        for n in 0..PER_MINUTE {
            assert_eq!(pace.ask(&many(most + n), at(1)), Ok(()));
        }
        assert!(pace.ask(&many(most + PER_MINUTE), at(1)).is_err(), "the rest ask together");
        assert!(pace.0.lock().unwrap().len() <= MOST_ADDRESSES + 1);
        assert_eq!(pace.ask(&many(most + PER_MINUTE), at(61)), Ok(()));
        assert!(pace.0.lock().unwrap().len() <= 2);
    }
}
